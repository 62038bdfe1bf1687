package arraylib

import (
	"math"
	"slices"
	"unsafe"
)

// New returns an array with a copy of values, in C order; without a shape it has one axis.
//
// It panics with *[ShapeError] if the shape does not hold len(values) elements.
func New[T Elem](values []T, shape ...int) *Array[T] {
	return as[T](asArray("New", dtypeOf[T](), unsafe.Pointer(unsafe.SliceData(values)), len(values), shape).copy("New"))
}

// AsArray returns an array whose storage is the slice itself: writing to one writes to the other. Otherwise it is as [New].
func AsArray[T Elem](values []T, shape ...int) *Array[T] {
	return as[T](asArray("AsArray", dtypeOf[T](), unsafe.Pointer(unsafe.SliceData(values)), len(values), shape))
}

//go:noinline
func asArray(op string, dt DType, p unsafe.Pointer, n int, shape []int) *core {
	if len(shape) == 0 {
		shape = []int{n}
	}
	if m := checkShape(op, shape); m != n {
		panic(&ShapeError{Op: op, A: slices.Clone(shape), Why: "holds " + plural(m, "element") + ", the slice " + plural(n, "element")})
	}
	c := &core{base: p, len: n, dtype: dt}
	c.setShape(shape)
	return c
}

// Scalar returns an array without axes that holds v. It broadcasts with every shape: Subtract(Scalar(1.0), a) is 1 - a.
func Scalar[T Elem](v T) *Array[T] { return as[T](full(dtypeOf[T](), toWord(v), nil)) }

// Full returns an array with v everywhere; without a shape it is [Scalar].
//
// It panics with *[ShapeError] if a length is negative or there are more elements than can be addressed; so do all functions that
// take a shape.
func Full[T Elem](v T, shape ...int) *Array[T] { return as[T](full(dtypeOf[T](), toWord(v), shape)) }

//go:noinline
func full(dt DType, v word, shape []int) *core {
	c := newCore("Full", dt, shape)
	c.fill(v)
	return c
}

// Zeros returns an array of zeros (false, for bool).
func Zeros[T Elem](shape ...int) *Array[T] { return as[T](zeros("Zeros", dtypeOf[T](), shape)) }

// Ones returns an array of ones.
func Ones[T Number](shape ...int) *Array[T] { return as[T](full(dtypeOf[T](), toWord(T(1)), shape)) }

// Empty returns an array for results: what it holds before they are written is unspecified.
func Empty[T Elem](shape ...int) *Array[T] { return as[T](zeros("Empty", dtypeOf[T](), shape)) }

//go:noinline
func zeros(op string, dt DType, shape []int) *core { return newCore(op, dt, shape) }

// ZerosLike returns zeros of a's shape.
func ZerosLike[T Elem](a *Array[T]) *Array[T] {
	return as[T](zeros("ZerosLike", dtypeOf[T](), a.c.shape))
}

// FullLike returns an array of a's shape with v everywhere.
func FullLike[T Elem](a *Array[T], v T) *Array[T] {
	return as[T](full(dtypeOf[T](), toWord(v), a.c.shape))
}

// Eye returns the n×n identity matrix.
func Eye[T Number](n int) *Array[T] { return as[T](eye(dtypeOf[T](), toWord(T(1)), n)) }

//go:noinline
func eye(dt DType, one word, n int) *core {
	c := newCore("Eye", dt, []int{n, n})
	c.diagonal().fill(one)
	return c
}

// Arange returns the numbers from start up to stop, without it, in steps: Arange[T](stop), Arange[T](start, stop) or
// Arange[T](start, stop, step). As in NumPy, rounding decides whether a fractional step reaches stop: [Linspace] has no such doubt.
//
// It panics with *[ShapeError] if it does not get one to three arguments, or the step is 0 or NaN, or the numbers are endless.
func Arange[T, I Real](args ...I) *Array[T] {
	return as[T](arange(dtypeOf[T](), dtypeOf[I](), unsafe.Pointer(unsafe.SliceData(args)), len(args)))
}

//go:noinline
func arange(dt, argType DType, args unsafe.Pointer, n int) *core {
	if n < 1 || n > 3 {
		panic(&ShapeError{Op: "Arange", A: []int{}, Why: "needs stop, or start and stop, or start, stop and step"})
	}
	first, size := 0, argType.Size()
	if n == 1 {
		first = 1 // a single argument is stop
	}
	whole, real := [3]int64{0, 0, 1}, [3]float64{0, 0, 1}
	for i := range n {
		p := unsafe.Add(args, i*size)
		if argType < Float32 {
			whole[first+i] = intAt(argType, p)
		} else {
			real[first+i], _ = partsAt(argType, p)
		}
	}
	if argType < Float32 {
		return arangeInt(dt, whole[0], whole[1], whole[2])
	}
	return arangeFloat(dt, real[0], real[1], real[2])
}

func arangeFloat(dt DType, start, stop, step float64) *core {
	length := math.Ceil((stop - start) / step)
	if !(length <= maxBytes) {
		panic(&ShapeError{Op: "Arange", A: []int{}, Why: "has a step of 0, NaN among its arguments, or too many elements"})
	}
	c := newCore("Arange", dt, []int{max(0, int(length))})
	if c.len > 0 {
		reals[dt].slope(span{c.base, c.len}, start, start+step)
	}
	return c
}

func arangeInt(dt DType, start, stop, step int64) *core {
	if step == 0 {
		panic(&ShapeError{Op: "Arange", A: []int{}, Why: "has a step of 0"})
	}
	var n uint64 // the distance may exceed an int64
	if step > 0 && start < stop {
		n = (uint64(stop)-uint64(start)-1)/uint64(step) + 1
	} else if step < 0 && start > stop {
		n = (uint64(start)-uint64(stop)-1)/(-uint64(step)) + 1
	}
	c := newCore("Arange", dt, []int{int(min(n, math.MaxInt))})
	if c.len > 0 {
		reals[dt].ramp(span{c.base, c.len}, start, step)
	}
	return c
}

// Linspace returns n numbers evenly from start to stop, both included.
//
// It panics with *[ShapeError] if n is negative.
func Linspace[T Float](start, stop T, n int) *Array[T] {
	return as[T](linspace(dtypeOf[T](), float64(start), float64(stop), n))
}

//go:noinline
func linspace(dt DType, start, stop float64, n int) *core {
	c := newCore("Linspace", dt, []int{n})
	if n == 0 {
		return c
	}
	step := 0.0
	if n > 1 {
		step = (stop - start) / float64(n-1)
	}
	floats[dt].linspace(span{c.base, n}, start, step)
	if n > 1 {
		floats[dt].linspace(span{c.pointer(n - 1), 1}, stop, 0) // exactly, whatever was rounded
	}
	return c
}

// Copy returns an array of its own storage, in C order, with a's elements.
func Copy[T Elem](a *Array[T]) *Array[T] { return as[T](a.c.copy("Copy")) }

// CopyTo writes src, broadcast to dst's shape, into dst: CopyTo(a.S("1:"), b) is a[1:] = b. The two may overlap.
//
// It panics with *[ShapeError] if src does not stretch to dst's shape.
func CopyTo[T Elem](dst, src *Array[T]) { copyTo("CopyTo", &dst.c, &src.c) }

//go:noinline
func (c *core) copy(op string) *core {
	d := newCore(op, c.dtype, c.shape)
	copyTo(op, d, c)
	return d
}

//go:noinline
func copyTo(op string, d, s *core) {
	s = s.broadcastTo(op, d.shape)
	if d.repeats() {
		panic(broadcastError(op, d))
	}
	if s = separate(d, s); d.contiguous() {
		if d.size() > 0 {
			from := newAxes(s.shape, s.strides)
			from.gather(span{d.pointer(d.off), from.size}, s, s.off, 0)
		}
		return
	}
	unary(op, copyKernel(d.dtype), d.dtype, d, s)
}
