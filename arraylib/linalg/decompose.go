package linalg

import (
	np "fastergo/arraylib"
)

// Triangle says which triangle of a matrix is meant.
type Triangle uint8

const (
	Lower Triangle = iota
	Upper
)

// Mode says how much of an orthogonal matrix a decomposition has.
type Mode uint8

const (
	Reduced  Mode = iota // as many columns as the smaller side of the matrix
	Complete             // all: the matrix is square
)

// Cholesky returns the lower triangular L of a = L·Lᴴ, for a symmetric or Hermitian, positive definite matrix, or for each of a stack;
// Cholesky(a, [Upper]) the upper triangular U of a = Uᴴ·U. The other triangle is 0, and that of a is not read; nor are the imaginary parts of its
// diagonal.
//
// A matrix that is not positive definite, or has NaN where it is read, is an [ErrNotPositiveDefinite]. It panics with *[np.ShapeError] if a's last
// two axes are not of one length.
func Cholesky[T np.Inexact](a *np.Array[T], triangle ...Triangle) (*np.Array[T], error) {
	return one[T](cholesky(a, triangle))
}

//go:noinline
func cholesky(a np.Operand, triangle []Triangle) (np.Operand, error) {
	t := optional("Cholesky", "triangles", triangle, Lower)
	if isComplex(a) {
		return choleskyIn(complexes{}, a, t)
	}
	return choleskyIn(reals{}, a, t)
}

func choleskyIn[E number](k kernel[E], a np.Operand, t Triangle) (np.Operand, error) {
	s := loadTriangle(k, "Cholesky", a, t)
	for i := range s.filled() {
		if !k.cholesky(s.at(i), s.n) {
			return nil, failure("Cholesky", s.batch, i, ErrNotPositiveDefinite)
		}
	}
	if t == Upper {
		s = adjoints(k, s)
	}
	return k.store(np.DTypeOf(a), s.data, s.shape()), nil
}

// loadTriangle brings the triangle that is meant to the lower one.
func loadTriangle[E number](k kernel[E], op string, a np.Operand, t Triangle) stack[E] {
	s := loadSquare(k, op, a)
	if t == Upper {
		s = adjoints(k, s)
	}
	return s
}

func adjoints[E number](k kernel[E], s stack[E]) stack[E] {
	d := newStack[E](s.batch, s.n, s.m)
	for i := range s.filled() {
		k.adjoint(d.at(i), s.at(i), s.m, s.n)
	}
	return d
}

// QR returns Q with orthonormal columns and the upper triangular R of a = Q·R, for an m×n matrix or each of a stack. With p = min(m, n) Q
// is m×p and R p×n; QR(a, [Complete]) has the square Q and an R of a's shape. R's diagonal is real, and of either sign.
//
// NaN and Inf reach the result. It panics with *[np.ShapeError] if a has fewer than two axes.
func QR[T np.Inexact](a *np.Array[T], mode ...Mode) (q, r *np.Array[T]) {
	return two[T, T](qr(a, mode))
}

//go:noinline
func qr(a np.Operand, mode []Mode) (q, r np.Operand) {
	m := optional("QR", "modes", mode, Reduced)
	if isComplex(a) {
		return qrIn(complexes{}, a, m)
	}
	return qrIn(reals{}, a, m)
}

func qrIn[E number](k kernel[E], a np.Operand, mode Mode) (np.Operand, np.Operand) {
	s := load(k, "QR", a)
	p := s.m
	if mode == Reduced {
		p = min(s.m, s.n)
	}
	q, r := newStack[E](s.batch, s.m, p), newStack[E](s.batch, p, s.n)
	for i := range max(s.filled(), q.filled()) {
		if s.m > 0 && s.n > 0 {
			k.qr(s.at(i), s.m, s.n, q.at(i), p)
		} else {
			eye(k, q.at(i), p)
		}
		copy(r.at(i), s.at(i))
	}
	dt := np.DTypeOf(a)
	return k.store(dt, q.data, q.shape()), k.store(dt, r.data, r.shape())
}

// SVD returns the singular value decomposition a = u·diag(s)·vt of an m×n matrix, or of each of a stack: s has the min(m, n) singular values,
// greatest first, u is m×m, vt n×n, both orthogonal. That is NumPy's choice; SVD(a, [Reduced]) has the columns of u and the rows of vt
// that s needs, and for a long matrix is much faster and smaller. Singular vectors are defined but for their signs. For complex matrices see
// [SVDAs].
//
// A matrix with NaN or Inf is an [ErrNotFinite]; [ErrNoConvergence] is not known to happen. It panics with *[np.ShapeError] if a has fewer than two axes.
func SVD[T np.Float](a *np.Array[T], mode ...Mode) (u, s, vt *np.Array[T], err error) {
	return three[T, T](svd(a, mode, dtypeOf[T]()))
}

// SVDAs is [SVD] with singular values of type R: those of a complex matrix are real, and vt is Vᴴ.
func SVDAs[R np.Float, T np.Inexact](a *np.Array[T], mode ...Mode) (u *np.Array[T], s *np.Array[R], vt *np.Array[T], err error) {
	return three[T, R](svd(a, mode, dtypeOf[R]()))
}

//go:noinline
func svd(a np.Operand, mode []Mode, dt np.DType) (u, s, vt np.Operand, err error) {
	m := optional("SVD", "modes", mode, Complete)
	if isComplex(a) {
		return svdIn(complexes{}, a, m, dt)
	}
	return svdIn(reals{}, a, m, dt)
}

func svdIn[E number](k kernel[E], a np.Operand, mode Mode, dt np.DType) (np.Operand, np.Operand, np.Operand, error) {
	x := load(k, "SVD", a)
	u, s, vt, err := decomposed(k, "SVD", x, mode, true)
	if err != nil {
		return nil, nil, nil, err
	}
	return k.store(np.DTypeOf(a), u.data, u.shape()), reals{}.store(dt, s.data, s.shape()[:len(s.batch)+1]),
		k.store(np.DTypeOf(a), vt.data, vt.shape()), nil
}

// decomposed is SVD below the skin; s has one column. Without vectors u and vt are empty.
func decomposed[E number](k kernel[E], op string, x stack[E], mode Mode, vectors bool) (u stack[E], s stack[float64], vt stack[E], err error) {
	p, r := x.m, x.n
	least := min(p, r)
	if mode == Reduced {
		p, r = least, least
	}
	s = newStack[float64](x.batch, least, 1)
	if vectors {
		u, vt = newStack[E](x.batch, x.m, p), newStack[E](x.batch, r, x.n)
	}
	for i := range max(x.filled(), u.filled(), vt.filled()) {
		var ui, vi []E
		if vectors {
			ui, vi = u.at(i), vt.at(i)
		}
		switch {
		case least == 0:
			eye(k, ui, p)
			eye(k, vi, x.n)
		case !finite(x.at(i)):
			return u, s, vt, failure(op, x.batch, i, ErrNotFinite)
		case !scaledSVD(k, x.at(i), x.m, x.n, s.at(i), ui, p, vi, r):
			return u, s, vt, failure(op, x.batch, i, ErrNoConvergence)
		}
	}
	return u, s, vt, nil
}

// scaledSVD is the kernel's svd for matrices of any scale.
func scaledSVD[E number](k kernel[E], a []E, m, n int, s []float64, u []E, p int, vt []E, r int) bool {
	e := k.exponent(a)
	scale(k, a, -e)
	ok := k.svd(a, m, n, s, u, p, vt, r)
	scale(reals{}, s, e)
	return ok
}

// SVDVals returns the singular values, greatest first: s of [SVD], without the work for the vectors.
func SVDVals[T np.Float](a *np.Array[T]) (*np.Array[T], error) {
	return one[T](svdVals(a, dtypeOf[T]()))
}

// SVDValsAs is [SVDVals] with singular values of type R: those of a complex matrix are real.
func SVDValsAs[R np.Float, T np.Inexact](a *np.Array[T]) (*np.Array[R], error) {
	return one[R](svdVals(a, dtypeOf[R]()))
}

//go:noinline
func svdVals(a np.Operand, dt np.DType) (np.Operand, error) {
	s, err := singular("SVDVals", a)
	if err != nil {
		return nil, err
	}
	return reals{}.store(dt, s.data, s.shape()[:len(s.batch)+1]), nil
}

func singular(op string, a np.Operand) (s stack[float64], err error) {
	if isComplex(a) {
		_, s, _, err = decomposed(complexes{}, op, load(complexes{}, op, a), Reduced, false)
	} else {
		_, s, _, err = decomposed(reals{}, op, load(reals{}, op, a), Reduced, false)
	}
	return s, err
}

// Eigh returns the eigenvalues of a symmetric n×n matrix, or of each of a stack, least first, and its orthonormal eigenvectors: column i of
// vectors belongs to values[i]. It reads a's lower triangle only; Eigh(a, [Upper]) the upper one. Eigenvectors are defined but for their
// signs. For complex matrices see [EighAs].
//
// A matrix with NaN or Inf in either triangle is an [ErrNotFinite]; [ErrNoConvergence] is not known to happen. It panics with *[np.ShapeError] if a's last
// two axes are not of one length.
func Eigh[T np.Float](a *np.Array[T], triangle ...Triangle) (values, vectors *np.Array[T], err error) {
	return twoErr[T, T](eigh("Eigh", a, triangle, dtypeOf[T](), true))
}

// EighAs is [Eigh] with eigenvalues of type R: those of a complex Hermitian matrix are real.
func EighAs[R np.Float, T np.Inexact](a *np.Array[T], triangle ...Triangle) (values *np.Array[R], vectors *np.Array[T], err error) {
	return twoErr[R, T](eigh("EighAs", a, triangle, dtypeOf[R](), true))
}

// Eigvalsh returns the eigenvalues of [Eigh].
func Eigvalsh[T np.Float](a *np.Array[T], triangle ...Triangle) (*np.Array[T], error) {
	return one[T](eigvalsh("Eigvalsh", a, triangle, dtypeOf[T]()))
}

// EigvalshAs is [Eigvalsh] with eigenvalues of type R: those of a complex Hermitian matrix are real.
func EigvalshAs[R np.Float, T np.Inexact](a *np.Array[T], triangle ...Triangle) (*np.Array[R], error) {
	return one[R](eigvalsh("EigvalshAs", a, triangle, dtypeOf[R]()))
}

//go:noinline
func eigvalsh(op string, a np.Operand, triangle []Triangle, dt np.DType) (np.Operand, error) {
	w, _, err := eigh(op, a, triangle, dt, false)
	return w, err
}

//go:noinline
func eigh(op string, a np.Operand, triangle []Triangle, dt np.DType, vectors bool) (w, v np.Operand, err error) {
	t := optional(op, "triangles", triangle, Lower)
	if isComplex(a) {
		return eighIn(complexes{}, op, a, t, dt, vectors)
	}
	return eighIn(reals{}, op, a, t, dt, vectors)
}

func eighIn[E number](k kernel[E], op string, a np.Operand, t Triangle, dt np.DType, vectors bool) (np.Operand, np.Operand, error) {
	s := loadTriangle(k, op, a, t)
	w := newStack[float64](s.batch, s.n, 1)
	for i := range s.filled() {
		if !finite(s.at(i)) {
			return nil, nil, failure(op, s.batch, i, ErrNotFinite)
		}
		e := k.exponent(s.at(i))
		scale(k, s.at(i), -e)
		if !k.eigh(s.at(i), s.n, w.at(i), vectors) {
			return nil, nil, failure(op, s.batch, i, ErrNoConvergence)
		}
		scale(reals{}, w.at(i), e)
	}
	return reals{}.store(dt, w.data, w.shape()[:len(w.batch)+1]), k.store(np.DTypeOf(a), s.data, s.shape()), nil
}

// Eig returns the eigenvalues of a square matrix, or of each of a stack, in no order, and its eigenvectors of length 1: column i of vectors belongs
// to values[i]. Both are complex128 whatever a is, since the eigenvalues of a real matrix may be complex: see [np.AsType] and [np.RealAs]. If a is
// known to be symmetric or Hermitian, [Eigh] is faster, has an order, and real results.
//
// A matrix with NaN or Inf is an [ErrNotFinite]; [ErrNoConvergence] is not known to happen. It panics with *[np.ShapeError] if a's last two axes are not
// of one length.
func Eig[T np.Inexact](a *np.Array[T]) (values, vectors *np.Array[complex128], err error) {
	return twoErr[complex128, complex128](eig("Eig", a, true))
}

// Eigvals returns the eigenvalues of [Eig].
func Eigvals[T np.Inexact](a *np.Array[T]) (*np.Array[complex128], error) {
	return one[complex128](eigvals(a))
}

//go:noinline
func eigvals(a np.Operand) (np.Operand, error) {
	w, _, err := eig("Eigvals", a, false)
	return w, err
}

//go:noinline
func eig(op string, a np.Operand, vectors bool) (w, v np.Operand, err error) {
	if isComplex(a) {
		return eigIn(complexes{}, op, a, vectors)
	}
	return eigIn(reals{}, op, a, vectors)
}

func eigIn[E number](k kernel[E], op string, a np.Operand, vectors bool) (np.Operand, np.Operand, error) {
	s := loadSquare(k, op, a)
	w, v := newStack[complex128](s.batch, s.n, 1), stack[complex128]{}
	if vectors {
		v = newStack[complex128](s.batch, s.n, s.n)
	}
	for i := range s.filled() {
		var vi []complex128
		if vectors {
			vi = v.at(i)
		}
		if !finite(s.at(i)) {
			return nil, nil, failure(op, s.batch, i, ErrNotFinite)
		}
		e := k.exponent(s.at(i))
		scale(k, s.at(i), -e)
		if !k.eig(s.at(i), s.n, w.at(i), vi) {
			return nil, nil, failure(op, s.batch, i, ErrNoConvergence)
		}
		scale(complexes{}, w.at(i), e)
	}
	values := complexes{}.store(np.Complex128, w.data, w.shape()[:len(w.batch)+1])
	if !vectors {
		return values, nil, nil
	}
	return values, complexes{}.store(np.Complex128, v.data, v.shape()), nil
}
