package arraylib

import (
	"math"
	"slices"
	"strconv"
	"sync"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
)

// Histogram returns how many elements of a fall into each of a number of bins of equal width from the least to the greatest element, and
// the edges of the bins, one more than there are bins. A bin holds its lower edge, and the last one its upper edge too. Equal elements get
// a range of 1 around them, no elements that from 0 to 1. For another range give [HistogramEdges] the edges Linspace(low, high, bins+1).
// Divided by their sum and the widths Diff(edges), the counts are a density.
//
// It panics with *[ShapeError] if there is no bin, or the elements have no finite range, as when one is NaN or infinite, or one so narrow
// that float64 has no different edges for so many bins.
func Histogram[T Real](a *Array[T], bins int) (counts *Array[int], edges *Array[float64]) {
	return asPair[int, float64](histogram(&a.c, bins))
}

//go:noinline
func histogram(a *core, bins int) (counts, edges *core) {
	if bins < 1 {
		panic(&ShapeError{Op: "Histogram", A: a.shape, Why: "cannot go into " + plural(bins, "bin") + ": one at least is needed"})
	}
	low, high := 0.0, 1.0
	if a.size() > 0 {
		low, high = realAt(a.dtype, minOf(nil, a, nil).base), realAt(a.dtype, maxOf(nil, a, nil).base)
	}
	if width := high - low; math.IsNaN(width) || math.IsInf(width, 0) {
		panic(&ShapeError{Op: "Histogram", A: a.shape, Why: "has elements without a finite range: HistogramEdges needs none"})
	}
	if low == high {
		low, high = low-0.5, high+0.5
	}
	counts = newCore("Histogram", dtypeOf[int](), []int{bins})
	edges = linspace(Float64, low, high, bins+1)
	e := storage[float64](edges)
	for i, x := range e[1:] {
		if !(x > e[i]) {
			panic(&ShapeError{Op: "Histogram", A: a.shape, Why: "has elements in so narrow a range that edges of " + plural(bins, "bin") + " in it do not differ"})
		}
	}
	count := storage[int](counts)
	for _, x := range float64s("Histogram", a) {
		k := min(int((x-low)/(high-low)*float64(bins)), bins-1)
		if x < e[k] { // the edges decide, whatever was rounded
			k--
		} else if k+1 < bins && x >= e[k+1] {
			k++
		}
		count[k]++
	}
	return counts, edges
}

// float64s returns the elements of c in C order as float64, in place where they are.
func float64s(op string, c *core) []float64 {
	if c.size() == 0 {
		return nil
	}
	if c.dtype != Float64 {
		c = c.cast(op, Float64)
	}
	return of[float64](c.whole(op))
}

// HistogramEdges returns how many elements of a fall into the bins between neighbours of edges, which rise: np.histogram(a, edges)[0]. A bin
// holds its lower edge, and the last one its upper edge too. Elements outside all bins count nowhere, and neither does NaN. They are
// compared as float64.
//
// It panics with *[ShapeError] if edges does not have one axis, is empty, or does not rise.
func HistogramEdges[T Real](a *Array[T], edges *Array[float64]) *Array[int] {
	return as[int](histogramEdges(&a.c, &edges.c))
}

//go:noinline
func histogramEdges(a, edges *core) *core {
	e := risingEdges("HistogramEdges", edges)
	d := newCore("HistogramEdges", dtypeOf[int](), []int{len(e) - 1})
	for _, x := range float64s("HistogramEdges", a) {
		if k := binOf(e, x); k >= 0 {
			storage[int](d)[k]++
		}
	}
	return d
}

// HistogramWeights returns the sums of the weights of the elements that fall into each bin: np.histogram with weights; see
// [HistogramEdges].
//
// It panics as that does, and if weights does not have a's shape.
func HistogramWeights[T, W Real](a *Array[T], weights *Array[W], edges *Array[float64]) *Array[float64] {
	return as[float64](histogramWeights(&a.c, &weights.c, &edges.c))
}

//go:noinline
func histogramWeights(a, weights, edges *core) *core {
	e := risingEdges("HistogramWeights", edges)
	checkWeights("HistogramWeights", a, weights)
	d := newCore("HistogramWeights", Float64, []int{len(e) - 1})
	w := float64s("HistogramWeights", weights)
	for i, x := range float64s("HistogramWeights", a) {
		if k := binOf(e, x); k >= 0 {
			storage[float64](d)[k] += w[i]
		}
	}
	return d
}

func checkWeights(op string, a, weights *core) {
	if !slices.Equal(a.shape, weights.shape) {
		panic(&ShapeError{op, a.shape, slices.Clone(weights.shape), "differ: the second is the weights'"})
	}
}

func risingEdges(op string, edges *core) []float64 {
	e := float64s(op, edges)
	if len(edges.shape) != 1 || len(e) == 0 {
		panic(&ShapeError{Op: op, A: edges.shape, Why: "is of no list of edges: one axis with an element is needed"})
	}
	if !isRising(e) {
		panic(&ShapeError{Op: op, A: edges.shape, Why: "has edges that do not rise"})
	}
	return e
}

func isRising(e []float64) bool {
	for i, x := range e {
		if !(x >= e[max(0, i-1)]) {
			return false
		}
	}
	return true
}

// binOf returns which of the bins between e's elements x is in, or -1.
func binOf(e []float64, x float64) int {
	last := len(e) - 1
	if !(x >= e[0] && x <= e[last]) {
		return -1
	}
	return min(upperBound(e, x), last) - 1
}

// BinCount returns how often each number from 0 to the greatest element of a comes in it, or to minLength-1 if that is more:
// np.bincount(a, minlength=minLength). a may have any shape.
//
// It panics with *[ShapeError] if an element or minLength is negative.
func BinCount[I Integer](a *Array[I], minLength int) *Array[int] {
	return as[int](binCount(&a.c, minLength))
}

//go:noinline
func binCount(a *core, minLength int) *core {
	bins, n := binNumbers("BinCount", a, minLength)
	d := newCore("BinCount", dtypeOf[int](), []int{n})
	counts := storage[int](d)
	if bins.n < 4*grainBytes {
		countBins(counts, bins, a.dtype)
		return d
	}
	var adding sync.Mutex
	parallel.For(bins.n, max(grainBytes, 4*n), func(lo, hi int) {
		part := make([]int, n)
		countBins(part, span{unsafe.Add(bins.p, lo<<dtypes[a.dtype].shift), hi - lo}, a.dtype)
		adding.Lock()
		defer adding.Unlock()
		for i, k := range part {
			counts[i] += k
		}
	})
	return d
}

// countBins counts in several tables, if they are small beside what is counted: to count twice in one place takes longer than in two.
func countBins(counts []int, bins span, dt DType) {
	n := len(counts)
	if 16*n > bins.n || n > 1024 {
		eachBins(bins, dt, func(_ int, bins []int64) {
			for _, k := range bins {
				counts[k]++
			}
		})
		return
	}
	tables := make([]int, 4*n)
	t0, t1, t2, t3 := tables[:n], tables[n:2*n], tables[2*n:3*n], tables[3*n:]
	eachBins(bins, dt, func(_ int, bins []int64) {
		for ; len(bins) >= 4; bins = bins[4:] {
			t0[bins[0]]++
			t1[bins[1]]++
			t2[bins[2]]++
			t3[bins[3]]++
		}
		for _, k := range bins {
			t0[k]++
		}
	})
	for i := range counts {
		counts[i] += t0[i] + t1[i] + t2[i] + t3[i]
	}
}

// eachBins calls f with some elements of bins after the other, and with the number of those before.
func eachBins(bins span, dt DType, f func(first int, bins []int64)) {
	if dt == Int64 {
		f(0, of[int64](bins))
		return
	}
	buf := scratches.Get().(*scratch)
	defer scratches.Put(buf)
	cast := castKernel(Int64, dt)
	for i := 0; i < bins.n; {
		tile := span{unsafe.Pointer(&buf[0]), min(tileBytes/8, bins.n-i)}
		cast(tile, span{unsafe.Add(bins.p, i<<dtypes[dt].shift), tile.n}, span{})
		f(i, of[int64](tile))
		i += tile.n
	}
}

// BinCountWeights returns the sums of the weights of the elements of a that are 0, 1, and so on: np.bincount with weights; see [BinCount].
//
// It panics as that does, and if weights does not have a's shape.
func BinCountWeights[W Real, I Integer](a *Array[I], weights *Array[W], minLength int) *Array[float64] {
	return as[float64](binCountWeights(&a.c, &weights.c, minLength))
}

//go:noinline
func binCountWeights(a, weights *core, minLength int) *core {
	checkWeights("BinCountWeights", a, weights)
	bins, n := binNumbers("BinCountWeights", a, minLength)
	d := newCore("BinCountWeights", Float64, []int{n})
	sums, w := storage[float64](d), float64s("BinCountWeights", weights)
	if bins.n > 0 {
		eachBins(bins, a.dtype, func(first int, bins []int64) {
			w := w[first:][:len(bins)]
			for i, k := range bins {
				sums[k] += w[i]
			}
		})
	}
	return d
}

// binNumbers returns a's elements, which are numbers of bins, in C order, and how many bins there are.
func binNumbers(op string, a *core, minLength int) (bins span, n int) {
	if minLength < 0 {
		panic(&ShapeError{Op: op, A: a.shape, Why: "cannot go into " + plural(minLength, "bin")})
	}
	if a.size() == 0 {
		return span{}, minLength
	}
	bins = a.whole(op)
	low, high := rangeOf(bins, a.dtype)
	if low < 0 || high < 0 || high >= math.MaxInt {
		wrong := low
		if low >= 0 {
			wrong = high
		}
		text := strconv.FormatInt(wrong, 10)
		if a.dtype >= Uint8 {
			text = strconv.FormatUint(uint64(wrong), 10)
		}
		panic(&ShapeError{Op: op, A: a.shape, Why: "has the element " + text + ", which is no number of a bin"})
	}
	return bins, max(minLength, int(high)+1)
}

// Digitize returns which bin each element of x is in: i where edges[i-1] ≤ x < edges[i], or, if the edges fall, edges[i-1] > x ≥ edges[i];
// 0 below the first edge and the number of edges from the last one on. For rising edges it is [SearchSortedRight](edges, x), and
// np.digitize with right=True is [SearchSorted].
//
// It panics with *[ShapeError] if edges does not have one axis, or neither rises nor falls.
func Digitize[T Real](x, edges *Array[T]) *Array[int] { return as[int](digitize(&x.c, &edges.c)) }

//go:noinline
func digitize(x, edges *core) *core {
	if len(edges.shape) == 1 {
		e := float64s("Digitize", edges)
		if isRising(e) {
			return searchSorted("Digitize", edges, x, true)
		}
		if edges = edges.flip(nil); isRising(float64s("Digitize", edges)) {
			return subtract(nil, full(dtypeOf[int](), toWord(len(e)), nil), searchSorted("Digitize", edges, x, true), word{})
		}
	}
	panic(&ShapeError{Op: "Digitize", A: edges.shape, Why: "is of no edges that rise or fall along one axis"})
}
