package arraylib

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestIsClose(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	a, b := New([]float64{1, 1, nan, inf, 0, 1e-9}), New([]float64{1 + 1e-6, 1.1, nan, inf, 1e-7, 0})
	if got, want := IsClose(a, b), New([]bool{true, false, false, true, false, true}); !ArrayEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if !AllClose(New([]float64{5 + 2.2}), New([]float64{5.0}), 0.3, 0.7) { // 5·0.3 fused with 0.7 would be less than 2.2
		t.Error("the border of the tolerance depends on the machine")
	}
	if got, want := IsClose(a, b, 0.2, 0), New([]bool{true, true, false, true, false, false}); !ArrayEqual(got, want) {
		t.Errorf("with tolerances: %v, want %v", got, want)
	}
	if AllClose(a, b) || !AllClose(a.S(":1"), b.S(":1")) {
		t.Error("AllClose is not all of IsClose")
	}
}

func TestRoundTo(t *testing.T) {
	// As NumPy 2.4.6 rounds.
	x := New([]float64{2.675, 1.005, -0.5, 1234.5, 25, -35})
	if got, want := RoundTo(x, 2), New([]float64{2.68, 1, -0.5, 1234.5, 25, -35}); !ArrayEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got, want := RoundTo(x, -1), New([]float64{0, 0, 0, 1230, 20, -40}); !ArrayEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := RoundTo(Scalar(float32(2.675)), 2).Item(); got != 2.68 {
		t.Errorf("float32: %v", got)
	}
}

func TestPlaceOfTruth(t *testing.T) {
	m := New([]bool{false, false, true, true, false, false}, 2, 3)
	if got, want := ArgMax(m, Axis(1)), New([]int{2, 0}); !ArrayEqual(got, want) {
		t.Errorf("first true ones at %v, want %v", got, want)
	}
	if got := ArgMin(m).Item(); got != 0 {
		t.Errorf("first false one at %d", got)
	}
	if got := ArgMax(Zeros[bool](4)).Item(); got != 0 {
		t.Errorf("of none: %d", got)
	}
}

func TestLenAndMust(t *testing.T) {
	if n := Len(Zeros[int](3, 2)); n != 3 {
		t.Errorf("Len is %d", n)
	}
	mustPanic[*ShapeError](t, "Len: ", func() { Len(Scalar(1)) })
	if v := Must(Scalar(7), nil).Item(); v != 7 {
		t.Error(v)
	}
	err := errors.New("no")
	defer func() {
		if recover() != err {
			t.Error("Must does not panic with the error")
		}
	}()
	Must(Scalar(7), err)
}

func TestFromRows(t *testing.T) {
	if got, want := FromRows([][]float32{{1, 2}, {3, 4}, {5, 6}}), New([]float32{1, 2, 3, 4, 5, 6}, 3, 2); !ArrayEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got, want := FromRows([][]complex128{{1i}, {2}}), New([]complex128{1i, 2}, 2, 1); !ArrayEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for _, empty := range [][][]int{nil, {}, {{}, {}}} {
		if got := FromRows(empty); Len(got) != len(empty) || Size(got) != 0 {
			t.Errorf("of no elements: shape %v", got.Shape())
		}
	}
	mustPanic[*ShapeError](t, "FromRows: shapes (3,) and (2,) differ: the first is that of row 1", func() { FromRows([][]int{{1, 2}, {1, 2, 3}}) })
}

func TestSlidingWindow(t *testing.T) {
	a := Arange[int](4)
	w := SlidingWindow(a, 3)
	if want := New([]int{0, 1, 2, 1, 2, 3}, 2, 3); !ArrayEqual(w, want) {
		t.Errorf("%v, want %v", w, want)
	}
	w.Set(9, 0, 1)
	if a.At(1) != 9 {
		t.Error("is no view")
	}
	// numpy.lib.stride_tricks.sliding_window_view(np.arange(6).reshape(3, 2), 2, axis=0)
	b := Arange[int](6).Reshape(3, 2)
	if got, want := SlidingWindow(b, 2, Axis(0)), New([]int{0, 2, 1, 3, 2, 4, 3, 5}, 2, 2, 2); !ArrayEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got, want := Sum(SlidingWindow(b.S("::-1"), 2, Axis(0)), Axis(-1)), New([]int{6, 8, 2, 4}, 2, 2); !ArrayEqual(got, want) {
		t.Errorf("sums %v, want %v", got, want)
	}
	// the same of np.arange(12).reshape(3, 4), (2, 2)
	m := Arange[int](12).Reshape(3, 4)
	both := SlidingWindow(m, 2, Axis(0, 1))
	if want := New([]int{0, 1, 4, 5, 1, 2, 5, 6, 2, 3, 6, 7, 4, 5, 8, 9, 5, 6, 9, 10, 6, 7, 10, 11}, 2, 3, 2, 2); !ArrayEqual(both, want) {
		t.Errorf("%v, want %v", both, want)
	}
	if got := SlidingWindow(SlidingWindow(m, 2, Axis(0)), 2, Axis(1)); !ArrayEqual(got, both) {
		t.Errorf("windows of windows are %v, want %v", got, both)
	}
	mustPanic[*ShapeError](t, "SlidingWindow: shape (3, 4) has no window of 4 along axis 0", func() { SlidingWindow(m, 4, Axis(0, 1)) })
	mustPanic[*AxisError](t, "SlidingWindow: ", func() { SlidingWindow(Scalar(1), 1) })
	mustPanic[*ShapeError](t, "SlidingWindow: shape (4,) has no window of 5 along axis 0", func() { SlidingWindow(a, 5) })
	mustPanic[*ShapeError](t, "SlidingWindow: shape (4,) has no window of 0 along axis 0", func() { SlidingWindow(a, 0) })
	mustPanic[*AxisError](t, "SlidingWindow: ", func() { SlidingWindow(a, 2, Axis(1)) })
}

func TestOptionsOfNoUsePanic(t *testing.T) {
	a := Arange[float64](6).Reshape(2, 3)
	for name, f := range map[string]func(o Option){
		"Sort": func(o Option) { Sort(a, o) }, "Roll": func(o Option) { Roll(a, 1, o) }, "Take": func(o Option) { Take(a, New([]int{0}), o) },
		"CumSum": func(o Option) { CumSum(a, o) }, "Diff": func(o Option) { Diff(a, o) }, "Split": func(o Option) { Split(a, 1, o) },
		"Repeat": func(o Option) { Repeat(a, 2, o) }, "TopK": func(o Option) { TopK(a, 1, o) }, "Accumulate": func(o Option) { Accumulate(Add, a, o) },
	} {
		for option, o := range map[string]Option{"KeepDims": KeepDims, "MethodLower": MethodLower, "Correction": Correction(1)} {
			t.Run(name+" "+option, func(t *testing.T) {
				defer func() {
					if e, ok := recover().(*ShapeError); !ok || !strings.Contains(e.Error(), "has no use for") || !strings.Contains(e.Error(), option) {
						t.Errorf("panic with %v", e)
					}
				}()
				f(o)
			})
		}
	}
	mustPanic[*ShapeError](t, "Sum: shape (2, 3) has no use for Descending", func() { Sum(a, Descending) })
}
