// Package linalg is linear algebra for the arrays of package arraylib: the linear algebra extension of the Python array API standard, version
// 2025.12, and what else users of numpy.linalg expect.
//
//	x, err := linalg.Solve(a, b)                 // x = np.linalg.solve(a, b)
//	u, s, vt, err := linalg.SVD(a, linalg.Reduced) // u, s, vt = np.linalg.svd(a, full_matrices=False)
//	n := linalg.VectorNorm(v, 2, np.Axis(-1))    // n = np.linalg.vector_norm(v, axis=-1)
//	d := linalg.Det(a).Item()                    // d = np.linalg.det(a)
//
// The last two axes of an array are a matrix; the axes before make it a stack, of which each matrix is computed on its own.
//
// # Names
//
//	NumPy                       here
//	cholesky(a, upper=True)     Cholesky(a, Upper)
//	cond(a, p)                  Cond(a, p); 2 is NumPy's default
//	cross(x, y, axis=0)         Cross(x, y, 0)
//	det(a)                      Det(a)
//	diagonal(a, offset=1)       Diagonal(a, 1)
//	eig(a), eigvals(a)          Eig(a), Eigvals(a), always complex128
//	eigh(a), eigvalsh(a)        Eigh(a), Eigvalsh(a); with UPLO="U": Eigh(a, Upper); of complex a: EighAs[float64](a)
//	inv(a)                      Inv(a)
//	kron(x, y)                  Kron(x, y)
//	lstsq(a, b, rcond)[0]       Lstsq(a, b, rcond)
//	lstsq(a, b)[1]              np.Square(VectorNorm(np.Subtract(a·x, b), 2, np.Axis(0)))
//	lstsq(a, b)[2], [3]         MatrixRank(a), SVDVals(a)
//	matrix_norm(a)              MatrixNorm(a, Fro)
//	matrix_power(a, n)          MatrixPower(a, n)
//	matrix_rank(a, rtol=r)      MatrixRank(a, r)
//	matrix_transpose(a), a.mT   MatrixTranspose(a)
//	multi_dot([a, b, c])        MultiDot(a, b, c)
//	norm(x, ord)                VectorNorm(x, ord) or MatrixNorm(x, ord)
//	outer(x, y)                 Outer(x, y)
//	pinv(a, rtol=r)             Pinv(a, r)
//	qr(a, mode="complete")      QR(a, Complete)
//	slogdet(a)                  Slogdet(a); of complex a: SlogdetAs[float64](a)
//	solve(a, b)                 Solve(a, b)
//	svd(a)                      SVD(a); of complex a: SVDAs[float64](a)
//	svdvals(a)                  SVDVals(a)
//	trace(a, offset=1)          Trace(a, 1)
//	vector_norm(x)              VectorNorm(x, 2)
//	LinAlgError                 *Error, errors.Is(err, ErrSingular)
//
// # What can go wrong
//
// Whether a matrix is singular depends on its numbers, so functions that need one that is not return an error: an *[Error], NumPy's LinAlgError, which
// names the first such matrix of a stack; there is no result then. Shapes that do not fit are mistakes of the program: they panic with
// a *[np.ShapeError], *[np.AxisError] or *[ParameterError].
//
// NaN and Inf never make a function panic or run on. They reach the result of Solve, Inv, Det, Slogdet, QR, MatrixPower and of products.
// Eigenvalues and singular values are [ErrNotFinite], where NumPy has an error or, by the version of its LAPACK, some numbers; norms
// and condition numbers by singular values are NaN or Inf. Cholesky of NaN is [ErrNotPositiveDefinite].
//
// # Accuracy
//
// Elements of float32 and complex64 are widened, computed with as float64 and complex128, and the results rounded, so they are more accurate than
// NumPy's. Tolerances that depend on the element type are those of the type that a has. Results equal NumPy's within the rounding errors that the
// condition of the matrix makes of one unit in the last place. Norms and determinants overflow only if they are out of range themselves,
// while NumPy's squares may be.
//
// # Gonum
//
// [FromDense] and [Dense] make arrays of gonum's matrices and the other way round, without copying where the layout allows. For what is not here,
// such as the generalized decompositions, use package mat on them.
//
// # How the parts meet
//
// A generic function is a call of one that is compiled once, which loads its operands as stacks of float64 or complex128 in C order, and goes
// through the matrices. What is done with one matrix is a method of a kernel, of which there are two: reals in real.go is gonum's LAPACK in
// pure Go, complexes in complex.go has its own algorithms, after the textbook. solve.go, decompose.go, least.go, norm.go and product.go have the functions.
//
// # Decisions
//
//   - Errors, not panics, where NumPy raises LinAlgError: data decides, and in a cell x, err := is one word more.
//   - The result of a complex matrix may be real: SVDAs and its like take its type, as [np.AbsAs] does. Functions without As are for
//     real matrices and do not compile for others, so nothing is left to fail at run time.
//   - Orders of norms are always written. A Go function has no default for an argument in the middle, and 2 and Fro are short.
//   - What comes last and may be missing, such as Upper, Complete, an offset or rtol, is variadic and may be there once.
//   - Lstsq returns x alone. Its other results in NumPy belong to other functions, and are rarely wanted.
//   - Complex eigenvalues, also those of Hermitian matrices, come from the Schur form by shifted QR steps, complex singular values from
//     Jacobi's method: few lines and small errors, at some times the cost of LAPACK's ways. Complex matrices are not balanced before.
//   - An operand is copied once, since LAPACK overwrites it, and in C order then, whatever its layout was.
package linalg
