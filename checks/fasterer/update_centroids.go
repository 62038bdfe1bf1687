package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type updateCentroids = func(data, centroids *np.Array[float64]) *np.Array[float64]

// UpdateCentroids asks for the mean of each cluster.
var UpdateCentroids = &checks.Exercise[func(data, centroids *np.Array[float64]) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "fasterer/update_centroids",
		Func:  "UpdateCentroids",
		Title: "Move the centroids",
		Hints: []string{
			"A mean is a sum divided by a count. Find both for all clusters at once.",
			"`chosen := np.Take(np.Eye[float64](k), labels, np.Axis(0))` has shape (n, k). `np.MatMul(chosen.T(), data)` adds up the points of each cluster, shape (k, d); `np.Sum(chosen, np.Axis(0))` counts them, shape (k,).",
			"To divide (k, d) by counts, give these a second axis: `counts.S(\":, None\")` has shape (k, 1).",
			"An empty cluster would be 0/0. Divide by `np.MaximumScalar(counts, 1)`, then `np.Where(np.GreaterScalar(counts, 0), means, centroids)`.",
		},
		Par:     4,
		Minutes: 15,
	},
	Reference: solutions.UpdateCentroids,
	Criteria: func(answer updateCentroids) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, c := range fullClusterings(t) {
					want := updated(c.data, c.centroids)
					c.say(t, "UpdateCentroids")
					t.Close(answer(c.data, c.centroids), want, 1e-12)
				}
			}},
			{Name: "empty clusters stay", Points: 1, Check: func(t *checks.T) {
				for _, j := range []int{2, 0, 4} {
					c := farCentroid(fullClusterings(t)[0], j)
					want := updated(c.data, c.centroids)
					t.Call("UpdateCentroids(data, centroids), where no point is nearest to centroid %d", j)
					t.Close(answer(c.data, c.centroids), want, 1e-12)
				}
			}},
			{Name: "no loop", Points: 1, Check: (*checks.T).NoLoop},
			{Name: "inputs unchanged, new memory", Points: 1, Check: func(t *checks.T) {
				c := farCentroid(fullClusterings(t)[0], 1)
				var got *array
				t.Unchanged(func() { got = answer(c.data, c.centroids) }, c.data, c.centroids)
				t.Fresh(got, c.data, c.centroids)
			}},
		}
	},
	Wrong: []checks.Wrong[updateCentroids]{
		{
			Name:  "adds up without dividing",
			Fails: "values",
			Says:  "These are the sums of the points: divide each by the number of its points.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[float64] {
				chosen := choice(data, centroids)
				return np.MatMul(chosen.T(), data)
			},
		},
		{
			Name:  "divides by the same number everywhere",
			Fails: "values",
			Says:  "Each sum was divided by n/k: clusters have different numbers of points.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[float64] {
				chosen := choice(data, centroids)
				return np.DivideScalar(np.MatMul(chosen.T(), data), float64(data.Shape()[0])/float64(centroids.Shape()[0]))
			},
		},
		{
			Name:  "divides 0 by 0 for an empty cluster",
			Fails: "empty clusters stay",
			Says:  "That row is NaN: no point chose the centroid, and 0/0 is not a number. Let it keep its old row.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[float64] {
				chosen := choice(data, centroids)
				return np.Divide(np.MatMul(chosen.T(), data), np.Sum(chosen, np.Axis(0)).S(":, None"))
			},
		},
		{
			Name:  "puts an empty cluster at the origin",
			Fails: "empty clusters stay",
			Says:  "The centroid that no point chose is now at 0. Let it keep its old row.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[float64] {
				chosen := choice(data, centroids)
				counts := np.MaximumScalar(np.Sum(chosen, np.Axis(0)).S(":, None"), 1)
				return np.Divide(np.MatMul(chosen.T(), data), counts)
			},
		},
		{
			Name:  "averages the old centroid in",
			Fails: "values",
			Says:  "The old centroid is counted as one more point: the new one is the mean of the points alone.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[float64] {
				chosen := choice(data, centroids)
				sums := np.Add(np.MatMul(chosen.T(), data), centroids)
				return np.Divide(sums, np.AddScalar(np.Sum(chosen, np.Axis(0)).S(":, None"), 1))
			},
		},
		{
			Name:  "writes into centroids",
			Fails: "inputs unchanged, new memory",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[float64] {
				np.CopyTo(centroids, updated(data, centroids))
				return centroids
			},
		},
		{
			Name:  "loops over the clusters",
			Fails: "no loop",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[float64] {
				l, r := labels(data, centroids), np.Copy(centroids)
				for j := range centroids.Shape()[0] {
					if mine := np.Compress(data, np.EqualScalar(l, j), np.Axis(0)); mine.Shape()[0] > 0 {
						np.CopyTo(r.S("%d", j), np.Mean(mine, np.Axis(0)))
					}
				}
				return r
			},
		},
		{
			Name:  "divides (k, d) by (k,)",
			Fails: "values",
			Says:  "Shapes are lined up from the right, so the counts, (k,), meet the coordinates. Give them a second axis: `counts.S(\":, None\")` has shape (k, 1).",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[float64] {
				chosen := choice(data, centroids)
				return np.Divide(np.MatMul(chosen.T(), data), np.Sum(chosen, np.Axis(0)))
			},
		},
		{
			Name:  "counts along the rows",
			Fails: "values",
			Says:  "Those are the sums of the rows of the matrix of ones and zeros, one for each point, and each is 1. The counts of the clusters are sums down the columns: `np.Axis(0)`.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[float64] {
				chosen := choice(data, centroids)
				return np.Divide(np.MatMul(chosen.T(), data), np.Sum(chosen, np.Axis(1)).S(":, None"))
			},
		},
		{
			Name:  "forgets to transpose",
			Fails: "values",
			Says:  "(n, k) times (n, d) does not fit. Transpose the first, `chosen.T()`: (k, n) times (n, d) is (k, d).",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[float64] {
				return np.MatMul(choice(data, centroids), data)
			},
		},
		{
			Name:  "takes numbers instead of rows",
			Fails: "values",
			Says:  "Without an axis `np.Take` takes single numbers out of the matrix. Rows are wanted: `np.Axis(0)`.",
			Answer: func(data, centroids *np.Array[float64]) *np.Array[float64] {
				chosen := np.Take(np.Eye[float64](centroids.Shape()[0]), labels(data, centroids))
				return np.MatMul(chosen.T(), data)
			},
		},
	},
}

// choice has a row for each point, with a 1 for its centroid.
func choice(data, centroids *array) *array {
	return np.Take(np.Eye[float64](centroids.Shape()[0]), labels(data, centroids), np.Axis(0))
}
