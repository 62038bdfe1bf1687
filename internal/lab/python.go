package lab

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// The virtual environment's content, pinned with hashes: see requirements.in.
//
//go:embed requirements.txt
var requirements string

// overrides are JupyterLab's settings as we ship them; the student's own go
// before them.
//
//go:embed overrides.json
var overrides []byte

// minPython is the oldest minor version of Python 3 that requirements.txt is
// made for.
const minPython = 10

// A python is an interpreter that set-up could use.
type python struct {
	path    string // absolute
	version string // "3.12.1"
	minor   int
	canVenv bool // has venv and ensurepip
}

// askPython prints what findPython wants to know. It runs on any Python.
const askPython = `import sys
v = sys.version_info
try:
    import venv, ensurepip
    can = 1
except Exception:
    can = 0
print("%d %d %d %d %s" % (v[0], v[1], v[2], can, sys.executable))`

// findPython returns the first Python on PATH that will do. Without one, the
// error says what is there and what to install.
func findPython(ctx context.Context, hasUv bool) (python, error) {
	names := []string{"python3", "python"}
	for minor := 20; minor >= minPython; minor-- {
		names = append(names, fmt.Sprintf("python3.%d", minor))
	}
	var why error
	for _, name := range names {
		p, err := tryPython(ctx, name)
		switch {
		case errors.Is(err, exec.ErrNotFound):
		case err != nil && why == nil:
			why = err
		case err != nil:
		case !p.canVenv && !hasUv:
			// Debian has venv and ensurepip in a package of its own.
			why = &Missing{fmt.Sprintf("Python %s (%s) cannot make virtual environments", p.version, p.path), installPython()}
		default:
			return p, nil
		}
	}
	if why == nil {
		why = &Missing{"no Python on PATH", installPython()}
	}
	return python{}, why
}

// canMakeVenv reports, without making one, whether a virtual environment could
// be made.
func canMakeVenv(ctx context.Context) error {
	_, err := exec.LookPath("uv")
	_, err = findPython(ctx, err == nil)
	return err
}

func tryPython(ctx context.Context, name string) (python, error) {
	at, err := exec.LookPath(name)
	if err != nil {
		return python{}, exec.ErrNotFound
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	cmd := command(ctx, "", pythonEnv, at, "-c", askPython)
	out, err := cmd.Output()
	if err != nil {
		return python{}, fmt.Errorf("%s does not run: %w", at, withStderr(err))
	}
	var p python
	var major, micro, can int
	text := strings.TrimSpace(string(out))
	if _, err := fmt.Sscanf(text, "%d %d %d %d", &major, &p.minor, &micro, &can); err != nil {
		return python{}, fmt.Errorf("%s is no Python: it says %q", at, text)
	}
	p.version = fmt.Sprintf("%d.%d.%d", major, p.minor, micro)
	p.canVenv = can == 1
	fields := strings.SplitN(text, " ", 5)
	p.path = fields[len(fields)-1]
	if !filepath.IsAbs(p.path) {
		p.path = at
	}
	if major != 3 || p.minor < minPython {
		return python{}, &Missing{fmt.Sprintf("%s is Python %s, but 3.%d or newer is needed", at, p.version, minPython), installPython()}
	}
	return p, nil
}

// pythonEnv keeps the user's Python settings out of ours.
var pythonEnv = []string{"PYTHONHOME=", "PYTHONPATH=", "PYTHONNOUSERSITE=1", "PYTHONSAFEPATH=1", "PIP_USER=0"}

// installPython names the command that brings Python and its venv module.
func installPython() string {
	for _, m := range []struct{ program, command string }{
		{"apt-get", "apt-get install -y python3 python3-venv"},
		{"dnf", "dnf install -y python3"},
		{"pacman", "pacman -S python"},
		{"apk", "apk add python3"},
		{"zypper", "zypper install python3"},
		{"brew", "brew install python3"},
	} {
		if _, err := exec.LookPath(m.program); err != nil {
			continue
		}
		if m.program == "brew" || os.Geteuid() == 0 {
			return m.command
		}
		return "sudo " + m.command
	}
	return fmt.Sprintf("install Python 3.%d or newer from https://www.python.org/downloads", minPython)
}

// A Venv is a virtual environment that set-up makes.
type Venv struct {
	Name         string // of the step that makes it, and of its directory in the home
	Title        string
	Requirements string // pinned, with hashes, for pip and uv
	Module       string // imported once, to try it

	settings []byte // written to JupyterLab's settings, if any
	charts   string // the file of a package that charts load from JupyterLab, if any
}

var jupyterLab = Venv{
	Name: "venv", Title: "JupyterLab", Requirements: requirements, Module: "jupyterlab.labapp",
	settings: overrides, charts: "vizly/assets/echarts.min.js",
}

// Python makes sure that v is there, and returns its interpreter.
func Python(ctx context.Context, p Progress, v Venv) (interpreter string, err error) {
	e, err := Locate(ctx)
	if err != nil {
		return "", err
	}
	if err := runSteps(ctx, &e, p, []step{v.step(v.Name)}, false); err != nil {
		return "", err
	}
	dir, _ := v.find(&e)
	return venvPython(dir), nil
}

// dirs is the directory of the environments made of v: one, unless set-up was
// cut short. They cannot be moved, so each is made where it stays, under a name
// of its own, and the file "current", written last, names the one that is whole
// and the interpreter it stands on.
func (v Venv) dirs(e *Env) string {
	return filepath.Join(e.Home, v.Name+"-"+key(v.Requirements, string(v.settings), v.charts))
}

// find returns the directory of the virtual environment, if there is a whole
// one and its interpreter is still the same.
func (v Venv) find(e *Env) (dir string, ok bool) {
	current, err := os.ReadFile(filepath.Join(v.dirs(e), "current"))
	if err != nil {
		return "", false
	}
	name, interpreter, _ := strings.Cut(strings.TrimSpace(string(current)), "\n")
	dir = filepath.Join(v.dirs(e), name)
	stands, err := filepath.EvalSymlinks(venvPython(dir))
	return dir, err == nil && stands == interpreter
}

// venvs and venv are those of JupyterLab.
func (e *Env) venvs() string               { return jupyterLab.dirs(e) }
func (e *Env) venv() (dir string, ok bool) { return jupyterLab.find(e) }

func venvPython(venv string) string { return filepath.Join(venv, "bin", "python") }

func venvStep() step { return jupyterLab.step("python") }

func (v Venv) step(name string) step {
	return step{
		name: name, title: v.Title,
		ready: func(e *Env) bool { _, ok := v.find(e); return ok },
		do:    v.make,
	}
}

func (v Venv) make(ctx context.Context, e *Env, report func(done, total int, detail string)) error {
	uv, err := exec.LookPath("uv")
	hasUv := err == nil
	py, err := findPython(ctx, hasUv)
	if err != nil {
		return err
	}
	// Older ones, and what a set-up that was killed left behind.
	if err := os.RemoveAll(v.dirs(e)); err != nil {
		return err
	}
	if err := os.MkdirAll(v.dirs(e), 0o755); err != nil {
		return err
	}
	pins := filepath.Join(v.dirs(e), "requirements.txt")
	if err := writeFile(pins, []byte(v.Requirements)); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(v.dirs(e), "env-")
	if err != nil {
		return err
	}
	if hasUv {
		err = e.installWithUv(ctx, uv, py, dir, pins, report)
		if err != nil && py.canVenv && ctx.Err() == nil {
			report(0, 0, "uv failed ("+err.Error()+"); trying pip")
			hasUv = false
		}
	}
	if !hasUv {
		err = e.installWithPip(ctx, py, dir, pins, v.Requirements, report)
	}
	if err != nil {
		return err
	}
	report(0, 0, "trying it")
	if err := v.try(ctx, dir); err != nil {
		return err
	}
	if v.settings != nil {
		if err := writeFile(filepath.Join(dir, "share", "jupyter", "lab", "settings", "overrides.json"), v.settings); err != nil {
			return err
		}
	}
	if v.charts != "" {
		if err := v.serveCharts(dir); err != nil {
			return err
		}
	}
	interpreter, err := filepath.EvalSymlinks(venvPython(dir))
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(v.dirs(e), "current"), []byte(filepath.Base(dir)+"\n"+interpreter+"\n"))
}

// serveCharts puts the file for charts where JupyterLab serves what belongs to
// its extensions, under its own address: it is no extension otherwise.
func (v Venv) serveCharts(venv string) error {
	found, err := filepath.Glob(filepath.Join(venv, "lib", "python3*", "site-packages", filepath.FromSlash(v.charts)))
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return fmt.Errorf("%s is not among the packages: charts would have no script", v.charts)
	}
	script, err := os.ReadFile(found[0])
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(venv, "share", "jupyter", "labextensions", "fastergo-echarts", "static", filepath.Base(v.charts)), script)
}

// try imports the module, which also compiles it for the first start.
func (v Venv) try(ctx context.Context, venv string) error {
	cmd := command(ctx, "", pythonEnv, venvPython(venv), "-I", "-c", "import "+v.Module)
	if _, err := cmd.Output(); err != nil {
		return fmt.Errorf("%s cannot be imported: %w", v.Title, withStderr(err))
	}
	return nil
}

// Each requirement stands with its hashes, its dependencies stand in the list
// themselves, and nothing is compiled, which would fetch compilers' helpers
// that have no hashes.
var installFlags = []string{"--require-hashes", "--no-deps", "--only-binary", ":all:"}

func (e *Env) installWithPip(ctx context.Context, py python, dir, pins, requirements string, report func(done, total int, detail string)) error {
	report(0, 0, "making a virtual environment with "+py.path)
	tail, err := runLines(ctx, e.command(ctx, "", pythonEnv, py.path, "-m", "venv", "--clear", dir), func(string) {})
	if err != nil {
		return explainPython(ctx, "python3 -m venv", err, tail)
	}
	total, done := strings.Count("\n"+requirements, "\n")-strings.Count(requirements, "\n    --hash"), 0
	args := append([]string{"-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off", "-r", pins}, installFlags...)
	tail, err = runLines(ctx, e.command(ctx, "", pythonEnv, venvPython(dir), args...), func(said string) {
		switch {
		case strings.HasPrefix(said, "Ignoring "):
			done++
		case strings.HasPrefix(said, "Collecting "):
			done++
			what, _, _ := strings.Cut(said, " (")
			report(min(done, total), total, strings.ToLower(what[:1])+what[1:])
		case strings.HasPrefix(said, "Installing collected"):
			report(total, total, "installing")
		}
	})
	if err != nil {
		return explainPython(ctx, "pip", err, tail)
	}
	return nil
}

func (e *Env) installWithUv(ctx context.Context, uv string, py python, dir, pins string, report func(done, total int, detail string)) error {
	report(0, 0, "making a virtual environment with uv and "+py.path)
	tail, err := runLines(ctx, e.command(ctx, "", pythonEnv, uv, "venv", "--no-project", "--clear", "--python", py.path, dir), func(string) {})
	if err != nil {
		return explainPython(ctx, "uv", err, tail)
	}
	args := append([]string{"pip", "install", "--compile-bytecode", "--python", venvPython(dir), "-r", pins}, installFlags...)
	tail, err = runLines(ctx, e.command(ctx, "", pythonEnv, uv, args...), func(said string) {
		if !strings.HasPrefix(said, " + ") {
			report(0, 0, strings.TrimSpace(said))
		}
	})
	if err != nil {
		return explainPython(ctx, "uv", err, tail)
	}
	return nil
}

// explainPython tells in one line why an installer failed.
func explainPython(ctx context.Context, who string, err error, tail []string) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	said := err.Error()
	for _, line := range tail {
		if text, ok := strings.CutPrefix(line, "ERROR: "); ok {
			said = text
			break
		}
	}
	if said == err.Error() && len(tail) > 0 {
		said = strings.TrimSpace(strings.Join(tail[max(0, len(tail)-2):], " "))
	}
	all := strings.Join(tail, "\n")
	for _, sign := range noIndex {
		if strings.Contains(all, sign) {
			return fmt.Errorf("the Python packages cannot be downloaded (%s: %s): connect to the internet, or set PIP_INDEX_URL (UV_INDEX_URL for uv) to an index that you reach, and run this again", who, said)
		}
	}
	if strings.Contains(all, "HASH") || strings.Contains(all, "Hash mismatch") {
		return fmt.Errorf("a Python package is not the one that was pinned (%s: %s): something between you and the index changes packages", who, said)
	}
	return fmt.Errorf("%s: %s", who, said)
}

// noIndex holds what pip and uv say when they do not reach an index, or find
// no package there.
var noIndex = []string{
	"Retrying (", "Max retries exceeded", "No matching distribution", "Failed to fetch", "error sending request",
	"dns error", "Connection refused", "Network is unreachable", "Could not fetch URL", "not found in the package registry",
}
