package optimize

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

// AssignV6 asks for the nearest centroids by a product of matrices.
var AssignV6 = &checks.Exercise[func(data, centroids *np.Array[float64]) *np.Array[int]]{
	Info: checks.Info{
		ID:    "optimize/assign_v6",
		Func:  "AssignV6",
		Title: "Assign, v6: expand the square",
		Hints: []string{
			"For one point, |x|² is added to all k squares alike, so it cannot change which is the smallest: leave it out. What remains is |c|² - 2 x·c.",
			"x·c for all pairs is `np.MatMul(data, centroids.T())`, of shape (n, k). |c|² is `np.Einsum(\"kd,kd->k\", centroids, centroids)`, of shape (k,): which axis does it meet?",
			"`np.Subtract(lengths, np.MultiplyScalar(products, 2))` is (n, k), for (k,) meets the last axis. Then ArgMin along axis 1.",
			"For the bonus: `middle := np.Mean(centroids, np.Axis(0))`, then go on with `np.Subtract(data, middle)` and `np.Subtract(centroids, middle)`.",
		},
		Par:     4,
		Minutes: 10,
	},
	Reference: solutions.AssignV6,
	Criteria: func(answer assign) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				ps := problems(t)
				for i := range ps {
					ps[i].exact = false // moving the middle rounds, which may part equals
				}
				checkProblems(t, "AssignV6", answer, ps)
			}},
			{Name: "no loop", Points: 0.5, Check: (*checks.T).NoLoop},
			{Name: "memory", Points: 1, Check: func(t *checks.T) {
				const n, k, d = 600, 40, 20
				data, centroids := t.Uniform(n, d), t.Uniform(k, d)
				t.Call("AssignV6(data, centroids), n = %d, k = %d, d = %d", n, k, d)
				t.MaxBytes(6*n*k*8, func() { answer(data, centroids) })
			}},
			{Name: "inputs unchanged", Points: 0.5, Check: func(t *checks.T) { assignUnchanged(t, answer) }},
			{Name: "far from 0", Points: 1, Bonus: true, Check: func(t *checks.T) {
				p := problem{data: np.AddScalar(t.Uniform(60, 3), 1e7), centroids: np.AddScalar(t.Uniform(5, 3), 1e7)}
				t.Call("AssignV6(data, centroids), coordinates within 1 of 10,000,000")
				got, exact := answer(p.data, p.centroids), problem{np.SubtractScalar(p.data, 1e7), np.SubtractScalar(p.centroids, 1e7), false}
				equalLabels(t, got, exact)
			}},
		}
	},
	Wrong: []checks.Wrong[assign]{
		{
			Name:  "adds the products",
			Fails: "values",
			Says:  "The sign of 2 x·c: (x - c)² is x² minus 2 x·c plus c². With a plus, a centroid on the other side of 0 seems near.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return expanded(data, centroids, 2, func(c *np.Array[float64]) *np.Array[float64] { return np.Einsum("kd,kd->k", c, c) })
			},
		},
		{
			Name:  "forgets |c|²",
			Fails: "values",
			Says:  noLengths,
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.ArgMax(np.MatMul(data, centroids.T()), np.Axis(1))
			},
		},
		{
			Name:  "forgets the 2",
			Fails: "values",
			Says:  "The product counts twice: |x|² - 2 x·c + |c|².",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return expanded(data, centroids, -1, func(c *np.Array[float64]) *np.Array[float64] { return np.Einsum("kd,kd->k", c, c) })
			},
		},
		{
			Name:  "adds |c|² along the points",
			Fails: "values",
			Says:  noLengths,
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return expanded(data, centroids, -2, func(c *np.Array[float64]) *np.Array[float64] {
					lengths := np.Einsum("kd,kd->k", c, c)
					if np.Len(data) == np.Len(centroids) {
						return lengths.S(":, None")
					}
					return lengths
				})
			},
		},
		{
			Name:  "takes |c| for |c|²",
			Fails: "values",
			Says:  "That is |c|, the length, where its square is wanted.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return expanded(data, centroids, -2, func(c *np.Array[float64]) *np.Array[float64] {
					return np.Sqrt(np.Einsum("kd,kd->k", c, c))
				})
			},
		},
		{
			Name:  "adds all centroids up",
			Fails: "values",
			Says:  noLengths,
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return expanded(data, centroids, -2, func(c *np.Array[float64]) *np.Array[float64] { return np.Sum(np.Square(c)) })
			},
		},
		{
			Name:  "makes the differences",
			Fails: "memory",
			Says:  "An array of n·k·d elements is made: a product of matrices needs n·k.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return solutions.AssignV5(data, centroids)
			},
		},
		{
			Name:   "loops",
			Fails:  "no loop",
			Answer: nearest,
		},
		{
			Name:  "moves the middle of the inputs themselves",
			Fails: "inputs unchanged",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				middle := np.Mean(centroids, np.Axis(0))
				np.SubtractInto(data, data, middle)
				np.SubtractInto(centroids, centroids, middle)
				return solutions.AssignV6(data, centroids)
			},
		},
		{
			Name:  "expands far from 0",
			Fails: "far from 0",
			Says:  "|c|² is about 3·10^14 here, and float64 has 16 digits: what is left of the differences is noise. Move the middle to 0 first.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return expanded(data, centroids, -2, func(c *np.Array[float64]) *np.Array[float64] { return np.Einsum("kd,kd->k", c, c) })
			},
		},
	},
}

const noLengths = "|c|² makes no difference here: it is missing, or the same for all centroids. One number for each is wanted, `kd,kd->k`, and as (k,), so that it meets the last axis."

// expanded finds the smallest of lengths(c) + factor x·c.
func expanded(data, centroids *np.Array[float64], factor float64, lengths func(c *np.Array[float64]) *np.Array[float64]) *np.Array[int] {
	return np.ArgMin(np.Add(lengths(centroids), np.MultiplyScalar(np.MatMul(data, centroids.T()), factor)), np.Axis(1))
}
