// Solve this here or in notebooks/03_matmul.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check matmul/dot

package matmul

import "fastergo/lesson"

// Dot returns the sum of the products a[i]·b[i]. It panics if a and b differ in
// length. The sum of nothing is 0.
func Dot(a, b []float32) float32 {
	panic(lesson.TODO)
}

//fastergo:stub e1888ccc971d0a35
