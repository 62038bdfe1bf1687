package arraylib

import (
	le "encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unsafe"

	asm "fastergo/arraylib/internal/kernel"
)

// Longer tests by hand: all of float32 with -stride 1, and vectors that make_accuracy.py wrote elsewhere.
var (
	strideFlag  = flag.Int64("stride", 4099, "of how many float32 numbers TestAccuracyFloat32 tries one")
	vectorsFlag = flag.String("vectors", "testdata/accuracy.json", "of TestAccuracyFloat64")
)

// elementaryFunctions are those that are held to an accuracy. Where there is a kernel in assembly the bounds are 2 units in the last place for
// float32 and 1 for float64; elsewhere some of package math's have more.
var elementaryFunctions = []struct {
	name     string
	operands int
	kernel   func(dt DType) kernel
	fast     bool    // there is one
	portable float64 // the bound for float64 without it
}{
	{"exp", 1, func(dt DType) kernel { return maths[dt].exp }, true, 2.5},
	{"expm1", 1, func(dt DType) kernel { return maths[dt].expm1 }, true, 2.5},
	{"sinh", 1, func(dt DType) kernel { return maths[dt].sinh }, true, 2.5},
	{"cosh", 1, func(dt DType) kernel { return maths[dt].cosh }, true, 2.5},
	{"tanh", 1, func(dt DType) kernel { return maths[dt].tanh }, true, 2.5},
	{"log", 1, func(dt DType) kernel { return maths[dt].log }, true, 1},
	{"log2", 1, func(dt DType) kernel { return maths[dt].log2 }, true, 2.5},
	{"log10", 1, func(dt DType) kernel { return maths[dt].log10 }, true, 2.5},
	{"log1p", 1, func(dt DType) kernel { return maths[dt].log1p }, true, 1},
	{"sin", 1, func(dt DType) kernel { return maths[dt].sin }, true, 1},
	{"cos", 1, func(dt DType) kernel { return maths[dt].cos }, true, 1},
	{"tan", 1, func(dt DType) kernel { return maths[dt].tan }, true, 1},
	{"asin", 1, func(dt DType) kernel { return maths[dt].asin }, true, 2.5},
	{"acos", 1, func(dt DType) kernel { return maths[dt].acos }, true, 2.5},
	{"atan", 1, func(dt DType) kernel { return maths[dt].atan }, true, 2.5},
	{"asinh", 1, func(dt DType) kernel { return maths[dt].asinh }, false, 2.5},
	{"acosh", 1, func(dt DType) kernel { return maths[dt].acosh }, false, 2.5},
	{"atanh", 1, func(dt DType) kernel { return maths[dt].atanh }, false, 2.5},
	{"power", 2, func(dt DType) kernel { return inexacts[dt].power }, true, 1},
	{"atan2", 2, func(dt DType) kernel { return floats[dt].atan2 }, true, 2.5},
	{"hypot", 2, func(dt DType) kernel { return floats[dt].hypot }, true, 2.5},
}

// tiers are those that this machine has.
func tiers() (all []asm.Tier) {
	for _, tier := range []asm.Tier{asm.Portable, asm.AVX2, asm.AVX512} {
		restore := asm.Use(tier)
		if asm.Current() == tier {
			all = append(all, tier)
		}
		restore()
	}
	return all
}

// worst is the largest error seen, in units in the last place, and where.
type worst struct {
	error float64
	where string
}

func (w *worst) see(e float64, where func() string) {
	if e > w.error || e != e {
		if e != e {
			e = math.Inf(1)
		}
		*w = worst{e, where()}
	}
}

// errorOf is how far got is from want + rest·unit, in units in the last place of a type with the given digits after the first and the given
// smallest exponent. It is NaN if got is another special value than want.
func errorOf(got, want, rest float64, digits, least int) float64 {
	if want != want && got != got || got == want && rest == 0 && math.Signbit(got) == math.Signbit(want) {
		return 0
	}
	end := math.Ldexp(1, 2-least) // where infinity begins, which is Inf for float64
	if want == 0 && rest == 0 || math.IsInf(want, 0) || math.IsInf(got, 0) && math.IsInf(end, 0) {
		return math.NaN()
	}
	if math.Abs(got) > end {
		if math.Abs(want) > end {
			return 0
		}
		got = math.Copysign(end, got)
	}
	_, e := math.Frexp(want)
	unit := math.Ldexp(1, min(max(e-1, least), 1-least)-digits)
	return math.Abs((got-want)/unit - rest)
}

func TestAccuracyFloat64(t *testing.T) {
	text, err := os.ReadFile(*vectorsFlag)
	if err != nil {
		t.Fatal(err)
	}
	var vectors map[string][]byte // encoding/json undoes base64
	if err := json.Unmarshal(text, &vectors); err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	for _, f := range elementaryFunctions {
		v := vectors[f.name]
		size := 8*f.operands + 9
		n := len(v) / size
		if n < 100 || len(v)%size != 0 {
			t.Fatalf("%s: %d bytes", f.name, len(v))
		}
		fmt.Fprintf(&table, "\n%-6s", f.name)
		number := func(i, at int) float64 { return math.Float64frombits(le.LittleEndian.Uint64(v[i*size+at:])) }
		x, y, d := make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range x {
			x[i], y[i] = number(i, 0), number(i, 8)
		}
		for _, tier := range tiers() {
			runAt(tier, f.kernel(Float64), d, x, y)
			var w worst
			for i, got := range d {
				want, rest := number(i, 8*f.operands), float64(int8(v[i*size+size-1]))/128
				w.see(errorOf(got, want, rest, 52, -1022), func() string {
					if f.operands == 2 {
						return fmt.Sprintf("of %v and %v: %v, not %v", x[i], y[i], got, want)
					}
					return fmt.Sprintf("of %v: %v, not %v", x[i], got, want)
				})
			}
			fmt.Fprintf(&table, "  %s %.3f", tier, w.error)
			bound := f.portable
			if f.fast && tier != asm.Portable {
				bound = 1
			}
			if w.error > bound {
				t.Errorf("%s, %s: an error of %.3f units in the last place: %s", f.name, tier, w.error, w.where)
			}
		}
	}
	t.Logf("greatest errors in units in the last place:%s", &table)
}

// Numbers at a stride through all bits, against the portable kernels of float64. With a stride below 64 those would take hours, and the
// fastest kernels of float64 take their place, to judge the other kernels.
func TestAccuracyFloat32(t *testing.T) {
	const block = 4096
	stride, all := *strideFlag, tiers()
	oracle := asm.Portable
	if stride < 64 {
		oracle, all = all[len(all)-1], all[1:]
	}
	count := (1<<32 + stride - 1) / stride
	var table strings.Builder
	x, y, d := make([]float32, block), make([]float32, block), make([]float32, block)
	x64, y64, want := make([]float64, block), make([]float64, block), make([]float64, block)
	random := rand.New(rand.NewPCG(5, 6))
	for _, f := range elementaryFunctions {
		found := make([]worst, len(all))
		for start := int64(0); start < count; start += block {
			n := int(min(block, count-start))
			for i := range n {
				x[i] = math.Float32frombits(uint32((start + int64(i)) * stride))
				if f.operands == 2 { // other bits, half the time of a number that is neither huge nor tiny
					b := random.Uint64()
					if b>>50&1 != 0 {
						b = b&^(0x7f8<<20) | (120+b>>23&15)<<23
						x[i] = math.Float32frombits(math.Float32bits(x[i])&0x807fffff | uint32(122+b>>60)<<23)
					}
					y[i] = math.Float32frombits(uint32(b))
				}
				x64[i], y64[i] = float64(x[i]), float64(y[i])
			}
			runAt(oracle, f.kernel(Float64), want, x64, y64)
			for i, tier := range all {
				runAt(tier, f.kernel(Float32), d, x, y)
				for j, w := range want[:n] {
					if got := float64(d[j]); got != w {
						found[i].see(errorOf(got, w, 0, 23, -126), func() string {
							return fmt.Sprintf("of %v and %v: %v, not %v", x[j], y[j], got, w)
						})
					}
				}
			}
		}
		fmt.Fprintf(&table, "\n%-6s", f.name)
		for i, tier := range all {
			fmt.Fprintf(&table, "  %s %.3f", tier, found[i].error)
			if found[i].error > 2 {
				t.Errorf("%s, %s: an error of %.3f units in the last place: %s", f.name, tier, found[i].error, found[i].where)
			}
		}
	}
	t.Logf("greatest errors in units in the last place:%s", &table)
}

func runAt[T Float](tier asm.Tier, k kernel, d []T, x ...[]T) {
	defer asm.Use(tier)()
	s := [2]span{}
	for i := range x {
		s[i] = span{unsafe.Pointer(&x[i][0]), len(d)}
	}
	k(span{unsafe.Pointer(&d[0]), len(d)}, s[0], s[1])
}

// Results that are short numbers come out exactly, and no sine is above 1.
func TestExactResults(t *testing.T) {
	for _, tier := range tiers() {
		t.Run(tier.String(), func(t *testing.T) {
			t.Run("float32", func(t *testing.T) { testExact[float32](t, tier, Float32) })
			t.Run("float64", func(t *testing.T) { testExact[float64](t, tier, Float64) })
		})
	}
}

func testExact[T Float](t *testing.T, tier asm.Tier, dt DType) {
	of := func(k kernel, x, y T) T {
		d := make([]T, 1)
		runAt(tier, k, d, []T{x}, []T{y})
		return d[0]
	}
	check := func(op string, k kernel, x, y, want T) {
		if got := of(k, x, y); got != want {
			t.Errorf("%s of %v and %v is %v, want %v", op, x, y, got, want)
		}
	}
	m := maths[dt]
	check("cos", m.cos, 0, 0, 1)
	check("exp", m.exp, 0, 0, 1)
	check("cosh", m.cosh, 0, 0, 1)
	check("log", m.log, 1, 0, 0)
	check("acos", m.acos, 1, 0, 0)
	check("acos", m.acos, -1, 0, math.Pi)
	check("atan2", floats[dt].atan2, 1, 1, math.Pi/4)
	check("hypot", floats[dt].hypot, 3, 4, 5)
	for k := -100; k <= 100; k++ {
		p := T(math.Ldexp(1, k))
		check("log2", m.log2, p, 0, T(k))
		check("power", inexacts[dt].power, 2, T(k), p)
		check("hypot", floats[dt].hypot, p, 0, p)
	}
	for k, p := 0, 1.0; k <= 22 && T(p) < 1<<60 && (dt == Float64 || k <= 10); k, p = k+1, p*10 {
		check("log10", m.log10, T(p), 0, T(k))
		check("power", inexacts[dt].power, 10, T(k), T(p))
	}
	for x := range 256 {
		check("power", inexacts[dt].power, T(x), 2, T(x*x))
		check("power", inexacts[dt].power, -T(x), 3, -T(x*x*x))
	}
	for i := range 100000 {
		x := T(i) * math.Pi / 2
		for name, k := range map[string]kernel{"sin": m.sin, "cos": m.cos} {
			if y := of(k, x, 0); y > 1 || y < -1 {
				t.Fatalf("%s of %v is %v", name, x, y)
			}
		}
	}
}
