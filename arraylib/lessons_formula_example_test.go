package arraylib_test

import (
	"fmt"
	"math"

	np "fastergo/arraylib"
)

// return np.sqrt(12) * ((-1 / 3) ** k / (2 * k + 1)).sum(), where k = np.arange(n)
func madhavaPiFormula(n int) float64 {
	return np.Eval[float64]("sqrt(12) * sum((-1/3)**k / (2*k + 1))", np.Vars{"k": np.Arange[float64](n)}).Item()
}

// return gain[:, None] * source + glitch + offset[:, None] + noise
func detectorSignalFormula(gain, source, glitch, offset, noise *array) *array {
	return np.Eval[float64]("gain[:,None]*source + glitch + offset[:,None] + noise",
		np.Vars{"gain": gain, "source": source, "glitch": glitch, "offset": offset, "noise": noise})
}

// return 2 * x * y + 3 * y + 1
func fused(x, y *np.Array[float32]) *np.Array[float32] {
	return np.Eval[float32]("2*x*y + 3*y + 1", np.Vars{"x": x, "y": y})
}

// return ((data[:, None] - centroids) ** 2).sum(axis=2).argmin(axis=1)
func assignFormula(data, centroids *array) *ints {
	return np.Eval[int]("argmin(sum((data[:,None] - centroids)**2, axis=2), axis=1)", np.Vars{"data": data, "centroids": centroids})
}

// return (1 - step) * centroids + step * target
func blend(centroids, target *array, step float64) *array {
	return np.Eval[float64]("(1 - s)*c + s*t", np.Vars{"c": centroids, "t": target, "s": np.Scalar(step)})
}

func Example_formulas() {
	fmt.Println(math.Abs(madhavaPiFormula(30)-math.Pi) < 1e-14)
	row, column := np.New([]float64{1, 2, 3}), np.New([]float64{10, 20})
	fmt.Println(detectorSignalFormula(column, row, row, column, np.Zeros[float64](2, 3)))
	fmt.Println(fused(np.New([]float32{1, 2}), np.New([]float32{3, 4})))
	data := np.New([]float64{0, 0, 10, 0}, 2, 2)
	fmt.Println(assignFormula(data, data.S("::-1")), blend(data, data.S("::-1"), 0.25))
	// Output:
	// true
	// [[21. 32. 43.]
	//  [41. 62. 83.]]
	// [16. 29.]
	// [1 0] [[2.5 0. ]
	//  [7.5 0. ]]
}
