package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type makeMatrix = func(n int) *np.Array[float64]

// MakeMatrix asks for a matrix of 0.1 with a diagonal of 1.
var MakeMatrix = &checks.Exercise[func(n int) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "fasterer/make_matrix",
		Func:  "MakeMatrix",
		Title: "Make a matrix",
		Hints: []string{
			"Start from a matrix that is 0.1 everywhere; then change only the diagonal.",
			"`np.Full(0.1, n, n)` is the first half. `np.Diagonal(m)` is not a copy of the diagonal but a view of it: what you write there is in `m`.",
			"`np.Diagonal(m).Fill(1)`, then `return m`.",
		},
		Par:     3,
		Minutes: 5,
	},
	Reference: solutions.MakeMatrix,
	Criteria: func(answer makeMatrix) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1, Check: func(t *checks.T) {
				for _, n := range []int{7, 2, 1, 0, 256} {
					t.Call("MakeMatrix(%d)", n)
					want := np.Full(0.1, n, n)
					for i := range n {
						want.Set(1, i, i)
					}
					t.Equal(answer(n), want)
				}
			}},
			{Name: "no loop", Points: 1, Check: (*checks.T).NoLoop},
		}
	},
	Wrong: []checks.Wrong[makeMatrix]{
		{
			Name:  "adds the identity to 0.1",
			Fails: "values",
			Says:  "The diagonal is 1.1, wanted 1: adding the identity also added to the 0.1 that was there.",
			Answer: func(n int) *np.Array[float64] {
				return np.AddScalar(np.Eye[float64](n), 0.1)
			},
		},
		{
			Name:  "swaps 1 and 0.1",
			Fails: "values",
			Says:  "1 and 0.1 have changed places: 1 belongs on the diagonal.",
			Answer: func(n int) *np.Array[float64] {
				m := np.Full(1.0, n, n)
				np.Diagonal(m).Fill(0.1)
				return m
			},
		},
		{
			Name:  "ignores n",
			Fails: "values",
			Says:  "The matrix is always 1024×1024: use n for both sizes.",
			Answer: func(int) *np.Array[float64] {
				return solutions.MakeMatrix(1024)
			},
		},
		{
			Name:  "fills the other diagonal",
			Fails: "values",
			Says:  "That is the other diagonal: the main one runs from the top left to the bottom right.",
			Answer: func(n int) *np.Array[float64] {
				m := np.Full(0.1, n, n)
				np.Diagonal(m.S("::-1")).Fill(1)
				return m
			},
		},
		{
			Name:  "leaves the diagonal alone",
			Fails: "values",
			Says:  "The diagonal is still 0.1: set it to 1.",
			Answer: func(n int) *np.Array[float64] {
				return np.Full(0.1, n, n)
			},
		},
		{
			Name:  "sets the diagonal in a loop",
			Fails: "no loop",
			Answer: func(n int) *np.Array[float64] {
				m := np.Full(0.1, n, n)
				for i := range n {
					m.Set(1, i, i)
				}
				return m
			},
		},
	},
}
