package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	np "fastergo/arraylib"
	"fastergo/arraylib/roofline"
	"fastergo/internal/bench"
	"fastergo/internal/command"
	"fastergo/internal/draw"
	"fastergo/internal/jupyter"
	"fastergo/internal/lab"
)

// benchFlags are those of the comparison with peers.
type benchFlags struct {
	peers              []string
	only               string
	growth             []string
	rounds             int
	tiers              bool
	python             string
	jsonFile, plotFile string
}

func benchCommand() *cobra.Command {
	var (
		f                  benchFlags
		cells, withImports bool
		runs               int
	)
	cmd := &cobra.Command{
		Use:   "bench",
		Short: "Measure how fast the arrays are, or the cells",
		Long: `Bench times the arrays beside the systems that you would pick instead: NumPy,
SciPy, scikit-learn, numba, JAX, PyTorch and gonum. In every row all compute the
same thing of the same numbers, and take turns in batches; those that wait are
stopped. The ratio is our time by that of the best of them. The limit is what
this machine needs to move the bytes, or to do the arithmetic, and nothing else.

The first time it makes a virtual environment for each peer in your cache
(FASTERGO_HOME if set), from packages pinned by their hashes. They download up
to ` + bench.DownloadSizes() + `.
Choose with --peers, or name with --python an interpreter that has them.

With --growth it measures how the cost of a workload grows with its size.

With --cells it measures instead how long a reader waits from Shift-Enter to the
end of a cell: through a real kernel, every cell built for the first time, the
kinds of cells taking turns. Medians stand beside what the design allows.`,
		Example: `  fastergo bench
  fastergo bench --peers numpy,jax --only matmul --json matmul.json --plot matmul.svg
  fastergo bench --peers numpy --growth sum,exp --plot growth.svg
  fastergo bench --cells --imports --runs 9 --json cells.json`,
		Args: command.Args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cells {
				for _, name := range []string{"peers", "only", "growth", "rounds", "tiers", "python", "plot"} {
					if cmd.Flags().Changed(name) {
						return command.UsageErrorf("bench: --%s is not for --cells", name)
					}
				}
				if runs < 1 || runs > 1000 {
					return command.UsageErrorf("bench: --runs %d: from 1 to 1000", runs)
				}
				return benchCells(cmd, runs, withImports, f.jsonFile)
			}
			for _, name := range []string{"imports", "runs"} {
				if cmd.Flags().Changed(name) {
					return command.UsageErrorf("bench: --%s is for --cells only", name)
				}
			}
			return benchArrays(cmd, f)
		},
	}
	cmd.Flags().StringSliceVar(&f.peers, "peers", peerNames(), "whom to compare with; none for nobody")
	cmd.Flags().StringVar(&f.only, "only", "", "measure only workloads with this text in their names")
	cmd.Flags().StringSliceVar(&f.growth, "growth", nil, "measure how these grow: add, sum, fused, exp, matmul, kmeans, normal")
	cmd.Flags().IntVar(&f.rounds, "rounds", 7, "how many batches of each workload everybody computes")
	cmd.Flags().BoolVar(&f.tiers, "tiers", false, "time our lower tiers of kernels too: avx2, portable")
	cmd.Flags().StringVar(&f.python, "python", "", "use the peers that this interpreter has, and download nothing")
	cmd.Flags().StringVar(&f.plotFile, "plot", "", "draw the rows in this SVG file; with --growth, one file for each workload")
	cmd.Flags().BoolVar(&cells, "cells", false, "measure the latency of notebook cells")
	cmd.Flags().BoolVar(&withImports, "imports", false, "with --cells: also measure what imports cost a cell")
	cmd.Flags().IntVar(&runs, "runs", 15, "with --cells: how often each cell is measured")
	cmd.Flags().StringVar(&f.jsonFile, "json", "", "write the rows to this file as JSON")
	return cmd
}

// peerNames are the values of --peers.
func peerNames() (names []string) {
	for _, p := range bench.Peers {
		names = append(names, p.Name)
	}
	return append(names, "gonum")
}

func benchArrays(cmd *cobra.Command, f benchFlags) error {
	for _, name := range f.peers {
		if !slices.Contains(peerNames(), name) && (name != "none" || len(f.peers) > 1) {
			return command.UsageErrorf("bench: there is no peer %q, only %s, or none alone", name, strings.Join(peerNames(), ", "))
		}
	}
	if len(f.growth) > 0 && f.only != "" {
		return command.UsageErrorf("bench: --only is for the table, not for --growth")
	}
	if f.rounds < 1 || f.rounds > 1000 {
		return command.UsageErrorf("bench: --rounds %d: from 1 to 1000", f.rounds)
	}
	plan, err := benchPlan(f)
	if err != nil {
		return command.UsageError{Err: fmt.Errorf("bench: %w", err)}
	}
	if f.python != "" {
		if _, err := exec.LookPath(f.python); err != nil {
			return fmt.Errorf("bench: --python %s cannot be started: %w", f.python, errors.Unwrap(err))
		}
	}
	for _, file := range []string{f.jsonFile, f.plotFile} {
		if err := checkWritable(file); err != nil {
			return fmt.Errorf("bench: %w", err)
		}
	}
	ctx := cmd.Context()
	limits := roofline.Measure()
	options := bench.Options{Rounds: f.rounds, Tiers: f.tiers}
	c := bench.NewComparison(options, limits)
	defer c.Close()
	if err := addPeers(ctx, c, f); err != nil {
		return err
	}
	colour := os.Getenv("NO_COLOR") == "" && cmd.OutOrStdout() == os.Stdout && term.IsTerminal(int(os.Stdout.Fd()))
	table := bench.Table{W: cmd.OutOrStdout(), Colour: colour}
	machine := roofline.Machine() + ", kernels: " + np.Using().String()
	table.Header(machine, c.Versions(), limits, options)
	var rows []bench.Row
	for _, p := range plan {
		var curve []bench.Row
		for _, n := range p.sizes {
			row, err := c.Run(ctx, p.at(n))
			if err != nil {
				if ctx.Err() != nil {
					return errors.New("bench: interrupted")
				}
				return fmt.Errorf("bench: %w", err)
			}
			if len(f.growth) > 0 {
				row.Workload, row.N = p.name, n
			}
			table.Row(row)
			row.Machine, row.Versions, row.Rounds = machine, c.Versions(), f.rounds
			curve = append(curve, row)
		}
		rows = append(rows, curve...)
		if len(f.growth) > 0 && f.plotFile != "" {
			name := f.plotFile
			if ext := filepath.Ext(name); len(plan) > 1 {
				name = strings.TrimSuffix(name, ext) + "-" + p.name + ext
			}
			if err := writeWhole(name, draw.File(bench.Curves(p.name, curve))); err != nil {
				return err
			}
		}
	}
	table.Footer()
	if f.plotFile != "" && len(f.growth) == 0 {
		if err := writeWhole(f.plotFile, draw.File(bench.Bars(rows))); err != nil {
			return err
		}
	}
	return writeRows(f.jsonFile, rows)
}

// A planned is a workload at some sizes: one that says nothing, unless its
// growth is measured.
type planned struct {
	name  string
	sizes []int
	at    func(n int) bench.Workload
}

// benchPlan returns what the flags ask for.
func benchPlan(f benchFlags) (plan []planned, err error) {
	for _, name := range f.growth {
		g, err := bench.GrowthNamed(name)
		if err != nil {
			return nil, err
		}
		plan = append(plan, planned{g.Name, g.Sizes, g.At})
	}
	if len(plan) > 0 {
		return plan, nil
	}
	for _, w := range bench.Workloads() {
		if strings.Contains(w.Name, f.only) {
			plan = append(plan, planned{w.Name, []int{0}, func(int) bench.Workload { return w }})
		}
	}
	if len(plan) == 0 {
		return nil, fmt.Errorf("no workload has %q in its name", f.only)
	}
	return plan, nil
}

// addPeers installs and starts the peers; one that fails is told in one line,
// and the others go on.
func addPeers(ctx context.Context, c *bench.Comparison, f benchFlags) error {
	for _, p := range bench.Peers {
		if !slices.Contains(f.peers, p.Name) {
			continue
		}
		python, err := f.python, error(nil)
		if python == "" {
			progress, finish := showProgress(os.Stderr, false)
			python, err = p.Install(ctx, progress)
			finish()
		}
		if err != nil {
			err = fmt.Errorf("%s is left out: %w", p.Name, err)
		} else {
			err = c.AddPeer(ctx, p, python)
		}
		if ctx.Err() != nil {
			return errors.New("bench: interrupted")
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "fastergo:", err)
		}
	}
	if slices.Contains(f.peers, "gonum") {
		c.AddGonum()
	}
	return nil
}

// writeRows writes rows as JSON, if a file is named.
func writeRows[R any](file string, rows []R) error {
	if file == "" {
		return nil
	}
	data, err := json.MarshalIndent(rows, "", "  ")
	if err != nil {
		return err
	}
	return writeWhole(file, append(data, '\n'))
}

// checkWritable returns an error that names the file if it cannot be written,
// before there is something to lose. No name is no file.
func checkWritable(file string) error {
	if file == "" {
		return nil
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return fmt.Errorf("%s cannot be written: it is a folder", file)
	}
	tmp, err := temporary(file)
	if err != nil {
		return err
	}
	tmp.Close()
	return os.Remove(tmp.Name())
}

// temporary makes a file beside the one of that name, which its errors name.
func temporary(file string) (*os.File, error) {
	tmp, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+"-")
	if pathErr := (*os.PathError)(nil); errors.As(err, &pathErr) {
		err = fmt.Errorf("%s cannot be written: %w", file, pathErr.Err)
	}
	return tmp, err
}

// writeWhole writes a file that appears at once or not at all.
func writeWhole(file string, data []byte) error {
	tmp, err := temporary(file)
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // nothing is there after the rename
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Chmod(0o644)
	}
	if err2 := tmp.Close(); err == nil {
		err = err2
	}
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	return err
}

func benchCells(cmd *cobra.Command, runs int, withImports bool, jsonFile string) error {
	if err := checkWritable(jsonFile); err != nil {
		return fmt.Errorf("bench: %w", err)
	}
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
	return writeRows(jsonFile, rows)
}
