package arraylib

// An element-wise operation X of two operands has four forms, which share the function of the core below them:
//
//	X(a, b)                a new array of the broadcast shape
//	XScalar(a, s)          a new array; s stands for an array of a's shape
//	XInto(dst, a, b)       into dst, which may be or overlap a and b
//	XScalarInto(dst, a, s)
//
// and one of a single operand has X(a) and XInto(dst, a). They panic with *[ShapeError] if the operands do not broadcast, or dst does
// not have the result's shape or repeats elements as views of [BroadcastTo] do. The Into forms do not allocate unless they
// overlap an operand in another order.

// Add returns a + b, element by element.
func Add[T Number](a, b *Array[T]) *Array[T] { return as[T](add(nil, &a.c, &b.c, word{})) }

// AddScalar returns a + s.
func AddScalar[T Number](a *Array[T], s T) *Array[T] { return as[T](add(nil, &a.c, nil, toWord(s))) }

// AddInto sets dst to a + b.
func AddInto[T Number](dst, a, b *Array[T]) { add(&dst.c, &a.c, &b.c, word{}) }

// AddScalarInto sets dst to a + s.
func AddScalarInto[T Number](dst, a *Array[T], s T) { add(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func add(d, a, b *core, s word) *core {
	return binary("Add", numbers[a.dtype].add, a.dtype, d, a, b, s)
}

// Subtract returns a - b, element by element.
func Subtract[T Number](a, b *Array[T]) *Array[T] { return as[T](subtract(nil, &a.c, &b.c, word{})) }

// SubtractScalar returns a - s.
func SubtractScalar[T Number](a *Array[T], s T) *Array[T] {
	return as[T](subtract(nil, &a.c, nil, toWord(s)))
}

// SubtractInto sets dst to a - b.
func SubtractInto[T Number](dst, a, b *Array[T]) { subtract(&dst.c, &a.c, &b.c, word{}) }

// SubtractScalarInto sets dst to a - s.
func SubtractScalarInto[T Number](dst, a *Array[T], s T) { subtract(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func subtract(d, a, b *core, s word) *core {
	return binary("Subtract", numbers[a.dtype].subtract, a.dtype, d, a, b, s)
}

// Multiply returns a · b, element by element.
func Multiply[T Number](a, b *Array[T]) *Array[T] { return as[T](multiply(nil, &a.c, &b.c, word{})) }

// MultiplyScalar returns a · s.
func MultiplyScalar[T Number](a *Array[T], s T) *Array[T] {
	return as[T](multiply(nil, &a.c, nil, toWord(s)))
}

// MultiplyInto sets dst to a · b.
func MultiplyInto[T Number](dst, a, b *Array[T]) { multiply(&dst.c, &a.c, &b.c, word{}) }

// MultiplyScalarInto sets dst to a · s.
func MultiplyScalarInto[T Number](dst, a *Array[T], s T) { multiply(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func multiply(d, a, b *core, s word) *core {
	return binary("Multiply", numbers[a.dtype].multiply, a.dtype, d, a, b, s)
}

// Divide returns a / b, element by element. For integers there is [FloorDivide]; [AsType] makes them floats.
func Divide[T Inexact](a, b *Array[T]) *Array[T] { return as[T](divide(nil, &a.c, &b.c, word{})) }

// DivideScalar returns a / s.
func DivideScalar[T Inexact](a *Array[T], s T) *Array[T] {
	return as[T](divide(nil, &a.c, nil, toWord(s)))
}

// DivideInto sets dst to a / b.
func DivideInto[T Inexact](dst, a, b *Array[T]) { divide(&dst.c, &a.c, &b.c, word{}) }

// DivideScalarInto sets dst to a / s.
func DivideScalarInto[T Inexact](dst, a *Array[T], s T) { divide(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func divide(d, a, b *core, s word) *core {
	return binary("Divide", inexacts[a.dtype].divide, a.dtype, d, a, b, s)
}

// FloorDivide returns ⌊a / b⌋, element by element. An integer divided by 0 is 0, as in NumPy.
func FloorDivide[T Real](a, b *Array[T]) *Array[T] {
	return as[T](floorDivide(nil, &a.c, &b.c, word{}))
}

// FloorDivideScalar returns ⌊a / s⌋.
func FloorDivideScalar[T Real](a *Array[T], s T) *Array[T] {
	return as[T](floorDivide(nil, &a.c, nil, toWord(s)))
}

// FloorDivideInto sets dst to ⌊a / b⌋.
func FloorDivideInto[T Real](dst, a, b *Array[T]) { floorDivide(&dst.c, &a.c, &b.c, word{}) }

// FloorDivideScalarInto sets dst to ⌊a / s⌋.
func FloorDivideScalarInto[T Real](dst, a *Array[T], s T) { floorDivide(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func floorDivide(d, a, b *core, s word) *core {
	return binary("FloorDivide", reals[a.dtype].floorDivide, a.dtype, d, a, b, s)
}

// Remainder returns a - b·⌊a / b⌋, which has the sign of b, element by element. The remainder of an integer by 0 is 0, as in NumPy.
func Remainder[T Real](a, b *Array[T]) *Array[T] { return as[T](remainder(nil, &a.c, &b.c, word{})) }

// RemainderScalar returns a - s·⌊a / s⌋, which has the sign of s.
func RemainderScalar[T Real](a *Array[T], s T) *Array[T] {
	return as[T](remainder(nil, &a.c, nil, toWord(s)))
}

// RemainderInto sets dst to a - b·⌊a / b⌋, which has the sign of b.
func RemainderInto[T Real](dst, a, b *Array[T]) { remainder(&dst.c, &a.c, &b.c, word{}) }

// RemainderScalarInto sets dst to a - s·⌊a / s⌋, which has the sign of s.
func RemainderScalarInto[T Real](dst, a *Array[T], s T) { remainder(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func remainder(d, a, b *core, s word) *core {
	return binary("Remainder", reals[a.dtype].remainder, a.dtype, d, a, b, s)
}

// Power returns a to the power b, element by element. Integers wrap around; of a negative exponent they give 1 / a^-b without its
// fraction, and 0 where a is 0: NumPy has an error for those.
func Power[T Number](a, b *Array[T]) *Array[T] { return as[T](power(nil, &a.c, &b.c, word{})) }

// PowerScalar returns a to the power s.
func PowerScalar[T Number](a *Array[T], s T) *Array[T] {
	return as[T](power(nil, &a.c, nil, toWord(s)))
}

// PowerInto sets dst to a to the power b.
func PowerInto[T Number](dst, a, b *Array[T]) { power(&dst.c, &a.c, &b.c, word{}) }

// PowerScalarInto sets dst to a to the power s.
func PowerScalarInto[T Number](dst, a *Array[T], s T) { power(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func power(d, a, b *core, s word) *core {
	return binary("Power", powerKernel(a.dtype), a.dtype, d, a, b, s)
}

func powerKernel(dt DType) kernel {
	if dt >= Complex64 {
		return inexacts[dt].power
	}
	return reals[dt].power
}

// Maximum returns the greater of a and b, element by element. NaN wins.
func Maximum[T Real](a, b *Array[T]) *Array[T] { return as[T](maximum(nil, &a.c, &b.c, word{})) }

// MaximumScalar returns the greater of a and s.
func MaximumScalar[T Real](a *Array[T], s T) *Array[T] {
	return as[T](maximum(nil, &a.c, nil, toWord(s)))
}

// MaximumInto sets dst to the greater of a and b.
func MaximumInto[T Real](dst, a, b *Array[T]) { maximum(&dst.c, &a.c, &b.c, word{}) }

// MaximumScalarInto sets dst to the greater of a and s.
func MaximumScalarInto[T Real](dst, a *Array[T], s T) { maximum(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func maximum(d, a, b *core, s word) *core {
	return binary("Maximum", reals[a.dtype].maximum, a.dtype, d, a, b, s)
}

// Minimum returns the lesser of a and b, element by element. NaN wins.
func Minimum[T Real](a, b *Array[T]) *Array[T] { return as[T](minimum(nil, &a.c, &b.c, word{})) }

// MinimumScalar returns the lesser of a and s.
func MinimumScalar[T Real](a *Array[T], s T) *Array[T] {
	return as[T](minimum(nil, &a.c, nil, toWord(s)))
}

// MinimumInto sets dst to the lesser of a and b.
func MinimumInto[T Real](dst, a, b *Array[T]) { minimum(&dst.c, &a.c, &b.c, word{}) }

// MinimumScalarInto sets dst to the lesser of a and s.
func MinimumScalarInto[T Real](dst, a *Array[T], s T) { minimum(&dst.c, &a.c, nil, toWord(s)) }

//go:noinline
func minimum(d, a, b *core, s word) *core {
	return binary("Minimum", reals[a.dtype].minimum, a.dtype, d, a, b, s)
}

// Negative returns -a, element by element.
func Negative[T Number](a *Array[T]) *Array[T] { return as[T](negative(nil, &a.c)) }

// NegativeInto sets dst to -a.
func NegativeInto[T Number](dst, a *Array[T]) { negative(&dst.c, &a.c) }

//go:noinline
func negative(d, a *core) *core { return unary("Negative", numbers[a.dtype].negative, a.dtype, d, a) }

// Abs returns |a|, element by element. The least integer of a signed type has no positive counterpart and stays. For
// complex numbers there is [AbsAs].
func Abs[T Real](a *Array[T]) *Array[T] { return as[T](abs(nil, &a.c)) }

// AbsInto sets dst to |a|.
func AbsInto[T Real](dst, a *Array[T]) { abs(&dst.c, &a.c) }

//go:noinline
func abs(d, a *core) *core { return unary("Abs", reals[a.dtype].absolute, a.dtype, d, a) }

// Square returns a · a, element by element.
func Square[T Number](a *Array[T]) *Array[T] { return as[T](square(nil, &a.c)) }

// SquareInto sets dst to a · a.
func SquareInto[T Number](dst, a *Array[T]) { square(&dst.c, &a.c) }

//go:noinline
func square(d, a *core) *core { return unary("Square", numbers[a.dtype].square, a.dtype, d, a) }

// Sqrt returns the square root of a, element by element. It is NaN for negative floats.
func Sqrt[T Inexact](a *Array[T]) *Array[T] { return as[T](sqrt(nil, &a.c)) }

// SqrtInto sets dst to the square root of a.
func SqrtInto[T Inexact](dst, a *Array[T]) { sqrt(&dst.c, &a.c) }

//go:noinline
func sqrt(d, a *core) *core { return unary("Sqrt", inexacts[a.dtype].sqrt, a.dtype, d, a) }
