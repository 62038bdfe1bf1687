package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"fastergo/internal/bench"
	"fastergo/internal/jupyter"
	"fastergo/internal/lab"
)

func benchCommand() *cobra.Command {
	var (
		cells, withImports bool
		runs               int
		jsonFile           string
	)
	cmd := &cobra.Command{
		Use:   "bench --cells",
		Short: "Measure what the course promises about speed",
		Long: `Bench measures, with --cells, how long a reader waits from Shift-Enter to the
end of a cell: through a real kernel, every cell built for the first time, the
kinds of cells taking turns. Medians stand beside what the design allows.`,
		Example: `  fastergo bench --cells
  fastergo bench --cells --imports --runs 9 --json cells.json`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cells {
				return usageErrorf("bench: say what to measure: --cells (see %s --help)", cmd.CommandPath())
			}
			if runs < 1 || runs > 1000 {
				return usageErrorf("bench: --runs %d: from 1 to 1000", runs)
			}
			return benchCells(cmd, runs, withImports, jsonFile)
		},
	}
	cmd.Flags().BoolVar(&cells, "cells", false, "measure the latency of notebook cells")
	cmd.Flags().BoolVar(&withImports, "imports", false, "also measure what imports cost a cell")
	cmd.Flags().IntVar(&runs, "runs", 15, "how often each cell is measured")
	cmd.Flags().StringVar(&jsonFile, "json", "", "write the rows to this file as JSON")
	return cmd
}

func benchCells(cmd *cobra.Command, runs int, withImports bool, jsonFile string) error {
	ctx := cmd.Context()
	progress, finish := showProgress(os.Stderr, false)
	env, err := lab.Headless(ctx, progress)
	finish()
	if err != nil {
		return err
	}
	spec, err := jupyter.Find("gonb", env.HeadlessPath)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "fastergo-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	told := -1
	rows, err := bench.Cells(ctx, spec, dir, runs, withImports, func(done, all int) {
		if tenth := done * 10 / all; tenth > told { // a line now and then: a moving bar would be measured too
			told = tenth
			fmt.Fprintf(os.Stderr, "cell %d of %d\n", done, all)
		}
	})
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "%s/%s, %s, %d cores, median of %d\n\n", runtime.GOOS, runtime.GOARCH, runtime.Version(), runtime.NumCPU(), runs)
	fmt.Fprintf(out, "%-52s %9s %9s %9s\n", "cell", "median s", "min s", "budget s")
	for _, r := range rows {
		budget := ""
		if r.BudgetS > 0 {
			budget = fmt.Sprintf("%.2f", r.BudgetS)
		}
		if r.BudgetS > 0 && r.MedianS > r.BudgetS {
			budget += "  over: is the machine busy?"
		}
		fmt.Fprintf(out, "%-52s %9.3f %9.3f %9s\n", r.Cell, r.MedianS, r.MinS, budget)
	}
	if jsonFile != "" {
		data, err := json.MarshalIndent(rows, "", "  ")
		if err != nil {
			return err
		}
		return os.WriteFile(jsonFile, append(data, '\n'), 0o666)
	}
	return nil
}
