package lab

import (
	"context"
	"os"
	"path/filepath"
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
			return e.install(ctx, e.Tools, report, gonbPkg, goimportsPkg)
		},
	}
}

func goplsStep() step {
	return step{
		name: "gopls", title: "Go language server (gopls)", optional: true,
		ready: func(e *Env) bool { return isProgram(filepath.Join(e.Gopls, "gopls")) },
		do: func(ctx context.Context, e *Env, report func(int, int, string)) error {
			return e.install(ctx, e.Gopls, report, goplsPkg)
		},
	}
}

// install builds tools into dir, which appears when they are all there.
func (e *Env) install(ctx context.Context, dir string, report func(int, int, string), pkgs ...string) error {
	return appear(dir, func(tmp string) error {
		return e.countGo(ctx, e.toolsModule(), []string{"GOBIN=" + tmp}, report, []string{"install"}, pkgs)
	})
}

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
