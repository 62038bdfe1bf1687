package arraylib

import (
	"math"
	"unsafe"
)

// nanOps pass over NaN. A complex number is NaN if one of its parts is.
type nanOps interface {
	present(d, a, _ span) // d int: 1 for what is not NaN
	orZero(d, a, _ span)
	orOne(d, a, _ span)
}

var nans = [numDTypes]nanOps{
	Float32: &nanNumber[float32]{}, Float64: &nanNumber[float64]{}, Complex64: &nanNumber[complex64]{}, Complex128: &nanNumber[complex128]{},
}

type nanNumber[T Inexact] struct{}

func (*nanNumber[T]) present(d, a, _ span) {
	each(of[int](d), of[T](a), func(x T) int {
		if x == x {
			return 1
		}
		return 0
	})
}

func (*nanNumber[T]) orZero(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T {
		if x == x {
			return x
		}
		return 0
	})
}

func (*nanNumber[T]) orOne(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T {
		if x == x {
			return x
		}
		return 1
	})
}

// nanFloatOps are for floats alone. Of two numbers, one of which is NaN, the other is the lesser and the greater.
type nanFloatOps interface {
	lesser(d, a, b span)
	greater(d, a, b span)
	least(d, a, _ span)            // d[0] of all of a
	greatest(d, a, _ span)         // d[0] of all of a
	placeLesser(best, a span) int  // as argMin
	placeGreater(best, a span) int // as argMax
	numbersDeviation(d, a, m span) // (a-m)², or 0 for NaN
	toFinite(d, a, _ span)
}

var nanFloats = [numDTypes]nanFloatOps{Float32: &nanFloat[float32]{}, Float64: &nanFloat[float64]{}}

type nanFloat[T Float] struct{}

// lesserNumber and greaterNumber prefer y only where it is better, or x is no number.
func lesserNumber[T Float](x, y T) T {
	if y < x || x != x {
		return y
	}
	return x
}

func greaterNumber[T Float](x, y T) T {
	if y > x || x != x {
		return y
	}
	return x
}

func (*nanFloat[T]) lesser(d, a, b span)  { zip(of[T](d), of[T](a), of[T](b), lesserNumber[T]) }
func (*nanFloat[T]) greater(d, a, b span) { zip(of[T](d), of[T](a), of[T](b), greaterNumber[T]) }

func (*nanFloat[T]) least(d, a, _ span) {
	m := of[T](a)[0]
	for _, x := range of[T](a) {
		m = lesserNumber(m, x)
	}
	of[T](d)[0] = m
}

func (*nanFloat[T]) greatest(d, a, _ span) {
	m := of[T](a)[0]
	for _, x := range of[T](a) {
		m = greaterNumber(m, x)
	}
	of[T](d)[0] = m
}

func (*nanFloat[T]) placeLesser(best, a span) int {
	return searchNumber(&of[T](best)[0], of[T](a), func(x, m T) bool { return x < m })
}

func (*nanFloat[T]) placeGreater(best, a span) int {
	return searchNumber(&of[T](best)[0], of[T](a), func(x, m T) bool { return x > m })
}

func searchNumber[T Float](best *T, a []T, beats func(x, m T) bool) int {
	m, at := *best, -1
	for i, x := range a {
		if beats(x, m) || m != m && x == x {
			m, at = x, i
		}
	}
	*best = m
	return at
}

func (*nanFloat[T]) numbersDeviation(d, a, m span) {
	zip(of[T](d), of[T](a), of[T](m), func(x, y T) T {
		if x != x {
			return 0
		}
		x -= y
		return x * x
	})
}

func (*nanFloat[T]) toFinite(d, a, _ span) {
	limit := math.MaxFloat64
	if unsafe.Sizeof(T(0)) == 4 {
		limit = math.MaxFloat32
	}
	most := T(limit)
	each(of[T](d), of[T](a), func(x T) T {
		if x != x {
			return 0
		}
		return min(max(x, -most), most)
	})
}
