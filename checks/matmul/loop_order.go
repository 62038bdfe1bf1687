package matmul

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/matmul"
)

type matMulIKJ = func(c, a, b []float32, m, k, n int)

// MatMulIKJ asks for the loops in the order that memory likes.
var MatMulIKJ = &checks.Exercise[func(c, a, b []float32, m, k, n int)]{
	Info: checks.Info{
		ID:    "matmul/loop_order",
		Func:  "MatMulIKJ",
		Title: "The order of the loops",
		Hints: []string{
			"Begin with `clear(c)`: each element of c is added to k times, not written once.",
			"The outer loops are i over m and l over k. Inside them a[i*k+l] is one number, for the whole innermost loop.",
			"The order alone is half of it: each index is still checked and computed. Take `row := c[i*n : (i+1)*n]` and `other := b[l*n : (l+1)*n]` as slices first.",
			"The innermost loop: `for j, y := range other { row[j] += x * y }`.",
		},
		Par:     7,
		Minutes: 12,
	},
	Reference: solutions.MatMulIKJ,
	Baseline:  ijk,
	Criteria: func(answer matMulIKJ) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, p := range append(pairs(t)[:5], pair{quarters32(t, 7, 3), quarters32(t, 3, 5)}) {
					m, k, n := p.a.Shape()[0], p.a.Shape()[1], p.b.Shape()[1]
					c := quarters32(t, m, n) // not cleared
					t.Call("MatMulIKJ(c, a, b, %d, %d, %d)", m, k, n)
					answer(c.Data(), p.a.Data(), p.b.Data(), m, k, n)
					t.Close(c, product(p.a, p.b), closeTo)
				}
			}},
			{Name: "faster than i, j, l", Points: 1, Check: func(t *checks.T) {
				// A column of b is 1,024 pages long: the order i, j, l waits for each of its
				// numbers, on a busy machine too.
				const m, n = 2, 1024
				t.Call("MatMulIKJ(c, a, b, %d, %d, %d)", m, n, n)
				t.Faster(0.4, closeTo, func() []any {
					return []any{make([]float32, m*n), quarters32(t, m, n).Data(), quarters32(t, n, n).Data(), m, n, n}
				})
			}},
		}
	},
	Wrong: []checks.Wrong[matMulIKJ]{
		{
			Name:  "adds to what was in c",
			Fails: "values",
			Says:  "What was in c before is in the result: clear it first.",
			Answer: func(c, a, b []float32, m, k, n int) {
				old := append([]float32(nil), c...)
				solutions.MatMulIKJ(c, a, b, m, k, n)
				for i := range c {
					c[i] += old[i]
				}
			},
		},
		{
			Name:   "keeps the order i, j, l",
			Fails:  "faster than i, j, l",
			Answer: ijk,
		},
		{
			Name:  "reads b by columns",
			Fails: "values",
			Says:  "b was read with rows and columns swapped: row l of b begins at l*n.",
			Answer: func(c, a, b []float32, m, k, n int) {
				solutions.MatMulIKJ(c, a, np.Copy(np.AsArray(b, n, k).T()).Data(), m, k, n)
			},
		},
		{
			Name:  "steps through a by rows of n",
			Fails: "values",
			Says:  "Rows of a have k elements, not n: a[i*k+l].",
			Answer: func(c, a, b []float32, m, k, n int) {
				clear(c)
				for i := range m {
					for l := range k {
						for j := range n {
							c[i*n+j] += a[i*n+l] * b[l*n+j]
						}
					}
				}
			},
		},
	},
}

// ijk multiplies in the order of the formula.
func ijk(c, a, b []float32, m, k, n int) {
	for i := range m {
		for j := range n {
			var sum float32
			for l := range k {
				sum += a[i*k+l] * b[l*n+j]
			}
			c[i*n+j] = sum
		}
	}
}
