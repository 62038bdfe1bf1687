package fasterer

import np "fastergo/arraylib"

// PQEncode cuts each point into p parts of the same length and assigns each
// part to the nearest centroid of that part's own codebook: product
// quantization. With k centroids for each part, p numbers tell k to the power
// of p points apart.
//
// data has shape (n, d) and codebooks (k, p, d/p); the result has shape (n, p).
// Part j of a point is columns j·d/p to (j+1)·d/p - 1. Of equally near
// centroids the lowest number counts. It panics if p does not divide d.
func PQEncode(data, codebooks *np.Array[float64]) *np.Array[int] {
	// BEGIN SOLUTION
	parts := data.Reshape(data.Shape()[0], 1, codebooks.Shape()[1], codebooks.Shape()[2])
	distances := np.Sum(np.Square(np.Subtract(parts, codebooks)), np.Axis(3))
	return np.ArgMin(distances, np.Axis(1))
	// END SOLUTION
}
