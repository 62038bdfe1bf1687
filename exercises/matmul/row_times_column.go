// Solve this here or in notebooks/03_matmul.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check matmul/row_times_column

package matmul

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// MatMulRows returns the matrix product of a, of shape (m, k), and b, of shape
// (k, n), with two loops: element (i, j) is the sum of row i of a times column
// j of b, and that sum is an operation on whole arrays.
func MatMulRows(a, b *np.Array[float32]) *np.Array[float32] {
	panic(lesson.TODO)
}

//fastergo:stub fe3b1885e8be559a
