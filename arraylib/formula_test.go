package arraylib

import (
	"errors"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// evalCores is Eval for cores.
func evalCores(dt DType, text string, vars map[string]*core) *core {
	v := Vars{}
	for name, c := range vars {
		v[name] = as[bool](c) // a formula looks at the core's dtype
	}
	return eval(dt, text, v)
}

func TestFormulaVectors(t *testing.T) {
	var rows []struct {
		Formula string
		Vars    map[string]described
		Want    described
	}
	readVectors(t, "formula.json", &rows)
	for i, row := range rows {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			vars, before := map[string]*core{}, map[string]*core{}
			for name, d := range row.Vars {
				vars[name] = d.build(t)
				before[name] = vars[name].copy("test")
			}
			defer func() {
				if r := recover(); r != nil {
					t.Errorf("%s: %v", row.Formula, r)
				} else if t.Failed() {
					t.Log(row.Formula)
				}
			}()
			want := row.Want.build(t)
			rel := 0.0 // sums in another order, and functions with errors of their own
			switch partOf(want.dtype) {
			case Float32:
				rel = 2e-6
			case Float64:
				rel = 1e-13
			}
			dt := want.dtype
			if dt == Int64 {
				dt = defaultInt() // what NumPy's int is
				for _, c := range vars {
					if c.dtype == Int64 || c.dtype == Uint16 || c.dtype == Uint32 {
						dt = Int64
					}
				}
			}
			compareCores(t, evalCores(dt, row.Formula, vars).cast("test", want.dtype), want, rel)
			into := newCore("test", want.dtype, slices.Concat(want.shape, []int{2})).slice("..., 1", nil)
			if dt == want.dtype {
				f := formula{dtype: dt, text: row.Formula}
				var args []Operand
				for name := range vars {
					f.params, args = append(f.params, name), append(args, as[bool](vars[name]))
				}
				p := formulaParser{text: f.text}
				f.root = p.whole()
				f.resolve()
				for range 2 { // the second time with the plan of the first
					into.fill(word{})
					f.call(into, args)
					compareCores(t, into, want, rel)
				}
			}
			for name := range vars {
				compareCores(t, vars[name], before[name], 0)
			}
		})
	}
}

// What a formula says of its own faults, whole. The arrays are x (3, 4) and c (2, 4) of float64, f (4,) of float32, i (4,) of int, z (4,) of
// complex128 and m (3, 4) of bool.
func TestFormulaErrors(t *testing.T) {
	x := Arange[float64](12).Reshape(3, 4)
	vars := Vars{"x": x, "c": Ones[float64](2, 4), "f": Ones[float32](4), "i": AsType[int64](Arange[int](4)), "z": Ones[complex128](4), "m": GreaterScalar(x, 3), "nothing": (*Array[int])(nil), "zero": &Array[int]{}, "u": Ones[uint8](4), "weight": x}
	deep := strings.Repeat("(", 200) + "x" + strings.Repeat(")", 200)
	tests := []struct{ text, want, caret string }{
		// text that is no formula
		{"", "the formula ends where a value is expected", "^"},
		{"x +", "the formula ends where a value is expected", "   ^"},
		{"x + * x", "expected a value", "    ^"},
		{"x x", "expected an operator", "  ^"},
		{"(x", "this ( has no )", "^"},
		{"x)", "expected an operator", " ^"},
		{"(x, x)", "a formula has one value, and a tuple is only an axis", "  ^"},
		{"x, x", "a formula has one value, and a tuple is only an axis", " ^"},
		{"(x x)", "expected an operator or )", "   ^"},
		{"x[1", "this [ has no ]", " ^"},
		{"x = 1", "a formula has no =: to compare write ==", "  ^"},
		{"x @ x", "a formula has no @: use MatMul", "  ^"},
		{"x < 1 < 2", "comparisons of arrays are not chained: write (a < b) & (b < c)", "      ^"},
		{"m and m", "arrays have no and: write & or |, and parentheses around comparisons", "  ^"},
		{"not m", "arrays have no not: write ~", "^"},
		{"x if m else 1", "arrays have no if: write where(condition, a, b)", "  ^"},
		{"m && m", "expected a value", "   ^"},
		{"m || m", "expected a value", "   ^"},
		{"x ! m", "these operators are Go's: write ~, & and |", "  ^"},
		{"x -> x", "arguments and -> are for Compile, and come first", "  ^"},
		{"2x", "a name cannot begin with a digit: is a * missing?", " ^"},
		{"0xfg", "this is no hexadecimal number of 63 bits", "^"},
		{"x + 99999999999999999999", "this integer does not fit an int64", "    ^"},
		{"x + 1e999", "this is no number, or one too large for a float64", "    ^"},
		{"x + .", "this is no number, or one too large for a float64", "    ^"},
		{"x.sum()", "a value has no attributes: write sum(x), not x.sum(), and exp, not np.exp", " ^"},
		{"x.T @ x", "a value has no attributes: pass the array's T() instead", " ^"},
		{"x(1)", "there is no function x", "^"},
		{"(x)(1)", "only a function's name can be called: is an operator missing?", "   ^"},
		{"x + None", "None is for an index or an axis", "    ^"},
		{"σ + x[1:\t)]", "expected ',' or ':'", "         ^"},
		{"x +\n  y\n+ x", "no array is named y", "  ^"},
		{deep, "the formula is nested more than 100 deep", strings.Repeat(" ", 100) + "^"},
		{strings.Repeat("-", 200) + "x", "the formula is nested more than 100 deep", strings.Repeat(" ", 100) + "^"},
		{strings.Repeat("x+", 5000) + "x", "the formula is longer than 8192 bytes", strings.Repeat(" ", 8192) + "^"},
		// names
		{"wieght + 1", "no array is named wieght, did you mean weight?", "^"},
		{"exp + x", "exp is a function: write exp(…)", "^"},
		{"tahn(x)", "there is no function tahn, did you mean tanh?", "^"},
		{"Sqrt(x)", "there is no function Sqrt, did you mean sqrt?", "^"},
		{"frobnicate(x)", "there is no function frobnicate", "^"},
		{"frobnicate(x, axis=0)", "there is no function frobnicate", "^"},
		{"1 + cumsum(x, axis=0)", "cumsum is no function of formulas: call np.CumSum before", "    ^"},
		{"len(x)", "len is no function of formulas: call np.Len before", "^"},
		{"broadcast_to(x)", "broadcast_to is no function of formulas: call np.BroadcastTo before", "^"},
		{"dot(x, x)", "dot is no function of formulas: call np.MatMul before", "^"},
		{"float(i)", "there is no function float: write float64(…)", "^"},
		{"int(x)", "there is no function int: write int64(…)", "^"},
		{"exp(x, x)", "exp takes 1 operand, not 2", "^"},
		{"where(m, x)", "where takes 3 operands, not 2", "^"},
		{"exp(x, axis=0)", "exp has no keyword axis", "       ^"},
		{"sum(x, dim=0)", "sum has no keyword dim", "       ^"},
		{"sum(x, axes=0)", "sum has no keyword axes, did you mean axis?", "       ^"},
		{"sum(x, keepdims=1)", "keepdims is True or False", "                ^"},
		{"sum(x, correction=1)", "sum has no keyword correction", "       ^"},
		{"sum(x, axis=x)", "an axis is a number or a tuple of numbers", "            ^"},
		{"max(x, c)", "max reduces one array: write maximum(x, y)", "       ^"},
		{"max(x, 0.5)", "max reduces one array: write maximum(x, y)", "       ^"},
		{"amin(x, (0, x))", "amin reduces one array: write minimum(x, y)", "            ^"},
		{"max(x, axis=c)", "an axis is a number or a tuple of numbers", "            ^"},
		{"max(x, 0", "this ( has no )", "   ^"},
		{"var(x, ddof=x)", "expected a number", "            ^"},
		{"var(x, ddof=1j)", "expected a real number", "            ^"},
		{"nothing + 1", "nothing is no array", "^"},
		{"zero + 1", "zero is no array", "^"},
		// shapes
		{"x * c", "multiply: shapes (3, 4) and (2, 4) do not broadcast: axis -2 has lengths 3 and 2", "  ^"},
		{"x[5]", "index 5 is outside axis 0, which has length 3, shape (3, 4)", "  ^"},
		{"sum(x, axis=0)[1, 2]", "too many indices for 1 axis, shape (4,)", "                  ^"},
		{"x[m]", "an index has numbers, ':', '...' and None: for a mask write where(mask, x, 0), or call np.Mask or np.Take before", "  ^"},
		{"x[0, ~m] + x", "an index has numbers, ':', '...' and None: for a mask write where(mask, x, 0), or call np.Mask or np.Take before", "     ^"},
		{"x[[0, 1]]", "an index has numbers, ':', '...' and None: for a mask write where(mask, x, 0), or call np.Mask or np.Take before", "  ^"},
		{"x[1 2]", "expected ',' or ':'", "    ^"},
		{"2[0]", "a number has no index", " ^"},
		{"1 + sum(x, axis=2)", "sum: axis 2 is out of range for 2 axes, shape (3, 4)", "    ^"},
		{"1 + sum(x, axis=(0,-2))", "sum: axis 0 is named twice, shape (3, 4)", "    ^"},
		{"sum(x, axis=(0,0))", "Axis: axis 0 is named twice", "            ^"},
		{"sum(x, axis=99)", "Axis: axis 99 is one that no array has", "            ^"},
		{"max(x[:0], axis=0)", "max: shape (0, 4) has length 0 along an axis that needs an element", "^"},
		{"argmin(x[None], axis=(0,1))", "argmin is along one axis, or all", "^"},
		// types
		{"i + x", "i is int64 and x float64, and no type holds both: write float64(i)", "  ^"},
		{"f * i", "f is float32 and i int64, and no type holds both: write float64(i)", "  ^"},
		{"i + z", "i is int64 and z complex128, and no type holds both: write complex128(i)", "  ^"},
		{"i ** x", "i is int64 and x float64, and no type holds both: write float64(i)", "  ^"},
		{"i - mean(x * 2)", "i is int64 and mean(x * 2) float64, and no type holds both: write float64(i)", "  ^"},
		{"x[0] * (count_nonzero(m) - i)", "x[0] is float64 and count_nonzero(m) - i int64, and no type holds both: write float64(count_nonzero(m) - i)", "     ^"},
		{"x * sum(i + 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9)", "x is float64 and operand 2 int64, and no type holds both: write float64(…)", "  ^"},
		{"x * sum(abs(-abs(-abs(-i))))", "x is float64 and sum(abs(-abs(-abs(-i)))) int64, and no type holds both: write float64(sum(abs(-abs(-abs(-i)))))", "  ^"},
		{"x * sum(-------i)", "x is float64 and operand 2 int64, and no type holds both: write float64(…)", "  ^"},
		{"where(m, x, i)", "x is float64 and i int64, and no type holds both: write float64(i)", "^"},
		{"where(m, sum(-------i), x)", "operand 2 is int64 and x float64, and no type holds both: write float64(…)", "^"},
		{"clip(i, 0.5, x)", "i is int64 and x float64, and no type holds both: write float64(i)", "^"},
		{"uint64(i) + i", "uint64(i) is uint64 and i int64, and no type holds both: write int64(uint64(i))", "          ^"},
		{"i < uint64(i)", "i is int64 and uint64(i) uint64, and no type holds both: write int64(uint64(i))", "  ^"},
		{"u + 300", "300 does not fit uint8", "  ^"},
		{"u + where(m, 0, 300)", "300 does not fit uint8", "  ^"},
		{"int8(where(m, 0, 300))", "300 does not fit int8", "^"},
		{"u + -1", "-1 does not fit uint8", "  ^"},
		{"z < 1", "less is not for complex128", "  ^"},
		{"x ^ 2", "bitwise_xor is not for float64: a power is **", "  ^"},
		{"x & 1", "bitwise_and is not for float64", "  ^"},
		{"m - m", "subtract is not for bool", "  ^"},
		{"x % z", "remainder is not for complex128", "  ^"},
		{"max(z)", "max is not for complex128", "^"},
		{"where(x, 1, 2)", "the condition is float64, where takes bool: compare it, as in x != 0", "^"},
		{"float64(z)", "complex128 has two parts: write real(…) or imag(…)", "^"},
		{"i ** -1", "an integer has no negative power: write a fraction, as in x ** -1.0", "  ^"},
		{"z * 2", "the result is complex128, which float64 does not hold without loss: write real(…) or imag(…)", "  ^"},
		{"sum(i)", "the result is int64, which float64 does not hold without loss: write float64(sum(i))", "^"},
		{"2 ** 63", "this integer does not fit an int64", "  ^"},
		{"1j", "the result is complex128, which float64 does not hold without loss: write real(…) or imag(…)", "^"},
	}
	for _, test := range tests {
		t.Run(test.text[:min(20, len(test.text))], func(t *testing.T) {
			if strings.HasPrefix(test.text, "σ") {
				vars["σ"] = x
			}
			e := mustPanic[*FormulaError](t, "", func() { Eval[float64](test.text, vars) })
			lines := strings.Split(e.Error(), "\n")
			if lines[0] != "formula: "+test.want || lines[2] != "\t"+test.caret || len(lines) != 3 {
				t.Errorf("%s\nwant\n%s\n\t%s\n\t%s", e, test.want, strings.Split(test.text, "\n")[0], test.caret)
			}
		})
	}
	compile := []struct{ text, want string }{
		{"x + y", "a formula to compile begins with its arguments: x, y -> x + y"},
		{"x y -> x + y", "expected ',' or '->' after an argument's name"},
		{"x, -> x", "expected an argument's name"},
		{"x, x -> x", "x is named twice"},
		{"x -> y", "no array is named y"},
		{"b -> bb", "no array is named bb, did you mean b?"},
	}
	for _, test := range compile {
		mustPanic[*FormulaError](t, "formula: "+test.want+"\n", func() { Compile[float64](test.text) })
	}
	f := Compile[float64]("x, y -> x + y")
	mustPanic[*FormulaError](t, "takes 2 arrays, got 1", func() { f.Call(x) })
	mustPanic[*FormulaError](t, "y is no array", func() { f.Call(x, nil) })
	mustPanic[*ShapeError](t, "Into: shapes (4,) and (3, 4) differ", func() { f.Into(Ones[float64](4), x, x) })
	mustPanic[*ShapeError](t, "Into: shape (3, 4) is a broadcast view", func() { f.Into(BroadcastTo(Ones[float64](4), 3, 4), x, x) })
	var shape *ShapeError
	if e := mustPanic[*FormulaError](t, "broadcast", func() { f.Call(x, Ones[float64](2)) }); !errors.As(e, &shape) || !slices.Equal(shape.B, []int{2}) {
		t.Errorf("%#v has no ShapeError", e)
	}
	if !ArrayEqual(f.Call(x, x), MultiplyScalar(x, 2)) {
		t.Error("a formula is of no use after a panic")
	}
	mustPanic[*FormulaError](t, "y is no array", func() { f.Call(x, nil) })
	mustPanic[*FormulaError](t, "y is no array", func() { f.Call(x, (*Array[float64])(nil)) })
}

// The functions to which a formula's error leads exist, and formulas do not have them.
func TestFormulaElsewhere(t *testing.T) {
	names := map[string]bool{}
	exported(t, "np", ".", names)
	check := func(name, of string) {
		if want := name + " is no function of formulas: call np." + of + " before"; lookup(name) != nil || missing(name) != want || !names["np."+of] {
			t.Errorf("%s: %s, want %s", name, missing(name), want)
		}
	}
	for _, name := range elsewhere {
		check(strings.ToLower(name), name)
	}
	for _, a := range elsewhereAliases {
		check(a.name, a.of)
	}
}

// Numbers in the text are Python's until they meet an array.
func TestFormulaNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"2**10 - 1": "1023", "1 << 4 | 0x10F": "287", "-5 // 2": "-3", "7 % -3": "-2", "2**-1": "0.5", "2/4": "0.5", "abs(-3)": "3", "float64(sum(2) + square(3))": "11.0",
		"float64(True + 1)": "2.0", "float64(where(True, 1, 2))": "1.0", "1e3": "1000.0", "1.e-1": "0.1", ".5E+1": "5.0", "2 ** 0.5 == sqrt(2)": "True", "-2 ** 2": "-4", "2 ** 3 ** 0": "2",
		"1 - 1j * 1j": "(2+0j)", "uint8(255) + 1": "0", "mean(3)": "3.0", "mean(0.5)": "0.5", "float32(0.5)": "0.5", "int32(-2.75)": "-2", "bool(2)": "True", "nan != nan": "True",
		"False | True": "True", "-inf < inf": "True", "pi > e": "True", "int8(True)": "1", "complex64(1)": "(1+0j)", "float64(2) + 1j": "(2+1j)", "complex64(complex128(1))": "(1+0j)",
		"prod(complex64(3))": "(3+0j)", "+5": "5", "~5": "-6", "1 if": "", "5e": "", "5e+": "", "2 * -9223372036854775807": "", "-9223372036854775807 - 2": "", "abs(-9223372036854775807 - 1)": "",
		"-(-9223372036854775807 - 1)": "", "1 << 63": "", "square(1 << 32)": "", "9223372036854775807 + 1": "",
	} {
		if want == "" {
			mustPanic[*FormulaError](t, "", func() { Eval[complex128](text, nil) })
			continue
		}
		f := Compile[complex128]("->" + text)
		v := (&typer{text: text, values: map[valueKey]*value{}}).value(f.f.root)
		got := f.Call()
		if v.kind == valueConstant && (literal{v.dtype, v.word}).String() != want {
			t.Errorf("%s is %s, want %s", text, literal{v.dtype, v.word}, want)
		}
		if w := Eval[complex128](want, nil); !ArrayEqual(got, w) {
			t.Errorf("%s is %s, want %s", text, got, w)
		}
	}
	x := New([]float32{2})
	for _, text := range []string{"x * sqrt(2)", "x + 1/3", "x * pi", "x ** 2.5", "mean(x) * 2", "x + (1 + 2*3)", "x + True"} {
		Eval[float32](text, Vars{"x": x}) // would panic if it were float64
	}
	m := New([]bool{true, false, true})
	vars := Vars{"x": x, "m": m, "i": Arange[int8](3)}
	for text, want := range map[string][]float32{
		"where(m, 1, -1) * x": {2, -2, 2}, "where(m, 1, 0)": {1, 0, 1}, "x + where(m, 0.5, 1)": {2.5, 3, 2.5}, "where(m, where(~m, 5, 7), 0) - x": {5, -2, 5},
		"clip(where(m, 1, 9), 2, 3.5) * x": {4, 7, 4}, "maximum(where(m, 1, 9), 2) / 4": {.5, 2.25, .5}, "-where(m, 1, 2)**2 * x + 1": {-1, -7, -1}, "where(m, 3, 5) // 2 * x": {2, 4, 2},
		"(where(m, 1, 2) | 4) * x": {10, 12, 10}, "where(m, 1, 0)[::-1][:2] * x": {2, 0}, "where(m, 2, 4)**-1 * x": {1, .5, 1}, "abs(where(m, 3j, -4)) * x": {6, 8, 6},
		"where(where(m, 1, 0) == 1, x, 0)": {2, 0, 2}, "int8(where(m, 1.5, -100)) + x": {3, -98, 3}, "where(m, 2, 1) * i": {0, 1, 4}, "(where(m, 2, 1) + 1) * i": {0, 2, 6},
	} {
		if got := Eval[float32](text, vars); !ArrayEqual(got, New(want)) {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
	if got, want := Eval[complex64]("(where(m, 1, 0) + 0) * complex64(x) + where(m, 1j, 2)", vars), New([]complex64{2 + 1i, 2, 2 + 1i}); !ArrayEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := Eval[int8]("where(m, 2, 1) * i - where(m, -128, 127)", vars); !ArrayEqual(got, New([]int8{-128, -126, -124})) {
		t.Error(got)
	}
	if got := Eval[bool]("where(m, 1, 0) < 1", vars); !ArrayEqual(got, LogicalNot(m)) {
		t.Error(got)
	}
	if got := Eval[float64]("count_nonzero(m)", vars); got.Item() != 2 {
		t.Error(got)
	}
	mustPanic[*FormulaError](t, "the result is float64", func() { Eval[float32]("x * sum(where(m, 0.5, 1))", vars) })
	mustPanic[*FormulaError](t, "the result is float64", func() { Eval[int]("where(m, 0.5, 1)", vars) })
	mustPanic[*FormulaError](t, "the result is int", func() { Eval[float32]("count_nonzero(m)", vars) })
	mustPanic[*FormulaError](t, "the result is float64", func() { Eval[float32]("x * float64(2.0)", Vars{"x": x}) })
	if e := Eval[float64]("e * pi", Vars{"e": Scalar(2.0)}); e.Item() != 2*math.Pi {
		t.Errorf("a variable does not hide a constant: %v", e)
	}
}

// drawFormula draws an expression, as text and as what the package's own functions make of the arrays one at a time. Shapes are those of a
// matrix, of its columns and rows, and of a number, so that all broadcast.
func drawFormula(t *rapid.T, arrays map[string]*Array[int], depth int) (string, *Array[int]) {
	names := slices.Sorted(maps.Keys(arrays))
	form := rapid.IntRange(0, 9).Draw(t, "form")
	if depth == 0 {
		form %= 3
	}
	sub := func() (string, *Array[int]) { return drawFormula(t, arrays, depth-1) }
	switch form {
	case 0:
		v := rapid.IntRange(-9, 9).Draw(t, "number")
		return "int64(" + strconv.Itoa(v) + ")", Scalar(v)
	case 1, 2:
		name := rapid.SampledFrom(names).Draw(t, "name")
		return name, arrays[name]
	case 3:
		text, a := sub()
		return "(" + text + " + 0*number)[..., None][..., 0]", a
	case 4:
		text, a := sub()
		fn := rapid.SampledFrom([]string{"-", "~", "abs", "square"}).Draw(t, "function")
		return fn + "(" + text + ")", map[string]func(a *Array[int]) *Array[int]{"-": Negative[int], "~": BitwiseInvert[int], "abs": Abs[int], "square": Square[int]}[fn](a)
	case 5:
		text, a := sub()
		if NDim(a) == 0 {
			return text, a
		}
		d := rapid.IntRange(0, NDim(a)-1).Draw(t, "axis")
		axis := "axis=" + strconv.Itoa(d) + ", keepdims=True)"
		switch fn := rapid.SampledFrom([]string{"sum", "argmin", "max"}).Draw(t, "reduction"); {
		case fn == "argmin" && Size(a) > 0:
			return "argmin(" + text + ", " + axis, ArgMin(a, Axis(d), KeepDims)
		case fn == "max" && Size(a) > 0:
			return "max(" + text + ", " + axis, Max(a, Axis(d), KeepDims)
		default:
			return "sum(" + text + ", " + axis, Sum(a, Axis(d), KeepDims)
		}
	case 6:
		mt, m := sub()
		at, a := sub()
		bt, b := sub()
		return "where(" + mt + " > " + at + ", " + at + ", " + bt + ")", Where(Greater(m, a), a, b)
	}
	at, a := sub()
	bt, b := sub()
	op := rapid.SampledFrom([]string{"+", "-", "*", "&", "//", "%"}).Draw(t, "operator")
	return "(" + at + " " + op + " " + bt + ")", map[string]func(a, b *Array[int]) *Array[int]{"+": Add[int], "-": Subtract[int], "*": Multiply[int], "&": BitwiseAnd[int], "//": FloorDivide[int], "%": Remainder[int]}[op](a, b)
}

func TestFormulaAgainstFunctions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(0, 5).Draw(t, "rows"), rapid.SampledFrom([]int{0, 1, 2, 3, 70, 600}).Draw(t, "columns")
		m := RemainderScalar(Arange[int](2*rows*(columns+1)).Reshape(2*rows, columns+1), 101)
		arrays := map[string]*Array[int]{"matrix": m.S("::-2, 1:"), "row": Ones[int](columns), "column": m.S("::2, None, 0"), "number": Scalar(7), "other": Copy(m.S("1::2, :-1").T()).T()}
		if rows > 0 {
			arrays["row"] = m.S("-1, :-1")
		}
		text, want := drawFormula(t, arrays, 4)
		if len(text) > maxFormula/2 {
			t.Skip("long")
		}
		text = strings.ReplaceAll(text, "int64(", dtypeOf[int]().String()+"(")
		vars := Vars{}
		for name, a := range arrays {
			vars[name] = a
		}
		got := Eval[int](text, vars)
		if !ArrayEqual(got, want) {
			t.Fatalf("%s of %v gives\n%v, want\n%v", text, arrays, got, want)
		}
		// The destination overlaps an operand.
		names := slices.Sorted(maps.Keys(arrays))
		f := Compile[int](strings.Join(names, ", ") + " -> " + text)
		args := []Operand{}
		for _, name := range names {
			args = append(args, arrays[name])
		}
		dst := arrays["matrix"]
		if rapid.Bool().Draw(t, "turned") {
			dst = Flip(dst)
		}
		if slices.Equal(dst.Shape(), want.Shape()) {
			want = Copy(want)
			f.Into(dst, args...)
			if !ArrayEqual(dst, want) {
				t.Fatalf("%s into an operand gives\n%v, want\n%v", text, dst, want)
			}
		}
	})
}

// Lines and rows longer than a tile, and shorter; whole numbers, so that sums are exact in any order.
func TestFormulaReductionsOfManyTiles(t *testing.T) {
	wide := RemainderScalar(Arange[float64](2*40*1500).Reshape(40, 2*1500), 97)
	for _, x := range []*Array[float64]{wide.S(":, :1500"), wide.S("::2, ::-2"), wide.T(), wide.S(":30").Reshape(3, 600, 50), wide.S(":30, None, :700"), wide.S("0"), wide.S("1:, 7:300").T()} {
		y := SubtractScalar(Multiply(x, x), 3)
		vars := Vars{"x": x}
		check := func(text string, want *Array[float64]) {
			if got := Eval[float64](text, vars); !ArrayEqual(got, want) {
				t.Errorf("%s of shape %v, strides %v: got %v, want %v", text, x.Shape(), Strides(x), got, want)
			}
		}
		check("sum(x*x - 3)", Sum(y))
		check("max(x*x - 3)", Max(y))
		for d := range x.Shape() {
			axis := "axis=" + strconv.Itoa(d) + ")"
			check("sum(x*x - 3, "+axis, Sum(y, Axis(d)))
			check("min(x*x - 3, "+axis, Min(y, Axis(d)))
			check("float64(argmax(x*x - 3, "+axis+")", AsType[float64](ArgMax(y, Axis(d))))
			check("mean(x*x - 3, "+axis, Mean(y, Axis(d)))
			if d > 0 {
				check("sum(x*x - 3, axis=(0,"+strconv.Itoa(d)+"))", Sum(y, Axis(0, d)))
			}
		}
	}
}

func TestFormulaOfOtherLayouts(t *testing.T) {
	f := Compile[int]("x, y -> x + 2*y")
	x, y := Arange[int](6400).Reshape(80, 80), Scalar(7)
	padded := Zeros[int](82, 82)
	for _, x := range []*Array[int]{x, x.T(), Flip(x), padded.S("1:-1, 1:-1"), BroadcastTo(Arange[int](80), 80, 80), x} {
		want := Add(x, MultiplyScalar(y, 2))
		if !ArrayEqual(f.Call(x, y), want) {
			t.Errorf("strides %v: got %v, want %v", Strides(x), f.Call(x, y), want)
		}
		dst := padded.S("1:-1, 1:-1")
		if f.Into(dst, x, y); !ArrayEqual(dst, want) || Sum(padded).Item() != Sum(want).Item() {
			t.Errorf("strides %v: into the middle of an array: %v, want %v", Strides(x), dst, want)
		}
	}
}

// The same expression by text and by Go.
func TestExpr(t *testing.T) {
	x, y := Name("x"), Name("y")
	tests := []struct {
		e    Expr
		text string
	}{
		{Literal(2).Multiply(x).Multiply(y).Add(Literal(3).Multiply(y)).Add(Literal(1)), "2 * x * y + 3 * y + 1"},
		{x.Add(y).Multiply(x.Subtract(y)).Divide(x), "(x + y) * (x - y) / x"},
		{x.Subtract(x.Subtract(y)), "x - (x - y)"},
		{x.Apply("power", y.Apply("power", Literal(2))), "x**y**2"},
		{x.Apply("power", y).Apply("power", Literal(-2)), "(x**y)**-2"},
		{x.Apply("negative").Apply("power", Literal(2)), "(-x)**2"},
		{x.Apply("power", Literal(2)).Apply("negative"), "-x**2"},
		{x.Add(y).Apply("negative").S(":, None"), "(-(x + y))[:, None]"},
		{Literal(-1.5).Apply("power", x), "(-1.5)**x"},
		{Literal(1 + 2i).Multiply(x), "(1+2j) * x"},
		{Literal(true).Apply("where", x, y), "where(True, x, y)"},
		{x.Apply("less", y).Apply("equal", y.Apply("less", x)), "(x < y) == (y < x)"},
		{x.Reduce("var", Axis(0, -1), Correction(1)).Add(y.Reduce("sum", KeepDims)), "var(x, axis=(-1,0,), correction=1.0) + sum(y, keepdims=True)"},
		{x.Reduce("sum", Axis()), "sum(x, axis=())"},
		{Name("missing"), "missing"},
	}
	r, s := Arange[float64](1, 7, 1).Reshape(2, 3), Arange[float64](2, 5, 1)
	a, b := AsType[complex128](r), AsType[complex128](s)
	for _, test := range tests {
		if got := test.e.String(); got != test.text {
			t.Errorf("got %s, want %s", got, test.text)
		}
		run := func(f func() *Formula[complex128]) (c *Array[complex128], err string) {
			defer func() {
				if e := recover(); e != nil {
					err = e.(*FormulaError).Error()
				}
			}()
			if strings.ContainsAny(test.text, "<w") || strings.Contains(test.text, "var") {
				return f().Call(r, s), ""
			}
			return f().Call(a, b), ""
		}
		byText, textError := run(func() *Formula[complex128] { return Compile[complex128]("x, y -> " + test.text) })
		byTree, treeError := run(func() *Formula[complex128] { return CompileExpr[complex128](test.e, "x", "y") })
		if textError != treeError || textError == "" && byText.String() != byTree.String() {
			t.Errorf("%s: %v %s, built in Go %v %s", test.text, byText, textError, byTree, treeError)
		}
	}
	mustPanic[*FormulaError](t, "expected ',' or ':'\n\tx -> -x[1 2]\n\t          ^", func() { CompileExpr[int](x.S("1 2").Apply("negative"), "x") })
	mustPanic[*FormulaError](t, "exp is along no axis", func() { CompileExpr[int](x.Reduce("exp", Axis(0)), "x") })
	mustPanic[*FormulaError](t, "sum has no use for a correction", func() { CompileExpr[int](x.Reduce("sum", Correction(1)), "x") })
	mustPanic[*FormulaError](t, "no array is named ", func() { CompileExpr[int](Expr{}, "x") })
	for range 60 { // more nodes than there are atoms
		x = x.Add(x)
	}
	mustPanic[*FormulaError](t, "longer than 8192 bytes", func() { CompileExpr[int](x, "x") })
}

func TestFormulaPasses(t *testing.T) {
	x, c := Ones[float32](1000, 8), Ones[float32](8)
	vars := []Operand{x, c}
	for text, passes := range map[string]int{
		"2*x*c + 3*c + 1":                                 2, // of 3*c, which is small, and of all
		"x + x*2 + exp(x)":                                1,
		"sum(x*x + 1)":                                    1,
		"sum(x*x, axis=0, keepdims=True)":                 2, // a copy of the small result
		"x - mean(x, axis=0)":                             3, // sum, division of the small result, difference
		"(x - mean(x, axis=0)) / std(x, axis=0)":          5,
		"x - sum(x, axis=0) / sum(x, axis=0) - sum(x, 0)": 3,
		"x": 1,
	} {
		f := Compile[float32]("x, c -> " + text)
		if f.Explain() != "x, c -> "+text+"\nnot called yet: call it once, its passes depend on types and shapes\n" {
			t.Error(f.Explain())
		}
		f.Call(vars...)
		if got := f.f.idle.stages; len(got) != passes || !strings.Contains(f.Explain(), "\npass 1 of "+strconv.Itoa(passes)) {
			t.Errorf("%s takes %d passes, want %d\n%s", text, len(got), passes, f.Explain())
		}
	}
	f := Compile[float32]("x, c -> (x + c)*(x + c) - (x + c)")
	f.Call(vars...)
	if code := f.f.idle.stages[0].code; len(code) != 3 {
		t.Errorf("equal parts are not computed once: %d instructions", len(code))
	}
	if f.f.idle.params[0].base != nil || f.f.idle.stages[0].inputs[0].view.base != nil {
		t.Error("a formula at rest keeps its arguments alive")
	}
	f.Call(x.S("::2"), c)
	if !strings.Contains(f.Explain(), "x float32 (500, 8), c float32 (8,) -> float32 (500, 8)") {
		t.Error(f.Explain())
	}
}

// Many operands and deep nesting need more registers than fit at full size.
func TestFormulaManyRegisters(t *testing.T) {
	text, args := "", []Operand{}
	var names []string
	want := Zeros[float64](3000)
	for i := range 90 {
		name := "v" + strconv.Itoa(i)
		a := AddScalar(Arange[float64](6000).S("::2"), float64(i))
		names, args = append(names, name), append(args, a)
		text += "(" + name + "*" + name + " - "
		if i%2 == 0 {
			AddInto(want, want, Square(a))
		} else {
			SubtractInto(want, want, Square(a))
		}
	}
	text += "0" + strings.Repeat(")", 90)
	if got := Compile[float64](strings.Join(names, ", ") + "->" + text).Call(args...); !AllClose(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for i := range 300 {
		names = append(names, "w"+strconv.Itoa(i))
	}
	mustPanic[*FormulaError](t, "more than 255 arguments are too many", func() { Compile[float64](strings.Join(names, ", ") + "-> v0") })
	vars := Vars{}
	for _, name := range names {
		vars[name] = args[0]
	}
	mustPanic[*FormulaError](t, "more than 255 arrays are too many", func() { Eval[float64](strings.Join(names, " + "), vars) })
}

func TestFormulaIntoDoesNotAllocate(t *testing.T) {
	x, y := Ones[float32](100, 200), Arange[float64](600).Reshape(200, 3).T().S("1")
	dst := Zeros[float64](200, 100).T()
	f := Compile[float64]("x, y -> 2*x*y + where(y > 3, exp(y / 1000), x) + 1")
	f.Into(dst, x, y)
	if n := testing.AllocsPerRun(20, func() { f.Into(dst, x, y) }); n > 0.5 {
		t.Errorf("%v allocations in a call", n)
	}
}

func TestFormulaFromManyGoroutines(t *testing.T) {
	f := Compile[int]("x, y -> sum(x*y + 1, axis=0) - x[0]")
	x := Arange[int](60000).Reshape(200, 300)
	want := f.Call(x, x)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 50 {
				if !ArrayEqual(f.Call(x, x), want) {
					t.Error("calls disturb each other")
				}
			}
		})
	}
	group.Wait()
}

// Whatever the text, a formula has a result or panics with a FormulaError whose column lies in the text.
func FuzzFormula(f *testing.F) {
	for _, text := range []string{"2*x*y + 3*y + 1", "sum((x[:,None,:] - x)**2, axis=(0,-1), keepdims=True)", "where(m & ~(i > 2), x, 1e3j)", "var(x, ddof=1.5)[::-1]", "float32(i) << 0x7f", "argmin(-x, 0) ** -1", "((((x))))", "1 // 0 % .5 @ x", "x[...,None,0:%d]", "int8(x) ** i", "σ + 'x'", "-9223372036854775808 // -1", "mean(i[:0]) != nan", "max(m[1:1]) -> x", "all(axis=x)", "where(m, 1, -1j)[None] * i", "-clip(where(m, 2, 0.5), 1, 3) ** count_nonzero(x) << y"} {
		f.Add(text)
	}
	x := Arange[float64](6).Reshape(2, 3)
	args := []Operand{x, AsType[float32](x.S("0")), Arange[int8](3), Scalar(true), Ones[complex64](2, 1)}
	f.Fuzz(func(t *testing.T, text string) {
		defer func() {
			if r := recover(); r != nil {
				e, ok := r.(*FormulaError)
				if !ok {
					panic(r)
				}
				if e.Column < 0 || e.Column > len(e.Text) || e.Why == "" || strings.Count(e.Error(), "\n") < 2 {
					t.Errorf("error %#v", e)
				}
			}
		}()
		g := compile(Complex128, "x, y, i, m, z -> "+text)
		p := newPlan(g, args)
		for _, s := range p.stages {
			if sizeOf(s.shape) > 1e4 { // right, but long
				return
			}
		}
		c := p.run(nil, args)
		if c.dtype != Complex128 || !slices.Equal(c.shape, p.result.shape) || len(p.explain(g.params)) == 0 {
			t.Errorf("%s gives %v %v", text, c.dtype, c.shape)
		}
	})
}
