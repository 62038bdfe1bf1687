package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type pqEncode = func(data, codebooks *np.Array[float64]) *np.Array[int]

// PQEncode asks for the nearest centroid of each part of each point.
var PQEncode = &checks.Exercise[func(data, codebooks *np.Array[float64]) *np.Array[int]]{
	Info: checks.Info{
		ID:    "fasterer/pq_encode",
		Func:  "PQEncode",
		Title: "Product quantization: encode",
		Hints: []string{
			"Give the data the shape of the question: `data.Reshape(n, p, d/p)` has a point's parts along axis 1.",
			"With one more axis, (n, 1, p, d/p), the data stretch over the codebooks, (k, p, d/p).",
			"Of the squares add up axis 3; the least is wanted along axis 1, the centroids'.",
		},
		Par:      3,
		Minutes:  15,
		Optional: true,
	},
	Reference: solutions.PQEncode,
	Criteria: func(answer pqEncode) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, s := range []struct{ n, d, k, p int }{{20, 6, 5, 3}, {12, 4, 3, 1}, {9, 5, 4, 5}, {8, 4, 2, 2}, {1, 2, 1, 2}} {
					data, books := t.Uniform(s.n, s.d), t.Uniform(s.k, s.p, s.d/s.p)
					t.Call("PQEncode(data, codebooks), data of shape (%d, %d), codebooks of shape (%d, %d, %d)", s.n, s.d, s.k, s.p, s.d/s.p)
					want := np.Zeros[int](s.n, s.p)
					for j := range s.p {
						np.CopyTo(want.S(":, %d", j), labels(part(data, j, s.p), books.S(":, %d", j)))
					}
					t.Equal(answer(data, books), want)
				}
			}},
			{Name: "refuses parts that do not fit", Points: 0.5, Check: func(t *checks.T) {
				t.Call("PQEncode(data, codebooks), data of shape (4, 7), codebooks of shape (2, 3, 2)")
				t.Panics(func() { answer(t.Uniform(4, 7), t.Uniform(2, 3, 2)) })
			}},
			{Name: "inputs unchanged", Points: 0.5, Check: func(t *checks.T) {
				data, books := t.Uniform(6, 4), t.Uniform(3, 2, 2)
				t.Unchanged(func() { answer(data, books) }, data, books)
			}},
		}
	},
	Wrong: []checks.Wrong[pqEncode]{
		{
			Name:  "takes every p-th column for a part",
			Fails: "values",
			Says:  "A part is columns side by side. Reshape to (n, p, d/p): with (n, d/p, p) a part is every p-th column.",
			Answer: func(data, codebooks *np.Array[float64]) *np.Array[int] {
				n, p, l := data.Shape()[0], codebooks.Shape()[1], codebooks.Shape()[2]
				return solutions.PQEncode(np.Copy(np.SwapAxes(data.Reshape(n, l, p), 1, 2)).Reshape(n, p*l), codebooks)
			},
		},
		{
			Name:  "looks along the parts",
			Fails: "values",
			Says:  "The least was looked for along the parts. Of (n, k, p) it is axis 1, the centroids.",
			Answer: func(data, codebooks *np.Array[float64]) *np.Array[int] {
				k, p, l := codebooks.Shape()[0], codebooks.Shape()[1], codebooks.Shape()[2]
				parts := data.Reshape(data.Shape()[0], 1, p, l)
				squares := np.Sum(np.Square(np.Subtract(parts, codebooks)), np.Axis(3))
				return np.BroadcastTo(np.ArgMin(squares, np.Axis(2)).S(":, :1"), data.Shape()[0], min(k*p, p))
			},
		},
		{
			Name:  "uses the first codebook for all parts",
			Fails: "values",
			Says:  "All parts were coded by the first part's codebook: each part has its own, `codebooks[:, j]`.",
			Answer: func(data, codebooks *np.Array[float64]) *np.Array[int] {
				return solutions.PQEncode(data, np.Copy(np.BroadcastTo(codebooks.S(":, :1"), codebooks.Shape()...)))
			},
		},
		{
			Name:  "numbers the centroids of all codebooks in a row",
			Fails: "values",
			Says:  "The numbers count through all codebooks. Each part's centroids are numbered from 0 to k - 1.",
			Answer: func(data, codebooks *np.Array[float64]) *np.Array[int] {
				k, p := codebooks.Shape()[0], codebooks.Shape()[1]
				return np.Add(solutions.PQEncode(data, codebooks), np.MultiplyScalar(np.Arange[int](p), k))
			},
		},
		{
			Name:  "drops columns that are left over",
			Fails: "refuses parts that do not fit",
			Answer: func(data, codebooks *np.Array[float64]) *np.Array[int] {
				return solutions.PQEncode(np.Copy(data.S(":, :%d", codebooks.Shape()[1]*codebooks.Shape()[2])), codebooks)
			},
		},
		{
			Name:  "leaves out the axis for the centroids",
			Fails: "values",
			Says:  "(n, p, d/p) and (k, p, d/p) do not fit: points meet centroids on the first axis. With one more, (n, 1, p, d/p), the data stretch over the centroids.",
			Answer: func(data, codebooks *np.Array[float64]) *np.Array[int] {
				parts := data.Reshape(data.Shape()[0], codebooks.Shape()[1], codebooks.Shape()[2])
				return np.ArgMin(np.Sum(np.Square(np.Subtract(parts, codebooks)), np.Axis(2)), np.Axis(0))
			},
		},
		{
			Name:  "adds up over the parts",
			Fails: "values",
			Says:  "You added up over the parts, axis 2 of (n, k, p, d/p). The coordinates are axis 3.",
			Answer: func(data, codebooks *np.Array[float64]) *np.Array[int] {
				parts := data.Reshape(data.Shape()[0], 1, codebooks.Shape()[1], codebooks.Shape()[2])
				return np.ArgMin(np.Sum(np.Square(np.Subtract(parts, codebooks)), np.Axis(2)), np.Axis(1))
			},
		},
	},
}

// part is the columns of part j of p.
func part(data *array, j, p int) *array {
	l := data.Shape()[1] / p
	return data.S(":, %d:%d", j*l, (j+1)*l)
}
