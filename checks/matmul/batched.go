package matmul

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/matmul"
)

type batched = func(a, b *np.Array[float64]) *np.Array[float64]

// Batched asks for many products at once.
var Batched = &checks.Exercise[func(a, b *np.Array[float64]) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "matmul/batched",
		Func:  "Batched",
		Title: "Many products at once",
		Hints: []string{
			"It is the notation of one product, with one more letter: the batch's, which both operands and the result have.",
			"`\"bik,bkj->bij\"`.",
		},
		Par:     1,
		Minutes: 3,
	},
	Reference: solutions.Batched,
	Criteria: func(answer batched) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1.5, Check: func(t *checks.T) {
				for _, s := range [][4]int{{3, 2, 4, 5}, {1, 2, 3, 2}, {4, 3, 3, 3}, {3, 3, 3, 3}, {2, 1, 1, 1}} {
					a, b := quarters(t, s[0], s[1], s[2]), quarters(t, s[0], s[2], s[3])
					t.Call("Batched(a, b), a of shape (%d, %d, %d), b of shape (%d, %d, %d)", s[0], s[1], s[2], s[0], s[2], s[3])
					t.Close(answer(a, b), eachProduct(a, b), 1e-12)
				}
			}},
			{Name: "no loop", Points: 0.5, Check: (*checks.T).NoLoop},
		}
	},
	Wrong: []checks.Wrong[batched]{
		{
			Name:  "sums over the batch",
			Fails: "values",
			Says:  "The products were added up over the batch: keep its letter after the arrow.",
			Answer: func(a, b *np.Array[float64]) *np.Array[float64] {
				return np.Einsum("bik,bkj->ij", a, b)
			},
		},
		{
			Name:  "returns each product transposed",
			Fails: "values",
			Says:  "Each product is transposed: after the arrow i stands before j.",
			Answer: func(a, b *np.Array[float64]) *np.Array[float64] {
				return np.Einsum("bik,bkj->bji", a, b)
			},
		},
		{
			Name:  "multiplies by the first matrix of b",
			Fails: "values",
			Says:  "All matrices of a were multiplied by the first one of b.",
			Answer: func(a, b *np.Array[float64]) *np.Array[float64] {
				return np.Einsum("bik,kj->bij", a, b.S("0"))
			},
		},
		{
			Name:  "names the two batches differently",
			Fails: "values",
			Says:  "Each matrix of a was multiplied by the sum of all matrices of b: the batch has the same letter in both operands.",
			Answer: func(a, b *np.Array[float64]) *np.Array[float64] {
				return np.Einsum("aik,bkj->aij", a, b)
			},
		},
		{
			Name:  "puts the batch last",
			Fails: "values",
			Says:  "The batch is the last axis of the result; it should be the first.",
			Answer: func(a, b *np.Array[float64]) *np.Array[float64] {
				return np.Einsum("bik,bkj->ijb", a, b)
			},
		},
		{
			Name:  "loops over the batch",
			Fails: "no loop",
			Answer: func(a, b *np.Array[float64]) *np.Array[float64] {
				return eachProduct(a, b)
			},
		},
	},
}

// eachProduct multiplies the matrices of a and b, one pair after another.
func eachProduct(a, b *np.Array[float64]) *np.Array[float64] {
	n, m, k, p := a.Shape()[0], a.Shape()[1], a.Shape()[2], b.Shape()[2]
	c := np.Zeros[float64](n, m, p)
	for t := range n {
		for i := range m {
			for j := range p {
				sum := 0.0
				for l := range k {
					sum += a.At(t, i, l) * b.At(t, l, j)
				}
				c.Set(sum, t, i, j)
			}
		}
	}
	return c
}
