package arraylib

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var productFunctions = map[string]func(a []*core, text string, n [][]int, opts []Option) *core{
	"MatMul": func(a []*core, _ string, _ [][]int, _ []Option) *core { return matMul(nil, a[0], a[1]) },
	"MatVec": func(a []*core, _ string, _ [][]int, _ []Option) *core { return matVec(a[0], a[1]) },
	"VecMat": func(a []*core, _ string, _ [][]int, _ []Option) *core { return vecMat(a[0], a[1]) },
	"VecDot": func(a []*core, _ string, _ [][]int, opts []Option) *core { return vecDot(a[0], a[1], opts) },
	"TensorDot": func(a []*core, _ string, n [][]int, _ []Option) *core {
		if len(n) == 1 {
			return tensorDotLast(a[0], a[1], n[0][0])
		}
		return tensorDot("TensorDotAxes", a[0], a[1], n[0], n[1])
	},
	"Einsum": func(a []*core, text string, _ [][]int, _ []Option) *core { return einsum(text, a) },
}

func TestProductVectors(t *testing.T) {
	var rows []struct {
		Op   string
		Args []described
		Text string
		N    [][]int
		Axis *int
		Keep bool
		Want *described // null where NumPy has an error
	}
	readVectors(t, "products.json", &rows)
	for i, row := range rows {
		t.Run(row.Op+"/"+row.Text+"/"+row.Args[0].DType+"/"+strconv.Itoa(i), func(t *testing.T) {
			var args, before []*core
			for _, d := range row.Args {
				args, before = append(args, d.build(t)), append(before, d.build(t))
			}
			var opts []Option
			if row.Axis != nil {
				opts = append(opts, Axis(*row.Axis))
			}
			if row.Keep {
				opts = append(opts, KeepDims)
			}
			if row.Want == nil {
				defer func() {
					switch e := recover().(type) {
					case *ShapeError, *AxisError, *EinsumError:
					default:
						t.Errorf("panic %v, want a typed one", e)
					}
				}()
			}
			got := productFunctions[row.Op](args, row.Text, row.N, opts)
			if row.Want == nil {
				t.Fatalf("result %s, want a panic", got.text())
			}
			// The elements are small quarters, so sums of their products are exact in any order.
			want := row.Want.build(t)
			compareCores(t, got, want, math.SmallestNonzeroFloat64)
			for i, a := range args {
				compareCores(t, a, before[i], 0)
				if overlap(got, a) {
					t.Error("the result shares memory with an operand")
				}
			}
			if !got.contiguous() {
				t.Error("the result is not in C order")
			}
			if row.Op == "MatMul" {
				into := full(want.dtype, one(want.dtype), slices.Concat(want.shape, []int{2})).slice("..., 1", nil)
				matMul(into, args[0], args[1])
				compareCores(t, into, want, math.SmallestNonzeroFloat64)
			}
		})
	}
}

// naiveEinsum sums by index, for terms without blanks or ellipses and operands that need not stretch.
func naiveEinsum[T Number](text string, operands ...*Array[T]) *Array[T] {
	in, out, _ := strings.Cut(text, "->")
	length := map[byte]int{}
	terms := strings.Split(in, ",")
	letters := []byte{}
	for i, t := range terms {
		for d := range t {
			if length[t[d]] == 0 && !slices.Contains(letters, t[d]) {
				letters = append(letters, t[d])
			}
			length[t[d]] = operands[i].Shape()[d]
		}
	}
	place := func(term string, index []int) []int {
		at := []int{}
		for d := range term {
			at = append(at, index[slices.Index(letters, term[d])])
		}
		return at
	}
	var shape, every []int
	for d := range out {
		shape = append(shape, length[out[d]])
	}
	for _, l := range letters {
		every = append(every, length[l])
	}
	r := Zeros[T](shape...)
	for index := range indices(every) {
		p := T(1)
		for i, t := range terms {
			p *= operands[i].At(place(t, index)...)
		}
		at := place(out, index)
		r.Set(r.At(at...)+p, at...)
	}
	return r
}

// wander returns a view of new storage with the given shape: transposed, sliced or flipped, filled with small whole numbers.
func wander(t *rapid.T, shape []int) *Array[int] {
	order := rapid.Permutation(appendRange(nil, 0, len(shape))).Draw(t, "order")
	wide := make([]int, len(shape))
	for i, d := range order {
		wide[i] = 2*shape[d] + 1
	}
	a := RemainderScalar(Arange[int](naiveSize(wide)), 11).Reshape(wide...)
	a = SubtractScalar(a, 5)
	back := make([]int, len(shape))
	for i, d := range order {
		back[d] = i
	}
	if len(shape) == 0 {
		return a
	}
	a = Transpose(a, back...)
	for d, n := range shape {
		text := rapid.SampledFrom([]string{":%d", "1::2", "-2::-2", "%d::-1", "%d:"}).Draw(t, "slice")
		var args []int
		switch text {
		case ":%d":
			args = []int{n}
		case "%d::-1":
			args = []int{n - 1}
			if n == 0 {
				text, args = ":0", nil
			}
		case "%d:":
			args = []int{n + 1}
		case "-2::-2":
			if n == 0 {
				text = ":0"
			}
		}
		a = MoveAxis(MoveAxis(a, d, 0).S(text, args...), 0, d)
	}
	return a
}

func TestMatMulAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]int{0, 1, 2, 3, 4, 5, 7, 9, 16, 17})
		m, n, k := size.Draw(t, "m"), size.Draw(t, "n"), size.Draw(t, "k")
		a, b := wander(t, []int{m, k}), wander(t, []int{k, n})
		want := naiveEinsum("ij,jk->ik", a, b)
		sameAsModel(t, "MatMul", MatMul(a, b), modelOf(want))
		dst := wander(t, []int{m, n})
		MatMulInto(dst, a, b)
		sameAsModel(t, "MatMulInto", dst, modelOf(want))
		f := MatMul(AsType[float64](a), AsType[float64](b))
		sameAsModel(t, "MatMul of floats", AsType[int](f), modelOf(want))
		sameAsModel(t, "MatMul of int8", AsType[int](MatMul(AsType[int8](a), AsType[int8](b))), modelOf(AsType[int](AsType[int8](want))))
	})
}
