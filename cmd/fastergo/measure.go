package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"fastergo/internal/cell"
	"fastergo/internal/command"
	"fastergo/internal/flame"
	"fastergo/internal/machine"
	"fastergo/internal/reference"
	"fastergo/internal/syntax"
	"fastergo/internal/tables"
)

// tableCommand is for cells: rows in, the table they now stand in out.
func tableCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "table",
		Short:   "Add rows to a table and show it: JSON on standard input, text and HTML on standard output",
		Example: `  echo '{"table":"kmeans","rows":[{"label":"loops","min":0.038,"runs":7}]}' | fastergo table`,
		Hidden:  true,
		Args:    command.Args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			var q tables.Request
			if err := json.NewDecoder(cmd.InOrStdin()).Decode(&q); err != nil {
				return fmt.Errorf("table: standard input is not a table's rows: %w", err)
			}
			_, err := cmd.OutOrStdout().Write(tables.Open(cell.StateDir()).Show(q).Encode())
			return err
		},
	}
}

func machineCommand() *cobra.Command {
	var again, forCell bool
	cmd := &cobra.Command{
		Use:   "machine",
		Short: "Say what this machine can do at best: its caches, memory and arithmetic",
		Long: `Say what this machine can do at best: at what rates its caches and its memory
are read, written and copied, and how many multiplications and additions it does
in a second. It is measured once, which takes some seconds, and kept in your
cache; measure again when nothing else runs.`,
		Example: `  fastergo machine
  fastergo machine --again`,
		Args: command.Args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			card := machine.Card(machine.Limits(again))
			if forCell {
				_, err := cmd.OutOrStdout().Write(card.Encode())
				return err
			}
			_, err := io.WriteString(cmd.OutOrStdout(), card[cell.Text])
			return err
		},
	}
	cmd.Flags().BoolVar(&again, "again", false, "measure again, whatever is kept")
	cmd.Flags().BoolVar(&forCell, "cell", false, "as cells read it")
	cmd.Flags().MarkHidden("cell")
	return cmd
}

// limitsCommand is for cells: what this machine can do at best, as numbers.
func limitsCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "limits BITS",
		Short:   "Print what this machine can do at best in a second, with numbers of 32 or 64 bits",
		Example: `  fastergo limits 64`,
		Hidden:  true,
		Args:    command.Args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			bits, err := strconv.Atoi(args[0])
			if err != nil || bits != 32 && bits != 64 {
				return command.UsageErrorf("limits: numbers of %s bits; there are 32 and 64", args[0])
			}
			_, err = cmd.OutOrStdout().Write(machine.Encode(machine.Limits(false).Limits, bits))
			return err
		},
	}
}

// referenceCommand is for cells: a curve of another system.
func referenceCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "reference WORKLOAD SYSTEM",
		Short:   "Print how long another system took for a workload, by size",
		Example: `  fastergo reference sum numpy`,
		Hidden:  true,
		Args:    command.Args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := reference.Find(args[0], args[1])
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(c.Encode())
			return err
		},
	}
}

// flameCommand is for cells: a profile in, its flame graph out.
func flameCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "flame",
		Short:   "Draw a CPU profile: as runtime/pprof writes it on standard input, text and HTML on standard output",
		Example: `  fastergo flame < cpu.pprof`,
		Hidden:  true,
		Args:    command.Args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			data, err := io.ReadAll(cmd.InOrStdin())
			if err != nil {
				return err
			}
			b, err := flame.Show(data)
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(b.Encode())
			return err
		},
	}
}

// usesCommand is for cells: a Go file in, what one of its functions depends on
// out, condensed.
func usesCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "uses LINE",
		Short:   "Condense what the function that starts in a line depends on: Go on standard input",
		Example: `  fastergo uses 12 < answer.go`,
		Hidden:  true,
		Args:    command.Args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			line, err := strconv.Atoi(args[0])
			if err != nil {
				return command.UsageErrorf("uses: %q is not a line number", args[0])
			}
			text, err := io.ReadAll(cmd.InOrStdin())
			if err != nil {
				return err
			}
			uses, err := syntax.Uses(text, line)
			if err != nil {
				return err
			}
			for _, name := range slices.Sorted(maps.Keys(uses)) {
				fmt.Fprintln(cmd.OutOrStdout(), name, uses[name])
			}
			return nil
		},
	}
}
