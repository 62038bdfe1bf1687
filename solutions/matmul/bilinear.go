package matmul

import np "fastergo/arraylib"

// Bilinear returns, for each t, the number x[t]·w·y[t]: the sum over i and j of
// x[t, i]·w[i, j]·y[t, j]. x has shape (B, p), w (p, q), y (B, q), and the result
// (B,). Einstein's notation takes three operands as well as two.
func Bilinear(x, w, y *np.Array[float64]) *np.Array[float64] {
	// BEGIN SOLUTION
	return np.Einsum("bi,ij,bj->b", x, w, y)
	// END SOLUTION
}
