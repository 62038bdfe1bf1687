package optimize

import (
	"math"

	np "fastergo/arraylib"
)

// AssignV1 returns, for each row of data, the index of the row of centroids
// that is nearest to it. The distance of a point x from a centroid c is
// Euclidean, √(Σ (x[l]-c[l])²).
//
// data has the shape (n, d): n points of d coordinates. centroids has the shape
// (k, d), and the result (n,). Of centroids that are equally near, the first
// one counts.
//
// Write it the naive way, with loops over `data.At(i, l)` and
// `centroids.At(j, l)`: it is what all that follows is measured against.
// `math.Inf(1)` is a distance that every other is below, and
// `np.Zeros[int](n)` has room for the labels.
func AssignV1(data, centroids *np.Array[float64]) *np.Array[int] {
	// BEGIN SOLUTION
	n, k, d := data.Shape()[0], centroids.Shape()[0], data.Shape()[1]
	labels := np.Zeros[int](n)
	for i := range n {
		least := math.Inf(1)
		for j := range k {
			sum := 0.0
			for l := range d {
				diff := data.At(i, l) - centroids.At(j, l)
				sum += diff * diff
			}
			if distance := math.Sqrt(sum); distance < least {
				least = distance
				labels.Set(j, i)
			}
		}
	}
	return labels
	// END SOLUTION
}
