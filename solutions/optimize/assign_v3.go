package optimize

import (
	np "fastergo/arraylib"
	"fastergo/arraylib/linalg"
)

// AssignV3 returns what [AssignV1] does, without a loop: one broadcast makes the
// differences of all points and all centroids, an array of shape (n, k, d). For
// that data needs a new axis where centroids has its k:
//
//	data      (n, 1, d)
//	centroids    (k, d)
//
// The length of each difference, along the last axis, leaves (n, k); the
// smallest of each row has the label.
func AssignV3(data, centroids *np.Array[float64]) *np.Array[int] {
	// BEGIN SOLUTION
	diff := np.Subtract(data.S(":, None"), centroids)   // (n, k, d)
	distances := linalg.VectorNorm(diff, 2, np.Axis(2)) // (n, k)
	return np.ArgMin(distances, np.Axis(1))             // (n,)
	// END SOLUTION
}
