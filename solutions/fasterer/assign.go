package fasterer

import np "fastergo/arraylib"

// Assign returns, for each point of data, the number of the centroid that is
// nearest to it by Euclidean distance; of equally near ones the lowest number.
//
// data has shape (n, d), centroids (k, d), and the result (n,). Build it from
// array operations, without a loop: the differences of all points and all
// centroids have shape (n, k, d).
func Assign(data, centroids *np.Array[float64]) *np.Array[int] {
	// BEGIN SOLUTION
	diff := np.Subtract(data.S(":, None"), centroids)
	return np.ArgMin(np.Sum(np.Square(diff), np.Axis(2)), np.Axis(1))
	// END SOLUTION
}
