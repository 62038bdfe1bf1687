// Package parallel spreads loops over the processors.
//
// A loop begins on the goroutine that asks. Helpers, which stay from loop to loop, join in when they are free: the loop waits for nobody who
// has not begun, so that one which is over before a helper has woken costs a microsecond more than a plain one, as do loops inside loops,
// whose helpers are busy. With one processor a loop runs as if it were written in place.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// work is where helpers wait. A helper that is busy finds a loop there that is over, or joins in late.
var work = make(chan *loop, 256)

// helpers is how many there are. They stay.
var helpers atomic.Int32

// loop is one For on its way. It is used again: a helper that finds one in work which has become another loop helps that one.
type loop struct {
	next     atomic.Int64 // the first index that nobody has taken
	n, grain int
	body     body
	helping  atomic.Int32  // helpers at work, and over once none may begin
	done     chan struct{} // the last helper says so if it ends after the loop was over
}

const over = 1 << 30

var loops = sync.Pool{New: func() any {
	l := &loop{done: make(chan struct{}, 1)}
	l.helping.Store(over)
	return l
}}

// body is what a loop does for indexes lo to hi.
type body interface{ run(lo, hi int) }

type plain func(lo, hi int)

func (f plain) run(lo, hi int) { f(lo, hi) }

// Loop is a loop whose body gets what it works on as a value of type T. What such a loop needs is kept from call to call, so that it allocates
// nothing, as it would for a body that captures variables. The zero Loop is ready, and several goroutines may use it.
type Loop[T any] struct{ idle sync.Pool }

// bound is the body of a Loop.
type bound[T any] struct {
	x T
	f func(x *T, lo, hi int)
}

func (b *bound[T]) run(lo, hi int) { b.f(&b.x, lo, hi) }

// For is [For] with a body that captures nothing. It calls it with a copy of x, which all goroutines share.
func (l *Loop[T]) For(n, grain int, x *T, f func(x *T, lo, hi int)) {
	b, _ := l.idle.Get().(*bound[T])
	if b == nil {
		b = new(bound[T])
	}
	b.x, b.f = *x, f
	share(n, grain, b)
	*b = bound[T]{}
	l.idle.Put(b)
}

// For calls body for ranges of grain indexes or, at the end, less, that make up those from 0 to n, in any order and on several goroutines at
// once, and returns when all have returned. A grain should be worth some microseconds. The body must not panic.
func For(n, grain int, body func(lo, hi int)) { share(n, grain, plain(body)) }

func share(n, grain int, body body) {
	most := min(runtime.GOMAXPROCS(0)-1, (n-1)/grain)
	if most <= 0 {
		for lo := 0; lo < n; lo += grain {
			body.run(lo, min(lo+grain, n))
		}
		return
	}
	l := loops.Get().(*loop)
	l.n, l.grain, l.body = n, grain, body
	l.next.Store(0)
	l.helping.Store(0) // from here on helpers may begin
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
	if l.helping.Add(over) != over {
		spin(func() bool { return len(l.done) > 0 }) // the last grains are nearly done
		<-l.done
	}
	l.body = nil
	loops.Put(l)
}

func (l *loop) run() {
	for {
		lo := int(l.next.Add(int64(l.grain))) - l.grain
		if lo >= l.n {
			return
		}
		l.body.run(lo, min(lo+l.grain, l.n))
	}
}

func help() {
	for {
		spin(func() bool { return len(work) > 0 }) // a loop often follows soon, and waking takes longer than many
		l := <-work
		if l.join() {
			l.run()
			if l.helping.Add(-1) == over {
				l.done <- struct{}{}
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
