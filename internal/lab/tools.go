package lab

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// The tools' main packages, as internal/tools/go.mod pins them.
const (
	gonbPkg      = "github.com/janpfeifer/gonb"
	goimportsPkg = "golang.org/x/tools/cmd/goimports"
	goplsPkg     = "golang.org/x/tools/gopls"
)

func toolsStep() step {
	return step{
		name: "tools", title: "Go kernel (gonb, goimports)",
		ready: func(e *Env) bool {
			return isProgram(filepath.Join(e.Tools, "gonb")) && isProgram(filepath.Join(e.Tools, "goimports"))
		},
		do: func(ctx context.Context, e *Env, report func(int, int, string)) error {
			return e.install(ctx, e.Tools, report, e.patchGonb, gonbPkg, goimportsPkg)
		},
	}
}

func goplsStep() step {
	return step{
		name: "gopls", title: "Go language server (gopls)", optional: true,
		ready: func(e *Env) bool { return isProgram(filepath.Join(e.Gopls, "gopls")) },
		do: func(ctx context.Context, e *Env, report func(int, int, string)) error {
			return e.install(ctx, e.Gopls, report, nil, goplsPkg)
		},
	}
}

// GoNB waits this long before it first talks to the gopls it has started, and a
// Tab in that time blocks the kernel, cells included. Half a second is enough.
const (
	gonbWaitsIn    = "internal/goexec/goplsclient/conn.go"
	gonbWaits      = "ConnectTimeout       = 12000 * time.Millisecond"
	gonbShouldWait = "ConnectTimeout       = 500 * time.Millisecond"
)

// patchGonb makes, in tmp, a copy of GoNB that waits less, and returns the
// go.mod that builds the tools with it. A GoNB without that line stays as it is.
func (e *Env) patchGonb(ctx context.Context, tmp string, report func(int, int, string)) (modfile string, err error) {
	dir := ""
	err = e.runGo(ctx, e.toolsModule(), nil, func(said string) {
		if what, ok := strings.CutPrefix(said, "go: downloading "); ok {
			report(0, 0, "downloading "+what)
		} else {
			dir = said
		}
	}, "list", "-mod=readonly", "-f", "{{.Dir}}", gonbPkg)
	if err != nil {
		return "", err
	}
	copied := filepath.Join(tmp, "gonb")
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil || d.IsDir() {
			if name == "docs" { // 64 MB
				return filepath.SkipDir
			}
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if name == filepath.FromSlash(gonbWaitsIn) {
			data = []byte(strings.Replace(string(data), gonbWaits, gonbShouldWait, 1))
		}
		return writeFile(filepath.Join(copied, name), data)
	})
	if err != nil {
		return "", err
	}
	modfile = filepath.Join(tmp, "go.mod")
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(filepath.Join(e.toolsModule(), name))
		if err != nil {
			return "", err
		}
		if name == "go.mod" {
			data = fmt.Appendf(data, "\nreplace %s => %s\n", gonbPkg, strconv.Quote(copied))
		}
		if err := writeFile(filepath.Join(tmp, name), data); err != nil {
			return "", err
		}
	}
	return modfile, nil
}

// install builds tools into dir, which appears when they are all there. patch,
// unless nil, makes the go.mod that they are built with.
func (e *Env) install(ctx context.Context, dir string, report func(int, int, string), patch patchFunc, pkgs ...string) error {
	return appear(dir, func(tmp string) error {
		args := []string{"install"}
		if patch != nil {
			source := filepath.Join(tmp, "source")
			modfile, err := patch(ctx, source, report)
			if err != nil {
				return err
			}
			defer os.RemoveAll(source)
			args = append(args, "-modfile="+modfile)
		}
		return e.countGo(ctx, e.toolsModule(), []string{"GOBIN=" + tmp}, report, args, pkgs)
	})
}

type patchFunc func(ctx context.Context, tmp string, report func(int, int, string)) (modfile string, err error)

// appear lets fill make the content of dir beside it and then moves it into
// place. It holds only for one process at a time: see lock.
func appear(dir string, fill func(tmp string) error) error {
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	// What a set-up that was killed left behind is of no use.
	left, _ := filepath.Glob(dir + ".part-*")
	for _, path := range left {
		os.RemoveAll(path)
	}
	tmp, err := os.MkdirTemp(parent, filepath.Base(dir)+".part-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	if err := os.Chmod(tmp, 0o755); err != nil {
		return err
	}
	if err := fill(tmp); err != nil {
		return err
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.Rename(tmp, dir)
}

func isProgram(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0 && info.Size() > 0
}
