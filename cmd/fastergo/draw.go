package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"fastergo/internal/draw"
	"fastergo/internal/figure"
)

// drawCommand is for cells: a figure's data in, its picture out; of several, one
// after another, the pictures with a zero byte between them.
func drawCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "draw",
		Short:   "Draw a figure: JSON on standard input, SVG on standard output",
		Example: `  echo '{"title":"squares","lines":[{"name":"n*n","x":[1,2,3],"y":[1,4,9]}]}' | fastergo draw > squares.svg`,
		Hidden:  true,
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			in := json.NewDecoder(cmd.InOrStdin())
			for n := 0; n == 0 || in.More(); n++ {
				var f figure.Figure
				if err := in.Decode(&f); err != nil {
					return fmt.Errorf("draw: standard input is not a figure: %w", err)
				}
				svg, err := draw.SVG(f)
				if err != nil {
					return fmt.Errorf("draw: %w", err)
				}
				if n > 0 {
					svg = append([]byte{0}, svg...)
				}
				if _, err = cmd.OutOrStdout().Write(svg); err != nil {
					return err
				}
			}
			return nil
		},
	}
}
