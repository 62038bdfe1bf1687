package main

import (
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"fastergo/internal/syntax"
)

// syntaxCommand is for checks: a Go file in, what there is to know of one of
// its functions out.
func syntaxCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "syntax LINE",
		Short:   "Read the function that starts in a line: Go on standard input",
		Example: `  fastergo syntax 12 < answer.go`,
		Hidden:  true,
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			line, err := strconv.Atoi(args[0])
			if err != nil {
				return usageErrorf("syntax: %q is not a line number", args[0])
			}
			text, err := io.ReadAll(cmd.InOrStdin())
			if err != nil {
				return err
			}
			src, err := syntax.Read(text, line)
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(src.Encode())
			return err
		},
	}
}
