package lab

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// waitBeforeTelling is how long set-up waits for another before it says so;
// killDelay how long a child may take to end after it was asked to.
const (
	waitBeforeTelling = 300 * time.Millisecond
	killDelay         = 5 * time.Second
)

// command is the function command for a step: what the child leaves in its
// temporary directory goes when the step ends, or at the next set-up.
func (e *Env) command(ctx context.Context, dir string, env []string, name string, args ...string) *exec.Cmd {
	return command(ctx, dir, append([]string{"TMPDIR=" + e.tmp}, env...), name, args...)
}

// command prepares a child with extra environment, which ends when ctx does.
func command(ctx context.Context, dir string, env []string, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = killDelay
	return cmd
}

// runLines runs cmd and hands each line it writes, to either stream, to line.
// Of a command that fails it also returns the last lines.
func runLines(ctx context.Context, cmd *exec.Cmd, line func(string)) (tail []string, err error) {
	const kept = 40
	r, w := io.Pipe()
	cmd.Stdout, cmd.Stderr = w, w
	read := make(chan struct{})
	go func() {
		defer close(read)
		in := bufio.NewReader(r)
		for {
			// ReadLine cuts lines that are longer than its buffer: they are for eyes only.
			text, _, err := in.ReadLine()
			if err != nil {
				return
			}
			said := strings.TrimRight(string(text), "\r ")
			if said == "" {
				continue
			}
			if tail = append(tail, said); len(tail) > kept {
				tail = slices.Delete(tail, 0, 1)
			}
			line(said)
		}
	}()
	err = cmd.Run()
	w.Close()
	<-read
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return tail, err
}

// noGoCommand turns "go is not on PATH" into what to do about it.
func noGoCommand(err error) error {
	if errors.Is(err, exec.ErrNotFound) {
		return &Missing{"Go is not on PATH", installGo}
	}
	return err
}

// minGo is the oldest Go that builds the course: go.mod says the same.
const minGo = "1.26"

const installGo = "install Go " + minGo + " or newer from https://go.dev/dl"

// runGo runs the go command in a module of the course, by itself (no go.work)
// and without changing its go.mod. Its failure is told in one line.
func (e *Env) runGo(ctx context.Context, dir string, env []string, line func(string), args ...string) error {
	cmd := e.command(ctx, dir, append([]string{"GOWORK=off"}, env...), "go", args...)
	tail, err := runLines(ctx, cmd, line)
	if err == nil || ctx.Err() != nil {
		return err
	}
	return e.explainGo(noGoCommand(err), args[0], tail)
}

// explainGo finds the one line that says why a go command failed. Failed
// downloads, the usual reason, get the advice that belongs to them.
func (e *Env) explainGo(err error, verb string, tail []string) error {
	for _, said := range tail {
		for _, sign := range noDownload {
			if strings.Contains(said, sign) {
				return fmt.Errorf("the Go modules cannot be downloaded (%s): connect to the internet, or set GOPROXY (now %q) to a proxy that you reach, and run this again", said, e.goEnv.GOPROXY)
			}
		}
	}
	for _, said := range tail {
		if strings.HasPrefix(said, "go: ") && !strings.HasPrefix(said, "go: downloading") || strings.Contains(said, ".go:") || strings.Contains(said, "no space left") {
			return fmt.Errorf("go %s: %s", verb, said)
		}
	}
	if len(tail) > 0 {
		return fmt.Errorf("go %s: %w: %s", verb, err, tail[len(tail)-1])
	}
	return fmt.Errorf("go %s: %w", verb, err)
}

// noDownload holds what the go command says when it cannot fetch a module.
var noDownload = []string{
	"module lookup disabled by GOPROXY=off", "dial tcp", "no such host", "i/o timeout", "proxyconnect",
	"TLS handshake", "x509:", "connection refused", "connection reset", "network is unreachable",
	"unrecognized import path", "reading http", "unexpected EOF", "cannot find module providing package",
}

// modfile returns the -modfile flags among args.
func modfile(args []string) []string {
	return slices.DeleteFunc(slices.Clone(args), func(arg string) bool { return !strings.HasPrefix(arg, "-modfile=") })
}

// countGo runs go with -v and reports how many of the packages it needed so far
// are built. Packages that are in the build cache are not counted on the way.
func (e *Env) countGo(ctx context.Context, dir string, env []string, report func(done, total int, detail string), args, pkgs []string) error {
	total := 0
	err := e.runGo(ctx, dir, env, func(said string) {
		if what, ok := strings.CutPrefix(said, "go: downloading "); ok {
			report(0, 0, "downloading "+what)
			return
		}
		total++
	}, slices.Concat([]string{"list", "-mod=readonly", "-deps"}, modfile(args), pkgs)...)
	if err != nil {
		return err
	}
	done := 0
	args = slices.Concat(args[:1], []string{"-mod=readonly", "-v"}, args[1:], pkgs)
	return e.runGo(ctx, dir, env, func(said string) {
		if what, ok := strings.CutPrefix(said, "go: downloading "); ok {
			report(done, total, "downloading "+what)
		} else if !strings.ContainsAny(said, " :") {
			done = min(done+1, total)
			report(done, total, said)
		}
	}, args...)
}
