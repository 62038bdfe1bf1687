// Solve this here or in notebooks/01_fasterer.ipynb. Here, judge it with
//
//	go run ./cmd/fastergo check fasterer/add_constant_loop

package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// AddConstantLoop adds c to every element of the matrix m, in place, one
// element at a time: two loops, `m.At(i, j)` to read an element and
// `m.Set(x, i, j)` to write it back. It returns nothing; m itself changes.
//
// m may be a view, a part of a larger matrix: what is around it must not
// change.
func AddConstantLoop(m *np.Array[float64], c float64) {
	panic(lesson.TODO)
}

//fastergo:stub eacbbd0e2cabb62d
