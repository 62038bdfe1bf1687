package arraylib

import "math"

// Rounding, signs, and the parts of complex numbers. The forms are those of arithmetic.

// Floor returns the greatest whole number that is not above a; integers stay.
func Floor[T Real](a *Array[T]) *Array[T] { return as[T](floor(nil, &a.c)) }

// FloorInto sets dst to the greatest whole number that is not above a.
func FloorInto[T Real](dst, a *Array[T]) { floor(&dst.c, &a.c) }

//go:noinline
func floor(d, a *core) *core { return unary("Floor", floorKernel(a.dtype), a.dtype, d, a) }

// Ceil returns the least whole number that is not below a; integers stay.
func Ceil[T Real](a *Array[T]) *Array[T] { return as[T](ceil(nil, &a.c)) }

// CeilInto sets dst to the least whole number that is not below a.
func CeilInto[T Real](dst, a *Array[T]) { ceil(&dst.c, &a.c) }

//go:noinline
func ceil(d, a *core) *core { return unary("Ceil", ceilKernel(a.dtype), a.dtype, d, a) }

// Trunc returns a without its fraction; integers stay.
func Trunc[T Real](a *Array[T]) *Array[T] { return as[T](trunc(nil, &a.c)) }

// TruncInto sets dst to a without its fraction.
func TruncInto[T Real](dst, a *Array[T]) { trunc(&dst.c, &a.c) }

//go:noinline
func trunc(d, a *core) *core { return unary("Trunc", truncKernel(a.dtype), a.dtype, d, a) }

// Round returns the whole number next to a, of two that are as near the even one; in both parts of a complex number. Integers stay.
func Round[T Number](a *Array[T]) *Array[T] { return as[T](round(nil, &a.c)) }

// RoundInto sets dst to the whole number next to a.
func RoundInto[T Number](dst, a *Array[T]) { round(&dst.c, &a.c) }

//go:noinline
func round(d, a *core) *core { return unary("Round", roundKernel(a.dtype), a.dtype, d, a) }

// RoundTo returns a rounded to some decimals, of two numbers that are as near the one with the even last digit; negative decimals round
// to tens, hundreds and so on. As in NumPy it is a·10ⁿ rounded and divided by 10ⁿ, which is not always the nearest: RoundTo of 2.675 to 2
// decimals is 2.68.
func RoundTo[T Float](a *Array[T], decimals int) *Array[T] {
	return as[T](roundTo(&a.c, decimals))
}

//go:noinline
func roundTo(a *core, decimals int) *core {
	scale := word{}
	power := math.Pow10(max(decimals, -decimals))
	if a.dtype == Float32 {
		scale = toWord(float32(power))
	} else {
		scale = toWord(power)
	}
	there, back := multiply, divide
	if decimals < 0 {
		there, back = divide, multiply
	}
	d := there(nil, a, nil, scale)
	round(d, d)
	return back(d, d, nil, scale)
}

func roundKernel(dt DType) kernel {
	if dt < Float32 {
		return copyKernel(dt)
	}
	return inexacts[dt].round
}

func floorKernel(dt DType) kernel {
	if dt < Float32 {
		return copyKernel(dt)
	}
	return floats[dt].floor
}

func ceilKernel(dt DType) kernel {
	if dt < Float32 {
		return copyKernel(dt)
	}
	return floats[dt].ceil
}

func truncKernel(dt DType) kernel {
	if dt < Float32 {
		return copyKernel(dt)
	}
	return floats[dt].trunc
}

// Sign returns -1, 0 or 1 as a is negative, zero or positive, and NaN of NaN. Of a complex number it is a / |a|, and 0 of 0.
func Sign[T Number](a *Array[T]) *Array[T] { return as[T](sign(nil, &a.c)) }

// SignInto sets dst to the sign of a.
func SignInto[T Number](dst, a *Array[T]) { sign(&dst.c, &a.c) }

//go:noinline
func sign(d, a *core) *core { return unary("Sign", signKernel(a.dtype), a.dtype, d, a) }

func signKernel(dt DType) kernel {
	if dt >= Complex64 {
		return inexacts[dt].sign
	}
	return reals[dt].sign
}

// Positive returns +a, which is a copy of a.
func Positive[T Number](a *Array[T]) *Array[T] { return as[T](positive(nil, &a.c)) }

// PositiveInto sets dst to a.
func PositiveInto[T Number](dst, a *Array[T]) { positive(&dst.c, &a.c) }

//go:noinline
func positive(d, a *core) *core { return unary("Positive", copyKernel(a.dtype), a.dtype, d, a) }

// Reciprocal returns 1 / a.
func Reciprocal[T Inexact](a *Array[T]) *Array[T] { return as[T](reciprocal(nil, &a.c)) }

// ReciprocalInto sets dst to 1 / a.
func ReciprocalInto[T Inexact](dst, a *Array[T]) { reciprocal(&dst.c, &a.c) }

//go:noinline
func reciprocal(d, a *core) *core {
	return unary("Reciprocal", inexacts[a.dtype].reciprocal, a.dtype, d, a)
}

// CopySign returns the size of a with the sign of b, that of zeros and NaN included.
func CopySign[T Float](a, b *Array[T]) *Array[T] { return as[T](copySign(nil, &a.c, &b.c, word{})) }

// CopySignScalar returns the size of a with the sign of s.
func CopySignScalar[T Float](a *Array[T], s T) *Array[T] {
	return as[T](copySign(nil, &a.c, nil, toWord(s)))
}

// CopySignInto sets dst to the size of a with the sign of b.
func CopySignInto[T Float](dst, a, b *Array[T]) { copySign(&dst.c, &a.c, &b.c, word{}) }

// CopySignScalarInto sets dst to the size of a with the sign of s.
func CopySignScalarInto[T Float](dst, a *Array[T], s T) { copySign(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func copySign(d, a, b *core, s word) *core {
	return binary("CopySign", floats[a.dtype].copysign, a.dtype, d, a, b, s)
}

// NextAfter returns the next number after a on the way to b, or b if they are equal.
func NextAfter[T Float](a, b *Array[T]) *Array[T] { return as[T](nextAfter(nil, &a.c, &b.c, word{})) }

// NextAfterScalar returns the next number after a on the way to s.
func NextAfterScalar[T Float](a *Array[T], s T) *Array[T] {
	return as[T](nextAfter(nil, &a.c, nil, toWord(s)))
}

// NextAfterInto sets dst to the next number after a on the way to b.
func NextAfterInto[T Float](dst, a, b *Array[T]) { nextAfter(&dst.c, &a.c, &b.c, word{}) }

// NextAfterScalarInto sets dst to the next number after a on the way to s.
func NextAfterScalarInto[T Float](dst, a *Array[T], s T) { nextAfter(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func nextAfter(d, a, b *core, s word) *core {
	return binary("NextAfter", floats[a.dtype].nextafter, a.dtype, d, a, b, s)
}

// Clip returns a with low where it is less than low, and high where it is greater than high. NaN stays, and a NaN limit gives NaN; where low
// is above high, high wins. For a limit at one side only there are [MaximumScalar] and [MinimumScalar], for arrays of limits [Maximum]
// and [Minimum].
func Clip[T Real](a *Array[T], low, high T) *Array[T] {
	return as[T](clip(nil, &a.c, toWord(low), toWord(high)))
}

// ClipInto sets dst to a between low and high; see [Clip].
func ClipInto[T Real](dst, a *Array[T], low, high T) { clip(&dst.c, &a.c, toWord(low), toWord(high)) }

//go:noinline
func clip(d, a *core, low, high word) *core {
	k := reals[a.dtype]
	return unary("Clip", func(d, a, _ span) { k.clip(d, a, low, high) }, a.dtype, d, a)
}

// Conj returns the complex conjugate of a, which for real a is a.
func Conj[T Number](a *Array[T]) *Array[T] { return as[T](conj(nil, &a.c)) }

// ConjInto sets dst to the complex conjugate of a.
func ConjInto[T Number](dst, a *Array[T]) { conj(&dst.c, &a.c) }

//go:noinline
func conj(d, a *core) *core { return unary("Conj", conjKernel(a.dtype), a.dtype, d, a) }

func conjKernel(dt DType) kernel {
	if dt < Complex64 {
		return copyKernel(dt)
	}
	return complexNumbers[dt].conj
}

// AbsAs returns |a| of complex numbers, converted to R as of [AsType]: AbsAs[float64](z) is np.abs(z). An infinite part makes it +Inf.
func AbsAs[R Float, T Complex](a *Array[T]) *Array[R] { return as[R](absAs(nil, &a.c, dtypeOf[R]())) }

// AbsAsInto sets dst to |a|.
func AbsAsInto[R Float, T Complex](dst *Array[R], a *Array[T]) { absAs(&dst.c, &a.c, dtypeOf[R]()) }

//go:noinline
func absAs(d, a *core, dt DType) *core {
	k, part := complexNumbers[a.dtype].absolute, partOf(a.dtype)
	if dt == part {
		return unary("AbsAs", k, dt, d, a)
	}
	return unary("AbsAs", castKernel(dt, part), dt, d, unary("AbsAs", k, part, nil, a))
}

// RealAs returns the real parts of a, converted to R as of [AsType]: RealAs[float64](z) is a copy of np.real(z).
func RealAs[R Float, T Number](a *Array[T]) *Array[R] {
	return as[R](partAs("RealAs", nil, &a.c, dtypeOf[R](), 0))
}

// RealAsInto sets dst to the real parts of a.
func RealAsInto[R Float, T Number](dst *Array[R], a *Array[T]) {
	partAs("RealAs", &dst.c, &a.c, dtypeOf[R](), 0)
}

// ImagAs returns the imaginary parts of a, which are 0 where a is real, converted to R as of [AsType].
func ImagAs[R Float, T Number](a *Array[T]) *Array[R] {
	return as[R](partAs("ImagAs", nil, &a.c, dtypeOf[R](), 1))
}

// ImagAsInto sets dst to the imaginary parts of a.
func ImagAsInto[R Float, T Number](dst *Array[R], a *Array[T]) {
	partAs("ImagAs", &dst.c, &a.c, dtypeOf[R](), 1)
}

//go:noinline
func partAs(op string, d, a *core, dt DType, i int) *core {
	switch {
	case dt == partOf(a.dtype) && i == 0 && a.dtype >= Complex64:
		return unary(op, complexNumbers[a.dtype].real, dt, d, a)
	case dt == partOf(a.dtype) && a.dtype >= Complex64:
		return unary(op, complexNumbers[a.dtype].imag, dt, d, a)
	case a.dtype >= Complex64:
		a = a.part(i)
	case i == 1:
		d = prepare(op, dt, d, a.shape)
		d.fill(word{})
		return d
	}
	return unary(op, castKernel(dt, a.dtype), dt, d, a)
}
