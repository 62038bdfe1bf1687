package lock

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"fastergo/internal/cell"
)

func TestFileLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "rows")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10 {
				unlock := File(path)
				old, _ := os.ReadFile(path)
				if err := cell.WriteFile(path, append(old, "row\n"...)); err != nil {
					t.Error(err)
				}
				unlock()
			}
		})
	}
	all.Wait()
	text, _ := os.ReadFile(path)
	if n := strings.Count(string(text), "row\n"); n != 80 {
		t.Errorf("80 rows were added, %d are there", n)
	}
}
