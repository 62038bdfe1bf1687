package pile

import (
	"os"
	"path/filepath"
	"testing"

	"fastergo/internal/house"
)

func TestMake(t *testing.T) {
	root, err := house.Root()
	if err != nil {
		t.Fatal(err)
	}
	a, b := t.TempDir(), t.TempDir()
	for _, dir := range []string{a, b} {
		if err := Make(root, "01_fasterer", dir, 20, 1); err != nil {
			t.Fatal(err)
		}
	}
	files, _ := filepath.Glob(filepath.Join(a, "*", "*.ipynb"))
	if len(files) != 20 {
		t.Fatalf("%d notebooks, want 20", len(files))
	}
	seen := map[string]bool{}
	for _, f := range files {
		text, _ := os.ReadFile(f)
		rel, _ := filepath.Rel(a, f)
		again, _ := os.ReadFile(filepath.Join(b, rel))
		if string(again) != string(text) {
			t.Errorf("%s: the same seed makes another notebook", rel)
		}
		if seen[string(text)] {
			t.Errorf("%s is like another", rel)
		}
		seen[string(text)] = true
	}
}
