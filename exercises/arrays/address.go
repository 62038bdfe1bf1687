// Solve this here or in notebooks/02_arrays.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check arrays/address

package arrays

import "fastergo/lesson"

// Address returns the place of an element in its array's storage, counted in
// elements from 0. The array's offset says where its first element lies, and
// its strides how many places the next element along each axis is away; index
// has a number for each axis, 0 or more. Some arrays that share 24 elements:
//
//	a, a 4×6 matrix             offset 0,  strides [6 1]
//	a.S("2"), its third row     offset 12, strides [1]
//	a.S(":, 5"), a column       offset 5,  strides [6]
//	a.T(), the transpose        offset 0,  strides [1 6]
//	a.S("::-1"), upside down    offset 18, strides [-6 1]
//	a.S("2, 5"), one element    offset 17, strides []
//
// One formula serves them all.
func Address(offset int, strides, index []int) int {
	panic(lesson.TODO)
}

//fastergo:stub 52d8a7fcc72a6298
