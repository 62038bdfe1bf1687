package sparse

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"
	"unsafe"

	np "fastergo/arraylib"
)

// The vectors in testdata were computed by SciPy; make_vectors.py there makes them again.

type stored struct {
	Row, Col []int
	Data     []any
}

type compressed struct {
	Ptr, Idx []int
	Data     []any
}

type vector struct {
	DType                                                     string
	Shape                                                     [2]int
	A, B, C                                                   stored
	Lo, Hi, ABNNZ                                             int
	S                                                         any
	X, XX, Y, Dense, AX, AXX, YA, AB, AC, AS, Sum0, Sum1, Sum []any
	Diagonal, Rows, Cols                                      []any
	CSR, CSC                                                  compressed
}

type text struct {
	DType         string
	Shape         [2]int
	A             stored
	COO, CSR, CSC string
}

func TestVectors(t *testing.T) {
	var file struct {
		Matrices []vector
		Texts    []text
	}
	data, err := os.ReadFile("testdata/scipy.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Matrices) < 70 || len(file.Texts) < 7 {
		t.Error("vectors are missing")
	}
	for i, v := range file.Matrices {
		t.Run(fmt.Sprint(v.DType, "/", v.Shape, "/", i), func(t *testing.T) {
			map[string]func(*testing.T, vector){"float64": compute[float64], "float32": compute[float32], "int64": compute[int64], "int32": compute[int32],
				"int8": compute[int8], "uint8": compute[uint8], "uint16": compute[uint16], "complex128": compute[complex128], "complex64": compute[complex64]}[v.DType](t, v)
		})
	}
	for i, v := range file.Texts {
		t.Run(fmt.Sprint("print/", v.DType, "/", i), func(t *testing.T) {
			map[string]func(*testing.T, text){"float64": print[float64], "int64": print[int64], "int8": print[int8], "uint8": print[uint8],
				"complex128": print[complex128]}[v.DType](t, v)
		})
	}
}

func print[T np.Number](t *testing.T, v text) {
	a := build[T](t, v.A, v.Shape)
	for f, want := range []string{v.COO, v.CSR, v.CSC} {
		if got := To(a, Format(f)).String(); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func number[T np.Number](t *testing.T, x any) (v T) {
	t.Helper()
	float := func(x any) float64 {
		f, err := strconv.ParseFloat(x.(string), 64)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	switch p := any(&v).(type) {
	case *complex128:
		*p = complex(float(x.([]any)[0]), float(x.([]any)[1]))
	case *complex64:
		*p = complex64(complex(float(x.([]any)[0]), float(x.([]any)[1])))
	case *float64:
		*p = float(x)
	case *float32:
		*p = float32(float(x))
	default:
		i, err := strconv.ParseInt(x.(string), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		copy(unsafe.Slice((*byte)(unsafe.Pointer(&v)), unsafe.Sizeof(v)), unsafe.Slice((*byte)(unsafe.Pointer(&i)), 8))
	}
	return v
}

func numbers[T np.Number](t *testing.T, x []any, shape ...int) *np.Array[T] {
	t.Helper()
	d := make([]T, len(x))
	for i := range x {
		d[i] = number[T](t, x[i])
	}
	return np.New(d, shape...)
}

func build[T np.Number](t *testing.T, s stored, shape [2]int) *Matrix[T] {
	t.Helper()
	return New(numbers[T](t, s.Data), np.New(s.Row), np.New(s.Col), shape[0], shape[1])
}

// same compares exactly; NaN is NaN. SciPy's toarray adds to 0, which makes -0 0, so signs of zeros do not count.
func same[T np.Number](t *testing.T, what string, got *np.Array[T], want []any, shape ...int) {
	t.Helper()
	if !slices.Equal(got.Shape(), shape) {
		t.Errorf("%s: shape %v, want %v", what, got.Shape(), shape)
		return
	}
	w := numbers[T](t, want, shape...)
	for i, v := range got.All() {
		u := w.Data()[i]
		if v != u && (v == v || u == u) {
			t.Errorf("%s: element %d is %v, want %v", what, i, v, u)
			return
		}
	}
}

func compute[T np.Number](t *testing.T, v vector) {
	m, n := v.Shape[0], v.Shape[1]
	original := build[T](t, v.A, v.Shape)
	b, c := build[T](t, v.B, [2]int{n, 3}), build[T](t, v.C, v.Shape)
	x, xx, y := numbers[T](t, v.X), numbers[T](t, v.XX, n, 3), numbers[T](t, v.Y, 2, m)
	for f, want := range map[Format]compressed{CSR: v.CSR, CSC: v.CSC} {
		got := To(original, f)
		lo, hi := got.p.span()
		if !slices.Equal(got.p.ptr, want.Ptr) || !slices.Equal(got.p.idx[lo:hi], want.Idx) || NNZ(got) != len(want.Data) {
			t.Errorf("%v has pointers %v and indices %v, want %v and %v", f, got.p.ptr, got.p.idx, want.Ptr, want.Idx)
		}
		same(t, f.String(), Values(got), want.Data, len(want.Data))
	}
	for _, f := range []Format{COO, CSR, CSC} {
		a := To(original, f)
		same(t, "ToArray", ToArray(a), v.Dense, m, n)
		same(t, "T", np.Copy(ToArray(a.T()).T()), v.Dense, m, n)
		same(t, "FromArray", ToArray(To(FromArray(ToArray(a)), f)), v.Dense, m, n)
		same(t, "A x", MatMulDense(a, x), v.AX, m)
		same(t, "A x, a column", MatMulDense(a, x.S(":, None")), v.AX, m, 1)
		same(t, "A X", MatMulDense(a, xx), v.AXX, m, 3)
		same(t, "A X, transposed", MatMulDense(a, np.Copy(xx.T()).T()), v.AXX, m, 3)
		same(t, "y A", DenseMatMul(y, a), v.YA, 2, n)
		same(t, "y A, a vector", DenseMatMul(y.S("1"), a), v.YA[n:], n)
		product := MatMul(a, To(b, (f+1)%3))
		same(t, "A B", ToArray(product), v.AB, m, 3)
		if got := NNZ(EliminateZeros(product)); got != v.ABNNZ {
			t.Errorf("A B has %d entries other than 0, want %d", got, v.ABNNZ)
		}
		same(t, "A + C", ToArray(Add(a, To(c, (f+1)%3))), v.AC, m, n)
		same(t, "A s", ToArray(MultiplyScalar(To(a, max(f, CSR)), number[T](t, v.S))), v.AS, m, n)
		same(t, "Sum 0", Sum(a, 0), v.Sum0, n)
		same(t, "Sum -1", Sum(a, -1), v.Sum1, m)
		same(t, "Sum", Sum(a), v.Sum)
		same(t, "Diagonal", Diagonal(a), v.Diagonal, min(m, n))
		same(t, "Rows", ToArray(Rows(a, v.Lo, v.Hi)), v.Rows, v.Hi-v.Lo, n)
		lo, hi := min(v.Lo, n), min(v.Hi, n)
		same(t, "columns", ToArray(Rows(a.T(), lo, hi).T()), v.Cols, m, hi-lo)
		for _, p := range []*Matrix[T]{product, Rows(a, v.Lo, v.Hi), Add(a, c), EliminateZeros(a)} {
			if p.Format() != max(f, p.Format()) {
				t.Errorf("format %v of a result from %v", p.Format(), f)
			}
			valid(t, p)
		}
	}
}

// valid checks what the documentation of the formats promises.
func valid[T np.Number](t interface{ Errorf(string, ...any) }, a *Matrix[T]) {
	row, col := a.p.coordinates()
	if len(row) != len(col) || len(row) != NNZ(a) || len(a.values()) != NNZ(a) || np.Size(Values(a)) != NNZ(a) {
		t.Errorf("%d entries have %d rows, %d columns and %d values", NNZ(a), len(row), len(col), len(a.values()))
		return
	}
	if a.p.format == CSC {
		row, col = col, row
	}
	for k := range row {
		if k > 0 && a.p.format != COO && (row[k] < row[k-1] || row[k] == row[k-1] && col[k] <= col[k-1]) {
			t.Errorf("the entries are out of order: %v %v", row, col)
			return
		}
	}
}
