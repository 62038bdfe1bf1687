package matmul

import (
	"math"

	"fastergo/checks"
	solutions "fastergo/solutions/matmul"
)

type dot = func(a, b []float32) float32

// Dot asks for the sum of products.
var Dot = &checks.Exercise[func(a, b []float32) float32]{
	Info: checks.Info{
		ID:    "matmul/dot",
		Func:  "Dot",
		Title: "A dot product",
		Hints: []string{
			"First the lengths: `if len(a) != len(b) { panic(…) }`. Then one loop, and one variable that collects.",
			"`var sum float32` begins at 0. In the loop, `sum += a[i] * b[i]`.",
		},
		Par:     6,
		Minutes: 5,
	},
	Reference: solutions.Dot,
	Criteria: func(answer dot) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1.5, Check: func(t *checks.T) {
				for _, n := range []int{3, 1, 784, 0} {
					a, b := quarters32(t, n).Data(), quarters32(t, n).Data()
					want := 0.0
					for i := range a {
						want += float64(a[i]) * float64(b[i])
					}
					t.Call("Dot(a, b), %d numbers each", n)
					if got := float64(answer(a, b)); !(math.Abs(got-want) <= 1e-4) {
						t.Failf("got %.6g, want %.6g", got, want)
					}
				}
			}},
			{Name: "refuses different lengths", Points: 0.5, Check: func(t *checks.T) {
				for _, n := range [][2]int{{3, 2}, {2, 3}} {
					t.Call("Dot(a, b), %d and %d numbers", n[0], n[1])
					t.Panics(func() { answer(quarters32(t, n[0]).Data(), quarters32(t, n[1]).Data()) })
				}
			}},
		}
	},
	Wrong: []checks.Wrong[dot]{
		{
			Name:  "is content with the shorter one",
			Fails: "refuses different lengths",
			Answer: func(a, b []float32) float32 {
				n := min(len(a), len(b))
				return solutions.Dot(a[:n], b[:n])
			},
		},
		{
			Name:  "leaves out the last product",
			Fails: "values",
			Says:  "The last product is missing: the loop ends too soon.",
			Answer: func(a, b []float32) float32 {
				if len(a) != len(b) {
					panic("lengths")
				}
				n := max(len(a)-1, 0)
				return solutions.Dot(a[:n], b[:n])
			},
		},
		{
			Name:  "returns the last product",
			Fails: "values",
			Says:  "That is the last product alone: `+=`, not `=`.",
			Answer: func(a, b []float32) (last float32) {
				for i := range a {
					last = a[i] * b[i]
				}
				return last
			},
		},
		{
			Name:  "collects in an int",
			Fails: "values",
			Says:  "The fractions are gone: collect in a float32.",
			Answer: func(a, b []float32) float32 {
				sum := 0
				for i := range a {
					sum += int(a[i] * b[i])
				}
				return float32(sum)
			},
		},
		{
			Name:  "adds up sums instead of products",
			Fails: "values",
			Says:  "The elements were added, not multiplied.",
			Answer: func(a, b []float32) (sum float32) {
				for i := range a {
					sum += a[i] + b[i]
				}
				return sum
			},
		},
	},
}
