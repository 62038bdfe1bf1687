// Solve this here or in notebooks/03_matmul.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check matmul/triple_loop

package matmul

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// MatMulLoops returns the matrix product of a, of shape (m, k), and b, of shape
// (k, n): a new array of shape (m, n) whose element (i, j) is the sum over l of
// a[i, l]·b[l, j]. Write it as three loops with `At` and `Set`.
//
// It panics, with both shapes in the message, if a has not as many columns as b
// has rows.
func MatMulLoops(a, b *np.Array[float32]) *np.Array[float32] {
	panic(lesson.TODO)
}

//fastergo:stub 01f732238afe83d7
