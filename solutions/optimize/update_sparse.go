package optimize

import (
	np "fastergo/arraylib"
	"fastergo/arraylib/sparse"
)

// UpdateSparse returns what [UpdateOneHot] does, and stores of the one-hot matrix
// only its n ones. Without a loop:
//
// `sparse.New(values, row, col, rows, cols)` is a matrix whose element
// (row[i], col[i]) is values[i], and `sparse.To(m, sparse.CSC)` sorts it by
// columns. Make the transpose at once, of shape (k, n): point i has its 1 in row
// labels[i] and column i. `sparse.MatMulDense(m, data)` multiplies only what is
// stored.
//
// `np.BinCount(labels, k)` counts how often each label from 0 to k-1 occurs.
func UpdateSparse(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
	// BEGIN SOLUTION
	n, k := np.Len(data), np.Len(prev)
	onehot := sparse.To(sparse.New(np.Ones[float64](n), labels, np.Arange[int](n), k, n), sparse.CSC) // (k, n)
	counts := np.AsType[float64](np.BinCount(labels, k)).S(":, None")                                 // (k, 1)
	return np.Where(np.EqualScalar(counts, 0), prev, np.Divide(sparse.MatMulDense(onehot, data), counts))
	// END SOLUTION
}
