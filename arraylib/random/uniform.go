package random

import (
	"math"
	"math/bits"
	"unsafe"

	np "fastergo/arraylib"
)

// Random returns numbers of the uniform distribution over [0, 1), multiples of 2^-53.
//
// Like all functions with a shape it panics with *[np.ShapeError] if a length is negative or there are more elements than can be
// addressed; without a shape the result is one number, an array without axes.
func (g *Generator) Random(shape ...int) *np.Array[float64] {
	a := np.Empty[float64](shape...)
	g.fillRandom(a.Data())
	return a
}

// RandomAs is [Generator.Random] with a choice of type: random(shape, dtype). Numbers of type float32 are multiples of 2^-24.
func RandomAs[T np.Float](g *Generator, shape ...int) *np.Array[T] {
	return floats[T](g, shape, (*Generator).fillRandom, (*Generator).fillRandom32)
}

// floats makes an array with the one or the other function.
func floats[T np.Float](g *Generator, shape []int, fill64 func(*Generator, []float64), fill32 func(*Generator, []float32)) *np.Array[T] {
	a := np.Empty[T](shape...)
	switch d := any(a.Data()).(type) {
	case []float64:
		fill64(g, d)
	case []float32:
		fill32(g, d)
	}
	return a
}

// Uniform returns numbers of the uniform distribution over [low, high); rounding may return high itself.
//
// It panics with *[ParameterError] if high - low is negative, infinite or NaN.
func (g *Generator) Uniform(low, high float64, shape ...int) *np.Array[float64] {
	width := high - low
	need(width <= math.MaxFloat64, "Uniform", "high - low", width, "is not finite")
	need(width >= 0, "Uniform", "high - low", width, "is negative")
	a := g.Random(shape...)
	d := a.Data()
	for i, u := range d {
		d[i] = low + float64(width*u)
	}
	return a
}

// Integers returns integers low ≤ n < high, all equally likely (D. Lemire, "Fast random integer generation in an interval",
// https://arxiv.org/abs/1805.10941).
//
// It panics with *[ParameterError] if there are none, low ≥ high, unless the shape asks for none.
func (g *Generator) Integers(low, high int, shape ...int) *np.Array[int] {
	return IntegersAs(g, low, high, shape...)
}

// IntegersAs is [Generator.Integers] with a choice of type: integers(low, high, shape, dtype). As in NumPy the type decides how many
// bits a draw takes, and so what is drawn.
func IntegersAs[T np.Integer](g *Generator, low, high T, shape ...int) *np.Array[T] {
	a := np.Empty[T](shape...)
	if d := a.Data(); len(d) > 0 {
		need(low < high, "Integers", "high", float64(high), "is not above low")
		g.fillIntegers(unsafe.Pointer(unsafe.SliceData(d)), len(d), unsafe.Sizeof(low), uint64(low), uint64(high)-uint64(low)-1)
	}
	return a
}

// IntegersEndpoint returns integers low ≤ n ≤ high: integers(low, high, shape, dtype, endpoint=True). With the limits of its type it
// draws from all of them.
//
// It panics with *[ParameterError] if low > high, unless the shape asks for none.
func IntegersEndpoint[T np.Integer](g *Generator, low, high T, shape ...int) *np.Array[T] {
	a := np.Empty[T](shape...)
	if d := a.Data(); len(d) > 0 {
		need(low <= high, "IntegersEndpoint", "high", float64(high), "is below low")
		g.fillIntegers(unsafe.Pointer(unsafe.SliceData(d)), len(d), unsafe.Sizeof(low), uint64(low), uint64(high)-uint64(low))
	}
	return a
}

// Bools returns true and false, equally likely: integers(0, 2, shape, dtype=bool).
func (g *Generator) Bools(shape ...int) *np.Array[bool] {
	a := np.Empty[bool](shape...)
	var buffer uint32
	for i, d := 0, a.Data(); i < len(d); i++ {
		if buffer >>= 1; i%32 == 0 {
			buffer = g.uint32()
		}
		d[i] = buffer&1 != 0
	}
	return a
}

// fillIntegers writes n integers of a size in bytes, from low to low + width. Wrapping around makes one of signed and unsigned.
//
//go:noinline
func (g *Generator) fillIntegers(p unsafe.Pointer, n int, size uintptr, low, width uint64) {
	switch size {
	case 1:
		fillNarrow(g, unsafe.Slice((*uint8)(p), n), uint8(low), uint32(uint8(width)), 8)
	case 2:
		fillNarrow(g, unsafe.Slice((*uint16)(p), n), uint16(low), uint32(uint16(width)), 16)
	case 4:
		fillWide(g, unsafe.Slice((*uint32)(p), n), uint32(low), uint64(uint32(width)))
	default:
		d := unsafe.Slice((*uint64)(p), n)
		if width <= math.MaxUint32 {
			fillWide(g, d, low, width)
			return
		}
		if width < math.MaxUint64 {
			g.fillBelow64(d, low, width)
			return
		}
		g.fillWords(d)
		for i := range d {
			d[i] += low
		}
	}
}

// fillWide writes integers that draws of 32 bits are enough for.
func fillWide[T uint32 | uint64](g *Generator, d []T, low T, width uint64) {
	switch width {
	case 0:
		for i := range d {
			d[i] = low
		}
	case math.MaxUint32:
		for i := range d {
			d[i] = low + T(g.uint32())
		}
	default:
		fillBelow(g, d, low, uint32(width))
	}
}

// bounded returns a number from 0 to width, with 32-bit draws where they are enough.
func (g *Generator) bounded(width uint64) uint64 {
	switch {
	case width == 0:
		return 0
	case width < math.MaxUint32:
		return uint64(g.below32(g.uint32(), uint32(width)+1))
	case width == math.MaxUint32:
		return uint64(g.uint32())
	case width == math.MaxUint64:
		return g.uint64()
	}
	return g.below64(g.uint64(), width+1)
}

// below32 returns a number below n, of r or, if it is among those that would make some more likely than others, of further draws.
func (g *Generator) below32(r, n uint32) uint32 {
	m := uint64(r) * uint64(n)
	if uint32(m) < n {
		for threshold := -n % n; uint32(m) < threshold; {
			m = uint64(g.uint32()) * uint64(n)
		}
	}
	return uint32(m >> 32)
}

// below64 is below32 with twice the bits.
func (g *Generator) below64(r, n uint64) uint64 {
	hi, lo := bits.Mul64(r, n)
	if lo < n {
		for threshold := -n % n; lo < threshold; {
			hi, lo = bits.Mul64(g.uint64(), n)
		}
	}
	return hi
}
