package arraylib

import (
	"errors"
	"math"
	"testing"
)

func TestIsClose(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	a, b := New([]float64{1, 1, nan, inf, 0, 1e-9}), New([]float64{1 + 1e-6, 1.1, nan, inf, 1e-7, 0})
	if got, want := IsClose(a, b), New([]bool{true, false, false, true, false, true}); !ArrayEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
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
	if got, want := RoundTo(x, -1), New([]float64{0, 0, -0.0, 1230, 20, -40}); !ArrayEqual(got, want) {
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
