package matmul

import np "fastergo/arraylib"

// Batched returns the products of many pairs of matrices, by [np.Einsum]. a has
// shape (B, m, k), b has (B, k, n), and the result (B, m, n): its matrix number t
// is the product of matrix t of a and matrix t of b.
func Batched(a, b *np.Array[float64]) *np.Array[float64] {
	// BEGIN SOLUTION
	return np.Einsum("bik,bkj->bij", a, b)
	// END SOLUTION
}
