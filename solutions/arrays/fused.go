package arrays

import np "fastergo/arraylib"

// Fused returns 2xy + 3y + 1, computed for each element, as a new array; x and
// y broadcast. The formula is to be computed in one pass over memory: besides
// the result no array of its size may be made on the way, in float64 neither.
// x and y do not change. No loop is wanted.
func Fused(x, y *np.Array[float32]) *np.Array[float32] {
	// BEGIN SOLUTION
	return np.Eval[float32]("2*x*y + 3*y + 1", np.Vars{"x": x, "y": y})
	// END SOLUTION
}
