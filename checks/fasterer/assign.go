package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type assign = func(data, centroids *np.Array[float64]) *np.Array[int]

// Assign asks for the nearest centroid of each point.
var Assign = &checks.Exercise[func(data, centroids *np.Array[float64]) *np.Array[int]]{
	Info: checks.Info{
		ID:    "fasterer/assign",
		Func:  "Assign",
		Title: "Assign points to centroids",
		Hints: []string{
			"Of shapes (n, d) and (k, d) nothing fits. A new axis between makes data (n, 1, d), and that stretches over all centroids: `data.S(\":, None\")`.",
			"The differences have shape (n, k, d). Square them, and add up the coordinates: that is the last axis, `np.Axis(2)`.",
			"What is left has shape (n, k). `np.ArgMin(…, np.Axis(1))` tells for each row where its least value is. The nearest is also the one with the least squared distance, so no root is needed.",
		},
		Par:     2,
		Minutes: 10,
	},
	Reference: solutions.Assign,
	Criteria: func(answer assign) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, c := range clusterings(t) {
					want := labels(c.data, c.centroids)
					c.say(t, "Assign")
					t.Equal(answer(c.data, c.centroids), want)
				}
				c := clustering{smallIntegers(t, 60, 2), smallIntegers(t, 8, 2)}
				t.Call("Assign(data, centroids), where some points are equally near to two centroids")
				t.Equal(answer(c.data, c.centroids), labels(c.data, c.centroids))
			}},
			{Name: "no loop", Points: 1, Check: (*checks.T).NoLoop},
			{Name: "from the operations", Points: 0.5, Check: func(t *checks.T) { t.Avoids("NearestRows") }},
			{Name: "inputs unchanged", Points: 0.5, Check: func(t *checks.T) {
				c := clusterings(t)[0]
				t.Unchanged(func() { answer(c.data, c.centroids) }, c.data, c.centroids)
			}},
		}
	},
	Wrong: []checks.Wrong[assign]{
		{
			Name:  "looks for the nearest point of each centroid",
			Fails: "values",
			Says:  "That is the nearest point for each centroid. Wanted is the nearest centroid for each point: the least along axis 1 of (n, k).",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(squares(data, centroids), np.Axis(0))
			},
		},
		{
			Name:  "takes the farthest",
			Fails: "values",
			Says:  "These are the farthest centroids: `np.ArgMin`, not `np.ArgMax`.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMax(squares(data, centroids), np.Axis(1))
			},
		},
		{
			Name:  "takes the last of equally near ones",
			Fails: "values",
			Says:  "Where two centroids are equally near, the one with the lower number counts.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				last := np.ArgMin(squares(data, centroids).S(":, ::-1"), np.Axis(1))
				return np.AddScalar(np.Negative(last), centroids.Shape()[0]-1)
			},
		},
		{
			Name:  "adds up differences without squares",
			Fails: "values",
			Says:  "Those are sums of |x| (the distance in a city of blocks). Euclid squares the differences before adding them up.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(np.Sum(np.Abs(np.Subtract(data.S(":, None"), centroids)), np.Axis(2)), np.Axis(1))
			},
		},
		{
			Name:  "adds up over the points' axis of one number",
			Fails: "values",
			Says:  "Without an axis, `np.ArgMin` looks through the whole table and gives one number. Wanted is one for each point: add `np.Axis(1)`.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(squares(data, centroids))
			},
		},
		{
			Name:  "loops over the points",
			Fails: "no loop",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				l := np.Zeros[int](data.Shape()[0])
				for i := range data.Shape()[0] {
					l.Set(solutions.Assign(data.S("%d:%d", i, i+1), centroids).At(0), i)
				}
				return l
			},
		},
		{
			Name:  "subtracts (k, d) from (n, d)",
			Fails: "values",
			Says:  "(n, d) and (k, d) do not fit together. Put a new axis between the points and their coordinates: `data.S(\":, None\")` has shape (n, 1, d), and that stretches over all centroids.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(np.Sum(np.Square(np.Subtract(data, centroids)), np.Axis(1)))
			},
		},
		{
			Name:  "adds up over the centroids",
			Fails: "values",
			Says:  "You added up over the centroids, axis 1 of (n, k, d). The coordinates are axis 2.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(np.Sum(np.Square(np.Subtract(data.S(":, None"), centroids)), np.Axis(1)), np.Axis(1))
			},
		},
		{
			Name:  "looks for the least along an axis that is gone",
			Fails: "values",
			Says:  "After the sum over axis 2 the shape is (n, k): the centroids are axis 1.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(squares(data, centroids), np.Axis(2))
			},
		},
		{
			Name:  "adds up everything",
			Fails: "values",
			Says:  "Without an axis `np.Sum` adds up the whole array: the coordinates are `np.Axis(2)`.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(np.Sum(np.Square(np.Subtract(data.S(":, None"), centroids))))
			},
		},
		{
			Name:  "does not square",
			Fails: "values",
			Says:  "Without squares, differences up and differences down cancel each other: `np.Square` them before you add them up.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMin(np.Sum(np.Subtract(data.S(":, None"), centroids), np.Axis(2)), np.Axis(1))
			},
		},
	},
}

// squares returns the squared distances, (n, k).
func squares(data, centroids *array) *array {
	return np.Sum(np.Square(np.Subtract(data.S(":, None"), centroids)), np.Axis(2))
}
