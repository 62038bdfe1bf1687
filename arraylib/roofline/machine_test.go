package roofline

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fastergo/arraylib/internal/kernel"
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
	if got := parseSize("huge"); got != 0 {
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

var fixedLimits = &Limits{
	Threads: 2,
	Levels: []Level{
		{"L1", 32 << 10, 16 << 10, Rates{100e9, 200e9}, Rates{80e9, 160e9}, Rates{150e9, 300e9}},
		{"L2", 1 << 20, 512 << 10, Rates{60e9, 120e9}, Rates{40e9, 80e9}, Rates{80e9, 160e9}},
		{"memory", 0, 64 << 20, Rates{10e9, 20e9}, Rates{8e9, 16e9}, Rates{9e9, 18e9}},
	},
	FMA32: Rates{100e9, 200e9},
}

func TestSeconds(t *testing.T) {
	for name, tc := range map[string]struct {
		w    Work
		want float64
	}{
		"read":              {Work{Read: 20e3}, 20e3 / 200e9},
		"copy":              {Work{Read: 10e9, Written: 10e9}, 20e9 / 18e9},
		"two read, one not": {Work{Read: 20e9, Written: 10e9}, 20./18 + 10./20},
		"write":             {Work{Written: 16e9}, 1},
		"flops":             {Work{Read: 100, Flops: 200e9}, 1},
	} {
		if got := fixedLimits.Seconds(tc.w); got < tc.want*0.999 || got > tc.want*1.001 {
			t.Errorf("%s: %v, want %g", name, got, tc.want)
		}
	}
	if got := fixedLimits.Seconds(Work{Read: 100, Flops: 200e9, Double: true}); got != 0 {
		t.Errorf("the ceiling for float64 is unknown, but the limit is %g", got)
	}
	if got := fixedLimits.Seconds(Work{}); got != 0 {
		t.Errorf("nothing is moved, but the limit is %g", got)
	}
}

func TestFMACeiling(t *testing.T) {
	one := fmaRate(1, false)
	if (one == 0) != (kernel.Current() == kernel.Portable) {
		t.Errorf("%g flops a second by %v", one, kernel.Current())
	}
	restore := kernel.Use(kernel.Portable)
	if slow := fmaRate(1, false); slow != 0 {
		t.Errorf("%g flops a second by loops in Go", slow)
	}
	restore()
	if double := fmaRate(1, true); (double > 0) != (one > 0) {
		t.Errorf("%g flops a second of float32, %g of float64", one, double)
	}
}

func TestMeasure(t *testing.T) {
	l := Measure()
	last := l.Levels[len(l.Levels)-1]
	if len(l.Levels) < 3 || last.Name != "memory" || last.Size != 0 {
		t.Errorf("levels %+v", l.Levels)
	}
	for _, level := range l.Levels {
		for _, r := range []Rates{level.Read, level.Write, level.Copy} {
			if r.Best() < 1e8 || r.Best() > 1e13 {
				t.Errorf("%+v", level)
			}
		}
	}
	if s := l.Seconds(Work{Read: 1e9}); s < 1e-4 || s > 10 {
		t.Errorf("%g s to read a gigabyte", s)
	}
}
