//go:build amd64 && !noasm && unix

package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"unsafe"
)

func eachTier(t *testing.T, f func(t *testing.T)) {
	for _, tier := range []Tier{AVX2, AVX512} {
		t.Run(tier.String(), func(t *testing.T) {
			defer Use(tier)()
			if Current() != tier {
				t.Skip("this machine does not have it")
			}
			f(t)
		})
	}
}

// guarded returns memory between two pages that cannot be touched.
func guarded(t *testing.T, n int) []byte {
	t.Helper()
	page := syscall.Getpagesize()
	room := (n + page - 1) / page * page
	m, err := syscall.Mmap(-1, 0, room+2*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Munmap(m) })
	for _, guard := range [][]byte{m[:page], m[page+room:]} {
		if err := syscall.Mprotect(guard, syscall.PROT_NONE); err != nil {
			t.Fatal(err)
		}
	}
	return m[page : page+room]
}

// layout is a way in which a matrix lies.
type layout struct {
	name                string
	columns             bool // columns lie side by side
	step                int  // between neighbours, in elements
	gap                 int  // elements between lines
	flipRows, flipLines bool
}

var layouts = []layout{
	{name: "rows", step: 1}, {name: "columns", step: 1, columns: true}, {name: "rows apart", step: 1, gap: 3}, {name: "columns apart", step: 1, gap: 5, columns: true},
	{name: "flipped", step: 1, flipRows: true, flipLines: true}, {name: "lines flipped", step: 1, flipLines: true, columns: true}, {name: "stepped", step: 2, gap: 1},
}

// matrixIn is a matrix of m×n elements that ends at the end of room, or begins at its begin.
func matrixIn[T float32 | float64](room []byte, atEnd bool, m, n int, l layout) Matrix {
	size := int(unsafe.Sizeof(T(0)))
	if l.columns {
		m, n = n, m
	}
	row := (n-1)*l.step + 1 + l.gap
	bytes := ((m-1)*row + (n-1)*l.step + 1) * size
	x := Matrix{unsafe.Pointer(&room[0]), row * size, l.step * size}
	if atEnd {
		x.P = unsafe.Pointer(&room[len(room)-bytes])
	}
	if l.flipRows {
		x.P, x.Col = unsafe.Add(x.P, (n-1)*x.Col), -x.Col
	}
	if l.flipLines {
		x.P, x.Row = unsafe.Add(x.P, (m-1)*x.Row), -x.Row
	}
	if l.columns {
		x = x.t()
	}
	return x
}

func element[T float32 | float64](x Matrix, i, j int) *T { return (*T)(x.at(i, j).P) }

func testGemm[T float32 | float64](t *testing.T, sizes [][3]int, which func(r *rand.Rand, l []layout) []layout) {
	double := unsafe.Sizeof(T(0)) == 8
	r := rand.New(rand.NewPCG(1, 2))
	most := 0
	for _, s := range sizes {
		most = max(most, 2*(s[0]+6)*(s[1]+6), 2*(s[0]+6)*(s[2]+6), 2*(s[1]+6)*(s[2]+6))
	}
	var rooms [3][]byte
	for i := range rooms {
		rooms[i] = guarded(t, most*int(unsafe.Sizeof(T(0))))
	}
	untouched := T(-12345)
	for _, s := range sizes {
		m, n, k := s[0], s[1], s[2]
		for _, la := range which(r, layouts) {
			for _, lb := range which(r, layouts) {
				for _, lc := range which(r, layouts) {
					if !lc.flipRows && lc.step == 1 {
						atEnd := r.IntN(2) == 0
						a, b, c := matrixIn[T](rooms[0], atEnd, m, k, la), matrixIn[T](rooms[1], atEnd, k, n, lb), matrixIn[T](rooms[2], atEnd, m, n, lc)
						to := unsafe.Slice((*T)(unsafe.Pointer(&rooms[2][0])), len(rooms[2])/int(unsafe.Sizeof(T(0))))
						for i := range to {
							to[i] = untouched
						}
						x, y := make([]T, m*k), make([]T, k*n)
						for i := range m {
							for p := range k {
								x[i*k+p] = T(r.IntN(7) - 3)
								*element[T](a, i, p) = x[i*k+p]
							}
						}
						for p := range k {
							for j := range n {
								y[p*n+j] = T(r.IntN(7) - 3)
								*element[T](b, p, j) = y[p*n+j]
							}
						}
						if !Gemm(double, true, 1, m, n, k, [3]Matrix{a, b, c}, [3]int{}) {
							t.Fatal("there is no kernel")
						}
						row := make([]T, n)
						for i := range m {
							clear(row)
							for p, v := range x[i*k:][:k] {
								for j, w := range y[p*n:][:n] {
									row[j] += v * w
								}
							}
							for j, want := range row {
								if got := *element[T](c, i, j); got != want {
									t.Fatalf("%v, a by %s, b by %s, c by %s: element (%d, %d) is %v, want %v", s, la.name, lb.name, lc.name, i, j, got, want)
								}
								*element[T](c, i, j) = untouched
							}
						}
						for i, v := range to {
							if v != untouched {
								t.Fatalf("%v, a by %s, b by %s, c by %s: element %d of memory became %v", s, la.name, lb.name, lc.name, i, v)
							}
						}
					}
				}
			}
		}
	}
}

// All sizes around the tiles' edges, and some in each direction that need several blocks.
func TestGemm(t *testing.T) {
	all := func(_ *rand.Rand, l []layout) []layout { return l }
	one := func(r *rand.Rand, l []layout) []layout { return l[r.IntN(len(l)):][:1] }
	var edges [][3]int
	for m := 1; m <= 30; m++ {
		for n := 1; n <= 70; n++ {
			edges = append(edges, [3]int{m, n, 1 + (m*7+n)%19})
		}
	}
	few := [][3]int{{1, 1, 1}, {1, 1, 130}, {1, 130, 9}, {130, 1, 9}, {2, 3, 4}, {4, 100, 33}, {15, 33, 17}, {29, 65, 40}}
	long := [][3]int{{3, 2100, 5}, {900, 3, 5}, {900, 70, 300}, {70, 2100, 300}, {40, 50, 1100}, {1, 2100, 600}, {2100, 1, 600}, {2, 300, 700}, {5, 10, 784}, {3000, 10, 784}, {20, 3000, 100}, {60, 3000, 100}}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	eachTier(t, func(t *testing.T) {
		for _, test := range []struct {
			name  string
			sizes [][3]int
			which func(r *rand.Rand, l []layout) []layout
		}{{"edges", edges, one}, {"layouts", few, all}, {"long", long, one}, {"long again", long, one}} {
			t.Run(fmt.Sprint("float32/", test.name), func(t *testing.T) { testGemm[float32](t, test.sizes, test.which) })
			t.Run(fmt.Sprint("float64/", test.name), func(t *testing.T) { testGemm[float64](t, test.sizes, test.which) })
		}
	})
}

// Steps between the products of a batch, of which that of a is 0.
func TestGemmBatch(t *testing.T) {
	const count = 5
	eachTier(t, func(t *testing.T) {
		for _, s := range [][3]int{{2, 3, 4}, {20, 40, 7}, {90, 70, 400}} {
			m, n, k := s[0], s[1], s[2]
			for i := range 4 {
				byColumns, alone := i%2 > 0, i/2 > 0
				a, b, c := make([]float64, m*k), make([]float64, count*(k*n+1)), make([]float64, count*(m*n+1))
				for i := range a {
					a[i] = float64(i%7 - 3)
				}
				for i := range b {
					b[i] = float64(i%11 - 5)
				}
				x, y, z := Matrix{unsafe.Pointer(&a[0]), 8 * k, 8}, Matrix{unsafe.Pointer(&b[0]), 8 * n, 8}, Matrix{unsafe.Pointer(&c[0]), 8 * n, 8}
				if byColumns {
					z.Row, z.Col = 8, 8*m
				}
				Gemm(true, alone, count, m, n, k, [3]Matrix{x, y, z}, [3]int{0, 8 * (k*n + 1), 8 * (m*n + 1)})
				for q := range count {
					for i := range m {
						for j := range n {
							want := 0.0
							for p := range k {
								want += a[i*k+p] * b[q*(k*n+1)+p*n+j]
							}
							if got := *element[float64](z.from(8*q*(m*n+1)), i, j); got != want {
								t.Fatalf("%v, product %d: element (%d, %d) is %v, want %v", s, q, i, j, got, want)
							}
						}
					}
					if c[q*(m*n+1)+m*n] != 0 {
						t.Fatalf("%v: wrote between products", s)
					}
				}
			}
		}
	})
}

// Sums are added in the same order whatever the number of processors.
func TestGemmOnAnyNumberOfProcessors(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(3, 4))
		for _, s := range [][3]int{{20, 100, 1500}, {100, 20, 1500}, {300, 300, 900}, {60, 3000, 100}, {3000, 10, 784}} {
			m, n, k := s[0], s[1], s[2]
			a, b, c, want := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n), make([]float32, m*n)
			for _, x := range [][]float32{a, b} {
				for i := range x {
					x[i] = r.Float32() - 0.5
				}
			}
			product := func(c []float32, procs int) {
				defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
				in := func(x []float32, cols int) Matrix { return Matrix{unsafe.Pointer(&x[0]), 4 * cols, 4} }
				Gemm(false, true, 1, m, n, k, [3]Matrix{in(a, k), in(b, n), in(c, n)}, [3]int{})
			}
			product(want, 1)
			for _, procs := range []int{2, 3, 16} {
				if product(c, procs); !slices.Equal(c, want) {
					t.Fatalf("%v: %d processors compute something else than one", s, procs)
				}
			}
		}
	})
}

// What other operands' rows and columns hold does not matter, nor does what a packed panel is filled up with.
func TestGemmKeepsNaN(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		for _, s := range [][3]int{{3, 5, 7}, {15, 33, 9}, {100, 130, 500}} {
			m, n, k := s[0], s[1], s[2]
			a, b, c := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
			a[(m-1)*k], b[n-1] = float32(math.NaN()), float32(math.Inf(1))
			for _, byColumns := range []bool{false, true} {
				y := Matrix{unsafe.Pointer(&b[0]), 4 * n, 4}
				if byColumns {
					clear(b)
					b[(n-1)*k] = float32(math.Inf(1))
					y = Matrix{unsafe.Pointer(&b[0]), 4, 4 * k}
				}
				Gemm(false, true, 1, m, n, k, [3]Matrix{{unsafe.Pointer(&a[0]), 4 * k, 4}, y, {unsafe.Pointer(&c[0]), 4 * n, 4}}, [3]int{})
				for i, v := range c {
					if (v != v) != (i/n == m-1 || i%n == n-1) { // 0·∞ is NaN
						t.Fatalf("%v: element (%d, %d) is %v", s, i/n, i%n, v)
					}
				}
			}
		}
	})
}

func BenchmarkGemm(b *testing.B) {
	for _, double := range []bool{false, true} {
		size := map[bool]int{false: 4, true: 8}[double]
		for _, s := range [][3]int{{64, 64, 64}, {256, 256, 256}, {1024, 1024, 1024}, {5, 10, 784}, {128, 96, 64}} {
			m, n, k := s[0], s[1], s[2]
			x, y, z := make([]float64, m*k), make([]float64, k*n), make([]float64, m*n)
			abc := [3]Matrix{{unsafe.Pointer(&x[0]), k * size, size}, {unsafe.Pointer(&y[0]), n * size, size}, {unsafe.Pointer(&z[0]), n * size, size}}
			b.Run(fmt.Sprintf("bytes=%d/m=%d/n=%d/k=%d", size, m, n, k), func(b *testing.B) {
				for b.Loop() {
					Gemm(double, true, 1, m, n, k, abc, [3]int{})
				}
				b.ReportMetric(2*float64(m)*float64(n)*float64(k)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOPS")
			})
		}
		b.Run(fmt.Sprintf("bytes=%d/ceiling", size), func(b *testing.B) {
			flops := 0.0
			for b.Loop() {
				flops += FMA(double, 1000)
			}
			b.ReportMetric(flops/float64(b.Elapsed().Nanoseconds()), "GFLOPS")
		})
	}
}

func TestFMA(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		if FMA(false, 10) != 2*FMA(true, 10) || FMA(true, 10) == 0 {
			t.Errorf("%v and %v operations", FMA(false, 10), FMA(true, 10))
		}
	})
	defer Use(Portable)()
	if FMA(true, 10) != 0 {
		t.Error("operations without a kernel")
	}
}
