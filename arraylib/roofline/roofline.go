// Package roofline measures what this machine can do at best, and says how long
// a computation takes at least on it: the roofline of S. Williams, A. Waterman
// and D. Patterson, "Roofline: an insightful visual performance model", 2009.
//
//	limits := roofline.Measure()
//	least := limits.Seconds(roofline.Work{Read: 8e6, Written: 4e6, Flops: 1e6})
//
// Bandwidth comes from loops in assembly: comparing memory reads it, copying the
// same few bytes writes it, copying all copies. The ceiling of multiplications and
// additions comes from a loop that has nothing else.
package roofline

import (
	"bytes"
	"fmt"
	"runtime"
	"sync"
	"time"
	"unsafe"

	"fastergo/arraylib/internal/kernel"
)

// Limits are what this machine can do at best, measured: what moves bytes and
// multiplies and adds, without anything else.
type Limits struct {
	Threads int     // of the columns "all"
	Levels  []Level // from the first-level cache to memory
	// FMA is the ceiling of fused multiply-adds in flops a second, two for each;
	// 0 if unknown.
	FMA32, FMA64 Rates
}

// A Level is a cache, or memory.
type Level struct {
	Name  string // "L1", "L2", "L3" or "memory"
	Size  int    // of one cache, in bytes; 0 for memory
	Bytes int    // how much was moved around in it by each thread

	Read, Write, Copy Rates // bytes a second; a copy's count twice, read and written
}

// Rates are what one thread and all threads together reach.
type Rates struct{ One, All float64 }

// Best is the greater of the two.
func (r Rates) Best() float64 { return max(r.One, r.All) }

// Measure measures for about a second and a half.
func Measure() *Limits {
	l := &Limits{Threads: runtime.GOMAXPROCS(0)}
	caches := cacheSizes()
	for i, size := range caches {
		// Half of a cache is surely not shared with others' lines; the last level
		// all threads share.
		each := size / 2
		if i == len(caches)-1 && i > 1 {
			each /= l.Threads
		}
		l.Levels = append(l.Levels, Level{Name: fmt.Sprintf("L%d", i+1), Size: size, Bytes: each})
	}
	last := caches[len(caches)-1]
	l.Levels = append(l.Levels, Level{Name: "memory", Bytes: min(max(4*last, 128<<20), 1<<30) / l.Threads})
	for i := range l.Levels {
		l.Levels[i].measure(l.Threads)
	}
	l.FMA32, l.FMA64 = Rates{fmaRate(1, false), fmaRate(l.Threads, false)}, Rates{fmaRate(1, true), fmaRate(l.Threads, true)}
	return l
}

// measure measures with what is in assembly in Go's runtime and here: comparing
// reads, copying the same few bytes again and again writes. What is moved is not
// zeros, which some machines write faster than anything else.
func (l *Level) measure(threads int) {
	half := l.Bytes / 2 &^ 63
	blocks, sources := make([][]byte, threads), make([][]byte, threads)
	for i := range blocks {
		blocks[i] = make([]byte, 2*half)
		for k := range blocks[i] { // now every thread has its pages
			blocks[i][k] = byte(k%half*7 + k%half>>8)
		}
		sources[i] = bytes.Clone(blocks[i][:max(64, min(half/8, 2<<20)&^63)])
	}
	both := func(f func(thread int, a, b []byte)) Rates {
		rate := func(n int) float64 {
			return bestRate(n, float64(2*half), func(thread int) { f(thread, blocks[thread][:half], blocks[thread][half:]) })
		}
		return Rates{rate(1), rate(threads)}
	}
	l.Read = both(func(_ int, a, b []byte) {
		if !bytes.Equal(a, b) {
			panic("roofline: halves differ")
		}
	})
	l.Copy = both(func(_ int, a, b []byte) { copy(a, b) })
	repeat := func(move func(d, s []byte)) Rates {
		return both(func(thread int, _, _ []byte) {
			for b := blocks[thread]; len(b) > 0; {
				s := sources[thread][:min(len(b), len(sources[thread]))]
				move(b, s)
				b = b[len(s):]
			}
		})
	}
	l.Write = repeat(func(d, s []byte) { copy(d, s) })
	past := repeat(func(d, s []byte) {
		kernel.Stream(unsafe.Pointer(&d[0]), unsafe.Pointer(&s[0]), len(s)/64)
	})
	if kernel.Current() != kernel.Portable {
		l.Write = Rates{max(l.Write.One, past.One), max(l.Write.All, past.All)}
	}
}

// bestRate returns how much f does a second on n threads at once, each call of
// it doing an amount: the best of several tries of some milliseconds.
func bestRate(n int, amount float64, f func(thread int)) (best float64) {
	calls := 1
	for try := 0; try < 5; {
		start := time.Now()
		var all sync.WaitGroup
		for thread := 1; thread < n; thread++ {
			all.Go(func() {
				for range calls {
					f(thread)
				}
			})
		}
		for range calls {
			f(0)
		}
		all.Wait()
		took := time.Since(start)
		if took < 8*time.Millisecond {
			calls *= 2
			continue
		}
		best = max(best, float64(n*calls)*amount/took.Seconds())
		try++
	}
	return best
}

// Work is the least that any implementation of a computation does: bytes read
// from and written to arrays, and additions and multiplications, of which two
// can be one instruction, on float64 if Double, else on float32.
type Work struct {
	Read, Written, Flops float64
	Double               bool
}

// Seconds returns how long w takes at least, or 0 if that is not known: the
// bytes that must be moved at the rate of the smallest level that holds them
// all, or the flops at the rate of fused multiply-adds, whichever is more.
// Bytes beyond what a copy has on both sides are only read or only written.
func (l *Limits) Seconds(w Work) float64 {
	level := l.levelOf(w.Read + w.Written)
	pairs := 2 * min(w.Read, w.Written)
	seconds := pairs/level.Copy.Best() + (w.Read-pairs/2)/level.Read.Best() + (w.Written-pairs/2)/level.Write.Best()
	if w.Flops > 0 {
		rate := l.FMA32.Best()
		if w.Double {
			rate = l.FMA64.Best()
		}
		if rate == 0 && w.Flops > 4*(w.Read+w.Written) {
			return 0 // surely not the bytes are what limits it
		}
		if rate > 0 {
			seconds = max(seconds, w.Flops/rate)
		}
	}
	return seconds
}

// levelOf returns the smallest level that holds so many bytes. The first two
// belong to a core each, and what is small enough for one is too little work
// for several; so they are compared by the size of one.
func (l *Limits) levelOf(bytes float64) Level {
	for _, level := range l.Levels {
		if bytes <= float64(level.Size) {
			return level
		}
	}
	return l.Levels[len(l.Levels)-1]
}

// fmaRate returns the flops a second of fused multiply-adds on n threads, or 0
// where nothing here can reach the ceiling: a loop in Go is far from it.
func fmaRate(n int, double bool) float64 {
	const rounds = 1 << 12
	flops := kernel.FMA(double, rounds)
	if flops == 0 {
		return 0
	}
	return bestRate(n, flops, func(int) { kernel.FMA(double, rounds) })
}
