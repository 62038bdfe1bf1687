package fasterer

import (
	"slices"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/checks"
	solutions "fastergo/solutions/fasterer"
)

type replaceDead = func(rng *random.Generator, data, centroids *np.Array[float64], idle *np.Array[int], patience int) (*np.Array[float64], *np.Array[int])

// ReplaceDead asks for a fresh start for centroids that nobody uses.
var ReplaceDead = &checks.Exercise[func(rng *random.Generator, data, centroids *np.Array[float64], idle *np.Array[int], patience int) (*np.Array[float64], *np.Array[int])]{
	Info: checks.Info{
		ID:    "fasterer/replace_dead",
		Func:  "ReplaceDead",
		Title: "Replace dead centroids",
		Hints: []string{
			"First the numbers of the dead: `np.FlatNonzero(np.GreaterEqualScalar(idle, patience))`.",
			"Draw as many row numbers of data as there are dead, without replacement, and work on copies: `np.Copy`.",
			"`np.SetAt(a, v, numbers)` is NumPy's `a[numbers] = v`.",
		},
		Par:      6,
		Minutes:  15,
		Optional: true,
	},
	Reference: solutions.ReplaceDead,
	Criteria: func(answer replaceDead) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 3, Check: func(t *checks.T) {
				for _, c := range []struct {
					idle     []int
					patience int
				}{{[]int{0, 5, 3, 2, 4}, 3}, {[]int{1, 0, 2}, 3}, {[]int{7, 7, 7, 7}, 7}, {[]int{0, 9}, 9}, {[]int{1, 1, 0, 1}, 2}} {
					k := len(c.idle)
					data, centroids := t.Uniform(k+3, 2), t.Uniform(k, 2)
					t.Call("ReplaceDead(rng, data, centroids, idle = %v, %d)", c.idle, c.patience)
					got, idle := answer(random.New(t.Seed()), data, np.Copy(centroids), np.AsArray(slices.Clone(c.idle), k), c.patience)
					replaced(t, got, idle, data, centroids, c.idle, c.patience)
				}
			}},
			{Name: "inputs unchanged", Points: 1, Check: func(t *checks.T) {
				data, centroids, idle := t.Uniform(9, 2), t.Uniform(4, 2), np.AsArray([]int{0, 5, 1, 6}, 4)
				t.Call("ReplaceDead(rng, data, centroids, idle = [0 5 1 6], 5)")
				t.Unchanged(func() { answer(random.New(t.Seed()), data, centroids, idle, 5) }, data, centroids, idle)
			}},
		}
	},
	Wrong: []checks.Wrong[replaceDead]{
		{
			Name:  "replaces whoever was idle at all",
			Fails: "values",
			Says:  "A centroid was replaced before its patience ran out: one that was idle for a step may be used again in the next.",
			Answer: func(rng *random.Generator, data, centroids *np.Array[float64], idle *np.Array[int], _ int) (*np.Array[float64], *np.Array[int]) {
				return solutions.ReplaceDead(rng, data, centroids, idle, 1)
			},
		},
		{
			Name:  "waits one step too long",
			Fails: "values",
			Says:  "Idle for as many steps as patience says is dead already: `>=`, not `>`.",
			Answer: func(rng *random.Generator, data, centroids *np.Array[float64], idle *np.Array[int], patience int) (*np.Array[float64], *np.Array[int]) {
				return solutions.ReplaceDead(rng, data, centroids, idle, patience+1)
			},
		},
		{
			Name:  "leaves the counts",
			Fails: "values",
			Says:  "A fresh centroid starts with a count of 0, or it is dead again in the next step.",
			Answer: func(rng *random.Generator, data, centroids *np.Array[float64], idle *np.Array[int], patience int) (*np.Array[float64], *np.Array[int]) {
				got, _ := solutions.ReplaceDead(rng, data, centroids, idle, patience)
				return got, np.Copy(idle)
			},
		},
		{
			Name:  "puts all dead ones at one point",
			Fails: "values",
			Says:  "Two fresh centroids are at the same point: draw as many numbers as there are dead, without replacement.",
			Answer: func(rng *random.Generator, data, centroids *np.Array[float64], idle *np.Array[int], patience int) (*np.Array[float64], *np.Array[int]) {
				_, counts := solutions.ReplaceDead(rng, data, centroids, idle, patience)
				row := rng.Integers(0, data.Shape()[0]).Item()
				dead := np.GreaterEqualScalar(idle, patience).S(":, None")
				return np.Where(dead, data.S("%d", row), centroids), counts
			},
		},
		{
			Name:  "starts all centroids anew",
			Fails: "values",
			Says:  "Centroids that are in use have changed too: only the dead ones are replaced.",
			Answer: func(rng *random.Generator, data, centroids *np.Array[float64], idle *np.Array[int], _ int) (*np.Array[float64], *np.Array[int]) {
				return solutions.ReplaceDead(rng, data, centroids, idle, 0)
			},
		},
		{
			Name:  "writes into centroids and idle",
			Fails: "inputs unchanged",
			Answer: func(rng *random.Generator, data, centroids *np.Array[float64], idle *np.Array[int], patience int) (*np.Array[float64], *np.Array[int]) {
				got, counts := solutions.ReplaceDead(rng, data, centroids, idle, patience)
				np.CopyTo(centroids, got)
				np.CopyTo(idle, counts)
				return centroids, idle
			},
		},
		{
			Name:  "changes nothing",
			Fails: "values",
			Says:  "Nobody was replaced: whoever has idle of patience or more gets a row of data.",
			Answer: func(rng *random.Generator, data, centroids *np.Array[float64], idle *np.Array[int], patience int) (*np.Array[float64], *np.Array[int]) {
				return np.Copy(centroids), np.Copy(idle)
			},
		},
		{
			Name:  "counts on",
			Fails: "values",
			Says:  "The counts went up by one: only those of the replaced change, to 0.",
			Answer: func(rng *random.Generator, data, centroids *np.Array[float64], idle *np.Array[int], patience int) (*np.Array[float64], *np.Array[int]) {
				got, counts := solutions.ReplaceDead(rng, data, centroids, idle, patience)
				return got, np.AddScalar(counts, 1)
			},
		},
	},
}

// replaced fails unless the dead rows of centroids, and they alone, are now
// different points of data, and their counts 0.
func replaced(t *checks.T, got *array, gotIdle *np.Array[int], data, centroids *array, idle []int, patience int) {
	want, wantIdle := np.Copy(centroids), np.AsArray(slices.Clone(idle), len(idle))
	if got == nil || !slices.Equal(got.Shape(), centroids.Shape()) {
		t.Equal(got, want)
	}
	points, old, now, seen := rows(data), rows(centroids), rows(got), map[string]int{}
	for j, steps := range idle {
		if steps < patience {
			continue
		}
		if now[j] == old[j] {
			t.Failf("centroid %d was idle for %d steps, and is where it was", j, steps)
		}
		if !slices.Contains(points, now[j]) {
			t.Failf("centroid %d was idle for %d steps, but row %d of the result is no point of data", j, steps, j)
		}
		if other, again := seen[now[j]]; again {
			t.Failf("rows %d and %d of the result are the same point of data", other, j)
		}
		seen[now[j]] = j
		np.CopyTo(want.S("%d", j), got.S("%d", j))
		wantIdle.Set(0, j)
	}
	t.Equal(got, want)
	t.Equal(gotIdle, wantIdle)
}
