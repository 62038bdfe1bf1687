package matmul

import "sync"

// Launch calls kernel(i, j) once for each i below gx and j below gy, many at the
// same time, and returns when all of them have returned. The grid is cut into
// blocks of bx by by points, smaller ones at its far edges; the blocks run side
// by side, each in a goroutine of its own, and the points of a block one after
// another.
func Launch(kernel func(i, j int), gx, gy, bx, by int) {
	// BEGIN SOLUTION
	var blocks sync.WaitGroup
	for x := 0; x < gx; x += bx {
		for y := 0; y < gy; y += by {
			blocks.Go(func() {
				for i := x; i < min(x+bx, gx); i++ {
					for j := y; j < min(y+by, gy); j++ {
						kernel(i, j)
					}
				}
			})
		}
	}
	blocks.Wait()
	// END SOLUTION
}
