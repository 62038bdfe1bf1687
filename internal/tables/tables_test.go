package tables

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"fastergo/arraylib/roofline"
	"fastergo/internal/cell"
	"fastergo/internal/timing"
)

func store(t *testing.T) *Store {
	return &Store{Dir: t.TempDir(), Machine: "this", Library: "1", Limits: func() *roofline.Limits {
		return &roofline.Limits{FMA32: roofline.Rates{One: 1e11, All: 2e11}, FMA64: roofline.Rates{One: 5e10, All: 1e11}}
	}}
}

func (s *Store) text(q Request) string { return s.Show(q)[cell.Text] }

func TestRowsGrowAndAreReplaced(t *testing.T) {
	s := store(t)
	s.text(Request{Table: "k/means", Rows: []Row{{Label: "loops", Min: 0.04, Runs: 7, Peak: -1}}})
	s.text(Request{Table: "k/means", Rows: []Row{{Label: "rows", Min: 0.02, Runs: 7, Peak: -1, Flops: 1e9, Bits: 64, Columns: []timing.Column{{Name: "complexity", Value: "O(n d)"}}}}})
	s.text(Request{Table: "other", Rows: []Row{{Label: "elsewhere", Min: 1, Runs: 7}}})
	got := s.text(Request{Table: "k/means", Rows: []Row{{Label: "loops", Min: 0.08, Runs: 7, Peak: -1}}})
	want := `k/means
         time a call  beside the first  memory  allocations  GFLOP/s  of the ceiling  complexity
loops  80 ms +- 0 ns                       0 B            0
rows   20 ms +- 0 ns  4 times faster       0 B            0       50            50 %  O(n d)`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := store(t).text(Request{Table: "new"}); got != "new\n(no rows yet)" {
		t.Errorf("an empty table: %q", got)
	}
}

func TestOutdatedRows(t *testing.T) {
	s := store(t)
	file := filepath.Join(t.TempDir(), "main.go")
	source := "package main\n\nfunc Solve() int { return 1 }\n\nfunc main() {\n\tbench(func() { Solve() })\n}\n"
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(source)
	q := Request{Table: "t", File: file, Rows: []Row{{Label: "mine", Min: 1, Runs: 7, File: file, Line: 6}}}
	none := Request{Table: "t", File: file}
	if got := s.text(q); strings.Contains(got, "outdated") {
		t.Errorf("a fresh row:\n%s", got)
	}
	write("package main\n\nfunc main() {}\n")
	if got := s.text(none); strings.Contains(got, "outdated") {
		t.Errorf("a notebook without the function:\n%s", got)
	}
	write(strings.Replace(source, "return 1", "return 2", 1))
	if got := s.text(none); !strings.Contains(got, "outdated: Solve has changed") {
		t.Errorf("another Solve:\n%s", got)
	}
	if got := s.text(q); strings.Contains(got, "outdated") {
		t.Errorf("measured again:\n%s", got)
	}
	s.Library = "2"
	if got := s.text(none); !strings.Contains(got, "outdated: the array library has changed") {
		t.Errorf("another library:\n%s", got)
	}
	s.Machine = "that"
	if got := s.text(none); !strings.Contains(got, "outdated: measured on this") {
		t.Errorf("another machine:\n%s", got)
	}
}

func TestAnUnreadableFileIsSetAside(t *testing.T) {
	s := store(t)
	path := filepath.Join(s.Dir, "tables", fileName("t"))
	if err := cell.WriteFile(path, []byte("[{")); err != nil {
		t.Fatal(err)
	}
	got := s.text(Request{Table: "t", Rows: []Row{{Label: "new", Min: 1, Runs: 7}}})
	if !strings.Contains(got, "Earlier rows could not be read") || !strings.Contains(got, "new ") {
		t.Errorf("got\n%s", got)
	}
	if aside, _ := os.ReadFile(path + ".unreadable"); string(aside) != "[{" {
		t.Errorf("set aside: %q", aside)
	}
	if got := s.text(Request{Table: "t"}); strings.Contains(got, "could not") || !strings.Contains(got, "new ") {
		t.Errorf("afterwards\n%s", got)
	}
}

func TestTwoNotebooksLoseNoRows(t *testing.T) {
	s := store(t)
	var all sync.WaitGroup
	for k := range 4 {
		all.Go(func() {
			for i := range 5 {
				s.Show(Request{Table: "t", Rows: []Row{{Label: fmt.Sprint("row ", k, " ", i), Min: 1, Runs: 7}}})
			}
		})
	}
	all.Wait()
	if n := strings.Count(s.text(Request{Table: "t"}), "row "); n != 20 {
		t.Errorf("%d rows of 20", n)
	}
}
