//go:build amd64 && !noasm

package arraylib

import (
	"unsafe"

	asm "fastergo/arraylib/internal/kernel"
)

// The movements of elements of 4 and 8 bytes.
type (
	move4 struct{ move[uint32] }
	move8 struct{ move[uint64] }
)

func (k *move4) gather(d span, c *core, off, stride int) {
	n := gatherBy(d, c.pointer(off), stride, c.len-off, 2, asm.EverySecondF32, asm.ReverseF32)
	if d = d.from(n, 4); d.n > 0 {
		k.move.gather(d, c, off+n*stride, stride)
	}
}

func (k *move8) gather(d span, c *core, off, stride int) {
	n := gatherBy(d, c.pointer(off), stride, c.len-off, 3, asm.EverySecondF64, asm.ReverseF64)
	if d = d.from(n, 8); d.n > 0 {
		k.move.gather(d, c, off+n*stride, stride)
	}
}

// gatherBy returns how many elements were read. There are so many at p and after it.
func gatherBy(d span, p unsafe.Pointer, stride, there, shift int, second, reverse func(d, a unsafe.Pointer, n int) bool) int {
	most := grainBytes >> shift
	for i := 0; i < d.n; i += most {
		n := min(d.n-i, most) &^ 15
		var f func(d, a unsafe.Pointer, n int) bool
		switch stride {
		case 2:
			if f = second; 2*(i+n) > there { // it reads one too many
				n -= 16
			}
		case -1:
			f = reverse
		}
		if n <= 0 || f == nil || !f(unsafe.Add(d.p, i<<shift), unsafe.Add(p, i*stride<<shift), n) {
			return i
		}
		if n < most {
			return i + n
		}
	}
	return d.n
}

func (k *move4) compress(d, a span, mask []bool) {
	if !compressBy(d, a, mask, 2, asm.CompressF32) {
		k.move.compress(d, a, mask)
	}
}

func (k *move8) compress(d, a span, mask []bool) {
	if !compressBy(d, a, mask, 3, asm.CompressF64) {
		k.move.compress(d, a, mask)
	}
}

func compressBy(d, a span, mask []bool, shift int, f func(d, a, mask unsafe.Pointer, n int) (int, bool)) bool {
	const most = 1 << 16
	for i := 0; i < len(mask) && d.n > 0; i += most {
		n, ok := f(d.p, unsafe.Add(a.p, i<<shift), unsafe.Pointer(&mask[i]), min(most, len(mask)-i))
		if !ok {
			return false
		}
		if d.n -= n; d.n > 0 {
			d.p = unsafe.Add(d.p, n<<shift)
		}
	}
	return true
}

func choose4(d, mask, a, b span) { chooseBy(d, mask, a, b, 4, asm.ChooseF32, chooseFrom[uint32]) }
func choose8(d, mask, a, b span) { chooseBy(d, mask, a, b, 8, asm.ChooseF64, chooseFrom[uint64]) }

// chooseBy calls f for a multiple of 16 elements, and slow for the others.
func chooseBy(d, mask, a, b span, size uintptr, f func(d, mask, a, b unsafe.Pointer, n int) bool, slow func(d, mask, a, b span)) {
	n := d.n &^ 15
	if n > 0 && !f(d.p, mask.p, a.p, b.p, n) {
		n = 0
	}
	if n < d.n {
		slow(d.from(n, size), mask.from(n, 1), a.from(n, size), b.from(n, size))
	}
}

func (k *move4) transpose(d, a plane, rows, cols int) {
	i, j := transposeBy(d, a, rows, cols, 2, asm.TransposeF32)
	transposeRest(d, a, rows, cols, i, j, 4, k.move.transpose)
}

func (k *move8) transpose(d, a plane, rows, cols int) {
	i, j := transposeBy(d, a, rows, cols, 3, asm.TransposeF64)
	transposeRest(d, a, rows, cols, i, j, 8, k.move.transpose)
}

// transposeBy transposes squares, and returns how many rows and columns they make up.
func transposeBy(d, a plane, rows, cols, shift int, f func(d, a unsafe.Pointer, rowD, rowA, n int) bool) (i, j int) {
	side := 32 >> shift
	if asm.Current() == asm.AVX512 {
		side *= 2
	}
	const most = 128 // columns at once
	rows, cols = rows/side*side, cols/side*side
	for j := 0; j < cols; j += most {
		for i := 0; i < rows; i += side {
			if !f(unsafe.Add(d.p, i*d.row+j<<shift), unsafe.Add(a.p, j*a.row+i<<shift), d.row, a.row, min(most, cols-j)/side) {
				return 0, 0
			}
		}
	}
	return rows, cols
}

// transposeRest transposes what is beside and below the first rows and cols of d.
func transposeRest(d, a plane, rows, cols, i, j, size int, f func(d, a plane, rows, cols int)) {
	if i > 0 && j < cols {
		f(plane{unsafe.Add(d.p, j*size), d.row}, plane{unsafe.Add(a.p, j*a.row), a.row}, i, cols-j)
	}
	if i < rows {
		f(plane{unsafe.Add(d.p, i*d.row), d.row}, plane{unsafe.Add(a.p, i*size), a.row}, rows-i, cols)
	}
}

func (k *singles) argMax(best, a span) int {
	return searchBy[float32](best, a, asm.ArgMaxF32, k.portable.argMax)
}
func (k *singles) argMin(best, a span) int {
	return searchBy[float32](best, a, asm.ArgMinF32, k.portable.argMin)
}
func (k *doubles) argMax(best, a span) int {
	return searchBy[float64](best, a, asm.ArgMaxF64, k.portable.argMax)
}
func (k *doubles) argMin(best, a span) int {
	return searchBy[float64](best, a, asm.ArgMinF64, k.portable.argMin)
}

// searchBy looks for the best of parts of a, which find finds, among those parts.
func searchBy[T Float](best, a span, find func(d, a unsafe.Pointer, lines, n int) bool, beat func(best, a span) int) int {
	if a.n < 8 {
		return beat(best, a)
	}
	at := -1
	x := of[T](a)
	room := getPartials(1) // find is not known to keep no pointer
	defer partials.Put(room)
	place := (*int)(unsafe.Pointer(&(*room)[0]))
	for i := 0; i < len(x); {
		n := min(len(x)-i, lineBytes/int(unsafe.Sizeof(x[0])))
		if !find(unsafe.Pointer(place), unsafe.Pointer(&x[i]), 1, n) {
			return beat(best, a)
		}
		if i += *place; beat(best, span{unsafe.Pointer(&x[i]), 1}) == 0 {
			at = i
		}
		i += n - *place
	}
	return at
}

func (k *singles) argMaxes(d, a, b span) { inLines(d, a, 2, asm.ArgMaxF32, k.portable.argMaxes) }
func (k *singles) argMins(d, a, b span)  { inLines(d, a, 2, asm.ArgMinF32, k.portable.argMins) }
func (k *doubles) argMaxes(d, a, b span) { inLines(d, a, 3, asm.ArgMaxF64, k.portable.argMaxes) }
func (k *doubles) argMins(d, a, b span)  { inLines(d, a, 3, asm.ArgMinF64, k.portable.argMins) }

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

func (k *singles) raise(d, best, a span, place int) {
	beatBy(d, best, a, place, 2, asm.RaiseF32, k.portable.raise)
}
func (k *singles) lower(d, best, a span, place int) {
	beatBy(d, best, a, place, 2, asm.LowerF32, k.portable.lower)
}
func (k *doubles) raise(d, best, a span, place int) {
	beatBy(d, best, a, place, 3, asm.RaiseF64, k.portable.raise)
}
func (k *doubles) lower(d, best, a span, place int) {
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

func (k *singles) addRows(d span, places []int, rows span) {
	if !addRowsBy(d, places, rows, 2, asm.AddRowsF32) {
		k.portable.addRows(d, places, rows)
	}
}

func (k *doubles) addRows(d span, places []int, rows span) {
	if !addRowsBy(d, places, rows, 3, asm.AddRowsF64) {
		k.portable.addRows(d, places, rows)
	}
}

func addRowsBy(d span, places []int, rows span, shift int, f func(d, places, a unsafe.Pointer, rows, n int) bool) bool {
	n := rows.n / len(places)
	if n < 4 {
		return false
	}
	most := max(1, grainBytes>>shift/n)
	for i := 0; i < len(places); i += most {
		if !f(d.p, unsafe.Pointer(&places[i]), unsafe.Add(rows.p, i*n<<shift), min(most, len(places)-i), n) {
			return false
		}
	}
	return true
}

func (k *singles) equal(d, a, b span) {
	if !asm.EqualF32(d.p, a.p, b.p, d.n) {
		k.portable.equal(d, a, b)
	}
}

func (k *singles) notEqual(d, a, b span) {
	if !asm.NotEqualF32(d.p, a.p, b.p, d.n) {
		k.portable.notEqual(d, a, b)
	}
}

func (k *singles) isNaN(d, a, b span) {
	if !asm.NotEqualF32(d.p, a.p, a.p, d.n) {
		k.portable.isNaN(d, a, b)
	}
}

func (k *singles) nonzero(d, a, b span) {
	var zero float64
	if !asm.NotEqualSF32(d.p, a.p, unsafe.Pointer(&zero), d.n) {
		k.portable.nonzero(d, a, b)
	}
}

func (k *singles) isFinite(d, a, b span) {
	if !asm.IsFiniteF32(d.p, a.p, d.n) {
		k.portable.isFinite(d, a, b)
	}
}

func (k *singles) isInf(d, a, b span) {
	if !asm.IsInfF32(d.p, a.p, d.n) {
		k.portable.isInf(d, a, b)
	}
}

func (k *doubles) equal(d, a, b span) {
	if !asm.EqualF64(d.p, a.p, b.p, d.n) {
		k.portable.equal(d, a, b)
	}
}

func (k *doubles) notEqual(d, a, b span) {
	if !asm.NotEqualF64(d.p, a.p, b.p, d.n) {
		k.portable.notEqual(d, a, b)
	}
}

func (k *doubles) isNaN(d, a, b span) {
	if !asm.NotEqualF64(d.p, a.p, a.p, d.n) {
		k.portable.isNaN(d, a, b)
	}
}

func (k *doubles) nonzero(d, a, b span) {
	var zero float64
	if !asm.NotEqualSF64(d.p, a.p, unsafe.Pointer(&zero), d.n) {
		k.portable.nonzero(d, a, b)
	}
}

func (k *doubles) isFinite(d, a, b span) {
	if !asm.IsFiniteF64(d.p, a.p, d.n) {
		k.portable.isFinite(d, a, b)
	}
}

func (k *doubles) isInf(d, a, b span) {
	if !asm.IsInfF64(d.p, a.p, d.n) {
		k.portable.isInf(d, a, b)
	}
}

func (k *singles) runningSum(d, a, last span) {
	scanBy(d, a, last, 2, asm.RunningSumF32, k.portable.runningSum)
}

func (k *doubles) runningSum(d, a, last span) {
	scanBy(d, a, last, 3, asm.RunningSumF64, k.portable.runningSum)
}

// scanBy calls f for a multiple of 8 elements, and slow for the others.
func scanBy(d, a, last span, shift uint8, f func(d, a, last unsafe.Pointer, n int) bool, slow kernel) {
	const most = 1 << 15
	for d.n > 0 {
		n := min(d.n, most) &^ 7
		if n == 0 || !f(d.p, a.p, last.p, n) {
			slow(d, a, last)
			return
		}
		d, a = d.from(n, 1<<shift), a.from(n, 1<<shift)
	}
}
