package arraylib

import (
	"math"
	"slices"
	"strconv"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// methodOps are the methods of ufuncs; args[0] is the array.
var methodOps = map[string]func(f func(a, b *core) *core, args []*core, opts []Option) *core{
	"Reduce": func(f func(a, b *core) *core, args []*core, opts []Option) *core { return reduceBy(f, args[0], opts) },
	"ReduceWhere": func(f func(a, b *core) *core, args []*core, opts []Option) *core {
		return reduceWhere(f, args[0], args[1], firstWord(args[2]), opts)
	},
	"Accumulate": func(f func(a, b *core) *core, args []*core, opts []Option) *core {
		return accumulateBy(f, args[0], opts)
	},
	"ReduceAt": func(f func(a, b *core) *core, args []*core, opts []Option) *core {
		return reduceAt(f, args[0], args[1], opts)
	},
	"Outer": func(f func(a, b *core) *core, args []*core, _ []Option) *core { return outer(f, args[0], args[1]) },
	"UpdateAt": func(f func(a, b *core) *core, args []*core, opts []Option) *core {
		joinAt(f, args[0], args[1], args[2], opts)
		return args[0]
	},
	"Where": func(f func(a, b *core) *core, args []*core, _ []Option) *core {
		d := args[2].copy("test")
		where(d, args[3], f(args[0], args[1]), d, word{})
		return d
	},
}

func TestUfuncVectors(t *testing.T) {
	var rows []struct {
		Op, F string
		Args  []described
		Axes  *[]int
		Keep  bool
		Want  *described
	}
	readVectors(t, "ufunc.json", &rows)
	for i, row := range rows {
		t.Run(row.Op+"/"+row.F+"/"+row.Args[0].DType+"/"+strconv.Itoa(i), func(t *testing.T) {
			var args, before []*core
			for _, d := range row.Args {
				args = append(args, d.build(t))
				before = append(before, d.build(t).copy("test"))
			}
			op := binaryOps[row.F]
			if op == nil {
				op = compareOps[row.F]
			}
			f := func(a, b *core) *core { return op(nil, a, b, word{}) }
			var opts []Option
			if row.Axes != nil {
				opts = append(opts, Axis(*row.Axes...))
			}
			if row.Keep {
				opts = append(opts, KeepDims)
			}
			method := methodOps[row.Op]
			if row.Want == nil {
				mustPanic[error](t, row.Op+"("+row.F+"): ", func() { method(f, args, opts) })
				return
			}
			want := row.Want.build(t)
			rel := 0.0
			switch row.F {
			case "Multiply", "Power", "Divide", "Hypot", "LogAddExp", "Atan2":
				if rel = 1e-13; want.dtype == Float32 {
					rel = 1e-5
				}
			case "Maximum", "Minimum":
				rel = 1e-300 // NumPy takes either zero, we -0 for the lesser
			}
			got := method(f, args, opts)
			compareCores(t, got, want, rel)
			for i, a := range args {
				if a != got {
					compareCores(t, a, before[i], 0)
				}
			}
		})
	}
}

// twist depends on the order of its operands and of the elements it joins.
func twist(x, y int) int { return 3*x - y }

type intUfunc struct {
	name   string
	array  func(a, b *Array[int]) *Array[int]
	scalar func(x, y int) int
	any    bool // order
}

var intUfuncs = []intUfunc{
	{"Add", Add[int], func(x, y int) int { return x + y }, true},
	{"Maximum", Maximum[int], func(x, y int) int { return max(x, y) }, true},
	{"BitwiseXor", BitwiseXor[int], func(x, y int) int { return x ^ y }, true},
	{"Subtract", Subtract[int], func(x, y int) int { return x - y }, false},
	{"Vectorize", Vectorize(twist), twist, false},
}

// drawOperand draws a small array of any dimensions, or a view of a square one that takes several tiles.
func drawOperand(t *rapid.T) *Array[int] {
	if rapid.Bool().Draw(t, "small") {
		return drawArray(t)
	}
	const n = 140
	a := Arange[int](n*n).Reshape(n, n)
	RemainderScalarInto(a, MultiplyScalar(a, 7919), 1009)
	return drawWide(t, a, []int{rapid.IntRange(1, n).Draw(t, "rows"), rapid.IntRange(1, n).Draw(t, "columns")})
}

func TestUfuncMethodsAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(intUfuncs).Draw(t, "f")
		a := drawOperand(t)
		m := modelOf(a)
		if len(m.shape) == 0 || naiveSize(m.shape) == 0 {
			return
		}
		axis := rapid.IntRange(0, len(m.shape)-1).Draw(t, "axis")
		n := m.shape[axis]
		mask := Zeros[bool](m.shape...)
		for index := range indices(m.shape) {
			mask.Set(m.at(index)%3 != 0, index...)
		}
		offsets := rapid.SliceOfN(rapid.IntRange(-n, n-1), 0, 6).Draw(t, "offsets")
		const initial = 5
		joined, some, running := model{shape: slices.Delete(slices.Clone(m.shape), axis, axis+1)}, model{}, model{m.shape, make([]int, len(m.data))}
		some.shape = joined.shape
		parts := model{shape: slices.Clone(m.shape)}
		parts.shape[axis] = len(offsets)
		parts.data = make([]int, naiveSize(parts.shape))
		after := model{m.shape, slices.Clone(m.data)}
		position := func(shape, index []int) (k int) {
			for d, i := range index {
				k = k*shape[d] + i
			}
			return k
		}
		for index := range indices(joined.shape) {
			at := func(i int) []int { return slices.Insert(slices.Clone(index), axis, i) }
			all, chosen := m.at(at(0)), initial
			for i := range n {
				x := m.at(at(i))
				if i > 0 {
					all = f.scalar(all, x)
				}
				if mask.At(at(i)...) {
					chosen = f.scalar(chosen, x)
				}
				running.data[position(m.shape, at(i))] = all
			}
			joined.data, some.data = append(joined.data, all), append(some.data, chosen)
			for i, from := range offsets {
				from = (from + n) % n
				part, end := m.at(at(from)), n
				if i+1 < len(offsets) {
					end = (offsets[i+1] + n) % n
				}
				for j := from + 1; j < end; j++ {
					part = f.scalar(part, m.at(at(j)))
				}
				parts.data[position(parts.shape, at(i))] = part
				p := &after.data[position(m.shape, at(from))]
				*p = f.scalar(*p, i+1)
			}
		}
		along := Axis(axis - rapid.SampledFrom([]int{0, len(m.shape)}).Draw(t, "from the end"))
		sameAsModel(t, "Reduce", Reduce(f.array, a, along), joined)
		sameAsModel(t, "Reduce, KeepDims", Squeeze(Reduce(f.array, a, along, KeepDims), axis), joined)
		sameAsModel(t, "ReduceWhere", ReduceWhere(f.array, a, mask, initial, along), some)
		sameAsModel(t, "ReduceWhere, KeepDims", Squeeze(ReduceWhere(f.array, a, mask, initial, along, KeepDims), axis), some)
		sameAsModel(t, "Accumulate", Accumulate(f.array, a, along), running)
		sameAsModel(t, "ReduceAt", ReduceAt(f.array, a, New(offsets), along), parts)
		if f.any {
			total := m.data[0]
			for _, x := range m.data[1:] {
				total = f.scalar(total, x)
			}
			sameAsModel(t, "Reduce of all", Reduce(f.array, a), model{[]int{}, []int{total}})
		}
		v := Arange[int](1, len(offsets)+1).Reshape(append([]int{-1}, slices.Repeat([]int{1}, len(m.shape)-1-axis)...)...)
		if a.c.repeats() {
			a = Copy(a)
		}
		if UpdateAt(f.array, a, New(offsets), v, along); len(offsets) > 0 {
			sameAsModel(t, "UpdateAt", a, after)
		}
	})
}

func TestOuterAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawArray(t), drawArray(t)
		m, n := modelOf(a), modelOf(b)
		want := model{shape: slices.Concat(m.shape, n.shape), data: []int{}}
		for _, x := range m.data {
			for _, y := range n.data {
				want.data = append(want.data, twist(x, y))
			}
		}
		sameAsModel(t, "Outer", Outer(Vectorize(twist), a, b), want)
		composed := func(a, b *Array[int]) *Array[int] { return Subtract(MultiplyScalar(a, 3), b) }
		sameAsModel(t, "Outer of a composed function", Outer(composed, a, b), want)
	})
}

// Into forms of reductions write what the others return, wherever dst lies.
func TestReduceIntoUnderOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{3, 20, 130}).Draw(t, "n")
		storage := Arange[int](n*n).Reshape(n, n)
		a := drawWide(t, storage, []int{rapid.IntRange(1, n).Draw(t, "rows"), rapid.IntRange(1, n).Draw(t, "columns")})
		opts := rapid.SampledFrom([][]Option{{Axis(0), KeepDims}, {Axis(1), KeepDims}, {KeepDims}}).Draw(t, "opts")
		type reduction struct {
			name  string
			plain func(a *Array[int], opts ...Option) *Array[int]
			into  func(dst, a *Array[int], opts ...Option)
		}
		op := rapid.SampledFrom([]reduction{
			{"Sum", Sum[int], SumInto[int]}, {"Prod", Prod[int], ProdInto[int]}, {"Max", Max[int], MaxInto[int]}, {"Min", Min[int], MinInto[int]},
			{"ArgMax", ArgMax[int], ArgMaxInto[int]}, {"ArgMin", ArgMin[int], ArgMinInto[int]},
		}).Draw(t, "op")
		want := op.plain(a, opts...)
		dst := drawWide(t, storage, want.Shape())
		outside := Copy(storage)
		CopyTo(dst, want)
		after := Copy(storage)
		CopyTo(storage, outside)
		if op.into(dst, a, opts...); !ArrayEqual(storage, after) {
			t.Fatalf("%s of shape %v, strides %v into %v: got %v, want %v", op.name, a.Shape(), Strides(a), Strides(dst), dst, want)
		}
	})
}

func TestIntoFormsOfReductions(t *testing.T) {
	x := New([]float64{1, 2, 3, 0, 5, 7}).Reshape(2, 3)
	mean, flags := Zeros[float64](4).S("::-2"), Zeros[bool](3)
	if MeanInto(mean, x, Axis(1)); !slices.Equal(Copy(mean).Data(), []float64{2, 4}) {
		t.Error("MeanInto", mean)
	}
	if AnyInto(flags, x, Axis(0)); !All(flags).Item() {
		t.Error("AnyInto", flags)
	}
	if AllInto(flags, x, Axis(0)); !slices.Equal(flags.Data(), []bool{false, true, true}) {
		t.Error("AllInto", flags)
	}
	for op, f := range map[string]func(){
		"SumInto":    func() { SumInto(mean, x) },
		"ArgMaxInto": func() { ArgMaxInto(Zeros[int](3), x, Axis(1)) },
	} {
		mustPanic[*ShapeError](t, op+": shapes", f)
	}
	if !Any(x).Item() || Any(Zeros[int](3)).Item() {
		t.Error("Any")
	}
	mustPanic[*ShapeError](t, "broadcast view", func() { SumInto(BroadcastTo(Scalar(1.0), 3), x, Axis(0)) })
}

func TestIntoFormsOfComparisons(t *testing.T) {
	a, b := New([]float64{1, 2, 3, math.NaN()}), New([]float64{2, 2, 2, 2})
	for _, op := range []struct {
		name   string
		into   func(dst *Array[bool], a, b *Array[float64])
		scalar func(dst *Array[bool], a *Array[float64], s float64)
		want   []bool
	}{
		{"Equal", EqualInto[float64], EqualScalarInto[float64], []bool{false, true, false, false}},
		{"NotEqual", NotEqualInto[float64], NotEqualScalarInto[float64], []bool{true, false, true, true}},
		{"Less", LessInto[float64], LessScalarInto[float64], []bool{true, false, false, false}},
		{"LessEqual", LessEqualInto[float64], LessEqualScalarInto[float64], []bool{true, true, false, false}},
		{"Greater", GreaterInto[float64], GreaterScalarInto[float64], []bool{false, false, true, false}},
		{"GreaterEqual", GreaterEqualInto[float64], GreaterEqualScalarInto[float64], []bool{false, true, true, false}},
	} {
		one, two := Zeros[bool](4), Zeros[bool](8).S("::-2")
		op.into(one, a, b)
		op.scalar(two, a, 2)
		if !slices.Equal(one.Data(), op.want) || !slices.Equal(Copy(two).Data(), op.want) {
			t.Errorf("%sInto gives %v and %v, want %v", op.name, one, two, op.want)
		}
	}
	x := New([]bool{true, false, true})
	if EqualInto(x.S("::-1"), x, New([]bool{true, true, false})); !slices.Equal(x.Data(), []bool{false, false, true}) {
		t.Error("EqualInto under overlap gives", x)
	}
}

func TestReductionsIntoDoNotAllocate(t *testing.T) {
	m, tall := Ones[float64](64, 64), Ones[float64](5000, 3)
	turned := m.T()
	row, one, three, flags, places, flag := Zeros[float64](64), Zeros[float64](), Zeros[float64](6).S("::-2"), Zeros[bool](64), Zeros[int](64), Zeros[bool](64, 64)
	for name, f := range map[string]func(){
		"SumInto":       func() { SumInto(row, m, Axis(0)) },
		"SumInto all":   func() { SumInto(one, m) },
		"SumInto tall":  func() { SumInto(three, tall, Axis(0)) },
		"MeanInto":      func() { MeanInto(row, turned, Axis(1)) },
		"MeanInto tall": func() { MeanInto(three, tall, Axis(0)) },
		"ProdInto":      func() { ProdInto(row, m, Axis(1)) },
		"MaxInto":       func() { MaxInto(row, m, Axis(1)) },
		"MinInto":       func() { MinInto(one, m) },
		"AnyInto":       func() { AnyInto(flags, m, Axis(0)) },
		"AllInto":       func() { AllInto(flags, m, Axis(1)) },
		"ArgMaxInto":    func() { ArgMaxInto(places, m, Axis(1)) },
		"ArgMinInto":    func() { ArgMinInto(places, m, Axis(0)) },
		"LessInto":      func() { LessInto(flag, m, row) },
		"EqualInto":     func() { EqualScalarInto(flag, m, 1) },
	} {
		n := testing.AllocsPerRun(1, f)
		for i := 0; i < 50 && n > 0; i++ { // under the race detector pools forget what they keep, now and then
			n = testing.AllocsPerRun(1, f)
		}
		if n > 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

// Each call has a probe of its own, and sees no other's.
func TestUfuncsInParallel(t *testing.T) {
	a := Arange[int](1, 2001)
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			f := intUfuncs[i%len(intUfuncs)]
			want := 1
			for k := 2; k <= 2000; k++ {
				want = f.scalar(want, k)
			}
			for range 20 {
				if got := Reduce(f.array, a).Item(); got != want {
					t.Errorf("%s gives %d, want %d", f.name, got, want)
				}
			}
		})
	}
	wait.Wait()
}

func TestWhatIsNoUfunc(t *testing.T) {
	a := Arange[float64](1, 6)
	for name, f := range map[string]func(a, b *Array[float64]) *Array[float64]{
		"nil":              nil,
		"composed":         func(a, b *Array[float64]) *Array[float64] { return Sqrt(Add(Square(a), Square(b))) },
		"changed after":    func(a, b *Array[float64]) *Array[float64] { c := Add(a, b); SqrtInto(c, c); return c },
		"added after":      func(a, b *Array[float64]) *Array[float64] { c := Subtract(a, b); AddInto(c, c, b); return c },
		"changed before":   func(a, b *Array[float64]) *Array[float64] { NegativeInto(b, b); return Add(a, b) },
		"twice":            func(a, b *Array[float64]) *Array[float64] { Subtract(a, b); return Add(a, b) },
		"in place":         func(a, b *Array[float64]) *Array[float64] { AddInto(a, a, b); return a },
		"swapped":          func(a, b *Array[float64]) *Array[float64] { return Subtract(b, a) },
		"one twice":        func(a, b *Array[float64]) *Array[float64] { return Add(a, a) },
		"scalar":           func(a, b *Array[float64]) *Array[float64] { return AddScalar(a, 1) },
		"view":             func(a, b *Array[float64]) *Array[float64] { return Add(a.Reshape(1, -1), b) },
		"new axis":         func(a, b *Array[float64]) *Array[float64] { return Add(a.S("None"), b) },
		"read":             func(a, b *Array[float64]) *Array[float64] { return AddScalar(b, a.At(0)) },
		"filled":           func(a, b *Array[float64]) *Array[float64] { c := Add(a, b); c.Fill(0); return c },
		"set before":       func(a, b *Array[float64]) *Array[float64] { a.Set(1, 0); return Add(a, b) },
		"view of the same": func(a, b *Array[float64]) *Array[float64] { return Add(a.S(":"), b) },
		"panics":           func(a, b *Array[float64]) *Array[float64] { panic("at once") },
		"first":            func(a, b *Array[float64]) *Array[float64] { return a },
		"other":            func(a, b *Array[float64]) *Array[float64] { return Ones[float64]() },
	} {
		t.Run(name, func(t *testing.T) {
			mustPanic[*UfuncError](t, "Reduce: the function is not an element-wise one", func() { Reduce(f, a) })
			mustPanic[*UfuncError](t, "UpdateAt: ", func() { UpdateAt(f, a, New([]int{0}), a) })
		})
	}
	if !slices.Equal(a.Data(), []float64{1, 2, 3, 4, 5}) {
		t.Error("the operand has changed:", a)
	}
	// A function may wrap one of this package, and a panic of the user's own function passes.
	wrapped := func(a, b *Array[float64]) *Array[float64] { return Add(a, b) }
	if got := Reduce(wrapped, a).Item(); got != 15 {
		t.Error("Reduce of a wrapped Add is", got)
	}
	defer func() {
		if r := recover(); r != "of my own" {
			t.Errorf("panic %v", r)
		}
	}()
	Reduce(Vectorize(func(x, y float64) float64 { panic("of my own") }), a)
}

func TestUfuncPanics(t *testing.T) {
	a := Arange[int](6).Reshape(2, 3)
	none := Zeros[int](0, 3)
	mustPanic[*AxisError](t, "Reduce(Subtract): axis 1 is one too many: the order of the elements matters", func() { Reduce(Subtract, a) })
	mustPanic[*AxisError](t, "ReduceWhere(Subtract): axis 1 is one too many", func() { ReduceWhere(Subtract, a, Scalar(true), 0) })
	mustPanic[*AxisError](t, "Reduce(Add): axis 2 is out of range", func() { Reduce(Add, a, Axis(2)) })
	mustPanic[*AxisError](t, "Accumulate(Add): axis 2 is out of range", func() { Accumulate(Add, a, Axis(2)) })
	mustPanic[*ShapeError](t, "Reduce(Maximum): shape (0, 3) has length 0 along an axis that needs an element", func() { Reduce(Maximum, none, Axis(0)) })
	mustPanic[*ShapeError](t, "Reduce(Vectorize): shape (0, 3) has length 0", func() { Reduce(Vectorize(twist), none, Axis(0)) })
	mustPanic[*ShapeError](t, "ReduceWhere(Add): shapes (2,) and (2, 3) differ", func() { ReduceWhere(Add, a, Zeros[bool](2), 0) })
	mustPanic[*IndexError](t, "ReduceAt(Add): index 3 is outside axis 1", func() { ReduceAt(Add, a, New([]int{0, 3}), Axis(1)) })
	mustPanic[*ShapeError](t, "ReduceAt(Add): shape (2, 3) is that of the offsets", func() { ReduceAt(Add, a, a) })
	mustPanic[*IndexError](t, "UpdateAt(Add): index 7 is outside an array of shape (2, 3)", func() { UpdateAt(Add, a, New([]int{7}), Scalar(1)) })
	mustPanic[*ShapeError](t, "UpdateAt(Add): shape (2, 3) is a broadcast view", func() { UpdateAt(Add, BroadcastTo(Scalar(1), 2, 3), New([]int{0}), Scalar(1)) })
	mustPanic[*ShapeError](t, "UpdateAt(Add): shapes (1,) and (2,) do not fit", func() { UpdateAt(Add, a, New([]int{0}), New([]int{1, 2})) })
	mustPanic[*ShapeError](t, "Vectorize: shapes (2, 3) and (2,) do not broadcast", func() { Vectorize(twist)(a, New([]int{1, 2})) })
	mustPanic[*ShapeError](t, "MapInto: shapes (3,) and (2, 3) differ", func() { MapInto(Zeros[int](3), func(x int) int { return x }, a) })
	mustPanic[*ShapeError](t, "31 dimensions", func() { x := Zeros[int](slices.Repeat([]int{1}, 16)...); Outer(Add, x, x) })
}

func TestIdentities(t *testing.T) {
	none := Zeros[float64](0, 2)
	for _, row := range []struct {
		f    func(a, b *Array[float64]) *Array[float64]
		want float64
	}{{Add[float64], 0}, {Multiply[float64], 1}, {Hypot[float64], 0}, {LogAddExp[float64], math.Inf(-1)}} {
		if got := Reduce(row.f, none, Axis(0)).At(1); got != row.want {
			t.Errorf("identity is %v, want %v", got, row.want)
		}
	}
	bools := Zeros[bool](0)
	for i, f := range []func(a, b *Array[bool]) *Array[bool]{LogicalOr[bool], LogicalXor[bool], BitwiseOr[bool], BitwiseXor[bool], LogicalAnd[bool], BitwiseAnd[bool]} {
		if got := Reduce(f, bools).Item(); got != (i >= 4) {
			t.Errorf("identity %d is %v", i, got)
		}
	}
	if got := Reduce(LogAddExp, Zeros[float32](0)).Item(); !math.IsInf(float64(got), -1) {
		t.Error("identity of LogAddExp is", got)
	}
	for _, got := range []int{int(Reduce(BitwiseAnd, Zeros[int8](0)).Item()), Reduce(BitwiseAnd, Zeros[int](0)).Item()} {
		if got != -1 {
			t.Error("identity of BitwiseAnd is", got)
		}
	}
	ones := []bool{
		Reduce(Multiply, Zeros[int8](0)).Item() == 1, Reduce(Multiply, Zeros[uint16](0)).Item() == 1, Reduce(Multiply, Zeros[int32](0)).Item() == 1,
		Reduce(Multiply, Zeros[uint64](0)).Item() == 1, Reduce(Multiply, Zeros[float32](0)).Item() == 1, Reduce(Multiply, Zeros[complex64](0)).Item() == 1,
		Reduce(Multiply, Zeros[complex128](0)).Item() == 1,
	}
	if slices.Contains(ones, false) {
		t.Error("identities of Multiply are 1:", ones)
	}
	if got := Reduce(Hypot, New([]float64{-3})).Item(); got != 3 {
		t.Error("Hypot of one element is", got)
	}
}

// Sums by Reduce are as exact as Sum's: an error that grew with the length would show.
func TestReduceIsPairwise(t *testing.T) {
	x := Full(float32(0.1), 1<<22)
	want := float64(float32(0.1)) * (1 << 22)
	for _, a := range []*Array[float32]{x, x.Reshape(1<<21, 2).S("::-1").T(), x.Reshape(2, 1<<21).T()} {
		if got := float64(Reduce(Add, a).Item()); math.Abs(got-want) > 1e-6*want {
			t.Errorf("sum is %v, want %v", got, want)
		}
	}
}

func TestVectorizeAndMap(t *testing.T) {
	a := Arange[int](6).Reshape(2, 3)
	ratio := Vectorize(func(x, y int) float64 { return float64(x) / float64(y) })
	if got := ratio(a.T(), New([]int{1, 2})); !slices.Equal(got.Data(), []float64{0, 1.5, 1, 2, 2, 2.5}) {
		t.Error("Vectorize gives", got)
	}
	if got := Map(func(x int) bool { return x%2 == 0 }, a.T()); !slices.Equal(got.Data(), []bool{true, false, false, true, true, false}) {
		t.Error("Map gives", got)
	}
	MapInto(a.S("::-1"), func(x int) int { return x * x }, a)
	if !slices.Equal(a.Data(), []int{9, 16, 25, 0, 1, 4}) {
		t.Error("MapInto under overlap gives", a)
	}
	x := Ones[float64](64, 64)
	half := func(x float64) float64 { return x / 2 }
	if n := testing.AllocsPerRun(100, func() { MapInto(x, half, x) }); n != 0 {
		t.Errorf("MapInto allocates %v times", n)
	}
	// a function that uses arrays itself
	nested := Vectorize(func(x, y float64) float64 { return Sum(New([]float64{x, y})).Item() })
	if got := Reduce(nested, New([]float64{1, 2, 3}).S("::-1")).Item(); got != 6 {
		t.Error("nested Reduce is", got)
	}
}
