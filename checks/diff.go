package checks

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unsafe"

	np "fastergo/arraylib"
)

// A Diff says how an array differs from the one that was expected.
type Diff struct {
	GotShape, WantShape []int
	GotType, WantType   np.DType
	// The rest is set if shapes and types are equal.
	Index     []int   // the first element that differs
	Got, Want string  // it, in both
	Count     int     // elements that differ
	Size      int     // elements there are
	MaxAbs    float64 // the largest |got - want|
	MaxRel    float64 // the largest |got - want| / |want|, of elements whose want is not 0
	MaxULP    uint64  // the most floating-point numbers from got to want, of real ones
	Window    Window
	Map       Map
}

// A Map is an array seen as a whole, in blocks: rows are all axes but the last.
type Map struct {
	Rows, Cols             int         // of the array
	Share                  [][]float64 // of each block's elements, those that differ
	Top, Bottom, Left, End int         // the rows and columns between which all differences are
	height, width          int         // of a block
}

// The most blocks of a map.
const mapRows, mapCols = 12, 24

func newMap(shape []int) Map {
	m := Map{Rows: 1, Cols: 1}
	for i, n := range shape {
		if i < len(shape)-1 {
			m.Rows *= n
		} else {
			m.Cols = n
		}
	}
	m.height, m.width = max(1, (m.Rows+mapRows-1)/mapRows), max(1, (m.Cols+mapCols-1)/mapCols)
	m.Share = make([][]float64, (m.Rows+m.height-1)/m.height)
	for r := range m.Share {
		m.Share[r] = make([]float64, (m.Cols+m.width-1)/m.width)
	}
	m.Top, m.Left = m.Rows, m.Cols
	return m
}

// mark counts element i as one that differs.
func (m *Map) mark(i int) {
	r, c := i/m.Cols, i%m.Cols
	m.Top, m.Bottom, m.Left, m.End = min(m.Top, r), max(m.Bottom, r), min(m.Left, c), max(m.End, c)
	top, left := r-r%m.height, c-c%m.width
	m.Share[r/m.height][c/m.width] += 1 / float64((min(top+m.height, m.Rows)-top)*(min(left+m.width, m.Cols)-left))
}

// mapped reports whether a map says more than the window and the count.
func (d *Diff) mapped() bool {
	return len(d.Window.Got) > 0 && d.Count < d.Size && d.Count > 1 && (d.Map.Rows > len(d.Window.Got) || d.Map.Cols > len(d.Window.Got[0]))
}

// A Window is the neighbourhood of the first difference, at most 4 × 6.
type Window struct {
	Row, Col  int // of its first cell, in the last two axes
	Got, Want [][]string
	Differs   [][]bool
}

// diffLayouts returns nil if the array g equals w to within tol.
func diffLayouts(g, w np.Layout, tol float64) *Diff {
	d := &Diff{GotShape: g.Shape, WantShape: w.Shape, GotType: g.DType, WantType: w.DType}
	if !slices.Equal(g.Shape, w.Shape) || g.DType != w.DType {
		return d
	}
	if sameBits(g, w) {
		return nil
	}
	ix := make([]int, len(w.Shape))
	d.Map = newMap(w.Shape)
	for inside(ix, w.Shape) {
		d.Size++
		x, y := elementAt(g, ix), elementAt(w, ix)
		if !x.close(y, tol) {
			if d.Count == 0 {
				d.Index = slices.Clone(ix)
				d.Got, d.Want = pair(x, y, 7)
			}
			d.Count++
			d.Map.mark(d.Size - 1)
			d.MaxULP = max(d.MaxULP, x.ulps(y))
			abs := x.distance(y)
			d.MaxAbs = max(d.MaxAbs, abs)
			if m := y.magnitude(); m != 0 {
				d.MaxRel = max(d.MaxRel, abs/m)
			}
		}
		if !advance(ix, w.Shape) {
			break
		}
	}
	if d.Count == 0 {
		return nil
	}
	d.window(g, w, tol)
	return d
}

func inside(ix, shape []int) bool {
	for i, n := range shape {
		if ix[i] >= n {
			return false
		}
	}
	return true
}

// advance moves ix to the next element in row-major order.
func advance(ix, shape []int) bool {
	for i := len(ix) - 1; i >= 0; i-- {
		if ix[i]++; ix[i] < shape[i] {
			return true
		}
		ix[i] = 0
	}
	return false
}

func (d *Diff) window(g, w np.Layout, tol float64) {
	const rows, cols = 4, 6
	nd := len(w.Shape)
	if nd == 0 {
		return
	}
	ix := slices.Clone(d.Index)
	span := func(axis, n int) (lo, hi int) {
		lo = max(0, min(ix[axis]-1, w.Shape[axis]-n))
		return lo, min(lo+n, w.Shape[axis])
	}
	clo, chi := span(nd-1, cols)
	rlo, rhi := 0, 1
	if nd > 1 {
		rlo, rhi = span(nd-2, rows)
	}
	d.Window.Row, d.Window.Col = rlo, clo
	for r := rlo; r < rhi; r++ {
		if nd > 1 {
			ix[nd-2] = r
		}
		var got, want []string
		var differs []bool
		for c := clo; c < chi; c++ {
			ix[nd-1] = c
			x, y := elementAt(g, ix), elementAt(w, ix)
			gotText, wantText := pair(x, y, 5)
			got, want, differs = append(got, gotText), append(want, wantText), append(differs, !x.close(y, tol))
		}
		d.Window.Got, d.Window.Want, d.Window.Differs = append(d.Window.Got, got), append(d.Window.Want, want), append(d.Window.Differs, differs)
	}
}

// String says it in one line.
func (d *Diff) String() string {
	switch {
	case !slices.Equal(d.GotShape, d.WantShape):
		return fmt.Sprintf("got shape %s, want shape %s", shapeText(d.GotShape), shapeText(d.WantShape))
	case d.GotType != d.WantType:
		return fmt.Sprintf("got elements of type %v, want %v", d.GotType, d.WantType)
	}
	s := fmt.Sprintf("%d of %d values differ", d.Count, d.Size)
	if d.Count == 1 {
		s = fmt.Sprintf("1 of %d values differs", d.Size)
	}
	s += fmt.Sprintf(", first at %s: got %s, want %s", indexText(d.Index), d.Got, d.Want)
	if d.MaxAbs > 0 {
		s += fmt.Sprintf(" (largest error %.3g", d.MaxAbs)
		if d.MaxRel > 0 {
			s += fmt.Sprintf(", relative %.3g", d.MaxRel)
		}
		if d.MaxULP > 0 && d.MaxULP < 10000 {
			s += fmt.Sprintf(", %d ulp", d.MaxULP)
		}
		s += ")"
	}
	return s
}

// shapeText writes a shape as NumPy does: (3,) and (3, 4).
func shapeText(shape []int) string {
	if len(shape) == 1 {
		return fmt.Sprintf("(%d,)", shape[0])
	}
	return "(" + joinInts(shape) + ")"
}

func indexText(ix []int) string { return "[" + joinInts(ix) + "]" }

func joinInts(xs []int) string {
	parts := make([]string, len(xs))
	for i, x := range xs {
		parts[i] = strconv.Itoa(x)
	}
	return strings.Join(parts, ", ")
}

// An element is one value of any dtype.
type element struct {
	dtype    np.DType
	re, im   float64 // floats and complex
	signed   int64   // signed integers
	unsigned uint64  // unsigned integers, and bool as 0 and 1
}

func elementAt(l np.Layout, ix []int) element {
	at := l.Offset
	for i, k := range ix {
		at += k * l.Strides[i]
	}
	p := unsafe.Pointer(&l.Data[at*l.DType.Size()])
	e := element{dtype: l.DType}
	switch l.DType {
	case np.Bool:
		if *(*bool)(p) {
			e.unsigned = 1
		}
	case np.Int8:
		e.signed = int64(*(*int8)(p))
	case np.Int16:
		e.signed = int64(*(*int16)(p))
	case np.Int32:
		e.signed = int64(*(*int32)(p))
	case np.Int64:
		e.signed = *(*int64)(p)
	case np.Uint8:
		e.unsigned = uint64(*(*uint8)(p))
	case np.Uint16:
		e.unsigned = uint64(*(*uint16)(p))
	case np.Uint32:
		e.unsigned = uint64(*(*uint32)(p))
	case np.Uint64:
		e.unsigned = *(*uint64)(p)
	case np.Float32:
		e.re = float64(*(*float32)(p))
	case np.Float64:
		e.re = *(*float64)(p)
	case np.Complex64:
		z := *(*complex64)(p)
		e.re, e.im = float64(real(z)), float64(imag(z))
	case np.Complex128:
		z := *(*complex128)(p)
		e.re, e.im = real(z), imag(z)
	}
	return e
}

func (e element) close(w element, tol float64) bool {
	return e.signed == w.signed && e.unsigned == w.unsigned && closeFloat(e.re, w.re, tol) && closeFloat(e.im, w.im, tol)
}

// distance is |e - w|; 0 where that is not a number.
func (e element) distance(w element) float64 {
	d := math.Hypot(e.re-w.re, e.im-w.im)
	d += math.Abs(float64(e.signed) - float64(w.signed))
	d += math.Abs(float64(e.unsigned) - float64(w.unsigned))
	if math.IsNaN(d) {
		return 0
	}
	return d
}

// ulps is how many floating-point numbers it is from e to w: 0 for others, and
// the most there are where one is NaN.
func (e element) ulps(w element) uint64 {
	order := func(x float64) int64 {
		bits := int64(math.Float64bits(x))
		if e.dtype == np.Float32 {
			bits = int64(int32(math.Float32bits(float32(x))))
		}
		if bits < 0 && e.dtype == np.Float32 {
			return math.MinInt32 - bits
		} else if bits < 0 {
			return math.MinInt64 - bits
		}
		return bits
	}
	switch {
	case e.dtype != np.Float32 && e.dtype != np.Float64:
		return 0
	case e.re != e.re || w.re != w.re:
		return math.MaxUint64
	}
	a, b := order(e.re), order(w.re)
	return uint64(max(a, b)) - uint64(min(a, b))
}

func (e element) magnitude() float64 {
	m := math.Hypot(e.re, e.im) + math.Abs(float64(e.signed)) + float64(e.unsigned)
	if math.IsNaN(m) {
		return 0
	}
	return m
}

// pair writes e and w to some significant digits; if they differ, to as many as
// tell them apart.
func pair(e, w element, digits int) (got, want string) {
	got, want = e.text(digits), w.text(digits)
	if got == want && !e.close(w, 0) {
		got, want = e.text(-1), w.text(-1)
	}
	return got, want
}

func (e element) text(digits int) string {
	switch e.dtype {
	case np.Bool:
		return strconv.FormatBool(e.unsigned != 0)
	case np.Int8, np.Int16, np.Int32, np.Int64:
		return strconv.FormatInt(e.signed, 10)
	case np.Uint8, np.Uint16, np.Uint32, np.Uint64:
		return strconv.FormatUint(e.unsigned, 10)
	case np.Complex64, np.Complex128:
		return strconv.FormatComplex(complex(e.re, e.im), 'g', digits, 128)
	}
	return strconv.FormatFloat(e.re, 'g', digits, 64)
}

// sameBits reports whether both are contiguous and hold the same bytes.
func sameBits(g, w np.Layout) bool {
	x, ok := contiguousBytes(g)
	y, also := contiguousBytes(w)
	return ok && also && bytes.Equal(x, y)
}

func contiguousBytes(l np.Layout) ([]byte, bool) {
	n := 1
	for i := len(l.Shape) - 1; i >= 0; i-- {
		if l.Shape[i] != 1 && l.Strides[i] != n {
			return nil, false
		}
		n *= l.Shape[i]
	}
	if n == 0 {
		return nil, true
	}
	size := l.DType.Size()
	return l.Data[l.Offset*size : (l.Offset+n)*size], true
}
