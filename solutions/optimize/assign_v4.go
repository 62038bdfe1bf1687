package optimize

import np "fastergo/arraylib"

// AssignV4 returns what [AssignV3] does, without a square root: neither `Sqrt`
// nor a norm may occur in it. The squares of distances have the same order as
// the distances, so the smallest of them is in the same place.
//
// A length is the root of a sum of squares: what is left of it without the
// root?
func AssignV4(data, centroids *np.Array[float64]) *np.Array[int] {
	// BEGIN SOLUTION
	diff := np.Subtract(data.S(":, None"), centroids) // (n, k, d)
	squares := np.Sum(np.Square(diff), np.Axis(2))    // (n, k)
	return np.ArgMin(squares, np.Axis(1))             // (n,)
	// END SOLUTION
}
