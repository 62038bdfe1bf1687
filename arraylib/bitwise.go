package arraylib

// Functions of the bits of integers, and of bools, each of which is one bit. The forms are those of arithmetic.

// BitwiseAnd returns a & b, bit by bit.
func BitwiseAnd[T Bits](a, b *Array[T]) *Array[T] { return as[T](bitwiseAnd(nil, &a.c, &b.c, word{})) }

// BitwiseAndScalar returns a & s, bit by bit.
func BitwiseAndScalar[T Bits](a *Array[T], s T) *Array[T] {
	return as[T](bitwiseAnd(nil, &a.c, nil, toWord(s)))
}

// BitwiseAndInto sets dst to a & b, bit by bit.
func BitwiseAndInto[T Bits](dst, a, b *Array[T]) { bitwiseAnd(&dst.c, &a.c, &b.c, word{}) }

// BitwiseAndScalarInto sets dst to a & s, bit by bit.
func BitwiseAndScalarInto[T Bits](dst, a *Array[T], s T) { bitwiseAnd(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func bitwiseAnd(d, a, b *core, s word) *core {
	return binary("BitwiseAnd", bitsOf[a.dtype].and, a.dtype, d, a, b, s)
}

// BitwiseOr returns a | b, bit by bit.
func BitwiseOr[T Bits](a, b *Array[T]) *Array[T] { return as[T](bitwiseOr(nil, &a.c, &b.c, word{})) }

// BitwiseOrScalar returns a | s, bit by bit.
func BitwiseOrScalar[T Bits](a *Array[T], s T) *Array[T] {
	return as[T](bitwiseOr(nil, &a.c, nil, toWord(s)))
}

// BitwiseOrInto sets dst to a | b, bit by bit.
func BitwiseOrInto[T Bits](dst, a, b *Array[T]) { bitwiseOr(&dst.c, &a.c, &b.c, word{}) }

// BitwiseOrScalarInto sets dst to a | s, bit by bit.
func BitwiseOrScalarInto[T Bits](dst, a *Array[T], s T) { bitwiseOr(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func bitwiseOr(d, a, b *core, s word) *core {
	return binary("BitwiseOr", bitsOf[a.dtype].or, a.dtype, d, a, b, s)
}

// BitwiseXor returns a ^ b, bit by bit.
func BitwiseXor[T Bits](a, b *Array[T]) *Array[T] { return as[T](bitwiseXor(nil, &a.c, &b.c, word{})) }

// BitwiseXorScalar returns a ^ s, bit by bit.
func BitwiseXorScalar[T Bits](a *Array[T], s T) *Array[T] {
	return as[T](bitwiseXor(nil, &a.c, nil, toWord(s)))
}

// BitwiseXorInto sets dst to a ^ b, bit by bit.
func BitwiseXorInto[T Bits](dst, a, b *Array[T]) { bitwiseXor(&dst.c, &a.c, &b.c, word{}) }

// BitwiseXorScalarInto sets dst to a ^ s, bit by bit.
func BitwiseXorScalarInto[T Bits](dst, a *Array[T], s T) { bitwiseXor(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func bitwiseXor(d, a, b *core, s word) *core {
	return binary("BitwiseXor", bitsOf[a.dtype].xor, a.dtype, d, a, b, s)
}

// BitwiseInvert returns ^a, which has the other bits, np.invert(a); of bools it is "not".
func BitwiseInvert[T Bits](a *Array[T]) *Array[T] { return as[T](bitwiseInvert(nil, &a.c)) }

// BitwiseInvertInto sets dst to ^a.
func BitwiseInvertInto[T Bits](dst, a *Array[T]) { bitwiseInvert(&dst.c, &a.c) }

//go:noinline
func bitwiseInvert(d, a *core) *core {
	return unary("BitwiseInvert", bitsOf[a.dtype].invert, a.dtype, d, a)
}

// BitwiseLeftShift returns a << b, np.left_shift, element by element. It is 0 where b is at least the number of bits, or negative.
func BitwiseLeftShift[T Integer](a, b *Array[T]) *Array[T] {
	return as[T](bitwiseLeftShift(nil, &a.c, &b.c, word{}))
}

// BitwiseLeftShiftScalar returns a << s.
func BitwiseLeftShiftScalar[T Integer](a *Array[T], s T) *Array[T] {
	return as[T](bitwiseLeftShift(nil, &a.c, nil, toWord(s)))
}

// BitwiseLeftShiftInto sets dst to a << b.
func BitwiseLeftShiftInto[T Integer](dst, a, b *Array[T]) {
	bitwiseLeftShift(&dst.c, &a.c, &b.c, word{})
}

// BitwiseLeftShiftScalarInto sets dst to a << s.
func BitwiseLeftShiftScalarInto[T Integer](dst, a *Array[T], s T) {
	bitwiseLeftShift(&dst.c, &a.c, nil, toWord(s))
}

//go:noinline
func bitwiseLeftShift(d, a, b *core, s word) *core {
	return binary("BitwiseLeftShift", integers[a.dtype].leftShift, a.dtype, d, a, b, s)
}

// BitwiseRightShift returns a >> b, np.right_shift, element by element, which keeps the sign. Where b is at least the number of bits, or negative, no
// bit but the sign is left: 0 or -1.
func BitwiseRightShift[T Integer](a, b *Array[T]) *Array[T] {
	return as[T](bitwiseRightShift(nil, &a.c, &b.c, word{}))
}

// BitwiseRightShiftScalar returns a >> s.
func BitwiseRightShiftScalar[T Integer](a *Array[T], s T) *Array[T] {
	return as[T](bitwiseRightShift(nil, &a.c, nil, toWord(s)))
}

// BitwiseRightShiftInto sets dst to a >> b.
func BitwiseRightShiftInto[T Integer](dst, a, b *Array[T]) {
	bitwiseRightShift(&dst.c, &a.c, &b.c, word{})
}

// BitwiseRightShiftScalarInto sets dst to a >> s.
func BitwiseRightShiftScalarInto[T Integer](dst, a *Array[T], s T) {
	bitwiseRightShift(&dst.c, &a.c, nil, toWord(s))
}

//go:noinline
func bitwiseRightShift(d, a, b *core, s word) *core {
	return binary("BitwiseRightShift", integers[a.dtype].rightShift, a.dtype, d, a, b, s)
}
