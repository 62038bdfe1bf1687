package arrays

import (
	"fmt"
	"slices"
)

// BroadcastShape returns the shape that arrays of shapes a and b have together,
// by the rules of broadcasting: the shapes are aligned at their last axes, an
// axis that one of them lacks counts as length 1, and where two lengths meet,
// they must be equal, or one of them must be 1 and takes the other's length.
// If two lengths do not fit, it returns an error that says which.
//
// Lengths may be 0, as in (3, 0), and a shape may have no axes at all. Neither
// a nor b may change. (np.BroadcastShapes does this; here you find out how.)
func BroadcastShape(a, b []int) ([]int, error) {
	// BEGIN SOLUTION
	if len(a) < len(b) {
		a, b = b, a
	}
	shape := slices.Clone(a)
	last := shape[len(a)-len(b):] // the axes that meet one of b's
	for i, n := range b {
		switch {
		case last[i] == 1:
			last[i] = n
		case n != 1 && n != last[i]:
			return nil, fmt.Errorf("%v and %v do not broadcast: %d meets %d", a, b, last[i], n)
		}
	}
	return shape, nil
	// END SOLUTION
}
