package arrays

import np "fastergo/arraylib"

// DistanceTable returns the distances between all pairs of places on a line: x
// has n of them, and element (i, j) of the n×n table is |x[i] - x[j]|. No loop
// is wanted.
func DistanceTable(x *np.Array[float64]) *np.Array[float64] {
	// BEGIN SOLUTION
	return np.Abs(np.Outer(np.Subtract, x, x))
	// END SOLUTION
}
