package optimize

import np "fastergo/arraylib"

// AssignBlocked returns what [AssignV3] does, for block rows of data at a time:
// the differences of a block are (block, k, d), which is small enough for a
// cache, or at least for memory, however many points there are. The last block
// may be shorter.
//
// `data.S("%d:%d", from, to)` is a view of some rows; as in Python, it ends with
// the array if to lies behind its end. `np.CopyTo` writes the labels of a block
// into such a view of all labels.
func AssignBlocked(data, centroids *np.Array[float64], block int) *np.Array[int] {
	// BEGIN SOLUTION
	labels := np.Empty[int](data.Shape()[0])
	for from := 0; from < data.Shape()[0]; from += block {
		diff := np.Subtract(data.S("%d:%d, None", from, from+block), centroids) // (block, k, d)
		squares := np.Einsum("nkd,nkd->nk", diff, diff)
		np.CopyTo(labels.S("%d:%d", from, from+block), np.ArgMin(squares, np.Axis(1)))
	}
	return labels
	// END SOLUTION
}
