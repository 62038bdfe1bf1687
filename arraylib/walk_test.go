package arraylib

import (
	"fmt"
	"math"
	"runtime"
	"sync/atomic"
	"testing"
	"unsafe"
)

// numbered returns an array whose elements all differ, few of them integers.
func numbered[T Float](shape ...int) *Array[T] {
	n := 1
	for _, m := range shape {
		n *= m
	}
	a := Zeros[T](shape...)
	for i, d := 0, a.Data(); i < n; i++ {
		d[i] = T(i%977)*0.37 - T(i%31)
	}
	return a
}

// Every way of getting at operands, for lengths on both sides of those where the way changes.
func testWalk[T Float](t *testing.T) {
	for _, shape := range [][]int{{3, 5}, {40, 3}, {1000, 3}, {7, 63}, {7, 64}, {5, 1000}, {3, 1500}, {2, 9000}, {300, 70}, {4, 5, 6}, {3, 80, 2}, {2, 3, 700}, {40000}, {2, 17000}} {
		nd := len(shape)
		whole := numbered[T](shape...)
		ones := func(keep func(d int) bool) *Array[T] {
			s := make([]int, nd)
			for d, n := range shape {
				if s[d] = 1; keep(d) {
					s[d] = n
				}
			}
			return numbered[T](s...)
		}
		double := make([]int, nd)
		for d, n := range shape {
			double[d] = 2 * n
		}
		stepped := as[T](numbered[T](double...).c.slice("...", nil))
		for d, n := range shape {
			stepped = as[T](stepped.c.sliceAxis(d, n))
		}
		operands := map[string]*Array[T]{
			"whole":   whole,
			"row":     ones(func(d int) bool { return d == nd-1 }),
			"column":  ones(func(d int) bool { return d != nd-1 }),
			"first":   ones(func(d int) bool { return d == 0 }),
			"one":     ones(func(d int) bool { return false }),
			"scalar":  Scalar(T(2.5)),
			"short":   as[T](ones(func(d int) bool { return d == nd-1 }).c.reshape([]int{shape[nd-1]})),
			"turned":  as[T](numbered[T](reversed(shape)...).c.transpose(nil)),
			"flipped": Flip(whole, nd-1),
			"stepped": stepped,
		}
		for an, a := range operands {
			for bn, b := range operands {
				if a.c.size() != whole.c.size() && b.c.size() != whole.c.size() {
					continue
				}
				name := fmt.Sprint(shape, an, bn)
				x, y := BroadcastTo(a, shape...), BroadcastTo(b, shape...)
				check := func(op string, got *Array[T], f func(x, y T) T) {
					t.Helper()
					index := make([]int, nd)
					for i, v := range got.All() {
						for d, k := nd-1, i; d >= 0; d-- {
							index[d] = k % shape[d]
							k /= shape[d]
						}
						if want := f(x.At(index...), y.At(index...)); v != want {
							t.Fatalf("%s of %s at %v: %v, want %v", op, name, index, v, want)
						}
					}
				}
				check("Subtract", Subtract(a, b), func(x, y T) T { return x - y })
				into := Zeros[T](reversed(shape)...).T()
				MultiplyInto(into, a, b)
				check("MultiplyInto a turned array", into, func(x, y T) T { return x * y })
				check("CopySign", CopySign(a, b), func(x, y T) T { return T(math.Copysign(float64(x), float64(y))) })
				less := Less(a, b)
				check("Where", Where(less, a, b), func(x, y T) T {
					if x < y {
						return x
					}
					return y
				})
				if bn == "scalar" {
					check("DivideScalar", DivideScalar(a, 2.5), func(x, y T) T { return x / 2.5 })
					s := Copy(a)
					SubtractScalarInto(s, s, 2.5)
					check("SubtractScalarInto itself", s, func(x, y T) T { return x - 2.5 })
				}
			}
		}
	}
}

func reversed(s []int) []int {
	r := make([]int, len(s))
	for i, n := range s {
		r[len(s)-1-i] = n
	}
	return r
}

// sliceAxis returns every other of 2n elements along an axis.
func (c *core) sliceAxis(axis, n int) *core {
	v := *c
	v.setShape(c.shape)
	copy(v.strides, c.strides)
	v.shape[axis] = n
	v.strides[axis] *= 2
	return &v
}

func TestWalk(t *testing.T) {
	t.Run("float32", testWalk[float32])
	t.Run("float64", testWalk[float64])
}

// Results that are written past the caches, from and to all alignments, are those of small arrays.
func TestLargeResults(t *testing.T) {
	for _, n := range []int{1 << 18, 1<<18 + 1, 1<<20 + 777, streamIntoBytes/4 + 5} {
		a, b := numbered[float32](n+16), numbered[float32](n+16)
		d := Zeros[float32](n + 16)
		for _, from := range []int{0, 1, 15} {
			x, y := a.S("%d:%d", from, from+n), b.S("%d:%d", 16-from, 16-from+n)
			into := d.S("%d:%d", from, from+n)
			d.Fill(7)
			AddInto(into, x, y)
			for i, v := range d.Data() {
				want := float32(7)
				if i >= from && i < from+n {
					want = x.Data()[i-from] + y.Data()[i-from]
				}
				if v != want {
					t.Fatalf("element %d of %d from %d: %v, want %v", i, n, from, v, want)
				}
			}
			for i, v := range Add(x, y).Data() {
				if want := x.Data()[i] + y.Data()[i]; v != want {
					t.Fatalf("element %d of %d: %v, want %v", i, n, v, want)
				}
			}
			for i, v := range Less(x, y).Data() {
				if v != (x.Data()[i] < y.Data()[i]) {
					t.Fatalf("element %d of %d is %v", i, n, v)
				}
			}
		}
		AddInto(d, d, a) // overlapping, and so not past the caches
		SubtractScalarInto(d.S(":-1"), d.S("1:"), 1)
	}
	rows := Subtract(numbered[float32](300, 1001), numbered[float32](300, 1)) // rows that end between lines of the cache
	small := Subtract(numbered[float32](300, 1001).S("299:"), numbered[float32](300, 1).S("299:"))
	if !AllOf(Equal(rows.S("299:"), small)) {
		t.Error("rows differ from a row")
	}
}

// A function of the user's is called by one goroutine at a time, and may panic.
func TestUsersFunctionsRunAlone(t *testing.T) {
	var inside, most, calls atomic.Int32
	enter := func() {
		most.Store(max(most.Load(), inside.Add(1)))
		if calls.Add(1)%1000 == 0 {
			runtime.Gosched()
		}
		inside.Add(-1)
	}
	a := numbered[float64](20 * chunk)
	Map(func(x float64) float64 { enter(); return math.Sin(math.Exp(x)) }, a)
	Vectorize(func(x, y float64) float64 { enter(); return math.Sin(x) + y })(a, a)
	Reduce(Vectorize(func(x, y float64) float64 { enter(); return x + math.Sin(y) }), a.Reshape(-1, 40), Axis(0))
	if most.Load() != 1 {
		t.Errorf("%d at once", most.Load())
	}
	defer func() {
		if recover() != "mine" {
			t.Error("the panic is lost")
		}
	}()
	Map(func(x float64) float64 {
		if x > 300 {
			panic("mine")
		}
		return x
	}, a)
}

func TestShareable(t *testing.T) {
	for name, k := range map[string]kernel{"add": numbers[Int8].add, "exp": maths[Float64].exp, "less": reals[Float32].less, "equal": elems[Complex128].equal} {
		m, ok := shareable(k)
		ours := m.kernel()
		if !ok {
			t.Errorf("%s is not shareable", name)
			continue
		}
		a, b := []complex128{3, 4}, []complex128{3, 5}
		var want, got [2]complex128
		in := func(x *complex128) span { return span{unsafe.Pointer(x), 2} }
		k(in(&want[0]), in(&a[0]), in(&b[0]))
		ours(in(&got[0]), in(&a[0]), in(&b[0]))
		if got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	n := 0
	u := &ufunc{}
	for name, k := range map[string]kernel{"a closure": func(d, a, b span) { n++ }, "a probe's": u.kernel, "a function": chooseNothing, "Vectorize's": zipOf(func(x, y float64) float64 { return x })} {
		if _, ok := shareable(k); ok {
			t.Errorf("%s is shareable", name)
		}
	}
	if m, ok := shareable(nil); m.kernel() != nil || !ok {
		t.Error("no kernel")
	}
}

func chooseNothing(d, a, b span) {}

// Results do not depend on how many processors there are.
func TestThreads(t *testing.T) {
	a, b := numbered[float64](1<<19), numbered[float64](1<<19)
	m := a.Reshape(512, 1024)
	compute := func() []*Array[float64] {
		return []*Array[float64]{Exp(a), Power(Abs(a), b), Subtract(m, m.S(":, :1")), Log(m.T()), Where(Less(a, b), a, b),
			Sum(a), Sum(m, Axis(0)), Sum(m, Axis(1)), Var(m, Axis(0)), Mean(m.T(), Axis(0)), Max(m, Axis(1)), Prod(AddScalar(MultiplyScalar(a, 1e-9), 1)), Sum(m.T()),
			Sum(m.S(":, ::3")), Sum(numbered[float64](1<<17, 3), Axis(0)), Sum(numbered[float64](1<<17, 3), Axis(1)), Std(numbered[float64](1<<17, 3), Axis(0))}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want := compute()
	for _, procs := range []int{2, 4} {
		runtime.GOMAXPROCS(procs)
		for range 3 {
			for i, got := range compute() {
				if !AllOf(LogicalOr(Equal(got, want[i]), LogicalAnd(IsNaN(got), IsNaN(want[i])))) {
					t.Errorf("result %d differs on %d processors", i, procs)
				}
			}
		}
	}
}
