package arraylib_test

import (
	"fmt"

	np "fastergo/arraylib"
)

func ExampleEval() {
	x := np.Arange[float32](4)
	y := np.New([]float32{10, 20}, 2, 1)
	z := np.Eval[float32]("2*x*y + 3*y + 1", np.Vars{"x": x, "y": y}) // 2*x*y + 3*y + 1
	fmt.Println(z)
	fmt.Println(np.Eval[int]("sum(z > 100, axis=1)", np.Vars{"z": z}))
	// Output:
	// [[ 31.  51.  71.  91.]
	//  [ 61. 101. 141. 181.]]
	// [0 3]
}

// The signal of a detector in eight channels, each with a gain and an offset of its own.
func ExampleEval_detector() {
	vars := np.Vars{
		"gain":   np.Linspace(0.5, 1.2, 8),
		"offset": np.Linspace(-1.0, 1, 8),
		"source": np.Sin(np.Linspace(0.0, 6, 1000)),
		"glitch": np.Zeros[float64](8, 1000),
		"noise":  np.Full(0.01, 8, 1000),
	}
	s := np.Eval[float64]("gain[:,None]*source + glitch + offset[:,None] + noise", vars)
	fmt.Println(s.Shape(), s.S("::3, ::500"))
	// Output:
	// [8 1000] [[-0.99       -0.92092679]
	//  [-0.13285714 -0.02234   ]
	//  [ 0.72428571  0.87624678]]
}

func ExampleCompile() {
	f := np.Compile[float64]("x -> (x - mean(x, axis=0)) / std(x, axis=0)")
	x := np.New([]float64{1, 10, 2, 20, 3, 30}, 3, 2)
	fmt.Println(f.Call(x))
	y := np.Empty[float64](3, 2)
	f.Into(y, np.MultiplyScalar(x, 7)) // no new memory, no second check
	fmt.Println(np.AllClose(y, f.Call(x)))
	// Output:
	// [[-1.22474487 -1.22474487]
	//  [ 0.          0.        ]
	//  [ 1.22474487  1.22474487]]
	// true
}

// Assigning points to the nearest of some centres, as k-means does.
func ExampleFormula_Explain() {
	defer np.Use(np.Portable)()
	nearest := np.Compile[int]("x, c -> argmin(sum((x[:,None,:] - c[None,:,:])**2, axis=2), axis=1)")
	x := np.New([]float64{0, 0, 9, 9, 1, 0, 8, 9}, 4, 2)
	c := np.New([]float64{0, 1, 9, 8}, 2, 2)
	fmt.Println(nearest.Call(x, c))
	d := np.Compile[float64]("x, c -> sum((x[:,None,:] - c[None,:,:])**2, axis=2)")
	d.Call(x, c)
	fmt.Print(d.Explain())
	// Output:
	// [0 1 0 1]
	// x, c -> sum((x[:,None,:] - c[None,:,:])**2, axis=2)
	// x float64 (4, 2), c float64 (2, 2) -> float64 (4, 2)
	// pass 1 of 1 over (4, 2, 2): reads 96 B, writes 64 B, a loop for each instruction, portable, scratch 12.3 KB, tiles of 512 elements
	//   r0 = x[:,None,:]  float64 (4, 1, 2), gathered
	//   r1 = c[None,:,:]  float64 (1, 2, 2), gathered
	//   r2 = subtract(r0, r1)  float64
	//   r3 = square(r2)  float64
	//   sum of r3 -> float64 (4, 2)
}

func ExampleFormulaError() {
	defer func() { fmt.Println(recover()) }()
	np.Eval[float64]("2*x + tahn(x)", np.Vars{"x": np.Ones[float64](3)})
	// Output:
	// formula: there is no function tahn, did you mean tanh?
	// 	2*x + tahn(x)
	// 	      ^
}

func ExampleCompileExpr() {
	x, y := np.Name("x"), np.Name("y")
	e := np.Literal(2).Multiply(x).Add(y.Apply("sqrt"))
	f := np.CompileExpr[float64](e.Reduce("sum", np.Axis(0)), "x", "y")
	fmt.Println(e)
	fmt.Println(f.Call(np.Arange[float64](6).Reshape(2, 3), np.Scalar(16.0)))
	// Output:
	// 2 * x + sqrt(y)
	// [14. 18. 22.]
}
