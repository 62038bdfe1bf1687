package arrays

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

type windows = func(x *np.Array[float64], w int) *np.Array[float64]

// Windows asks for overlapping rows without a copy.
var Windows = &checks.Exercise[func(x *np.Array[float64], w int) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "arrays/windows",
		Func:  "Windows",
		Title: "Overlapping rows",
		Hints: []string{
			"From one row to the next you move by one element of x, and from one column to the next too: both strides are x's own. `np.SlidingWindow` makes a view with such strides.",
			"`np.SlidingWindow` takes the array and the length of a window: `np.SlidingWindow(x, w)`.",
		},
		Par:     1,
		Minutes: 4,
	},
	Reference: solutions.Windows,
	Criteria: func(answer windows) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1, Check: func(t *checks.T) {
				five, many := np.Arange[float64](5), t.Uniform(20, 3)
				for _, x := range []*np.Array[float64]{five, many.S(":, 1"), many.S("::-3, 2"), np.Ravel(many)} {
					n := np.Len(x)
					for _, w := range []int{3, 1, 2, n} {
						t.Call("Windows(x, %d), x of length %d", w, n)
						want := np.FromFunction(func(at []int) float64 { return x.At(at[0] + at[1]) }, n-w+1, w)
						t.Equal(answer(x, w), want)
					}
				}
			}},
			{Name: "a view", Points: 1, Check: func(t *checks.T) {
				x := t.Uniform(12)
				for _, w := range []int{4, 1, 12} {
					t.Call("Windows(x, %d), x of length 12", w)
					t.View(answer(x, w), x)
				}
			}},
		}
	},
	Wrong: []checks.Wrong[windows]{
		{
			Name:  "misses the last window",
			Fails: "values",
			Says:  "The last window is missing: there are n-w+1 of them.",
			Answer: func(x *np.Array[float64], w int) *np.Array[float64] {
				return np.SlidingWindow(x, w).S(":-1")
			},
		},
		{
			Name:  "puts windows in columns",
			Fails: "values",
			Says:  "The windows stand in the columns: transpose.",
			Answer: func(x *np.Array[float64], w int) *np.Array[float64] {
				return np.SlidingWindow(x, w).T()
			},
		},
		{
			Name:  "wraps round",
			Fails: "values",
			Says:  "The last rows go on at the beginning of x: a window ends where x ends.",
			Answer: func(x *np.Array[float64], w int) *np.Array[float64] {
				n := np.Len(x)
				return np.FromFunction(func(at []int) float64 { return x.At((at[0] + at[1]) % n) }, n, w)
			},
		},
		{
			Name:  "lays windows end to end",
			Fails: "values",
			Says:  "These windows follow one another. They overlap: each begins one element after the one before.",
			Answer: func(x *np.Array[float64], w int) *np.Array[float64] {
				return x.S(":%d", np.Len(x)/w*w).Reshape(-1, w)
			},
		},
		{
			Name:  "copies",
			Fails: "a view",
			Says:  "The values are right, but each was copied, up to w times. A view costs nothing, however many windows there are.",
			Answer: func(x *np.Array[float64], w int) *np.Array[float64] {
				return np.Copy(np.SlidingWindow(x, w))
			},
		},
	},
}
