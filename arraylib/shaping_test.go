package arraylib

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"unsafe"
)

func pairsOf(n []int) [][2]int {
	pairs := make([][2]int, len(n)/2)
	for i := range pairs {
		pairs[i] = [2]int{n[2*i], n[2*i+1]}
	}
	return pairs
}

// options returns the option that names axes, if there are some.
func options(axes []int) []Option {
	if axes == nil {
		return nil
	}
	return []Option{Axis(axes...)}
}

// shapingOps take arrays, axes and numbers.
var shapingOps = map[string]func(a []*core, axes, n []int) []*core{
	"Eye":          func(a []*core, _, n []int) []*core { return single(eye(a[0].dtype, one(a[0].dtype), n)) },
	"LinspaceOpen": spaces(linspaceOpen),
	"Logspace": spaces(func(dt DType, start, stop float64, n int) *core {
		return logspace("Logspace", dt, start, stop, n, nil)
	}),
	"Geomspace": spaces(geomspace),
	"Indices":   func(a []*core, _, _ []int) []*core { return single(indicesOf(a[0].shape)) },
	"FromFunction": func(a []*core, _, _ []int) []*core {
		return single(fromFunction(Int64, a[0].shape, func(index []int, p unsafe.Pointer) {
			sum, scale := int64(0), int64(1)
			for _, i := range index {
				sum, scale = sum+scale*int64(i), 10*scale
			}
			*(*int64)(p) = sum
		}))
	},
	"Diag":           func(a []*core, _, n []int) []*core { return single(a[0].diag(n)) },
	"Diagonal":       func(a []*core, _, n []int) []*core { return single(a[0].diagonal(n...)) },
	"MatrixDiagonal": func(a []*core, _, n []int) []*core { return single(a[0].matrixDiagonal(n)) },
	"SwapAxes":       func(a []*core, _, n []int) []*core { return single(a[0].swapAxes("SwapAxes", n[0], n[1])) },
	"Rot90":          func(a []*core, axes, n []int) []*core { return single(a[0].rot90(n[0], axes)) },
	"Roll":           func(a []*core, axes, n []int) []*core { return single(a[0].roll(n[0], options(axes))) },
	"RollEach":       func(a []*core, axes, n []int) []*core { return single(a[0].rollEach(n, axes)) },
	"ExpandDims":     func(a []*core, axes, _ []int) []*core { return single(a[0].expandDims(axes)) },
	"Pad":            func(a []*core, _, n []int) []*core { return single(a[0].padWith(pairsOf(n), firstWord(a[1]))) },
	"PadEdge":        func(a []*core, _, n []int) []*core { return single(a[0].padEdge(pairsOf(n))) },
	"PadReflect":     func(a []*core, _, n []int) []*core { return single(a[0].padReflect(pairsOf(n))) },
	"PadSymmetric":   func(a []*core, _, n []int) []*core { return single(a[0].padSymmetric(pairsOf(n))) },
	"PadWrap":        func(a []*core, _, n []int) []*core { return single(a[0].padWrap(pairsOf(n))) },
	"Delete":         func(a []*core, axes, _ []int) []*core { return single(a[0].delete(a[1], options(axes))) },
	"ArraySplit":     func(a []*core, axes, n []int) []*core { return a[0].arraySplit(n[0], options(axes)) },
	"SplitAt":        func(a []*core, axes, n []int) []*core { return a[0].splitAt(n, options(axes)) },
	"At":             func(a []*core, _, _ []int) []*core { return single(a[0].at(a[1:])) },
	"AtIx":           func(a []*core, _, _ []int) []*core { return single(a[0].at(openMesh(a[1:]))) },
	"SetAt": func(a []*core, _, _ []int) []*core {
		a[0].setAt(a[1], a[2:])
		return a[:1]
	},
	"UnravelIndex":    func(a []*core, _, n []int) []*core { return a[0].unravel(n) },
	"RavelMultiIndex": func(a []*core, _, n []int) []*core { return single(ravelMultiIndex(a, n)) },
}

// spaces reads start, stop and the number of elements from the first array, and takes the type of the second.
func spaces(f func(dt DType, start, stop float64, n int) *core) func(a []*core, axes, n []int) []*core {
	return func(a []*core, _, _ []int) []*core {
		v := storage[float64](a[0])
		return single(f(a[1].dtype, v[0], v[1], int(v[2])))
	}
}

func TestShapingVectors(t *testing.T) {
	var rows []struct {
		Op, Text string
		Args     []described
		Axis, N  []int
		Want     *[]described
	}
	readVectors(t, "shaping.json", &rows)
	for i, row := range rows {
		t.Run(row.Op+"/"+row.Args[0].DType+"/"+strconv.Itoa(i), func(t *testing.T) {
			var args, before []*core
			for _, d := range row.Args {
				args, before = append(args, d.build(t)), append(before, d.build(t))
			}
			if row.Want == nil {
				defer func() {
					switch e := recover().(type) {
					case *IndexError, *ShapeError:
					default:
						t.Errorf("panic %v, want a typed one", e)
					}
				}()
			}
			var got []*core
			if row.Op == "With" {
				got = single(args[0].with(args[1], row.Text, nil))
			} else {
				got = shapingOps[row.Op](args, row.Axis, row.N)
			}
			if row.Want == nil {
				t.Fatal("did not panic")
			}
			if len(got) != len(*row.Want) {
				t.Fatalf("got %d arrays, want %d", len(got), len(*row.Want))
			}
			rel := 0.0
			if strings.HasSuffix(row.Op, "space") || strings.HasSuffix(row.Op, "Open") {
				rel = map[DType]float64{Float32: 2e-7, Float64: 1e-15}[got[0].dtype]
			}
			if row.Op == "Geomspace" {
				rel *= 1000 // the exponents are hundreds
			}
			for i, w := range *row.Want {
				want := w.build(t)
				if want.dtype == Int64 && got[i].dtype == dtypeOf[int]() { // int64 is NumPy's int
					want = want.cast("test", got[i].dtype)
				}
				compareCores(t, got[i], want, rel)
			}
			for i, a := range args {
				if len(got) == 0 || a != got[0] {
					compareCores(t, a, before[i], 0)
				}
			}
		})
	}
}

// The rules of promotion for every pair and every three types, and the limits of types.
func TestPromotionVectors(t *testing.T) {
	var want struct {
		Types, Cast, Result, Triples []string
		Kinds                        map[string]string
		FInfo, IInfo                 map[string][]string
	}
	readVectors(t, "promotion.json", &want)
	var types []DType
	for _, name := range want.Types {
		types = append(types, dtypeNamed(t, name))
	}
	if len(types) != int(numDTypes)-1 {
		t.Fatalf("%d types", len(types))
	}
	letter := func(d DType) string { return string('a' + rune(slices.Index(types, d))) }
	for i, from := range types {
		cast, result, triples := "", "", ""
		for _, to := range types {
			if CanCast(from, to) {
				cast += letter(to)
			}
			result += letter(ResultType(from, to))
			for _, third := range types {
				triples += letter(ResultType(from, to, third))
			}
		}
		if cast != want.Cast[i] || result != want.Result[i] || triples != want.Triples[i] {
			t.Errorf("%v casts to %s, want %s; with others makes %s, want %s; with two\n%s want\n%s", from, cast, want.Cast[i], result, want.Result[i], triples, want.Triples[i])
		}
	}
	kinds := map[string]Kind{"bool": KindBool, "signed integer": KindSigned, "unsigned integer": KindUnsigned, "integral": KindInteger, "real floating": KindFloat,
		"complex floating": KindComplex, "numeric": KindNumber}
	if len(want.Kinds) != len(kinds) {
		t.Errorf("%d kinds", len(want.Kinds))
	}
	for name, members := range want.Kinds {
		got := ""
		for _, d := range types {
			if IsDType(d, kinds[name]) {
				got += letter(d)
			}
		}
		if got != members {
			t.Errorf("%s are %s, want %s", name, got, members)
		}
	}
	for _, d := range []DType{Invalid, numDTypes, 255} {
		if CanCast(d, Bool) || CanCast(Bool, d) || ResultType(d) != Invalid || ResultType(Bool, d) != Invalid || IsDType(d, KindBool|KindNumber) {
			t.Errorf("%v is taken for a type", d)
		}
	}

	equal := func(name string, got ...string) {
		t.Helper()
		w := append(want.FInfo[name], want.IInfo[name]...)
		if len(w) == 0 || !slices.Equal(got, w) {
			t.Errorf("%s has %q, want %q", name, got, w)
		}
	}
	f4, f8 := FInfo[float32](), FInfo[float64]()
	bits := strconv.Itoa
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	equal("float32", bits(f4.Bits), number(float64(f4.Eps)), number(float64(f4.Max)), number(float64(f4.Min)), number(float64(f4.SmallestNormal)), number(float64(f4.SmallestSubnormal)))
	equal("float64", bits(f8.Bits), number(f8.Eps), number(f8.Max), number(f8.Min), number(f8.SmallestNormal), number(f8.SmallestSubnormal))
	limits(equal, IInfo[int8]())
	limits(equal, IInfo[int16]())
	limits(equal, IInfo[int32]())
	limits(equal, IInfo[int64]())
	limits(equal, IInfo[uint8]())
	limits(equal, IInfo[uint16]())
	limits(equal, IInfo[uint32]())
	limits(equal, IInfo[uint64]())
	if IInfo[int]().Bits != strconv.IntSize || IInfo[uint]().Max != ^uint(0) {
		t.Error(IInfo[int](), IInfo[uint]())
	}
}

func limits[T Integer](equal func(name string, got ...string), i IntInfo[T]) {
	equal(dtypeOf[T]().String(), strconv.Itoa(i.Bits), Scalar(i.Max).String(), Scalar(i.Min).String())
}

func TestShapingPanics(t *testing.T) {
	m := Arange[float64](6).Reshape(2, 3)
	list := Arange[int](4)
	mustPanic[*ShapeError](t, "Eye: rows are needed, or rows and columns, or rows, columns and a diagonal", func() { Eye[int]() })
	mustPanic[*ShapeError](t, "Diag: shape (2, 3) is of no list: one axis is needed", func() { Diag(m) })
	mustPanic[*ShapeError](t, "Diag: shape (4,) was given 2 diagonals, not 1", func() { Diag(list, 1, 2) })
	mustPanic[*ShapeError](t, "Diagonal: shape (2, 3) was given 2 diagonals, not 1", func() { Diagonal(m, 1, 2) })
	mustPanic[*ShapeError](t, "MatrixDiagonal: shape (4,) has no diagonal: two axes are needed", func() { MatrixDiagonal(list) })
	mustPanic[*ShapeError](t, "Tril: shape (2, 3) was given 2 diagonals, not 1", func() { Tril(m, 1, 2) })
	mustPanic[*ShapeError](t, "LinspaceOpen: shape (-1,) has a negative length", func() { LinspaceOpen(0.0, 1, -1) })
	for _, ends := range [][2]float64{{0, 1}, {1, 0}, {-1, 1}, {2, -2}} {
		mustPanic[*ShapeError](t, "Geomspace: shape (5,) has its ends at 0 or on both sides of it", func() { Geomspace(ends[0], ends[1], 5) })
	}
	mustPanic[*AxisError](t, "SwapAxes: axis 2 is out of range for 2 axes, shape (2, 3)", func() { SwapAxes(m, 0, 2) })
	mustPanic[*ShapeError](t, "Rot90: shape (2, 3) turns in a plane, of two axes and not 1", func() { Rot90(m, 1, 0) })
	mustPanic[*AxisError](t, "Rot90: axis -2 is named twice", func() { Rot90(m, 1, 0, -2) })
	mustPanic[*AxisError](t, "Rot90: axis 1 is out of range for 1 axis", func() { Rot90(list, 1) })
	mustPanic[*AxisError](t, "ExpandDims: axis -4 is named twice", func() { ExpandDims(m, 0, -4) })
	mustPanic[*ShapeError](t, "has more than 31 dimensions", func() {
		ExpandDims(Zeros[int](slices.Repeat([]int{1}, 30)...), 0, 1)
	})
	mustPanic[*ShapeError](t, "RollEach: shape (2, 3) was given 2 shifts for 1 axis", func() { RollEach(m, []int{1, 2}, 0) })
	mustPanic[*AxisError](t, "RollEach: axis 2 is out of range", func() { RollEach(m, []int{1}, 2) })
	mustPanic[*ShapeError](t, "Pad: shape (2, 3) has 2 axes, there are widths for 3 axes", func() { Pad(m, make([][2]int, 3), 0) })
	for _, w := range []int{-1, int(^uint(0) >> 1)} {
		mustPanic[*ShapeError](t, "Pad: shape (2, 3) cannot grow along an axis by a length that is negative or not to be counted", func() { Pad(m, [][2]int{{w, w}}, 0) })
	}
	mustPanic[*ShapeError](t, "PadEdge: shape (0, 3) has nothing to take along an axis of length 0", func() { PadEdge(Zeros[int](0, 3), [][2]int{{1, 0}}) })
	mustPanic[*ShapeError](t, "ArraySplit: shape (2, 3) does not divide into 0 parts", func() { ArraySplit(m, 0) })
	mustPanic[*AxisError](t, "SplitAt: axis 2 is out of range", func() { SplitAt(m, nil, Axis(2)) })
	mustPanic[*IndexError](t, "Delete: index 3 is outside axis 1, which has length 3, shape (2, 3)", func() { Delete(m, list, Axis(1)) })
	mustPanic[*IndexError](t, "At: index 2 is outside axis 0, which has length 2, shape (2, 3)", func() { At(m, list) })
	mustPanic[*IndexError](t, "At: index -4 is outside axis 1", func() { At(m, Scalar(0), Scalar(-4)) })
	mustPanic[*ShapeError](t, "At: shapes (4,) and (2,) do not broadcast", func() { At(m, list, New([]int{0, 1})) })
	mustPanic[*ShapeError](t, "At: shape (4,) has 1 axis, there are indices for 2", func() { At(list, list, list) })
	mustPanic[*ShapeError](t, "SetAt: shapes (2,) and (3,) do not fit: the first is what is selected, the second the values'", func() { SetAt(list, list.S(":3"), New([]int{0, 1})) })
	mustPanic[*ShapeError](t, "SetAt: shape (2, 4) is a broadcast view", func() { SetAt(BroadcastTo(list, 2, 4), Scalar(1), Scalar(0)) })
	mustPanic[*ShapeError](t, "Ix: shape (2, 3) is of no list: one axis is needed", func() { Ix(m) })
	mustPanic[*IndexError](t, "UnravelIndex: index 6 is outside an array of shape (2, 3)", func() { UnravelIndex(Scalar(6), 2, 3) })
	mustPanic[*ShapeError](t, "UnravelIndex: shape (-1,) has a negative length", func() { UnravelIndex(Scalar(6), -1) })
	mustPanic[*ShapeError](t, "RavelMultiIndex: shape (2, 3) has 2 axes, there are indices for 1", func() { RavelMultiIndex([]*Array[int]{list}, 2, 3) })
	mustPanic[*ShapeError](t, "RavelMultiIndex: shape (2, 3) has 2 axes, there are indices for 3", func() { RavelMultiIndex([]*Array[int]{list, list, list}, 2, 3) })
	mustPanic[*ShapeError](t, "NDIndex: shape (2, -1) has a negative length", func() { NDIndex(2, -1) })
	mustPanic[*AxisError](t, "Along: axis 2 is out of range for 2 axes, shape (2, 3)", func() {
		for range Along(m, 2) {
		}
	})
	mustPanic[*ShapeError](t, "Blocks: shape (4,) has 1 axis, blocks 2 lengths", func() {
		for range Blocks(list, 1, 1) {
		}
	})
	mustPanic[*ShapeError](t, "Blocks: shapes (2, 3) and (1, 0) do not fit: the second is the blocks', and needs lengths above 0", func() {
		for range Blocks(m, 1, 0) {
		}
	})
	mustPanic[*SliceError](t, "index 2 is outside axis 0", func() { With(m, Scalar(1.0), "2") })
	mustPanic[*ShapeError](t, "With: shapes (2,) and (3,) differ", func() { With(m, Ones[float64](2), "0") })
}

// What is a view is one, and what is not shares nothing.
func TestShapingViews(t *testing.T) {
	a := Arange[int](24).Reshape(2, 3, 4)
	for name, v := range map[string]*Array[int]{"Diagonal": Diagonal(a, 1), "MatrixDiagonal": MatrixDiagonal(a, -1), "SwapAxes": SwapAxes(a, 0, 2), "Rot90": Rot90(a, 1),
		"Rot90 by 0": Rot90(a, 0), "ExpandDims": ExpandDims(a, 0, 2), "ArraySplit": ArraySplit(a, 2, Axis(2))[1], "SplitAt": SplitAt(a, []int{1})[1], "Ix": Ix(Ravel(a))[0]} {
		if !SharesMemory(a, v) {
			t.Error(name, "is no view")
		}
	}
	for name, v := range map[string]*Array[int]{"Pad": Pad(a, [][2]int{{}}, 0), "RollEach": RollEach(a, nil), "At": At[int, int](a), "With": With(a, a, "..."),
		"Delete": Delete(a, Zeros[int](0)), "OnesLike": OnesLike(a), "EmptyLike": EmptyLike(a)} {
		if SharesMemory(a, v) || !slices.Equal(v.Shape(), a.Shape()) && name != "Delete" {
			t.Error(name, "is a view, or of shape", v.Shape())
		}
	}
	if ones := OnesLike(Zeros[complex64](2)); !ArrayEqual(ones, New([]complex64{1, 1})) {
		t.Error(ones)
	}
	v := Arange[int](6)
	SetAt(v, v.S("::-1"), Arange[int](6)) // the values overlap what is set
	if !ArrayEqual(v, Arange[int](5, -1, -1)) {
		t.Error(v)
	}
}
