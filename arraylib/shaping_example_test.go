package arraylib_test

import (
	"fmt"

	np "fastergo/arraylib"
)

func ExampleEye() {
	fmt.Println(np.Eye[int](2, 3), np.Eye[int](2, 3, 1)) // np.eye(2, 3), np.eye(2, 3, 1)
	fmt.Println(np.Diag(np.New([]int{1, 2}), -1))        // np.diag([1, 2], -1)
	// Output:
	// [[1 0 0]
	//  [0 1 0]] [[0 1 0]
	//  [0 0 1]]
	// [[0 0 0]
	//  [1 0 0]
	//  [0 2 0]]
}

func ExampleGeomspace() {
	fmt.Println(np.LinspaceOpen(0.0, 1, 4))  // np.linspace(0, 1, 4, endpoint=False)
	fmt.Println(np.Logspace(0.0, 3, 4))      // np.logspace(0, 3, 4)
	fmt.Println(np.Geomspace(1.0, 10000, 5)) // np.geomspace(1, 10000, 5)
	// Output:
	// [0.   0.25 0.5  0.75]
	// [   1.   10.  100. 1000.]
	// [1.e+00 1.e+01 1.e+02 1.e+03 1.e+04]
}

func ExampleFromFunction() {
	fmt.Println(np.FromFunction(func(i []int) int { return 10*i[0] + i[1] }, 2, 3)) // np.fromfunction(lambda i, j: 10*i + j, (2, 3))
	fmt.Println(np.Indices(2, 2).S("1"))                                            // np.indices((2, 2))[1]
	// Output:
	// [[ 0  1  2]
	//  [10 11 12]]
	// [[0 1]
	//  [0 1]]
}

func ExampleFInfo() {
	fmt.Println(np.FInfo[float32]().Eps, np.IInfo[int8]().Max)               // np.finfo(np.float32).eps, np.iinfo(np.int8).max
	fmt.Println(np.ResultType(np.Int32, np.Float32))                         // np.result_type(np.int32, np.float32)
	fmt.Println(np.CanCast(np.Int8, np.Uint8), np.CanCast(np.Bool, np.Int8)) // np.can_cast(np.int8, np.uint8), …
	fmt.Println(np.IsDType(np.Uint8, np.KindInteger))                        // np.isdtype(np.uint8, "integral")
	// Output:
	// 1.1920929e-07 127
	// float64
	// false true
	// true
}

func ExampleMatrixDiagonal() {
	stack := np.Arange[int](8).Reshape(2, 2, 2)
	fmt.Println(np.MatrixDiagonal(stack)) // np.linalg.diagonal(stack)
	// Output:
	// [[0 3]
	//  [4 7]]
}

func ExampleRot90() {
	m := np.Arange[int](4).Reshape(2, 2)
	fmt.Println(np.Rot90(m, 1))                         // np.rot90(m)
	fmt.Println(np.RollEach(m, []int{1, 1}, 0, 1))      // np.roll(m, (1, 1), (0, 1))
	fmt.Println(np.ExpandDims(m, 0, -1).Shape())        // np.expand_dims(m, (0, -1)).shape
	fmt.Println(np.SplitAt(np.Ravel(m), []int{1})[1])   // np.split(m.ravel(), [1])[1]
	fmt.Println(np.Delete(m, np.Scalar(0), np.Axis(1))) // np.delete(m, 0, axis=1)
	// Output:
	// [[1 3]
	//  [0 2]]
	// [[3 2]
	//  [1 0]]
	// [1 2 2 1]
	// [1 2 3]
	// [[1]
	//  [3]]
}

func ExamplePad() {
	x := np.New([]int{1, 2, 3})
	fmt.Println(np.Pad(x, [][2]int{{1, 2}}, 0))     // np.pad(x, (1, 2))
	fmt.Println(np.PadEdge(x, [][2]int{{1, 2}}))    // np.pad(x, (1, 2), "edge")
	fmt.Println(np.PadReflect(x, [][2]int{{2, 2}})) // np.pad(x, 2, "reflect")
	fmt.Println(np.PadSymmetric(x, [][2]int{{2, 2}}))
	fmt.Println(np.PadWrap(x, [][2]int{{2, 2}}))
	m := np.Ones[int](1, 2)
	fmt.Println(np.Pad(m, [][2]int{{1, 0}, {0, 1}}, 7)) // np.pad(m, ((1, 0), (0, 1)), constant_values=7)
	// Output:
	// [0 1 2 3 0 0]
	// [1 1 2 3 3 3]
	// [3 2 1 2 3 2 1]
	// [2 1 1 2 3 3 2]
	// [2 3 1 2 3 1 2]
	// [[7 7 7]
	//  [1 1 7]]
}

func ExampleAt() {
	a := np.Arange[int](12).Reshape(3, 4)
	i, j := np.New([]int{0, 2}), np.New([]int{1, 3})
	fmt.Println(np.At(a, i, j))               // a[i, j]
	fmt.Println(np.At(a, np.Ix(i, j)...))     // a[np.ix_(i, j)]
	at := np.UnravelIndex(np.ArgMax(a), 3, 4) // np.unravel_index(a.argmax(), a.shape)
	fmt.Println(at[0], at[1], np.At(a, at...))
	np.SetAt(a, np.Scalar(-1), i, j) // a[i, j] = -1
	fmt.Println(a)
	// Output:
	// [ 1 11]
	// [[ 1  3]
	//  [ 9 11]]
	// 2 3 11
	// [[ 0 -1  2  3]
	//  [ 4  5  6  7]
	//  [ 8  9 10 -1]]
}

func ExampleSetMask() {
	a := np.Arange[int](5)
	odd := np.EqualScalar(np.RemainderScalar(a, 2), 1)
	np.SetMask(a, odd, np.AddScalar(np.Mask(a, odd), 10)) // a[odd] += 10
	fmt.Println(a)
	// Output: [ 0 11  2 13  4]
}

func ExampleWith() {
	a := np.Zeros[int](2, 3)
	b := np.With(a, np.Scalar(1), ":, 1") // in JAX: a.at[:, 1].set(1)
	fmt.Println(a.At(0, 1), b)
	// Output:
	// 0 [[0 1 0]
	//  [0 1 0]]
}

func ExampleAlong() {
	m := np.Arange[int](6).Reshape(2, 3)
	for i, row := range np.Along(m, 0) { // for i, row in enumerate(m)
		fmt.Println(i, row)
	}
	for j, column := range np.Along(m, 1) {
		column.Fill(j) // m[:, j] = j: a view
	}
	fmt.Println(m)
	// Output:
	// 0 [0 1 2]
	// 1 [3 4 5]
	// [[0 1 2]
	//  [0 1 2]]
}

func ExampleBlocks() {
	m := np.Arange[int](12).Reshape(3, 4)
	for at, tile := range np.Blocks(m, 2, 3) {
		fmt.Println(at, np.Sum(tile))
	}
	total := 0
	for _, rows := range np.Blocks(m, 2) { // two rows at a time
		total += np.Sum(rows).Item()
	}
	fmt.Println(total)
	// Output:
	// [0 0] 18
	// [0 3] 10
	// [2 0] 27
	// [2 3] 11
	// 66
}

func ExampleNDEnumerate() {
	for index, v := range np.NDEnumerate(np.New([]int{5, 6}, 2, 1)) { // np.ndenumerate
		fmt.Println(index, v)
	}
	for index := range np.NDIndex(1, 2) { // np.ndindex
		fmt.Println(index)
	}
	// Output:
	// [0 0] 5
	// [1 0] 6
	// [0 0]
	// [0 1]
}
