// Package figure is a picture as data: what a cell hands to the course's
// program, which draws it. So no cell links a plotting library.
package figure

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"fastergo/internal/cell"
)

// A Figure is lines, points, bars and a heat map over common axes, of which it
// needs one.
//
// An axis whose label holds the word seconds shows times: 100 ns, 10 µs.
type Figure struct {
	Title  string     `json:"title"`
	X      string     `json:"x"` // axis labels
	Y      string     `json:"y"`
	LogX   bool       `json:"log_x"` // values must be positive
	LogY   bool       `json:"log_y"`
	XLim   [2]float64 `json:"x_lim"` // the ends of the axes; equal: where the data end
	YLim   [2]float64 `json:"y_lim"`
	Lines  []Line     `json:"lines"`
	Points []Points   `json:"points"`
	Bars   []Bars     `json:"bars"`
	Heat   Heat       `json:"heat"` // under all else
}

// A Line is a named series of points (X[i], Y[i]), joined.
type Line struct {
	Name  string    `json:"name"`
	X     []float64 `json:"x"`
	Y     []float64 `json:"y"`
	Faint bool      `json:"faint"` // thin and dashed, its name at its end: to compare with
}

// Points are a named series of points (X[i], Y[i]), each on its own.
//
// Group, Value, Alpha and Size say how each point looks. Alpha and Size may
// also hold one number, for all.
type Points struct {
	Name  string    `json:"name"`
	X     []float64 `json:"x"`
	Y     []float64 `json:"y"`
	Group []int     `json:"group"` // which class: a colour and a marker of its own
	Value []float64 `json:"value"` // a colour on a scale, which stands beside the figure
	Alpha []float64 `json:"alpha"` // opacity, from 0 to 1
	Size  []float64 `json:"size"`  // times the usual size
	// Marker is one of circle, square, triangle, cross and plus; "" is circle,
	// or with Group another for each class.
	Marker string `json:"marker"`
}

// Bars are a histogram: bar i reaches from Edges[i] to Edges[i+1] and from 0 to
// Heights[i].
type Bars struct {
	Name    string    `json:"name"`
	Edges   []float64 `json:"edges"` // rise; one more than there are bars
	Heights []float64 `json:"heights"`
}

// A Heat is a matrix of which each element is a coloured cell: row 0 is at the
// top, column 0 on the left.
type Heat struct {
	Z [][]float64 `json:"z"` // rows
	// What the columns span from the left edge to the right one, and the rows
	// from the top edge to the bottom one; equal: their numbers.
	X [2]float64 `json:"x"`
	Y [2]float64 `json:"y"`

	Label string     `json:"label"` // of the colour scale
	Lim   [2]float64 `json:"lim"`   // the ends of the colour scale; equal: least and greatest element
	Map   string     `json:"map"`   // the colours: viridis, grey or diverging, which has its middle at 0; "" is viridis
}

// Markers and Maps are what Marker and Map may be.
var (
	Markers = []string{"circle", "square", "triangle", "cross", "plus"}
	Maps    = []string{"viridis", "grey", "diverging"}
)

// Colors are the colours of maps, from the least value to the greatest at equal
// distances, as red, green and blue.
var Colors = map[string][][3]uint8{
	"viridis": {
		{0x44, 0x01, 0x54}, {0x48, 0x28, 0x78}, {0x3e, 0x4a, 0x89}, {0x31, 0x68, 0x8e}, {0x26, 0x82, 0x8e},
		{0x1f, 0x9e, 0x89}, {0x35, 0xb7, 0x79}, {0x6e, 0xce, 0x58}, {0xb5, 0xde, 0x2b}, {0xfd, 0xe7, 0x25},
	},
	"grey":      {{0, 0, 0}, {255, 255, 255}},
	"diverging": {{0x1b, 0x4f, 0x91}, {0x6a, 0x9f, 0xd0}, {0xf2, 0xf2, 0xf0}, {0xe0, 0x8b, 0x5a}, {0xa3, 0x34, 0x1a}},
}

// Check returns an error if f cannot be drawn: it is empty, a series has no
// points or as many of one as not of another, a value is not finite, too large or
// has no place on a logarithmic axis, edges do not rise, rows differ in length, or a
// marker or map does not exist.
func (f Figure) Check() error {
	if len(f.Lines) == 0 && len(f.Points) == 0 && len(f.Bars) == 0 && len(f.Heat.Z) == 0 {
		return errors.New("the figure is empty: it has no lines, points, bars or heat map")
	}
	for _, l := range f.Lines {
		if err := f.checkXY(fmt.Sprintf("line %q", l.Name), l.X, l.Y); err != nil {
			return err
		}
	}
	for _, p := range f.Points {
		what := fmt.Sprintf("points %q", p.Name)
		if err := f.checkXY(what, p.X, p.Y); err != nil {
			return err
		}
		if err := p.check(what); err != nil {
			return err
		}
	}
	for _, b := range f.Bars {
		if err := f.checkBars(b); err != nil {
			return err
		}
	}
	for _, ax := range []struct {
		name string
		log  bool
		lim  [2]float64
	}{{"X", f.LogX, f.XLim}, {"Y", f.LogY, f.YLim}} {
		switch lo, hi := ax.lim[0], ax.lim[1]; {
		case fault(lo, hi) != "" || lo > hi:
			return fmt.Errorf("%sLim is from %g to %g", ax.name, lo, hi)
		case ax.log && lo < hi && lo <= 0:
			return fmt.Errorf("%sLim begins at %g, which has no place on a logarithmic axis", ax.name, lo)
		}
	}
	return f.checkHeat()
}

func finite(x float64) bool { return x-x == 0 }

// largest is the greatest magnitude that is drawn: twice the distance of two
// such values is still a number.
const largest = 4e307

// fault says why a picture has no place for one of vs, if it has none.
func fault(vs ...float64) string {
	for _, v := range vs {
		switch {
		case !finite(v):
			return "is not finite"
		case v > largest || v < -largest:
			return "is too large to be drawn"
		}
	}
	return ""
}

func (f Figure) checkXY(what string, xs, ys []float64) error {
	if len(xs) == 0 && len(ys) > 0 {
		return fmt.Errorf("%s has %d y values and no x values: give X too, 0, 1, 2 and so on if there is nothing else", what, len(ys))
	}
	if len(xs) != len(ys) {
		return fmt.Errorf("%s has %d x values and %d y values", what, len(xs), len(ys))
	}
	if len(xs) == 0 {
		return fmt.Errorf("%s has no points", what)
	}
	for i, x := range xs {
		y := ys[i]
		if w := fault(x, y); w != "" {
			return fmt.Errorf("%s: point %d, (%g, %g), %s", what, i, x, y, w)
		}
		if f.LogX && x <= 0 || f.LogY && y <= 0 {
			return fmt.Errorf("%s: point %d, (%g, %g), has no place on a logarithmic axis", what, i, x, y)
		}
	}
	return nil
}

func (p Points) check(what string) error {
	n := len(p.X)
	for _, c := range []struct {
		name string
		n    int
		one  bool
	}{{"groups", len(p.Group), false}, {"values", len(p.Value), false}, {"alphas", len(p.Alpha), true}, {"sizes", len(p.Size), true}} {
		if c.n != 0 && c.n != n && !(c.one && c.n == 1) {
			return fmt.Errorf("%s has %d points and %d %s", what, n, c.n, c.name)
		}
	}
	if p.Group != nil && p.Value != nil {
		return fmt.Errorf("%s has groups and values: both are colours", what)
	}
	for i, g := range p.Group {
		if g < 0 {
			return fmt.Errorf("%s: point %d is of group %d: groups count from 0", what, i, g)
		}
	}
	for i, v := range p.Value {
		if w := fault(v); w != "" {
			return fmt.Errorf("%s: value %d, %g, %s", what, i, v, w)
		}
	}
	for i, a := range p.Alpha {
		if !(a >= 0 && a <= 1) {
			return fmt.Errorf("%s: alpha %d is %g: opacity is from 0 to 1", what, i, a)
		}
	}
	for i, s := range p.Size {
		if !finite(s) || s < 0 {
			return fmt.Errorf("%s: size %d is %g", what, i, s)
		}
	}
	if p.Marker != "" && !slices.Contains(Markers, p.Marker) {
		return fmt.Errorf("%s: no marker is called %q: there are %s", what, p.Marker, list(Markers))
	}
	return nil
}

func (f Figure) checkBars(b Bars) error {
	what := fmt.Sprintf("bars %q", b.Name)
	if len(b.Heights) == 0 {
		return fmt.Errorf("%s has no bars", what)
	}
	if len(b.Edges) != len(b.Heights)+1 {
		return fmt.Errorf("%s has %d heights and %d edges: there is one more edge than there are bars", what, len(b.Heights), len(b.Edges))
	}
	for i, e := range b.Edges {
		if w := fault(e); w != "" {
			return fmt.Errorf("%s: edge %d, %g, %s", what, i, e, w)
		}
		if i > 0 && e <= b.Edges[i-1] {
			return fmt.Errorf("%s: edge %d, %g, is not greater than the one before", what, i, e)
		}
	}
	for i, h := range b.Heights {
		if w := fault(h); w != "" {
			return fmt.Errorf("%s: height %d, %g, %s", what, i, h, w)
		}
	}
	if f.LogX && b.Edges[0] <= 0 || f.LogY {
		return fmt.Errorf("%s has no place on a logarithmic axis", what)
	}
	return nil
}

func (f Figure) checkHeat() error {
	z := f.Heat.Z
	if len(z) == 0 {
		return nil
	}
	if len(z[0]) == 0 {
		return errors.New("the heat map has no columns")
	}
	if f.LogX || f.LogY {
		return errors.New("a heat map has no place on a logarithmic axis")
	}
	for i, row := range z {
		if len(row) != len(z[0]) {
			return fmt.Errorf("the heat map's row %d has %d elements, row 0 has %d", i, len(row), len(z[0]))
		}
		for j, v := range row {
			if w := fault(v); w != "" {
				return fmt.Errorf("the heat map's element (%d, %d), %g, %s", i, j, v, w)
			}
		}
	}
	for _, lim := range [][2]float64{f.Heat.X, f.Heat.Y, f.Heat.Lim} {
		if w := fault(lim[:]...); w != "" {
			return fmt.Errorf("the heat map spans %g to %g, which %s", lim[0], lim[1], w)
		}
	}
	if f.Heat.Lim[0] > f.Heat.Lim[1] {
		return fmt.Errorf("the heat map's Lim is from %g to %g", f.Heat.Lim[0], f.Heat.Lim[1])
	}
	if m := f.Heat.Map; m != "" && !slices.Contains(Maps, m) {
		return fmt.Errorf("no colour map is called %q: there are %s", m, list(Maps))
	}
	return nil
}

func list(names []string) string {
	s := ""
	for i, n := range names {
		switch {
		case i == 0:
		case i == len(names)-1:
			s += " and "
		default:
			s += ", "
		}
		s += n
	}
	return s
}

// AppendJSON appends f, whose values are finite, as encoding/json writes it,
// without what is not set, and without points of long lines that no picture
// would show.
func (f Figure) AppendJSON(b []byte) []byte {
	b = cell.AppendString(append(b, `{"title":`...), f.Title)
	b = cell.AppendString(append(b, `,"x":`...), f.X)
	b = cell.AppendString(append(b, `,"y":`...), f.Y)
	b = strconv.AppendBool(append(b, `,"log_x":`...), f.LogX)
	b = strconv.AppendBool(append(b, `,"log_y":`...), f.LogY)
	b = appendRange(b, "x_lim", f.XLim)
	b = appendRange(b, "y_lim", f.YLim)
	for i, l := range f.Lines {
		l = l.thin(f.LogX)
		b = open(b, "lines", i, l.Name)
		b = appendNumbers(b, "x", l.X)
		b = appendNumbers(b, "y", l.Y)
		if l.Faint {
			b = append(b, `,"faint":true`...)
		}
		b = shut(b, i == len(f.Lines)-1)
	}
	for i, p := range f.Points {
		b = open(b, "points", i, p.Name)
		b = appendNumbers(b, "x", p.X)
		b = appendNumbers(b, "y", p.Y)
		for j, g := range p.Group {
			if j == 0 {
				b = append(b, `,"group":[`...)
			} else {
				b = append(b, ',')
			}
			b = strconv.AppendInt(b, int64(g), 10)
			if j == len(p.Group)-1 {
				b = append(b, ']')
			}
		}
		b = appendNumbers(b, "value", p.Value)
		b = appendNumbers(b, "alpha", p.Alpha)
		b = appendNumbers(b, "size", p.Size)
		b = cell.AppendString(append(b, `,"marker":`...), p.Marker)
		b = shut(b, i == len(f.Points)-1)
	}
	for i, bars := range f.Bars {
		b = open(b, "bars", i, bars.Name)
		b = appendNumbers(b, "edges", bars.Edges)
		b = appendNumbers(b, "heights", bars.Heights)
		b = shut(b, i == len(f.Bars)-1)
	}
	if h := f.Heat; len(h.Z) > 0 {
		b = cell.AppendString(append(b, `,"heat":{"label":`...), h.Label)
		b = cell.AppendString(append(b, `,"map":`...), h.Map)
		b = appendRange(b, "x", h.X)
		b = appendRange(b, "y", h.Y)
		b = appendRange(b, "lim", h.Lim)
		for i, row := range h.Z {
			if i == 0 {
				b = append(b, `,"z":[`...)
			} else {
				b = append(b, ',')
			}
			b = cell.AppendNumbers(b, row)
		}
		b = append(b, "]}"...)
	}
	return append(b, '}')
}

// open begins series i of a kind, shut ends it.
func open(b []byte, kind string, i int, name string) []byte {
	if i == 0 {
		b = append(append(append(b, `,"`...), kind...), `":[`...)
	} else {
		b = append(b, ',')
	}
	return cell.AppendString(append(b, `{"name":`...), name)
}

func shut(b []byte, last bool) []byte {
	b = append(b, '}')
	if last {
		b = append(b, ']')
	}
	return b
}

func appendNumbers(b []byte, key string, xs []float64) []byte {
	if len(xs) == 0 {
		return b
	}
	return cell.AppendNumbers(append(append(append(b, `,"`...), key...), `":`...), xs)
}

func appendRange(b []byte, key string, r [2]float64) []byte {
	if r[0] == r[1] {
		return b
	}
	return appendNumbers(b, key, r[:])
}
