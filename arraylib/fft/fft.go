package fft

import np "fastergo/arraylib"

// All transforms take options, [N], [Axis] and a [Norm]. They panic with *[np.AxisError] if the operand does not have an axis, and with
// *[np.ShapeError] if a length is less than 1, there are more or fewer lengths than axes, an option is nil or a norm none of those that there are.

// FFT returns the discrete Fourier transform along one axis: y[k] = Σ a[j]·exp(-2πi·jk/n).
//
// Of real numbers it has y[n-k] = conj(y[k]): [RFFT] computes one half alone.
func FFT(a np.Operand, opts ...Option) *np.Array[complex128] {
	return complexTransform(newRequest("FFT", shapeOf(a), 0, opts), a, false)
}

// IFFT returns the inverse of [FFT]: y[j] = 1/n · Σ a[k]·exp(2πi·jk/n).
func IFFT(a np.Operand, opts ...Option) *np.Array[complex128] {
	return complexTransform(newRequest("IFFT", shapeOf(a), 0, opts), a, true)
}

// FFTN returns the transform along all axes, or those that are named, one after the other.
func FFTN(a np.Operand, opts ...Option) *np.Array[complex128] {
	return complexTransform(newRequest("FFTN", shapeOf(a), manyAxes, opts), a, false)
}

// IFFTN returns the inverse of [FFTN].
func IFFTN(a np.Operand, opts ...Option) *np.Array[complex128] {
	return complexTransform(newRequest("IFFTN", shapeOf(a), manyAxes, opts), a, true)
}

// RFFT returns the first n/2+1 coefficients of [FFT], along one axis. The others are their conjugates: a is real.
func RFFT[T np.Real](a *np.Array[T], opts ...Option) *np.Array[complex128] { return rfft(a, opts) }

//go:noinline
func rfft(a np.Operand, opts []Option) *np.Array[complex128] {
	return fromReal(newRequest("RFFT", shapeOf(a), halved, opts), a)
}

// IRFFT returns the inverse of [RFFT], n real numbers of n/2+1 coefficients along one axis. Without [N] it is the even one of the two
// lengths that have so many coefficients: IRFFT(RFFT(a)) has a's length if that is even.
func IRFFT(a np.Operand, opts ...Option) *np.Array[float64] {
	return toReals(newRequest("IRFFT", shapeOf(a), halved|toReal, opts), wide(a))
}

// RFFTN returns [RFFT] along the last axis, or the last that is named, then [FFT] along the others.
//
// It panics with *[np.ShapeError] if there is no axis.
func RFFTN[T np.Real](a *np.Array[T], opts ...Option) *np.Array[complex128] { return rfftn(a, opts) }

//go:noinline
func rfftn(a np.Operand, opts []Option) *np.Array[complex128] {
	return fromReal(newRequest("RFFTN", shapeOf(a), manyAxes|halved, opts), a)
}

// IRFFTN returns the inverse of [RFFTN]; as for [IRFFT] an odd last length is to be given.
//
// It panics with *[np.ShapeError] if there is no axis.
func IRFFTN(a np.Operand, opts ...Option) *np.Array[float64] {
	return toReals(newRequest("IRFFTN", shapeOf(a), manyAxes|halved|toReal, opts), wide(a))
}

// HFFT returns the n real coefficients of [FFT] of a signal with a[n-j] = conj(a[j]), of which a has the first n/2+1 elements. Without [N] n
// is even.
func HFFT(a np.Operand, opts ...Option) *np.Array[float64] {
	r := newRequest("HFFT", shapeOf(a), halved|toReal, opts)
	r.norm = r.norm.mirrored()
	return toReals(r, np.Conj(wide(a)))
}

// IHFFT returns the inverse of [HFFT]: the first n/2+1 elements of the signal whose coefficients are a.
func IHFFT[T np.Real](a *np.Array[T], opts ...Option) *np.Array[complex128] { return ihfft(a, opts) }

//go:noinline
func ihfft(a np.Operand, opts []Option) *np.Array[complex128] {
	r := newRequest("IHFFT", shapeOf(a), halved, opts)
	r.norm = r.norm.mirrored()
	y := fromReal(r, a)
	np.ConjInto(y, y)
	return y
}

func complexTransform(r *request, a np.Operand, inverse bool) *np.Array[complex128] {
	y := wide(a)
	if len(r.axes) == 0 {
		return np.Copy(y)
	}
	for i := len(r.axes) - 1; i >= 0; i-- {
		y = alongComplex(r, i, y, inverse)
	}
	return ordered(y)
}

func fromReal(r *request, a np.Operand) *np.Array[complex128] {
	last := len(r.axes) - 1
	n := r.lengths[last]
	x := rows(reals(a), r.axes[last], n)
	shape := x.Shape()
	shape[len(shape)-1] = n/2 + 1
	y := np.Empty[complex128](shape...)
	if from, to := x.Data(), y.Data(); len(from) > 0 { // otherwise a plan would cost time and memory for nothing
		p := realPlans.get(n)
		defer realPlans.put(n, p)
		f := r.norm.factor(n, false)
		for ; len(from) > 0; from, to = from[n:], to[n/2+1:] {
			scale(p.Coefficients(to[:n/2+1], from[:n]), f)
		}
	}
	z := np.MoveAxis(y, -1, r.axes[last])
	for i := last - 1; i >= 0; i-- {
		z = alongComplex(r, i, z, false)
	}
	return ordered(z)
}

func toReals(r *request, a *np.Array[complex128]) *np.Array[float64] {
	last := len(r.axes) - 1
	for i := range last {
		a = alongComplex(r, i, a, true)
	}
	n := r.lengths[last]
	x := rows(a, r.axes[last], n/2+1)
	shape := x.Shape()
	shape[len(shape)-1] = n
	y := np.Empty[float64](shape...)
	if from, to := x.Data(), y.Data(); len(to) > 0 {
		p := realPlans.get(n)
		defer realPlans.put(n, p)
		f := r.norm.factor(n, true)
		for ; len(to) > 0; from, to = from[n/2+1:], to[n:] {
			row := p.Sequence(to[:n], from[:n/2+1])
			if f != 1 {
				for i := range row {
					row[i] *= f
				}
			}
		}
	}
	return ordered(np.MoveAxis(y, -1, r.axes[last]))
}

// alongComplex returns a transformed along axis i of those of r, as a view of a new array.
func alongComplex(r *request, i int, a *np.Array[complex128], inverse bool) *np.Array[complex128] {
	n := r.lengths[i]
	y := rows(a, r.axes[i], n)
	if d := y.Data(); len(d) > 0 {
		p := complexPlans.get(n)
		defer complexPlans.put(n, p)
		f := r.norm.factor(n, inverse)
		for ; len(d) > 0; d = d[n:] {
			row := d[:n]
			if inverse {
				p.Sequence(row, row)
			} else {
				p.Coefficients(row, row)
			}
			scale(row, f)
		}
	}
	return np.MoveAxis(y, -1, r.axes[i])
}

// scale multiplies by a real factor, which as a complex one would make infinities NaN.
func scale(row []complex128, f float64) {
	if f == 1 {
		return
	}
	for i, v := range row {
		row[i] = complex(real(v)*f, imag(v)*f)
	}
}

// rows returns a new array in C order with a's axis as the last, cropped or padded with zeros to length n.
func rows[T float64 | complex128](a *np.Array[T], axis, n int) *np.Array[T] {
	a = np.MoveAxis(a, axis, -1)
	shape := a.Shape()
	last := len(shape) - 1
	m := min(n, shape[last])
	shape[last] = n
	d := np.Zeros[T](shape...)
	np.CopyTo(d.S("..., :%d", m), a.S("..., :%d", m))
	return d
}

// ordered returns a, whose storage nobody else has, in C order.
func ordered[T float64 | complex128](a *np.Array[T]) *np.Array[T] {
	return np.Ravel(a).Reshape(a.Shape()...)
}

func shapeOf(a np.Operand) []int { return np.LayoutOf(a).Shape }

// wide returns the elements of a as complex128: a itself if they are.
func wide(a np.Operand) *np.Array[complex128] {
	switch a := a.(type) {
	case *np.Array[complex128]:
		return a
	case *np.Array[complex64]:
		return np.AsType[complex128](a)
	}
	return np.AsType[complex128](reals(a))
}

// reals returns the elements of a, which are not complex, as float64.
func reals(a np.Operand) *np.Array[float64] {
	switch a := a.(type) {
	case *np.Array[float64]:
		return a
	case *np.Array[float32]:
		return np.AsType[float64](a)
	case *np.Array[int]:
		return np.AsType[float64](a)
	case *np.Array[int8]:
		return np.AsType[float64](a)
	case *np.Array[int16]:
		return np.AsType[float64](a)
	case *np.Array[int32]:
		return np.AsType[float64](a)
	case *np.Array[int64]:
		return np.AsType[float64](a)
	case *np.Array[uint]:
		return np.AsType[float64](a)
	case *np.Array[uint8]:
		return np.AsType[float64](a)
	case *np.Array[uint16]:
		return np.AsType[float64](a)
	case *np.Array[uint32]:
		return np.AsType[float64](a)
	case *np.Array[uint64]:
		return np.AsType[float64](a)
	}
	return np.AsType[float64](a.(*np.Array[bool]))
}
