package matmul

import (
	"math"

	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/matmul"
)

type frobenius = func(m *np.Array[float64]) float64

// Frobenius asks for the root of the sum of squares.
var Frobenius = &checks.Exercise[func(m *np.Array[float64]) float64]{
	Info: checks.Info{
		ID:    "matmul/frobenius",
		Func:  "Frobenius",
		Title: "The Frobenius norm",
		Hints: []string{
			"Three steps, from the inside out: square all elements, add them all up, take the root.",
			"`np.Sum(…)` without an axis adds up everything; `.Item()` is the number; `math.Sqrt` its root.",
			"For the bonus divide by the largest absolute value first, and multiply by it at the end. Mind the matrix of zeros.",
		},
		Par:     4,
		Minutes: 5,
	},
	Reference: solutions.Frobenius,
	Criteria: func(answer frobenius) []checks.Criterion {
		check := func(t *checks.T, m *np.Array[float64], want float64) {
			t.Call("Frobenius(m), m of shape (%d, %d)", m.Shape()[0], m.Shape()[1])
			t.Close(answer(m), want, 1e-12)
		}
		return []checks.Criterion{
			{Name: "values", Points: 0.5, Check: func(t *checks.T) {
				check(t, np.AsArray([]float64{3, -4}, 1, 2), 5)
				check(t, np.AsArray([]float64{-2}, 1, 1), 2)
				check(t, np.Zeros[float64](2, 2), 0)
				for _, m := range []*np.Array[float64]{t.Uniform(3, 5), t.Uniform(4, 4), t.Uniform(6, 4).S("::2").T()} {
					squares := 0.0
					for _, x := range m.All() {
						squares += x * x
					}
					check(t, m, math.Sqrt(squares))
				}
			}},
			{Name: "no loop", Points: 0.25, Check: (*checks.T).NoLoop},
			{Name: "input unchanged", Points: 0.25, Check: func(t *checks.T) {
				m := t.Uniform(3, 4)
				t.Unchanged(func() { answer(m) }, m)
			}},
			{Name: "elements of 1e200", Points: 0.5, Bonus: true, Check: func(t *checks.T) {
				check(t, np.AsArray([]float64{3e200, -4e200}, 2, 1), 5e200)
			}},
		}
	},
	Wrong: []checks.Wrong[frobenius]{
		{
			Name:  "leaves out the root",
			Fails: "values",
			Says:  "That is the sum of the squares: its root is missing.",
			Answer: func(m *np.Array[float64]) float64 {
				return np.Sum(np.Square(m)).Item()
			},
		},
		{
			Name:  "adds up absolute values",
			Fails: "values",
			Says:  "That is the sum of the absolute values: square the elements, and take the root at the end.",
			Answer: func(m *np.Array[float64]) float64 {
				return np.Sum(np.Abs(m)).Item()
			},
		},
		{
			Name:  "takes the largest row",
			Fails: "values",
			Says:  "That is the longest row's norm: all elements count.",
			Answer: func(m *np.Array[float64]) float64 {
				return math.Sqrt(np.Max(np.Sum(np.Square(m), np.Axis(1))).Item())
			},
		},
		{
			Name:  "looks at the diagonal only",
			Fails: "values",
			Says:  "Only the diagonal was looked at.",
			Answer: func(m *np.Array[float64]) float64 {
				return math.Sqrt(np.Sum(np.Square(np.Diagonal(m))).Item())
			},
		},
		{
			Name:  "squares in place",
			Fails: "input unchanged",
			Answer: func(m *np.Array[float64]) float64 {
				np.SquareInto(m, m)
				return math.Sqrt(np.Sum(m).Item())
			},
		},
	},
}
