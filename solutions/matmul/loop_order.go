package matmul

// MatMulIKJ sets c to the matrix product of a and b. All three are flat slices,
// one row after the other: c of shape (m, n), a of (m, k), b of (k, n). What was
// in c before does not matter.
//
// The order of the loops is i, l, j, so that the innermost one walks along a row
// of b and a row of c, side by side in memory. Take these rows as slices before
// the innermost loop: for matrices that fit in a cache that gains more than the
// order does.
func MatMulIKJ(c, a, b []float32, m, k, n int) {
	// BEGIN SOLUTION
	clear(c)
	for i := range m {
		row := c[i*n : (i+1)*n]
		for l := range k {
			x, other := a[i*k+l], b[l*n:(l+1)*n]
			for j, y := range other {
				row[j] += x * y
			}
		}
	}
	// END SOLUTION
}
