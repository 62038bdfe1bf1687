package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type addConstantLoop = func(m *np.Array[float64], c float64)

// AddConstantLoop asks for an addition in place, element by element.
var AddConstantLoop = &checks.Exercise[func(m *np.Array[float64], c float64)]{
	Info: checks.Info{
		ID:    "fasterer/add_constant_loop",
		Func:  "AddConstantLoop",
		Title: "Add a constant, element by element",
		Hints: []string{
			"`m.Shape()` is a slice: rows, then columns. One loop over each.",
			"`m.At(i, j)` gives you a copy of the element. To change the matrix, write the new value back.",
			"The line inside both loops: `m.Set(m.At(i, j)+c, i, j)`.",
		},
		Par:     3,
		Minutes: 5,
	},
	Reference: solutions.AddConstantLoop,
	Criteria: func(answer addConstantLoop) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values, in place", Points: 1, Check: func(t *checks.T) {
				for _, shape := range [][]int{{3, 5}, {4, 4}, {1, 1}, {5, 2}, {0, 3}} {
					m := t.Uniform(shape...)
					want := np.AddScalar(m, 1)
					t.Call("AddConstantLoop(m, 1), m of shape (%d, %d)", shape[0], shape[1])
					answer(m, 1)
					t.Equal(m, want)
				}
			}},
			{Name: "a view's neighbours", Points: 0.5, Check: func(t *checks.T) {
				big := t.Uniform(5, 6)
				want := np.Copy(big)
				np.AddScalarInto(want.S("1:4, ::2"), want.S("1:4, ::2"), -2)
				t.Call(`AddConstantLoop(big.S("1:4, ::2"), -2)`)
				answer(big.S("1:4, ::2"), -2)
				t.Equal(big, want)
			}},
			{Name: "a loop", Points: 0.5, Check: (*checks.T).HasLoop},
		}
	},
	Wrong: []checks.Wrong[addConstantLoop]{
		{
			Name:  "changes a copy",
			Fails: "values, in place",
			Says:  "m is as it was before: `At` gives you a copy of the element; `Set` writes into the matrix.",
			Answer: func(m *np.Array[float64], c float64) {
				for i := range m.Shape()[0] {
					for j := range m.Shape()[1] {
						x := m.At(i, j)
						x += c
						_ = x
					}
				}
			},
		},
		{
			Name:  "stops one row short",
			Fails: "values, in place",
			Says:  "The last row is untouched: `range n` already stops before n.",
			Answer: func(m *np.Array[float64], c float64) {
				for i := range max(0, m.Shape()[0]-1) {
					for j := range m.Shape()[1] {
						m.Set(m.At(i, j)+c, i, j)
					}
				}
			},
		},
		{
			Name:  "stops one column short",
			Fails: "values, in place",
			Says:  "The last column is untouched: `range n` already stops before n.",
			Answer: func(m *np.Array[float64], c float64) {
				for i := range m.Shape()[0] {
					for j := range max(0, m.Shape()[1]-1) {
						m.Set(m.At(i, j)+c, i, j)
					}
				}
			},
		},
		{
			Name:  "only a square part",
			Fails: "values, in place",
			Says:  "Only as many columns as there are rows have changed: the columns have a loop of their own, over m.Shape()[1].",
			Answer: func(m *np.Array[float64], c float64) {
				n := min(m.Shape()[0], m.Shape()[1])
				for i := range n {
					for j := range n {
						m.Set(m.At(i, j)+c, i, j)
					}
				}
			},
		},
		{
			Name:  "sets every element to c",
			Fails: "values, in place",
			Says:  "Every element is c now: add c to what was there.",
			Answer: func(m *np.Array[float64], c float64) {
				for i := range m.Shape()[0] {
					for j := range m.Shape()[1] {
						m.Set(c, i, j)
					}
				}
			},
		},
		{
			Name:  "writes over the storage",
			Fails: "a view's neighbours",
			Says:  "Elements outside the view have changed: a view's elements are not side by side in memory. Go through At and Set, which know the strides.",
			Answer: func(m *np.Array[float64], c float64) {
				whole := m.Data()
				for i := range whole {
					whole[i] += c
				}
			},
		},
		{
			Name:  "one library call",
			Fails: "a loop",
			Answer: func(m *np.Array[float64], c float64) {
				np.AddScalarInto(m, m, c)
			},
		},
	},
}
