// Solve this here or in notebooks/04_optimize.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check optimize/assign_v1

package optimize

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
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
	panic(lesson.TODO)
}

//fastergo:stub 120b7d745d6d2574
