package arraylib

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// descriptiveOps take arrays, options and numbers. Of the latter they get what the row has, or 0.
var descriptiveOps = map[string]func(a []*core, opts []Option, n []float64) []*core{
	"Median": func(a []*core, opts []Option, _ []float64) []*core {
		return single(median("Median", a[0], a[0].dtype, false, opts))
	},
	"MedianAs": func(a []*core, opts []Option, _ []float64) []*core {
		return single(median("MedianAs", a[0], Float64, false, opts))
	},
	"NanMedian": func(a []*core, opts []Option, _ []float64) []*core {
		return single(median("", a[0], a[0].dtype, true, opts))
	},
	"Quantile": func(a []*core, opts []Option, n []float64) []*core {
		return single(quantile("", a[0], n[0], false, opts))
	},
	"Quantiles": func(a []*core, opts []Option, n []float64) []*core {
		return single(quantiles("", a[0], n, false, opts))
	},
	"NanQuantiles": func(a []*core, opts []Option, n []float64) []*core {
		return single(quantiles("", a[0], n, true, opts))
	},
	"PtP":     func(a []*core, opts []Option, _ []float64) []*core { return single(ptp(a[0], opts)) },
	"Average": func(a []*core, opts []Option, _ []float64) []*core { return single(average(a[0], a[1], opts)) },
	"NanSum":  func(a []*core, opts []Option, _ []float64) []*core { return single(nanSum("NanSum", a[0], opts)) },
	"NanProd": func(a []*core, opts []Option, _ []float64) []*core {
		return single(nanProd(a[0], one(a[0].dtype), opts))
	},
	"NanMean":   func(a []*core, opts []Option, _ []float64) []*core { return single(nanMean("NanMean", a[0], opts)) },
	"NanVar":    func(a []*core, opts []Option, _ []float64) []*core { return single(nanVariance("NanVar", a[0], opts)) },
	"NanStd":    func(a []*core, opts []Option, _ []float64) []*core { return single(nanDeviation(a[0], opts)) },
	"NanMax":    func(a []*core, opts []Option, _ []float64) []*core { return single(nanMax(a[0], opts)) },
	"NanMin":    func(a []*core, opts []Option, _ []float64) []*core { return single(nanMin(a[0], opts)) },
	"NanArgMax": func(a []*core, opts []Option, _ []float64) []*core { return single(nanArgMax(a[0], opts)) },
	"NanArgMin": func(a []*core, opts []Option, _ []float64) []*core { return single(nanArgMin(a[0], opts)) },
	"NanCumSum": func(a []*core, opts []Option, _ []float64) []*core { return single(nanCumSum(a[0], opts)) },
	"NanCumProd": func(a []*core, opts []Option, _ []float64) []*core {
		return single(nanCumProd(a[0], one(a[0].dtype), opts))
	},
	"NanToNum": func(a []*core, _ []Option, _ []float64) []*core { return single(nanToNum(nil, a[0])) },
	"Cov":      func(a []*core, opts []Option, _ []float64) []*core { return single(cov("Cov", a[0], opts)) },
	"CorrCoef": func(a []*core, _ []Option, _ []float64) []*core {
		minus := negative(nil, full(a[0].dtype, one(a[0].dtype), nil))
		return single(corrCoef(a[0], firstWord(minus), one(a[0].dtype)))
	},
	"CumSum": func(a []*core, opts []Option, _ []float64) []*core {
		return single(cumSumAs("CumSum", a[0], a[0].dtype, opts))
	},
	"CumProd": func(a []*core, opts []Option, _ []float64) []*core {
		return single(cumProdAs("CumProd", a[0], a[0].dtype, one(a[0].dtype), opts))
	},
	"DiffN": func(a []*core, opts []Option, n []float64) []*core {
		return single(diffN("DiffN", a[0], int(n[0]), opts))
	},
	"Gradient": func(a []*core, opts []Option, n []float64) []*core {
		return single(gradient(a[0], toWord(n[0]), toWord(2*n[0]), opts))
	},
	"Trapezoid": func(a []*core, opts []Option, n []float64) []*core {
		return single(trapezoid(a[0], toWord(n[0]), toWord(2.0), opts))
	},
	"Interp":   func(a []*core, _ []Option, _ []float64) []*core { return single(interp(a[0], a[1], a[2])) },
	"Convolve": func(a []*core, opts []Option, _ []float64) []*core { return single(convolve(a[0], a[1], opts)) },
	"TopK": func(a []*core, opts []Option, n []float64) []*core {
		values, indices := topK(a[0], int(n[0]), opts)
		return []*core{values, indices}
	},
	"LexSort": func(a []*core, _ []Option, _ []float64) []*core {
		var keys []Operand
		for _, c := range a {
			switch c.dtype {
			case Uint8:
				keys = append(keys, as[uint8](c))
			case Bool:
				keys = append(keys, as[bool](c))
			default:
				keys = append(keys, as[float64](c))
			}
		}
		return single(lexSort(keys))
	},
	"Union1d":     func(a []*core, _ []Option, _ []float64) []*core { return single(union(a[0], a[1])) },
	"Intersect1d": func(a []*core, _ []Option, _ []float64) []*core { return single(distinctIn(a[0], a[1], true)) },
	"SetDiff1d":   func(a []*core, _ []Option, _ []float64) []*core { return single(distinctIn(a[0], a[1], false)) },
	"SetXor1d":    func(a []*core, _ []Option, _ []float64) []*core { return single(setXor(a[0], a[1])) },
	"Histogram": func(a []*core, _ []Option, n []float64) []*core {
		counts, edges := histogram(a[0], int(n[0]))
		return []*core{counts, edges}
	},
	"HistogramEdges":   func(a []*core, _ []Option, _ []float64) []*core { return single(histogramEdges(a[0], a[1])) },
	"HistogramWeights": func(a []*core, _ []Option, _ []float64) []*core { return single(histogramWeights(a[0], a[1], a[2])) },
	"Digitize":         func(a []*core, _ []Option, _ []float64) []*core { return single(digitize(a[0], a[1])) },
	"BinCount":         func(a []*core, _ []Option, n []float64) []*core { return single(binCount(a[0], int(n[0]))) },
	"BinCountWeights": func(a []*core, _ []Option, n []float64) []*core {
		return single(binCountWeights(a[0], a[1], int(n[0])))
	},
}

// optionNamed returns our option for the script's name of it: ours, or NumPy's of a method.
func optionNamed(t *testing.T, name string) Option {
	t.Helper()
	switch name {
	case "Correction":
		return Correction(1)
	case "NoCorrection":
		return Correction(0)
	}
	for i, ours := range optionNames {
		if ours == name || strings.EqualFold(ours, "Method"+strings.ReplaceAll(name, "_", "")) {
			return Option{uint64(i)}
		}
	}
	t.Fatalf("no option %q", name)
	return Option{}
}

func TestDescriptiveVectors(t *testing.T) {
	var file struct {
		Arrays []described
		Rows   []struct {
			Op     string
			Args   []int
			Want   *[]int
			Axes   *[]int
			Keep   bool
			Option string
			N      []string
		}
	}
	readVectors(t, "descriptive.json", &file)
	for i, row := range file.Rows {
		t.Run(row.Op+"/"+file.Arrays[row.Args[0]].DType+"/"+strconv.Itoa(i), func(t *testing.T) {
			var args, before []*core
			for _, k := range row.Args {
				args, before = append(args, file.Arrays[k].build(t)), append(before, file.Arrays[k].build(t))
			}
			var opts []Option
			if row.Axes != nil {
				opts = append(opts, Axis(*row.Axes...))
			}
			if row.Keep {
				opts = append(opts, KeepDims)
			}
			if row.Option != "" {
				opts = append(opts, optionNamed(t, row.Option))
			}
			var n []float64
			for _, text := range row.N {
				x, err := strconv.ParseFloat(text, 64)
				if err != nil {
					t.Fatal(err)
				}
				n = append(n, x)
			}
			apply := func() []*core {
				if f := descriptiveOps[row.Op]; f != nil {
					return f(args, opts, n)
				}
				return structuralOps[row.Op](args, opts, nil)
			}
			if row.Want == nil {
				mustPanic[*ShapeError](t, "along an axis that needs", func() { apply() })
				return
			}
			got := apply()
			if len(got) != len(*row.Want) {
				t.Fatalf("got %d arrays, want %d", len(got), len(*row.Want))
			}
			for i, k := range *row.Want {
				want := file.Arrays[k].build(t)
				if want.dtype == Int64 && got[i].dtype == dtypeOf[int]() { // int64 is NumPy's int
					want = want.cast("test", got[i].dtype)
				}
				compareCores(t, got[i], want, descriptiveAccuracy(row.Op, want.dtype))
			}
			for i, a := range args {
				compareCores(t, a, before[i], 0)
			}
		})
	}
}

// descriptiveAccuracy returns how much of its size a result may differ from NumPy's: sums are added in another order, quantiles of float32
// interpolated in float64.
func descriptiveAccuracy(op string, dt DType) float64 {
	switch op {
	case "Sort", "ArgSort", "TopK", "Unique", "Median", "MedianAs", "NanMedian", "DiffN", "NanMax", "NanMin", "NanToNum", "IsIn", "Digitize":
		return 0
	case "Cov", "CorrCoef": // near 0 by cancellation
		if dt == Float32 {
			return 1e-4
		}
		return 1e-12
	}
	if dt == Float32 || dt == Complex64 {
		return 1e-6
	}
	return 1e-14
}

// drawFloats returns an array with many equal elements, infinities and NaN, or, with plain, none of the latter two.
func drawFloats(t *rapid.T, plain bool) *Array[float64] {
	shape := []int{rapid.IntRange(1, 4).Draw(t, "rows"), rapid.IntRange(1, 300).Draw(t, "columns")}
	span := rapid.SampledFrom([]int{1, 5, 1000}).Draw(t, "span")
	values := make([]float64, shape[0]*shape[1])
	seed := rapid.Uint64().Draw(t, "seed") | 1
	for i := range values {
		seed ^= seed << 13
		seed ^= seed >> 7
		seed ^= seed << 17
		values[i] = float64(int(seed>>40)%span) / 4
		if !plain && seed>>20%7 == 0 {
			values[i] = []float64{math.NaN(), math.Inf(1), math.Inf(-1)}[seed>>30%3]
		}
	}
	switch rapid.IntRange(0, 3).Draw(t, "order") {
	case 0:
		slices.Sort(values)
	case 1: // an organ pipe
		slices.Sort(values[:len(values)/2])
		slices.Sort(values[len(values)/2:])
		slices.Reverse(values[len(values)/2:])
	}
	a := New(values, shape...)
	if rapid.Bool().Draw(t, "transposed") {
		a = New(values, shape[1], shape[0]).T()
	}
	return a
}

// rank puts NaN above all.
func rank(x float64) float64 {
	if math.IsNaN(x) {
		return math.Inf(1)
	}
	return math.Atan(x)
}

func sameFloats(x, y []float64) bool {
	return slices.EqualFunc(x, y, func(x, y float64) bool { return x == y || x != x && y != y })
}

func TestPartitionAgainstSort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawFloats(t, rapid.Bool().Draw(t, "plain"))
		axis := rapid.IntRange(0, 1).Draw(t, "axis")
		n := a.Shape()[axis]
		kth := rapid.IntRange(-n, n-1).Draw(t, "kth")
		sorted := Sort(a, Axis(axis))
		p := Partition(a, kth, Axis(axis))
		order := ArgPartition(a, kth, Axis(axis))
		if again := Sort(p, Axis(axis)); !sameFloats(again.Data(), sorted.Data()) {
			t.Fatalf("Partition has other elements: %v, want %v", again, sorted)
		}
		k := (kth + n) % n
		for _, x := range []*Array[float64]{p, TakeAlongAxis(a, order, Axis(axis))} {
			for line := range x.Shape()[1-axis] {
				at := func(c *Array[float64], i int) float64 {
					if axis == 0 {
						return c.At(i, line)
					}
					return c.At(line, i)
				}
				if got, want := at(x, k), at(sorted, k); got != want && (got == got || want == want) {
					t.Fatalf("element %d is %v, want %v", k, got, want)
				}
				for i := range n {
					if i < k && rank(at(x, i)) > rank(at(x, k)) || i > k && rank(at(x, i)) < rank(at(x, k)) {
						t.Fatalf("element %d is %v, element %d %v", i, at(x, i), k, at(x, k))
					}
				}
			}
		}
		values, indices := TopK(a, k, Axis(axis))
		down := Sort(a, Axis(axis), Descending)
		want := Take(down, Arange[int](k), Axis(axis))
		if !sameFloats(values.Data(), want.Data()) || !sameFloats(TakeAlongAxis(a, indices, Axis(axis)).Data(), want.Data()) {
			t.Fatalf("TopK is %v, want %v", values, want)
		}
		if first := Take(ArgSort(a, Axis(axis), Descending), Arange[int](k), Axis(axis)); !ArrayEqual(indices, first) {
			t.Fatalf("TopK takes %v, want the first of equals, %v", indices, first)
		}
	})
}

// A row of bad guesses must not make the time quadratic, and must end in a sorted rest.
func TestQuickSelectOfEveryOrder(t *testing.T) {
	for n := range 8 {
		x := seq(n)
		for k := range n {
			permutations(x, func(p []int) {
				y := slices.Clone(p)
				quickSelect(y, k)
				if y[k] != k {
					t.Fatalf("element %d of %v is %d", k, p, y[k])
				}
			})
		}
	}
	x := medianOfThreeKiller(400)
	for _, k := range []int{1, 100, 399} {
		y := slices.Clone(x)
		quickSelect(y, k)
		if want := slices.Sorted(slices.Values(x)); y[k] != want[k] {
			t.Errorf("element %d is %d, want %d", k, y[k], want[k])
		}
	}
	if quickSelect(x, 399); !slices.IsSorted(x[100:]) {
		t.Error("many bad guesses did not end in sorting the rest")
	}
}

// medianOfThreeKiller returns numbers in such an order that each of the first 25 guesses is the second least that is left. It plays
// quickSelect on numbers that are not known yet, and gives the least of those left to the first and the middle one.
func medianOfThreeKiller(n int) []int {
	values, left := slices.Repeat([]int{n}, n), make([]int, n)
	for i := range left {
		left[i] = i
	}
	for least := 0; least < 50; least += 2 {
		first, middle := left[0], left[len(left)/2]
		values[first], values[middle] = least, least+1
		i, j := 0, len(left)-1
		for i <= j {
			for values[left[i]] < least+1 {
				i++
			}
			for least+1 < values[left[j]] {
				j--
			}
			if i <= j {
				left[i], left[j] = left[j], left[i]
				i++
				j--
			}
		}
		left = left[i:]
	}
	for i, k := range left {
		values[k] = n + i*37%len(left)
	}
	return values
}

func permutations(x []int, f func([]int)) {
	var visit func(n int)
	visit = func(n int) {
		if n <= 1 {
			f(x)
			return
		}
		for i := range n {
			visit(n - 1)
			j := 0
			if n%2 == 0 {
				j = i
			}
			x[j], x[n-1] = x[n-1], x[j]
		}
	}
	visit(len(x))
	slices.Sort(x)
}

func TestQuantilesAgainstSort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawFloats(t, true)
		q := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 6).Draw(t, "q")
		method := rapid.Uint64Range(methodInvertedCDF, methodNearest).Draw(t, "method")
		sorted := Sort(Ravel(a)).Data()
		n := len(sorted)
		got := Quantiles(a, q, Option{method}).Data()
		for i, v := range got {
			k, share := place(method, n, q[i])
			want := sorted[k]
			if share != 0 {
				want = between(want, sorted[k+1], share, method)
			}
			if v != want {
				t.Fatalf("quantile %v is %v, want %v", q[i], v, want)
			}
			for j := range got {
				if q[i] <= q[j] && !(v <= got[j]+1e-9) {
					t.Fatalf("quantile %v is %v, above quantile %v, %v", q[i], v, q[j], got[j])
				}
			}
		}
		slices.Sort(q)
		if b := NanQuantiles(Where(GreaterScalar(a, 2), FullLike(a, math.NaN()), a), q, Option{method}, Axis(0)); b.Shape()[0] != len(q) {
			t.Fatalf("shape %v", b.Shape())
		}
	})
}

func TestHistogramAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawFloats(t, true)
		bins := rapid.IntRange(1, 40).Draw(t, "bins")
		counts, edges := Histogram(a, bins)
		if n := Sum(counts).Item(); n != Size(a) {
			t.Fatalf("%d elements are counted, want %d", n, Size(a))
		}
		if again := HistogramEdges(a, edges); !ArrayEqual(again, counts) {
			t.Fatalf("HistogramEdges has %v, Histogram %v", again, counts)
		}
		weighed := HistogramWeights(a, AsType[float32](a), edges)
		e, total := edges.Data(), 0.0
		for k := range bins {
			n, w := 0, 0.0
			for _, x := range a.All() {
				if x >= e[k] && (x < e[k+1] || k == bins-1) {
					n, w = n+1, w+x
				}
			}
			if total += w; n != counts.At(k) || math.Abs(w-weighed.At(k)) > 1e-9 {
				t.Fatalf("bin %d has %d elements of weight %v, want %d and %v", k, counts.At(k), weighed.At(k), n, w)
			}
		}
		if bin := Digitize(a, edges); Min(bin).Item() < 1 {
			t.Fatalf("Digitize has %v", bin)
		}
	})
}

// Elements at the edges are where a bin computed by division is off by one.
func TestHistogramOfItsEdges(t *testing.T) {
	for bins := range 100 {
		for _, high := range []float64{0.7, 1, 3.3} {
			a := Linspace(-0.1, high, bins+2)
			a = Concat(0, a, NextAfter(a.S("1:"), Scalar(-1.0))) // and just below them
			counts, edges := Histogram(a, bins+1)
			if want := HistogramEdges(a, edges); !ArrayEqual(counts, want) {
				t.Errorf("counts are %v, want %v", counts, want)
			}
		}
	}
}

func TestNanVarWithoutFreedom(t *testing.T) {
	a := New([]float64{1, 2, math.NaN()})
	for _, c := range []float64{2, 3} { // NumPy: NaN, where Var has an infinity
		if v := NanVar(a, Correction(c)).Item(); v == v {
			t.Errorf("with correction %v it is %v, want NaN", c, v)
		}
	}
}

func TestSetsAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.SliceOfN(rapid.IntRange(-5, 5), 0, 30)
		x, y := number.Draw(t, "a"), number.Draw(t, "b")
		a, b := New(x), New(y)
		values, indices, inverse, counts := UniqueAll(a)
		if !ArrayEqual(Take(values, inverse), a) || !ArrayEqual(Take(a, indices), values) || Sum(counts).Item() != len(x) || !ArrayEqual(BinCount(inverse, len(values.Data())), counts) {
			t.Fatalf("UniqueAll has %v, %v, %v, %v", values, indices, inverse, counts)
		}
		u, c := UniqueCounts(a)
		_, inv := UniqueInverse(a)
		_, first := UniqueIndices(a)
		if !ArrayEqual(UniqueValues(a), values) || !ArrayEqual(u, values) || !ArrayEqual(c, counts) || !ArrayEqual(inv, inverse) || !ArrayEqual(first, indices) {
			t.Fatal("the others differ from UniqueAll")
		}
		var either, both, left, one []int
		for v := -5; v <= 5; v++ {
			p, q := slices.Contains(x, v), slices.Contains(y, v)
			for _, s := range []struct {
				in   bool
				list *[]int
			}{{p || q, &either}, {p && q, &both}, {p && !q, &left}, {p != q, &one}} {
				if s.in {
					*s.list = append(*s.list, v)
				}
			}
		}
		for i, s := range [][2][]int{{Union1d(a, b).Data(), either}, {Intersect1d(a, b).Data(), both}, {SetDiff1d(a, b).Data(), left}, {SetXor1d(a, b).Data(), one}} {
			if !slices.Equal(s[0], s[1]) {
				t.Fatalf("operation %d is %v, want %v", i, s[0], s[1])
			}
		}
	})
}

func TestInfinitiesInQuantiles(t *testing.T) {
	inf := math.Inf(1)
	for _, test := range []struct {
		a    []float64
		q    float64
		want float64
	}{
		{[]float64{1, 2, inf}, 0.5, 2}, {[]float64{inf, inf}, 0.5, inf}, {[]float64{-inf, 1, inf}, 0.25, -inf}, {[]float64{-inf, inf}, 0.5, math.NaN()},
		{[]float64{1, inf}, 0.75, inf}, {[]float64{1, math.NaN()}, 0, math.NaN()}, {nil, 0.5, math.NaN()},
	} {
		if got := Quantile(New(test.a), test.q).Item(); !sameFloats([]float64{got}, []float64{test.want}) {
			t.Errorf("quantile %v of %v is %v, want %v", test.q, test.a, got, test.want)
		}
	}
	if got := NanQuantile(New([]float64{math.NaN(), 3, 1}), 1, KeepDims); got.Item() != 3 || !slices.Equal(got.Shape(), []int{1}) {
		t.Errorf("NanQuantile is %v", got)
	}
	if got := MedianAs[float32](New([]uint64{math.MaxUint64, math.MaxUint64})).Item(); got != math.MaxUint64 {
		t.Errorf("the median of uint64 is %v", got)
	}
}

func TestNanToNumInto(t *testing.T) {
	z := New([]complex64{complex(float32(math.NaN()), 2), complex(3, float32(math.Inf(-1)))})
	NanToNumInto(z.S("::-1"), z)
	if want := []complex64{complex(3, -math.MaxFloat32), 2i}; !slices.Equal(z.Data(), want) {
		t.Errorf("got %v, want %v", z, want)
	}
}

func TestDescriptivePanics(t *testing.T) {
	m, empty, nan := Arange[float64](6).Reshape(2, 3), Zeros[float64](0, 3), Full(math.NaN(), 2, 3)
	ints := Arange[int](4)
	for _, test := range []struct {
		name, want string
		f          func()
	}{
		{"option of no use", "Sum: shape (2, 3) has no use for Descending", func() { Sum(m, Descending) }},
		{"option of no use along an axis", "Diff: shape (2, 3) has no use for IncludeInitial", func() { Diff(m, IncludeInitial) }},
		{"option of no use for none", "Take: shape (4,) has no use for MethodNearest", func() { Take(ints, ints, MethodNearest) }},
		{"method of the median", "Median: shape (2, 3) has no use for MethodLower", func() { Median(m, MethodLower) }},
		{"sort", "Sort: axis 2 is out of range", func() { Sort(m, Descending, Axis(2)) }},
		{"sort of a scalar", "ArgSort: axis -1 is out of range for 0 axes", func() { ArgSort(Scalar(true)) }},
		{"quantile", "Quantile: shape (2, 3) has no quantile 1.5: they go from 0 to 1, a percentile as percent/100", func() { Quantile(m, 1.5) }},
		{"quantile nan", "Quantiles: shape (2, 3) has no quantile NaN", func() { Quantiles(m, []float64{0, math.NaN()}) }},
		{"quantile axis", "NanQuantile: axis 2 is out of range", func() { NanQuantile(m, 0, Axis(2)) }},
		{"partition", "Partition: index 3 is outside axis 1, which has length 3, shape (2, 3)", func() { Partition(m, 3) }},
		{"argpartition", "ArgPartition: index -3 is outside axis 0, which has length 2", func() { ArgPartition(m, -3, Axis(0)) }},
		{"partition of none", "Partition: index 0 is outside axis 0, which has length 0", func() { Partition(empty, 0, Axis(0)) }},
		{"top", "TopK: shape (2, 3) does not have 4 elements along the axis", func() { TopK(m, 4) }},
		{"top negative", "TopK: shape (2, 3) does not have -1 elements", func() { TopK(m, -1) }},
		{"lexsort", "LexSort: shapes (4,) and (2, 3) differ", func() { LexSort(ints, m) }},
		{"lexsort of none", "LexSort: one key at least is needed", func() { LexSort() }},
		{"lexsort of scalars", "LexSort: axis -1 is out of range", func() { LexSort(Scalar(1)) }},
		{"average", "Average: shapes (2,) and (2, 3) differ", func() { Average(m, Ones[float64](2)) }},
		{"average along an axis", "Average: shapes (1, 2) and (2, 3) differ", func() { Average(m, Ones[float64](2), Axis(1)) }},
		{"ptp of none", "Max: shape (0, 3) has length 0", func() { PtP(empty) }},
		{"cov", "Cov: shape (1, 2, 3) is of no rows of observations", func() { Cov(m.Reshape(1, 2, 3)) }},
		{"cov axis", "Cov: shape (2, 3) is of variables in rows", func() { Cov(m, Axis(0)) }},
		{"cov option", "Cov: shape (2, 3) has no use for Descending", func() { Cov(m, Descending) }},
		{"histogram", "Histogram: shape (2, 3) cannot go into 0 bins: one at least is needed", func() { Histogram(m, 0) }},
		{"histogram of nan", "Histogram: shape (2, 3) has elements without a finite range", func() { Histogram(nan, 3) }},
		{"histogram too wide", "has elements without a finite range", func() { Histogram(New([]float64{-1e308, 1e308}), 3) }},
		{"histogram edges", "HistogramEdges: shape (3,) has edges that do not rise", func() { HistogramEdges(m, New([]float64{1, 3, 2})) }},
		{"histogram nan edge", "has edges that do not rise", func() { HistogramEdges(m, New([]float64{math.NaN()})) }},
		{"histogram no edges", "HistogramEdges: shape (2, 3) is of no list of edges", func() { HistogramEdges(m, m) }},
		{"histogram weights", "HistogramWeights: shapes (2, 3) and (4,) differ: the second is the weights'", func() { HistogramWeights(m, ints, Arange[float64](2)) }},
		{"bincount huge", "BinCount: shape () has the element 18446744073709551614, which", func() { BinCount(Scalar(uint64(math.MaxUint64-1)), 0) }},
		{"bincount", "BinCount: shape (2,) has the element -1, which is no number of a bin", func() { BinCount(New([]int{1, -1}), 0) }},
		{"bincount unsigned", "has the element 9223372036854775807, which is no number of a bin", func() { BinCount(New([]uint64{1<<63 - 1}), 0) }},
		{"bincount length", "BinCount: shape (4,) cannot go into -1 bins", func() { BinCount(ints, -1) }},
		{"bincount weights", "BinCountWeights: shapes (4,) and (2, 3) differ", func() { BinCountWeights(ints, m, 0) }},
		{"digitize", "Digitize: shape (3,) is of no edges that rise or fall", func() { Digitize(m, New([]float64{1, 3, 2})) }},
		{"digitize axes", "Digitize: shape (2, 3) is of no edges", func() { Digitize(m, m) }},
		{"nanmax of none", "NanMax: shape (0, 3) has length 0", func() { NanMax(empty) }},
		{"nanargmin", "NanArgMin: shape (2, 3) has nothing but NaN along an axis", func() { NanArgMin(nan, Axis(1)) }},
		{"nanargmax of none", "NanArgMax: shape (0, 3) has length 0", func() { NanArgMax(empty) }},
		{"diff", "DiffN: shape (4,) has no differences of a negative order", func() { DiffN(ints, -1) }},
		{"gradient", "Gradient: shape (1, 3) has no slope along the axis", func() { Gradient(m.S("0:1"), 1, Axis(0)) }},
		{"interp", "Interp: shapes (2, 3) and (4,) are of no points", func() { Interp(m, m, Arange[float64](4)) }},
		{"interp falling", "Interp: shape (3,) has points that do not rise", func() { Interp(m, m.S("0, ::-1"), m.S("0")) }},
		{"convolve", "Convolve: shapes (2, 3) and (2, 3) are not both of one axis", func() { Convolve(m, m) }},
		{"into", "NanToNumInto: shapes (3,) and (2, 3) differ", func() { NanToNumInto(Zeros[float64](3), m) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			defer func() {
				switch e := recover().(type) {
				case *ShapeError, *AxisError, *IndexError:
					if text := e.(error).Error(); !strings.Contains(text, test.want) {
						t.Errorf("message is\n%s\nwant in it\n%s", text, test.want)
					}
				default:
					t.Errorf("panic %v, want a typed one", e)
				}
			}()
			test.f()
		})
	}
}
