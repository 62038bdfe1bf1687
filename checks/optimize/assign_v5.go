package optimize

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

// AssignV5 asks for the nearest centroids with an einsum in place of a square
// and a sum.
var AssignV5 = &checks.Exercise[func(data, centroids *np.Array[float64]) *np.Array[int]]{
	Info: checks.Info{
		ID:    "optimize/assign_v5",
		Func:  "AssignV5",
		Title: "Assign, v5: einsum",
		Hints: []string{
			"In an einsum, letters that the result lacks are summed over. Which of n, k and d is not in the result?",
			"`np.Einsum(\"nkd,nkd->nk\", diff, diff)`: each element times itself, summed over d.",
		},
		Par:     3,
		Minutes: 4,
	},
	Reference: solutions.AssignV5,
	Criteria: func(answer assign) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1, Check: func(t *checks.T) { checkAssign(t, "AssignV5", answer) }},
			{Name: "no loop", Points: 0.3, Check: (*checks.T).NoLoop},
			{Name: "memory", Points: 0.4, Check: func(t *checks.T) {
				const n, k, d = 500, 20, 30
				data, centroids := t.Uniform(n, d), t.Uniform(k, d)
				t.Call("AssignV5(data, centroids), n = %d, k = %d, d = %d", n, k, d)
				t.MaxBytes(n*k*d*8*3/2, func() { answer(data, centroids) })
			}},
			{Name: "inputs unchanged", Points: 0.3, Check: func(t *checks.T) { assignUnchanged(t, answer) }},
		}
	},
	Wrong: []checks.Wrong[assign]{
		{
			Name:  "sums over the centroids too",
			Fails: "values",
			Says:  "k is summed over as well, because the result does not name it: `nkd,nkd->nk`.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				diff := np.Subtract(data.S(":, None"), centroids)
				return np.ArgMin(np.Einsum("nkd,nkd->nd", diff, diff), np.Axis(1))
			},
		},
		{
			Name:  "puts the centroids first",
			Fails: "values",
			Says:  "The result is (k, n) here, and along axis 1 lie the points: write `->nk`.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				diff := np.Subtract(data.S(":, None"), centroids)
				return np.ArgMin(np.Einsum("nkd,nkd->kn", diff, diff), np.Axis(1))
			},
		},
		{
			Name:  "multiplies sums",
			Fails: "values",
			Says:  "With two letters for one axis, `nkd,nke->nk`, each difference meets every other, which squares the sum: the axes of both factors have the same letters.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				diff := np.Subtract(data.S(":, None"), centroids)
				return np.ArgMin(np.Einsum("nkd,nke->nk", diff, diff), np.Axis(1))
			},
		},
		{
			Name:  "adds up the differences",
			Fails: "values",
			Says:  "An einsum of one array only adds up: give it the differences twice, so that they are squared.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(np.Einsum("nkd->nk", np.Subtract(data.S(":, None"), centroids)), np.Axis(1))
			},
		},
		{
			Name:  "multiplies points with centroids",
			Fails: "values",
			Says:  "That is the smallest product x·c, not the smallest distance: the differences belong into the einsum.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(np.Einsum("nd,kd->nk", data, centroids), np.Axis(1))
			},
		},
		{
			Name:  "v4 again",
			Fails: "memory",
			Says:  "`np.Square` made a second array of n·k·d elements.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				diff := np.Subtract(data.S(":, None"), centroids)
				return np.ArgMin(np.Sum(np.Square(diff), np.Axis(2)), np.Axis(1))
			},
		},
		{
			Name:   "loops",
			Fails:  "no loop",
			Answer: nearest,
		},
		{
			Name:  "subtracts in place",
			Fails: "inputs unchanged",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				labels := solutions.AssignV5(data, centroids)
				np.SubtractInto(data, data, centroids.S("0"))
				return labels
			},
		},
	},
}
