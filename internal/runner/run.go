package runner

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"fastergo/internal/jupyter"
	"fastergo/internal/notebook"
)

// Options say how to run notebooks.
type Options struct {
	Spec      jupyter.Spec                   // the kernel
	AnyLang   bool                           // run notebooks in another language than the kernel's too
	CellTime  time.Duration                  // limit for a cell and, up to a minute, for the kernel's start
	TotalTime time.Duration                  // limit for a notebook
	KeepGoing bool                           // go on after a cell that failed
	Prepare   func(*notebook.Notebook) error // if not nil, changes a notebook before it runs
	Out       string                         // directory for executed notebooks; "" keeps none
}

// A Result tells what running a notebook came to.
type Result struct {
	Notebook string  `json:"notebook"`          // its path, as given
	Failure  string  `json:"failure,omitempty"` // why it could not run, or not be run to its end, in one line; cells say more
	Seconds  float64 `json:"seconds"`
	Cells    []Cell  `json:"cells"` // its code cells, in order
}

// A Status is what became of a code cell.
type Status string

const (
	OK     Status = "ok"
	Failed Status = "failed"
	Empty  Status = "empty"   // blank: nothing to run
	NotRun Status = "not run" // the run stopped before
)

// A Cell tells what became of one code cell.
type Cell struct {
	Number   int       `json:"cell"` // position among all cells of the notebook, from 1
	ID       string    `json:"id"`
	Status   Status    `json:"status"`
	Seconds  float64   `json:"seconds"`
	Failure  *Failure  `json:"failure,omitempty"` // when it failed
	Verdicts []Verdict `json:"verdicts,omitempty"`
}

// A Failure tells why a cell failed, in plain text.
type Failure struct {
	Message string `json:"message"`          // one line
	Line    int    `json:"line,omitempty"`   // line of the cell, from 1; 0 if unknown
	Source  string `json:"source,omitempty"` // what that line says
	Detail  string `json:"detail,omitempty"` // everything the kernel said
}

// OK tells whether the notebook ran to its end and nothing in it failed.
func (r Result) OK() bool {
	return r.Failure == "" && !slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Status == Failed })
}

// Place names a cell for people: where it stands, its id and, when it failed,
// the line.
func (c Cell) Place() string {
	place := fmt.Sprintf("cell %d (id %s)", c.Number, c.ID)
	if c.Failure != nil && c.Failure.Line > 0 {
		place += fmt.Sprintf(", line %d", c.Failure.Line)
	}
	return place
}

// An Event is one piece of news from a run.
type Event struct {
	Notebook string  // path, as given
	Done     int     // code cells that are done
	Total    int     // code cells there are; 0 until the notebook is read
	Cell     *Cell   // the one that is done just now
	Result   *Result // when all is done
}

// RunAll runs notebooks, at most jobs of them at a time, and returns their
// results in order. tell is called from one goroutine at a time. When ctx ends,
// what runs is interrupted and what has not begun has failed.
func RunAll(ctx context.Context, paths []string, jobs int, opts Options, tell func(Event)) []Result {
	results := make([]Result, len(paths))
	var telling sync.Mutex
	tellOne := func(e Event) {
		telling.Lock()
		defer telling.Unlock()
		tell(e)
	}
	free := make(chan struct{}, max(1, jobs))
	var all sync.WaitGroup
	for i, path := range paths {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			results[i] = Run(ctx, path, opts, tellOne)
		})
	}
	all.Wait()
	return results
}

// Run executes one notebook. It never returns before the kernel is shut down,
// see [jupyter.Kernel.Shutdown].
func Run(ctx context.Context, path string, opts Options, tell func(Event)) (result Result) {
	begun := time.Now()
	result.Notebook = path
	defer func() {
		result.Seconds = time.Since(begun).Seconds()
		tell(Event{Notebook: path, Done: len(result.Cells), Total: len(result.Cells), Result: &result})
	}()
	book, err := notebook.ReadFile(path)
	if err != nil {
		result.Failure = oneLine(strings.TrimPrefix(err.Error(), path+": "))
		return result
	}
	if lang := language(book); !opts.AnyLang && lang != "" && !strings.EqualFold(lang, opts.Spec.Language) {
		result.Failure = oneLine(fmt.Sprintf("notebook is %s; this course's kernel runs %s (--kernel NAME runs another)", title(lang), title(opts.Spec.Language)))
		return result
	}
	if opts.Prepare != nil {
		if err := opts.Prepare(book); err != nil {
			result.Failure = oneLine(err.Error())
			return result
		}
	}
	r := &run{path: path, opts: opts, book: book, result: &result, tell: tell}
	for i := range book.Cells {
		if c := &book.Cells[i]; c.Type == notebook.Code {
			c.Outputs, c.ExecutionCount = nil, nil
			result.Cells = append(result.Cells, Cell{Number: i + 1, ID: c.ID, Status: NotRun})
		}
	}
	tell(Event{Notebook: path, Total: len(result.Cells)})
	limit := fmt.Errorf("the notebook's time of %v is over", opts.TotalTime)
	limited, cancel := context.WithTimeoutCause(ctx, opts.TotalTime, limit)
	defer cancel()
	if err := r.withKernel(limited); err != nil {
		result.Failure = oneLine(err.Error())
	}
	if opts.Out != "" {
		if err := notebook.WriteFile(filepath.Join(opts.Out, filepath.Base(path)), book); err != nil {
			result.Failure = oneLine(result.Failure + " " + err.Error())
		}
	}
	return result
}

// A run is a notebook that is being executed.
type run struct {
	path    string
	opts    Options
	book    *notebook.Notebook
	result  *Result
	tell    func(Event)
	kernel  *jupyter.Kernel
	out     recorder
	history history
}

// withKernel starts a kernel, executes the cells, and ends the kernel. The
// error tells why not all cells were executed although none failed.
func (r *run) withKernel(ctx context.Context) (err error) {
	dir, err := filepath.Abs(filepath.Dir(r.path))
	if err != nil {
		return err
	}
	within := min(r.opts.CellTime, time.Minute)
	starting, cancel := context.WithTimeoutCause(ctx, within, fmt.Errorf("it gave no answer within %v", within))
	r.kernel, err = jupyter.Start(starting, r.opts.Spec, dir)
	cancel()
	if err != nil {
		return stopCause(ctx, err)
	}
	defer func() {
		if left := r.kernel.Shutdown(); err == nil {
			err = left
		}
	}()
	r.history = history{numbers: map[int]int{}, sources: map[int]string{}, tempDir: r.kernel.TempDir()}
	for i := range r.result.Cells {
		if ctx.Err() != nil {
			return stopCause(ctx, nil)
		}
		cell := &r.result.Cells[i]
		goOn := r.execute(ctx, cell)
		r.tell(Event{Notebook: r.path, Done: i + 1, Total: len(r.result.Cells), Cell: cell})
		if !goOn {
			return nil
		}
	}
	return nil
}

var errInterrupted = errors.New("interrupted")

// stopCause returns why ctx ended, if it did, else err.
func stopCause(ctx context.Context, err error) error {
	switch ctx.Err() {
	case nil:
		return err
	case context.Canceled:
		return errInterrupted
	default:
		return context.Cause(ctx)
	}
}

// execute runs one cell, and tells whether the next may follow.
func (r *run) execute(ctx context.Context, cell *Cell) (goOn bool) {
	source := &r.book.Cells[cell.Number-1]
	if strings.TrimSpace(source.Source) == "" {
		cell.Status = Empty
		return true
	}
	r.out.begin(source)
	limit := fmt.Errorf("took longer than %v", r.opts.CellTime)
	limited, cancel := context.WithTimeoutCause(ctx, r.opts.CellTime, limit)
	defer cancel()
	begun := time.Now()
	var special *Failure
	reply, err := r.kernel.Execute(limited, source.Source, func(out jupyter.Output) error {
		if special == nil && out.Type == "stream" && out.Name == "stderr" {
			special = specialFailure(source.Source, out.Text)
		}
		return r.out.record(out)
	})
	r.out.end()
	cell.Seconds = time.Since(begun).Seconds()
	source.ExecutionCount = count(reply.ExecutionCount)
	r.history.numbers[reply.ExecutionCount] = cell.Number
	r.history.sources[reply.ExecutionCount] = source.Source

	mayFail := hasTag(source, "raises-exception")
	var checked error
	cell.Verdicts, checked = verdicts(source.Outputs)
	cell.Status = OK
	fail := func(f Failure) {
		cell.Status, cell.Failure = Failed, &f
	}
	switch {
	case err != nil:
		tooLong := err == limit && readsInput.MatchString(source.Source)
		err = stopCause(ctx, err)
		message := oneLine(err.Error())
		if r.kernel.Err() == nil && err != errInterrupted {
			message += ": interrupted"
		} else if died := (*jupyter.DiedError)(nil); r.kernel.Err() != nil && !errors.As(err, &died) {
			message += ": interrupted in vain, then killed"
		}
		if tooLong {
			message += " (cells cannot read standard input)"
		}
		fail(Failure{Message: message, Detail: r.history.translate(Plain(string(r.out.tail)))})
		return r.opts.KeepGoing && r.kernel.Err() == nil
	case !reply.OK && !mayFail:
		fail(r.history.explain(reply, string(r.out.tail)))
	case special != nil && !mayFail:
		fail(*special)
	case checked != nil:
		fail(Failure{Message: oneLine(checked.Error())})
	default:
		for _, v := range cell.Verdicts {
			if v.bad() && !mayFail {
				fail(Failure{Message: oneLine(fmt.Sprintf("exercise %s: %s: %s", v.Exercise, v.Outcome, v.reason()))})
				break
			}
		}
		if exercise, role := source.Exercise(); reply.OK && role == notebook.Answer && len(cell.Verdicts) == 0 && callsCheck(source.Source) {
			fail(Failure{Message: oneLine(fmt.Sprintf("the check of %s gave no verdict: does the answer end the program?", exercise))})
		}
		return true
	}
	return r.opts.KeepGoing
}

var (
	// What in a cell's source suggests that it waits for input.
	readsInput = regexp.MustCompile(`\bos\.Stdin\b|\bfmt\.Scan`)
	goComment  = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
)

// callsCheck tells whether a cell calls a check, outside of comments.
func callsCheck(source string) bool {
	return strings.Contains(goComment.ReplaceAllString(source, ""), ".Check(")
}

func hasTag(cell *notebook.Cell, tag string) bool {
	switch tags := cell.Metadata["tags"].(type) {
	case []any:
		return slices.Contains(tags, any(tag))
	case []string:
		return slices.Contains(tags, tag)
	}
	return false
}

// language returns the programming language of a notebook, "" if it does not
// say.
func language(book *notebook.Notebook) string {
	info, _ := book.Metadata["language_info"].(map[string]any)
	kernel, _ := book.Metadata["kernelspec"].(map[string]any)
	for _, v := range []any{info["name"], kernel["language"], kernel["name"]} {
		if name, _ := v.(string); name != "" {
			if name == "gonb" {
				return "go"
			}
			return strings.TrimRight(name, "0123456789.") // python3
		}
	}
	return ""
}

func title(name string) string {
	return strings.ToUpper(name[:min(1, len(name))]) + name[min(1, len(name)):]
}

// CheckOut makes the directory for executed notebooks, unless it cannot serve
// for these: two have the same name, or one would be overwritten by an executed
// copy, be it through a link.
func CheckOut(dir string, paths []string) error {
	first := map[string]string{}
	for _, path := range paths {
		name := filepath.Base(path)
		if there, err := os.Stat(filepath.Join(dir, name)); err == nil {
			for _, other := range paths {
				if info, err := os.Stat(other); err == nil && os.SameFile(info, there) {
					return fmt.Errorf("--out %s is where %s is: it would be overwritten; choose another directory", Name(dir), Name(other))
				}
			}
		}
		if other, ok := first[name]; ok {
			return fmt.Errorf("%s and %s have the same name: --out %s has room for one of them", Name(other), Name(path), Name(dir))
		}
		first[name] = path
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("--out %s: %w", Name(dir), bare(err))
	}
	return nil
}
