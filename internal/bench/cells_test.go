package bench

import (
	"strings"
	"testing"

	"fastergo/internal/jupyter"
	"fastergo/internal/jupyter/kerneltest"
)

// The cells must run: a course that outgrows them would be measured by their
// error messages.
func TestCells(t *testing.T) {
	steps := 0
	rows, err := Cells(t.Context(), kerneltest.GoNB(t), t.TempDir(), 1, false, func(done, all int) {
		if steps++; done != steps || all != 2*len(kinds) {
			t.Errorf("step %d: %d of %d", steps, done, all)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range rows {
		names = append(names, r.Cell)
		if r.MedianS <= 0 || r.MinS != r.MedianS || r.Runs != 1 {
			t.Errorf("%+v", r)
		}
	}
	if got, want := strings.Join(names, ", "), "bare, bare after 20 answers, array, check, plot, chart"; got != want {
		t.Errorf("cells %s, want %s", got, want)
	}
}

func TestFailingCellIsAnError(t *testing.T) {
	k, err := jupyter.Start(t.Context(), kerneltest.GoNB(t), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer k.Shutdown()
	if _, err := timeCell(t.Context(), k, "broken", "%%\nnothing()"); err == nil || !strings.Contains(err.Error(), `cell "broken"`) {
		t.Errorf("error %v", err)
	}
}
