package arrays

import (
	"math"

	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

type distanceTable = func(x *np.Array[float64]) *np.Array[float64]

// DistanceTable asks for an operation on all pairs.
var DistanceTable = &checks.Exercise[func(x *np.Array[float64]) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "arrays/distance_table",
		Func:  "DistanceTable",
		Title: "All distances",
		Hints: []string{
			"Every element of x with every element of x: that is what the outer method of a ufunc does.",
			"`np.Outer(np.Subtract, x, x)` is the table of differences. A distance has no sign: `np.Abs`.",
		},
		Par:     1,
		Minutes: 4,
	},
	Reference: solutions.DistanceTable,
	Criteria: func(answer distanceTable) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1, Check: func(t *checks.T) {
				few, many := np.New([]float64{0, 1, 5, -2}), t.Uniform(12, 5)
				for _, x := range []*np.Array[float64]{few, few.S(":1"), few.S(":0"), many.S("3"), many.S(":, 1"), many.S("::-3, 0")} {
					t.Call("DistanceTable(%v)", x)
					n := np.Len(x)
					want := np.Zeros[float64](n, n)
					for i := range n {
						for j := range n {
							want.Set(math.Abs(x.At(i)-x.At(j)), i, j)
						}
					}
					t.Close(answer(x), want, 1e-12)
				}
			}},
			{Name: "no loop", Points: 1, Check: (*checks.T).NoLoop},
		}
	},
	Wrong: []checks.Wrong[distanceTable]{
		{
			Name:  "keeps the sign",
			Fails: "values",
			Says:  "Some distances are negative: take np.Abs of the differences.",
			Answer: func(x *np.Array[float64]) *np.Array[float64] {
				return np.Outer(np.Subtract, x, x)
			},
		},
		{
			Name:  "adds",
			Fails: "values",
			Says:  "These are sums of pairs: a distance is a difference.",
			Answer: func(x *np.Array[float64]) *np.Array[float64] {
				return np.Abs(np.Outer(np.Add, x, x))
			},
		},
		{
			Name:  "squares",
			Fails: "values",
			Says:  "These are squared distances.",
			Answer: func(x *np.Array[float64]) *np.Array[float64] {
				return np.Square(np.Outer(np.Subtract, x, x))
			},
		},
		{
			Name:  "fills one half",
			Fails: "values",
			Says:  "Below the diagonal there are zeros: the distance from j to i is that from i to j.",
			Answer: func(x *np.Array[float64]) *np.Array[float64] {
				return np.Triu(np.Abs(np.Outer(np.Subtract, x, x)))
			},
		},
		{
			Name:  "subtracts x from itself",
			Fails: "values",
			Says:  "x minus x is each element minus itself. For all pairs one x must stand upright, as a column: np.Outer does that for you.",
			Answer: func(x *np.Array[float64]) *np.Array[float64] {
				return np.Abs(np.Subtract(x, x))
			},
		},
		{
			Name:  "loops",
			Fails: "no loop",
			Answer: func(x *np.Array[float64]) *np.Array[float64] {
				n := np.Len(x)
				table := np.Zeros[float64](n, n)
				for i := range n {
					np.AbsInto(table.S("%d", i), np.SubtractScalar(x, x.At(i)))
				}
				return table
			},
		},
	},
}
