package random

import (
	"math"
	"testing"

	asm "fastergo/arraylib/internal/kernel"
)

// eachTier runs f with every set of kernels that this machine has.
func eachTier(t *testing.T, f func(t *testing.T)) {
	for _, tier := range []asm.Tier{asm.Portable, asm.AVX2, asm.AVX512} {
		t.Run(tier.String(), func(t *testing.T) {
			defer asm.Use(tier)()
			if asm.Current() != tier {
				t.Skip("this machine does not have it")
			}
			f(t)
		})
	}
}

// Loops give the bits of single blocks, wherever they begin and end.
func TestKeyLoopsAgainstBlocks(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		k := NewKey(12345)
		for n := range 130 {
			for _, first := range []uint64{0, 1, 1000, 1<<32 - 40, 1<<32 - 1, 1 << 40} {
				d, d64 := make([]uint32, n+1), make([]uint64, n+1)
				k.fillBits(d[:n], first)
				k.fillBits64(d64[:n], first)
				for i := range n {
					b := k.block(first + uint64(i))
					if d[i] != b[0]^b[1] || d64[i] != uint64(b[0])<<32|uint64(b[1]) {
						t.Fatalf("element %d of %d from %d on: %x and %x, want of %x", i, n, first, d[i], d64[i], b)
					}
				}
				if d[n] != 0 || d64[n] != 0 {
					t.Fatalf("%d elements from %d on: wrote beyond them", n, first)
				}
			}
		}
	})
}

// Kernels make the numbers of the portable functions, bit by bit: of all bits that count.
func TestKeyKernelsAgainstPortable(t *testing.T) {
	const all = 1 << 23
	bits, want := make([]uint32, all), [2][]uint32{make([]uint32, all), make([]uint32, all)}
	for i := range bits {
		bits[i] = uint32(i)<<9 | 0x155
		want[0][i], want[1][i] = math.Float32bits(normalOf(bits[i])), math.Float32bits(exponentialOf(bits[i]))
	}
	got := make([]uint32, all)
	eachTier(t, func(t *testing.T) {
		for i, f := range []struct {
			name string
			fast func([]uint32) int
			slow func(uint32) float32
		}{{"normal", fastNormals, normalOf}, {"exponential", fastExponentials, exponentialOf}} {
			copy(got, bits)
			left := 0
			for k := 0; k < all; {
				d := got[k:min(k+run, all)]
				n := f.fast(d)
				k += n
				if n < len(d) {
					got[k] = math.Float32bits(f.slow(got[k]))
					k++
					left++
				}
			}
			for k, v := range got {
				if v != want[i][k] {
					t.Fatalf("%s of %x: %v, want %v", f.name, bits[k], math.Float32frombits(v), math.Float32frombits(want[i][k]))
				}
			}
			if asm.Current() != asm.Portable && left > all/100 {
				t.Errorf("%s: the kernel left %d of %d", f.name, left, all)
			}
		}
	})
}

// Filling an array draws what one draw after another does, over all kinds of bits, for any length and after any draw.
func TestFillsAgainstDraws(t *testing.T) {
	kinds := []func() BitGenerator{
		func() BitGenerator { return NewPCG64(3) }, func() BitGenerator { return NewPCG64DXSM(3) }, func() BitGenerator { return NewPhilox(3) },
		func() BitGenerator { return NewSFC64(3) }, func() BitGenerator { return NewMT19937(3) },
	}
	for _, kind := range kinds {
		for _, n := range []int{0, 1, 2, 3, 7, 100, grain - 1, grain, 2*grain + 1, 5*grain + 3} {
			g, h := NewGenerator(kind()), NewGenerator(kind())
			for range 2 { // the second time half of a draw is left over, if n is odd
				same(t, n, g.fillRandom, h.float64)
				same(t, n, g.fillRandom32, h.float32)
				same(t, n, g.fillNormal, h.normal)
				same(t, n, g.fillNormal32, h.normal32)
				same(t, n, g.fillExponential, h.exponential)
				same(t, n, g.fillExponential32, h.exponential32)
				same(t, n, g.fillWords, h.uint64)
				same(t, n, func(d []uint32) { fillBelow(g, d, 5, 1<<31) }, func() uint32 { return 5 + uint32(h.bounded(1<<31)) })
				same(t, n, func(d []uint64) { g.fillBelow64(d, 5, 1<<63) }, func() uint64 { return 5 + h.bounded(1<<63) })
			}
			if g.uint32() != h.uint32() || g.uint64() != h.uint64() {
				t.Errorf("after %d the streams differ", n)
			}
		}
	}
}

func same[T comparable](t *testing.T, n int, fill func([]T), draw func() T) {
	t.Helper()
	d := make([]T, n)
	fill(d)
	for i, x := range d {
		if y := draw(); x != y {
			t.Fatalf("element %d of %d is %v, want %v", i, n, x, y)
		}
	}
}
