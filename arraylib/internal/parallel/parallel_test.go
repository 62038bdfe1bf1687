package parallel

import (
	"runtime"
	"sync/atomic"
	"testing"
)

func TestForCoversAllOnce(t *testing.T) {
	for _, procs := range []int{1, 2, 5} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		for _, n := range []int{0, 1, 9, 10, 11, 1000} {
			seen := make([]atomic.Int32, n)
			For(n, 10, func(lo, hi int) {
				if lo%10 != 0 || hi-lo > 10 {
					t.Errorf("range %d to %d", lo, hi)
				}
				for i := lo; i < hi; i++ {
					seen[i].Add(1)
				}
			})
			for i := range seen {
				if k := seen[i].Load(); k != 1 {
					t.Fatalf("of %d, %d came %d times", n, i, k)
				}
			}
		}
	}
}

func TestForInsideFor(t *testing.T) {
	var sum atomic.Int64
	For(100, 1, func(lo, hi int) {
		For(100, 1, func(lo, hi int) { sum.Add(int64(hi - lo)) })
	})
	if sum.Load() != 10000 {
		t.Errorf("%d of 10000", sum.Load())
	}
}

func BenchmarkFor(b *testing.B) {
	for b.Loop() {
		For(2, 1, func(lo, hi int) {})
	}
}
