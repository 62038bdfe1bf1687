package arraylib

import (
	"math"
	"slices"
)

// Gradient returns the slopes along an axis on which neighbours are dx apart: half the difference of the two neighbours of an element over
// dx, and at the ends the difference to the only one. Without an axis it is the last; NumPy goes along all in turn.
//
// It panics with *[ShapeError] if the axis has fewer than 2 elements, and with *[AxisError] as [Sort] does.
func Gradient[T Inexact](a *Array[T], dx T, opts ...Option) *Array[T] {
	return as[T](gradient(&a.c, toWord(dx), toWord(dx+dx), opts))
}

//go:noinline
func gradient(a *core, dx, twice word, opts []Option) *core {
	axis := axisOption("Gradient", opts, a.shape, lastAxis)
	n := a.shape[axis]
	if n < 2 {
		panic(&ShapeError{Op: "Gradient", A: a.shape, Why: "has no slope along the axis: two elements are needed"})
	}
	d := newResult("Gradient", a.dtype, a.shape)
	slope := func(first, count, before, after int, width word) {
		part := d.cut(axis, first, count)
		subtract(part, a.cut(axis, after, count), a.cut(axis, before, count), word{})
		divide(part, part, nil, width)
	}
	slope(0, 1, 0, 1, dx)
	slope(1, n-2, 0, 2, twice)
	slope(n-1, 1, n-2, n-1, dx)
	return d
}

// Trapezoid returns the integral along an axis, on which neighbours are dx apart, by the trapezoidal rule: Σ dx·(a[i]+a[i+1])/2. Without an
// axis it is the last. It panics with *[AxisError] as [Sort] does.
func Trapezoid[T Inexact](a *Array[T], dx T, opts ...Option) *Array[T] {
	return as[T](trapezoid(&a.c, toWord(dx), toWord(T(2)), opts))
}

//go:noinline
func trapezoid(a *core, dx, two word, opts []Option) *core {
	axis := axisOption("Trapezoid", opts, a.shape, lastAxis)
	n := a.shape[axis]
	heights := add(nil, a.cut(axis, min(1, n), max(0, n-1)), a.cut(axis, 0, max(0, n-1)), word{})
	multiply(heights, heights, nil, dx)
	return sum(nil, divide(heights, heights, nil, two), []Option{Axis(axis)})
}

// Interp returns, for each x, the height of the line through the points (xp, fp), whose xp rise: fp's first to their left and its last to
// their right. It is computed in float64.
//
// It panics with *[ShapeError] if there is no point, or xp and fp are not of one axis and length, or xp does not rise.
func Interp[T Float](x, xp, fp *Array[T]) *Array[T] { return as[T](interp(&x.c, &xp.c, &fp.c)) }

//go:noinline
func interp(x, xp, fp *core) *core {
	if len(xp.shape) != 1 || xp.shape[0] == 0 || !slices.Equal(xp.shape, fp.shape) {
		panic(&ShapeError{"Interp", xp.shape, slices.Clone(fp.shape), "are of no points: one axis, the same and not empty, is needed"})
	}
	px, py := float64s("Interp", xp), float64s("Interp", fp)
	if !isRising(px) {
		panic(&ShapeError{Op: "Interp", A: xp.shape, Why: "has points that do not rise"})
	}
	d := newResult("Interp", Float64, x.shape)
	for i, v := range float64s("Interp", x) {
		storage[float64](d)[i] = heightAt(px, py, v)
	}
	return d.castTo("Interp", x.dtype)
}

func heightAt(px, py []float64, x float64) float64 {
	last := len(px) - 1
	i := upperBound(px, x) - 1
	switch {
	case x != x:
		return x
	case i < 0:
		return py[0]
	case i == last:
		return py[last]
	case px[i] == x:
		return py[i]
	}
	slope := (py[i+1] - py[i]) / (px[i+1] - px[i])
	y := float64(slope*(x-px[i])) + py[i]
	if math.IsNaN(y) { // from the other side, as when the first point is infinite
		if y = float64(slope*(x-px[i+1])) + py[i+1]; math.IsNaN(y) && py[i] == py[i+1] {
			y = py[i]
		}
	}
	return y
}

// Convolve returns the sums Σ a[i]·v[k-i] for all k, one fewer than both have elements together. With [ConvolveSame] it is those in the
// middle, as many as the longer operand has, and with [ConvolveValid] those in which the shorter takes part whole. It adds the products one
// after the other, in time in proportion to the product of the lengths.
//
// It panics with *[ShapeError] if an operand does not have one axis, or is empty.
func Convolve[T Number](a, v *Array[T], opts ...Option) *Array[T] {
	return as[T](convolve(&a.c, &v.c, opts))
}

//go:noinline
func convolve(a, v *core, opts []Option) *core {
	mode, opts := choice(opts, convolveSame, convolveValid)
	if newAxisSet("Convolve", opts, a.shape); len(a.shape) != 1 || len(v.shape) != 1 || a.size() == 0 || v.size() == 0 {
		panic(&ShapeError{"Convolve", a.shape, slices.Clone(v.shape), "are not both of one axis with an element"})
	}
	long, short := a.whole("Convolve"), v.whole("Convolve")
	if long.n < short.n {
		long, short = short, long
	}
	d := newCore("Convolve", a.dtype, []int{long.n + short.n - 1})
	convolutions[a.dtype].convolve(span{d.base, d.len}, long, short)
	switch mode {
	case convolveSame:
		return d.cut(0, (short.n-1)/2, long.n).copy("Convolve")
	case convolveValid:
		return d.cut(0, short.n-1, long.n-short.n+1).copy("Convolve")
	}
	return d
}

type convolutionOps interface {
	convolve(d, long, short span) // adds to d
}

var convolutions = [numDTypes]convolutionOps{
	Int8: &convolution[int8]{}, Int16: &convolution[int16]{}, Int32: &convolution[int32]{}, Int64: &convolution[int64]{},
	Uint8: &convolution[uint8]{}, Uint16: &convolution[uint16]{}, Uint32: &convolution[uint32]{}, Uint64: &convolution[uint64]{},
	Float32: &convolution[float32]{}, Float64: &convolution[float64]{},
	Complex64: &convolution[complex64]{}, Complex128: &convolution[complex128]{},
}

type convolution[T Number] struct{}

func (*convolution[T]) convolve(d, long, short span) {
	for i, s := range of[T](short) {
		zip(of[T](d)[i:i+long.n], of[T](d)[i:i+long.n], of[T](long), func(sum, x T) T { return sum + T(s*x) })
	}
}
