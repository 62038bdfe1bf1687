package matmul

import np "fastergo/arraylib"

// MatMulRows returns the matrix product of a, of shape (m, k), and b, of shape
// (k, n), with two loops: element (i, j) is the sum of row i of a times column
// j of b, and that sum is an operation on whole arrays.
func MatMulRows(a, b *np.Array[float32]) *np.Array[float32] {
	// BEGIN SOLUTION
	c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
	for i := range a.Shape()[0] {
		for j := range b.Shape()[1] {
			c.Set(np.Sum(np.Multiply(a.S("%d", i), b.S(":, %d", j))).Item(), i, j)
		}
	}
	return c
	// END SOLUTION
}
