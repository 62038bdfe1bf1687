package optimize

import np "fastergo/arraylib"

// UpdateOneHot returns what [UpdateMasks] does, without a loop: the sums of all
// clusters are one product of matrices. A label becomes a row of zeros with a
// single 1, in the column of its cluster; `np.At(np.Eye[float64](k), labels)`
// makes all n of them, of shape (n, k). Transposed, they pick and add up the
// points of each cluster:
//
//	onehotᵀ (k, n)  @  data (n, d)  =  sums (k, d)
//
// The number of points in each cluster, of shape (k,), meets these rows only
// after a new axis: (k, 1). Empty clusters keep their row of prev: divide, and
// let [np.Where] choose.
func UpdateOneHot(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
	// BEGIN SOLUTION
	onehot := np.At(np.Eye[float64](np.Len(prev)), labels) // (n, k)
	sums := np.MatMul(onehot.T(), data)                    // (k, d)
	counts := np.Sum(onehot, np.Axis(0)).S(":, None")      // (k, 1)
	return np.Where(np.EqualScalar(counts, 0), prev, np.Divide(sums, counts))
	// END SOLUTION
}
