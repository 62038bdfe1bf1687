package arraylib_test

import (
	"fmt"

	np "fastergo/arraylib"
)

func Example() {
	m := np.Full(0.1, 3, 3) // np.full((3, 3), 0.1)
	np.Diagonal(m).Fill(1)  // np.fill_diagonal(m, 1)
	y := np.AddScalar(m, 1) // m + 1
	fmt.Println(y)
	fmt.Println(np.Sum(m, np.Axis(0))) // m.sum(axis=0)
	// Output:
	// [[2.  1.1 1.1]
	//  [1.1 2.  1.1]
	//  [1.1 1.1 2. ]]
	// [1.2 1.2 1.2]
}

func ExampleArray_S() {
	a := np.Arange[int](12).Reshape(3, 4)
	i := 1
	fmt.Println(a.S("%d", i))         // a[i]
	fmt.Println(a.S("1:, ::-2"))      // a[1:, ::-2]
	fmt.Println(a.S("..., 0"))        // a[..., 0]
	fmt.Println(a.S(":, None, 0:2"))  // a[:, None, 0:2]
	a.S("0").Fill(-1)                 // a[0] = -1: a view
	fmt.Println(a.At(0, 0), a.S("2")) // a[0, 0], a[2]
	// Output:
	// [4 5 6 7]
	// [[ 7  5]
	//  [11  9]]
	// [0 4 8]
	// [[[0 1]]
	//
	//  [[4 5]]
	//
	//  [[8 9]]]
	// -1 [ 8  9 10 11]
}

func ExampleArray_S_error() {
	defer func() { fmt.Println(recover()) }()
	np.Zeros[float64](2, 3).S("0, 1:, 2")
	// Output:
	// S: too many indices for 2 axes, shape (2, 3)
	// 	0, 1:, 2
	// 	       ^
}

func ExampleAdd() {
	column := np.New([]float64{0, 10, 20}, 3, 1)
	row := np.New([]float64{1, 2})
	fmt.Println(np.Add(column, row))
	defer func() { fmt.Println(recover()) }()
	np.Add(np.Ones[float64](2, 3), np.Ones[float64](4))
	// Output:
	// [[ 1.  2.]
	//  [11. 12.]
	//  [21. 22.]]
	// Add: shapes (2, 3) and (4,) do not broadcast: axis -1 has lengths 3 and 4
}

func ExampleAddInto() {
	x := np.Arange[float64](5)
	np.AddInto(x.S("1:"), x.S("1:"), x.S(":-1")) // x[1:] += x[:-1]
	fmt.Println(x)
	// Output: [0. 1. 3. 5. 7.]
}

func ExampleSubtract_scalarFirst() {
	a := np.New([]float64{0.25, 1})
	fmt.Println(np.Subtract(np.Scalar(1.0), a)) // 1 - a
	// Output: [0.75 0.  ]
}

func ExampleSum() {
	x := np.Arange[float64](6).Reshape(2, 3)
	fmt.Println(np.Sum(x).Item())                   // x.sum()
	fmt.Println(np.Sum(x, np.Axis(-1)))             // x.sum(axis=-1)
	fmt.Println(np.Mean(x, np.Axis(0, 1)))          // x.mean(axis=(0, 1))
	fmt.Println(np.Sum(x, np.Axis(1), np.KeepDims)) // x.sum(axis=1, keepdims=True)
	// Output:
	// 15
	// [ 3. 12.]
	// 2.5
	// [[ 3.]
	//  [12.]]
}

func ExampleSumAs() {
	x := np.New([]float64{3, -1, 4, -1})
	fmt.Println(np.SumAs[int](np.LessScalar(x, 0)))      // (x < 0).sum()
	fmt.Println(np.MeanAs[float64](np.LessScalar(x, 0))) // (x < 0).mean()
	// Output:
	// 2
	// 0.5
}

func ExampleArgMin() {
	d := np.New([]float64{3, 1, 2, 0, 5, 0}, 2, 3)
	fmt.Println(np.ArgMin(d, np.Axis(1))) // d.argmin(axis=1)
	// Output: [1 0]
}

func ExampleArange() {
	fmt.Println(np.Arange[float64](4))         // np.arange(4.0)
	fmt.Println(np.Arange[int](10, 0, -3))     // np.arange(10, 0, -3)
	fmt.Println(np.Linspace[float64](0, 1, 5)) // np.linspace(0, 1, 5)
	// Output:
	// [0. 1. 2. 3.]
	// [10  7  4  1]
	// [0.   0.25 0.5  0.75 1.  ]
}

func ExampleArray_Reshape() {
	a := np.Arange[int](6)
	m := a.Reshape(2, -1)
	m.Set(40, 1, 1)
	fmt.Println(m, a.At(4))
	fmt.Println(np.SharesMemory(a, m), np.SharesMemory(a, m.T().Reshape(6)))
	// Output:
	// [[ 0  1  2]
	//  [ 3 40  5]] 40
	// true false
}

func ExampleBroadcastTo() {
	row := np.Arange[int](3)
	m := np.BroadcastTo(row, 2, 3)
	fmt.Println(m, np.Strides(m))
	fmt.Println(np.BroadcastShapes([]int{4, 1, 9}, []int{3, 1}))
	// Output:
	// [[0 1 2]
	//  [0 1 2]] [0 1]
	// [4 3 9]
}

func ExampleDiagonal() {
	m := np.Zeros[int](2, 3)
	np.Diagonal(m).Fill(1)
	np.Diagonal(m.S(":, 1:")).Fill(2)
	fmt.Println(m)
	// Output:
	// [[1 2 0]
	//  [0 1 2]]
}

func ExampleArray_All() {
	for i, v := range np.New([]int{5, 6, 7}).S("::-1").All() {
		fmt.Println(i, v)
	}
	// Output:
	// 0 7
	// 1 6
	// 2 5
}

func ExampleAsType() {
	x := np.New([]float64{-1.7, 0, 2.9})
	fmt.Println(np.AsType[int](x), np.AsType[bool](x))
	// Output: [-1  0  2] [ True False  True]
}

func ExampleLayoutOf() {
	m := np.Arange[float64](12).Reshape(3, 4)
	l := np.LayoutOf(m.S("1:, ::-2"))
	fmt.Println(l.DType, l.Offset, l.Shape, l.Strides, len(l.Data))
	// Output: float64 7 [2 2] [4 -2] 96
}

func ExampleExp() {
	x := np.New([]float64{0, 1, 2})
	fmt.Println(np.Exp(x))           // np.exp(x)
	fmt.Println(np.Log10(np.Exp(x))) // np.log10(np.exp(x))
	fmt.Println(np.Expm1(np.New([]float64{1e-10})).Item())
	// Output:
	// [1.         2.71828183 7.3890561 ]
	// [0.         0.43429448 0.86858896]
	// 1.00000000005e-10
}

func ExampleClip() {
	x := np.New([]float64{-2, 0.3, 7})
	fmt.Println(np.Clip(x, 0, 1)) // np.clip(x, 0, 1)
	np.ClipInto(x, x, 0, 1)       // np.clip(x, 0, 1, out=x)
	fmt.Println(x)
	// Output:
	// [0.  0.3 1. ]
	// [0.  0.3 1. ]
}

func ExampleRound() {
	x := np.New([]float64{-1.5, -0.5, 0.5, 1.5, 2.5})
	fmt.Println(np.Round(x), np.Floor(x), np.Sign(x))
	// Output: [-2. -0.  0.  2.  2.] [-2. -1.  0.  1.  2.] [-1. -1.  1.  1.  1.]
}

func ExampleBitwiseAnd() {
	x := np.Arange[uint8](8)
	fmt.Println(np.BitwiseAndScalar(x, 3))                                     // x & 3
	fmt.Println(np.BitwiseAnd(np.GreaterScalar(x, 2), np.LessScalar(x, 5)))    // (x > 2) & (x < 5)
	fmt.Println(np.BitwiseLeftShift(np.Scalar(uint8(1)), np.Arange[uint8](9))) // 1 << np.arange(9)
	// Output:
	// [0 1 2 3 0 1 2 3]
	// [False False False  True  True False False False]
	// [  1   2   4   8  16  32  64 128   0]
}

func ExampleLogicalNot() {
	x := np.New([]float64{0, 1, -2})
	fmt.Println(np.LogicalNot(x), np.LogicalXor(x, np.Scalar(1.0)))
	// Output: [ True False False] [ True False False]
}

func ExampleAbsAs() {
	z := np.New([]complex128{3 + 4i, -1i})
	fmt.Println(np.AbsAs[float64](z))  // np.abs(z)
	fmt.Println(np.ImagAs[float64](z)) // z.imag
	fmt.Println(np.Conj(z))            // np.conj(z)
	// Output:
	// [5. 1.]
	// [ 4. -1.]
	// [3.-4.j 0.+1.j]
}

func ExampleWhere() {
	x := np.New([]float64{-1, 2, -3})
	positive := np.GreaterScalar(x, 0)
	fmt.Println(np.Where(positive, x, np.Negative(x))) // np.where(x > 0, x, -x)
	fmt.Println(np.WhereScalar(positive, x, 0))        // np.where(x > 0, x, 0)
	// Output:
	// [1. 2. 3.]
	// [0. 2. 0.]
}

func ExampleMask() {
	a := np.Arange[int](6).Reshape(3, 2)
	fmt.Println(np.Mask(a, np.GreaterScalar(a, 2)))            // a[a > 2]
	fmt.Println(np.Mask(a, np.New([]bool{true, false, true}))) // a[[True, False, True]]
	np.SetMaskScalar(a, np.LessScalar(a, 4), 0)                // a[a < 4] = 0
	fmt.Println(a)
	// Output:
	// [3 4 5]
	// [[0 1]
	//  [4 5]]
	// [[0 0]
	//  [0 0]
	//  [4 5]]
}

func ExampleTake() {
	labels := np.New([]int{2, 0, 1})
	fmt.Println(np.Take(np.Eye[float64](3), labels, np.Axis(0))) // np.eye(3)[labels]
	defer func() { fmt.Println(recover()) }()
	np.Take(np.Eye[float64](2), labels, np.Axis(1))
	// Output:
	// [[0. 0. 1.]
	//  [1. 0. 0.]
	//  [0. 1. 0.]]
	// Take: index 2 is outside axis 1, which has length 2, shape (2, 2)
}

func ExamplePut() {
	a := np.Zeros[int](2, 3)
	np.Put(a, np.New([]int{0, 2}), np.New([]int{7, 8}), np.Axis(1)) // a[:, [0, 2]] = [7, 8]
	fmt.Println(a)
	// Output:
	// [[7 0 8]
	//  [7 0 8]]
}

func ExampleTakeAlongAxis() {
	d := np.New([]float64{3, 1, 2, 0, 5, 4}, 2, 3)
	nearest := np.ArgMin(d, np.Axis(1), np.KeepDims)
	fmt.Println(np.TakeAlongAxis(d, nearest, np.Axis(1))) // np.take_along_axis(d, nearest, axis=1)
	// Output:
	// [[1.]
	//  [0.]]
}

func ExampleNonzero() {
	a := np.New([]int{0, 3, 5, 0}, 2, 2)
	at := np.Nonzero(a)
	fmt.Println(at[0], at[1])                             // np.nonzero(a)
	fmt.Println(np.CountNonzero(a), np.FlatNonzero(a))    // np.count_nonzero(a), np.flatnonzero(a)
	fmt.Println(np.ArgWhere(np.EqualScalar(a, 5)).S("0")) // np.argwhere(a == 5)[0]
	// Output:
	// [0 1] [1 0]
	// 2 [1 2]
	// [1 0]
}

func ExampleConcat() {
	a, b := np.Zeros[int](2, 2), np.Ones[int](2, 1)
	fmt.Println(np.Concat(1, a, b)) // np.concat((a, b), axis=1)
	fmt.Println(np.Stack(0, np.Ravel(b), np.Arange[int](2)))
	defer func() { fmt.Println(recover()) }()
	np.Concat(0, a, b)
	// Output:
	// [[0 0 1]
	//  [0 0 1]]
	// [[1 1]
	//  [0 1]]
	// Concat: shapes (2, 2) and (2, 1) differ in an axis other than 0
}

func ExampleTile() {
	a := np.Arange[int](3)
	fmt.Println(np.Tile(a, 2), np.Repeat(a, 2), np.Roll(a, 1)) // np.tile(a, 2), np.repeat(a, 2), np.roll(a, 1)
	fmt.Println(np.RepeatEach(a, a))                           // np.repeat(a, a)
	fmt.Println(np.Tril(np.Ones[int](3, 3), 0))                // np.tril(np.ones((3, 3)))
	// Output:
	// [0 1 2 0 1 2] [0 0 1 1 2 2] [2 0 1]
	// [1 2 2]
	// [[1 0 0]
	//  [1 1 0]
	//  [1 1 1]]
}

func ExampleMeshgrid() {
	g := np.Meshgrid(np.Arange[int](3), np.New([]int{10, 20}))
	fmt.Println(np.Add(g[0], g[1]))
	// Output:
	// [[10 11 12]
	//  [20 21 22]]
}

func ExampleVar() {
	x := np.New([]float64{1, 2, 3, 6}, 2, 2)
	fmt.Println(np.Var(x), np.Std(x, np.Axis(1)))                    // x.var(), x.std(axis=1)
	fmt.Println(np.Var(x, np.Axis(0), np.Correction(1)))             // x.var(axis=0, correction=1)
	fmt.Println(np.VarAs[float64](np.New([]int{1, 2}), np.KeepDims)) // np.var([1, 2], keepdims=True)
	// Output:
	// 3.5 [0.5 1.5]
	// [2. 8.]
	// [0.25]
}

func ExampleCumSum() {
	x := np.Arange[int](6).Reshape(2, 3)
	fmt.Println(np.CumSum(x))                                   // x.cumsum()
	fmt.Println(np.CumSum(x, np.Axis(0)))                       // x.cumsum(axis=0)
	fmt.Println(np.CumSumAs[int](np.GreaterScalar(x, 2)))       // (x > 2).cumsum()
	fmt.Println(np.Diff(np.CumProd(np.New([]int{1, 2, 3, 4})))) // np.diff(np.cumprod([1, 2, 3, 4]))
	// Output:
	// [ 0  1  3  6 10 15]
	// [[0 1 2]
	//  [3 5 7]]
	// [0 0 0 1 2 3]
	// [ 1  4 18]
}

func ExampleSort() {
	x := np.New([]float64{3, 1, 2, 1})
	fmt.Println(np.Sort(x), np.ArgSort(x))                            // np.sort(x), np.argsort(x, stable=True)
	fmt.Println(np.SearchSorted(np.Sort(x), np.New([]float64{1, 5}))) // np.searchsorted(np.sort(x), [1, 5])
	fmt.Println(np.IsIn(x, np.New([]float64{1, 9})))                  // np.isin(x, [1, 9])
	// Output:
	// [1. 1. 2. 3.] [1 3 2 0]
	// [0 4]
	// [False  True False  True]
}

func ExampleUniqueCounts() {
	labels := np.New([]int{2, 0, 2, 2})
	values, counts := np.UniqueCounts(labels) // np.unique_counts(labels)
	fmt.Println(values, counts)
	_, inverse := np.UniqueInverse(labels)
	_, first := np.UniqueIndices(labels)
	fmt.Println(inverse, first, np.UniqueValues(labels), np.SearchSortedRight(values, labels))
	// Output:
	// [0 2] [1 3]
	// [1 0 1 1] [1 0] [0 2] [2 1 2 2]
}

func ExampleFormat() {
	a := np.New([]float64{1.23456, -20.5, 0.000001, 3})
	fmt.Println(a)
	fmt.Println(np.Format(a, 2))
	// Output:
	// [ 1.23456e+00 -2.05000e+01  1.00000e-06  3.00000e+00]
	// [  1.23 -20.5    0.     3.  ]
}

func ExampleSlidingWindow() {
	image := np.Arange[float64](12).Reshape(3, 4)
	patches := np.SlidingWindow(image, 3, np.Axis(0, 1))
	fmt.Println(patches.Shape())
	fmt.Println(np.Mean(patches, np.Axis(-2, -1)))
	// Output:
	// [1 2 3 3]
	// [[5. 6.]]
}
