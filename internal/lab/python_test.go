package lab

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// setupPython runs the step that makes the virtual environment.
func setupPython(t *testing.T) (Env, []Event, error) {
	t.Helper()
	e := locate(t)
	var events []Event
	err := runSteps(context.Background(), &e, func(ev Event) { events = append(events, ev) }, []step{venvStep()}, true)
	return e, events, err
}

func TestVenv(t *testing.T) {
	dir := fake(t, "go", "python3")
	e, _, err := setupPython(t)
	if err != nil {
		t.Fatal(err)
	}
	venv, ok := e.venv()
	if !ok {
		t.Fatal("no virtual environment")
	}
	if text := read(t, filepath.Join(venv, "share/jupyter/lab/settings/overrides.json")); !strings.Contains(text, `"fetchNews": "false"`) {
		t.Errorf("overrides: %s", text)
	}
	if text := read(t, filepath.Join(venv, "share/jupyter/labextensions/fastergo-echarts/static/echarts.min.js")); text != "echarts\n" {
		t.Errorf("charts load %q", text)
	}
	for _, flag := range []string{"--require-hashes", "--no-deps", "--only-binary :all:"} {
		if calls(t, dir, flag) != 1 {
			t.Errorf("pip was called without %s", flag)
		}
	}
	if _, events, err := setupPython(t); err != nil || len(events) != 1 || events[0].State != Ready {
		t.Errorf("a second time: error %v, events %+v", err, events)
	}
}

func TestVenvInterrupted(t *testing.T) {
	dir := fake(t, "go", "python3")
	write(t, filepath.Join(dir, "fail"), "ERROR: killed\n")
	e, _, err := setupPython(t)
	if err == nil {
		t.Fatal("no error")
	}
	if _, ok := e.venv(); ok {
		t.Fatal("there is an environment although it is only half there")
	}
	os.Remove(filepath.Join(dir, "fail"))
	if _, _, err := setupPython(t); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(e.venvs(), "env-*")); len(left) != 1 {
		t.Errorf("left over: %v", left)
	}
}

// A Python that is upgraded takes the environment on it away.
func TestVenvOfAnotherPython(t *testing.T) {
	fake(t, "go", "python3")
	e, _, err := setupPython(t)
	if err != nil {
		t.Fatal(err)
	}
	venv, _ := e.venv()
	os.Remove(venvPython(venv))
	write(t, filepath.Join(venv, "bin/other"), "")
	os.Symlink("other", venvPython(venv))
	if _, ok := e.venv(); ok {
		t.Error("an environment whose interpreter is another now still counts")
	}
}

func TestPipFailures(t *testing.T) {
	tests := []struct{ name, said, want string }{
		{"offline", "WARNING: Retrying (Retry(total=4)) after connection broken\nERROR: No matching distribution found for anyio==4\n", "Python packages cannot be downloaded (pip: No matching"},
		{"hash", "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n", "not the one that was pinned"},
		{"anything", "first\nERROR: so sorry\n", "pip: so sorry"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := fake(t, "go", "python3")
			write(t, filepath.Join(dir, "fail"), test.said)
			_, _, err := setupPython(t)
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q, want one line with %q", err, test.want)
			}
		})
	}
}

func TestFindPython(t *testing.T) {
	tests := []struct {
		name, says, manager string
		hasUv               bool
		want                string // in the error; "" for none
		fix                 string
	}{
		{"good", "3 10 0 1", "", false, "", ""},
		{"too old", "3 9 1 1", "", false, "is Python 3.9.1, but 3.10 or newer is needed", "install Python 3.10 or newer from"},
		{"Python 2", "2 7 18 0", "brew", false, "is Python 2.7.18", "brew install python3"},
		{"no venv", "3 11 2 0", "apt-get", false, "cannot make virtual environments", "apt-get install -y python3 python3-venv"},
		{"no venv, but uv", "3 11 2 0", "apt-get", true, "", ""},
		{"no Python", "hello", "", false, `is no Python: it says "hello`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := fake(t, "python3")
			write(t, filepath.Join(dir, "python"), test.says)
			if test.manager != "" {
				path := filepath.Join(dir, "bin", test.manager)
				write(t, path, "#!/bin/sh\n")
				os.Chmod(path, 0o755)
			}
			p, err := findPython(context.Background(), test.hasUv)
			if test.want == "" {
				if err != nil || !filepath.IsAbs(p.path) {
					t.Errorf("%+v, error %v", p, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q in it", err, test.want)
			}
			var m *Missing
			if test.fix != "" && (!errors.As(err, &m) || !strings.Contains(m.Fix, test.fix)) {
				t.Errorf("error %v, want the fix %q", err, test.fix)
			}
		})
	}
	t.Run("none", func(t *testing.T) {
		fake(t)
		var m *Missing
		if _, err := findPython(context.Background(), false); !errors.As(err, &m) || m.What != "no Python on PATH" {
			t.Errorf("error %v", err)
		}
	})
}

// Everything in requirements.txt is pinned with hashes, and what we keep out
// stays out.
func TestRequirements(t *testing.T) {
	entries := strings.Split(strings.ReplaceAll(requirements, " \\\n    ", " "), "\n")
	pinned := 0
	for _, entry := range entries {
		if entry == "" || strings.HasPrefix(entry, "#") {
			continue
		}
		pinned++
		name, rest, ok := strings.Cut(entry, "==")
		if !ok || !strings.Contains(rest, "--hash=sha256:") || strings.Contains(rest, "://") {
			t.Errorf("not pinned: %.80s", entry)
		}
		if name == "ipykernel" || name == "ipython" {
			t.Errorf("%s is back: see requirements.override", name)
		}
	}
	if !strings.Contains(requirements, "\njupyterlab==4.6.") || pinned < 50 {
		t.Errorf("%d requirements, or no JupyterLab 4.6 among them", pinned)
	}
}
