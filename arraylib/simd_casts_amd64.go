//go:build amd64 && !noasm

package arraylib

import (
	"unsafe"

	asm "fastergo/arraylib/internal/kernel"
)

// fastCast returns a conversion by vectors, or nil if there is none.
func fastCast(to, from DType) kernel {
	switch [2]DType{from, to} {
	case [2]DType{Float64, Float32}:
		return func(d, a, _ span) { convertBy(d, a, 2, 3, asm.ConvertF64ToF32, convert[float32, float64]) }
	case [2]DType{Float32, Float64}:
		return func(d, a, _ span) { convertBy(d, a, 3, 2, asm.ConvertF32ToF64, convert[float64, float32]) }
	case [2]DType{Int32, Float64}:
		return func(d, a, _ span) { convertBy(d, a, 3, 2, asm.ConvertI32ToF64, convert[float64, int32]) }
	case [2]DType{Int32, Float32}:
		return func(d, a, _ span) { convertBy(d, a, 2, 2, asm.ConvertI32ToF32, convert[float32, int32]) }
	case [2]DType{Int32, Int64}:
		return func(d, a, _ span) { convertBy(d, a, 3, 2, asm.ConvertI32ToI64, convert[int64, int32]) }
	case [2]DType{Float64, Int32}:
		return func(d, a, _ span) { convertBy(d, a, 2, 3, asm.ConvertF64ToI32, convert[int32, float64]) }
	case [2]DType{Float32, Int32}:
		return func(d, a, _ span) { convertBy(d, a, 2, 2, asm.ConvertF32ToI32, convert[int32, float32]) }
	case [2]DType{Uint8, Int32}:
		return func(d, a, _ span) { convertBy(d, a, 2, 0, asm.ConvertU8ToI32, convert[int32, uint8]) }
	case [2]DType{Uint8, Int64}:
		return func(d, a, _ span) { convertBy(d, a, 3, 0, asm.ConvertU8ToI64, convert[int64, uint8]) }
	case [2]DType{Uint8, Float32}:
		return func(d, a, _ span) { convertBy(d, a, 2, 0, asm.ConvertU8ToF32, convert[float32, uint8]) }
	case [2]DType{Uint8, Float64}:
		return func(d, a, _ span) { convertBy(d, a, 3, 0, asm.ConvertU8ToF64, convert[float64, uint8]) }
	case [2]DType{Int64, Float64}:
		return func(d, a, _ span) { convertBy(d, a, 3, 3, asm.ConvertI64ToF64, convert[float64, int64]) }
	case [2]DType{Float64, Int64}:
		return func(d, a, _ span) { convertBy(d, a, 3, 3, asm.ConvertF64ToI64, convert[int64, float64]) }
	case [2]DType{Int64, Int32}:
		return func(d, a, _ span) { convertBy(d, a, 2, 3, asm.ConvertI64ToI32, convert[int32, int64]) }
	}
	return nil
}

// convertBy calls f for a multiple of 16 elements, and slow for the others.
func convertBy(d, a span, to, from uint8, f func(d, a unsafe.Pointer, n int) bool, slow kernel) {
	n := d.n &^ 15
	if n > 0 && !f(d.p, a.p, n) {
		n = 0
	}
	if n < d.n {
		slow(d.from(n, 1<<to), a.from(n, 1<<from), span{})
	}
}
