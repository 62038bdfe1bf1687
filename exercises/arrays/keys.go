// Solve this here or in notebooks/02_arrays.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check arrays/keys

package arrays

import (
	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/lesson"
)

// TwoNormals returns two arrays of n standard normal numbers each, independent
// of one another: make two keys of key, and draw the first array with the
// first one and the second with the second.
//
// As in JAX the numbers are a function of the key: whoever calls
// TwoNormals(random.NewKey(0), n) gets the same ones.
func TwoNormals(key random.Key, n int) (x, y *np.Array[float32]) {
	panic(lesson.TODO)
}

//fastergo:stub afb5bf178552bcd2
