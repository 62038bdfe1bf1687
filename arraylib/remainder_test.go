package arraylib

import (
	"math/rand/v2"
	"testing"
)

func testRemaindersBy[T Integer](t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	edges := []uint64{0, 1, 2, 3, 7, 26, 127, 128, 255, 1 << 15, 1 << 31, 1<<31 - 1, 1 << 32, 1<<63 - 1, 1 << 63, 1<<63 + 1}
	a := make([]T, 200)
	for range 300 {
		for i := range a {
			if a[i] = T(r.Uint64() >> r.IntN(64)); i%3 == 0 {
				a[i] = T(edges[r.IntN(len(edges))])
			}
			if i%2 == 0 {
				a[i] = -a[i]
			}
		}
		y := a[r.IntN(len(a))]
		got := RemainderScalar(New(a, len(a)), y).Data()
		for i, x := range a {
			want := T(0)
			if y != 0 {
				if want = x % y; want != 0 && (want < 0) != (y < 0) {
					want += y
				}
			}
			if got[i] != want {
				t.Fatalf("%v mod %v is %v, want %v", x, y, got[i], want)
			}
		}
	}
}

func TestRemaindersByOneNumber(t *testing.T) {
	t.Run("int8", testRemaindersBy[int8])
	t.Run("int16", testRemaindersBy[int16])
	t.Run("int32", testRemaindersBy[int32])
	t.Run("int64", testRemaindersBy[int64])
	t.Run("uint8", testRemaindersBy[uint8])
	t.Run("uint16", testRemaindersBy[uint16])
	t.Run("uint32", testRemaindersBy[uint32])
	t.Run("uint64", testRemaindersBy[uint64])
}
