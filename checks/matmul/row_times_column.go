package matmul

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/matmul"
)

// MatMulRows asks for the matrix product from rows and columns.
var MatMulRows = &checks.Exercise[func(a, b *np.Array[float32]) *np.Array[float32]]{
	Info: checks.Info{
		ID:    "matmul/row_times_column",
		Func:  "MatMulRows",
		Title: "Row times column",
		Hints: []string{
			"`a.S(\"%d\", i)` is row i, `b.S(\":, %d\", j)` is column j: both views, of shape (k,).",
			"`np.Multiply` of the two has shape (k,); its sum is the element.",
			"`np.Sum(…)` is an array of no dimensions; `.Item()` takes the number out: `c.Set(np.Sum(np.Multiply(row, column)).Item(), i, j)`.",
		},
		Par:     5,
		Minutes: 6,
	},
	Reference: solutions.MatMulRows,
	Criteria: func(answer multiply) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) { products(t, "MatMulRows", answer) }},
			{Name: "two loops at most", Points: 0.5, Check: func(t *checks.T) {
				t.MaxLoops(2)
				t.Avoids("MatMul", "Einsum")
			}},
			{Name: "inputs unchanged", Points: 0.5, Check: func(t *checks.T) { unchanged(t, answer) }},
		}
	},
	Wrong: []checks.Wrong[multiply]{
		{
			Name:  "takes a column of a",
			Fails: "values",
			Says:  "That is aᵀ·b: rows of a, `a.S(\"%d\", i)`, meet columns of b.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				return product(a.T(), b)
			},
		},
		{
			Name:  "takes a row of b",
			Fails: "values",
			Says:  "That is a·bᵀ: of b the columns are wanted, `b.S(\":, %d\", j)`.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				return product(a, b.T())
			},
		},
		{
			Name:  "takes the mean",
			Fails: "values",
			Says:  "Each element is too small by the length of a row: the sum is wanted, not the mean.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				return np.DivideScalar(product(a, b), float32(a.Shape()[1]))
			},
		},
		{
			Name:  "keeps the first product only",
			Fails: "values",
			Says:  "Only the first product of each sum is there: add up the whole row times column.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				return product(a.S(":, :1"), b.S(":1"))
			},
		},
		{
			Name:  "needs three loops",
			Fails: "two loops at most",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
				for i := range a.Shape()[0] {
					for j := range b.Shape()[1] {
						for l := range a.Shape()[1] {
							c.Set(c.At(i, j)+a.At(i, l)*b.At(l, j), i, j)
						}
					}
				}
				return c
			},
		},
	},
}
