// Solve this here or in notebooks/02_arrays.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check arrays/fused

package arrays

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// Fused returns 2xy + 3y + 1, computed for each element, as a new array; x and
// y broadcast. The formula is to be computed in one pass over memory: besides
// the result no array of its size may be made on the way, in float64 neither.
// x and y do not change. No loop is wanted.
func Fused(x, y *np.Array[float32]) *np.Array[float32] {
	panic(lesson.TODO)
}

//fastergo:stub 9af81447caef3b1c
