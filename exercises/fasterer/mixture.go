// Solve this here or in notebooks/01_fasterer.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check fasterer/mixture

package fasterer

import (
	"iter"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/lesson"
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
	panic(lesson.TODO)
}

//fastergo:stub 09535003393940bc
