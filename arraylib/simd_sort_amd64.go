//go:build amd64 && !noasm

package arraylib

import (
	"unsafe"

	asm "fastergo/arraylib/internal/kernel"
)

var (
	sorter4 = &keySorter[int32]{
		ready:   func() bool { return asm.Current() == asm.AVX512 },
		few:     256,
		sortFew: func(x []int32) { asm.SortFewI32(unsafe.Pointer(&x[0]), len(x)) },
		partition: func(x, more []int32, pivot int32) int {
			return divideBy(x, more, pivot, asm.PartitionI32)
		},
		flip: func(x []int32) bool { return asm.FlipI32(unsafe.Pointer(&x[0]), unsafe.Pointer(&x[0]), len(x)) },
	}
	sorter8 = &keySorter[int64]{
		ready:   func() bool { return asm.Current() == asm.AVX512 },
		few:     128,
		sortFew: func(x []int64) { asm.SortFewI64(unsafe.Pointer(&x[0]), len(x)) },
		partition: func(x, more []int64, pivot int64) int {
			return divideBy(x, more, pivot, asm.PartitionI64)
		},
		flip: func(x []int64) bool { return asm.FlipI64(unsafe.Pointer(&x[0]), unsafe.Pointer(&x[0]), len(x)) },
	}
)

// divideBy calls f for parts of x, and moves what it moved to the front to that of x.
func divideBy[K key](x, more []K, pivot K, f func(a, more, pivot unsafe.Pointer, n int) (int, bool)) (less int) {
	const most = 1 << 15
	above := 0
	for i := 0; i < len(x); i += most {
		part := x[i:min(i+most, len(x))]
		n, _ := f(unsafe.Pointer(&part[0]), unsafe.Pointer(&more[above]), unsafe.Pointer(&pivot), len(part))
		if i > 0 {
			copy(x[less:], part[:n])
		}
		less += n
		above += len(part) - n
	}
	return less
}
