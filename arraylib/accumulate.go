package arraylib

import (
	"slices"
	"unsafe"
)

// CumSum returns the running sums along an axis: element i of the result is the sum of a's elements up to i. Without an axis it is that of
// all elements in C order. Integers wrap around: see [CumSumAs].
func CumSum[T Number](a *Array[T], opts ...Option) *Array[T] {
	return as[T](cumSumAs("CumSum", &a.c, dtypeOf[T](), opts))
}

// CumSumAs returns the running sums of the elements after their conversion to R, as of [AsType]: CumSumAs[int](mask) counts what is true.
func CumSumAs[R Number, T Elem](a *Array[T], opts ...Option) *Array[R] {
	return as[R](cumSumAs("CumSumAs", &a.c, dtypeOf[R](), opts))
}

//go:noinline
func cumSumAs(op string, a *core, dt DType, opts []Option) *core {
	k := numbers[dt]
	return accumulate(op, k.add, k.runningSum, word{}, a, dt, opts)
}

// CumProd returns the running products along an axis; see [CumSum].
func CumProd[T Number](a *Array[T], opts ...Option) *Array[T] {
	return as[T](cumProdAs("CumProd", &a.c, dtypeOf[T](), toWord(T(1)), opts))
}

// CumProdAs returns the running products of the elements after their conversion to R, as of [AsType].
func CumProdAs[R Number, T Elem](a *Array[T], opts ...Option) *Array[R] {
	return as[R](cumProdAs("CumProdAs", &a.c, dtypeOf[R](), toWord(R(1)), opts))
}

//go:noinline
func cumProdAs(op string, a *core, dt DType, one word, opts []Option) *core {
	k := numbers[dt]
	return accumulate(op, k.multiply, k.runningProd, one, a, dt, opts)
}

// accumulate makes each element of a, converted to dt, one with all before it along an axis. Where neighbours lie across the axis, whole
// rows are joined to the row before by two; otherwise running goes along one line after the other, from first on.
func accumulate(op string, two, running kernel, first word, a *core, dt DType, opts []Option) *core {
	axis := axisOption(op, opts, a.shape, 0)
	var d *core
	if a.dtype == dt {
		d = a.copy(op)
	} else {
		d = a.cast(op, dt)
	}
	if axis < 0 {
		axis, d = 0, d.reshape([]int{-1})
	}
	if d.len == 0 {
		return d
	}
	n, stride := d.shape[axis], d.strides[axis]
	if row := stride; row >= directRow {
		for i := 1; i < n; i++ {
			next := d.pickAxis(axis, i)
			binary(op, two, dt, next, d.pickAxis(axis, i-1), next, word{})
		}
		return d
	}
	lines := newAxes(slices.Delete(slices.Clone(d.shape), axis, axis+1), slices.Delete(slices.Clone(d.strides), axis, axis+1))
	if stride == 1 {
		for k := range lines.size {
			line, last := span{d.pointer(lines.offset(k)), n}, first
			running(line, line, span{unsafe.Pointer(&last), 1})
		}
		return d
	}
	buf := scratches.Get().(*scratch)
	defer scratches.Put(buf)
	tile := tileBytes >> dtypes[dt].shift
	for k := range lines.size {
		last := first
		for i := 0; i < n; i += tile {
			off, s := lines.offset(k)+i*stride, span{unsafe.Pointer(&buf[0]), min(tile, n-i)}
			d.moves().gather(s, d, off, stride)
			running(s, s, span{unsafe.Pointer(&last), 1})
			d.moves().scatter(d, off, stride, s)
		}
	}
	return d
}

// Diff returns the differences of neighbours along an axis, which is one shorter: a[1:] - a[:-1]. Without an axis it is the last. For
// higher differences take it again.
//
// It panics with *[AxisError] if a does not have the axis, or has none.
func Diff[T Number](a *Array[T], opts ...Option) *Array[T] { return as[T](diff(&a.c, opts)) }

//go:noinline
func diff(a *core, opts []Option) *core {
	axis := axisOption("Diff", opts, a.shape, Axis(-1))
	n := max(0, a.shape[axis]-1)
	return subtract(nil, a.cut(axis, min(1, a.shape[axis]), n), a.cut(axis, 0, n), word{})
}
