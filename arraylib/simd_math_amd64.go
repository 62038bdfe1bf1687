//go:build amd64 && !noasm

package arraylib

import (
	"unsafe"

	asm "fastergo/arraylib/internal/kernel"
)

// The elementary functions that have a kernel in assembly.

func (k *singles) exp(d, a, b span) {
	if !asm.ExpF32(d.p, a.p, d.n) {
		k.portable.exp(d, a, b)
	}
}

func (k *singles) expm1(d, a, b span) {
	if !asm.Expm1F32(d.p, a.p, d.n) {
		k.portable.expm1(d, a, b)
	}
}

func (k *singles) log(d, a, b span) {
	if !asm.LogF32(d.p, a.p, d.n) {
		k.portable.log(d, a, b)
	}
}

func (k *singles) log1p(d, a, b span) {
	if !asm.Log1pF32(d.p, a.p, d.n) {
		k.portable.log1p(d, a, b)
	}
}

func (k *singles) log2(d, a, b span) {
	if !asm.Log2F32(d.p, a.p, d.n) {
		k.portable.log2(d, a, b)
	}
}

func (k *singles) log10(d, a, b span) {
	if !asm.Log10F32(d.p, a.p, d.n) {
		k.portable.log10(d, a, b)
	}
}

func (k *singles) sinh(d, a, b span) {
	if !asm.SinhF32(d.p, a.p, d.n) {
		k.portable.sinh(d, a, b)
	}
}

func (k *singles) cosh(d, a, b span) {
	if !asm.CoshF32(d.p, a.p, d.n) {
		k.portable.cosh(d, a, b)
	}
}

func (k *singles) tanh(d, a, b span) {
	if !asm.TanhF32(d.p, a.p, d.n) {
		k.portable.tanh(d, a, b)
	}
}

func (k *singles) asin(d, a, b span) {
	if !asm.AsinF32(d.p, a.p, d.n) {
		k.portable.asin(d, a, b)
	}
}

func (k *singles) acos(d, a, b span) {
	if !asm.AcosF32(d.p, a.p, d.n) {
		k.portable.acos(d, a, b)
	}
}

func (k *singles) atan(d, a, b span) {
	if !asm.AtanF32(d.p, a.p, d.n) {
		k.portable.atan(d, a, b)
	}
}

func (k *singles) atan2(d, a, b span) {
	if !asm.Atan2F32(d.p, a.p, b.p, d.n) {
		k.portable.atan2(d, a, b)
	}
}

func (k *singles) hypot(d, a, b span) {
	if !asm.HypotF32(d.p, a.p, b.p, d.n) {
		k.portable.hypot(d, a, b)
	}
}

func (k *singles) power(d, a, b span) {
	if !asm.PowerF32(d.p, a.p, b.p, d.n) {
		k.portable.power(d, a, b)
	}
}

func (k *singles) sin(d, a, _ span) { circular[float32](d, a, asm.SinF32, k.portable.sin) }

func (k *singles) cos(d, a, _ span) { circular[float32](d, a, asm.CosF32, k.portable.cos) }

func (k *singles) tan(d, a, _ span) { circular[float32](d, a, asm.TanF32, k.portable.tan) }

func (k *doubles) exp(d, a, b span) {
	if !asm.ExpF64(d.p, a.p, d.n) {
		k.portable.exp(d, a, b)
	}
}

func (k *doubles) expm1(d, a, b span) {
	if !asm.Expm1F64(d.p, a.p, d.n) {
		k.portable.expm1(d, a, b)
	}
}

func (k *doubles) log(d, a, b span) {
	if !asm.LogF64(d.p, a.p, d.n) {
		k.portable.log(d, a, b)
	}
}

func (k *doubles) log1p(d, a, b span) {
	if !asm.Log1pF64(d.p, a.p, d.n) {
		k.portable.log1p(d, a, b)
	}
}

func (k *doubles) log2(d, a, b span) {
	if !asm.Log2F64(d.p, a.p, d.n) {
		k.portable.log2(d, a, b)
	}
}

func (k *doubles) log10(d, a, b span) {
	if !asm.Log10F64(d.p, a.p, d.n) {
		k.portable.log10(d, a, b)
	}
}

func (k *doubles) sinh(d, a, b span) {
	if !asm.SinhF64(d.p, a.p, d.n) {
		k.portable.sinh(d, a, b)
	}
}

func (k *doubles) cosh(d, a, b span) {
	if !asm.CoshF64(d.p, a.p, d.n) {
		k.portable.cosh(d, a, b)
	}
}

func (k *doubles) tanh(d, a, b span) {
	if !asm.TanhF64(d.p, a.p, d.n) {
		k.portable.tanh(d, a, b)
	}
}

func (k *doubles) asin(d, a, b span) {
	if !asm.AsinF64(d.p, a.p, d.n) {
		k.portable.asin(d, a, b)
	}
}

func (k *doubles) acos(d, a, b span) {
	if !asm.AcosF64(d.p, a.p, d.n) {
		k.portable.acos(d, a, b)
	}
}

func (k *doubles) atan(d, a, b span) {
	if !asm.AtanF64(d.p, a.p, d.n) {
		k.portable.atan(d, a, b)
	}
}

func (k *doubles) atan2(d, a, b span) {
	if !asm.Atan2F64(d.p, a.p, b.p, d.n) {
		k.portable.atan2(d, a, b)
	}
}

func (k *doubles) hypot(d, a, b span) {
	if !asm.HypotF64(d.p, a.p, b.p, d.n) {
		k.portable.hypot(d, a, b)
	}
}

func (k *doubles) power(d, a, b span) {
	if !asm.PowerF64(d.p, a.p, b.p, d.n) {
		k.portable.power(d, a, b)
	}
}

func (k *doubles) sin(d, a, _ span) { circular[float64](d, a, asm.SinF64, k.portable.sin) }

func (k *doubles) cos(d, a, _ span) { circular[float64](d, a, asm.CosF64, k.portable.cos) }

func (k *doubles) tan(d, a, _ span) { circular[float64](d, a, asm.TanF64, k.portable.tan) }

// circular runs f, and slow for what f leaves out: huge numbers, and those around them.
func circular[T Float](d, a span, f func(d, a unsafe.Pointer, n int) (left int, ok bool), slow kernel) {
	for d.n > 0 {
		left, ok := f(d.p, a.p, d.n)
		if !ok {
			slow(d, a, a)
			return
		}
		d, a = d.from(d.n-left, unsafe.Sizeof(T(0))), a.from(d.n-left, unsafe.Sizeof(T(0)))
		if left > 0 {
			n := min(left, 64)
			slow(span{d.p, n}, span{a.p, n}, a)
			d, a = d.from(n, unsafe.Sizeof(T(0))), a.from(n, unsafe.Sizeof(T(0)))
		}
	}
}

// from is s without its first n elements. It points to no place after s.
func (s span) from(n int, size uintptr) span {
	if n == s.n {
		return span{s.p, 0}
	}
	return span{unsafe.Add(s.p, n*int(size)), s.n - n}
}
