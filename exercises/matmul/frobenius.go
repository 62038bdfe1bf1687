// Solve this here or in notebooks/03_matmul.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check matmul/frobenius

package matmul

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// Frobenius returns the Frobenius norm of m: the root of the sum of the squares
// of all elements. m has at least one element.
//
// A bonus for an answer that also copes with elements like 1e200, whose squares
// are too large for a float64 though the norm is not.
func Frobenius(m *np.Array[float64]) float64 {
	panic(lesson.TODO)
}

//fastergo:stub ef9d2176a6e20892
