package matmul

import np "fastergo/arraylib"

// MatMulBroadcast returns the matrix product of a, of shape (m, k), and b, of
// shape (k, n), with one loop, over the rows of a. Row i of the result needs row
// i of a and all of b: give the row a new axis at its end, and it stretches over
// the columns of b.
func MatMulBroadcast(a, b *np.Array[float32]) *np.Array[float32] {
	// BEGIN SOLUTION
	c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
	for i := range a.Shape()[0] {
		np.SumInto(c.S("%d", i), np.Multiply(a.S("%d, :, None", i), b), np.Axis(0))
	}
	return c
	// END SOLUTION
}
