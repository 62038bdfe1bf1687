package arraylib

// AsType returns a copy of a with its elements converted to R. Floats lose their fraction on the way to integers, complex numbers
// their imaginary part on the way to real ones; true is 1 and whatever is not 0 is true. Integers wrap around; what becomes of floats
// outside an integer's range, and of NaN, is unspecified, as in NumPy.
func AsType[R, T Elem](a *Array[T]) *Array[R] { return as[R](a.c.cast("AsType", dtypeOf[R]())) }

//go:noinline
func (c *core) cast(op string, dt DType) *core {
	switch {
	case dt == Bool || c.dtype < Complex64 && dt < Complex64:
		return unary(op, castKernel(dt, c.dtype), dt, nil, c)
	case dt == c.dtype:
		return c.copy(op)
	case dt < Complex64:
		return c.part(0).cast(op, dt)
	}
	d := newCore(op, dt, c.shape)
	re, im := d.part(0), d.part(1)
	if c.dtype < Complex64 {
		unary(op, castKernel(re.dtype, c.dtype), re.dtype, re, c)
		return d
	}
	for i, x := range []*core{re, im} {
		y := c.part(i)
		unary(op, castKernel(x.dtype, y.dtype), x.dtype, x, y)
	}
	return d
}

// part returns the view of the real (0) or imaginary (1) parts of a complex core.
func (c *core) part(i int) *core {
	v := *c
	v.dtype = partOf(c.dtype)
	v.len, v.off = 2*c.len, 2*c.off
	if c.size() > 0 {
		v.off += i
	}
	v.setShape(c.shape)
	for d, s := range c.strides {
		v.strides[d] = 2 * s
	}
	return &v
}

// castKernel returns the conversion between real types, or from any type to bool. A bool is read as the 0 or 1 it is stored as.
func castKernel(to, from DType) kernel {
	switch {
	case from == to:
		return copyKernel(to)
	case to == Bool:
		return elems[from].nonzero
	case from == Bool:
		from = Uint8
	}
	if k := fastCast(to, from); k != nil {
		return k
	}
	return casts[from].to(to)
}

func copyKernel(dt DType) kernel {
	size := dt.Size()
	return func(d, a, _ span) { copy(of[byte](span{d.p, d.n * size}), of[byte](span{a.p, a.n * size})) }
}

// castOps convert from one real type.
type castOps interface{ to(dt DType) kernel }

var casts = [numDTypes]castOps{
	Int8: &cast[int8]{}, Int16: &cast[int16]{}, Int32: &cast[int32]{}, Int64: &cast[int64]{},
	Uint8: &cast[uint8]{}, Uint16: &cast[uint16]{}, Uint32: &cast[uint32]{}, Uint64: &cast[uint64]{},
	Float32: &cast[float32]{}, Float64: &cast[float64]{},
}

type cast[T Real] struct{}

func (*cast[T]) to(dt DType) kernel {
	switch dt {
	case Int8:
		return convert[int8, T]
	case Int16:
		return convert[int16, T]
	case Int32:
		return convert[int32, T]
	case Int64:
		return convert[int64, T]
	case Uint8:
		return convert[uint8, T]
	case Uint16:
		return convert[uint16, T]
	case Uint32:
		return convert[uint32, T]
	case Uint64:
		return convert[uint64, T]
	case Float32:
		return convert[float32, T]
	}
	return convert[float64, T]
}

func convert[R, T Real](d, a, _ span) { each(of[R](d), of[T](a), func(x T) R { return R(x) }) }
