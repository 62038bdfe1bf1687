package lab

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"fastergo/internal/house"
)

// programStep puts the fastergo that cells call beside the kernel: a copy of
// the running program or, when something else is running (a test), one built
// from the tree.
func programStep() step {
	return step{
		name: "program", title: "fastergo for the cells",
		ready: func(e *Env) bool {
			if self, ok := runningProgram(); ok {
				return sameContent(self, e.Program)
			}
			built, err := os.ReadFile(e.builtFrom())
			return err == nil && isProgram(e.Program) && string(built) == e.sources()
		},
		do: func(ctx context.Context, e *Env, report func(int, int, string)) error {
			if err := os.MkdirAll(filepath.Dir(e.Program), 0o755); err != nil {
				return err
			}
			// Whatever happens from here on, what was built before is no longer vouched for.
			if err := os.Remove(e.builtFrom()); err != nil && !os.IsNotExist(err) {
				return err
			}
			if self, ok := runningProgram(); ok {
				return copyProgram(e.Program, self)
			}
			from := e.sources() // before the build: a file changed meanwhile makes it stale
			tmp := e.Program + ".part"
			err := e.countGo(ctx, e.Root, nil, report, []string{"build", "-o", tmp}, []string{"./cmd/fastergo"})
			if err != nil {
				return err
			}
			if err := os.Rename(tmp, e.Program); err != nil {
				return err
			}
			return writeFile(e.builtFrom(), []byte(from))
		},
	}
}

func (e *Env) builtFrom() string { return e.Program + ".from" }

// runningProgram returns the path of this process's program if it is fastergo.
func runningProgram() (string, bool) {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Path != house.Module()+"/cmd/fastergo" {
		return "", false
	}
	path, err := os.Executable()
	return path, err == nil
}

// sources condenses the names, sizes and times of the tree's Go files: when it
// stays the same, a build would change nothing.
func (e *Env) sources() string {
	parts := []string{e.goEnv.GOVERSION}
	filepath.WalkDir(e.Root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		name := d.Name()
		if d.IsDir() {
			if path != e.Root && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "workspace" || name == "node_modules") {
				return filepath.SkipDir
			}
			return nil
		}
		switch filepath.Ext(name) {
		case ".go", ".s", ".mod", ".sum", ".txt", ".html", ".css", ".js", ".svg", ".ipynb":
			if info, err := d.Info(); err == nil {
				parts = append(parts, fmt.Sprint(path, info.Size(), info.ModTime().UnixNano()))
			}
		}
		return nil
	})
	return key(parts...)
}

func sameContent(a, b string) bool {
	fa, err := os.Open(a)
	if err != nil {
		return false
	}
	defer fa.Close()
	fb, err := os.Open(b)
	if err != nil {
		return false
	}
	defer fb.Close()
	ia, erra := fa.Stat()
	ib, errb := fb.Stat()
	if erra != nil || errb != nil || ia.Size() != ib.Size() {
		return false
	}
	const chunk = 1 << 20
	ba, bb := make([]byte, chunk), make([]byte, chunk)
	for {
		na, erra := io.ReadFull(fa, ba)
		nb, _ := io.ReadFull(fb, bb)
		if !bytes.Equal(ba[:na], bb[:nb]) {
			return false
		}
		if erra != nil {
			return erra == io.EOF || erra == io.ErrUnexpectedEOF
		}
	}
}

// copyProgram replaces dst by a copy of src at once, so that a program that is
// running or being started is never half written.
func copyProgram(dst, src string) error {
	in, err := os.Open(src)
	if err != nil {
		return err
	}
	defer in.Close()
	return writeAtomic(dst, in, 0o755)
}

func writeFile(path string, data []byte) error {
	return writeAtomic(path, bytes.NewReader(data), 0o644)
}

// writeAtomic replaces the file at path at once, on disk before it is renamed.
func writeAtomic(path string, from io.Reader, perm fs.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".part-")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = io.Copy(f, from)
	if err == nil {
		err = f.Chmod(perm)
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
