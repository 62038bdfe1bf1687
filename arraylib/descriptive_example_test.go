package arraylib_test

import (
	"fmt"
	"math"

	np "fastergo/arraylib"
)

func ExampleMedian() {
	x := np.New([]float64{3, 1, 10, 2, 5, 4}, 2, 3)
	fmt.Println(np.Median(x))             // np.median(x)
	fmt.Println(np.Median(x, np.Axis(1))) // np.median(x, axis=1)
	fmt.Println(np.MedianAs[float64](np.New([]int{7, 1, 2, 4})))
	// Output:
	// 3.5
	// [3. 4.]
	// 3.0
}

func ExampleQuantile() {
	x := np.New([]float64{15, 20, 35, 40, 50})
	fmt.Println(np.Quantile(x, 0.4))                                 // np.quantile(x, 0.4)
	fmt.Println(np.Quantile(x, 0.4, np.MethodLower))                 // np.quantile(x, 0.4, method="lower")
	fmt.Println(np.Quantiles(x, []float64{0.25, 0.5, 0.75}))         // np.quantile(x, [0.25, 0.5, 0.75])
	fmt.Println(np.Quantiles(x, []float64{0.05, 0.95}, np.KeepDims)) // np.percentile(x, [5, 95], keepdims=True)
	// Output:
	// 29.0
	// 20.0
	// [20. 35. 40.]
	// [[16.]
	//  [48.]]
}

func ExampleHistogram() {
	x := np.New([]float64{1, 2, 1, 4, 3, 2, 2})
	counts, edges := np.Histogram(x, 3) // np.histogram(x, bins=3)
	fmt.Println(counts, edges)
	edges = np.Linspace(0.0, 4, 3)
	counts = np.HistogramEdges(x, edges) // np.histogram(x, bins=2, range=(0, 4))[0]
	n := np.AsType[float64](counts)
	density := np.Divide(n, np.MultiplyScalar(np.Diff(edges), np.Sum(n).Item())) // density=True
	fmt.Println(counts, np.Sum(np.Multiply(density, np.Diff(edges))))
	// Output:
	// [2 3 2] [1. 2. 3. 4.]
	// [2 5] 1.0
}

func ExampleBinCount() {
	labels := np.New([]int{0, 2, 2, 1, 2})
	fmt.Println(np.BinCount(labels, 0), np.BinCount(labels, 5)) // np.bincount(labels), np.bincount(labels, minlength=5)
	w := np.New([]float64{1, 0.5, 0.25, 4, 0.25})
	fmt.Println(np.BinCountWeights(labels, w, 0)) // np.bincount(labels, weights=w)
	// Output:
	// [1 1 3] [1 1 3 0 0]
	// [1. 4. 1.]
}

func ExampleTopK() {
	x := np.New([]int{4, 9, 1, 9, 7, 2})
	values, indices := np.TopK(x, 3)
	fmt.Println(values, indices)
	fmt.Println(np.Partition(x, 1).S(":2"))   // np.partition(x, 1)[:2]
	fmt.Println(np.ArgSort(x, np.Descending)) // the stable order of falling elements
	fmt.Println(np.LexSort(x, np.New([]bool{true, false, true, false, false, true})))
	// Output:
	// [9 9 7] [1 3 4]
	// [1 2]
	// [1 3 4 0 5 2]
	// [4 1 3 2 5 0]
}

func ExampleUniqueAll() {
	x := np.New([]int{3, 1, 3, 2, 1, 3})
	values, indices, inverse, counts := np.UniqueAll(x) // np.unique_all(x)
	fmt.Println(values, indices, inverse, counts)
	fmt.Println(np.Take(values, inverse))
	fmt.Println(np.SetDiff1d(x, np.New([]int{1, 5}))) // np.setdiff1d(x, [1, 5])
	// Output:
	// [1 2 3] [1 3 0] [2 0 2 1 0 2] [2 1 3]
	// [3 1 3 2 1 3]
	// [2 3]
}

func ExampleCov() {
	x := np.New([]float64{0, 1, 2, 2, 1, 0}, 2, 3)
	fmt.Println(np.Cov(x))                   // np.cov(x)
	fmt.Println(np.Cov(x, np.Correction(0))) // np.cov(x, ddof=0)
	fmt.Println(np.CorrCoef(x))              // np.corrcoef(x)
	// Output:
	// [[ 1. -1.]
	//  [-1.  1.]]
	// [[ 0.66666667 -0.66666667]
	//  [-0.66666667  0.66666667]]
	// [[ 1. -1.]
	//  [-1.  1.]]
}

func ExampleNanMean() {
	x := np.New([]float64{1, math.NaN(), 3, 4, 8, math.NaN()}, 2, 3)
	fmt.Println(np.NanMean(x), np.NanMean(x, np.Axis(0))) // np.nanmean(x), np.nanmean(x, axis=0)
	fmt.Println(np.NanSum(x), np.NanProd(x), np.NanMedian(x), np.NanVar(x), np.NanStd(x, np.Axis(1)))
	fmt.Println(np.NanMin(x), np.NanMax(x), np.NanArgMin(x), np.NanArgMax(x))
	fmt.Println(np.NanCumSum(x.S("0")), np.NanCumProd(x.S("0")), np.NanToNum(x.S("0")))
	// Output:
	// 4.0 [2.5 8.  3. ]
	// 16.0 96.0 3.5 6.5 [1. 2.]
	// 1.0 8.0 0 4
	// [1. 1. 4.] [1. 1. 3.] [1. 0. 3.]
}

func ExampleCumSum_includeInitial() {
	counts := np.New([]int{3, 1, 2})
	fmt.Println(np.CumSum(counts, np.IncludeInitial))   // np.cumulative_sum(counts, include_initial=True)
	fmt.Println(np.DiffN(np.New([]int{0, 1, 4, 9}), 2)) // np.diff([0, 1, 4, 9], n=2)
	// Output:
	// [0 3 4 6]
	// [2 2]
}

func ExampleAverage() {
	x := np.New([]float64{1, 2, 3, 4}, 2, 2)
	fmt.Println(np.Average(x, np.New([]float64{1, 3}), np.Axis(1))) // np.average(x, axis=1, weights=[1, 3])
	fmt.Println(np.PtP(x, np.Axis(0)))                              // np.ptp(x, axis=0)
	// Output:
	// [1.75 3.75]
	// [2. 2.]
}

func ExampleInterp() {
	xp, fp := np.New([]float64{0, 1, 3}), np.New([]float64{0, 10, 20})
	fmt.Println(np.Interp(np.New([]float64{-1, 0.5, 2, 9}), xp, fp)) // np.interp([-1, 0.5, 2, 9], xp, fp)
	y := np.Square(np.Arange[float64](4))
	fmt.Println(np.Gradient(y, 1), np.Trapezoid(y, 1))                      // np.gradient(y), np.trapezoid(y)
	fmt.Println(np.Convolve(y, np.New([]float64{1, -1}), np.ConvolveValid)) // np.convolve(y, [1, -1], "valid")
	// Output:
	// [ 0.  5. 15. 20.]
	// [1. 2. 4. 5.] 9.5
	// [1. 3. 5.]
}
