package arraylib

import (
	"math"
	"math/bits"
	"slices"
	"unsafe"

	"fastergo/internal/poison"
)

// maxDims is the most dimensions an array can have: an Option holds a set of axes in one word.
const maxDims = 31

// core is an array without its type: what is compiled once, whatever element types a program uses.
//
// Element (i, j, …) lies at base + (off + i·strides[0] + j·strides[1] + …)·size, and that is inside the storage for every
// index inside shape. An array without elements may have any off from 0 to len.
type core struct {
	base    unsafe.Pointer // the first element of the storage, which it keeps alive; never advanced: views move off
	len     int            // elements in the storage
	off     int            // where element (0, 0, …) lies, in elements
	shape   []int          // never written after it was made, so views share it
	strides []int          // in elements; negative where flipped, 0 where broadcast; shared like shape
	dtype   DType
}

// newCore makes a C-ordered core of zeros.
func newCore(op string, dt DType, shape []int) *core {
	c := shaped(op, dt, shape)
	if c.base == nil {
		// Every element type is free of pointers and needs an alignment of 8 at most, so one kind of storage serves all.
		c.base = newWords((c.len<<dtypes[dt].shift + 7) / 8)
	}
	return c
}

// newResult makes a C-ordered core that is to be written: what it holds is unspecified.
func newResult(op string, dt DType, shape []int) *core {
	c := shaped(op, dt, shape)
	n := c.len << dtypes[dt].shift
	if c.base == nil {
		c.base = room(n)
	}
	if poison.At(poison.Results) {
		spoil(unsafe.Slice((*byte)(c.base), n), dt)
	}
	return c
}

// shaped makes a C-ordered core, without storage if it is not small.
func shaped(op string, dt DType, shape []int) (c *core) {
	n := checkShape(op, shape)
	hi, bytes := bits.Mul64(uint64(n), uint64(dt.Size()))
	switch {
	case hi != 0 || bytes > maxBytes:
		panic(&ShapeError{Op: op, A: slices.Clone(shape), Why: "has more elements than can be addressed"})
	case len(shape) > flatDims:
		c = new(core)
		c.setShape(shape)
	case bytes > smallBytes:
		x := new(flatCore)
		c = x.init(shape)
	default:
		x := new(smallCore)
		c = x.init(shape)
		c.base = unsafe.Pointer(&x.data)
	}
	c.len, c.dtype = n, dt
	return c
}

const (
	flatDims   = 2
	smallBytes = 64
)

// flatCore is a core of few axes in one allocation with their lengths and strides.
type flatCore struct {
	core
	dims [2 * flatDims]int
}

// smallCore is one of few elements, with them.
type smallCore struct {
	flatCore
	data [smallBytes / 8]uint64
}

func (x *flatCore) init(shape []int) *core {
	nd := len(shape)
	x.shape, x.strides = x.dims[:nd:nd], x.dims[nd:2*nd]
	x.fillShape(shape)
	return &x.core
}

// maxBytes bounds one array to what can be addressed at all. A smaller one that the machine lacks the memory for ends the program,
// as every allocation in Go does.
const maxBytes = min(1<<46, math.MaxInt/2)

// setShape gives c a copy of shape, with the strides of C order.
func (c *core) setShape(shape []int) {
	nd := len(shape)
	dims := make([]int, 2*nd)
	c.shape, c.strides = dims[:nd:nd], dims[nd:]
	c.fillShape(shape)
}

func (c *core) fillShape(shape []int) {
	copy(c.shape, shape)
	stride := 1
	for d := len(shape) - 1; d >= 0; d-- {
		c.strides[d] = stride
		stride *= max(shape[d], 1)
	}
}

// checkShape returns the number of elements of shape, and panics if there is none.
func checkShape(op string, shape []int) int {
	n, why := countElements(shape)
	if why != "" {
		panic(&ShapeError{Op: op, A: slices.Clone(shape), Why: why})
	}
	return n
}

func countElements(shape []int) (n int, why string) {
	if len(shape) > maxDims {
		return 0, "has more than 31 dimensions"
	}
	n, most := 1, 1 // most counts axes of length 0 as 1, so that strides never overflow either
	for _, m := range shape {
		if m < 0 {
			return 0, "has a negative length"
		}
		hi, lo := bits.Mul64(uint64(most), uint64(max(m, 1)))
		if hi != 0 || lo > math.MaxInt {
			return 0, "has more elements than an int can count"
		}
		most = int(lo)
		n *= m
	}
	return n, ""
}

// longer returns the length n + more, and panics if more is negative or an int cannot count that.
func longer(op string, shape []int, n, more int) int {
	if more < 0 || n > math.MaxInt-more {
		panic(&ShapeError{Op: op, A: slices.Clone(shape), Why: "cannot grow along an axis by a length that is negative or not to be counted"})
	}
	return n + more
}

// size returns the number of elements. Every shape has passed checkShape, so it cannot overflow.
func (c *core) size() int {
	n := 1
	for _, m := range c.shape {
		n *= m
	}
	return n
}

// contiguous reports whether the elements lie one after the other, in C order.
func (c *core) contiguous() bool {
	n := 1
	for d := len(c.shape) - 1; d >= 0; d-- {
		if m := c.shape[d]; m != 1 {
			if m == 0 {
				return true
			}
			if c.strides[d] != n {
				return false
			}
			n *= m
		}
	}
	return true
}

// extent returns the lowest offset of an element and the one after the highest; both are off if there is no element.
func (c *core) extent() (lo, hi int) {
	lo, hi = c.off, c.off
	for d, n := range c.shape {
		if n == 0 {
			return c.off, c.off
		}
		if s := (n - 1) * c.strides[d]; s < 0 {
			lo += s
		} else {
			hi += s
		}
	}
	return lo, hi + 1
}

// pointer returns the address of the element at offset off, which must exist.
func (c *core) pointer(off int) unsafe.Pointer { return unsafe.Add(c.base, off<<dtypes[c.dtype].shift) }

// addr returns the address of an element.
//
//go:noinline
func (c *core) addr(index []int) unsafe.Pointer {
	if len(index) != len(c.shape) {
		panic(&IndexError{Index: slices.Clone(index), Shape: c.shape})
	}
	off := c.off
	for d, i := range index {
		n := c.shape[d]
		if i < 0 {
			i += n
		}
		if uint(i) >= uint(n) {
			panic(&IndexError{Index: slices.Clone(index), Shape: c.shape})
		}
		off += i * c.strides[d]
	}
	return c.pointer(off)
}

//go:noinline
func (c *core) item() unsafe.Pointer {
	if c.size() != 1 {
		panic(&ShapeError{Op: "Item", A: c.shape, Why: "has " + plural(c.size(), "element") + ", not 1"})
	}
	return c.pointer(c.off)
}

//go:noinline
func (c *core) shapeCopy() []int { return slices.Clone(c.shape) }

// data returns the storage between the first and the last element in memory.
//
//go:noinline
func (c *core) data() (unsafe.Pointer, int) {
	lo, hi := c.extent()
	if lo == hi {
		return c.base, 0
	}
	return c.pointer(lo), hi - lo
}

//go:noinline
func (c *core) fill(v word) {
	x := newAxes(c.shape, c.strides)
	for k := 0; k < x.size; {
		n := x.row(k)
		c.moves().fill(c, c.off+x.offset(k), x.inner(), n, v)
		k += n
	}
}

// each calls f with the address of every element in C order, until it returns false.
//
//go:noinline
func (c *core) each(f func(i int, p unsafe.Pointer) bool) {
	x := newAxes(c.shape, c.strides)
	for k := 0; k < x.size; {
		n, off := x.row(k), c.off+x.offset(k)
		for i := range n {
			if !f(k+i, c.pointer(off+i*x.inner())) {
				return
			}
		}
		k += n
	}
}

// axes is the way through some axes of an array in C order, with neighbouring axes merged where one stride serves both and
// axes of length 1 left out: a C-ordered array is one axis of stride 1, a scalar stretched to any shape one of stride 0.
type axes struct {
	size    int // elements
	dims    int // at least 1
	shape   [maxDims]int
	strides [maxDims]int
}

func newAxes(shape, strides []int) (x axes) {
	x.size = 1
	for d, n := range shape {
		x.push(n, strides[d])
	}
	x.finish()
	return x
}

// push appends an axis inside those that are there.
func (x *axes) push(n, stride int) {
	x.size *= n
	switch last := x.dims - 1; {
	case n == 1:
	case last >= 0 && x.strides[last] == stride*n:
		x.shape[last], x.strides[last] = x.shape[last]*n, stride
	default:
		x.shape[x.dims], x.strides[x.dims] = n, stride
		x.dims++
	}
}

// finish gives a way without axes its one axis of one element.
func (x *axes) finish() {
	if x.dims == 0 {
		x.dims, x.shape[0], x.strides[0] = 1, 1, 1
	}
}

// inner returns the stride of the innermost axis.
func (x *axes) inner() int { return x.strides[x.dims-1] }

// offset returns where element k in C order lies.
func (x *axes) offset(k int) int {
	off := 0
	for d := x.dims - 1; d > 0; d-- {
		q := k / x.shape[d]
		off += (k - q*x.shape[d]) * x.strides[d]
		k = q
	}
	return off + k*x.strides[0]
}

// row returns how many elements from k on differ only in the innermost index.
func (x *axes) row(k int) int {
	n := x.shape[x.dims-1]
	if x.dims == 1 {
		return n - k
	}
	return n - k%n
}
