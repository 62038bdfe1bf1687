package arraylib

import "slices"

// Transpose returns a view with the axes in the given order: axis i of the result is axis axes[i] of a. Without axes it reverses them.
//
// It panics with *[AxisError] if axes is not a permutation of a's axes.
func Transpose[T Elem](a *Array[T], axes ...int) *Array[T] { return as[T](a.c.transpose(axes)) }

//go:noinline
func (c *core) transpose(axes []int) *core {
	if len(axes) == 0 {
		return c.permute(func(i int) int { return len(c.shape) - 1 - i })
	}
	if len(axes) != len(c.shape) {
		panic(&ShapeError{Op: "Transpose", A: c.shape, Why: "has " + plural(len(c.shape), "axis") + ", the order names " + plural(len(axes), "axis")})
	}
	order := c.axisList("Transpose", axes, len(c.shape))
	return c.permute(func(i int) int { return order[i] })
}

// permute returns the view whose axis i is c's axis from(i).
func (c *core) permute(from func(i int) int) *core {
	v := *c
	v.setShape(c.shape)
	for i := range c.shape {
		v.shape[i], v.strides[i] = c.shape[from(i)], c.strides[from(i)]
	}
	return &v
}

// axisList resolves axes of an array of nd dimensions: negative ones count from the end, and none comes twice.
func (c *core) axisList(op string, axes []int, nd int) []int {
	list := make([]int, len(axes))
	for i, a := range axes {
		d := a
		if d < 0 {
			d += nd
		}
		if d < 0 || d >= nd {
			panic(&AxisError{op, a, c.shape, "is out of range for " + plural(nd, "axis")})
		}
		if slices.Contains(list[:i], d) {
			panic(&AxisError{op, a, c.shape, "is named twice"})
		}
		list[i] = d
	}
	return list
}

// MoveAxis returns a view with axis from at position to and the others in their order.
//
// It panics with *[AxisError] if a has no such axis.
func MoveAxis[T Elem](a *Array[T], from, to int) *Array[T] { return as[T](a.c.moveAxis(from, to)) }

//go:noinline
func (c *core) moveAxis(from, to int) *core {
	from = c.axisList("MoveAxis", []int{from}, len(c.shape))[0]
	to = c.axisList("MoveAxis", []int{to}, len(c.shape))[0]
	order := make([]int, 0, len(c.shape))
	for d := range c.shape {
		if d != from {
			order = append(order, d)
		}
	}
	order = slices.Insert(order, to, from)
	return c.permute(func(i int) int { return order[i] })
}

// Flip returns a view that runs backwards along the given axes, or along all if none is given.
//
// It panics with *[AxisError] if a has no such axis.
func Flip[T Elem](a *Array[T], axes ...int) *Array[T] { return as[T](a.c.flip(axes)) }

//go:noinline
func (c *core) flip(axes []int) *core {
	list := c.axisList("Flip", axes, len(c.shape))
	v := c.permute(func(i int) int { return i })
	for d, n := range c.shape {
		if len(axes) > 0 && !slices.Contains(list, d) {
			continue
		}
		if c.size() > 0 {
			v.off += (n - 1) * v.strides[d]
		}
		v.strides[d] = -v.strides[d]
	}
	return v
}

// ExpandDims returns a view with a new axis of length 1 that stands at position axis of the result.
//
// It panics with *[AxisError] if the result has no such axis.
func ExpandDims[T Elem](a *Array[T], axis int) *Array[T] { return as[T](a.c.expandDims(axis)) }

//go:noinline
func (c *core) expandDims(axis int) *core {
	d := c.axisList("ExpandDims", []int{axis}, len(c.shape)+1)[0]
	shape, strides := slices.Insert(slices.Clone(c.shape), d, 1), slices.Insert(slices.Clone(c.strides), d, 0)
	checkShape("ExpandDims", shape)
	v := *c
	v.shape, v.strides = shape, strides
	return &v
}

// Squeeze returns a view without the given axes, which have length 1, or without all axes of length 1 if none is given.
//
// It panics with *[AxisError] if a has no such axis, and with *[ShapeError] if its length is not 1.
func Squeeze[T Elem](a *Array[T], axes ...int) *Array[T] { return as[T](a.c.squeeze(axes)) }

//go:noinline
func (c *core) squeeze(axes []int) *core {
	list := c.axisList("Squeeze", axes, len(c.shape))
	v := *c
	v.shape, v.strides = []int{}, []int{}
	for d, n := range c.shape {
		named := slices.Contains(list, d)
		if named && n != 1 {
			panic(&ShapeError{Op: "Squeeze", A: c.shape, Why: "is not 1 along a named axis"})
		}
		if !named && (len(axes) > 0 || n != 1) {
			v.shape, v.strides = append(v.shape, n), append(v.strides, c.strides[d])
		}
	}
	return &v
}

// Diagonal returns the view of the elements (i, i) of a matrix: Diagonal(m).Fill(1) sets them. With more axes the diagonal of the first
// two comes last, as in NumPy. For the diagonal beside it: Diagonal(m.S(":, 1:")).
//
// It panics with *[ShapeError] if a has fewer than two axes.
func Diagonal[T Elem](a *Array[T]) *Array[T] { return as[T](a.c.diagonal()) }

//go:noinline
func (c *core) diagonal() *core {
	if len(c.shape) < 2 {
		panic(&ShapeError{Op: "Diagonal", A: c.shape, Why: "has no diagonal: two axes are needed"})
	}
	v := *c
	v.shape = append(slices.Clone(c.shape[2:]), min(c.shape[0], c.shape[1]))
	v.strides = append(slices.Clone(c.strides[2:]), c.strides[0]+c.strides[1])
	return &v
}

// Ravel returns the elements in C order along one axis: a view where the layout allows one, otherwise a copy.
func Ravel[T Elem](a *Array[T]) *Array[T] { return as[T](a.c.reshape([]int{-1})) }

//go:noinline
func (c *core) reshape(shape []int) *core {
	shape = c.inferLength(shape)
	v := *c
	v.setShape(shape)
	if c.size() > 0 && !reshapeStrides(v.strides, shape, c) {
		v = *c.copy("Reshape")
		v.setShape(shape)
	}
	return &v
}

// inferLength returns shape with a length of -1 replaced by the one that makes the sizes agree.
func (c *core) inferLength(shape []int) []int {
	full, size := slices.Clone(shape), c.size()
	if i := slices.Index(shape, -1); i >= 0 {
		full[i] = 1
		rest := checkShape("Reshape", full)
		if rest == 0 {
			panic(&ShapeError{"Reshape", c.shape, slices.Clone(shape), "do not fit: any length would do for the -1"})
		}
		full[i] = size / rest
	}
	if n := checkShape("Reshape", full); n != size {
		panic(&ShapeError{"Reshape", c.shape, slices.Clone(shape), "do not fit: the first has " + plural(size, "element") + fitText(shape, n)})
	}
	return full
}

func fitText(shape []int, n int) string {
	if slices.Contains(shape, -1) {
		return ", which the other lengths do not divide"
	}
	return ", the second " + plural(n, "element")
}

// reshapeStrides writes the strides with which shape walks c's elements in C order, or returns false if there are none. It matches
// groups of axes with the same number of elements; a group of c's must have merged into one axis.
func reshapeStrides(strides, shape []int, c *core) bool {
	old := newAxes(c.shape, c.strides)
	next := old.dims - 1 // of old's axes, from the innermost
	left := 1            // elements of the axis in hand that new axes have not taken yet
	stride := 0
	for d := len(shape) - 1; d >= 0; d-- {
		n := shape[d]
		if n == 1 {
			continue
		}
		if left == 1 {
			left, stride = old.shape[next], old.strides[next]
			next--
		}
		if left%n != 0 {
			return false
		}
		strides[d] = stride
		left, stride = left/n, stride*n
	}
	return true
}
