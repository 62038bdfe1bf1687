//go:build amd64 && !noasm

package kernel

import (
	"runtime"
	"sync"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
)

// Matrix is where the elements of a matrix lie: (i, j) at P + i·Row + j·Col, in bytes.
type Matrix struct {
	P        unsafe.Pointer
	Row, Col int
}

func (x Matrix) from(bytes int) Matrix { x.P = unsafe.Add(x.P, bytes); return x }

func (x Matrix) at(i, j int) Matrix { return x.from(i*x.Row + j*x.Col) }

func (x Matrix) t() Matrix { x.Row, x.Col = x.Col, x.Row; return x }

// The sizes of blocks, measured on Zen 4, where those around them are within two hundredths; the caches of Haswell to Skylake-X, which are
// smaller, have room for them as well.
const (
	// A panel of b, 384 or 256 rows of two vectors, is read in order again and again, from the second-level cache where the first has not
	// the room.
	deepF32, deepF64 = 384, 256
	// A block of a, 84·384 or 84·256 elements, takes 129 or 172 KB of the second-level cache. 84 is a multiple of the rows of a tile. Larger
	// blocks are not faster, and make fewer parts to share out.
	blockRows = 84
	// The packed panels of b, of 2048 columns at most, take 4 MB of the last-level cache, or what a single block of rows needs.
	blockCols, packedBytes = 2048, 4 << 20

	// So many panels are packed at once, a part for a processor.
	panelGroup = 4

	// b is read as it lies, if its rows are neighbours, where so few tiles of a meet it that packing it would take longer than it saves, or
	// where so few panels of it that a is read but a few times, which need not be packed then either, and so few bytes that they stay in the
	// second-level cache.
	directTiles, directPanels, directBytes = 3, 8, 3 << 16

	// partWork is how many multiplications are worth a part of their own: those of some microseconds.
	partWork = 1 << 18
)

// gemm is how products of one type of elements are made.
type gemm struct {
	tiles  [2][]Tile // by vectors across and rows
	rows   int       // of the largest tile
	across int       // elements of the widest, two vectors
	size   int       // of an element
	deep   int       // rows of a panel of b
	ahead  [2]reading
}

func newGemm(double bool) (g gemm, ok bool) {
	switch {
	case Current() == AVX512 && double:
		g.tiles, g.across = [2][]Tile{tilesF64AVX512[0][:], tilesF64AVX512[1][:]}, 16
	case Current() == AVX512:
		g.tiles, g.across = [2][]Tile{tilesF32AVX512[0][:], tilesF32AVX512[1][:]}, 32
	case Current() == AVX2 && double:
		g.tiles, g.across = [2][]Tile{tilesF64AVX2[0][:], tilesF64AVX2[1][:]}, 8
	case Current() == AVX2:
		g.tiles, g.across = [2][]Tile{tilesF32AVX2[0][:], tilesF32AVX2[1][:]}, 16
	default:
		return g, false
	}
	g.size, g.deep = 4, deepF32
	if double {
		g.size, g.deep = 8, deepF64
	}
	g.rows = len(g.tiles[0])
	return g, true
}

// Gemm sets c, of m×n elements, to a·b, of m×k and k×n, all ≥ 1, where one of c's strides is an element's size; all strides are multiples
// of it. It does so count times, a step in bytes further each time. If it is not alone, others multiply at
// the same time. It reports whether there is a kernel.
func Gemm(double, alone bool, count, m, n, k int, abc [3]Matrix, step [3]int) bool {
	g, ok := newGemm(double)
	if !ok {
		return false
	}
	a, b, c := abc[0], abc[1], abc[2]
	stepA, stepB := step[0], step[1]
	if c.Col != g.size {
		if c.Row != g.size {
			return false
		}
		m, n, a, b, c = n, m, b.t(), a.t(), c.t()
		stepA, stepB = stepB, stepA
	}
	blocked := b.Col != g.size || m > directTiles*g.rows && (n > directPanels*g.across || n*k*g.size > directBytes)
	if !blocked && n <= g.across && n*k*g.size <= directBytes {
		g.deep = k // for a is read once
	}
	parts := g.parts(m, n, k)
	for i := range count {
		a, b, c := a.from(i*stepA), b.from(i*stepB), c.from(i*step[2])
		switch {
		case blocked:
			g.blocked(m, n, k, a, b, c)
		case alone && parts > 1:
			g.split(parts, m, n, k, a, b, c)
		default:
			if i < count-1 {
				g.ahead = [2]reading{g.soon(a.from(stepA), m, k), g.soon(b.from(stepB), k, n)}
			}
			g.direct(m, n, k, a, b, c)
		}
	}
	return true
}

// reading is memory that is to be read soon: n bytes from p on.
type reading struct {
	p unsafe.Pointer
	n int
}

// soon says that m rows of n elements of x are to be read, if they lie one after the other.
func (g *gemm) soon(x Matrix, m, n int) (r reading) {
	if x.Col == g.size && x.Row == n*g.size {
		r = reading{x.P, m * x.Row}
	}
	return r
}

// fetch returns where a tile k deep begins to fetch what is to be read soon into the caches, and how much with each step, if anything is left.
func (g *gemm) fetch(k int) (p unsafe.Pointer, step int) {
	step = 16 * g.size // see gen/gemm.go
	for i := range g.ahead {
		if r := &g.ahead[i]; r.n > k*step {
			p = r.p
			r.p, r.n = unsafe.Add(p, k*step), r.n-k*step
			return p, step
		}
	}
	return nil, 0
}

// parts returns into how many parts a product is worth dividing.
func (g *gemm) parts(m, n, k int) int {
	work := float64(m) * float64(n) * float64(k)
	if work < 2*partWork {
		return 1
	}
	p := runtime.GOMAXPROCS(0)
	if p == 1 {
		return 1
	}
	return int(min(work/partWork, float64(4*p)))
}

// split multiplies without packing in parts of c, by rows if there are enough.
func (g *gemm) split(parts, m, n, k int, a, b, c Matrix) {
	unit, length := g.rows, m
	if m < n {
		unit, length = g.across, n
	}
	units := (length + unit - 1) / unit
	parts = min(parts, units)
	splitTasks.For(parts, 1, &splitTask{*g, parts, units, unit, m, n, k, a, b, c}, func(w *splitTask, lo, hi int) {
		from, to := w.units*lo/w.parts*w.unit, w.units*hi/w.parts*w.unit
		g := w.g
		if w.m < w.n {
			g.direct(w.m, min(to, w.n)-from, w.k, w.a, w.b.at(0, from), w.c.at(0, from))
		} else {
			g.direct(min(to, w.m)-from, w.n, w.k, w.a.at(from, 0), w.b, w.c.at(from, 0))
		}
	})
}

// splitTask is what processors need that share a product by units of rows or columns.
type splitTask struct {
	g                  gemm
	parts, units, unit int
	m, n, k            int
	a, b, c            Matrix
}

var splitTasks parallel.Loop[splitTask]

// direct multiplies without packing, where b's rows are neighbours.
func (g *gemm) direct(m, n, k int, a, b, c Matrix) {
	if m > g.rows && n <= g.across && k <= g.deep {
		g.ahead[0] = g.soon(a.at(g.rows, 0), m-g.rows, k)
	}
	for p := 0; p < k; p += g.deep {
		g.columns(m, n, min(g.deep, k-p), a.at(0, p), b.at(p, 0), 0, c, p > 0)
	}
}

// columns multiplies a with rows of b that are neighbours or, if panel is not 0, in panels of so many bytes.
func (g *gemm) columns(m, n, k int, a, b Matrix, panel int, c Matrix, add bool) {
	plus := 0
	if add {
		plus = 1
	}
	if panel == 0 {
		panel = g.across * g.size
	}
	lanes := g.across / 2
	for j := 0; j < n; j += g.across {
		vectors, last := 0, min(g.across, n-j)
		if last > lanes {
			vectors, last = 1, last-lanes
		}
		tiles := g.tiles[vectors]
		y := (*byte)(b.from(j / g.across * panel).P)
		for i := 0; i < m; i += g.rows {
			x := a.at(i, 0).P
			ahead, step := g.fetch(k)
			if step == 0 {
				ahead = x
			}
			tiles[min(g.rows, m-i)-1]((*byte)(c.at(i, j).P), (*byte)(x), y, (*byte)(ahead), k, last, c.Row, a.Row, a.Col, b.Row, plus, step)
		}
	}
}

// blocked is the algorithm of K. Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication" (2008), with the order of the
// loops changed: panels of b are packed for as many rows of b as the last-level cache has room for, and read by all processors, each of
// which packs blocks of a's rows and adds up the rows of c that belong to them, which stay in its second-level cache.
func (g *gemm) blocked(m, n, k int, a, b, c Matrix) {
	blocks := (k + g.deep - 1) / g.deep
	deep := ((k+blocks-1)/blocks + 7) &^ 7
	width := (min(n, blockCols) + g.across - 1) / g.across * g.across * g.size
	depth := min(k, max(1, packedBytes/(width*deep))*deep)
	room := rooms.get(width * depth)
	defer rooms.Put(room)
	for j := 0; j < n; j += blockCols {
		cols := min(blockCols, n-j)
		panels := (cols + g.across - 1) / g.across
		for p := 0; p < k; p += depth {
			depth := min(depth, k-p)
			groups := (panels + panelGroup - 1) / panelGroup
			packing := packTask{*g, groups, panels, depth, deep, cols, b.at(p, j), room.p}
			packTasks.For(groups*((depth+deep-1)/deep), max(1, 1<<15/(deep*g.across*panelGroup)), &packing, (*packTask).pack)
			g.rowBlocks(m, cols, depth, deep, a.at(0, p), room.p, c.at(0, j), p > 0)
		}
	}
}

// packTask is what processors need that share the packing of b's panels into room.
type packTask struct {
	g                    gemm
	groups, panels       int
	depth, deep, columns int
	b                    Matrix
	room                 unsafe.Pointer
}

var packTasks parallel.Loop[packTask]

// pack packs groups of panels.
func (w *packTask) pack(lo, hi int) {
	across := w.g.across
	for i := lo; i < hi; i++ {
		q, first := i/w.groups*w.deep, i%w.groups*panelGroup
		k := min(w.deep, w.depth-q)
		row, panel := across*w.g.size, across*w.g.size*k
		to := unsafe.Add(w.room, w.panels*row*q+first*panel)
		w.g.packPanels(to, min(panelGroup*across, w.columns-first*across), k, panel, w.b.at(q, first*across))
	}
}

// rowBlocks multiplies with packed panels of b. Its parts become smaller to the end, lest a processor wait for another one's last.
func (g *gemm) rowBlocks(m, n, depth, deep int, a Matrix, packed unsafe.Pointer, c Matrix, add bool) {
	tiles, panels := (m+g.rows-1)/g.rows, (n+g.across-1)/g.across
	p, wide := runtime.GOMAXPROCS(0), 1
	if parts := g.parts(m, n, depth); parts == 1 {
		p = 1
	} else if tiles < 2*p {
		wide = max(1, min(4*p/tiles, panels/2))
	}
	list := firsts.Get().(*[]int)
	defer firsts.Put(list)
	first := (*list)[:0] // the first tile of each part
	for at := 0; at < tiles; {
		first = append(first, at)
		size := blockRows / g.rows
		if p > 1 {
			size = min(size, (tiles-at+2*p-1)/(2*p))
		}
		at += size
	}
	first = append(first, tiles)
	*list = first
	parts := rowTask{*g, first, wide, m, n, depth, deep, a, c, packed, add}
	rowTasks.For((len(first)-1)*wide, 1, &parts, (*rowTask).multiply)
}

// rowTask is what processors need that share rows of c, each part of which begins at a tile of first, and is so many wide across.
type rowTask struct {
	g           gemm
	first       []int
	wide        int
	m, n        int
	depth, deep int
	a, c        Matrix
	packed      unsafe.Pointer
	add         bool
}

var rowTasks parallel.Loop[rowTask]

var firsts = sync.Pool{New: func() any { return new([]int) }}

// multiply computes a part.
func (w *rowTask) multiply(part, _ int) {
	g, panels := w.g, (w.n+w.g.across-1)/w.g.across
	x, y := part/w.wide, part%w.wide
	i, j := w.first[x]*g.rows, panels*y/w.wide
	rows := min(w.m, w.first[x+1]*g.rows) - i
	cols := min(w.n, panels*(y+1)/w.wide*g.across) - j*g.across
	to := w.c.at(i, j*g.across)
	for q := 0; q < w.depth; q += w.deep {
		k := min(w.deep, w.depth-q)
		panel := g.across * g.size * k
		from := Matrix{unsafe.Add(w.packed, panels*g.across*g.size*q+j*panel), g.across * g.size, g.size}
		if cols <= directPanels*g.across {
			g.columns(rows, cols, k, w.a.at(i, q), from, panel, to, w.add || q > 0)
		} else {
			g.packed(rows, cols, k, w.a.at(i, q), from, panel, to, w.add || q > 0)
		}
	}
}

// packed multiplies a copy of a, whose lines lie one after the other and not on the same places of a cache.
func (g *gemm) packed(m, n, k int, a, b Matrix, panel int, c Matrix, add bool) {
	lines, length, by, step := m, k, a.Row, a.Col
	if a.Row == g.size {
		lines, length, by, step = k, m, a.Col, a.Row
	}
	stride := (length*g.size+63)&^63 | 64
	room := rooms.get(lines * stride)
	defer rooms.Put(room)
	for i := range lines {
		d, s := unsafe.Add(room.p, i*stride), unsafe.Add(a.P, i*by)
		switch {
		case step == g.size:
			copy(unsafe.Slice((*byte)(d), length*g.size), unsafe.Slice((*byte)(s), length*g.size))
		case g.size == 4:
			gather[float32](d, s, length, step, 4)
		default:
			gather[float64](d, s, length, step, 8)
		}
	}
	x := Matrix{room.p, stride, g.size}
	if a.Row == g.size {
		x = x.t()
	}
	g.columns(m, n, k, x, b, panel, c, add)
}

// packPanels writes n columns of b, k long, as panels of so many bytes.
func (g *gemm) packPanels(d unsafe.Pointer, n, k, panel int, b Matrix) {
	whole := 0
	if b.Col == g.size && n >= g.across {
		whole = n / g.across
		if g.size == 4 {
			PackPanelsF32(d, b.P, k, whole, panel, b.Row)
		} else {
			PackPanelsF64(d, b.P, k, whole, panel, b.Row)
		}
	}
	for i := whole; i*g.across < n; i++ {
		g.pack(unsafe.Add(d, i*panel), min(g.across, n-i*g.across), k, b.at(0, i*g.across))
	}
}

// pack writes n columns of b, k long, as a panel of two vectors across.
func (g *gemm) pack(d unsafe.Pointer, n, k int, b Matrix) {
	ahead := 512 // bytes, to be read soon: of the same columns or, if they are short, of the next panel's
	if k*g.size < 2*ahead {
		ahead = g.across * b.Col
	}
	row := g.across * g.size
	if b.Col == g.size {
		if g.size == 4 {
			PackRowsF32(d, b.P, k, n, b.Row)
		} else {
			PackRowsF64(d, b.P, k, n, b.Row)
		}
		return
	}
	if n < g.across {
		clear(unsafe.Slice((*byte)(d), row*k))
	}
	lines := 32 / g.size
	for j := 0; j < n; j += lines {
		if n-j >= lines && b.Row == g.size && k >= 4 {
			g.packColumns(unsafe.Add(d, j*g.size), b.at(0, j), k&^3, ahead)
			if k%4 > 0 { // some once more
				g.packColumns(unsafe.Add(d, j*g.size+(k-4)*row), b.at(k-4, j), 4, ahead)
			}
			continue
		}
		for i := j; i < min(n, j+lines); i++ {
			d, s := unsafe.Add(d, i*g.size), b.at(0, i).P
			if g.size == 4 {
				gather[float32](d, s, k, b.Row, row)
			} else {
				gather[float64](d, s, k, b.Row, row)
			}
		}
	}
}

// packColumns writes some columns of b, as many as 32 bytes have elements, whose elements are neighbours, into a panel.
func (g *gemm) packColumns(d unsafe.Pointer, b Matrix, k, ahead int) {
	if g.size == 4 {
		PackColumnsF32(d, b.P, k, b.Col, g.across*g.size, ahead)
	} else {
		PackColumnsF64(d, b.P, k, b.Col, g.across*g.size, ahead)
	}
}

// gather copies n elements that begin by bytes apart, to places that begin to bytes apart.
func gather[T any](d, s unsafe.Pointer, n, by, to int) {
	for i := range n {
		*(*T)(unsafe.Add(d, i*to)) = *(*T)(unsafe.Add(s, i*by))
	}
}

// room is memory that begins where a line of a cache does.
type room struct {
	p    unsafe.Pointer
	size int
}

type roomPool struct{ sync.Pool }

var rooms roomPool

// get returns a room of n bytes.
func (p *roomPool) get(n int) *room {
	r, _ := p.Pool.Get().(*room)
	if r == nil {
		r = new(room)
	}
	if r.size < n {
		b := make([]byte, n+63)
		r.p, r.size = unsafe.Pointer(&b[63-(uintptr(unsafe.Pointer(&b[0]))+63)%64]), n
	}
	return r
}
