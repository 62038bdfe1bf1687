package checks

import (
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A cell links the exercise that it checks and no other, runs nothing of a lesson's
// package at its start, and links no package that is not worth its time.
func TestCellLinksOneExercise(t *testing.T) {
	program := filepath.Join(t.TempDir(), "link")
	var symbols string
	for _, command := range [][]string{{"go", "build", "-o", program, "./testdata/link"}, {"go", "tool", "nm", program}} {
		out, err := exec.Command(command[0], command[1:]...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", command, err, out)
		}
		symbols = string(out)
	}
	linked, heavy := map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(symbols) {
		f := strings.Fields(line)
		if len(f) != 3 || !strings.EqualFold(f[1], "t") {
			continue
		}
		name := f[2]
		if strings.HasPrefix(name, "fastergo/solutions/") && !strings.Contains(name, ".func") {
			linked[strings.TrimPrefix(name, "fastergo/solutions/")] = true
		}
		if lesson, ok := strings.CutPrefix(name, "fastergo/checks/"); ok && strings.HasSuffix(lesson, ".init") {
			t.Errorf("package checks/%s calls something at its start: each of its cells links and runs that", strings.TrimSuffix(lesson, ".init"))
		}
		for _, pkg := range []string{"regexp", "encoding/json", "html/template", "image/png", "os/exec", "go/parser"} {
			if strings.HasPrefix(name, pkg+".") {
				heavy[pkg] = true
			}
		}
	}
	if len(heavy) > 0 {
		t.Errorf("packages linked: %v", slices.Sorted(maps.Keys(heavy)))
	}
	want := []string{"arrays.ViewOrCopy", "fasterer.MakeMatrix", "matmul.Trace", "optimize.Cost"}
	if got := slices.Sorted(maps.Keys(linked)); !slices.Equal(got, want) {
		t.Errorf("solutions linked: %v, want %v", got, want)
	}
}
