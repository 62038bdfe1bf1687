package arraylib

import (
	"math"
	"slices"
	"strconv"
)

// Concat returns the arrays one after the other along an axis: Concat(0, a, b) is np.concatenate((a, b)), which is also np.append of lists
// and np.vstack of matrices; Concat(1, a, b) is np.hstack of them. Along the other axes they have the same lengths.
//
// It panics with *[ShapeError] if they do not or there is no array, and with *[AxisError] if they do not have the axis.
func Concat[T Elem](axis int, a ...*Array[T]) *Array[T] { return as[T](concat(axis, cores(a))) }

//go:noinline
func concat(axis int, parts []*core) *core {
	if len(parts) == 0 {
		panic(&ShapeError{Op: "Concat", Why: "one array at least is needed"})
	}
	first := parts[0]
	axis = first.axisList("Concat", []int{axis}, len(first.shape))[0]
	shape := slices.Clone(first.shape)
	for _, c := range parts[1:] {
		fits := len(c.shape) == len(shape)
		for d := 0; fits && d < len(shape); d++ {
			fits = d == axis || c.shape[d] == shape[d]
		}
		if !fits {
			panic(&ShapeError{"Concat", first.shape, slices.Clone(c.shape), "differ in an axis other than " + strconv.Itoa(axis)})
		}
		shape[axis] = longer("Concat", shape, shape[axis], c.shape[axis])
	}
	d := newResult("Concat", first.dtype, shape)
	at := 0
	for _, c := range parts {
		copyTo("Concat", d.cut(axis, at, c.shape[axis]), c)
		at += c.shape[axis]
	}
	return d
}

// cut returns the view of n elements from first on along an axis.
func (c *core) cut(axis, first, n int) *core {
	v := *c
	v.shape = slices.Clone(c.shape)
	if v.shape[axis] = n; v.size() > 0 {
		v.off += first * c.strides[axis]
	}
	return &v
}

// pickAxis returns the view without an axis, at index i of it.
func (c *core) pickAxis(axis, i int) *core {
	v := c.cut(axis, i, 1)
	v.shape = slices.Delete(v.shape, axis, axis+1)
	v.strides = slices.Delete(slices.Clone(c.strides), axis, axis+1)
	return v
}

// Stack returns the arrays, all of one shape, one after the other along a new axis, which stands at position axis of the result. Of lists,
// Stack(0, a, b) is np.vstack((a, b)) and Stack(1, a, b) np.column_stack((a, b)).
//
// It panics with *[ShapeError] if the shapes differ or there is no array, and with *[AxisError] if the result has no such axis.
func Stack[T Elem](axis int, a ...*Array[T]) *Array[T] { return as[T](stack(axis, cores(a))) }

//go:noinline
func stack(axis int, parts []*core) *core {
	if len(parts) == 0 {
		panic(&ShapeError{Op: "Stack", Why: "one array at least is needed"})
	}
	first := parts[0]
	axis = first.axisList("Stack", []int{axis}, len(first.shape)+1)[0]
	d := newResult("Stack", first.dtype, slices.Insert(slices.Clone(first.shape), axis, len(parts)))
	for i, c := range parts {
		if !slices.Equal(c.shape, first.shape) {
			panic(&ShapeError{"Stack", first.shape, slices.Clone(c.shape), "differ"})
		}
		copyTo("Stack", d.pickAxis(axis, i), c)
	}
	return d
}

// Unstack returns the views that a consists of along an axis, each without it. Without an axis it is the first.
//
// It panics with *[AxisError] if a does not have the axis, and with *[ShapeError] if there are more than 2^24 views.
func Unstack[T Elem](a *Array[T], opts ...Option) []*Array[T] { return arrays[T](a.c.unstack(opts)) }

//go:noinline
func (c *core) unstack(opts []Option) []*core {
	axis := axisOption("Unstack", opts, c.shape, firstAxis)
	parts := c.parts("Unstack", c.shape[axis])
	for i := range parts {
		parts[i] = c.pickAxis(axis, i)
	}
	return parts
}

// maxParts is the most views that a function returns. A view takes some hundred bytes even if it has no element, so more of them are a mistake:
// [Along] and [Blocks] make one at a time.
const maxParts = 1 << 24

// parts returns room for n views of c.
func (c *core) parts(op string, n int) []*core {
	if n > maxParts {
		panic(&ShapeError{Op: op, A: c.shape, Why: "would make " + plural(n, "part") + ": " + strconv.Itoa(maxParts) + " are the most"})
	}
	return make([]*core, n)
}

// Split returns n views of equal length that a consists of along an axis. Without an axis it is the first. [ArraySplit] makes parts that
// differ in length by one where n does not divide, [SplitAt] parts of any length.
//
// It panics with *[ShapeError] if n does not divide the length, or is more than 2^24.
func Split[T Elem](a *Array[T], n int, opts ...Option) []*Array[T] {
	return arrays[T](a.c.split(n, opts))
}

//go:noinline
func (c *core) split(n int, opts []Option) []*core {
	axis := axisOption("Split", opts, c.shape, firstAxis)
	if n <= 0 || c.shape[axis]%n != 0 {
		panic(&ShapeError{Op: "Split", A: c.shape, Why: "does not divide into " + plural(n, "part") + " of equal length along axis " + strconv.Itoa(axis)})
	}
	parts, length := c.parts("Split", n), c.shape[axis]/n
	for i := range parts {
		parts[i] = c.cut(axis, i*length, length)
	}
	return parts
}

// ArraySplit returns n views that a consists of along an axis; the first ones are longer by one if n does not divide the length. Without an
// axis it is the first.
//
// It panics with *[ShapeError] if n is not positive, or more than 2^24.
func ArraySplit[T Elem](a *Array[T], n int, opts ...Option) []*Array[T] {
	return arrays[T](a.c.arraySplit(n, opts))
}

//go:noinline
func (c *core) arraySplit(n int, opts []Option) []*core {
	axis := axisOption("ArraySplit", opts, c.shape, firstAxis)
	if n <= 0 {
		panic(&ShapeError{Op: "ArraySplit", A: c.shape, Why: "does not divide into " + plural(n, "part")})
	}
	parts, at := c.parts("ArraySplit", n), 0
	for i := range parts {
		length := c.shape[axis] / n
		if i < c.shape[axis]%n {
			length++
		}
		parts[i] = c.cut(axis, at, length)
		at += length
	}
	return parts
}

// SplitAt returns the views a[:i], a[i:j], …, a[k:] for the indices i, j, …, k along an axis: np.split(a, [i, j, k]). Without an axis it is
// the first. Indices are those of slices: negative ones count from the end, and those beyond an end stand for it.
func SplitAt[T Elem](a *Array[T], at []int, opts ...Option) []*Array[T] {
	return arrays[T](a.c.splitAt(at, opts))
}

//go:noinline
func (c *core) splitAt(at []int, opts []Option) []*core {
	axis := axisOption("SplitAt", opts, c.shape, firstAxis)
	parts := make([]*core, len(at)+1)
	var it sliceItem
	for i := range parts {
		if it.stop = nil; i < len(at) {
			it.stop = &at[i]
		}
		first, n, _ := it.bounds(c.shape[axis])
		parts[i] = c.cut(axis, first, n)
		it.start = it.stop
	}
	return parts
}

// Tile returns a repeated as a whole: reps times along each axis. With fewer reps than axes they are those of the last axes, with more a
// has leading axes of length 1.
//
// It panics with *[ShapeError] if a number is negative, or there are more elements than can be addressed.
func Tile[T Elem](a *Array[T], reps ...int) *Array[T] { return as[T](a.c.tile(reps)) }

//go:noinline
func (c *core) tile(reps []int) *core {
	nd := max(len(reps), len(c.shape))
	reps = slices.Concat(slices.Repeat([]int{1}, nd-len(reps)), reps)
	v := c.broadcastTo("Tile", slices.Concat(slices.Repeat([]int{1}, nd-len(c.shape)), c.shape))
	shape := make([]int, nd)
	var wide, strides []int // of the source, with an axis of stride 0 before each that is repeated
	for d, n := range v.shape {
		shape[d] = times("Tile", n, reps[d])
		wide, strides = append(wide, reps[d], n), append(strides, 0, v.strides[d])
	}
	return v.spreadOut("Tile", shape, wide, strides)
}

// times returns the length n times r.
func times(op string, n, r int) int { return checkShape(op, []int{n, r}) }

// spreadOut returns an array of the given shape with the elements of c that the axes wide with their strides go through in C order.
func (c *core) spreadOut(op string, shape, wide, strides []int) *core {
	d := newResult(op, c.dtype, shape)
	if d.len > 0 {
		way := axes{size: 1}
		for i, n := range wide {
			if way.dims == maxDims {
				panic(&ShapeError{Op: op, A: c.shape, Why: "has too many axes that are repeated"})
			}
			way.push(n, strides[i])
		}
		way.finish()
		way.gather(span{d.base, d.len}, c, c.off, 0)
	}
	return d
}

// Repeat returns a with each element n times in succession along an axis. Without an axis it is that of all elements in C order.
//
// It panics with *[ShapeError] if n is negative, or there are more elements than can be addressed.
func Repeat[T Elem](a *Array[T], n int, opts ...Option) *Array[T] { return as[T](a.c.repeat(n, opts)) }

//go:noinline
func (c *core) repeat(n int, opts []Option) *core {
	axis := axisOption("Repeat", opts, c.shape, noAxis)
	var shape []int
	if axis < 0 {
		axis = len(c.shape) - 1
		shape = []int{times("Repeat", c.size(), n)}
	} else {
		shape = slices.Clone(c.shape)
		shape[axis] = times("Repeat", shape[axis], n)
	}
	return c.spreadOut("Repeat", shape, slices.Insert(slices.Clone(c.shape), axis+1, n), slices.Insert(slices.Clone(c.strides), axis+1, 0))
}

// RepeatEach returns a with element i along an axis counts[i] times in succession; counts has one axis, and broadcasts to that of a.
// It is np.repeat(a, counts). Without an axis it is that of all elements in C order.
//
// It panics with *[ShapeError] if there are other than that many counts, or a negative one, or more elements than can be addressed.
func RepeatEach[T Elem, I Integer](a *Array[T], counts *Array[I], opts ...Option) *Array[T] {
	return as[T](a.c.repeatEach(&counts.c, opts))
}

//go:noinline
func (c *core) repeatEach(counts *core, opts []Option) *core {
	axis, n := axisOption("RepeatEach", opts, c.shape, noAxis), c.size()
	if axis >= 0 {
		n = c.shape[axis]
	}
	counts.broadcastTo("RepeatEach", []int{n})
	each, total := storage[int64](counts.cast("RepeatEach", Int64)), 0
	for _, count := range each {
		switch {
		case count < 0 && counts.dtype < Uint8:
			panic(&ShapeError{Op: "RepeatEach", A: counts.shape, Why: "has a negative count"})
		case uint64(count) > uint64(math.MaxInt-total):
			panic(&ShapeError{Op: "RepeatEach", A: counts.shape, Why: "has more repetitions than an int can count"})
		}
		total += int(count)
	}
	if len(each) == 1 {
		total = times("RepeatEach", n, total)
	}
	s := c.selection(axis, []int{total})
	d := newCore("RepeatEach", c.dtype, s.shape)
	if d.len > 0 {
		places := make([]int, 0, total)
		for i := range n {
			for range each[min(i, len(each)-1)] {
				places = append(places, i)
			}
		}
		s.take(d, c, places)
	}
	return d
}

// Roll returns a with its elements moved by shift along an axis, or along each of several; those that leave at one end enter at the other.
// Without an axis it is that of all elements in C order, and a keeps its shape. For another shift along each axis see [RollEach].
func Roll[T Elem](a *Array[T], shift int, opts ...Option) *Array[T] {
	return as[T](a.c.roll(shift, opts))
}

//go:noinline
func (c *core) roll(shift int, opts []Option) *core {
	set := newAxisSet("Roll", opts, c.shape)
	if set.keep {
		panic(&ShapeError{Op: "Roll", A: c.shape, Why: "has no use for KeepDims"})
	}
	d := newResult("Roll", c.dtype, c.shape)
	if !slices.ContainsFunc(opts, Option.namesAxes) {
		rollInto(d.reshape([]int{d.len}), c.reshape([]int{d.len}), []int{shift}, 0)
		return d
	}
	shifts := make([]int, len(c.shape))
	for axis := range shifts {
		if set.has(axis) {
			shifts[axis] = shift
		}
	}
	rollInto(d, c, shifts, 0)
	return d
}

// RollEach returns a with its elements moved by shifts[i] along axes[i], as [Roll] does for one: np.roll(a, shifts, axes). Shifts along the
// same axis add up.
//
// It panics with *[ShapeError] if there is another number of shifts than of axes, and with *[AxisError] if a does not have an axis.
func RollEach[T Elem](a *Array[T], shifts []int, axes ...int) *Array[T] {
	return as[T](a.c.rollEach(shifts, axes))
}

//go:noinline
func (c *core) rollEach(shifts, axes []int) *core {
	if len(shifts) != len(axes) {
		panic(&ShapeError{Op: "RollEach", A: c.shape, Why: "was given " + plural(len(shifts), "shift") + " for " + plural(len(axes), "axis")})
	}
	total := make([]int, len(c.shape))
	for i, axis := range axes {
		axis = c.axisList("RollEach", []int{axis}, len(c.shape))[0]
		if n := c.shape[axis]; n > 0 {
			total[axis] = (total[axis] + shifts[i]%n) % n
		}
	}
	d := newResult("RollEach", c.dtype, c.shape)
	rollInto(d, c, total, 0)
	return d
}

// rollInto copies from to to, moved by shifts[axis] along that axis and those after it. Rolling an axis exchanges its two ends, so each
// element is copied once.
func rollInto(to, from *core, shifts []int, axis int) {
	if to.size() == 0 {
		return
	}
	if axis == len(shifts) {
		copyTo("Roll", to, from)
		return
	}
	n := from.shape[axis]
	shift := modulo(shifts[axis], n)
	rollInto(to.cut(axis, shift, n-shift), from.cut(axis, 0, n-shift), shifts, axis+1)
	rollInto(to.cut(axis, 0, shift), from.cut(axis, n-shift, shift), shifts, axis+1)
}

// Tril returns a matrix, or a stack of them in the last two axes, with zeros above diagonal k: 0, or left out, is the main one, 1 that above
// it. Nonzero(Tril(Full(true, n, n))) are the indices that np.tril_indices(n) gives.
//
// It panics with *[ShapeError] if a has fewer than two axes, or k is more than one number.
func Tril[T Elem](a *Array[T], k ...int) *Array[T] {
	return as[T](a.c.triangle("Tril", diagonalNumber("Tril", a.c.shape, k), true))
}

// Triu returns a matrix, or a stack of them in the last two axes, with zeros below diagonal k. It panics as [Tril] does.
func Triu[T Elem](a *Array[T], k ...int) *Array[T] {
	return as[T](a.c.triangle("Triu", diagonalNumber("Triu", a.c.shape, k), false))
}

//go:noinline
func (c *core) triangle(op string, k int, lower bool) *core {
	nd := len(c.shape)
	if nd < 2 {
		panic(&ShapeError{Op: op, A: c.shape, Why: "is of no matrix: two axes are needed"})
	}
	d := newCore(op, c.dtype, c.shape)
	if d.len == 0 {
		return d
	}
	rows, columns := c.shape[nd-2], c.shape[nd-1]
	k = max(-rows, min(k, columns)) // so that i+k does not overflow
	for i := range rows {
		first, end := 0, max(0, min(i+k+1, columns))
		if !lower {
			first, end = max(0, min(i+k, columns)), columns
		}
		to, from := d.pickAxis(nd-2, i), c.pickAxis(nd-2, i)
		copyTo(op, to.cut(nd-2, first, end-first), from.cut(nd-2, first, end-first))
	}
	return d
}

// Meshgrid returns, for each of several axes of coordinates, the array of that coordinate at every point of the grid. As in NumPy the
// first coordinate runs along the second axis and the second along the first, as x and y of a picture do: [MeshgridIJ] keeps the order.
//
// It panics with *[ShapeError] if an array has more than one axis.
func Meshgrid[T Elem](a ...*Array[T]) []*Array[T] {
	return arrays[T](meshgrid("Meshgrid", cores(a), true))
}

// MeshgridIJ is [Meshgrid] with axis i for coordinate i: np.meshgrid(..., indexing="ij").
func MeshgridIJ[T Elem](a ...*Array[T]) []*Array[T] {
	return arrays[T](meshgrid("MeshgridIJ", cores(a), false))
}

// Ix returns lists of coordinates as views that broadcast to the grid of them: list i runs along axis i. At(a, Ix(rows, columns)...) is
// a[np.ix_(rows, columns)], and the grid need never be made. [FlatNonzero] turns a mask into such a list.
//
// It panics with *[ShapeError] if an array does not have one axis.
func Ix[T Elem](a ...*Array[T]) []*Array[T] { return arrays[T](openMesh(cores(a))) }

//go:noinline
func openMesh(coordinates []*core) []*core {
	result := make([]*core, len(coordinates))
	for i, c := range coordinates {
		if len(c.shape) != 1 {
			panic(&ShapeError{Op: "Ix", A: c.shape, Why: "is of no list: one axis is needed"})
		}
		along := slices.Repeat([]int{1}, len(coordinates))
		along[i] = c.shape[0]
		result[i] = c.reshape(along)
	}
	return result
}

//go:noinline
func meshgrid(op string, coordinates []*core, swap bool) []*core {
	shape, order := make([]int, len(coordinates)), make([]int, len(coordinates))
	for i := range order {
		order[i] = i
	}
	if swap && len(order) > 1 {
		order[0], order[1] = 1, 0
	}
	for i, c := range coordinates {
		if len(c.shape) > 1 {
			panic(&ShapeError{Op: op, A: c.shape, Why: "has more than one axis"})
		}
		shape[order[i]] = c.size()
	}
	result := make([]*core, len(coordinates))
	for i, c := range coordinates {
		d := newResult(op, c.dtype, shape)
		along := slices.Repeat([]int{1}, len(shape))
		along[order[i]] = c.size()
		copyTo(op, d, c.reshape(along))
		result[i] = d
	}
	return result
}
