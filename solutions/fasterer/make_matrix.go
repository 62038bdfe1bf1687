package fasterer

import np "fastergo/arraylib"

// MakeMatrix returns a new n×n matrix with 1 on the main diagonal and 0.1
// everywhere else. For n = 3:
//
//	[[1.  0.1 0.1]
//	 [0.1 1.  0.1]
//	 [0.1 0.1 1. ]]
//
// No loop is needed: [np.Full] makes a matrix of one value, and [np.Diagonal]
// is a view of its diagonal that can be filled.
func MakeMatrix(n int) *np.Array[float64] {
	// BEGIN SOLUTION
	m := np.Full(0.1, n, n)
	np.Diagonal(m).Fill(1)
	return m
	// END SOLUTION
}
