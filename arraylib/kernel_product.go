package arraylib

import (
	"sync"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
)

// matrix is one matrix of an array: element (i, j) lies at off + i·row + j·col in the storage of c. Any strides will do, so a transpose
// or a slice is a matrix as it lies.
type matrix struct {
	c        *core
	off      int
	row, col int
}

// at returns the matrix that begins at element (i, j).
func (x matrix) at(i, j int) matrix { x.off += i*x.row + j*x.col; return x }

func (x matrix) t() matrix { x.row, x.col = x.col, x.row; return x }

// productOps are the loops of matrix products.
type productOps interface {
	multiply(alone bool, count, m, n, k int, abc [3]matrix, step [3]int) // c = a·b for each of count; m and n are at least 2; see gemm
	dots(m int, a matrix, x span, y matrix, add bool)                    // y[i] = a[i, :]·x; a's columns are neighbours
	combine(y span, k int, a, x matrix)                                  // y += Σ x[p]·a[:, p]; a's rows are neighbours
	addProducts(d, a, b span)                                            // d[i] += a[i]·b[i]
}

// tileOps are the loops of a portable product.
type tileOps interface {
	pack(d span, width int, x matrix, n, depth int)      // n rows of x in panels of width rows, column after column, the last filled up with zeros
	panel(c matrix, rows, cols int, a, b span, add bool) // one tile of c, of which only rows × cols are there, from a panel of each operand
}

var products = [numDTypes]productOps{
	Int8: &product[int8]{}, Int16: &product[int16]{}, Int32: &product[int32]{}, Int64: &product[int64]{},
	Uint8: &product[uint8]{}, Uint16: &product[uint16]{}, Uint32: &product[uint32]{}, Uint64: &product[uint64]{},
	Float32: &singleProducts{}, Float64: &doubleProducts{},
	Complex64: &product[complex64]{}, Complex128: &product[complex128]{},
}

const (
	// tileRows × tileCols sums and what they are made from fit the 16 floating-point registers of amd64; 4 × 4 spills and is slower.
	tileRows, tileCols = 2, 4

	// A panel of each operand, (2+4)·256 elements, lies in the first-level cache: 12 KB of float64.
	blockDepth = 256
	// The packed block of a, 128·256 elements, lies in the second-level cache: 256 KB of float64.
	blockRows = 128
	// The packed block of b, 256·1024 elements, lies in the last-level cache: 2 MB of float64.
	blockCols = 1024

	// lineWork is the number of elements of a matrix times a vector that are worth a processor's turn: reading them takes some 10 µs.
	lineWork = 1 << 16

	// columnRows is the length from which columns are worth adding up instead of gathering rows.
	columnRows = 8

	// directWork is the number of multiplications up to which packing costs more than it saves: the operands are in a cache near by
	// then, whatever their strides.
	directWork = 48 * 48 * 48
)

// gemm sets c, of m×n elements, to a·b, of m×k and k×n; m and n are at least 1. c shares no memory with a and b. There are count such
// products, one a step after the other. If it is not alone, other processors compute such products at the same time.
//
// All products of arrays end here.
func gemm(alone bool, count, m, n, k int, abc [3]matrix, step [3]int) {
	ops := products[abc[2].c.dtype]
	if k > 0 && m > 1 && n > 1 {
		ops.multiply(alone, count, m, n, k, abc, step)
		return
	}
	for range count {
		a, b, c := abc[0], abc[1], abc[2]
		switch {
		case k == 0:
			for i := range m {
				c.c.moves().fill(c.c, c.off+i*c.row, c.col, n, word{})
			}
		case n == 1:
			gemv(ops, m, k, a, b, c)
		default:
			gemv(ops, n, k, b.t(), a.t(), c.t())
		}
		next(&abc, &step)
	}
}

func next(abc *[3]matrix, step *[3]int) {
	for i := range abc {
		abc[i].off += step[i]
	}
}

// partWork is the number of multiplications that are worth a processor's turn.
const partWork = 1 << 17

func (*product[T]) multiply(alone bool, count, m, n, k int, abc [3]matrix, step [3]int) {
	work := float64(m) * float64(n) * float64(k)
	for range count {
		a, b, c := abc[0], abc[1], abc[2]
		switch {
		case work <= directWork:
			(&product[T]{}).direct(m, n, k, a, b, c)
		case alone:
			multiplyParts[T](m, n, k, a, b, c)
		default:
			blocked(&product[T]{}, m, n, k, a, b, c)
		}
		next(&abc, &step)
	}
}

// multiplyParts divides c by rows, or columns if there are more. Each part packs the other operand again, which is little work.
func multiplyParts[T Number](m, n, k int, a, b, c matrix) {
	if m < n {
		m, n, a, b, c = n, m, b.t(), a.t(), c.t()
	}
	productTasks.For(m, max(blockRows, partWork/k/n), &productTask{&product[T]{}, n, k, a, b, c}, (*productTask).run)
}

// productTask is what goroutines need that share the rows of c = a·b.
type productTask struct {
	ops     tileOps
	n, k    int
	a, b, c matrix
}

var productTasks parallel.Loop[productTask]

func (w *productTask) run(lo, hi int) {
	blocked(w.ops, hi-lo, w.n, w.k, w.a.at(lo, 0), w.b, w.c.at(lo, 0))
}

type panelRoom struct{ words []word }

var panelRooms = sync.Pool{New: func() any { return new(panelRoom) }}

// blocked is the algorithm of K. Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication" (2008): a block of each
// operand is packed, so that panel reads memory in order, and stays in a cache while it is used.
func blocked(ops tileOps, m, n, k int, a, b, c matrix) {
	const rows, cols = tileRows, tileCols
	shift := dtypes[c.c.dtype].shift
	depth := min(blockDepth, k)
	words := func(n int) int { return (n<<shift + 15) / 16 }
	sizeA := words((min(m, blockRows) + rows - 1) / rows * rows * depth)
	sizeB := words((min(n, blockCols) + cols - 1) / cols * cols * depth)
	room := panelRooms.Get().(*panelRoom)
	defer panelRooms.Put(room)
	if len(room.words) < sizeA+sizeB {
		room.words = make([]word, sizeA+sizeB)
	}
	packA, packB := unsafe.Pointer(&room.words[0]), unsafe.Pointer(&room.words[sizeA])
	for j := 0; j < n; j += blockCols {
		width := min(blockCols, n-j)
		for p := 0; p < k; p += depth {
			deep := min(depth, k-p)
			ops.pack(span{packB, (width + cols - 1) / cols * cols * deep}, cols, b.at(p, j).t(), width, deep)
			for i := 0; i < m; i += blockRows {
				height := min(blockRows, m-i)
				ops.pack(span{packA, (height + rows - 1) / rows * rows * deep}, rows, a.at(i, p), height, deep)
				for jj := 0; jj < width; jj += cols {
					panelB := span{unsafe.Add(packB, jj*deep<<shift), cols * deep}
					for ii := 0; ii < height; ii += rows {
						panelA := span{unsafe.Add(packA, ii*deep<<shift), rows * deep}
						ops.panel(c.at(i+ii, j+jj), min(rows, height-ii), min(cols, width-jj), panelA, panelB, p > 0)
					}
				}
			}
		}
	}
}

// gemv sets y, of m elements in a column, to a·x. It goes through a in the order of its memory, and in tiles, so that x or y stays in
// the first-level cache. What does not lie side by side is gathered.
func gemv(ops productOps, m, k int, a, x, y matrix) {
	columns := distance(a.row) < distance(a.col) && m >= columnRows
	rows := max(columnRows, lineWork/k)
	if columns {
		rows = max(rows, tileBytes>>dtypes[a.c.dtype].shift)
	}
	if m <= rows {
		gemvPart(ops, columns, m, k, a, x, y)
		return
	}
	gemvTasks.For(m, rows, &gemvTask{ops, columns, k, a, x, y}, func(w *gemvTask, lo, hi int) {
		gemvPart(w.ops, w.columns, hi-lo, w.k, w.a.at(lo, 0), w.x, w.y.at(lo, 0))
	})
}

// gemvTask is what goroutines need that share the rows of y = a·x.
type gemvTask struct {
	ops     productOps
	columns bool
	k       int
	a, x, y matrix
}

var gemvTasks parallel.Loop[gemvTask]

func gemvPart(ops productOps, columns bool, m, k int, a, x, y matrix) {
	shift := dtypes[a.c.dtype].shift
	tile := tileBytes >> shift
	moves := moves[shift]
	if !columns && a.col == 1 && x.row == 1 {
		for p := 0; p < k; p += 4 * tile {
			n := min(4*tile, k-p)
			ops.dots(m, a.at(0, p), span{x.c.pointer(x.off + p), n}, y, p > 0)
		}
		return
	}
	if columns && a.row == 1 && y.row == 1 {
		for i := 0; i < m; i += tile {
			sums := span{y.c.pointer(y.off + i), min(tile, m-i)}
			moves.spread(sums, word{})
			ops.combine(sums, k, a.at(i, 0), x)
		}
		return
	}
	buf := scratches.Get().(*scratch)
	defer scratches.Put(buf)
	line := core{base: unsafe.Pointer(&buf[1]), len: tile, dtype: a.c.dtype}
	if columns {
		for i := 0; i < m; i += tile {
			n := min(tile, m-i)
			sums := span{unsafe.Pointer(&buf[0]), n}
			moves.spread(sums, word{})
			if a.row == 1 {
				ops.combine(sums, k, a.at(i, 0), x)
			} else {
				for p := range k {
					moves.gather(span{line.base, n}, a.c, a.off+i*a.row+p*a.col, a.row)
					ops.combine(sums, 1, matrix{c: &line}, x.at(p, 0))
				}
			}
			moves.scatter(y.c, y.off+i*y.row, y.row, sums)
		}
		return
	}
	for p := 0; p < k; p += tile {
		n := min(tile, k-p)
		part := span{unsafe.Pointer(&buf[0]), n}
		if x.row == 1 {
			part.p = x.c.pointer(x.off + p)
		} else {
			moves.gather(part, x.c, x.off+p*x.row, x.row)
		}
		if a.col == 1 || n == 1 {
			ops.dots(m, a.at(0, p), part, y, p > 0)
			continue
		}
		for i := range m {
			moves.gather(span{line.base, n}, a.c, a.off+i*a.row+p*a.col, a.col)
			ops.dots(1, matrix{c: &line}, part, y.at(i, 0), p > 0)
		}
	}
}

type product[T Number] struct{}

func (*product[T]) pack(d span, width int, x matrix, n, depth int) {
	s, to := storage[T](x.c), of[T](d)
	for i := 0; i < n; i += width {
		panel := to[i*depth:][:width*depth]
		have := min(width, n-i)
		if have < width {
			clear(panel)
		}
		off := x.off + i*x.row
		if distance(x.row) < distance(x.col) {
			for ; len(panel) > 0; panel = panel[width:] {
				from := off
				for r := range have {
					panel[r] = s[from]
					from += x.row
				}
				off += x.col
			}
			continue
		}
		for r := range have {
			from := off + r*x.row
			for k := r; k < len(panel); k += width {
				panel[k] = s[from]
				from += x.col
			}
		}
	}
}

func (*product[T]) panel(c matrix, rows, cols int, a, b span, add bool) {
	var c00, c01, c02, c03, c10, c11, c12, c13 T
	for x, y := of[T](a), of[T](b); len(x) >= tileRows && len(y) >= tileCols; x, y = x[tileRows:], y[tileCols:] {
		a0, a1 := x[0], x[1]
		b0, b1, b2, b3 := y[0], y[1], y[2], y[3]
		c00 += a0 * b0
		c01 += a0 * b1
		c02 += a0 * b2
		c03 += a0 * b3
		c10 += a1 * b0
		c11 += a1 * b1
		c12 += a1 * b2
		c13 += a1 * b3
	}
	putTile(c, rows, cols, add, &[tileRows * tileCols]T{c00, c01, c02, c03, c10, c11, c12, c13})
}

func putTile[T Number](c matrix, rows, cols int, add bool, sums *[tileRows * tileCols]T) {
	to := storage[T](c.c)
	for i := range rows {
		off := c.off + i*c.row
		for _, s := range sums[i*tileCols:][:cols] {
			if add {
				s += to[off]
			}
			to[off] = s
			off += c.col
		}
	}
}

// direct computes tiles as panel does. In a tile that reaches over the edge the last row and column stand in for those that are missing.
func (*product[T]) direct(m, n, k int, a, b, c matrix) {
	x, y := storage[T](a.c), storage[T](b.c)
	for i := 0; i < m; i += tileRows {
		x0, x1 := a.off+i*a.row, a.off+min(i+1, m-1)*a.row
		for j := 0; j < n; j += tileCols {
			y0, y1, y2, y3 := b.off+j*b.col, b.off+min(j+1, n-1)*b.col, b.off+min(j+2, n-1)*b.col, b.off+min(j+3, n-1)*b.col
			var c00, c01, c02, c03, c10, c11, c12, c13 T
			s, t := 0, 0
			for range k {
				a0, a1 := x[x0+s], x[x1+s]
				b0, b1, b2, b3 := y[y0+t], y[y1+t], y[y2+t], y[y3+t]
				c00 += a0 * b0
				c01 += a0 * b1
				c02 += a0 * b2
				c03 += a0 * b3
				c10 += a1 * b0
				c11 += a1 * b1
				c12 += a1 * b2
				c13 += a1 * b3
				s += a.col
				t += b.row
			}
			putTile(c.at(i, j), min(tileRows, m-i), min(tileCols, n-j), false, &[tileRows * tileCols]T{c00, c01, c02, c03, c10, c11, c12, c13})
		}
	}
}

func (*product[T]) dots(m int, a matrix, x span, y matrix, add bool) {
	s, to, v := storage[T](a.c), storage[T](y.c), of[T](x)
	for i := range m {
		d := dot(s[a.off+i*a.row:], v)
		if add {
			d += to[y.off+i*y.row]
		}
		to[y.off+i*y.row] = d
	}
}

// dot adds in four running sums, which do not wait for each other.
func dot[T Number](x, y []T) T {
	var s0, s1, s2, s3 T
	x = x[:len(y)]
	for len(x) >= 4 && len(y) >= 4 {
		s0 += x[0] * y[0]
		s1 += x[1] * y[1]
		s2 += x[2] * y[2]
		s3 += x[3] * y[3]
		x, y = x[4:], y[4:]
	}
	for i, v := range y {
		s0 += x[i] * v
	}
	return (s0 + s1) + (s2 + s3)
}

func (*product[T]) combine(y span, k int, a, x matrix) {
	s, v, to := storage[T](a.c), storage[T](x.c), of[T](y)
	p := 0
	for ; p+4 <= k; p += 4 { // four columns for one pass over y
		v0, v1, v2, v3 := v[x.off+p*x.row], v[x.off+(p+1)*x.row], v[x.off+(p+2)*x.row], v[x.off+(p+3)*x.row]
		a0, a1 := s[a.off+p*a.col:][:len(to)], s[a.off+(p+1)*a.col:][:len(to)]
		a2, a3 := s[a.off+(p+2)*a.col:][:len(to)], s[a.off+(p+3)*a.col:][:len(to)]
		for i := range to {
			to[i] += (a0[i]*v0 + a1[i]*v1) + (a2[i]*v2 + a3[i]*v3)
		}
	}
	for ; p < k; p++ {
		v0, a0 := v[x.off+p*x.row], s[a.off+p*a.col:][:len(to)]
		for i := range to {
			to[i] += a0[i] * v0
		}
	}
}

func (*product[T]) addProducts(d, a, b span) {
	to, x, y := of[T](d), of[T](a), of[T](b)
	x, y = x[:len(to)], y[:len(to)]
	for i := range to {
		to[i] += x[i] * y[i]
	}
}
