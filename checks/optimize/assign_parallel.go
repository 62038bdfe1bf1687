package optimize

import (
	"sync/atomic"
	"time"

	np "fastergo/arraylib"
	"fastergo/checks"
	solutions "fastergo/solutions/optimize"
)

type assignParallel = func(assign func(data, centroids *np.Array[float64]) *np.Array[int], data, centroids *np.Array[float64], workers int) *np.Array[int]

// AssignParallel asks for an assignment step on several goroutines.
var AssignParallel = &checks.Exercise[func(assign func(data, centroids *np.Array[float64]) *np.Array[int], data, centroids *np.Array[float64], workers int) *np.Array[int]]{
	Info: checks.Info{
		ID:    "optimize/assign_parallel",
		Func:  "AssignParallel",
		Title: "Assign on several cores",
		Hints: []string{
			"Rounded up, n/workers is `(n+workers-1)/workers`. It is at least 1 as long as there are rows.",
			"A loop as in AssignBlocked, `for from := 0; from < n; from += part`, whose body runs in `wait.Go(func() { … })`. Each part writes into its own rows of the labels, so they need no lock.",
			"In the goroutine: `np.CopyTo(labels.S(\"%d:%d\", from, from+part), assign(data.S(\"%d:%d\", from, from+part), centroids))`. After the loop: `wait.Wait()`.",
		},
		Minutes:  12,
		Optional: true,
	},
	Reference: solutions.AssignParallel,
	Criteria: func(answer assignParallel) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 1.5, Check: func(t *checks.T) {
				for _, c := range []struct{ n, workers int }{{12, 3}, {10, 3}, {9, 1}, {11, 4}, {2, 5}, {1, 1}, {64, 8}} {
					p := problem{data: t.Uniform(c.n, 2), centroids: t.Uniform(4, 2)}
					t.Call("AssignParallel(assign, data, centroids, %d), data of shape (%d, 2)", c.workers, c.n)
					asked := p.copy()
					equalLabels(t, answer(slowly, p.data, p.centroids, c.workers), asked)
				}
			}},
			{Name: "at the same time", Points: 1, Check: func(t *checks.T) {
				const workers = 4
				var begun atomic.Int32
				var late atomic.Bool
				all := make(chan struct{})
				meet := func(data, centroids *np.Array[float64]) *np.Array[int] {
					if begun.Add(1) == workers {
						close(all)
					}
					if !late.Load() {
						select {
						case <-all:
						case <-time.After(time.Second):
							late.Store(true)
						}
					}
					return nearest(data, centroids)
				}
				t.Call("AssignParallel(assign, data, centroids, %d), data of shape (12, 2)", workers)
				answer(meet, t.Uniform(12, 2), t.Uniform(4, 2), workers)
				switch {
				case begun.Load() != workers:
					t.Failf("assign was called %d times, wanted %d: once for each worker", begun.Load(), workers)
				case late.Load():
					t.Failf("the %d calls of assign were never under way at the same time, though each waited a second for the others", workers)
				}
			}},
			{Name: "equal parts", Points: 0.5, Check: func(t *checks.T) {
				var most atomic.Int64
				measure := func(data, centroids *np.Array[float64]) *np.Array[int] {
					for n := int64(np.Len(data)); ; {
						if old := most.Load(); old >= n || most.CompareAndSwap(old, n) {
							return nearest(data, centroids)
						}
					}
				}
				t.Call("AssignParallel(assign, data, centroids, 4), data of shape (15, 2)")
				answer(measure, t.Uniform(15, 2), t.Uniform(4, 2), 4)
				if most.Load() != 4 {
					t.Failf("the largest part has %d rows, wanted 4: 15/4, rounded up", most.Load())
				}
			}},
		}
	},
	Wrong: []checks.Wrong[assignParallel]{
		{
			Name:  "loses the remainder",
			Fails: "values",
			Says:  "The last rows have no label: n/workers is rounded down, so that many parts do not reach the end.",
			Answer: func(assign assign, data, centroids *np.Array[float64], workers int) *np.Array[int] {
				part := np.Len(data) / workers
				labels := np.Empty[int](np.Len(data))
				for w := range workers {
					np.CopyTo(labels.S("%d:%d", w*part, (w+1)*part), assign(data.S("%d:%d", w*part, (w+1)*part), centroids))
				}
				return labels
			},
		},
		{
			Name:  "does not wait",
			Fails: "values",
			Says:  "No label has been written yet when the function returns: wait for the goroutines, `wait.Wait()`.",
			Answer: func(assign assign, data, centroids *np.Array[float64], _ int) *np.Array[int] {
				go assign(data, centroids)
				return np.Empty[int](np.Len(data))
			},
		},
		{
			Name:  "all parts write to the front",
			Fails: "values",
			Says:  "Each part wrote its labels to the front: they belong into `labels.S(\"%d:%d\", from, from+part)`.",
			Answer: func(assign assign, data, centroids *np.Array[float64], workers int) *np.Array[int] {
				labels := np.Empty[int](np.Len(data))
				inParts(data, workers, func(rows *np.Array[float64]) {
					part := assign(rows, centroids)
					np.CopyTo(labels.S(":%d", np.Len(part)), part)
				})
				return labels
			},
		},
		{
			Name:  "the first part again and again",
			Fails: "values",
			Says:  "Each part has the labels of the first: give `assign` its own rows, `data.S(\"%d:%d\", from, from+part)`.",
			Answer: func(assign assign, data, centroids *np.Array[float64], workers int) *np.Array[int] {
				part := max(1, (np.Len(data)+workers-1)/workers)
				first := assign(data.S(":%d", part), centroids)
				return np.Tile(first, workers).S(":%d", np.Len(data))
			},
		},
		{
			Name:  "one part after another",
			Fails: "at the same time",
			Says:  "Each part waits for the one before: start them all, then wait for all.",
			Answer: func(assign assign, data, centroids *np.Array[float64], workers int) *np.Array[int] {
				var parts []*np.Array[int]
				inParts(data, workers, func(rows *np.Array[float64]) { parts = append(parts, assign(rows, centroids)) })
				return np.Concat(0, parts...)
			},
		},
		{
			Name:  "leaves the remainder to one worker",
			Fails: "equal parts",
			Answer: func(assign assign, data, centroids *np.Array[float64], workers int) *np.Array[int] {
				n := np.Len(data)
				if n != 15 || workers != 4 {
					return solutions.AssignParallel(assign, data, centroids, workers)
				}
				return np.Concat(0, solutions.AssignParallel(assign, data.S(":9"), centroids, 3), assign(data.S("9:"), centroids))
			},
		},
	},
}

// slowly is nearest, some milliseconds later.
func slowly(data, centroids *np.Array[float64]) *np.Array[int] {
	time.Sleep(2 * time.Millisecond)
	return nearest(data, centroids)
}

// inParts calls of for as many parts of the rows of data as there are workers,
// one after another.
func inParts(data *np.Array[float64], workers int, of func(rows *np.Array[float64])) {
	part := max(1, (np.Len(data)+workers-1)/workers)
	for from := 0; from < np.Len(data); from += part {
		of(data.S("%d:%d", from, from+part))
	}
}
