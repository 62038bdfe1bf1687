package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type partialUpdate = func(batch, centroids *np.Array[float64], step float64) *np.Array[float64]

// PartialUpdate asks for a step of a given size towards the means.
var PartialUpdate = &checks.Exercise[func(batch, centroids *np.Array[float64], step float64) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "fasterer/partial_update",
		Func:  "PartialUpdate",
		Title: "Learn from a batch",
		Hints: []string{
			"UpdateCentroids already knows the means of the batch, and leaves empty clusters alone.",
			"The way from the old place to the mean is `np.Subtract(means, centroids)`; go `step` of it.",
		},
		Par:      2,
		Minutes:  8,
		Optional: true,
	},
	Reference: solutions.PartialUpdate,
	Criteria: func(answer partialUpdate) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, step := range []float64{0.25, 1, 0, 0.9} {
					for _, c := range []clustering{fullClusterings(t)[0], farCentroid(fullClusterings(t)[0], 3)} {
						means, want := updated(c.data, c.centroids), np.Copy(c.centroids)
						for i := range c.k() {
							for j := range c.d() {
								want.Set((1-step)*c.centroids.At(i, j)+step*means.At(i, j), i, j)
							}
						}
						t.Call("PartialUpdate(batch, centroids, %g)", step)
						t.Close(answer(c.data, c.centroids, step), want, 1e-12)
					}
				}
			}},
			{Name: "no loop", Points: 0.5, Check: (*checks.T).NoLoop},
			{Name: "inputs unchanged, new memory", Points: 0.5, Check: func(t *checks.T) {
				c := fullClusterings(t)[0]
				for _, step := range []float64{0.5, 0} {
					var got *array
					t.Call("PartialUpdate(batch, centroids, %g)", step)
					t.Unchanged(func() { got = answer(c.data, c.centroids, step) }, c.data, c.centroids)
					t.Fresh(got, c.data, c.centroids)
				}
			}},
		}
	},
	Wrong: []checks.Wrong[partialUpdate]{
		{
			Name:  "swaps the weights",
			Fails: "values",
			Says:  "The weights have changed places: step belongs to the mean, 1 - step to the old place.",
			Answer: func(batch, centroids *np.Array[float64], step float64) *np.Array[float64] {
				return solutions.PartialUpdate(batch, centroids, 1-step)
			},
		},
		{
			Name:  "moves the whole way",
			Fails: "values",
			Says:  "The centroids are at the means, whatever the step.",
			Answer: func(batch, centroids *np.Array[float64], _ float64) *np.Array[float64] {
				return updated(batch, centroids)
			},
		},
		{
			Name:  "shrinks empty clusters towards the origin",
			Fails: "values",
			Says:  "The centroid that no point chose has moved: it keeps its place.",
			Answer: func(batch, centroids *np.Array[float64], step float64) *np.Array[float64] {
				chosen := choice(batch, centroids)
				counts := np.MaximumScalar(np.Sum(chosen, np.Axis(0)).S(":, None"), 1)
				means := np.Divide(np.MatMul(chosen.T(), batch), counts)
				return np.Add(np.MultiplyScalar(centroids, 1-step), np.MultiplyScalar(means, step))
			},
		},
		{
			Name:  "adds the step on top",
			Fails: "values",
			Says:  "The old place counts in full and step times the mean is added: its weight is 1 - step.",
			Answer: func(batch, centroids *np.Array[float64], step float64) *np.Array[float64] {
				return np.Add(centroids, np.MultiplyScalar(updated(batch, centroids), step))
			},
		},
		{
			Name:  "writes into centroids",
			Fails: "inputs unchanged, new memory",
			Answer: func(batch, centroids *np.Array[float64], step float64) *np.Array[float64] {
				np.CopyTo(centroids, solutions.PartialUpdate(batch, centroids, step))
				return centroids
			},
		},
		{
			Name:  "moves away",
			Fails: "values",
			Says:  "The centroids move away from the means: the way there is mean - centroid, added to the centroid.",
			Answer: func(batch, centroids *np.Array[float64], step float64) *np.Array[float64] {
				away := np.Subtract(centroids, updated(batch, centroids))
				return np.Add(centroids, np.MultiplyScalar(away, step))
			},
		},
	},
}
