package arraylib

import (
	"math/bits"
	"runtime"
	"slices"
	"sync"
	"time"
	"unsafe"

	"fastergo/arraylib/internal/pages"
	"fastergo/internal/peak"
)

// Large results are written into memory that was a result before. New memory costs several times as much as an addition: it is mapped page by
// page when it is first written, and zeroed. The garbage collector says when a block is free: its finalizer brings it back, whoever held
// it last, an array, a view or a slice of Data. So nothing is handed out while somebody can still read it.
//
// Decisions:
//
//   - A collection is asked for where that is cheaper than new memory. The collector sees no reason for one while blocks go round.
//   - What came back and was not needed from one collection to the next is given up, so a program at rest keeps nothing.
//   - A finalizer on the block itself, because it alone sees every holder: a cleanup cannot hand the memory on. A program can therefore set
//     no finalizer of its own on the memory of a large result.
//   - Blocks beyond roundBytes between two collections are ordinary memory. A finalizer makes the collector count a dead block as living
//     once more, and so let the heap grow: without a bound it would double and double.
//   - Smaller results are ordinary memory. The collector begins again when the heap has doubled, at the least by 4 MB, and takes as long as
//     a hundred small results. Ballast, which takes addresses but no memory, makes that 16 MB, which still fit into most caches.

// pooledBytes is the size from which blocks come back. Smaller ones are cheap to make.
const pooledBytes = 1 << 16

// roundBytes is how much memory goes round: what is handed out from one collection to the next, and at most what waits. Less would stay
// in the last-level cache, but needs more collections than that saves.
var roundBytes = 64 << 20

// dearCollection is how long a collection may take that is asked for: as long as it takes to map and zero roundBytes.
const dearCollection = 10 * time.Millisecond

// blocks are those that wait to be used again, by class.
type blocks struct {
	sync.Mutex
	classes    [numClasses]class
	idle       int // bytes that wait
	handed     int // bytes handed out since the last collection
	watching   bool
	collecting bool
	collected  time.Time     // when a collection that was asked for ended
	took       time.Duration // how long such a one takes
	ballast    []byte        // nobody touches it
}

// A block of class c has classWords(c) words.
type class struct {
	free  []*uint64
	least int // how many have been free at any time since the last collection
}

var pool = blocks{ballast: make([]byte, 16<<20)}

// There are four classes for each power of two, up to maxBytes.
const numClasses = 4 * 46

// classOf returns the smallest class that has this many words, of which there are more than 4.
func classOf(words int) int {
	k := bits.Len(uint(words-1)) - 3
	return 4*k + (words-1)>>k - 4
}

func classWords(c int) int { return (c%4 + 5) << (c / 4) }

// room returns memory for n bytes with unspecified contents.
func room(n int) (p unsafe.Pointer) {
	if words := (n + 7) / 8; n < pooledBytes || n > roundBytes || peak.Watched() {
		p = newWords(words)
	} else {
		p = pool.get(classOf(words))
	}
	return p
}

func newWords(n int) unsafe.Pointer {
	p := unsafe.Pointer(unsafe.SliceData(make([]uint64, n)))
	if 8*n >= pages.Large {
		pages.Advise(p, 8*n)
	}
	if 8*n >= peak.Small && peak.Watched() {
		peak.Note(8 * n)
	}
	return p
}

// get returns a block of class c. It comes back when nobody holds it, if there is room for it in this round.
func (b *blocks) get(c int) unsafe.Pointer {
	size := 8 * classWords(c)
	b.Lock()
	p := b.take(c)
	if p == nil && b.handed+size > roundBytes && b.collect(c) {
		p = b.take(c)
	}
	round := p != nil || b.handed+size <= roundBytes
	if round {
		b.handed += size
		b.watch()
	}
	b.Unlock()
	if p == nil {
		p = (*uint64)(newWords(classWords(c)))
	}
	if round {
		runtime.SetFinalizer(p, func(p *uint64) { b.keep(c, p) })
	}
	return unsafe.Pointer(p)
}

// keep takes a block back that nobody holds.
func (b *blocks) keep(c int, p *uint64) {
	b.Lock()
	defer b.Unlock()
	if size := 8 * classWords(c); b.idle+size <= roundBytes {
		b.classes[c].free = append(b.classes[c].free, p)
		b.idle += size
		b.watch()
	}
}

func (b *blocks) take(c int) *uint64 {
	x := &b.classes[c]
	last := len(x.free) - 1
	if last < 0 {
		return nil
	}
	p := x.free[last]
	x.free[last] = nil
	x.free = x.free[:last]
	x.least = min(x.least, last)
	b.idle -= 8 * classWords(c)
	return p
}

// collect asks for a garbage collection if it is worth its time, and reports whether there was one. It gives the lock up meanwhile.
func (b *blocks) collect(c int) bool {
	if b.collecting || b.took > dearCollection && time.Since(b.collected) < 20*b.took {
		return false
	}
	b.collecting = true
	b.Unlock()
	start := time.Now()
	runtime.GC()
	end := time.Now()
	b.Lock()
	b.collecting, b.collected, b.handed = false, end, 0
	b.took = min(end.Sub(start), 2*b.took+time.Millisecond) // one that had to wait for a processor says little
	for range 10 {                                          // finalizers run on another goroutine
		if len(b.classes[c].free) > 0 {
			break
		}
		b.Unlock()
		runtime.Gosched()
		b.Lock()
	}
	return true
}

// watch makes age run after the next collection.
func (b *blocks) watch() {
	if !b.watching {
		b.watching = true
		runtime.SetFinalizer(new([4]uint64), func(*[4]uint64) { b.age() })
	}
}

// age gives up the blocks that were free all the time since the last collection.
func (b *blocks) age() {
	b.Lock()
	defer b.Unlock()
	b.handed, b.watching = 0, false
	for c := range b.classes {
		x := &b.classes[c]
		x.free = slices.Delete(x.free, 0, x.least)
		b.idle -= x.least * 8 * classWords(c)
		x.least = len(x.free)
	}
	if b.idle > 0 {
		b.watch()
	}
}

// spoil fills memory with what no result should hold.
func spoil(b []byte, dt DType) {
	v := byte(0xff) // NaN in all types that have it
	if dt == Bool {
		v = 1
	}
	for i := range b {
		b[i] = v
	}
}
