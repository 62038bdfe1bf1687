// Solve this here or in notebooks/01_fasterer.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check fasterer/make_matrix

package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// MakeMatrix returns a new n×n matrix with 1 on the main diagonal and 0.1
// everywhere else. For n = 3:
//
//	[[1.  0.1 0.1]
//	 [0.1 1.  0.1]
//	 [0.1 0.1 1. ]]
//
// No loop is needed: [np.Full] makes a matrix of one value, and [np.Diagonal]
// is a view of its diagonal that can be filled.
func MakeMatrix(n int) *np.Array[float64] {
	panic(lesson.TODO)
}

//fastergo:stub 9be9f82e10dee87d
