package arraylib

import (
	"encoding/json"
	"math"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unsafe"
)

// The vectors in testdata were written by NumPy; make_vectors.py there makes them again.

// described is an array as the script writes it.
type described struct {
	DType string
	Shape []int
	Data  []any
	View  string
}

func readVectors(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(name, err)
	}
}

func dtypeNamed(t *testing.T, name string) DType {
	t.Helper()
	for i := range dtypes {
		if dtypes[i].name == name {
			return DType(i)
		}
	}
	t.Fatalf("no dtype %q", name)
	return Invalid
}

// build makes the array, then the view of it.
func (d described) build(t *testing.T) *core {
	t.Helper()
	c := newCore("build", dtypeNamed(t, d.DType), d.Shape)
	for i, x := range d.Data {
		writeValue(t, c.dtype, c.pointer(i), x)
	}
	view, transposed := strings.CutSuffix(d.View, ".T")
	if view != "" {
		c = c.slice(view, nil)
	}
	if transposed {
		c = c.transpose(nil)
	}
	return c
}

func writeValue(t *testing.T, dt DType, p unsafe.Pointer, x any) {
	t.Helper()
	float := func(x any) float64 {
		f, err := strconv.ParseFloat(x.(string), 64)
		if err != nil && !math.IsInf(f, 0) {
			t.Fatal(err)
		}
		return f
	}
	integer := func(x any) uint64 {
		if u, err := strconv.ParseUint(x.(string), 10, 64); err == nil {
			return u
		}
		i, err := strconv.ParseInt(x.(string), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return uint64(i)
	}
	switch dt {
	case Bool:
		*(*bool)(p) = x.(bool)
	case Float32:
		*(*float32)(p) = float32(float(x))
	case Float64:
		*(*float64)(p) = float(x)
	case Complex64, Complex128:
		pair := x.([]any)
		z := complex(float(pair[0]), float(pair[1]))
		if dt == Complex64 {
			*(*complex64)(p) = complex64(z)
		} else {
			*(*complex128)(p) = z
		}
	default:
		u := integer(x)
		switch dt.Size() {
		case 1:
			*(*uint8)(p) = uint8(u)
		case 2:
			*(*uint16)(p) = uint16(u)
		case 4:
			*(*uint32)(p) = uint32(u)
		default:
			*(*uint64)(p) = u
		}
	}
}

// compareCores reports the first difference. Floats may differ by rel of their size, and NaN equals NaN; with rel 0 zeros have signs.
func compareCores(t *testing.T, got, want *core, rel float64) {
	t.Helper()
	if got.dtype != want.dtype || !slices.Equal(got.shape, want.shape) {
		t.Errorf("got %v of shape %v, want %v of shape %v", got.dtype, got.shape, want.dtype, want.shape)
		return
	}
	same := func(x, y, size float64) bool {
		if x == y {
			return rel > 0 || math.Signbit(x) == math.Signbit(y)
		}
		// Some platforms round the last unit of numbers below the normal ones otherwise: exp(-745) is 0 in Go for arm64.
		return x != x && y != y || math.Abs(x-y) <= rel*size || rel > 0 && math.Abs(x-y) == math.SmallestNonzeroFloat64
	}
	g, w := got.copy("test"), want.copy("test")
	for i := range w.len {
		ok := false
		if w.dtype >= Float32 {
			a, b := partsAt(g.dtype, g.pointer(i))
			c, d := partsAt(w.dtype, w.pointer(i))
			size := math.Abs(c) // of a complex number, whose parts share their errors
			if s := math.Hypot(c, d); !math.IsInf(s, 0) {
				size = s
			}
			ok = same(a, c, size) && same(b, d, size)
		} else {
			ok = scalarText(g, i) == scalarText(w, i)
		}
		if !ok {
			t.Errorf("element %d is %s, want %s\ngot  %s\nwant %s", i, scalarText(g, i), scalarText(w, i), got.text(), want.text())
			return
		}
	}
}

var binaryOps = map[string]func(d, a, b *core, s word) *core{
	"Add": add, "Subtract": subtract, "Multiply": multiply, "Divide": divide, "FloorDivide": floorDivide, "Remainder": remainder,
	"Power": power, "Maximum": maximum, "Minimum": minimum,
	"BitwiseAnd": bitwiseAnd, "BitwiseOr": bitwiseOr, "BitwiseXor": bitwiseXor, "BitwiseLeftShift": bitwiseLeftShift, "BitwiseRightShift": bitwiseRightShift,
	"LogicalAnd": logicalAnd, "LogicalOr": logicalOr, "LogicalXor": logicalXor,
	"Atan2": atan2, "Hypot": hypot, "LogAddExp": logAddExp, "CopySign": copySign, "NextAfter": nextAfter,
}

var compareOps = map[string]func(d, a, b *core, s word) *core{
	"Equal": equal, "NotEqual": notEqual, "Less": less, "LessEqual": lessEqual, "Greater": greater, "GreaterEqual": greaterEqual,
}

var unaryOps = map[string]func(d, a *core) *core{
	"Negative": negative, "Abs": abs, "Square": square, "Sqrt": sqrt,
	"BitwiseInvert": bitwiseInvert, "LogicalNot": logicalNot, "IsNaN": isNaN, "IsFinite": isFinite, "IsInf": isInf, "Signbit": signbit,
	"Round": round, "Floor": floor, "Ceil": ceil, "Trunc": trunc, "Sign": sign, "Positive": positive, "Conj": conj, "Reciprocal": reciprocal,
	"AbsAs":  func(d, a *core) *core { return absAs(d, a, a.part(0).dtype) },
	"RealAs": func(d, a *core) *core { return partAs("RealAs", d, a, a.part(0).dtype, 0) },
	"ImagAs": func(d, a *core) *core { return partAs("ImagAs", d, a, a.part(0).dtype, 1) },
}

var mathFunctions = map[string]func(d, a *core) *core{
	"Exp": exp, "Expm1": expm1, "Log": log, "Log1p": log1p, "Log2": log2, "Log10": log10, "Sin": sin, "Cos": cos, "Tan": tan, "Asin": asin, "Acos": acos,
	"Atan": atan, "Sinh": sinh, "Cosh": cosh, "Tanh": tanh, "Asinh": asinh, "Acosh": acosh, "Atanh": atanh,
}

// accuracy returns how much of its size a result may differ from NumPy's. What must be exact is.
func accuracy(op string, dt DType) float64 {
	inexact := mathFunctions[op] != nil
	switch op {
	case "Atan2", "Hypot", "LogAddExp", "AbsAs", "Reciprocal", "Sign", "Power":
		inexact = true
	}
	switch {
	case !inexact || dt < Float32:
		return 0
	case dt == Float32 || dt == Complex64:
		return 5e-7 // NumPy's own functions of float32 are up to 4 units in the last place off
	case dt == Complex128:
		return 1e-14 // near a pole
	case op == "Sin" || op == "Cos" || op == "Tan":
		return 2e-15 // near a zero
	}
	return 1e-15
}

func TestElementwiseVectors(t *testing.T) {
	var rows []struct {
		Op   string
		Args []described
		Want described
	}
	readVectors(t, "elementwise.json", &rows)
	for i, row := range rows {
		t.Run(row.Op+"/"+row.Args[0].DType+"/"+strconv.Itoa(i), func(t *testing.T) {
			var args []*core
			for _, d := range row.Args {
				args = append(args, d.build(t))
			}
			want := row.Want.build(t)
			rel := accuracy(row.Op, want.dtype)
			one := unaryOps[row.Op]
			if one == nil {
				one = mathFunctions[row.Op]
			}
			var apply func(d *core) *core
			switch {
			case binaryOps[row.Op] != nil:
				apply = func(d *core) *core { return binaryOps[row.Op](d, args[0], args[1], word{}) }
				if len(args[1].shape) == 0 {
					compareCores(t, binaryOps[row.Op](nil, args[0], nil, firstWord(args[1])), want, rel)
				}
			case row.Op == "Clip":
				apply = func(d *core) *core { return clip(d, args[0], firstWord(args[1]), firstWord(args[2])) }
			default:
				apply = func(d *core) *core { return one(d, args[0]) }
			}
			before := args[0].copy("test")
			compareCores(t, apply(nil), want, rel)
			into := newCore("test", want.dtype, slices.Concat(want.shape, []int{2})).slice("..., 1", nil)
			apply(into)
			compareCores(t, into, want, rel)
			compareCores(t, args[0], before, 0)
		})
	}
}

var reduceOps = map[string]func(d, a *core, opts []Option) *core{
	"Sum":  sum,
	"Mean": mean,
	"Prod": func(d, a *core, opts []Option) *core { return prod(d, a, one(a.dtype), opts) },
	"Max":  maxOf, "Min": minOf, "Any": anyOf, "All": allOf, "ArgMax": argMax, "ArgMin": argMin,
}

func one(dt DType) (w word) {
	c := full(Bool, toWord(true), nil).cast("test", dt)
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&w)), 16), unsafe.Slice((*byte)(c.base), dt.Size()))
	return w
}

// firstWord returns element 0 of a core of one element.
func firstWord(c *core) (w word) {
	moves[dtypes[c.dtype].shift].gather(span{unsafe.Pointer(&w), 1}, c, c.off, 1)
	return w
}

func TestNumPyVectors(t *testing.T) {
	var rows []struct {
		Op   string
		Args []described
		Axes *[]int
		Keep bool
		Want *described
	}
	readVectors(t, "vectors.json", &rows)
	for i, row := range rows {
		name := row.Op + "/" + row.Args[0].DType + "/" + strconv.Itoa(i)
		t.Run(name, func(t *testing.T) {
			var args []*core
			for _, d := range row.Args {
				args = append(args, d.build(t))
			}
			before := args[0].copy("test")
			var opts []Option
			if row.Axes != nil {
				opts = append(opts, Axis(*row.Axes...))
			}
			if row.Keep {
				opts = append(opts, KeepDims)
			}
			if row.Want == nil {
				mustPanic[*ShapeError](t, "has length 0", func() { reduceOps[row.Op](nil, args[0], opts) })
				return
			}
			want := row.Want.build(t)
			// What is one rounding here may be two there: complex division, a power, and the order of a sum.
			rel := 0.0
			if row.Op == "Power" || want.dtype == Complex128 && row.Op != "AsType" || row.Op == "Mean" || row.Op == "Sqrt" {
				rel = 1e-15
			} else if strings.HasPrefix(row.Op, "Max") || strings.HasPrefix(row.Op, "Min") {
				rel = math.SmallestNonzeroFloat64 // NumPy takes either zero, we -0 for the lesser
			}
			switch a := args[0]; {
			case binaryOps[row.Op] != nil:
				op, b := binaryOps[row.Op], args[1]
				compareCores(t, op(nil, a, b, word{}), want, rel)
				into := newCore("test", want.dtype, slices.Concat(want.shape, []int{2})).slice("..., 1", nil)
				op(into, a, b, word{})
				compareCores(t, into, want, rel)
				if len(b.shape) == 0 {
					compareCores(t, op(nil, a, nil, firstWord(b)), want, rel)
				}
			case compareOps[row.Op] != nil:
				op, b := compareOps[row.Op], args[1]
				compareCores(t, op(nil, a, b, word{}), want, rel)
				into := newCore("test", Bool, slices.Concat(want.shape, []int{2})).slice("..., 1", nil)
				op(into, a, b, word{})
				compareCores(t, into, want, rel)
				if len(b.shape) == 0 {
					compareCores(t, op(nil, a, nil, firstWord(b)), want, rel)
				}
			case unaryOps[row.Op] != nil:
				compareCores(t, unaryOps[row.Op](nil, a), want, rel)
				into := newCore("test", want.dtype, slices.Concat(want.shape, []int{2})).slice("..., 1", nil)
				unaryOps[row.Op](into, a)
				compareCores(t, into, want, rel)
			case reduceOps[row.Op] != nil:
				if strings.HasPrefix(row.Op, "Arg") {
					want = want.cast("test", dtypeOf[int]()) // int64 is NumPy's int
				}
				compareCores(t, reduceOps[row.Op](nil, a, opts), want, rel)
				into := newCore("test", want.dtype, slices.Concat(want.shape, []int{2})).slice("..., 1", nil)
				reduceOps[row.Op](into, a, opts)
				compareCores(t, into, want, rel)
			case row.Op == "AsType":
				compareCores(t, a.cast("AsType", want.dtype), want, rel)
			case row.Op == "Arange":
				compareCores(t, arange(want.dtype, a.dtype, a.base, a.len), want, rel)
			case row.Op == "Linspace":
				v := storage[float64](a)
				compareCores(t, linspace(want.dtype, v[0], v[1], int(v[2])), want, rel)
			default:
				t.Fatal("no such operation")
			}
			compareCores(t, args[0], before, 0)
		})
	}
}

// structuralOps take arrays, one axis or none, and numbers.
var structuralOps = map[string]func(a []*core, opts []Option, n []int) []*core{
	"Where": func(a []*core, _ []Option, _ []int) []*core { return single(where(nil, a[0], a[1], a[2], word{})) },
	"Mask":  func(a []*core, _ []Option, _ []int) []*core { return single(a[0].mask(a[1])) },
	"SetMask": func(a []*core, _ []Option, _ []int) []*core {
		a[0].setMask(a[1], a[2])
		return a[:1]
	},
	"SetMaskScalar": func(a []*core, _ []Option, _ []int) []*core {
		setMaskScalar(a[0], a[1], firstWord(a[2]))
		return a[:1]
	},
	"Compress": func(a []*core, opts []Option, _ []int) []*core { return single(a[0].compress(a[1], opts)) },
	"Take":     func(a []*core, opts []Option, _ []int) []*core { return single(a[0].take(a[1], opts)) },
	"Put": func(a []*core, opts []Option, _ []int) []*core {
		a[0].putAt(a[1], a[2], opts)
		return a[:1]
	},
	"TakeAlongAxis": func(a []*core, opts []Option, _ []int) []*core { return single(a[0].takeAlongAxis(a[1], opts)) },
	"PutAlongAxis": func(a []*core, opts []Option, _ []int) []*core {
		a[0].putAlongAxis(a[1], a[2], opts)
		return a[:1]
	},
	"Sort":    func(a []*core, opts []Option, _ []int) []*core { return single(sortAlong(a[0], opts)) },
	"ArgSort": func(a []*core, opts []Option, _ []int) []*core { return single(argSort(a[0], opts)) },
	"IsIn":    func(a []*core, _ []Option, _ []int) []*core { return single(isIn(a[0], a[1])) },
	"SearchSorted": func(a []*core, _ []Option, _ []int) []*core {
		return single(searchSorted("SearchSorted", a[0], a[1], false))
	},
	"SearchSortedRight": func(a []*core, _ []Option, _ []int) []*core { return single(searchSorted("", a[0], a[1], true)) },
	"Unique":            func(a []*core, _ []Option, _ []int) []*core { u := unique(a[0]); return u[:] },
	"Nonzero":           func(a []*core, _ []Option, _ []int) []*core { return a[0].nonzero() },
	"ArgWhere":          func(a []*core, _ []Option, _ []int) []*core { return single(a[0].argWhere("ArgWhere")) },
	"FlatNonzero":       func(a []*core, _ []Option, _ []int) []*core { return single(a[0].flatNonzero()) },
	"CountNonzero":      func(a []*core, opts []Option, _ []int) []*core { return single(countNonzero(a[0], opts)) },
	"Concat":            func(a []*core, _ []Option, n []int) []*core { return single(concat(n[0], a)) },
	"Stack":             func(a []*core, _ []Option, n []int) []*core { return single(stack(n[0], a)) },
	"Unstack":           func(a []*core, opts []Option, _ []int) []*core { return a[0].unstack(opts) },
	"Split":             func(a []*core, opts []Option, n []int) []*core { return a[0].split(n[0], opts) },
	"Tile":              func(a []*core, _ []Option, n []int) []*core { return single(a[0].tile(n)) },
	"Repeat":            func(a []*core, opts []Option, n []int) []*core { return single(a[0].repeat(n[0], opts)) },
	"RepeatEach":        func(a []*core, opts []Option, _ []int) []*core { return single(a[0].repeatEach(a[1], opts)) },
	"Roll":              func(a []*core, opts []Option, n []int) []*core { return single(a[0].roll(n[0], opts)) },
	"Tril":              func(a []*core, _ []Option, n []int) []*core { return single(a[0].triangle("Tril", n[0], true)) },
	"Triu":              func(a []*core, _ []Option, n []int) []*core { return single(a[0].triangle("Triu", n[0], false)) },
	"Meshgrid":          func(a []*core, _ []Option, _ []int) []*core { return meshgrid("Meshgrid", a, true) },
	"MeshgridIJ":        func(a []*core, _ []Option, _ []int) []*core { return meshgrid("MeshgridIJ", a, false) },
}

func single(c *core) []*core { return []*core{c} }

func TestStructuralVectors(t *testing.T) {
	var rows []struct {
		Op   string
		Args []described
		Axis *int
		N    []int
		Want *[]described
	}
	readVectors(t, "structural.json", &rows)
	for i, row := range rows {
		t.Run(row.Op+"/"+row.Args[0].DType+"/"+strconv.Itoa(i), func(t *testing.T) {
			var args, before []*core
			for _, d := range row.Args {
				args = append(args, d.build(t))
				before = append(before, d.build(t))
			}
			var opts []Option
			if row.Axis != nil {
				opts = append(opts, Axis(*row.Axis))
			}
			if row.Want == nil {
				defer func() {
					switch e := recover().(type) {
					case *IndexError, *ShapeError, *AxisError:
					default:
						t.Errorf("panic %v, want a typed one", e)
					}
				}()
			}
			got := structuralOps[row.Op](args, opts, row.N)
			if row.Want == nil {
				t.Fatal("did not panic")
			}
			if len(got) != len(*row.Want) {
				t.Fatalf("got %d arrays, want %d", len(got), len(*row.Want))
			}
			for i, w := range *row.Want {
				want := w.build(t)
				if want.dtype == Int64 && got[i].dtype == dtypeOf[int]() { // int64 is NumPy's int
					want = want.cast("test", got[i].dtype)
				}
				compareCores(t, got[i], want, 0)
			}
			for i, a := range args {
				if len(got) == 0 || a != got[0] {
					compareCores(t, a, before[i], 0)
				}
			}
		})
	}
}

// statisticOps make results of dtype dt.
var statisticOps = map[string]func(a *core, dt DType, opts []Option) *core{
	"CumSum":    func(a *core, dt DType, opts []Option) *core { return cumSumAs("CumSum", a, dt, opts) },
	"CumSumAs":  func(a *core, dt DType, opts []Option) *core { return cumSumAs("CumSumAs", a, dt, opts) },
	"CumProd":   func(a *core, dt DType, opts []Option) *core { return cumProdAs("CumProd", a, dt, one(dt), opts) },
	"CumProdAs": func(a *core, dt DType, opts []Option) *core { return cumProdAs("CumProdAs", a, dt, one(dt), opts) },
	"Diff":      func(a *core, _ DType, opts []Option) *core { return diff(a, opts) },
	"Var":       func(a *core, dt DType, opts []Option) *core { return varianceAs("Var", a, dt, opts) },
	"Std":       func(a *core, dt DType, opts []Option) *core { return deviationAs("Std", a, dt, opts) },
}

func TestStatisticsVectors(t *testing.T) {
	var rows []struct {
		Op   string
		Args []described
		Axis *int
		N    []int // correction, whether axes are kept
		Want []described
	}
	readVectors(t, "statistics.json", &rows)
	for i, row := range rows {
		t.Run(row.Op+"/"+row.Args[0].DType+"/"+strconv.Itoa(i), func(t *testing.T) {
			a, want := row.Args[0].build(t), row.Want[0].build(t)
			before := a.copy("test")
			var opts []Option
			if row.Axis != nil {
				opts = append(opts, Axis(*row.Axis))
			}
			if len(row.N) > 0 && row.N[0] != 0 {
				opts = append(opts, Correction(float64(row.N[0])))
			}
			if len(row.N) > 1 {
				opts = append(opts, KeepDims)
			}
			rel := 0.0
			switch {
			case want.dtype == Float32:
				rel = 1e-6
			case row.Op == "Var" || row.Op == "Std" || row.Op == "CumProd" && want.dtype == Complex128:
				rel = 1e-14
			}
			compareCores(t, statisticOps[row.Op](a, want.dtype, opts), want, rel)
			compareCores(t, a, before, 0)
		})
	}
}

// untypedOperand is an array of a type that its dtype alone tells.
type untypedOperand struct{ c *core }

func (u untypedOperand) operand() (*core, DType) { return u.c, u.c.dtype }

func TestNumPyPrinting(t *testing.T) {
	var rows []struct {
		Array *described
		Rule  *struct {
			DType, Scale string
			Shape        []int
		}
		Decimals *int // of Format; otherwise it is String
		Text     string
	}
	readVectors(t, "print.json", &rows)
	for i, row := range rows {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			var c *core
			if row.Array != nil {
				c = row.Array.build(t)
			} else {
				n := checkShape("test", row.Rule.Shape)
				scale, err := strconv.ParseFloat(row.Rule.Scale, 64)
				if err != nil {
					t.Fatal(err)
				}
				a := MultiplyScalar(Arange[float64](n), scale).Reshape(row.Rule.Shape...)
				c = a.c.cast("test", dtypeNamed(t, row.Rule.DType))
			}
			got := c.text()
			if row.Decimals != nil {
				got = Format(untypedOperand{c}, *row.Decimals)
			}
			if got != row.Text {
				t.Errorf("got\n%s\nwant\n%s", got, row.Text)
			}
		})
	}
}

// mustPanic runs f, which must panic with an error of type E whose text has the given part, and returns the error.
func mustPanic[E error](t *testing.T, part string, f func()) (err E) {
	t.Helper()
	defer func() {
		t.Helper()
		r := recover()
		e, ok := r.(E)
		if !ok {
			t.Fatalf("panic %v, want one of type %v", r, reflect.TypeFor[E]())
		}
		if !strings.Contains(e.Error(), part) {
			t.Errorf("message is %q, want %q in it", e.Error(), part)
		}
		err = e
	}()
	f()
	return err
}
