package optimize

import np "fastergo/arraylib"

// UpdateMasks returns new centroids, of shape (k, d): row i is the mean of the
// rows of data whose label is i. data has the shape (n, d), and labels (n,),
// with values from 0 to k-1.
//
// prev are the centroids as they were, of shape (k, d). They tell k, which the
// labels alone do not: the last clusters may be empty. An empty cluster has no
// mean and keeps its row of prev. prev itself does not change.
//
// Go through the clusters one by one. `np.EqualScalar(labels, i)` is a mask that
// is true for the points of cluster i, and `np.Mask(data, mask)` has their rows.
func UpdateMasks(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
	// BEGIN SOLUTION
	centroids := np.Copy(prev)
	for i, row := range np.Along(centroids, 0) {
		if members := np.Mask(data, np.EqualScalar(labels, i)); np.Len(members) > 0 {
			np.CopyTo(row, np.Mean(members, np.Axis(0)))
		}
	}
	return centroids
	// END SOLUTION
}
