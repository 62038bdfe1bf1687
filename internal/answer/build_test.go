package answer

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fastergo/internal/house"
)

// compile builds candidates, each a package of its own, in one go, and returns
// what the compiler says.
func compile(t *testing.T, candidates map[string]*Candidate) string {
	t.Helper()
	root, err := house.Root()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	overlay := map[string]string{}
	var shorter []string
	args := []string{"build", "-overlay", filepath.Join(dir, "overlay.json")}
	for name, c := range candidates {
		file := filepath.Join(dir, fmt.Sprint(len(overlay), ".go"))
		if err := os.WriteFile(file, c.Source, 0o644); err != nil {
			t.Fatal(err)
		}
		pkg := "zzcandidates/" + packageName(name)
		shorter = append(shorter, file, pkg+"/answer.go")
		overlay[filepath.Join(root, pkg, "answer.go")] = file
		args = append(args, "./"+pkg)
	}
	text, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "overlay.json"), text, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	if err != nil && len(out) == 0 {
		t.Fatal(err)
	}
	return strings.NewReplacer(shorter...).Replace(string(out))
}

// Every answer of the course compiles, alone and with references for all that it calls.
func TestCourseCompiles(t *testing.T) {
	if testing.Short() {
		t.Skip("builds 118 packages")
	}
	candidates := map[string]*Candidate{}
	for name, l := range lessonsOf(t) {
		w, err := Notebook(name+".ipynb", l.solved, l.exercises)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range l.exercises {
			candidates[e.ID+"/own"], _ = w.Answer(e.ID, nil)
			candidates[e.ID+"/references"], _ = w.Answer(e.ID, func(string) bool { return true })
		}
	}
	if out := compile(t, candidates); out != "" {
		t.Error(out)
	}
}

// What answers may import links neither the checks nor the solutions.
func TestImportsLinkNoChecks(t *testing.T) {
	root, err := house.Root()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", append([]string{"list", "-deps"}, Imports()...)...)
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "fastergo/checks") || strings.HasPrefix(line, "fastergo/solutions") {
			t.Error("an answer may link " + line)
		}
	}
}

// packageName is a directory for a test of that name.
func packageName(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '/' {
			return r
		}
		return '_'
	}, name)
}

// compilePlaces compiles candidates and returns where each has errors, by Lines.
func compilePlaces(t *testing.T, candidates map[string]*Candidate) map[string]string {
	t.Helper()
	places := map[string][]string{}
	for line := range strings.Lines(compile(t, candidates)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		name, rest, _ := strings.Cut(strings.TrimPrefix(line, "zzcandidates/"), "/answer.go:")
		at := 0
		fmt.Sscanf(rest, "%d:", &at)
		found := false
		for test, c := range candidates {
			if packageName(test) == name && at > 0 && at <= len(c.Lines) {
				found = true
				t.Logf("%s: %s", test, rest)
				places[test] = append(places[test], c.Lines[at-1].String())
			}
		}
		if !found {
			t.Errorf("the compiler says %q", line)
		}
	}
	joined := map[string]string{}
	for test, all := range places {
		slices.Sort(all)
		joined[test] = strings.Join(slices.Compact(all), "|")
	}
	return joined
}
