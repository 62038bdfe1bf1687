//go:build amd64 && !noasm

package arraylib

import (
	asm "fastergo/arraylib/internal/kernel"
	"unsafe"
)

// The elementary functions that have a kernel in assembly.

func (k singles) exp(d, a, b span) {
	if !asm.ExpF32(d.p, a.p, d.n) {
		k.portable.exp(d, a, b)
	}
}

func (k singles) log(d, a, b span) {
	if !asm.LogF32(d.p, a.p, d.n) {
		k.portable.log(d, a, b)
	}
}

func (k singles) tanh(d, a, b span) {
	if !asm.TanhF32(d.p, a.p, d.n) {
		k.portable.tanh(d, a, b)
	}
}

func (k singles) sin(d, a, _ span) { circular[float32](d, a, asm.SinF32, k.portable.sin) }

func (k singles) cos(d, a, _ span) { circular[float32](d, a, asm.CosF32, k.portable.cos) }

func (k doubles) exp(d, a, b span) {
	if !asm.ExpF64(d.p, a.p, d.n) {
		k.portable.exp(d, a, b)
	}
}

func (k doubles) log(d, a, b span) {
	if !asm.LogF64(d.p, a.p, d.n) {
		k.portable.log(d, a, b)
	}
}

func (k doubles) tanh(d, a, b span) {
	if !asm.TanhF64(d.p, a.p, d.n) {
		k.portable.tanh(d, a, b)
	}
}

func (k doubles) sin(d, a, _ span) { circular[float64](d, a, asm.SinF64, k.portable.sin) }

func (k doubles) cos(d, a, _ span) { circular[float64](d, a, asm.CosF64, k.portable.cos) }

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

// from is s without its first n elements.
func (s span) from(n int, size uintptr) span {
	return span{unsafe.Add(s.p, n*int(size)), s.n - n}
}
