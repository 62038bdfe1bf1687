// Solve this here or in notebooks/04_optimize.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check optimize/assign_blocked

package optimize

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// AssignBlocked returns what [AssignV3] does, for block rows of data at a time:
// the differences of a block are (block, k, d), which is small enough for a
// cache, or at least for memory, however many points there are. The last block
// may be shorter.
//
// `data.S("%d:%d", from, to)` is a view of some rows; as in Python, it ends with
// the array if to lies behind its end. `np.CopyTo` writes the labels of a block
// into such a view of all labels.
func AssignBlocked(data, centroids *np.Array[float64], block int) *np.Array[int] {
	panic(lesson.TODO)
}

//fastergo:stub 40361f43f62b402b
