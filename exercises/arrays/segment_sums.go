// Solve this here or in notebooks/02_arrays.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check arrays/segment_sums

package arrays

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// SegmentSums cuts the one-dimensional x into segments and returns the sum of
// each. Segment i begins at place starts[i] and ends before starts[i+1], the
// last one at the end of x. For starts [0 2 5] and
//
//	x = [1. 2. | 3. 4. 5. | 6.]
//
// the sums are [3. 12. 6.]. The starts rise from one to the next, so no segment
// is empty; what lies before the first of them is in no segment. No loop is
// wanted.
func SegmentSums(x *np.Array[float64], starts *np.Array[int]) *np.Array[float64] {
	panic(lesson.TODO)
}

//fastergo:stub 735468f096a5721c
