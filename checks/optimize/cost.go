package optimize

import (
	"slices"
	"strings"

	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

// Cost asks for complexities, and for the memory of one big broadcast.
var Cost = &checks.Exercise[func() []string]{
	Info: checks.Info{
		ID:    "optimize/cost",
		Func:  "Cost",
		Title: "Quiz: what does it cost?",
		Hints: []string{
			"Write down the shapes of what goes in and what comes out; then ask how often each element is touched.",
			"A product of matrices of (a, b) and (b, c) has a·c elements, each a sum of b products.",
			"The sparse product touches each row of data once, and the quotient each element of the centroids once. A `float64` takes 8 bytes.",
		},
		Minutes: 8,
	},
	Reference: solutions.Cost,
	Criteria: func(answer func() []string) []checks.Criterion {
		return checks.Ask(answer,
			checks.Question{
				Name: "a mask", Ask: "np.EqualScalar(labels, i)", Points: 0.25, Right: product("n"),
				Wrong: map[string]string{
					"O(nk)": "That is for all clusters: one mask compares each label once.",
					"O(k)":  "There is a label for each point, not for each cluster.",
					"O(1)":  "Every label is looked at.",
				},
			},
			checks.Question{
				Name: "the rows of a mask", Ask: "np.Mask(data, mask)", Points: 0.25, Right: product("nd"),
				Wrong: map[string]string{
					"O(n)":    "n rows may be copied, and each has d elements.",
					"O(ndk)":  "That is for all clusters, each as large as the largest can be.",
					"O(nd/k)": "That is the size of a cluster if all are equally large; here one has nearly all points.",
				},
			},
			checks.Question{
				Name: "the one-hot product", Ask: "np.MatMul(onehot.T(), data)", Points: 0.5, Right: product("ndk"),
				Wrong: map[string]string{
					"O(nd)": "So it would be if the zeros were left out. A product of matrices does not know where they are: (k, n) times (n, d) is k·d sums of n products.",
					"O(nk)": "That is the size of the one-hot matrix; each of its elements meets d columns of data.",
					"O(kd)": "That is the size of the result; each of its elements is a sum of n products.",
				},
			},
			checks.Question{
				Name: "the sparse update", Ask: "UpdateSparse", Points: 0.5,
				Right: sparseCost,
				Wrong: map[string]string{
					"O(ndk)": "That counts the zeros, which are not stored: each row of data is added once, to one row of the sums.",
					"O(n)":   "There are n ones, and each of them adds a row of d elements; and k rows are divided at the end.",
					"O(n+k)": "Rows have d elements: n of them are added, k of them divided.",
					"O(nd)":  "That is the product. The quotient, k rows of d elements, comes on top: it counts where there are more clusters than points.",
				},
			},
			checks.Question{
				Name: "the expanded square", Ask: "AssignV6", Points: 0.25, Right: product("ndk"),
				Wrong: map[string]string{
					"O(nk)": "The result of the product is (n, k), but each of its elements is a sum of d products.",
					"O(nd)": "Each point meets each centroid: k times as many.",
				},
			},
			checks.Question{
				Name: "the memory of v3", Ask: "n·k·d float64", Points: 0.25,
				Accept: []string{"208 GB", "208GB", "208", "208 gigabytes", "194 GiB", "193.7 GiB", "194GiB", "208e9", "208e9 bytes", "2.08e11", "208000000000", "208,000,000,000", "208 000 000 000 bytes", "0.208 TB"},
				Wrong: map[string]string{
					"26 GB":  "26,000,000,000 is the number of elements: each takes 8 bytes.",
					"104 GB": "That would be `float32`, 4 bytes each.",
					"8 GB":   "That is an array of (n, k): the differences have d numbers for each pair.",
					"208 MB": "1,000,000 · 1000 · 26 · 8 has three zeros more.",
				},
			},
		)
	},
}

// sparseCost returns whether an answer is O(d(n+k)), in whatever order, multiplied
// out or not.
func sparseCost(answer string) bool {
	text := strings.TrimPrefix(strings.ToLower(strings.Join(strings.FieldsFunc(answer, func(r rune) bool {
		return strings.ContainsRune(" *·×", r)
	}), "")), "o")
	for _, n := range []string{"nd", "dn"} {
		for _, k := range []string{"kd", "dk"} {
			if text == "("+n+"+"+k+")" || text == n+"+"+k || text == "("+k+"+"+n+")" || text == k+"+"+n {
				return true
			}
		}
	}
	for _, sum := range []string{"(n+k)", "(k+n)"} {
		if text == "(d"+sum+")" || text == "("+sum+"d)" || text == "d"+sum || text == sum+"d" {
			return true
		}
	}
	return false
}

// product returns whether an answer is O(…) of these factors, in whatever order.
// Terms beside it that have some of the factors only are never larger, so they
// may be written or not: O(nkd + kd) is O(nkd).
func product(factors string) func(answer string) bool {
	want := strings.Split(factors, "")
	slices.Sort(want)
	return func(answer string) bool {
		text := strings.TrimPrefix(strings.ToLower(strings.Join(strings.FieldsFunc(answer, func(r rune) bool {
			return strings.ContainsRune(" *·×", r)
		}), "")), "o")
		terms := strings.Split(text, "+")
		if len(terms) > 1 {
			terms = strings.Split(strings.TrimSuffix(strings.TrimPrefix(text, "("), ")"), "+")
		} else {
			terms[0] = strings.NewReplacer("(", "", ")", "").Replace(text)
		}
		all := false
		for _, term := range terms {
			letters := strings.Split(term, "")
			slices.Sort(letters)
			all = all || slices.Equal(letters, want)
			if term == "" || len(slices.Compact(letters)) < len(term) || strings.Trim(term, factors) != "" {
				return false
			}
		}
		return all
	}
}
