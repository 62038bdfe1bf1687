package fasterer

import np "fastergo/arraylib"

// PQTrain trains each part's codebook on that part of the data, as Train does
// with whole points, in the given number of steps, and returns the new
// codebooks.
//
// data has shape (n, d), codebooks and the result (k, p, d/p): codebook j is
// `codebooks.S(":, %d", j)`, and its data are columns j·d/p to (j+1)·d/p - 1.
// The codebooks that are passed in do not change.
func PQTrain(data, codebooks *np.Array[float64], steps int) *np.Array[float64] {
	// BEGIN SOLUTION
	books := np.Split(codebooks, codebooks.Shape()[1], np.Axis(1))
	for j, part := range np.Split(data, len(books), np.Axis(1)) {
		book, _ := Train(part, np.Squeeze(books[j], 1), steps)
		books[j] = book.S(":, None")
	}
	return np.Concat(1, books...)
	// END SOLUTION
}
