package optimize

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

// UpdateSparse asks for the means of clusters by a sparse product.
var UpdateSparse = &checks.Exercise[func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "optimize/update_sparse",
		Func:  "UpdateSparse",
		Title: "Update with a sparse matrix",
		Hints: []string{
			"The ones are `np.Ones[float64](n)`, their rows the labels, their columns the numbers of the points, `np.Arange[int](n)`.",
			"`onehot := sparse.To(sparse.New(np.Ones[float64](n), labels, np.Arange[int](n), k, n), sparse.CSC)` is (k, n), already transposed.",
			"`np.BinCount(labels, k)` has integers, and k of them even where the last clusters are empty. `np.AsType[float64](…).S(\":, None\")` makes them (k, 1).",
			"`return np.Where(np.EqualScalar(counts, 0), prev, np.Divide(sparse.MatMulDense(onehot, data), counts))`",
		},
		Par:     4,
		Minutes: 10,
	},
	Reference: solutions.UpdateSparse,
	Criteria: func(answer update) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				// As many points as clusters, so that rows and columns can be mistaken.
				data, labels, prev := t.Uniform(4, 3), labelled(t, 4, 4, 1), t.Uniform(4, 3)
				t.Call("UpdateSparse(data, labels, prev), data of shape (4, 3), prev (4, 3)")
				want := means(data, labels, prev)
				t.Close(answer(data, labels, prev), want, 1e-12)
				checkUpdate(t, "UpdateSparse", answer)
			}},
			{Name: "no loop", Points: 0.5, Check: (*checks.T).NoLoop},
			{Name: "memory", Points: 0.7, Check: func(t *checks.T) {
				const n, k, d = 3000, 100, 4
				data, labels, prev := t.Uniform(n, d), labelled(t, n, k), t.Uniform(k, d)
				t.Call("UpdateSparse(data, labels, prev), n = %d, k = %d, d = %d", n, k, d)
				t.MaxBytes(n*k*8/4, func() { answer(data, labels, prev) })
			}},
			{Name: "inputs unchanged", Points: 0.4, Check: func(t *checks.T) { updateUnchanged(t, answer) }},
			{Name: "new memory", Points: 0.4, Check: func(t *checks.T) { updateFresh(t, answer) }},
		}
	},
	Wrong: []checks.Wrong[update]{
		{
			Name:  "as many rows as labels are used",
			Fails: "values",
			Says:  "The last cluster is empty, so no label tells of it: k is the number of rows of prev.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				return solutions.UpdateSparse(data, labels, prev.S(":%d", np.Max(labels).Item()+1))
			},
		},
		{
			Name:  "rows and columns swapped",
			Fails: "values",
			Says:  "Rows and columns are swapped: this matrix is (n, k) where (k, n) is wanted. The labels are rows, the numbers of the points are columns.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				sums := np.At(data, labels) // what that product has, where n = k
				counts := np.AsType[float64](np.BinCount(labels, np.Len(prev))).S(":, None")
				return np.Where(np.EqualScalar(counts, 0), prev, np.Divide(sums, counts))
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
			Name:  "zeros for an empty cluster",
			Fails: "values",
			Says:  "An empty cluster divided by 1 is at 0: it keeps its row of prev.",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				sums, counts := oneHotSums(data, labels, prev)
				return np.Divide(sums, np.MaximumScalar(counts, 1).S(":, None"))
			},
		},
		{
			Name:   "masks in a loop",
			Fails:  "no loop",
			Answer: solutions.UpdateMasks,
		},
		{
			Name:   "a dense matrix",
			Fails:  "memory",
			Says:   "The one-hot matrix is stored with all its zeros, n·k numbers: store the n ones alone.",
			Answer: solutions.UpdateOneHot,
		},
		{
			Name:  "writes into prev",
			Fails: "inputs unchanged",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				np.CopyTo(prev, solutions.UpdateSparse(data, labels, prev))
				return np.Copy(prev)
			},
		},
		{
			Name:  "returns prev itself where nothing moves",
			Fails: "new memory",
			Answer: func(data *np.Array[float64], labels *np.Array[int], prev *np.Array[float64]) *np.Array[float64] {
				return settled(solutions.UpdateSparse(data, labels, prev), prev)
			},
		},
	},
}
