package arrays

import np "fastergo/arraylib"

// CountLabels returns how often each label occurs: element i of the k counts is
// how many elements of labels are i. All labels are at least 0 and less than k.
// For k = 5 and the labels
//
//	[3 0 3 3 1]
//
// the counts are [1 1 0 3 0]. No loop is wanted.
func CountLabels(labels *np.Array[int], k int) *np.Array[int] {
	// BEGIN SOLUTION
	counts := np.Zeros[int](k)
	np.UpdateAt(np.Add, counts, labels, np.Scalar(1))
	return counts
	// END SOLUTION
}
