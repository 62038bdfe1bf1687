package runner_test

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"fastergo/internal/runner"
)

// report opens and writes a report that has one notebook, called name.
func report(t *testing.T, file, name string) {
	t.Helper()
	to, err := runner.OpenJUnit(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := to.Write([]runner.Result{{Notebook: name}}); err != nil {
		t.Fatal(err)
	}
}

// whole fails the test unless text is the report about name.
func whole(t *testing.T, text []byte, name string) {
	t.Helper()
	if !strings.Contains(string(text), `name="`+name+`"`) || !strings.HasSuffix(string(text), "</testsuites>\n") {
		t.Errorf("this is no report about %s: %q", name, text)
	}
}

func TestJUnitFiles(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o007))
	const old = "an older report, longer than the new one: " // no report has it
	for _, tt := range []struct {
		name, there string
		links       []string // each leads to the next, the last to there
		mode        fs.FileMode
		exists      bool
		want        fs.FileMode
	}{
		{name: "new", there: "report.xml", want: 0o660},
		{name: "in a new directory", there: "a/b/report.xml", want: 0o660},
		{name: "there already", there: "report.xml", exists: true, mode: 0o604, want: 0o604},
		{name: "a link", there: "kept/report.xml", links: []string{"one.xml"}, exists: true, mode: 0o600, want: 0o600},
		{name: "links", there: "kept/report.xml", links: []string{"one.xml", "two.xml"}, exists: true, mode: 0o600, want: 0o600},
		{name: "a link to nothing yet", there: "report.xml", links: []string{"one.xml"}, want: 0o660},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			there := filepath.Join(dir, tt.there)
			if tt.exists {
				if err := os.MkdirAll(filepath.Dir(there), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(there, []byte(strings.Repeat(old, 100)), 0o600); err != nil {
					t.Fatal(err)
				}
				if err := os.Chmod(there, tt.mode); err != nil {
					t.Fatal(err)
				}
			}
			for i, link := range tt.links {
				if err := os.Symlink(append(tt.links, tt.there)[i+1], filepath.Join(dir, link)); err != nil {
					t.Fatal(err)
				}
			}
			report(t, filepath.Join(dir, append(tt.links, tt.there)[0]), "lesson")
			text, err := os.ReadFile(there)
			if err != nil {
				t.Fatal(err)
			}
			whole(t, text, "lesson")
			if info, err := os.Lstat(there); err != nil || info.Mode() != tt.want {
				t.Errorf("mode %v, want %v (%v)", info.Mode(), tt.want, err)
			}
			for _, link := range tt.links {
				if info, err := os.Lstat(filepath.Join(dir, link)); err != nil || info.Mode().Type() != fs.ModeSymlink {
					t.Errorf("%s is no link any more: %v, %v", link, info, err)
				}
			}
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(there), ".*")); len(left) > 0 {
				t.Errorf("left over: %q", left)
			}
		})
	}
}

// A pipe, here behind a link, is written and stays a pipe.
func TestJUnitPipe(t *testing.T) {
	dir := t.TempDir()
	pipe, link := filepath.Join(dir, "pipe"), filepath.Join(dir, "link")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("pipe", link); err != nil {
		t.Fatal(err)
	}
	if _, err := runner.OpenJUnit(link); err == nil || !strings.Contains(err.Error(), "nothing reads from this pipe") {
		t.Errorf("without a reader: %v", err)
	}
	reader, err := os.OpenFile(pipe, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	report(t, link, "lesson")
	if info, err := os.Lstat(pipe); err != nil || info.Mode().Type() != fs.ModeNamedPipe {
		t.Fatalf("it is no pipe any more: %v, %v", info, err)
	}
	text, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	whole(t, text, "lesson")
}

// What cannot be written is known before anything runs, and is not touched.
func TestJUnitCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("loop", filepath.Join(dir, "loop")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("no/such/file", filepath.Join(dir, "astray")); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, file, want string }{
		{"directory", dir, "is a directory"},
		{"directory by its slash", filepath.Join(dir, "new") + "/", "is a directory"},
		{"below a file", filepath.Join(file, "report.xml"), "not a directory"},
		{"links in a ring", filepath.Join(dir, "loop"), "too many levels of symbolic links"},
		{"a link to no directory", filepath.Join(dir, "astray"), "no such file or directory"},
		{"a name of two lines", filepath.Join(dir, "loop") + "/\n", `/loop/\n": `},
	} {
		if _, err := runner.OpenJUnit(tt.file); err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	if text, err := os.ReadFile(file); string(text) != "x" {
		t.Errorf("a file was changed: %q, %v", text, err)
	}
}
