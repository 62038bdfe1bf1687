// Solve this here or in notebooks/03_matmul.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check matmul/one_loop

package matmul

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// MatMulBroadcast returns the matrix product of a, of shape (m, k), and b, of
// shape (k, n), with one loop, over the rows of a. Row i of the result needs row
// i of a and all of b: give the row a new axis at its end, and it stretches over
// the columns of b.
func MatMulBroadcast(a, b *np.Array[float32]) *np.Array[float32] {
	panic(lesson.TODO)
}

//fastergo:stub 76bcf092e4d91ea6
