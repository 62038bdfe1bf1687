// Package parallel spreads loops over the processors.
//
// Goroutines that wait for work make a fork cost about a microsecond. A loop begins on the goroutine that asks, and those that happen to be
// free join in: where none is free, as in a loop inside a loop or with one processor, it runs as if it were written in place.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// work is where helpers wait. It has no buffer, so that a send succeeds only if one waits.
var work = make(chan *loop)

// helpers is how many there are. They stay.
var helpers atomic.Int32

// loop is one For on its way.
type loop struct {
	next     atomic.Int64 // the first index that nobody has taken
	n, grain int
	body     func(lo, hi int)
	helping  sync.WaitGroup
}

// For calls body for ranges of grain indexes or, at the end, less, that make up those from 0 to n, in any order and on several goroutines at
// once, and returns when all have returned. A grain should be worth ten microseconds or more. The body must not panic.
func For(n, grain int, body func(lo, hi int)) {
	most := runtime.GOMAXPROCS(0) - 1
	if n <= grain || most == 0 {
		if n > 0 {
			body(0, n)
		}
		return
	}
	l := &loop{n: n, grain: grain, body: body}
	most = min(most, (n-1)/grain)
	for range most {
		l.helping.Add(1)
		select {
		case work <- l:
			continue
		default:
		}
		if h := helpers.Load(); int(h) < runtime.GOMAXPROCS(0)-1 && helpers.CompareAndSwap(h, h+1) {
			go help(l)
			continue
		}
		l.helping.Done()
		break
	}
	l.run()
	l.helping.Wait()
}

func (l *loop) run() {
	for {
		lo := int(l.next.Add(int64(l.grain))) - l.grain
		if lo >= l.n {
			return
		}
		l.body(lo, min(lo+l.grain, l.n))
	}
}

func help(l *loop) {
	for {
		l.run()
		l.helping.Done()
		l = <-work
	}
}
