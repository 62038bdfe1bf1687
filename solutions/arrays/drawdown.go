package arrays

import np "fastergo/arraylib"

// Drawdown returns the deepest fall of the prices p, a one-dimensional array of
// positive numbers: by what part of it a price lies below the highest price up
// to then, at worst. For the prices
//
//	[100. 120.  90. 110. 100.]
//
// that is 0.25, since 90 is a quarter below 120. If prices never fall it is 0.
// No loop is wanted.
func Drawdown(p *np.Array[float64]) float64 {
	// BEGIN SOLUTION
	peak := np.Accumulate(np.Maximum, p)
	return np.Max(np.Divide(np.Subtract(peak, p), peak)).Item()
	// END SOLUTION
}
