package arraylib

// Vectorize makes an element-wise function of arrays of f: a ufunc of one's own, which broadcasts, and which [Outer], [Reduce] and the other
// methods of ufuncs take. Its result panics with *[ShapeError] if the operands do not broadcast. For a function of one element there is [Map].
func Vectorize[T, R Elem](f func(x, y T) R) func(a, b *Array[T]) *Array[R] {
	return func(a, b *Array[T]) *Array[R] {
		return as[R](vectorized(&a.c, &b.c, dtypeOf[R](), zipOf(f)))
	}
}

//go:noinline
func vectorized(a, b *core, dt DType, k kernel) *core {
	return binary("Vectorize", k, dt, nil, a, b, word{})
}

// zipOf returns the kernel that calls f.
func zipOf[T, R Elem](f func(x, y T) R) kernel {
	return func(d, a, b span) { zip(of[R](d), of[T](a), of[T](b), f) }
}

// Map returns f of each element of a, np.vectorize(f)(a): Map(math.Cbrt, a).
func Map[T, R Elem](f func(x T) R, a *Array[T]) *Array[R] {
	return as[R](mapped(nil, &a.c, dtypeOf[R](), eachOf(f)))
}

// MapInto sets dst to f of each element of a. It panics with *[ShapeError] if dst does not have a's shape, or repeats elements.
func MapInto[T, R Elem](dst *Array[R], f func(x T) R, a *Array[T]) {
	mapped(&dst.c, &a.c, dtypeOf[R](), eachOf(f))
}

//go:noinline
func mapped(d, a *core, dt DType, k kernel) *core { return unary("Map", k, dt, d, a) }

// eachOf returns the kernel that calls f.
func eachOf[T, R Elem](f func(x T) R) kernel {
	return func(d, a, _ span) { each(of[R](d), of[T](a), f) }
}
