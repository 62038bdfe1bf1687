// Solve this here or in notebooks/02_arrays.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check arrays/broadcast_shape

package arrays

import "fastergo/lesson"

// BroadcastShape returns the shape that arrays of shapes a and b have together,
// by the rules of broadcasting: the shapes are aligned at their last axes, an
// axis that one of them lacks counts as length 1, and where two lengths meet,
// they must be equal, or one of them must be 1 and takes the other's length.
// If two lengths do not fit, it returns an error that says which.
//
// Lengths may be 0, as in (3, 0), and a shape may have no axes at all. Neither
// a nor b may change. (np.BroadcastShapes does this; here you find out how.)
func BroadcastShape(a, b []int) ([]int, error) {
	panic(lesson.TODO)
}

//fastergo:stub 9d9bfc68965e52bb
