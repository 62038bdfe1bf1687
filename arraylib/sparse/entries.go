package sparse

import (
	"slices"

	np "fastergo/arraylib"
)

// Add returns a + b, in a's format, or CSR if that is COO. Its entries are the places where a or b has one, also if the sum is 0.
//
// It panics with *[np.ShapeError] if the shapes differ.
func Add[T np.Number](a, b *Matrix[T]) *Matrix[T] {
	p, order, starts := sumPattern(&a.p, &b.p)
	return &Matrix[T]{p, gather(slices.Concat(a.values(), b.values()), order, starts)}
}

//go:noinline
func sumPattern(a, b *pattern) (p pattern, order, starts []int) {
	if a.rows != b.rows || a.cols != b.cols {
		panic(&np.ShapeError{Op: "Add", A: a.shape(), B: b.shape(), Why: "differ"})
	}
	arow, acol := a.coordinates()
	brow, bcol := b.coordinates()
	return compress("Add", max(a.format, CSR), a.rows, a.cols, slices.Concat(arow, brow), slices.Concat(acol, bcol))
}

// MultiplyScalar returns a · s: its entries times s, in a's format.
func MultiplyScalar[T np.Number](a *Matrix[T], s T) *Matrix[T] {
	d := slices.Clone(a.values())
	for k := range d {
		d[k] *= s
	}
	return &Matrix[T]{a.p.trimmed(), d}
}

// Sum returns the sums along an axis, 0 of each column and 1 of each row, or without an axis the sum of all: a.sum(axis). They are of a's
// type, unlike SciPy's of small integers.
//
// It panics with *[np.AxisError] if a does not have the axis, or there are several.
func Sum[T np.Number](a *Matrix[T], axis ...int) *np.Array[T] {
	if len(axis) == 0 {
		return np.Sum(Values(a))
	}
	if checkAxis(axis, a.p.shape()) == 0 {
		a = a.T()
	}
	d := np.Zeros[T](a.p.rows)
	sums := d.Data()
	if a.p.format == CSR {
		for i := range sums {
			var s T
			for _, v := range a.data[a.p.ptr[i]:a.p.ptr[i+1]] {
				s += v
			}
			sums[i] = s
		}
		return d
	}
	row := a.p.row
	if a.p.format == CSC {
		lo, hi := a.p.span()
		row = a.p.idx[lo:hi]
	}
	for k, v := range a.values() {
		sums[row[k]] += v
	}
	return d
}

func checkAxis(axis, shape []int) int {
	switch {
	case len(axis) > 1:
		panic(&np.AxisError{Op: "Sum", Axis: axis[1], Shape: shape, Why: "is one too many: without an axis the sum is that of all"})
	case axis[0] < -2 || axis[0] > 1:
		panic(&np.AxisError{Op: "Sum", Axis: axis[0], Shape: shape, Why: "is out of range for 2 axes"})
	}
	return axis[0] & 1
}

// Diagonal returns the elements (i, i), as an array of its own: a.diagonal().
func Diagonal[T np.Number](a *Matrix[T]) *np.Array[T] {
	d := np.Zeros[T](min(a.p.rows, a.p.cols))
	x := d.Data()
	if a.p.format == COO {
		for k, v := range a.data {
			if i := a.p.row[k]; i == a.p.idx[k] {
				x[i] += v
			}
		}
		return d
	}
	for i, k := range a.p.diagonal() {
		if k >= 0 {
			x[i] = a.data[k]
		}
	}
	return d
}

// EliminateZeros returns a without the entries that are 0. Of COO those of one place are looked at one by one.
func EliminateZeros[T np.Number](a *Matrix[T]) *Matrix[T] {
	lo, hi := a.p.span()
	places := make([]int, 0, hi-lo)
	for k, v := range a.data[lo:hi] {
		if v != 0 {
			places = append(places, lo+k)
		}
	}
	return &Matrix[T]{a.p.keep(places), pick(a.data, places)}
}

// Rows returns the rows from lo to hi, without hi: a[lo:hi]. Of CSR it is a view, which copies nothing; of other formats a copy. For columns
// there is Rows(a.T(), lo, hi).T(), which is a view of CSC.
//
// It panics with *[np.IndexError] if lo or hi is less than 0 or more than there are rows, and with *[np.ShapeError] if lo is more than hi.
func Rows[T np.Number](a *Matrix[T], lo, hi int) *Matrix[T] {
	p, places := a.p.rowRange(lo, hi)
	if places == nil {
		return &Matrix[T]{p, a.data}
	}
	return &Matrix[T]{p, pick(a.data, places)}
}

func pick[T np.Number](data []T, places []int) []T {
	d := make([]T, len(places))
	for i, k := range places {
		d[i] = data[k]
	}
	return d
}
