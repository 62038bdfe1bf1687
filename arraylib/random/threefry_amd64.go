//go:build amd64 && !noasm

package random

import (
	"unsafe"

	asm "fastergo/arraylib/internal/kernel"
)

// blocks is how many of the cipher a kernel makes at once.
const blocks = 32

// fastBits fills the beginning of d with 32 bits of each block from first on, and returns how many it could do.
func (k Key) fastBits(d []uint32, first uint64) int {
	n := k.whole(len(d), first)
	if n == 0 || !asm.Threefry32F32(unsafe.Pointer(&d[0]), k.schedule(first), n, int(uint32(first))) {
		return 0
	}
	return n
}

// fastBits64 is fastBits with all 64 bits.
func (k Key) fastBits64(d []uint64, first uint64) int {
	n := k.whole(len(d), first)
	if n == 0 || !asm.Threefry64F32(unsafe.Pointer(&d[0]), k.schedule(first), n, int(uint32(first))) {
		return 0
	}
	return n
}

// whole is how many of n blocks there is a kernel for: whole runs of them, whose numbers have the same upper half.
func (k Key) whole(n int, first uint64) int {
	if uint64(uint32(first))+uint64(n) > 1<<32 {
		return 0
	}
	return n / blocks * blocks
}

func (k Key) schedule(first uint64) unsafe.Pointer {
	return unsafe.Pointer(&[4]uint32{k[0], k[1], k[0] ^ k[1] ^ parity, uint32(first >> 32)})
}

// fastOf makes numbers of bits at the beginning of d, in place, and returns how many it could do.
func fastOf(d []uint32, kernel func(unsafe.Pointer, int) (int, bool)) int {
	if len(d) > 0 {
		if left, ok := kernel(unsafe.Pointer(&d[0]), len(d)); ok {
			return len(d) - left
		}
	}
	return 0
}

func fastNormals(d []uint32) int      { return fastOf(d, asm.NormalOfF32) }
func fastExponentials(d []uint32) int { return fastOf(d, asm.ExponentialOfF32) }
