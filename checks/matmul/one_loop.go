package matmul

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/matmul"
)

// MatMulBroadcast asks for the matrix product with one loop.
var MatMulBroadcast = &checks.Exercise[func(a, b *np.Array[float32]) *np.Array[float32]]{
	Info: checks.Info{
		ID:    "matmul/one_loop",
		Func:  "MatMulBroadcast",
		Title: "One loop left",
		Hints: []string{
			"Row i of a has shape (k,), b has (k, n). What must the row's shape be, so that it stretches over b's columns?",
			"`a.S(\"%d, :, None\", i)` has shape (k, 1). Times b that is (k, n).",
			"Add up over k, which is axis 0: `np.Sum(…, np.Axis(0))` has shape (n,). `np.CopyTo(c.S(\"%d\", i), …)` puts it into row i, or `np.SumInto` does both.",
		},
		Par:     4,
		Minutes: 10,
	},
	Reference: solutions.MatMulBroadcast,
	Criteria: func(answer multiply) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 3, Check: func(t *checks.T) { products(t, "MatMulBroadcast", answer) }},
			{Name: "one loop at most", Points: 0.5, Check: func(t *checks.T) {
				t.MaxLoops(1)
				t.Avoids("MatMul", "Einsum")
			}},
			{Name: "inputs unchanged", Points: 0.5, Check: func(t *checks.T) { unchanged(t, answer) }},
		}
	},
	Wrong: []checks.Wrong[multiply]{
		{
			Name:  "adds up along the wrong axis",
			Fails: "values",
			Says:  "The products were added up along axis 1. Of (k, n) the k goes: axis 0.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
				for i := range a.Shape()[0] {
					np.CopyTo(c.S("%d", i), np.Sum(np.Multiply(a.S("%d, :, None", i), b), np.Axis(1)))
				}
				return c
			},
		},
		{
			Name:  "leaves out the new axis",
			Fails: "values",
			Says:  "Without a new axis the row is lined up with b's columns, from the right, and works at all only where b is square: make it (k, 1).",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
				for i := range a.Shape()[0] {
					np.CopyTo(c.S("%d", i), np.Sum(np.Multiply(a.S("%d", i), b), np.Axis(0)))
				}
				return c
			},
		},
		{
			Name:  "keeps the last row only",
			Fails: "values",
			Says:  "Only the last row is filled: each pass of the loop writes its own row, `c.S(\"%d\", i)`.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
				np.CopyTo(c.S("-1:"), product(a.S("-1:"), b))
				return c
			},
		},
		{
			Name:  "adds up everything",
			Fails: "values",
			Says:  "All elements of a row are equal: the sum was taken over both axes.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				sums := np.Sum(product(a, b), np.Axis(1), np.KeepDims)
				return np.Copy(np.BroadcastTo(sums, a.Shape()[0], b.Shape()[1]))
			},
		},
		{
			Name:  "needs two loops",
			Fails: "one loop at most",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				c := np.Zeros[float32](a.Shape()[0], b.Shape()[1])
				for i := range a.Shape()[0] {
					for j := range b.Shape()[1] {
						c.Set(np.Sum(np.Multiply(a.S("%d", i), b.S(":, %d", j))).Item(), i, j)
					}
				}
				return c
			},
		},
	},
}
