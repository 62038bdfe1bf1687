package arraylib

import (
	"math"
	"slices"
	"strconv"
	"unsafe"
)

// Median returns the element in the middle of the sorted ones, or the mean of the two there: NaN if one is NaN or there is none. As
// [Quantile] it takes time in proportion to the elements, and reduces as [Sum] does.
func Median[T Float](a *Array[T], opts ...Option) *Array[T] {
	return as[T](median("Median", &a.c, dtypeOf[T](), false, opts))
}

// MedianAs returns the median of elements of another type: MedianAs[float64](counts).
func MedianAs[R Float, T Real](a *Array[T], opts ...Option) *Array[R] {
	return as[R](median("MedianAs", &a.c, dtypeOf[R](), false, opts))
}

// NanMedian returns the median of the elements that are not NaN: NaN, of which NumPy warns, if there is none.
func NanMedian[T Float](a *Array[T], opts ...Option) *Array[T] {
	return as[T](median("NanMedian", &a.c, dtypeOf[T](), true, opts))
}

//go:noinline
func median(op string, a *core, dt DType, skipNaN bool, opts []Option) *core {
	return quantilesBy(op, a, dt, []float64{0.5}, methodMedian, skipNaN, opts).pickAxis(0, 0)
}

// Quantile returns the value below which a share q of the elements lies: between two of them it is interpolated linearly, or as one of
// the Method options says. It is NaN if an element is NaN or there is none, and infinite only where an infinite element takes part,
// which NumPy makes NaN. np.percentile(a, p) is Quantile(a, p/100); integers become floats first, by [AsType].
//
// It panics with *[ShapeError] if q is not from 0 to 1, and with *[AxisError] as [Sum] does.
func Quantile[T Float](a *Array[T], q float64, opts ...Option) *Array[T] {
	return as[T](quantile("Quantile", &a.c, q, false, opts))
}

// Quantiles returns several quantiles, one after the other along a new first axis: np.quantile of a list, or np.percentile. See [Quantile].
func Quantiles[T Float](a *Array[T], q []float64, opts ...Option) *Array[T] {
	return as[T](quantiles("Quantiles", &a.c, q, false, opts))
}

// NanQuantile returns the quantile of the elements that are not NaN: NaN, of which NumPy warns, if there is none. np.nanpercentile(a, p) is
// NanQuantile(a, p/100). It panics as [Quantile].
func NanQuantile[T Float](a *Array[T], q float64, opts ...Option) *Array[T] {
	return as[T](quantile("NanQuantile", &a.c, q, true, opts))
}

// NanQuantiles returns several quantiles of the elements that are not NaN, as [Quantiles] does.
func NanQuantiles[T Float](a *Array[T], q []float64, opts ...Option) *Array[T] {
	return as[T](quantiles("NanQuantiles", &a.c, q, true, opts))
}

//go:noinline
func quantile(op string, a *core, q float64, skipNaN bool, opts []Option) *core {
	return quantiles(op, a, []float64{q}, skipNaN, opts).pickAxis(0, 0)
}

//go:noinline
func quantiles(op string, a *core, q []float64, skipNaN bool, opts []Option) *core {
	method, opts := choice(opts, methodInvertedCDF, methodNearest)
	return quantilesBy(op, a, a.dtype, q, method, skipNaN, opts)
}

// quantilesBy puts the elements of each line that a quantile needs, and only those, into their places, going through the quantiles in
// rising order.
func quantilesBy(op string, a *core, dt DType, q []float64, method uint64, skipNaN bool, opts []Option) *core {
	rising := make([]int, len(q))
	for i, x := range q {
		rising[i] = i
		if !(x >= 0 && x <= 1) {
			panic(&ShapeError{Op: op, A: a.shape, Why: "has no quantile " + strconv.FormatFloat(x, 'g', -1, 64) + ": they go from 0 to 1, a percentile as percent/100"})
		}
	}
	sorts[Float64].order(rising, span{unsafe.Pointer(unsafe.SliceData(q)), len(q)})
	shape, kept, gone := newAxisSet(op, opts, a.shape).split(nil, a)
	d := newResult(op, Float64, slices.Insert(shape, 0, len(q)))
	if d.len == 0 {
		return d.castTo(op, dt)
	}
	line, k := newResult(op, a.dtype, []int{gone.size}), selects[a.dtype]
	for column := range d.len / len(q) {
		s := span{line.base, gone.size}
		m := 0 // elements that count
		if s.n > 0 {
			gone.gather(s, a, a.off+kept.offset(column), 0)
			m = k.numbers(s)
		}
		none := m == 0 || m < s.n && !skipNaN
		placed := 0 // leading elements of which those that were needed are in their places
		at := func(i int) float64 {
			if i >= placed {
				k.partition(span{line.pointer(placed), m - placed}, i-placed)
				placed = i + 1
			}
			return realAt(line.dtype, line.pointer(i))
		}
		for _, i := range rising {
			v := math.NaN()
			if !none {
				place, t := place(method, m, q[i])
				v = at(place)
				if t != 0 {
					v = between(v, at(place+1), t, method)
				}
			}
			storage[float64](d)[i*kept.size+column] = v
		}
	}
	if dt != Float64 {
		return d.cast(op, dt)
	}
	return d
}

// realAt returns an element of a real type as a float64.
func realAt(dt DType, p unsafe.Pointer) float64 {
	switch {
	case dt >= Float32:
		re, _ := partsAt(dt, p)
		return re
	case dt == Uint64:
		return float64(*(*uint64)(p))
	}
	return float64(intAt(dt, p))
}

// between returns what lies a share t of the way from x to y.
func between(x, y, t float64, method uint64) float64 {
	switch {
	case x == y: // infinities too
		return x
	case method == methodMedian:
		return (x + y) / 2
	case math.IsInf(y-x, 0):
		return float64(x*(1-t)) + float64(y*t)
	case t >= 0.5:
		return y - float64((y-x)*(1-t))
	}
	return x + float64((y-x)*t)
}

// place returns where the quantile q of n sorted elements is: at element i, or a share t of the way to the next one.
func place(method uint64, n int, q float64) (i int, t float64) {
	last, size := float64(n-1), float64(n)
	at := last * q
	hyndmanFan := func(alpha, beta float64) float64 {
		return float64(size*q) + (alpha + float64(q*(1-alpha-beta))) - 1
	}
	switch method {
	case methodInvertedCDF:
		at = math.Ceil(float64(size*q) - 1)
	case methodAveragedInvertedCDF:
		at = float64(size*q) - 1
		switch {
		case at < 0:
		case at == math.Floor(at):
			at += 0.5
		default:
			at = math.Ceil(at)
		}
	case methodClosestObservation: // of two at one distance the one whose number, counted from 1, is even
		at = float64(size*q) - 1.5
		if floor := math.Floor(at); floor != at || math.Mod(floor, 2) == 0 {
			at = floor + 1
		}
	case methodInterpolatedInvertedCDF:
		at = hyndmanFan(0, 1)
	case methodHazen:
		at = hyndmanFan(0.5, 0.5)
	case methodWeibull:
		at = hyndmanFan(0, 0)
	case methodMedianUnbiased:
		at = hyndmanFan(1./3, 1./3)
	case methodNormalUnbiased:
		at = hyndmanFan(3./8, 3./8)
	case methodLower:
		at = math.Floor(at)
	case methodHigher:
		at = math.Ceil(at)
	case methodMidpoint:
		at = (math.Floor(at) + math.Ceil(at)) / 2
	case methodNearest:
		at = math.RoundToEven(at)
	}
	at = max(0, min(at, last))
	i = int(at)
	return i, at - float64(i)
}
