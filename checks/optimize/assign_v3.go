package optimize

import (
	np "fastergo/arraylib"
	"fastergo/arraylib/linalg"
	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

// AssignV3 asks for the nearest centroids in one broadcast.
var AssignV3 = &checks.Exercise[func(data, centroids *np.Array[float64]) *np.Array[int]]{
	Info: checks.Info{
		ID:    "optimize/assign_v3",
		Func:  "AssignV3",
		Title: "Assign, v3: one big broadcast",
		Hints: []string{
			"Shapes align from the right: (n, 1, d) and (k, d) meet as (n, k, d). Which index puts an axis of length 1 in the middle?",
			"`np.Subtract(data.S(\":, None\"), centroids)` has the shape (n, k, d). Coordinates are axis 2 now.",
			"`linalg.VectorNorm(diff, 2, np.Axis(2))` is (n, k); the 2 is the order of the norm. Then `np.ArgMin(…, np.Axis(1))`.",
		},
		Par:     3,
		Minutes: 6,
	},
	Reference: solutions.AssignV3,
	Criteria: func(answer assign) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) { checkAssign(t, "AssignV3", answer) }},
			{Name: "no loop", Points: 0.5, Check: (*checks.T).NoLoop},
			{Name: "inputs unchanged", Points: 0.5, Check: func(t *checks.T) { assignUnchanged(t, answer) }},
		}
	},
	Wrong: []checks.Wrong[assign]{
		{
			Name:  "puts the new axis first",
			Fails: "values",
			Says:  "data became (1, n, d), which meets (k, d) only where n = k, and then point i meets centroid i alone. The new axis belongs between: `data.S(\":, None\")`.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(linalg.VectorNorm(np.Subtract(data.S("None"), centroids), 2, np.Axis(2)), np.Axis(1))
			},
		},
		{
			Name:  "searches along the points",
			Fails: "values",
			Says:  "These are the nearest points of each centroid: the smallest is wanted along axis 1, the centroids.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(linalg.VectorNorm(np.Subtract(data.S(":, None"), centroids), 2, np.Axis(2)), np.Axis(0))
			},
		},
		{
			Name:  "sums over the centroids",
			Fails: "values",
			Says:  "Axis 1 holds the centroids: the length is wanted along the coordinates, axis 2.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(linalg.VectorNorm(np.Subtract(data.S(":, None"), centroids), 2, np.Axis(1)), np.Axis(1))
			},
		},
		{
			Name:  "takes the norm of order 1",
			Fails: "values",
			Says:  "That is the sum of |x - c|, the norm of order 1: the Euclidean one has the order 2.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(linalg.VectorNorm(np.Subtract(data.S(":, None"), centroids), 1, np.Axis(2)), np.Axis(1))
			},
		},
		{
			Name:  "searches everything",
			Fails: "values",
			Says:  "`np.ArgMin` without an axis is one number, the place of the smallest of all: add `np.Axis(1)`.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(linalg.VectorNorm(np.Subtract(data.S(":, None"), centroids), 2, np.Axis(2)))
			},
		},
		{
			Name:  "finds the farthest",
			Fails: "values",
			Says:  "These are the farthest centroids: `np.ArgMin`, not `np.ArgMax`.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMax(linalg.VectorNorm(np.Subtract(data.S(":, None"), centroids), 2, np.Axis(2)), np.Axis(1))
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
				labels := np.ArgMin(linalg.VectorNorm(np.Subtract(data.S(":, None"), centroids), 2, np.Axis(2)), np.Axis(1))
				np.SubtractInto(data, data, centroids.S("0"))
				return labels
			},
		},
	},
}
