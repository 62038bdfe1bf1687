package arraylib_test

import (
	"fmt"

	np "fastergo/arraylib"
)

// peak = np.maximum.accumulate(p); return ((peak - p) / peak).max()
func drawdown(p *array) float64 {
	peak := np.Accumulate(np.Maximum, p)
	return np.Max(np.Divide(np.Subtract(peak, p), peak)).Item()
}

// return np.add.reduceat(x, starts)
func segmentSums(x *array, starts *ints) *array { return np.ReduceAt(np.Add, x, starts) }

// return np.abs(np.subtract.outer(x, x))
func distanceTableOuter(x *array) *array { return np.Abs(np.Outer(np.Subtract, x, x)) }

// count = np.zeros(k, int); np.add.at(count, labels, 1); return count
func countLabels(labels *ints, k int) *ints {
	count := np.Zeros[int](k)
	np.UpdateAt(np.Add, count, labels, np.Scalar(1))
	return count
}

func Example_ufuncMethods() {
	fmt.Println(drawdown(np.New([]float64{4, 8, 2, 6})), segmentSums(np.Arange[float64](5), np.New([]int{0, 2, 3})))
	fmt.Println(distanceTableOuter(np.New([]float64{1, 4})), countLabels(np.New([]int{2, 0, 2}), 4))
	// Output:
	// 0.75 [1. 2. 7.]
	// [[0. 3.]
	//  [3. 0.]] [1 0 2 0]
}
