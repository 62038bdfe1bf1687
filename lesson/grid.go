package lesson

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// A Grid is a matrix of numbers whose elements can be looked up.
type Grid interface {
	// At returns the element in row i and column j. It panics if there is none.
	At(i, j int) float32
	// Shape returns the number of rows and of columns.
	Shape() (rows, columns int)
}

// A Dim counts in two directions: blocks of a grid, threads of a block.
type Dim struct{ X, Y int }

// LaunchKernel calls kernel(i, j) for each point of a grid of blocks.X by
// blocks.Y blocks, each of threads.X by threads.Y points, and returns when all
// calls have: i runs from 0 to blocks.X·threads.X - 1, j likewise. The points of
// a block are called one after another, in one goroutine; blocks are shared
// among as many goroutines as Go may use processors, in no order that a kernel
// may rely on. So kernels must not depend on each other, as on a GPU, whose
// launch has the same arguments.
//
// If a kernel panics, LaunchKernel panics with the same value, once the blocks
// that have begun are done; no others begin. A grid with a side of 0 has no
// points. It panics if a side is negative.
func LaunchKernel(blocks, threads Dim, kernel func(i, j int)) {
	if min(blocks.X, blocks.Y, threads.X, threads.Y) < 0 {
		panic(fmt.Sprintf("lesson.LaunchKernel: a grid of %d by %d blocks of %d by %d threads", blocks.X, blocks.Y, threads.X, threads.Y))
	}
	need("LaunchKernel", kernel != nil)
	var next atomic.Int64
	var failed atomic.Pointer[any]
	all := int64(blocks.X) * int64(blocks.Y)
	var workers sync.WaitGroup
	for range min(int64(runtime.GOMAXPROCS(0)), all) {
		workers.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					failed.CompareAndSwap(nil, &p)
					next.Store(all)
				}
			}()
			for b := next.Add(1) - 1; b < all; b = next.Add(1) - 1 {
				launchBlock(Dim{int(b) % blocks.X, int(b) / blocks.X}, threads, kernel)
			}
		})
	}
	workers.Wait()
	if p := failed.Load(); p != nil {
		panic(*p)
	}
}

func launchBlock(block, threads Dim, kernel func(i, j int)) {
	for x := range threads.X {
		for y := range threads.Y {
			kernel(block.X*threads.X+x, block.Y*threads.Y+y)
		}
	}
}
