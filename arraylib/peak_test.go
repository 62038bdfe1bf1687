package arraylib

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// What a function allocates in all is no less than what it has at any time. The bounds are those of SPEED.md.
func TestPeakMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, beside which short tests run, makes pools forget")
	}
	const side = 1 << 10
	const n = side * side // 8 MB
	x := Arange[float64](n).Reshape(side, side)
	y := AddScalar(x, 1)
	flat, other := x.Reshape(n), Sin(x.Reshape(n))
	mask, labels := GreaterScalar(flat, n/2), RemainderScalar(Arange[int](n), 26)
	small := Arange[float64](26*side).Reshape(26, side)
	formula := Compile[float64]("x, y -> 2*x*y + 3*y + 1")
	pieces := Compile[float64]("x -> (x - mean(x, axis=1, keepdims=True)) / sum(x)")
	const scratch = 1 << 18 // of all processors, and headers
	var table strings.Builder
	for _, f := range []struct {
		name   string
		result int // bytes
		more   int // bytes besides the result
		call   func()
	}{
		{"Add", 8 * n, scratch, func() { Add(x, y) }},
		{"Add, transposed", 8 * n, scratch, func() { Add(x, y.T()) }},
		{"AddInto", 0, scratch, func() { AddInto(x, x, y) }},
		{"AddInto, overlapping", 0, 16*n + scratch, func() { AddInto(flat.S("1:"), flat.S(":-1"), other.S("1:")) }},
		{"Exp", 8 * n, scratch, func() { Exp(x) }},
		{"AsType", 4 * n, scratch, func() { AsType[float32](x) }},
		{"Where", 8 * n, scratch, func() { Where(mask, flat, other) }},
		{"Sum", 8, scratch, func() { Sum(x) }},
		{"Sum, axis 0", 8 * side, 1 << 20, func() { Sum(x, Axis(0)) }},
		{"Sum, axis 1", 8 * side, scratch, func() { Sum(x, Axis(1)) }},
		{"Var, axis 0", 8 * side, 1 << 20, func() { Var(x, Axis(0)) }},
		{"ArgMax, axis 1", 8 * side, scratch, func() { ArgMax(x, Axis(1)) }},
		{"CumSum", 8 * n, scratch, func() { CumSum(flat) }},
		{"Copy, transposed", 8 * n, scratch, func() { Copy(x.T()) }},
		{"Concat", 16 * n, scratch, func() { Concat(0, x, y) }},
		{"Mask", 4 * n, n + scratch, func() { Mask(flat, mask) }},
		{"Take", 8 * n, scratch, func() { Take(flat, labels) }},
		{"FlatNonzero", 4 * n, scratch, func() { FlatNonzero(mask) }},
		{"Sort", 8 * n, 8*n + scratch, func() { Sort(other) }},
		{"ArgSort", 8 * n, 24*n + scratch, func() { ArgSort(other) }},
		{"Partition", 8 * n, scratch, func() { Partition(other, n/2) }},
		{"Median", 8, 8*n + scratch, func() { Median(other) }},
		{"Unique", 8 * n, 16*n + scratch, func() { UniqueValues(flat) }},
		{"Histogram", 8 * 100, scratch, func() { Histogram(flat, 100) }},
		{"BinCount", 8 * 26, scratch, func() { BinCount(labels, 26) }},
		{"MatMul", 8 * n, 6<<20 + scratch, func() { MatMul(x, y) }},
		{"MatMul, transposed", 8 * n, 6<<20 + scratch, func() { MatMul(x.T(), y.T()) }},
		{"NearestRows", 16 * side, 1<<20 + scratch, func() { NearestRows(x, small) }},
		{"Einsum", 8 * n, 6<<20 + scratch, func() { Einsum("ij,jk->ik", x, y) }},
		{"formula of one pass", 8 * n, scratch, func() { formula.Call(x, y) }},
		{"formula of three passes", 8 * n, scratch, func() { pieces.Call(x) }},
	} {
		fresh(t, 0) // all memory is new
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f.call()
		runtime.ReadMemStats(&after)
		more := int(after.TotalAlloc-before.TotalAlloc) - f.result
		fmt.Fprintf(&table, "\n%-26s %9d", f.name, more)
		if more > f.more {
			t.Errorf("%s allocates %d bytes besides its result, not %d", f.name, more, f.more)
		}
	}
	t.Logf("of %d numbers, bytes besides the result:%s", n, &table)
}
