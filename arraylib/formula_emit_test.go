package arraylib

import (
	"math"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unsafe"
)

// randomFormula writes a formula of operations that machine code is made of.
func randomFormula(g *rand.Rand, names []string, depth int) string {
	if depth == 0 || g.IntN(8) == 0 {
		if g.IntN(4) == 0 {
			return strconv.FormatFloat(math.Round(g.NormFloat64()*8)/4, 'f', 2, 64)
		}
		return names[g.IntN(len(names))]
	}
	a, b := randomFormula(g, names, depth-1), randomFormula(g, names, depth-1)
	switch g.IntN(12) {
	case 0:
		return "sqrt(" + a + ")"
	case 1:
		return "abs(" + a + ")"
	case 2:
		return "(-(" + a + "))"
	case 3:
		return "((" + a + ")**2)"
	case 4:
		return "maximum(" + a + ", " + b + ")"
	case 5:
		return "minimum(" + a + ", " + b + ")"
	case 6:
		return "reciprocal(" + a + ")"
	}
	return "(" + a + " " + string("+-*/"[g.IntN(4)]) + " " + b + ")"
}

// operandsOf makes arrays of shape (m, n), or that broadcast to it, in several layouts.
func operandsOf[T Float](g *rand.Rand, m, n int) (args []Operand) {
	special := []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 1e-310, 1e300}
	random := func(shape ...int) *Array[T] {
		a := Zeros[T](shape...)
		x := a.Data()
		for i := range x {
			if x[i] = T(g.NormFloat64()); g.IntN(9) == 0 {
				x[i] = T(special[g.IntN(len(special))])
			}
		}
		return a
	}
	return []Operand{random(m, n), random(m, n+3).S(":, 3:"), random(n, m).T(), random(m, 1), random(n), random(1), random(2*m, n).S("::-2")}
}

var sevenNames = []string{"a", "b", "c", "d", "e", "f", "g"}

func sameBits(t *testing.T, what string, a, b *core) {
	t.Helper()
	size := a.size() << dtypes[a.dtype].shift
	if !a.contiguous() {
		a = a.copy("Copy")
	}
	if !b.contiguous() {
		b = b.copy("Copy")
	}
	if size > 0 && unsafe.String((*byte)(a.pointer(a.off)), size) != unsafe.String((*byte)(b.pointer(b.off)), size) {
		t.Fatalf("%s: bits differ", what)
	}
}

func testEmitted[T Float](t *testing.T, g *rand.Rand, m, n int) {
	text := strings.Join(sevenNames, ", ") + " -> " + randomFormula(g, sevenNames, 4)
	switch g.IntN(6) {
	case 0:
		text = strings.Replace(text, "-> ", "-> sum(", 1) + " + a, axis=1)"
	case 1:
		text = strings.Replace(text, "-> ", "-> max(a + ", 1) + ", axis=0)"
	case 2:
		text = strings.Replace(text, "-> ", "-> a / sum(a + ", 1) + ", axis=1, keepdims=True)"
	default:
		text += " + a"
	}
	args := operandsOf[T](g, m, n)
	f := compile(dtypeOf[T](), text)
	p := newPlan(f, args)
	slow := newPlan(f, args)
	for _, s := range slow.stages { // kept from machine code
		s.native = nil
	}
	slow.tier = Using()
	slow.blocks = nil
	if p.blocks != nil && strings.Contains(text, "axis") {
		slow = newPlan(f, args) // the sums of blocks are added in another order than those of all
		slow.tier = Using()
	}
	for range 2 {
		want, got := slow.run(nil, args), p.run(nil, args)
		sameBits(t, text+" of "+strconv.Itoa(m)+"×"+strconv.Itoa(n), got, want)
	}
}

// Machine code gives the bits of the loops one by one.
func TestEmittedFormulas(t *testing.T) {
	g := rand.New(rand.NewPCG(3, 4))
	done := make(chan bool)
	go func() {
		for {
			select {
			case <-done:
				return
			default:
				runtime.GC()
			}
		}
	}()
	defer close(done)
	for _, tier := range []Tier{Portable, AVX2, AVX512} {
		t.Run(tier.String(), func(t *testing.T) {
			defer Use(tier)()
			if Using() != tier {
				t.Skip("not on this machine")
			}
			for n := range 131 {
				testEmitted[float32](t, g, 1+g.IntN(4), n+1)
				testEmitted[float64](t, g, 1+n/3, 1+g.IntN(9))
			}
			for range 8 {
				testEmitted[float32](t, g, 1+g.IntN(400), 1+g.IntN(400))
				testEmitted[float64](t, g, 70000+g.IntN(9), 1+g.IntN(3))
				testEmitted[float64](t, g, 1+g.IntN(3), 70000+g.IntN(9))
				testEmitted[float32](t, g, 300, 700)
			}
		})
	}
}

func TestExplainMachineCode(t *testing.T) {
	f := Compile[float64]("x, m -> x / sqrt(sum(x**2, axis=1, keepdims=True)) + where(m, 1, 0)[:,None]")
	x, m := Ones[float64](600, 600), Full(true, 600)
	f.Call(x, m)
	text := f.Explain()
	code := Using() != Portable && runtime.GOOS == "linux"
	if got := strings.Count(text, "one loop of machine code, made for "+Using().String()); got != 3 && code || got != 0 && !code {
		t.Errorf("%d passes have machine code:\n%s", got, text)
	}
	for _, part := range []string{"pass 1 of 4", "a loop for each instruction, " + Using().String(), "in 23 blocks of 27 rows, each through ", "the last call took ", " arguments and result are 5.8 MB, at ", " % of the speed of a copy\n"} {
		if !strings.Contains(text, part) {
			t.Errorf("without %q:\n%s", part, text)
		}
	}
	f.Call(x.S(":10"), m.S(":10"))
	if text := f.Explain(); strings.Contains(text, "block") || strings.Contains(text, "took") {
		t.Errorf("a small call is told much of:\n%s", text)
	}
}

// The blocks of a formula are the same however many processors there are, and do not disturb each other when the result lies where an
// operand does.
func TestFormulaBlocks(t *testing.T) {
	x := Zeros[float64](2000, 301)
	g := rand.New(rand.NewPCG(5, 6))
	for i := range x.Data() {
		x.Data()[i] = g.NormFloat64()
	}
	w, c := Arange[float64](301), Arange[float64](2000)
	for _, text := range []string{
		"x / sqrt(sum(x**2, axis=1, keepdims=True))",
		"(x - mean(x, axis=1)[:,None]) / std(x, axis=1, keepdims=True) + w",
		"x - mean(x, axis=0)", // of no block alone
		"x - sum(x, axis=1)[::-1,None]",
		"x[::-1] + c[:,None]*w",
		"exp(-x*x) + where(x > 0, c[:,None], w)",
		"sum((x[:1999] - x[1:])**2, axis=0) + x",
		"x + sum(x*w, axis=1)[:,None]*max(x[:,::-1], axis=1, keepdims=True)",
		"x + argmax(x*2, axis=1)[:,None]",
		"x.T"[:1] + " * 2 + sum(w)",
	} {
		f := compile(Float64, "x, w, c -> "+text)
		args := []Operand{x, w, c}
		old := runtime.GOMAXPROCS(1)
		want := f.call(nil, args)
		if f.idle.blocks == nil {
			t.Errorf("%s has no blocks", text)
		}
		runtime.GOMAXPROCS(max(old, 3))
		for range 3 {
			sameBits(t, text, f.call(nil, args), want)
			y := Copy(x)
			f.call(&y.c, []Operand{y, w, c})
			sameBits(t, text+" into x", &y.c, want)
			z := Zeros[float64](301, 2000).T()
			f.call(&z.c, args)
			sameBits(t, text+" into columns", &z.c, want)
			y = Zeros[float64](2001, 301)
			copyTo("Copy", &y.S("1:").c, &x.c)
			f.call(&y.S(":2000").c, []Operand{y.S("1:"), w, c})
			sameBits(t, text+" into the row above", &y.S(":2000").c, want)
		}
		runtime.GOMAXPROCS(old)
		p := newPlan(f, args)
		p.blocks = nil
		a, b := &Array[float64]{c: *p.run(nil, args)}, &Array[float64]{c: *want}
		if !AllClose(a, b) {
			t.Errorf("%s differs from what is computed at once", text)
		}
	}
}
