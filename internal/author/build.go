package author

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fastergo/internal/author/judge"
)

// A program is package judge built together with answers.
type program struct {
	root string // of the course it is built from
	dir  string // holds the program, and goes with it
	exe  string
}

// A buildError says why a program cannot be built or does not start, in a
// compiler's lines, paths relative to the root.
type buildError struct{ text string }

func (e *buildError) Error() string { return e.text }

// stopped is the error of work that the context ended.
type stopped struct {
	when string
	error
}

func (s stopped) Error() string { return "stopped while " + s.when }
func (s stopped) Unwrap() error { return s.error }

// build builds the judge with the functions of package exercises/… that answer
// these exercises, and with the reasons for which others are broken. The files
// are seen by the compiler in place of, or beside, those on disk, and one
// without content hides one on disk; nothing is written below the root.
func (c *Course) build(ctx context.Context, files []File, answered []*Exercise, broken map[string]string) (_ *program, err error) {
	dir, err := os.MkdirTemp("", "fastergo-judge-")
	if err != nil {
		return nil, err
	}
	p := &program{root: c.Root, dir: dir, exe: filepath.Join(dir, "judge")}
	defer func() {
		if err != nil {
			p.remove()
		}
	}()
	overlay := map[string]string{}
	var names []string                  // of the copies, each followed by what it stands for
	const mainDir = "internal/zz_judge" // exists in the overlay alone
	for i, f := range append(files[:len(files):len(files)], File{mainDir + "/main.go", judgeMain(answered, broken)}) {
		if f.Content == nil {
			overlay[filepath.Join(c.Root, filepath.FromSlash(f.Path))] = ""
			continue
		}
		copied := filepath.Join(dir, fmt.Sprintf("%d.go", i))
		if err := os.WriteFile(copied, f.Content, 0o600); err != nil {
			return nil, err
		}
		overlay[filepath.Join(c.Root, filepath.FromSlash(f.Path))] = copied
		if rel, err := filepath.Rel(c.Root, copied); err == nil {
			names = append(names, rel, f.Path)
		}
		names = append(names, copied, f.Path)
	}
	list, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		return nil, err
	}
	listFile := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(listFile, list, 0o600); err != nil {
		return nil, err
	}
	// -trimpath would hide the sources that criteria read. With -e the compiler
	// names all files that are broken, not those of the first ten errors.
	cmd := exec.CommandContext(ctx, "go", "build", "-overlay", listFile, "-trimpath=false",
		"-gcflags="+module("exercises/...")+"=-e", "-o", p.exe, "./"+mainDir)
	cmd.Dir = c.Root
	cmd.Env = append(cmd.Environ(), "GOWORK=off")
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.CombinedOutput()
	switch {
	case err == nil:
		return p, nil
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("the go command is not on PATH: install Go from go.dev/dl, or put its bin directory on PATH")
	case ctx.Err() != nil:
		return nil, stopped{"the judge was built", ctx.Err()}
	}
	var text []string
	for line := range strings.Lines(strings.NewReplacer(names...).Replace(string(out))) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "# ") {
			text = append(text, line)
		}
	}
	if len(text) == 0 {
		return nil, fmt.Errorf("go build: %w", err)
	}
	return nil, &buildError{strings.Join(text, "\n")}
}

// remove removes the program's files.
func (p *program) remove() { os.RemoveAll(p.dir) }

// judgeMain returns the main package that hands answers to package judge.
func judgeMain(answered []*Exercise, broken map[string]string) []byte {
	var imports, list strings.Builder
	seen := map[string]bool{}
	for _, e := range answered {
		if pkg := e.lesson.Package; !seen[pkg] {
			seen[pkg] = true
			fmt.Fprintf(&imports, "\t%q\n", module("exercises/"+pkg))
		}
		fmt.Fprintf(&list, "\t\t%q: %s.%s,\n", e.ID, e.lesson.Package, e.Solution.Func)
	}
	for _, id := range slices.Sorted(maps.Keys(broken)) {
		fmt.Fprintf(&list, "\t\t%q: zzjudge.Broken(%q),\n", id, broken[id])
	}
	return fmt.Appendf(nil, "package main\n\nimport (\n%s\tzzcourse %q\n\tzzjudge %q\n)\n\nfunc main() {\n\tzzjudge.Main(zzcourse.Exercises(), map[string]any{\n%s\t})\n}\n",
		imports.String(), module("internal/course"), module("internal/author/judge"), list.String())
}

// An accident is the end of a program that did not end by itself: by an
// answer's crash or exit, or by the time limit.
type accident struct {
	exercise *judge.Info // whose turn it was; nil between two
	message  string
	where    string // file:line below the root, if a crash tells
}

// run runs the program's work on exercises, one after the other, and hands each event
// to tell. An accident costs one exercise: it is handed to fail, and the others
// go on in a new process. What answers print goes to output. One that does not
// even let the program start is a buildError.
func (p *program) run(ctx context.Context, work string, exercises []string, limit time.Duration, output io.Writer, tell func(judge.Event), fail func(accident)) error {
	for {
		begun, a, err := p.runOnce(ctx, work, exercises, limit, output, tell)
		if err != nil || a == nil {
			return err
		}
		if begun == 0 {
			text := "the program ends before anything is judged: " + a.message
			if a.where != "" {
				text = a.where + ": " + text
			}
			return &buildError{text}
		}
		if a.exercise != nil {
			fail(*a)
		}
		if exercises = exercises[begun:]; len(exercises) == 0 {
			return nil
		}
	}
}

// runOnce runs one process and returns how many exercises it began.
func (p *program) runOnce(ctx context.Context, work string, exercises []string, limit time.Duration, output io.Writer, tell func(judge.Event)) (begun int, _ *accident, _ error) {
	ctx, kill := context.WithCancelCause(ctx)
	defer kill(nil)
	events, childsEnd, err := os.Pipe()
	if err != nil {
		return 0, nil, err
	}
	defer events.Close()
	stderr := &head{limit: 64 << 10}
	cmd := exec.CommandContext(ctx, p.exe, append([]string{work}, exercises...)...)
	cmd.Stdout, cmd.Stderr = output, stderr
	cmd.ExtraFiles = []*os.File{childsEnd}
	cmd.WaitDelay = time.Second
	err = cmd.Start()
	childsEnd.Close()
	if err != nil {
		return 0, nil, err
	}
	errLimit := fmt.Errorf("did not end within %g s: is there an endless loop?", limit.Seconds())
	timer := time.AfterFunc(limit, func() { kill(errLimit) })
	defer timer.Stop()
	defer context.AfterFunc(ctx, func() { events.Close() })() // whoever else holds the other end
	var current *judge.Info
	lines := bufio.NewReader(events)
	for {
		line, err := lines.ReadBytes('\n')
		var e judge.Event
		if err != nil || json.Unmarshal(line, &e) != nil {
			break
		}
		timer.Reset(limit)
		if e.Start != nil {
			current = e.Start
			begun++
		} else {
			current = nil
			tell(e)
		}
	}
	err = cmd.Wait()
	if errors.Is(context.Cause(ctx), errLimit) {
		return begun, &accident{exercise: current, message: errLimit.Error()}, nil
	}
	if ctx.Err() != nil {
		when := "the judge was between two exercises"
		if current != nil {
			when = current.ID + " was judged"
		}
		return begun, nil, stopped{when, ctx.Err()}
	}
	if err == nil && current == nil {
		output.Write(stderr.text.Bytes())
		return begun, nil, nil
	}
	a := &accident{exercise: current, message: "the program ended in the middle of it: does it call os.Exit?"}
	if what, where := firstCrash(stderr.text.String(), p.root); what != "" {
		a.message, a.where = what, where
		if where != "" && current != nil {
			a.message += "\nat " + where
		}
	} else if err != nil {
		a.message += " (" + err.Error() + ")"
	}
	return begun, a, nil
}

// firstCrash returns the line with which Go's runtime begins its report of a
// crash, and the innermost line of exercises/ in it; "" if there was none.
func firstCrash(stderr, root string) (what, where string) {
	prefix := "\t" + filepath.Join(root, "exercises")
	for line := range strings.Lines(stderr) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "fatal error: ") || strings.HasPrefix(line, "panic: ") {
			what = cmp.Or(what, line)
		}
		if what != "" && strings.HasPrefix(line, prefix) {
			where, _, _ := strings.Cut(line, " +0x")
			return what, "exercises" + filepath.ToSlash(strings.TrimPrefix(where, prefix))
		}
	}
	return what, ""
}

// head keeps the first bytes written to it.
type head struct {
	text  bytes.Buffer
	limit int
}

func (h *head) Write(p []byte) (int, error) {
	h.text.Write(p[:min(len(p), h.limit-h.text.Len())])
	return len(p), nil
}

// describe asks the checks what they say of each exercise. Files are those that
// list the checks.
func (c *Course) describe(ctx context.Context, files []File) (map[string]*judge.Info, error) {
	p, err := c.build(ctx, files, nil, nil)
	var failed *buildError
	if errors.As(err, &failed) {
		return nil, Faults{faultf("checks", "they do not compile:\n%s", indent(failed.text))}
	}
	if err != nil {
		return nil, err
	}
	defer p.remove()
	infos := map[string]*judge.Info{}
	err = p.run(ctx, judge.Describe, nil, time.Minute, io.Discard, func(e judge.Event) { infos[e.Info.ID] = e.Info }, nil)
	return infos, err
}

func indent(text string) string { return "  " + strings.ReplaceAll(text, "\n", "\n  ") }
