package matmul

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"fastergo/checks"
	solutions "fastergo/solutions/matmul"
)

type launch = func(kernel func(i, j int), gx, gy, bx, by int)

// Launch asks for a grid of goroutines.
var Launch = &checks.Exercise[func(kernel func(i, j int), gx, gy, bx, by int)]{
	Info: checks.Info{
		ID:    "matmul/launch",
		Func:  "Launch",
		Title: "Launch a grid",
		Hints: []string{
			"Two loops over the blocks' corners, in steps of bx and by; inside, a goroutine with two loops over the block's points.",
			"Blocks at the edge are smaller: stop at `min(x+bx, gx)`.",
			"`var blocks sync.WaitGroup`, `blocks.Go(func() { … })` for each block, and `blocks.Wait()` at the end.",
		},
		Minutes:  12,
		Optional: true,
	},
	Reference: solutions.Launch,
	Criteria: func(answer launch) []checks.Criterion {
		return []checks.Criterion{
			{Name: "each point once", Points: 1.5, Check: func(t *checks.T) {
				for _, g := range [][4]int{{4, 6, 2, 3}, {5, 7, 2, 3}, {1, 1, 8, 8}, {3, 2, 1, 1}, {0, 4, 2, 2}, {6, 2, 4, 1}} {
					t.Call("Launch(kernel, %d, %d, %d, %d)", g[0], g[1], g[2], g[3])
					count := launched(func(kernel func(i, j int)) { answer(kernel, g[0], g[1], g[2], g[3]) })
					for i := range g[0] {
						for j := range g[1] {
							if n := count[[2]int{i, j}]; n != 1 {
								t.Failf("kernel(%d, %d) was called %s", i, j, times(n))
							}
							delete(count, [2]int{i, j})
						}
					}
					if len(count) > 0 {
						at := slices.SortedFunc(maps.Keys(count), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })[0]
						t.Failf("kernel(%d, %d) was called; the grid is %d by %d", at[0], at[1], g[0], g[1])
					}
				}
			}},
			{Name: "waits for all", Points: 0.75, Check: func(t *checks.T) {
				t.Call("Launch(kernel, 8, 8, 2, 2), with a kernel that takes a while")
				var running atomic.Int64
				running.Store(64)
				answer(func(int, int) {
					time.Sleep(time.Millisecond)
					running.Add(-1)
				}, 8, 8, 2, 2)
				if n := running.Load(); n > 0 {
					t.Failf("it returned while %d of 64 points were still to come: wait for all blocks", n)
				}
			}},
			{Name: "blocks side by side", Points: 0.75, Check: func(t *checks.T) {
				t.Call("Launch(kernel, 2, 1, 1, 1), where each of two blocks waits for the other")
				var here atomic.Int64
				both := make(chan struct{})
				alone := atomic.Bool{}
				answer(func(int, int) {
					if here.Add(1) == 2 {
						close(both)
					}
					select {
					case <-both:
					case <-time.After(time.Second):
						alone.Store(true)
					}
				}, 2, 1, 1, 1)
				if alone.Load() {
					t.Failf("the second block began when the first had ended: give each block a goroutine of its own")
				}
			}},
		}
	},
	Wrong: []checks.Wrong[launch]{
		{
			Name:  "does not wait",
			Fails: "waits for all",
			Answer: func(kernel func(i, j int), gx, gy, bx, by int) {
				if gx == 8 {
					go solutions.Launch(kernel, gx, gy, bx, by)
					return
				}
				solutions.Launch(kernel, gx, gy, bx, by)
			},
		},
		{
			Name:  "drops the blocks at the edge",
			Fails: "each point once",
			Says:  "Blocks at the far edge are missing where the block's size does not divide the grid's: they are smaller, but they count.",
			Answer: func(kernel func(i, j int), gx, gy, bx, by int) {
				solutions.Launch(kernel, gx/bx*bx, gy/by*by, bx, by)
			},
		},
		{
			Name:  "runs one block after another",
			Fails: "blocks side by side",
			Answer: func(kernel func(i, j int), gx, gy, _, _ int) {
				for i := range gx {
					for j := range gy {
						kernel(i, j)
					}
				}
			},
		},
		{
			Name:  "swaps the directions",
			Fails: "each point once",
			Says:  "i runs below gx and j below gy; here it is the other way round.",
			Answer: func(kernel func(i, j int), gx, gy, bx, by int) {
				solutions.Launch(kernel, gy, gx, by, bx)
			},
		},
		{
			Name:  "rounds the grid up to whole blocks",
			Fails: "each point once",
			Answer: func(kernel func(i, j int), gx, gy, bx, by int) {
				solutions.Launch(kernel, (gx+bx-1)/bx*bx, (gy+by-1)/by*by, bx, by)
			},
		},
	},
}

// launched counts the calls of each point.
func launched(run func(kernel func(i, j int))) map[[2]int]int {
	var lock sync.Mutex
	count := map[[2]int]int{}
	run(func(i, j int) {
		lock.Lock()
		defer lock.Unlock()
		count[[2]int{i, j}]++
	})
	lock.Lock()
	defer lock.Unlock()
	return maps.Clone(count) // an answer that does not wait goes on counting
}

func times(n int) string {
	switch n {
	case 0:
		return "never, or not before Launch returned"
	case 1:
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
