package arraylib

import "slices"

// Comparisons give arrays of bool. Each has the forms X(a, b) and XScalar(a, s), and panics with *[ShapeError] if the operands do not
// broadcast. As everywhere, NaN is not equal to anything, itself included, and neither less nor greater.

// Equal returns where a == b.
func Equal[T Elem](a, b *Array[T]) *Array[bool] { return as[bool](equal(&a.c, &b.c, word{})) }

// EqualScalar returns where a == s.
func EqualScalar[T Elem](a *Array[T], s T) *Array[bool] { return as[bool](equal(&a.c, nil, toWord(s))) }

//go:noinline
func equal(a, b *core, s word) *core {
	return binary("Equal", elems[a.dtype].equal, Bool, nil, a, b, s)
}

// NotEqual returns where a != b.
func NotEqual[T Elem](a, b *Array[T]) *Array[bool] { return as[bool](notEqual(&a.c, &b.c, word{})) }

// NotEqualScalar returns where a != s.
func NotEqualScalar[T Elem](a *Array[T], s T) *Array[bool] {
	return as[bool](notEqual(&a.c, nil, toWord(s)))
}

//go:noinline
func notEqual(a, b *core, s word) *core {
	return binary("NotEqual", elems[a.dtype].notEqual, Bool, nil, a, b, s)
}

// Less returns where a < b.
func Less[T Real](a, b *Array[T]) *Array[bool] { return as[bool](less(&a.c, &b.c, word{})) }

// LessScalar returns where a < s.
func LessScalar[T Real](a *Array[T], s T) *Array[bool] { return as[bool](less(&a.c, nil, toWord(s))) }

//go:noinline
func less(a, b *core, s word) *core {
	return binary("Less", reals[a.dtype].less, Bool, nil, a, b, s)
}

// LessEqual returns where a <= b.
func LessEqual[T Real](a, b *Array[T]) *Array[bool] { return as[bool](lessEqual(&a.c, &b.c, word{})) }

// LessEqualScalar returns where a <= s.
func LessEqualScalar[T Real](a *Array[T], s T) *Array[bool] {
	return as[bool](lessEqual(&a.c, nil, toWord(s)))
}

//go:noinline
func lessEqual(a, b *core, s word) *core {
	return binary("LessEqual", reals[a.dtype].lessEqual, Bool, nil, a, b, s)
}

// Greater returns where a > b.
func Greater[T Real](a, b *Array[T]) *Array[bool] { return as[bool](greater(&a.c, &b.c, word{})) }

// GreaterScalar returns where a > s.
func GreaterScalar[T Real](a *Array[T], s T) *Array[bool] {
	return as[bool](greater(&a.c, nil, toWord(s)))
}

//go:noinline
func greater(a, b *core, s word) *core {
	return binary("Greater", reals[a.dtype].greater, Bool, nil, a, b, s)
}

// GreaterEqual returns where a >= b.
func GreaterEqual[T Real](a, b *Array[T]) *Array[bool] {
	return as[bool](greaterEqual(&a.c, &b.c, word{}))
}

// GreaterEqualScalar returns where a >= s.
func GreaterEqualScalar[T Real](a *Array[T], s T) *Array[bool] {
	return as[bool](greaterEqual(&a.c, nil, toWord(s)))
}

//go:noinline
func greaterEqual(a, b *core, s word) *core {
	return binary("GreaterEqual", reals[a.dtype].greaterEqual, Bool, nil, a, b, s)
}

// ArrayEqual reports whether a and b have the same shape and equal elements; so an array with a NaN does not equal even itself.
func ArrayEqual[T Elem](a, b *Array[T]) bool { return arrayEqual(&a.c, &b.c) }

//go:noinline
func arrayEqual(a, b *core) bool {
	return slices.Equal(a.shape, b.shape) && allTrue(equal(a, b, word{}))
}

// AllClose reports whether |a-b| ≤ atol + rtol·|b| for all elements, where tolerance is rtol and atol, which are 1e-5 and 1e-8 when left
// out. Infinities are close to themselves, and NaN is close to nothing.
//
// It panics with *[ShapeError] if a and b do not broadcast.
func AllClose[T Inexact](a, b *Array[T], tolerance ...float64) bool {
	return allClose(&a.c, &b.c, tolerance)
}

//go:noinline
func allClose(a, b *core, tolerance []float64) bool {
	t := [2]float64{1e-5, 1e-8}
	copy(t[:], tolerance)
	k := inexacts[a.dtype]
	return allTrue(binary("AllClose", func(d, a, b span) { k.close(d, a, b, t[0], t[1]) }, Bool, nil, a, b, word{}))
}

// allTrue is for new arrays of bool.
func allTrue(c *core) bool { return !holds(storage[bool](c), false) }
