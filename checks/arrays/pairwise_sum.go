package arrays

import (
	"math"
	"slices"

	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

type pairwiseSum = func(x []float32) float32

// Sum32 asks for a sum that loses few bits.
var Sum32 = &checks.Exercise[func(x []float32) float32]{
	Info: checks.Info{
		ID:    "arrays/pairwise_sum",
		Func:  "Sum32",
		Title: "A sum that keeps its bits",
		Hints: []string{
			"The trouble is one large sum that meets small elements. With several sums, none of them grows as large.",
			"Cut x in two, sum the halves, and add the two sums: they are of like size. And how do you sum the halves?",
			"`Sum32(x[:half]) + Sum32(x[half:])`, and a plain loop as soon as x is short, say 64 elements; otherwise most of the time goes into calls.",
		},
		Minutes: 10,
	},
	Reference: solutions.Sum32,
	Criteria: func(answer pairwiseSum) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1, Check: func(t *checks.T) {
				for n := range 200 {
					t.Call("Sum32(x), x of %d numbers", n)
					x, want := make([]float32, n), 0
					for i := range x {
						v := int(t.Seed() % 1000)
						x[i], want = float32(v), want+v
					}
					if got := answer(x); got != float32(want) {
						t.Failf("got %v, want %v", got, want)
					}
				}
			}},
			{Name: "accuracy", Points: 1, Check: func(t *checks.T) {
				const n = 1 << 23
				x := make([]float32, n)
				for i := range x {
					x[i] = float32(i)
				}
				want := float64(n) * (n - 1) / 2
				t.Call("Sum32(x), x = 0, 1, 2, … 2²³-1")
				if off := math.Abs(float64(answer(x))/want - 1); !(off <= 2e-5) {
					t.Failf("off by %.2g of the sum; 2e-05 is asked", off)
				}
			}},
			{Name: "float32 alone", Points: 0.5, Check: func(t *checks.T) { t.Avoids("float64", "big", "np") }},
			{Name: "x unchanged", Points: 0.5, Check: func(t *checks.T) {
				x := t.Uniform(1000)
				y := np.AsType[float32](x)
				t.Unchanged(func() { answer(y.Data()) }, y)
			}},
		}
	},
	Wrong: []checks.Wrong[pairwiseSum]{
		{
			Name:  "one sum for all",
			Fails: "accuracy",
			Says:  "That is what one plain loop gives: from 2²⁴ on, the sum cannot take up a small element whole.",
			Answer: func(x []float32) (sum float32) {
				for _, v := range x {
					sum += v
				}
				return sum
			},
		},
		{
			Name:  "drops the tail",
			Fails: "values",
			Says:  "The last elements are missing where the length is no multiple of 8: sum the rest too.",
			Answer: func(x []float32) (sum float32) {
				var lanes [8]float32
				for ; len(x) >= 8; x = x[8:] {
					for i := range lanes {
						lanes[i] += x[i]
					}
				}
				for _, v := range lanes {
					sum += v
				}
				return sum
			},
		},
		{
			Name:  "forgets the middle",
			Fails: "values",
			Says:  "One element is left out: the second half begins where the first one ends.",
			Answer: func(x []float32) float32 {
				if len(x) < 2 {
					return solutions.Sum32(x)
				}
				half := len(x) / 2
				return solutions.Sum32(x[:half]) + solutions.Sum32(x[half+1:])
			},
		},
		{
			Name:  "fails on nothing",
			Fails: "values",
			Answer: func(x []float32) float32 {
				return x[0] + solutions.Sum32(x[1:])
			},
		},
		{
			Name:  "adds in float64",
			Fails: "float32 alone",
			Answer: func(x []float32) float32 {
				var sum float64
				for _, v := range x {
					sum += float64(v)
				}
				return float32(sum)
			},
		},
		{
			Name:  "sorts x",
			Fails: "x unchanged",
			Answer: func(x []float32) float32 {
				slices.Sort(x)
				return solutions.Sum32(x)
			},
		},
	},
}
