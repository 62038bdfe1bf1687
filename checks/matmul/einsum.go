package matmul

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/matmul"
)

// MatMulEinsum asks for the matrix product in Einstein's notation.
var MatMulEinsum = &checks.Exercise[func(a, b *np.Array[float32]) *np.Array[float32]]{
	Info: checks.Info{
		ID:    "matmul/einsum",
		Func:  "MatMulEinsum",
		Title: "The product in Einstein's notation",
		Hints: []string{
			"Name a's axes i and k, b's axes k and j: the shared letter is the one that is summed over.",
			"`np.Einsum(\"ik,kj->…\", a, b)`: after the arrow stand the letters that are left, rows first.",
		},
		Par:     1,
		Minutes: 4,
	},
	Reference: solutions.MatMulEinsum,
	Criteria: func(answer multiply) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 0.5, Check: func(t *checks.T) { products(t, "MatMulEinsum", answer) }},
			{Name: "no loop, and no MatMul", Points: 0.5, Check: func(t *checks.T) {
				t.NoLoop()
				t.Avoids("MatMul")
			}},
		}
	},
	Wrong: []checks.Wrong[multiply]{
		{
			Name:  "returns the transpose",
			Fails: "values",
			Says:  "That is the transpose: after the arrow the letters stand in the order of the result's axes, ij.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				return np.Einsum("ik,kj->ji", a, b)
			},
		},
		{
			Name:  "pairs with rows of b",
			Fails: "values",
			Says:  "\"ik,jk->ij\" is a·bᵀ: b's first axis is the one it shares with a, kj.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				return np.Einsum("ik,jk->ij", a, b)
			},
		},
		{
			Name:  "keeps all three axes",
			Fails: "values",
			Says:  "The result has three axes: leave k out after the arrow, and it is summed over.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				return np.Einsum("ik,kj->ikj", a, b)
			},
		},
		{
			Name:  "sums over the columns too",
			Fails: "values",
			Says:  "The result has one axis: what is left out after the arrow is summed over, and j should stay.",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				return np.Einsum("ik,kj->i", a, b)
			},
		},
		{
			Name:  "calls MatMul",
			Fails: "no loop, and no MatMul",
			Answer: func(a, b *np.Array[float32]) *np.Array[float32] {
				return np.MatMul(a, b)
			},
		},
	},
}
