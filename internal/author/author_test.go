package author

import (
	"context"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"fastergo/internal/house"
)

var update = flag.Bool("update", false, "write the golden files")

// engine is a copy of what a course is built with: go.mod and the packages that judge. The
// tests' courses are written into it, one after the other, so that the engine is
// compiled once.
var engine = sync.OnceValues(func() (string, error) {
	root, err := house.Root()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "fastergo-author-test-")
	if err != nil {
		return "", err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return "", err
	}
	list := exec.Command("go", "list", "-deps", "-f", "{{if .Module}}{{if .Module.Main}}{{.Dir}}{{end}}{{end}}", "./internal/author/judge", "./internal/course", "./lesson", "./arraylib")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		return "", err
	}
	files := []string{"go.mod", "go.sum"}
	for _, d := range strings.Fields(string(out)) {
		rel, err := filepath.Rel(root, d)
		if err != nil {
			return "", err
		}
		if m, _ := filepath.Match("checks/*", filepath.ToSlash(rel)); m || strings.HasPrefix(rel, "solutions") {
			continue // the real course
		}
		entries, err := os.ReadDir(d)
		if err != nil {
			return "", err
		}
		for _, e := range entries {
			if e.Type().IsRegular() && !strings.HasSuffix(e.Name(), "_test.go") && e.Name() != "zz_course.go" {
				files = append(files, filepath.Join(rel, e.Name()))
			}
		}
	}
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(root, f))
		if err != nil {
			return "", err
		}
		if err := writeFile(filepath.Join(dir, f), data); err != nil {
			return "", err
		}
	}
	return dir, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := engine(); err == nil {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

// newCourse writes the course of testdata/course.txtar, changed by edits, and
// returns its root. An edit is a file, a text in it ("" for the whole file) and what takes its
// place; a replacement of the whole by "" removes the file.
func newCourse(t *testing.T, edits ...[3]string) string {
	t.Helper()
	root, err := engine()
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"notebooks", "solutions", "exercises", "internal/course/zz_course.go"} {
		os.RemoveAll(filepath.Join(root, dir))
	}
	for _, pkg := range []string{"first", "second", "third"} {
		os.RemoveAll(filepath.Join(root, "checks", pkg))
	}
	archive, err := txtar.ParseFile("testdata/course.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		put(t, root, f.Name, string(f.Data))
	}
	for _, e := range edits {
		edit(t, root, e)
	}
	return root
}

// released is newCourse with its generated files, as TestGenerate wants them.
func released(t *testing.T) (root string) {
	t.Helper()
	root = newCourse(t)
	archive, err := txtar.ParseFile("testdata/generated.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		put(t, root, f.Name, string(f.Data))
	}
	return root
}

func put(t *testing.T, root, name, text string) {
	t.Helper()
	if err := writeFile(filepath.Join(root, name), []byte(text)); err != nil {
		t.Fatal(err)
	}
}

func edit(t *testing.T, root string, e [3]string) {
	t.Helper()
	name, old, text := e[0], e[1], e[2]
	if old == "" && text == "" {
		if err := os.Remove(filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
		return
	}
	if old != "" {
		have := get(t, root, name)
		if !strings.Contains(have, old) {
			t.Fatalf("%s has no %q:\n%s", name, old, have)
		}
		text = strings.Replace(have, old, text, 1)
	}
	put(t, root, name, text)
}

func get(t *testing.T, root, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func generate(t *testing.T, root string) (lines []string) {
	t.Helper()
	if err := Generate(context.Background(), root, func(l string) { lines = append(lines, l) }); err != nil {
		t.Fatal(err)
	}
	return lines
}

// tree returns the names of all files below root, sorted.
func tree(t *testing.T, root string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return names
}
