package lesson

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"unsafe"

	np "fastergo/arraylib"
	"fastergo/internal/cell"
)

// Layout draws where the elements of arrays lie in memory: each storage as a
// strip of numbered places with byte offsets and cache lines, and under it each
// array that is a view of it, every element with the number and the colour of
// its place. Element (i, j) of a view is in place offset + i*s0 + j*s1, with its
// strides s0 and s1 counted in elements. An element that a broadcast view
// repeats is drawn dashed from the second time on.
//
// Of large storages and arrays the first part is drawn; of more than two axes,
// the first matrix.
func Layout(as ...np.Operand) { layout(as) }

//go:noinline
func layout(as []np.Operand) {
	if len(as) == 0 {
		panic("Layout: no arrays")
	}
	ls := make([]np.Layout, len(as))
	for i, a := range as {
		if ls[i] = layoutOf("Layout", a); none(ls[i]) {
			panic(fmt.Sprintf("Layout: array %d is none", i+1))
		}
	}
	storages := storagesOf(ls)
	drawing := storagesSVG(storages)
	cell.Show(picture(drawing, drawing, false, "the memory of "+plural(len(as), "array"), storagesText(storages)))
}

// A storage is memory that views share.
type storage struct {
	address uintptr
	l       np.Layout // all of it, in one axis
	views   []view
}

// A view is an array on a storage.
type view struct {
	number int // from 1, in the order of Layout's arguments
	l      np.Layout
}

func addressOf(l np.Layout) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(l.Data))) }

// Pieces of one allocation, as np.AsArray may make of parts of a slice, stay
// apart unless they begin at one address.
func storagesOf(ls []np.Layout) (ss []*storage) {
	for i, l := range ls {
		k := slices.IndexFunc(ss, func(s *storage) bool {
			return s.address == addressOf(l) && s.l.DType == l.DType && len(s.l.Data) == len(l.Data) && len(l.Data) > 0
		})
		if k < 0 {
			n := len(l.Data) / l.DType.Size()
			k = len(ss)
			ss = append(ss, &storage{addressOf(l), np.Layout{DType: l.DType, Data: l.Data, Shape: []int{n}, Strides: []int{1}}, nil})
		}
		ss[k].views = append(ss[k].views, view{i + 1, l})
	}
	return ss
}

func (s *storage) describe() string {
	n, bytes := s.l.Shape[0], len(s.l.Data)
	if n == 0 {
		return "no elements of " + s.l.DType.String() + ", no memory"
	}
	lines := int((s.address+uintptr(bytes)-1)/cacheLine - s.address/cacheLine + 1)
	return fmt.Sprintf("storage at %#x: %s of %v, %s in %s", s.address, plural(n, "element"), s.l.DType, plural(bytes, "byte"), plural(lines, "cache line"))
}

func (v view) describe() string {
	return fmt.Sprintf("array %d: shape %s, strides %s, offset %d", v.number, tuple(v.l.Shape), tuple(v.l.Strides), v.l.Offset)
}

// formula says where an element lies.
func (v view) formula() string {
	if len(v.l.Shape) == 0 {
		return fmt.Sprintf("the element is in place %d", v.l.Offset)
	}
	letters := strings.Split("i j k l m n", " ")
	if len(v.l.Shape) > len(letters) {
		return "element (i, ...) is in place offset + the sum of index * stride"
	}
	place := fmt.Sprint(v.l.Offset)
	for d, s := range v.l.Strides {
		place += strings.Replace(fmt.Sprintf(" + %s*%d", letters[d], s), "+ "+letters[d]+"*-", "- "+letters[d]+"*", 1)
	}
	return fmt.Sprintf("element (%s) is in place %s", strings.Join(letters[:len(v.l.Shape)], ", "), place)
}

// grid returns the rows and columns to draw, their strides, and a remark on
// what is left out.
func (v view) grid() (rows, columns, down, across int, remark string) {
	rows, columns = 1, 1
	shape, strides := v.l.Shape, v.l.Strides
	nd := len(shape)
	if nd > 0 {
		columns, across = shape[nd-1], strides[nd-1]
	}
	if nd > 1 {
		rows, down = shape[nd-2], strides[nd-2]
	}
	if size(shape) == 0 {
		return 0, 0, 0, 0, "no elements"
	}
	var parts []string
	if nd > 2 {
		parts = append(parts, "the first matrix")
	}
	if rows > layoutRows {
		parts, rows = append(parts, fmt.Sprintf("the first %d rows", layoutRows)), layoutRows
	}
	if columns > layoutColumns {
		parts, columns = append(parts, fmt.Sprintf("the first %d columns", layoutColumns)), layoutColumns
	}
	if len(parts) > 0 {
		remark = "only " + strings.Join(parts, ", ") + " drawn"
	}
	return rows, columns, down, across, remark
}

func storagesText(ss []*storage) string {
	var b strings.Builder
	for _, s := range ss {
		fmt.Fprintln(&b, s.describe())
		for _, v := range s.views {
			rows, columns, down, across, remark := v.grid()
			fmt.Fprintf(&b, "  %s\n  %s\n", v.describe(), v.formula())
			for i := range rows {
				b.WriteString("   ")
				for j := range columns {
					fmt.Fprintf(&b, " %4d", v.l.Offset+i*down+j*across)
				}
				b.WriteByte('\n')
			}
			if remark != "" {
				fmt.Fprintf(&b, "    (%s)\n", remark)
			}
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Sizes of the drawing, in elements and in pixels.
const (
	cacheLine     = 64
	stripColumns  = 16
	stripMost     = 4 * stripColumns
	layoutRows    = 8
	layoutColumns = 8

	cellWidth, cellHeight = 42, 30
	stripLeft             = 52 // room for byte offsets
	layoutWidth           = stripLeft + stripColumns*cellWidth + 8
)

// hues colour places, so that neighbours and the same column of neighbouring
// rows differ. They are translucent: the page's text is read on them.
var hues = []string{"47,129,214", "208,106,28", "31,146,107", "184,95,196", "199,75,80", "150,140,40", "70,160,180", "125,134,145"}

func placeColor(at int) string {
	return fmt.Sprintf("rgba(%s,%s)", hues[at/2%len(hues)], []string{"0.22", "0.38"}[at%2])
}

func storagesSVG(ss []*storage) string {
	var b strings.Builder
	y := 0
	for _, s := range ss {
		y = s.draw(&b, y)
	}
	return svgOpen(layoutWidth, y) + b.String() + "</svg>"
}

func svgOpen(w, h int) string {
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" style="max-width:100%%;height:auto;font-family:Arial,Helvetica,sans-serif" role="img">`, w, h, w)
}

func svgText(b *strings.Builder, x, y, points int, more, text string) {
	fmt.Fprintf(b, `<text x="%d" y="%d" font-size="%d" fill="currentColor" %s>%s</text>`, x, y, points, more, html.EscapeString(text))
}

// drawPlace draws element at of l's storage.
func drawPlace(b *strings.Builder, l np.Layout, x, y, at int, ghost bool) {
	edge := `stroke="rgba(128,140,155,0.8)"`
	if ghost {
		edge = `stroke="rgba(128,140,155,0.9)" stroke-dasharray="3 3" fill-opacity="0.4"`
	}
	fill := placeColor(at)
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s" %s/>`, x, y, cellWidth, cellHeight, fill, edge)
	svgText(b, x+4, y+10, 9, `opacity="0.85"`, fmt.Sprint(at))
	svgText(b, x+cellWidth-4, y+24, 11, `text-anchor="end" font-family="monospace"`, valueText(l, at))
}

// draw draws the storage and its views from y down and returns where it ends.
func (s *storage) draw(b *strings.Builder, y int) int {
	svgText(b, 0, y+14, 13, `font-weight="bold"`, s.describe())
	y += 28
	n, bytes := min(s.l.Shape[0], stripMost), s.l.DType.Size()
	for first := 0; first < n; first += stripColumns {
		svgText(b, stripLeft-8, y+19, 10, `text-anchor="end" opacity="0.85"`, fmt.Sprintf("+%d", first*bytes))
		last := uintptr(0)
		for at := first; at < min(n, first+stripColumns); at++ {
			x := stripLeft + (at-first)*cellWidth
			drawPlace(b, s.l, x, y, at, false)
			line := (s.address+uintptr(at*bytes))/cacheLine - s.address/cacheLine
			tint := []string{"#2f81d6", "#d06a1c"}[line%2]
			fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="4" fill="%s"/>`, x, y+cellHeight+3, cellWidth, tint)
			if at == first || line != last {
				svgText(b, x, y+cellHeight+17, 9, `opacity="0.85"`, fmt.Sprintf("cache line %d", line))
			}
			last = line
		}
		y += cellHeight + 26
	}
	if n < s.l.Shape[0] {
		svgText(b, stripLeft, y+4, 11, `font-style="italic"`, fmt.Sprintf("and %s more", plural(s.l.Shape[0]-n, "element")))
		y += 18
	}
	x, bottom := 0, y
	for _, v := range s.views {
		rows, columns, down, across, remark := v.grid()
		width := max(columns*cellWidth, 7*len(v.describe()), 6*len(v.formula()))
		if x > 0 && x+width > layoutWidth {
			x, y = 0, bottom
		}
		svgText(b, x, y+14, 12, `font-weight="bold"`, v.describe())
		svgText(b, x, y+30, 11, ``, v.formula())
		top := y + 38
		for i := range rows {
			for j := range columns {
				ghost := down == 0 && i > 0 || across == 0 && j > 0
				drawPlace(b, v.l, x+j*cellWidth+1, top+i*cellHeight, v.l.Offset+i*down+j*across, ghost)
			}
		}
		end := top + rows*cellHeight
		if remark != "" {
			end += 16
			svgText(b, x, end, 11, `font-style="italic"`, remark)
		}
		bottom = max(bottom, end+18)
		x += width + 28
	}
	return bottom
}
