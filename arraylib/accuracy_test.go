package arraylib

import (
	le "encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"math"
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
// fastest kernels of float64 take their place.
func TestAccuracyFloat32(t *testing.T) {
	const block = 4096
	stride, all := *strideFlag, tiers()
	count := (1<<32 + stride - 1) / stride
	var table strings.Builder
	x, d := make([]float32, block), make([]float32, block)
	x64, want := make([]float64, block), make([]float64, block)
	for _, f := range elementaryFunctions {
		if f.operands == 2 {
			continue
		}
		found := make([]worst, len(all))
		for start := int64(0); start < count; start += block {
			n := int(min(block, count-start))
			for i := range n {
				x[i] = math.Float32frombits(uint32((start + int64(i)) * stride))
				x64[i] = float64(x[i])
			}
			oracle := asm.Portable
			if stride < 64 {
				oracle = all[len(all)-1]
			}
			runAt(oracle, f.kernel(Float64), want, x64)
			for i, tier := range all {
				runAt(tier, f.kernel(Float32), d, x)
				for j, y := range want[:n] {
					if got := float64(d[j]); got != y {
						found[i].see(errorOf(got, y, 0, 23, -126), func() string { return fmt.Sprintf("of %v: %v, not %v", x[j], got, y) })
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
