package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"fastergo/checks"
	"fastergo/internal/cell"
	"fastergo/internal/command"
	"fastergo/internal/course"
	"fastergo/internal/progress"
)

// recordCommand is for cells: what happened in, what to show around it out.
func recordCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "record",
		Short:   "Record a verdict: JSON on standard input; HTML, a zero byte and text on standard output",
		Example: `  fastergo check --json fasterer/make_matrix | fastergo record`,
		Hidden:  true,
		Args:    command.Args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			var report checks.Report
			if err := json.NewDecoder(cmd.InOrStdin()).Decode(&report); err != nil {
				return fmt.Errorf("record: standard input is no verdict: %w", err)
			}
			store := progress.Open(cell.StateDir())
			r, note, problem := store.Add(&report)
			o := store.Overview(course.Lessons)
			if note != "" {
				o.Notes = append(o.Notes, note)
			}
			return encode(cmd, o.After(&report, r, problem))
		},
	}
	cmd.AddCommand(&cobra.Command{
		Use:     "hint EXERCISE N OF",
		Short:   "Tell which hint to show: N, or the next if N is 0",
		Example: `  fastergo record hint fasterer/make_matrix 0 3`,
		Args:    command.Args(cobra.ExactArgs(3)),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := strconv.Atoi(args[1])
			of, err2 := strconv.Atoi(args[2])
			if err != nil || err2 != nil {
				return command.UsageErrorf("record hint: %q of %q are not two numbers", args[1], args[2])
			}
			// A hint that cannot be remembered is shown all the same.
			n, _ = progress.Open(cell.StateDir()).Hint(args[0], n, of)
			_, err = fmt.Fprintln(cmd.OutOrStdout(), n)
			return err
		},
	}, &cobra.Command{
		Use:     "solution EXERCISE",
		Short:   "Show the reference, which is on standard input, beside the reader's answer",
		Example: `  fastergo record solution fasterer/make_matrix < reference.go`,
		Args:    command.Args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			reference, err := io.ReadAll(cmd.InOrStdin())
			if err != nil {
				return err
			}
			store := progress.Open(cell.StateDir())
			return encode(cmd, store.Answer(store.Overview(course.Lessons), args[0], string(reference)))
		},
	})
	return cmd
}

func encode(cmd *cobra.Command, n progress.Note) error {
	_, err := cmd.OutOrStdout().Write(n.Encode())
	return err
}
