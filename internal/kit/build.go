package kit

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fastergo/internal/sandbox"
)

// A Source is an answer to be built.
type Source struct {
	Go      []byte   // one file of package answer
	Funcs   []string // its functions, exported ones: the executable serves the one that its argument names
	Scratch string   // a directory for this build alone; what is in it is removed

	// Where returns what a line of Go is called in an error about another line:
	// "cell 3, line 7". Without it, it is "line 7".
	Where func(line int) string
}

// Times are how much processor time each step took.
type Times struct{ Compile, Glue, Link time.Duration }

// An Error is something in the answer for which there is no executable.
type Error struct {
	Line, Col int // in Source.Go, from 1; 0 where it has no place
	Message   string
}

func (e Error) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Col, e.Message)
}

const (
	answerFile = "answer.go"
	mainFile   = "main.go"
	exeFile    = "exe"
)

// stepLimits are those of each step of a build. An honest answer needs 30 MB to
// compile, and 100 MB to link.
var stepLimits = sandbox.Limits{
	Memory: 512 << 20, Output: 64 << 10, File: 64 << 20,
	CPU: 10 * time.Second, Wall: 30 * time.Second, Processes: 64,
}

// Build compiles an answer, the main function around it, and links them, each
// within the walls of box. exe is a file in c.Scratch, and the only one that is
// there afterwards; errs say why there is none. The error is ours: it says
// nothing about the answer.
func (k *Kit) Build(ctx context.Context, box *sandbox.Box, c Source) (exe string, errs []Error, t Times, err error) {
	for _, f := range c.Funcs {
		if !token.IsIdentifier(f) || !token.IsExported(f) {
			return "", nil, t, fmt.Errorf("build an answer: %q is not an exported function's name", f)
		}
	}
	if err := empty(c.Scratch); err != nil {
		return "", nil, t, fmt.Errorf("build an answer: %w", err)
	}
	exe = filepath.Join(c.Scratch, exeFile)
	defer func() {
		if err2 := empty(c.Scratch, exeFile); err == nil && err2 != nil {
			err = fmt.Errorf("build an answer: %w", err2)
		}
		if err != nil || errs != nil {
			os.RemoveAll(exe)
			exe = ""
		}
	}()
	for name, text := range map[string]string{
		answerFile:   string(c.Go),
		mainFile:     k.glue(c.Funcs),
		"answer.cfg": k.answer + noUnsafe,
		"main.cfg":   k.main + "packagefile answer=answer.a\n",
		"link.cfg":   k.link + "packagefile answer=answer.a\npackagefile main=main.a\n",
	} {
		if err := os.WriteFile(filepath.Join(c.Scratch, name), []byte(text), 0o644); err != nil {
			return "", nil, t, fmt.Errorf("build an answer: %w", err)
		}
	}
	compile := func(name string) []string {
		return []string{k.path(compileFile), "-o", name + ".a", "-p", name, "-importcfg", name + ".cfg",
			"-complete", "-nolocalimports", "-dwarf=false", "-c=1", "-lang=" + k.manifest.Lang, "-trimpath=" + c.Scratch + "=>" + name, "-pack", name + ".go"}
	}
	for _, step := range []struct {
		name string
		time *time.Duration
		args []string
	}{
		{"compile", &t.Compile, compile("answer")},
		{"compile", &t.Glue, compile("main")},
		{"link", &t.Link, []string{k.path(linkFile), "-o", exeFile, "-importcfg", "link.cfg", "-buildmode=exe", "-s", "-w", "-buildid=", "main.a"}},
	} {
		e, err := k.run(ctx, box, k.tool(c.Scratch, step.args))
		*step.time = e.CPU
		if err != nil {
			return "", nil, t, fmt.Errorf("%s an answer: %w", step.name, err)
		}
		errs = failures(step.name, e, c, k.limits)
		if step.time == &t.Glue && errs != nil && e.Cause == sandbox.Exited {
			errs = []Error{{Message: "it has no function " + strings.Join(c.Funcs, " or ") + " that can be called"}}
		}
		if errs != nil {
			return "", errs, t, nil
		}
	}
	info, err := os.Lstat(exe)
	if err != nil {
		return "", nil, t, fmt.Errorf("link an answer: %w", err)
	}
	if !info.Mode().IsRegular() {
		return "", nil, t, errors.New("link an answer: what came of it is no file")
	}
	// The candidate runs as another user.
	return exe, nil, t, os.Chmod(exe, 0o555)
}

// noUnsafe hides the one package that the compiler knows without an archive.
const noUnsafe = "importmap unsafe=none/unsafe\n"

// glue is the program around answers.
func (k *Kit) glue(functions []string) string {
	var cases strings.Builder
	for _, f := range functions {
		fmt.Fprintf(&cases, "\tcase %q:\n\t\twire.Serve(answer.%s)\n", f, f)
	}
	return `package main

import (
	"answer"
	wire "` + k.manifest.Wire + `"
)

func main() {
	switch wire.Name() {
` + cases.String() + `	}
}
`
}

func (k *Kit) path(name string) string { return filepath.Join(k.dir, name) }

// tool is a tool of the kit's, to be run in a scratch directory.
func (k *Kit) tool(scratch string, args []string) sandbox.Tool {
	return sandbox.Tool{
		Args: args,
		// Little garbage is made: collecting none takes less time, up to the limit.
		Env:      append([]string{"GOGC=off", "GOMEMLIMIT=384MiB", "GOMAXPROCS=1", "TMPDIR=" + scratch}, k.manifest.Env...),
		ReadOnly: []string{k.dir},
		Scratch:  scratch,
		Limits:   k.limits,
	}
}

// run runs a tool. What somebody outside has killed is our error.
func (k *Kit) run(ctx context.Context, box *sandbox.Box, t sandbox.Tool) (sandbox.Ending, error) {
	e, err := box.Run(ctx, t)
	if err == nil && killed(e) {
		err = errKilled
	}
	return e, err
}

// empty removes all that is in a directory but what is named.
func empty(dir string, but ...string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if slices.Contains(but, e.Name()) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	return nil
}
