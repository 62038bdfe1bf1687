//go:build amd64 && !noasm

package kernel

import (
	"math"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
)

// Nearest sets index[i], of int, for each of n rows of x to the row of c, of k rows, that is nearest to it, the first of several, and least[i]
// to the sum of the squared differences of their d coordinates; n, k and d are ≥ 1, and k < 2³¹. Where one of a row's sums is NaN it calls
// slow for a range of rows that contains it. It reports whether there is a kernel.
//
// The points of two vectors meet a few centres at a time. Their sums never leave the registers: what is kept is the least of each point.
func Nearest(double bool, n, k, d int, x, c Matrix, index, least unsafe.Pointer, slow func(lo, hi int)) bool {
	g, ok := newGemm(double)
	if !ok {
		return false
	}
	var kernels []Nearer
	switch {
	case Current() == AVX512 && double:
		kernels = nearestF64AVX512[:]
	case Current() == AVX512:
		kernels = nearestF32AVX512[:]
	case double:
		kernels = nearestF64AVX2[:]
	default:
		kernels = nearestF32AVX2[:]
	}
	h := nearest{g, kernels, k, d, x, c, index, least, slow}
	blocks := (n + g.across - 1) / g.across
	parallel.For(blocks, 1+partWork/2/(g.across*k*d), func(lo, hi int) { h.points(lo*g.across, min(n, hi*g.across)) })
	return true
}

type nearest struct {
	gemm
	kernels      []Nearer
	k, d         int
	x, c         Matrix
	index, least unsafe.Pointer
	slow         func(lo, hi int)
}

// points computes those from lo to hi.
func (h *nearest) points(lo, hi int) {
	// what the kernels keep: least sums, the numbers of their centres, and the sums of all sums
	const vector = 64
	type kept [6 * vector]byte
	room := rooms.get(int(unsafe.Sizeof(kept{})) + h.across*h.d*h.size)
	defer rooms.Put(room)
	state, panel := room.p, unsafe.Add(room.p, unsafe.Sizeof(kept{}))
	times := (h.k + len(h.kernels) - 1) / len(h.kernels)
	for i := lo; i < hi; i += h.across {
		n := min(h.across, hi-i)
		h.pack(panel, n, h.d, h.x.at(i, 0).t())
		clear((*kept)(state)[:])
		if h.size == 4 {
			fill(unsafe.Slice((*float32)(state), h.across), float32(math.Inf(1)))
		} else {
			fill(unsafe.Slice((*float64)(state), h.across), math.Inf(1))
		}
		for t := range times {
			from, to := h.k*t/times, h.k*(t+1)/times
			h.kernels[to-from-1]((*byte)(state), (*byte)(panel), (*byte)(h.c.at(from, 0).P), h.d, from, h.c.Row, h.c.Col)
		}
		nan := false
		index := unsafe.Slice((*int)(unsafe.Add(h.index, i*8)), n)
		if h.size == 4 {
			nan = nearestOf[float32, int32](state, h.across, index, unsafe.Slice((*float32)(unsafe.Add(h.least, i*4)), n))
		} else {
			nan = nearestOf[float64, int](state, h.across, index, unsafe.Slice((*float64)(unsafe.Add(h.least, i*8)), n))
		}
		if nan {
			h.slow(i, i+n)
		}
	}
}

func fill[T any](d []T, v T) {
	for i := range d {
		d[i] = v
	}
}

// nearestOf reads what the kernels kept, and reports whether there was a NaN.
func nearestOf[T float32 | float64, I int32 | int](state unsafe.Pointer, across int, index []int, least []T) (nan bool) {
	size := int(unsafe.Sizeof(T(0)))
	copy(least, unsafe.Slice((*T)(state), across))
	for i, which := range unsafe.Slice((*I)(unsafe.Add(state, across*size)), across)[:len(index)] {
		index[i] = int(which)
	}
	for _, sum := range unsafe.Slice((*T)(unsafe.Add(state, 2*across*size)), across)[:len(index)] {
		nan = nan || sum != sum
	}
	return nan
}
