package kit

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// environment is what the go command says of itself.
type environment struct {
	GOROOT, GOTOOLDIR, GOVERSION, GOOS, GOARCH, GOEXPERIMENT string
	GOAMD64, GOARM64, GOMOD, GOWORK                          string
}

// goCommand returns the go command, to be run in root. What it compiles is for
// the candidates alone, whatever flags a developer has set.
func goCommand(ctx context.Context, root string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOOS=", "GOARCH=")
	return cmd
}

func goRun(ctx context.Context, root string, args ...string) ([]byte, error) {
	cmd := goCommand(ctx, root, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, bytes.TrimSpace(stderr.Bytes()))
	}
	return out, nil
}

func goEnv(ctx context.Context, root string) (e environment, err error) {
	out, err := goRun(ctx, root, "env", "-json", "GOROOT", "GOTOOLDIR", "GOVERSION", "GOOS", "GOARCH", "GOEXPERIMENT", "GOAMD64", "GOARM64", "GOMOD", "GOWORK")
	if err != nil {
		return e, err
	}
	return e, json.Unmarshal(out, &e)
}

// tool is the path of a tool of the toolchain.
func (e environment) tool(name string) string { return filepath.Join(e.GOTOOLDIR, name) }

// A builder builds one kit.
type builder struct {
	root, dir string
	contents
	env environment
}

// A listed package is one that the go command names.
type listed struct {
	ImportPath, Name, Dir, Export string
	EmbedFiles                    []string
	Module                        *struct{ GoVersion string }
	Error                         *struct{ Err string }
}

// flags are those that packages and programs are compiled with: without debugging
// symbols, which cost the linker more than anything else, and without this
// machine's paths, which a panic would tell.
var flags = []string{"-trimpath", "-gcflags=all=-dwarf=false"}

// list has the go command compile all packages, and names them.
func (b *builder) list(ctx context.Context) (all []listed, err error) {
	args := slices.Concat([]string{"list", "-buildvcs=false", "-export", "-deps", "-json=ImportPath,Name,Dir,Export,EmbedFiles,Module,Error"}, flags,
		[]string{b.wire, b.init, b.reader}, b.table)
	out, err := goRun(ctx, b.root, args...)
	if err != nil {
		return nil, fmt.Errorf("compile what answers may import: %w", err)
	}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		switch err := d.Decode(&p); {
		case err == io.EOF:
			return all, nil
		case err != nil:
			return nil, err
		case p.Error != nil:
			return nil, fmt.Errorf("compile what answers may import: %s", p.Error.Err)
		}
		all = append(all, p)
	}
}

// build builds the kit beside where it will be, and moves it there.
func (b *builder) build(ctx context.Context) (*Kit, error) {
	prune(b.dir)
	before := time.Now()
	packages, err := b.list(ctx)
	if err != nil {
		return nil, err
	}
	inputs := b.inputs(packages)
	stamp, newest := stampOf(inputs)
	tmp, err := os.MkdirTemp(b.dir, building)
	if err != nil {
		return nil, err
	}
	defer remove(tmp)
	if err := b.fill(ctx, tmp, packages); err != nil {
		return nil, fmt.Errorf("build a kit: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(tmp, manifestFile))
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(b.dir, hash(text))
	k, err := open(dir)
	if err == nil {
		err = k.Verify()
	}
	if err != nil { // it is new, or damaged
		if err := remove(dir); err != nil {
			return nil, fmt.Errorf("replace a damaged kit: %w", err)
		}
		if err := os.Chmod(tmp, 0o755); err != nil {
			return nil, err
		}
		if err := os.Rename(tmp, dir); err != nil {
			return nil, err
		}
		if err := os.Chmod(dir, 0o555); err != nil {
			return nil, err
		}
		if k, err = open(dir); err != nil {
			return nil, err
		}
	}
	// What changed while the go command read it is compiled again next time.
	if again, _ := stampOf(inputs); again == stamp && newest.Before(before) {
		b.remember(k, inputs, stamp)
	}
	return k, nil
}

// fill lays all files of a kit into a directory.
func (b *builder) fill(ctx context.Context, dir string, packages []listed) error {
	m := manifest{
		Format: format,
		Go:     b.env.GOVERSION,
		Table:  slices.Sorted(slices.Values(b.table)),
		Wire:   b.wire,
		Env:    []string{"GOOS=" + b.env.GOOS, "GOARCH=" + b.env.GOARCH, "GOEXPERIMENT=" + b.env.GOEXPERIMENT},
	}
	for _, v := range [][2]string{{"GOAMD64", b.env.GOAMD64}, {"GOARM64", b.env.GOARM64}} {
		if v[1] != "" {
			m.Env = append(m.Env, v[0]+"="+v[1])
		}
	}
	for i, p := range packages {
		if p.ImportPath == b.wire && p.Module != nil {
			m.Lang = language(p.Module.GoVersion)
		}
		if p.Name == "main" || p.Export == "" { // the programs, unsafe
			continue
		}
		name := fmt.Sprintf("%03d.a", i)
		if err := copyFile(p.Export, filepath.Join(dir, name), 0o644); err != nil {
			return err
		}
		m.Packages = append(m.Packages, pkg{p.ImportPath, name})
	}
	slices.SortFunc(m.Packages, func(a, b pkg) int { return strings.Compare(a.Path, b.Path) })
	for to, from := range map[string]string{compileFile: b.env.tool("compile"), linkFile: b.env.tool("link")} {
		if err := copyFile(from, filepath.Join(dir, to), 0o555); err != nil {
			return err
		}
	}
	for to, path := range map[string]string{initFile: b.init, readerFile: b.reader} {
		args := slices.Concat([]string{"build", "-ldflags=-s -w -buildid=", "-buildvcs=false", "-o", filepath.Join(dir, to)}, flags, []string{path})
		if _, err := goRun(ctx, b.root, args...); err != nil {
			return err
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		sum, size, err := hashFile(path)
		if err != nil {
			return err
		}
		m.Files = append(m.Files, file{e.Name(), size, sum})
		mode := os.FileMode(0o444)
		if !strings.HasSuffix(e.Name(), ".a") {
			mode = 0o555
		}
		if err := os.Chmod(path, mode); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	if m.Lang == "" {
		return errors.New("the module names no version of the language")
	}
	return os.WriteFile(filepath.Join(dir, manifestFile), text, 0o444)
}

// language is the language's version of a go line: go1.26 for 1.26.0.
func language(version string) string {
	parts := strings.Split(version, ".")
	return "go" + strings.Join(parts[:min(2, len(parts))], ".")
}

func copyFile(from, to string, mode os.FileMode) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}
