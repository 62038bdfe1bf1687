package arraylib

import (
	"slices"
	"strconv"
)

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

// SwapAxes returns a view with axes i and j in each other's place.
//
// It panics with *[AxisError] if a has no such axis.
func SwapAxes[T Elem](a *Array[T], i, j int) *Array[T] { return as[T](a.c.swapAxes("SwapAxes", i, j)) }

//go:noinline
func (c *core) swapAxes(op string, i, j int) *core {
	i = c.axisList(op, []int{i}, len(c.shape))[0]
	j = c.axisList(op, []int{j}, len(c.shape))[0]
	return c.permute(func(d int) int {
		switch d {
		case i:
			return j
		case j:
			return i
		}
		return d
	})
}

// Rot90 returns a view that is turned k times by a right angle, in the plane of two axes from the first towards the second; without axes
// they are 0 and 1, and a matrix turns against the clock.
//
// It panics with *[AxisError] if a has no such axes, or they are the same, and with *[ShapeError] if one is named, or more than two.
func Rot90[T Elem](a *Array[T], k int, axes ...int) *Array[T] { return as[T](a.c.rot90(k, axes)) }

//go:noinline
func (c *core) rot90(k int, axes []int) *core {
	if len(axes) == 0 {
		axes = []int{0, 1}
	}
	if len(axes) != 2 {
		panic(&ShapeError{Op: "Rot90", A: c.shape, Why: "turns in a plane, of two axes and not " + strconv.Itoa(len(axes))})
	}
	axes = c.axisList("Rot90", axes, len(c.shape))
	switch k & 3 {
	case 1:
		return c.flip(axes[1:]).swapAxes("Rot90", axes[0], axes[1])
	case 2:
		return c.flip(axes)
	case 3:
		return c.flip(axes[:1]).swapAxes("Rot90", axes[0], axes[1])
	}
	return c.permute(func(d int) int { return d })
}

// ExpandDims returns a view with new axes of length 1, which stand at the given positions of the result.
//
// It panics with *[AxisError] if the result has no such axis, or one is named twice.
func ExpandDims[T Elem](a *Array[T], axes ...int) *Array[T] { return as[T](a.c.expandDims(axes)) }

//go:noinline
func (c *core) expandDims(axes []int) *core {
	nd := len(c.shape) + len(axes)
	list := c.axisList("ExpandDims", axes, nd)
	v := *c
	v.shape, v.strides = make([]int, nd), make([]int, nd)
	for d, from := 0, 0; d < nd; d++ {
		if slices.Contains(list, d) {
			v.shape[d] = 1
			continue
		}
		v.shape[d], v.strides[d] = c.shape[from], c.strides[from]
		from++
	}
	checkShape("ExpandDims", v.shape)
	return &v
}

// SlidingWindow returns the view of all windows of n neighbours along each axis that opts name, or along the last if they name none: these
// axes count the windows, and as many new last axes, in the same order, the elements in one. SlidingWindow of [0 1 2 3] with n = 3 is
// [[0 1 2] [1 2 3]]; of a matrix, with Axis(0, 1), its windows are n×n. Windows of other lengths are windows of windows:
// sliding_window_view(a, (3, 5)) is SlidingWindow(SlidingWindow(a, 3, Axis(0)), 5, Axis(1)). It is in np.lib.stride_tricks.
//
// An element is part of several windows, and writing it in one is seen in all; so the view is no place for results of Into forms.
//
// It panics with *[AxisError] if a does not have the axes, and with *[ShapeError] if n is less than 1 or more than the length of one.
func SlidingWindow[T Elem](a *Array[T], n int, opts ...Option) *Array[T] {
	return as[T](a.c.windows(n, opts))
}

//go:noinline
func (c *core) windows(n int, opts []Option) *core {
	if len(opts) == 0 {
		opts = []Option{Axis(-1)}
	}
	set := newAxisSet("SlidingWindow", opts, c.shape)
	if set.keep {
		panic(&ShapeError{Op: "SlidingWindow", A: c.shape, Why: "has no use for KeepDims"})
	}
	v := *c
	v.shape, v.strides = slices.Clone(c.shape), slices.Clone(c.strides)
	for axis, length := range c.shape {
		if !set.has(axis) {
			continue
		}
		if n < 1 || n > length {
			panic(&ShapeError{Op: "SlidingWindow", A: c.shape, Why: "has no window of " + strconv.Itoa(n) + " along axis " + strconv.Itoa(axis)})
		}
		v.shape[axis] -= n - 1
		v.shape, v.strides = append(v.shape, n), append(v.strides, c.strides[axis])
	}
	checkShape("SlidingWindow", v.shape)
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
			panic(&ShapeError{Op: "Squeeze", A: c.shape, Why: "has length " + strconv.Itoa(n) + " along axis " + strconv.Itoa(d) + ", not 1"})
		}
		if !named && (len(axes) > 0 || n != 1) {
			v.shape, v.strides = append(v.shape, n), append(v.strides, c.strides[d])
		}
	}
	return &v
}

// Diagonal returns the view of the elements (i, i+k) of a matrix: Diagonal(m).Fill(1) sets them. k is 0 if left out, 1 for the diagonal above
// that, -1 for the one below; a diagonal outside the matrix is empty. With more axes the diagonal of the first two comes last, as in
// NumPy: for a stack of matrices see [MatrixDiagonal].
//
// It panics with *[ShapeError] if a has fewer than two axes, or k is more than one number.
func Diagonal[T Elem](a *Array[T], k ...int) *Array[T] { return as[T](a.c.diagonal(k...)) }

//go:noinline
func (c *core) diagonal(k ...int) *core {
	return c.diagonalOf("Diagonal", 0, diagonalNumber("Diagonal", c.shape, k))
}

// MatrixDiagonal returns the view of the elements (…, i, i+k) of a matrix, or of each of a stack of them in the last two axes:
// np.linalg.diagonal. It is and panics as [Diagonal] otherwise.
func MatrixDiagonal[T Elem](a *Array[T], k ...int) *Array[T] {
	return as[T](a.c.matrixDiagonal(k))
}

//go:noinline
func (c *core) matrixDiagonal(k []int) *core {
	return c.diagonalOf("MatrixDiagonal", len(c.shape)-2, diagonalNumber("MatrixDiagonal", c.shape, k))
}

// diagonalOf returns diagonal k of axes axis and axis+1, as the last axis.
func (c *core) diagonalOf(op string, axis, k int) *core {
	if len(c.shape) < 2 {
		panic(&ShapeError{Op: op, A: c.shape, Why: "has no diagonal: two axes are needed"})
	}
	rows, columns := c.shape[axis], c.shape[axis+1]
	k = max(-rows, min(k, columns)) // so that nothing overflows
	v := *c
	v.shape = append(slices.Delete(slices.Clone(c.shape), axis, axis+2), min(rows, rows+k, columns, columns-k))
	v.strides = append(slices.Delete(slices.Clone(c.strides), axis, axis+2), c.strides[axis]+c.strides[axis+1])
	if v.size() > 0 {
		v.off += max(k, 0)*c.strides[axis+1] - min(k, 0)*c.strides[axis]
	}
	return &v
}

// diagonalNumber returns the one number of k, or 0 if it is left out.
//
//go:noinline
func diagonalNumber(op string, shape, k []int) int {
	switch len(k) {
	case 0:
		return 0
	case 1:
		return k[0]
	}
	panic(&ShapeError{Op: op, A: shape, Why: "was given " + plural(len(k), "diagonal") + ", not 1"})
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
		if slices.Contains(shape[i+1:], -1) {
			panic(&ShapeError{"Reshape", c.shape, slices.Clone(shape), "do not fit: only one length may be -1"})
		}
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
