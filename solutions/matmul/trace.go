package matmul

import np "fastergo/arraylib"

// Trace returns the sum of the elements on the main diagonal of a square matrix,
// by [np.Einsum]: what does one letter for two axes of the same operand mean?
func Trace(a *np.Array[float64]) float64 {
	// BEGIN SOLUTION
	return np.Einsum("ii->", a).Item()
	// END SOLUTION
}
