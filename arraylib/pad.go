package arraylib

import "slices"

// Pad returns a with v all around it: widths has the number of elements before and after it along each axis, or one such pair for all axes.
//
// It panics with *[ShapeError] if a number is negative, or there are neither as many pairs as axes nor one.
func Pad[T Elem](a *Array[T], widths [][2]int, v T) *Array[T] {
	return as[T](a.c.padWith(widths, toWord(v)))
}

//go:noinline
func (c *core) padWith(widths [][2]int, v word) *core {
	d, widths := c.padded("Pad", widths)
	if v != (word{}) {
		d.fill(v)
	}
	copyTo("Pad", d.middle(0, c, widths), c)
	return d
}

// PadEdge is [Pad] with the nearest element of a in place of a value: np.pad(…, mode="edge"). Modes of that name are the other forms.
//
// It panics as Pad does, and if an axis of length 0 is to grow; so do the other forms.
func PadEdge[T Elem](a *Array[T], widths [][2]int) *Array[T] { return as[T](a.c.padEdge(widths)) }

//go:noinline
func (c *core) padEdge(widths [][2]int) *core {
	return c.padFrom("PadEdge", widths, func(i, n int) int { return max(0, min(i, n-1)) })
}

// PadReflect is [Pad] with a's elements as in mirrors on its first and last ones, which are not repeated: 3 2 1 2 3 2 1.
func PadReflect[T Elem](a *Array[T], widths [][2]int) *Array[T] {
	return as[T](a.c.padReflect(widths))
}

//go:noinline
func (c *core) padReflect(widths [][2]int) *core {
	return c.padFrom("PadReflect", widths, func(i, n int) int {
		if n == 1 {
			return 0
		}
		i = modulo(i, 2*n-2)
		return min(i, 2*n-2-i)
	})
}

// PadSymmetric is [Pad] with a's elements as in mirrors beyond its first and last ones, which are repeated: 2 1 1 2 3 3 2.
func PadSymmetric[T Elem](a *Array[T], widths [][2]int) *Array[T] {
	return as[T](a.c.padSymmetric(widths))
}

//go:noinline
func (c *core) padSymmetric(widths [][2]int) *core {
	return c.padFrom("PadSymmetric", widths, func(i, n int) int {
		i = modulo(i, 2*n)
		return min(i, 2*n-1-i)
	})
}

// PadWrap is [Pad] with a's elements again and again: 2 3 1 2 3 1 2.
func PadWrap[T Elem](a *Array[T], widths [][2]int) *Array[T] { return as[T](a.c.padWrap(widths)) }

//go:noinline
func (c *core) padWrap(widths [][2]int) *core { return c.padFrom("PadWrap", widths, modulo) }

// modulo returns the remainder of i that is not negative.
func modulo(i, n int) int {
	if i %= n; i < 0 {
		i += n
	}
	return i
}

// padded returns an array of zeros for c with what is around it, and the widths of each axis.
func (c *core) padded(op string, widths [][2]int) (*core, [][2]int) {
	if len(widths) == 1 {
		widths = slices.Repeat(widths, len(c.shape))
	}
	if len(widths) != len(c.shape) {
		panic(&ShapeError{Op: op, A: c.shape, Why: "has " + plural(len(c.shape), "axis") + ", there are widths for " + plural(len(widths), "axis")})
	}
	shape := slices.Clone(c.shape)
	for d, pair := range widths {
		for _, w := range pair {
			shape[d] = longer(op, c.shape, shape[d], w)
		}
	}
	return newCore(op, c.dtype, shape), widths
}

// middle returns the view of d without what is around c along the given axis and those after it.
func (d *core) middle(axis int, c *core, widths [][2]int) *core {
	for ; axis < len(c.shape); axis++ {
		d = d.cut(axis, widths[axis][0], c.shape[axis])
	}
	return d
}

// padFrom fills what is around c, axis by axis, from what is there already; source tells for a place before or after n elements which of
// them stands there.
func (c *core) padFrom(op string, widths [][2]int, source func(i, n int) int) *core {
	d, widths := c.padded(op, widths)
	for axis, n := range c.shape {
		if n == 0 && widths[axis] != [2]int{} {
			panic(&ShapeError{Op: op, A: c.shape, Why: "has nothing to take along an axis of length 0"})
		}
	}
	if d.len == 0 {
		return d
	}
	copyTo(op, d.middle(0, c, widths), c)
	for axis, n := range c.shape {
		v, before := d.middle(axis+1, c, widths), widths[axis][0]
		for i := range d.shape[axis] {
			if i < before || i >= before+n {
				copyTo(op, v.cut(axis, i, 1), v.cut(axis, before+source(i-before, n), 1))
			}
		}
	}
	return d
}
