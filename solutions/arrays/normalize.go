package arrays

import (
	np "fastergo/arraylib"
	"fastergo/arraylib/linalg"
)

// Normalize returns a new array with each vector of v divided by its Euclidean
// norm, the root of the sum of its squares. v has shape (M, N): M vectors, one
// in each row. One line is enough, and no loop is wanted. A vector of zeros
// becomes NaN, as 0/0 does; v itself does not change.
//
// There is a bonus if it works for any number of axes, with vectors along the
// last: (P, Q, M, N) has P·Q·M of them.
func Normalize(v *np.Array[float64]) *np.Array[float64] {
	// BEGIN SOLUTION
	return np.Divide(v, linalg.VectorNorm(v, 2, np.Axis(-1), np.KeepDims))
	// END SOLUTION
}
