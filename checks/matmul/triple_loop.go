package matmul

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/matmul"
)

type multiply = func(a, b *np.Array[float32]) *np.Array[float32]

// MatMulLoops asks for the matrix product in three loops.
var MatMulLoops = &checks.Exercise[func(a, b *np.Array[float32]) *np.Array[float32]]{
	Info: checks.Info{
		ID:    "matmul/triple_loop",
		Func:  "MatMulLoops",
		Title: "Multiply matrices in three loops",
		Hints: []string{
			"Three names help: i for the rows of a, j for the columns of b, l for what both have in common.",
			"Begin with `np.Zeros[float32](m, n)` and add each product to what is there: `c.Set(c.At(i, j) + …, i, j)`.",
			"The product is `a.At(i, l) * b.At(l, j)`: l counts a's columns and b's rows.",
		},
		Par:     9,
		Minutes: 10,
	},
	Reference: solutions.MatMulLoops,
	Criteria: func(answer multiply) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2.5, Check: func(t *checks.T) { products(t, "MatMulLoops", answer) }},
			{Name: "inputs unchanged", Points: 0.5, Check: func(t *checks.T) { unchanged(t, answer) }},
			{Name: "refuses what does not fit", Points: 0.5, Check: func(t *checks.T) {
				t.Call("MatMulLoops(a, b), a of shape (2, 3), b of shape (4, 5)")
				t.Panics(func() { answer(quarters32(t, 2, 3), quarters32(t, 4, 5)) }, "2", "3", "4", "5")
			}},
			{Name: "three loops", Points: 0.5, Check: func(t *checks.T) {
				t.HasLoop()
				t.Avoids("MatMul", "Einsum", "Dot")
			}},
		}
	},
	Wrong: []checks.Wrong[multiply]{
		{
			Name:  "multiplies by the transpose of b",
			Fails: "values",
			Says:  "Equals a·bᵀ where that exists: the element of b is b[l, j], row l and column j.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				return product(a, b.T())
			},
		},
		{
			Name:  "writes over the sum",
			Fails: "values",
			Says:  "Only the last product is left: each must be added to what is there.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
				for i := range a.Shape()[0] {
					for j := range b.Shape()[1] {
						for l := range a.Shape()[1] {
							c.Set(a.At(i, l)*b.At(l, j), i, j)
						}
					}
				}
				return c
			},
		},
		{
			Name:  "adds to memory that is not cleared",
			Fails: "values",
			Says:  "NaN: `np.Empty` gives memory as it is, whatever is in it. Sums begin with `np.Zeros`.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				c := np.Empty[float32](a.Shape()[0], b.Shape()[1])
				np.AddInto(c, c, product(a, b))
				return c
			},
		},
		{
			Name:  "leaves out the last product",
			Fails: "values",
			Says:  "Each sum is one product short: l runs over all columns of a.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				return product(a.S(":, :-1"), b.S(":-1"))
			},
		},
		{
			Name:  "takes whatever fits",
			Fails: "refuses what does not fit",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				k := min(a.Shape()[1], b.Shape()[0])
				return product(a.S(":, :%d", k), b.S(":%d", k))
			},
		},
	},
}
