package random

import (
	"math"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
)

// The loops of keys. What an element is depends on its place alone, so they run on all processors.

// keyGrain is how many elements are worth a processor of their own.
const keyGrain = 1 << 13

// run is how many elements a loop makes in one go, in the first-level cache.
const run = 1 << 10

// fill calls f with the bits of consecutive elements, at most run of them, and the place of the first.
func (k Key) fill(n int, f func(bits []uint32, first int)) {
	parallel.For(n, keyGrain, func(lo, hi int) {
		var room [run]uint32
		for ; lo < hi; lo += run {
			bits := room[:min(run, hi-lo)]
			k.fillBits(bits, uint64(lo))
			f(bits, lo)
		}
	})
}

func (k Key) fill64(n int, f func(bits []uint64, first int)) {
	parallel.For(n, keyGrain, func(lo, hi int) {
		var room [run]uint64
		for ; lo < hi; lo += run {
			bits := room[:min(run, hi-lo)]
			k.fillBits64(bits, uint64(lo))
			f(bits, lo)
		}
	})
}

func (k Key) fillBits(d []uint32, first uint64) {
	for i := k.fastBits(d, first); i < len(d); i++ {
		b := k.block(first + uint64(i))
		d[i] = b[0] ^ b[1]
	}
}

func (k Key) fillBits64(d []uint64, first uint64) {
	for i := k.fastBits64(d, first); i < len(d); i++ {
		b := k.block(first + uint64(i))
		d[i] = uint64(b[0])<<32 | uint64(b[1])
	}
}

// fillOf makes float32 numbers by fast, and what that leaves out by slow, some at a time.
func (k Key) fillOf(d []float32, fast func(d []uint32) int, slow func(bits uint32) float32) {
	if len(d) == 0 {
		return
	}
	bits := unsafe.Slice((*uint32)(unsafe.Pointer(&d[0])), len(d))
	parallel.For(len(d), keyGrain, func(lo, hi int) {
		for ; lo < hi; lo += run {
			end := min(lo+run, hi)
			k.fillBits(bits[lo:end], uint64(lo))
			for i := lo; i < end; {
				i += fast(bits[i:end])
				for last := min(i+8, end); i < last; i++ {
					d[i] = slow(bits[i])
				}
			}
		}
	})
}

func normalOf(bits uint32) float32 {
	return math.Sqrt2 * erfinv32(uniformOf(bits, -0x1.fffffep-1, 1))
}

func exponentialOf(bits uint32) float32 { return -log1p32(-uniformOf(bits, 0, 1)) }
