package fasterer

import (
	"math"

	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type reconstructionLoss = func(data, centroids *np.Array[float64]) float64

// ReconstructionLoss asks for the mean distance to the nearest centroid.
var ReconstructionLoss = &checks.Exercise[func(data, centroids *np.Array[float64]) float64]{
	Info: checks.Info{
		ID:    "fasterer/reconstruction_loss",
		Func:  "ReconstructionLoss",
		Title: "How far off are we?",
		Hints: []string{
			"The squared distances are the ones that Assign finds, of shape (n, k). Here the least value itself is wanted, not where it is.",
			"`np.Min(squares, np.Axis(1))` has shape (n,). Of these the root, and of the roots the mean.",
			"`np.Mean(…)` is an array of no dimensions; `.Item()` is the number in it.",
		},
		Par:     2,
		Minutes: 5,
	},
	Reference: solutions.ReconstructionLoss,
	Criteria: func(answer reconstructionLoss) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, c := range clusterings(t) {
					for _, scale := range []float64{1, 3} {
						data, centroids := np.MultiplyScalar(c.data, scale), np.MultiplyScalar(c.centroids, scale)
						want := loss(data, centroids)
						c.say(t, "ReconstructionLoss")
						t.Close(answer(data, centroids), want, 1e-12)
					}
				}
			}},
			{Name: "no loop", Points: 0.5, Check: (*checks.T).NoLoop},
			{Name: "inputs unchanged", Points: 0.5, Check: func(t *checks.T) {
				c := clusterings(t)[0]
				t.Unchanged(func() { answer(c.data, c.centroids) }, c.data, c.centroids)
			}},
		}
	},
	Wrong: []checks.Wrong[reconstructionLoss]{
		{
			Name:  "leaves out the root",
			Fails: "values",
			Says:  "That is the mean of the squared distances: a root is missing, before the mean.",
			Answer: func(data, centroids *np.Array[float64]) float64 {
				return np.Mean(np.Min(squares(data, centroids), np.Axis(1))).Item()
			},
		},
		{
			Name:  "takes the root of the mean",
			Fails: "values",
			Says:  "That is the root of the mean square. Wanted is the mean of the roots: each distance counts as it is.",
			Answer: func(data, centroids *np.Array[float64]) float64 {
				return math.Sqrt(np.Mean(np.Min(squares(data, centroids), np.Axis(1))).Item())
			},
		},
		{
			Name:  "adds up instead of averaging",
			Fails: "values",
			Says:  "That is the sum of the distances: the mean is wanted, so that it does not grow with the number of points.",
			Answer: func(data, centroids *np.Array[float64]) float64 {
				return np.Sum(np.Sqrt(np.Min(squares(data, centroids), np.Axis(1)))).Item()
			},
		},
		{
			Name:  "averages over all centroids",
			Fails: "values",
			Says:  "That is the mean distance to all centroids. Only the nearest of each point counts: take the least along axis 1 first.",
			Answer: func(data, centroids *np.Array[float64]) float64 {
				return np.Mean(np.Sqrt(squares(data, centroids))).Item()
			},
		},
		{
			Name:  "measures from the centroids to the nearest points",
			Fails: "values",
			Says:  "That is the mean over the centroids of the distance to the nearest point: the least along axis 0. Wanted is the mean over the points, so axis 1.",
			Answer: func(data, centroids *np.Array[float64]) float64 {
				return np.Mean(np.Sqrt(np.Min(squares(data, centroids), np.Axis(0)))).Item()
			},
		},
		{
			Name:  "adds up over the centroids",
			Fails: "values",
			Says:  "The squares were added up over the centroids, axis 1 of (n, k, d). The coordinates are axis 2.",
			Answer: func(data, centroids *np.Array[float64]) float64 {
				sums := np.Sum(np.Square(np.Subtract(data.S(":, None"), centroids)), np.Axis(1))
				return np.Mean(np.Sqrt(np.Min(sums, np.Axis(1)))).Item()
			},
		},
		{
			Name:  "averages over the coordinates",
			Fails: "values",
			Says:  "The squares of the coordinates were averaged: Euclid adds them up, `np.Sum`.",
			Answer: func(data, centroids *np.Array[float64]) float64 {
				means := np.Mean(np.Square(np.Subtract(data.S(":, None"), centroids)), np.Axis(2))
				return np.Mean(np.Sqrt(np.Min(means, np.Axis(1)))).Item()
			},
		},
		{
			Name:  "adds up differences without squares",
			Fails: "values",
			Says:  "Those are sums of |x| (the distance in a city of blocks). Euclid squares the differences, adds them up and takes the root.",
			Answer: func(data, centroids *np.Array[float64]) float64 {
				sums := np.Sum(np.Abs(np.Subtract(data.S(":, None"), centroids)), np.Axis(2))
				return np.Mean(np.Min(sums, np.Axis(1))).Item()
			},
		},
	},
}
