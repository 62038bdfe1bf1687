package optimize

import (
	"fmt"
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
					got := answer(lastFirst(asked.data), p.data, p.centroids, c.workers)
					if cause := misplaced(got, nearest(asked.data, asked.centroids), c.workers); cause != "" {
						t.Failf("%s", cause)
					}
					equalLabels(t, got, asked)
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
			Answer: func(assign assign, data, centroids *np.Array[float64], _ int) *np.Array[int] {
				go assign(data, centroids)
				return np.Empty[int](np.Len(data))
			},
		},
		{
			Name:  "all parts write to the front",
			Fails: "values",
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

// lastFirst is nearest, some milliseconds later: the nearer to the front of all
// the rows are, the later. A loop in steps of 0 asks for the labels of no rows
// without end, which would take all memory.
func lastFirst(all *np.Array[float64]) assign {
	var empty atomic.Int64
	return func(data, centroids *np.Array[float64]) *np.Array[int] {
		n, behind := np.Len(all), 0
		if np.Len(data) == 0 && empty.Add(1) > 1000 {
			panic("AssignParallel called assign a thousand times with no rows: with fewer rows than workers n/workers is 0, and a loop in steps of 0 does not end")
		}
		for i := range n {
			if np.Len(data) > 0 && np.ArrayEqual(all.S("%d", i), data.S("0")) {
				behind = n - i
			}
		}
		time.Sleep(time.Duration(2+10*behind/n) * time.Millisecond)
		return nearest(data, centroids)
	}
}

// misplaced says which labels are there and which are not, if that explains
// what is wrong with them.
func misplaced(got, want *np.Array[int], workers int) string {
	n := np.Len(want)
	if got == nil || np.NDim(got) != 1 || np.Len(got) != n || n < 9 || np.ArrayEqual(got, want) {
		return ""
	}
	part := (n + workers - 1) / workers
	// written reports whether the first m labels are right and the others all alike.
	written := func(m int) bool {
		return np.ArrayEqual(got.S(":%d", m), want.S(":%d", m)) && np.All(np.EqualScalar(got.S("%d:", m), got.At(n-1))).Item()
	}
	var ended []*np.Array[int]
	for from := (n - 1) / part * part; from >= 0; from -= part {
		ended = append(ended, want.S("%d:%d", from, from+part))
	}
	down := n / workers * workers
	switch {
	case written(0):
		return "no label has been written when the function returns: wait for the goroutines, `wait.Wait()`, and write what `assign` returns into the labels, with `np.CopyTo`"
	case down < n && written(down):
		return fmt.Sprintf("rows %d to %d have no label: n/workers is rounded down, so that %d parts do not reach the end", down, n-1, workers)
	case part < n && written(part):
		return fmt.Sprintf("only rows 0 to %d have their labels: each part belongs into its own place, `labels.S(\"%%d:%%d\", from, from+part)`", part-1)
	case np.ArrayEqual(got, np.Concat(0, ended...)):
		return "the labels are right, but the parts stand in the order in which they ended: write each into its own place, `labels.S(\"%d:%d\", from, from+part)`"
	}
	return ""
}

// inParts calls of for as many parts of the rows of data as there are workers,
// one after another.
func inParts(data *np.Array[float64], workers int, of func(rows *np.Array[float64])) {
	part := max(1, (np.Len(data)+workers-1)/workers)
	for from := 0; from < np.Len(data); from += part {
		of(data.S("%d:%d", from, from+part))
	}
}
