package optimize

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

type assignBlocked = func(data, centroids *np.Array[float64], block int) *np.Array[int]

// AssignBlocked asks for the nearest centroids of some points at a time.
var AssignBlocked = &checks.Exercise[func(data, centroids *np.Array[float64], block int) *np.Array[int]]{
	Info: checks.Info{
		ID:    "optimize/assign_blocked",
		Func:  "AssignBlocked",
		Title: "Assign in blocks",
		Hints: []string{
			"`for from := 0; from < n; from += block`: the rows from `from` to `from+block` are one block, and the labels of the same numbers are theirs.",
			"`rows := data.S(\"%d:%d\", from, from+block)` is shorter by itself at the end. What v3, v4 or v5 does with data, do with rows.",
			"`np.CopyTo(labels.S(\"%d:%d\", from, from+block), …)` with the labels of the block; before the loop `labels := np.Empty[int](n)`.",
		},
		Par:     8,
		Minutes: 8,
	},
	Reference: solutions.AssignBlocked,
	Criteria: func(answer assignBlocked) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, c := range []struct{ n, k, d, block int }{{12, 4, 3, 4}, {10, 3, 2, 4}, {7, 5, 3, 7}, {5, 2, 2, 100}, {6, 3, 1, 1}, {9, 4, 4, 8}} {
					p := problem{data: t.Uniform(c.n, c.d), centroids: t.Uniform(c.k, c.d)}
					t.Call("AssignBlocked(data, centroids, %d), data of shape (%d, %d), centroids (%d, %d)", c.block, c.n, c.d, c.k, c.d)
					asked := p.copy()
					equalLabels(t, answer(p.data, p.centroids, c.block), asked)
				}
			}},
			{Name: "memory", Points: 0.7, Check: func(t *checks.T) {
				const n, k, d, block = 2000, 20, 25, 100
				data, centroids := t.Uniform(n, d), t.Uniform(k, d)
				t.Call("AssignBlocked(data, centroids, %d), n = %d, k = %d, d = %d", block, n, k, d)
				t.MaxBytes(4*block*k*d*8, func() { answer(data, centroids, block) })
			}},
			{Name: "inputs unchanged", Points: 0.3, Check: func(t *checks.T) {
				data, centroids := t.Uniform(7, 3), t.Uniform(4, 3)
				t.Unchanged(func() { answer(data, centroids, 3) }, data, centroids)
			}},
		}
	},
	Wrong: []checks.Wrong[assignBlocked]{
		{
			Name:  "drops the last block",
			Fails: "values",
			Says:  "The last rows have no label: the last block may be shorter, and is a block all the same.",
			Answer: func(data, centroids *np.Array[float64], block int) *np.Array[int] {
				labels, n := np.Empty[int](np.Len(data)), np.Len(data)/block*block
				np.CopyTo(labels.S(":%d", n), nearest(data.S(":%d", n), centroids))
				return labels
			},
		},
		{
			Name:  "repeats the first block",
			Fails: "values",
			Says:  "Every block has the labels of the first: take the rows from `from` on, not from 0.",
			Answer: func(data, centroids *np.Array[float64], block int) *np.Array[int] {
				first := nearest(data.S(":%d", block), centroids)
				return np.Tile(first, 1+np.Len(data)/block).S(":%d", np.Len(data))
			},
		},
		{
			Name:  "writes all blocks to the front",
			Fails: "values",
			Says:  "Each block wrote its labels to the front: they belong into `labels.S(\"%d:%d\", from, from+block)`.",
			Answer: func(data, centroids *np.Array[float64], block int) *np.Array[int] {
				labels := np.Empty[int](np.Len(data))
				for from := 0; from < np.Len(data); from += block {
					part := nearest(data.S("%d:%d", from, from+block), centroids)
					np.CopyTo(labels.S(":%d", np.Len(part)), part)
				}
				return labels
			},
		},
		{
			Name:  "returns the last block",
			Fails: "values",
			Says:  "Only the labels of one block come back: there is one label for each row of data.",
			Answer: func(data, centroids *np.Array[float64], block int) *np.Array[int] {
				return nearest(data.S("%d:", (np.Len(data)-1)/block*block), centroids)
			},
		},
		{
			Name:  "ignores block",
			Fails: "memory",
			Says:  "That is as much as all points take at once: only the differences of one block may exist at a time.",
			Answer: func(data, centroids *np.Array[float64], _ int) *np.Array[int] {
				return solutions.AssignV5(data, centroids)
			},
		},
		{
			Name:  "subtracts in place",
			Fails: "inputs unchanged",
			Answer: func(data, centroids *np.Array[float64], block int) *np.Array[int] {
				labels := solutions.AssignBlocked(data, centroids, block)
				np.SubtractInto(data, data, centroids.S("0"))
				return labels
			},
		},
	},
}
