package fasterer

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type pqTrain = func(data, codebooks *np.Array[float64], steps int) *np.Array[float64]

// PQTrain asks for the codebooks of all parts.
var PQTrain = &checks.Exercise[func(data, codebooks *np.Array[float64], steps int) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "fasterer/pq_train",
		Func:  "PQTrain",
		Title: "Product quantization: train",
		Hints: []string{
			"Each part is a problem of its own, and Train solves it. A loop over the parts is fine: there are few.",
			"Part j of the data is `data.S(\":, %d:%d\", j*l, (j+1)*l)`, with l = d/p; its codebook is `codebooks.S(\":, %d\", j)`.",
			"Write what Train returns into a copy: `np.CopyTo(result.S(\":, %d\", j), book)`.",
		},
		Par:      5,
		Minutes:  15,
		Optional: true,
	},
	Reference: solutions.PQTrain,
	Criteria: func(answer pqTrain) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, s := range []struct{ n, d, k, p, steps int }{{40, 6, 4, 3, 3}, {30, 4, 3, 1, 2}, {24, 3, 2, 3, 4}, {20, 4, 2, 2, 0}} {
					data := t.Uniform(s.n, s.d)
					books := np.Copy(data.S(":%d", s.k)).Reshape(s.k, s.p, s.d/s.p)
					want := np.Copy(books)
					for j := range s.p {
						for range s.steps {
							np.CopyTo(want.S(":, %d", j), updated(part(data, j, s.p), want.S(":, %d", j)))
						}
					}
					t.Call("PQTrain(data, codebooks, %d), data of shape (%d, %d), codebooks of shape (%d, %d, %d)", s.steps, s.n, s.d, s.k, s.p, s.d/s.p)
					t.Close(answer(data, np.Copy(books), s.steps), want, 1e-9)
				}
			}},
			{Name: "inputs unchanged", Points: 1, Check: func(t *checks.T) {
				data := t.Uniform(20, 4)
				books := np.Copy(data.S(":3")).Reshape(3, 2, 2)
				t.Call("PQTrain(data, codebooks, 2)")
				t.Unchanged(func() { answer(data, books, 2) }, data, books)
			}},
		}
	},
	Wrong: []checks.Wrong[pqTrain]{
		{
			Name:  "trains the first part only",
			Fails: "values",
			Says:  "Only the first codebook was trained: the loop over the parts ends too soon.",
			Answer: func(data, codebooks *np.Array[float64], steps int) *np.Array[float64] {
				r := np.Copy(codebooks)
				np.CopyTo(r.S(":, :1"), solutions.PQTrain(data, codebooks, steps).S(":, :1"))
				return r
			},
		},
		{
			Name:  "trains all books on the first part",
			Fails: "values",
			Says:  "All codebooks were trained on the first part of the data: codebook j belongs to columns j·d/p to (j+1)·d/p - 1.",
			Answer: func(data, codebooks *np.Array[float64], steps int) *np.Array[float64] {
				p := codebooks.Shape()[1]
				first := make([]*np.Array[float64], p)
				for j := range first {
					first[j] = part(data, 0, p)
				}
				return solutions.PQTrain(np.Concat(1, first...), codebooks, steps)
			},
		},
		{
			Name:  "assigns whole points",
			Fails: "values",
			Says:  "Whole points were assigned, so all parts of a point went to the same number: each part chooses for itself.",
			Answer: func(data, codebooks *np.Array[float64], steps int) *np.Array[float64] {
				k, d := codebooks.Shape()[0], data.Shape()[1]
				whole, _ := solutions.Train(data, codebooks.Reshape(k, d), steps)
				return whole.Reshape(codebooks.Shape()...)
			},
		},
		{
			Name:  "is one step short",
			Fails: "values",
			Says:  "The last step is missing.",
			Answer: func(data, codebooks *np.Array[float64], steps int) *np.Array[float64] {
				return solutions.PQTrain(data, codebooks, max(0, steps-1))
			},
		},
		{
			Name:  "writes into the codebooks it was given",
			Fails: "inputs unchanged",
			Answer: func(data, codebooks *np.Array[float64], steps int) *np.Array[float64] {
				np.CopyTo(codebooks, solutions.PQTrain(data, codebooks, steps))
				return codebooks
			},
		},
		{
			Name:  "trains copies and forgets them",
			Fails: "values",
			Says:  "The codebooks are as they were: what Train returns is a new array and must find its way into the result.",
			Answer: func(data, codebooks *np.Array[float64], steps int) *np.Array[float64] {
				return np.Copy(codebooks)
			},
		},
	},
}
