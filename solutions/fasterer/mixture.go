package fasterer

import (
	"iter"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
)

// MixtureOfGaussians returns an endless sequence of batches of random points
// from a mixture of k normal distributions. Each point, independently of all
// others, first draws its component, i with probability pis[i], and then its
// coordinates: column j from a normal distribution with mean mus[i, j] and
// standard deviation sigmas[i, j].
//
// A batch is a new array of shape (batch, d). mus and sigmas have shape (k, d),
// pis (k,), with a sum of 1. The sequence stops when the loop over it does.
func MixtureOfGaussians(rng *random.Generator, batch int, mus, sigmas, pis *np.Array[float64]) iter.Seq[*np.Array[float64]] {
	// BEGIN SOLUTION
	return func(yield func(*np.Array[float64]) bool) {
		for {
			which := rng.ChoiceP(np.Ravel(pis).Data(), batch)
			mu, sigma := np.Take(mus, which, np.Axis(0)), np.Take(sigmas, which, np.Axis(0))
			if !yield(np.Add(mu, np.Multiply(sigma, rng.StandardNormal(mu.Shape()...)))) {
				return
			}
		}
	}
	// END SOLUTION
}
