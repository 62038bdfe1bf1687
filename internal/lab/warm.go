package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"fastergo/internal/house"
)

// stdForCells is what cells import of the standard library beside what the
// course's packages need.
var stdForCells = []string{"flag", "fmt", "maps", "math/cmplx", "math/rand/v2", "runtime", "slices", "strings", "sync", "time"}

// cellsStep compiles what cells import, as cells do it: in a module of their
// own, joined to the course by a go.work. It also downloads what only that
// needs, so that cells work offline.
func cellsStep() step {
	marker := func(e *Env) string { return filepath.Join(e.share, "cells") }
	return step{
		name: "cells", title: "packages for the cells", optional: true,
		ready: func(e *Env) bool { return holds(marker(e), e.sources()) },
		do: func(ctx context.Context, e *Env, report func(int, int, string)) error {
			from := e.sources()
			pkgs, err := e.cellPackages(ctx)
			if err != nil {
				return err
			}
			err = e.inCellModule(ctx, nil, func(dir string) error {
				return e.countGo(ctx, dir, []string{"GOWORK="}, report, []string{"build"}, pkgs)
			})
			if err != nil {
				return err
			}
			return writeFile(marker(e), []byte(from))
		},
	}
}

// completionStep lets gopls read the course and what it stands on once, which
// it remembers in its own cache. Without, the first Tab in a notebook blocks
// the kernel for many seconds.
func completionStep() step {
	marker := func(e *Env) string { return filepath.Join(e.share, "completion") }
	return step{
		name: "completion", title: "completion in the cells", optional: true,
		ready: func(e *Env) bool { return holds(marker(e), e.Gopls) },
		do: func(ctx context.Context, e *Env, report func(int, int, string)) error {
			pkgs, err := e.cellPackages(ctx)
			if err != nil {
				return err
			}
			err = e.inCellModule(ctx, pkgs, func(dir string) error {
				report(0, 0, "gopls reads the course")
				cmd := e.command(ctx, dir, []string{"GOWORK=", "PATH=" + e.path(false)}, filepath.Join(e.Gopls, "gopls"), "check", filepath.Join(dir, "main.go"))
				tail, err := runLines(ctx, cmd, func(string) {})
				if err != nil && ctx.Err() == nil && len(tail) > 0 {
					err = fmt.Errorf("%w: %s", err, tail[len(tail)-1])
				}
				return err
			})
			if err != nil {
				return err
			}
			return writeFile(marker(e), []byte(e.Gopls))
		},
	}
}

// holds reports whether the file at path has this content.
func holds(path, content string) bool {
	have, err := os.ReadFile(path)
	return err == nil && string(have) == content
}

// cellPackages returns the import paths of what cells import.
func (e *Env) cellPackages(ctx context.Context) ([]string, error) {
	module := house.Module()
	var ours []string
	for _, dir := range []string{"arraylib", "lesson", "checks"} {
		if info, err := os.Stat(filepath.Join(e.Root, dir)); err == nil && info.IsDir() {
			ours = append(ours, "./"+dir+"/...")
		}
	}
	list := func(args ...string) ([]string, error) {
		cmd := e.command(ctx, e.Root, []string{"GOWORK=off"}, "go", append([]string{"list", "-e", "-mod=readonly"}, args...)...)
		out, err := cmd.Output()
		if err != nil {
			var exit *exec.ExitError
			if errors.As(err, &exit) {
				return nil, e.explainGo(err, "list", strings.Split(string(exit.Stderr), "\n"))
			}
			return nil, noGoCommand(err)
		}
		return strings.Fields(string(out)), nil
	}
	pkgs, err := list(append([]string{"-f", `{{if ne .Name "main"}}{{.ImportPath}}{{end}}`}, ours...)...)
	if err != nil {
		return nil, err
	}
	others, err := list("-f", `{{join .Imports "\n"}}`, module+"/internal/cellimports")
	if err != nil {
		return nil, err
	}
	pkgs = append(append(pkgs, others...), stdForCells...)
	return slices.DeleteFunc(pkgs, func(pkg string) bool {
		return strings.HasPrefix(pkg, module) && strings.Contains(pkg+"/", "/internal/") || path.Base(pkg) == "testdata"
	}), nil
}

// inCellModule calls do with a directory like the one the kernel compiles cells
// in, whose main package imports imports. It is gone afterwards.
func (e *Env) inCellModule(ctx context.Context, imports []string, do func(dir string) error) error {
	dir, err := os.MkdirTemp(e.tmp, "cell-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var main strings.Builder
	main.WriteString("package main\n\n")
	for _, pkg := range imports {
		fmt.Fprintf(&main, "import _ %q\n", pkg)
	}
	main.WriteString("\nfunc main() {}\n")
	goMod := "module cell\n\ngo " + strings.TrimPrefix(e.goEnv.GOVERSION, "go") + "\n"
	if err := writeFile(filepath.Join(dir, "go.mod"), []byte(goMod)); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(dir, "main.go"), []byte(main.String())); err != nil {
		return err
	}
	cmd := e.command(ctx, dir, []string{"GOWORK="}, "go", "work", "init", ".", e.Root)
	if tail, err := runLines(ctx, cmd, func(string) {}); err != nil {
		return e.explainGo(noGoCommand(err), "work init", tail)
	}
	return do(dir)
}
