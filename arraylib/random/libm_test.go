package random

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// The functions agree with the standard library's, whose errors are below 1 ulp, and the quick ones with those that round correctly.
func TestLibm(t *testing.T) {
	within := func(t *rapid.T, name string, got, want float64, ulps int64) {
		if d := int64(math.Float64bits(got)) - int64(math.Float64bits(want)); d > ulps || d < -ulps {
			t.Errorf("%s = %v, want %v: %d ulp off", name, got, want, d)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(0x1p-1000, 0x1p1000).Draw(t, "x")
		within(t, "log", log(x), math.Log(x), 1)
		within(t, "quickLog", quickLog(x), log(x), 1)
		y := rapid.Float64Range(-700, 0).Draw(t, "y")
		within(t, "exp", exp(y), math.Exp(y), 1)
		within(t, "quickExp", quickExp(y), exp(y), 1)
		z := rapid.Float64Range(math.Nextafter(-1, 0), 1).Draw(t, "z")
		within(t, "log1p", log1p(z), math.Log1p(z), 1)
	})
}

func TestLibmAtTheEnds(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"log(0)", log(0), -inf}, {"log(1)", log(1), 0}, {"quickLog(0)", quickLog(0), -inf}, {"quickLog(1)", quickLog(1), 0},
		{"exp(0)", exp(0), 1}, {"exp(-1e5)", exp(-1e5), 0}, {"quickExp(0)", quickExp(0), 1}, {"quickExp(-1e5)", quickExp(-1e5), 0},
		{"log1p(0)", log1p(0), 0}, {"log1p(1)", log1p(1), math.Ln2}, {"log1p(2^-60)", log1p(0x1p-60), 0x1p-60},
		{"log1p(-½)", log1p(-0.5), -math.Ln2}, {"power(0, 2)", power(0, 2), 0}, {"power(1, ∞)", power(1, inf), 1},
		{"power(½, ∞)", power(0.5, inf), 0}, {"power(½, 2)", power(0.5, 2), 0.25},
	} {
		if c.got != c.want {
			t.Errorf("%s = %v, want %v", c.name, c.got, c.want)
		}
	}
}
