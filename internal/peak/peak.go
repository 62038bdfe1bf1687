// Package peak measures the most memory that a function has in use at one time.
//
// The garbage collector alone knows what is in use. So each time that arraylib
// takes memory for a result while somebody measures, memory is collected, and
// what is left is counted: the same in each run, and temporaries that are over
// do not count. What a function allocates by itself counts where it is alive
// at such a time, and where it has not been collected at the end.
package peak

import (
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// Small is the size below which arraylib does not tell: collections take time,
// and all of these together are little.
const Small = 1 << 12

var (
	watched atomic.Bool
	one     sync.Mutex // measurement at a time
	mu      sync.Mutex
	most    uint64
	step    int // bytes from one collection to the next; -1: none
	taken   int // bytes since the last
)

// Watched reports whether somebody measures. All memory is to be new then: what
// waits to be used again would count as in use.
func Watched() bool { return watched.Load() }

// Note counts what is in use. Arraylib calls it when it has taken so many bytes.
func Note(bytes int) {
	mu.Lock()
	defer mu.Unlock()
	if taken += bytes; step < 0 || taken < step {
		return
	}
	taken = 0
	runtime.GC()
	most = max(most, inUse())
}

// Of calls f, on one processor, and returns the most bytes that it had in use at
// one time, what it leaves behind included, beyond what was in use before.
func Of(f func()) (bytes int) {
	one.Lock()
	defer one.Unlock()
	return of(f, 0)
}

// Measure calls f, and returns the bytes that it takes, all in all, the number
// of allocations, and the most bytes that it has in use at one time. That is
// found by a second call, to a twentieth of what is taken; less than a megabyte
// is not looked into.
func Measure(f func()) (bytes, allocs, most int) {
	one.Lock()
	defer one.Unlock()
	bytes, allocs = count(f)
	if most = bytes; bytes >= 1e6 {
		most = min(bytes, of(f, bytes/20))
	}
	return bytes, allocs, most
}

// count calls f while all memory is new.
func count(f func()) (bytes, allocs int) {
	step = -1
	watched.Store(true)
	defer watched.Store(false)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc), int(after.Mallocs - before.Mallocs)
}

// Allocations returns how often f allocates: the least of some calls after a first
// one, for others allocate too.
func Allocations(f func()) (times int) {
	one.Lock()
	defer one.Unlock()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	f()
	least := uint64(1 << 62)
	var before, after runtime.MemStats
	for range 5 {
		runtime.ReadMemStats(&before)
		f()
		runtime.ReadMemStats(&after)
		least = min(least, after.Mallocs-before.Mallocs)
	}
	return int(least)
}

func of(f func(), every int) (bytes int) {
	step, taken = every, 0
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // what is over and not collected yet counts at the end
	watched.Store(true)
	defer watched.Store(false)
	settle()
	before := inUse()
	most = before
	f()
	return int(max(most, inUse()) - before)
}

func inUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// settle has memory that waits to be used again given up: arraylib does that
// after two collections.
func settle() {
	for range 4 {
		done := make(chan struct{})
		runtime.SetFinalizer(new([4]uint64), func(*[4]uint64) { close(done) })
		runtime.GC()
		select {
		case <-done:
		case <-time.After(100 * time.Millisecond):
		}
	}
}
