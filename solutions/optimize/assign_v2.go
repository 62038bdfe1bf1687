package optimize

import (
	np "fastergo/arraylib"
	"fastergo/arraylib/linalg"
)

// AssignV2 returns what [AssignV1] does, with one loop: over the points. The
// distances from one point to all centroids are one broadcast:
//
//	point              (d,)
//	centroids        (k, d)
//	their difference (k, d)
//
// `np.Along(data, 0)` ranges over the rows of data, as `enumerate(data)` does
// in Python, and `linalg.VectorNorm(a, 2, np.Axis(1))` has the Euclidean length
// of each row of a. Of equal elements, [np.ArgMin] names the first.
func AssignV2(data, centroids *np.Array[float64]) *np.Array[int] {
	// BEGIN SOLUTION
	labels := np.Zeros[int](data.Shape()[0])
	for i, point := range np.Along(data, 0) {
		distances := linalg.VectorNorm(np.Subtract(point, centroids), 2, np.Axis(1)) // (k,)
		labels.Set(np.ArgMin(distances).Item(), i)
	}
	return labels
	// END SOLUTION
}
