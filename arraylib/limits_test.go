package arraylib

import (
	"math"
	"slices"
	"testing"
)

// Lengths that an int cannot count are refused before there is storage for them.
func TestLengthsThatOverflow(t *testing.T) {
	const half = math.MaxInt/2 + 1 // 1<<62, or 1<<30
	long := BroadcastTo(Scalar(int8(7)), half)
	flat := Zeros[int8](math.MaxInt, 0)
	m := Arange[float64](6).Reshape(2, 3)
	uncounted := "cannot grow along an axis by a length that is negative or not to be counted"
	tests := []struct {
		name, want string
		f          func()
	}{
		{"concat", "Concat: shape (" + Scalar(half).String() + ",) " + uncounted, func() { Concat(0, long, long, long, long, Zeros[int8](8)) }},
		{"concat without elements", uncounted, func() { Concat(0, flat, flat, flat) }},
		{"stack", "Stack: shape", func() { Stack(0, long, long, long, long) }},
		{"repeat", "Repeat: shape", func() { Repeat(long, 4) }},
		{"repeat along", "Repeat: shape", func() { Repeat(m, half, Axis(0)) }},
		{"repeat each", "RepeatEach: shape (4,) has more repetitions than an int can count", func() { RepeatEach(Zeros[int8](4), Full(half, 4)) }},
		{"repeat each by one", "RepeatEach: shape (4, ", func() { RepeatEach(Zeros[int8](4), Scalar(half)) }},
		{"repeat each unsigned", "RepeatEach: shape (1,) has more repetitions", func() { RepeatEach(m, New([]uint64{math.MaxUint64})) }},
		{"repeat each addressed", "has more elements than can be addressed", func() { RepeatEach(Zeros[int8](1), New([]int{half})) }},
		{"tile", "Tile: shape", func() { Tile(long, 4) }},
		{"pad", "Pad: shape (2, 3) " + uncounted, func() { Pad(m, [][2]int{{half, half}}, 0) }},
		{"cumsum", "CumSum: shape (" + Scalar(math.MaxInt).String() + ", 0) " + uncounted, func() { CumSum(flat, IncludeInitial, Axis(0)) }},
		{"diag", "Diag: shape (2,) " + uncounted, func() { Diag(New([]int{1, 2}), math.MaxInt) }},
		{"diag below", "Diag: shape (2,) " + uncounted, func() { Diag(New([]int{1, 2}), math.MinInt) }},
		{"convolve", "Convolve: shape", func() { Convolve(long, long) }},
		{"histogram", "Histogram: shape", func() { Histogram(m, math.MaxInt) }},
		{"bincount", "BinCount: shape", func() { BinCount(New([]int{1}), half) }},
		{"bincount element", "BinCount: shape", func() { BinCount(New([]int{half}), 0) }},
		{"indices", "Indices: shape", func() { Indices(half, half) }},
		{"meshgrid", "Meshgrid: shape", func() { Meshgrid(long, long) }},
		{"windows", "SlidingWindow: shape", func() { SlidingWindow(long, half/2) }},
		{"linspace", "Linspace: shape", func() { Linspace(0.0, 1, math.MaxInt) }},
		{"outer", "Add: shape", func() { Outer(Add, long, long) }},
		{"differences", "Subtract: shape", func() { DiffN(BroadcastTo(Scalar(int8(7)), math.MaxInt), math.MaxInt) }},
		{"split", "Split: shape (0,) would make " + Scalar(half).String() + " parts: 16777216 are the most", func() { Split(Zeros[int8](0), half) }},
		{"array split", "ArraySplit: shape (2, 3) would make", func() { ArraySplit(m, half) }},
		{"unstack", "Unstack: shape (" + Scalar(half).String() + ", 0) would make", func() { Unstack(Zeros[int8](half, 0)) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { mustPanic[*ShapeError](t, test.want, test.f) })
	}
}

// A long axis costs nothing where another has length 0: each of these would otherwise not come to an end, or need more memory than there is.
func TestLongAxesWithoutElements(t *testing.T) {
	const long = math.MaxInt/2 + 1
	flat := Zeros[float64](long, 0)
	tests := []struct {
		name  string
		f     func() *core
		shape []int
	}{
		{"RepeatEach", func() *core { return &RepeatEach(Zeros[int8](1, 0), New([]int{long}), Axis(0)).c }, []int{long, 0}},
		{"RepeatEach by one count", func() *core { return &RepeatEach(flat, Scalar(1), Axis(0)).c }, []int{long, 0}},
		{"Repeat", func() *core { return &Repeat(Zeros[int8](1, 0), long, Axis(0)).c }, []int{long, 0}},
		{"Tile", func() *core { return &Tile(Zeros[int8](1, 0), long, 1).c }, []int{long, 0}},
		{"PadEdge", func() *core { return &PadEdge(Zeros[int8](5, 0), [][2]int{{long, 1}, {}}).c }, []int{long + 6, 0}},
		{"PadReflect", func() *core { return &PadReflect(Zeros[int8](5, 0), [][2]int{{0, long}, {}}).c }, []int{long + 5, 0}},
		{"PadSymmetric", func() *core { return &PadSymmetric(Zeros[int8](5, 0), [][2]int{{0, long}, {}}).c }, []int{long + 5, 0}},
		{"PadWrap", func() *core { return &PadWrap(Zeros[int8](5, 0), [][2]int{{0, long}, {}}).c }, []int{long + 5, 0}},
		{"Tril", func() *core { return &Tril(flat).c }, []int{long, 0}},
		{"Triu", func() *core { return &Triu(Zeros[int8](0, long/4, 1), 2).c }, []int{0, long / 4, 1}},
		{"ReduceWhere", func() *core { return &ReduceWhere(Subtract, flat, Scalar(true), 1, Axis(0)).c }, []int{0}},
		{"CumSum", func() *core { return &CumSum(flat, Axis(0)).c }, []int{long, 0}},
		{"Accumulate", func() *core { return &Accumulate(Subtract, flat, Axis(0)).c }, []int{long, 0}},
		{"DiffN", func() *core { return &DiffN(flat, long, Axis(0)).c }, []int{0, 0}},
		{"DiffN of a part", func() *core { return &DiffN(flat, long-7, Axis(0)).c }, []int{7, 0}},
		{"DiffN along the other", func() *core { return &DiffN(flat, 2).c }, []int{long, 0}},
		{"Median", func() *core { return &Median(flat, Axis(0)).c }, []int{0}},
		{"MedianAs", func() *core { return &MedianAs[float32](flat, Axis(0)).c }, []int{0}},
		{"Quantiles", func() *core { return &Quantiles(flat, []float64{0.1, 0.2}, Axis(0)).c }, []int{2, 0}},
		{"Sort", func() *core { return &Sort(flat, Axis(0)).c }, []int{long, 0}},
		{"ArgSort", func() *core { return &ArgSort(flat, Axis(0)).c }, []int{long, 0}},
		{"UniqueValues", func() *core { return &UniqueValues(flat).c }, []int{0}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got *core
			if n := testing.AllocsPerRun(1, func() { got = test.f() }); n > 100 {
				t.Errorf("%v allocations", n)
			}
			if !slices.Equal(got.shape, test.shape) {
				t.Errorf("shape %v, want %v", got.shape, test.shape)
			}
		})
	}
}

func TestHistogramOfANarrowRange(t *testing.T) {
	want := "has elements in so narrow a range that edges of"
	mustPanic[*ShapeError](t, "Histogram: shape (1,) "+want+" 3 bins in it do not differ", func() { Histogram(New([]float64{1e17}), 3) })
	mustPanic[*ShapeError](t, want, func() { Histogram(New([]int64{1 << 62}), 3) })
	mustPanic[*ShapeError](t, want, func() { Histogram(New([]float64{0, 5e-324}), 10) })
	mustPanic[*ShapeError](t, want, func() { Histogram(New([]float64{1, math.Nextafter(1, 2)}), 2) })
	counts, edges := Histogram(New([]float64{1, math.Nextafter(1, 2)}), 1)
	if !ArrayEqual(counts, New([]int{2})) || !ArrayEqual(edges, New([]float64{1, math.Nextafter(1, 2)})) {
		t.Error(counts, edges)
	}
}

// Numbers of the widest types are told as they are, also where an int does not hold them.
func TestIndicesThatNoIntHolds(t *testing.T) {
	a := Arange[int](5)
	mustPanic[*IndexError](t, "Take: index 4294967296 is outside an array of shape (5,)", func() { Take(a, New([]int64{1 << 32})) })
	mustPanic[*IndexError](t, "Take: index -4294967296 is outside axis 0, which has length 5", func() { Take(a, New([]int64{-1 << 32}), Axis(0)) })
	err := mustPanic[*IndexError](t, "Put: index 9223372036854775809 is outside axis 0", func() { Put(a, New([]uint64{1<<63 + 1}), Scalar(1), Axis(0)) })
	if !slices.Equal(err.Index, []int{math.MaxInt}) {
		t.Error(err.Index)
	}
	err = mustPanic[*IndexError](t, "At: index -9223372036854775808 is outside axis 0", func() { At(a, Scalar(int64(math.MinInt64))) })
	if !slices.Equal(err.Index, []int{math.MinInt}) {
		t.Error(err.Index)
	}
}

func TestArangeOfUnsigned(t *testing.T) {
	const top = uint64(1) << 63
	for _, test := range []struct {
		got  *Array[uint64]
		want []uint64
	}{
		{Arange[uint64](0, top, top/2), []uint64{0, top / 2}},
		{Arange[uint64](top, top+3), []uint64{top, top + 1, top + 2}},
		{Arange[uint64](uint64(0), math.MaxUint64, top), []uint64{0, top}},
		{Arange[uint64](uint64(5), math.MaxUint64, math.MaxUint64), []uint64{5}},
		{Arange[uint64](top, 3), nil},
		{Arange[uint64](uint64(7), 3), nil},
		{Arange[uint64](uint64(3), 7, 2), []uint64{3, 5}},
	} {
		if !slices.Equal(test.got.Data(), test.want) {
			t.Errorf("got %v, want %v", test.got, test.want)
		}
	}
	if got := Arange[float64](top, top+4096, 2048); !ArrayEqual(got, New([]float64{1 << 63, 1<<63 + 2048})) {
		t.Error(got)
	}
	if got := Arange[int8](top+1, top+4); !ArrayEqual(got, New([]int8{1, 2, 3})) {
		t.Error(got)
	}
	mustPanic[*ShapeError](t, "Arange: shape", func() { Arange[uint8](uint64(0), math.MaxUint64) })
}

// Of no element the result is initial, also that of a function with an identity that changes it.
func TestReduceWhereOfNone(t *testing.T) {
	m := New([]float64{3, 1, 4, 2}, 2, 2)
	if got := ReduceWhere(Hypot, m, Scalar(false), -3); got.Item() != -3 {
		t.Error(got)
	}
	if got := ReduceWhere(Hypot, Zeros[float64](0), Scalar(true), -3); got.Item() != -3 {
		t.Error(got)
	}
	got := ReduceWhere(Hypot, m, New([]bool{false, false, true, false}, 2, 2), -3, Axis(1), KeepDims)
	if !ArrayEqual(got, New([]float64{-3, 5}, 2, 1)) {
		t.Error(got)
	}
}

// Values that overlap what they are written to are read before.
func TestValuesOfTheSameStorage(t *testing.T) {
	shifted := New([]int{0, 0, 1, 2, 3})
	forms := map[string]func(x *Array[int]){
		"Put":          func(x *Array[int]) { Put(x, New([]int{1, 2, 3, 4}), x.S(":4")) },
		"Put along":    func(x *Array[int]) { Put(x, New([]int{1, 2, 3, 4}), x.S(":4"), Axis(0)) },
		"SetAt":        func(x *Array[int]) { SetAt(x, x.S(":4"), New([]int{1, 2, 3, 4})) },
		"SetMask":      func(x *Array[int]) { SetMask(x, New([]bool{false, true, true, true, true}), x.S(":4")) },
		"PutAlongAxis": func(x *Array[int]) { PutAlongAxis(x, New([]int{1, 2, 3, 4}), x.S(":4")) },
		"CopyTo":       func(x *Array[int]) { CopyTo(x.S("1:"), x.S(":4")) },
	}
	for name, f := range forms {
		x := Arange[int](5)
		if f(x); !ArrayEqual(x, shifted) {
			t.Errorf("%s gives %v, want %v", name, x, shifted)
		}
	}
	m := Arange[int](15).Reshape(5, 3) // whole rows
	SetAt(m, m.S(":4"), New([]int{1, 2, 3, 4}))
	if want := New([]int{0, 1, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 5, 3); !ArrayEqual(m, want) {
		t.Errorf("%v, want %v", m, want)
	}
	x := Arange[int](5)
	if UpdateAt(Add, x, New([]int{1, 2, 3, 4}), x.S(":4")); !ArrayEqual(x, New([]int{0, 1, 3, 5, 7})) {
		t.Error(x)
	}
}

func TestTrianglesOfFarDiagonals(t *testing.T) {
	m := Arange[int](1, 7).Reshape(2, 3)
	none := Zeros[int](2, 3)
	for _, test := range []struct {
		k          int
		tril, triu *Array[int]
	}{
		{math.MaxInt, m, none}, {math.MinInt, none, m}, {math.MaxInt - 1, m, none}, {math.MinInt + 1, none, m}, {3, m, none}, {-2, none, m},
	} {
		if got := Tril(m, test.k); !ArrayEqual(got, test.tril) {
			t.Errorf("Tril(%d) is %v", test.k, got)
		}
		if got := Triu(m, test.k); !ArrayEqual(got, test.triu) {
			t.Errorf("Triu(%d) is %v", test.k, got)
		}
	}
}
