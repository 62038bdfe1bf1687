//go:build amd64 && !noasm

package arraylib

import (
	"math"
	"unsafe"

	asm "fastergo/arraylib/internal/kernel"
)

// The products of floats that have a faster kernel in assembly. Where the machine lacks it, the portable one below runs.
type (
	singleProducts struct{ product[float32] }
	doubleProducts struct{ product[float64] }
)

// callBytes is how much of a matrix one call of assembly reads at most.
const callBytes = 1 << 20

// strided tells where the matrices and the steps lie, in bytes.
func strided(abc *[3]matrix, step *[3]int, shift int) (m [3]asm.Matrix, bytes [3]int) {
	for i, x := range abc {
		m[i] = asm.Matrix{P: x.c.pointer(x.off), Row: x.row << shift, Col: x.col << shift}
		bytes[i] = step[i] << shift
	}
	return m, bytes
}

func (k *singleProducts) multiply(alone bool, count, m, n, depth int, abc [3]matrix, step [3]int) {
	x, bytes := strided(&abc, &step, 2)
	if !asm.Gemm(false, alone, count, m, n, depth, x, bytes) {
		k.product.multiply(alone, count, m, n, depth, abc, step)
	}
}

func (k *doubleProducts) multiply(alone bool, count, m, n, depth int, abc [3]matrix, step [3]int) {
	x, bytes := strided(&abc, &step, 3)
	if !asm.Gemm(true, alone, count, m, n, depth, x, bytes) {
		k.product.multiply(alone, count, m, n, depth, abc, step)
	}
}

func (k *singleProducts) dots(m int, a matrix, x span, y matrix, add bool) {
	if !dotsBy(asm.DotsF32, 2, m, a, x, y, add) {
		k.product.dots(m, a, x, y, add)
	}
}

func (k *doubleProducts) dots(m int, a matrix, x span, y matrix, add bool) {
	if !dotsBy(asm.DotsF64, 3, m, a, x, y, add) {
		k.product.dots(m, a, x, y, add)
	}
}

// dotsBy calls f for some rows at a time.
func dotsBy(f func(y, a, x unsafe.Pointer, m, n, rowY, rowA, add int) bool, shift, m int, a matrix, x span, y matrix, add bool) bool {
	plus := 0
	if add {
		plus = 1
	}
	rows := max(4, callBytes>>shift/x.n)
	for i := 0; i < m; i += rows {
		if !f(y.c.pointer(y.off+i*y.row), a.c.pointer(a.off+i*a.row), x.p, min(rows, m-i), x.n, y.row<<shift, a.row<<shift, plus) {
			return false
		}
	}
	return true
}

func (k *singleProducts) combine(y span, depth int, a, x matrix) {
	if !combineBy(asm.CombineF32, 2, y, depth, a, x) {
		k.product.combine(y, depth, a, x)
	}
}

func (k *doubleProducts) combine(y span, depth int, a, x matrix) {
	if !combineBy(asm.CombineF64, 3, y, depth, a, x) {
		k.product.combine(y, depth, a, x)
	}
}

// combineBy calls f for some columns at a time.
func combineBy(f func(y, a, x unsafe.Pointer, n, k, colA, rowX int) bool, shift int, y span, depth int, a, x matrix) bool {
	columns := max(4, callBytes>>shift/y.n&^3)
	for p := 0; p < depth; p += columns {
		if !f(y.p, a.c.pointer(a.off+p*a.col), x.c.pointer(x.off+p*x.row), y.n, min(columns, depth-p), a.col<<shift, x.row<<shift) {
			return false
		}
	}
	return true
}

func (k *singleProducts) addProducts(d, a, b span) {
	if !asm.AddProductsF32(d.p, a.p, b.p, d.n) {
		k.product.addProducts(d, a, b)
	}
}

func (k *doubleProducts) addProducts(d, a, b span) {
	if !asm.AddProductsF64(d.p, a.p, b.p, d.n) {
		k.product.addProducts(d, a, b)
	}
}

// The distances that have a faster kernel.
type (
	singleDistances struct{ distances[float32] }
	doubleDistances struct{ distances[float64] }
)

func (k *singleDistances) nearest(index []int, least *core, x, c batch) {
	slow := func(lo, hi int) { k.rows(index, least, x, c, lo, hi) }
	if !nearestBy(false, 2, index, least, x, c, slow) {
		k.distances.nearest(index, least, x, c)
	}
}

func (k *doubleDistances) nearest(index []int, least *core, x, c batch) {
	slow := func(lo, hi int) { k.rows(index, least, x, c, lo, hi) }
	if !nearestBy(true, 3, index, least, x, c, slow) {
		k.distances.nearest(index, least, x, c)
	}
}

func nearestBy(double bool, shift int, index []int, least *core, x, c batch, slow func(lo, hi int)) bool {
	if x.n == 0 || c.m > math.MaxInt32 {
		return false
	}
	in := func(x batch) asm.Matrix {
		return asm.Matrix{P: x.c.pointer(x.off), Row: x.row << shift, Col: x.col << shift}
	}
	return asm.Nearest(double, x.m, c.m, x.n, in(x), in(c), unsafe.Pointer(&index[0]), least.base, slow)
}
