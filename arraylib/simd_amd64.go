//go:build amd64 && !noasm

package arraylib

import (
	"unsafe"

	asm "fastergo/arraylib/internal/kernel"
)

// The kernels of floats that have a faster one in assembly. Where the machine lacks it, the portable one below runs.
type (
	singles struct{ portable[float32] }
	doubles struct{ portable[float64] }
)

func (k *singles) add(d, a, b span) {
	if b.n < d.n {
		asm.AddSF32(d.p, a.p, b.p, d.n)
	} else if !asm.AddF32(d.p, a.p, b.p, d.n) {
		k.portable.add(d, a, b)
	}
}

func (k *singles) subtract(d, a, b span) {
	if b.n < d.n {
		asm.SubtractSF32(d.p, a.p, b.p, d.n)
	} else if !asm.SubtractF32(d.p, a.p, b.p, d.n) {
		k.portable.subtract(d, a, b)
	}
}

func (k *singles) multiply(d, a, b span) {
	if b.n < d.n {
		asm.MultiplySF32(d.p, a.p, b.p, d.n)
	} else if !asm.MultiplyF32(d.p, a.p, b.p, d.n) {
		k.portable.multiply(d, a, b)
	}
}

func (k *singles) divide(d, a, b span) {
	if b.n < d.n {
		asm.DivideSF32(d.p, a.p, b.p, d.n)
	} else if !asm.DivideF32(d.p, a.p, b.p, d.n) {
		k.portable.divide(d, a, b)
	}
}

func (k *singles) maximum(d, a, b span) {
	if b.n < d.n {
		asm.MaximumSF32(d.p, a.p, b.p, d.n)
	} else if !asm.MaximumF32(d.p, a.p, b.p, d.n) {
		k.portable.maximum(d, a, b)
	}
}

func (k *singles) minimum(d, a, b span) {
	if b.n < d.n {
		asm.MinimumSF32(d.p, a.p, b.p, d.n)
	} else if !asm.MinimumF32(d.p, a.p, b.p, d.n) {
		k.portable.minimum(d, a, b)
	}
}

func (k *singles) sqrt(d, a, b span) {
	if !asm.SqrtF32(d.p, a.p, d.n) {
		k.portable.sqrt(d, a, b)
	}
}

func (k *singles) absolute(d, a, b span) {
	if !asm.AbsoluteF32(d.p, a.p, d.n) {
		k.portable.absolute(d, a, b)
	}
}

func (k *singles) negative(d, a, b span) {
	if !asm.NegativeF32(d.p, a.p, d.n) {
		k.portable.negative(d, a, b)
	}
}

func (k *singles) square(d, a, b span) {
	if !asm.SquareF32(d.p, a.p, d.n) {
		k.portable.square(d, a, b)
	}
}

func (k *singles) reciprocal(d, a, b span) {
	if !asm.ReciprocalF32(d.p, a.p, d.n) {
		k.portable.reciprocal(d, a, b)
	}
}

func (k *singles) floor(d, a, b span) {
	if !asm.FloorF32(d.p, a.p, d.n) {
		k.portable.floor(d, a, b)
	}
}

func (k *singles) ceil(d, a, b span) {
	if !asm.CeilF32(d.p, a.p, d.n) {
		k.portable.ceil(d, a, b)
	}
}

func (k *singles) trunc(d, a, b span) {
	if !asm.TruncF32(d.p, a.p, d.n) {
		k.portable.trunc(d, a, b)
	}
}

func (k *singles) round(d, a, b span) {
	if !asm.RoundF32(d.p, a.p, d.n) {
		k.portable.round(d, a, b)
	}
}

func (k *doubles) add(d, a, b span) {
	if b.n < d.n {
		asm.AddSF64(d.p, a.p, b.p, d.n)
	} else if !asm.AddF64(d.p, a.p, b.p, d.n) {
		k.portable.add(d, a, b)
	}
}

func (k *doubles) subtract(d, a, b span) {
	if b.n < d.n {
		asm.SubtractSF64(d.p, a.p, b.p, d.n)
	} else if !asm.SubtractF64(d.p, a.p, b.p, d.n) {
		k.portable.subtract(d, a, b)
	}
}

func (k *doubles) multiply(d, a, b span) {
	if b.n < d.n {
		asm.MultiplySF64(d.p, a.p, b.p, d.n)
	} else if !asm.MultiplyF64(d.p, a.p, b.p, d.n) {
		k.portable.multiply(d, a, b)
	}
}

func (k *doubles) divide(d, a, b span) {
	if b.n < d.n {
		asm.DivideSF64(d.p, a.p, b.p, d.n)
	} else if !asm.DivideF64(d.p, a.p, b.p, d.n) {
		k.portable.divide(d, a, b)
	}
}

func (k *doubles) maximum(d, a, b span) {
	if b.n < d.n {
		asm.MaximumSF64(d.p, a.p, b.p, d.n)
	} else if !asm.MaximumF64(d.p, a.p, b.p, d.n) {
		k.portable.maximum(d, a, b)
	}
}

func (k *doubles) minimum(d, a, b span) {
	if b.n < d.n {
		asm.MinimumSF64(d.p, a.p, b.p, d.n)
	} else if !asm.MinimumF64(d.p, a.p, b.p, d.n) {
		k.portable.minimum(d, a, b)
	}
}

func (k *doubles) sqrt(d, a, b span) {
	if !asm.SqrtF64(d.p, a.p, d.n) {
		k.portable.sqrt(d, a, b)
	}
}

func (k *doubles) absolute(d, a, b span) {
	if !asm.AbsoluteF64(d.p, a.p, d.n) {
		k.portable.absolute(d, a, b)
	}
}

func (k *doubles) negative(d, a, b span) {
	if !asm.NegativeF64(d.p, a.p, d.n) {
		k.portable.negative(d, a, b)
	}
}

func (k *doubles) square(d, a, b span) {
	if !asm.SquareF64(d.p, a.p, d.n) {
		k.portable.square(d, a, b)
	}
}

func (k *doubles) reciprocal(d, a, b span) {
	if !asm.ReciprocalF64(d.p, a.p, d.n) {
		k.portable.reciprocal(d, a, b)
	}
}

func (k *doubles) floor(d, a, b span) {
	if !asm.FloorF64(d.p, a.p, d.n) {
		k.portable.floor(d, a, b)
	}
}

func (k *doubles) ceil(d, a, b span) {
	if !asm.CeilF64(d.p, a.p, d.n) {
		k.portable.ceil(d, a, b)
	}
}

func (k *doubles) trunc(d, a, b span) {
	if !asm.TruncF64(d.p, a.p, d.n) {
		k.portable.trunc(d, a, b)
	}
}

func (k *doubles) round(d, a, b span) {
	if !asm.RoundF64(d.p, a.p, d.n) {
		k.portable.round(d, a, b)
	}
}

// sumMost is how many elements a kernel adds at most.
const sumMost = 1 << 16

func (k *singles) sum(d, a, b span) {
	if a.n > sumMost || !asm.SumF32(d.p, a.p, a.n) {
		k.portable.sum(d, a, b)
	}
}

func (k *doubles) sum(d, a, b span) {
	if a.n > sumMost || !asm.SumF64(d.p, a.p, a.n) {
		k.portable.sum(d, a, b)
	}
}

func (k *singles) sumRows(d, a, b span) {
	if !asm.SumRowsF32(d.p, a.p, a.n, d.n) {
		k.portable.sumRows(d, a, b)
	}
}

func (k *doubles) sumRows(d, a, b span) {
	if !asm.SumRowsF64(d.p, a.p, a.n, d.n) {
		k.portable.sumRows(d, a, b)
	}
}

func (k *singles) less(d, a, b span) {
	if b.n < d.n {
		asm.LessSF32(d.p, a.p, b.p, d.n)
	} else if !asm.LessF32(d.p, a.p, b.p, d.n) {
		k.portable.less(d, a, b)
	}
}

func (k *singles) lessEqual(d, a, b span) {
	if b.n < d.n {
		asm.LessEqualSF32(d.p, a.p, b.p, d.n)
	} else if !asm.LessEqualF32(d.p, a.p, b.p, d.n) {
		k.portable.lessEqual(d, a, b)
	}
}

func (k *singles) greater(d, a, b span) {
	if b.n < d.n {
		asm.GreaterSF32(d.p, a.p, b.p, d.n)
	} else if !asm.GreaterF32(d.p, a.p, b.p, d.n) {
		k.portable.greater(d, a, b)
	}
}

func (k *singles) greaterEqual(d, a, b span) {
	if b.n < d.n {
		asm.GreaterEqualSF32(d.p, a.p, b.p, d.n)
	} else if !asm.GreaterEqualF32(d.p, a.p, b.p, d.n) {
		k.portable.greaterEqual(d, a, b)
	}
}

func (k *singles) max(d, a, b span) {
	if !asm.MaxF32(d.p, a.p, a.n) {
		k.portable.max(d, a, b)
	}
}

func (k *singles) min(d, a, b span) {
	if !asm.MinF32(d.p, a.p, a.n) {
		k.portable.min(d, a, b)
	}
}

func (k *doubles) less(d, a, b span) {
	if b.n < d.n {
		asm.LessSF64(d.p, a.p, b.p, d.n)
	} else if !asm.LessF64(d.p, a.p, b.p, d.n) {
		k.portable.less(d, a, b)
	}
}

func (k *doubles) lessEqual(d, a, b span) {
	if b.n < d.n {
		asm.LessEqualSF64(d.p, a.p, b.p, d.n)
	} else if !asm.LessEqualF64(d.p, a.p, b.p, d.n) {
		k.portable.lessEqual(d, a, b)
	}
}

func (k *doubles) greater(d, a, b span) {
	if b.n < d.n {
		asm.GreaterSF64(d.p, a.p, b.p, d.n)
	} else if !asm.GreaterF64(d.p, a.p, b.p, d.n) {
		k.portable.greater(d, a, b)
	}
}

func (k *doubles) greaterEqual(d, a, b span) {
	if b.n < d.n {
		asm.GreaterEqualSF64(d.p, a.p, b.p, d.n)
	} else if !asm.GreaterEqualF64(d.p, a.p, b.p, d.n) {
		k.portable.greaterEqual(d, a, b)
	}
}

func (k *doubles) max(d, a, b span) {
	if !asm.MaxF64(d.p, a.p, a.n) {
		k.portable.max(d, a, b)
	}
}

func (k *doubles) min(d, a, b span) {
	if !asm.MinF64(d.p, a.p, a.n) {
		k.portable.min(d, a, b)
	}
}

// takesOne reports whether the kernel of an operation takes one element of b that stands for all.
func takesOne(op string, dt DType) bool {
	switch op {
	case "Add", "Subtract", "Multiply", "Divide", "Maximum", "Minimum", "Less", "LessEqual", "Greater", "GreaterEqual":
		return (dt == Float32 || dt == Float64) && asm.Current() != asm.Portable
	}
	return false
}

// streams reports whether there is copyPast, which copies n bytes from s to d past the caches. Others see them after streamEnd.
func streams() bool { return asm.Current() != asm.Portable }

func copyPast(d, s unsafe.Pointer, n int) {
	const line = 64
	to, from := unsafe.Slice((*byte)(d), n), unsafe.Slice((*byte)(s), n)
	head := copy(to[:min(n, int(-uintptr(d)%line))], from)
	lines := (n - head) / line
	if lines > 0 {
		asm.Stream(unsafe.Add(d, head), unsafe.Add(s, head), lines)
	}
	copy(to[head+lines*line:], from[head+lines*line:])
}

func streamEnd() { asm.Fence() }
