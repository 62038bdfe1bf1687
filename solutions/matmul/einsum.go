package matmul

import np "fastergo/arraylib"

// MatMulEinsum returns the matrix product of a, of shape (m, k), and b, of shape
// (k, n), in one line of Einstein's notation: a letter that both operands have
// pairs their axes, and one that the result does not have is summed over.
func MatMulEinsum(a, b *np.Array[float32]) *np.Array[float32] {
	// BEGIN SOLUTION
	return np.Einsum("ik,kj->ij", a, b)
	// END SOLUTION
}
