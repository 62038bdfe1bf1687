package optimize

import np "fastergo/arraylib"

// UpdateBinCount returns what [UpdateMasks] does, without any matrix of ones: a
// count in which each point weighs as much as its coordinate is a sum.
// `np.BinCountWeights(labels, weights, k)` adds up the weights of each label,
// np.bincount(labels, weights, k), for one column of data at a time; a loop over
// the columns is fine. Empty clusters keep their row of prev.
func UpdateBinCount(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
	// BEGIN SOLUTION
	k := np.Len(prev)
	sums := np.EmptyLike(prev)
	for j, column := range np.Along(data, 1) {
		np.CopyTo(sums.S(":, %d", j), np.BinCountWeights(labels, column, k))
	}
	counts := np.AsType[float64](np.BinCount(labels, k)).S(":, None") // (k, 1)
	return np.Where(np.EqualScalar(counts, 0), prev, np.Divide(sums, counts))
	// END SOLUTION
}
