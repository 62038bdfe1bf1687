package sparse_test

import (
	"fmt"

	np "fastergo/arraylib"
	"fastergo/arraylib/sparse"
)

// The update of k-means: the mean of the points of each cluster. The labels, one-hot, are a matrix with a column for each point and its 1 in the
// row of the cluster; times the points it has the sums of the clusters as rows.
func Example_kMeans() {
	points := np.New([]float64{1, 1, 1, 3, 8, 8, 10, 8, 9, 5}, 5, 2)
	labels := np.New([]int{0, 0, 2, 2, 2})
	const k, n = 3, 5

	onehot := sparse.To(sparse.New(np.Ones[float64](n), labels, np.Arange[int](n), k, n), sparse.CSC)
	sums := sparse.MatMulDense(onehot, points)
	counts := sparse.Sum(onehot, 1)
	fmt.Println(counts)
	fmt.Println(np.Divide(sums, np.MaximumScalar(counts, 1).S(":, None"))) // without points, the cluster is at 0
	// Output:
	// [2. 0. 3.]
	// [[1. 2.]
	//  [0. 0.]
	//  [9. 7.]]
}

func ExampleNew() {
	a := sparse.New(np.New([]float64{1, 2, 3.5}), np.New([]int{0, 2, 2}), np.New([]int{1, 0, 0}), 3, 4)
	c := sparse.To(a, sparse.CSR)
	fmt.Println(c)
	fmt.Println(sparse.ToArray(c))
	// Output:
	// <Compressed Sparse Row sparse array of dtype 'float64'
	// 	with 2 stored elements and shape (3, 4)>
	//   Coords	Values
	//   (0, 1)	1.0
	//   (2, 0)	5.5
	// [[0.  1.  0.  0. ]
	//  [0.  0.  0.  0. ]
	//  [5.5 0.  0.  0. ]]
}

// How often two words occur in the same text is a product of sparse matrices.
func ExampleMatMul() {
	texts := sparse.FromArray(np.New([]int{1, 0, 1, 0, 1, 1, 1, 0, 1}, 3, 3)) // a row for each text, a column for each word
	fmt.Println(sparse.ToArray(sparse.MatMul(texts.T(), texts)))
	// Output:
	// [[2 0 2]
	//  [0 1 1]
	//  [2 1 3]]
}

func ExampleRows() {
	a := sparse.FromArray(np.Eye[int](4))
	fmt.Println(sparse.ToArray(sparse.Rows(a, 1, 3)))
	// Output:
	// [[0 1 0 0]
	//  [0 0 1 0]]
}
