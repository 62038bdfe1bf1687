package arraylib

import (
	"slices"
	"strconv"
)

// BroadcastShapes returns the shape that arrays of the given shapes have together: aligned at the last axis, an axis of length 1,
// or a missing one, stretches to the length of the others.
//
// It panics with *[ShapeError] if two lengths differ and neither is 1.
func BroadcastShapes(shapes ...[]int) []int {
	result := []int{}
	for _, s := range shapes {
		checkShape("BroadcastShapes", s)
		result = broadcast("BroadcastShapes", []int{}, result, s)
	}
	return result
}

// BroadcastTo returns a view of a with the given shape. Elements that are repeated share memory (their stride is 0): it is
// for reading. NumPy's view cannot be written; here [Array.Set] changes all elements that share the place, and a's there, and [Array.Fill]
// all of a; functions with a destination panic if it is such a view.
//
// It panics with *[ShapeError] if a does not stretch to shape.
func BroadcastTo[T Elem](a *Array[T], shape ...int) *Array[T] {
	return as[T](a.c.broadcastTo("BroadcastTo", shape))
}

// BroadcastArrays returns views of all arrays with their common shape; see [BroadcastTo] and [BroadcastShapes].
func BroadcastArrays[T Elem](a ...*Array[T]) []*Array[T] { return arrays[T](broadcastAll(cores(a))) }

//go:noinline
func broadcastAll(c []*core) []*core {
	shape := []int{}
	for _, x := range c {
		shape = broadcast("BroadcastArrays", []int{}, shape, x.shape)
	}
	result := make([]*core, len(c))
	for i, x := range c {
		result[i] = x.broadcastTo("BroadcastArrays", shape)
	}
	return result
}

// broadcast returns the common shape of two, in room if it has some.
func broadcast(op string, room, a, b []int) []int {
	long, short := a, b
	if len(short) > len(long) {
		long, short = short, long
	}
	shape := append(room, long...)
	for i, n := range short {
		d := len(long) - len(short) + i
		switch m := shape[d]; {
		case m == n || n == 1:
		case m == 1:
			shape[d] = n
		default:
			axis := d - len(long)
			panic(&ShapeError{op, slices.Clone(a), slices.Clone(b), "do not broadcast: axis " + strconv.Itoa(axis) +
				" has lengths " + strconv.Itoa(a[len(a)+axis]) + " and " + strconv.Itoa(b[len(b)+axis])})
		}
	}
	checkShape(op, shape)
	return shape
}

//go:noinline
func (c *core) broadcastTo(op string, shape []int) *core {
	checkShape(op, shape)
	if !c.stretches(shape) {
		panic(&ShapeError{op, c.shape, slices.Clone(shape), "differ: the first does not stretch to the second"})
	}
	v := *c
	v.setShape(shape)
	lead := len(shape) - len(c.shape)
	for d := range shape {
		switch {
		case d < lead || c.shape[d-lead] != shape[d]:
			v.strides[d] = 0
		default:
			v.strides[d] = c.strides[d-lead]
		}
	}
	return &v
}

// stretches reports whether c broadcasts to shape.
func (c *core) stretches(shape []int) bool {
	lead := len(shape) - len(c.shape)
	fits := lead >= 0
	for d := 0; fits && d < len(c.shape); d++ {
		fits = c.shape[d] == 1 || c.shape[d] == shape[lead+d]
	}
	return fits
}

// stretch returns the way through c as if it had shape, to which it must broadcast.
func stretch(c *core, shape []int) (x axes) {
	x.size = 1
	for d, n := range shape {
		x.push(n, c.strideAlong(d, shape))
	}
	x.finish()
	return x
}

// strideAlong returns c's stride along axis d of shape, to which it stretches.
func (c *core) strideAlong(d int, shape []int) int {
	if i := d - len(shape) + len(c.shape); i >= 0 && c.shape[i] == shape[d] {
		return c.strides[i]
	}
	return 0
}
