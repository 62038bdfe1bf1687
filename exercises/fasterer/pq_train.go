// Solve this here or in notebooks/01_fasterer.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check fasterer/pq_train

package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// PQTrain trains each part's codebook on that part of the data, as Train does
// with whole points, in the given number of steps, and returns the new
// codebooks.
//
// data has shape (n, d), codebooks and the result (k, p, d/p): codebook j is
// `codebooks.S(":, %d", j)`, and its data are columns j·d/p to (j+1)·d/p - 1.
// The codebooks that are passed in do not change.
func PQTrain(data, codebooks *np.Array[float64], steps int) *np.Array[float64] {
	panic(lesson.TODO)
}

//fastergo:stub 1ae910fb1ac097f4
