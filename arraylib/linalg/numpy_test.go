package linalg

import (
	"encoding/json"
	"errors"
	"math"
	"math/cmplx"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	np "fastergo/arraylib"
)

// described is an array as testdata/make_vectors.py writes it: dtype, shape, elements, view.
type described struct {
	dtype string
	shape []int
	data  string
	view  string
}

func (d *described) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&d.dtype, &d.shape, &d.data, &d.view})
}

type vector struct {
	Op    string
	Args  []int
	N     string
	Error string
	Want  []described
}

func floats(t *testing.T, text string) (x []float64) {
	t.Helper()
	for _, f := range strings.Fields(text) {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			t.Fatal(err)
		}
		x = append(x, v)
	}
	return x
}

// buildArray makes the array, then the view of it.
func buildArray[T np.Inexact](t *testing.T, d described) *np.Array[T] {
	t.Helper()
	x := floats(t, d.data)
	var a *np.Array[T]
	if strings.HasPrefix(d.dtype, "complex") {
		z := make([]complex128, len(x)/2)
		for i := range z {
			z[i] = complex(x[2*i], x[2*i+1])
		}
		a = np.AsType[T](np.AsArray(z).Reshape(d.shape...))
	} else {
		a = np.AsType[T](np.AsArray(x).Reshape(d.shape...))
	}
	view, transposed := strings.CutSuffix(d.view, ".T")
	if view != "" {
		a = a.S(view)
	}
	if transposed {
		a = a.T()
	}
	return a
}

// numbers returns the shape and the elements of an array of any type.
func numbers(o np.Operand) (shape []int, z []complex128) {
	shape = np.LayoutOf(o).Shape
	switch a := o.(type) {
	case *np.Array[int]:
		return shape, np.AsType[complex128](a).Data()
	case *np.Array[float32]:
		return shape, np.AsType[complex128](a).Data()
	case *np.Array[float64]:
		return shape, np.AsType[complex128](a).Data()
	case *np.Array[complex64]:
		return shape, np.AsType[complex128](a).Data()
	case *np.Array[complex128]:
		return shape, np.Copy(a).Data()
	}
	panic("no such array")
}

func same(x, y float64, tolerance float64) bool {
	return x == y || x != x && y != y || math.Abs(x-y) <= tolerance
}

// compareArrays compares with a tolerance relative to the greatest element.
func compareArrays(t *testing.T, got np.Operand, want described, rel float64) {
	t.Helper()
	shape, g := numbers(got)
	_, w := numbers(buildArray[complex128](t, described{want.dtype, want.shape, want.data, ""}))
	if !slices.Equal(shape, want.shape) {
		t.Errorf("shape %v, want %v", shape, want.shape)
		return
	}
	size := 0.0
	for _, v := range w {
		if s := cmplx.Abs(v); !math.IsInf(s, 0) {
			size = max(size, s)
		}
	}
	for i, v := range w {
		// The kind of a complex number is NaN, Inf or finite: NumPy's parts of those that are not finite are accidental.
		if cmplx.IsNaN(v) && cmplx.IsNaN(g[i]) || cmplx.IsInf(v) && cmplx.IsInf(g[i]) && imag(v) != 0 {
			continue
		}
		if !same(real(g[i]), real(v), rel*size) || !same(imag(g[i]), imag(v), rel*size) {
			t.Errorf("element %d is %v, want %v\ngot  %v\nwant %v", i, g[i], v, g, w)
			return
		}
	}
}

func TestNumPyVectors(t *testing.T) {
	text, err := os.ReadFile("testdata/numpy.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Inputs  []described
		Vectors []vector
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	for i, v := range file.Vectors {
		var args []described
		for _, a := range v.Args {
			args = append(args, file.Inputs[a])
		}
		t.Run(v.Op+"/"+args[0].dtype+"/"+strconv.Itoa(i), func(t *testing.T) {
			switch args[0].dtype {
			case "float32":
				checkVector[float32, float32](t, v, args, 1e-4)
			case "float64":
				checkVector[float64, float64](t, v, args, 1e-11)
			case "complex64":
				checkVector[complex64, float32](t, v, args, 1e-4)
			default:
				checkVector[complex128, float64](t, v, args, 1e-11)
			}
		})
	}
}

func checkVector[T np.Inexact, R np.Float](t *testing.T, v vector, args []described, rel float64) {
	var a, before []*np.Array[T]
	for _, d := range args {
		x := buildArray[T](t, d)
		a, before = append(a, x), append(before, np.Copy(x))
	}
	got, err := compute[T, R](t, v.Op, a, floats(t, v.N))
	for i := range a {
		_, x := numbers(a[i])
		_, y := numbers(before[i])
		if !slices.EqualFunc(x, y, func(v, w complex128) bool { return v == w || cmplx.IsNaN(v) && cmplx.IsNaN(w) }) {
			t.Errorf("argument %d was changed", i)
		}
	}
	if v.Error != "" {
		var e *Error
		if !errors.As(err, &e) || e.Op != v.Op {
			t.Errorf("error %v, want NumPy's %q", err, v.Error)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range v.Want {
		if v.Op == "Eigvals" {
			matchEigenvalues(t, got[i], buildArray[complex128](t, w), rel)
			continue
		}
		if (v.Op == "Cond" || v.Op == "SVDVals") && slices.Equal(w.shape, []int{}) {
			_, g := numbers(got[i])
			if n := floats(t, w.data)[0]; n > 1e15 && real(g[0]) > 1e15 { // of a singular matrix
				continue
			}
		}
		compareArrays(t, got[i], w, rel)
	}
}

func compute[T np.Inexact, R np.Float](t *testing.T, op string, a []*np.Array[T], n []float64) (got []np.Operand, err error) {
	var keep []np.Option
	put := func(o ...np.Operand) { got = o }
	integer := func(i int) int { return int(n[i]) }
	switch op {
	case "Inv":
		x, e := Inv(a[0])
		put(x)
		err = e
	case "Det":
		put(Det(a[0]))
	case "Slogdet":
		s, l := SlogdetAs[R](a[0])
		put(s, l)
	case "Eigvals":
		w, e := Eigvals(a[0])
		put(w)
		err = e
	case "MatrixPower":
		x, e := MatrixPower(a[0], integer(0))
		put(x)
		err = e
	case "Cholesky":
		x, e := Cholesky(a[0], Triangle(integer(0)))
		put(x)
		err = e
	case "Eigvalsh":
		w, e := EigvalshAs[R](a[0], Triangle(integer(0)))
		put(w)
		err = e
	case "Solve":
		x, e := Solve(a[0], a[1])
		put(x)
		err = e
	case "Cond":
		put(CondAs[R](a[0], Ord(integer(0))))
	case "SVDVals":
		s, e := SVDValsAs[R](a[0])
		put(s)
		err = e
	case "Pinv":
		x, e := Pinv(a[0], n...)
		put(x)
		err = e
	case "MatrixRank":
		x, e := MatrixRank(a[0], n...)
		put(x)
		err = e
	case "Lstsq":
		x, e := Lstsq(a[0], a[1], n...)
		put(x)
		err = e
	case "QR":
		q, r := QR(a[0], Mode(integer(0)))
		put(q, r)
	case "MatrixNorm":
		if n[1] != 0 {
			keep = append(keep, np.KeepDims)
		}
		put(MatrixNormAs[R](a[0], Ord(integer(0)), keep...))
	case "VectorNorm":
		if n[1] != 0 {
			keep = append(keep, np.KeepDims)
		}
		if axes := n[2:]; len(axes) == 0 || axes[0] != 9 {
			var list []int
			for _, x := range axes {
				list = append(list, int(x))
			}
			keep = append(keep, np.Axis(list...))
		}
		put(VectorNormAs[R](a[0], n[0], keep...))
	case "Diagonal":
		put(Diagonal(a[0], integer(0)))
	case "Trace":
		put(Trace(a[0], integer(0)))
	case "Outer":
		put(Outer(a[0], a[1]))
	case "Kron":
		put(Kron(a[0], a[1]))
	case "Cross":
		var axis []int
		if len(n) > 0 {
			axis = []int{integer(0)}
		}
		put(Cross(a[0], a[1], axis...))
	case "MultiDot":
		put(MultiDot(a...))
	default:
		t.Fatal("no such function")
	}
	return got, err
}

// matchEigenvalues compares without regard to their order in each matrix.
func matchEigenvalues(t *testing.T, got np.Operand, want *np.Array[complex128], rel float64) {
	t.Helper()
	shape, g := numbers(got)
	if !slices.Equal(shape, want.Shape()) {
		t.Fatalf("shape %v, want %v", shape, want.Shape())
	}
	n := shape[len(shape)-1]
	w := want.Data()
	for ; n > 0 && len(w) > 0; w, g = w[n:], g[n:] {
		left := slices.Clone(g[:n])
		for _, x := range w[:n] {
			i := slices.IndexFunc(left, func(y complex128) bool { return cmplx.Abs(x-y) <= 10*rel })
			if i < 0 {
				t.Errorf("%v is not among %v", x, left)
				return
			}
			left = slices.Delete(left, i, i+1)
		}
	}
}
