package optimize

import (
	np "fastergo/arraylib"
	"fastergo/arraylib/linalg"
	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

// AssignV2 asks for the nearest centroids, one broadcast for each point.
var AssignV2 = &checks.Exercise[func(data, centroids *np.Array[float64]) *np.Array[int]]{
	Info: checks.Info{
		ID:    "optimize/assign_v2",
		Func:  "AssignV2",
		Title: "Assign, v2: broadcast one point",
		Hints: []string{
			"The outer loop stays as it was; what is inside it becomes one subtraction, one norm, one ArgMin.",
			"`np.Subtract(point, centroids)` is (k, d). Which axis holds the coordinates, along which a length is taken?",
			"`distances := linalg.VectorNorm(np.Subtract(point, centroids), 2, np.Axis(1))`, then `labels.Set(np.ArgMin(distances).Item(), i)`.",
		},
		Par:     5,
		Minutes: 6,
	},
	Reference: solutions.AssignV2,
	Criteria: func(answer assign) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) { checkAssign(t, "AssignV2", answer) }},
			{Name: "one loop", Points: 0.5, Check: func(t *checks.T) { t.MaxLoops(1) }},
			{Name: "inputs unchanged", Points: 0.5, Check: func(t *checks.T) { assignUnchanged(t, answer) }},
		}
	},
	Wrong: []checks.Wrong[assign]{
		{
			Name:  "takes lengths along the centroids",
			Fails: "values",
			Says:  "Axis 0 of the difference holds the centroids: the length is wanted along the coordinates, axis 1.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return byPoints(data, func(point *np.Array[float64]) *np.Array[int] {
					return np.ArgMin(linalg.VectorNorm(np.Subtract(point, centroids), 2, np.Axis(0)))
				})
			},
		},
		{
			Name:  "compares with the mean of all centroids",
			Fails: "values",
			Says:  "Every label is 0: there is one distance for each point where there should be k. Do not average, and name the axis of the norm.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				middle := np.Mean(centroids, np.Axis(0))
				return byPoints(data, func(point *np.Array[float64]) *np.Array[int] {
					return np.ArgMin(linalg.VectorNorm(np.Subtract(point, middle), 2))
				})
			},
		},
		{
			Name:  "takes the norm of order 1",
			Fails: "values",
			Says:  "That is the sum of |x - c|, the norm of order 1: the Euclidean one has the order 2.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return byPoints(data, func(point *np.Array[float64]) *np.Array[int] {
					return np.ArgMin(linalg.VectorNorm(np.Subtract(point, centroids), 1, np.Axis(1)))
				})
			},
		},
		{
			Name:  "finds the farthest",
			Fails: "values",
			Says:  "These are the farthest centroids: `np.ArgMin`, not `np.ArgMax`.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return byPoints(data, func(point *np.Array[float64]) *np.Array[int] {
					return np.ArgMax(linalg.VectorNorm(np.Subtract(point, centroids), 2, np.Axis(1)))
				})
			},
		},
		{
			Name:  "leaves the first point out",
			Fails: "values",
			Says:  "The labels are one place too late: point i has its label at i, from 0.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return np.Roll(nearest(data, centroids), 1)
			},
		},
		{
			Name:   "loops in loops",
			Fails:  "one loop",
			Answer: nearest,
		},
		{
			Name:  "subtracts in place",
			Fails: "inputs unchanged",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				labels := nearest(data, centroids)
				np.SubtractInto(centroids, centroids, data.S("0"))
				return labels
			},
		},
	},
}

// byPoints labels each point with what of says.
func byPoints(data *np.Array[float64], of func(point *np.Array[float64]) *np.Array[int]) *np.Array[int] {
	labels := np.Zeros[int](np.Len(data))
	for i, point := range np.Along(data, 0) {
		labels.Set(of(point).Item(), i)
	}
	return labels
}
