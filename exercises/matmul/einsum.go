// Solve this here or in notebooks/03_matmul.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check matmul/einsum

package matmul

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// MatMulEinsum returns the matrix product of a, of shape (m, k), and b, of shape
// (k, n), in one line of Einstein's notation: a letter that both operands have
// pairs their axes, and one that the result does not have is summed over.
func MatMulEinsum(a, b *np.Array[float32]) *np.Array[float32] {
	panic(lesson.TODO)
}

//fastergo:stub a2508272be703ca7
