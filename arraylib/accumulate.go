package arraylib

import (
	"slices"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
)

// CumSum returns the running sums along an axis: element i of the result is the sum of a's elements up to i. Without an axis it is that of
// all elements in C order. With [IncludeInitial] the result is one longer and begins with 0. Integers wrap around: see [CumSumAs]. Floats are
// added inside of eight elements and then to the sum of those before, so the last digits may differ from NumPy's; as there, sums do not
// fall where no element is negative.
// Of leading -0 the sums may be 0, where NumPy's are -0.
func CumSum[T Number](a *Array[T], opts ...Option) *Array[T] {
	return as[T](cumSumAs("CumSum", &a.c, dtypeOf[T](), opts))
}

// CumSumAs returns the running sums of the elements after their conversion to R, as of [AsType]: CumSumAs[int](mask) counts what is true.
func CumSumAs[R Number, T Elem](a *Array[T], opts ...Option) *Array[R] {
	return as[R](cumSumAs("CumSumAs", &a.c, dtypeOf[R](), opts))
}

//go:noinline
func cumSumAs(op string, a *core, dt DType, opts []Option) *core {
	return accumulate(op, numbers[dt].add, numbers[dt].runningSum, word{}, a.castTo(op, dt), opts)
}

// CumProd returns the running products along an axis; see [CumSum]. With [IncludeInitial] they begin with 1.
func CumProd[T Number](a *Array[T], opts ...Option) *Array[T] {
	return as[T](cumProdAs("CumProd", &a.c, dtypeOf[T](), toWord(T(1)), opts))
}

// CumProdAs returns the running products of the elements after their conversion to R, as of [AsType].
func CumProdAs[R Number, T Elem](a *Array[T], opts ...Option) *Array[R] {
	return as[R](cumProdAs("CumProdAs", &a.c, dtypeOf[R](), toWord(R(1)), opts))
}

//go:noinline
func cumProdAs(op string, a *core, dt DType, one word, opts []Option) *core {
	return accumulate(op, numbers[dt].multiply, numbers[dt].runningProd, one, a.castTo(op, dt), opts)
}

// castTo returns c, or its elements converted.
func (c *core) castTo(op string, dt DType) *core {
	if c.dtype == dt {
		return c
	}
	return c.cast(op, dt)
}

// accumulate returns each element of a, one with all before it along an axis. Where neighbours lie across the axis, whole rows are joined to
// the row before by two; otherwise running goes along one line after the other, from first on.
func accumulate(op string, two, running kernel, first word, a *core, opts []Option) *core {
	initial, opts := choice(opts, includeInitial, includeInitial)
	axis := axisOption(op, opts, a.shape, noAxis)
	if axis < 0 {
		axis, a = 0, a.reshape([]int{-1})
	}
	shape, dt, n := slices.Clone(a.shape), a.dtype, a.shape[axis]
	if initial != 0 {
		shape[axis] = longer(op, shape, n, 1)
	}
	whole := newResult(op, dt, shape)
	d := whole
	if initial != 0 {
		whole.cut(axis, 0, 1).fill(first)
		d = whole.cut(axis, 1, n)
	}
	if d.size() == 0 {
		return whole
	}
	if d.strides[axis] >= directRow {
		copyTo(op, d.pickAxis(axis, 0), a.pickAxis(axis, 0))
		for i := 1; i < n; i++ {
			binary(op, two, dt, d.pickAxis(axis, i), d.pickAxis(axis, i-1), a.pickAxis(axis, i), word{})
		}
		return whole
	}
	to, n, stride := d.lines(axis)
	from, _, step := a.lines(axis)
	parallel.For(to.size, max(1, grainBytes>>dtypes[dt].shift/n), func(lo, hi int) {
		buf := scratches.Get().(*scratch)
		defer scratches.Put(buf)
		tile := tileBytes >> dtypes[dt].shift
		if step == 1 && stride == 1 {
			tile = n
		}
		for k := lo; k < hi; k++ {
			last := first
			for i := 0; i < n; i += tile {
				off, m := d.off+to.offset(k)+i*stride, min(tile, n-i)
				x, y := span{a.pointer(a.off + from.offset(k) + i*step), m}, span{d.pointer(off), m}
				if step != 1 {
					x.p = unsafe.Pointer(&buf[0])
					a.moves().gather(x, a, a.off+from.offset(k)+i*step, step)
				}
				if stride != 1 {
					y.p = unsafe.Pointer(&buf[1])
				}
				running(y, x, span{unsafe.Pointer(&last), 1})
				if stride != 1 {
					d.moves().scatter(d, off, stride, y)
				}
			}
		}
	})
	return whole
}

// Diff returns the differences of neighbours along an axis, which is one shorter: a[1:] - a[:-1]. Without an axis it is the last. What
// NumPy's prepend and append do is Diff(Concat(axis, before, a, after), Axis(axis)).
//
// It panics with *[AxisError] if a does not have the axis, or has none.
func Diff[T Number](a *Array[T], opts ...Option) *Array[T] { return as[T](diff(&a.c, opts)) }

//go:noinline
func diff(a *core, opts []Option) *core { return diffN("Diff", a, 1, opts) }

// DiffN returns the differences of order n, np.diff(a, n=n): [Diff], n times. The axis is n shorter, or empty.
//
// It panics as Diff does, and with *[ShapeError] if n is negative.
func DiffN[T Number](a *Array[T], n int, opts ...Option) *Array[T] {
	return as[T](diffN("DiffN", &a.c, n, opts))
}

//go:noinline
func diffN(op string, a *core, n int, opts []Option) *core {
	axis := axisOption(op, opts, a.shape, lastAxis)
	if n < 0 {
		panic(&ShapeError{Op: op, A: a.shape, Why: "has no differences of a negative order"})
	}
	if n == 0 {
		return a.copy(op)
	}
	if a.size() == 0 {
		shape := slices.Clone(a.shape)
		shape[axis] = max(0, shape[axis]-n)
		return newCore(op, a.dtype, shape)
	}
	for range min(n-1, a.shape[axis]) + 1 {
		m := max(0, a.shape[axis]-1)
		a = subtract(nil, a.cut(axis, min(1, a.shape[axis]), m), a.cut(axis, 0, m), word{})
	}
	return a
}
