package lab

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"fastergo/internal/house"
)

// An Env says where a clone's tools, kernel and server are. All paths are
// absolute. It says where things belong, not that they are there: Headless and
// Setup put them there.
type Env struct {
	Root string // the course's module
	Home string // what set-up builds, for all clones of this user

	Tools   string // directory of gonb and goimports
	Gopls   string // directory of gopls: apart, so that headless kernels run without it
	Program string // the fastergo that cells call to draw

	// JupyterPath and HeadlessPath are Jupyter data directories, each with
	// our kernel under the name gonb: for people (errors as HTML, gopls
	// completes) and for programs (errors as plain text, no gopls).
	JupyterPath  string
	HeadlessPath string

	share string // what belongs to this clone alone
	tmp   string // TMPDIR of what a step starts, while one is at work
	goEnv goEnv
}

// goEnv is what "go env" says in the course's module.
type goEnv struct{ GOVERSION, GOROOT, GOFLAGS, GOPROXY string }

// Locate finds the clone and the Go installation, and changes nothing.
func Locate(ctx context.Context) (Env, error) {
	root, err := house.Root()
	if err != nil {
		return Env{}, err
	}
	if strings.Contains(root, ",") {
		return Env{}, fmt.Errorf("the kernel cannot use a path with a comma in it: move the clone from %s", root)
	}
	home, err := house.Home()
	if err != nil {
		return Env{}, err
	}
	e := Env{Root: root, Home: home}
	if e.goEnv, err = askGo(ctx, root); err != nil {
		return Env{}, err
	}
	pins, err := hashFiles(filepath.Join(e.toolsModule(), "go.mod"), filepath.Join(e.toolsModule(), "go.sum"))
	if err != nil {
		return Env{}, fmt.Errorf("the tools' versions cannot be read: %w", err)
	}
	tools := filepath.Join(home, "tools-"+key(pins, e.goEnv.GOVERSION, runtime.GOOS, runtime.GOARCH))
	e.Tools = filepath.Join(tools, "bin")
	e.Gopls = filepath.Join(tools, "gopls")
	e.share = filepath.Join(home, "share-"+key(root))
	e.Program = filepath.Join(e.share, "bin", "fastergo")
	e.JupyterPath = filepath.Join(e.share, "jupyter")
	e.HeadlessPath = filepath.Join(e.share, "headless")
	return e, nil
}

func (e *Env) toolsModule() string { return filepath.Join(e.Root, "internal", "tools") }

func askGo(ctx context.Context, dir string) (goEnv, error) {
	cmd := exec.CommandContext(ctx, "go", "env", "-json", "GOVERSION", "GOROOT", "GOFLAGS", "GOPROXY")
	cmd.Dir = dir
	out, err := cmd.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return goEnv{}, noGoCommand(err)
	}
	var env goEnv
	if err == nil {
		err = json.Unmarshal(out, &env)
	}
	if err != nil {
		return goEnv{}, fmt.Errorf("go env in %s: %w", dir, withStderr(err))
	}
	return env, nil
}

// withStderr adds the last line that a failed command said.
func withStderr(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if said := lastLine(string(exit.Stderr)); said != "" {
			return fmt.Errorf("%w: %s", err, said)
		}
	}
	return err
}

func lastLine(s string) string {
	s = strings.TrimSpace(s)
	return s[strings.LastIndexByte(s, '\n')+1:]
}

// key condenses what a directory's content depends on into its name.
func key(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

func hashFiles(paths ...string) (string, error) {
	h := sha256.New()
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%d:", len(data))
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
