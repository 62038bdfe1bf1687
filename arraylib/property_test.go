package arraylib

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The model of an array is its shape and its elements in C order; every operation on it is written by index.
type model struct {
	shape []int
	data  []int
}

func modelOf(a *Array[int]) model {
	m := model{shape: a.Shape()}
	for index := range indices(m.shape) {
		m.data = append(m.data, a.At(index...))
	}
	return m
}

// indices yields every index of a shape in C order.
func indices(shape []int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		index := make([]int, len(shape))
		for n := naiveSize(shape); n > 0; n-- {
			if !yield(index) {
				return
			}
			for d := len(shape) - 1; d >= 0; d-- {
				if index[d]++; index[d] < shape[d] {
					break
				}
				index[d] = 0
			}
		}
	}
}

func naiveSize(shape []int) int {
	n := 1
	for _, m := range shape {
		n *= m
	}
	return n
}

func (m model) at(index []int) int {
	k := 0
	for d, i := range index {
		k = k*m.shape[d] + i
	}
	return m.data[k]
}

func sameAsModel(t *rapid.T, what string, a *Array[int], m model) {
	t.Helper()
	got := modelOf(a)
	if !slices.Equal(got.shape, m.shape) || !slices.Equal(got.data, m.data) {
		t.Fatalf("%s is %v %v, want %v %v", what, got.shape, got.data, m.shape, m.data)
	}
	flat := make([]int, 0, len(m.data))
	for i, v := range a.All() {
		if i != len(flat) {
			t.Fatalf("%s: All counts %d at %d", what, i, len(flat))
		}
		flat = append(flat, v)
	}
	if !slices.Equal(flat, m.data) {
		t.Fatalf("%s: All yields %v, want %v", what, flat, m.data)
	}
	if data := Copy(a).Data(); !slices.Equal(data, m.data) {
		t.Fatalf("%s: Copy has %v, want %v", what, data, m.data)
	}
}

// sliceText draws an index of an array of the given shape and returns its text and what it makes of the model.
func sliceText(t *rapid.T, m model) (string, model) {
	type axis struct {
		from []int // the indices taken; nil for a new axis
		drop bool
	}
	var parts []string
	var axes []axis
	number := rapid.IntRange(-9, 9)
	used := rapid.IntRange(0, len(m.shape)).Draw(t, "used")
	ellipsis := rapid.IntRange(-1, used).Draw(t, "ellipsis")
	all := func(n int) (s []int) {
		s = []int{}
		for i := range n {
			s = append(s, i)
		}
		return s
	}
	d := 0
	for i := 0; i <= used; i++ {
		if i == ellipsis {
			parts = append(parts, "...")
			for ; d < len(m.shape)-(used-i); d++ {
				axes = append(axes, axis{from: all(m.shape[d])})
			}
		}
		if rapid.IntRange(0, 5).Draw(t, "new") == 0 {
			parts, axes = append(parts, "None"), append(axes, axis{})
		}
		if i == used {
			break
		}
		n := m.shape[d]
		d++
		if n > 0 && rapid.IntRange(0, 3).Draw(t, "number") == 0 {
			k := rapid.IntRange(-n, n-1).Draw(t, "k")
			parts, axes = append(parts, strconv.Itoa(k)), append(axes, axis{from: []int{(k + n) % n}, drop: true})
			continue
		}
		text, step := "", 1
		var bounds [2]*int
		for j := range bounds {
			if rapid.Bool().Draw(t, "bound") {
				b := number.Draw(t, "b")
				bounds[j], text = &b, text+strconv.Itoa(b)
			}
			if j == 0 {
				text += ":"
			}
		}
		if rapid.Bool().Draw(t, "step") {
			step = rapid.SampledFrom([]int{1, 2, 3, 7, -1, -2, -3, -9}).Draw(t, "s")
			text += ":" + strconv.Itoa(step)
		}
		parts, axes = append(parts, text), append(axes, axis{from: takenIndices(n, bounds[0], bounds[1], step)})
	}
	for ; d < len(m.shape); d++ {
		axes = append(axes, axis{from: all(m.shape[d])})
	}
	if len(parts) == 0 {
		parts = []string{"..."}
	}
	r := model{shape: []int{}}
	for _, x := range axes {
		switch {
		case x.from == nil:
			r.shape = append(r.shape, 1)
		case !x.drop:
			r.shape = append(r.shape, len(x.from))
		}
	}
	for index := range indices(r.shape) {
		var source []int
		k := 0
		for _, x := range axes {
			switch {
			case x.from == nil:
				k++
			case x.drop:
				source = append(source, x.from[0])
			default:
				source = append(source, x.from[index[k]])
				k++
			}
		}
		r.data = append(r.data, m.at(source))
	}
	return strings.Join(parts, rapid.SampledFrom([]string{",", ", ", " ,"}).Draw(t, "comma")), r
}

// takenIndices goes through all of an axis and keeps what the slice takes.
func takenIndices(n int, start, stop *int, step int) []int {
	bound := func(b *int, absent int) int {
		if b == nil {
			return absent
		}
		if *b < 0 {
			return *b + n
		}
		return *b
	}
	taken := []int{}
	if step > 0 {
		first := max(0, bound(start, 0))
		for i := first; i < min(n, bound(stop, n)); i++ {
			if (i-first)%step == 0 {
				taken = append(taken, i)
			}
		}
		return taken
	}
	first := min(n-1, bound(start, n-1))
	for i := first; i > max(-1, bound(stop, -1)); i-- {
		if (first-i)%-step == 0 {
			taken = append(taken, i)
		}
	}
	return taken
}

func drawShape(t *rapid.T) []int {
	return rapid.SliceOfN(rapid.IntRange(0, 5), 0, 4).Draw(t, "shape")
}

// drawArray returns an array whose element k in C order is k, or a view of a larger one with other numbers.
func drawArray(t *rapid.T) *Array[int] {
	shape := drawShape(t)
	a := Arange[int](naiveSize(shape)).Reshape(shape...)
	for range rapid.IntRange(0, 3).Draw(t, "views") {
		switch rapid.IntRange(0, 3).Draw(t, "view") {
		case 0:
			text, _ := sliceText(t, modelOf(a))
			a = a.S(text)
		case 1:
			a = a.T()
		case 2:
			a = Flip(a)
		case 3:
			if NDim(a) < 5 {
				a = BroadcastTo(a, append([]int{rapid.IntRange(0, 3).Draw(t, "lead")}, a.Shape()...)...)
			}
		}
	}
	return a
}

func TestSliceAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArray(t)
		text, want := sliceText(t, modelOf(a))
		sameAsModel(t, "S("+text+")", a.S(text), want)
	})
}

func TestTransposeAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArray(t)
		m := modelOf(a)
		order := rapid.Permutation(seq(len(m.shape))).Draw(t, "order")
		want := model{shape: make([]int, len(order))}
		for i, d := range order {
			want.shape[i] = m.shape[d]
		}
		for index := range indices(want.shape) {
			source := make([]int, len(order))
			for i, d := range order {
				source[d] = index[i]
			}
			want.data = append(want.data, m.at(source))
		}
		if len(order) > 0 {
			sameAsModel(t, "Transpose", Transpose(a, order...), want)
		}
		sameAsModel(t, "T.T", a.T().T(), m)
		if len(order) > 0 {
			from, to := rapid.IntRange(0, len(order)-1).Draw(t, "from"), rapid.IntRange(-len(order), len(order)-1).Draw(t, "to")
			moved := MoveAxis(a, from, to)
			if to < 0 {
				to += len(order)
			}
			rest := slices.Delete(seq(len(order)), from, from+1)
			sameAsModel(t, "MoveAxis", moved, modelOf(Transpose(a, slices.Insert(rest, to, from)...)))
		}
	})
}

func seq(n int) []int { return slices.Clone(Arange[int](n).Data()) }

func TestReshapeAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArray(t)
		m := modelOf(a)
		// Any factors of the size make a shape.
		var shape []int
		for rest := len(m.data); ; {
			var factors []int
			for f := 1; f <= rest; f++ {
				if rest%f == 0 {
					factors = append(factors, f)
				}
			}
			if rest == 0 {
				shape = append(shape, 0)
				break
			}
			f := rapid.SampledFrom(factors).Draw(t, "factor")
			shape = append(shape, f)
			if rest /= f; rest == 1 || len(shape) == 5 {
				shape = append(shape, rest)
				break
			}
		}
		r := a.Reshape(shape...)
		sameAsModel(t, "Reshape", r, model{shape, m.data})
		sameAsModel(t, "Ravel", Ravel(a), model{[]int{len(m.data)}, m.data})
		if len(m.data) == 0 {
			return
		}
		unknown := slices.Clone(shape)
		unknown[rapid.IntRange(0, len(shape)-1).Draw(t, "unknown")] = -1
		sameAsModel(t, "Reshape with -1", a.Reshape(unknown...), model{shape, m.data})
		// A view exists if some strides walk the same places; then it must be one.
		if view := SharesMemory(r, a); view != viewExists(a, shape) {
			t.Fatalf("reshape of shape %v, strides %v to %v is a view: %v", a.Shape(), Strides(a), shape, view)
		}
	})
}

// viewExists tries: the strides of each new axis follow from where its element 1 lies, and must then serve all elements.
func viewExists(a *Array[int], shape []int) bool {
	var places []int
	for index := range indices(a.Shape()) {
		p := 0
		for d, i := range index {
			p += i * Strides(a)[d]
		}
		places = append(places, p)
	}
	strides, step := make([]int, len(shape)), 1
	for d := len(shape) - 1; d >= 0; d-- {
		if shape[d] > 1 {
			strides[d] = places[step]
		}
		step *= shape[d]
	}
	k := 0
	for index := range indices(shape) {
		p := 0
		for d, i := range index {
			p += i * strides[d]
		}
		if p != places[k] {
			return false
		}
		k++
	}
	return true
}

func TestBroadcastAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.SampledFrom([]int{0, 1, 1, 2, 3})
		a, b := rapid.SliceOfN(length, 0, 4).Draw(t, "a"), rapid.SliceOfN(length, 0, 4).Draw(t, "b")
		n := max(len(a), len(b))
		want, fits := make([]int, n), true
		for d := range want {
			at := func(s []int) int {
				if i := d - (n - len(s)); i >= 0 {
					return s[i]
				}
				return 1
			}
			x, y := at(a), at(b)
			fits = fits && (x == y || x == 1 || y == 1)
			if want[d] = x; x == 1 {
				want[d] = y
			}
		}
		x, y := Arange[int](naiveSize(a)).Reshape(a...), Arange[int](naiveSize(b)).Reshape(b...)
		if !fits {
			for _, f := range []func(){func() { BroadcastShapes(a, b) }, func() { BroadcastArrays(x, y) }, func() { Add(x, y) }} {
				func() {
					defer func() {
						e, ok := recover().(*ShapeError)
						if !ok || !slices.Equal(e.A, a) || !slices.Equal(e.B, b) {
							t.Fatalf("panic %v, want a ShapeError with %v and %v", e, a, b)
						}
					}()
					f()
				}()
			}
			return
		}
		if got := BroadcastShapes(a, b); !slices.Equal(got, want) {
			t.Fatalf("BroadcastShapes(%v, %v) is %v, want %v", a, b, got, want)
		}
		stretched := func(m model) (r model) {
			r.shape = want
			for index := range indices(want) {
				source := slices.Clone(index[n-len(m.shape):])
				for d := range source {
					if m.shape[d] == 1 {
						source[d] = 0
					}
				}
				r.data = append(r.data, m.at(source))
			}
			return r
		}
		both := BroadcastArrays(x, y)
		mx, my := stretched(modelOf(x)), stretched(modelOf(y))
		sameAsModel(t, "BroadcastArrays[0]", both[0], mx)
		sameAsModel(t, "BroadcastArrays[1]", both[1], my)
		sum := model{shape: want}
		for i := range mx.data {
			sum.data = append(sum.data, mx.data[i]+my.data[i])
		}
		sameAsModel(t, "Add", Add(x, y), sum)
	})
}

// drawWide returns a view with rows long enough for several tiles, or short ones of many rows, all of the given shape.
func drawWide(t *rapid.T, storage *Array[int], shape []int) *Array[int] {
	a := storage
	n := a.Shape()[0] // square
	transposed := rapid.Bool().Draw(t, "transposed")
	if transposed {
		shape = []int{shape[1], shape[0]}
	}
	var text []string
	for _, m := range shape {
		step := rapid.IntRange(1, (n-1)/max(m-1, 1)).Draw(t, "step")
		first := rapid.IntRange(0, n-1-(m-1)*step).Draw(t, "first")
		part := strconv.Itoa(first) + ":" + strconv.Itoa(first+(m-1)*step+1) + ":" + strconv.Itoa(step)
		if rapid.Bool().Draw(t, "backwards") {
			part = strconv.Itoa(first+(m-1)*step) + "::" + strconv.Itoa(-step)
			if first-step >= 0 {
				part = strconv.Itoa(first+(m-1)*step) + ":" + strconv.Itoa(first-step) + ":" + strconv.Itoa(-step)
			}
		}
		text = append(text, part)
	}
	if a = a.S(strings.Join(text, ",")); transposed {
		a = a.T()
	}
	return a
}

func TestIntoUnderOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{3, 20, 130}).Draw(t, "n")
		storage := Arange[int](n*n).Reshape(n, n)
		shape := []int{rapid.IntRange(1, n).Draw(t, "rows"), rapid.IntRange(1, n).Draw(t, "columns")}
		dst, a, b := drawWide(t, storage, shape), drawWide(t, storage, shape), drawWide(t, storage, shape)
		want := Subtract(Copy(a), Copy(b))
		for index := range indices(shape) { // the oracle's own check
			if w := a.At(index...) - b.At(index...); want.At(index...) != w {
				t.Fatalf("Subtract has %d at %v, want %d", want.At(index...), index, w)
			}
		}
		outside := Copy(storage)
		CopyTo(dst, want)
		after := Copy(storage)
		CopyTo(storage, outside)

		SubtractInto(dst, a, b)
		if !ArrayEqual(dst, want) {
			t.Fatalf("shape %v strides %v, %v, %v: got %v, want %v", shape, Strides(dst), Strides(a), Strides(b), dst, want)
		}
		if !ArrayEqual(storage, after) {
			t.Fatal("elements beside dst have changed")
		}
		CopyTo(storage, outside)
		want = Copy(a)
		CopyTo(dst, a)
		if !ArrayEqual(dst, want) {
			t.Fatal("CopyTo under overlap went wrong")
		}
	})
}

func TestSharesMemoryAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		storage := Zeros[int](12, 12)
		shape := []int{rapid.IntRange(1, 6).Draw(t, "rows"), rapid.IntRange(1, 6).Draw(t, "columns")}
		a, b := drawWide(t, storage, shape), drawWide(t, storage, shape)
		a.Fill(1)
		shared := SumAs[int](EqualScalar(b, 1)).Item() > 0
		if shared && !SharesMemory(a, b) {
			t.Fatalf("views with strides %v and %v share elements", Strides(a), Strides(b))
		}
	})
}

func TestReduceAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a *Array[int]
		if rapid.Bool().Draw(t, "wide") {
			n := 200
			a = drawWide(t, Arange[int](n*n).Reshape(n, n), []int{rapid.IntRange(1, n).Draw(t, "rows"), rapid.IntRange(1, n).Draw(t, "columns")})
			if rapid.Bool().Draw(t, "stack") {
				a = BroadcastTo(a, append([]int{rapid.IntRange(1, 2).Draw(t, "lead")}, a.Shape()...)...)
			}
		} else {
			a = drawArray(t)
		}
		m := modelOf(a)
		gone := make([]bool, len(m.shape))
		var axes []int
		for d := range gone {
			if gone[d] = rapid.Bool().Draw(t, "gone"); gone[d] {
				axes = append(axes, d)
			}
		}
		want := model{shape: []int{}}
		kept := []int{}
		for d, n := range m.shape {
			if gone[d] {
				kept = append(kept, 1)
				continue
			}
			want.shape, kept = append(want.shape, n), append(kept, n)
		}
		want.data = make([]int, naiveSize(want.shape))
		greatest := make([]int, len(want.data))
		for index := range indices(m.shape) {
			k := 0
			for d, i := range index {
				if !gone[d] {
					k = k*m.shape[d] + i
				}
			}
			want.data[k] += m.at(index)
			greatest[k] = max(greatest[k], m.at(index))
		}
		sameAsModel(t, "Sum", Sum(a, Axis(axes...)), want)
		sameAsModel(t, "Sum of floats", AsType[int](Sum(AsType[float64](a), Axis(axes...))), want)
		sameAsModel(t, "SumAs", AsType[int](SumAs[float32](AsType[int16](RemainderScalar(a, 3)), Axis(axes...))), modelOf(Sum(RemainderScalar(a, 3), Axis(axes...))))
		sameAsModel(t, "Sum, KeepDims", Sum(a, Axis(axes...), KeepDims), model{kept, want.data})
		if len(m.data) == 0 {
			return
		}
		sameAsModel(t, "Max", Max(a, Axis(axes...)), model{want.shape, greatest})
		if len(axes) == 1 {
			at := ArgMax(a, Axis(axes[0]))
			for index := range indices(want.shape) {
				source := slices.Insert(slices.Clone(index), axes[0], at.At(index...))
				first := 0
				for ; m.at(slices.Insert(slices.Clone(index), axes[0], first)) < m.at(source); first++ {
				}
				if m.at(source) != (model{want.shape, greatest}).at(index) || first != at.At(index...) {
					t.Fatalf("ArgMax is %d at %v", at.At(index...), index)
				}
			}
		}
	})
}
