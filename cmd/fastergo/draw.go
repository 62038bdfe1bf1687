package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"fastergo/internal/command"
	"fastergo/internal/draw"
	"fastergo/internal/figure"
)

// drawCommand is for cells: a figure's data in, its picture out; of several, one
// after another, the pictures with a zero byte between them, or in columns as
// one picture.
func drawCommand() *cobra.Command {
	var columns int
	var chart bool
	cmd := &cobra.Command{
		Use:     "draw",
		Short:   "Draw a figure: JSON on standard input, SVG on standard output",
		Example: `  echo '{"title":"squares","lines":[{"name":"n*n","x":[1,2,3],"y":[1,4,9]}]}' | fastergo draw > squares.svg`,
		Hidden:  true,
		Args:    command.Args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			var figs []figure.Figure
			in := json.NewDecoder(cmd.InOrStdin())
			for len(figs) == 0 || in.More() {
				var f figure.Figure
				if err := in.Decode(&f); err != nil {
					return fmt.Errorf("draw: standard input is not a figure: %w", err)
				}
				figs = append(figs, f)
			}
			out, err := drawn(figs, columns, chart)
			if err != nil {
				return fmt.Errorf("draw: %w", err)
			}
			_, err = cmd.OutOrStdout().Write(out)
			return err
		},
	}
	cmd.Flags().IntVar(&columns, "columns", 0, "make one picture of all figures, so many side by side")
	cmd.Flags().BoolVar(&chart, "chart", false, "after each picture write HTML that puts an interactive chart in its place")
	return cmd
}

func drawn(figs []figure.Figure, columns int, chart bool) (out []byte, err error) {
	if columns != 0 {
		return draw.Subplots(columns, figs...)
	}
	for i, f := range figs {
		svg, err := draw.SVG(f)
		if err != nil {
			return nil, err
		}
		if chart {
			html, err := draw.Chart(f)
			if err != nil {
				return nil, err
			}
			svg = append(svg, html...)
		}
		if i > 0 {
			out = append(out, 0)
		}
		out = append(out, svg...)
	}
	return out, nil
}
