package checks

import (
	"math"
	"slices"
	"strings"
	"testing"

	np "fastergo/arraylib"
)

func TestDiff(t *testing.T) {
	nan := math.NaN()
	for _, tc := range []struct {
		name      string
		got, want np.Operand
		tol       float64
		says      string // "" for equal
	}{
		{"equal", np.New([]float64{1, nan, math.Inf(1)}, 3), np.New([]float64{1, nan, math.Inf(1)}, 3), 0, ""},
		{"zeros of both signs", np.New([]float64{math.Copysign(0, -1)}, 1), np.New([]float64{0}, 1), 0, ""},
		{"a view", np.New([]int{1, 2, 3, 4}, 2, 2).T(), np.New([]int{1, 3, 2, 4}, 2, 2), 0, ""},
		{"empty", np.Zeros[float32](0, 3), np.Zeros[float32](0, 3), 0, ""},
		{"within tolerance", np.New([]float64{1000.1}, 1), np.New([]float64{1000}, 1), 1e-3, ""},
		{"beyond tolerance", np.New([]float64{1002}, 1), np.New([]float64{1000}, 1), 1e-3, "1 of 1 values differs, first at [0]: got 1002, want 1000 (largest error 2, relative 0.002)"},
		{"shape", np.Zeros[float64](3), np.Zeros[float64](3, 1), 0, "got shape (3,), want shape (3, 1)"},
		{"no dimensions", np.Full(2.0), np.Full(3.0), 0, "1 of 1 values differs, first at []: got 2, want 3 (largest error 1, relative 0.333)"},
		{"dtype", np.Zeros[float32](3), np.Zeros[float64](3), 0, "got elements of type float32, want float64"},
		{"NaN", np.New([]float64{1, nan}, 2), np.New([]float64{1, 2}, 2), 1, "1 of 2 values differs, first at [1]: got NaN, want 2"},
		{"bool", np.New([]bool{true, false}, 2), np.New([]bool{true, true}, 2), 0, "1 of 2 values differs, first at [1]: got false, want true (largest error 1, relative 1)"},
		{"bytes", np.New([]uint8{255, 3}, 2), np.New([]uint8{0, 3}, 2), 0, "first at [0]: got 255, want 0 (largest error 255)"},
		{"complex", np.New([]complex64{1 + 2i}, 1), np.New([]complex64{1 + 3i}, 1), 0, "got (1+2i), want (1+3i)"},
		{"digits as needed", np.New([]float64{math.Nextafter(0.3, 1)}, 1), np.New([]float64{0.3}, 1), 0, "got 0.30000000000000004, want 0.3 (largest error 5.55e-17, relative 1.85e-16, 1 ulp)"},
		{"counted", np.New([]int32{1, 2, 3, 4, 5, 6}, 2, 3), np.New([]int32{1, 2, 4, 4, 5, 9}, 2, 3), 0, "2 of 6 values differ, first at [0, 2]: got 3, want 4 (largest error 3, relative 0.333)"},
	} {
		d := diffLayouts(np.LayoutOf(tc.got), np.LayoutOf(tc.want), tc.tol)
		switch {
		case tc.says == "" && d != nil:
			t.Errorf("%s: %v", tc.name, d)
		case tc.says != "" && d == nil:
			t.Errorf("%s: no difference", tc.name)
		case d != nil && !strings.Contains(d.String(), tc.says):
			t.Errorf("%s: %q, want %q in it", tc.name, d, tc.says)
		}
	}
}

func TestDiffWindow(t *testing.T) {
	want := np.Arange[float64](600).Reshape(3, 20, 10)
	got := np.Copy(want)
	got.Set(-1, 1, 18, 9)
	w := diffLayouts(np.LayoutOf(got), np.LayoutOf(want), 0).Window
	if w.Row != 16 || w.Col != 4 || len(w.Got) != 4 || len(w.Got[0]) != 6 {
		t.Fatalf("window %+v", w)
	}
	if w.Got[2][5] != "-1" || w.Want[2][5] != "389" || !slices.Equal(w.Differs[2], []bool{false, false, false, false, false, true}) {
		t.Errorf("window %+v", w)
	}
}
