package peak_test

import (
	"testing"

	np "fastergo/arraylib"
	"fastergo/internal/peak"
)

func TestOf(t *testing.T) {
	const n, size = 1 << 18, 8 << 18 // 2 MB
	x := np.Arange[float64](n)
	var keep any
	for _, tc := range []struct {
		name   string
		blocks int // of this size at one time
		f      func()
	}{
		{"nothing", 0, func() { np.AddScalarInto(x, x, 1) }},
		{"a result", 1, func() { keep = np.AddScalar(x, 1) }},
		{"a result that is dropped", 1, func() { np.AddScalar(x, 1) }},
		{"one after the other", 1, func() {
			for range 5 {
				np.AddScalar(x, 1)
			}
		}},
		{"two at a time", 2, func() { keep = np.AddScalar(np.AddScalar(np.AddScalar(x, 1), 1), 1) }},
		{"three at a time", 3, func() { keep = np.Add(np.AddScalar(x, 1), np.AddScalar(x, 2)) }},
		{"zeros", 1, func() { keep = np.Zeros[float64](n) }},
		{"a slice", 1, func() { keep = make([]float64, n) }},
		{"a slice beside a result", 2, func() {
			s := make([]float64, n)
			keep = np.AddScalar(x, 1)
			s[0] = 1
			keep = [2]any{keep, s}
		}},
	} {
		for range 3 {
			keep = nil
			got := peak.Of(tc.f)
			if low, high := tc.blocks*size, tc.blocks*size+size/4; got < low-size/16 || got > high {
				t.Errorf("%s: %d bytes, not %d to %d", tc.name, got, low, high)
			}
		}
	}
	_ = keep
}

func TestMeasure(t *testing.T) {
	const n, size = 1 << 18, 8 << 18 // 2 MB
	x := np.Arange[float64](n)
	for range 2 { // the second time there is memory to use again
		bytes, allocs, most := peak.Measure(func() {
			for range 10 {
				np.AddScalar(x, 1)
			}
		})
		if bytes < 10*size || bytes > 11*size || allocs < 10 || allocs > 200 {
			t.Errorf("ten results: %d bytes in %d allocations", bytes, allocs)
		}
		if most < size || most > 2*size {
			t.Errorf("one result at a time: %d bytes", most)
		}
	}
	if bytes, _, most := peak.Measure(func() { np.AddScalar(x.S("0:1000"), 1) }); most != bytes || bytes < 8000 || bytes > 9000 {
		t.Errorf("a small result: %d bytes, %d at most", bytes, most)
	}
}
