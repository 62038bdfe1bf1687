package matmul

import np "fastergo/arraylib"

// MatMulKernel computes one element of a matrix product: it sets element (i, j)
// of c, of shape (m, n), to the sum over l of a[i, l]·b[l, j], with a of shape
// (m, k) and b of (k, n).
//
// It is called once for each point of a grid. Grids are made of whole blocks, so
// the grid may be larger than c: for an (i, j) that c does not have, the kernel
// does nothing.
func MatMulKernel(i, j int, a, b, c *np.Array[float32]) {
	// BEGIN SOLUTION
	if i >= c.Shape()[0] || j >= c.Shape()[1] {
		return
	}
	var sum float32
	for l := range a.Shape()[1] {
		sum += a.At(i, l) * b.At(l, j)
	}
	c.Set(sum, i, j)
	// END SOLUTION
}
