package arraylib_test

import (
	"fmt"

	np "fastergo/arraylib"
)

func ExampleMatMul() {
	a := np.Arange[float64](6).Reshape(2, 3)
	fmt.Println(np.MatMul(a, a.T()))                      // a @ a.T
	fmt.Println(np.MatMul(a, np.New([]float64{1, 0, 1}))) // a @ v
	batch := np.Ones[float64](4, 3, 2)
	fmt.Println(np.MatMul(a, batch).Shape()) // (a @ batch).shape
	// Output:
	// [[ 5. 14.]
	//  [14. 50.]]
	// [2. 8.]
	// [4 2 2]
}

func ExampleMatMul_bool() {
	follows := np.New([]bool{false, true, false, false, false, true, true, false, false}, 3, 3)
	paths := np.AsType[int](follows)
	fmt.Println(np.NotEqualScalar(np.MatMul(paths, paths), 0)) // follows @ follows
	// Output:
	// [[False False  True]
	//  [ True False False]
	//  [False  True False]]
}

func ExampleVecDot() {
	a := np.New([]float64{1, 2, 3, 4}, 2, 2)
	fmt.Println(np.VecDot(a, a), np.VecDot(a, a, np.Axis(0)))
	i := np.New([]complex128{1i})
	fmt.Println(np.VecDot(i, i)) // conj(i)·i
	// Output:
	// [ 5. 25.] [10. 20.]
	// (1+0j)
}

func ExampleTensorDot() {
	a := np.Arange[int](24).Reshape(2, 3, 4)
	fmt.Println(np.TensorDot(a, np.Ones[int](3, 4), 2))
	fmt.Println(np.TensorDotAxes(a, a, []int{0, 2}, []int{0, 2}))
	// Output:
	// [ 66 210]
	// [[ 748  988 1228]
	//  [ 988 1356 1724]
	//  [1228 1724 2220]]
}

func ExampleEinsum() {
	m := np.Arange[int](9).Reshape(3, 3)
	fmt.Println(np.Einsum("ii", m))          // the trace
	fmt.Println(np.Einsum("ii->i", m))       // the diagonal
	fmt.Println(np.Einsum("ij,ij->i", m, m)) // squared lengths of the rows
	a, b := np.Ones[int](10, 2, 3), np.Ones[int](10, 3, 4)
	fmt.Println(np.Einsum("bij,bjk->bik", a, b).Shape()) // a product for each of a batch
	// Output:
	// 12
	// [0 4 8]
	// [  5  50 149]
	// [10 2 4]
}

func ExampleEinsum_distances() {
	points := np.New([]float64{0, 0, 3, 4, 6, 8}, 3, 2)
	centres := np.New([]float64{0, 0, 6, 0}, 2, 2)
	diff := np.Subtract(points.S(":, None"), centres)
	fmt.Println(np.Sqrt(np.Einsum("nkd,nkd->nk", diff, diff)))
	// Output:
	// [[ 0.  6.]
	//  [ 5.  5.]
	//  [10.  8.]]
}

func ExampleEinsum_error() {
	defer func() { fmt.Println(recover()) }()
	np.Einsum("ij,jk->ik", np.Ones[float64](2, 3), np.Ones[float64](4, 5))
	// Output:
	// Einsum: j is 3 in operand 1 and 4 in operand 2
	// 	ij,jk->ik
	// 	   ^
}

func ExampleEinsumPath() {
	fmt.Println(np.EinsumPath("ij,jk,k->i", []int{100, 200}, []int{200, 300}, []int{300}))
	// Output:
	// subscripts ij,jk,k->i
	// naive      1.8e+07 flops
	// optimised  1.6e+05 flops
	// largest    200 elements
	//
	// step  operands  terms    flops      elements
	// 1     2 3       jk,k->j  1.2e+05    200
	// 2     1 4       ij,j->i  4e+04      100
}
