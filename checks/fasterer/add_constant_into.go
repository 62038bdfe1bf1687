package fasterer

import (
	"math"

	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type addConstantInto = func(dst, m *np.Array[float64], c float64)

// AddConstantInto asks for an addition into memory that is there already.
var AddConstantInto = &checks.Exercise[func(dst, m *np.Array[float64], c float64)]{
	Info: checks.Info{
		ID:    "fasterer/add_constant_into",
		Func:  "AddConstantInto",
		Title: "Add a constant, into memory you have",
		Hints: []string{
			"Functions whose name ends in `Into` take the array for the result first.",
			"`np.AddScalarInto(dst, a, x)` is NumPy's `np.add(a, x, out=dst)`.",
		},
		Par:     1,
		Minutes: 3,
	},
	Reference: solutions.AddConstantInto,
	Criteria: func(answer addConstantInto) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1, Check: func(t *checks.T) {
				for _, c := range []float64{0.5, -1, math.NaN()} {
					for _, m := range []*array{t.Uniform(3, 5), t.Uniform(4, 4), t.Uniform(1, 1), t.Uniform(5, 3).T()} {
						want := np.Copy(m)
						addOneByOne(want, c)
						dst := np.FullLike(m, 7)
						t.Call("AddConstantInto(dst, m, %g), dst and m of shape (%d, %d)", c, m.Shape()[0], m.Shape()[1])
						answer(dst, m, c)
						t.Equal(dst, want)
						t.Call("AddConstantInto(m, m, %g), m of shape (%d, %d)", c, m.Shape()[0], m.Shape()[1])
						answer(m, m, c)
						t.Equal(m, want)
					}
				}
				for _, shift := range []struct{ dst, m string }{{"1:", ":-1"}, {":-1", "1:"}} {
					whole := t.Uniform(6, 3)
					dst, m := whole.S(shift.dst), whole.S(shift.m)
					want := np.Copy(m)
					addOneByOne(want, 2)
					t.Call("AddConstantInto(a[%s], a[%s], 2), a of shape (6, 3)", shift.dst, shift.m)
					answer(dst, m, 2)
					t.Equal(dst, want)
				}
			}},
			{Name: "no loop", Points: 0.5, Check: (*checks.T).NoLoop},
			{Name: "no new memory", Points: 0.5, Check: func(t *checks.T) {
				dst, m := t.Uniform(64, 64), t.Uniform(64, 64)
				t.Call("AddConstantInto(dst, m, 1), dst and m of shape (64, 64)")
				t.NoAllocs(func() { answer(dst, m, 1) })
			}},
		}
	},
	Wrong: []checks.Wrong[addConstantInto]{
		{
			Name:  "makes a new array and copies it",
			Fails: "no new memory",
			Says:  "The values are right, but they were made in a new array first: `np.AddScalarInto` writes them where they belong.",
			Answer: func(dst, m *np.Array[float64], c float64) {
				np.CopyTo(dst, np.AddScalar(m, c))
			},
		},
		{
			Name:  "adds to m and leaves dst",
			Fails: "values",
			Says:  "dst is as it was: the result belongs in dst, not in m.",
			Answer: func(_, m *np.Array[float64], c float64) {
				np.AddScalarInto(m, m, c)
			},
		},
		{
			Name:  "adds to what is in dst",
			Fails: "values",
			Says:  "What was in dst before got into the sum: write m + c there, whatever dst holds.",
			Answer: func(dst, m *np.Array[float64], c float64) {
				np.AddInto(dst, dst, m)
				np.AddScalarInto(dst, dst, c)
			},
		},
		{
			Name:  "goes row by row, over rows that it still needs",
			Fails: "values",
			Says:  "Where dst lies over m, a row of m was overwritten before it was read.",
			Answer: func(dst, m *np.Array[float64], c float64) {
				for i := range m.Shape()[0] {
					for j := range m.Shape()[1] {
						dst.Set(m.At(i, j)+c, i, j)
					}
				}
			},
		},
		{
			Name:  "only copies",
			Fails: "values",
			Says:  "dst is a copy of m: c was not added.",
			Answer: func(dst, m *np.Array[float64], _ float64) {
				np.CopyTo(dst, m)
			},
		},
	},
}
