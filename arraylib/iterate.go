package arraylib

import (
	"iter"
	"slices"
	"unsafe"
)

// Along ranges over the views that a consists of along an axis, each without it: for i, row := range Along(m, 0), which is for row in m. They
// are made one at a time, and may be kept; [Unstack] makes them all.
//
// Ranging panics with *[AxisError] if a has no such axis.
func Along[T Elem](a *Array[T], axis int) iter.Seq2[int, *Array[T]] {
	return func(yield func(int, *Array[T]) bool) {
		a.c.along(axis, func(i int, c *core) bool { return yield(i, as[T](c)) })
	}
}

//go:noinline
func (c *core) along(axis int, f func(i int, c *core) bool) {
	axis = c.axisList("Along", []int{axis}, len(c.shape))[0]
	first := c.pickAxis(axis, 0)
	for i := range c.shape[axis] {
		v := *first
		if v.size() > 0 {
			v.off += i * c.strides[axis]
		}
		if !f(i, &v) {
			return
		}
	}
}

// Blocks ranges over the views that a consists of when it is cut into blocks of the given lengths along its first axes, with the index of
// each one's first element along these: for at, tile := range Blocks(m, 64, 64). At the ends of axes blocks are shorter. The slice is used
// again for the next block; the views may be kept.
//
// Ranging panics with *[ShapeError] if a length is not positive, or there are more of them than axes.
func Blocks[T Elem](a *Array[T], lengths ...int) iter.Seq2[[]int, *Array[T]] {
	return func(yield func([]int, *Array[T]) bool) {
		a.c.blocks(lengths, func(at []int, c *core) bool { return yield(at, as[T](c)) })
	}
}

//go:noinline
func (c *core) blocks(lengths []int, f func(at []int, c *core) bool) {
	if len(lengths) > len(c.shape) {
		panic(&ShapeError{Op: "Blocks", A: c.shape, Why: "has " + plural(len(c.shape), "axis") + ", blocks " + plural(len(lengths), "length")})
	}
	counts := make([]int, len(lengths))
	for d, n := range lengths {
		if n <= 0 {
			panic(&ShapeError{"Blocks", c.shape, slices.Clone(lengths), "do not fit: the second is the blocks', and needs lengths above 0"})
		}
		if c.shape[d] > 0 {
			counts[d] = (c.shape[d]-1)/n + 1
		}
	}
	at := make([]int, len(lengths))
	eachIndex(counts, func(index []int) bool {
		v := *c
		v.shape = slices.Clone(c.shape)
		for d, i := range index {
			at[d] = i * lengths[d]
			v.shape[d] = min(lengths[d], c.shape[d]-at[d])
		}
		if v.size() > 0 {
			for d, i := range at {
				v.off += i * c.strides[d]
			}
		}
		return f(at, &v)
	})
}

// NDEnumerate ranges over the elements in C order with their indices. The slice is used again for the next element.
func NDEnumerate[T Elem](a *Array[T]) iter.Seq2[[]int, T] {
	return func(yield func([]int, T) bool) {
		a.c.eachIndex(func(index []int, p unsafe.Pointer) bool { return yield(index, *(*T)(p)) })
	}
}

// eachIndex calls f with the index and the address of every element in C order, until it returns false.
//
//go:noinline
func (c *core) eachIndex(f func(index []int, p unsafe.Pointer) bool) {
	index := make([]int, len(c.shape))
	c.each(func(_ int, p unsafe.Pointer) bool {
		more := f(index, p)
		advance(index, c.shape)
		return more
	})
}

// NDIndex ranges over the indices of a shape in C order. The slice is used again for the next index.
func NDIndex(shape ...int) iter.Seq[[]int] {
	checkShape("NDIndex", shape)
	shape = slices.Clone(shape)
	return func(yield func([]int) bool) { eachIndex(shape, yield) }
}

// eachIndex calls f with every index of a shape in C order, until it returns false.
func eachIndex(shape []int, f func(index []int) bool) {
	index := make([]int, len(shape))
	for more := !slices.Contains(shape, 0); more; {
		more = f(index) && advance(index, shape)
	}
}

// advance makes index the next one of shape in C order, or returns false if it was the last.
func advance(index, shape []int) bool {
	for d := len(shape) - 1; d >= 0; d-- {
		if index[d]++; index[d] < shape[d] {
			return true
		}
		index[d] = 0
	}
	return false
}
