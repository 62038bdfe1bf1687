package main

import (
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"fastergo/checks"
	"fastergo/internal/command"
	"fastergo/internal/course"
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
		Args:    command.Args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			line, err := strconv.Atoi(args[0])
			if err != nil {
				return command.UsageErrorf("syntax: %q is not a line number", args[0])
			}
			text, err := io.ReadAll(cmd.InOrStdin())
			if err != nil {
				return err
			}
			var answers []string
			for _, l := range course.Lessons {
				for _, e := range l.Exercises {
					answers = append(answers, checks.InfoOf(e).Func)
				}
			}
			src, err := syntax.Read(text, line, answers...)
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(src.Encode())
			return err
		},
	}
}
