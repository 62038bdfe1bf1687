package arrays

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

type fused = func(x, y *np.Array[float32]) *np.Array[float32]

// Fused asks for a formula in one pass.
var Fused = &checks.Exercise[func(x, y *np.Array[float32]) *np.Array[float32]]{
	Info: checks.Info{
		ID:    "arrays/fused",
		Func:  "Fused",
		Title: "One pass",
		Hints: []string{
			"`np.Multiply`, `np.Add` and their like make an array each. `np.Eval` takes the whole formula, as text, and makes only the result.",
			"The second argument of `np.Eval` says which array a name in the text stands for: `np.Vars{\"x\": x, \"y\": y}`.",
			"`np.Eval[float32](\"2*x*y + 3*y + 1\", np.Vars{\"x\": x, \"y\": y})`.",
		},
		Par:     1,
		Minutes: 4,
	},
	Reference: solutions.Fused,
	Criteria: func(answer fused) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1, Check: func(t *checks.T) {
				single := np.AsType[float32, float64]
				few := np.New([]float32{0, 1, 2, 3})
				for _, p := range [][2]*np.Array[float32]{
					{few, few.S("::-1")},
					{single(t.Uniform(50)), single(t.Uniform(50))},
					{single(t.Uniform(6, 6)), single(t.Uniform(6, 6)).T()},
					{single(t.Uniform(5, 1)), single(t.Uniform(7))},
					{single(t.Uniform(3, 4, 5)).S(":, ::2, ::-1"), single(t.Uniform(2, 1))},
					{single(t.Uniform(0, 3)), single(t.Uniform(3))},
				} {
					x, y := p[0], p[1]
					t.Call("Fused(x, y), x of shape %v, y of shape %v", x.Shape(), y.Shape())
					both := np.BroadcastArrays(x, y)
					want := np.FromFunction(func(at []int) float32 {
						a, b := both[0].At(at...), both[1].At(at...)
						return 2*a*b + 3*b + 1
					}, both[0].Shape()...)
					t.Close(answer(x, y), want, 1e-5)
				}
			}},
			{Name: "x and y unchanged", Points: 0.5, Check: func(t *checks.T) {
				x, y := np.AsType[float32](t.Uniform(30)), np.AsType[float32](t.Uniform(30))
				t.Unchanged(func() { answer(x, y) }, x, y)
			}},
			{Name: "no loop", Points: 0.5, Check: (*checks.T).NoLoop},
			{Name: "one pass", Points: 1, Check: func(t *checks.T) {
				x, y := np.Ones[float32](512, 512), np.Ones[float32](512, 512)
				t.Call("Fused(x, y), x and y of 1 MB")
				t.MaxBytes(4*512*512*12/10, func() { answer(x, y) })
			}},
		}
	},
	Wrong: []checks.Wrong[fused]{
		{
			Name:  "adds x and y",
			Fails: "values",
			Says:  "That is 2x + 3y + 1: the first term is 2 times x times y.",
			Answer: func(x, y *np.Array[float32]) *np.Array[float32] {
				return np.Eval[float32]("2*x + 3*y + 1", np.Vars{"x": x, "y": y})
			},
		},
		{
			Name:  "loops over the storage",
			Fails: "values",
			Says:  "y is a view that runs backwards here, and y.Data() is the storage below it, which does not. No loop is wanted: np.Eval takes the arrays as they are.",
			Answer: func(x, y *np.Array[float32]) *np.Array[float32] {
				z := np.Copy(x)
				ys := y.Data()
				for i, v := range x.Data() {
					z.Data()[i] = 2*v*ys[i] + 3*ys[i] + 1
				}
				return z
			},
		},
		{
			Name:  "swaps x and y",
			Fails: "values",
			Says:  "That is 2xy + 3x + 1: the second term is 3 times y.",
			Answer: func(x, y *np.Array[float32]) *np.Array[float32] {
				return np.Eval[float32]("2*x*y + 3*x + 1", np.Vars{"x": x, "y": y})
			},
		},
		{
			Name:  "one operation at a time",
			Fails: "one pass",
			Says:  "Every operation made an array of its own, and most of them were only read once. np.Eval takes the whole formula.",
			Answer: func(x, y *np.Array[float32]) *np.Array[float32] {
				xy := np.MultiplyScalar(np.Multiply(x, y), 2)
				return np.AddScalar(np.Add(xy, np.MultiplyScalar(y, 3)), 1)
			},
		},
		{
			Name:  "goes through float64",
			Fails: "one pass",
			Says:  "Arrays were converted to float64 and back: each of them takes twice the memory, beside those you have.",
			Answer: func(x, y *np.Array[float32]) *np.Array[float32] {
				wide := np.Vars{"x": np.AsType[float64](x), "y": np.AsType[float64](y)}
				return np.AsType[float32](np.Eval[float64]("2*x*y + 3*y + 1", wide))
			},
		},
		{
			Name:  "computes into x",
			Fails: "x and y unchanged",
			Answer: func(x, y *np.Array[float32]) *np.Array[float32] {
				r := np.Eval[float32]("2*x*y + 3*y + 1", np.Vars{"x": x, "y": y})
				if np.Size(r) == np.Size(x) {
					np.CopyTo(np.Ravel(x), np.Ravel(r))
				}
				return r
			},
		},
		{
			Name:  "loops",
			Fails: "no loop",
			Answer: func(x, y *np.Array[float32]) *np.Array[float32] {
				r := np.Eval[float32]("0*x*y", np.Vars{"x": x, "y": y})
				both := np.BroadcastArrays(x, y)
				for at := range np.NDIndex(r.Shape()...) {
					a, b := both[0].At(at...), both[1].At(at...)
					r.Set(2*a*b+3*b+1, at...)
				}
				return r
			},
		},
	},
}
