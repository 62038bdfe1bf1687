package draw

import (
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fastergo/internal/figure"
)

// A legend names the series that have names.
type legend struct {
	entries []entry
	at      vg.Rectangle // as a box inside the plot, from its lower left corner
	rows    [][]entry    // above the plot
	high    vg.Length    // of the rows
}

type entry struct {
	name string
	icon plot.Thumbnailer
}

const (
	iconWidth  = 18
	entryLine  = tickSize * 1.45
	entryGap   = 5  // between icon and name
	columnGap  = 14 // between entries in a row
	boxPadding = 4
	air        = 3 // around what is written between data
)

func (l *legend) add(name string, icon plot.Thumbnailer) {
	if name != "" {
		l.entries = append(l.entries, entry{name, icon})
	}
}

// shorten makes each name fit into a row of a width.
func (l *legend) shorten(w vg.Length) {
	for i := range l.entries {
		e := &l.entries[i]
		e.name = shorten(style(tickSize, draw.XLeft, draw.YCenter), e.name, w-2*margin-iconWidth-entryGap)
	}
}

// width is that of an entry where the page's font is wider than ours: a browser
// that has no such font takes its own, which cut off the ends of long names.
func (e entry) width() vg.Length {
	const wider = 1.15 // DejaVu Sans
	return iconWidth + entryGap + wider*style(tickSize, draw.XLeft, draw.YCenter).Width(e.name)
}

// draw draws an entry with its left end at (x, y).
func (e entry) draw(c draw.Canvas, x, y vg.Length) {
	e.icon.Thumbnail(&draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{Min: vg.Point{X: x, Y: y - entryLine/2}, Max: vg.Point{X: x + iconWidth, Y: y + entryLine/2}}})
	c.FillText(style(tickSize, draw.XLeft, draw.YCenter), vg.Point{X: x + iconWidth + entryGap, Y: y}, e.name)
}

func (l *legend) drawBox(data draw.Canvas) {
	from := data.Min.Add(vg.Point{X: l.at.Min.X + boxPadding, Y: l.at.Max.Y - boxPadding})
	for i, e := range l.entries {
		e.draw(data, from.X, from.Y-entryLine*(vg.Length(i)+0.5))
	}
}

// flow arranges the legend in rows of a width and returns their height.
func (l *legend) flow(w vg.Length) vg.Length {
	x := vg.Length(0)
	for _, e := range l.entries {
		if len(l.rows) == 0 || x+e.width() > w-2*margin {
			l.rows = append(l.rows, nil)
			x = 0
		}
		last := len(l.rows) - 1
		l.rows[last] = append(l.rows[last], e)
		x += e.width() + columnGap
	}
	l.high = entryLine * vg.Length(len(l.rows))
	return l.high
}

func (l *legend) drawFlow(c draw.Canvas, from vg.Point) {
	for i, row := range l.rows {
		x := from.X
		for _, e := range row {
			e.draw(c, x, from.Y-entryLine*(vg.Length(i)+0.5))
			x += e.width() + columnGap
		}
	}
}

// place finds where inside the plot the legend covers no data.
func (l *legend) place(p *panel, w, h vg.Length) (at vg.Rectangle, free bool) {
	if len(l.entries) == 0 {
		return at, true
	}
	if len(p.f.Heat.Z) > 0 {
		return at, false
	}
	c := p.plot.DataCanvas(p.plotArea(draw.Canvas{Rectangle: vg.Rectangle{Max: vg.Point{X: w, Y: h}}}))
	size := vg.Point{X: 2 * boxPadding, Y: 2*boxPadding + entryLine*vg.Length(len(l.entries))}
	for _, e := range l.entries {
		size.X = max(size.X, e.width()+2*boxPadding)
	}
	const edge = 4
	left, right := c.Min.X+edge, c.Max.X-edge-size.X
	bottom, top := c.Min.Y+edge, c.Max.Y-edge-size.Y
	if right < left || bottom > top {
		return at, false
	}
	middle := (bottom + top) / 2
	for _, corner := range []vg.Point{{X: left, Y: top}, {X: right, Y: top}, {X: right, Y: bottom}, {X: left, Y: bottom}, {X: right, Y: middle}, {X: left, Y: middle}} {
		at := vg.Rectangle{Min: corner, Max: corner.Add(size)}
		if !p.covers(c, at) && !slices.ContainsFunc(p.f.Lines, func(l figure.Line) bool {
			return l.Faint && overlap(at, (line{Line: l, panel: p}).label(c))
		}) {
			return at.Add(vg.Point{X: -c.Min.X, Y: -c.Min.Y}), true
		}
	}
	return at, false
}

// covers reports whether there is data in a part of the plot.
func (p *panel) covers(c draw.Canvas, part vg.Rectangle) bool {
	part.Min, part.Max = part.Min.Sub(vg.Point{X: air, Y: air}), part.Max.Add(vg.Point{X: air, Y: air})
	window := draw.Canvas{Rectangle: part}
	x, y := p.plot.Transforms(&c)
	for _, l := range p.f.Lines {
		pts := make([]vg.Point, len(l.X))
		for i := range pts {
			pts[i] = vg.Point{X: x(l.X[i]), Y: y(l.Y[i])}
			if window.Contains(pts[i]) {
				return true
			}
		}
		if len(window.ClipLinesXY(pts)) > 0 {
			return true
		}
	}
	for _, ps := range p.f.Points {
		for i := range ps.X {
			if window.Contains(vg.Point{X: x(ps.X[i]), Y: y(ps.Y[i])}) {
				return true
			}
		}
	}
	for _, b := range p.f.Bars {
		for i, h := range b.Heights {
			bar := vg.Rectangle{Min: vg.Point{X: x(b.Edges[i]), Y: min(y(0), y(h))}, Max: vg.Point{X: x(b.Edges[i+1]), Y: max(y(0), y(h))}}
			if overlap(part, bar) {
				return true
			}
		}
	}
	return false
}

func overlap(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}
