//go:build amd64 && !noasm

package arraylib

import (
	"unsafe"

	asm "fastergo/arraylib/internal/kernel"
)

// The kernels of whole numbers. What does not depend on a sign is the same for numbers with and without one.
type (
	four[T int32 | uint32]  struct{ whole[T] }
	eight[T int64 | uint64] struct{ whole[T] }

	int32s  struct{ four[int32] }
	int64s  struct{ eight[int64] }
	uint32s = four[uint32]
	uint64s = eight[uint64]
	uint8s  struct{ whole[uint8] }
)

func (k *four[T]) add(d, a, b span) {
	if !asm.AddI32(d.p, a.p, b.p, d.n) {
		k.whole.add(d, a, b)
	}
}

func (k *four[T]) subtract(d, a, b span) {
	if !asm.SubtractI32(d.p, a.p, b.p, d.n) {
		k.whole.subtract(d, a, b)
	}
}

func (k *four[T]) multiply(d, a, b span) {
	if !asm.MultiplyI32(d.p, a.p, b.p, d.n) {
		k.whole.multiply(d, a, b)
	}
}

func (k *four[T]) equal(d, a, b span) {
	if !asm.EqualI32(d.p, a.p, b.p, d.n) {
		k.whole.equal(d, a, b)
	}
}

func (k *four[T]) notEqual(d, a, b span) {
	if !asm.NotEqualI32(d.p, a.p, b.p, d.n) {
		k.whole.notEqual(d, a, b)
	}
}

func (k *four[T]) sum(d, a, b span) {
	if !asm.SumI32(d.p, a.p, a.n) {
		k.whole.sum(d, a, b)
	}
}

func (k *eight[T]) add(d, a, b span) {
	if !asm.AddI64(d.p, a.p, b.p, d.n) {
		k.whole.add(d, a, b)
	}
}

func (k *eight[T]) subtract(d, a, b span) {
	if !asm.SubtractI64(d.p, a.p, b.p, d.n) {
		k.whole.subtract(d, a, b)
	}
}

func (k *eight[T]) multiply(d, a, b span) {
	if !asm.MultiplyI64(d.p, a.p, b.p, d.n) {
		k.whole.multiply(d, a, b)
	}
}

func (k *eight[T]) equal(d, a, b span) {
	if !asm.EqualI64(d.p, a.p, b.p, d.n) {
		k.whole.equal(d, a, b)
	}
}

func (k *eight[T]) notEqual(d, a, b span) {
	if !asm.NotEqualI64(d.p, a.p, b.p, d.n) {
		k.whole.notEqual(d, a, b)
	}
}

func (k *eight[T]) sum(d, a, b span) {
	if !asm.SumI64(d.p, a.p, a.n) {
		k.whole.sum(d, a, b)
	}
}

func (k *int32s) maximum(d, a, b span) {
	if !asm.MaximumI32(d.p, a.p, b.p, d.n) {
		k.whole.maximum(d, a, b)
	}
}

func (k *int32s) minimum(d, a, b span) {
	if !asm.MinimumI32(d.p, a.p, b.p, d.n) {
		k.whole.minimum(d, a, b)
	}
}

func (k *int32s) less(d, a, b span) {
	if !asm.LessI32(d.p, a.p, b.p, d.n) {
		k.whole.less(d, a, b)
	}
}

func (k *int32s) lessEqual(d, a, b span) {
	if !asm.LessEqualI32(d.p, a.p, b.p, d.n) {
		k.whole.lessEqual(d, a, b)
	}
}

func (k *int32s) greater(d, a, b span) {
	if !asm.GreaterI32(d.p, a.p, b.p, d.n) {
		k.whole.greater(d, a, b)
	}
}

func (k *int32s) greaterEqual(d, a, b span) {
	if !asm.GreaterEqualI32(d.p, a.p, b.p, d.n) {
		k.whole.greaterEqual(d, a, b)
	}
}

func (k *int32s) max(d, a, b span) {
	if !asm.MaxI32(d.p, a.p, a.n) {
		k.whole.max(d, a, b)
	}
}

func (k *int32s) min(d, a, b span) {
	if !asm.MinI32(d.p, a.p, a.n) {
		k.whole.min(d, a, b)
	}
}

func (k *int64s) maximum(d, a, b span) {
	if !asm.MaximumI64(d.p, a.p, b.p, d.n) {
		k.whole.maximum(d, a, b)
	}
}

func (k *int64s) minimum(d, a, b span) {
	if !asm.MinimumI64(d.p, a.p, b.p, d.n) {
		k.whole.minimum(d, a, b)
	}
}

func (k *int64s) less(d, a, b span) {
	if !asm.LessI64(d.p, a.p, b.p, d.n) {
		k.whole.less(d, a, b)
	}
}

func (k *int64s) lessEqual(d, a, b span) {
	if !asm.LessEqualI64(d.p, a.p, b.p, d.n) {
		k.whole.lessEqual(d, a, b)
	}
}

func (k *int64s) greater(d, a, b span) {
	if !asm.GreaterI64(d.p, a.p, b.p, d.n) {
		k.whole.greater(d, a, b)
	}
}

func (k *int64s) greaterEqual(d, a, b span) {
	if !asm.GreaterEqualI64(d.p, a.p, b.p, d.n) {
		k.whole.greaterEqual(d, a, b)
	}
}

func (k *int64s) max(d, a, b span) {
	if !asm.MaxI64(d.p, a.p, a.n) {
		k.whole.max(d, a, b)
	}
}

func (k *int64s) min(d, a, b span) {
	if !asm.MinI64(d.p, a.p, a.n) {
		k.whole.min(d, a, b)
	}
}

func (k *uint8s) add(d, a, b span) { bytewise(d, a, b, asm.AddU8, k.whole.add) }

func (k *uint8s) subtract(d, a, b span) { bytewise(d, a, b, asm.SubtractU8, k.whole.subtract) }

func (k *uint8s) maximum(d, a, b span) { bytewise(d, a, b, asm.MaximumU8, k.whole.maximum) }

func (k *uint8s) minimum(d, a, b span) { bytewise(d, a, b, asm.MinimumU8, k.whole.minimum) }

func (k *uint8s) equal(d, a, b span) { bytewise(d, a, b, asm.EqualU8, k.whole.equal) }

func (k *uint8s) notEqual(d, a, b span) { bytewise(d, a, b, asm.NotEqualU8, k.whole.notEqual) }

func (k *uint8s) less(d, a, b span) { bytewise(d, a, b, asm.LessU8, k.whole.less) }

func (k *uint8s) lessEqual(d, a, b span) { bytewise(d, a, b, asm.LessEqualU8, k.whole.lessEqual) }

func (k *uint8s) greater(d, a, b span)      { k.less(d, b, a) }
func (k *uint8s) greaterEqual(d, a, b span) { k.lessEqual(d, b, a) }

// bytewise calls f for a multiple of 64 bytes, and slow for the others.
func bytewise(d, a, b span, f func(d, a, b unsafe.Pointer, n int) bool, slow kernel) {
	n := d.n &^ 63
	if n > 0 && !f(d.p, a.p, b.p, n) {
		n = 0
	}
	if n < d.n {
		slow(d.from(n, 1), a.from(n, 1), b.from(n, 1))
	}
}
