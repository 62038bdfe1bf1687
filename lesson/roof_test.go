package lesson

import (
	"slices"
	"testing"
)

func TestRoof(t *testing.T) {
	ceiling, levels := parseLimits("ceiling 8e+09\nL2 1.6e+10\nmemory 2e+09\n")
	lines := roof(ceiling, levels)
	if ceiling != 8e9 || len(lines) != 2 || lines[0].Name != "from L2" || lines[1].Name != "from memory" {
		t.Fatalf("ceiling %g, lines %+v", ceiling, lines)
	}
	// What can be moved at the left, the ceiling at the right, where they meet in
	// between: at half an operation a byte, and at four.
	for i, want := range [][]float64{{0.5, 1, 2, 4, 8, 8}, {0.0625, 0.125, 0.25, 0.5, 1, 2, 4, 8, 8, 8, 8, 8}} {
		if !slices.Equal(lines[i].Y, want) || !lines[i].Faint {
			t.Errorf("%s: %+v, want %v", lines[i].Name, lines[i], want)
		}
	}
	if got := roof(parseLimits("")); got != nil {
		t.Errorf("of a machine that is not known: %+v", got)
	}
}

func TestLimitsPanicOnMisuse(t *testing.T) {
	for name, f := range map[string]func(){"Ceiling": func() { Ceiling(16) }, "Roof": func() { Roof(0) }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s does not panic", name)
				}
			}()
			f()
		}()
	}
}
