package lesson

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestLaunchKernel(t *testing.T) {
	for _, g := range []struct{ blocks, threads Dim }{
		{Dim{2, 3}, Dim{4, 5}},
		{Dim{1, 1}, Dim{1, 1}},
		{Dim{7, 1}, Dim{1, 3}},
		{Dim{1, 9}, Dim{2, 2}},
		{Dim{40, 50}, Dim{1, 1}},
		{Dim{0, 3}, Dim{2, 2}},
		{Dim{3, 0}, Dim{2, 2}},
		{Dim{2, 2}, Dim{0, 4}},
		{Dim{2, 2}, Dim{4, 0}},
		{Dim{}, Dim{}},
	} {
		var lock sync.Mutex
		count := map[Dim]int{}
		LaunchKernel(g.blocks, g.threads, func(i, j int) {
			lock.Lock()
			defer lock.Unlock()
			count[Dim{i, j}]++
		})
		rows, columns := g.blocks.X*g.threads.X, g.blocks.Y*g.threads.Y
		for i := range rows {
			for j := range columns {
				if n := count[Dim{i, j}]; n != 1 {
					t.Errorf("blocks %v, threads %v: kernel(%d, %d) was called %d times", g.blocks, g.threads, i, j, n)
				}
			}
		}
		if len(count) != rows*columns {
			t.Errorf("blocks %v, threads %v: %d points, want %d", g.blocks, g.threads, len(count), rows*columns)
		}
	}
}

// Points of a block are called in order; blocks are taken by many goroutines,
// so one that waits for another is waited for.
func TestLaunchKernelOrder(t *testing.T) {
	var lock sync.Mutex
	last := map[int]Dim{}
	LaunchKernel(Dim{5, 1}, Dim{3, 4}, func(i, j int) {
		lock.Lock()
		defer lock.Unlock()
		before, begun := last[i/3]
		if at, was := i%3*4+j, before.X%3*4+before.Y; begun && at != was+1 || !begun && at != 0 {
			t.Errorf("block %d: (%d, %d) came after %v", i/3, i, j, before)
		}
		last[i/3] = Dim{i, j}
	})

	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	met := make(chan bool)
	LaunchKernel(Dim{1, 2}, Dim{1, 1}, func(_, j int) {
		if j == 0 {
			select {
			case <-met:
			case <-time.After(20 * time.Second):
				t.Error("the second block did not begin while the first one ran")
			}
		} else {
			close(met)
		}
	})
}

func TestLaunchKernelPanics(t *testing.T) {
	fault := errors.New("a fault")
	for _, p := range []any{fault, TODO, "a sentence"} {
		var calls atomic.Int64
		got := caught(func() {
			LaunchKernel(Dim{1000, 1}, Dim{1, 1}, func(i, _ int) {
				if i == 3 {
					panic(p)
				}
				calls.Add(1)
				time.Sleep(100 * time.Microsecond)
			})
		})
		if got != p {
			t.Errorf("panicked with %v, want %v", got, p)
		}
		if n := calls.Load(); n > 900 {
			t.Errorf("after a panic in block 3 the kernel was called %d times more", n)
		}
	}
	for _, d := range [][2]Dim{{{-1, -1}, {1, 1}}, {{1, 1}, {2, -3}}} {
		got := caught(func() { LaunchKernel(d[0], d[1], func(i, j int) { t.Errorf("kernel(%d, %d) was called", i, j) }) })
		want := fmt.Sprintf("lesson.LaunchKernel: a grid of %d by %d blocks of %d by %d threads", d[0].X, d[0].Y, d[1].X, d[1].Y)
		if got != want {
			t.Errorf("%v: panicked with %v, want %q", d, got, want)
		}
	}
}

func caught(f func()) (p any) {
	defer func() { p = recover() }()
	f()
	return nil
}

// A grid of 2 by 2 blocks of 2 by 4 threads covers a matrix of 3 by 5, and more:
// the kernel guards its edge.
func ExampleLaunchKernel() {
	const rows, columns = 3, 5
	var table [rows][columns]int
	LaunchKernel(Dim{2, 2}, Dim{2, 4}, func(i, j int) {
		if i < rows && j < columns {
			table[i][j] = (i + 1) * (j + 1)
		}
	})
	for _, row := range table {
		fmt.Println(row)
	}
	// Output:
	// [1 2 3 4 5]
	// [2 4 6 8 10]
	// [3 6 9 12 15]
}
