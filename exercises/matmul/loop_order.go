// Solve this here or in notebooks/03_matmul.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check matmul/loop_order

package matmul

import "fastergo/lesson"

// MatMulIKJ sets c to the matrix product of a and b. All three are flat slices,
// one row after the other: c of shape (m, n), a of (m, k), b of (k, n). What was
// in c before does not matter.
//
// The order of the loops is i, l, j, so that the innermost one walks along a row
// of b and a row of c, side by side in memory. Take these rows as slices before
// the innermost loop: for matrices that fit in a cache that gains more than the
// order does.
func MatMulIKJ(c, a, b []float32, m, k, n int) {
	panic(lesson.TODO)
}

//fastergo:stub 050e419424e7dd1c
