package optimize

import (
	"math"

	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

type kmeans = func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], *np.Array[int])

// KMeans asks for the whole algorithm, fast.
var KMeans = &checks.Exercise[func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], *np.Array[int])]{
	Info: checks.Info{
		ID:    "optimize/kmeans",
		Func:  "KMeans",
		Title: "K-means, all of it",
		Hints: []string{
			"Assign, update, assign, update, …, assign: there is one assignment more than there are updates.",
			"`labels := …` before the loop; in the loop the update first, then `labels = …` again. `centroids = …` inside the function does not change the caller's array, only what that name stands for.",
			"For speed: `np.NearestRows` returns the labels and the distances, and makes no array of (n, k, d); any update but the masks is good.",
		},
		Minutes: 10,
	},
	Reference: solutions.KMeans,
	Baseline:  byLibrary,
	Criteria: func(answer kmeans) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 4, Check: func(t *checks.T) {
				for _, c := range []struct{ n, k, d, steps int }{{12, 3, 2, 1}, {40, 4, 3, 5}, {60, 5, 2, 12}, {9, 1, 4, 2}, {30, 6, 6, 3}} {
					data, start := apart(t, c.n, c.k, c.d, c.steps)
					t.Call("KMeans(data, centroids, %d), data of shape (%d, %d), centroids (%d, %d)", c.steps, c.n, c.d, c.k, c.d)
					sameClusters(t, answer, data, start, c.steps)
				}
				data, start := apart(t, 30, 3, 2, 4)
				start.S("1").Fill(100)
				t.Call("KMeans(data, centroids, 4), one centroid far away from all points")
				sameClusters(t, answer, data, start, 4)
			}},
			{Name: "inputs unchanged", Points: 0.8, Check: func(t *checks.T) {
				data, start := t.Uniform(20, 3), t.Uniform(4, 3)
				t.Unchanged(func() { answer(data, start, 3) }, data, start)
			}},
			{Name: "speed", Points: 1.2, Check: func(t *checks.T) {
				const n, k, d, steps = 2000, 20, 16, 2
				t.Call("KMeans(data, centroids, %d), n = %d, k = %d, d = %d, beside np.NearestRows and np.UpdateAt", steps, n, k, d)
				t.Faster(8, 1e-9, func() []any { return []any{t.Uniform(n, d), t.Uniform(k, d), steps} })
			}},
		}
	},
	Wrong: []checks.Wrong[kmeans]{
		{
			Name:  "labels of the centroids before",
			Fails: "values",
			Says:  "The centroids are right, the labels are a step behind: they are those by which the centroids were computed. Assign once more at the end.",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], *np.Array[int]) {
				var labels *np.Array[int]
				for range steps {
					labels = nearest(data, centroids)
					centroids = means(data, labels, centroids)
				}
				return centroids, labels
			},
		},
		{
			Name:  "a step short",
			Fails: "values",
			Says:  "There is one update too few: steps of them are wanted.",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], *np.Array[int]) {
				return slow(data, centroids, steps-1)
			},
		},
		{
			Name:  "a step more",
			Fails: "values",
			Says:  "There is one update too many: only the assignment is made once more at the end.",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], *np.Array[int]) {
				return slow(data, centroids, steps+1)
			},
		},
		{
			Name:  "updates from the start each time",
			Fails: "values",
			Says:  "Each step begins at the centroids of the start, so all steps after the first change nothing: `centroids = …`, without a colon.",
			Answer: func(data, centroids *np.Array[float64], _ int) (*np.Array[float64], *np.Array[int]) {
				return slow(data, centroids, 1)
			},
		},
		{
			Name:  "sums",
			Fails: "values",
			Says:  "The centroids are sums of their points: divide by how many there are.",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], *np.Array[int]) {
				for range steps {
					labels := nearest(data, centroids)
					counts := np.MaximumScalar(np.AsType[float64](np.BinCount(labels, np.Len(centroids))), 1)
					centroids = np.Multiply(means(data, labels, centroids), counts.S(":, None"))
				}
				return centroids, nearest(data, centroids)
			},
		},
		{
			Name:  "NaN for an empty cluster",
			Fails: "values",
			Says:  "The centroid without points became NaN, 0/0: it stays where it was.",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], *np.Array[int]) {
				for range steps {
					sums, counts := oneHotSums(data, nearest(data, centroids), centroids)
					centroids = np.Divide(sums, counts.S(":, None"))
				}
				return centroids, nearest(data, centroids)
			},
		},
		{
			Name:  "moves the start",
			Fails: "inputs unchanged",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], *np.Array[int]) {
				c, labels := slow(data, centroids, steps)
				np.CopyTo(centroids, c)
				return c, labels
			},
		},
		{
			Name:  "calls for each point",
			Fails: "speed",
			Answer: func(data, centroids *np.Array[float64], steps int) (*np.Array[float64], *np.Array[int]) {
				labels := solutions.AssignV2(data, centroids)
				for range steps {
					centroids = solutions.UpdateMasks(data, labels, centroids)
					labels = solutions.AssignV2(data, centroids)
				}
				return centroids, labels
			},
		},
	},
}

// slow is k-means, point by point.
func slow(data, centroids *np.Array[float64], steps int) (*np.Array[float64], *np.Array[int]) {
	for range steps {
		centroids = means(data, nearest(data, centroids), centroids)
	}
	return centroids, nearest(data, centroids)
}

// byLibrary is k-means with what the library has for it.
func byLibrary(data, centroids *np.Array[float64], steps int) (*np.Array[float64], *np.Array[int]) {
	labels, _ := np.NearestRows(data, centroids)
	for range steps {
		sums := np.ZerosLike(centroids)
		np.UpdateAt(np.Add, sums, labels, data, np.Axis(0))
		counts := np.AsType[float64](np.BinCount(labels, np.Len(centroids))).S(":, None")
		centroids = np.Where(np.EqualScalar(counts, 0), centroids, np.Divide(sums, counts))
		labels, _ = np.NearestRows(data, centroids)
	}
	return centroids, labels
}

// apart returns points and centroids of which no point is, at any step, so nearly
// between two centroids that rounding could decide.
func apart(t *checks.T, n, k, d, steps int) (data, start *np.Array[float64]) {
	for {
		data, start = t.Uniform(n, d), t.Uniform(k, d)
		margin, c := math.Inf(1), start
		for range steps + 1 {
			labels := nearest(data, c)
			for i := range n {
				for j := range k {
					if p := (problem{data: data, centroids: c}); j != labels.At(i) {
						margin = min(margin, distance(p, i, j)-distance(p, i, labels.At(i)))
					}
				}
			}
			c = means(data, labels, c)
		}
		if margin > 1e-6 {
			return data, start
		}
	}
}

// sameClusters asks for the centroids and labels after some steps.
func sameClusters(t *checks.T, answer kmeans, data, start *np.Array[float64], steps int) {
	centroids, labels := slow(data, start, steps)
	gotCentroids, gotLabels := answer(data, start, steps)
	t.Close(gotCentroids, centroids, 1e-9)
	t.Equal(gotLabels, labels)
}
