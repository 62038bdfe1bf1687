package linalg

import (
	np "fastergo/arraylib"
)

// Lstsq returns the x for which the length of a·x - b is least, of several the shortest one, by the singular value decomposition. a is m×n of any
// shape and rank, b has one axis of length m or is m×k; stacks are as in [Solve]. NumPy's other results are one call each: see the table in
// the documentation of this package.
//
// Singular values up to rtol times the greatest count as 0; rtol is max(m, n) times the distance of 1 to the next number of T if it is left
// out. A matrix with NaN or Inf is an [ErrNotFinite]. It panics with *[np.ShapeError] if the shapes do not fit.
func Lstsq[T np.Inexact](a, b *np.Array[T], rtol ...float64) (*np.Array[T], error) {
	return one[T](lstsq(a, b, rtol))
}

//go:noinline
func lstsq(a, b np.Operand, rtol []float64) (np.Operand, error) {
	if isComplex(a) {
		return lstsqIn(complexes{}, a, b, rtol)
	}
	return lstsqIn(reals{}, a, b, rtol)
}

func lstsqIn[E number](k kernel[E], a, b np.Operand, rtol []float64) (np.Operand, error) {
	const op = "Lstsq"
	x, y, shape := loadSystem(k, op, a, b)
	r := tolerance(op, rtol, a)
	u, s, vt, err := decomposed(k, op, x, Reduced, true)
	if err != nil {
		return nil, err
	}
	d := newStack[E](y.batch, x.n, y.n)
	ut, v := adjoints(k, u), adjoints(k, vt)
	for i := range d.filled() {
		// x = V · diag(1/s) · Uᴴ · b
		c := make([]E, s.m*y.n)
		multiply(c, ut.at(i), y.at(i), s.m, y.m, y.n)
		rank := rankOf(s.at(i), r)
		for j, sj := range s.at(i)[:rank] {
			for l := range y.n {
				c[j*y.n+l] /= k.lift(sj)
			}
		}
		clear(c[rank*y.n:])
		multiply(d.at(i), v.at(i), c, x.n, s.m, y.n)
	}
	if len(shape) > len(y.batch)+1 {
		shape[len(shape)-2] = x.n
	} else {
		shape[len(shape)-1] = x.n
	}
	return k.store(np.DTypeOf(a), d.data, shape), nil
}

// tolerance returns rtol, or max(m, n)·eps if there is none.
func tolerance(op string, rtol []float64, a np.Operand) float64 {
	_, m, n := matrixShape(op, a)
	eps := 0x1p-52
	if dt := np.DTypeOf(a); dt == np.Float32 || dt == np.Complex64 {
		eps = 0x1p-23
	}
	r := optional(op, "tolerances", rtol, float64(max(m, n))*eps)
	if !(r >= 0) {
		panic(&ParameterError{op, "rtol", r, "is not 0 or more"})
	}
	return r
}

// rankOf returns how many of the singular values are more than rtol times the first.
func rankOf(s []float64, rtol float64) int {
	for i, v := range s {
		if !(v > rtol*s[0]) {
			return i
		}
	}
	return len(s)
}

// Pinv returns the pseudoinverse of Moore and Penrose of an m×n matrix, or of each of a stack: n×m. Singular values up to rtol times the greatest
// count as 0; rtol is as in [Lstsq] if it is left out, as the array API standard has it; NumPy's default is 1e-15.
//
// A matrix with NaN or Inf is an [ErrNotFinite]. It panics with *[np.ShapeError] if a has fewer than two axes.
func Pinv[T np.Inexact](a *np.Array[T], rtol ...float64) (*np.Array[T], error) {
	return one[T](pinv(a, rtol))
}

//go:noinline
func pinv(a np.Operand, rtol []float64) (np.Operand, error) {
	if isComplex(a) {
		return pinvIn(complexes{}, a, rtol)
	}
	return pinvIn(reals{}, a, rtol)
}

func pinvIn[E number](k kernel[E], a np.Operand, rtol []float64) (np.Operand, error) {
	r := tolerance("Pinv", rtol, a)
	u, s, vt, err := decomposed(k, "Pinv", load(k, "Pinv", a), Reduced, true)
	if err != nil {
		return nil, err
	}
	ut, v := adjoints(k, u), adjoints(k, vt)
	d := newStack[E](s.batch, v.m, ut.n)
	for i := range d.filled() {
		// V · diag(1/s) · Uᴴ, of which only the rank's columns and rows take part.
		rank := rankOf(s.at(i), r)
		for j, x := range ut.at(i)[:rank*ut.n] {
			ut.at(i)[j] = x / k.lift(s.at(i)[j/ut.n])
		}
		clear(ut.at(i)[rank*ut.n:])
		multiply(d.at(i), v.at(i), ut.at(i), v.m, s.m, ut.n)
	}
	return k.store(np.DTypeOf(a), d.data, d.shape()), nil
}

// MatrixRank returns the number of singular values above rtol times the greatest, for a matrix or each of a stack: the shape is that of the
// stack. rtol is as in [Lstsq] if it is left out.
//
// A matrix with NaN or Inf is an [ErrNotFinite]. It panics with *[np.ShapeError] if a has fewer than two axes.
func MatrixRank[T np.Inexact](a *np.Array[T], rtol ...float64) (*np.Array[int], error) {
	return one[int](matrixRank(a, rtol))
}

//go:noinline
func matrixRank(a np.Operand, rtol []float64) (np.Operand, error) {
	r := tolerance("MatrixRank", rtol, a)
	s, err := singular("MatrixRank", a)
	if err != nil {
		return nil, err
	}
	d := np.Empty[int](s.batch...)
	for i, data := 0, d.Data(); i < len(data); i++ {
		data[i] = rankOf(s.at(i), r)
	}
	return d, nil
}
