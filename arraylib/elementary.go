package arraylib

// Elementary functions, element by element, of floats and complex numbers. A float outside a function's domain gives NaN, a pole ±Inf;
// complex functions have their branch cuts as C99 states them, and for infinities and NaN the special cases of package math/cmplx. The
// forms are those of arithmetic.

// Exp returns e to the power a.
func Exp[T Inexact](a *Array[T]) *Array[T] { return as[T](exp(nil, &a.c)) }

// ExpInto sets dst to e to the power a.
func ExpInto[T Inexact](dst, a *Array[T]) { exp(&dst.c, &a.c) }

//go:noinline
func exp(d, a *core) *core { return unary("Exp", maths[a.dtype].exp, a.dtype, d, a) }

// Expm1 returns e to the power a, less 1, also for small a with all its digits.
func Expm1[T Inexact](a *Array[T]) *Array[T] { return as[T](expm1(nil, &a.c)) }

// Expm1Into sets dst to e to the power a, less 1.
func Expm1Into[T Inexact](dst, a *Array[T]) { expm1(&dst.c, &a.c) }

//go:noinline
func expm1(d, a *core) *core { return unary("Expm1", maths[a.dtype].expm1, a.dtype, d, a) }

// Log returns the natural logarithm of a: -Inf of 0, NaN of negative floats.
func Log[T Inexact](a *Array[T]) *Array[T] { return as[T](log(nil, &a.c)) }

// LogInto sets dst to the natural logarithm of a.
func LogInto[T Inexact](dst, a *Array[T]) { log(&dst.c, &a.c) }

//go:noinline
func log(d, a *core) *core { return unary("Log", maths[a.dtype].log, a.dtype, d, a) }

// Log1p returns the natural logarithm of 1 + a, also for small a with all its digits.
func Log1p[T Inexact](a *Array[T]) *Array[T] { return as[T](log1p(nil, &a.c)) }

// Log1pInto sets dst to the natural logarithm of 1 + a.
func Log1pInto[T Inexact](dst, a *Array[T]) { log1p(&dst.c, &a.c) }

//go:noinline
func log1p(d, a *core) *core { return unary("Log1p", maths[a.dtype].log1p, a.dtype, d, a) }

// Log2 returns the logarithm of a to base 2, which is exact for powers of 2.
func Log2[T Inexact](a *Array[T]) *Array[T] { return as[T](log2(nil, &a.c)) }

// Log2Into sets dst to the logarithm of a to base 2.
func Log2Into[T Inexact](dst, a *Array[T]) { log2(&dst.c, &a.c) }

//go:noinline
func log2(d, a *core) *core { return unary("Log2", maths[a.dtype].log2, a.dtype, d, a) }

// Log10 returns the logarithm of a to base 10, which is exact for powers of 10.
func Log10[T Inexact](a *Array[T]) *Array[T] { return as[T](log10(nil, &a.c)) }

// Log10Into sets dst to the logarithm of a to base 10.
func Log10Into[T Inexact](dst, a *Array[T]) { log10(&dst.c, &a.c) }

//go:noinline
func log10(d, a *core) *core { return unary("Log10", maths[a.dtype].log10, a.dtype, d, a) }

// Sin returns the sine of a, which is in radians.
func Sin[T Inexact](a *Array[T]) *Array[T] { return as[T](sin(nil, &a.c)) }

// SinInto sets dst to the sine of a.
func SinInto[T Inexact](dst, a *Array[T]) { sin(&dst.c, &a.c) }

//go:noinline
func sin(d, a *core) *core { return unary("Sin", maths[a.dtype].sin, a.dtype, d, a) }

// Cos returns the cosine of a, which is in radians.
func Cos[T Inexact](a *Array[T]) *Array[T] { return as[T](cos(nil, &a.c)) }

// CosInto sets dst to the cosine of a.
func CosInto[T Inexact](dst, a *Array[T]) { cos(&dst.c, &a.c) }

//go:noinline
func cos(d, a *core) *core { return unary("Cos", maths[a.dtype].cos, a.dtype, d, a) }

// Tan returns the tangent of a, which is in radians.
func Tan[T Inexact](a *Array[T]) *Array[T] { return as[T](tan(nil, &a.c)) }

// TanInto sets dst to the tangent of a.
func TanInto[T Inexact](dst, a *Array[T]) { tan(&dst.c, &a.c) }

//go:noinline
func tan(d, a *core) *core { return unary("Tan", maths[a.dtype].tan, a.dtype, d, a) }

// Asin returns the angle from -π/2 to π/2 whose sine is a: np.arcsin.
func Asin[T Inexact](a *Array[T]) *Array[T] { return as[T](asin(nil, &a.c)) }

// AsinInto sets dst to the angle from -π/2 to π/2 whose sine is a.
func AsinInto[T Inexact](dst, a *Array[T]) { asin(&dst.c, &a.c) }

//go:noinline
func asin(d, a *core) *core { return unary("Asin", maths[a.dtype].asin, a.dtype, d, a) }

// Acos returns the angle from 0 to π whose cosine is a: np.arccos.
func Acos[T Inexact](a *Array[T]) *Array[T] { return as[T](acos(nil, &a.c)) }

// AcosInto sets dst to the angle from 0 to π whose cosine is a.
func AcosInto[T Inexact](dst, a *Array[T]) { acos(&dst.c, &a.c) }

//go:noinline
func acos(d, a *core) *core { return unary("Acos", maths[a.dtype].acos, a.dtype, d, a) }

// Atan returns the angle from -π/2 to π/2 whose tangent is a: np.arctan.
func Atan[T Inexact](a *Array[T]) *Array[T] { return as[T](atan(nil, &a.c)) }

// AtanInto sets dst to the angle from -π/2 to π/2 whose tangent is a.
func AtanInto[T Inexact](dst, a *Array[T]) { atan(&dst.c, &a.c) }

//go:noinline
func atan(d, a *core) *core { return unary("Atan", maths[a.dtype].atan, a.dtype, d, a) }

// Sinh returns the hyperbolic sine of a.
func Sinh[T Inexact](a *Array[T]) *Array[T] { return as[T](sinh(nil, &a.c)) }

// SinhInto sets dst to the hyperbolic sine of a.
func SinhInto[T Inexact](dst, a *Array[T]) { sinh(&dst.c, &a.c) }

//go:noinline
func sinh(d, a *core) *core { return unary("Sinh", maths[a.dtype].sinh, a.dtype, d, a) }

// Cosh returns the hyperbolic cosine of a.
func Cosh[T Inexact](a *Array[T]) *Array[T] { return as[T](cosh(nil, &a.c)) }

// CoshInto sets dst to the hyperbolic cosine of a.
func CoshInto[T Inexact](dst, a *Array[T]) { cosh(&dst.c, &a.c) }

//go:noinline
func cosh(d, a *core) *core { return unary("Cosh", maths[a.dtype].cosh, a.dtype, d, a) }

// Tanh returns the hyperbolic tangent of a.
func Tanh[T Inexact](a *Array[T]) *Array[T] { return as[T](tanh(nil, &a.c)) }

// TanhInto sets dst to the hyperbolic tangent of a.
func TanhInto[T Inexact](dst, a *Array[T]) { tanh(&dst.c, &a.c) }

//go:noinline
func tanh(d, a *core) *core { return unary("Tanh", maths[a.dtype].tanh, a.dtype, d, a) }

// Asinh returns the number whose hyperbolic sine is a: np.arcsinh.
func Asinh[T Inexact](a *Array[T]) *Array[T] { return as[T](asinh(nil, &a.c)) }

// AsinhInto sets dst to the number whose hyperbolic sine is a.
func AsinhInto[T Inexact](dst, a *Array[T]) { asinh(&dst.c, &a.c) }

//go:noinline
func asinh(d, a *core) *core { return unary("Asinh", maths[a.dtype].asinh, a.dtype, d, a) }

// Acosh returns the number, not negative, whose hyperbolic cosine is a: NaN of floats below 1. It is np.arccosh.
func Acosh[T Inexact](a *Array[T]) *Array[T] { return as[T](acosh(nil, &a.c)) }

// AcoshInto sets dst to the number whose hyperbolic cosine is a.
func AcoshInto[T Inexact](dst, a *Array[T]) { acosh(&dst.c, &a.c) }

//go:noinline
func acosh(d, a *core) *core { return unary("Acosh", maths[a.dtype].acosh, a.dtype, d, a) }

// Atanh returns the number whose hyperbolic tangent is a: ±Inf of ±1, NaN of floats beyond. It is np.arctanh.
func Atanh[T Inexact](a *Array[T]) *Array[T] { return as[T](atanh(nil, &a.c)) }

// AtanhInto sets dst to the number whose hyperbolic tangent is a.
func AtanhInto[T Inexact](dst, a *Array[T]) { atanh(&dst.c, &a.c) }

//go:noinline
func atanh(d, a *core) *core { return unary("Atanh", maths[a.dtype].atanh, a.dtype, d, a) }

// Atan2 returns the angle from -π to π of the point with ordinate a and abscissa b, signs of zeros included: np.arctan2.
func Atan2[T Float](a, b *Array[T]) *Array[T] { return as[T](atan2(nil, &a.c, &b.c, word{})) }

// Atan2Scalar returns the angle of the point with ordinate a and abscissa s.
func Atan2Scalar[T Float](a *Array[T], s T) *Array[T] { return as[T](atan2(nil, &a.c, nil, toWord(s))) }

// Atan2Into sets dst to the angle of the point with ordinate a and abscissa b.
func Atan2Into[T Float](dst, a, b *Array[T]) { atan2(&dst.c, &a.c, &b.c, word{}) }

// Atan2ScalarInto sets dst to the angle of the point with ordinate a and abscissa s.
func Atan2ScalarInto[T Float](dst, a *Array[T], s T) { atan2(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func atan2(d, a, b *core, s word) *core {
	return binary("Atan2", floats[a.dtype].atan2, a.dtype, d, a, b, s)
}

// Hypot returns √(a² + b²) without overflow on the way. It is +Inf if a or b is infinite, even if the other is NaN.
func Hypot[T Float](a, b *Array[T]) *Array[T] { return as[T](hypot(nil, &a.c, &b.c, word{})) }

// HypotScalar returns √(a² + s²).
func HypotScalar[T Float](a *Array[T], s T) *Array[T] { return as[T](hypot(nil, &a.c, nil, toWord(s))) }

// HypotInto sets dst to √(a² + s²).
func HypotInto[T Float](dst, a, b *Array[T]) { hypot(&dst.c, &a.c, &b.c, word{}) }

// HypotScalarInto sets dst to √(a² + s²).
func HypotScalarInto[T Float](dst, a *Array[T], s T) { hypot(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func hypot(d, a, b *core, s word) *core {
	return binary("Hypot", floats[a.dtype].hypot, a.dtype, d, a, b, s)
}

// LogAddExp returns log(exp(a) + exp(b)) without overflow on the way.
func LogAddExp[T Float](a, b *Array[T]) *Array[T] { return as[T](logAddExp(nil, &a.c, &b.c, word{})) }

// LogAddExpScalar returns log(exp(a) + exp(s)).
func LogAddExpScalar[T Float](a *Array[T], s T) *Array[T] {
	return as[T](logAddExp(nil, &a.c, nil, toWord(s)))
}

// LogAddExpInto sets dst to log(exp(a) + exp(b)).
func LogAddExpInto[T Float](dst, a, b *Array[T]) { logAddExp(&dst.c, &a.c, &b.c, word{}) }

// LogAddExpScalarInto sets dst to log(exp(a) + exp(s)).
func LogAddExpScalarInto[T Float](dst, a *Array[T], s T) { logAddExp(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func logAddExp(d, a, b *core, s word) *core {
	return binary("LogAddExp", floats[a.dtype].logAddExp, a.dtype, d, a, b, s)
}
