// Solve this here or in notebooks/01_fasterer.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check fasterer/initial_centroids

package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/lesson"
)

// InitialCentroids returns a first guess for the centroids of k clusters: k
// different points of data, chosen at random by rng, each with the same chance.
//
// data has shape (n, d), one point in each row; the result is a new array of
// shape (k, d). In NumPy: `data[rng.choice(n, k, replace=False)]`.
func InitialCentroids(rng *random.Generator, data *np.Array[float64], k int) *np.Array[float64] {
	panic(lesson.TODO)
}

//fastergo:stub b246f166e336ad68
