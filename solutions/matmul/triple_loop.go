package matmul

import (
	"fmt"

	np "fastergo/arraylib"
)

// MatMulLoops returns the matrix product of a, of shape (m, k), and b, of shape
// (k, n): a new array of shape (m, n) whose element (i, j) is the sum over l of
// a[i, l]·b[l, j]. Write it as three loops with `At` and `Set`.
//
// It panics, with both shapes in the message, if a has not as many columns as b
// has rows.
func MatMulLoops(a, b *np.Array[float32]) *np.Array[float32] {
	// BEGIN SOLUTION
	m, k, n := a.Shape()[0], a.Shape()[1], b.Shape()[1]
	if b.Shape()[0] != k {
		panic(fmt.Sprintf("cannot multiply shapes %v and %v", a.Shape(), b.Shape()))
	}
	c := np.Zeros[float32](m, n)
	for i := range m {
		for j := range n {
			for l := range k {
				c.Set(c.At(i, j)+a.At(i, l)*b.At(l, j), i, j)
			}
		}
	}
	return c
	// END SOLUTION
}
