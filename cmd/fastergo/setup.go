package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"fastergo/internal/command"
	"fastergo/internal/lab"

	"github.com/spf13/cobra"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

func setupCommand() *cobra.Command {
	var printEnv, asJSON bool
	cmd := &cobra.Command{
		Use:   "setup [DIR]",
		Short: "Set the course up: kernel, JupyterLab, workspace",
		Long: `Setup makes all that lab needs, without opening it: the Go kernel, the language
server, a virtual environment with JupyterLab, the packages that cells import,
and the workspace DIR (workspace in your clone unless given) with the notebooks.

Run it again at any time: what is there stays, what was interrupted is done
again, and notebooks get their lessons' new editions while your answers stay. It
needs the internet only the first time. All it builds is in one directory of
your cache (FASTERGO_HOME if set), which is always safe to remove.

Cells cannot download modules unless FASTERGO_ONLINE=1 is set for setup once;
FASTERGO_ONLINE=0 takes it back.

With --print-env it makes only what needs no Python and prints the shell exports
with which other Jupyter tools of yours find the kernel.`,
		Example: `  fastergo setup
  fastergo setup ~/go-course
  eval "$(fastergo setup --print-env)" && jupyter nbconvert --execute --to html notebooks/01_fasterer.ipynb
  FASTERGO_ONLINE=1 fastergo setup`,
		Args: command.Args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if printEnv && len(args) > 0 {
				return command.UsageErrorf("--print-env makes no workspace: leave %q out", args[0])
			}
			if printEnv {
				progress, done := showProgress(os.Stderr, false)
				env, err := lab.SetupKernel(ctx, progress)
				done()
				var incomplete *lab.Incomplete
				if err == nil || errors.As(err, &incomplete) {
					io.WriteString(cmd.OutOrStdout(), env.Exports())
				}
				return err
			}
			out := os.Stderr
			if asJSON {
				out = os.Stdout
			}
			progress, done := showProgress(out, asJSON)
			_, err := lab.Setup(ctx, progress, first(args))
			done()
			if err == nil && !asJSON {
				open := "go run ./cmd/fastergo lab"
				if dir := first(args); dir != "" {
					open += " " + lab.ShellQuote(dir)
				}
				fmt.Fprintln(cmd.OutOrStdout(), "Set up. Open it with: "+open)
			}
			return wrongDir(err)
		},
	}
	cmd.Flags().BoolVar(&printEnv, "print-env", false, "print the shell exports for other Jupyter tools, and nothing else, on standard output")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one event a line on standard output")
	cmd.MarkFlagsMutuallyExclusive("print-env", "json")
	return cmd
}

// first returns the first argument, or nothing.
func first(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

// wrongDir makes an argument that cannot be the workspace wrong usage.
func wrongDir(err error) error {
	var wrong *lab.DirError
	if errors.As(err, &wrong) {
		return command.UsageError{Err: err}
	}
	return err
}

// showProgress shows set-up's events on out: JSON lines if asked for, bars on a
// terminal, plain lines elsewhere. The caller calls done before it writes on.
func showProgress(out *os.File, asJSON bool) (progress lab.Progress, done func()) {
	switch {
	case asJSON:
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return func(e lab.Event) { enc.Encode(e) }, func() {}
	case term.IsTerminal(int(out.Fd())):
		bars := &setupBars{out: out}
		return bars.show, bars.end
	default:
		lines := &setupLines{out: out}
		return lines.show, func() {}
	}
}

// setupLines shows events as plain lines, and not too many of them.
type setupLines struct {
	out   io.Writer
	began time.Time
	told  time.Time
}

func (l *setupLines) show(e lab.Event) {
	const between = 10 * time.Second
	now := time.Now()
	switch e.State {
	case lab.Ready:
		fmt.Fprintf(l.out, "%s: ready\n", e.Title)
	case lab.Started:
		l.began, l.told = now, now
		fmt.Fprintf(l.out, "%s …\n", e.Title)
	case lab.Working:
		if now.Sub(l.told) < between {
			return
		}
		l.told = now
		fmt.Fprintf(l.out, "%s … %s\n", e.Title, progressText(e))
	case lab.Finished:
		fmt.Fprintf(l.out, "%s: ready, after %v\n", e.Title, now.Sub(l.began).Round(100*time.Millisecond))
	case lab.Failed:
		fmt.Fprintf(l.out, "%s: failed\n", e.Title)
	case lab.Note:
		fmt.Fprintln(l.out, e.Detail)
	}
}

func progressText(e lab.Event) string {
	if e.Total > 0 {
		return fmt.Sprintf("%d of %d %s", e.Done, e.Total, e.Detail)
	}
	return e.Detail
}

// setupBars shows a bar for the step at work, and a line for each that is done.
type setupBars struct {
	out   *os.File
	bars  *mpb.Progress
	bar   *mpb.Bar
	mu    sync.Mutex // the bar's own goroutine reads last
	last  lab.Event
	notes []string
}

func (b *setupBars) show(e lab.Event) {
	b.mu.Lock()
	b.last = e
	b.mu.Unlock()
	switch e.State {
	case lab.Ready:
		fmt.Fprintf(b.out, "✓ %s\n", e.Title)
	case lab.Started:
		b.bars = mpb.New(mpb.WithOutput(b.out), mpb.WithWidth(24), mpb.WithAutoRefresh())
		b.bar = b.bars.New(0, mpb.BarStyle().Lbound("").Rbound("").Filler("━").Tip("━").Padding("─"),
			mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name("  "+e.Title+" ")),
			mpb.AppendDecorators(decor.Any(func(decor.Statistics) string {
				b.mu.Lock()
				defer b.mu.Unlock()
				return " " + clip(progressText(b.last), 48)
			})),
		)
	case lab.Working:
		b.bar.SetTotal(int64(max(e.Total, 1)), false)
		b.bar.SetCurrent(int64(min(e.Done, max(e.Total-1, 0)))) // full means done
	case lab.Finished:
		b.end()
		fmt.Fprintf(b.out, "✓ %s\n", e.Title)
	case lab.Failed:
		b.end()
		fmt.Fprintf(b.out, "✗ %s\n", e.Title)
	case lab.Note:
		if b.bars != nil {
			b.notes = append(b.notes, e.Detail)
			return
		}
		fmt.Fprintf(b.out, "  %s\n", e.Detail)
	}
}

// end takes the bar away and says what could not be said while it stood.
func (b *setupBars) end() {
	if b.bars == nil {
		return
	}
	b.bar.Abort(true)
	b.bars.Wait()
	b.bars, b.bar = nil, nil
	for _, n := range b.notes {
		fmt.Fprintf(b.out, "  %s\n", n)
	}
	b.notes = nil
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
