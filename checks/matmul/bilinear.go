package matmul

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/matmul"
)

type bilinear = func(x, w, y *np.Array[float64]) *np.Array[float64]

// Bilinear asks for a product of three operands.
var Bilinear = &checks.Exercise[func(x, w, y *np.Array[float64]) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "matmul/bilinear",
		Func:  "Bilinear",
		Title: "A bilinear form",
		Hints: []string{
			"Write the letters of the formula: x has b and i, w has i and j, y has b and j. What is left?",
			"`\"bi,ij,bj->b\"`: b is in two operands and stays, so it is not summed over.",
		},
		Par:     1,
		Minutes: 4,
	},
	Reference: solutions.Bilinear,
	Criteria: func(answer bilinear) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1.5, Check: func(t *checks.T) {
				for _, s := range [][3]int{{4, 3, 3}, {4, 2, 3}, {3, 3, 3}, {1, 2, 2}, {5, 1, 4}} {
					x, w, y := quarters(t, s[0], s[1]), quarters(t, s[1], s[2]), quarters(t, s[0], s[2])
					want := np.Zeros[float64](s[0])
					for b := range s[0] {
						sum := 0.0
						for i := range s[1] {
							for j := range s[2] {
								sum += x.At(b, i) * w.At(i, j) * y.At(b, j)
							}
						}
						want.Set(sum, b)
					}
					t.Call("Bilinear(x, w, y), shapes (%d, %d), (%d, %d), (%d, %d)", s[0], s[1], s[1], s[2], s[0], s[2])
					t.Close(answer(x, w, y), want, 1e-12)
				}
			}},
			{Name: "no loop", Points: 0.5, Check: (*checks.T).NoLoop},
		}
	},
	Wrong: []checks.Wrong[bilinear]{
		{
			Name:  "keeps j",
			Fails: "values",
			Says:  "The result has two axes: j should be summed over too, so leave it out after the arrow.",
			Answer: func(x, w, y *np.Array[float64]) *np.Array[float64] {
				return np.Einsum("bi,ij,bj->bj", x, w, y)
			},
		},
		{
			Name:  "pairs every x with every y",
			Fails: "values",
			Says:  "Every row of x met every row of y. Row t of x goes with row t of y: the same letter for both.",
			Answer: func(x, w, y *np.Array[float64]) *np.Array[float64] {
				return np.Einsum("bi,ij,cj->bc", x, w, y)
			},
		},
		{
			Name:  "sums over the batch as well",
			Fails: "values",
			Says:  "There is one number for all: keep b after the arrow.",
			Answer: func(x, w, y *np.Array[float64]) *np.Array[float64] {
				return np.Einsum("bi,ij,bj->", x, w, y)
			},
		},
		{
			Name:  "turns w round",
			Fails: "values",
			Says:  "w was used transposed: its first axis goes with x, its second with y.",
			Answer: func(x, w, y *np.Array[float64]) *np.Array[float64] {
				return np.Einsum("bi,ji,bj->b", x, w, y)
			},
		},
		{
			Name:  "forgets w",
			Fails: "values",
			Says:  "w is missing from the product.",
			Answer: func(x, w, y *np.Array[float64]) *np.Array[float64] {
				return solutions.Bilinear(x, np.OnesLike(w), y)
			},
		},
	},
}
