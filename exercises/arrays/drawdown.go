// Solve this here or in notebooks/02_arrays.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check arrays/drawdown

package arrays

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// Drawdown returns the deepest fall of the prices p, a one-dimensional array of
// positive numbers: by what part of it a price lies below the highest price up
// to then, at worst. For the prices
//
//	[100. 120.  90. 110. 100.]
//
// that is 0.25, since 90 is a quarter below 120. If prices never fall it is 0.
// No loop is wanted.
func Drawdown(p *np.Array[float64]) float64 {
	panic(lesson.TODO)
}

//fastergo:stub 001f1adb07126905
