// Solve this here or in notebooks/03_matmul.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check matmul/chunks

package matmul

import (
	"iter"

	"fastergo/lesson"
)

// Chunks returns the sequence of the consecutive pieces of x, each of length n;
// the last one is shorter if n does not divide the length of x. n is 1 or more.
// For 784 pixels and n = 28 these are the 28 rows of an image.
//
// A piece is a view: what is written into it is in x. But an `append` to a
// piece must not write into x, so its capacity ends where it does: `x[i:j:j]`.
// The sequence can be ranged over again, from the beginning, and stops when its
// reader does.
func Chunks(x []float32, n int) iter.Seq[[]float32] {
	panic(lesson.TODO)
}

//fastergo:stub f5ece14b939dae92
