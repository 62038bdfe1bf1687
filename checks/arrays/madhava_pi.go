package arrays

import (
	"math"

	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

type madhavaPi = func(n int) float64

// MadhavaPi asks for a series without a loop.
var MadhavaPi = &checks.Exercise[func(n int) float64]{
	Info: checks.Info{
		ID:    "arrays/madhava_pi",
		Func:  "MadhavaPi",
		Title: "Wave the loop goodbye",
		Hints: []string{
			"Begin with `k := np.Arange[float64](n)`. Every term of the series is the same formula with another k, so the formula can be applied to the whole array.",
			"A number to the power of an array: `np.Power(np.Scalar(-1.0/3), k)`. An array without axes, as `np.Scalar` makes it, goes with any shape. Mind the dot: `-1/3` is 0 in Go.",
			"The denominators are `np.AddScalar(np.MultiplyScalar(k, 2), 1)`. Divide, then `np.Sum(…).Item()` is the sum as a number, and the root of 12 comes last.",
		},
		Par:     2,
		Minutes: 8,
	},
	Reference: solutions.MadhavaPi,
	Criteria: func(answer madhavaPi) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for n := 1; n <= 12; n++ {
					t.Call("MadhavaPi(%d)", n)
					t.Close(answer(n), madhava(n), 1e-13)
				}
				t.Call("MadhavaPi(30)")
				if got := answer(30); !(math.Abs(got-math.Pi) <= 4e-15) {
					t.Failf("got %v, which is %.2g from π; want less than 4e-15", got, math.Abs(got-math.Pi))
				}
			}},
			{Name: "no loop", Points: 1, Check: (*checks.T).NoLoop},
		}
	},
	Wrong: []checks.Wrong[madhavaPi]{
		{
			Name:   "divides integers",
			Fails:  "values",
			Says:   "Every term but the first has vanished: -1/3 is a quotient of integers, 0 in Go. Write -1.0/3.",
			Answer: func(n int) float64 { return math.Sqrt(12) },
		},
		{
			Name:   "leaves out the last term",
			Fails:  "values",
			Says:   "That is one term too few: k runs from 0 to n-1, which is what np.Arange(n) gives.",
			Answer: func(n int) float64 { return madhava(n - 1) },
		},
		{
			Name:   "starts at k = 1",
			Fails:  "values",
			Says:   "The term of k = 0 is missing: it is 1, and the largest of all.",
			Answer: func(n int) float64 { return madhava(n+1) - madhava(1) },
		},
		{
			Name:   "is π itself",
			Fails:  "values",
			Says:   "That is π, not the sum of n terms: with few terms the series is still far from it.",
			Answer: func(int) float64 { return math.Pi },
		},
		{
			Name:  "drops the sign",
			Fails: "values",
			Says:  "The signs alternate: it is -1/3 that is taken to the power of k.",
			Answer: func(n int) float64 {
				return termsOf(n, 1.0/3)
			},
		},
		{
			Name:   "takes the root twice",
			Fails:  "values",
			Says:   "That is 12 times the sum: the root of 12 is there twice.",
			Answer: func(n int) float64 { return math.Sqrt(12) * madhava(n) },
		},
		{
			Name:   "forgets the root",
			Fails:  "values",
			Says:   "The factor √12 is missing: math.Sqrt(12).",
			Answer: func(n int) float64 { return madhava(n) / math.Sqrt(12) },
		},
		{
			Name:  "loops",
			Fails: "no loop",
			Answer: func(n int) float64 {
				sum := 0.0
				for k := range n {
					sum += math.Pow(-1.0/3, float64(k)) / float64(2*k+1)
				}
				return math.Sqrt(12) * sum
			},
		},
		{
			Name:  "loops over the elements of an array",
			Fails: "no loop",
			Answer: func(n int) float64 {
				sum := 0.0
				for _, k := range np.Arange[float64](n).All() {
					sum += math.Pow(-1.0/3, k) / (2*k + 1)
				}
				return math.Sqrt(12) * sum
			},
		},
	},
}

// madhava adds up the first n terms, small ones first.
func madhava(n int) float64 { return termsOf(n, -1.0/3) }

func termsOf(n int, base float64) (sum float64) {
	for k := n - 1; k >= 0; k-- {
		power := 1.0
		for range k {
			power *= base
		}
		sum += power / float64(2*k+1)
	}
	return math.Sqrt(12) * sum
}
