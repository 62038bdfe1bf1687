package arrays

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

type segmentSums = func(x *np.Array[float64], starts *np.Array[int]) *np.Array[float64]

// SegmentSums asks for sums of parts of an array.
var SegmentSums = &checks.Exercise[func(x *np.Array[float64], starts *np.Array[int]) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "arrays/segment_sums",
		Func:  "SegmentSums",
		Title: "Sums of segments",
		Hints: []string{
			"The ufunc methods apply an operation in other ways than element by element. One of them reduces part by part.",
			"`np.ReduceAt(op, x, starts)` joins the elements of each part by `op`. Which operation makes a sum?",
		},
		Par:     1,
		Minutes: 4,
	},
	Reference: solutions.SegmentSums,
	Criteria: func(answer segmentSums) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, starts := range [][]int{{0, 2, 5}, {0}, {5}, {1, 2, 4}, {0, 1, 2, 3, 4, 5}} {
					x := np.New([]float64{1, 2, 3, 4, 5, 6})
					t.Call("SegmentSums(%v, %v)", x, starts)
					t.Close(answer(x, np.New(starts)), segments(x, starts), 1e-12)
				}
				many := t.Uniform(40, 6)
				for _, x := range []*np.Array[float64]{np.Ravel(many), many.S(":, 2"), many.S("3, ::-1")} {
					for _, starts := range [][]int{{0, 3, 4}, {2, 5}} {
						t.Call("SegmentSums(x, %v), %d random numbers", starts, np.Len(x))
						t.Close(answer(x, np.New(starts)), segments(x, starts), 1e-12)
					}
				}
			}},
			{Name: "no loop", Points: 1, Check: (*checks.T).NoLoop},
		}
	},
	Wrong: []checks.Wrong[segmentSums]{
		{
			Name:  "leaves out the last segment",
			Fails: "values",
			Says:  "The last segment is missing: it runs from the last start to the end of x.",
			Answer: func(x *np.Array[float64], starts *np.Array[int]) *np.Array[float64] {
				return np.ReduceAt(np.Add, x, starts).S(":-1")
			},
		},
		{
			Name:  "ends the last segment at its first element",
			Fails: "values",
			Says:  "The last sum is one element only: the last segment goes on to the end of x.",
			Answer: func(x *np.Array[float64], starts *np.Array[int]) *np.Array[float64] {
				last := starts.At(-1)
				return segments(x.S(":%d", last+1), starts.Data())
			},
		},
		{
			Name:  "counts the next start in",
			Fails: "values",
			Says:  "Each sum has one element too many: a segment ends before the next one's start.",
			Answer: func(x *np.Array[float64], starts *np.Array[int]) *np.Array[float64] {
				sums := np.ReduceAt(np.Add, x, starts)
				np.AddInto(sums.S(":-1"), sums.S(":-1"), np.At(x, starts.S("1:")))
				return sums
			},
		},
		{
			Name:  "takes means",
			Fails: "values",
			Says:  "These are the means of the segments: their sums were asked for.",
			Answer: func(x *np.Array[float64], starts *np.Array[int]) *np.Array[float64] {
				ends := np.Concat(0, starts.S("1:"), np.New([]int{np.Len(x)}))
				return np.Divide(np.ReduceAt(np.Add, x, starts), np.AsType[float64](np.Subtract(ends, starts)))
			},
		},
		{
			Name:  "goes on adding up",
			Fails: "values",
			Says:  "Each sum goes on from the one before: these are sums from the beginning, of which the differences are still to be taken.",
			Answer: func(x *np.Array[float64], starts *np.Array[int]) *np.Array[float64] {
				return np.CumSum(np.ReduceAt(np.Add, x, starts))
			},
		},
		{
			Name:  "takes the first elements",
			Fails: "values",
			Says:  "These are the elements at the starts, not sums.",
			Answer: func(x *np.Array[float64], starts *np.Array[int]) *np.Array[float64] {
				return np.At(x, starts)
			},
		},
		{
			Name:  "loops",
			Fails: "no loop",
			Answer: func(x *np.Array[float64], starts *np.Array[int]) *np.Array[float64] {
				sums := np.Zeros[float64](np.Len(starts))
				for i, start := range starts.All() {
					end := np.Len(x)
					if i+1 < np.Len(starts) {
						end = starts.At(i + 1)
					}
					sums.Set(np.Sum(x.S("%d:%d", start, end)).Item(), i)
				}
				return sums
			},
		},
	},
}

// segments adds up each segment element by element.
func segments(x *np.Array[float64], starts []int) *np.Array[float64] {
	sums := np.Zeros[float64](len(starts))
	for i, start := range starts {
		end := np.Len(x)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		sum := 0.0
		for j := start; j < end; j++ {
			sum += x.At(j)
		}
		sums.Set(sum, i)
	}
	return sums
}
