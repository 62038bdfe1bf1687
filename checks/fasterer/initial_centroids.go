package fasterer

import (
	"fmt"
	"math"
	"slices"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type initialCentroids = func(rng *random.Generator, data *np.Array[float64], k int) *np.Array[float64]

// InitialCentroids asks for k different points of the data, at random.
var InitialCentroids = &checks.Exercise[func(rng *random.Generator, data *np.Array[float64], k int) *np.Array[float64]]{
	Info: checks.Info{
		ID:    "fasterer/initial_centroids",
		Func:  "InitialCentroids",
		Title: "Choose the first centroids",
		Hints: []string{
			"Choose k row numbers first, then take those rows.",
			"`rng.ChoiceWithoutReplacement(n, k)` draws k different numbers below n. `data.Shape()[0]` is n.",
			"`np.Take(data, numbers, np.Axis(0))` is NumPy's `data[numbers]`.",
		},
		Par:     1,
		Minutes: 5,
	},
	Reference: solutions.InitialCentroids,
	Criteria: func(answer initialCentroids) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1.5, Check: func(t *checks.T) {
				for _, c := range []struct {
					data *array
					k    int
				}{{t.Uniform(50, 2), 5}, {t.Uniform(10, 3), 1}, {t.Uniform(24, 2), 24}, {t.Uniform(3, 12).T(), 4}, {t.Uniform(40, 4).S("::-2, ::2"), 6}} {
					n, d := c.data.Shape()[0], c.data.Shape()[1]
					t.Call("InitialCentroids(rng, data, %d), data of shape (%d, %d)", c.k, n, d)
					got := answer(random.New(t.Seed()), c.data, c.k)
					drawn(t, got, c.data, c.k)
				}
			}},
			{Name: "no loop", Points: 0.5, Check: (*checks.T).NoLoop},
			{Name: "data unchanged, new memory", Points: 0.5, Check: func(t *checks.T) {
				data := t.Uniform(12, 2)
				t.Call("InitialCentroids(rng, data, 3)")
				var got *array
				t.Unchanged(func() { got = answer(random.New(t.Seed()), data, 3) }, data)
				t.Fresh(got, data)
			}},
			{Name: "by chance", Points: 0.5, Check: byChance(answer)},
		}
	},
	Wrong: []checks.Wrong[initialCentroids]{
		{
			Name:  "always takes the first k points",
			Fails: "by chance",
			Says:  "These are always the first rows: data that is sorted would give centroids that all lie in one corner.",
			Answer: func(_ *random.Generator, data *np.Array[float64], k int) *np.Array[float64] {
				return np.Copy(data.S(":%d", k))
			},
		},
		{
			Name:  "draws with replacement",
			Fails: "values",
			Says:  "`rng.Choice` and `rng.Integers` may draw a number again: two centroids in one place stay together for ever.",
			Answer: func(rng *random.Generator, data *np.Array[float64], k int) *np.Array[float64] {
				return np.Take(data, rng.Choice(data.Shape()[0], k), np.Axis(0))
			},
		},
		{
			Name:  "returns a view of the data",
			Fails: "data unchanged, new memory",
			Answer: func(_ *random.Generator, data *np.Array[float64], k int) *np.Array[float64] {
				return data.S(":%d", k)
			},
		},
		{
			Name:  "shuffles the data itself",
			Fails: "data unchanged, new memory",
			Answer: func(rng *random.Generator, data *np.Array[float64], k int) *np.Array[float64] {
				np.CopyTo(data, np.Take(data, rng.Permutation(data.Shape()[0]), np.Axis(0)))
				return np.Copy(data.S(":%d", k))
			},
		},
		{
			Name:  "draws uniform numbers between the least and the greatest",
			Fails: "values",
			Says:  "A centroid should start at a point of the data; between the points there may be nothing.",
			Answer: func(rng *random.Generator, data *np.Array[float64], k int) *np.Array[float64] {
				low, high := np.Min(data, np.Axis(0)), np.Max(data, np.Axis(0))
				return np.Add(low, np.Multiply(np.Subtract(high, low), rng.Random(k, data.Shape()[1])))
			},
		},
		{
			Name:  "leaves out the last point",
			Fails: "by chance",
			Says:  "Some point is never drawn: numbers below n go to n - 1, and all of them may come.",
			Answer: func(rng *random.Generator, data *np.Array[float64], k int) *np.Array[float64] {
				n := data.Shape()[0]
				if k < n {
					n--
				}
				return np.Take(data, rng.ChoiceWithoutReplacement(n, k), np.Axis(0))
			},
		},
		{
			Name:  "takes numbers instead of rows",
			Fails: "values",
			Says:  "Without an axis `np.Take` takes single numbers out of data. Rows are wanted: `np.Axis(0)`.",
			Answer: func(rng *random.Generator, data *np.Array[float64], k int) *np.Array[float64] {
				return np.Take(data, rng.ChoiceWithoutReplacement(data.Shape()[0], k))
			},
		},
		{
			Name:  "makes a generator of its own",
			Fails: "by chance",
			Says:  "Each call chooses the same points: draw from the rng that is passed in, which goes on from call to call.",
			Answer: func(rng *random.Generator, data *np.Array[float64], k int) *np.Array[float64] {
				return solutions.InitialCentroids(random.New(1), data, k)
			},
		},
	},
}

// drawn fails unless got is k different rows of data.
func drawn(t *checks.T, got, data *array, k int) {
	d := data.Shape()[1]
	if got == nil {
		t.Failf("got nil, want an array of shape (%d, %d): did you forget to return it?", k, d)
	}
	if !slices.Equal(got.Shape(), []int{k, d}) {
		t.Failf("got shape %s, want shape (%d, %d)", fmt.Sprint(got.Shape()), k, d)
	}
	all, seen := rows(data), map[string]int{}
	for i, row := range rows(got) {
		if !slices.Contains(all, row) {
			t.Failf("row %d of the result is no row of data", i)
		}
		if other, again := seen[row]; again {
			t.Failf("rows %d and %d of the result are the same point of data", other, i)
		}
		seen[row] = i
	}
}

// byChance draws 3 of 10 points two thousand times: each point's count is
// binomial, and more than 6 standard deviations from its mean once in 5·10⁸.
func byChance(answer initialCentroids) func(t *checks.T) {
	return func(t *checks.T) {
		const n, k, times = 10, 3, 2000
		data := t.Uniform(n, 2)
		number := map[string]int{}
		for i, row := range rows(data) {
			number[row] = i
		}
		t.Call("InitialCentroids(rng, data, %d), data of shape (%d, 2), with %d generators", k, n, times)
		count := make([]int, n)
		seed := t.Seed()
		for i := range times {
			for _, row := range rows(answer(random.New(seed, uint64(i)), data, k)) {
				count[number[row]]++
			}
		}
		const p = float64(k) / n
		for i, c := range count {
			if z := (float64(c) - times*p) / math.Sqrt(times*p*(1-p)); math.Abs(z) > 6 {
				t.Failf("point %d was chosen %d times of %d; if each has the same chance, about %d are due", i, c, times, int(times*p))
			}
		}
	}
}
