// Package parallel spreads loops over the processors.
//
// A loop begins on the goroutine that asks. Helpers, which stay from loop to loop, join in when they are free: the loop waits for nobody who
// has not begun, so that one which is over before a helper has woken costs a microsecond more than a plain one, as do loops inside loops,
// whose helpers are busy. With one processor a loop runs as if it were written in place.
package parallel

import (
	"runtime"
	"sync/atomic"
	"time"
)

// work is where helpers wait. A helper that is busy finds a loop there that is over, or joins in late.
var work = make(chan *loop, 256)

// helpers is how many there are. They stay.
var helpers atomic.Int32

// loop is one For on its way.
type loop struct {
	next     atomic.Int64 // the first index that nobody has taken
	n, grain int
	body     func(lo, hi int)
	helping  atomic.Int32  // helpers at work, and over once none may begin
	done     chan struct{} // the last helper closes it if it ends after the loop was over
}

const over = 1 << 30

// For calls body for ranges of grain indexes or, at the end, less, that make up those from 0 to n, in any order and on several goroutines at
// once, and returns when all have returned. A grain should be worth some microseconds. The body must not panic.
func For(n, grain int, body func(lo, hi int)) {
	most := min(runtime.GOMAXPROCS(0)-1, (n-1)/grain)
	if most <= 0 {
		for lo := 0; lo < n; lo += grain {
			body(lo, min(lo+grain, n))
		}
		return
	}
	l := &loop{n: n, grain: grain, body: body, done: make(chan struct{})}
	for h := helpers.Load(); int(h) < runtime.GOMAXPROCS(0)-1; h = helpers.Load() {
		if helpers.CompareAndSwap(h, h+1) {
			go help()
		}
	}
	for range most {
		select {
		case work <- l:
		default:
		}
	}
	l.run()
	if l.helping.Add(over) == over {
		return
	}
	if !spin(func() bool { return l.helping.Load() == over }) { // the last grains are nearly done
		<-l.done
	}
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

func help() {
	for {
		spin(func() bool { return len(work) > 0 }) // a loop often follows soon, and waking takes longer than many
		l := <-work
		if l.join() {
			l.run()
			if l.helping.Add(-1) == over {
				close(l.done)
			}
		}
	}
}

// spinTime is how long a goroutine waits before it sleeps: about as long as it takes to wake.
const spinTime = 20 * time.Microsecond

// spin waits for a condition, and reports whether it came. It does not yield: a garbage collection takes twice as long beside goroutines that do.
func spin(until func() bool) bool {
	for start := time.Now(); !until(); {
		if time.Since(start) > spinTime {
			return false
		}
	}
	return true
}

// join reports whether the loop is not over yet.
func (l *loop) join() bool {
	for {
		h := l.helping.Load()
		if h >= over {
			return false
		}
		if l.helping.CompareAndSwap(h, h+1) {
			return true
		}
	}
}
