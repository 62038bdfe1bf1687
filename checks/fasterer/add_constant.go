package fasterer

import (
	"math"

	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type addConstant = func(m *np.Array[float64], c float64) *np.Array[float64]

// AddConstant asks for an addition in one line, into a new matrix.
var AddConstant = &checks.Exercise[func(m *np.Array[float64], c float64) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "fasterer/add_constant",
		Func:  "AddConstant",
		Title: "Add a constant, in one line",
		Hints: []string{
			"In NumPy this is `mat + constant`. Go has no operators for arrays; the functions have NumPy's names.",
			"`np.Add` takes two arrays; `np.AddScalar` takes an array and a number, and returns a new array.",
		},
		Par:     1,
		Minutes: 3,
	},
	Reference: solutions.AddConstant,
	Criteria: func(answer addConstant) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 0.4, Check: func(t *checks.T) {
				for _, c := range []float64{1.5, -1, 0, math.NaN()} {
					for _, m := range []*np.Array[float64]{t.Uniform(3, 5), t.Uniform(4, 4), t.Uniform(1, 1), t.Uniform(4, 3).T(), t.Uniform(6, 6).S("::2, ::-1"), t.Uniform(0, 2)} {
						t.Call("AddConstant(m, %g), m of shape (%d, %d)", c, m.Shape()[0], m.Shape()[1])
						want := np.Copy(m)
						addOneByOne(want, c)
						t.Equal(answer(m, c), want)
					}
				}
			}},
			{Name: "no loop", Points: 0.2, Check: (*checks.T).NoLoop},
			{Name: "m unchanged", Points: 0.2, Check: func(t *checks.T) {
				m := t.Uniform(3, 5)
				t.Unchanged(func() { answer(m, 1) }, m)
			}},
			{Name: "new memory", Points: 0.2, Check: func(t *checks.T) {
				for _, c := range []float64{1, 0} {
					m := t.Uniform(3, 5)
					t.Call("AddConstant(m, %g)", c)
					t.Fresh(answer(m, c), m)
				}
			}},
		}
	},
	Wrong: []checks.Wrong[addConstant]{
		{
			Name:  "adds in place and returns m",
			Fails: "m unchanged",
			Answer: func(m *np.Array[float64], c float64) *np.Array[float64] {
				np.AddScalarInto(m, m, c)
				return m
			},
		},
		{
			Name:  "returns m itself when there is nothing to add",
			Fails: "new memory",
			Answer: func(m *np.Array[float64], c float64) *np.Array[float64] {
				if c == 0 {
					return m
				}
				return np.AddScalar(m, c)
			},
		},
		{
			Name:  "drops the fraction of c",
			Fails: "values",
			Says:  "The fraction of c is lost: an int stands somewhere on c's way.",
			Answer: func(m *np.Array[float64], c float64) *np.Array[float64] {
				return np.AddScalar(m, float64(int(c)))
			},
		},
		{
			Name:  "adds nothing",
			Fails: "values",
			Says:  "The result equals m: nothing was added. `np.AddScalar` returns its result; m stays as it is.",
			Answer: func(m *np.Array[float64], _ float64) *np.Array[float64] {
				return np.Copy(m)
			},
		},
		{
			Name:  "adds to the diagonal only",
			Fails: "values",
			Says:  "Only the diagonal has changed.",
			Answer: func(m *np.Array[float64], c float64) *np.Array[float64] {
				r := np.Copy(m)
				d := np.Diagonal(r)
				np.AddScalarInto(d, d, c)
				return r
			},
		},
		{
			Name:  "loops",
			Fails: "no loop",
			Answer: func(m *np.Array[float64], c float64) *np.Array[float64] {
				r := np.Copy(m)
				addOneByOne(r, c)
				return r
			},
		},
	},
}

// addOneByOne adds c to every element of m, in place.
func addOneByOne(m *np.Array[float64], c float64) {
	for i := range m.Shape()[0] {
		for j := range m.Shape()[1] {
			m.Set(m.At(i, j)+c, i, j)
		}
	}
}
