package optimize

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

// UpdateBinCount asks for the means of clusters by weighted counts.
var UpdateBinCount = &checks.Exercise[func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "optimize/update_bincount",
		Func:  "UpdateBinCount",
		Title: "Update with weighted counts",
		Hints: []string{
			"One call of `np.BinCountWeights` has one column of the sums. `for j, column := range np.Along(data, 1)` goes through the columns of data.",
			"`np.CopyTo(sums.S(\":, %d\", j), np.BinCountWeights(labels, column, k))`, with `sums := np.EmptyLike(prev)` before the loop.",
			"Counts as in the exercises before: `np.AsType[float64](np.BinCount(labels, k)).S(\":, None\")`; then `np.Where`.",
		},
		Par:     6,
		Minutes: 8,
	},
	Reference: solutions.UpdateBinCount,
	Criteria: func(answer update) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) { checkUpdate(t, "UpdateBinCount", answer) }},
			{Name: "inputs unchanged", Points: 0.5, Check: func(t *checks.T) { updateUnchanged(t, answer) }},
			{Name: "new memory", Points: 0.5, Check: func(t *checks.T) { updateFresh(t, answer) }},
		}
	},
	Wrong: []checks.Wrong[update]{
		{
			Name:  "as many rows as labels are used",
			Fails: "values",
			Says:  "The last cluster is empty, so no label tells of it: give `np.BinCountWeights` and `np.BinCount` the number of rows of prev as their last argument.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				return solutions.UpdateBinCount(data, labels, prev.S(":%d", np.Max(labels).Item()+1))
			},
		},
		{
			Name:  "counts without weights",
			Fails: "values",
			Says:  "Every coordinate is 1, the count divided by itself: the weights are the column of data.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				return solutions.UpdateBinCount(np.OnesLike(data), labels, prev)
			},
		},
		{
			Name:  "the same column for all",
			Fails: "values",
			Says:  "All columns are the same: take column j of data for column j of the sums.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				return solutions.UpdateBinCount(np.Copy(np.BroadcastTo(data.S(":, :1"), data.Shape()...)), labels, prev)
			},
		},
		{
			Name:  "the sums",
			Fails: "values",
			Says:  "These are the sums of the clusters: divide each row by the number of its points.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				return byMasks(data, labels, np.Copy(prev), func(members *np.Array[float64]) *np.Array[float64] { return np.Sum(members, np.Axis(0)) })
			},
		},
		{
			Name:  "NaN for an empty cluster",
			Fails: "values",
			Says:  "The row of an empty cluster is 0/0, NaN: choose prev there with `np.Where`.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				sums, counts := oneHotSums(data, labels, prev)
				return np.Divide(sums, counts.S(":, None"))
			},
		},
		{
			Name:  "writes into prev",
			Fails: "inputs unchanged",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				np.CopyTo(prev, solutions.UpdateBinCount(data, labels, prev))
				return np.Copy(prev)
			},
		},
		{
			Name:  "returns prev itself where nothing moves",
			Fails: "new memory",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				return settled(solutions.UpdateBinCount(data, labels, prev), prev)
			},
		},
	},
}
