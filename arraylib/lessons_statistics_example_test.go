package arraylib_test

import (
	"fmt"

	np "fastergo/arraylib"
)

// count = np.bincount(labels, minlength=k)[:, None]
// sums = np.stack([np.bincount(labels, weights=column, minlength=k) for column in data.T], axis=1)
// return np.where(count > 0, sums / count, prev)
func updateBinCount(data *array, labels *ints, prev *array) *array {
	centroids, count := np.Zeros[float64](prev.Shape()...), np.AsType[float64](np.BinCount(labels, prev.Shape()[0]))
	for d, column := range np.Unstack(data, np.Axis(1)) {
		np.DivideInto(centroids.S(":, %d", d), np.BinCountWeights(labels, column, prev.Shape()[0]), count)
	}
	return np.Where(np.GreaterScalar(count, 0).S(":, None"), centroids, prev)
}

func Example_binCount() {
	data := np.New([]float64{0, 0, 0, 2, 10, 0, 10, 4, 11, 2}, 5, 2)
	labels := np.New([]int{0, 0, 1, 1, 1})
	fmt.Println(updateBinCount(data, labels, np.Full(-50.0, 3, 2)))
	fmt.Println(np.BinCount(labels, 4)) // how many have each label
	// Output:
	// [[  0.           1.        ]
	//  [ 10.33333333   2.        ]
	//  [-50.         -50.        ]]
	// [2 3 0 0]
}
