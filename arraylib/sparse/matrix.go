package sparse

import (
	"slices"

	np "fastergo/arraylib"
)

// Format is how a matrix stores its entries.
type Format uint8

const (
	COO Format = iota // coordinates: a row and a column for each entry, in any order, places more than once
	CSR               // compressed rows: the entries row by row, in the order of columns, each place once
	CSC               // compressed columns: the entries column by column, in the order of rows, each place once
)

// String returns how SciPy writes the format out: "Compressed Sparse Row" for csr.
func (f Format) String() string {
	switch f {
	case COO:
		return "COOrdinate"
	case CSR:
		return "Compressed Sparse Row"
	case CSC:
		return "Compressed Sparse Column"
	}
	return "Format?"
}

// Matrix is a matrix of which only some elements, the entries, are stored; the others are 0. Entries may be 0 too.
//
// Make matrices with [New] and [FromArray]; the zero Matrix is none and has no use. Where the entries are never changes.
type Matrix[T np.Number] struct {
	p    pattern
	data []T // the values, with the numbers that p has for the entries
}

// New returns a COO matrix with the given shape and values at the given rows and columns: coo_array((data, (row, col)), shape). Values of one
// place add up. The matrix keeps copies.
//
// It panics with *[np.ShapeError] if the arrays do not have one axis of one length or the shape is negative, and with *[np.IndexError] if a
// row or column is outside it; negative ones do not count from the end.
func New[T np.Number](data *np.Array[T], row, col *np.Array[int], rows, cols int) *Matrix[T] {
	return &Matrix[T]{coordinates(data, row, col, rows, cols), np.Copy(data).Data()}
}

//go:noinline
func coordinates(data np.Operand, row, col *np.Array[int], rows, cols int) pattern {
	checkShape("New", rows, cols)
	shape := np.LayoutOf(data).Shape
	for _, x := range []*np.Array[int]{row, col} {
		if s := x.Shape(); len(s) != 1 || !slices.Equal(s, shape) {
			panic(&np.ShapeError{Op: "New", A: shape, B: s, Why: "differ or are not of one axis: each entry has a value, a row and a column"})
		}
	}
	p := pattern{format: COO, rows: rows, cols: cols, row: np.Copy(row).Data(), idx: np.Copy(col).Data()}
	check("New", p.row, 0, p.shape())
	check("New", p.idx, 1, p.shape())
	return p
}

// FromArray returns the CSR matrix whose entries are a's elements other than 0, NaN among them: csr_array(a).
//
// It panics with *[np.ShapeError] if a does not have two axes, or, empty, has more rows than pointers to them could be addressed.
func FromArray[T np.Number](a *np.Array[T]) *Matrix[T] {
	shape := a.Shape()
	if len(shape) != 2 {
		panic(&np.ShapeError{Op: "FromArray", A: shape, Why: "is not that of a matrix: two axes are needed"})
	}
	need("FromArray", shape[0], shape[0], shape[1])
	p := pattern{format: CSR, rows: shape[0], cols: shape[1], ptr: make([]int, shape[0]+1)}
	m := &Matrix[T]{p: p}
	x := np.Ravel(a).Data()
	for i := range p.rows {
		for j, v := range x[i*p.cols:][:p.cols] {
			if v != 0 {
				m.p.idx, m.data = append(m.p.idx, j), append(m.data, v)
			}
		}
		p.ptr[i+1] = len(m.data)
	}
	return m
}

// ToArray returns the array with all elements: a.toarray().
//
// It panics with *[np.ShapeError] if there are more than can be addressed.
func ToArray[T np.Number](a *Matrix[T]) *np.Array[T] {
	d := np.Zeros[T](a.p.rows, a.p.cols)
	row, col := a.p.coordinates()
	x, n := d.Data(), a.p.cols
	values := a.values()
	if a.p.format == COO {
		for k, v := range values {
			x[row[k]*n+col[k]] += v
		}
		return d
	}
	for k, v := range values {
		x[row[k]*n+col[k]] = v
	}
	return d
}

// Shape returns the numbers of rows and columns.
func (a *Matrix[T]) Shape() []int { return a.p.shape() }

// Format returns how the entries are stored.
func (a *Matrix[T]) Format() Format { return a.p.format }

// T returns the transpose, which shares the entries: of CSR it is CSC, of CSC it is CSR. Nothing is copied.
func (a *Matrix[T]) T() *Matrix[T] { return &Matrix[T]{a.p.transpose(), a.data} }

// To returns a in another format: a.tocoo(), a.tocsr(), a.tocsc(). To CSR and CSC it sorts the entries and adds up those of one place. If a has
// the format it is a itself, otherwise the values are a copy.
//
// It panics with *[np.ShapeError] if there are more rows or columns than pointers to them could be addressed, or f is no format.
func To[T np.Number](a *Matrix[T], f Format) *Matrix[T] {
	if a.p.format == f {
		return a
	}
	p, order, starts := a.p.to(f)
	if f == COO {
		return &Matrix[T]{p, slices.Clone(a.values())}
	}
	return &Matrix[T]{p, gather(a.values(), order, starts)}
}

// NNZ returns the number of entries, zeros and, of COO, those of one place among them: a.nnz.
func NNZ[T np.Number](a *Matrix[T]) int { lo, hi := a.p.span(); return hi - lo }

// Values returns the values of the entries, in their order, as a view: to change them changes a, and the matrices that share them.
func Values[T np.Number](a *Matrix[T]) *np.Array[T] { return np.AsArray(a.values()) }

// Coordinates returns the rows and columns of the entries, in the order of [Values].
func Coordinates[T np.Number](a *Matrix[T]) (row, col *np.Array[int]) {
	r, c := a.p.coordinates()
	return np.New(r), np.New(c)
}

func (a *Matrix[T]) values() []T { lo, hi := a.p.span(); return a.data[lo:hi:hi] }

// gather returns the sums of the runs of order that begin at starts.
func gather[T np.Number](data []T, order, starts []int) []T {
	d := make([]T, len(starts))
	for k, lo := range starts {
		hi := len(order)
		if k+1 < len(starts) {
			hi = starts[k+1]
		}
		v := data[order[lo]]
		for _, i := range order[lo+1 : hi] {
			v += data[i]
		}
		d[k] = v
	}
	return d
}
