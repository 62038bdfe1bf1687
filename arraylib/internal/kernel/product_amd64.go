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
	// A panel of b, 384 or 320 rows of two vectors, is read in order again and again, from the second-level cache where the first has not
	// the room. A panel half as deep costs three hundredths more, since c is then read and written twice as often.
	deepF32, deepF64 = 384, 320
	// A block of a, 84·384 or 84·320 elements, takes 129 or 215 KB of the second-level cache. 84 is a multiple of the rows of a tile. Larger
	// blocks are not faster, and make fewer parts to share out.
	blockRows = 84
	// The packed panels of b, 384·2048 or 320·2048 elements, take 3 or 5 MB of the last-level cache.
	blockCols = 2048

	// b is read as it lies, if its rows are neighbours, where so few tiles of a meet it that packing it would take longer than it saves, or
	// where so few panels of it that a is read but a few times, which need not be packed then either, and so few bytes that they stay in the
	// second-level cache.
	directTiles, directPanels, directBytes = 3, 8, 1 << 17

	// partWork is how many multiplications are worth a part of their own: those of about 10 µs.
	partWork = 1 << 19
)

// gemm is how products of one type of elements are made.
type gemm struct {
	tiles  [2][]Tile // by vectors across and rows
	rows   int       // of the largest tile
	across int       // elements of the widest, two vectors
	size   int       // of an element
	deep   int       // rows of a panel of b
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
// of it. It does so count times, a step in bytes further each time. It reports whether there is a kernel.
func Gemm(double bool, count, m, n, k int, abc [3]Matrix, step [3]int) bool {
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
	parts := g.parts(m, n, k)
	for i := range count {
		a, b, c := a.from(i*stepA), b.from(i*stepB), c.from(i*step[2])
		switch {
		case blocked:
			g.blocked(m, n, k, a, b, c)
		case parts > 1:
			g.split(parts, m, n, k, a, b, c)
		default:
			g.direct(m, n, k, a, b, c)
		}
	}
	return true
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
	h := *g // which is shared, while g stays on the stack
	unit, length := h.rows, m
	if m < n {
		unit, length = h.across, n
	}
	units := (length + unit - 1) / unit
	parts = min(parts, units)
	parallel.For(parts, 1, func(lo, hi int) {
		from, to := units*lo/parts*unit, min(units*hi/parts*unit, length)
		if m < n {
			h.direct(m, to-from, k, a, b.at(0, from), c.at(0, from))
		} else {
			h.direct(to-from, n, k, a.at(from, 0), b, c.at(from, 0))
		}
	})
}

// direct multiplies without packing, where b's rows are neighbours.
func (g *gemm) direct(m, n, k int, a, b, c Matrix) {
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
			tiles[min(g.rows, m-i)-1]((*byte)(c.at(i, j).P), (*byte)(a.at(i, 0).P), y, k, last, c.Row, a.Row, a.Col, b.Row, plus)
		}
	}
}

// blocked is the algorithm of K. Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication" (2008): a block of b is
// packed into panels, which all processors read, and each of them packs blocks of a's rows.
func (g *gemm) blocked(m, n, k int, a, b, c Matrix) {
	h := *g // which is shared, while g stays on the stack
	g = &h
	depth := min(k, g.deep)
	room := rooms.get((min(n, blockCols) + g.across - 1) / g.across * g.across * depth * g.size)
	defer rooms.Put(room)
	for j := 0; j < n; j += blockCols {
		cols := min(blockCols, n-j)
		panels := (cols + g.across - 1) / g.across
		for p := 0; p < k; p += depth {
			deep := min(depth, k-p)
			panel := g.across * g.size * deep
			packed := Matrix{room.p, g.across * g.size, g.size}
			parallel.For(panels, 1+1<<15/(deep*g.across), func(lo, hi int) {
				for i := lo; i < hi; i++ {
					g.pack(unsafe.Add(packed.P, i*panel), min(g.across, cols-i*g.across), deep, b.at(p, j+i*g.across))
				}
			})
			g.rowBlocks(m, cols, deep, a.at(0, p), packed, panel, c.at(0, j), p > 0)
		}
	}
}

func (g *gemm) rowBlocks(m, n, k int, a, b Matrix, panel int, c Matrix, add bool) {
	tiles, panels := (m+g.rows-1)/g.rows, (n+g.across-1)/g.across
	high, wide := (m+blockRows-1)/blockRows, 1
	if parts := g.parts(m, n, k); parts > 1 {
		p := runtime.GOMAXPROCS(0)
		if high = min((high+p-1)/p*p, tiles, max(high, parts)); high < p {
			wide = max(1, min(parts/high, panels/4))
		}
	}
	parallel.For(high*wide, 1, func(lo, hi int) {
		for job := lo; job < hi; job++ {
			i, j := tiles*(job/wide)/high*g.rows, panels*(job%wide)/wide
			rows := min(m, tiles*(job/wide+1)/high*g.rows) - i
			cols := min(n, panels*(job%wide+1)/wide*g.across) - j*g.across
			from := Matrix{unsafe.Add(b.P, j*panel), b.Row, b.Col}
			to := c.at(i, j*g.across)
			if cols <= directPanels*g.across {
				g.columns(rows, cols, k, a.at(i, 0), from, panel, to, add)
				continue
			}
			g.packed(rows, cols, k, a.at(i, 0), from, panel, to, add)
		}
	})
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

// pack writes n columns of b, k long, as a panel of two vectors across.
func (g *gemm) pack(d unsafe.Pointer, n, k int, b Matrix) {
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
	for j := 0; j < n; {
		d, s, deep := unsafe.Add(d, j*g.size), b.at(0, j), 0
		cols := min(lines, n-j)
		if cols == lines && b.Row == g.size {
			deep = k &^ 3
			if g.size == 4 {
				PackColumnsF32(d, s.P, deep, b.Col, row)
			} else {
				PackColumnsF64(d, s.P, deep, b.Col, row)
			}
		}
		for i := range cols {
			if deep == k {
				break
			}
			d, s := unsafe.Add(d, deep*row+i*g.size), s.at(deep, i).P
			if g.size == 4 {
				gather[float32](d, s, k-deep, b.Row, row)
			} else {
				gather[float64](d, s, k-deep, b.Row, row)
			}
		}
		j += cols
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
