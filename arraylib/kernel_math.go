package arraylib

import (
	"math"
	"math/cmplx"
)

// mathOps are the elementary functions. Float32 is computed in float64 and rounded once more.
type mathOps interface {
	acos(d, a, _ span)
	acosh(d, a, _ span)
	asin(d, a, _ span)
	asinh(d, a, _ span)
	atan(d, a, _ span)
	atanh(d, a, _ span)
	cos(d, a, _ span)
	cosh(d, a, _ span)
	exp(d, a, _ span)
	expm1(d, a, _ span)
	log(d, a, _ span)
	log1p(d, a, _ span)
	log2(d, a, _ span)
	log10(d, a, _ span)
	sin(d, a, _ span)
	sinh(d, a, _ span)
	tan(d, a, _ span)
	tanh(d, a, _ span)
}

var maths = [numDTypes]mathOps{
	Float32: &singles{}, Float64: &doubles{},
	Complex64: &complexes[complex64, float32]{}, Complex128: &complexes[complex128, float64]{},
}

func (*float[T]) acos(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(acosFloat(float64(x))) })
}

func (*float[T]) acosh(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.Acosh(float64(x))) })
}

func (*float[T]) asin(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(asinFloat(float64(x))) })
}

func (*float[T]) asinh(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.Asinh(float64(x))) })
}

func (*float[T]) atan(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.Atan(float64(x))) })
}

func (*float[T]) atanh(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.Atanh(float64(x))) })
}

func (*float[T]) cos(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(cosFloat(float64(x))) })
}

func (*float[T]) cosh(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(coshFloat(float64(x))) })
}

func (*float[T]) exp(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(expFloat(float64(x))) })
}

func (*float[T]) expm1(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(expm1Float(float64(x))) })
}

func (*float[T]) log(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(logFloat(float64(x))) })
}

func (*float[T]) log1p(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.Log1p(float64(x))) })
}

func (*float[T]) log2(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(log2Float(float64(x))) })
}

func (*float[T]) log10(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(log10Float(float64(x))) })
}

func (*float[T]) sin(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(sinFloat(float64(x))) })
}

func (*float[T]) sinh(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(sinhFloat(float64(x))) })
}

func (*float[T]) tan(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(tanFloat(float64(x))) })
}

func (*float[T]) tanh(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.Tanh(float64(x))) })
}

func (*complexes[T, F]) acos(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexAcos(complex128(x))) })
}

func (*complexes[T, F]) acosh(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexAcosh(complex128(x))) })
}

func (*complexes[T, F]) asin(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexAsin(complex128(x))) })
}

func (*complexes[T, F]) asinh(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexAsinh(complex128(x))) })
}

func (*complexes[T, F]) atan(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexAtan(complex128(x))) })
}

func (*complexes[T, F]) atanh(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexAtanh(complex128(x))) })
}

func (*complexes[T, F]) cos(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexCos(complex128(x))) })
}

func (*complexes[T, F]) cosh(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexCosh(complex128(x))) })
}

func (*complexes[T, F]) exp(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexExp(complex128(x))) })
}

func (*complexes[T, F]) expm1(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexExpm1(complex128(x))) })
}

func (*complexes[T, F]) log(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexLog(complex128(x))) })
}

func (*complexes[T, F]) log1p(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexLog1p(complex128(x))) })
}

func (*complexes[T, F]) log2(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexLog2(complex128(x))) })
}

func (*complexes[T, F]) log10(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexLog10(complex128(x))) })
}

func (*complexes[T, F]) sin(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexSin(complex128(x))) })
}

func (*complexes[T, F]) sinh(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexSinh(complex128(x))) })
}

func (*complexes[T, F]) tan(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexTan(complex128(x))) })
}

func (*complexes[T, F]) tanh(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexTanh(complex128(x))) })
}

func (*float[T]) hypot(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return T(math.Hypot(float64(x), float64(y))) })
}

func (*float[T]) atan2(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return T(atan2Float(float64(x), float64(y))) })
}

func (*float[T]) logAddExp(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return T(logAddExpFloat(float64(x), float64(y))) })
}

func logAddExpFloat(x, y float64) float64 {
	if x == y { // infinities too
		return x + math.Ln2
	}
	return max(x, y) + math.Log1p(math.Exp(-math.Abs(x-y)))
}

// Where package math loses digits, these take another way. On amd64 its Exp is +Inf from 709.4 on, its Log wrong below 2^-1022.
func expFloat(x float64) float64 {
	if x > 709 {
		const low = 0x1.4d57ee2b1013ap-53 // of math.E
		y := math.Exp(x - 1)
		return y*math.E + y*low
	}
	return math.Exp(x)
}

func expm1Float(x float64) float64 {
	if x > 709 {
		return expFloat(x)
	}
	return math.Expm1(x)
}

func logFloat(x float64) float64 {
	if 0 < x && x < 0x1p-1022 {
		return math.Log(x*0x1p54) - 54*math.Ln2
	}
	return math.Log(x)
}

// math.Atan2 loses the sign of y where y/x is too small for a float64.
func atan2Float(y, x float64) float64 { return math.Copysign(math.Atan2(y, x), y) }

// Near 1 math.Acos is a difference from π/2.
func acosFloat(x float64) float64 { return 2 * math.Atan2(math.Sqrt(1-x), math.Sqrt(1+x)) }

func asinFloat(x float64) float64 { return math.Atan2(x, math.Sqrt((1-x)*(1+x))) }

// Where exp overflows, half of it may not.
func sinhFloat(x float64) float64 {
	if math.Abs(x) > 709 {
		e := math.Exp(math.Abs(x) / 2)
		return math.Copysign(e/2*e, x)
	}
	return math.Sinh(x)
}

func coshFloat(x float64) float64 {
	if math.Abs(x) > 709 {
		e := math.Exp(math.Abs(x) / 2)
		return e / 2 * e
	}
	return math.Cosh(x)
}

// Near 1 log2 must not be a difference of larger numbers; elsewhere powers of two come out exactly.
func log2Float(x float64) float64 {
	if 0.5 < x && x < 2 {
		return math.Log(x) * math.Log2E
	}
	return math.Log2(x)
}

// log10Float is fdlibm's: exact for powers of ten, which log2·log10(2) is not.
func log10Float(x float64) float64 {
	const high, low = 3.01029995663611771306e-01, 3.69423907715893078616e-13 // log10(2)
	if !(x > 0) || math.IsInf(x, 1) {
		return math.Log(x)
	}
	fraction, exponent := math.Frexp(x) // in [1/2, 1)
	if exponent--; exponent < 0 {
		exponent++
	} else {
		fraction *= 2
	}
	k := float64(exponent)
	return float64(k*high) + (float64(k*low) + float64(math.Log10E*math.Log(fraction)))
}

// The functions of complex numbers below are exact to some units in the last place of the larger part, where package cmplx is not. What
// is not finite, and has special cases, is left to that.
func finite(z complex128) bool { return !cmplx.IsInf(z) && !cmplx.IsNaN(z) }

// complexSqrt does not lose what is below 2^-1022.
func complexSqrt(z complex128) complex128 {
	if math.Abs(real(z)) < 0x1p-1000 && math.Abs(imag(z)) < 0x1p-1000 {
		z = cmplx.Sqrt(complex(real(z)*0x1p106, imag(z)*0x1p106))
		return complex(real(z)*0x1p-53, imag(z)*0x1p-53)
	}
	if math.IsNaN(real(z)) && imag(z) == 0 {
		return cmplx.NaN()
	}
	return cmplx.Sqrt(z)
}

// complexSign is z/|z|, of an infinite part alone too.
func complexSign(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch infinite := math.IsInf(x, 0); {
	case z == 0:
		return 0
	case infinite && math.IsInf(y, 0):
		return cmplx.NaN()
	case infinite:
		return complex(math.Copysign(1, x), 0)
	case math.IsInf(y, 0):
		return complex(0, math.Copysign(1, y))
	case math.Abs(x) > 0x1p1000 || math.Abs(y) > 0x1p1000: // |z| may overflow
		x, y = x/4, y/4
	}
	size := math.Hypot(x, y)
	return complex(x/size, y/size)
}

// growth returns exp(x)·c·f, which may be finite though exp(x) is not.
func growth(x, c, f float64) float64 {
	if x < 709 || c == 0 {
		return math.Exp(min(x, 709)) * f * c
	}
	e := math.Exp(x / 2)
	return e * c * (e * f)
}

func complexExp(z complex128) complex128 {
	x, y := real(z), imag(z)
	if y == 0 {
		return complex(expFloat(x), y)
	}
	if !finite(z) {
		return cmplx.Exp(z)
	}
	sin, cos := math.Sincos(y)
	return complex(growth(x, cos, 1), growth(x, sin, 1))
}

func complexSinh(z complex128) complex128 {
	if !finite(z) {
		return cmplx.Sinh(z)
	}
	x := real(z)
	sin, cos := math.Sincos(imag(z))
	if math.Abs(x) > 22 { // e to the power -x is too small to count
		return complex(math.Copysign(growth(math.Abs(x), cos, 0.5), x*cos), growth(math.Abs(x), sin, 0.5))
	}
	return complex(math.Sinh(x)*cos, math.Cosh(x)*sin)
}

func complexCosh(z complex128) complex128 {
	if !finite(z) {
		return cmplx.Cosh(z)
	}
	x := real(z)
	sin, cos := math.Sincos(imag(z))
	if math.Abs(x) > 22 {
		return complex(growth(math.Abs(x), cos, 0.5), math.Copysign(growth(math.Abs(x), sin, 0.5), x*sin))
	}
	return complex(math.Cosh(x)*cos, math.Sinh(x)*sin)
}

// Functions of circles are those of hyperbolas a quarter of a turn on, as C99 defines them.
func complexSin(z complex128) complex128 {
	w := complexSinh(complex(-imag(z), real(z)))
	return complex(imag(w), -real(w))
}

func complexCos(z complex128) complex128 { return complexCosh(complex(-imag(z), real(z))) }

func complexTan(z complex128) complex128 {
	w := complexTanh(complex(-imag(z), real(z)))
	return complex(imag(w), -real(w))
}

// complexTanh is after Kahan as well.
func complexTanh(z complex128) complex128 {
	x, y := real(z), imag(z)
	if !finite(z) {
		if x == 0 {
			return complex(x, math.NaN())
		}
		return cmplx.Tanh(z)
	}
	if math.Abs(x) > 22 {
		sin, cos := math.Sincos(y)
		return complex(math.Copysign(1, x), 4*sin*cos*math.Exp(-2*math.Abs(x)))
	}
	t, s := math.Tan(y), math.Sinh(x)
	b := 1 + t*t // 1/cos²(y)
	d := 1 + b*s*s
	return complex(b*math.Sqrt(1+s*s)*s/d, t/d)
}

func complexLog(z complex128) complex128 {
	x, y := math.Abs(real(z)), math.Abs(imag(z))
	x, y = max(x, y), min(x, y)
	angle := atan2Float(imag(z), real(z))
	switch {
	case !finite(z):
		return cmplx.Log(z)
	case 0.5 < x && x < 1.5: // |z|² - 1 = (x-1)·(x+1) + y², which does not lose the digits of a |z| near 1
		return complex(math.Log1p((x-1)*(x+1)+y*y)/2, angle)
	case x < 0x1p-900: // x may be subnormal
		return complex(math.Log(math.Hypot(x*0x1p100, y*0x1p100))-100*math.Ln2, angle)
	case x > 0x1p900: // |z| may overflow
		return complex(math.Log(math.Hypot(x*0x1p-100, y*0x1p-100))+100*math.Ln2, angle)
	}
	return complex(math.Log(math.Hypot(x, y)), angle)
}

func complexLog2(z complex128) complex128 {
	z = complexLog(z)
	return complex(real(z)*math.Log2E, imag(z)*math.Log2E)
}

func complexLog10(z complex128) complex128 {
	z = complexLog(z)
	return complex(real(z)*math.Log10E, imag(z)*math.Log10E)
}

// Inverse functions after W. Kahan, "Branch cuts for complex elementary functions" (1987). Parts are put together one by one, because
// 1-z written as such loses the sign of a zero, which says on which side of the cut z lies.
func complexAcos(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case !finite(z):
		return cmplx.Acos(z)
	case far(z):
		return complex(atan2Float(math.Abs(y), x), math.Copysign(real(complexLog(z))+math.Ln2, -y))
	}
	a, b := complexSqrt(complex(1-x, -y)), complexSqrt(complex(1+x, y))
	return complex(2*math.Atan2(real(a), real(b)), math.Copysign(math.Asinh(real(b)*imag(a)-imag(b)*real(a)), -y))
}

func complexAsin(z complex128) complex128 {
	if !finite(z) {
		return cmplx.Asin(z)
	}
	w := complexAsinh(complex(-imag(z), real(z)))
	return complex(imag(w), -real(w))
}

func complexAcosh(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case !finite(z):
		return cmplx.Acosh(z)
	case far(z):
		return complexLog(z) + math.Ln2
	}
	a, b := complexSqrt(complex(x-1, y)), complexSqrt(complex(x+1, y))
	return complex(math.Asinh(real(a)*real(b)+imag(a)*imag(b)), math.Copysign(2*math.Atan2(imag(a), real(b)), y))
}

func complexAsinh(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case !finite(z):
		return cmplx.Asinh(z)
	case far(z):
		return complex(math.Copysign(real(complexLog(z))+math.Ln2, x), atan2Float(y, math.Abs(x)))
	}
	a, b := complexSqrt(complex(1+y, -x)), complexSqrt(complex(1-y, x))
	re, im := math.Asinh(real(a)*imag(b)-real(b)*imag(a)), math.Atan2(y, real(a)*real(b)-imag(a)*imag(b))
	return complex(math.Copysign(re, x), math.Copysign(im, y))
}

// far reports whether 1 is too small to count beside z, whose square may overflow.
func far(z complex128) bool { return math.Abs(real(z)) > 1e150 || math.Abs(imag(z)) > 1e150 }

func complexAtan(z complex128) complex128 {
	if !finite(z) {
		return cmplx.Atan(z)
	}
	w := complexAtanh(complex(-imag(z), real(z)))
	return complex(imag(w), -real(w))
}

func complexAtanh(z complex128) complex128 {
	x, y := real(z), imag(z)
	switch {
	case !finite(z):
		return cmplx.Atanh(z)
	case math.Signbit(x):
		return -complexAtanh(complex(-x, -y))
	case far(z):
		half := math.Hypot(x/2, y/2)
		return complex(x/4/half/half, math.Copysign(math.Pi/2, y))
	}
	re := math.Log1p(4*x/((1-x)*(1-x)+y*y)) / 4
	if x == 1 && 0 < math.Abs(y) && math.Abs(y) < 1e-150 { // whose square is too small for a float64
		re = (math.Ln2 - logFloat(math.Abs(y))) / 2
	}
	return complex(re, math.Copysign(math.Atan2(-2*y, (1-x)*(1+x)-y*y)/2, y))
}

func complexLog1p(z complex128) complex128 {
	x, y := real(z), imag(z)
	if math.Abs(x) < 0.5 && math.Abs(y) < 0.5 { // |1+z|² - 1 = x·(2+x) + y²
		return complex(math.Log1p(x*(2+x)+y*y)/2, atan2Float(y, 1+x))
	}
	return complexLog(complex(1+x, y))
}

func complexExpm1(z complex128) complex128 {
	x, y := real(z), imag(z)
	if y == 0 {
		return complex(math.Expm1(x), y)
	}
	if x > 50 || math.IsInf(x, -1) || math.IsNaN(x) {
		e := complexExp(z)
		return complex(real(e)-1, imag(e))
	}
	half := math.Sin(y / 2) // cos y - 1 = -2·sin²(y/2)
	return complex(math.Expm1(x)*math.Cos(y)-2*half*half, math.Exp(x)*math.Sin(y))
}

// complexPower multiplies where the exponent is a small whole number, which is exact for whole parts, as in NumPy.
func complexPower(x, y complex128) complex128 {
	n := real(y)
	if imag(y) == 0 && n == math.Trunc(n) && math.Abs(n) <= 100 {
		p := repeated(x, int(math.Abs(n)))
		switch {
		case n < 0 && (p == 0 || !finite(p)) && x != 0: // not so for all powers of 1/x
			return repeated(1/x, int(-n))
		case n < 0:
			return 1 / p
		case finite(p) || !finite(x):
			return p
		}
	}
	if x == 0 || !finite(x) || !finite(y) {
		return complexPowerAtLimits(x, y)
	}
	r, angle := math.Hypot(real(x), imag(x)), atan2Float(imag(x), real(x))
	if size := powFloat(r, n) * math.Exp(-imag(y)*angle); 0x1p-1000 < size && size < 0x1p1000 {
		sin, cos := math.Sincos(imag(y)*logFloat(r) + n*angle)
		return complex(size*cos, size*sin)
	}
	return complexExp(y * complexLog(x))
}

func repeated(x complex128, n int) complex128 {
	p := complex(1, 0)
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			p *= x
		}
		x *= x
	}
	return p
}

func complexPowerAtLimits(x, y complex128) complex128 {
	if x == 0 && !(real(y) > 0) {
		return cmplx.NaN()
	}
	return cmplx.Pow(x, y)
}
