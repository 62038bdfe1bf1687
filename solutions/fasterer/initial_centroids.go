package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/arraylib/random"
)

// InitialCentroids returns a first guess for the centroids of k clusters: k
// different points of data, chosen at random by rng, each with the same chance.
//
// data has shape (n, d), one point in each row; the result is a new array of
// shape (k, d). In NumPy: `data[rng.choice(n, k, replace=False)]`.
func InitialCentroids(rng *random.Generator, data *np.Array[float64], k int) *np.Array[float64] {
	// BEGIN SOLUTION
	return np.Take(data, rng.ChoiceWithoutReplacement(data.Shape()[0], k), np.Axis(0))
	// END SOLUTION
}
