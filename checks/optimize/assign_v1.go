package optimize

import (
	"math"

	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

// AssignV1 asks for the nearest centroids in three loops.
var AssignV1 = &checks.Exercise[func(data, centroids *np.Array[float64]) *np.Array[int]]{
	Info: checks.Info{
		ID:    "optimize/assign_v1",
		Func:  "AssignV1",
		Title: "Assign, v1: loops",
		Hints: []string{
			"Three loops: over the points, over the centroids, over the coordinates. Before each of them something starts anew: which variable belongs before which loop?",
			"For each point the least distance starts at `math.Inf(1)`; for each pair the sum of squares starts at 0.",
			"In the middle loop, when the sum is complete: `if distance := math.Sqrt(sum); distance < least {`, then `least = distance` and `labels.Set(j, i)`.",
		},
		Minutes: 8,
	},
	Reference: solutions.AssignV1,
	Criteria: func(answer assign) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1.5, Check: func(t *checks.T) { checkAssign(t, "AssignV1", answer) }},
			{Name: "inputs unchanged", Points: 0.5, Check: func(t *checks.T) { assignUnchanged(t, answer) }},
		}
	},
	Wrong: []checks.Wrong[assign]{
		{
			Name:  "the last of equals wins",
			Fails: "values",
			Says:  "Where several centroids are equally near, the last one won: compare with <, not with <=.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return byLoops(data, centroids, func(sum, diff float64) float64 { return sum + diff*diff }, func(d, least float64) bool { return d <= least })
			},
		},
		{
			Name:  "finds the farthest",
			Fails: "values",
			Says:  "These are the farthest centroids: begin at `math.Inf(1)` and keep what is smaller.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				far := np.Zeros[int](data.Shape()[0])
				for i := range data.Shape()[0] {
					most := -1.0
					for j := range centroids.Shape()[0] {
						if d := distance(problem{data: data, centroids: centroids}, i, j); d > most {
							most = d
							far.Set(j, i)
						}
					}
				}
				return far
			},
		},
		{
			Name:  "adds up differences without squares",
			Fails: "values",
			Says:  "That is the sum of |x - c|, another distance: square each difference, then add.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return byLoops(data, centroids, func(sum, diff float64) float64 { return sum + math.Abs(diff) }, less)
			},
		},
		{
			Name:  "compares the last coordinate only",
			Fails: "values",
			Says:  "Only the last coordinate counted: `=` where `+=` is wanted.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				return byLoops(data, centroids, func(_, diff float64) float64 { return diff * diff }, less)
			},
		},
		{
			Name:  "keeps the least distance from point to point",
			Fails: "values",
			Says:  "The least distance is not forgotten from one point to the next: set it to `math.Inf(1)` inside the loop over the points.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				labels, least := np.Zeros[int](data.Shape()[0]), math.Inf(1)
				for i := range data.Shape()[0] {
					for j := range centroids.Shape()[0] {
						if d := distance(problem{data: data, centroids: centroids}, i, j); d < least {
							least = d
							labels.Set(j, i)
						}
					}
				}
				return labels
			},
		},
		{
			Name:  "leaves the differences in data",
			Fails: "inputs unchanged",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[int] {
				labels := nearest(data, centroids)
				data.Set(data.At(0, 0)-centroids.At(0, 0), 0, 0)
				return labels
			},
		},
	},
}

func less(a, b float64) bool { return a < b }

// byLoops finds, for each point, the centroid that wins.
func byLoops(data, centroids *np.Array[float64], add func(sum, diff float64) float64, wins func(d, least float64) bool) *np.Array[int] {
	labels := np.Zeros[int](data.Shape()[0])
	for i := range data.Shape()[0] {
		least := math.Inf(1)
		for j := range centroids.Shape()[0] {
			sum := 0.0
			for l := range data.Shape()[1] {
				sum = add(sum, data.At(i, l)-centroids.At(j, l))
			}
			if wins(sum, least) {
				least = sum
				labels.Set(j, i)
			}
		}
	}
	return labels
}
