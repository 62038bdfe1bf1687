package arraylib

import (
	"math"
	"slices"
	"strconv"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
	"fastergo/internal/poison"
)

// New returns an array with a copy of values, in C order: np.array(values).reshape(shape). Without a shape it has one axis.
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

// FromRows returns a matrix with a copy of the rows, all of one length: np.array([[1, 2], [3, 4]]).
//
// It panics with *[ShapeError] if a row has another length than the first one.
func FromRows[T Elem](rows [][]T) *Array[T] { return as[T](fromRows(dtypeOf[T](), untypedRows(rows))) }

// untypedRows takes the type off: a slice's header is the same for all.
func untypedRows[T Elem](rows [][]T) [][]byte {
	return unsafe.Slice((*[]byte)(unsafe.Pointer(unsafe.SliceData(rows))), len(rows))
}

// fromRows reads rows whose lengths count elements of dt.
//
//go:noinline
func fromRows(dt DType, rows [][]byte) *core {
	n := 0
	if len(rows) > 0 {
		n = len(rows[0])
	}
	d := newResult("FromRows", dt, []int{len(rows), n})
	for i, row := range rows {
		if len(row) != n {
			panic(&ShapeError{Op: "FromRows", A: []int{len(row)}, B: []int{n}, Why: "differ: the first is that of row " + strconv.Itoa(i) + ", the second that of row 0"})
		}
		bytes := n << dtypes[dt].shift
		copy(unsafe.Slice((*byte)(d.pointer(i*n)), bytes), unsafe.Slice(unsafe.SliceData(row), bytes))
	}
	return d
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
	c := newResult("Full", dt, shape)
	c.fill(v)
	return c
}

// Zeros returns an array of zeros (false, for bool).
func Zeros[T Elem](shape ...int) *Array[T] { return as[T](zeros("Zeros", dtypeOf[T](), shape)) }

// Ones returns an array of ones.
func Ones[T Number](shape ...int) *Array[T] { return as[T](full(dtypeOf[T](), toWord(T(1)), shape)) }

// Empty returns an array for results: what it holds before they are written is unspecified.
func Empty[T Elem](shape ...int) *Array[T] { return as[T](empty("Empty", dtypeOf[T](), shape)) }

//go:noinline
func zeros(op string, dt DType, shape []int) *core { return newCore(op, dt, shape) }

//go:noinline
func empty(op string, dt DType, shape []int) *core {
	c := newResult(op, dt, shape)
	if poison.At(poison.Empty) {
		spoil(unsafe.Slice((*byte)(c.base), c.len<<dtypes[dt].shift), dt)
	}
	return c
}

// ZerosLike returns zeros of a's shape.
func ZerosLike[T Elem](a *Array[T]) *Array[T] {
	return as[T](zeros("ZerosLike", dtypeOf[T](), a.c.shape))
}

// OnesLike returns ones of a's shape.
func OnesLike[T Number](a *Array[T]) *Array[T] {
	return as[T](full(dtypeOf[T](), toWord(T(1)), a.c.shape))
}

// EmptyLike returns an array of a's shape for results, as [Empty] does.
func EmptyLike[T Elem](a *Array[T]) *Array[T] {
	return as[T](empty("EmptyLike", dtypeOf[T](), a.c.shape))
}

// FullLike returns an array of a's shape with v everywhere.
func FullLike[T Elem](a *Array[T], v T) *Array[T] {
	return as[T](full(dtypeOf[T](), toWord(v), a.c.shape))
}

// Eye returns a matrix with ones on a diagonal and zeros elsewhere: Eye[T](n) is the n×n identity matrix, Eye[T](rows, columns) has another
// shape, and Eye[T](rows, columns, k) has its ones on diagonal k, which is as of [Diagonal].
//
// It panics with *[ShapeError] if it does not get one to three numbers, or a length is negative.
func Eye[T Number](size ...int) *Array[T] { return as[T](eye(dtypeOf[T](), toWord(T(1)), size)) }

//go:noinline
func eye(dt DType, one word, size []int) *core {
	k := 0
	switch len(size) {
	case 1:
		size = []int{size[0], size[0]}
	case 2:
	case 3:
		k = size[2]
	default:
		panic(&ShapeError{Op: "Eye", Why: "rows are needed, or rows and columns, or rows, columns and a diagonal"})
	}
	c := newCore("Eye", dt, size[:2])
	c.diagonal(k).fill(one)
	return c
}

// Diag returns the square matrix with v on diagonal k, which is 0 if left out, and zeros elsewhere. For the diagonal of a matrix, which
// np.diag gives as well: [Diagonal].
//
// It panics with *[ShapeError] if v does not have one axis.
func Diag[T Elem](v *Array[T], k ...int) *Array[T] { return as[T](v.c.diag(k)) }

//go:noinline
func (c *core) diag(k []int) *core {
	if len(c.shape) != 1 {
		panic(&ShapeError{Op: "Diag", A: c.shape, Why: "is of no list: one axis is needed"})
	}
	offset := diagonalNumber("Diag", c.shape, k)
	n := longer("Diag", c.shape, c.shape[0], max(offset, -offset))
	d := newCore("Diag", c.dtype, []int{n, n})
	copyTo("Diag", d.diagonal(offset), c)
	return d
}

// FromFunction returns an array with f(index) at every index. The slice is used again for the next one: f must not keep it.
func FromFunction[T Elem](f func(index []int) T, shape ...int) *Array[T] {
	return as[T](fromFunction(dtypeOf[T](), shape, func(index []int, p unsafe.Pointer) { *(*T)(p) = f(index) }))
}

//go:noinline
func fromFunction(dt DType, shape []int, f func(index []int, p unsafe.Pointer)) *core {
	c := newResult("FromFunction", dt, shape)
	c.eachIndex(func(index []int, p unsafe.Pointer) bool { f(index, p); return true })
	return c
}

// Indices returns, for each axis of a shape, the index along it of every element: its own shape is the number of axes and then shape.
func Indices(shape ...int) *Array[int] { return as[int](indicesOf(shape)) }

//go:noinline
func indicesOf(shape []int) *core {
	d := newResult("Indices", dtypeOf[int](), slices.Insert(slices.Clone(shape), 0, len(shape)))
	for axis, n := range shape {
		along := slices.Repeat([]int{1}, len(shape))
		along[axis] = n
		copyTo("Indices", d.pickAxis(0, axis), arangeInt(d.dtype, 0, int64(n), 1).reshape(along))
	}
	return d
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
		panic(&ShapeError{Op: "Arange", Why: "stop is needed, or start and stop, or start, stop and step"})
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
	if whole[2] == 0 || real[2] == 0 {
		panic(&ShapeError{Op: "Arange", Why: "the step is 0"})
	}
	if argType < Float32 {
		if argType == Uint64 {
			return arangeUint(dt, uint64(whole[0]), uint64(whole[1]), uint64(whole[2]))
		}
		return arangeInt(dt, whole[0], whole[1], whole[2])
	}
	return arangeFloat(dt, real[0], real[1], real[2])
}

func arangeFloat(dt DType, start, stop, step float64) *core {
	length := math.Ceil((stop - start) / step)
	switch {
	case math.IsNaN(length):
		panic(&ShapeError{Op: "Arange", Why: "there is no number of elements: start, stop or step is NaN or infinite"})
	case length > maxBytes:
		panic(&ShapeError{Op: "Arange", Why: "there are more elements than can be addressed"})
	}
	c := newResult("Arange", dt, []int{max(0, int(length))})
	if c.len > 0 {
		reals[dt].slope(span{c.base, c.len}, start, start+step)
	}
	return c
}

func arangeInt(dt DType, start, stop, step int64) *core {
	var n uint64 // the distance may exceed an int64
	if step > 0 && start < stop {
		n = (uint64(stop)-uint64(start)-1)/uint64(step) + 1
	} else if step < 0 && start > stop {
		n = (uint64(start)-uint64(stop)-1)/(-uint64(step)) + 1
	}
	c := newResult("Arange", dt, []int{int(min(n, math.MaxInt))})
	if c.len > 0 {
		reals[dt].ramp(span{c.base, c.len}, start, step)
	}
	return c
}

// arangeUint is arangeInt for numbers that an int64 may not hold.
func arangeUint(dt DType, start, stop, step uint64) *core {
	if stop <= math.MaxInt64 && step <= math.MaxInt64 {
		return arangeInt(dt, int64(min(start, stop)), int64(stop), int64(step))
	}
	n := uint64(0)
	if start < stop {
		n = (stop-start-1)/step + 1
	}
	c := newCore("Arange", dt, []int{int(min(n, math.MaxInt))})
	switch {
	case c.len == 0:
	case dt < Float32:
		reals[dt].ramp(span{c.base, c.len}, int64(start), int64(step)) // the wrap around is that of the conversion to dt
	default:
		reals[dt].slope(span{c.base, c.len}, float64(start), float64(start)+float64(step))
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
	c := evenly("Linspace", dt, start, stop, n, n-1)
	if n > 1 {
		floats[dt].linspace(span{c.pointer(n - 1), 1}, stop, 0) // exactly, whatever was rounded
	}
	return c
}

// evenly returns n numbers from start on, in steps of which there are so many to stop.
func evenly(op string, dt DType, start, stop float64, n, steps int) *core {
	c := newResult(op, dt, []int{n})
	if n == 0 {
		return c
	}
	step := 0.0
	if steps > 0 {
		step = (stop - start) / float64(steps)
	}
	floats[dt].linspace(span{c.base, n}, start, step)
	return c
}

// LinspaceOpen returns n numbers evenly from start to stop, without stop: np.linspace(start, stop, n, endpoint=False).
//
// It panics with *[ShapeError] if n is negative.
func LinspaceOpen[T Float](start, stop T, n int) *Array[T] {
	return as[T](linspaceOpen(dtypeOf[T](), float64(start), float64(stop), n))
}

//go:noinline
func linspaceOpen(dt DType, start, stop float64, n int) *core {
	return evenly("LinspaceOpen", dt, start, stop, n, n)
}

// Logspace returns n numbers from 10 to the power of start up to 10 to the power of stop, both included, with the same ratio between
// neighbours.
//
// It panics with *[ShapeError] if n is negative.
func Logspace[T Float](start, stop T, n int) *Array[T] {
	return as[T](logspace("Logspace", dtypeOf[T](), float64(start), float64(stop), n, nil))
}

// Geomspace returns n numbers from start to stop, both included, with the same ratio between neighbours.
//
// It panics with *[ShapeError] if n is negative, or start and stop are not on the same side of 0.
func Geomspace[T Float](start, stop T, n int) *Array[T] {
	return as[T](geomspace(dtypeOf[T](), float64(start), float64(stop), n))
}

//go:noinline
func geomspace(dt DType, start, stop float64, n int) *core {
	if start == 0 || stop == 0 || (start < 0) != (stop < 0) {
		panic(&ShapeError{Op: "Geomspace", A: []int{n}, Why: "has its ends at 0 or on both sides of it"})
	}
	return logspace("Geomspace", dt, math.Log10(math.Abs(start)), math.Log10(math.Abs(stop)), n, []float64{start, stop})
}

// logspace is by the logarithms of the ends. If these have values too, they have the sign of the numbers between.
//
//go:noinline
func logspace(op string, dt DType, start, stop float64, n int, ends []float64) *core {
	c := evenly(op, Float64, start, stop, n, n-1)
	x := storage[float64](c)[:n]
	if n > 1 {
		x[n-1] = stop
	}
	for i := range x {
		x[i] = math.Pow(10, x[i])
	}
	if ends != nil && n > 0 {
		if ends[0] < 0 {
			for i := range x {
				x[i] = -x[i]
			}
		}
		if x[0] = ends[0]; n > 1 {
			x[n-1] = ends[1]
		}
	}
	if dt == Float64 {
		return c
	}
	return c.cast(op, dt)
}

// Copy returns an array of its own storage, in C order, with a's elements.
func Copy[T Elem](a *Array[T]) *Array[T] { return as[T](a.c.copy("Copy")) }

// CopyTo writes src, broadcast to dst's shape, into dst: CopyTo(a.S("1:"), b) is a[1:] = b. The two may overlap.
//
// It panics with *[ShapeError] if src does not stretch to dst's shape.
func CopyTo[T Elem](dst, src *Array[T]) { copyTo("CopyTo", &dst.c, &src.c) }

// With returns a copy of a in which a[text] is v, which broadcasts: what [Array.S] of text and args is of the copy, [CopyTo] writes.
//
// It panics with *[SliceError] if the text is not an index of a, and with *[ShapeError] if v does not stretch.
func With[T Elem](a, v *Array[T], text string, args ...int) *Array[T] {
	return as[T](a.c.with(&v.c, text, args))
}

//go:noinline
func (c *core) with(v *core, text string, args []int) *core {
	d := c.copy("With")
	copyTo("With", d.slice(text, args), v)
	return d
}

//go:noinline
func (c *core) copy(op string) *core {
	d := newResult(op, c.dtype, c.shape)
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
			from.copyAll(d.pointer(d.off), s)
		}
		return
	}
	unary(op, copyKernel(d.dtype), d.dtype, d, s)
}

// copyAll writes the elements of c along x, of which there is one at least, one after the other to p.
func (x *axes) copyAll(p unsafe.Pointer, c *core) {
	last := x.dims - 1
	if across := slices.Index(x.strides[:last], 1); across >= 0 && x.strides[last] != 1 && x.shape[across] >= minSide && x.shape[last] >= minSide {
		x.transposeAll(p, c, across)
		return
	}
	shift := dtypes[c.dtype].shift
	if x.size<<shift < 4*grainBytes {
		x.gather(span{p, x.size}, c, c.off, 0)
		return
	}
	from := *x
	parallel.For(x.size, grainBytes>>shift, func(lo, hi int) {
		from.gather(span{unsafe.Add(p, lo<<shift), hi - lo}, c, c.off, lo)
	})
}

// minSide is the least length of an axis for which elements are transposed in squares.
const minSide = 4

// transposeAll is copyAll where neighbours in c are not neighbours along the last axis, but across it.
func (x *axes) transposeAll(p unsafe.Pointer, c *core, across int) {
	shift, last := dtypes[c.dtype].shift, x.dims-1
	t := transposition{c: c, p: p, rows: x.shape[across], cols: x.shape[last], rowA: x.strides[last] << shift}
	t.from.size, t.to.size = 1, 1
	stride := x.size
	for i, n := range x.shape[:x.dims] {
		switch stride /= n; i {
		case across:
			t.rowD = stride << shift
		case last:
		default:
			t.from.push(n, x.strides[i])
			t.to.push(n, stride)
		}
	}
	t.from.finish()
	t.to.finish()
	strips := t.from.size * t.strips()
	if x.size<<shift < 4*grainBytes {
		t.run(0, strips)
		return
	}
	parallel.For(strips, max(1, grainBytes/(stripRows*t.cols<<shift)), t.run)
}

// transposition writes matrices to p, whose rows are where the other axes say; rows and elements of a row are so many bytes apart.
type transposition struct {
	c          *core
	p          unsafe.Pointer
	from, to   axes // the other axes
	rows, cols int
	rowA, rowD int
}

// stripRows is how many rows are written at once: what is read of a column then is some cache lines.
const stripRows = 64

func (t *transposition) strips() int { return (t.rows + stripRows - 1) / stripRows }

// run writes some strips of all matrices.
func (t *transposition) run(lo, hi int) {
	shift, n := dtypes[t.c.dtype].shift, t.strips()
	for s := lo; s < hi; s++ {
		k, i := s/n, s%n*stripRows
		d := plane{unsafe.Add(t.p, t.to.offset(k)<<shift+i*t.rowD), t.rowD}
		a := plane{t.c.pointer(t.c.off + t.from.offset(k) + i), t.rowA}
		t.c.moves().transpose(d, a, min(stripRows, t.rows-i), t.cols)
	}
}
