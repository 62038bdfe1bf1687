// Solve this here or in notebooks/01_fasterer.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check fasterer/add_constant

package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// AddConstant returns a new matrix, m with c added to every element, in one
// line and without a loop. m itself does not change.
func AddConstant(m *np.Array[float64], c float64) *np.Array[float64] {
	panic(lesson.TODO)
}

//fastergo:stub 7619d4083e94964c
