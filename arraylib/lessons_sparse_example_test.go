package arraylib_test

import (
	"fmt"

	np "fastergo/arraylib"
	"fastergo/arraylib/sparse"
)

// member = coo_array((np.ones(n), (labels, np.arange(n))), (k, n)); count = member.sum(axis=1)[:, None]
// return np.where(count > 0, member @ data / count, prev)
func updateSparse(data *array, labels *ints, prev *array) *array {
	n, k := data.Shape()[0], prev.Shape()[0]
	member := sparse.New(np.Ones[float64](n), labels, np.Arange[int](n), k, n)
	count := sparse.Sum(member, 1).S(":, None")
	return np.Where(np.GreaterScalar(count, 0), np.Divide(sparse.MatMulDense(member, data), count), prev)
}

func Example_sparse() {
	data := np.New([]float64{0, 0, 0, 2, 10, 0, 10, 4, 11, 2}, 5, 2)
	fmt.Println(updateSparse(data, np.New([]int{0, 0, 1, 1, 1}), np.Full(-50.0, 3, 2)))
	// Output:
	// [[  0.           1.        ]
	//  [ 10.33333333   2.        ]
	//  [-50.         -50.        ]]
}
