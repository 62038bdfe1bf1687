package arraylib

import (
	"math/bits"
	"runtime"
	"sync"
	"time"
	"unsafe"
)

// Large results are written into memory that was a result before, which is three to ten times cheaper than new memory: that is zeroed, and
// mapped page by page when first written. The garbage collector says when a block is free: a finalizer brings it back, whoever held it, be
// it an array, a view or a slice of Data. So nothing is ever used twice at once.

// pooledBytes is the size from which blocks are kept. Smaller ones are cheap to make.
const pooledBytes = 1 << 16

// ownedBytes bounds what the pool has made and not given up, in use or not. It is the size of a last-level cache: a block that was written
// not long ago is cheaper to write again.
var ownedBytes = 64 << 20

// blocks is the pool. A block of class c has classWords(c) words.
type blocks struct {
	sync.Mutex
	free      [160][]*uint64
	idle      int // bytes of free blocks
	owned     int // bytes of all blocks that will come back
	collected time.Time
	pause     time.Duration
}

var pool blocks

// classOf returns the smallest class that has n words: there are four for each power of two.
func classOf(words int) int {
	k := bits.Len(uint(words-1)) - 3
	return 4*k + (words-1)>>k - 4 + 1
}

func classWords(c int) int {
	c--
	return (c%4 + 5) << (c / 4)
}

// room returns memory for n bytes with unspecified contents.
func room(n int) unsafe.Pointer {
	words := (n + 7) / 8
	if n < pooledBytes {
		return unsafe.Pointer(unsafe.SliceData(make([]uint64, words)))
	}
	c := classOf(words)
	p := pool.reuse(c)
	if p == nil {
		return unsafe.Pointer(unsafe.SliceData(make([]uint64, words)))
	}
	runtime.SetFinalizer(p, func(p *uint64) { pool.keep(c, p) })
	return unsafe.Pointer(p)
}

func (b *blocks) keep(c int, p *uint64) {
	b.Lock()
	b.free[c] = append(b.free[c], p)
	b.idle += 8 * classWords(c)
	b.Unlock()
}

func (b *blocks) reuse(c int) *uint64 {
	b.Lock()
	defer b.Unlock()
	if p := b.pop(c); p != nil {
		return p
	}
	size := 8 * classWords(c)
	if b.owned+size > ownedBytes {
		b.evict(b.owned + size - ownedBytes)
	}
	if b.owned+size > ownedBytes {
		if start := time.Now(); start.Sub(b.collected) > 10*b.pause {
			b.Unlock()
			runtime.GC()
			for range 10 {
				runtime.Gosched()
			}
			b.Lock()
			b.collected = time.Now()
			b.pause = b.collected.Sub(start)
			if p := b.pop(c); p != nil {
				return p
			}
		}
		return nil
	}
	b.owned += size
	return unsafe.SliceData(make([]uint64, classWords(c)))
}

func (b *blocks) pop(c int) *uint64 {
	f := b.free[c]
	if len(f) == 0 {
		return nil
	}
	p := f[len(f)-1]
	f[len(f)-1] = nil
	b.free[c] = f[:len(f)-1]
	b.idle -= 8 * classWords(c)
	return p
}

// evict gives up free blocks of n bytes or more in all, if there are.
func (b *blocks) evict(n int) {
	for c := len(b.free) - 1; c >= 0 && n > 0; c-- {
		for len(b.free[c]) > 0 && n > 0 {
			b.pop(c)
			n -= 8 * classWords(c)
			b.owned -= 8 * classWords(c)
		}
	}
}
