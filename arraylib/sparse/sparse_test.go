package sparse

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	np "fastergo/arraylib"
	"pgregory.net/rapid"
)

// sample draws a matrix of a given shape in any format, of which CSR and CSC may be views of a larger one.
func sample(t *rapid.T, name string, rows, cols int) *Matrix[int16] {
	f := rapid.SampledFrom([]Format{COO, CSR, CSC}).Draw(t, name+" format")
	before, after := rapid.IntRange(0, 2).Draw(t, name+" before"), rapid.IntRange(0, 2).Draw(t, name+" after")
	m := before + rows + after
	var data []int16
	var row, col []int
	if m*cols > 0 {
		for range rapid.IntRange(0, 30).Draw(t, name+" entries") {
			data = append(data, rapid.Int16Range(-3, 3).Draw(t, "value"))
			row = append(row, rapid.IntRange(0, m-1).Draw(t, "row"))
			col = append(col, rapid.IntRange(0, cols-1).Draw(t, "column"))
		}
	}
	a := Rows(To(New(np.New(data), np.New(row), np.New(col), m, cols), f), before, before+rows)
	if rapid.Bool().Draw(t, name+" transposed") {
		r, c := Coordinates(a)
		return To(New(Values(a), c, r, cols, rows), f).T()
	}
	return a
}

// matmul is the product as it is written.
func matmul(a, b *np.Array[int16]) *np.Array[int16] {
	n, l, m := a.Shape()[0], a.Shape()[1], b.Shape()[1]
	d := np.Zeros[int16](n, m)
	for i := range n {
		for j := range m {
			for k := range l {
				d.Set(d.At(i, j)+a.At(i, k)*b.At(k, j), i, j)
			}
		}
	}
	return d
}

func TestAgainstArrays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, l, m := rapid.IntRange(0, 5).Draw(t, "n"), rapid.IntRange(0, 5).Draw(t, "l"), rapid.IntRange(0, 5).Draw(t, "m")
		a, b, c := sample(t, "a", n, l), sample(t, "b", l, m), sample(t, "c", n, l)
		x, y, z := ToArray(a), ToArray(b), ToArray(c)
		f := rapid.SampledFrom([]Format{COO, CSR, CSC}).Draw(t, "format")
		s := rapid.Int16().Draw(t, "s")
		equal := func(what string, got, want *np.Array[int16]) {
			t.Helper()
			if !slices.Equal(got.Shape(), want.Shape()) || !slices.Equal(np.Copy(got).Data(), np.Copy(want).Data()) {
				t.Errorf("%s is\n%v, want\n%v", what, got, want)
			}
		}
		equal("To", ToArray(To(a, f)), x)
		equal("T", ToArray(To(a.T(), f)), x.T())
		equal("MatMulDense", MatMulDense(a, y), matmul(x, y))
		equal("DenseMatMul", DenseMatMul(x, b), matmul(x, y))
		equal("MatMul", ToArray(MatMul(a, b)), matmul(x, y))
		equal("Add", ToArray(Add(a, c)), np.Add(x, z))
		equal("MultiplyScalar", ToArray(MultiplyScalar(a, s)), np.MultiplyScalar(x, s))
		equal("Sum", Sum(a), np.Sum(x))
		equal("Sum 0", Sum(a, 0), np.Sum(x, np.Axis(0)))
		equal("Sum 1", Sum(a, 1), np.Sum(x, np.Axis(1)))
		equal("Diagonal", Diagonal(a), np.Diagonal(x))
		equal("EliminateZeros", ToArray(EliminateZeros(a)), x)
		lo := rapid.IntRange(0, n).Draw(t, "lo")
		hi := rapid.IntRange(lo, n).Draw(t, "hi")
		equal("Rows", ToArray(Rows(a, lo, hi)), x.S("%d:%d", lo, hi))
		if got := FromArray(x.T()); NNZ(got) != np.SumAs[int](np.AsType[bool](x)).Item() {
			t.Errorf("FromArray has %d entries of\n%v", NNZ(got), x)
		}
		for _, r := range []*Matrix[int16]{a, To(a, f), To(a.T(), f), MatMul(a, b), Add(a, c), MultiplyScalar(a, s), EliminateZeros(a), Rows(a, lo, hi), FromArray(x)} {
			valid(t, r)
		}
		if slices.Contains(EliminateZeros(a).values(), 0) {
			t.Errorf("a zero is left")
		}
		equal("the operand", ToArray(a), x)
	})
}

func example(f Format) *Matrix[float64] {
	return To(New(np.New([]float64{1, 2, 3, 4}), np.New([]int{0, 2, 2, 1}), np.New([]int{1, 0, 3, 1}), 3, 4), f)
}

func TestWhatIsShared(t *testing.T) {
	for _, f := range []Format{COO, CSR, CSC} {
		a := example(f)
		data, row := np.New([]float64{5}), np.New([]int{1})
		b := New(data, row, row, 2, 2)
		data.Fill(7)
		row.Fill(9)
		if b.String() != New(np.New([]float64{5}), np.New([]int{1}), np.New([]int{1}), 2, 2).String() {
			t.Error("New keeps its operands")
		}
		if got := a.T().Shape(); !slices.Equal(got, []int{4, 3}) {
			t.Error("the transpose has the shape", got)
		}
		if To(a, f) != a {
			t.Error("a conversion to the same format is the matrix itself")
		}
		part := Rows(a, 1, 3)
		Values(part).Fill(9)
		if viewed := slices.Contains(a.values(), 9); viewed != (f == CSR) {
			t.Errorf("%v: rows are a view: %v", f, viewed)
		}
		Values(a.T()).Fill(8)
		if got := Values(a).At(0); got != 8 {
			t.Error("the transpose is a copy")
		}
		for _, c := range []*Matrix[float64]{To(a, (f+1)%3), To(a, (f+2)%3), EliminateZeros(a), MultiplyScalar(a, 1), Add(a, a)} {
			Values(c).Fill(6)
			r, k := Coordinates(c)
			r.Fill(0)
			k.Fill(0)
			valid(t, c)
			if Values(a).At(0) != 8 {
				t.Errorf("%v: a result shares the operand's values", f)
			}
		}
		valid(t, a)
	}
}

// Only entries are multiplied, those that are 0 too.
func TestSpecialValues(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, f := range []Format{COO, CSR, CSC} {
		a := To(New(np.New([]float64{0, 2}), np.New([]int{0, 1}), np.New([]int{0, 1}), 3, 2), f)
		for _, bad := range []float64{nan, inf, -inf} {
			y := MatMulDense(a, np.New([]float64{bad, 1}))
			if got := fmt.Sprint(y); got != "[nan  2.  0.]" {
				t.Errorf("%v times %v is %v", f, bad, got)
			}
			z := MatMulDense(a, np.New([]float64{bad, bad, 1, 1}, 2, 2))
			if got := fmt.Sprint(z.S("1:")); got != "[[2. 2.]\n [0. 0.]]" {
				t.Errorf("%v times %v is %v", f, bad, got)
			}
		}
		if NNZ(EliminateZeros(a)) != 1 || NNZ(a) != 2 {
			t.Error("EliminateZeros")
		}
	}
	a := FromArray(np.New([]float64{nan, 0, math.Copysign(0, -1), -inf}, 2, 2))
	if NNZ(a) != 2 || NNZ(EliminateZeros(a)) != 2 {
		t.Errorf("NaN and infinity are entries, zeros are not: %v", a)
	}
	z := math.Copysign(0, -1)
	b := New(np.New([]float64{z, 1, 1}), np.New([]int{0, 1, 1}), np.New([]int{0, 1, 1}), 2, 2)
	if !math.Signbit(ToArray(To(b, CSC)).At(0, 0)) {
		t.Error("an entry lost its sign")
	}
	if got := Values(Add(FromArray(np.Ones[float64](1, 1)), FromArray(np.Full(-1.0, 1, 1)))); got.Item() != 0 {
		t.Error("a sum of 0 is an entry")
	}
}

// The sums of one place are in the order of the values.
func TestOrderOfSums(t *testing.T) {
	a := New(np.New([]float64{1, 1e16, -1e16, 3}), np.New([]int{0, 0, 0, 0}), np.New([]int{1, 1, 1, 0}), 1, 2)
	for _, f := range []Format{CSR, CSC} {
		if got := fmt.Sprint(Values(To(a, f))); got != "[3. 0.]" {
			t.Error(f, got)
		}
	}
}

func TestHugeShapes(t *testing.T) {
	const most = math.MaxInt
	a := New(np.New([]float64{1, 2}), np.New([]int{most - 1, 0}), np.New([]int{0, most - 1}), most, most)
	if got, want := Sum(a).Item(), 3.0; got != want {
		t.Error(got)
	}
	if got := a.T().String(); got != fmt.Sprintf("<COOrdinate sparse array of dtype 'float64'\n\twith 2 stored elements and shape (%[1]d, %[1]d)>\n  Coords\tValues\n  (0, %d)\t1.0\n  (%[2]d, 0)\t2.0", most, most-1) {
		t.Error(got)
	}
	shape := fmt.Sprintf("(%d, %[1]d)", most)
	panics(t, "To: shape "+shape+" has more rows or columns than memory can have pointers for: only COO holds it", func() { To(a, CSR) })
	panics(t, "To: shape "+shape+" has more rows or columns than memory can have pointers for: only COO holds it", func() { To(a, CSC) })
	panics(t, "Add: shape "+shape+" has more rows or columns than memory can have pointers for: only COO holds it", func() { Add(a, a) })
	panics(t, "Zeros: shape "+shape+" has more elements than an int can count", func() { ToArray(a) })
	wide := To(New(np.New([]float64{1}), np.New([]int{0}), np.New([]int{most - 1}), 1, most), CSR)
	if got := MatMul(FromArray(np.Full(3.0, 2, 1)), wide); got.String() != fmt.Sprintf("<Compressed Sparse Row sparse array of dtype 'float64'\n\twith 2 stored elements and shape (2, %d)>\n  Coords\tValues\n  (0, %d)\t3.0\n  (1, %[2]d)\t3.0", most, most-1) {
		t.Error(got)
	}
	panics(t, "FromArray: shape ("+fmt.Sprint(most)+", 0) has more rows or columns than memory can have pointers for: only COO holds it", func() { FromArray(np.Zeros[float64](most, 0)) })
	if got := Rows(wide, 0, 1).String(); len(got) == 0 || NNZ(wide) != 1 {
		t.Error(got)
	}
}

// A wide product with few columns in use is that of the same entries without the other columns.
func TestWideMatMul(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	a, b := np.Zeros[float64](5, 6), np.Zeros[float64](6, 2000)
	for range 12 {
		a.Set(float64(1+r.IntN(9)), r.IntN(5), r.IntN(6))
		b.Set(float64(1+r.IntN(9)), r.IntN(6), 100*r.IntN(20))
	}
	got := MatMul(FromArray(a), Rows(FromArray(np.Tile(b, 2, 1)), 6, 12))
	if !np.ArrayEqual(ToArray(got), np.MatMul(a, b)) {
		t.Error(got)
	}
}

func panics(t *testing.T, want string, call func()) {
	t.Helper()
	defer func() {
		t.Helper()
		switch e := recover().(type) {
		case *np.ShapeError, *np.AxisError, *np.IndexError:
			if fmt.Sprint(e) != want {
				t.Errorf("got  %v\nwant %v", e, want)
			}
		default:
			t.Errorf("got %v, want %s", e, want)
		}
	}()
	call()
}

func TestPanics(t *testing.T) {
	one, i := np.New([]float64{1}), func(i int) *np.Array[int] { return np.New([]int{i}) }
	a := example(CSR)
	for _, test := range []struct {
		want string
		call func()
	}{
		{"New: index 5 is outside axis 0, which has length 3, shape (3, 4)", func() { New(one, i(5), i(0), 3, 4) }},
		{"New: index 4 is outside axis 1, which has length 4, shape (3, 4)", func() { New(one, i(0), i(4), 3, 4) }},
		{"New: index -1 is outside axis 0, which has length 3, shape (3, 4)", func() { New(one, i(-1), i(0), 3, 4) }},
		{"New: index 0 is outside axis 0, which has length 0, shape (0, 4)", func() { New(one, i(0), i(0), 0, 4) }},
		{"New: shape (3, -4) has a negative length", func() { New(one, i(0), i(0), 3, -4) }},
		{"New: shapes (1,) and (2,) differ or are not of one axis: each entry has a value, a row and a column", func() { New(one, np.New([]int{1, 2}), i(0), 3, 4) }},
		{"New: shapes (1,) and (2,) differ or are not of one axis: each entry has a value, a row and a column", func() { New(one, i(0), np.New([]int{1, 2}), 3, 4) }},
		{"New: shapes (1, 1) and (1, 1) differ or are not of one axis: each entry has a value, a row and a column", func() { New(one.S("None"), i(0).S("None"), i(0).S("None"), 3, 4) }},
		{"FromArray: shape (1,) is not that of a matrix: two axes are needed", func() { FromArray(one) }},
		{"Add: shapes (3, 4) and (4, 3) differ", func() { Add(a, a.T()) }},
		{"MatMul: shapes (3, 4) and (3, 4) do not fit: the first ends with 4, the second begins with 3", func() { MatMul(a, a) }},
		{"MatMulDense: shapes (3, 4) and (1,) do not fit: the first ends with 4, the second begins with 1", func() { MatMulDense(a, one) }},
		{"MatMulDense: shapes (3, 4) and () have no product: a vector or a matrix is needed", func() { MatMulDense(a, np.Scalar(1.0)) }},
		{"MatMulDense: shapes (3, 4) and (4, 1, 1) have no product: a vector or a matrix is needed", func() { MatMulDense(a, np.Ones[float64](4, 1, 1)) }},
		{"DenseMatMul: shapes (2, 4) and (3, 4) do not fit: the first ends with 4, the second begins with 3", func() { DenseMatMul(np.Ones[float64](2, 4), a) }},
		{"DenseMatMul: shapes () and (3, 4) have no product: a vector or a matrix is needed", func() { DenseMatMul(np.Scalar(1.0), a) }},
		{"Sum: axis 2 is out of range for 2 axes, shape (3, 4)", func() { Sum(a, 2) }},
		{"Sum: axis -3 is out of range for 2 axes, shape (3, 4)", func() { Sum(a, -3) }},
		{"Sum: axis 1 is one too many: without an axis the sum is that of all, shape (3, 4)", func() { Sum(a, 0, 1) }},
		{"Rows: index 4 is outside axis 0, which has length 3, shape (3, 4)", func() { Rows(a, 0, 4) }},
		{"Rows: index -1 is outside axis 0, which has length 3, shape (3, 4)", func() { Rows(a, -1, 3) }},
		{"To: shape (3, 4) cannot be had in format 9, which is none of COO, CSR and CSC", func() { To(a, Format(9)) }},
		{"Rows: shape (3, 4) has no rows from 2 to 1", func() { Rows(a, 2, 1) }},
	} {
		panics(t, test.want, test.call)
	}
	if Format(7).String() != "Format?" {
		t.Error("a format that does not exist has a name")
	}
}
