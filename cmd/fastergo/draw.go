package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"fastergo/internal/draw"
	"fastergo/internal/figure"
)

// drawCommand is for cells: a figure's data in, its picture out.
func drawCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "draw",
		Short:   "Draw a figure: JSON on standard input, SVG on standard output",
		Example: `  echo '{"title":"squares","lines":[{"name":"n*n","x":[1,2,3],"y":[1,4,9]}]}' | fastergo draw > squares.svg`,
		Hidden:  true,
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			var f figure.Figure
			if err := json.NewDecoder(cmd.InOrStdin()).Decode(&f); err != nil {
				return fmt.Errorf("draw: standard input is not a figure: %w", err)
			}
			svg, err := draw.SVG(f)
			if err != nil {
				return fmt.Errorf("draw: %w", err)
			}
			_, err = cmd.OutOrStdout().Write(svg)
			return err
		},
	}
}
