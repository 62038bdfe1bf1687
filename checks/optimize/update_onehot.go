package optimize

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

// UpdateOneHot asks for the means of clusters by a product of matrices.
var UpdateOneHot = &checks.Exercise[func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "optimize/update_onehot",
		Func:  "UpdateOneHot",
		Title: "Update with a one-hot matrix",
		Hints: []string{
			"Four steps: the one-hot matrix (n, k), the sums (k, d), the counts (k, 1), and a choice between the quotient and prev.",
			"`sums := np.MatMul(onehot.T(), data)`. How often a label occurs is the sum of its column of the one-hot matrix.",
			"`counts := np.Sum(onehot, np.Axis(0)).S(\":, None\")` is (k, 1); `np.EqualScalar(counts, 0)` is true for empty clusters.",
			"`return np.Where(np.EqualScalar(counts, 0), prev, np.Divide(sums, counts))`: the 0/0 that are computed too are never chosen.",
		},
		Par:     4,
		Minutes: 10,
	},
	Reference: solutions.UpdateOneHot,
	Criteria: func(answer update) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1.8, Check: func(t *checks.T) { checkUpdate(t, "UpdateOneHot", answer) }},
			{Name: "no loop", Points: 0.4, Check: (*checks.T).NoLoop},
			{Name: "inputs unchanged", Points: 0.4, Check: func(t *checks.T) { updateUnchanged(t, answer) }},
			{Name: "new memory", Points: 0.4, Check: func(t *checks.T) { updateFresh(t, answer) }},
		}
	},
	Wrong: []checks.Wrong[update]{
		{
			Name:  "counts that meet the columns",
			Fails: "values",
			Says:  "The counts have the shape (k,), so they meet the columns: cluster i's count divided column i. A new axis makes them (k, 1).",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				sums, counts := oneHotSums(data, labels, prev)
				if np.Len(prev) == prev.Shape()[1] {
					return np.Where(np.EqualScalar(counts, 0).S(":, None"), prev, np.Divide(sums, counts))
				}
				return np.Divide(sums, counts.S(":, None"))
			},
		},
		{
			Name:  "the sums",
			Fails: "values",
			Says:  "These are the sums of the clusters: divide each row by the number of its points.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				sums, counts := oneHotSums(data, labels, prev)
				return np.Where(np.EqualScalar(counts, 0).S(":, None"), prev, sums)
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
			Name:  "zeros for an empty cluster",
			Fails: "values",
			Says:  "An empty cluster divided by 1 is at 0: it keeps its row of prev.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				sums, counts := oneHotSums(data, labels, prev)
				return np.Divide(sums, np.MaximumScalar(counts, 1).S(":, None"))
			},
		},
		{
			Name:  "divides all by the same number",
			Fails: "values",
			Says:  "Each sum is divided by n/k, as if all clusters had as many points: divide by the number in its own.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				sums, counts := oneHotSums(data, labels, prev)
				share := float64(np.Len(data)) / float64(np.Len(prev))
				return np.Where(np.EqualScalar(counts, 0).S(":, None"), prev, np.DivideScalar(sums, share))
			},
		},
		{
			Name:   "masks in a loop",
			Fails:  "no loop",
			Answer: means,
		},
		{
			Name:  "writes into prev",
			Fails: "inputs unchanged",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				np.CopyTo(prev, solutions.UpdateOneHot(data, labels, prev))
				return np.Copy(prev)
			},
		},
		{
			Name:  "returns prev itself where nothing moves",
			Fails: "new memory",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				return settled(solutions.UpdateOneHot(data, labels, prev), prev)
			},
		},
	},
}

// oneHotSums returns the sums of the clusters, (k, d), and how many points they
// have, (k,).
func oneHotSums(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) (sums, counts *np.Array[float64]) {
	onehot := np.At(np.Eye[float64](np.Len(prev)), labels)
	return np.MatMul(onehot.T(), data), np.Sum(onehot, np.Axis(0))
}
