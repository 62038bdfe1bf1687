// Solve this here or in notebooks/02_arrays.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check arrays/madhava_pi

package arrays

import "fastergo/lesson"

// MadhavaPi returns the sum of the first n terms of Madhava's series,
//
//	π = √12 · Σ (-1/3)^k / (2k + 1)     k = 0, 1, 2, …
//
// so k runs from 0 to n-1; n is 1 or more. No loop: make an array of all k,
// compute all terms from it at once, and add them up. Thirty terms are as good
// as π in float64.
func MadhavaPi(n int) float64 {
	panic(lesson.TODO)
}

//fastergo:stub 790370109b132d22
