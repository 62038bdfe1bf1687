package fasterer

import np "fastergo/arraylib"

// AddConstant returns a new matrix, m with c added to every element, in one
// line and without a loop. m itself does not change.
func AddConstant(m *np.Array[float64], c float64) *np.Array[float64] {
	// BEGIN SOLUTION
	return np.AddScalar(m, c)
	// END SOLUTION
}
