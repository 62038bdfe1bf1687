package arraylib

import "slices"

// Comparisons give arrays of bool; the forms are those of arithmetic. As everywhere, NaN is not equal to anything, itself included, and
// neither less nor greater.

// Equal returns where a == b.
func Equal[T Elem](a, b *Array[T]) *Array[bool] {
	return as[bool](equal(nil, &a.c, &b.c, word{}))
}

// EqualScalar returns where a == s.
func EqualScalar[T Elem](a *Array[T], s T) *Array[bool] {
	return as[bool](equal(nil, &a.c, nil, toWord(s)))
}

// EqualInto sets dst to where a == b.
func EqualInto[T Elem](dst *Array[bool], a, b *Array[T]) { equal(&dst.c, &a.c, &b.c, word{}) }

// EqualScalarInto sets dst to where a == s.
func EqualScalarInto[T Elem](dst *Array[bool], a *Array[T], s T) {
	equal(&dst.c, &a.c, nil, toWord(s))
}

//go:noinline
func equal(d, a, b *core, s word) *core {
	return binary("Equal", elems[a.dtype].equal, Bool, d, a, b, s)
}

// NotEqual returns where a != b.
func NotEqual[T Elem](a, b *Array[T]) *Array[bool] {
	return as[bool](notEqual(nil, &a.c, &b.c, word{}))
}

// NotEqualScalar returns where a != s.
func NotEqualScalar[T Elem](a *Array[T], s T) *Array[bool] {
	return as[bool](notEqual(nil, &a.c, nil, toWord(s)))
}

// NotEqualInto sets dst to where a != b.
func NotEqualInto[T Elem](dst *Array[bool], a, b *Array[T]) { notEqual(&dst.c, &a.c, &b.c, word{}) }

// NotEqualScalarInto sets dst to where a != s.
func NotEqualScalarInto[T Elem](dst *Array[bool], a *Array[T], s T) {
	notEqual(&dst.c, &a.c, nil, toWord(s))
}

//go:noinline
func notEqual(d, a, b *core, s word) *core {
	return binary("NotEqual", elems[a.dtype].notEqual, Bool, d, a, b, s)
}

// Less returns where a < b.
func Less[T Real](a, b *Array[T]) *Array[bool] {
	return as[bool](less(nil, &a.c, &b.c, word{}))
}

// LessScalar returns where a < s.
func LessScalar[T Real](a *Array[T], s T) *Array[bool] {
	return as[bool](less(nil, &a.c, nil, toWord(s)))
}

// LessInto sets dst to where a < b.
func LessInto[T Real](dst *Array[bool], a, b *Array[T]) { less(&dst.c, &a.c, &b.c, word{}) }

// LessScalarInto sets dst to where a < s.
func LessScalarInto[T Real](dst *Array[bool], a *Array[T], s T) {
	less(&dst.c, &a.c, nil, toWord(s))
}

//go:noinline
func less(d, a, b *core, s word) *core {
	return binary("Less", reals[a.dtype].less, Bool, d, a, b, s)
}

// LessEqual returns where a <= b.
func LessEqual[T Real](a, b *Array[T]) *Array[bool] {
	return as[bool](lessEqual(nil, &a.c, &b.c, word{}))
}

// LessEqualScalar returns where a <= s.
func LessEqualScalar[T Real](a *Array[T], s T) *Array[bool] {
	return as[bool](lessEqual(nil, &a.c, nil, toWord(s)))
}

// LessEqualInto sets dst to where a <= b.
func LessEqualInto[T Real](dst *Array[bool], a, b *Array[T]) { lessEqual(&dst.c, &a.c, &b.c, word{}) }

// LessEqualScalarInto sets dst to where a <= s.
func LessEqualScalarInto[T Real](dst *Array[bool], a *Array[T], s T) {
	lessEqual(&dst.c, &a.c, nil, toWord(s))
}

//go:noinline
func lessEqual(d, a, b *core, s word) *core {
	return binary("LessEqual", reals[a.dtype].lessEqual, Bool, d, a, b, s)
}

// Greater returns where a > b.
func Greater[T Real](a, b *Array[T]) *Array[bool] {
	return as[bool](greater(nil, &a.c, &b.c, word{}))
}

// GreaterScalar returns where a > s.
func GreaterScalar[T Real](a *Array[T], s T) *Array[bool] {
	return as[bool](greater(nil, &a.c, nil, toWord(s)))
}

// GreaterInto sets dst to where a > b.
func GreaterInto[T Real](dst *Array[bool], a, b *Array[T]) { greater(&dst.c, &a.c, &b.c, word{}) }

// GreaterScalarInto sets dst to where a > s.
func GreaterScalarInto[T Real](dst *Array[bool], a *Array[T], s T) {
	greater(&dst.c, &a.c, nil, toWord(s))
}

//go:noinline
func greater(d, a, b *core, s word) *core {
	return binary("Greater", reals[a.dtype].greater, Bool, d, a, b, s)
}

// GreaterEqual returns where a >= b.
func GreaterEqual[T Real](a, b *Array[T]) *Array[bool] {
	return as[bool](greaterEqual(nil, &a.c, &b.c, word{}))
}

// GreaterEqualScalar returns where a >= s.
func GreaterEqualScalar[T Real](a *Array[T], s T) *Array[bool] {
	return as[bool](greaterEqual(nil, &a.c, nil, toWord(s)))
}

// GreaterEqualInto sets dst to where a >= b.
func GreaterEqualInto[T Real](dst *Array[bool], a, b *Array[T]) {
	greaterEqual(&dst.c, &a.c, &b.c, word{})
}

// GreaterEqualScalarInto sets dst to where a >= s.
func GreaterEqualScalarInto[T Real](dst *Array[bool], a *Array[T], s T) {
	greaterEqual(&dst.c, &a.c, nil, toWord(s))
}

//go:noinline
func greaterEqual(d, a, b *core, s word) *core {
	return binary("GreaterEqual", reals[a.dtype].greaterEqual, Bool, d, a, b, s)
}

// ArrayEqual reports whether a and b have the same shape and equal elements; so an array with a NaN does not equal even itself.
func ArrayEqual[T Elem](a, b *Array[T]) bool { return arrayEqual(&a.c, &b.c) }

//go:noinline
func arrayEqual(a, b *core) bool {
	return slices.Equal(a.shape, b.shape) && allTrue(equal(nil, a, b, word{}))
}

// AllClose reports whether all elements are as of [IsClose].
//
// It panics with *[ShapeError] if a and b do not broadcast.
func AllClose[T Inexact](a, b *Array[T], tolerance ...float64) bool {
	return allClose(&a.c, &b.c, tolerance)
}

//go:noinline
func allClose(a, b *core, tolerance []float64) bool {
	return allTrue(isCloseTo("AllClose", a, b, tolerance))
}

// IsClose returns where |a-b| ≤ atol + rtol·|b|, element by element, where tolerance is rtol and atol, which are 1e-5 and 1e-8 when left
// out. Infinities are close to themselves, and NaN is close to nothing.
//
// It panics with *[ShapeError] if a and b do not broadcast.
func IsClose[T Inexact](a, b *Array[T], tolerance ...float64) *Array[bool] {
	return as[bool](isCloseTo("IsClose", &a.c, &b.c, tolerance))
}

//go:noinline
func isCloseTo(op string, a, b *core, tolerance []float64) *core {
	t := [2]float64{1e-5, 1e-8}
	copy(t[:], tolerance)
	k := inexacts[a.dtype]
	return binary(op, func(d, a, b span) { k.close(d, a, b, t[0], t[1]) }, Bool, nil, a, b, word{})
}

// allTrue is for new arrays of bool.
func allTrue(c *core) bool { return !holds(span{c.base, c.len}, 0) }
