package matmul

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	"fastergo/lesson"
	solutions "fastergo/solutions/matmul"
)

type kernel = func(i, j int, a, b, c *np.Array[float32])

// MatMulKernel asks for what one thread of a grid computes.
var MatMulKernel = &checks.Exercise[func(i, j int, a, b, c *np.Array[float32])]{
	Info: checks.Info{
		ID:    "matmul/kernel",
		Func:  "MatMulKernel",
		Title: "A kernel for one element",
		Hints: []string{
			"First the guard: if c has no element (i, j), return. Remember that indices begin at 0.",
			"Collect the sum in a variable and write it once, at the end: the kernel may be launched twice.",
			"`if i >= c.Shape()[0] || j >= c.Shape()[1] { return }`, then a loop over `a.Shape()[1]`, then `c.Set(sum, i, j)`.",
		},
		Par:     6,
		Minutes: 8,
	},
	Reference: solutions.MatMulKernel,
	Criteria: func(answer kernel) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, p := range pairs(t) {
					m, n := p.a.Shape()[0], p.b.Shape()[1]
					c := np.Zeros[float32](m, n)
					for range 2 { // the second launch finds the result of the first
						for i := range m {
							for j := range n {
								t.Call("MatMulKernel(%d, %d, a, b, c), c of shape (%d, %d)", i, j, m, n)
								answer(i, j, p.a, p.b, c)
							}
						}
						t.Call("MatMulKernel for each element of c, of shape (%d, %d)", m, n)
						t.Close(c, product(p.a, p.b), closeTo)
					}
				}
			}},
			{Name: "guards the edge", Points: 1, Check: func(t *checks.T) {
				a, b := quarters32(t, 5, 4), quarters32(t, 4, 10)
				whole := np.Full(float32(7), 6, 11)
				c := whole.S(":5, :10")
				blocks, threads := lesson.Dim{X: 2, Y: 2}, lesson.Dim{X: 4, Y: 8}
				for i := range blocks.X * threads.X {
					for j := range blocks.Y * threads.Y {
						t.Call("MatMulKernel(%d, %d, a, b, c), c of shape (5, 10)", i, j)
						answer(i, j, a, b, c)
					}
				}
				t.Call("MatMulKernel over a grid of (8, 16), c of shape (5, 10) in a larger matrix")
				want := np.Full(float32(7), 6, 11)
				np.CopyTo(want.S(":5, :10"), product(a, b))
				t.Close(whole, want, closeTo)
			}},
		}
	},
	Wrong: []checks.Wrong[kernel]{
		{
			Name:  "has no guard",
			Fails: "guards the edge",
			Answer: func(i, j int, a, b, c *np.Array[float32]) {
				var sum float32
				for l := range a.Shape()[1] {
					sum += a.At(i, l) * b.At(l, j)
				}
				c.Set(sum, i, j)
			},
		},
		{
			Name:  "lets one row too many through",
			Fails: "guards the edge",
			Answer: func(i, j int, a, b, c *np.Array[float32]) {
				if i > c.Shape()[0] || j > c.Shape()[1] {
					return
				}
				var sum float32
				for l := range a.Shape()[1] {
					sum += a.At(i, l) * b.At(l, j)
				}
				c.Set(sum, i, j)
			},
		},
		{
			Name:  "adds to what is in c",
			Fails: "values",
			Says:  "After the second launch everything is twice as large: collect the sum in a variable, then write it.",
			Answer: func(i, j int, a, b, c *np.Array[float32]) {
				if i >= c.Shape()[0] || j >= c.Shape()[1] {
					return
				}
				for l := range a.Shape()[1] {
					c.Set(c.At(i, j)+a.At(i, l)*b.At(l, j), i, j)
				}
			},
		},
		{
			Name:  "swaps i and j",
			Fails: "values",
			Says:  "The element went to (j, i): i is the row, j the column.",
			Answer: func(i, j int, a, b, c *np.Array[float32]) {
				solutions.MatMulKernel(i, j, a, b, c.T())
			},
		},
		{
			Name:  "computes the whole row",
			Fails: "guards the edge",
			Answer: func(i, j int, a, b, c *np.Array[float32]) {
				if i < c.Shape()[0] {
					solutions.MatMulKernel(i, min(j, c.Shape()[1]-1), a, b, c)
					if j >= c.Shape()[1] {
						c.Set(0, i, c.Shape()[1]-1)
					}
				}
			},
		},
	},
}
