// Solve this here or in notebooks/03_matmul.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check matmul/trace

package matmul

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// Trace returns the sum of the elements on the main diagonal of a square matrix,
// by [np.Einsum]: what does one letter for two axes of the same operand mean?
func Trace(a *np.Array[float64]) float64 {
	panic(lesson.TODO)
}

//fastergo:stub b6084c9c7801a3b4
