// Solve this here or in notebooks/01_fasterer.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check fasterer/replace_dead

package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/lesson"
)

// ReplaceDead gives centroids that have not been used for a while a fresh
// start. idle, of shape (k,), counts for each centroid the steps since a point
// last chose it. Those with idle of patience or more are dead: each is replaced
// by a point of data, drawn at random by rng, no two by the same one, and its
// idle count starts again at 0.
//
// It returns the new centroids, of shape (k, d), and the new counts, of shape
// (k,). Everyone else's row and count stay as they are, and so do the arrays
// that are passed in. data has shape (n, d), with n at least k.
func ReplaceDead(
	rng *random.Generator, data, centroids *np.Array[float64], idle *np.Array[int], patience int,
) (*np.Array[float64], *np.Array[int]) {
	panic(lesson.TODO)
}

//fastergo:stub 771438c982ce4fe1
