package fasterer

import np "fastergo/arraylib"

// AddConstantLoop adds c to every element of the matrix m, in place, one
// element at a time: two loops, `m.At(i, j)` to read an element and
// `m.Set(x, i, j)` to write it back. It returns nothing; m itself changes.
//
// m may be a view, a part of a larger matrix: what is around it must not
// change.
func AddConstantLoop(m *np.Array[float64], c float64) {
	// BEGIN SOLUTION
	for i := range m.Shape()[0] {
		for j := range m.Shape()[1] {
			m.Set(m.At(i, j)+c, i, j)
		}
	}
	// END SOLUTION
}
