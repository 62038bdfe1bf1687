package main

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"fastergo/internal/command"
	"fastergo/internal/notebook"
	"fastergo/internal/runner"
)

// runNotebooks runs "fastergo run" and returns its exit code and output.
func runNotebooks(t *testing.T, args ...string) (code int, out string, err error) {
	t.Helper()
	cmd := runCommand()
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	var said strings.Builder
	cmd.SetOut(&said)
	cmd.SetArgs(args)
	err = cmd.ExecuteContext(t.Context())
	return command.ExitCode(err), said.String(), err
}

func writeBook(t *testing.T, path, language string, sources ...string) string {
	t.Helper()
	n := &notebook.Notebook{Metadata: map[string]any{"kernelspec": map[string]any{"name": "gonb", "display_name": "", "language": language}}}
	for i, source := range sources {
		n.Cells = append(n.Cells, notebook.Cell{ID: "c" + string(rune('1'+i)), Type: notebook.Code, Source: source})
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := notebook.WriteFile(path, n); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRunUsage(t *testing.T) {
	dir := t.TempDir()
	good := writeBook(t, filepath.Join(dir, "good.ipynb"), "go")
	same := writeBook(t, filepath.Join(dir, "other", "good.ipynb"), "go")
	out := filepath.Join(t.TempDir(), "out")
	unread := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(unread, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("JUPYTER_PATH", dir)
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"nothing", nil, "name a notebook"},
		{"missing", []string{filepath.Join(dir, "no.ipynb")}, "there is no notebook"},
		{"directory", []string{dir}, "is a directory"},
		{"twice", []string{good, dir + "/./good.ipynb"}, "is named twice"},
		{"over itself", []string{"--out", dir, good}, "would be overwritten"},
		{"same names", []string{"--out", out, good, same}, "have the same name"},
		{"no time", []string{"--timeout", "0s", good}, "more than 0"},
		{"no jobs", []string{"-j", "0", good}, "at least 1"},
		{"report nowhere", []string{"--junit", filepath.Join(good, "x.xml"), good}, "not a directory"},
		{"report is a directory", []string{"--junit", dir, good}, "--junit " + dir + ": is a directory"},
		{"report that nobody reads", []string{"--junit", unread, good}, "nothing reads"},
		{"report over a notebook", []string{"--junit", same, good}, "is a notebook"},
		{"a name of two lines", []string{"a\nb.ipynb"}, `there is no notebook "a\nb.ipynb"`},
		{"kernel nowhere", []string{"--kernel", "no-such", good}, `no kernel "no-such"`},
	} {
		code, said, err := runNotebooks(t, tt.args...)
		if code != 2 || said != "" || err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: exit code %d, error %v, output %q; want 2, %q, nothing", tt.name, code, err, said, tt.want)
		}
	}
}

func TestTellResult(t *testing.T) {
	got := tellResult(runner.Result{Notebook: "a\nb\x1b[1m.ipynb", Failure: "empty"})
	if want := `FAILED "a\nb\x1b[1m.ipynb": empty` + "\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a real kernel")
	}
	dir := t.TempDir()
	good := writeBook(t, filepath.Join(dir, "good.ipynb"), "go", "import \"fmt\"\n%%\nfmt.Println(6 * 7)")
	bad := writeBook(t, filepath.Join(dir, "bad.ipynb"), "go", "import \"fmt\"\n\n%%\nfmt.Println(nothing)", "%%\nfmt.Println(1)")
	python := writeBook(t, filepath.Join(dir, "python.ipynb"), "python", "print(1)")
	before, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}

	out, junit := filepath.Join(dir, "out"), filepath.Join(dir, "report.xml")
	if code, said, err := runNotebooks(t, "--out", out, "--junit", junit, good); code != 0 || !strings.HasPrefix(said, "ok     "+good) {
		t.Errorf("good: exit code %d, error %v, output %q", code, err, said)
	}
	executed, err := notebook.ReadFile(filepath.Join(out, "good.ipynb"))
	if err != nil || executed.Cells[0].Outputs[0].Text != "42\n" {
		t.Errorf("the executed notebook: %v, %+v", err, executed)
	}
	if after, _ := os.ReadFile(good); string(after) != string(before) {
		t.Error("the notebook itself was changed")
	}
	if _, err := os.Stat(junit); err != nil {
		t.Error(err)
	}

	code, said, _ := runNotebooks(t, bad, python, good)
	for _, want := range []string{
		"FAILED " + bad + ": 2 code cells, ",
		bad + ": cell 1 (id c1), line 4: undefined: nothing\n    fmt.Println(nothing)\n",
		"FAILED " + python + ": notebook is Python; this course's kernel runs Go",
		"ok     " + good + ": 1 code cell, ",
		"3 notebooks: 1 ok, 2 failed\n",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("output lacks %q:\n%s", want, said)
		}
	}
	if code != 1 {
		t.Errorf("exit code %d", code)
	}

	code, said, _ = runNotebooks(t, "--json", bad)
	var events []string
	for lines := bufio.NewScanner(strings.NewReader(said)); lines.Scan(); {
		var e struct {
			Event, Notebook, Status string
			Failure                 struct{ Message string }
		}
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil || e.Notebook != bad {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		events = append(events, strings.TrimSpace(e.Event+" "+e.Status+" "+e.Failure.Message))
	}
	if got := strings.Join(events, "; "); code != 1 || got != "start; cell failed undefined: nothing; notebook" {
		t.Errorf("exit code %d, events %s", code, got)
	}
}
