// Solve this here or in notebooks/01_fasterer.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check fasterer/reconstruction_loss

package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// ReconstructionLoss returns the mean, over the points of data, of the
// Euclidean distance to the nearest centroid: how far off we are, on average,
// if each point is replaced by its centroid.
//
// data has shape (n, d) and centroids (k, d).
func ReconstructionLoss(data, centroids *np.Array[float64]) float64 {
	panic(lesson.TODO)
}

//fastergo:stub 1639ebe9ba54a096
