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
		Args:    usage(cobra.NoArgs),
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

// machineCommand is for cells: a card of this machine.
func machineCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "machine",
		Short:   "Say what this machine can do at best: text and HTML",
		Example: `  fastergo machine`,
		Hidden:  true,
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := cmd.OutOrStdout().Write(machine.Card(machine.Limits(cell.StateDir())).Encode())
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
		Args:    usage(cobra.ExactArgs(2)),
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
		Args:    usage(cobra.NoArgs),
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
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			line, err := strconv.Atoi(args[0])
			if err != nil {
				return usageErrorf("uses: %q is not a line number", args[0])
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
