// Solve this here or in notebooks/04_optimize.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check optimize/assign_v4

package optimize

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// AssignV4 returns what [AssignV3] does, without a square root: neither `Sqrt`
// nor a norm may occur in it. The squares of distances have the same order as
// the distances, so the smallest of them is in the same place.
//
// A length is the root of a sum of squares: what is left of it without the
// root?
func AssignV4(data, centroids *np.Array[float64]) *np.Array[int] {
	panic(lesson.TODO)
}

//fastergo:stub c5573817ae0b65eb
