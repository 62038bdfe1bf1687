package arrays

import (
	np "fastergo/arraylib"
	"fastergo/arraylib/random"
)

// TwoNormals returns two arrays of n standard normal numbers each, independent
// of one another: make two keys of key, and draw the first array with the
// first one and the second with the second.
//
// As in JAX the numbers are a function of the key: whoever calls
// TwoNormals(random.NewKey(0), n) gets the same ones.
func TwoNormals(key random.Key, n int) (x, y *np.Array[float32]) {
	// BEGIN SOLUTION
	keys := key.Split(2)
	return keys[0].Normal(n), keys[1].Normal(n)
	// END SOLUTION
}
