package arraylib

import (
	"runtime"
	"slices"

	"fastergo/arraylib/internal/parallel"
)

// MatMul returns the matrix product a·b: a @ b. An operand of one axis is a vector, which the result has no axis for; axes before the
// last two are a batch of matrices, and those of both operands broadcast. If there is nothing to sum the result is zeros.
//
// No operand is copied, whatever its strides. Integers wrap around; floats are added in an order of their own, so a result is within
// k·ε·Σ|a||b| of the exact one. Zeros are multiplied like all numbers: 0·NaN is NaN. There is no product of bools: take
// [AsType] to numbers, and [NotEqualScalar] 0 of the result.
//
// It panics with *[ShapeError] if an operand has no axis, the lengths to be summed differ, or the batches do not broadcast.
func MatMul[T Number](a, b *Array[T]) *Array[T] { return as[T](matMul(nil, &a.c, &b.c)) }

// MatMulInto sets dst to the matrix product a·b; see [MatMul]. If dst shares memory with a or b, the result is as if they had been
// read before.
//
// It panics as MatMul does, and with *[ShapeError] if dst has not the result's shape, or repeats elements.
func MatMulInto[T Number](dst, a, b *Array[T]) { matMul(&dst.c, &a.c, &b.c) }

//go:noinline
func matMul(d, a, b *core) *core {
	return multiplyMatrices("MatMul", d, a, b, len(a.shape) == 1, len(b.shape) == 1)
}

// MatVec returns the products of matrices and vectors: a has axes …, m, n, x has …, n, the result has …, m. The axes before broadcast.
//
// It panics with *[ShapeError] if they do not, an operand has too few axes, or the lengths n differ.
func MatVec[T Number](a, x *Array[T]) *Array[T] { return as[T](matVec(&a.c, &x.c)) }

//go:noinline
func matVec(a, x *core) *core { return multiplyMatrices("MatVec", nil, a, x, false, true) }

// VecMat returns the products of vectors and matrices: x has axes …, m, a has …, m, n, the result has …, n. The axes before broadcast.
// As in NumPy the elements of x are conjugated, if they are complex: [MatMul] of a single vector does not do that.
//
// It panics as [MatVec] does.
func VecMat[T Number](x, a *Array[T]) *Array[T] { return as[T](vecMat(&x.c, &a.c)) }

//go:noinline
func vecMat(x, a *core) *core {
	return multiplyMatrices("VecMat", nil, conjugate(x), a, true, false)
}

// VecDot returns the sums of conj(a)·b along one axis, which is the last if opts do not name one; the other axes broadcast.
//
// It panics with *[AxisError] if an operand does not have the axis, and with *[ShapeError] if its lengths differ, or the others do not
// broadcast.
func VecDot[T Number](a, b *Array[T], opts ...Option) *Array[T] {
	return as[T](vecDot(&a.c, &b.c, opts))
}

//go:noinline
func vecDot(a, b *core, opts []Option) *core {
	keep := slices.Contains(opts, KeepDims)
	opts = slices.DeleteFunc(slices.Clone(opts), func(o Option) bool { return o == KeepDims })
	axis := axisOption("VecDot", opts, a.shape, lastAxis)
	x := conjugate(a).moveAxis(axis, -1)
	y := b.moveAxis(axisOption("VecDot", opts, b.shape, lastAxis), -1)
	d := multiplyMatrices("VecDot", nil, x, y, true, true)
	if keep {
		return d.expandDims([]int{axis - len(a.shape)})
	}
	return d
}

// conjugate returns c itself if its elements are real.
func conjugate(c *core) *core {
	if c.dtype < Complex64 {
		return c
	}
	return conj(nil, c)
}

// multiplyMatrices sets d, or a new core if it is nil, to the products of a's and b's matrices. A row stands for a matrix if row is
// set, for a's, and a column if column is, for b's; the result does not have their axes.
func multiplyMatrices(op string, d, a, b *core, row, column bool) *core {
	needAxes(op, a, row)
	needAxes(op, b, column)
	x, y := newBatch(a, !row, true), newBatch(b, true, !column)
	if x.n != y.m {
		panic(&ShapeError{op, a.shape, b.shape, "do not multiply: the sum would be over " + plural(x.n, "element") + " of the first and " + plural(y.m, "element") + " of the second"})
	}
	for i := range min(len(x.shape), len(y.shape)) {
		if p, q := x.shape[len(x.shape)-1-i], y.shape[len(y.shape)-1-i]; p != q && p != 1 && q != 1 {
			panic(&ShapeError{op, a.shape, b.shape, "do not multiply: the axes before those of the matrices do not broadcast"})
		}
	}
	var room [maxDims]int
	shape := broadcast(op, room[:0], x.shape, y.shape)
	g := gemms{m: x.m, n: y.n, k: x.n, dims: len(shape)}
	if !row {
		shape = append(shape, x.m)
	}
	if !column {
		shape = append(shape, y.n)
	}
	d = prepare(op, a.dtype, d, shape)
	if d.size() == 0 {
		return d
	}
	to := d
	if overlap(d, a) || overlap(d, b) {
		to = newResult(op, d.dtype, shape)
	}
	z := newBatch(to, !row, !column)
	for i, batch := range []*batch{&x, &y, &z} {
		g.abc[i] = batch.matrix
		batch.stretch(&g.strides[i], shape[:g.dims])
	}
	copy(g.shape[:], shape[:g.dims])
	g.run()
	if to != d {
		copyTo(op, d, to)
	}
	return d
}

func needAxes(op string, c *core, vector bool) {
	if need := 2; len(c.shape) < need && !(vector && len(c.shape) == 1) {
		if vector {
			need = 1
		}
		panic(&ShapeError{Op: op, A: c.shape, Why: "has too few axes: " + plural(need, "axis") + " or more are needed"})
	}
}

// batch is a core as matrices of m×n elements, one for each index of shape.
type batch struct {
	matrix
	m, n           int
	shape, strides []int
}

// newBatch takes the last axes of c for those of its matrices: their rows, their columns, or both.
func newBatch(c *core, rows, cols bool) batch {
	x := batch{matrix: matrix{c: c, off: c.off}, m: 1, n: 1}
	nd := len(c.shape)
	if cols {
		nd--
		x.n, x.col = c.shape[nd], c.strides[nd]
	}
	if rows {
		nd--
		x.m, x.row = c.shape[nd], c.strides[nd]
	}
	x.shape, x.strides = c.shape[:nd], c.strides[:nd]
	return x
}

// stretch sets strides to those that lead through the batch as if it had shape, to which it broadcasts.
func (x *batch) stretch(strides *[maxDims]int, shape []int) {
	lead := len(shape) - len(x.shape)
	for d, n := range x.shape {
		if n == shape[lead+d] {
			strides[lead+d] = x.strides[d]
		}
	}
}

// gemms is a product of matrices for each index of shape, the batch.
type gemms struct {
	m, n, k int
	abc     [3]matrix
	dims    int // of the batch
	shape   [maxDims]int
	strides [3][maxDims]int // along the batch, of a, b and c
	alone   bool            // see gemm
}

var gemmTasks parallel.Loop[gemms]

// turnWork is how many multiplications of a batch are worth a processor's turn; productWork are those that a product's other costs are
// worth.
const turnWork, productWork = 1 << 18, 1 << 10

// run computes c = a·b for all of the batch. No axis has length 0, but that of k may.
func (g *gemms) run() {
	g.fold()
	total := 1
	for _, n := range g.shape[:g.dims] {
		total *= n
	}
	work := float64(g.m)*float64(g.n)*float64(g.k) + productWork
	procs := runtime.GOMAXPROCS(0)
	few := total == 1 || total < 2*procs && work >= float64(2*turnWork*procs) // but large
	if g.alone = few || float64(total)*work < 2*turnWork; g.alone {
		g.part(0, total)
		return
	}
	gemmTasks.For(total, max(int(turnWork/work), min(8, total/(8*procs)), 1), g, (*gemms).part)
}

// part computes the products from index lo of the batch, in C order, up to hi. Those that differ only in the last index are one run.
func (g *gemms) part(lo, hi int) {
	last, n := g.dims-1, 1
	var step [3]int
	if last >= 0 {
		n = g.shape[last]
		for i := range step {
			step[i] = g.strides[i][last]
		}
	}
	across := g.m == 1 && g.n == 1 && distance(g.abc[0].col) > 1 && step == [3]int{1, 1, 1}
	for lo < hi {
		count := min(n-lo%n, hi-lo)
		x := g.abc
		for d, at := last, lo; d >= 0; d-- {
			for i := range x {
				x[i].off += at % g.shape[d] * g.strides[i][d]
			}
			at /= g.shape[d]
		}
		if across {
			g.dotsAcross(count, &x)
		} else {
			gemm(g.alone, count, g.m, g.n, g.k, x, step)
		}
		lo += count
	}
}

// fold makes rows of one matrix from the last axes of the batch that are only a's and c's, or columns from those that are only b's and
// c's, where the strides allow it.
func (g *gemms) fold() {
	for last := g.dims - 1; last >= 0; last-- {
		n, a, b, c := g.shape[last], g.strides[0][last], g.strides[1][last], g.strides[2][last]
		switch {
		case n == 1:
		case b == 0 && g.m == 1:
			g.m, g.abc[0].row, g.abc[2].row = n, a, c
		case a == 0 && g.n == 1:
			g.n, g.abc[1].col, g.abc[2].col = n, b, c
		case b == 0 && a == g.m*g.abc[0].row && c == g.m*g.abc[2].row:
			g.m *= n
		case a == 0 && b == g.n*g.abc[1].col && c == g.n*g.abc[2].col:
			g.n *= n
		default:
			return
		}
		g.dims = last
	}
}

// dotsAcross sets n neighbours in c to the dots of as many vectors that lie side by side, element by element of them all.
func (g *gemms) dotsAcross(n int, x *[3]matrix) {
	ops, shift := products[x[2].c.dtype], dtypes[x[2].c.dtype].shift
	for i, tile := 0, tileBytes>>shift; i < n; i += tile {
		m := min(tile, n-i)
		sums := span{x[2].c.pointer(x[2].off + i), m}
		clear(of[byte](span{sums.p, m << shift}))
		for p := range g.k {
			a, b := x[0].at(0, p), x[1].at(p, 0)
			ops.addProducts(sums, span{a.c.pointer(a.off + i), m}, span{b.c.pointer(b.off + i), m})
		}
	}
}
