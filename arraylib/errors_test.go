package arraylib

import (
	"math"
	"strings"
	"testing"
)

func TestPanics(t *testing.T) {
	m := Arange[float64](6).Reshape(2, 3)
	ints := Arange[int](4)
	empty := Zeros[float64](0, 3)
	tests := []struct {
		name string
		want string
		f    func()
	}{
		{"add", "Add: shapes (2, 3) and (2,) do not broadcast: axis -1 has lengths 3 and 2", func() { Add(m, Ones[float64](2)) }},
		{"add middle", "BroadcastShapes: shapes (2, 3, 4) and (5, 4) do not broadcast: axis -2 has lengths 3 and 5", func() { BroadcastShapes([]int{2, 3, 4}, []int{5, 4}) }},
		{"into shape", "AddInto: shapes (3, 2) and (2, 3) differ: the first is dst's, the second the result's", func() { AddInto(Zeros[float64](3, 2), m, m) }},
		{"into smaller", "AddInto: shapes (3,) and (2, 3) differ", func() { AddInto(Zeros[float64](3), Zeros[float64](3), m) }},
		{"into broadcast", "NegativeInto: shape (2, 3) is a broadcast view", func() { NegativeInto(BroadcastTo(Zeros[float64](3), 2, 3), m) }},
		{"copy to broadcast", "CopyTo: shape (2, 3) is a broadcast view", func() { CopyTo(BroadcastTo(Zeros[float64](3), 2, 3), m) }},
		{"copy to", "CopyTo: shapes (2, 3) and (3,) differ: the first does not stretch to the second", func() { CopyTo(Zeros[float64](3), m) }},
		{"broadcast to", "BroadcastTo: shapes (2, 3) and (3, 3) differ", func() { BroadcastTo(m, 3, 3) }},
		{"broadcast to fewer", "BroadcastTo: shapes (2, 3) and (3,) differ", func() { BroadcastTo(m, 3) }},
		{"broadcast overflow", "has more elements than an int can count", func() { BroadcastTo(Scalar(1), math.MaxInt/2, 3) }},
		{"reshape", "Reshape: shapes (2, 3) and (4,) do not fit: the first has 6 elements, the second 4 elements", func() { m.Reshape(4) }},
		{"reshape -1", "Reshape: shapes (2, 3) and (4, -1) do not fit: the first has 6 elements, which the other lengths do not divide", func() { m.Reshape(4, -1) }},
		{"reshape two -1", "Reshape: shapes (2, 3) and (-1, -1) do not fit: only one length may be -1", func() { m.Reshape(-1, -1) }},
		{"reshape empty", "any length would do for the -1", func() { empty.Reshape(-1, 0) }},
		{"negative length", "Zeros: shape (2, -1) has a negative length", func() { Zeros[int](2, -1) }},
		{"overflow", "has more elements than an int can count", func() { Zeros[int](math.MaxInt/2, 3) }},
		{"overflow by an empty axis", "has more elements than an int can count", func() { Zeros[int](math.MaxInt, math.MaxInt, 0) }},
		{"too large", "Full: shape", func() { Full(1.0, math.MaxInt/4) }},
		{"dimensions", "has more than 31 dimensions", func() { Zeros[int](make([]int, 32)...) }},
		{"new", "New: shape (2, 2) holds 4 elements, the slice 3 elements", func() { New([]int{1, 2, 3}, 2, 2) }},
		{"eye", "Eye: shape (-1, -1) has a negative length", func() { Eye[int](-1) }},
		{"item", "Item: shape (2, 3) has 6 elements, not 1", func() { m.Item() }},
		{"take", "Take: index 3 is outside axis 1, which has length 3, shape (2, 3)", func() { Take(m, New([]int{0, 3}), Axis(1)) }},
		{"take flat", "Take: index -7 is outside an array of shape (2, 3)", func() { Take(m, New([]int{-7})) }},
		{"take unsigned", "Take: index 18446744073709551615 is outside", func() { Take(m, New([]uint64{math.MaxUint64})) }},
		{"take two axes", "Take: axis 1 is one too many or too few: one axis is needed, shape (2, 3)", func() { Take(m, ints, Axis(0, 1)) }},
		{"take along axis", "TakeAlongAxis: shapes (2, 3) and (4,) do not fit: the second is the indices', and needs as many axes", func() { TakeAlongAxis(m, ints) }},
		{"put", "Put: shapes (1,) and (2,) do not fit: the first is what is selected, the second the values', and does not stretch to it", func() { Put(m, New([]int{0}), New([]float64{1, 2})) }},
		{"put to broadcast", "Put: shape (2, 3) is a broadcast view", func() { Put(BroadcastTo(m.S("0"), 2, 3), New([]int{0}), Scalar(1.0)) }},
		{"mask", "Mask: shapes (2, 3) and (3,) differ: the second is the mask's", func() { Mask(m, Full(true, 3)) }},
		{"set mask", "SetMask: shapes (2, 3) and (2, 3, 1) differ: the second is the mask's", func() { SetMask(m, Full(true, 2, 3, 1), m) }},
		{"set mask values", "SetMask: shapes (2,) and (3,) do not fit: the first is what is selected, the second the values'", func() { SetMask(ints, LessScalar(ints, 2), New([]int{1, 2, 3})) }},
		{"set mask of broadcast", "SetMaskScalar: shape (2, 3) is a broadcast view", func() { SetMaskScalar(BroadcastTo(m.S("0"), 2, 3), Full(true, 2, 3), 1) }},
		{"compress", "Compress: shapes (2, 3) and (2,) do not fit: the second is the mask's, and needs one axis of 3 elements", func() { Compress(m, Full(true, 2), Axis(1)) }},
		{"where", "Where: shapes (2, 3) and (2,) do not broadcast", func() { Where(Full(true, 2, 3), Ones[int](2), Scalar(1)) }},
		{"where into", "WhereInto: shapes (3,) and (2, 3) differ", func() { WhereScalarInto(Ones[float64](3), Full(true, 2, 3), m, 1) }},
		{"nonzero", "Nonzero: shape () has no axis to have an index of", func() { Nonzero(Scalar(1)) }},
		{"concat", "Concat: shapes (2, 3) and (4,) differ in an axis other than 0", func() { Concat(0, m, Ones[float64](4)) }},
		{"concat nothing", "Concat: one array at least is needed", func() { Concat[int](0) }},
		{"stack", "Stack: shapes (2, 3) and (3, 2) differ", func() { Stack(0, m, m.T()) }},
		{"stack nothing", "Stack: one array at least is needed", func() { Stack[int](0) }},
		{"split", "Split: shape (2, 3) does not divide into 2 parts of equal length along axis 1", func() { Split(m, 2, Axis(1)) }},
		{"repeat", "Repeat: shape (2, -1) has a negative length", func() { Repeat(m, -1, Axis(0)) }},
		{"repeat each", "RepeatEach: shape (2,) has a negative count", func() { RepeatEach(m, New([]int{1, -1}), Axis(0)) }},
		{"tile", "has more elements than an int can count", func() { Tile(m, math.MaxInt) }},
		{"tril", "Tril: shape (4,) is of no matrix: two axes are needed", func() { Tril(ints, 0) }},
		{"meshgrid", "Meshgrid: shape (2, 3) has more than one axis", func() { Meshgrid(m) }},
		{"correction", "Sum: shape (2, 3) has no use for a Correction: that is for Var and Std", func() { Sum(m, Correction(1)) }},
		{"var axis", "Var: axis 2 is out of range for 2 axes", func() { Var(m, Axis(2)) }},
		{"cumsum axes", "CumSum: axis 1 is one too many or too few", func() { CumSum(m, Axis(0, 1)) }},
		{"diff", "Diff: axis -1 is out of range for 0 axes", func() { Diff(Scalar(1)) }},
		{"diagonal", "Diagonal: shape (4,) has no diagonal: two axes are needed", func() { Diagonal(ints) }},
		{"format", "Format: shape (2, 3) is to be written with -1 decimals", func() { Format(m, -1) }},
		{"squeeze", "Squeeze: shape (2, 3) has length 2 along axis 0, not 1", func() { Squeeze(m, 0) }},
		{"max of none", "Max: shape (0, 3) has length 0 along an axis that needs an element", func() { Max(empty) }},
		{"argmin of none", "ArgMin: shape (0, 3) has length 0", func() { ArgMin(empty, Axis(0)) }},
		{"arange step", "Arange: the step is 0", func() { Arange[int](0, 1, 0) }},
		{"arange fractional step", "Arange: the step is 0", func() { Arange[float64](0, 1, 0.0) }},
		{"arange nan", "Arange: there is no number of elements: start, stop or step is NaN or infinite", func() { Arange[float64](math.NaN()) }},
		{"arange endless", "Arange: there are more elements than can be addressed", func() { Arange[float64](math.Inf(1)) }},
		{"arange none", "Arange: stop is needed", func() { Arange[int, int]() }},
		{"axis", "Sum: axis 2 is out of range for 2 axes, shape (2, 3)", func() { Sum(m, Axis(2)) }},
		{"negative axis", "Sum: axis -3 is out of range for 2 axes", func() { Sum(m, Axis(-3)) }},
		{"axis of a scalar", "Sum: axis 0 is out of range for 0 axes, shape ()", func() { Sum(Scalar(1), Axis(0)) }},
		{"axis twice", "Axis: axis 1 is named twice", func() { Axis(1, 1) }},
		{"axis twice by sign", "Mean: axis 0 is named twice", func() { Mean(m, Axis(0, -2)) }},
		{"axis of no array", "Axis: axis 31 is one that no array has", func() { Axis(31) }},
		{"argmax axes", "ArgMax: axis 1 is one too many", func() { ArgMax(Zeros[int](2, 2, 2), Axis(0, 1)) }},
		{"transpose", "Transpose: axis 2 is out of range for 2 axes", func() { Transpose(m, 0, 2) }},
		{"transpose twice", "Transpose: axis 0 is named twice", func() { Transpose(m, 0, 0) }},
		{"transpose few", "Transpose: shape (2, 3) has 2 axes, the order names 1 axis", func() { Transpose(m, 0) }},
		{"expand", "ExpandDims: axis 3 is out of range for 3 axes", func() { ExpandDims(m, 3) }},
		{"flip", "Flip: axis 5 is out of range", func() { Flip(m, 5) }},
		{"index", "index (1, 3) of shape (2, 3): index 3 is outside axis 1, which has length 3", func() { m.At(1, 3) }},
		{"negative index", "index (-3, 0) of shape (2, 3): index -3 is outside axis 0, which has length 2", func() { m.Set(1, -3, 0) }},
		{"index count", "index (1,) of shape (2, 3): 1 number for 2 axes", func() { m.At(1) }},
		{"index of a scalar", "index (0,) of shape (): 1 number for 0 axes", func() { Scalar(1).At(0) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			defer func() {
				err, ok := recover().(error)
				if !ok {
					t.Fatal("no panic with an error")
				}
				switch err.(type) {
				case *ShapeError, *AxisError, *IndexError:
				default:
					t.Fatalf("panic of type %T: %v", err, err)
				}
				if !strings.Contains(err.Error(), test.want) {
					t.Errorf("message is\n%s\nwant in it\n%s", err, test.want)
				}
			}()
			test.f()
		})
	}
}

func TestSliceErrors(t *testing.T) {
	a := Zeros[int](4, 5)
	tests := []struct {
		text  string
		args  []int
		caret string // under the text
		want  string
	}{
		{"1:, x", nil, "    ^", "expected a number, ':', '...' or None"},
		{"", nil, "^", "expected a number"},
		{"1 2", nil, "  ^", "expected ',' or ':'"},
		{"1,,2", nil, "  ^", "expected a number"},
		{"0, 5", nil, "   ^", "index 5 is outside axis 1, which has length 5"},
		{"-5", nil, "^", "index -5 is outside axis 0, which has length 4"},
		{"0, None, 0, 0", nil, "            ^", "too many indices for 2 axes"},
		{"..., 0, ...", nil, "        ^", "only one ... is possible"},
		{"::0", nil, "  ^", "a step cannot be 0"},
		{":, 99999999999999999999:", nil, "   ^", "does not fit an int"},
		{"- 1", nil, " ^", "expected digits after the sign"},
		{"%d, %d", []int{1}, "    ^", "no number was given for this %d"},
		{"%d", []int{1, 2}, "  ^", "has 1 number more than %d signs"},
		{"%d", []int{7}, "^", "index 7 is outside axis 0"},
		{"é", nil, "^", "expected a number"},
		{"1:2:3:4", nil, "     ^", "expected ',' or ':'"},
		{"[1:]", nil, "^", "expected a number, ':', '...' or None: leave out the brackets, shape"},
		{"[0, 2]", nil, "^", ": leave out the brackets; for a list of indices: np.At(a, …), shape"},
		{":, [0, 2]", nil, "   ^", ": for a list of indices: np.Take(a, …, np.Axis(n)), shape"},
		{"newaxis, :", nil, "^", ": write None, shape"},
		{":, np.newaxis", nil, "   ^", ": write None, shape"},
		{"a > 3", nil, "^", ": for a mask: np.Mask(a, …), shape"},
		{"0 > 1", nil, "  ^", "expected ',' or ':': for a mask"},
		{"~mask", nil, "^", ": for a mask"},
		{"1:, row", nil, "    ^", ": for a number from outside: %d, and the number after the text, shape"},
		{strings.Repeat("None,", 30), nil, "^", "the result has more than 31 axes"},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			err := mustPanic[*SliceError](t, test.want, func() { a.S(test.text, test.args...) })
			lines := strings.Split(err.Error(), "\n")
			if len(lines) != 3 || lines[1] != "\t"+test.text || lines[2] != "\t"+test.caret {
				t.Errorf("message is\n%s\nwant the caret at\n\t%s", err, test.caret)
			}
		})
	}
}
