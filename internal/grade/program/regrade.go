package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"fastergo/checks"
	"fastergo/internal/batch"
	"fastergo/internal/command"
	"fastergo/internal/grade"
	"fastergo/internal/legible"
)

func regradeCommand() *cobra.Command {
	var f flags
	var diff bool
	cmd := &cobra.Command{
		Use:   "regrade DIR",
		Short: "Grade again by the course as it is now",
		Long: `Regrade judges what the results in DIR are of once more, with the same secret, by
the course and grader as they are now, and says whose verdicts change. With
--diff it changes nothing.`,
		Example: `  fastergo regrade grades --diff     # what would change
  fastergo regrade grades            # change it`,
		Args: command.Args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return f.regrade(cmd, args[0], diff) },
	}
	cmd.Flags().BoolVar(&diff, "diff", false, "say what would change, and change nothing")
	cmd.Flags().IntVar(&f.workers, "workers", 0, "how many at a time (default: one for each processor)")
	return cmd
}

func (f *flags) regrade(cmd *cobra.Command, dir string, dry bool) error {
	setup, err := batch.ReadSetup(dir)
	if err != nil {
		return err
	}
	before, err := batch.ReadRows(dir)
	if err != nil {
		return err
	}
	f.out, f.seedFile, f.assignment, f.trusted = dir, setup.SeedFile, setup.Assignment, setup.Trusted
	if dry {
		// What is judged by the same grader and course is not judged again.
		journal, err := os.ReadFile(filepath.Join(dir, batch.JournalFile))
		if err != nil {
			return err
		}
		scratch, done, err := batch.Scratch()
		if err != nil {
			return err
		}
		defer done()
		f.out = filepath.Join(scratch, "results")
		if err := os.Mkdir(f.out, 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(f.out, batch.JournalFile), journal, 0o600); err != nil {
			return err
		}
	}
	g, err := f.grader(cmd.Context())
	if err != nil {
		return err
	}
	s, err := f.run(cmd, g, setup.Paths, nil)
	if err != nil {
		return err
	}
	now, err := batch.ReadRows(f.out)
	if err != nil {
		return err
	}
	changes := before.Changes(now)
	anew := 0
	for _, c := range changes {
		why := ""
		if c.Anew {
			why = "handed in anew: "
			anew++
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s  %s: %s%s, %s\n", legible.Text(c.Student), c.Exercise, why, from(c.Was, c.PointsWere), to(c))
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%d of %d verdicts change", len(changes), len(now))
	if anew > 0 {
		fmt.Fprintf(cmd.OutOrStdout(), ", %d of them on work that was handed in anew", anew)
	}
	fmt.Fprintln(cmd.OutOrStdout())
	for _, why := range s.Failures {
		fmt.Fprintf(cmd.OutOrStdout(), "not judged: %s\n", legible.Text(why))
	}
	if len(s.Failures) > 0 {
		return command.ErrTold
	}
	return nil
}

func from(o checks.Outcome, points float64) string {
	if o == "" {
		return "was not there"
	}
	return fmt.Sprintf("was %s with %s", o, grade.Number(points))
}

func to(c batch.Change) string {
	if c.Is == "" {
		return "is no longer there"
	}
	text := fmt.Sprintf("is %s with %s", c.Is, grade.Number(c.PointsAre))
	if c.Message != "" {
		line, _, _ := strings.Cut(c.Message, "\n")
		text += ": " + legible.Text(line)
	}
	return text
}
