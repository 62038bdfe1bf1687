package bench

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestProcessor(t *testing.T) {
	if got := processorIn("processor\t: 0\nmodel name\t: A Fast One\nflags\t: x\n"); got != "A Fast One" {
		t.Error(got)
	}
	if got := processorIn(""); got != "unknown processor" {
		t.Error(got)
	}
	if !strings.Contains(Machine(), "threads") {
		t.Error(Machine())
	}
}

func TestCacheSizes(t *testing.T) {
	dir := t.TempDir()
	for i, c := range [][3]string{{"1", "Data", "48K"}, {"1", "Instruction", "32K"}, {"2", "Unified", "2048K"}, {"3", "Unified", "105M"}} {
		for j, name := range []string{"level", "type", "size"} {
			path := filepath.Join(dir, "index"+string(rune('0'+i)), name)
			os.MkdirAll(filepath.Dir(path), 0o755)
			if err := os.WriteFile(path, []byte(c[j]+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := cacheSizesIn(dir); !slices.Equal(got, []int{48 << 10, 2 << 20, 105 << 20}) {
		t.Error(got)
	}
	if got := cacheSizesIn(t.TempDir()); got != nil {
		t.Error(got)
	}
	if got := cacheSizes(); len(got) < 2 || !slices.IsSorted(got) {
		t.Error(got)
	}
}

func TestMeasureLevel(t *testing.T) {
	l := Level{Name: "L1", Size: 32 << 10, Bytes: 16 << 10}
	l.measure(2)
	for _, r := range []Rates{l.Read, l.Write, l.Copy} {
		if r.One <= 0 || r.All <= 0 {
			t.Errorf("%+v", l)
		}
	}
}
