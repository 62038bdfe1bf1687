package arrays

// ViewOrCopy answers, for eight results made of the 4×6 array a, whether each
// is a view of a or a copy: put "view" or "copy" between the quotes. mask has
// a's shape, and rows is an array of integers.
//
// Ask yourself: can another offset, other lengths and other strides alone
// describe the result, or must elements move? Leave a line empty if you want to
// come back to it.
func ViewOrCopy() []string {
	// BEGIN STUB
	// return []string{
	// 	"", // 1. a.S("1:3")
	// 	"", // 2. a.T()
	// 	"", // 3. a.Reshape(8, 3)
	// 	"", // 4. a.T().Reshape(8, 3)
	// 	"", // 5. np.Mask(a, mask)
	// 	"", // 6. np.Take(a, rows, np.Axis(0))
	// 	"", // 7. np.BroadcastTo(a.S("0"), 5, 6)
	// 	"", // 8. np.Ravel(a)
	// }
	// END STUB
	// BEGIN SOLUTION
	return []string{
		"view", // 1. a.S("1:3")
		"view", // 2. a.T()
		"view", // 3. a.Reshape(8, 3)
		"copy", // 4. a.T().Reshape(8, 3)
		"copy", // 5. np.Mask(a, mask)
		"copy", // 6. np.Take(a, rows, np.Axis(0))
		"view", // 7. np.BroadcastTo(a.S("0"), 5, 6)
		"view", // 8. np.Ravel(a)
	}
	// END SOLUTION
}
