package arrays

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

type address = func(offset int, strides, index []int) int

// Address asks for the arithmetic of strides.
var Address = &checks.Exercise[func(offset int, strides, index []int) int]{
	Info: checks.Info{
		ID:    "arrays/address",
		Func:  "Address",
		Title: "Where is that element?",
		Hints: []string{
			"Begin at the first element, and walk: one step along an axis moves you by that axis's stride.",
			"`index[0]` steps along axis 0 move you by `index[0] * strides[0]`. Add up all axes, and do not forget where you began.",
			"`at := offset`, then `for axis, i := range index { at += i * strides[axis] }`.",
		},
		Par:     4,
		Minutes: 5,
	},
	Reference: solutions.Address,
	Criteria: func(answer address) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				// In storage of 0, 1, 2, … each element says where it lies.
				matrix, cube := np.Arange[int](24).Reshape(4, 6), np.Arange[int](60).Reshape(3, 4, 5)
				for _, a := range []*np.Array[int]{
					matrix, matrix.T(), matrix.S("2"), matrix.S(":, 5"), matrix.S("1::2, ::3"), matrix.S("::-1"), matrix.S("2, 5"),
					cube, np.Transpose(cube, 2, 0, 1), cube.S("1:, ::-1, 3::-2"),
					np.BroadcastTo(matrix.S("3"), 2, 6), cube.S("1, None, 2:, 4"), np.Diagonal(matrix, 1),
				} {
					for index := range np.NDIndex(a.Shape()...) {
						l := np.LayoutOf(a)
						t.Call("Address(%d, %v, %v)", l.Offset, l.Strides, index)
						t.Equal(answer(l.Offset, l.Strides, index), a.At(index...))
					}
				}
			}},
		}
	},
	Wrong: []checks.Wrong[address]{
		{
			Name:  "ignores the offset",
			Fails: "values",
			Says:  "The offset is missing: a view need not begin where its storage begins.",
			Answer: func(offset int, strides, index []int) int {
				return walk(0, strides, index)
			},
		},
		{
			Name:  "takes the last axis for contiguous",
			Fails: "values",
			Says:  "Along the last axis you moved by 1: it has a stride too, which is 6 in a column.",
			Answer: func(offset int, strides, index []int) int {
				at := offset
				for axis, i := range index {
					if axis == len(index)-1 {
						at += i
					} else {
						at += i * strides[axis]
					}
				}
				return at
			},
		},
		{
			Name:  "counts bytes",
			Fails: "values",
			Says:  "That is 8 times too much, a place in bytes. Strides count elements here (in NumPy, bytes).",
			Answer: func(offset int, strides, index []int) int {
				return 8 * walk(offset, strides, index)
			},
		},
		{
			Name:  "pairs index and strides from opposite ends",
			Fails: "values",
			Says:  "Index and strides have come together in opposite order: index[0] belongs to strides[0].",
			Answer: func(offset int, strides, index []int) int {
				at := offset
				for axis, i := range index {
					at += i * strides[len(strides)-1-axis]
				}
				return at
			},
		},
		{
			Name:  "knows no way back",
			Fails: "values",
			Says:  "A negative stride walks backwards: take it with its sign.",
			Answer: func(offset int, strides, index []int) int {
				at := offset
				for axis, i := range index {
					at += i * max(strides[axis], -strides[axis])
				}
				return at
			},
		},
		{
			Name:  "adds strides without counting steps",
			Fails: "values",
			Says:  "Each stride is there once: it is to be taken as many times as the index says.",
			Answer: func(offset int, strides, _ []int) int {
				at := offset
				for _, s := range strides {
					at += s
				}
				return at
			},
		},
	},
}

// walk is the right answer, for wrong ones to be made of.
func walk(offset int, strides, index []int) int {
	at := offset
	for axis, i := range index {
		at += i * strides[axis]
	}
	return at
}
