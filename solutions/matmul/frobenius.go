package matmul

import (
	"math"

	np "fastergo/arraylib"
)

// Frobenius returns the Frobenius norm of m: the root of the sum of the squares
// of all elements. m has at least one element.
//
// A bonus for an answer that also copes with elements like 1e200, whose squares
// are too large for a float64 though the norm is not.
func Frobenius(m *np.Array[float64]) float64 {
	// BEGIN SOLUTION
	scale := np.Max(np.Abs(m)).Item()
	if scale == 0 {
		return 0
	}
	return scale * math.Sqrt(np.Sum(np.Square(np.DivideScalar(m, scale))).Item())
	// END SOLUTION
}
