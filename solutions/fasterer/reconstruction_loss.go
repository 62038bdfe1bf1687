package fasterer

import np "fastergo/arraylib"

// ReconstructionLoss returns the mean, over the points of data, of the
// Euclidean distance to the nearest centroid: how far off we are, on average,
// if each point is replaced by its centroid.
//
// data has shape (n, d) and centroids (k, d).
func ReconstructionLoss(data, centroids *np.Array[float64]) float64 {
	// BEGIN SOLUTION
	squares := np.Sum(np.Square(np.Subtract(data.S(":, None"), centroids)), np.Axis(2))
	return np.Mean(np.Sqrt(np.Min(squares, np.Axis(1)))).Item()
	// END SOLUTION
}
