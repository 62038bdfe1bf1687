//go:build amd64 && !noasm && unix

package arraylib

import (
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"
)

// wholes fills x with small whole numbers, whose sums are exact in any order, and at times a NaN or an infinity.
func wholes[T Float](r *rand.Rand, x []T, special bool) {
	for i := range x {
		x[i] = T(r.IntN(9) - 4)
	}
	if special {
		x[r.IntN(len(x))] = T([]float64{math.NaN(), math.Inf(1), math.Inf(-1)}[r.IntN(3)])
	}
}

// guardedCore is a core over memory that ends where the next byte cannot be touched.
func guardedCore[T Float](t *testing.T, n int) (*core, []T) {
	size := int(unsafe.Sizeof(T(0)))
	room := guarded(t, n*size)
	c := &core{base: unsafe.Pointer(&room[0]), len: len(room) / size, dtype: dtypeOf[T]()}
	return c, unsafe.Slice((*T)(c.base), c.len)
}

func testVectorProducts[T Float](t *testing.T, fast, slow productOps) {
	const most, lines = 130, 7
	a, inA := guardedCore[T](t, 2*lines*most)
	x, inX := guardedCore[T](t, 2*most)
	y, inY := guardedCore[T](t, 2*most)
	r := rand.New(rand.NewPCG(5, 6))
	same := func(what string, n, m int, want []T) {
		t.Helper()
		for i, v := range want {
			if !near(inY[i], v, 0) && (v != 0 || inY[i] != 0) {
				t.Fatalf("%s, n=%d, m=%d: element %d from the end is %v, want %v", what, n, m, len(want)-i, inY[i], v)
			}
		}
	}
	before := make([]T, len(inY))
	for n := 1; n <= most; n++ {
		for m := 1; m <= lines; m++ {
			gap, back := r.IntN(4), r.IntN(4)
			wholes(r, inA, n%5 == 0)
			wholes(r, inX, n%7 == 0)
			wholes(r, inY, n%11 == 0)
			copy(before, inY)
			lines := matrix{a, a.len - back - (m-1)*(n+gap) - n, n + gap, 1}
			both := func(what string, f func(ops productOps)) {
				t.Helper()
				f(slow)
				want := append([]T(nil), inY...)
				copy(inY, before)
				f(fast)
				same(what, n, m, want)
				copy(inY, before)
			}
			stepY, stepX := 1+r.IntN(3), 1+r.IntN(3)
			for _, add := range []bool{false, true} {
				both("dots", func(ops productOps) {
					ops.dots(m, lines, span{x.pointer(x.len - back - n), n}, matrix{y, y.len - 1 - (m-1)*stepY, stepY, 0}, add)
				})
			}
			both("combine", func(ops productOps) {
				ops.combine(span{y.pointer(y.len - back - n), n}, m, lines.t(), matrix{x, x.len - 1 - (m-1)*stepX, stepX, 0})
			})
			both("addProducts", func(ops productOps) {
				ops.addProducts(span{y.pointer(y.len - back - n), n}, span{x.pointer(x.len - n), n}, span{a.pointer(a.len - back - n), n})
			})
		}
	}
}

func TestVectorProductsAgainstPortable(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testVectorProducts[float32](t, &singleProducts{}, &product[float32]{}) })
		t.Run("float64", func(t *testing.T) { testVectorProducts[float64](t, &doubleProducts{}, &product[float64]{}) })
	})
}
