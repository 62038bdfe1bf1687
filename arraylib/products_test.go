package arraylib

import (
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/testblas"
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

// gemms as they are reached by shape, and the blocked one for all.
func TestProductPathsAgree(t *testing.T) {
	sizes := [][3]int{{1, 1, 1}, {1, 1, 300}, {3, 1, 9}, {8, 1, 300}, {300, 1, 3}, {1, 300, 5}, {2, 4, 3}, {3, 5, 2}, {5, 7, 257}, {64, 64, 64}, {65, 66, 70}, {131, 5, 520}, {2, 1030, 300}, {129, 1029, 3}}
	layouts := map[string]func(rows, cols int, c *core) *core{
		"rows":     func(r, k int, c *core) *core { return c.slice(":%d, :%d", []int{r, k}) },
		"columns":  func(r, k int, c *core) *core { return c.slice(":%d, :%d", []int{k, r}).transpose(nil) },
		"flipped":  func(r, k int, c *core) *core { return c.slice(":%d, :%d", []int{r, k}).flip(nil) },
		"stepped":  func(r, k int, c *core) *core { return c.slice(":%d:2, :%d:2", []int{2 * r, 2 * k}) },
		"stepped2": func(r, k int, c *core) *core { return c.slice(":%d:2, 1:%d:2", []int{2 * k, 2 * r}).transpose(nil) },
	}
	for name, layout := range layouts {
		for _, s := range sizes {
			m, n, k := s[0], s[1], s[2]
			t.Run(name+"/"+strconv.Itoa(m)+"x"+strconv.Itoa(n)+"x"+strconv.Itoa(k), func(t *testing.T) {
				wide := 2 * max(m, n, k)
				whole := RemainderScalar(Arange[int16](wide*wide), 251).Reshape(wide, wide)
				a, b := layout(m, k, &whole.c), layout(k, n, &whole.c)
				x, y := storage[int16](a.copy("test")), storage[int16](b.transpose(nil).copy("test"))
				want := Zeros[int16](m, n)
				for i := range m {
					for j := range n {
						s := int16(0)
						for p, v := range x[i*k:][:k] {
							s += v * y[j*k+p]
						}
						want.Set(s, i, j)
					}
				}
				compareCores(t, matMul(nil, a, b), &want.c, 0)
				for _, run := range []func(m, n, k int, a, b, c matrix){
					func(m, n, k int, a, b, c matrix) { blocked(&product[int16]{}, m, n, k, a, b, c) }, (&product[int16]{}).direct,
				} {
					d := layout(m, n, &Full[int16](77, wide, wide).c)
					z := newBatch(d, true, true)
					run(m, n, k, newBatch(a, true, true).matrix, newBatch(b, true, true).matrix, z.matrix)
					compareCores(t, d, &want.c, 0)
					d.fill(word{77})
					if slices.ContainsFunc(storage[int16](d), func(x int16) bool { return x != 77 }) {
						t.Error("a product wrote outside its destination")
					}
				}
			})
		}
	}
}

// A sum of k rounded products is within k·ε·Σ|a||b| of the exact one, whatever the order (N. Higham, "Accuracy and Stability of
// Numerical Algorithms", §3.1); complex products have four roundings more.
func TestMatMulAccuracy(t *testing.T) {
	for _, s := range [][3]int{{1, 1, 3000}, {9, 1, 700}, {1, 9, 700}, {700, 1, 9}, {1, 700, 9}, {5, 6, 50}, {40, 50, 600}} {
		m, n, k := s[0], s[1], s[2]
		x := Sin(Arange[float64](m*k)).Reshape(m, k)
		y := Sin(AddScalar(MultiplyScalar(Arange[float64](k*n), 1.7), 0.3)).Reshape(k, n)
		x, y = AsType[float64](AsType[float32](x)), AsType[float64](AsType[float32](y))
		exact, size := MatMul(x, y), MatMul(Abs(x), Abs(y))
		for i, v := range MatMul(AsType[float32](x), AsType[float32](y)).All() {
			if e := math.Abs(float64(v) - exact.Data()[i]); !(e <= float64(k+1)*0x1p-24*size.Data()[i]) {
				t.Fatalf("%v: float32 element %d is %v off, of %v", s, i, e, exact.Data()[i])
			}
		}
		z := Multiply(AsType[complex128](x), Scalar(complex(0.5, -2)))
		for i, v := range MatMul(AsType[complex64](z), AsType[complex64](y)).All() {
			d := complex128(v) - complex(0.5, -2)*complex(exact.Data()[i], 0)
			if e := math.Hypot(real(d), imag(d)); !(e <= 3*float64(k+4)*0x1p-24*size.Data()[i]) {
				t.Fatalf("%v: complex64 element %d is %v off", s, i, e)
			}
		}
		wide := Zeros[float64](2*m, 2*k) // of which no line lies side by side
		CopyTo(wide.S("::2, ::2"), x)
		if stepped := MatMul(wide.S("::2, ::2"), y); !AllClose(stepped, exact) {
			t.Fatalf("%v: of a stepped view it is\n%v\nwant\n%v", s, stepped, exact)
		}
		slow := naiveEinsum("ij,jk->ik", x, y)
		for i, v := range exact.Data() {
			if e := math.Abs(v - slow.Data()[i]); !(e <= 2*float64(k+1)*0x1p-53*size.Data()[i]) {
				t.Fatalf("%v: float64 element %d is %v off", s, i, e)
			}
		}
	}
}

// Products that are worth sharing among processors, each against parts of it that are not.
func TestProductsAreShared(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	numbers := func(shape ...int) *Array[float64] {
		return AsType[float64](SubtractScalar(RemainderScalar(Arange[int](naiveSize(shape)), 13), 6)).Reshape(shape...)
	}
	a, b := numbers(3, 1000, 8, 9), numbers(1000, 9, 7)
	c := MatMul(a, b)
	for _, i := range []int{0, 1, 499, 999} {
		if !ArrayEqual(c.S("2, %d", i), MatMul(a.S("2, %d", i), b.S("%d", i))) {
			t.Errorf("product %d of the batch is wrong", i)
		}
	}
	m, x := numbers(3000, 300), numbers(3000)
	y, z := MatMul(m, x.S(":300")), MatMul(x, m)
	for _, i := range []int{0, 299} {
		if !ArrayEqual(y.S("%d::300", i), MatMul(m.S("%d::300", i), x.S(":300"))) || z.At(i) != VecDot(x, m.S(":, %d", i)).Item() {
			t.Errorf("a product of a matrix and a vector is wrong from %d on", i)
		}
	}
	whole := MatMul(AsType[int](m), AsType[int](m.T().S(":, :300")))
	if part := MatMul(AsType[int](m.S("2990:")), AsType[int](m.T().S(":, :300"))); !ArrayEqual(whole.S("2990:"), part) {
		t.Error("a product of whole numbers is wrong")
	}
}

// A NaN spreads to its row and column even through zeros, and nowhere else.
func TestMatMulKeepsNaN(t *testing.T) {
	for _, s := range [][3]int{{1, 1, 7}, {3, 1, 9}, {1, 9, 3}, {5, 7, 3}, {131, 67, 300}} {
		m, n, k := s[0], s[1], s[2]
		a, b := Zeros[float64](m, k), Zeros[float64](k, n)
		a.Set(math.NaN(), m-1, k-1)
		b.Set(math.NaN(), k-1, n-1)
		for i, v := range MatMul(a, b).All() {
			if row, col := i/n, i%n; (v != v) != (row == m-1 || col == n-1) {
				t.Fatalf("%v: element (%d, %d) is %v", s, row, col, v)
			}
		}
	}
}

func TestMatMulIntoOverlap(t *testing.T) {
	whole := Arange[int](36).Reshape(6, 6)
	a, b := whole.S(":3, :3"), whole.S("1:4, 1:4")
	want := MatMul(a, b)
	MatMulInto(b, a, b)
	if !ArrayEqual(b, want) {
		t.Errorf("got\n%v\nwant\n%v", b, want)
	}
	apart := Arange[int](9).Reshape(3, 3)
	want = MatMul(apart, b)
	MatMulInto(b, apart, b)
	if !ArrayEqual(b, want) {
		t.Errorf("got\n%v\nwant\n%v", b, want)
	}
	x := Arange[int](9).Reshape(3, 3)
	want = MatMul(x, x.T())
	MatMulInto(x.T(), x, x.T())
	if !ArrayEqual(x.T(), want) {
		t.Errorf("got\n%v\nwant\n%v", x.T(), want)
	}
}

// Batches with one operand stretched become one product where the strides allow it.
func TestMatMulBatchesAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 4)
		p, q, m, n, k := size.Draw(t, "p"), size.Draw(t, "q"), size.Draw(t, "m"), size.Draw(t, "n"), size.Draw(t, "k")
		a, b := wander(t, []int{p, q, m, k}), wander(t, []int{p, q, k, n})
		stretched := func(c *Array[int]) *Array[int] {
			switch rapid.IntRange(0, 4).Draw(t, "stretch") {
			case 0:
				return BroadcastTo(Copy(c).S("0, 0"), c.Shape()...)
			case 1:
				return BroadcastTo(Copy(c).S(":, :1"), c.Shape()...)
			case 2:
				return BroadcastTo(Copy(c).S(":1"), c.Shape()...)
			case 3:
				return Copy(c)
			}
			return c
		}
		a, b = stretched(a), stretched(b)
		sameAsModel(t, "MatMul", MatMul(a, b), modelOf(naiveEinsum("pqij,pqjk->pqik", a, b)))
		sameAsModel(t, "MatVec", MatVec(a, b.S("..., 0")), modelOf(naiveEinsum("pqij,pqj->pqi", a, b.S("..., 0"))))
		sameAsModel(t, "VecMat", VecMat(a.S("..., 0, :"), b), modelOf(naiveEinsum("pqj,pqjk->pqk", a.S("..., 0, :"), b)))
		c := wander(t, []int{p, q, m, k})
		for axis, text := range []string{"pqij,pqij->qij", "pqij,pqij->pij", "pqij,pqij->pqj", "pqij,pqij->pqi"} {
			sameAsModel(t, "VecDot", VecDot(a, c, Axis(axis)), modelOf(naiveEinsum(text, a, c)))
			sameAsModel(t, "VecDot, copied", VecDot(Copy(a), Copy(c), Axis(axis)), modelOf(naiveEinsum(text, a, c)))
		}
	})
}

// blasAdapter is MatMul as the tests of gonum's BLAS know it.
type blasAdapter struct{}

func (blasAdapter) Dgemm(tA, tB blas.Transpose, m, n, k int, alpha float64, a []float64, lda int, b []float64, ldb int, beta float64, c []float64, ldc int) {
	adaptGemm(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
}

func (blasAdapter) Zgemm(tA, tB blas.Transpose, m, n, k int, alpha complex128, a []complex128, lda int, b []complex128, ldb int, beta complex128, c []complex128, ldc int) {
	adaptGemm(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
}

func adaptGemm[T float64 | complex128](tA, tB blas.Transpose, m, n, k int, alpha T, a []T, lda int, b []T, ldb int, beta T, c []T, ldc int) {
	look := func(data []T, rows, cols, ld int, how blas.Transpose) *Array[T] {
		if how != blas.NoTrans {
			rows, cols = cols, rows
		}
		v := as[T](&core{base: unsafe.Pointer(unsafe.SliceData(data)), len: len(data), shape: []int{rows, cols}, strides: []int{ld, 1}, dtype: dtypeOf[T]()})
		if how == blas.ConjTrans {
			v = as[T](conjugate(&v.c))
		}
		if how != blas.NoTrans {
			v = v.T()
		}
		return v
	}
	x, y, z := look(a, m, k, lda, tA), look(b, k, n, ldb, tB), look(c, m, n, ldc, blas.NoTrans)
	if beta == 0 {
		MatMulInto(z, x, y)
		MultiplyScalarInto(z, z, alpha)
		return
	}
	MultiplyScalarInto(z, z, beta)
	AddInto(z, z, MultiplyScalar(MatMul(x, y), alpha))
}

func TestGonumJudgesMatMul(t *testing.T) {
	testblas.TestDgemm(t, blasAdapter{})
	testblas.ZgemmTest(t, blasAdapter{})
}

func TestProductPanics(t *testing.T) {
	m, v, s := Ones[float64](2, 3), Ones[float64](4), Scalar(1.0)
	shapes := func(name, want string, f func()) {
		t.Run(name, func(t *testing.T) { mustPanic[*ShapeError](t, want, f) })
	}
	shapes("lengths", "MatMul: shapes (2, 3) and (2, 3) do not multiply: the sum would be over 3 elements of the first and 2 elements of the second", func() { MatMul(m, m) })
	shapes("vector", "MatMul: shapes (2, 3) and (4,) do not multiply", func() { MatMul(m, v) })
	shapes("scalar", "MatMul: shape () has too few axes: 2 axes or more are needed", func() { MatMul(s, v) })
	shapes("batch", "MatMul: shapes (2, 1, 3) and (3, 3, 2) do not multiply: the axes before those of the matrices do not broadcast", func() { MatMul(Ones[int](2, 1, 3), Ones[int](3, 3, 2)) })
	shapes("into", "MatMulInto: shapes (2, 3) and (2, 2) differ", func() { MatMulInto(m, m, m.T()) })
	shapes("into broadcast", "MatMulInto: shape (2, 2) is a broadcast view", func() { MatMulInto(BroadcastTo(s, 2, 2), m, m.T()) })
	shapes("matvec", "MatVec: shape (4,) has too few axes: 2 axes or more are needed", func() { MatVec(v, v) })
	shapes("matvec of a scalar", "MatVec: shape () has too few axes: 1 axis or more are needed", func() { MatVec(m, s) })
	shapes("vecdot", "VecDot: shapes (2, 3) and (4,) do not multiply", func() { VecDot(m, v) })
	shapes("vecdot correction", "VecDot: shape (2, 3) has no use for a Correction", func() { VecDot(m, m, Axis(0), Correction(1)) })
	shapes("tensordot", "TensorDot: shapes (2, 3) and (2, 3) do not fit: axis 1 of the first has length 3, axis 0 of the second 2", func() { TensorDot(m, m, 1) })
	shapes("tensordot lists", "TensorDotAxes: shapes (2, 3) and (2, 3) do not fit: 2 axes of the first and 1 axis of the second are named", func() { TensorDotAxes(m, m, []int{0, 1}, []int{0}) })
	wide := Ones[int8](slices.Repeat([]int{1}, 16)...)
	shapes("tensordot axes", "has more than 31 dimensions", func() { TensorDot(wide, wide, 0) })
	mustPanic[*AxisError](t, "TensorDot: axis 2 is not how many axes can be summed of 1 axis, shape (4,)", func() { TensorDot(m, v, 2) })
	mustPanic[*AxisError](t, "TensorDotAxes: axis 1 is named twice", func() { TensorDotAxes(m, m, []int{1, 1}, []int{0, 1}) })
	mustPanic[*AxisError](t, "VecDot: axis 1 is out of range for 1 axis, shape (4,)", func() { VecDot(m, v, Axis(1)) })
}
