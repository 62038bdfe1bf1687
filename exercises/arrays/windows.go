// Solve this here or in notebooks/02_arrays.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check arrays/windows

package arrays

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// Windows returns all windows of w neighbours in x, one in each row. For the
// numbers 0 to 4 and w = 3:
//
//	[[0. 1. 2.]
//	 [1. 2. 3.]
//	 [2. 3. 4.]]
//
// x has one axis, and w is at least 1 and at most x's length. The result is a
// view: the elements stay where they are, and rows share them. Only shape and
// strides are new; [np.SlidingWindow] makes such a view.
func Windows(x *np.Array[float64], w int) *np.Array[float64] {
	panic(lesson.TODO)
}

//fastergo:stub 21388c9a99eb911a
