//go:build linux && amd64 && !noasm

package emit

import (
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"unsafe"

	"fastergo/arraylib/internal/kernel"
)

// guarded is memory between two pages that may not be touched.
type guarded struct {
	mem []byte
	end int
}

func newGuarded(t *testing.T) guarded {
	t.Helper()
	page := os.Getpagesize()
	mem, err := syscall.Mmap(-1, 0, 4*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{0, 3 * page} {
		if err := syscall.Mprotect(mem[at:at+page], syscall.PROT_NONE); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = syscall.Munmap(mem) })
	return guarded{mem[page : 3*page], 2 * page}
}

// bytes returns n bytes that end, or begin, where the page that may not be touched does.
func (g guarded) bytes(n int, atEnd bool) []byte {
	if atEnd {
		return g.mem[g.end-n:]
	}
	return g.mem[:n]
}

func slice[T any](b []byte) []T {
	var x T
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/int(unsafe.Sizeof(x)))
}

// special are values that operations tell from others.
var special = []float64{0, math.Copysign(0, -1), 1, -1, math.Inf(1), math.Inf(-1), math.NaN(), 5e-324, 1e-40, 1e38, math.MaxFloat64, -2.5, 3}

func value(g *rand.Rand) float64 {
	if g.IntN(4) == 0 {
		return special[g.IntN(len(special))]
	}
	return g.NormFloat64()
}

// one computes an operation as Go does.
func one[T float32 | float64](op Op, a, b T) T {
	switch op {
	case Copy:
		return a
	case Add:
		return a + b
	case Subtract:
		return a - b
	case Multiply:
		return a * b
	case Divide:
		return a / b
	case Square:
		return a * a
	case Sqrt:
		return T(math.Sqrt(float64(a)))
	case Reciprocal:
		return 1 / a
	case Negative:
		return -a
	case Absolute:
		return T(math.Abs(float64(a)))
	case Maximum:
		return max(a, b)
	case Minimum:
		return min(a, b)
	}
	d := a - b
	return d * d
}

func same[T float32 | float64](a, b T) bool {
	return a != a && b != b || a == b && math.Signbit(float64(a)) == math.Signbit(float64(b))
}

// randomProgram makes a program that uses what it computes.
func randomProgram(g *rand.Rand, double bool) *Program {
	p := &Program{Double: double}
	for range 1 + g.IntN(4) {
		p.Inputs = append(p.Inputs, Kind(g.IntN(2)))
	}
	for range g.IntN(4) {
		x := value(g)
		if double {
			p.Constants = append(p.Constants, math.Float64bits(x))
		} else {
			p.Constants = append(p.Constants, uint64(math.Float32bits(float32(x))))
		}
	}
	values := len(p.Inputs) + len(p.Constants)
	for range 1 + g.IntN(12) {
		p.Code = append(p.Code, Instruction{Op(g.IntN(int(Deviation) + 1)), max(g.IntN(values), g.IntN(values)), g.IntN(values)})
		values++
	}
	return p
}

func check[T float32 | float64](t *testing.T, g *rand.Rand, p *Program, memory []guarded) {
	c := Compile(p)
	if c == nil { // constants and values need all registers
		if kernel.Current() == kernel.AVX512 || len(p.Code) < 5 {
			t.Fatalf("no code for %+v", p)
		}
		return
	}
	var x T
	size := int(unsafe.Sizeof(x))
	operands := make([]unsafe.Pointer, len(p.Inputs)+1)
	for n := range 131 {
		atEnd := n%2 == 0
		where := func(i, n int) []byte {
			b := memory[i].bytes(n*size, atEnd)
			operands[i] = unsafe.Pointer(unsafe.SliceData(b))
			return b
		}
		d := slice[T](where(0, n))
		clear(d)
		inputs := make([][]T, len(p.Inputs))
		for i, kind := range p.Inputs {
			m := n
			if kind == Scalar {
				m = 1
			}
			inputs[i] = slice[T](where(i+1, m))
			for k := range inputs[i] {
				inputs[i][k] = T(value(g))
			}
		}
		c.Run(operands, n)
		for k := range n {
			var values []T
			for i, kind := range p.Inputs {
				if kind == Scalar {
					values = append(values, inputs[i][0])
				} else {
					values = append(values, inputs[i][k])
				}
			}
			for _, bits := range p.Constants {
				if p.Double {
					values = append(values, T(math.Float64frombits(bits)))
				} else {
					values = append(values, T(math.Float32frombits(uint32(bits))))
				}
			}
			for _, in := range p.Code {
				values = append(values, one(in.Op, values[in.A], values[in.B]))
			}
			if want := values[len(values)-1]; !same(d[k], want) {
				t.Fatalf("%+v\nof %v at %d of %d gives %v, want %v", p, values, k, n, d[k], want)
			}
		}
	}
}

func eachTier(t *testing.T, f func(t *testing.T)) {
	for _, tier := range []kernel.Tier{kernel.AVX2, kernel.AVX512} {
		t.Run(tier.String(), func(t *testing.T) {
			defer kernel.Use(tier)()
			if kernel.Current() != tier {
				t.Skip("not on this machine")
			}
			f(t)
		})
	}
}

func TestPrograms(t *testing.T) {
	var memory []guarded
	for range 5 {
		memory = append(memory, newGuarded(t))
	}
	eachTier(t, func(t *testing.T) {
		g := rand.New(rand.NewPCG(1, 2))
		for op := range Deviation + 1 { // each alone
			p := &Program{Inputs: []Kind{Vector, Vector}, Code: []Instruction{{op, 0, 1}}}
			check[float32](t, g, p, memory)
			p.Double = true
			check[float64](t, g, p, memory)
		}
		for range 150 {
			check[float32](t, g, randomProgram(g, false), memory)
			check[float64](t, g, randomProgram(g, true), memory)
		}
	})
}

// What a program needs beyond the registers there are is refused.
func TestTooLarge(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		deep := &Program{Inputs: []Kind{Vector}}
		for i := range 40 { // forty values that are all needed at the end
			deep.Code = append(deep.Code, Instruction{Add, i, i})
		}
		for i := range 40 {
			deep.Code = append(deep.Code, Instruction{Add, len(deep.Code), i})
		}
		wide := &Program{Code: []Instruction{{Add, 0, 1}}}
		for range 30 {
			wide.Inputs = append(wide.Inputs, Vector)
		}
		for _, p := range []*Program{deep, wide} {
			if Compile(p) != nil {
				t.Errorf("there is code for %+v", p)
			}
		}
	})
	defer kernel.Use(kernel.Portable)()
	if Compile(&Program{Inputs: []Kind{Vector}, Code: []Instruction{{Copy, 0, 0}}}) != nil {
		t.Error("there is code for the portable tier")
	}
}

// Code is made, run and dropped while the garbage collector runs.
func TestCollected(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		var group sync.WaitGroup
		for range 3 {
			group.Go(func() {
				for i := range 200 {
					c := Compile(&Program{Double: true, Inputs: []Kind{Vector, Scalar}, Code: []Instruction{{Multiply, 0, 1}, {Add, 2, 1}}})
					x, y, d := make([]float64, 1000+i), []float64{3}, make([]float64, 1000+i)
					for k := range x {
						x[k] = float64(k)
					}
					c.Run([]unsafe.Pointer{unsafe.Pointer(&d[0]), unsafe.Pointer(&x[0]), unsafe.Pointer(&y[0])}, len(d))
					for k := range d {
						if d[k] != float64(3*k+3) {
							t.Errorf("got %v at %d", d[k], k)
							return
						}
					}
					if i%20 == 0 {
						runtime.GC()
					}
				}
			})
		}
		group.Wait()
	})
}
