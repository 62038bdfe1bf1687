package linalg

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	np "fastergo/arraylib"

	"gonum.org/v1/gonum/mat"
)

func TestErrorsNameTheMatrix(t *testing.T) {
	nan := math.NaN()
	one := func(x ...float64) *np.Array[float64] { return np.New(x, 2, 2) }
	stack := np.BroadcastTo(np.Eye[float64](2), 2, 3, 2, 2)
	bad := np.Copy(stack)
	bad.S("1, 2").Fill(1)
	z := np.AsType[complex128](bad)
	for _, row := range []struct {
		run  func() error
		is   error
		text string
	}{
		{func() error { _, err := Inv(one(1, 2, 2, 4)); return err }, ErrSingular, "Inv: the matrix is singular"},
		{func() error { _, err := Inv(bad); return err }, ErrSingular, "Inv: matrix 1, 2 of the stack is singular"},
		{func() error { _, err := Inv(z); return err }, ErrSingular, "Inv: matrix 1, 2 of the stack is singular"},
		{func() error { _, err := Solve(bad, np.Ones[float64](2)); return err }, ErrSingular, "Solve: matrix 1, 2 of the stack is singular"},
		{func() error { _, err := MatrixPower(one(0, 0, 0, 0), -2); return err }, ErrSingular, "MatrixPower: the matrix is singular"},
		{func() error { _, err := Cholesky(one(1, 2, 2, 1)); return err }, ErrNotPositiveDefinite, "Cholesky: the matrix is not positive definite"},
		{func() error { _, err := Cholesky(one(nan, 2, 2, 1)); return err }, ErrNotPositiveDefinite, "Cholesky: the matrix is not positive definite"},
		{func() error { _, err := Cholesky(np.Negative(z)); return err }, ErrNotPositiveDefinite, "Cholesky: matrix 0, 0 of the stack is not positive definite"},
		{func() error { _, _, _, err := SVD(one(nan, 2, 2, 1)); return err }, ErrNotFinite, "SVD: the matrix is not finite: it has NaN or Inf"},
		{func() error { _, err := SVDVals(one(nan, 2, 2, 1)); return err }, ErrNotFinite, "SVDVals: the matrix is not finite: it has NaN or Inf"},
		{func() error { _, _, err := Eig(one(nan, 2, 2, 1)); return err }, ErrNotFinite, "Eig: the matrix is not finite: it has NaN or Inf"},
		{func() error { _, err := Eigvals(one(nan, 2, 2, 1)); return err }, ErrNotFinite, "Eigvals: the matrix is not finite: it has NaN or Inf"},
		{func() error { _, _, err := Eigh(one(nan, 2, 2, 1)); return err }, ErrNotFinite, "Eigh: the matrix is not finite: it has NaN or Inf"},
		{func() error { _, err := Eigvalsh(one(nan, 2, 2, 1)); return err }, ErrNotFinite, "Eigvalsh: the matrix is not finite: it has NaN or Inf"},
		{func() error { _, err := Pinv(one(nan, 2, 2, 1)); return err }, ErrNotFinite, "Pinv: the matrix is not finite: it has NaN or Inf"},
		{func() error { _, err := MatrixRank(one(nan, 2, 2, 1)); return err }, ErrNotFinite, "MatrixRank: the matrix is not finite: it has NaN or Inf"},
		{func() error { _, err := Lstsq(one(nan, 2, 2, 1), one(1, 2, 3, 4)); return err }, ErrNotFinite, "Lstsq: the matrix is not finite: it has NaN or Inf"},
	} {
		err := row.run()
		if !errors.Is(err, row.is) || err.Error() != row.text {
			t.Errorf("got %v, want %s", err, row.text)
		}
	}
	if x, err := Inv(bad); x != nil || err == nil {
		t.Error("there is a result beside the error")
	}
}

func TestPanicsAreTyped(t *testing.T) {
	v, m, r, s := np.Ones[float64](3), np.Ones[float64](3, 3), np.Ones[float64](2, 3), np.Ones[float64](4, 3, 3)
	for name, row := range map[string]struct {
		run  func()
		text string
	}{
		"vector":         {func() { Det(v) }, "Det: shape (3,) is not that of a matrix: two axes are needed"},
		"scalar":         {func() { QR(np.Scalar(1.0)) }, "QR: shape () is not that of a matrix: two axes are needed"},
		"wide":           {func() { Inv(r) }, "Inv: shape (2, 3) is not that of a square matrix"},
		"wide eig":       {func() { Eig(r) }, "Eig: shape (2, 3) is not that of a square matrix"},
		"solve":          {func() { Solve(m, np.Ones[float64](2)) }, "Solve: shapes (3, 3) and (2,) do not fit: the right side needs a row for each row of the matrix"},
		"solve scalar":   {func() { Solve(m, np.Scalar(1.0)) }, "Solve: shapes (3, 3) and () do not fit: the right side needs a row for each row of the matrix"},
		"solve stacks":   {func() { Solve(s, np.Ones[float64](2, 3, 1)) }, "Solve: shapes (4,) and (2,) do not broadcast: axis -1 has lengths 4 and 2"},
		"lstsq":          {func() { Lstsq(r, v) }, "Lstsq: shapes (2, 3) and (3,) do not fit: the right side needs a row for each row of the matrix"},
		"ord":            {func() { MatrixNorm(m, 5) }, "MatrixNorm: ord = 5 is not an order of a matrix norm"},
		"cond ord":       {func() { Cond(m, 7) }, "Cond: ord = 7 is not an order of a matrix norm"},
		"cond wide":      {func() { Cond(r, 1) }, "Cond: shape (2, 3) is not that of a square matrix"},
		"cond empty":     {func() { Cond(np.Zeros[float64](0, 0), 2) }, "Cond: shape (0, 0) has no elements, and no condition number"},
		"norm option":    {func() { MatrixNorm(m, Fro, np.Axis(0)) }, "MatrixNorm: axis -1 and the one before are its axes: KeepDims is the only option"},
		"norm axis":      {func() { VectorNorm(m, 2, np.Axis(2)) }, "VectorNorm: axis 2 is out of range for 2 axes, shape (3, 3)"},
		"norm of none":   {func() { VectorNorm(np.Zeros[float64](0), math.Inf(-1)) }, "VectorNorm: shape (0,) has length 0 along an axis that needs an element"},
		"matrix of none": {func() { MatrixNorm(np.Zeros[float64](0, 3), -2) }, "MatrixNorm: shape (0, 1) has length 0 along an axis that needs an element"},
		"rtol":           {func() { Pinv(m, math.NaN()) }, "Pinv: rtol = NaN is not 0 or more"},
		"rtol twice":     {func() { MatrixRank(m, 1, 2) }, "MatrixRank: the number of tolerances = 2 is more than one"},
		"triangles":      {func() { Cholesky(m, Upper, Lower) }, "Cholesky: the number of triangles = 2 is more than one"},
		"outer":          {func() { Outer(v, m) }, "Outer: shape (3, 3) is not that of a vector: one axis is needed"},
		"cross":          {func() { Cross(r.T(), r.T()) }, "Cross: shape (3, 2) has another length than 3 along the axis of the vectors"},
		"cross axis":     {func() { Cross(r, r, 2) }, "Cross: axis 2 is not one of its axes, shape (2, 3)"},
		"dot of one":     {func() { MultiDot(m) }, "MultiDot: the number of arrays = 1 is less than two"},
		"dot misfit":     {func() { MultiDot(m, r) }, "MultiDot: shapes (3, 3) and (2, 3) do not fit: the first needs a column for each row of the second"},
		"dot vector":     {func() { MultiDot(m, v, m) }, "MultiDot: shape (3,) is not that of a matrix"},
		"kron axes":      {func() { Kron(np.Ones[int](1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), np.Ones[int](1)) }, "Kron: shapes (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1) and (1,) have more than 15 axes"},
		"dense":          {func() { Dense(v) }, "Dense: shape (3,) is not that of a matrix: two axes are needed"},
		"transpose":      {func() { MatrixTranspose(v) }, "MatrixTranspose: shape (3,) is not that of a matrix: two axes are needed"},
		"trace":          {func() { Trace(v) }, "Trace: shape (3,) is not that of a matrix: two axes are needed"},
		"offsets":        {func() { Diagonal(m, 1, 2) }, "Diagonal: the number of offsets = 2 is more than one"},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				err, ok := recover().(error)
				if !ok || err.Error() != row.text {
					t.Errorf("panic %v, want %s", err, row.text)
				}
				switch err.(type) {
				case *np.ShapeError, *np.AxisError, *ParameterError:
				default:
					t.Errorf("panic of type %T", err)
				}
			}()
			row.run()
		})
	}
}

// named must let other panics through.
func TestForeignPanicsStay(t *testing.T) {
	defer func() {
		if err, ok := recover().(error); !ok || !strings.Contains(err.Error(), "nil pointer") {
			t.Error("the panic was changed:", err)
		}
	}()
	VectorNorm[float64](nil, 2)
}

func TestEmptyMatricesOfGonum(t *testing.T) {
	if a := FromDense(new(mat.Dense)); np.Size(a) != 0 || np.NDim(a) != 2 {
		t.Error("an empty matrix has shape", a.Shape())
	}
	if r, c := Dense(np.Zeros[float64](0, 3)).Dims(); r != 0 || c != 0 {
		t.Error("an array without elements becomes", r, c)
	}
}

// The functions of real matrices are those of all, with another type.
func TestRealFunctions(t *testing.T) {
	a := np.New([]float32{4, 1, 0, 1, 3, 1, 0, 1, 2}, 3, 3)
	equal := func(name string, x, y *np.Array[float32], err error) {
		if err != nil || x.String() != y.String() {
			t.Errorf("%s: %v and %v, %v", name, x, y, err)
		}
	}
	u, s, vt, err := SVD(a)
	u2, s2, vt2, _ := SVDAs[float32](a)
	equal("u", u, u2, err)
	equal("s", s, s2, err)
	equal("vt", vt, vt2, err)
	s3, err := SVDVals(a)
	equal("SVDVals", s, s3, err)
	w, v, err := Eigh(a)
	w2, v2, _ := EighAs[float32](a)
	equal("w", w, w2, err)
	equal("v", v, v2, err)
	w3, err := Eigvalsh(a)
	equal("Eigvalsh", w, w3, err)
	sign, logs := Slogdet(a)
	sign2, logs2 := SlogdetAs[float32](a)
	equal("sign", sign, sign2, nil)
	equal("logabs", logs, logs2, nil)
	equal("VectorNorm", VectorNorm(a, 3), VectorNormAs[float32](a, 3), nil)
	equal("MatrixNorm", MatrixNorm(a, Fro), VectorNorm(a, 2), nil)
	equal("Cond", Cond(a, 2), np.Divide(s.S("0"), s.S("-1")), nil)
	m := MatrixTranspose(a.S("None, :2"))
	m.Set(9, 0, 2, 1)
	if a.At(1, 2) != 9 {
		t.Error("MatrixTranspose has no view")
	}
}

// Very many matrices without elements are no work.
func TestManyEmpty(t *testing.T) {
	const many = math.MaxInt / 64
	none, flat := np.Zeros[float64](many, 0, 0), np.Zeros[complex128](many, 0, 3)
	square := []int{many, 0, 0}
	shapes := func(name string, got []int, err error, want ...int) {
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: shape %v, %v", name, got, err)
		}
	}
	x, err := Inv(none)
	shapes("Inv", x.Shape(), err, square...)
	x, err = MatrixPower(none, -3)
	shapes("MatrixPower", x.Shape(), err, square...)
	x, err = Cholesky(none, Upper)
	shapes("Cholesky", x.Shape(), err, square...)
	x, err = Solve(none, none)
	shapes("Solve", x.Shape(), err, square...)
	_, x, err = Eigh(none)
	shapes("Eigh", x.Shape(), err, square...)
	_, z, err := Eig(none)
	shapes("Eig", z.Shape(), err, square...)
	s, err := SVDValsAs[float64](flat)
	shapes("SVDVals", s.Shape(), err, many, 0)
	_, _, z, err = SVDAs[float64](flat, Reduced)
	shapes("SVD", z.Shape(), err, many, 0, 3)
	q, r := QR(flat, Complete)
	shapes("QR", q.Shape(), nil, square...)
	shapes("QR", r.Shape(), nil, many, 0, 3)
	z, err = Pinv(flat)
	shapes("Pinv", z.Shape(), err, many, 3, 0)
}

func TestSettings(t *testing.T) {
	a := np.Eye[float64](2)
	for want, f := range map[string]func(){
		"QR: mode = 77 is neither Reduced nor Complete":     func() { QR(a, Mode(77)) },
		"SVD: mode = 77 is neither Reduced nor Complete":    func() { SVD(a, Mode(77)) },
		"Cholesky: triangle = 9 is neither Lower nor Upper": func() { Cholesky(a, Triangle(9)) },
		"Eigvalsh: triangle = 2 is neither Lower nor Upper": func() { Eigvalsh(a, Triangle(2)) },
		"QR: the number of modes = 2 is more than one":      func() { QR(a, Reduced, Complete) },
	} {
		func() {
			defer func() {
				if e, ok := recover().(*ParameterError); !ok || e.Error() != want {
					t.Errorf("%v, not %s", e, want)
				}
			}()
			f()
		}()
	}
}
