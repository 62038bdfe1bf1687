package linalg

import (
	"slices"

	np "fastergo/arraylib"
)

// number is what matrices are computed in. Elements of float32 and complex64 are widened before and rounded after.
type number interface{ float64 | complex128 }

// kernel is what there is once for real and once for complex matrices, in C order. What a method gets it may overwrite; what
// it fills is zero before. None has length 0, unless the method says so. Where a method says scaled, all numbers are finite and the greatest are
// about 1.
type kernel[E number] interface {
	load(a np.Operand, shape []int) []E // a copy of a's elements, stretched to shape
	store(dt np.DType, data []E, shape []int) np.Operand

	lift(x float64) E
	abs(x E) float64
	sign(x E) E // x/|x|, or 0 if x is
	ldexp(x E, e int) E
	exponent(x []E) int         // of the part of a number that is greatest, as of math.Frexp
	adjoint(d, a []E, m, n int) // d = conjugate transpose of a, which is m×n; any length may be 0

	// lu replaces a by its factors of L·U = P·A, and returns the sign of P, and whether no pivot is 0.
	lu(a []E, n int, pivots []int) (sign float64, ok bool)
	// solve replaces the n×r right sides b by the solutions, given what lu made.
	solve(lu []E, n int, pivots []int, b []E, r int)
	// cholesky replaces a, of which it reads the lower triangle, by L of L·Lᴴ, and returns whether a is positive definite.
	cholesky(a []E, n int) bool
	// qr replaces the m×n matrix a by R and makes q the first p columns of Q, from min(m, n) to m of them.
	qr(a []E, m, n int, q []E, p int)
	// svd makes s the singular values of a, scaled, and, unless they are nil, u the first p columns of U and vt the first r rows of Vᴴ; p and r
	// are min(m, n), or m and n. It returns whether the iteration converged.
	svd(a []E, m, n int, s []float64, u []E, p int, vt []E, r int) bool
	// eigh makes w the eigenvalues of a, scaled, of which it reads the lower triangle, and a the eigenvectors if they are wanted.
	eigh(a []E, n int, w []float64, vectors bool) bool
	// eig makes w the eigenvalues of a, scaled, and v the eigenvectors unless it is nil.
	eig(a []E, n int, w, v []complex128) bool
}

// stack is matrices of one shape, one after the other in C order.
type stack[E number] struct {
	data  []E
	batch []int // the shape of the stack
	m, n  int   // of each matrix
}

func newStack[E number](batch []int, m, n int) stack[E] {
	return stack[E]{np.Zeros[E](slices.Concat(batch, []int{m, n})...).Data(), batch, m, n}
}

// size returns the number of matrices.
func (s *stack[E]) size() int { return product(s.batch) }

// filled returns the number of matrices that have elements: there may be very many that have none.
func (s *stack[E]) filled() int {
	if len(s.data) == 0 {
		return 0
	}
	return s.size()
}

func (s *stack[E]) at(i int) []E { return s.data[i*s.m*s.n : (i+1)*s.m*s.n] }

// shape returns the shape of the whole.
func (s *stack[E]) shape() []int { return slices.Concat(s.batch, []int{s.m, s.n}) }

func product(shape []int) int {
	n := 1
	for _, m := range shape {
		n *= m
	}
	return n
}

// matrixShape divides the shape of a stack of matrices.
func matrixShape(op string, a np.Operand) (batch []int, m, n int) {
	shape := np.LayoutOf(a).Shape
	nd := len(shape) - 2
	if nd < 0 {
		panic(&np.ShapeError{Op: op, A: shape, Why: "is not that of a matrix: two axes are needed"})
	}
	return shape[:nd:nd], shape[nd], shape[nd+1]
}

func squareShape(op string, a np.Operand) (batch []int, n int) {
	batch, m, n := matrixShape(op, a)
	if m != n {
		panic(&np.ShapeError{Op: op, A: np.LayoutOf(a).Shape, Why: "is not that of a square matrix"})
	}
	return batch, n
}

func load[E number](k kernel[E], op string, a np.Operand) stack[E] {
	batch, m, n := matrixShape(op, a)
	return stack[E]{k.load(a, np.LayoutOf(a).Shape), batch, m, n}
}

func loadSquare[E number](k kernel[E], op string, a np.Operand) stack[E] {
	squareShape(op, a)
	return load(k, op, a)
}

// eye makes d, which is zero and has n columns, the first rows of the identity matrix; more than n rows stay zero.
func eye[E number](k kernel[E], d []E, n int) {
	for i := 0; i < min(len(d), n*n); i += n + 1 {
		d[i] = k.lift(1)
	}
}

// finite reports whether there is neither NaN nor Inf.
func finite[E number](x []E) bool {
	for _, v := range x {
		if v-v != 0 {
			return false
		}
	}
	return true
}

// scale multiplies x by 2^e, which changes no digit of what is not lost in comparison with the others.
func scale[E number](k kernel[E], x []E, e int) {
	for i, v := range x {
		x[i] = k.ldexp(v, e)
	}
}

// multiply adds the product of a, which is m×k, and b, which is k×n, to d. Zeros are multiplied as well, so that NaN gets through.
func multiply[E number](d, a, b []E, m, k, n int) {
	for i := range m {
		row := d[i*n : (i+1)*n]
		for j, f := range a[i*k : (i+1)*k] {
			from := b[j*n:][:len(row)]
			for c, v := range from {
				row[c] += f * v
			}
		}
	}
}

// isComplex says which kernel is for a.
func isComplex(a np.Operand) bool { return np.DTypeOf(a) >= np.Complex64 }

// The glue of the skin: what is compiled once makes Operands, which have a type again here. A nil one stays nil.

func as[T np.Elem](o np.Operand) *np.Array[T] { a, _ := o.(*np.Array[T]); return a }

func one[T np.Elem](o np.Operand, err error) (*np.Array[T], error) { return as[T](o), err }

func two[T, R np.Elem](o, p np.Operand) (*np.Array[T], *np.Array[R]) { return as[T](o), as[R](p) }

func twoErr[T, R np.Elem](o, p np.Operand, err error) (*np.Array[T], *np.Array[R], error) {
	return as[T](o), as[R](p), err
}

func three[T, R np.Elem](o, p, q np.Operand, err error) (*np.Array[T], *np.Array[R], *np.Array[T], error) {
	return as[T](o), as[R](p), as[T](q), err
}

func dtypeOf[T np.Elem]() np.DType { return np.DTypeOf((*np.Array[T])(nil)) }

// attach makes the view that l describes.
func attach[T np.Elem](l np.Layout) *np.Array[T] {
	a := new(np.Array[T])
	mustAttach(a, l)
	return a
}

//go:noinline
func mustAttach(a np.Operand, l np.Layout) {
	if err := np.Attach(a, l); err != nil {
		panic(err) // l is a part of a layout that was one
	}
}

func operands[T np.Elem](a []*np.Array[T]) (o []np.Operand) {
	for _, x := range a {
		o = append(o, x)
	}
	return o
}
