package author

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"fastergo/internal/notebook"
)

// What Generate makes of the test course is in testdata/generated.txtar.
func TestGenerate(t *testing.T) {
	root := newCourse(t)
	before := tree(t, root)
	lines := generate(t, root)
	archive := &txtar.Archive{Comment: []byte(strings.Join(lines, "\n") + "\n\n")}
	for _, name := range tree(t, root) {
		if !slices.Contains(before, name) {
			rel, _ := filepath.Rel(root, name)
			archive.Files = append(archive.Files, txtar.File{Name: filepath.ToSlash(rel), Data: []byte(get(t, root, rel))})
		}
	}
	got := txtar.Format(archive)
	golden := "testdata/generated.txtar"
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("generated files differ from %s (go test -update writes it):\n%s", golden, got)
	}
	if lines := generate(t, root); !slices.Equal(lines, []string{"8 generated files, 0 written"}) {
		t.Errorf("generating again: %q", lines)
	}
}

func TestGenerateKeepsAnswers(t *testing.T) {
	root := released(t)
	edit(t, root, [3]string{"exercises/first/twice.go", "panic(lesson.TODO)", "return 2 * x"})
	edit(t, root, [3]string{"notebooks/02_second.ipynb", "panic(lesson.TODO)", "return a"})
	edit(t, root, [3]string{"solutions/first/twice.go", "Twice returns", "Twice gives"})
	edit(t, root, [3]string{"solutions/second/join.go", "Join returns", "Join gives"})
	want := []string{
		"kept exercises/first/twice.go: there is an answer in it; delete the file to get the new stub",
		"wrote exercises/second/join.go",
		"wrote notebooks/01_first.ipynb",
		"kept notebooks/02_second.ipynb: there is an answer in it; delete the file to get the new stub",
		"8 generated files, 2 written",
	}
	if lines := generate(t, root); !slices.Equal(lines, want) {
		t.Errorf("got %q", lines)
	}
	if s := get(t, root, "exercises/first/twice.go"); !strings.Contains(s, "return 2 * x") {
		t.Errorf("the answer is lost:\n%s", s)
	}
	// An answer taken back is a stub again.
	edit(t, root, [3]string{"exercises/first/twice.go", "return 2 * x", "panic(lesson.TODO)"})
	if lines := generate(t, root); !slices.Contains(lines, "wrote exercises/first/twice.go") {
		t.Errorf("got %q", lines)
	}
}

func TestGenerateRemovesOldStubs(t *testing.T) {
	root := released(t)
	put(t, root, "exercises/first/mine.go", "package first\n")
	for _, f := range []string{"solutions/first/twice.go", "checks/first/twice.go"} {
		edit(t, root, [3]string{f})
	}
	edit(t, root, [3]string{"notebooks/01_first.md", "```{exercise} first/twice\n```\n", ""})
	want := []string{
		"wrote checks/first/zz_all.go",
		"wrote notebooks/01_first.ipynb",
		"removed exercises/first/twice.go: its exercise is no more",
		"7 generated files, 2 written",
	}
	if lines := generate(t, root); !slices.Equal(lines, want) {
		t.Errorf("got %q", lines)
	}
	get(t, root, "exercises/first/mine.go")
}

func TestGenerateWritesNothingWithFaults(t *testing.T) {
	root := newCourse(t, [3]string{"solutions/first/twice.go", "// END SOLUTION", ""})
	before := tree(t, root)
	err := Generate(context.Background(), root, func(line string) { t.Errorf("told %q", line) })
	if err == nil || err.Error() != "solutions/first/twice.go:12: // BEGIN SOLUTION without an end" {
		t.Errorf("got %v", err)
	}
	if !slices.Equal(tree(t, root), before) {
		t.Error("something was written")
	}
}

func TestSolved(t *testing.T) {
	root := released(t)
	dir := t.TempDir()
	if err := GenerateSolved(context.Background(), root, dir, func(string) {}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"01_first.ipynb", "02_second.ipynb"} {
		n, err := notebook.ReadFile(filepath.Join(root, "notebooks", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := Solve(n, root); err != nil {
			t.Fatal(err)
		}
		solved, err := n.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if written := get(t, dir, name); written != string(solved) {
			t.Errorf("%s: generate --solved and Solve differ:\n%s\n%s", name, written, solved)
		}
		if bytes.Contains(solved, []byte("TODO")) || bytes.Contains(solved, []byte("SOLUTION")) {
			t.Errorf("%s has stubs or marks left:\n%s", name, solved)
		}
	}
	n := &notebook.Notebook{Cells: []notebook.Cell{exerciseCell(notebook.Code, "x", "first/unknown", notebook.Answer, "")}}
	if err := Solve(n, root); err == nil || !strings.Contains(err.Error(), `cell "x" answers first/unknown`) {
		t.Errorf("an unknown exercise: %v", err)
	}
}
