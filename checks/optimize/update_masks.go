package optimize

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

// UpdateMasks asks for the means of clusters by a mask for each.
var UpdateMasks = &checks.Exercise[func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "optimize/update_masks",
		Func:  "UpdateMasks",
		Title: "Update with masks",
		Hints: []string{
			"Begin with `np.Copy(prev)` and write only the rows of clusters that have points.",
			"`members := np.Mask(data, np.EqualScalar(labels, i))` is (members, d); `np.Len(members)` is 0 for an empty cluster.",
			"`np.Mean(members, np.Axis(0))` is the new row; `np.CopyTo(centroids.S(\"%d\", i), …)` puts it in its place.",
		},
		Par:     6,
		Minutes: 8,
	},
	Reference: solutions.UpdateMasks,
	Criteria: func(answer update) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1.2, Check: func(t *checks.T) { checkUpdate(t, "UpdateMasks", answer) }},
			{Name: "inputs unchanged", Points: 0.4, Check: func(t *checks.T) { updateUnchanged(t, answer) }},
			{Name: "new memory", Points: 0.4, Check: func(t *checks.T) { updateFresh(t, answer) }},
		}
	},
	Wrong: []checks.Wrong[update]{
		{
			Name:  "sums",
			Fails: "values",
			Says:  "These are the sums of the clusters: divide by the number of points in each, or take `np.Mean`.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				return byMasks(data, labels, np.Copy(prev), func(members *np.Array[float64]) *np.Array[float64] { return np.Sum(members, np.Axis(0)) })
			},
		},
		{
			Name:  "divides all by the same number",
			Fails: "values",
			Says:  "Each sum is divided by n/k, as if all clusters had as many points: divide by the number in its own.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				share := float64(np.Len(data)) / float64(np.Len(prev))
				return byMasks(data, labels, np.Copy(prev), func(members *np.Array[float64]) *np.Array[float64] {
					return np.DivideScalar(np.Sum(members, np.Axis(0)), share)
				})
			},
		},
		{
			Name:  "NaN for an empty cluster",
			Fails: "values",
			Says:  "The row of an empty cluster is NaN, a mean of nothing, 0/0: it keeps its row of prev.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				r := np.Copy(prev)
				for i, row := range np.Along(r, 0) {
					np.CopyTo(row, np.Mean(np.Mask(data, np.EqualScalar(labels, i)), np.Axis(0)))
				}
				return r
			},
		},
		{
			Name:  "zeros for an empty cluster",
			Fails: "values",
			Says:  "The row of an empty cluster is 0, which is a place like any other: it keeps its row of prev.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				return byMasks(data, labels, np.ZerosLike(prev), func(members *np.Array[float64]) *np.Array[float64] { return np.Mean(members, np.Axis(0)) })
			},
		},
		{
			Name:  "one mean of all coordinates",
			Fails: "values",
			Says:  "All coordinates of a row are the same: the mean is wanted along axis 0, of each column by itself.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				return byMasks(data, labels, np.Copy(prev), func(members *np.Array[float64]) *np.Array[float64] { return np.Mean(members) })
			},
		},
		{
			Name:  "averages the old centroid in",
			Fails: "values",
			Says:  "The old centroid is counted as one point more: prev only serves clusters without points.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				r := np.Copy(prev)
				for i, row := range np.Along(r, 0) {
					all := np.Concat(0, np.Mask(data, np.EqualScalar(labels, i)), prev.S("%d:%d", i, i+1))
					np.CopyTo(row, np.Mean(all, np.Axis(0)))
				}
				return r
			},
		},
		{
			Name:  "writes into prev",
			Fails: "inputs unchanged",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				byMasks(data, labels, prev, func(members *np.Array[float64]) *np.Array[float64] { return np.Mean(members, np.Axis(0)) })
				return np.Copy(prev)
			},
		},
		{
			Name:  "returns prev itself where nothing moves",
			Fails: "new memory",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				return settled(solutions.UpdateMasks(data, labels, prev), prev)
			},
		},
	},
}

// byMasks writes what of returns for the points of each cluster that has some
// into its row of r.
func byMasks(data *np.Array[float64], labels *np.Array[int], r *np.Array[float64], of func(members *np.Array[float64]) *np.Array[float64]) *np.Array[float64] {
	for i, row := range np.Along(r, 0) {
		if members := np.Mask(data, np.EqualScalar(labels, i)); np.Len(members) > 0 {
			np.CopyTo(row, of(members))
		}
	}
	return r
}
