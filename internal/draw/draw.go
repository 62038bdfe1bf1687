// Package draw turns figures into pictures with gonum/plot, and into charts
// with go-echarts. It runs in the course's program, never in a cell.
//
// # Decisions
//
// One SVG serves light and dark themes: what belongs to the page (text, axes,
// ticks) is drawn in the page's own text colour, the grid in a translucent
// grey, and data in colours that stand out from black and white alike.
//
// What tells series apart is never colour alone: groups of points have markers
// of their own, and lines beyond the palette are dashed.
//
// A legend stands inside where it covers no data, else above the plot, which
// makes the picture higher and never the plot smaller.
//
// A scatter of very many points is one image inside the SVG: a notebook should
// not grow by megabytes, nor a page by a hundred thousand elements.
package draw

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"image/color"
	"math"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	"fastergo/internal/figure"
)

// Size of a picture, in points at 72 to the inch.
const (
	width  = 6.4 * vg.Inch
	height = 3.8 * vg.Inch
	zoom   = 1.4 // pixels a point, where there is room
)

// SVG draws f. It returns an error if f fails its Check.
func SVG(f figure.Figure) ([]byte, error) { return Subplots(1, f) }

// Subplots draws figures side by side, so many in a row. It returns an error
// if there is none, or one fails its Check.
func Subplots(columns int, figs ...figure.Figure) ([]byte, error) {
	if columns < 1 {
		return nil, fmt.Errorf("subplots in %d columns: there is at least 1", columns)
	}
	if len(figs) == 0 {
		return nil, errors.New("there are no figures")
	}
	columns = min(columns, len(figs))
	w, h := width, height
	if columns > 1 {
		w = (6 + 1.2*vg.Length(min(columns, 5)-1)) * vg.Inch
		h = w / vg.Length(columns) * 0.72
	}
	const gap = 14
	each := (w - gap*vg.Length(columns-1)) / vg.Length(columns)
	var rows [][]*panel
	var alts []string
	for i, f := range figs {
		p, err := newPanel(f, each, h)
		if err != nil {
			return nil, err
		}
		if i%columns == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], p)
		alts = append(alts, f.Alt())
	}
	total := vg.Length(-gap)
	for _, row := range rows {
		total += highest(row) + gap
	}
	canvas := vgsvg.New(w, total)
	c := draw.New(canvas)
	top := total
	for _, row := range rows {
		high := highest(row)
		for i, p := range row {
			left := vg.Length(i) * (each + gap)
			p.draw(draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{
				Min: vg.Point{X: left, Y: top - high},
				Max: vg.Point{X: left + each, Y: top - high + p.height},
			}})
		}
		top -= high + gap
	}
	var buf bytes.Buffer
	if _, err := canvas.WriteTo(&buf); err != nil {
		return nil, err
	}
	return adapt(buf.Bytes(), w, total, strings.Join(alts, " ")), nil
}

func highest(row []*panel) (h vg.Length) {
	for _, p := range row {
		h = max(h, p.height)
	}
	return h
}

// textLine is a text as vgsvg writes it.
var textLine = regexp.MustCompile(`(<text [^>]*font-size:([0-9.]+)px[^>]*)>([^<]{4,})</text>`)

// setWidth says how wide a text is, for browsers that have another font: a name
// would reach into its neighbour.
func setWidth(element string) string {
	m := textLine.FindStringSubmatch(element)
	size, _ := strconv.ParseFloat(m[2], 64)
	w := style(vg.Length(size), text.XLeft, text.YTop).Width(html.UnescapeString(m[3]))
	return fmt.Sprintf(`%s textLength="%.4g" lengthAdjust="spacingAndGlyphs">%s</text>`, m[1], w.Points(), m[3])
}

// adapt makes the file part of a page: no XML prologue, a size that follows the
// page's width, the page's text colour and font, pictures as they are.
func adapt(svg []byte, w, h vg.Length, alt string) []byte {
	_, body, _ := strings.Cut(string(svg), "<svg")
	_, body, _ = strings.Cut(body, ">")
	head := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.5g %.5g" style="width:100%%;max-width:%gpx;height:auto" role="img" aria-label="%s">`,
		w.Points(), h.Points(), math.Round(w.Points()*zoom), html.EscapeString(alt))
	body = strings.NewReplacer(
		"#010203", "currentColor",
		"font-family:Liberation Sans;", "font-family:'Liberation Sans',Arial,Helvetica,sans-serif;",
		`xlink:href="data:image/jpg;`, `preserveAspectRatio="none" style="image-rendering:pixelated" href="data:image/png;`,
	).Replace(textLine.ReplaceAllStringFunc(body, setWidth))
	return []byte(head + body)
}

// File makes a file of an SVG that takes its colour from a page: in a viewer of
// its own it is dark on light, or light on dark where the reader wants that.
func File(svg []byte) []byte {
	head, body, _ := bytes.Cut(svg, []byte(">"))
	return slices.Concat(head, []byte("><style>:root{color:#24292f}@media(prefers-color-scheme:dark){:root{color:#d8dee4}}</style>"), body)
}

// A panel is one plot with its title, legend and colour scale.
type panel struct {
	f       figure.Figure
	plot    *plot.Plot
	height  vg.Length
	title   text.Style
	titles  []string  // the title in lines that fit
	labels  [2]string // of the axes, as far as they fit
	legend  legend
	outside bool // whether the legend stands above the plot
	scale   *scale
	right   vg.Length // room that the colour scale takes
}

const (
	titleSize = 12
	labelSize = 10
	tickSize  = 9
	labelLine = labelSize * 1.5
	// margin keeps the ends of lines and letters inside the picture.
	margin = 3
)

func style(size vg.Length, x text.XAlignment, y text.YAlignment) text.Style {
	return text.Style{Color: page, Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}, XAlign: x, YAlign: y, Handler: plot.DefaultTextHandler}
}

// newPanel lays f out in a width and a height, which grows by what a legend
// above the plot takes.
func newPanel(f figure.Figure, w, h vg.Length) (*panel, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	p := &panel{f: f, plot: plot.New(), height: h, title: style(titleSize, text.XCenter, text.YTop)}
	pl := p.plot
	pl.BackgroundColor = nil
	for _, ax := range []*plot.Axis{&pl.X, &pl.Y} {
		ax.Color, ax.Tick.Label.Color, ax.Tick.Color = page, page, page
		ax.Tick.Label.Font.Variant, ax.Tick.Label.Font.Size = "Sans", tickSize
		ax.LineStyle.Width, ax.Tick.LineStyle.Width = 0.7, 0.7
		ax.Tick.Length, ax.Padding = 5, 0
	}
	xr, yr := ranges(f)
	pl.X.Min, pl.X.Max, pl.Y.Min, pl.Y.Max = xr[0], xr[1], yr[0], yr[1]
	pl.X.Scale, pl.X.Tick.Marker = axis(f.LogX, f.X, max(3, int(w/70)))
	pl.Y.Scale, pl.Y.Tick.Marker = axis(f.LogY, f.Y, max(3, int(h/42)))
	heat := len(f.Heat.Z) > 0
	if heat {
		if y := f.Heat.Y; y[0] == y[1] || y[0] < y[1] { // row 0 at the top
			pl.Y.Scale = plot.InvertedScale{Normalizer: pl.Y.Scale}
		}
		pl.Add(heatMap{f.Heat})
	} else {
		g := plotter.NewGrid()
		g.Horizontal = draw.LineStyle{Color: grid, Width: 0.3}
		g.Vertical = g.Horizontal
		pl.Add(g)
	}
	p.scale = scaleOf(f)
	if p.scale != nil {
		p.right = p.scale.width()
	}
	next := 0 // colour of the palette that no series has; groups have those of their numbers
	for _, ps := range f.Points {
		if len(ps.Group) > 0 {
			next = max(next, slices.Max(ps.Group)+1)
		}
	}
	for _, b := range f.Bars {
		s := bars{b, paint(next, opacity(len(f.Bars)))}
		pl.Add(s)
		p.legend.add(b.Name, s)
		next++
	}
	for _, l := range f.Lines {
		if l.Faint { // its name stands in the plot
			l.Name = shorten(style(tickSize, text.XLeft, text.YBottom), l.Name, w/2)
		}
		s := line{l, lineStyle(next, l.Faint), p}
		if !l.Faint {
			p.legend.add(l.Name, s)
			next++
		}
		pl.Add(s)
	}
	for _, ps := range f.Points {
		s := points{ps, next, p.scale}
		pl.Add(s)
		switch {
		case len(ps.Group) == 0:
			p.legend.add(ps.Name, s.glyph(0))
			if len(ps.Value) == 0 {
				next++
			}
		case ps.Marker != "": // which the groups share
			g := s.glyph(0)
			g.colour = color.NRGBA(page)
			p.legend.add(ps.Name, g)
		case slices.Max(ps.Group) < 12:
			for _, g := range ps.Groups() {
				p.legend.add(fmt.Sprintf("%s %d", nonempty(ps.Name, "group"), g.ID), s.glyph(g.Members[0]))
			}
		}
	}
	p.titles = wrap(p.title, f.Title, w-2*margin)
	label := style(labelSize, text.XCenter, text.YTop)
	p.labels = [2]string{shorten(label, f.X, w-2*margin), shorten(label, f.Y, h-p.head()-labelLine-margin)}
	p.legend.shorten(w)
	at, free := p.legend.place(p, w, h)
	p.legend.at, p.outside = at, !free
	if p.outside {
		p.height += p.legend.flow(w)
	}
	return p, nil
}

func nonempty(s, or string) string {
	if s == "" {
		return or
	}
	return s
}

// head is the room above the plot and its legend.
func (p *panel) head() vg.Length {
	if n := len(p.titles); n > 0 {
		return vg.Length(n)*p.title.Font.Size*1.25 + 8
	}
	return margin
}

// plotArea crops what is beside the plot and its axes.
func (p *panel) plotArea(c draw.Canvas) draw.Canvas {
	top := p.head()
	if p.outside {
		top += p.legend.high + 4
	}
	left, bottom := vg.Length(margin), vg.Length(margin)
	if p.f.Y != "" {
		left += labelLine
	}
	if p.f.X != "" {
		bottom += labelLine
	}
	return draw.Crop(c, left, -margin-p.right, bottom, -top)
}

func (p *panel) draw(c draw.Canvas) {
	area := p.plotArea(c)
	data := p.plot.DataCanvas(area)
	y := c.Max.Y
	for _, s := range p.titles {
		c.FillText(p.title, vg.Point{X: between(data.Center().X, c.Min.X, c.Max.X, p.title.Width(s)), Y: y}, s)
		y -= p.title.Font.Size * 1.25
	}
	p.plot.Draw(area)
	// gonum/plot would leave room for a label in the wrong place of a
	// logarithmic axis.
	across := style(labelSize, text.XCenter, text.YBottom)
	c.FillText(across, vg.Point{X: between(data.Center().X, c.Min.X, c.Max.X, across.Width(p.labels[0])), Y: c.Min.Y + margin}, p.labels[0])
	up := style(labelSize, text.XCenter, text.YTop)
	long := up.Width(p.labels[1])
	up.Rotation = math.Pi / 2
	c.FillText(up, vg.Point{X: c.Min.X + margin, Y: between(data.Center().Y, area.Min.Y-margin, area.Max.Y, long)}, p.labels[1])
	if p.outside {
		p.legend.drawFlow(c, vg.Point{X: c.Min.X + margin, Y: y - 4})
	} else if len(p.legend.entries) > 0 {
		p.legend.drawBox(data)
	}
	if p.scale != nil {
		p.scale.draw(draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{
			Min: vg.Point{X: data.Max.X + 12, Y: data.Min.Y},
			Max: vg.Point{X: data.Max.X + 22, Y: data.Max.Y},
		}})
	}
}

// between moves the middle of something so wide that it lies between lo and hi.
func between(middle, lo, hi, wide vg.Length) vg.Length {
	return max(min(middle, hi-margin-wide/2), lo+margin+wide/2)
}

// shorten returns what of s is no wider than w, with an ellipsis if that is not all.
func shorten(sty text.Style, s string, w vg.Length) string {
	if sty.Width(s) <= w {
		return s
	}
	runes := []rune(s)
	n := sort.Search(len(runes), func(n int) bool { return sty.Width(string(runes[:n])+"…") > w })
	return string(runes[:max(n-1, 0)]) + "…"
}

// wrap breaks s into lines no wider than w where it has spaces.
func wrap(sty text.Style, s string, w vg.Length) (lines []string) {
	for _, word := range strings.Fields(s) {
		if n := len(lines); n > 0 && sty.Width(lines[n-1]+" "+word) <= w {
			lines[n-1] += " " + word
		} else {
			lines = append(lines, shorten(sty, word, w))
		}
	}
	return lines
}

// ranges returns the ends of f's axes: as it says, else a little beyond its
// data. Bars stand on 0 and heat maps fill the plot.
func ranges(f figure.Figure) (x, y [2]float64) {
	x, y = [2]float64{math.Inf(1), math.Inf(-1)}, [2]float64{math.Inf(1), math.Inf(-1)}
	put := func(r *[2]float64, vs ...float64) {
		for _, v := range vs {
			r[0], r[1] = min(r[0], v), max(r[1], v)
		}
	}
	for _, l := range f.Lines {
		put(&x, l.X...)
		put(&y, l.Y...)
	}
	for _, p := range f.Points {
		put(&x, p.X...)
		put(&y, p.Y...)
	}
	for _, b := range f.Bars {
		put(&x, b.Edges...)
		put(&y, b.Heights...)
	}
	widen(&x, f.LogX)
	widen(&y, f.LogY)
	if len(f.Bars) > 0 {
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, b := range f.Bars {
			lo, hi = min(lo, slices.Min(b.Heights)), max(hi, slices.Max(b.Heights))
		}
		if lo >= 0 && y[0] <= lo {
			y[0] = min(0, lo)
		} else if lo > 0 {
			y[0] = min(y[0], 0)
		}
		if hi <= 0 {
			y[1] = max(y[1], 0)
		}
	}
	if len(f.Heat.Z) > 0 {
		hx, hy := heatMap{f.Heat}.spans()
		x = [2]float64{min(hx[0], hx[1]), max(hx[0], hx[1])}
		y = [2]float64{min(hy[0], hy[1]), max(hy[0], hy[1])}
	}
	if f.XLim[0] < f.XLim[1] {
		x = f.XLim
	}
	if f.YLim[0] < f.YLim[1] {
		y = f.YLim
	}
	return x, y
}

// widen makes room around the data of a range.
func widen(r *[2]float64, log bool) {
	const room = 0.04
	lo, hi := r[0], r[1]
	switch {
	case lo > hi: // no data
		*r = [2]float64{0, 1}
	case log && lo == hi:
		*r = [2]float64{lo / 2, hi * 2}
	case log:
		k := math.Exp(room * (math.Log(hi) - math.Log(lo))) // hi/lo may be no finite number
		*r = [2]float64{max(lo/k, math.SmallestNonzeroFloat64), min(hi*k, math.MaxFloat64)}
	case lo == hi:
		d := max(math.Abs(lo)/10, 1e-9)
		if lo == 0 {
			d = 1
		}
		*r = [2]float64{lo - d, hi + d}
	default:
		*r = [2]float64{lo - (hi-lo)*room, hi + (hi-lo)*room}
	}
}
