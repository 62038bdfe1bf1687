// Solve this here or in notebooks/01_fasterer.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check fasterer/gaussian_data

package fasterer

import (
	"iter"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/lesson"
)

// GaussianData returns an endless sequence of batches of random points. A batch
// is a new array of shape (batch, d); column j is drawn from a normal
// distribution with mean mu[j] and standard deviation sigma[j], and all numbers
// are independent. mu and sigma have shape (d,).
//
// The sequence draws nothing before it is asked, and stops when the loop over
// it does. In Python this would be a function with `yield`; in Go `yield` is a
// function that you call with each batch, and that says false when the reader
// has had enough.
func GaussianData(rng *random.Generator, batch int, mu, sigma *np.Array[float64]) iter.Seq[*np.Array[float64]] {
	panic(lesson.TODO)
}

//fastergo:stub 3996c0ecb86729f6
