package lab

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// fakeGo answers like the go command, as far as set-up asks. It writes what it
// was asked to $FAKE/calls, and fails like the file $FAKE/fail says: with its
// text, having written a part of what it should.
const fakeGo = `#!/bin/sh
echo "$*" >>"$FAKE/calls"
case "$1" in
install | build | work) echo "tmp $TMPDIR" >>"$FAKE/calls"; echo left >"$TMPDIR/go-build1" ;;
esac
case "$1" in
env)
	echo '{"GOVERSION": "go1.26.0", "GOROOT": "/usr/lib/go", "GOFLAGS": "-buildvcs=false", "GOPROXY": "https://proxy.example"}' ;;
list)
	case "$*" in
	*.Imports*) echo example.org/plot ;;
	*) echo fmt; echo fastergo/lesson; echo fastergo/checks/internal/x ;;
	esac ;;
install)
	for last; do
		case "$last" in -* | install) continue ;; esac
		echo "half" >"$GOBIN/${last##*/}"
		chmod +x "$GOBIN/${last##*/}"
		if [ -e "$FAKE/fail" ]; then cat "$FAKE/fail" >&2; exit 1; fi
	done ;;
build)
	case "$*" in *" -o "*)
		while [ "$1" != -o ]; do shift; done
		echo program >"$2"
		chmod +x "$2"
	esac ;;
esac
`

// fakePython is a Python of the version in $FAKE/python, "3 12 1 1": the last
// number says whether it makes virtual environments. These hold
// nothing but what charts load.
const fakePython = `#!/bin/sh
echo "python $*" >>"$FAKE/calls"
case "$1 $2" in
"-m "*) echo "tmp $TMPDIR" >>"$FAKE/calls"; echo left >"$TMPDIR/pip-unpack-1" ;;
esac
case "$1 $2" in
"-m venv")
	for dir; do :; done
	mkdir -p "$dir/bin" && cp "$0" "$dir/bin/python" ;;
"-m pip")
	if [ -e "$FAKE/fail" ]; then cat "$FAKE/fail" >&2; exit 1; fi
	assets="${0%/bin/*}/lib/python3.12/site-packages/vizly/assets"
	mkdir -p "$assets"
	echo echarts >"$assets/echarts.min.js" ;;
"-c "*)
	echo "$(cat "$FAKE/python") $0" ;;
esac
`

// fake makes a machine with a course, a home and the programs named, and
// nothing else on PATH but a shell's own.
func fake(t *testing.T, programs ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	put := func(name, text string, mode os.FileMode) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, program := range programs {
		switch program {
		case "go":
			put("bin/go", fakeGo, 0o755)
		case "python3":
			put("bin/python3", fakePython, 0o755)
			put("python", "3 12 1 1", 0o644)
		}
	}
	for _, program := range []string{"sh", "cat", "chmod", "cp", "mkdir"} {
		for _, bin := range []string{"/bin/", "/usr/bin/"} {
			if _, err := os.Stat(bin + program); err == nil {
				put("bin/.keep", "", 0o644)
				os.Symlink(bin+program, filepath.Join(dir, "bin", program))
				break
			}
		}
	}
	put("root/go.mod", "module fastergo\n", 0o644)
	put("root/internal/tools/go.mod", "module fastergo/internal/tools\n", 0o644)
	put("root/internal/tools/go.sum", "", 0o644)
	put("root/lesson/lesson.go", "package lesson\n", 0o644)
	put("root/notebooks/01_one.ipynb", edition("one"), 0o644)
	t.Setenv("FAKE", dir)
	t.Setenv("PATH", filepath.Join(dir, "bin"))
	t.Setenv("FASTERGO_ROOT", filepath.Join(dir, "root"))
	t.Setenv("FASTERGO_HOME", filepath.Join(dir, "home"))
	t.Setenv(OnlineEnv, "")
	return dir
}

// fakeVenv puts a virtual environment in place whose Python is this test's
// program; see fakeJupyterLab.
func fakeVenv(t *testing.T) {
	t.Helper()
	e := locate(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if self, err = filepath.EvalSymlinks(self); err != nil {
		t.Fatal(err)
	}
	python := venvPython(filepath.Join(e.venvs(), "env-1"))
	if err := os.MkdirAll(filepath.Dir(python), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, python); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(e.venvs(), "current"), "env-1\n"+self+"\n")
	t.Setenv("FAKE_JUPYTERLAB", "1")
}

func TestMain(m *testing.M) {
	if os.Getenv("FAKE_JUPYTERLAB") != "" {
		fakeJupyterLab()
	}
	os.Exit(m.Run())
}

// fakeJupyterLab listens as JupyterLab does, as far as Serve sees. It waits
// until a second one has been started too, so that both were told a port when
// neither had it. The first one at a port has it.
func fakeJupyterLab() {
	log.SetFlags(0)
	arg := func(name string) string {
		for _, a := range os.Args {
			if value, ok := strings.CutPrefix(a, "--ServerApp."+name+"="); ok {
				return value
			}
		}
		return ""
	}
	started := filepath.Join(os.Getenv("FAKE"), "started")
	if err := writeFile(filepath.Join(started, fmt.Sprint(os.Getpid())), nil); err != nil {
		log.Fatal(err)
	}
	for range 2000 {
		if all, _ := os.ReadDir(started); len(all) >= 2 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	l, err := net.Listen("tcp", net.JoinHostPort(arg("ip"), arg("port")))
	if err != nil {
		log.Fatalf("ERROR: the Jupyter server could not be started because port %s is not available.", arg("port"))
	}
	http.HandleFunc("/api", func(http.ResponseWriter, *http.Request) {})
	http.HandleFunc("/api/status", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "token "+os.Getenv("JUPYTER_TOKEN") {
			w.WriteHeader(http.StatusForbidden)
		}
	})
	go func() { log.Fatal(http.Serve(l, nil)) }()
	port, _ := strconv.Atoi(arg("port"))
	info, _ := json.Marshal(map[string]any{"port": port, "token": os.Getenv("JUPYTER_TOKEN")})
	if err := writeFile(filepath.Join(os.Getenv("JUPYTER_RUNTIME_DIR"), fmt.Sprintf("jpserver-%d.json", os.Getpid())), info); err != nil {
		log.Fatal(err)
	}
	io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}

// calls returns how often the fakes were called with a text in the command line.
func calls(t *testing.T, dir, text string) int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "calls"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		if strings.Contains(line, text) {
			n++
		}
	}
	return n
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := writeFile(path, []byte(text)); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func locate(t *testing.T) Env {
	t.Helper()
	e, err := Locate(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return e
}
