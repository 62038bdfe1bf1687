//go:build amd64 && !noasm && unix

package arraylib

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"
)

func someInts[T Integer](r *rand.Rand, x []T) {
	for i := range x {
		switch x[i] = T(r.Uint64()); r.IntN(4) {
		case 0:
			x[i] = T(r.IntN(7)) - 3
		case 1:
			x[i] = T(uint64(math.MaxInt64) >> (r.IntN(3) * 32) << r.IntN(2))
		}
	}
}

func testIntegers[T Integer](t *testing.T, fast, slow interface {
	numberOps
	realOps
	elemOps
}) {
	var x T
	size := int(unsafe.Sizeof(x))
	rooms := [3][]byte{guarded(t, 300*size), guarded(t, 300*size), guarded(t, 300*size)}
	r := rand.New(rand.NewPCG(9, 10))
	for n := 1; n <= 260; n++ {
		for _, back := range []int{0, 1, 3} {
			a, b := at[T](rooms[0], n, back), at[T](rooms[1], n, (2*back)%5)
			for name, k := range map[string][2]kernel{
				"add": {fast.add, slow.add}, "subtract": {fast.subtract, slow.subtract}, "multiply": {fast.multiply, slow.multiply},
				"maximum": {fast.maximum, slow.maximum}, "minimum": {fast.minimum, slow.minimum},
			} {
				someInts(r, a)
				someInts(r, b)
				d, want := at[T](rooms[2], n, back), make([]T, n)
				k[1](spanOf(want), spanOf(a), spanOf(b))
				if k[0](spanOf(d), spanOf(a), spanOf(b)); !slices.Equal(d, want) {
					t.Fatalf("%s of %d: %v of %v and %v, want %v", name, n, d, a, b, want)
				}
				if k[0](spanOf(a), spanOf(a), spanOf(b)); !slices.Equal(a, want) {
					t.Fatalf("%s of %d in place: %v, want %v", name, n, a, want)
				}
			}
			for name, k := range map[string][2]kernel{
				"equal": {fast.equal, slow.equal}, "notEqual": {fast.notEqual, slow.notEqual}, "less": {fast.less, slow.less},
				"lessEqual": {fast.lessEqual, slow.lessEqual}, "greater": {fast.greater, slow.greater}, "greaterEqual": {fast.greaterEqual, slow.greaterEqual},
			} {
				someInts(r, a)
				someInts(r, b)
				for i := 0; i < n; i += 3 {
					b[i] = a[i]
				}
				d, want := at[bool](rooms[2], n, 0), make([]bool, n)
				k[1](spanOf(want), spanOf(a), spanOf(b))
				if k[0](spanOf(d), spanOf(a), spanOf(b)); !slices.Equal(d, want) {
					t.Fatalf("%s of %d: %v of %v and %v, want %v", name, n, d, a, b, want)
				}
			}
			for name, k := range map[string][2]kernel{"sum": {fast.sum, slow.sum}, "max": {fast.max, slow.max}, "min": {fast.min, slow.min}} {
				someInts(r, a)
				var got, want T
				k[0](span{unsafe.Pointer(&got), 1}, spanOf(a), span{})
				if k[1](span{unsafe.Pointer(&want), 1}, spanOf(a), span{}); got != want {
					t.Fatalf("%s of %v: %v, want %v", name, a, got, want)
				}
			}
		}
	}
}

func TestIntegersAgainstPortable(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("int32", func(t *testing.T) { testIntegers[int32](t, &int32s{}, &whole[int32]{}) })
		t.Run("int64", func(t *testing.T) { testIntegers[int64](t, &int64s{}, &whole[int64]{}) })
		t.Run("uint32", func(t *testing.T) { testIntegers[uint32](t, &uint32s{}, &whole[uint32]{}) })
		t.Run("uint64", func(t *testing.T) { testIntegers[uint64](t, &uint64s{}, &whole[uint64]{}) })
		t.Run("uint8", func(t *testing.T) { testIntegers[uint8](t, &uint8s{}, &whole[uint8]{}) })
	})
}

func testTruths[T Float](t *testing.T, fast, slow interface {
	numberOps
	elemOps
	inexactOps
}) {
	rooms := [3][]byte{guarded(t, 150*8), guarded(t, 150*8), guarded(t, 150*8)}
	r := rand.New(rand.NewPCG(9, 10))
	for n := 1; n <= 130; n++ {
		for _, back := range []int{0, 1, 3} {
			a, b, d := at[T](rooms[0], n, back), at[T](rooms[1], n, (2*back)%5), at[bool](rooms[2], n, 0)
			for name, k := range map[string][2]kernel{
				"equal": {fast.equal, slow.equal}, "notEqual": {fast.notEqual, slow.notEqual}, "isNaN": {fast.isNaN, slow.isNaN},
				"isFinite": {fast.isFinite, slow.isFinite}, "isInf": {fast.isInf, slow.isInf}, "nonzero": {fast.nonzero, slow.nonzero},
			} {
				some(r, a)
				some(r, b)
				for i := 0; i < n; i += 3 {
					b[i] = a[i]
				}
				want := make([]bool, n)
				k[1](spanOf(want), spanOf(a), spanOf(b))
				if k[0](spanOf(d), spanOf(a), spanOf(b)); !slices.Equal(d, want) {
					t.Fatalf("%s of %d: %v of %v and %v, want %v", name, n, d, a, b, want)
				}
			}
		}
	}
}

func TestTruthsAgainstPortable(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testTruths[float32](t, &singles{}, &portable[float32]{}) })
		t.Run("float64", func(t *testing.T) { testTruths[float64](t, &doubles{}, &portable[float64]{}) })
	})
}
