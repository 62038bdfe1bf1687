//go:build amd64 && !noasm

package kernel

import (
	"sync"
	"unsafe"
)

// Matrix is where the elements of a matrix lie: (i, j) at P + i·Row + j·Col, in bytes.
type Matrix struct {
	P        unsafe.Pointer
	Row, Col int
}

func (x Matrix) at(i, j int) Matrix { x.P = unsafe.Add(x.P, i*x.Row+j*x.Col); return x }

func (x Matrix) t() Matrix { x.Row, x.Col = x.Col, x.Row; return x }

const (
	// A panel of b, 256 rows of two vectors, is as large as the first-level cache, and half of it for AVX2.
	panelRows = 256
	// The block of a that meets a panel, 420·256 elements, lies in the second-level cache.
	blockRows = 420
	// The panels of b, 256·2048 elements, lie in the last-level cache.
	blockCols = 2048
)

type panels [panelRows * blockCols * 8]byte

var packed = sync.Pool{New: func() any { return new(panels) }}

// gemm is a product on its way.
type gemm struct {
	tiles   [2][]Tile // by vectors across and rows
	lanes   int
	size    int // of an element
	packing func(d, a unsafe.Pointer, n, have, row int) bool
}

// Gemm sets c, of m×n elements, to a·b, of m×k and k×n, all ≥ 1, where one of c's strides is an element's size. a is read as it lies;
// of b, rows of two vectors are packed one after the other, unless they are few. It reports whether there is a kernel.
func Gemm(double bool, m, n, k int, a, b, c Matrix) bool {
	var g gemm
	g.size, g.packing = 4, PackRowsF32
	if double {
		g.size, g.packing = 8, PackRowsF64
	}
	switch Current() {
	case AVX512:
		g.tiles, g.lanes = [2][]Tile{tilesF32AVX512[0][:], tilesF32AVX512[1][:]}, 16
		if double {
			g.tiles, g.lanes = [2][]Tile{tilesF64AVX512[0][:], tilesF64AVX512[1][:]}, 8
		}
	case AVX2:
		g.tiles, g.lanes = [2][]Tile{tilesF32AVX2[0][:], tilesF32AVX2[1][:]}, 8
		if double {
			g.tiles, g.lanes = [2][]Tile{tilesF64AVX2[0][:], tilesF64AVX2[1][:]}, 4
		}
	default:
		return false
	}
	if c.Col != g.size {
		if c.Row != g.size {
			return false
		}
		m, n, a, b, c = n, m, b.t(), a.t(), c.t()
	}
	g.multiply(m, n, k, a, b, c)
	return true
}

func (g *gemm) multiply(m, n, k int, a, b, c Matrix) {
	across := 2 * g.lanes
	if b.Col == g.size && (m <= 3*len(g.tiles[0]) || n <= 8*across && n*k*g.size <= 1<<17) {
		for p := 0; p < k; p += panelRows {
			g.columns(m, n, min(panelRows, k-p), a.at(0, p), b.at(p, 0), c, p > 0, 0)
		}
		return
	}
	room := packed.Get().(*panels)
	defer packed.Put(room)
	for j := 0; j < n; j += blockCols {
		cols := min(blockCols, n-j)
		for p := 0; p < k; p += panelRows {
			deep := min(panelRows, k-p)
			g.pack(unsafe.Pointer(room), cols, deep, b.at(p, j))
			g.columns(m, cols, deep, a.at(0, p), Matrix{unsafe.Pointer(room), across * g.size, 0}, c.at(0, j), p > 0, across*g.size*deep)
		}
	}
}

// columns multiplies all of a with one slice of b's rows, which is packed if panel, the bytes of a panel, is not 0.
func (g *gemm) columns(m, n, k int, a, b, c Matrix, add bool, panel int) {
	across, rows := 2*g.lanes, len(g.tiles[0])
	for i := 0; i < m; i += blockRows {
		height := min(blockRows, m-i)
		for j := 0; j < n; j += across {
			width := min(across, n-j)
			from := unsafe.Add(b.P, j*g.size)
			if panel > 0 {
				from = unsafe.Add(b.P, j/across*panel)
			}
			vectors, last := 0, width
			if width > g.lanes {
				vectors, last = 1, width-g.lanes
			}
			plus := 0
			if add {
				plus = 1
			}
			for ii := 0; ii < height; ii += rows {
				have := min(rows, height-ii)
				to, x := c.at(i+ii, j), a.at(i+ii, 0)
				g.tiles[vectors][have-1]((*byte)(to.P), (*byte)(x.P), (*byte)(from), k, last, c.Row, a.Row, a.Col, b.Row, plus)
			}
		}
	}
}

// pack writes n columns of b, k long, as panels of two vectors across.
func (g *gemm) pack(d unsafe.Pointer, n, k int, b Matrix) {
	across := 2 * g.lanes
	for j := 0; j < n; j += across {
		have := min(across, n-j)
		x := b.at(0, j)
		switch {
		case b.Col == g.size:
			g.packing(d, x.P, k, have, b.Row)
		case g.size == 4:
			packColumns[float32](unsafe.Slice((*float32)(d), across*k), across, have, k, x)
		default:
			packColumns[float64](unsafe.Slice((*float64)(d), across*k), across, have, k, x)
		}
		d = unsafe.Add(d, across*k*g.size)
	}
}

func packColumns[T any](d []T, across, have, k int, b Matrix) {
	if have < across {
		clear(d)
	}
	for j := range have {
		p := b.at(0, j).P
		for i := j; i < len(d); i += across {
			d[i] = *(*T)(p)
			p = unsafe.Add(p, b.Row)
		}
	}
}
