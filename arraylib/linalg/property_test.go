package linalg

import (
	"math"
	"math/cmplx"
	"slices"
	"testing"

	np "fastergo/arraylib"

	"pgregory.net/rapid"
)

// The properties are written once, for complex128: real arrays are turned into complex ones to be looked at.

func toComplex(o np.Operand) *np.Array[complex128] {
	shape, z := numbers(o)
	return np.AsArray(z).Reshape(shape...)
}

// product2 is the matrix product of two stacks of one shape, by its definition.
func product2(a, b *np.Array[complex128]) *np.Array[complex128] {
	x := np.ExpandDims(a, -1)           // …, m, k, 1
	y := np.ExpandDims(b, np.NDim(b)-2) // …, 1, k, n
	return np.Sum(np.Multiply(x, y), np.Axis(-2))
}

func adjointOf(a *np.Array[complex128]) *np.Array[complex128] { return np.Conj(MatrixTranspose(a)) }

// greatest returns the greatest absolute value, or 0 of no element; NaN if there is one.
func greatest(a *np.Array[complex128]) float64 { return VectorNormAs[float64](a, math.Inf(1)).Item() }

func near(t *rapid.T, what string, got, want *np.Array[complex128], tolerance float64) {
	t.Helper()
	if !slices.Equal(got.Shape(), want.Shape()) {
		t.Fatalf("%s: shape %v, want %v", what, got.Shape(), want.Shape())
	}
	if d := greatest(np.Subtract(got, want)); !(d <= tolerance) {
		t.Fatalf("%s is %v off, which is more than %v\ngot\n%v\nwant\n%v", what, d, tolerance, got, want)
	}
}

// orthonormal looks at the columns.
func orthonormal(t *rapid.T, what string, q *np.Array[complex128], tolerance float64) {
	t.Helper()
	p := product2(adjointOf(q), q)
	shape := p.Shape()
	near(t, what+"ᴴ·"+what, p, np.BroadcastTo(np.Eye[complex128](shape[len(shape)-1]), shape...), tolerance)
}

// diagonalOf returns the matrices with the rows of s on their diagonals.
func diagonalOf(s *np.Array[complex128], m, n int) *np.Array[complex128] {
	d := np.Zeros[complex128](append(s.Shape()[:np.NDim(s)-1], m, n)...)
	np.CopyTo(Diagonal(d), s)
	return d
}

// drawMatrix draws numbers, some equal, some 0, of all scales, and hands the same ones out as real or complex arrays.
func drawMatrix[T np.Inexact](t *rapid.T, shape ...int) *np.Array[T] {
	parts := rapid.SampledFrom([]*rapid.Generator[float64]{
		rapid.Float64Range(-1, 1),
		rapid.Map(rapid.IntRange(-2, 2), func(i int) float64 { return float64(i) }),
		rapid.Map(rapid.IntRange(0, 1), func(i int) float64 { return float64(i) }),
		rapid.Map(rapid.IntRange(-8, 8), func(i int) float64 { return math.Pow(10, float64(i)) }),
	}).Draw(t, "kind")
	scale := rapid.SampledFrom([]float64{1, 1, 1, 1e-290, 1e290, 1e-150, 1e150}).Draw(t, "scale")
	z := np.Zeros[complex128](shape...)
	for i := range z.Data() {
		z.Data()[i] = complex(parts.Draw(t, "re")*scale, parts.Draw(t, "im")*scale)
	}
	if np.Size(z) > 0 && rapid.IntRange(0, 3).Draw(t, "deficient") == 0 {
		np.CopyTo(z.S("..., 0, :"), z.S("..., -1, :"))
	}
	a := np.AsType[T](z)
	if rapid.Bool().Draw(t, "transposed") {
		a = MatrixTranspose(np.Copy(MatrixTranspose(a)))
	}
	return a
}

// bothKinds runs a property for real and for complex matrices.
func bothKinds(t *testing.T, real, complex func(t *rapid.T)) {
	t.Run("real", func(t *testing.T) { rapid.Check(t, real) })
	t.Run("complex", func(t *testing.T) { rapid.Check(t, complex) })
}

func drawSizes(t *rapid.T) (m, n int) {
	return rapid.IntRange(0, 8).Draw(t, "m"), rapid.IntRange(0, 8).Draw(t, "n")
}

func TestSVDProperties(t *testing.T) { bothKinds(t, svdProperties[float64], svdProperties[complex128]) }

func svdProperties[T np.Inexact](t *rapid.T) {
	m, n := drawSizes(t)
	a := drawMatrix[T](t, 2, m, n)
	mode := rapid.SampledFrom([]Mode{Reduced, Complete}).Draw(t, "mode")
	u, s, vt, err := SVDAs[float64](a, mode)
	if err != nil {
		t.Fatal(err)
	}
	p, r := m, n
	if mode == Reduced {
		p, r = min(m, n), min(m, n)
	}
	z, size := toComplex(a), 0.0
	if np.Size(s) > 0 {
		size = np.Max(s).Item()
	}
	orthonormal(t, "u", toComplex(u), 1e-13)
	orthonormal(t, "v", adjointOf(toComplex(vt)), 1e-13)
	// Columns of u times s first, which are of a's scale.
	near(t, "u·s·vt", product2(product2(toComplex(u), diagonalOf(toComplex(s), p, r)), toComplex(vt)), z, 1e-13*size)
	for row := range np.Size(s) / max(1, min(m, n)) {
		values := s.S("%d", row).Data()
		if !slices.IsSortedFunc(values, func(x, y float64) int { return compare(y, x) }) || slices.ContainsFunc(values, func(x float64) bool { return x < 0 }) {
			t.Fatalf("singular values %v", values)
		}
	}
	only, err := SVDValsAs[float64](a)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "SVDVals", toComplex(only), toComplex(s), 1e-13*size)
}

func TestQRProperties(t *testing.T) { bothKinds(t, qrProperties[float64], qrProperties[complex128]) }

func qrProperties[T np.Inexact](t *rapid.T) {
	m, n := drawSizes(t)
	a := drawMatrix[T](t, m, n)
	q, r := QR(a, rapid.SampledFrom([]Mode{Reduced, Complete}).Draw(t, "mode"))
	z := toComplex(a)
	orthonormal(t, "q", toComplex(q), 1e-13)
	near(t, "q·r", product2(toComplex(q), toComplex(r)), z, 1e-13*greatest(z))
	near(t, "the lower triangle of r", np.Tril(toComplex(r), -1), np.Zeros[complex128](r.Shape()...), 0)
}

func TestEighProperties(t *testing.T) {
	bothKinds(t, eighProperties[float64], eighProperties[complex128])
}

func eighProperties[T np.Inexact](t *rapid.T) {
	n, _ := drawSizes(t)
	a := drawMatrix[T](t, 2, n, n)
	triangle := rapid.SampledFrom([]Triangle{Lower, Upper}).Draw(t, "triangle")
	z := np.Tril(toComplex(a), -1)
	if triangle == Upper {
		z = adjointOf(np.Triu(toComplex(a), 1))
	}
	z = np.Add(np.Add(z, adjointOf(z)), diagonalOf(toComplex(np.RealAs[float64](Diagonal(toComplex(a)))), n, n))
	w, v, err := EighAs[float64](a, triangle)
	if err != nil {
		t.Fatal(err)
	}
	size := greatest(z)
	orthonormal(t, "v", toComplex(v), 1e-13)
	near(t, "a·v - v·w", product2(z, toComplex(v)), np.Multiply(toComplex(v), np.ExpandDims(toComplex(w), 1)), 1e-13*size)
	for row := range 2 {
		if !slices.IsSorted(w.S("%d", row).Data()) {
			t.Fatalf("eigenvalues %v", w)
		}
	}
	only, err := EigvalshAs[float64](a, triangle)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "Eigvalsh", toComplex(only), toComplex(w), 1e-13*size)
}

func TestEigProperties(t *testing.T) { bothKinds(t, eigProperties[float64], eigProperties[complex128]) }

func eigProperties[T np.Inexact](t *rapid.T) {
	n, _ := drawSizes(t)
	a := drawMatrix[T](t, n, n)
	w, v, err := Eig(a)
	if err != nil {
		t.Fatal(err)
	}
	z := toComplex(a)
	least := np.Where(np.GreaterScalar(sizes(a), 0), sizes(a), np.FullLike(sizes(a), math.Inf(1)))
	if n > 0 && np.Min(least).Item() < 1e-3*greatest(z) {
		return // balancing, which LAPACK does to real matrices, makes large errors of small ones
	}
	near(t, "a·v - v·w", product2(z, v), np.Multiply(v, w), 1e-12*greatest(z))
	lengths := VectorNormAs[float64](v, 2, np.Axis(0))
	near(t, "the length of v", toComplex(lengths), np.Full[complex128](1, n), 1e-13)
	near(t, "the sum of w", toComplex(np.Sum(w)), toComplex(Trace(z)), 1e-12*greatest(z))
}

func TestSolveProperties(t *testing.T) {
	bothKinds(t, solveProperties[float64], solveProperties[complex128])
}

func solveProperties[T np.Inexact](t *rapid.T) {
	n, k := drawSizes(t)
	a, b := drawMatrix[T](t, n, n), drawMatrix[T](t, n, k)
	if size := greatest(toComplex(b)); size > 0 { // of a's scale, so that x is near 1
		b = np.AsType[T](np.MultiplyScalar(np.DivideScalar(toComplex(b), complex(size, 0)), complex(greatest(toComplex(a)), 0)))
	}
	x, err := Solve(a, b)
	_, err2 := Inv(a)
	if (err == nil) != (err2 == nil) {
		t.Fatalf("Solve says %v, Inv %v", err, err2)
	}
	if err != nil {
		if d := Det(toComplex(a)).Item(); cmplx.Abs(d) > 1e-10*math.Pow(greatest(toComplex(a)), float64(n)) {
			t.Fatalf("%v, and the determinant is %v", err, d)
		}
		return
	}
	z := toComplex(x)
	if size := greatest(z) * max(1, greatest(toComplex(a))); !(size < 1e300) {
		return // beyond what a float64 holds
	}
	// Elimination is stable backward: the residual is small, whatever the condition is.
	near(t, "a·x", product2(toComplex(a), z), toComplex(b), 1e-12*(greatest(toComplex(a))*greatest(z)+greatest(toComplex(b)))+1e-300)
}

func TestLeastSquaresProperties(t *testing.T) {
	bothKinds(t, leastSquaresProperties[float64], leastSquaresProperties[complex128])
}

func leastSquaresProperties[T np.Inexact](t *rapid.T) {
	m, n := drawSizes(t)
	z := toComplex(drawMatrix[T](t, m, n))
	if size := greatest(z); size > 0 {
		z = np.DivideScalar(z, complex(size, 0)) // products of three of them follow
	}
	a := np.AsType[T](z)
	p, err := Pinv(a)
	if err != nil {
		t.Fatal(err)
	}
	y := toComplex(p)
	size := max(1, greatest(y))
	if size > 1e6 {
		return
	}
	// The four conditions of Penrose.
	near(t, "a·p·a", product2(product2(z, y), z), z, 1e-12*size)
	near(t, "p·a·p", product2(product2(y, z), y), y, 1e-12*size*size)
	near(t, "a·p", product2(z, y), adjointOf(product2(z, y)), 1e-12*size)
	near(t, "p·a", product2(y, z), adjointOf(product2(y, z)), 1e-12*size)
	b := np.AsType[T](toComplex(Diagonal(np.Full[complex128](2, m, m))))
	x, err := Lstsq(a, b)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "Lstsq", np.ExpandDims(toComplex(x), 1), product2(y, np.ExpandDims(toComplex(b), 1)), 1e-12*size)
	rank, err := MatrixRank(a)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "the trace of p·a", toComplex(Trace(product2(y, z))), toComplex(rank), 1e-11*size)
}

func TestCholeskyProperties(t *testing.T) {
	bothKinds(t, choleskyProperties[float64], choleskyProperties[complex128])
}

func choleskyProperties[T np.Inexact](t *rapid.T) {
	n, _ := drawSizes(t)
	z := toComplex(drawMatrix[T](t, n, n))
	if size := greatest(z); size > 0 {
		z = np.DivideScalar(z, complex(size, 0))
	}
	z = np.Add(product2(z, adjointOf(z)), np.Eye[complex128](n))
	l, err := Cholesky(np.AsType[T](np.Add(z, np.Triu(np.Full[complex128](7, n, n), 1)))) // what stands above is not read
	if err != nil {
		t.Fatal(err)
	}
	near(t, "l·lᴴ", product2(toComplex(l), adjointOf(toComplex(l))), z, 1e-13*float64(n+1))
	u, err := Cholesky(np.AsType[T](np.Add(z, np.Tril(np.Full[complex128](7, n, n), -1))), Upper)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "u", toComplex(u), adjointOf(toComplex(l)), 1e-13*float64(n+1))
	near(t, "the upper triangle of l", np.Triu(toComplex(l), 1), np.Zeros[complex128](n, n), 0)
}

// hostile numbers, in any mixture: no function may panic or run on.
func TestHostileNumbers(t *testing.T) { bothKinds(t, hostile[float64], hostile[complex128]) }

func hostile[T np.Inexact](t *rapid.T) {
	values := []float64{0, math.Copysign(0, -1), 1, -1, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, math.SmallestNonzeroFloat64, 1e-310, 1e308}
	if rapid.Bool().Draw(t, "finite") {
		values = slices.DeleteFunc(values, func(x float64) bool { return x-x != 0 })
	}
	n := rapid.IntRange(1, 6).Draw(t, "n")
	z := np.Zeros[complex128](n, n)
	for i := range z.Data() {
		z.Data()[i] = complex(rapid.SampledFrom(values).Draw(t, "re"), rapid.SampledFrom(values).Draw(t, "im"))
	}
	a := np.AsType[T](z)
	isFinite := np.All(np.IsFinite(a)).Item()
	_, _, _, err := SVDAs[float64](a)
	if isFinite != (err == nil) {
		t.Fatalf("SVD: %v", err)
	}
	if _, _, err = EighAs[float64](a); isFinite != (err == nil) {
		t.Fatalf("Eigh: %v", err)
	}
	if _, _, err = Eig(a); isFinite != (err == nil) {
		t.Fatalf("Eig: %v", err)
	}
	if _, err = Pinv(a); isFinite != (err == nil) {
		t.Fatalf("Pinv: %v", err)
	}
	if _, err = Lstsq(a, a); isFinite != (err == nil) {
		t.Fatalf("Lstsq: %v", err)
	}
	if _, err = MatrixRank(a); isFinite != (err == nil) {
		t.Fatalf("MatrixRank: %v", err)
	}
	for _, ord := range []Ord{Fro, Nuc, 1, -1, 2, -2, Inf, -Inf} {
		MatrixNormAs[float64](a, ord)
		CondAs[float64](a, ord)
	}
	for _, ord := range []float64{0, 1, 2, 3, 0.1, -1, -5, math.Inf(1), math.Inf(-1), math.NaN(), 1e300} {
		VectorNormAs[float64](a, ord)
	}
	QR(a)
	Det(a)
	SlogdetAs[float64](a)
	MultiDot(a, a, a)
	for _, run := range []func() error{
		func() error { _, err := Inv(a); return err },
		func() error { _, err := Solve(a, a); return err },
		func() error { _, err := Cholesky(a); return err },
		func() error { _, err := MatrixPower(a, -3); return err },
	} {
		run() // an error or none
	}
}

func TestDeterminantProperties(t *testing.T) {
	bothKinds(t, determinantProperties[float64], determinantProperties[complex128])
}

func determinantProperties[T np.Inexact](t *rapid.T) {
	n, _ := drawSizes(t)
	a := drawMatrix[T](t, n, n)
	d := toComplex(Det(a)).Item()
	sign, logs := SlogdetAs[float64](a)
	if want := cmplx.Exp(complex(logs.Item(), 0)) * toComplex(sign).Item(); !cmplx.IsInf(d) && cmplx.Abs(d) > 1e-290 && cmplx.Abs(d-want) > 1e-9*cmplx.Abs(d) {
		t.Fatalf("the determinant is %v, by its logarithm %v", d, want)
	}
}

func TestDiagonalProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, n := drawSizes(t)
		k := rapid.IntRange(-9, 9).Draw(t, "offset")
		a := np.Arange[int](2*m*n).Reshape(2, m, n)
		if rapid.Bool().Draw(t, "flipped") {
			a = a.S(":, ::-1, ::-1")
		}
		var want []int
		for s := range 2 {
			for i := range m {
				if j := i + k; j >= 0 && j < n {
					want = append(want, a.At(s, i, j))
				}
			}
		}
		d := Diagonal(a, k)
		if !slices.Equal(np.Copy(d).Data(), want) {
			t.Fatalf("%v, want %v", d, want)
		}
		if len(want) > 0 {
			d.Set(-1, 0, 0)
			if a.At(0, max(0, -k), max(0, k)) != -1 {
				t.Fatal("it is no view")
			}
		}
	})
}

func TestGonumShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, n := rapid.IntRange(1, 4).Draw(t, "m"), rapid.IntRange(1, 4).Draw(t, "n")
		view := rapid.SampledFrom([]string{":", "::-1", "::2", ":, ::2", ":, 1:", "1:, :2", ":, ::-1", ":1", ":, -1:"}).Draw(t, "view")
		a := np.Arange[float64](4*m*n).Reshape(2*m, 2*n)
		if rapid.Bool().Draw(t, "transposed") {
			a = a.T()
		}
		v := a.S(view)
		d := Dense(v)
		r, c := d.Dims()
		if !slices.Equal(v.Shape(), []int{r, c}) {
			t.Fatalf("shape %d×%d, want %v", r, c, v.Shape())
		}
		for i := range r {
			for j := range c {
				if d.At(i, j) != v.At(i, j) {
					t.Fatalf("element %d, %d is %v, want %v", i, j, d.At(i, j), v.At(i, j))
				}
			}
		}
		strides := np.Strides(v)
		if overlapping := np.BroadcastTo(v.S("0"), 3, c); Dense(overlapping).At(2, c-1) != v.At(0, c-1) || np.SharesMemory(FromDense(Dense(overlapping)), v) {
			t.Fatal("rows that repeat are not copied well")
		}
		shares := (strides[1] == 1 || c == 1) && (strides[0] >= c || r == 1)
		d.Set(0, 0, -1)
		if shares != (v.At(0, 0) == -1) {
			t.Fatalf("strides %v: shared is %v", strides, !shares)
		}
		back := FromDense(d)
		back.Set(-2, r-1, c-1)
		if d.At(r-1, c-1) != -2 || shares != np.SharesMemory(back, v) {
			t.Fatal("FromDense has no view")
		}
	})
}

// Sizes at which gonum's LAPACK takes blocks of columns, and other ways for long and for wide matrices.
func TestLargeMatrices(t *testing.T) {
	for _, size := range [][2]int{{70, 70}, {150, 20}, {20, 150}, {90, 60}} {
		m, n := size[0], size[1]
		largeMatrix[float64](t, m, n)
		largeMatrix[complex128](t, m, n)
	}
}

func largeMatrix[T np.Inexact](t *testing.T, m, n int) {
	z := np.Zeros[complex128](m, n)
	for i := range z.Data() { // any numbers without a pattern
		z.Data()[i] = complex(math.Sin(float64(i*i)), math.Cos(float64(3*i*i)))
	}
	a := np.AsType[T](z)
	check := func(what string, got, want np.Operand) {
		t.Helper()
		if d := greatest(np.Subtract(toComplex(got), toComplex(want))); !(d < 1e-11) {
			t.Errorf("%d×%d of %v: %s is %v off", m, n, np.DTypeOf(a), what, d)
		}
	}
	z = toComplex(a)
	for _, mode := range []Mode{Reduced, Complete} {
		u, s, vt, err := SVDAs[float64](a, mode)
		if err != nil {
			t.Fatal(err)
		}
		p, r := u.Shape()[1], vt.Shape()[0]
		check("u·s·vt", MultiDot(toComplex(u), diagonalOf(toComplex(s), p, r), toComplex(vt)), z)
		q, upper := QR(a, mode)
		check("q·r", MultiDot(q, upper), a)
		check("qᴴ·q", MultiDot(adjointOf(toComplex(q)), toComplex(q)), np.Eye[complex128](q.Shape()[1]))
	}
	if m != n {
		return
	}
	inverse, err := Inv(a)
	if err != nil {
		t.Fatal(err)
	}
	check("the inverse", MultiDot(a, inverse), np.Eye[T](n))
	w, v, err := Eig(a)
	if err != nil {
		t.Fatal(err)
	}
	check("a·v - v·w", MultiDot(z, v), np.Multiply(v, w))
	hermitian := np.Add(z, adjointOf(z))
	values, vectors, err := EighAs[float64](np.AsType[T](hermitian))
	if err != nil {
		t.Fatal(err)
	}
	check("h·v - v·w", MultiDot(hermitian, toComplex(vectors)), np.Multiply(toComplex(vectors), toComplex(values)))
	positive := np.Add(MultiDot(z, adjointOf(z)), np.Eye[complex128](n))
	l, err := Cholesky(np.AsType[T](positive))
	if err != nil {
		t.Fatal(err)
	}
	check("l·lᴴ", MultiDot(toComplex(l), adjointOf(toComplex(l))), positive)
}

// Multiplied in the other order, these overflow.
func TestMultiDotTakesTheShorterWay(t *testing.T) {
	a := np.Full(1e200, 2, 1)
	if p := MultiDot(a, a.T(), np.Full(1e-200, 2, 1)); !np.All(np.IsFinite(p)).Item() {
		t.Error("the product is", p)
	}
	if p := MultiDot(np.Full(1e-200, 1, 2), a, a.T()); !np.All(np.IsFinite(p)).Item() {
		t.Error("the product is", p)
	}
}
