package arraylib_test

import (
	"fmt"
	"math"

	np "fastergo/arraylib"
)

func ExampleOuter() {
	t := np.Arange[int](1, 5)
	fmt.Println(np.Outer(np.Multiply, t, t)) // np.multiply.outer(t, t)
	fmt.Println(np.Outer(np.Less, t, t.S(":2")))
	// Output:
	// [[ 1  2  3  4]
	//  [ 2  4  6  8]
	//  [ 3  6  9 12]
	//  [ 4  8 12 16]]
	// [[False  True]
	//  [False False]
	//  [False False]
	//  [False False]]
}

func ExampleReduce() {
	m := np.New([]int{3, 1, 4, 1, 5, 9}).Reshape(2, 3)
	fmt.Println(np.Reduce(np.Maximum, m, np.Axis(0)))     // np.maximum.reduce(m)
	fmt.Println(np.Reduce(np.BitwiseXor, m))              // np.bitwise_xor.reduce(m, axis=None)
	fmt.Println(np.Reduce(np.Subtract, m, np.Axis(1)))    // np.subtract.reduce(m, axis=1)
	fmt.Println(np.Accumulate(np.Maximum, m, np.Axis(1))) // np.maximum.accumulate(m, axis=1)
	// Output:
	// [3 5 9]
	// 11
	// [ -2 -13]
	// [[3 3 4]
	//  [1 5 9]]
}

func ExampleReduceWhere() {
	x := np.New([]float64{2, -3, 5, -7})
	positive := np.GreaterScalar(x, 0)
	fmt.Println(np.ReduceWhere(np.Multiply, x, positive, 1)) // np.multiply.reduce(x, where=positive, initial=1)
	fmt.Println(np.ReduceWhere(np.Maximum, x.S(":0"), np.Scalar(true), 0))
	// Output:
	// 10.0
	// 0.0
}

func ExampleReduceAt() {
	sales := np.Arange[int](8)
	months := np.New([]int{0, 3, 6})
	fmt.Println(np.ReduceAt(np.Add, sales, months)) // np.add.reduceat(sales, months)
	// Output:
	// [ 3 12 13]
}

func ExampleUpdateAt() {
	counts := np.Zeros[int](4)
	labels := np.New([]int{1, 3, 1, 1})
	np.UpdateAt(np.Add, counts, labels, np.Scalar(1)) // np.add.at(counts, labels, 1)
	fmt.Println(counts)
	// Output:
	// [0 3 0 1]
}

func ExampleVectorize() {
	gcd := np.Vectorize(func(x, y int) int {
		for y != 0 {
			x, y = y, x%y
		}
		return x
	})
	a := np.New([]int{12, 18, 30})
	fmt.Println(gcd(a, np.Scalar(8)))
	fmt.Println(np.Reduce(gcd, a), np.Accumulate(gcd, a))
	fmt.Println(np.Outer(gcd, a, a))
	// Output:
	// [4 2 2]
	// 6 [12  6  6]
	// [[12  6  6]
	//  [ 6 18  6]
	//  [ 6  6 30]]
}

func ExampleMap() {
	fmt.Println(np.Map(math.Gamma, np.Arange[float64](1, 6))) // np.vectorize(math.gamma)(np.arange(1., 6))
	// Output:
	// [ 1.  1.  2.  6. 24.]
}

// NumPy's where= of an element-wise function keeps the old elements of out.
func ExampleWhereInto() {
	a, b := np.New([]float64{1, 2, 3}), np.New([]float64{2, 0, 4})
	d := np.Full(-1.0, 3)
	np.WhereInto(d, np.NotEqualScalar(b, 0), np.Divide(a, b), d) // np.divide(a, b, out=d, where=b != 0)
	fmt.Println(d)
	// Output:
	// [ 0.5  -1.    0.75]
}

func ExampleSumInto() {
	m := np.Arange[float64](6).Reshape(2, 3)
	total := np.Zeros[float64](3)
	np.SumInto(total, m, np.Axis(0)) // np.sum(m, axis=0, out=total)
	fmt.Println(total)
	// Output:
	// [3. 5. 7.]
}
