package optimize

import (
	np "fastergo/arraylib"
	"fastergo/arraylib/linalg"
	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

// AssignV4 asks for the nearest centroids without square roots.
var AssignV4 = &checks.Exercise[func(data, centroids *np.Array[float64]) *np.Array[int]]{
	Info: checks.Info{
		ID:    "optimize/assign_v4",
		Func:  "AssignV4",
		Title: "Assign, v4: no square root",
		Hints: []string{
			"Write the norm out: square, sum, root. Leave the last step away.",
			"`np.Square(diff)`, then `np.Sum(…, np.Axis(2))`.",
		},
		Par:     3,
		Minutes: 4,
	},
	Reference: solutions.AssignV4,
	Criteria: func(answer assign) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1, Check: func(t *checks.T) { checkAssign(t, "AssignV4", answer) }},
			{Name: "no loop", Points: 0.3, Check: (*checks.T).NoLoop},
			{Name: "no root", Points: 0.4, Check: func(t *checks.T) { t.Avoids(roots...) }},
			{Name: "inputs unchanged", Points: 0.3, Check: func(t *checks.T) { assignUnchanged(t, answer) }},
		}
	},
	Wrong: []checks.Wrong[assign]{
		{
			Name:  "leaves the square out too",
			Fails: "values",
			Says:  "Without a square, differences of different sign cancel: only the root may go.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(np.Sum(np.Subtract(data.S(":, None"), centroids), np.Axis(2)), np.Axis(1))
			},
		},
		{
			Name:  "takes absolute values",
			Fails: "values",
			Says:  "That is the sum of |x - c|, another distance with another order: square the differences.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(np.Sum(np.Abs(np.Subtract(data.S(":, None"), centroids)), np.Axis(2)), np.Axis(1))
			},
		},
		{
			Name:  "squares the sum",
			Fails: "values",
			Says:  "The sum is squared here: square each difference first, then add.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(np.Square(np.Sum(np.Subtract(data.S(":, None"), centroids), np.Axis(2))), np.Axis(1))
			},
		},
		{
			Name:  "sums over the centroids",
			Fails: "values",
			Says:  "Axis 1 holds the centroids: the sum is wanted along the coordinates, axis 2.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(np.Sum(np.Square(np.Subtract(data.S(":, None"), centroids)), np.Axis(1)), np.Axis(1))
			},
		},
		{
			Name:  "takes the largest difference",
			Fails: "values",
			Says:  "That is the largest coordinate's difference, the norm of order infinity: add the squares up.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(np.Max(np.Abs(np.Subtract(data.S(":, None"), centroids)), np.Axis(2)), np.Axis(1))
			},
		},
		{
			Name:  "takes the root all the same",
			Fails: "no root",
			Says:  "The root is still there, n·k of them: the order of squares is the order of their roots.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				diff := np.Subtract(data.S(":, None"), centroids)
				return np.ArgMin(np.Sqrt(np.Sum(np.Square(diff), np.Axis(2))), np.Axis(1))
			},
		},
		{
			Name:  "has a norm",
			Fails: "no root",
			Says:  "A norm has the root in it.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(linalg.VectorNorm(np.Subtract(data.S(":, None"), centroids), 2, np.Axis(2)), np.Axis(1))
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
				diff := np.Subtract(data.S(":, None"), centroids)
				np.SubtractInto(data, data, centroids.S("0"))
				return np.ArgMin(np.Sum(np.Square(diff), np.Axis(2)), np.Axis(1))
			},
		},
	},
}

// roots are the names that take roots, alone or in what they do.
var roots = []string{"Sqrt", "SqrtInto", "VectorNorm", "MatrixNorm", "Hypot", "Pow", "Power", "PowerScalar", "Std", "NearestRows"}
