package arraylib

import (
	"math/bits"
	"slices"
)

// PtP returns the greatest element less the least, or NaN if there is one. Integers wrap around. It panics as [Max] does.
func PtP[T Real](a *Array[T], opts ...Option) *Array[T] { return as[T](ptp(&a.c, opts)) }

//go:noinline
func ptp(a *core, opts []Option) *core {
	d := maxOf(nil, a, opts)
	return subtract(d, d, minOf(nil, a, opts), word{})
}

// Average returns the mean of the elements, each counted as often as its weight says: Σ a·weights / Σ weights. The weights stretch to a's
// shape; those with one axis are along the axis that is named, if one is. Weights whose sum is 0, an error in NumPy, leave NaN or an
// infinity. Without weights it is [Mean].
//
// It panics with *[ShapeError] if the weights do not stretch, and with *[AxisError] as [Sum] does.
func Average[T Inexact](a, weights *Array[T], opts ...Option) *Array[T] {
	return as[T](average(&a.c, &weights.c, opts))
}

//go:noinline
func average(a, weights *core, opts []Option) *core {
	set := newAxisSet("Average", opts, a.shape)
	if len(weights.shape) == 1 && bits.OnesCount32(set.bits) == 1 {
		shape := slices.Repeat([]int{1}, len(a.shape))
		shape[bits.TrailingZeros32(set.bits)] = weights.shape[0]
		weights = weights.reshape(shape)
	}
	weights = weights.broadcastTo("Average", a.shape)
	d := sum(nil, multiply(nil, a, weights, word{}), opts)
	return divide(d, d, sum(nil, weights, opts), word{})
}

// Cov returns the matrix of the covariances of variables, each a row of a; a's columns are observations. Of one variable, which may be all
// of an a with one axis, it is the variance, without an axis. As in NumPy, and unlike [Var], it divides by one less than the number of
// observations, unless [Correction] says another difference.
//
// It panics with *[ShapeError] if a has more than two axes.
func Cov[T Float](a *Array[T], opts ...Option) *Array[T] { return as[T](cov("Cov", &a.c, opts)) }

//go:noinline
func cov(op string, a *core, opts []Option) *core {
	less, opts := correctionOption(opts, 1)
	if len(opts) > 0 {
		newAxisSet(op, opts, a.shape)
		panic(&ShapeError{Op: op, A: a.shape, Why: "is of variables in rows: no axis can be named or kept"})
	}
	if len(a.shape) > 2 {
		panic(&ShapeError{Op: op, A: a.shape, Why: "is of no rows of observations: two axes are needed"})
	}
	shape := slices.Concat(slices.Repeat([]int{1}, 2-len(a.shape)), a.shape)
	m, n := shape[0], shape[1]
	along := []Option{Axis(1), KeepDims}
	a = a.reshape(shape)
	a = subtract(nil, a, divideByCount(sum(nil, a, along), a, along), word{})
	d := newResult(op, a.dtype, []int{m, m})
	for i := range m { // row i of the upper triangle, mirrored
		row := sum(nil, multiply(nil, a.cut(0, i, m-i), a.cut(0, i, 1), word{}), along[:1])
		copyTo(op, d.pickAxis(0, i).cut(0, i, m-i), row)
		copyTo(op, d.pickAxis(1, i).cut(0, i, m-i), row)
	}
	if d.len > 0 {
		inexacts[d.dtype].over(span{d.base, d.len}, max(0, float64(n)-less))
	}
	if m == 1 {
		return d.reshape(nil)
	}
	return d
}

// CorrCoef returns the matrix of the correlations of variables, each a row of a: their covariances divided by their standard deviations,
// from -1 to 1, or NaN if a variable does not vary. See [Cov].
func CorrCoef[T Float](a *Array[T]) *Array[T] {
	return as[T](corrCoef(&a.c, toWord(T(-1)), toWord(T(1))))
}

//go:noinline
func corrCoef(a *core, low, high word) *core {
	d := cov("CorrCoef", a, nil)
	if len(d.shape) == 0 {
		return divide(d, d, d, word{})
	}
	deviation := sqrt(nil, d.diagonal())
	divide(d, d, deviation.reshape([]int{-1, 1}), word{})
	divide(d, d, deviation, word{})
	return clip(d, d, low, high)
}
