package arrays

import (
	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/arrays"
)

type countLabels = func(labels *np.Array[int], k int) *np.Array[int]

// CountLabels asks for counts where labels repeat.
var CountLabels = &checks.Exercise[func(labels *np.Array[int], k int) *np.Array[int]]{
	Info: checks.Info{
		ID:    "arrays/count_labels",
		Func:  "CountLabels",
		Title: "Count the labels",
		Hints: []string{
			"Start from k zeros, and add 1 at the place that each label names. Places that are named twice must count twice.",
			"`np.UpdateAt(np.Add, counts, labels, …)` applies the operation once for each index, repeated or not.",
			"`counts := np.Zeros[int](k)`, then `np.UpdateAt(np.Add, counts, labels, np.Scalar(1))`.",
		},
		Par:     3,
		Minutes: 5,
	},
	Reference: solutions.CountLabels,
	Criteria: func(answer countLabels) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, c := range []struct {
					labels []int
					k      int
				}{
					{[]int{3, 0, 3, 3, 1}, 5},
					{[]int{0, 1, 2}, 3},
					{[]int{1, 1, 1, 1}, 2},
					{[]int{4}, 9},
					{[]int{0, 0, 0}, 1},
					{[]int{}, 3},
				} {
					t.Call("CountLabels(%v, %d)", c.labels, c.k)
					t.Equal(answer(np.New(c.labels), c.k), counted(np.New(c.labels), c.k))
				}
				big := np.AsType[int](np.MultiplyScalar(np.Abs(t.Uniform(100, 7)), 20))
				for _, labels := range []*np.Array[int]{big.S(":, 3"), big.S("::-2, 0")} {
					t.Call("CountLabels(labels, 20), %d random labels", np.Len(labels))
					t.Equal(answer(labels, 20), counted(labels, 20))
				}
			}},
			{Name: "no loop", Points: 1, Check: (*checks.T).NoLoop},
		}
	},
	Wrong: []checks.Wrong[countLabels]{
		{
			Name:  "gathers, adds, writes back",
			Fails: "values",
			Says:  "Label 3 occurs three times and is counted once: all three were read as 0, and each wrote 1. np.UpdateAt adds one by one.",
			Answer: func(labels *np.Array[int], k int) *np.Array[int] {
				counts := np.Zeros[int](k)
				np.SetAt(counts, np.AddScalar(np.At(counts, labels), 1), labels)
				return counts
			},
		},
		{
			Name:  "stops at the largest label there is",
			Fails: "values",
			Says:  "There are as many counts as the largest label needs; k were asked for, and the last ones may be 0.",
			Answer: func(labels *np.Array[int], k int) *np.Array[int] {
				return np.BinCount(labels, 0)
			},
		},
		{
			Name:  "adds the label",
			Fails: "values",
			Says:  "What was added at each place is the label: add 1.",
			Answer: func(labels *np.Array[int], k int) *np.Array[int] {
				counts := np.Zeros[int](k)
				np.UpdateAt(np.Add, counts, labels, labels)
				return counts
			},
		},
		{
			Name:  "counts from 1",
			Fails: "values",
			Says:  "The counts begin at label 1: label 0 is counted first.",
			Answer: func(labels *np.Array[int], k int) *np.Array[int] {
				return np.BinCount(labels, k+1).S("1:")
			},
		},
		{
			Name:  "leaves out labels that do not occur",
			Fails: "values",
			Says:  "Labels that do not occur are missing: their count is 0.",
			Answer: func(labels *np.Array[int], k int) *np.Array[int] {
				counts := np.BinCount(labels, k)
				return np.Mask(counts, np.GreaterScalar(counts, 0))
			},
		},
		{
			Name:   "loops",
			Fails:  "no loop",
			Answer: counted,
		},
	},
}

// counted counts one by one.
func counted(labels *np.Array[int], k int) *np.Array[int] {
	counts := make([]int, k)
	for _, l := range labels.All() {
		counts[l]++
	}
	return np.New(counts)
}
