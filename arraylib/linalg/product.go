package linalg

import (
	"slices"

	np "fastergo/arraylib"
)

// MatrixTranspose returns the view with the last two axes exchanged, a.mT: each matrix of a stack transposed. [np.Array.T] reverses all axes.
//
// It panics with *[np.ShapeError] if a has fewer than two axes.
func MatrixTranspose[T np.Elem](a *np.Array[T]) *np.Array[T] {
	return attach[T](matrixTranspose(a))
}

//go:noinline
func matrixTranspose(a np.Operand) np.Layout {
	matrixShape("MatrixTranspose", a)
	l := np.LayoutOf(a)
	r := len(l.Shape) - 2
	slices.Reverse(l.Shape[r:])
	slices.Reverse(l.Strides[r:])
	return l
}

// Diagonal returns the view of a matrix's diagonal, or of each of a stack: of the elements (i, i + offset), or with a negative offset (i - offset, i).
// The last axis of the result counts them; there may be none. Unlike NumPy's it may be written to. [np.Diagonal] is that of the first two axes.
//
// It panics with *[np.ShapeError] if a has fewer than two axes.
func Diagonal[T np.Elem](a *np.Array[T], offset ...int) *np.Array[T] {
	return attach[T](diagonal("Diagonal", a, offset))
}

//go:noinline
func diagonal(op string, a np.Operand, offset []int) np.Layout {
	_, m, n := matrixShape(op, a)
	k := optional(op, "offsets", offset, 0)
	l := np.LayoutOf(a)
	r := len(l.Shape) - 2
	rows, columns := l.Strides[r], l.Strides[r+1]
	length := 0
	switch { // without a sum that could overflow
	case k >= 0 && k < n:
		length = min(m, n-k)
	case k < 0 && k > -m:
		length = min(m+k, n)
	}
	if length > 0 && product(l.Shape) > 0 {
		l.Offset += max(k, 0)*columns + max(-k, 0)*rows
	}
	l.Shape, l.Strides = append(l.Shape[:r], length), append(l.Strides[:r], rows+columns)
	return l
}

// Trace returns the sum of the elements of [Diagonal], for a matrix or each of a stack: the shape is that of the stack. Integers wrap around.
//
// It panics with *[np.ShapeError] if a has fewer than two axes.
func Trace[T np.Number](a *np.Array[T], offset ...int) *np.Array[T] {
	return np.Sum(attach[T](diagonal("Trace", a, offset)), np.Axis(-1))
}

// Outer returns the matrix of all products x[i]·y[j] of two vectors.
//
// It panics with *[np.ShapeError] if one does not have one axis.
func Outer[T np.Number](x, y *np.Array[T]) *np.Array[T] {
	return np.Multiply(x.Reshape(outerColumn(x, y)...), y)
}

//go:noinline
func outerColumn(x, y np.Operand) []int {
	for _, v := range []np.Operand{x, y} {
		if shape := np.LayoutOf(v).Shape; len(shape) != 1 {
			panic(&np.ShapeError{Op: "Outer", A: shape, Why: "is not that of a vector: one axis is needed"})
		}
	}
	return []int{np.Size(x), 1}
}

// Cross returns the vector products of vectors of three elements along one axis, the last one if none is given, where they are in the result too.
// The other axes broadcast.
//
// It panics with *[np.ShapeError] if the axis does not have length 3 or the shapes do not broadcast, and with *[np.AxisError] if it is not one of both.
func Cross[T np.Number](x, y *np.Array[T], axis ...int) *np.Array[T] {
	return np.Stack(optional("Cross", "axes", axis, -1), minor(x, y, 1, 2, axis), minor(x, y, 2, 0, axis), minor(x, y, 0, 1, axis))
}

// minor returns x[i]·y[j] - x[j]·y[i], with the indices along the axis.
func minor[T np.Number](x, y *np.Array[T], i, j int, axis []int) *np.Array[T] {
	return np.Subtract(
		np.Multiply(attach[T](component(x, i, axis)), attach[T](component(y, j, axis))),
		np.Multiply(attach[T](component(x, j, axis)), attach[T](component(y, i, axis))))
}

//go:noinline
func component(a np.Operand, i int, axis []int) np.Layout {
	l, d := np.LayoutOf(a), optional("Cross", "axes", axis, -1)
	if d < 0 {
		d += len(l.Shape)
	}
	if d < 0 || d >= len(l.Shape) {
		panic(&np.AxisError{Op: "Cross", Axis: optional("Cross", "axes", axis, -1), Shape: l.Shape, Why: "is not one of its axes"})
	}
	if l.Shape[d] != 3 {
		panic(&np.ShapeError{Op: "Cross", A: l.Shape, Why: "has another length than 3 along the axis of the vectors"})
	}
	if product(l.Shape) > 0 {
		l.Offset += i * l.Strides[d]
	}
	l.Shape, l.Strides = slices.Delete(l.Shape, d, d+1), slices.Delete(l.Strides, d, d+1)
	return l
}

// Kron returns the Kronecker product: the array of blocks x[i, j, …]·y. An operand with fewer axes than the other gets axes of length 1 in front.
//
// It panics with *[np.ShapeError] if the result would have more axes or elements than there can be.
func Kron[T np.Number](x, y *np.Array[T]) *np.Array[T] {
	return np.Multiply(x.Reshape(kronShape(x, y, 0)...), y.Reshape(kronShape(x, y, 1)...)).Reshape(kronShape(x, y, 2)...)
}

// kronShape returns the shapes with which x and y multiply to the blocks, and that of the result: (m, 1), (1, p) and m·p for each axis.
//
//go:noinline
func kronShape(x, y np.Operand, which int) (shape []int) {
	xs, ys := np.LayoutOf(x).Shape, np.LayoutOf(y).Shape
	nd := max(len(xs), len(ys))
	if 2*nd > 31 {
		panic(&np.ShapeError{Op: "Kron", A: xs, B: ys, Why: "have more than 15 axes"})
	}
	for d := range nd {
		m, p := 1, 1
		if i := d - nd + len(xs); i >= 0 {
			m = xs[i]
		}
		if i := d - nd + len(ys); i >= 0 {
			p = ys[i]
		}
		switch which {
		case 0:
			shape = append(shape, m, 1)
		case 1:
			shape = append(shape, 1, p)
		default:
			shape = append(shape, m*p)
		}
	}
	return shape
}

// MultiDot returns the matrix product of two or more matrices, in the order that takes the fewest multiplications (T. H. Cormen, C. E. Leiserson,
// R. L. Rivest, C. Stein, "Introduction to Algorithms", 15.2). The first may be a vector, which is then a row, and the last one, which is a column;
// the result lacks their axes.
//
// It panics with *[np.ShapeError] if one is not a matrix or neighbours do not fit, and with *[ParameterError] if there are fewer than two.
func MultiDot[T np.Inexact](a ...*np.Array[T]) *np.Array[T] { return as[T](multiDot(operands(a))) }

//go:noinline
func multiDot(a []np.Operand) np.Operand {
	if len(a) < 2 {
		panic(&ParameterError{"MultiDot", "the number of arrays", float64(len(a)), "is less than two"})
	}
	if isComplex(a[0]) {
		return multiDotIn(complexes{}, a)
	}
	return multiDotIn(reals{}, a)
}

func multiDotIn[E number](k kernel[E], a []np.Operand) np.Operand {
	var matrices []stack[E]
	var shape []int // of the result
	for i, x := range a {
		s := np.LayoutOf(x).Shape
		full := s
		switch end := i == 0 || i == len(a)-1; {
		case len(s) == 1 && i == 0:
			full = []int{1, s[0]}
		case len(s) == 1 && end:
			full = []int{s[0], 1}
		case len(s) != 2:
			panic(&np.ShapeError{Op: "MultiDot", A: s, Why: "is not that of a matrix"})
		case i == 0:
			shape = append(shape, s[0])
		case end:
			shape = append(shape, s[1])
		}
		if i > 0 && matrices[i-1].n != full[0] {
			panic(&np.ShapeError{Op: "MultiDot", A: np.LayoutOf(a[i-1]).Shape, B: s, Why: "do not fit: the first needs a column for each row of the second"})
		}
		matrices = append(matrices, stack[E]{k.load(x, s), nil, full[0], full[1]})
	}
	n := len(matrices)
	cost, split := make([]float64, n*n), make([]int, n*n) // of the product of matrices i to j, at i·n + j
	for length := 1; length < n; length++ {
		for i := range n - length {
			j := i + length
			best := &cost[i*n+j]
			*best = -1
			for s := i; s < j; s++ {
				c := cost[i*n+s] + cost[(s+1)*n+j] + float64(matrices[i].m)*float64(matrices[s].n)*float64(matrices[j].n)
				if *best < 0 || c < *best {
					*best, split[i*n+j] = c, s
				}
			}
		}
	}
	var chain func(i, j int) stack[E]
	chain = func(i, j int) stack[E] {
		if i == j {
			return matrices[i]
		}
		left, right := chain(i, split[i*n+j]), chain(split[i*n+j]+1, j)
		d := newStack[E](nil, left.m, right.n)
		multiply(d.data, left.data, right.data, left.m, left.n, right.n)
		return d
	}
	return k.store(np.DTypeOf(a[0]), chain(0, n-1).data, shape)
}
