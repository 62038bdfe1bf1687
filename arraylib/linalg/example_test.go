package linalg_test

import (
	"errors"
	"fmt"
	"math"

	np "fastergo/arraylib"
	"fastergo/arraylib/linalg"
)

func ExampleSolve() {
	a := np.New([]float64{3, 1, 1, 2}, 2, 2)
	b := np.New([]float64{9, 8})
	x, err := linalg.Solve(a, b)
	fmt.Println(x, err)

	_, err = linalg.Solve(np.Ones[float64](2, 2), b)
	fmt.Println(err, errors.Is(err, linalg.ErrSingular))
	// Output:
	// [2. 3.] <nil>
	// Solve: the matrix is singular true
}

// A line through four points.
func ExampleLstsq() {
	x := np.New([]float64{0, 1, 2, 3})
	y := np.New([]float64{-1, 0.2, 0.9, 2.1})
	a := np.Stack(1, x, np.FullLike(x, 1)) // a row [x, 1] for each point
	line, err := linalg.Lstsq(a, y)
	fmt.Printf("y = %.2f x %+.2f, %v\n", line.At(0), line.At(1), err)
	// Output: y = 1.00 x -0.95, <nil>
}

// The directions in which points differ most: principal component analysis.
func ExampleSVD() {
	points := np.New([]float64{1, 2, 2, 4.1, 3, 5.9, 4, 8}, 4, 2)
	centred := np.Subtract(points, np.Mean(points, np.Axis(0)))
	_, s, vt, err := linalg.SVD(centred, linalg.Reduced)
	if err != nil {
		panic(err)
	}
	variance := np.DivideScalar(np.Square(s), 3)
	share := variance.At(0) / np.Sum(variance).Item()
	fmt.Printf("slope %.2f, %.1f %% of the variance\n", vt.At(0, 1)/vt.At(0, 0), 100*share)
	// Output: slope 1.98, 100.0 % of the variance
}

func ExampleEigh() {
	a := np.New([]float64{2, 1, 1, 2}, 2, 2)
	w, v, err := linalg.Eigh(a)
	fmt.Println(np.Round(w), err)
	fmt.Printf("%.4f\n", math.Abs(v.At(0, 0)))
	// Output:
	// [1. 3.] <nil>
	// 0.7071
}

func ExampleEig() {
	turn := np.New([]float64{0, -1, 1, 0}, 2, 2) // by 90°
	w, _, err := linalg.Eig(turn)
	fmt.Println(w, err)
	// Output: [0.+1.j 0.-1.j] <nil>
}

func ExampleVectorNorm() {
	v := np.New([]float64{3, 4, 6, 8}, 2, 2)
	fmt.Println(linalg.VectorNorm(v, 2, np.Axis(-1)))
	fmt.Println(linalg.VectorNorm(v, math.Inf(1)))
	// Output:
	// [ 5. 10.]
	// 8.0
}

func ExampleMatrixNorm() {
	a := np.New([]float64{1, -2, 3, 4}, 2, 2)
	fmt.Println(linalg.MatrixNorm(a, 1), linalg.MatrixNorm(a, linalg.Inf), linalg.MatrixNorm(a, -linalg.Inf))
	// Output: 6.0 7.0 3.0
}

func ExampleDet() {
	stack := np.Arange[float64](8).Reshape(2, 2, 2)
	fmt.Println(linalg.Det(stack))
	// Output: [-2. -2.]
}

func ExampleDense() {
	a := np.Arange[float64](6).Reshape(2, 3)
	m := linalg.Dense(a) // a *mat.Dense over the same numbers
	m.Set(0, 0, 7)
	fmt.Println(a)
	// Output:
	// [[7. 1. 2.]
	//  [3. 4. 5.]]
}
