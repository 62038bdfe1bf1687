package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"fastergo/internal/author"
	"fastergo/internal/command"
	"fastergo/internal/house"
	"fastergo/internal/jupyter"
	"fastergo/internal/lab"
	"fastergo/internal/notebook"
	"fastergo/internal/runner"
)

// runFlags are the flags of run.
type runFlags struct {
	out, junit, kernel string
	timeout, total     time.Duration
	jobs               int
	keepGoing          bool
	solutions, asJSON  bool
	report             *runner.JUnitFile // what junit names; nil for none
}

func runCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run NOTEBOOK…",
		Short: "Execute notebooks from top to bottom, without Python",
		Long: `Run executes notebooks through the course's Go kernel and says of each whether it
went well. Of a cell that failed it shows the cell, the line and the message. A
notebook fails when a cell fails, a check does not pass, or a limit is reached;
exercises that are not attempted fail nothing.

The exit code is 0 when all notebooks went well, 1 when one failed (also when a
file is no notebook that can be run), and 2 when the command line makes no sense
or names a file that is not there: then nothing was run.

The notebooks given stay as they are; --out keeps executed copies. With Ctrl-C
the run stops, and what ran so far is kept and reported.`,
		Example: `  fastergo run notebooks/01_fasterer.ipynb
  fastergo run --solutions --out executed --junit report.xml notebooks/*.ipynb
  fastergo run --kernel python3 --timeout 10s elsewhere.ipynb`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			if len(paths) == 0 {
				return command.UsageErrorf("run: name a notebook, as notebooks/01_fasterer.ipynb (see fastergo run --help)")
			}
			if err := f.check(paths); err != nil {
				return err
			}
			return f.run(cmd.Context(), cmd.OutOrStdout(), paths)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.out, "out", "", "write the executed notebooks, by their names, into this directory")
	flags.StringVar(&f.junit, "junit", "", "write a report in JUnit's XML to this file")
	flags.DurationVar(&f.timeout, "timeout", 2*time.Minute, "limit for a cell")
	flags.DurationVar(&f.total, "total-timeout", 20*time.Minute, "limit for a notebook")
	flags.IntVarP(&f.jobs, "jobs", "j", runtime.NumCPU(), "run this many notebooks at a time")
	flags.BoolVar(&f.keepGoing, "keep-going", false, "go on after a cell that failed")
	flags.BoolVar(&f.solutions, "solutions", false, "run with the reference answers put in")
	flags.BoolVar(&f.asJSON, "json", false, "one event a line on standard output")
	flags.StringVar(&f.kernel, "kernel", "", "run with this kernel of Jupyter's, notebooks of any language")
	return cmd
}

// check returns a usage error if the flags or the paths make no sense.
func (f *runFlags) check(paths []string) error {
	switch {
	case f.timeout <= 0 || f.total <= 0:
		return command.UsageErrorf("--timeout and --total-timeout must be more than 0")
	case f.jobs < 1:
		return command.UsageErrorf("-j %d: at least 1", f.jobs)
	}
	seen := map[string]bool{}
	for _, path := range paths {
		info, err := os.Stat(path)
		name := runner.Name(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return command.UsageErrorf("there is no notebook %s", name)
		case err != nil:
			return command.UsageErrorf("%s: %w", name, errors.Unwrap(err))
		case info.IsDir():
			return command.UsageErrorf("%s is a directory: name its notebooks, %s", name, runner.Name(filepath.Join(path, "*.ipynb")))
		case filepath.Ext(path) == ".md":
			return command.UsageErrorf("%s is a lesson's source: run the notebook made from it, %s", name, runner.Name(strings.TrimSuffix(path, ".md")+".ipynb"))
		case seen[filepath.Clean(path)]:
			return command.UsageErrorf("%s is named twice", name)
		}
		seen[filepath.Clean(path)] = true
	}
	if f.out != "" {
		if err := runner.CheckOut(f.out, paths); err != nil {
			return command.UsageErrorf("%w", err)
		}
	}
	if f.junit != "" {
		if filepath.Ext(f.junit) == ".ipynb" {
			return command.UsageErrorf("--junit %s is a notebook: name the report first, as --junit report.xml", runner.Name(f.junit))
		}
		var err error
		if f.report, err = runner.OpenJUnit(f.junit); err != nil {
			return command.UsageErrorf("--junit %w", err)
		}
	}
	return nil
}

func (f *runFlags) run(ctx context.Context, stdout io.Writer, paths []string) error {
	opts := runner.Options{CellTime: f.timeout, TotalTime: f.total, KeepGoing: f.keepGoing, Out: f.out}
	var err error
	if opts.Spec, err = f.spec(ctx); err != nil {
		return err
	}
	opts.AnyLang = f.kernel != ""
	if f.solutions {
		root, err := house.Root()
		if err != nil {
			return err
		}
		opts.Prepare = func(n *notebook.Notebook) error { return author.Solve(n, root) }
	}
	var show runShow
	switch {
	case f.asJSON:
		show = newRunJSON(stdout)
	case term.IsTerminal(int(os.Stderr.Fd())):
		show = newRunBars(stdout, paths)
	default:
		show = runLines{stdout}
	}
	results := runner.RunAll(ctx, paths, min(f.jobs, len(paths)), opts, show.event)
	show.end(results)
	if f.report != nil {
		if err := f.report.Write(results); err != nil {
			return err
		}
	}
	for _, r := range results {
		if !r.OK() {
			return command.ErrTold
		}
	}
	return nil
}

// spec returns the kernel to run with: the one that --kernel names, else the
// course's own, which is built first if need be.
func (f *runFlags) spec(ctx context.Context) (jupyter.Spec, error) {
	if f.kernel != "" {
		spec, err := jupyter.Find(f.kernel)
		if err != nil {
			return spec, command.UsageErrorf("--kernel: %w", err)
		}
		return spec, nil
	}
	progress, done := showProgress(os.Stderr, false)
	env, err := lab.Headless(ctx, progress)
	done()
	if err != nil {
		return jupyter.Spec{}, err
	}
	return jupyter.Find(lab.KernelName, env.HeadlessPath)
}

// A runShow tells the user of a run.
type runShow interface {
	event(runner.Event)
	end([]runner.Result)
}

// runLines tells of each notebook when it is done.
type runLines struct{ out io.Writer }

func (l runLines) event(e runner.Event) {
	if e.Result != nil {
		io.WriteString(l.out, tellResult(*e.Result))
	}
}

func (l runLines) end(results []runner.Result) {
	if len(results) < 2 {
		return
	}
	good := 0
	for _, r := range results {
		if r.OK() {
			good++
		}
	}
	fmt.Fprintf(l.out, "%d notebooks: %d ok, %d failed\n", len(results), good, len(results)-good)
}

// tellResult returns a line about a notebook, and two about each cell that failed.
func tellResult(r runner.Result) string {
	var b strings.Builder
	word := "ok    "
	if !r.OK() {
		word = "FAILED"
	}
	name := runner.Name(r.Notebook)
	what := r.Failure
	if what == "" {
		what = fmt.Sprintf("%s, %.1f s%s", plural(len(r.Cells), "code cell"), r.Seconds, tellExercises(r))
	}
	fmt.Fprintf(&b, "%s %s: %s\n", word, name, what)
	for _, c := range r.Cells {
		if c.Failure != nil {
			fmt.Fprintf(&b, "%s: %s: %s\n", name, c.Place(), c.Failure.Message)
			if c.Failure.Source != "" {
				fmt.Fprintf(&b, "    %s\n", c.Failure.Source)
			}
		}
	}
	return b.String()
}

// tellExercises counts the outcomes of a notebook's exercises.
func tellExercises(r runner.Result) string {
	counts := map[string]int{}
	for _, c := range r.Cells {
		for _, v := range c.Verdicts {
			counts[v.Outcome]++
		}
	}
	var parts []string
	for _, outcome := range []string{"passed", "failed", "error", "not attempted"} {
		if counts[outcome] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[outcome], outcome))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "; exercises: " + strings.Join(parts, ", ")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// runBars shows a bar for each notebook that runs, on a terminal, and when all
// are done tells of them in order.
type runBars struct {
	runLines
	bars  *mpb.Progress
	width int // of the longest name
	bar   map[string]*mpb.Bar
}

func newRunBars(out io.Writer, paths []string) *runBars {
	b := &runBars{runLines: runLines{out}, bars: mpb.New(mpb.WithOutput(os.Stderr), mpb.WithWidth(32)), bar: map[string]*mpb.Bar{}}
	for _, path := range paths {
		b.width = max(b.width, len(runner.Name(filepath.Base(path))))
	}
	return b
}

func (b *runBars) event(e runner.Event) {
	bar := b.bar[e.Notebook]
	switch {
	case e.Result != nil:
		if bar != nil {
			bar.Abort(true)
		}
	case bar == nil:
		b.bar[e.Notebook] = b.bars.AddBar(int64(e.Total), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(runner.Name(filepath.Base(e.Notebook)), decor.WC{W: b.width + 1, C: decor.DindentRight})),
			mpb.AppendDecorators(decor.CountersNoUnit(" cell %d of %d "), decor.Elapsed(decor.ET_STYLE_MMSS)))
	default:
		bar.SetCurrent(int64(e.Done))
	}
}

func (b *runBars) end(results []runner.Result) {
	b.bars.Wait()
	for _, r := range results {
		io.WriteString(b.out, tellResult(r))
	}
	b.runLines.end(results)
}

// runJSON writes one JSON object a line: {"event":"start","notebook",
// "code_cells"}, {"event":"cell","notebook", …runner.Cell} and
// {"event":"notebook","ok", …runner.Result without its cells}.
type runJSON struct{ enc *json.Encoder }

func newRunJSON(out io.Writer) runJSON {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return runJSON{enc}
}

func (j runJSON) event(e runner.Event) {
	switch {
	case e.Result != nil:
		j.enc.Encode(struct {
			Event    string  `json:"event"`
			Notebook string  `json:"notebook"`
			OK       bool    `json:"ok"`
			Failure  string  `json:"failure,omitempty"`
			Seconds  float64 `json:"seconds"`
		}{"notebook", e.Notebook, e.Result.OK(), e.Result.Failure, e.Result.Seconds})
	case e.Cell != nil:
		j.enc.Encode(struct {
			Event    string `json:"event"`
			Notebook string `json:"notebook"`
			runner.Cell
		}{"cell", e.Notebook, *e.Cell})
	default:
		j.enc.Encode(struct {
			Event    string `json:"event"`
			Notebook string `json:"notebook"`
			Cells    int    `json:"code_cells"`
		}{"start", e.Notebook, e.Total})
	}
}

func (runJSON) end([]runner.Result) {}
