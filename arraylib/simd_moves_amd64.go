//go:build amd64 && !noasm

package arraylib

import (
	"unsafe"

	asm "fastergo/arraylib/internal/kernel"
)

func (k singles) argMax(best, a span) int {
	return searchBy[float32](best, a, asm.ArgMaxF32, k.portable.argMax)
}
func (k singles) argMin(best, a span) int {
	return searchBy[float32](best, a, asm.ArgMinF32, k.portable.argMin)
}
func (k doubles) argMax(best, a span) int {
	return searchBy[float64](best, a, asm.ArgMaxF64, k.portable.argMax)
}
func (k doubles) argMin(best, a span) int {
	return searchBy[float64](best, a, asm.ArgMinF64, k.portable.argMin)
}

// searchBy looks for the best of parts of a, which find finds, among those parts.
func searchBy[T Float](best, a span, find func(d, a unsafe.Pointer, lines, n int) bool, beat func(best, a span) int) int {
	at := -1
	x := of[T](a)
	for i := 0; i < len(x); {
		n := min(len(x)-i, lineBytes/int(unsafe.Sizeof(x[0])))
		var place int
		if !find(unsafe.Pointer(&place), unsafe.Pointer(&x[i]), 1, n) {
			return beat(best, a)
		}
		if i += place; beat(best, span{unsafe.Pointer(&x[i]), 1}) == 0 {
			at = i
		}
		i += n - place
	}
	return at
}

func (k singles) argMaxes(d, a, b span) { inLines(d, a, 2, asm.ArgMaxF32, k.portable.argMaxes) }
func (k singles) argMins(d, a, b span)  { inLines(d, a, 2, asm.ArgMinF32, k.portable.argMins) }
func (k doubles) argMaxes(d, a, b span) { inLines(d, a, 3, asm.ArgMaxF64, k.portable.argMaxes) }
func (k doubles) argMins(d, a, b span)  { inLines(d, a, 3, asm.ArgMinF64, k.portable.argMins) }

// inLines calls f for so many lines at once that it does not run for long.
func inLines(d, a span, shift int, f func(d, a unsafe.Pointer, lines, n int) bool, slow kernel) {
	n := a.n / d.n
	most := max(1, grainBytes>>shift/n)
	for i := 0; i < d.n; i += most {
		if !f(unsafe.Add(d.p, i*8), unsafe.Add(a.p, i*n<<shift), min(most, d.n-i), n) {
			slow(d, a, span{})
			return
		}
	}
}

func (k singles) raise(d, best, a span, place int) {
	beatBy(d, best, a, place, 2, asm.RaiseF32, k.portable.raise)
}
func (k singles) lower(d, best, a span, place int) {
	beatBy(d, best, a, place, 2, asm.LowerF32, k.portable.lower)
}
func (k doubles) raise(d, best, a span, place int) {
	beatBy(d, best, a, place, 3, asm.RaiseF64, k.portable.raise)
}
func (k doubles) lower(d, best, a span, place int) {
	beatBy(d, best, a, place, 3, asm.LowerF64, k.portable.lower)
}

// beatBy calls f for a multiple of 16 elements, and slow for the others.
func beatBy(d, best, a span, place, shift int, f func(d, best, a unsafe.Pointer, i, n int) bool, slow func(d, best, a span, place int)) {
	n := d.n &^ 15
	if n > 0 && !f(d.p, best.p, a.p, place, n) {
		n = 0
	}
	if n < d.n {
		slow(d.from(n, 8), best.from(n, 1<<shift), a.from(n, 1<<shift), place)
	}
}
