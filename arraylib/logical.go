package arraylib

// Truth values of elements: whatever is not 0 is true, NaN too. The forms are those of arithmetic; results are arrays of bool.

// LogicalAnd returns where both a and b are true.
func LogicalAnd[T Elem](a, b *Array[T]) *Array[bool] {
	return as[bool](logicalAnd(nil, &a.c, &b.c, word{}))
}

// LogicalAndScalar returns where both a and s are true.
func LogicalAndScalar[T Elem](a *Array[T], s T) *Array[bool] {
	return as[bool](logicalAnd(nil, &a.c, nil, toWord(s)))
}

// LogicalAndInto sets dst to where both a and b are true.
func LogicalAndInto[T Elem](dst *Array[bool], a, b *Array[T]) { logicalAnd(&dst.c, &a.c, &b.c, word{}) }

// LogicalAndScalarInto sets dst to where both a and s are true.
func LogicalAndScalarInto[T Elem](dst *Array[bool], a *Array[T], s T) {
	logicalAnd(&dst.c, &a.c, nil, toWord(s))
}

//go:noinline
func logicalAnd(d, a, b *core, s word) *core {
	return binary("LogicalAnd", elems[a.dtype].both, Bool, d, a, b, s)
}

// LogicalOr returns where a or b is true, or both are.
func LogicalOr[T Elem](a, b *Array[T]) *Array[bool] {
	return as[bool](logicalOr(nil, &a.c, &b.c, word{}))
}

// LogicalOrScalar returns where a or s is true, or both are.
func LogicalOrScalar[T Elem](a *Array[T], s T) *Array[bool] {
	return as[bool](logicalOr(nil, &a.c, nil, toWord(s)))
}

// LogicalOrInto sets dst to where a or b is true, or both are.
func LogicalOrInto[T Elem](dst *Array[bool], a, b *Array[T]) { logicalOr(&dst.c, &a.c, &b.c, word{}) }

// LogicalOrScalarInto sets dst to where a or s is true, or both are.
func LogicalOrScalarInto[T Elem](dst *Array[bool], a *Array[T], s T) {
	logicalOr(&dst.c, &a.c, nil, toWord(s))
}

//go:noinline
func logicalOr(d, a, b *core, s word) *core {
	return binary("LogicalOr", elems[a.dtype].either, Bool, d, a, b, s)
}

// LogicalXor returns where either a or b is true, but not both.
func LogicalXor[T Elem](a, b *Array[T]) *Array[bool] {
	return as[bool](logicalXor(nil, &a.c, &b.c, word{}))
}

// LogicalXorScalar returns where either a or s is true, but not both.
func LogicalXorScalar[T Elem](a *Array[T], s T) *Array[bool] {
	return as[bool](logicalXor(nil, &a.c, nil, toWord(s)))
}

// LogicalXorInto sets dst to where either a or b is true, but not both.
func LogicalXorInto[T Elem](dst *Array[bool], a, b *Array[T]) { logicalXor(&dst.c, &a.c, &b.c, word{}) }

// LogicalXorScalarInto sets dst to where either a or s is true, but not both.
func LogicalXorScalarInto[T Elem](dst *Array[bool], a *Array[T], s T) {
	logicalXor(&dst.c, &a.c, nil, toWord(s))
}

//go:noinline
func logicalXor(d, a, b *core, s word) *core {
	return binary("LogicalXor", elems[a.dtype].oneOf, Bool, d, a, b, s)
}

// LogicalNot returns where a is false.
func LogicalNot[T Elem](a *Array[T]) *Array[bool] { return as[bool](logicalNot(nil, &a.c)) }

// LogicalNotInto sets dst to where a is false.
func LogicalNotInto[T Elem](dst *Array[bool], a *Array[T]) { logicalNot(&dst.c, &a.c) }

//go:noinline
func logicalNot(d, a *core) *core { return unary("LogicalNot", elems[a.dtype].zero, Bool, d, a) }

// IsNaN returns where a is NaN, in one of its parts if it is complex. No integer is.
func IsNaN[T Number](a *Array[T]) *Array[bool] { return as[bool](isNaN(nil, &a.c)) }

// IsNaNInto sets dst to where a is NaN.
func IsNaNInto[T Number](dst *Array[bool], a *Array[T]) { isNaN(&dst.c, &a.c) }

//go:noinline
func isNaN(d, a *core) *core { return unary("IsNaN", numbers[a.dtype].isNaN, Bool, d, a) }

// IsFinite returns where a is neither infinite nor NaN, in none of its parts if it is complex. All integers are finite.
func IsFinite[T Number](a *Array[T]) *Array[bool] { return as[bool](isFinite(nil, &a.c)) }

// IsFiniteInto sets dst to where a is finite.
func IsFiniteInto[T Number](dst *Array[bool], a *Array[T]) { isFinite(&dst.c, &a.c) }

//go:noinline
func isFinite(d, a *core) *core { return unary("IsFinite", numbers[a.dtype].isFinite, Bool, d, a) }

// IsInf returns where a is infinite, in one of its parts if it is complex. No integer is.
func IsInf[T Number](a *Array[T]) *Array[bool] { return as[bool](isInf(nil, &a.c)) }

// IsInfInto sets dst to where a is infinite.
func IsInfInto[T Number](dst *Array[bool], a *Array[T]) { isInf(&dst.c, &a.c) }

//go:noinline
func isInf(d, a *core) *core {
	k := kernel((&bools{}).never)
	if a.dtype >= Float32 {
		k = inexacts[a.dtype].isInf
	}
	return unary("IsInf", k, Bool, d, a)
}

// Signbit returns where the sign of a is negative, as also that of -0 is.
func Signbit[T Float](a *Array[T]) *Array[bool] { return as[bool](signbit(nil, &a.c)) }

// SignbitInto sets dst to where the sign of a is negative.
func SignbitInto[T Float](dst *Array[bool], a *Array[T]) { signbit(&dst.c, &a.c) }

//go:noinline
func signbit(d, a *core) *core { return unary("Signbit", floats[a.dtype].signbit, Bool, d, a) }
