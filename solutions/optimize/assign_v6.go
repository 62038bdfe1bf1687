package optimize

import np "fastergo/arraylib"

// AssignV6 returns what [AssignV5] does without any array of n·k·d elements.
// Expand the square of the distance of a point x from a centroid c:
//
//	|x - c|² = |x|² - 2 x·c + |c|²
//
// The products x·c of all points with all centroids are one product of
// matrices, of shape (n, k); |c|² is one number for each centroid. And |x|² is
// the same for all centroids: does it matter which one is nearest? (Of
// centroids that are equally near, rounding may choose any.)
//
// Bonus: points far from 0 have large |x|² and |c|², which agree in all their
// leading digits, and their difference has none left. Moving all points and all
// centroids by the same amount changes no distance: move the mean of the
// centroids to 0 before you expand.
func AssignV6(data, centroids *np.Array[float64]) *np.Array[int] {
	// BEGIN SOLUTION
	middle := np.Mean(centroids, np.Axis(0))
	x, c := np.Subtract(data, middle), np.Subtract(centroids, middle)
	squares := np.Subtract(np.Einsum("kd,kd->k", c, c), np.MultiplyScalar(np.MatMul(x, c.T()), 2)) // (n, k)
	return np.ArgMin(squares, np.Axis(1))
	// END SOLUTION
}
