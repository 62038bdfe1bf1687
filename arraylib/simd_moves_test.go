//go:build amd64 && !noasm && unix

package arraylib

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"
)

// at returns n elements of a room that end so many elements before its guard.
func at[T any](room []byte, n, back int) []T {
	var x T
	size := int(unsafe.Sizeof(x))
	all := unsafe.Slice((*T)(unsafe.Pointer(&room[0])), len(room)/size)
	return all[len(all)-back-n : len(all)-back : len(all)-back]
}

func spanOf[T any](x []T) span { return span{unsafe.Pointer(unsafe.SliceData(x)), len(x)} }

// fewValues makes equals, zeros of both signs, NaN and infinities frequent.
func fewValues[T Float](r *rand.Rand, x []T, nan int) {
	for i := range x {
		x[i] = T(r.IntN(2*len(x)) - len(x))
		switch {
		case r.IntN(8) == 0:
			x[i] = T(math.Copysign(0, float64(r.IntN(2)*2-1)))
		case nan > 0 && r.IntN(nan) == 0:
			x[i] = T(math.NaN())
		case r.IntN(40) == 0:
			x[i] = T(math.Inf(r.IntN(2)*2 - 1))
		}
	}
}

func testSearches[T Float](t *testing.T, fast realOps, slow realOps) {
	size := int(unsafe.Sizeof(T(0)))
	rooms := [3][]byte{guarded(t, 1000*8), guarded(t, 1000*8), guarded(t, 1000*8)}
	r := rand.New(rand.NewPCG(5, 6))
	for n := 1; n <= 130; n++ {
		for lines := range 5 {
			lines++
			for _, back := range []int{0, 1, 3} {
				a := at[T](rooms[0], n*lines, back)
				fewValues(r, a, []int{0, 0, 3, n, 20 * n}[r.IntN(5)])
				d, want := at[int](rooms[1], lines, 0), make([]int, lines)
				for i, k := range [][2]kernel{{fast.argMaxes, slow.argMaxes}, {fast.argMins, slow.argMins}} {
					k[0](spanOf(d), spanOf(a), span{})
					k[1](spanOf(want), spanOf(a), span{})
					if !slices.Equal(d, want) {
						t.Fatalf("kernel %d of %d lines of %d: %v of %v, want %v", i, lines, n, d, a, want)
					}
				}
				for i, k := range [][2]func(best, a span) int{{fast.argMax, slow.argMax}, {fast.argMin, slow.argMin}} {
					best := [2]T{a[0], a[0]}
					if r.IntN(3) == 0 {
						best[0] = T(r.IntN(n))
						best[1] = best[0]
					}
					x, y := k[0](spanOf(best[:1]), spanOf(a)), k[1](spanOf(best[1:]), spanOf(a))
					if x != y || !near(best[0], best[1], 0) && best[0] != best[1] {
						t.Fatalf("kernel %d: %d and %v of %v, want %d and %v", i, x, best[0], a, y, best[1])
					}
				}
			}
		}
		for _, back := range []int{0, 1, 3} {
			a, best, d := at[T](rooms[0], n, back), at[T](rooms[1], n, back*2), at[int](rooms[2], n, back)
			for i, k := range [][2]func(d, best, a span, place int){{fast.raise, slow.raise}, {fast.lower, slow.lower}} {
				fewValues(r, a, 5)
				fewValues(r, best, 5)
				wantBest, want := slices.Clone(best), slices.Clone(d)
				k[1](spanOf(want), spanOf(wantBest), spanOf(a), n)
				kept := slices.Clone(best)
				k[0](spanOf(d), spanOf(best), spanOf(a), n)
				same := unsafe.Slice((*byte)(unsafe.Pointer(&best[0])), n*size)
				if !slices.Equal(d, want) || string(same) != string(unsafe.Slice((*byte)(unsafe.Pointer(&wantBest[0])), n*size)) {
					t.Fatalf("kernel %d of %d: %v, %v of %v and %v, want %v, %v", i, n, d, best, kept, a, want, wantBest)
				}
			}
		}
	}
}

func TestSearchesAgainstPortable(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testSearches[float32](t, &singles{}, &portable[float32]{}) })
		t.Run("float64", func(t *testing.T) { testSearches[float64](t, &doubles{}, &portable[float64]{}) })
	})
}

// Places in arrays of all sizes and layouts, against a plain loop over lines.
func TestArgMaxOfManyLines(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, shape := range [][]int{{1, 100000}, {3, 70001}, {70001, 3}, {500, 700}, {40000, 26}, {2, 3, 9000}, {30, 20, 600}} {
		for _, nan := range []int{0, 200000} {
			a := Empty[float32](shape...)
			fewValues(r, a.Data(), nan)
			for i, v := range []*Array[float32]{a, a.T(), Flip(a), a.Reshape(-1)} {
				for axis := range v.Shape() {
					got := Copy(ArgMax(v, Axis(axis))).Data()
					lines := Copy(MoveAxis(v, axis, -1)).Data()
					n := v.Shape()[axis]
					for k, place := range got {
						line := lines[k*n:][:n]
						best := 0
						for i, x := range line {
							if x > line[best] || x != x && line[best] == line[best] {
								best = i
							}
						}
						if place != best {
							t.Fatalf("%v, view %d, axis %d, line %d: %d is %v, want %d, %v", shape, i, axis, k, place, line[place], best, line[best])
						}
					}
				}
			}
		}
	}
}

// testCopies copies views of memory that ends at a guard, to memory that does, and compares with single elements.
func testCopies[T Elem](t *testing.T, number func(i int) T) {
	var x T
	from, to := guarded(t, 1<<17*int(unsafe.Sizeof(x))), guarded(t, 1<<17*int(unsafe.Sizeof(x)))
	check := func(shape []int, how string, view func(a *Array[T]) *Array[T]) {
		t.Helper()
		n := 1
		for _, m := range shape {
			n *= m
		}
		a := AsArray(at[T](from, n, 0), shape...)
		for i := range a.Data() {
			a.Data()[i] = number(i)
		}
		v := view(a)
		d := AsArray(at[T](to, Size(v), 0), v.Shape()...)
		CopyTo(d, v)
		i := 0
		for _, x := range v.All() {
			if d.Data()[i] != x {
				t.Fatalf("%s of %v: element %d is %v, want %v", how, shape, i, d.Data()[i], x)
			}
			i++
		}
	}
	turned := func(a *Array[T]) *Array[T] { return a.T() }
	for rows := 1; rows <= 40; rows++ {
		for cols := 1; cols <= 40; cols++ {
			check([]int{rows, cols}, "transposition", turned)
		}
	}
	check([]int{100, 1000}, "transposition", turned)
	check([]int{331, 257}, "transposition", turned)
	check([]int{10, 100, 90}, "transposition", turned)
	check([]int{10, 100, 90}, "turn", func(a *Array[T]) *Array[T] { return Transpose(a, 0, 2, 1) })
	check([]int{10, 100, 90}, "turn", func(a *Array[T]) *Array[T] { return Transpose(a, 1, 2, 0) })
	check([]int{90, 100}, "transposition of a part", func(a *Array[T]) *Array[T] { return a.S("10:80, 5:95").T() })
	check([]int{90, 100}, "transposition of reversed rows", func(a *Array[T]) *Array[T] { return a.S("::-1").T() })
	check([]int{90, 100}, "transposition of every third row", func(a *Array[T]) *Array[T] { return a.S("::3").T() })
	for n := 1; n <= 300; n += 1 + n/80 {
		for _, step := range []string{"::2", "1::2", "::-1", "::3", "::-2", "1::-1"} {
			check([]int{n}, step, func(a *Array[T]) *Array[T] { return a.S(step) })
		}
	}
	check([]int{100000}, "::2", func(a *Array[T]) *Array[T] { return a.S("::2") })
	check([]int{100000}, "::-1", func(a *Array[T]) *Array[T] { return a.S("::-1") })
	check([]int{100000}, "copy", func(a *Array[T]) *Array[T] { return a })
}

func TestCopies(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("uint8", func(t *testing.T) { testCopies(t, func(i int) uint8 { return uint8(i * 7) }) })
		t.Run("int32", func(t *testing.T) { testCopies(t, func(i int) int32 { return int32(i) }) })
		t.Run("float64", func(t *testing.T) { testCopies(t, func(i int) float64 { return float64(i) }) })
		t.Run("complex128", func(t *testing.T) { testCopies(t, func(i int) complex128 { return complex(float64(i), -1) }) })
	})
}

func testChoices[T Elem](t *testing.T, fast moveOps, choose, slow chooser, number func(i int) T) {
	rooms := [4][]byte{guarded(t, 150*16), guarded(t, 150*16), guarded(t, 150*16), guarded(t, 150*16)}
	r := rand.New(rand.NewPCG(11, 12))
	for n := 1; n <= 130; n++ {
		for _, back := range []int{0, 1, 3} {
			a, b, d, mask := at[T](rooms[0], n, back), at[T](rooms[1], n, (2*back)%5), at[T](rooms[2], n, back), at[bool](rooms[3], n, back)
			share := 1 + r.IntN(8)
			for i := range a {
				a[i], b[i], mask[i] = number(2*i), number(2*i+1), r.IntN(share) == 0
			}
			want := make([]T, n)
			slow(spanOf(want), spanOf(mask), spanOf(a), spanOf(b))
			if choose(spanOf(d), spanOf(mask), spanOf(a), spanOf(b)); !slices.Equal(d, want) {
				t.Fatalf("choice of %d: %v, want %v", n, d, want)
			}
			some := countTrue(mask)
			if some == 0 {
				continue
			}
			d, want = at[T](rooms[2], some, 0), nil
			for i, wanted := range mask {
				if wanted {
					want = append(want, a[i])
				}
			}
			if fast.compress(spanOf(d), spanOf(a), mask); !slices.Equal(d, want) {
				t.Fatalf("%v of %d: %v, want %v", mask, n, d, want)
			}
			if choose(spanOf(b), spanOf(mask), spanOf(a), spanOf(b)); n > 0 && b[slices.Index(mask, true)] != want[0] {
				t.Fatalf("choice of %d in place", n)
			}
		}
	}
}

func TestChoices(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("uint8", func(t *testing.T) {
			testChoices(t, moves[0], chooserOf(0), chooseFrom[uint8], func(i int) uint8 { return uint8(i * 7) })
		})
		t.Run("int32", func(t *testing.T) {
			testChoices(t, moves[2], chooserOf(2), chooseFrom[uint32], func(i int) int32 { return int32(i) })
		})
		t.Run("float64", func(t *testing.T) {
			testChoices(t, moves[3], chooserOf(3), chooseFrom[uint64], func(i int) float64 { return float64(i) })
		})
	})
}

// Rows are added to rows that are not neighbours, and to the same one again.
func testAddRows[T Float](t *testing.T, fast, slow numberOps) {
	rooms := [2][]byte{guarded(t, 12*150*8), guarded(t, 12*150*8)}
	r := rand.New(rand.NewPCG(13, 14))
	for n := 1; n <= 130; n++ {
		for range 3 {
			d, a, places := at[T](rooms[0], 5*n, 0), at[T](rooms[1], 12*n, r.IntN(4)), make([]int, 12)
			for i := range d {
				d[i] = T(i)
			}
			for i := range a {
				a[i] = T(r.NormFloat64())
			}
			for i := range places {
				places[i] = r.IntN(5) * n
			}
			want := slices.Clone(d)
			slow.addRows(spanOf(want), places, spanOf(a))
			if fast.addRows(spanOf(d), places, spanOf(a)); !slices.Equal(d, want) {
				t.Fatalf("rows of %d at %v: %v, want %v", n, places, d, want)
			}
		}
	}
}

func TestAddRows(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testAddRows[float32](t, &singles{}, &portable[float32]{}) })
		t.Run("float64", func(t *testing.T) { testAddRows[float64](t, &doubles{}, &portable[float64]{}) })
	})
}

func testCasts[R, T Real](t *testing.T) {
	from, to := guarded(t, 150*8), guarded(t, 150*8)
	r := rand.New(rand.NewPCG(15, 16))
	k := castKernel(dtypeOf[R](), dtypeOf[T]())
	for n := 1; n <= 130; n++ {
		for _, back := range []int{0, 1, 3} {
			a, d, want := at[T](from, n, back), at[R](to, n, (2*back)%5), make([]R, n)
			for i := range a {
				a[i] = T(r.NormFloat64() * 1e4)
				if r.IntN(4) == 0 && (dtypeOf[R]() >= Float32 || dtypeOf[T]() < Float32) {
					a[i] = T(r.Uint64())
				}
			}
			convert[R, T](spanOf(want), spanOf(a), span{})
			if k(spanOf(d), spanOf(a), span{}); !slices.Equal(d, want) {
				t.Fatalf("%v to %v: %v of %v, want %v", dtypeOf[T](), dtypeOf[R](), d, a, want)
			}
		}
	}
}

func TestCasts(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		testCasts[float32, float64](t)
		testCasts[float64, float32](t)
		testCasts[float64, int32](t)
		testCasts[float32, int32](t)
		testCasts[int64, int32](t)
		testCasts[int32, float64](t)
		testCasts[int32, float32](t)
		testCasts[int32, uint8](t)
		testCasts[int64, uint8](t)
		testCasts[float32, uint8](t)
		testCasts[float64, uint8](t)
		testCasts[float64, int64](t)
		testCasts[int64, float64](t)
		testCasts[int32, int64](t)
	})
}

// Sorts of what is random, sorted, reversed, constant, of few values, and hard for guesses, of all lengths, against the library's.
func testSorts[T Real](t *testing.T, number func(r *rand.Rand) T) {
	const most = 70000
	room := guarded(t, most*int(unsafe.Sizeof(number(rand.New(rand.NewPCG(0, 0))))))
	r := rand.New(rand.NewPCG(17, 18))
	patterns := map[string]func(x []T){
		"random": func(x []T) {},
		"sorted": slices.Sort[[]T],
		"reversed": func(x []T) {
			slices.Sort(x)
			slices.Reverse(x)
		},
		"constant": func(x []T) { repeat(x, number(r)) },
		"few": func(x []T) {
			some := []T{number(r), number(r), number(r), number(r)}
			for i := range x {
				x[i] = some[r.IntN(4)]
			}
		},
		"organ pipe": func(x []T) {
			slices.Sort(x)
			slices.Reverse(x[len(x)/2:])
		},
		"nearly sorted": func(x []T) {
			slices.Sort(x)
			for range len(x) / 20 {
				x[r.IntN(len(x))] = number(r)
			}
		},
		"near": func(x []T) { // numbers whose highest bits are the same
			for i := range x {
				x[i] = T(1<<6) + T(r.IntN(50))
			}
		},
	}
	lengths := []int{0, 1, 400, 1000, 4097, 40000, 70000}
	for n := 2; n <= 300; n++ {
		lengths = append(lengths, n)
	}
	for _, n := range lengths {
		for name, arrange := range patterns {
			x := at[T](room, n, 0)
			for i := range x {
				x[i] = number(r)
			}
			arrange(x)
			kept := slices.Clone(x)
			want := slices.Clone(x)
			slices.SortFunc(want, compareLast[T])
			order := ArgSort(AsArray(x)).Data()
			for i := 1; i < n; i++ {
				if c := compareLast(x[order[i-1]], x[order[i]]); c > 0 || c == 0 && order[i-1] > order[i] {
					t.Fatalf("%s, %d: places %d and %d are %d and %d of %v and %v", name, n, i-1, i, order[i-1], order[i], x[order[i-1]], x[order[i]])
				}
			}
			sorts[dtypeOf[T]()].sort(spanOf(x))
			for i := range x {
				if compareLast(x[i], want[i]) != 0 {
					t.Fatalf("%s, %d: element %d is %v, want %v (of %v)", name, n, i, x[i], want[i], kept[:min(n, 40)])
				}
			}
		}
	}
}

func compareLast[T Real](x, y T) int {
	switch {
	case before(x, y):
		return -1
	case before(y, x):
		return 1
	}
	return 0
}

func someFloat(r *rand.Rand) float64 {
	switch r.IntN(30) {
	case 0:
		return specials[r.IntN(len(specials))]
	case 1:
		return math.Float64frombits(r.Uint64())
	}
	return r.NormFloat64()
}

func TestSorts(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("float64", func(t *testing.T) { testSorts(t, someFloat) })
		t.Run("float64 numbers", func(t *testing.T) { testSorts(t, (*rand.Rand).NormFloat64) })
		t.Run("float32", func(t *testing.T) { testSorts(t, func(r *rand.Rand) float32 { return float32(someFloat(r)) }) })
		t.Run("int64", func(t *testing.T) { testSorts(t, (*rand.Rand).Int64) })
		t.Run("uint64", func(t *testing.T) { testSorts(t, (*rand.Rand).Uint64) })
		t.Run("int32", func(t *testing.T) { testSorts(t, func(r *rand.Rand) int32 { return int32(r.Uint32()) }) })
		t.Run("uint32", func(t *testing.T) { testSorts(t, (*rand.Rand).Uint32) })
		t.Run("int16", func(t *testing.T) { testSorts(t, func(r *rand.Rand) int16 { return int16(r.Uint32()) }) })
		t.Run("uint8", func(t *testing.T) { testSorts(t, func(r *rand.Rand) uint8 { return uint8(r.Uint32()) }) })
		t.Run("int8", func(t *testing.T) { testSorts(t, func(r *rand.Rand) int8 { return int8(r.Uint32()) }) })
	})
}

// Divisions that guess badly all the time end.
func TestSortEndsWhateverIsGuessed(t *testing.T) {
	x := make([]float64, 5000)
	for i := range x {
		x[i] = float64(len(x) - i%77*i)
	}
	if by := sorter8; by.ready() {
		keys := of[int64](spanOf(x))
		by.change(floatKey, keys)
		by.divideAll(floatKey, keys, make([]int64, moreFor(len(keys))), 1)
		if !slices.IsSorted(x) {
			t.Error("not sorted")
		}
	}
}

func testScans[T Float](t *testing.T, fast, slow numberOps) {
	size := int(unsafe.Sizeof(T(0)))
	rooms := [2][]byte{guarded(t, 150*size), guarded(t, 150*size)}
	r := rand.New(rand.NewPCG(19, 20))
	for n := 1; n <= 130; n++ {
		for _, back := range []int{0, 1, 3} {
			a, d, want := at[T](rooms[0], n, back), at[T](rooms[1], n, 2*back), make([]T, n)
			for i := range a {
				a[i] = T(r.NormFloat64())
			}
			if n%5 == 0 {
				some(r, a)
			}
			last := [2]T{T(n), T(n)}
			slow.runningSum(spanOf(want), spanOf(a), spanOf(last[1:]))
			fast.runningSum(spanOf(d), spanOf(a), spanOf(last[:1]))
			exact := float64(n)
			for i := range d {
				exact += float64(a[i])
				if !near(d[i], want[i], 0) || n%5 != 0 && math.Abs(float64(d[i])-exact) > 1e-4*float64(n) {
					t.Fatalf("sum %d of %d, %v: %v, want %v, about %v", i, n, a[:i+1], d[i], want[i], exact)
				}
			}
			if !near(last[0], last[1], 0) || !near(last[0], d[n-1], 0) {
				t.Fatalf("last of %d: %v, want %v", n, last[0], last[1])
			}
			fast.runningSum(spanOf(a), spanOf(a), spanOf([]T{T(n)}))
			if !near(a[n-1], d[n-1], 0) {
				t.Fatalf("in place, last of %d: %v, want %v", n, a[n-1], d[n-1])
			}
			for i := range a {
				a[i] = T(math.Abs(float64(r.NormFloat64()))) * T(math.Pow(10, float64(r.IntN(9))))
			}
			fast.runningSum(spanOf(d), spanOf(a), spanOf([]T{0}))
			if !slices.IsSorted(d) {
				t.Fatalf("the running sums of %v fall: %v", a, d)
			}
		}
	}
}

func TestScans(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testScans[float32](t, &singles{}, &portable[float32]{}) })
		t.Run("float64", func(t *testing.T) { testScans[float64](t, &doubles{}, &portable[float64]{}) })
	})
}
