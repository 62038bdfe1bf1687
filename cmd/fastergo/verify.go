package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"fastergo/internal/author"
	"fastergo/internal/command"
	"fastergo/internal/house"
)

// proofLimit is how long proving one exercise, with all its wrong answers, may
// take: so long that only an endless loop meets it.
const proofLimit = time.Minute

func verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Prove the course sound",
		Long: `Verify proves that generated files are fresh, every stub compiles and is not
attempted, every reference answer passes, every planted wrong answer fails for
the reason it was planted for, and each exercise has hints and one place in its
lesson. It lists all faults, and writes nothing.`,
		Example: `  fastergo verify`,
		Args:    command.Args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			root, err := house.Root()
			if err != nil {
				return err
			}
			summary, err := author.Verify(cmd.Context(), root, proofLimit)
			if err != nil {
				return tellFaults(cmd, err)
			}
			fmt.Fprintln(cmd.OutOrStdout(), summary)
			return nil
		},
	}
}

// tellFaults shows an error that is faults of the course, a line each, and
// returns what is left to tell.
func tellFaults(cmd *cobra.Command, err error) error {
	var faults author.Faults
	if !errors.As(err, &faults) {
		return err
	}
	for _, f := range faults {
		fmt.Fprintln(cmd.ErrOrStderr(), f)
	}
	noun := "faults"
	if len(faults) == 1 {
		noun = "fault"
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "the course has %d %s\n", len(faults), noun)
	return command.ErrTold
}
