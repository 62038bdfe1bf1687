package arrays

import (
	"math"

	np "fastergo/arraylib"
)

// MadhavaPi returns the sum of the first n terms of Madhava's series,
//
//	π = √12 · Σ (-1/3)^k / (2k + 1)     k = 0, 1, 2, …
//
// so k runs from 0 to n-1; n is 1 or more. No loop: make an array of all k,
// compute all terms from it at once, and add them up. Thirty terms are as good
// as π in float64.
func MadhavaPi(n int) float64 {
	// BEGIN SOLUTION
	k := np.Arange[float64](n)
	return math.Sqrt(12) * np.Sum(np.Divide(np.Power(np.Scalar(-1.0/3), k), np.AddScalar(np.MultiplyScalar(k, 2), 1))).Item()
	// END SOLUTION
}
