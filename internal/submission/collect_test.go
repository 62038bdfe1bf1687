package submission

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var lessons = []string{"01_fasterer", "02_arrays"}

// a notebook of a lesson, or of none.
func book(lesson string) string {
	return fmt.Sprintf(`{"cells":[],"metadata":{"fastergo":{"lesson":%q}},"nbformat":4,"nbformat_minor":5}`, lesson)
}

const foreign = `{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}`

// zipped returns a zip of files: names and contents in turn.
func zipped(t *testing.T, files ...string) string {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(files[i+1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

// write makes a tree: names and contents in turn.
func write(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		name := filepath.Join(dir, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// found collects in dir and tells each submission and what is unmatched in a line.
func found(t *testing.T, dir string, paths ...string) (lines []string) {
	t.Helper()
	if paths == nil {
		paths = []string{""}
	}
	for i := range paths {
		paths[i] = filepath.Join(dir, paths[i])
	}
	all, unmatched, err := Collect(paths, lessons)
	if err != nil {
		t.Fatal(err)
	}
	short := func(path string) string { return strings.TrimPrefix(filepath.ToSlash(path), filepath.ToSlash(dir)+"/") }
	for _, s := range all {
		line := fmt.Sprintf("%s %s %d:", s.Student, s.Lesson, s.Attempt)
		for _, f := range s.Files {
			if _, err := f.Read(); err != nil {
				t.Errorf("%s: %v", f.Path, err)
			}
			line += " " + f.Name
		}
		lines = append(lines, line)
	}
	for _, u := range unmatched {
		lines = append(lines, "? "+short(u.Path)+": "+strings.ReplaceAll(u.Reason, filepath.ToSlash(dir)+"/", ""))
	}
	return lines
}

func TestCollect(t *testing.T) {
	one := book("01_fasterer")
	for _, test := range []struct {
		name  string
		files []string
		want  []string
	}{
		{"a directory for each student", []string{"ada/01_fasterer.ipynb", one, "bob/work/my notebook.ipynb", one, "bob/notes.txt", "x"}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb", "bob 01_fasterer 1: 01_fasterer.ipynb",
		}},
		{"nbgrader's tree", []string{"submitted/ada/ps1/01_fasterer.ipynb", one, "submitted/bob/ps1/02_arrays.ipynb", book("02_arrays"), "submitted/bob/ps1/timestamp.txt", "x"}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb", "bob 02_arrays 1: 02_arrays.ipynb",
		}},
		{"all in one directory", []string{"ada_01_fasterer.ipynb", one, "Grace Hopper.ipynb", one, "01_fasterer.ipynb", one}, []string{
			"Grace Hopper 01_fasterer 1: 01_fasterer.ipynb", "ada 01_fasterer 1: 01_fasterer.ipynb",
			"? 01_fasterer.ipynb: it says 01_fasterer, but not whose it is: put it in a directory with the student's name, or name it STUDENT_01_fasterer.ipynb",
		}},
		{"the name tells where metadata do not", []string{"ada/old_02_arrays.ipynb", foreign, "bob/thesis.ipynb", foreign, "cy/01_fasterer.ipynb", "{torn"}, []string{
			"ada 02_arrays 1: 02_arrays.ipynb", "cy 01_fasterer 1: 01_fasterer.ipynb",
			"? bob/thesis.ipynb: it names no lesson of this course, neither in its metadata nor in its name",
		}},
		{"attempts", []string{"ada/attempt-1/01_fasterer.ipynb", one, "ada/attempt-2/01_fasterer.ipynb", one}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb", "ada 01_fasterer 2: 01_fasterer.ipynb",
		}},
		{"the same twice", []string{"ada/a.ipynb", one, "ada/b.ipynb", one, "bob/01_fasterer.ipynb", one}, []string{
			"bob 01_fasterer 1: 01_fasterer.ipynb",
			"? ada/a.ipynb: ada's attempt 1 at 01_fasterer is also ada/b.ipynb: put them in attempt-1 and attempt-2",
			"? ada/b.ipynb: ada's attempt 1 at 01_fasterer is also ada/a.ipynb: put them in attempt-1 and attempt-2",
		}},
		{"exercises", []string{"ada/exercises/fasterer/assign.go", "package fasterer", "ada/exercises/fasterer/train.go", "package fasterer", "ada/exercises/music/tune.go", "package music", "ada/main.go", "package main"}, []string{
			"ada 01_fasterer 1: fasterer/assign.go fasterer/train.go",
			"? ada/exercises/music/tune.go: the course has no lesson music",
		}},
		{"what programs leave behind", []string{"ada/.ipynb_checkpoints/01_fasterer-checkpoint.ipynb", one, "ada/01_fasterer.ipynb", one, "__MACOSX/ada/._01_fasterer.ipynb", "x"}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb",
		}},
		{"a zip for each student", []string{"ada.zip", zipped(t, "01_fasterer.ipynb", one, "02_arrays.ipynb", book("02_arrays")), "bob.zip", zipped(t, "exercises/fasterer/assign.go", "package fasterer")}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb", "ada 02_arrays 1: 02_arrays.ipynb", "bob 01_fasterer 1: fasterer/assign.go",
		}},
		{"a student's directory with a zip", []string{"ada/homework.zip", zipped(t, "stuff/01_fasterer.ipynb", one)}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb",
		}},
		{"a zip of all students", []string{"class.zip", zipped(t, "ada/01_fasterer.ipynb", one, "bob/01_fasterer.ipynb", one, "cy.zip", zipped(t, "01_fasterer.ipynb", one))}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb", "bob 01_fasterer 1: 01_fasterer.ipynb", "cy 01_fasterer 1: 01_fasterer.ipynb",
		}},
		{"names", []string{"Zoë 🙂 Ng, Jr./01_fasterer.ipynb", one, "=1+2/01_fasterer.ipynb", one}, []string{
			"=1+2 01_fasterer 1: 01_fasterer.ipynb", "Zoë 🙂 Ng, Jr. 01_fasterer 1: 01_fasterer.ipynb",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := found(t, write(t, test.files...)); !slices.Equal(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

func TestCollectOnePath(t *testing.T) {
	one := book("01_fasterer")
	dir := write(t, "ada/exercises/fasterer/assign.go", "package fasterer", "bob/01_fasterer.ipynb", one, "cy_01_fasterer.ipynb", one)
	want := []string{"ada 01_fasterer 1: fasterer/assign.go", "cy 01_fasterer 1: 01_fasterer.ipynb"}
	if got := found(t, dir, "ada/exercises", "cy_01_fasterer.ipynb"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, _, err := Collect([]string{filepath.Join(dir, "nobody")}, lessons); err == nil {
		t.Error("a path that does not exist was collected")
	}
}

func TestZipsAreRefused(t *testing.T) {
	link := func() string {
		var buf bytes.Buffer
		w := zip.NewWriter(&buf)
		h := &zip.FileHeader{Name: "ada/01_fasterer.ipynb"}
		h.SetMode(os.ModeSymlink | 0o777)
		f, _ := w.CreateHeader(h)
		f.Write([]byte("/etc/passwd"))
		w.Close()
		return buf.String()
	}()
	big := strings.Repeat(" ", MostBytes+1)
	deep := zipped(t, "01_fasterer.ipynb", book("01_fasterer"))
	for range 3 {
		deep = zipped(t, "in.zip", deep)
	}
	for _, test := range []struct{ name, zip, want string }{
		{"slip", zipped(t, "../ada/01_fasterer.ipynb", "x"), "its name points outside the zip"},
		{"absolute", zipped(t, "/ada/01_fasterer.ipynb", "x"), "its name points outside the zip"},
		{"backslash", zipped(t, `ada\..\01_fasterer.ipynb`, "x"), "its name has a backslash or a zero byte"},
		{"link", link, "it is no regular file: links are not followed"},
		{"bomb", zipped(t, "ada/01_fasterer.ipynb", big), "it is larger than 16 MB"},
		{"nested", deep, "zips in zips in zips are not opened"},
		{"torn", zipped(t, "ada/01_fasterer.ipynb", "x")[:40], "it is no zip that can be read: zip: not a valid zip file"},
		{"latin", zipped(t, "ad\xe4/01_fasterer.ipynb", "x"), "its name is not UTF-8"},
	} {
		got := found(t, write(t, "class/hand.zip", test.zip))
		if len(got) != 1 || !strings.HasSuffix(got[0], ": "+test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	dir := write(t, "ada/01_fasterer.ipynb", book("01_fasterer"))
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "ada", "02_arrays.ipynb")); err != nil {
		t.Skip(err)
	}
	want := []string{"ada 01_fasterer 1: 01_fasterer.ipynb", "? ada/02_arrays.ipynb: it is no regular file: links and devices are not followed"}
	if got := found(t, dir); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func FuzzZip(f *testing.F) {
	var t testing.T
	f.Add([]byte(zipped(&t, "ada/01_fasterer.ipynb", book("01_fasterer"))))
	f.Add([]byte(zipped(&t, "a.zip", zipped(&t, "01_fasterer.ipynb", "x"))))
	f.Fuzz(func(t *testing.T, data []byte) {
		name := filepath.Join(t.TempDir(), "class.zip")
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, _, err := Collect([]string{name}, lessons); err != nil {
			t.Error(err)
		}
	})
}
