package linalg

import (
	"math"

	np "fastergo/arraylib"
)

// Ord says which norm of a matrix is meant: one of these, or 1, -1, 2 or -2.
type Ord int

const (
	Fro Ord = 0             // the root of the sum of |x|²
	Nuc Ord = 3             // the sum of the singular values
	Inf Ord = math.MaxInt32 // the greatest sum of a row's |x|; -Inf the least
)

// VectorNorm returns the norm of order ord of the vectors along the axes that [np.Axis] names, or of all elements: (Σ|x|^ord)^(1/ord). The usual one
// has the order 2: np.linalg.norm(x) is VectorNorm(x, 2). Of order math.Inf(1) it is the greatest |x|, of math.Inf(-1) the least, and of 0 the
// number of elements other than 0. It overflows only if the norm itself does. For complex vectors see [VectorNormAs].
//
// It panics with *[np.AxisError] if x does not have the axes, and with *[np.ShapeError] if the order is math.Inf(-1) and there is no element.
func VectorNorm[T np.Float](x *np.Array[T], ord float64, opts ...np.Option) *np.Array[T] {
	return as[T](vectorNorm("VectorNorm", x, ord, opts, dtypeOf[T]()))
}

// VectorNormAs is [VectorNorm] with norms of type R: those of complex vectors are real.
func VectorNormAs[R np.Float, T np.Inexact](x *np.Array[T], ord float64, opts ...np.Option) *np.Array[R] {
	return as[R](vectorNorm("VectorNormAs", x, ord, opts, dtypeOf[R]()))
}

//go:noinline
func vectorNorm(op string, x np.Operand, ord float64, opts []np.Option, dt np.DType) np.Operand {
	defer named(op)
	return rounded(dt, norms(sizes(x), ord, opts))
}

// sizes returns the absolute values of a's elements.
func sizes(a np.Operand) *np.Array[float64] {
	switch a := a.(type) {
	case *np.Array[float32]:
		return np.AsType[float64](np.Abs(a))
	case *np.Array[float64]:
		return np.Abs(a)
	case *np.Array[complex64]:
		return np.AbsAs[float64](np.AsType[complex128](a))
	}
	return np.AbsAs[float64](a.(*np.Array[complex128]))
}

// rounded returns a as an array of another type.
func rounded(dt np.DType, a *np.Array[float64]) np.Operand {
	if dt == np.Float32 {
		return np.AsType[float32](a)
	}
	return a
}

func norms(x *np.Array[float64], ord float64, opts []np.Option) *np.Array[float64] {
	switch {
	case ord == 0:
		return np.AsType[float64](np.CountNonzero(x, opts...))
	case math.IsInf(ord, -1):
		return np.Min(x, opts...)
	case ord == 1 || np.Size(x) == 0:
		return np.Sum(x, opts...)
	case math.IsInf(ord, 1):
		return np.Max(x, opts...)
	}
	// Each vector is divided by a power of two, near its greatest element, and the norm multiplied by it: its powers do not overflow.
	scale := np.Max(x, append(opts[:len(opts):len(opts)], np.KeepDims)...)
	for i, m := range scale.Data() {
		if _, e := math.Frexp(m); m > 0 && !math.IsInf(m, 0) {
			scale.Data()[i] = math.Ldexp(1, e-1)
		} else {
			scale.Data()[i] = 1
		}
	}
	x = np.Divide(x, scale)
	if ord == 2 {
		x = np.Sqrt(np.Sum(np.Square(x), opts...))
	} else {
		x = np.PowerScalar(np.Sum(np.PowerScalar(x, ord), opts...), 1/ord)
	}
	return np.Multiply(x, scale.Reshape(x.Shape()...))
}

// MatrixNorm returns the norm of a matrix, or of each of a stack: [Fro], which is np.linalg.norm(a), and [Nuc]; 1 and -1 are the greatest and the least
// sum of a column's |x|, [Inf] and -Inf of a row's; 2 and -2 are the greatest and the least singular value. The shape is that of the stack,
// followed by 1, 1 with [np.KeepDims]. For complex matrices see [MatrixNormAs].
//
// With NaN or Inf among the elements, norms by singular values are NaN. It panics with *[np.ShapeError] if a has fewer than two axes or there is
// nothing to have a least one of, and with *[ParameterError] if there is no such norm.
func MatrixNorm[T np.Float](a *np.Array[T], ord Ord, opts ...np.Option) *np.Array[T] {
	return as[T](matrixNorm("MatrixNorm", a, ord, opts, dtypeOf[T]()))
}

// MatrixNormAs is [MatrixNorm] with norms of type R: those of complex matrices are real.
func MatrixNormAs[R np.Float, T np.Inexact](a *np.Array[T], ord Ord, opts ...np.Option) *np.Array[R] {
	return as[R](matrixNorm("MatrixNormAs", a, ord, opts, dtypeOf[R]()))
}

//go:noinline
func matrixNorm(op string, a np.Operand, ord Ord, opts []np.Option, dt np.DType) np.Operand {
	matrixShape(op, a)
	for _, o := range opts {
		if o != np.KeepDims {
			panic(&np.AxisError{Op: op, Axis: -1, Why: "and the one before are its axes: KeepDims is the only option"})
		}
	}
	defer named(op)
	return rounded(dt, matrixNorms(op, a, ord, opts))
}

func matrixNorms(op string, a np.Operand, ord Ord, opts []np.Option) *np.Array[float64] {
	along := func(axes ...int) []np.Option { return append(opts[:len(opts):len(opts)], np.Axis(axes...)) }
	switch ord {
	case Fro:
		return norms(sizes(a), 2, along(-2, -1))
	case 1, Inf:
		x, sums, most := sizes(a), -2, -1
		if np.Size(x) == 0 {
			return np.Sum(x, along(-2, -1)...)
		}
		if ord == Inf {
			sums, most = most, sums
		}
		return np.Max(np.Sum(x, append(along(sums), np.KeepDims)...), along(-2, -1)...) // along both: the sums' axis has length 1
	case -1:
		return np.Min(np.Sum(sizes(a), append(along(-2), np.KeepDims)...), along(-2, -1)...)
	case -Inf:
		return np.Min(np.Sum(sizes(a), append(along(-1), np.KeepDims)...), along(-2, -1)...)
	case 2, -2, Nuc:
		s := singularOrNaN(op, a)
		switch {
		case ord == -2:
			return np.Min(s, along(-2, -1)...)
		case ord == Nuc || np.Size(s) == 0:
			return np.Sum(s, along(-2, -1)...)
		}
		return np.Max(s, along(-2, -1)...)
	}
	panic(&ParameterError{op, "ord", float64(ord), "is not an order of a matrix norm"})
}

// singularOrNaN returns the singular values of each matrix as a column, or columns of NaN if one has NaN or Inf.
func singularOrNaN(op string, a np.Operand) *np.Array[float64] {
	batch, m, n := matrixShape(op, a)
	out := newStack[float64](batch, min(m, n), 1)
	if isComplex(a) {
		singularEach(complexes{}, &out, load(complexes{}, op, a))
	} else {
		singularEach(reals{}, &out, load(reals{}, op, a))
	}
	return np.AsArray(out.data).Reshape(out.shape()...)
}

func singularEach[E number](k kernel[E], out *stack[float64], x stack[E]) {
	for i := range x.filled() {
		d := out.at(i)
		if len(d) == 0 || finite(x.at(i)) && scaledSVD(k, x.at(i), x.m, x.n, d, nil, 0, nil, 0) {
			continue
		}
		for j := range d {
			d[j] = math.NaN()
		}
	}
}

// Cond returns the condition number of a matrix, or of each of a stack: how many times a relative error in b may be greater in the x of a·x = b. It is the
// norm of a times that of its inverse, and Inf of a singular matrix. Order 2 is the usual one; 2 and -2, the quotient of the greatest and the
// least singular value and its inverse, are for matrices of any shape, other orders for square ones. The shape is that of the stack. For
// complex matrices see [CondAs].
//
// It is NaN where a has NaN, else Inf where it is not defined. It panics with *[np.ShapeError] if a has no element, or is not square where it must be,
// and with *[ParameterError] if there is no such norm.
func Cond[T np.Float](a *np.Array[T], ord Ord) *np.Array[T] {
	return as[T](cond("Cond", a, ord, dtypeOf[T]()))
}

// CondAs is [Cond] with condition numbers of type R: those of complex matrices are real.
func CondAs[R np.Float, T np.Inexact](a *np.Array[T], ord Ord) *np.Array[R] {
	return as[R](cond("CondAs", a, ord, dtypeOf[R]()))
}

//go:noinline
func cond(op string, a np.Operand, ord Ord, dt np.DType) np.Operand {
	if _, m, n := matrixShape(op, a); m == 0 || n == 0 {
		panic(&np.ShapeError{Op: op, A: np.LayoutOf(a).Shape, Why: "has no elements, and no condition number"})
	}
	var c *np.Array[float64]
	switch ord {
	case 2, -2:
		s := singularOrNaN(op, a)
		first, last := s.S("..., 0, 0"), s.S("..., -1, 0")
		if ord == -2 {
			first, last = last, first
		}
		c = np.Divide(first, last)
	default:
		squareShape(op, a)
		c = np.Multiply(matrixNorms(op, a, ord, nil), matrixNorms(op, inverseOrInf(a), ord, nil))
	}
	undefined := np.Sum(sizes(a), np.Axis(-2, -1)).Data() // NaN only if an element is
	for i, x := range c.Data() {
		if x != x && undefined[i] == undefined[i] {
			c.Data()[i] = math.Inf(1)
		}
	}
	return rounded(dt, c)
}

// inverseOrInf returns the inverses of matrices, and Inf in place of those of singular ones.
func inverseOrInf(a np.Operand) np.Operand {
	if isComplex(a) {
		return inverseOrInfIn(complexes{}, a)
	}
	return inverseOrInfIn(reals{}, a)
}

func inverseOrInfIn[E number](k kernel[E], a np.Operand) np.Operand {
	s := loadSquare(k, "Cond", a)
	d := newStack[E](s.batch, s.n, s.n)
	for i := range s.filled() {
		if !inverse(k, d.at(i), s.at(i), s.n) {
			for j := range d.at(i) {
				d.at(i)[j] = k.lift(math.Inf(1))
			}
		}
	}
	return k.store(wide(a), d.data, d.shape())
}

// wide returns the type that a is computed in.
func wide(a np.Operand) np.DType {
	if isComplex(a) {
		return np.Complex128
	}
	return np.Float64
}
