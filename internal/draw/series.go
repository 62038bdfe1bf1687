package draw

import (
	"cmp"
	"image"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fastergo/internal/figure"
)

// A line draws a figure's line. Its points are marked while they are few enough
// to be told apart.
type line struct {
	figure.Line
	style draw.LineStyle
	panel *panel
}

const fewPoints = 40

func (l line) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	pts := make([]vg.Point, len(l.X))
	for i := range pts {
		pts[i] = vg.Point{X: x(l.X[i]), Y: y(l.Y[i])}
	}
	if len(l.panel.f.Heat.Z) > 0 { // where any colour may be below
		halo := draw.LineStyle{Color: color.White, Width: l.style.Width + 2}
		c.StrokeLines(halo, c.ClipLinesXY(pts)...)
	}
	c.StrokeLines(l.style, c.ClipLinesXY(pts)...)
	if len(pts) == 1 || len(pts) <= fewPoints && !l.Faint {
		for _, pt := range pts {
			if c.Contains(pt) {
				drawMarker(c, "circle", pt, 2, l.style.Color)
			}
		}
	}
	if at := l.label(c); l.Faint && at.Max.X > at.Min.X {
		c.FillText(style(tickSize, draw.XLeft, draw.YBottom), at.Min, l.Name)
	}
}

// label is the place of the line's name: beside the line, and where it covers
// no data if there is such a place.
func (l line) label(c draw.Canvas) vg.Rectangle {
	x, y := l.panel.plot.Transforms(&c)
	pts := make([]vg.Point, len(l.X))
	for i := range pts {
		pts[i] = vg.Point{X: x(l.X[i]), Y: y(l.Y[i])}
	}
	seen := slices.Concat(c.ClipLinesXY(pts)...)
	if len(pts) == 1 && c.Contains(pts[0]) {
		seen = pts
	}
	if len(seen) == 0 || l.Name == "" {
		return vg.Rectangle{}
	}
	size := vg.Point{X: style(tickSize, draw.XLeft, draw.YBottom).Width(l.Name), Y: tickSize * 1.2}
	const off = air + 1 // as far from the line itself as from others
	var places []vg.Rectangle
	for _, part := range []float64{1, 0.75, 0.5, 0.25, 0} {
		on := along(seen, part)
		for _, from := range []vg.Point{{X: on.X - size.X, Y: on.Y + off}, {X: on.X + off, Y: on.Y - off - size.Y}, {X: on.X + off, Y: on.Y + off}, {X: on.X - size.X, Y: on.Y - off - size.Y}} {
			from.X = max(c.Min.X+air, min(from.X, c.Max.X-size.X))
			from.Y = max(c.Min.Y+air, min(from.Y, c.Max.Y-size.Y))
			at := vg.Rectangle{Min: from, Max: from.Add(size)}
			if !l.panel.covers(c, at) && !overlap(at, l.panel.legend.at.Add(c.Min)) {
				return at
			}
			places = append(places, at)
		}
	}
	return places[0]
}

// along is the point at a part of the way from the left end of pts to the right
// one.
func along(pts []vg.Point, part float64) vg.Point {
	byX := func(a, b vg.Point) int { return cmp.Compare(a.X, b.X) }
	first, last := slices.MinFunc(pts, byX), slices.MaxFunc(pts, byX)
	x := first.X + (last.X-first.X)*vg.Length(part)
	for i, b := range pts[1:] {
		if a := pts[i]; min(a.X, b.X) <= x && x <= max(a.X, b.X) && a.X != b.X {
			return vg.Point{X: x, Y: a.Y + (b.Y-a.Y)*(x-a.X)/(b.X-a.X)}
		}
	}
	return last
}

func (l line) Thumbnail(c *draw.Canvas) {
	y := c.Center().Y
	c.StrokeLine2(l.style, c.Min.X, y, c.Max.X, y)
	if len(l.X) <= fewPoints {
		drawMarker(*c, "circle", c.Center(), 2, l.style.Color)
	}
}

// bars draw a histogram.
type bars struct {
	figure.Bars
	fill color.NRGBA
}

func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	gap := vg.Length(0.5)
	if len(b.Heights) > 100 {
		gap = 0
	}
	for i, h := range b.Heights {
		l, r := x(b.Edges[i])+gap, x(b.Edges[i+1])-gap
		if r <= l {
			r = l + 0.3
		}
		if h == 0 {
			continue
		}
		b.fillBar(c, []vg.Point{{X: l, Y: y(0)}, {X: l, Y: y(h)}, {X: r, Y: y(h)}, {X: r, Y: y(0)}}, gap > 0)
	}
}

func (b bars) fillBar(c draw.Canvas, corners []vg.Point, edge bool) {
	corners = c.ClipPolygonXY(corners)
	c.FillPolygon(b.fill, corners)
	if edge && len(corners) > 0 {
		solid := b.fill
		solid.A = 255
		c.StrokeLines(draw.LineStyle{Color: solid, Width: 0.8}, append(corners, corners[0]))
	}
}

func (b bars) Thumbnail(c *draw.Canvas) {
	y := c.Center().Y
	b.fillBar(*c, []vg.Point{{X: c.Min.X, Y: y - 4}, {X: c.Min.X, Y: y + 4}, {X: c.Max.X, Y: y + 4}, {X: c.Max.X, Y: y - 4}}, true)
}

// A heatMap draws a heat map as one image.
type heatMap struct{ figure.Heat }

// spans returns what the columns and the rows span: as the heat map says, or
// their numbers, at the middles of cells.
func (h heatMap) spans() (x, y [2]float64) {
	x, y = h.X, h.Y
	if x[0] == x[1] {
		x = [2]float64{-0.5, float64(len(h.Z[0])) - 0.5}
	}
	if y[0] == y[1] {
		y = [2]float64{-0.5, float64(len(h.Z)) - 0.5}
	}
	return x, y
}

func (h heatMap) Plot(c draw.Canvas, p *plot.Plot) {
	s := heatScale(h.Heat)
	img := image.NewRGBA(image.Rect(0, 0, len(h.Z[0]), len(h.Z)))
	for i, row := range h.Z {
		for j, v := range row {
			img.SetRGBA(j, i, s.colour(v))
		}
	}
	x, y := h.spans()
	tx, ty := p.Transforms(&c)
	c.DrawImage(vg.Rectangle{Min: vg.Point{X: tx(x[0]), Y: ty(y[1])}, Max: vg.Point{X: tx(x[1]), Y: ty(y[0])}}, img)
}

// points draw a figure's points.
type points struct {
	figure.Points
	next  int // colour of the palette, where points have neither group nor value
	scale *scale
}

// A glyph is how a point looks.
type glyph struct {
	marker string
	radius vg.Length
	colour color.NRGBA
	ring   bool // whether an outline keeps a pale colour from vanishing
}

// markerRadius is that of a point of the usual size.
const markerRadius = 2.6

func (p points) glyph(i int) glyph {
	g := glyph{marker: nonempty(p.Marker, "circle"), radius: markerRadius, colour: paint(p.next, 1)}
	if n := len(p.X); n > 500 {
		g.radius = max(1.1, markerRadius*vg.Length(math.Pow(500/float64(n), 0.25)))
	}
	if len(p.Group) > 0 {
		g.colour = paint(p.Group[i], 1)
		if p.Marker == "" {
			g.marker = figure.Markers[p.Group[i]%len(figure.Markers)]
		}
	}
	if len(p.Value) > 0 {
		c := p.scale.colour(p.Value[i])
		g.colour, g.ring = color.NRGBA(c), true
	}
	if len(p.Alpha) > 0 {
		g.colour.A = uint8(math.Round(255 * p.Alpha[i%len(p.Alpha)]))
	}
	if len(p.Size) > 0 {
		g.radius *= vg.Length(p.Size[i%len(p.Size)])
	}
	return g
}

func (g glyph) at(c draw.Canvas, pt vg.Point) {
	drawMarker(c, g.marker, pt, g.radius, g.colour)
	if g.ring && g.marker != "cross" && g.marker != "plus" {
		ring := color.NRGBA{grid.R, grid.G, grid.B, g.colour.A}
		c.SetColor(ring)
		c.SetLineWidth(0.5)
		c.SetLineDash(nil, 0)
		c.Stroke(outline(g.marker, pt, g.radius))
	}
}

func (g glyph) Thumbnail(c *draw.Canvas) {
	g.radius = min(max(g.radius, 2.6), 5)
	g.colour.A = max(g.colour.A, 200)
	g.at(*c, c.Center())
}

// manyPoints is from where points become one image.
const manyPoints = 3000

func (p points) Plot(c draw.Canvas, pl *plot.Plot) {
	x, y := pl.Transforms(&c)
	if len(p.X) > manyPoints {
		p.stamp(c, x, y)
		return
	}
	for i := range p.X {
		if pt := (vg.Point{X: x(p.X[i]), Y: y(p.Y[i])}); c.Contains(pt) {
			p.glyph(i).at(c, pt)
		}
	}
}

func drawMarker(c draw.Canvas, marker string, pt vg.Point, r vg.Length, colour color.Color) {
	c.SetColor(colour)
	if marker == "cross" || marker == "plus" {
		c.SetLineWidth(max(1.3, r*0.4))
		c.SetLineDash(nil, 0)
		d := r
		if marker == "cross" {
			d = r * math.Sqrt2 / 2
			c.Stroke(stroke(pt, -d, -d, d, d))
			c.Stroke(stroke(pt, -d, d, d, -d))
			return
		}
		c.Stroke(stroke(pt, -d, 0, d, 0))
		c.Stroke(stroke(pt, 0, -d, 0, d))
		return
	}
	c.Fill(outline(marker, pt, r))
}

func stroke(pt vg.Point, x0, y0, x1, y1 vg.Length) (p vg.Path) {
	p.Move(vg.Point{X: pt.X + x0, Y: pt.Y + y0})
	p.Line(vg.Point{X: pt.X + x1, Y: pt.Y + y1})
	return p
}

// outline is the edge of a circle, square or triangle, each of about the same
// area.
func outline(marker string, pt vg.Point, r vg.Length) (p vg.Path) {
	corners := [][2]vg.Length{{-0.9, -0.9}, {0.9, -0.9}, {0.9, 0.9}, {-0.9, 0.9}}
	switch marker {
	case "circle":
		p.Move(vg.Point{X: pt.X + r, Y: pt.Y})
		p.Arc(pt, r, 0, 2*math.Pi)
		p.Close()
		return p
	case "triangle":
		corners = [][2]vg.Length{{-1.15, -0.75}, {1.15, -0.75}, {0, 1.25}}
	}
	for i, k := range corners {
		q := vg.Point{X: pt.X + k[0]*r, Y: pt.Y + k[1]*r}
		if i == 0 {
			p.Move(q)
		} else {
			p.Line(q)
		}
	}
	p.Close()
	return p
}

// dots is how many dots of an image of points fit into a point of length.
const dots = 2

// stamp draws the points as one image.
func (p points) stamp(c draw.Canvas, x, y func(float64) vg.Length) {
	size := c.Size()
	w, h := int(math.Ceil(float64(size.X*dots))), int(math.Ceil(float64(size.Y*dots)))
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range p.X {
		pt := vg.Point{X: x(p.X[i]), Y: y(p.Y[i])}
		if !c.Contains(pt) {
			continue
		}
		g := p.glyph(i)
		cx, cy, r := float64((pt.X-c.Min.X)*dots), float64((c.Max.Y-pt.Y)*dots), float64(g.radius*dots)
		reach := r*1.3 + 1
		for v := max(0, int(cy-reach)); v <= min(h-1, int(cy+reach)); v++ {
			for u := max(0, int(cx-reach)); u <= min(w-1, int(cx+reach)); u++ {
				if a := cover(g.marker, (float64(u)+0.5-cx)/r, (float64(v)+0.5-cy)/r, r) * float64(g.colour.A) / 255; a > 0 {
					blend(img.Pix[img.PixOffset(u, v):], g.colour, a)
				}
			}
		}
	}
	c.DrawImage(vg.Rectangle{Min: vg.Point{X: c.Min.X, Y: c.Max.Y - vg.Length(h)/dots}, Max: vg.Point{X: c.Min.X + vg.Length(w)/dots, Y: c.Max.Y}}, img)
}

// cover is how much of a dot at (x, y), in radii of r dots from the middle and
// y downwards, a marker covers, from 0 to 1.
func cover(marker string, x, y, r float64) float64 {
	ax, ay := math.Abs(x), math.Abs(y)
	var beyond float64 // the marker's edge, in radii
	switch marker {
	case "square":
		beyond = max(ax, ay) - 0.9
	case "triangle":
		beyond = max(y-0.75, (ax*2-(y+1.25)*1.15)/math.Hypot(2, 1.15))
	case "plus", "cross":
		if marker == "cross" {
			ax, ay = math.Abs(x+y)/math.Sqrt2, math.Abs(x-y)/math.Sqrt2
		}
		beyond = max(min(ax, ay)-max(0.2, 0.65*dots/r), max(ax, ay)-1)
	default:
		beyond = math.Hypot(x, y) - 1
	}
	return min(max(0.5-beyond*r, 0), 1)
}

// blend lays colour c with opacity a over the pixel at pix.
func blend(pix []uint8, c color.NRGBA, a float64) {
	under := float64(pix[3]) / 255 * (1 - a)
	sum := a + under
	for k, v := range [3]uint8{c.R, c.G, c.B} {
		pix[k] = uint8(math.Round((float64(v)*a + float64(pix[k])*under) / sum))
	}
	pix[3] = uint8(math.Round(255 * sum))
}
