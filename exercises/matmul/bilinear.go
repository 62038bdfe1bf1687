// Solve this here or in notebooks/03_matmul.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check matmul/bilinear

package matmul

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// Bilinear returns, for each t, the number x[t]·w·y[t]: the sum over i and j of
// x[t, i]·w[i, j]·y[t, j]. x has shape (B, p), w (p, q), y (B, q), and the result
// (B,). Einstein's notation takes three operands as well as two.
func Bilinear(x, w, y *np.Array[float64]) *np.Array[float64] {
	panic(lesson.TODO)
}

//fastergo:stub 796a8d9331e2d90e
