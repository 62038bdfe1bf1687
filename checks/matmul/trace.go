package matmul

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/matmul"
)

type trace = func(a *np.Array[float64]) float64

// Trace asks for the sum of the diagonal.
var Trace = &checks.Exercise[func(a *np.Array[float64]) float64]{
	Info: checks.Info{
		ID:    "matmul/trace",
		Func:  "Trace",
		Title: "A trace",
		Hints: []string{
			"The same letter twice in one operand walks down the diagonal: `ii`.",
			"`\"ii->\"`: nothing after the arrow, so everything is summed. `.Item()` is the number.",
		},
		Par:     1,
		Minutes: 3,
	},
	Reference: solutions.Trace,
	Criteria: func(answer trace) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 0.75, Check: func(t *checks.T) {
				for _, n := range []int{3, 1, 6} {
					a, want := quarters(t, n, n), 0.0
					for i := range n {
						want += a.At(i, i)
					}
					t.Call("Trace(a), a of shape (%d, %d)", n, n)
					t.Close(answer(a), want, 1e-12)
				}
			}},
			{Name: "no loop", Points: 0.25, Check: (*checks.T).NoLoop},
		}
	},
	Wrong: []checks.Wrong[trace]{
		{
			Name:  "adds up everything",
			Fails: "values",
			Says:  "All elements were added up: \"ij->\" has two letters; the diagonal has the same one twice.",
			Answer: func(a *np.Array[float64]) float64 {
				return np.Einsum("ij->", a).Item()
			},
		},
		{
			Name:  "takes the other diagonal",
			Fails: "values",
			Says:  "That is the other diagonal.",
			Answer: func(a *np.Array[float64]) float64 {
				return np.Einsum("ii->", a.S("::-1")).Item()
			},
		},
		{
			Name:  "multiplies the diagonal",
			Fails: "values",
			Says:  "The diagonal's elements were multiplied; the trace is their sum.",
			Answer: func(a *np.Array[float64]) float64 {
				return np.Prod(np.Diagonal(a)).Item()
			},
		},
		{
			Name:  "takes the mean of the diagonal",
			Fails: "values",
			Says:  "That is the mean of the diagonal: the sum is wanted.",
			Answer: func(a *np.Array[float64]) float64 {
				return np.Mean(np.Diagonal(a)).Item()
			},
		},
	},
}
