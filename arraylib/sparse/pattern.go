package sparse

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	np "fastergo/arraylib"
)

// pattern says where the entries of a matrix are, whatever their type. It is never written after it was made, so matrices share it.
//
// Of COO entry k is at (row[k], idx[k]). Of CSR the entries of row i are those from ptr[i] to ptr[i+1], at the columns idx, which rise in a
// row. CSC is CSR of the transpose: columns for rows. ptr[0] need not be 0: a view of some rows has a part of ptr, and all of idx.
type pattern struct {
	format     Format
	rows, cols int
	row        []int // of COO
	ptr        []int // of CSR and CSC
	idx        []int
}

// span returns the first entry and the one after the last.
func (p *pattern) span() (lo, hi int) {
	if p.format == COO {
		return 0, len(p.idx)
	}
	return p.ptr[0], p.ptr[len(p.ptr)-1]
}

func (p *pattern) shape() []int { return []int{p.rows, p.cols} }

func (p *pattern) transpose() pattern {
	t := *p
	t.rows, t.cols = p.cols, p.rows
	switch p.format {
	case COO:
		t.row, t.idx = p.idx, p.row
	case CSR:
		t.format = CSC
	case CSC:
		t.format = CSR
	}
	return t
}

// coordinates returns the row and the column of each entry; neither is the caller's to write.
func (p *pattern) coordinates() (row, col []int) {
	if p.format == COO {
		return p.row, p.idx
	}
	lo, hi := p.span()
	major := make([]int, 0, hi-lo)
	for i := range p.ptr[1:] {
		for range p.ptr[i+1] - p.ptr[i] {
			major = append(major, i)
		}
	}
	if p.format == CSR {
		return major, p.idx[lo:hi]
	}
	return p.idx[lo:hi], major
}

// to returns the pattern in another format, and how gather makes its entries from those of p, counted from the first.
func (p *pattern) to(f Format) (q pattern, order, starts []int) {
	if f > CSC {
		panic(&np.ShapeError{Op: "To", A: p.shape(), Why: "cannot be had in format " + strconv.Itoa(int(f)) + ", which is none of COO, CSR and CSC"})
	}
	row, col := p.coordinates()
	if f == COO {
		return pattern{format: COO, rows: p.rows, cols: p.cols, row: row, idx: col}, nil, nil
	}
	return compress("To", f, p.rows, p.cols, row, col)
}

// compress sorts entries and brings together those of one place: entry k of the result is the sum of the entries order[starts[k]:starts[k+1]],
// in the order in which they were.
func compress(op string, f Format, rows, cols int, row, col []int) (q pattern, order, starts []int) {
	major, minor, n := row, col, rows
	if f == CSC {
		major, minor, n = col, row, cols
	}
	need(op, n, rows, cols)
	ptr := make([]int, n+1)
	for _, i := range major {
		ptr[i+1]++
	}
	for i := range n {
		ptr[i+1] += ptr[i]
	}
	order = make([]int, len(major))
	next := slices.Clone(ptr)
	for k, i := range major {
		order[next[i]] = k
		next[i]++
	}
	idx := make([]int, 0, len(major))
	starts = make([]int, 0, len(major))
	for i, lo := 0, 0; i < n; i++ {
		hi := ptr[i+1]
		line := order[lo:hi]
		slices.SortFunc(line, func(a, b int) int { return cmp.Or(minor[a]-minor[b], a-b) }) // quick if in order, as from another format
		for j, k := range line {
			if j == 0 || minor[k] != minor[line[j-1]] {
				idx, starts = append(idx, minor[k]), append(starts, lo+j)
			}
		}
		lo, ptr[i+1] = hi, len(idx)
	}
	return pattern{format: f, rows: rows, cols: cols, ptr: ptr, idx: idx}, order, starts
}

// need panics if there are too many lines for an array that has an element for each.
func need(op string, lines, rows, cols int) {
	if lines > min(1<<43, math.MaxInt/16) {
		panic(&np.ShapeError{Op: op, A: []int{rows, cols}, Why: "has more rows or columns than memory can have pointers for: only COO holds it"})
	}
}

// keep returns the pattern of the entries at the given places, which rise.
func (p *pattern) keep(places []int) pattern {
	q := *p
	pick := func(from []int) []int {
		to := make([]int, len(places))
		for i, k := range places {
			to[i] = from[k]
		}
		return to
	}
	q.idx = pick(p.idx)
	if p.format == COO {
		q.row = pick(p.row)
		return q
	}
	q.ptr = make([]int, len(p.ptr))
	n := 0
	for i, hi := range p.ptr[1:] {
		for n < len(places) && places[n] < hi {
			n++
		}
		q.ptr[i+1] = n
	}
	return q
}

// trimmed returns p with the numbers of its entries from 0.
func (p *pattern) trimmed() pattern {
	q := *p
	lo, hi := p.span()
	q.idx = p.idx[lo:hi]
	if lo > 0 {
		q.ptr = slices.Clone(p.ptr)
		for i := range q.ptr {
			q.ptr[i] -= lo
		}
	}
	return q
}

// rowRange returns the pattern of the rows from lo to hi, and the places of their entries; nil means that the entries stay where they are.
func (p *pattern) rowRange(lo, hi int) (q pattern, places []int) {
	for _, i := range []int{lo, hi} {
		if i < 0 || i > p.rows {
			panic(&np.IndexError{Op: "Rows", Index: []int{i}, Shape: p.shape()})
		}
	}
	if lo > hi {
		panic(&np.ShapeError{Op: "Rows", A: p.shape(), Why: "has no rows from " + strconv.Itoa(lo) + " to " + strconv.Itoa(hi)})
	}
	if p.format == CSR {
		q = *p
		q.rows, q.ptr = hi-lo, p.ptr[lo:hi+1]
		return q, nil
	}
	rows := p.idx
	if p.format == COO {
		rows = p.row
	}
	first, last := p.span()
	places = []int{}
	for k := first; k < last; k++ {
		if lo <= rows[k] && rows[k] < hi {
			places = append(places, k)
		}
	}
	q = p.keep(places)
	q.rows, rows = hi-lo, q.idx
	if p.format == COO {
		rows = q.row
	}
	for k := range rows {
		rows[k] -= lo
	}
	return q, places
}

// diagonal returns the places of the entries (i, i), or -1 where there is none, for CSR and CSC.
func (p *pattern) diagonal() []int {
	places := make([]int, min(p.rows, p.cols))
	for i := range places {
		lo, hi := p.ptr[i], p.ptr[i+1]
		places[i] = -1
		if k, found := slices.BinarySearch(p.idx[lo:hi], i); found {
			places[i] = lo + k
		}
	}
	return places
}

// check panics unless all indices are along an axis of a matrix.
func check(op string, indices []int, axis int, shape []int) {
	for _, i := range indices {
		if i < 0 || i >= shape[axis] {
			panic(&np.IndexError{Op: op, Index: []int{i}, Axis: axis, Shape: shape})
		}
	}
}

func checkShape(op string, rows, cols int) {
	if rows < 0 || cols < 0 {
		panic(&np.ShapeError{Op: op, A: []int{rows, cols}, Why: "has a negative length"})
	}
}
