package arraylib

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

func TestAtAndIntoDoNotAllocate(t *testing.T) {
	m, v := Ones[float64](64, 64), Ones[float64](64)
	dst, one := Zeros[float64](64, 64), Scalar(1.0)
	mask := GreaterScalar(m, 0)
	sum := 0.0
	tests := []struct {
		name string
		f    func()
	}{
		{"At", func() { sum += m.At(3, -1) }},
		{"Set", func() { m.Set(sum, 3, 4) }},
		{"Item", func() { sum += one.Item() }},
		{"Fill", func() { m.Fill(2) }},
		{"AddInto", func() { AddInto(dst, m, v) }},
		{"AddScalarInto", func() { AddScalarInto(dst, m, 3) }},
		{"AddScalarInto itself", func() { AddScalarInto(m, m, 3) }},
		{"SqrtInto", func() { SqrtInto(dst, m) }},
		{"WhereInto", func() { WhereInto(dst, mask, m, v) }},
		{"WhereScalarInto", func() { WhereScalarInto(dst, mask, m, 2) }},
		{"ClipInto", func() { ClipInto(dst, m, 0, 1) }},
	}
	for _, test := range tests {
		if n := testing.AllocsPerRun(100, test.f); n != 0 {
			t.Errorf("%s allocates %v times", test.name, n)
		}
	}
}

func TestViewsShareAndResultsDoNot(t *testing.T) {
	m := Arange[float64](24).Reshape(2, 3, 4)
	views := map[string]*Array[float64]{
		"S": m.S("..., ::-1"), "T": m.T(), "Transpose": Transpose(m, 1, 0, 2), "Reshape": m.Reshape(-1), "Ravel": Ravel(m), "Flip": Flip(m, 0),
		"ExpandDims": ExpandDims(m, 1), "Squeeze": Squeeze(m), "Diagonal": Diagonal(m), "BroadcastTo": BroadcastTo(m, 2, 2, 3, 4), "MoveAxis": MoveAxis(m, 0, -1),
		"BroadcastArrays": BroadcastArrays(m, Ones[float64](1))[0], "AsArray": AsArray(m.Data(), 4, 6),
	}
	for name, v := range views {
		if !SharesMemory(m, v) || !SharesMemory(v, m) {
			t.Errorf("%s is no view", name)
		}
	}
	results := map[string]*Array[float64]{
		"Copy": Copy(m), "AddScalar": AddScalar(m, 0), "AsType": AsType[float64](m), "Reshape of T": m.T().Reshape(24), "Ravel of T": Ravel(m.T()), "New": New(m.Data()),
		"Sum": Sum(m, Axis(0)), "Sum along nothing": Sum(m, Axis()), "ZerosLike": ZerosLike(m), "FullLike": FullLike(m, 1),
	}
	for name, r := range results {
		if SharesMemory(m, r) {
			t.Errorf("%s is a view", name)
		}
		if !r.c.contiguous() || r.c.off != 0 {
			t.Errorf("%s is not in C order", name)
		}
	}
	if SharesMemory(m.S("..., ::2"), m.S("..., 1::2")) {
		t.Error("even and odd columns share memory")
	}
	if !SharesMemory(m.S("..., ::2"), m.S("..., 2:")) || SharesMemory(m.S("0"), m.S("1")) || SharesMemory(m.S("2:"), m) {
		t.Error("SharesMemory is wrong about overlapping columns, halves or an empty view")
	}
}

func TestAddTransposeInPlace(t *testing.T) {
	const n = 40 // several tiles
	m := Arange[int](n*n).Reshape(n, n)
	AddInto(m, m, m.T())
	for i := range n {
		for j := range n {
			if want := (n + 1) * (i + j); m.At(i, j) != want {
				t.Fatalf("m += m.T has %d at (%d, %d), want %d", m.At(i, j), i, j, want)
			}
		}
	}
}

func TestReshapeOfTranspose(t *testing.T) {
	a := Arange[int](24).Reshape(6, 4).T() // axes of 4 and 6 elements that no stride joins
	tests := []struct {
		shape []int
		view  bool
	}{
		{[]int{4, 6}, true}, {[]int{4, 2, 3}, true}, {[]int{2, 2, 6}, true}, {[]int{2, 2, 1, 3, 2}, true},
		{[]int{2, 3, 4}, false}, {[]int{24}, false}, {[]int{3, 8}, false}, {[]int{2, 12}, false},
	}
	for _, test := range tests {
		r := a.Reshape(test.shape...)
		if !slices.Equal(Ravel(r).Data(), Ravel(a).Data()) || SharesMemory(r, a) != test.view {
			t.Errorf("Reshape(%v) is %v, view %v", test.shape, r, SharesMemory(r, a))
		}
	}
}

func TestData(t *testing.T) {
	m := Arange[int](12).Reshape(3, 4)
	tests := []struct {
		name string
		view *Array[int]
		want []int
	}{
		{"all", m, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}},
		{"row", m.S("1"), []int{4, 5, 6, 7}},
		{"column holds its neighbours", m.S(":, 1"), []int{1, 2, 3, 4, 5, 6, 7, 8, 9}},
		{"backwards", m.S("0, ::-1"), []int{0, 1, 2, 3}},
		{"empty", m.S("3:"), []int{}},
		{"scalar", m.S("1, 1"), []int{5}},
	}
	for _, test := range tests {
		if got := test.view.Data(); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	m.S("1").Data()[0] = 40
	if m.At(1, 0) != 40 {
		t.Error("a write to Data is not seen")
	}
	if shape := m.Shape(); true {
		shape[0] = 1000
		if m.Shape()[0] != 3 {
			t.Error("a write to Shape is seen")
		}
	}
}

// Lengths around blocks and tiles, misaligned, with every sign of strides, against a loop; guards beside dst must survive.
func TestKernelsAtEveryLength(t *testing.T) {
	const guard = -77
	for n := range 131 {
		for _, step := range []int{-2, -1, 0, 1, 3} {
			storage := Arange[float64](3*n + 8)
			var v *Array[float64]
			switch {
			case step == 0:
				v = BroadcastTo(storage.S("3"), n)
			case step > 0:
				v = storage.S("1::%d", step).S(":%d", n)
			default:
				v = Flip(storage.S("1::%d", -step).S(":%d", n))
			}
			room := Full(float64(guard), n+2)
			AddInto(room.S("1:-1"), v, v)
			for i := range n {
				if got, want := room.At(i+1), v.At(i)+v.At(i); got != want {
					t.Fatalf("n=%d step=%d: element %d is %v, want %v", n, step, i, got, want)
				}
			}
			if room.At(0) != guard || room.At(-1) != guard {
				t.Fatalf("n=%d step=%d: a guard was overwritten", n, step)
			}
			want := 0.0
			for _, x := range v.All() {
				want += x
			}
			if got := Sum(v).Item(); got != want {
				t.Fatalf("n=%d step=%d: sum %v, want %v", n, step, got, want)
			}
		}
	}
}

// The errors of naive sums of these are hundreds of times larger.
func TestSumsArePairwise(t *testing.T) {
	const n = 1 << 18
	layouts := map[string]*Array[float32]{
		"contiguous": Full(float32(0.1), n),
		"strided":    Full(float32(0.1), n, 2).S(":, 1"),
		"broadcast":  BroadcastTo(Scalar(float32(0.1)), n),
		"rows":       Full(float32(0.1), n, 3),
		"tall":       Full(float32(0.1), 3, n).T(),
	}
	for name, a := range layouts {
		for _, sum := range Sum(a, Axis(0)).All() {
			if want := float64(float32(0.1)) * n; math.Abs(float64(sum)-want) > 4e-7*want {
				t.Errorf("%s: sum %v, want %v", name, sum, want)
			}
		}
	}
}

func TestSumOfNegativeZero(t *testing.T) {
	if s := Sum(Full(math.Copysign(0, -1), 3)).Item(); !math.Signbit(s) {
		t.Error("the sum of -0 is +0")
	}
}

func TestArrayEqualAndAllClose(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	tests := []struct {
		name         string
		a, b         []float64
		equal, close bool
	}{
		{"same", []float64{1, 2}, []float64{1, 2}, true, true},
		{"near", []float64{1, 2}, []float64{1, 2.00001}, false, true},
		{"far", []float64{1, 2}, []float64{1, 2.001}, false, false},
		{"nan", []float64{nan}, []float64{nan}, false, false},
		{"infinity", []float64{inf, -inf}, []float64{inf, -inf}, true, true},
		{"other infinity", []float64{inf}, []float64{-inf}, false, false},
		{"infinity is not close", []float64{1}, []float64{inf}, false, false},
		{"zeros", []float64{0}, []float64{math.Copysign(0, -1)}, true, true},
		{"tiny", []float64{1e-9}, []float64{0}, false, true},
		{"broadcast", []float64{1}, []float64{1, 1}, false, true},
		{"empty", nil, nil, true, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, b := New(test.a), New(test.b)
			if got := ArrayEqual(a, b); got != test.equal {
				t.Errorf("ArrayEqual is %v", got)
			}
			if got := AllClose(a, b); got != test.close {
				t.Errorf("AllClose is %v", got)
			}
			if got := AllClose(AsType[complex64](a), AsType[complex64](b)); got != test.close {
				t.Errorf("AllClose of complex64 is %v", got)
			}
		})
	}
	if AllClose(Scalar(1.0), Scalar(1.1), 0.01, 0) || !AllClose(Scalar(1.0), Scalar(1.1), 0.2, 0) || !AllClose(Scalar(1.0), Scalar(1.1), 0, 0.2) {
		t.Error("AllClose ignores its tolerance")
	}
}

func TestAttach(t *testing.T) {
	m := Arange[float64](12).Reshape(3, 4)
	for _, v := range []*Array[float64]{m, m.T(), m.S("::-1, ::2"), BroadcastTo(m, 2, 3, 4), m.S("3:"), m.S("1, 1"), m.S("1:2, ::-1")} {
		var got Array[float64]
		if err := Attach(&got, LayoutOf(v)); err != nil {
			t.Errorf("shape %v: %v", v.Shape(), err)
		} else if !ArrayEqual(&got, v) || Size(v) > 0 && !SharesMemory(&got, v) {
			t.Errorf("shape %v is not the same after LayoutOf and Attach", v.Shape())
		}
	}
	data := make([]byte, 96)
	tests := []struct {
		name, want string
		l          Layout
	}{
		{"dtype", "layout is of int64, the array of float64", Layout{Int64, data, 0, []int{12}, []int{1}}},
		{"bytes", "no whole number", Layout{Float64, data[:95], 0, []int{2}, []int{1}}},
		{"aligned", "not aligned", Layout{Float64, data[1:89], 0, []int{2}, []int{1}}},
		{"negative", "negative length", Layout{Float64, data, 0, []int{-2}, []int{1}}},
		{"overflow", "more elements", Layout{Float64, data, 0, []int{math.MaxInt, math.MaxInt}, []int{0, 0}}},
		{"strides", "1 stride for 2 axes", Layout{Float64, data, 0, []int{2, 2}, []int{1}}},
		{"above", "leaves its data", Layout{Float64, data, 0, []int{13}, []int{1}}},
		{"below", "leaves its data", Layout{Float64, data, 1, []int{3}, []int{-1}}},
		{"offset", "leaves its data", Layout{Float64, data, 13, []int{0}, []int{1}}},
		{"scalar after the end", "leaves its data", Layout{Float64, data, 12, []int{}, []int{}}},
		{"huge stride", "leaves its data", Layout{Float64, data, 0, []int{3}, []int{math.MaxInt}}},
		{"stride that wraps to 0", "leaves its data", Layout{Float64, data, 0, []int{5}, []int{math.MaxInt/2 + 1}}},
		{"least stride", "leaves its data", Layout{Float64, data, 0, []int{3}, []int{math.MinInt}}},
		{"out and back", "leaves its data", Layout{Float64, data, 0, []int{9, 9}, []int{-1, 1}}},
	}
	for _, test := range tests {
		var a Array[float64]
		if err := Attach(&a, test.l); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
		if a.c.dtype != Invalid {
			t.Errorf("%s: the array has changed", test.name)
		}
	}
	bomb := Layout{Float64, data[:8], 0, []int{1 << 20, 1 << 10}, []int{0, 0}}
	var a Array[float64]
	if err := Attach(&a, bomb); err != nil || Size(&a) != 1<<30 {
		t.Error("a broadcast layout is refused:", err)
	}
}

func TestDTypes(t *testing.T) {
	tests := []struct {
		a    Operand
		name string
		size int
	}{
		{(*Array[bool])(nil), "bool", 1}, {(*Array[int8])(nil), "int8", 1}, {(*Array[int16])(nil), "int16", 2}, {(*Array[int32])(nil), "int32", 4},
		{(*Array[int64])(nil), "int64", 8}, {(*Array[uint8])(nil), "uint8", 1}, {(*Array[uint16])(nil), "uint16", 2}, {(*Array[uint32])(nil), "uint32", 4},
		{(*Array[uint64])(nil), "uint64", 8}, {(*Array[float32])(nil), "float32", 4}, {(*Array[float64])(nil), "float64", 8},
		{(*Array[complex64])(nil), "complex64", 8}, {(*Array[complex128])(nil), "complex128", 16},
	}
	for _, test := range tests {
		if dt := DTypeOf(test.a); dt.String() != test.name || dt.Size() != test.size {
			t.Errorf("DTypeOf(%T) is %v of %d bytes", test.a, dt, dt.Size())
		}
	}
	if DTypeOf(Zeros[int]()).Size() != int(unsafe.Sizeof(0)) || DTypeOf(Zeros[uint]()).Size() != int(unsafe.Sizeof(uint(0))) {
		t.Error("int or uint have the wrong size")
	}
	var zero Array[int]
	if zero.String() != "(no array)" {
		t.Error("the zero Array prints", zero.String())
	}
}

// same reports whether x and y are the same number but for roundings, or NaN.
func same(x, y float64) bool { return x == y || x != x && y != y || math.Abs(x-y) <= 1e-15*math.Abs(y) }

// Each function of the skin reaches the core function that its name says, in each of its forms.
func TestFormsAgree(t *testing.T) {
	a, b := New([]float64{7, -7, 2.5}), New([]float64{2, 2, 2})
	type binary struct {
		name   string
		plain  func(a, b *Array[float64]) *Array[float64]
		scalar func(a *Array[float64], s float64) *Array[float64]
		into   func(d, a, b *Array[float64])
		both   func(d, a *Array[float64], s float64)
		want   []float64
	}
	for _, op := range []binary{
		{"Add", Add[float64], AddScalar[float64], AddInto[float64], AddScalarInto[float64], []float64{9, -5, 4.5}},
		{"Subtract", Subtract[float64], SubtractScalar[float64], SubtractInto[float64], SubtractScalarInto[float64], []float64{5, -9, 0.5}},
		{"Multiply", Multiply[float64], MultiplyScalar[float64], MultiplyInto[float64], MultiplyScalarInto[float64], []float64{14, -14, 5}},
		{"Divide", Divide[float64], DivideScalar[float64], DivideInto[float64], DivideScalarInto[float64], []float64{3.5, -3.5, 1.25}},
		{"FloorDivide", FloorDivide[float64], FloorDivideScalar[float64], FloorDivideInto[float64], FloorDivideScalarInto[float64], []float64{3, -4, 1}},
		{"Remainder", Remainder[float64], RemainderScalar[float64], RemainderInto[float64], RemainderScalarInto[float64], []float64{1, 1, 0.5}},
		{"Power", Power[float64], PowerScalar[float64], PowerInto[float64], PowerScalarInto[float64], []float64{49, 49, 6.25}},
		{"Maximum", Maximum[float64], MaximumScalar[float64], MaximumInto[float64], MaximumScalarInto[float64], []float64{7, 2, 2.5}},
		{"Atan2", Atan2[float64], Atan2Scalar[float64], Atan2Into[float64], Atan2ScalarInto[float64], []float64{math.Atan2(7, 2), math.Atan2(-7, 2), math.Atan2(2.5, 2)}},
		{"Hypot", Hypot[float64], HypotScalar[float64], HypotInto[float64], HypotScalarInto[float64], []float64{math.Hypot(7, 2), math.Hypot(-7, 2), math.Hypot(2.5, 2)}},
		{"CopySign", CopySign[float64], CopySignScalar[float64], CopySignInto[float64], CopySignScalarInto[float64], []float64{7, 7, 2.5}},
		{"NextAfter", NextAfter[float64], NextAfterScalar[float64], NextAfterInto[float64], NextAfterScalarInto[float64], []float64{math.Nextafter(7, 2), math.Nextafter(-7, 2), math.Nextafter(2.5, 2)}},
		{"LogAddExp", LogAddExp[float64], LogAddExpScalar[float64], LogAddExpInto[float64], LogAddExpScalarInto[float64], []float64{logAddExpFloat(7, 2), logAddExpFloat(-7, 2), logAddExpFloat(2.5, 2)}},
		{"Minimum", Minimum[float64], MinimumScalar[float64], MinimumInto[float64], MinimumScalarInto[float64], []float64{2, -7, 2}},
	} {
		into, both := Zeros[float64](3), Zeros[float64](3)
		op.into(into, a, b)
		op.both(both, a, 2)
		for form, got := range map[string]*Array[float64]{"": op.plain(a, b), "Scalar": op.scalar(a, 2), "Into": into, "ScalarInto": both} {
			if !slices.EqualFunc(got.Data(), op.want, same) {
				t.Errorf("%s%s is %v, want %v", op.name, form, got, op.want)
			}
		}
	}
	for _, op := range []struct {
		name  string
		plain func(a *Array[float64]) *Array[float64]
		into  func(d, a *Array[float64])
		want  []float64
	}{
		{"Negative", Negative[float64], NegativeInto[float64], []float64{-9, -4}}, {"Abs", Abs[float64], AbsInto[float64], []float64{9, 4}},
		{"Square", Square[float64], SquareInto[float64], []float64{81, 16}}, {"Sqrt", Sqrt[float64], SqrtInto[float64], []float64{3, 2}},
		{"Exp", Exp[float64], ExpInto[float64], []float64{math.Exp(9), math.Exp(4)}},
		{"Expm1", Expm1[float64], Expm1Into[float64], []float64{math.Expm1(9), math.Expm1(4)}},
		{"Log", Log[float64], LogInto[float64], []float64{math.Log(9), math.Log(4)}},
		{"Log1p", Log1p[float64], Log1pInto[float64], []float64{math.Log1p(9), math.Log1p(4)}},
		{"Log2", Log2[float64], Log2Into[float64], []float64{math.Log2(9), 2}},
		{"Log10", Log10[float64], Log10Into[float64], []float64{log10Float(9), log10Float(4)}},
		{"Sin", Sin[float64], SinInto[float64], []float64{math.Sin(9), math.Sin(4)}},
		{"Cos", Cos[float64], CosInto[float64], []float64{math.Cos(9), math.Cos(4)}},
		{"Tan", Tan[float64], TanInto[float64], []float64{math.Tan(9), math.Tan(4)}},
		{"Asin", Asin[float64], AsinInto[float64], []float64{math.NaN(), math.NaN()}},
		{"Acos", Acos[float64], AcosInto[float64], []float64{math.NaN(), math.NaN()}},
		{"Atan", Atan[float64], AtanInto[float64], []float64{math.Atan(9), math.Atan(4)}},
		{"Sinh", Sinh[float64], SinhInto[float64], []float64{math.Sinh(9), math.Sinh(4)}},
		{"Cosh", Cosh[float64], CoshInto[float64], []float64{math.Cosh(9), math.Cosh(4)}},
		{"Tanh", Tanh[float64], TanhInto[float64], []float64{math.Tanh(9), math.Tanh(4)}},
		{"Asinh", Asinh[float64], AsinhInto[float64], []float64{math.Asinh(9), math.Asinh(4)}},
		{"Acosh", Acosh[float64], AcoshInto[float64], []float64{math.Acosh(9), math.Acosh(4)}},
		{"Atanh", Atanh[float64], AtanhInto[float64], []float64{math.NaN(), math.NaN()}},
		{"Reciprocal", Reciprocal[float64], ReciprocalInto[float64], []float64{1.0 / 9, 0.25}},
		{"Floor", Floor[float64], FloorInto[float64], []float64{9, 4}},
		{"Ceil", Ceil[float64], CeilInto[float64], []float64{9, 4}},
		{"Trunc", Trunc[float64], TruncInto[float64], []float64{9, 4}},
		{"Round", Round[float64], RoundInto[float64], []float64{9, 4}},
		{"Sign", Sign[float64], SignInto[float64], []float64{1, 1}},
		{"Positive", Positive[float64], PositiveInto[float64], []float64{9, 4}},
		{"Conj", Conj[float64], ConjInto[float64], []float64{9, 4}},
	} {
		x, into := New([]float64{9, 4}), Zeros[float64](2)
		op.into(into, x)
		if got := op.plain(x); !slices.EqualFunc(got.Data(), op.want, same) || !slices.EqualFunc(into.Data(), op.want, same) {
			t.Errorf("%s is %v and %v, want %v", op.name, got, into, op.want)
		}
	}
	for _, op := range []struct {
		name   string
		plain  func(a, b *Array[float64]) *Array[bool]
		scalar func(a *Array[float64], s float64) *Array[bool]
		want   []bool
	}{
		{"Equal", Equal[float64], EqualScalar[float64], []bool{false, true, false}}, {"NotEqual", NotEqual[float64], NotEqualScalar[float64], []bool{true, false, true}},
		{"Less", Less[float64], LessScalar[float64], []bool{true, false, false}}, {"LessEqual", LessEqual[float64], LessEqualScalar[float64], []bool{true, true, false}},
		{"Greater", Greater[float64], GreaterScalar[float64], []bool{false, false, true}}, {"GreaterEqual", GreaterEqual[float64], GreaterEqualScalar[float64], []bool{false, true, true}},
	} {
		x := New([]float64{1, 2, 3})
		if got, s := op.plain(x, b), op.scalar(x, 2); !slices.Equal(got.Data(), op.want) || !slices.Equal(s.Data(), op.want) {
			t.Errorf("%s is %v and %v, want %v", op.name, got, s, op.want)
		}
	}
}

func TestFormsOfBitsAndTruthAgree(t *testing.T) {
	a, b := New([]uint8{12, 5, 0}), New([]uint8{3, 3, 3})
	for _, op := range []struct {
		name   string
		plain  func(a, b *Array[uint8]) *Array[uint8]
		scalar func(a *Array[uint8], s uint8) *Array[uint8]
		into   func(d, a, b *Array[uint8])
		both   func(d, a *Array[uint8], s uint8)
		want   []uint8
	}{
		{"BitwiseAnd", BitwiseAnd[uint8], BitwiseAndScalar[uint8], BitwiseAndInto[uint8], BitwiseAndScalarInto[uint8], []uint8{0, 1, 0}},
		{"BitwiseOr", BitwiseOr[uint8], BitwiseOrScalar[uint8], BitwiseOrInto[uint8], BitwiseOrScalarInto[uint8], []uint8{15, 7, 3}},
		{"BitwiseXor", BitwiseXor[uint8], BitwiseXorScalar[uint8], BitwiseXorInto[uint8], BitwiseXorScalarInto[uint8], []uint8{15, 6, 3}},
		{"BitwiseLeftShift", BitwiseLeftShift[uint8], BitwiseLeftShiftScalar[uint8], BitwiseLeftShiftInto[uint8], BitwiseLeftShiftScalarInto[uint8], []uint8{96, 40, 0}},
		{"BitwiseRightShift", BitwiseRightShift[uint8], BitwiseRightShiftScalar[uint8], BitwiseRightShiftInto[uint8], BitwiseRightShiftScalarInto[uint8], []uint8{1, 0, 0}},
		{"Power", Power[uint8], PowerScalar[uint8], PowerInto[uint8], PowerScalarInto[uint8], []uint8{192, 125, 0}},
	} {
		into, both := Zeros[uint8](3), Zeros[uint8](3)
		op.into(into, a, b)
		op.both(both, a, 3)
		for form, got := range map[string]*Array[uint8]{"": op.plain(a, b), "Scalar": op.scalar(a, 3), "Into": into, "ScalarInto": both} {
			if !slices.Equal(got.Data(), op.want) {
				t.Errorf("%s%s is %v, want %v", op.name, form, got, op.want)
			}
		}
	}
	for _, op := range []struct {
		name   string
		plain  func(a, b *Array[uint8]) *Array[bool]
		scalar func(a *Array[uint8], s uint8) *Array[bool]
		into   func(d *Array[bool], a, b *Array[uint8])
		both   func(d *Array[bool], a *Array[uint8], s uint8)
		want   []bool
	}{
		{"LogicalAnd", LogicalAnd[uint8], LogicalAndScalar[uint8], LogicalAndInto[uint8], LogicalAndScalarInto[uint8], []bool{true, true, false}},
		{"LogicalOr", LogicalOr[uint8], LogicalOrScalar[uint8], LogicalOrInto[uint8], LogicalOrScalarInto[uint8], []bool{true, true, true}},
		{"LogicalXor", LogicalXor[uint8], LogicalXorScalar[uint8], LogicalXorInto[uint8], LogicalXorScalarInto[uint8], []bool{false, false, true}},
	} {
		into, both := Zeros[bool](3), Zeros[bool](3)
		op.into(into, a, b)
		op.both(both, a, 3)
		for form, got := range map[string]*Array[bool]{"": op.plain(a, b), "Scalar": op.scalar(a, 3), "Into": into, "ScalarInto": both} {
			if !slices.Equal(got.Data(), op.want) {
				t.Errorf("%s%s is %v, want %v", op.name, form, got, op.want)
			}
		}
	}
	x := New([]float64{math.NaN(), math.Inf(-1), 0, -2})
	for _, op := range []struct {
		name  string
		plain func(a *Array[float64]) *Array[bool]
		into  func(d *Array[bool], a *Array[float64])
		want  []bool
	}{
		{"LogicalNot", LogicalNot[float64], LogicalNotInto[float64], []bool{false, false, true, false}},
		{"IsNaN", IsNaN[float64], IsNaNInto[float64], []bool{true, false, false, false}},
		{"IsInf", IsInf[float64], IsInfInto[float64], []bool{false, true, false, false}},
		{"IsFinite", IsFinite[float64], IsFiniteInto[float64], []bool{false, false, true, true}},
		{"Signbit", Signbit[float64], SignbitInto[float64], []bool{false, true, false, true}},
	} {
		into := Zeros[bool](4)
		op.into(into, x)
		if got := op.plain(x); !slices.Equal(got.Data(), op.want) || !slices.Equal(into.Data(), op.want) {
			t.Errorf("%s is %v and %v, want %v", op.name, got, into, op.want)
		}
	}
	into := Zeros[uint8](3)
	BitwiseInvertInto(into, a)
	if want := []uint8{243, 250, 255}; !slices.Equal(into.Data(), want) || !slices.Equal(BitwiseInvert(a).Data(), want) {
		t.Errorf("BitwiseInvert is %v and %v, want %v", BitwiseInvert(a), into, want)
	}
	if got, want := Clip(a, 3, 6).Data(), []uint8{6, 5, 3}; !slices.Equal(got, want) {
		t.Errorf("Clip is %v, want %v", got, want)
	}
}

func TestWhereForms(t *testing.T) {
	mask, a, b := New([]bool{true, false, true}), New([]int{1, 2, 3}), New([]int{7, 8, 9})
	into, both := Zeros[int](3), Zeros[int](3)
	WhereInto(into, mask, a, b)
	WhereScalarInto(both, mask, a, 0)
	for _, test := range []struct {
		name string
		got  *Array[int]
		want []int
	}{
		{"Where", Where(mask, a, b), []int{1, 8, 3}}, {"WhereInto", into, []int{1, 8, 3}},
		{"WhereScalar", WhereScalar(mask, a, 0), []int{1, 0, 3}}, {"WhereScalarInto", both, []int{1, 0, 3}},
	} {
		if !slices.Equal(test.got.Data(), test.want) {
			t.Errorf("%s is %v, want %v", test.name, test.got, test.want)
		}
	}
}

// Writes whose source and target are views of one storage are as if the source had been copied first.
func TestSelectionUnderOverlap(t *testing.T) {
	a := Arange[int](6)
	WhereInto(a.S("1:"), GreaterScalar(a.S(":-1"), 1), a.S(":-1"), a.S("1:"))
	if want := []int{0, 1, 2, 2, 3, 4}; !slices.Equal(a.Data(), want) {
		t.Errorf("WhereInto: %v, want %v", a, want)
	}
	a = Arange[int](6)
	Put(a, New([]int{0, 1, 2, 3, 4, 5}), Flip(a))
	if want := []int{5, 4, 3, 2, 1, 0}; !slices.Equal(a.Data(), want) {
		t.Errorf("Put: %v, want %v", a, want)
	}
	SetMask(a, New([]bool{true, true, true, true, true, false}), a.S("1:"))
	if want := []int{4, 3, 2, 1, 0, 0}; !slices.Equal(a.Data(), want) {
		t.Errorf("SetMask: %v, want %v", a, want)
	}
	flags := New([]bool{true, true, false, false})
	WhereInto(flags, Flip(flags), Scalar(true), Scalar(false))
	if want := []bool{false, false, true, true}; !slices.Equal(flags.Data(), want) {
		t.Errorf("WhereInto of its own mask: %v, want %v", flags, want)
	}
	wide := BroadcastTo(New([]bool{true, false}).Reshape(2, 1), 2, 3000).Reshape(-1)
	WhereInto(wide, Flip(wide), Scalar(true), Scalar(false))
	if first, rest := SumAs[int](wide.S(":3000")).Item(), SumAs[int](wide.S("3000:")).Item(); first != 0 || rest != 3000 {
		t.Errorf("WhereInto of its own long mask has %d true, then %d, want 0, then 3000", first, rest)
	}
	wide.Fill(true)
	SetMaskScalar(wide, Flip(wide), false)
	if got := SumAs[int](wide).Item(); got != 0 {
		t.Errorf("SetMaskScalar by its own long mask leaves %d true", got)
	}
	flags = New([]bool{true, false, true})
	SetMaskScalar(flags, Flip(flags), false)
	if want := []bool{false, false, false}; !slices.Equal(flags.Data(), want) {
		t.Errorf("SetMaskScalar: %v, want %v", flags, want)
	}
	m := Arange[int](9).Reshape(3, 3)
	PutAlongAxis(m, New([]int{0, 1, 2}, 1, 3), m.T().S("2:"), Axis(0))
	if want := []int{2, 1, 2, 3, 5, 5, 6, 7, 8}; !slices.Equal(m.Data(), want) {
		t.Errorf("PutAlongAxis: %v, want %v", m, want)
	}
}

// Unstack and Split are views, the other manipulations are not.
func TestManipulationsShareOrCopy(t *testing.T) {
	m := Arange[int](6).Reshape(2, 3)
	views := append(Unstack(m, Axis(1)), Split(m, 2)...)
	for i, v := range views {
		if !SharesMemory(m, v) {
			t.Errorf("view %d shares no memory", i)
		}
	}
	copies := []*Array[int]{Concat(0, m), Stack(0, m), Tile(m), Repeat(m, 1), Roll(m, 0), Tril(m, 9), Take(m, New([]int{0}), Axis(0)), Mask(m, EqualScalar(m, m.At(0, 0)))}
	copies = append(append(copies, Triu(m, -9)), MeshgridIJ(m.S("0"), m.S("1"))...)
	if got := copies[len(copies)-1].At(0, 2); got != 5 {
		t.Errorf("MeshgridIJ has %d for coordinate 1 at (0, 2)", got)
	}
	for i, v := range copies {
		if SharesMemory(m, v) {
			t.Errorf("result %d shares memory", i)
		}
	}
}

func TestVariance(t *testing.T) {
	x := New([]int8{1, 2, 3, 6}, 2, 2)
	z := New([]complex64{1 + 2i, 1 - 2i})
	for _, test := range []struct {
		name string
		got  *Array[float64]
		want []float64
	}{
		{"VarAs", VarAs[float64](x), []float64{3.5}}, {"axis", VarAs[float64](x, Axis(0)), []float64{1, 4}},
		{"fraction", VarAs[float64](x, Correction(0.5)), []float64{4}}, {"either order", VarAs[float64](x, Axis(1), Correction(1)), []float64{0.5, 4.5}},
		{"StdAs", StdAs[float64](x, Correction(1), Axis(0)), []float64{math.Sqrt2, 2 * math.Sqrt2}},
		{"Std", Std(AsType[float64](x), Axis(1)), []float64{0.5, 1.5}}, {"Var", Var(AsType[float64](x), Axis(1)), []float64{0.25, 2.25}},
		{"complex", VarAs[float64](z), []float64{4}}, {"complex32", AsType[float64](StdAs[float32](z)), []float64{2}},
		{"mask", VarAs[float64](New([]bool{true, false, true, false})), []float64{0.25}},
	} {
		if !AllClose(Ravel(test.got), New(test.want), 1e-15) {
			t.Errorf("%s is %v, want %v", test.name, test.got, test.want)
		}
	}
}

// Rows and columns of several tiles, gathered, converted and in place, against the sum of squares.
func TestVarianceOfLongLines(t *testing.T) {
	m := AsType[int32](RemainderScalar(MultiplyScalar(Arange[int](1300*70), 7919), 101)).Reshape(1300, 70)
	for name, a := range map[string]*Array[int32]{"": m, "T": m.T(), "columns": m.S(":, ::3"), "rows": m.S("::-2"), "one": m.S("5"), "column": m.S(":, 5")} {
		for axis := range NDim(a) {
			f := AsType[float64](a)
			mean := Mean(f, Axis(axis), KeepDims)
			want := Mean(Square(Subtract(f, mean)), Axis(axis))
			if got := VarAs[float64](a, Axis(axis)); !AllClose(got, want, 1e-13) {
				t.Errorf("of %q along axis %d: %v, want %v", name, axis, got, want)
			}
			if got := Var(f, Axis(axis)); !AllClose(got, want, 1e-13) {
				t.Errorf("of floats %q along axis %d: %v, want %v", name, axis, got, want)
			}
		}
	}
}

func TestRunningSums(t *testing.T) {
	m := Arange[int](40*50*3).Reshape(40, 50, 3)
	for axis := range 3 {
		for name, a := range map[string]*Array[int]{"": m, "flipped": Flip(m), "moved": MoveAxis(m, 0, 2)} {
			sums := CumSum(a, Axis(axis))
			if !ArrayEqual(Diff(sums, Axis(axis)), a.S([]string{"1:", ":, 1:", ":, :, 1:"}[axis])) {
				t.Errorf("differences of running sums along axis %d of %q are not its elements", axis, name)
			}
		}
	}
	if got := CumProd(New([]uint8{2, 3, 50})).Data(); !slices.Equal(got, []uint8{2, 6, 44}) {
		t.Errorf("CumProd is %v", got)
	}
	if got := CumProdAs[int](New([]uint8{2, 3, 50})).Data(); !slices.Equal(got, []int{2, 6, 300}) {
		t.Errorf("CumProdAs is %v", got)
	}
}

func TestPartsOfComplexNumbers(t *testing.T) {
	z := New([]complex64{3 + 4i, -6 - 8i})
	for _, test := range []struct {
		name   string
		narrow func(a *Array[complex64]) *Array[float32]
		wide   func(a *Array[complex64]) *Array[float64]
		into   func(d *Array[float64], a *Array[complex64])
		want   []float64
	}{
		{"AbsAs", AbsAs[float32, complex64], AbsAs[float64, complex64], AbsAsInto[float64, complex64], []float64{5, 10}},
		{"RealAs", RealAs[float32, complex64], RealAs[float64, complex64], RealAsInto[float64, complex64], []float64{3, -6}},
		{"ImagAs", ImagAs[float32, complex64], ImagAs[float64, complex64], ImagAsInto[float64, complex64], []float64{4, -8}},
	} {
		into := Zeros[float64](2)
		test.into(into, z)
		for _, got := range []*Array[float64]{AsType[float64](test.narrow(z)), test.wide(z), into} {
			if !slices.Equal(got.Data(), test.want) {
				t.Errorf("%s is %v, want %v", test.name, got, test.want)
			}
		}
	}
	if got := ImagAs[float64](New([]int{1, 2}, 2, 1)); !ArrayEqual(got, Zeros[float64](2, 1)) {
		t.Errorf("ImagAs of integers is %v", got)
	}
	if got := RealAs[float64](New([]int{1, 2})).Data(); !slices.Equal(got, []float64{1, 2}) {
		t.Errorf("RealAs of integers is %v", got)
	}
}

// NumPy has an error for these.
func TestNegativePowersOfIntegers(t *testing.T) {
	base := New([]int8{-128, -2, -1, 0, 1, 2, 127})
	for _, test := range []struct {
		exponent int8
		want     []int8
	}{{-1, []int8{0, 0, -1, 0, 1, 0, 0}}, {-2, []int8{0, 0, 1, 0, 1, 0, 0}}, {-128, []int8{0, 0, 1, 0, 1, 0, 0}}} {
		if got := PowerScalar(base, test.exponent).Data(); !slices.Equal(got, test.want) {
			t.Errorf("to the power %d: %v, want %v", test.exponent, got, test.want)
		}
	}
}

func TestAtanhOfHugeNumbers(t *testing.T) {
	for _, z := range []complex128{1e200 + 1e200i, 1e300i, -1e300} {
		if got, want := Atanh(Scalar(z)).Item(), complex(0, math.Copysign(math.Pi/2, imag(z))); math.Abs(real(got-want)) > 1e-100 || imag(got) != imag(want) {
			t.Errorf("Atanh(%v) is %v, want %v", z, got, want)
		}
	}
}

func TestCreation(t *testing.T) {
	tests := []struct {
		name string
		got  interface{ String() string }
		want string
	}{
		{"Zeros", Zeros[int](2, 2), "[[0 0]\n [0 0]]"},
		{"Zeros bool", Zeros[bool](1), "[False]"},
		{"Ones", Ones[complex128](1), "[1.+0.j]"},
		{"Full", Full(int8(-3), 2), "[-3 -3]"},
		{"Empty", Empty[int](0, 4), "[]"},
		{"Eye", Eye[float32](2), "[[1. 0.]\n [0. 1.]]"},
		{"Eye 0", Eye[int](0), "[]"},
		{"Scalar", Scalar(uint16(9)), "9"},
		{"New", New([]bool{true, false}), "[ True False]"},
		{"ZerosLike", ZerosLike(New([]int{1, 2}).S("::-1")), "[0 0]"},
		{"FullLike", FullLike(Zeros[int](1, 2), 5), "[[5 5]]"},
		{"Arange stop", Arange[uint8](3), "[0 1 2]"},
		{"Arange start", Arange[int](2, 4), "[2 3]"},
		{"Arange to floats", Arange[float32](3, 0, -1), "[3. 2. 1.]"},
		{"Arange to integers", Arange[int](0, 2, 0.5), "[0 0 1 1]"},
		{"Arange from small integers", Arange[int](int8(2)), "[0 1]"},
		{"Linspace", Linspace[float32](0, 1, 3), "[0.  0.5 1. ]"},
	}
	for _, test := range tests {
		if got := test.got.String(); got != test.want {
			t.Errorf("%s is\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
	if got := Arange[int](math.MinInt+1, math.MaxInt, math.MaxInt); !slices.Equal(got.Data(), []int{math.MinInt + 1, 0}) {
		t.Error("Arange over more than an int's range is", got)
	}
	v := []int{1, 2, 3}
	AsArray(v).Set(9, 0)
	New(v).Set(8, 1)
	if !slices.Equal(v, []int{9, 2, 3}) {
		t.Error("AsArray copied or New did not:", v)
	}
}
