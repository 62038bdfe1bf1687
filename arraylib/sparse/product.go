package sparse

import (
	"slices"
	"strconv"

	np "fastergo/arraylib"
)

// MatMulDense returns a @ x, for a vector or a matrix x of any layout. It takes time in proportion to the entries, times the columns of x, in
// any format of a.
//
// Only entries are multiplied: a NaN or an infinity of x stays out of the rows of a that have no entry for it. Of COO those of one place are
// multiplied one by one.
//
// It panics with *[np.ShapeError] if x has neither one axis nor two, or its first is not as long as a has columns.
func MatMulDense[T np.Number](a *Matrix[T], x *np.Array[T]) *np.Array[T] {
	fit("MatMulDense", a.p.shape(), x.Shape())
	return product(a, x)
}

// DenseMatMul returns x @ a, for a vector or a matrix x of any layout; see [MatMulDense].
//
// It panics with *[np.ShapeError] if x has neither one axis nor two, or its last is not as long as a has rows.
func DenseMatMul[T np.Number](x *np.Array[T], a *Matrix[T]) *np.Array[T] {
	fit("DenseMatMul", x.Shape(), a.p.shape())
	return np.Copy(product(a.T(), x.T()).T()) // (aᵀ xᵀ)ᵀ
}

// fit panics unless two shapes have a product: the last length of the first is the first of the second. Of a vector there is but one.
func fit(op string, a, b []int) {
	if min(len(a), len(b)) < 1 || max(len(a), len(b)) > 2 {
		panic(&np.ShapeError{Op: op, A: a, B: b, Why: "have no product: a vector or a matrix is needed"})
	}
	if m, n := a[len(a)-1], b[0]; m != n {
		panic(&np.ShapeError{Op: op, A: a, B: b, Why: "do not fit: the first ends with " + strconv.Itoa(m) + ", the second begins with " + strconv.Itoa(n)})
	}
}

// product returns a @ x for shapes that fit.
func product[T np.Number](a *Matrix[T], x *np.Array[T]) *np.Array[T] {
	shape := x.Shape()
	shape[0] = a.p.rows
	d := np.Zeros[T](shape...)
	to, from := d.Data(), np.Ravel(x).Data()
	if len(shape) == 1 || shape[1] == 1 {
		timesVector(&a.p, a.data, to, from)
	} else {
		timesRows(&a.p, a.data, to, from, shape[1])
	}
	return d
}

// timesVector adds the product with a vector to y.
func timesVector[T np.Number](p *pattern, data, y, x []T) {
	switch p.format {
	case CSR:
		for i := range y {
			lo, hi := p.ptr[i], p.ptr[i+1]
			idx, sum := p.idx[lo:hi], T(0)
			for k, v := range data[lo:hi] {
				sum += v * x[idx[k]]
			}
			y[i] = sum
		}
	case CSC:
		for j, f := range x {
			lo, hi := p.ptr[j], p.ptr[j+1]
			idx := p.idx[lo:hi]
			for k, v := range data[lo:hi] {
				y[idx[k]] += v * f
			}
		}
	case COO:
		for k, v := range data {
			y[p.row[k]] += v * x[p.idx[k]]
		}
	}
}

// timesRows adds the product with a matrix of n columns in C order to y: for an entry (i, j) a multiple of row j to row i.
func timesRows[T np.Number](p *pattern, data, y, x []T, n int) {
	switch p.format {
	case CSR:
		for i := range p.rows {
			row := y[i*n:][:n]
			for k := p.ptr[i]; k < p.ptr[i+1]; k++ {
				addMultiple(row, data[k], x[p.idx[k]*n:][:n])
			}
		}
	case CSC:
		for j := range p.cols {
			row := x[j*n:][:n]
			for k := p.ptr[j]; k < p.ptr[j+1]; k++ {
				addMultiple(y[p.idx[k]*n:][:n], data[k], row)
			}
		}
	case COO:
		for k, v := range data {
			addMultiple(y[p.row[k]*n:][:n], v, x[p.idx[k]*n:][:n])
		}
	}
}

func addMultiple[T np.Number](y []T, f T, x []T) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] += f * v
	}
}

// MatMul returns a @ b of sparse matrices, in a's format, or CSR if that is COO. Its entries are the places to which a product of entries
// contributes, also if the sum is 0. Rows, or columns for CSC, are computed one at a time, with scratch for one without gaps (F. G. Gustavson,
// "Two fast algorithms for sparse matrices: multiplication and permuted transposition", 1978); where few columns of
// b have entries, the scratch is for those.
//
// It panics with *[np.ShapeError] if a does not have as many columns as b has rows.
func MatMul[T np.Number](a, b *Matrix[T]) *Matrix[T] {
	fit("MatMul", a.p.shape(), b.p.shape())
	if a.p.format == CSC {
		return rowProducts(To(b, CSC).T(), a.T()).T() // (bᵀ aᵀ)ᵀ
	}
	return rowProducts(To(a, CSR), To(b, CSR))
}

// rowProducts returns a @ b of CSR matrices.
func rowProducts[T np.Number](a, b *Matrix[T]) *Matrix[T] {
	first, last := b.p.span()
	idx, cols, names := narrow(b.p.idx[first:last], b.p.cols)
	row := make([]T, cols)
	seen := make([]int, cols) // the last row that has an entry in the column, from 1
	m := &Matrix[T]{p: pattern{format: CSR, rows: a.p.rows, cols: b.p.cols, ptr: make([]int, a.p.rows+1)}}
	for i := range a.p.rows {
		for k := a.p.ptr[i]; k < a.p.ptr[i+1]; k++ {
			f, lo, hi := a.data[k], b.p.ptr[a.p.idx[k]], b.p.ptr[a.p.idx[k]+1]
			values := b.data[lo:hi]
			for l, j := range idx[lo-first : hi-first] {
				if seen[j] == i+1 {
					row[j] += f * values[l]
				} else {
					seen[j] = i + 1
					row[j] = f * values[l]
					m.p.idx = append(m.p.idx, j)
				}
			}
		}
		line := m.p.idx[len(m.data):]
		slices.Sort(line)
		for _, j := range line {
			m.data = append(m.data, row[j])
		}
		m.p.ptr[i+1] = len(m.data)
	}
	if names != nil {
		for k, j := range m.p.idx {
			m.p.idx[k] = names[j]
		}
	}
	return m
}

// narrow counts columns, if few of them have an entry, among those alone: it returns them as names, and what idx then is, in the same order.
func narrow(idx []int, cols int) (_ []int, _ int, names []int) {
	if cols/16 <= len(idx) {
		return idx, cols, nil
	}
	names = slices.Compact(slices.Sorted(slices.Values(idx)))
	ranks := make([]int, len(idx))
	for k, j := range idx {
		ranks[k], _ = slices.BinarySearch(names, j)
	}
	return ranks, len(names), names
}
