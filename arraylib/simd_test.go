//go:build amd64 && !noasm && unix

package arraylib

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	asm "fastergo/arraylib/internal/kernel"
)

// guarded returns memory that ends where the next byte cannot be touched.
func guarded(t *testing.T, n int) []byte {
	t.Helper()
	page := syscall.Getpagesize()
	room := (n + page - 1) / page * page
	m, err := syscall.Mmap(-1, 0, room+page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Munmap(m) })
	if err := syscall.Mprotect(m[room:], syscall.PROT_NONE); err != nil {
		t.Fatal(err)
	}
	return m[:room]
}

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

// pair is a kernel and its portable oracle.
type pair struct {
	name       string
	fast, slow kernel
	operands   int
	bools      bool    // d is bool
	ulps       float64 // by which they may differ
}

// op is the operation's name, as takesOne knows it.
func (p pair) op() string { return strings.ToUpper(p.name[:1]) + p.name[1:] }

func pairs[T Float, F interface {
	numberOps
	realOps
	inexactOps
	floatOps
	mathOps
}](fast F, slow *portable[T]) []pair {
	return []pair{
		{"add", fast.add, slow.add, 2, false, 0}, {"subtract", fast.subtract, slow.subtract, 2, false, 0},
		{"multiply", fast.multiply, slow.multiply, 2, false, 0}, {"divide", fast.divide, slow.divide, 2, false, 0},
		{"maximum", fast.maximum, slow.maximum, 2, false, 0}, {"minimum", fast.minimum, slow.minimum, 2, false, 0},
		{"less", fast.less, slow.less, 2, true, 0}, {"lessEqual", fast.lessEqual, slow.lessEqual, 2, true, 0},
		{"greater", fast.greater, slow.greater, 2, true, 0}, {"greaterEqual", fast.greaterEqual, slow.greaterEqual, 2, true, 0},
		{"sqrt", fast.sqrt, slow.sqrt, 1, false, 0}, {"absolute", fast.absolute, slow.absolute, 1, false, 0},
		{"negative", fast.negative, slow.negative, 1, false, 0}, {"square", fast.square, slow.square, 1, false, 0},
		{"reciprocal", fast.reciprocal, slow.reciprocal, 1, false, 0}, {"floor", fast.floor, slow.floor, 1, false, 0},
		{"ceil", fast.ceil, slow.ceil, 1, false, 0}, {"trunc", fast.trunc, slow.trunc, 1, false, 0}, {"round", fast.round, slow.round, 1, false, 0},
		{"exp", fast.exp, slow.exp, 1, false, 2}, {"log", fast.log, slow.log, 1, false, 2}, {"tanh", fast.tanh, slow.tanh, 1, false, 3},
		{"sin", fast.sin, slow.sin, 1, false, 2}, {"cos", fast.cos, slow.cos, 1, false, 2}, {"tan", fast.tan, slow.tan, 1, false, 2},
		{"expm1", fast.expm1, slow.expm1, 1, false, 3}, {"log1p", fast.log1p, slow.log1p, 1, false, 2},
		{"log2", fast.log2, slow.log2, 1, false, 3}, {"log10", fast.log10, slow.log10, 1, false, 3},
		{"sinh", fast.sinh, slow.sinh, 1, false, 3}, {"cosh", fast.cosh, slow.cosh, 1, false, 3},
		{"asin", fast.asin, slow.asin, 1, false, 3}, {"acos", fast.acos, slow.acos, 1, false, 3}, {"atan", fast.atan, slow.atan, 1, false, 3},
		{"atan2", fast.atan2, slow.atan2, 2, false, 3}, {"hypot", fast.hypot, slow.hypot, 2, false, 3}, {"power", fast.power, slow.power, 2, false, 2},
	}
}

var specials = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, 1.5, 2.5, -2.5, math.Inf(1), math.Inf(-1), math.NaN(), 1e-310, -5e-324, 1e308, -1e308, 1e-45, 1e38,
	88.7, -103.9, 709.7, -745, 0.625, 1e5, 1e6, 1e9, math.Pi, -math.Pi / 2, 1e22}

func some[T Float](r *rand.Rand, x []T) {
	for i := range x {
		switch r.IntN(4) {
		case 0:
			x[i] = T(specials[r.IntN(len(specials))])
		case 1:
			x[i] = T(math.Exp(r.NormFloat64() * 20))
		default:
			x[i] = T(r.NormFloat64() * 3)
		}
	}
}

// near reports whether x and y, of T, are the same number or at most some units in the last place apart.
func near[T Float](x, y T, ulps float64) bool {
	switch {
	case x == y:
		return math.Signbit(float64(x)) == math.Signbit(float64(y))
	case x != x || y != y:
		return x != x && y != y
	case ulps == 0 || math.IsInf(float64(x), 0) || math.IsInf(float64(y), 0):
		return false
	}
	size := math.Abs(float64(y))
	unit := math.Nextafter(size, math.Inf(1)) - size
	if unsafe.Sizeof(x) == 4 {
		unit = float64(math.Nextafter32(float32(size), float32(math.Inf(1))) - float32(size))
	}
	return math.Abs(float64(x)-float64(y)) <= ulps*unit
}

func testPairs[T Float](t *testing.T, all []pair) {
	const most = 130
	size := int(unsafe.Sizeof(T(0)))
	rooms := [3][]byte{guarded(t, (most+8)*size), guarded(t, (most+8)*size), guarded(t, (most+8)*size)}
	r := rand.New(rand.NewPCG(1, 2))
	for _, p := range all {
		t.Run(p.name, func(t *testing.T) {
			for n := 1; n <= most; n++ {
				for _, back := range []int{0, 1, 3} { // how far from the guard they end
					var s [3][]T
					for i, room := range rooms {
						end := len(room)/size - back*(i+1)%4
						s[i] = unsafe.Slice((*T)(unsafe.Pointer(&room[0])), len(room)/size)[end-n : end]
					}
					d, a, b := s[0], s[1], s[2]
					some(r, a)
					some(r, b)
					want := make([]T, n)
					in := func(x []T) span { return span{unsafe.Pointer(&x[0]), n} }
					p.slow(in(want), in(a), in(b))
					if p.bools && n > 1 && takesOne(p.op(), dtypeOf[T]()) {
						same := slices.Repeat(b[n-1:], n)
						p.slow(in(want), in(a), in(same))
						room := rooms[0][len(rooms[0])-n:]
						p.fast(span{unsafe.Pointer(&room[0]), n}, in(a), span{unsafe.Pointer(&b[n-1]), 1})
						if w := unsafe.Slice((*byte)(unsafe.Pointer(&want[0])), n); !slices.Equal(room, w) {
							t.Fatalf("n=%d: %v of %v and %v, want %v", n, room, a, b[n-1], w)
						}
						p.slow(in(want), in(a), in(b))
					}
					if p.bools {
						// n bytes that end at the guard
						room := rooms[0][len(rooms[0])-n:]
						p.fast(span{unsafe.Pointer(&room[0]), n}, in(a), in(b))
						if w := unsafe.Slice((*byte)(unsafe.Pointer(&want[0])), n); !slices.Equal(room, w) {
							t.Fatalf("n=%d: %v of %v and %v, want %v", n, room, a, b, w)
						}
						continue
					}
					before := byte(0xa5)
					left := unsafe.Slice((*byte)(unsafe.Pointer(&rooms[0][0])), len(rooms[0])-(n+back%4)*size)
					left[len(left)-1] = before
					p.fast(in(d), in(a), in(b))
					check := func(d []T, how string) {
						for i := range d {
							if !near(d[i], want[i], p.ulps) {
								x := fmt.Sprint(a[i])
								if p.operands == 2 {
									x += fmt.Sprint(" and ", b[i])
								}
								t.Fatalf("%sn=%d, element %d of %s: %v, want %v", how, n, i, x, d[i], want[i])
							}
						}
					}
					check(d, "")
					if takesOne(p.op(), dtypeOf[T]()) { // the last element stands for all
						kept := slices.Clone(b)
						for i := range b {
							b[i] = kept[n-1]
						}
						p.slow(in(want), in(a), in(b))
						one := b[n-1:]
						for i := range b[:n-1] {
							b[i] = T(math.NaN())
						}
						p.fast(in(d), in(a), span{unsafe.Pointer(&one[0]), 1})
						check(d, "one, ")
						copy(b, kept)
						p.slow(in(want), in(a), in(b))
					}
					if left[len(left)-1] != before {
						t.Fatalf("n=%d: wrote before the first element", n)
					}
					kept := slices.Clone(a)
					p.fast(in(a), in(a), in(b))
					copy(d, a)
					copy(a, kept)
					check(d, "in place, ")
				}
			}
		})
	}
}

func TestKernelsAgainstPortable(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testPairs[float32](t, pairs(&singles{}, &portable[float32]{})) })
		t.Run("float64", func(t *testing.T) { testPairs[float64](t, pairs(&doubles{}, &portable[float64]{})) })
	})
}

func testFolds[T Float](t *testing.T, fast interface {
	numberOps
	realOps
}, slow *portable[T]) {
	size := int(unsafe.Sizeof(T(0)))
	room := guarded(t, 9000*size)
	r := rand.New(rand.NewPCG(3, 4))
	all := unsafe.Slice((*T)(unsafe.Pointer(&room[0])), len(room)/size)
	for n := 1; n < 9000; n += 1 + n/40 {
		for _, back := range []int{0, 1, 3} {
			x := all[len(all)-back-n : len(all)-back]
			for i := range x {
				x[i] = T(r.IntN(2000) - 1000)
			}
			if n%3 == 0 {
				for i := range x {
					x[i] = T(math.Copysign(0, float64(r.IntN(2*n)-1)))
				}
			}
			if n%7 == 0 {
				x[r.IntN(n)] = T(specials[r.IntN(len(specials))])
			}
			in := span{unsafe.Pointer(&x[0]), n}
			for _, k := range []struct {
				name       string
				fast, slow kernel
			}{{"sum", fast.sum, slow.sum}, {"max", fast.max, slow.max}, {"min", fast.min, slow.min}} {
				var got, want T
				k.fast(span{unsafe.Pointer(&got), 1}, in, in)
				k.slow(span{unsafe.Pointer(&want), 1}, in, in)
				if !near(got, want, 8) {
					t.Fatalf("%s of %d: %v, want %v", k.name, n, got, want)
				}
			}
		}
	}
}

func TestFoldsAgainstPortable(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testFolds(t, &singles{}, &portable[float32]{}) })
		t.Run("float64", func(t *testing.T) { testFolds(t, &doubles{}, &portable[float64]{}) })
	})
}

func testSumRows[T Float](t *testing.T, fast, slow numberOps) {
	const most, row = 130, 131
	var one T
	size := int(unsafe.Sizeof(one))
	rooms := [2][]byte{guarded(t, sumRows*row*size), guarded(t, 2*most*size)}
	r := rand.New(rand.NewPCG(11, 12))
	for n := 1; n <= most; n++ {
		for _, back := range []int{0, 1, 3} {
			a := at[T](rooms[0], (sumRows-1)*row+n, back)
			d, want := at[T](rooms[1], n, 2*back), make([]T, n)
			some(r, a)
			rows := span{unsafe.Pointer(&a[0]), row * size}
			slow.sumRows(spanOf(want), rows, span{})
			fast.sumRows(spanOf(d), rows, span{})
			for i := range want {
				if !near(d[i], want[i], 0) {
					t.Fatalf("sum %d of %d: %v, want %v", i, n, d[i], want[i])
				}
			}
		}
	}
}

func TestSumRowsAgainstPortable(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testSumRows[float32](t, &singles{}, &portable[float32]{}) })
		t.Run("float64", func(t *testing.T) { testSumRows[float64](t, &doubles{}, &portable[float64]{}) })
	})
}
