package arraylib

import (
	"math"
	"math/big"
	"math/cmplx"
	"slices"
	"strconv"
	"testing"
)

func parsed(t *testing.T, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// alike reports whether a and b are both NaN, or differ by no more than tolerance.
func alike(a, b, tolerance float64) bool {
	return a == b || a != a && b != b || math.Abs(a-b) <= tolerance
}

func TestComplexLimits(t *testing.T) {
	type unary = func(*Array[complex128]) *Array[complex128]
	functions := map[string]unary{
		"Exp": Exp[complex128], "Log": Log[complex128], "Log2": Log2[complex128], "Log10": Log10[complex128], "Sin": Sin[complex128],
		"Cos": Cos[complex128], "Tan": Tan[complex128], "Sinh": Sinh[complex128], "Cosh": Cosh[complex128], "Tanh": Tanh[complex128],
		"Asin": Asin[complex128], "Acos": Acos[complex128], "Atan": Atan[complex128], "Asinh": Asinh[complex128], "Acosh": Acosh[complex128],
		"Atanh": Atanh[complex128], "Sqrt": Sqrt[complex128], "Sign": Sign[complex128],
	}
	var rows []struct {
		Op      string
		X, Want [][2]string
	}
	readVectors(t, "limits.json", &rows)
	for _, row := range rows {
		f := functions[row.Op]
		if f == nil {
			continue
		}
		for i, parts := range row.X {
			z := complex(parsed(t, parts[0]), parsed(t, parts[1]))
			re, im := parsed(t, row.Want[i][0]), parsed(t, row.Want[i][1])
			got := f(Scalar(z)).At()
			if re != re || im != im { // C99 leaves the sign of the other part open
				got = complex(math.Copysign(real(got), re), math.Copysign(imag(got), im))
			}
			size := max(math.Abs(re), math.Abs(im))
			if size-size != 0 { // one part alone is finite
				size = min(math.Abs(re), math.Abs(im))
			}
			if tolerance := size*2e-15 + 5e-324; !alike(real(got), re, tolerance) || !alike(imag(got), im, tolerance) {
				t.Errorf("%s(%v) = %v, want (%v, %v)", row.Op, z, got, re, im)
			}
		}
	}
}

// TestPowerLimits compares with powers of more digits; those that are whole numbers of 53 bits must be exact.
func TestPowerLimits(t *testing.T) {
	var rows []struct {
		Op      string
		X, Want [][2]string
	}
	readVectors(t, "limits.json", &rows)
	for _, row := range rows {
		for i, parts := range row.X {
			if row.Op != "Power" {
				break
			}
			x, y, want := parsed(t, parts[0]), parsed(t, parts[1]), parsed(t, row.Want[i][0])
			ulp := math.Nextafter(math.Abs(want), math.Inf(1)) - math.Abs(want)
			if got := Power(Scalar(x), Scalar(y)).At(); !alike(got, want, 2*ulp) {
				t.Errorf("Power(%v, %v) = %v, want %v", x, y, got, want)
			}
		}
	}
	for x := int64(-600); x <= 600; x++ {
		exact := big.NewInt(1)
		for y := int64(0); exact.BitLen() <= 53; y++ {
			want := float64(exact.Int64())
			if got := Power(Scalar(float64(x)), Scalar(float64(y))).At(); got != want {
				t.Errorf("Power(%d, %d) = %v, want %v", x, y, got, want)
			}
			if exact.Mul(exact, big.NewInt(x)); y > 60 {
				break
			}
		}
	}
	if got := Power(New([]float64{0.5, 2, -2, 4, 2}), New([]float64{1074, -1074, 1023, 0.5, 1024})); !slices.Equal(got.Data(), []float64{5e-324, 5e-324, -0x1p1023, 2, math.Inf(1)}) {
		t.Error(got)
	}
}

func TestComplexPowerLimits(t *testing.T) {
	for _, c := range []struct{ x, y, want complex128 }{
		{1e200, 2, complex(math.Inf(1), 0)},
		{1e200, -2, 0},
		{1e-200, 2, 0},
		{1e-310, 0.5, complex(math.Sqrt(1e-310), 0)},
		{complex(1e-310, 1e-310), complex(-1, 0), cmplx.Inf()},
		{0, 1i, cmplx.NaN()},
		{0, complex(math.NaN(), 0), cmplx.NaN()},
		{0, complex(2, 1), 0},
		{complex(1.5e308, 1.5e308), 0.5, complex(1.345607733249115e154, 5.57368972745901e153)},
		{complex(3, 4), complex(400, 1), cmplx.Exp(complex(400, 1) * cmplx.Log(complex(3, 4)))},
	} {
		got := Power(Scalar(c.x), Scalar(c.y)).At()
		if cmplx.IsInf(c.want) && cmplx.IsInf(got) || cmplx.IsNaN(c.want) && cmplx.IsNaN(got) {
			continue
		}
		if size := cmplx.Abs(c.want); !(cmplx.Abs(got-c.want) <= size*1e-12) {
			t.Errorf("Power(%v, %v) = %v, want %v", c.x, c.y, got, c.want)
		}
	}
	if got := Atan2(Scalar(-1e-300), Scalar(-1e300)).At(); got != -math.Pi {
		t.Error(got)
	}
}
