package fasterer

import (
	"iter"
	"math"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type mixture = func(rng *random.Generator, batch int, mus, sigmas, pis *np.Array[float64]) iter.Seq[*np.Array[float64]]

// MixtureOfGaussians asks for points of several normal distributions.
var MixtureOfGaussians = &checks.Exercise[func(rng *random.Generator, batch int, mus, sigmas, pis *np.Array[float64]) iter.Seq[*np.Array[float64]]]{
	Info: checks.Info{
		ID:    "fasterer/mixture",
		Func:  "MixtureOfGaussians",
		Title: "A mixture of Gaussians",
		Hints: []string{
			"For each point of a batch draw its component first: `rng.ChoiceP(pis.Data(), batch)` gives numbers below k with the chances pis.",
			"`np.Take(mus, which, np.Axis(0))` has the mean of each point's component in its row, shape (batch, d); the same for sigmas.",
			"From there on it is GaussianData: mean + sigma · StandardNormal(batch, d), and `if !yield(…) { return }`.",
		},
		Par:      6,
		Minutes:  15,
		Optional: true,
	},
	Reference: solutions.MixtureOfGaussians,
	Criteria: func(answer mixture) []checks.Criterion {
		seq := func(pis []float64) func(rng *random.Generator) batchSeq {
			return func(rng *random.Generator) batchSeq {
				k := len(pis)
				return answer(rng, batchSize, mixtureMus().S(":%d", k), mixtureSigmas().S(":%d", k), np.AsArray(pis, k))
			}
		}
		pis := []float64{0.5, 0.3, 0.2}
		say := func(t *checks.T, pis []float64) {
			t.Call("MixtureOfGaussians(rng, %d, mus, sigmas, pis = %v)", batchSize, pis)
		}
		return []checks.Criterion{
			{Name: "each point for itself", Points: 1, Check: func(t *checks.T) {
				say(t, pis)
				x := collect(t, seq(pis)(random.New(t.Seed())), 2)
				independent(t, components(t, x), len(pis))
				noRepeats(t, x)
			}},
			{Name: "shares and components", Points: 2, Check: func(t *checks.T) {
				say(t, pis)
				shares(t, collect(t, seq(pis)(random.New(t.Seed())), 2), pis)
				never := []float64{0.6, 0, 0.4}
				say(t, never)
				shares(t, collect(t, seq(never)(random.New(t.Seed())), 2), never)
			}},
			{Name: "lazy, and stops", Points: 1, Check: func(t *checks.T) {
				say(t, pis)
				lazy(t, seq(pis))
			}},
		}
	},
	Wrong: []checks.Wrong[mixture]{
		{
			Name:  "blends the components",
			Fails: "each point for itself",
			Says:  "The points lie between the components: each point belongs to one of them, not to a weighted sum of all.",
			Answer: func(rng *random.Generator, batch int, mus, sigmas, pis *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return endless(func() *np.Array[float64] {
					each := np.Add(mus, np.Multiply(sigmas, rng.StandardNormal(batch, mus.Shape()[0], mus.Shape()[1])))
					return np.Sum(np.Multiply(each, pis.S(":, None")), np.Axis(1))
				})
			},
		},
		{
			Name:  "draws one component for a whole batch",
			Fails: "each point for itself",
			Answer: func(rng *random.Generator, batch int, mus, sigmas, pis *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return endless(func() *np.Array[float64] {
					i := blockwise(rng, pis)
					return np.Add(mus.S("%d", i), np.Multiply(sigmas.S("%d", i), rng.StandardNormal(batch, mus.Shape()[1])))
				})
			},
		},
		{
			Name:  "gives each component its exact share",
			Fails: "each point for itself",
			Answer: func(rng *random.Generator, batch int, mus, sigmas, pis *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return endless(func() *np.Array[float64] {
					which := np.Zeros[int](batch)
					start := 0.0
					for i, p := range pis.Data() {
						which.S("%d:%d", int(math.Round(start*float64(batch))), int(math.Round((start+p)*float64(batch)))).Fill(i)
						start += p
					}
					which = np.Take(which, rng.Permutation(batch))
					return np.Add(np.Take(mus, which, np.Axis(0)), np.Multiply(np.Take(sigmas, which, np.Axis(0)), rng.StandardNormal(batch, mus.Shape()[1])))
				})
			},
		},
		{
			Name:  "ignores the weights",
			Fails: "shares and components",
			Says:  "All components are equally frequent: pis gives the chance of each.",
			Answer: func(rng *random.Generator, batch int, mus, sigmas, pis *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				even := np.FullLike(pis, 1/float64(pis.Shape()[0]))
				return solutions.MixtureOfGaussians(rng, batch, mus, sigmas, even)
			},
		},
		{
			Name:  "uses one spread for all",
			Fails: "shares and components",
			Answer: func(rng *random.Generator, batch int, mus, sigmas, pis *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return solutions.MixtureOfGaussians(rng, batch, mus, np.OnesLike(sigmas), pis)
			},
		},
		{
			Name:  "does not listen to yield",
			Fails: "lazy, and stops",
			Answer: func(rng *random.Generator, batch int, mus, sigmas, pis *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return func(yield func(*np.Array[float64]) bool) {
					n := 0
					for b := range solutions.MixtureOfGaussians(rng, batch, mus, sigmas, pis) {
						yield(b)
						if n++; n > 2*batches {
							return
						}
					}
				}
			},
		},
		{
			Name:  "draws mean and spread from different components",
			Fails: "each point for itself",
			Says:  "Mean and spread were drawn each for itself: draw a point's component once, and take its row of mus and its row of sigmas.",
			Answer: func(rng *random.Generator, batch int, mus, sigmas, pis *np.Array[float64]) iter.Seq[*np.Array[float64]] {
				return endless(func() *np.Array[float64] {
					which, other := rng.ChoiceP(np.Ravel(pis).Data(), batch), rng.ChoiceP(np.Ravel(pis).Data(), batch)
					sigma := np.Take(sigmas, other, np.Axis(0))
					return np.Add(np.Take(mus, which, np.Axis(0)), np.Multiply(sigma, rng.StandardNormal(sigma.Shape()...)))
				})
			},
		},
	},
}

// The components lie at least 20 standard deviations apart: each point tells
// which one it is of. They are functions because a call in the package's
// initialisation would have All filled in there too, and so link every exercise
// into the cell of each.
func mixtureMus() *array    { return np.AsArray([]float64{0, 0, 100, 20, -30, 90}, 3, 2) }
func mixtureSigmas() *array { return np.AsArray([]float64{0.5, 2, 3, 1.5, 2, 0.7}, 3, 2) }

// blockwise draws a component.
func blockwise(rng *random.Generator, pis *array) int { return rng.ChoiceP(pis.Data()).Item() }

// components returns the component of each point.
func components(t *checks.T, x *array) []int {
	mus, sigmas := mixtureMus(), mixtureSigmas()
	which := labels(x, mus)
	for i, l := range which.Data() {
		for j := range 2 {
			if math.Abs(x.At(i, j)-mus.At(l, j)) > 10*sigmas.At(l, j) {
				t.Failf("the point (%.4g, %.4g) belongs to none of the components", x.At(i, 0), x.At(i, 1))
			}
		}
	}
	return which.Data()
}

// shares fails unless each component has its share of the points, and its mean
// and spread.
func shares(t *checks.T, x *array, pis []float64) {
	which := components(t, x)
	n := float64(len(which))
	count := make([]float64, len(pis))
	for _, c := range which {
		count[c]++
	}
	chi := 0.0
	for i, p := range pis {
		if p == 0 && count[i] > 0 {
			t.Failf("component %d was drawn %g times; its chance is 0", i, count[i])
		}
		if p > 0 {
			chi += (count[i] - n*p) * (count[i] - n*p) / (n * p)
		}
	}
	if chi >= 40 { // χ² with 2 degrees of freedom: twice in 10⁹
		t.Failf("of %g points the components have %v; by pis about %.0f are due", n, count, np.MultiplyScalar(np.AsArray(pis, len(pis)), n).Data())
	}
	for i := range pis {
		if count[i] == 0 {
			continue
		}
		mine := np.Compress(x, np.EqualScalar(np.AsArray(which, len(which)), i), np.Axis(0))
		for j := range 2 {
			column, mu, sigma := mine.S(":, %d", j), mixtureMus().At(i, j), mixtureSigmas().At(i, j)
			m, s := np.Mean(column).Item(), np.Std(column).Item()
			if math.Abs(math.Sqrt(count[i])*(m-mu)/sigma) >= far {
				t.Failf("component %d: the mean of column %d is %.4g, asked for was %g", i, j, m, mu)
			}
			if math.Abs((s*s/sigma/sigma-1)*math.Sqrt(count[i]/2)) >= far {
				t.Failf("component %d: the standard deviation of column %d is %.4g, asked for was %g%s", i, j, s, sigma, spreadCause(s, sigma))
			}
		}
	}
}

// independent fails unless the component of a point says nothing of the next
// one's, and the numbers of each component change from batch to batch as chance
// has it.
func independent(t *checks.T, which []int, k int) {
	share := make([]float64, k) // as observed: whether they are those of pis is another criterion's question
	for _, c := range which {
		share[c] += 1 / float64(len(which))
	}
	pairs, first, second := make([]float64, k*k), make([]float64, k), make([]float64, k)
	n, spread := 0.0, 0.0
	for b := range batches {
		batch := which[b*batchSize : (b+1)*batchSize]
		count := make([]float64, k)
		for i, c := range batch {
			count[c]++
			if i > 0 {
				pairs[batch[i-1]*k+c]++
				first[batch[i-1]]++
				second[c]++
				n++
			}
		}
		for i, p := range share {
			spread += (count[i] - batchSize*p) * (count[i] - batchSize*p) / (batchSize * p)
		}
	}
	chi := 0.0
	for i := range k {
		for j := range k {
			e := first[i] * second[j] / n
			chi += (pairs[i*k+j] - e) * (pairs[i*k+j] - e) / e
		}
	}
	// χ² with 400 and with 4 degrees of freedom: each beyond its bounds less than 4 times in 10⁹.
	switch {
	case spread > 590:
		t.Failf("the shares change too much from batch to batch: draw a component for each point, not for each batch")
	case spread < 250:
		t.Failf("the shares are nearly the same in each batch: they should be drawn by chance, point by point")
	case chi >= 50:
		t.Failf("the component of a point depends on that of the point before it: draw each for itself")
	}
}
