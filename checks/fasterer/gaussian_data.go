package fasterer

import (
	"iter"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type gaussianData = func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]]

// GaussianData asks for an endless sequence of batches of normal points.
var GaussianData = &checks.Exercise[func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]]]{
	Info: checks.Info{
		ID:    "fasterer/gaussian_data",
		Func:  "GaussianData",
		Title: "Generate data, batch by batch",
		Hints: []string{
			"What you return is a function: `return func(yield func(*np.Array[float64]) bool) { … }`. Inside it, a loop without end makes a batch and hands it to yield.",
			"`rng.StandardNormal(batch, d)` has mean 0 and standard deviation 1. Multiply it by sigma, then add mu: both stretch over the rows.",
			"`if !yield(points) { return }` ends the loop when the reader has had enough.",
		},
		Par:     5,
		Minutes: 12,
	},
	Reference: solutions.GaussianData,
	Criteria: func(answer gaussianData) []checks.Criterion {
		mu, sigma := []float64{1, -4, 0.5}, []float64{0.5, 2, 3}
		seq := func(rng *random.Generator) batchSeq {
			return answer(rng, batchSize, np.AsArray(mu, 3), np.AsArray(sigma, 3))
		}
		say := func(t *checks.T) {
			t.Call("GaussianData(rng, %d, mu = %v, sigma = %v)", batchSize, mu, sigma)
		}
		return []checks.Criterion{
			{Name: "new numbers in each batch", Points: 1, Check: func(t *checks.T) {
				say(t)
				noRepeats(t, collect(t, seq(random.New(t.Seed())), 3))
			}},
			{Name: "mean, spread, independence", Points: 2, Check: func(t *checks.T) {
				say(t)
				normals(t, collect(t, seq(random.New(t.Seed())), 3), mu, sigma)
			}},
			{Name: "normal in shape", Points: 1, Check: func(t *checks.T) {
				say(t)
				bells(t, collect(t, seq(random.New(t.Seed())), 3), mu, sigma)
			}},
			{Name: "lazy, and stops", Points: 1, Check: func(t *checks.T) {
				say(t)
				lazy(t, seq)
			}},
		}
	},
	Wrong: []checks.Wrong[gaussianData]{
		{
			Name:  "takes sigma for a variance",
			Fails: "mean, spread, independence",
			Answer: func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return solutions.GaussianData(rng, batch, mu, np.Sqrt(sigma))
			},
		},
		{
			Name:  "squares sigma",
			Fails: "mean, spread, independence",
			Answer: func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return solutions.GaussianData(rng, batch, mu, np.Square(sigma))
			},
		},
		{
			Name:  "draws one number for each point",
			Fails: "mean, spread, independence",
			Answer: func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return endless(func() *np.Array[float64] {
					return np.Add(mu, np.Multiply(sigma, rng.StandardNormal(batch, 1)))
				})
			},
		},
		{
			Name:  "has the right spread and the wrong shape",
			Fails: "normal in shape",
			Answer: func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return endless(func() *np.Array[float64] {
					const half = 1.7320508075688772 // of a uniform distribution with standard deviation 1
					return np.Add(mu, np.Multiply(sigma, rng.Uniform(-half, half, batch, mu.Shape()[0])))
				})
			},
		},
		{
			Name:  "yields the same batch for ever",
			Fails: "new numbers in each batch",
			Answer: func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return func(yield func(*np.Array[float64]) bool) {
					points := np.Add(mu, np.Multiply(sigma, rng.StandardNormal(batch, mu.Shape()[0])))
					for yield(points) {
					}
				}
			},
		},
		{
			Name:  "uses one array for all batches",
			Fails: "lazy, and stops",
			Answer: func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				points := np.Zeros[float64](batch, mu.Shape()[0])
				return endless(func() *np.Array[float64] {
					np.MultiplyInto(points, sigma, rng.StandardNormal(points.Shape()...))
					np.AddInto(points, points, mu)
					return points
				})
			},
		},
		{
			Name:  "does not listen to yield",
			Fails: "lazy, and stops",
			Answer: func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return func(yield func(*np.Array[float64]) bool) {
					for range 2 * batches {
						yield(np.Add(mu, np.Multiply(sigma, rng.StandardNormal(batch, mu.Shape()[0]))))
					}
				}
			},
		},
		{
			Name:  "draws before it is asked",
			Fails: "lazy, and stops",
			Answer: func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				next := rng.StandardNormal(batch, mu.Shape()[0])
				return endless(func() *np.Array[float64] {
					points := np.Add(mu, np.Multiply(sigma, next))
					next = rng.StandardNormal(batch, mu.Shape()[0])
					return points
				})
			},
		},
		{
			Name:  "yields one batch",
			Fails: "new numbers in each batch",
			Says:  "One batch and no more: put the drawing and the yield into a loop without end, `for { … }`.",
			Answer: func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return func(yield func(*np.Array[float64]) bool) {
					yield(np.Add(mu, np.Multiply(sigma, rng.StandardNormal(batch, mu.Shape()[0]))))
				}
			},
		},
		{
			Name:  "makes a generator for each batch",
			Fails: "new numbers in each batch",
			Says:  "Each batch has the same numbers: a generator that is made anew begins anew. Draw from the rng that is passed in.",
			Answer: func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return endless(func() *np.Array[float64] {
					return np.Add(mu, np.Multiply(sigma, random.New(1).StandardNormal(batch, mu.Shape()[0])))
				})
			},
		},
		{
			Name:  "multiplies the mean by sigma too",
			Fails: "mean, spread, independence",
			Says:  "The mean was multiplied by sigma: multiply first, add mu then.",
			Answer: func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return endless(func() *np.Array[float64] {
					return np.Multiply(sigma, np.Add(mu, rng.StandardNormal(batch, mu.Shape()[0])))
				})
			},
		},
		{
			Name:  "draws coordinates in rows",
			Fails: "new numbers in each batch",
			Says:  "A point is a row: `rng.StandardNormal(batch, d)`, the number of points first.",
			Answer: func(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return endless(func() *np.Array[float64] {
					return np.Add(mu, np.Multiply(sigma, rng.StandardNormal(mu.Shape()[0], batch)))
				})
			},
		},
	},
}

// endless yields what next returns until it is stopped.
func endless(next func() *array) iter.Seq[*array] {
	return func(yield func(*array) bool) {
		for yield(next()) {
		}
	}
}
