package arraylib

import (
	"slices"
	"strconv"
)

// TensorDot returns the sums of products over the last n axes of a and the first n of b, whose lengths agree. The result has the
// other axes of a, then those of b: with n = 0 it is the outer product, with n = 1 of matrices the matrix product.
//
// It panics with *[AxisError] if an operand has fewer than n axes or n is negative, and with *[ShapeError] if lengths differ.
func TensorDot[T Number](a, b *Array[T], n int) *Array[T] {
	return as[T](tensorDotLast(&a.c, &b.c, n))
}

//go:noinline
func tensorDotLast(a, b *core, n int) *core {
	for _, c := range []*core{a, b} {
		if n < 0 || n > len(c.shape) {
			panic(&AxisError{"TensorDot", n, c.shape, "is not how many axes can be summed of " + plural(len(c.shape), "axis")})
		}
	}
	axesA, axesB := make([]int, n), make([]int, n)
	for i := range n {
		axesA[i], axesB[i] = len(a.shape)-n+i, i
	}
	return tensorDot("TensorDot", a, b, axesA, axesB)
}

// TensorDotAxes returns the sums of products over axes of a, each with the one of b at the same place of the list:
// np.tensordot(a, b, axes=(axesA, axesB)). See [TensorDot].
//
// It panics with *[AxisError] if an operand does not have an axis or it is named twice, and with *[ShapeError] if lengths differ, of
// the axes or the lists.
func TensorDotAxes[T Number](a, b *Array[T], axesA, axesB []int) *Array[T] {
	return as[T](tensorDot("TensorDotAxes", &a.c, &b.c, axesA, axesB))
}

//go:noinline
func tensorDot(op string, a, b *core, axesA, axesB []int) *core {
	axesA, axesB = a.axisList(op, axesA, len(a.shape)), b.axisList(op, axesB, len(b.shape))
	if len(axesA) != len(axesB) {
		panic(&ShapeError{op, a.shape, slices.Clone(b.shape), "do not fit: " + plural(len(axesA), "axis") + " of the first and " + plural(len(axesB), "axis") + " of the second are named"})
	}
	x, y := term{c: a}, term{c: b, labels: make([]int, len(b.shape))}
	var out []int
	for d := range a.shape {
		x.labels = append(x.labels, d)
		if !slices.Contains(axesA, d) {
			out = append(out, d)
		}
	}
	for d, n := range b.shape {
		if i := slices.Index(axesB, d); i >= 0 {
			if m := a.shape[axesA[i]]; m != n {
				panic(&ShapeError{op, a.shape, slices.Clone(b.shape), "do not fit: axis " + strconv.Itoa(axesA[i]) + " of the first has length " + strconv.Itoa(m) + ", axis " + strconv.Itoa(d) + " of the second " + strconv.Itoa(n)})
			}
			y.labels[d] = axesA[i]
			continue
		}
		y.labels[d] = len(a.shape) + d
		out = append(out, y.labels[d])
	}
	return contract(op, x, y, out)
}

// term is an array and a label for each of its axes, all different.
type term struct {
	c      *core
	labels []int
}

func (t term) has(label int) bool { return slices.Contains(t.labels, label) }

// length returns the length and the stride of an axis; that of one which t does not have is 1.
func (t term) axis(label int) (n, stride int) {
	if d := slices.Index(t.labels, label); d >= 0 {
		return t.c.shape[d], t.c.strides[d]
	}
	return 1, 0
}

// arranged returns the view with the axes of labels, in that order, which has no others.
func (t term) arranged(labels []int) *core {
	v := *t.c
	dims := make([]int, 2*len(labels))
	v.shape, v.strides = dims[:len(labels):len(labels)], dims[len(labels):]
	for i, l := range labels {
		v.shape[i], v.strides[i] = t.axis(l)
	}
	return &v
}

// merged returns the axes of labels as one, and whether a stride serves them all.
func (t term) merged(labels []int) (n, stride int, ok bool) {
	v := t.arranged(labels)
	x := newAxes(v.shape, v.strides)
	return x.size, x.inner(), x.dims == 1
}

// matrices returns t as matrices whose rows and columns are each the product of some axes, and the strides of the other axes. t is
// copied if its strides do not merge so.
func (t term) matrices(op string, batch, rows, cols []int) (x matrix, m, n int, strides []int) {
	m, row, rowOK := t.merged(rows)
	n, col, colOK := t.merged(cols)
	if !rowOK || !colOK {
		order := slices.Concat(batch, rows, cols)
		return term{t.arranged(order).copy(op), order}.matrices(op, batch, rows, cols)
	}
	return matrix{t.c, t.c.off, row, col}, m, n, t.arranged(batch).strides
}

// contract multiplies x and y and sums over the labels that are not in out. Those are in both, and labels in both have one length; a
// label in out may be in one or both. The result is a core of its own in the order of out.
func contract(op string, x, y term, out []int) *core {
	var batch, rows, cols, sums []int
	var shape []int
	for _, l := range out {
		n, _ := x.axis(l)
		switch {
		case !x.has(l):
			n, _ = y.axis(l)
			cols = append(cols, l)
		case y.has(l):
			batch = append(batch, l)
		default:
			rows = append(rows, l)
		}
		shape = append(shape, n)
	}
	checkShape(op, shape)
	for _, l := range x.labels {
		if !slices.Contains(out, l) {
			sums = append(sums, l)
		}
	}
	if len(sums) == 0 {
		return binary(op, numbers[x.c.dtype].multiply, x.c.dtype, nil, x.arranged(out), y.arranged(out), word{})
	}
	slices.SortStableFunc(sums, func(k, l int) int { // as they lie in x
		_, s := x.axis(k)
		_, t := x.axis(l)
		return distance(t) - distance(s)
	})
	order := out
	laid := core{dtype: x.c.dtype}
	laid.setShape(shape)
	_, _, rowsOK := term{&laid, out}.merged(rows)
	_, _, colsOK := term{&laid, out}.merged(cols)
	if !rowsOK || !colsOK {
		order = slices.Concat(batch, rows, cols)
		shape = term{&laid, out}.arranged(order).shape
	}
	d := term{newCore(op, x.c.dtype, shape), order}
	if d.c.len > 0 && x.c.size() > 0 {
		var g gemms
		var strides [3][]int
		g.abc[0], g.m, g.k, strides[0] = x.matrices(op, batch, rows, sums)
		g.abc[1], _, g.n, strides[1] = y.matrices(op, batch, sums, cols)
		g.abc[2], _, _, strides[2] = d.matrices(op, batch, rows, cols)
		for i, s := range strides {
			copy(g.strides[i][:], s)
		}
		g.dims = copy(g.shape[:], d.arranged(batch).shape)
		g.run()
	}
	if slices.Equal(order, out) {
		return d.c
	}
	return d.arranged(out).copy(op)
}
