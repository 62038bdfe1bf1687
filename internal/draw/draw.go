// Package draw turns a figure into a picture with gonum/plot. It runs in the
// course's program, never in a cell.
//
// # Decisions
//
// One SVG serves light and dark themes: what belongs to the page (text, axes,
// ticks) is drawn in the page's own text colour, the grid in a translucent
// grey, and the lines in colours that stand out from black and white alike.
package draw

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	"fastergo/internal/figure"
)

// Size of a picture, in points at 72 to the inch.
const (
	width  = 6.4 * vg.Inch
	height = 3.8 * vg.Inch
)

var (
	// page stands for the page's text colour; SVG replaces it by currentColor.
	page = color.RGBA{R: 1, G: 2, B: 3, A: 255}
	grid = color.RGBA{R: 128, G: 140, B: 155, A: 255}
	// palette keeps at least 3:1 against white and against JupyterLab's dark
	// background, and tells its neighbours apart for colour-blind readers.
	palette = []color.RGBA{
		{R: 0x2f, G: 0x81, B: 0xd6, A: 255}, // blue
		{R: 0xd0, G: 0x6a, B: 0x1c, A: 255}, // orange
		{R: 0x1f, G: 0x92, B: 0x6b, A: 255}, // green
		{R: 0xb8, G: 0x5f, B: 0xc4, A: 255}, // purple
		{R: 0xc7, G: 0x4b, B: 0x50, A: 255}, // red
		{R: 0x7d, G: 0x86, B: 0x91, A: 255}, // grey
	}
	dashes = [][]vg.Length{nil, {vg.Points(6), vg.Points(3)}, {vg.Points(2), vg.Points(2)}}
)

// SVG draws f. It returns an error if f fails its Check.
func SVG(f figure.Figure) ([]byte, error) {
	p, err := newPlot(f)
	if err != nil {
		return nil, err
	}
	canvas := vgsvg.New(width, height)
	p.Draw(draw.New(canvas))
	var buf bytes.Buffer
	if _, err := canvas.WriteTo(&buf); err != nil {
		return nil, err
	}
	return adapt(buf.Bytes()), nil
}

// adapt makes the file part of a page: no XML prologue, a size that follows the
// page's width, the page's text colour and font.
func adapt(svg []byte) []byte {
	_, body, _ := strings.Cut(string(svg), "<svg")
	_, body, _ = strings.Cut(body, ">")
	w, h := width.Points(), height.Points()
	head := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" style="width:100%%;max-width:%gpx;height:auto" role="img">`, w, h, math.Round(w*1.4))
	body = strings.ReplaceAll(body, "#010203", "currentColor")
	body = strings.ReplaceAll(body, "font-family:Liberation Sans;", "font-family:'Liberation Sans',Arial,Helvetica,sans-serif;")
	return []byte(head + body)
}

// File makes a file of an SVG that takes its colour from a page: in a viewer of
// its own it is dark on light, or light on dark where the reader wants that.
func File(svg []byte) []byte {
	head, body, _ := bytes.Cut(svg, []byte(">"))
	return slices.Concat(head, []byte("><style>:root{color:#24292f}@media(prefers-color-scheme:dark){:root{color:#d8dee4}}</style>"), body)
}

func newPlot(f figure.Figure) (*plot.Plot, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	p := plot.New()
	p.BackgroundColor = nil
	p.Title.Text, p.X.Label.Text, p.Y.Label.Text = f.Title, f.X, f.Y
	p.Title.TextStyle.Color = page
	p.Title.TextStyle.Font.Variant, p.Title.TextStyle.Font.Size = "Sans", vg.Points(12)
	p.Title.Padding = vg.Points(8)
	for _, ax := range []*plot.Axis{&p.X, &p.Y} {
		ax.Color, ax.Label.TextStyle.Color, ax.Tick.Label.Color, ax.Tick.Color = page, page, page, page
		ax.Label.TextStyle.Font.Variant, ax.Tick.Label.Font.Variant = "Sans", "Sans"
		ax.Label.TextStyle.Font.Size, ax.Tick.Label.Font.Size = vg.Points(10), vg.Points(9)
		ax.Label.Padding = vg.Points(4)
		ax.LineStyle.Width, ax.Tick.LineStyle.Width = vg.Points(0.7), vg.Points(0.7)
	}
	if f.LogX {
		p.X.Scale, p.X.Tick.Marker = plot.LogScale{}, logTicks{}
	}
	if f.LogY {
		p.Y.Scale, p.Y.Tick.Marker = plot.LogScale{}, logTicks{}
	}
	g := plotter.NewGrid()
	g.Horizontal = draw.LineStyle{Color: grid, Width: vg.Points(0.3)}
	g.Vertical = g.Horizontal
	p.Add(g)
	p.Legend.Top, p.Legend.Left = true, true
	p.Legend.XOffs, p.Legend.YOffs = vg.Points(8), vg.Points(-4)
	p.Legend.TextStyle.Color = page
	p.Legend.TextStyle.Font.Variant, p.Legend.TextStyle.Font.Size = "Sans", vg.Points(9)
	p.Legend.Padding = vg.Points(2)
	for i, l := range f.Lines {
		xys := points(l)
		line, dots, err := plotter.NewLinePoints(xys)
		if err != nil {
			return nil, fmt.Errorf("line %q: %w", l.Name, err)
		}
		c := palette[i%len(palette)]
		line.Color, line.Width = c, vg.Points(1.6)
		line.Dashes = dashes[i/len(palette)%len(dashes)]
		dots.Color, dots.Shape, dots.Radius = c, draw.CircleGlyph{}, vg.Points(2)
		p.Add(line)
		if len(xys) <= 40 {
			p.Add(dots)
		}
		if l.Name != "" {
			p.Legend.Add(l.Name, line)
		}
	}
	// Room for the legend above the lines.
	if n := len(f.Lines); n > 0 && f.Lines[0].Name != "" {
		room := 0.075 * float64(n)
		if f.LogY {
			p.Y.Max *= math.Pow(p.Y.Max/p.Y.Min, room)
		} else {
			p.Y.Max += (p.Y.Max - p.Y.Min) * room
		}
	}
	return p, nil
}

func points(l figure.Line) plotter.XYs {
	xys := make(plotter.XYs, len(l.X))
	for i := range xys {
		xys[i] = plotter.XY{X: l.X[i], Y: l.Y[i]}
	}
	return xys
}

// logTicks labels the decades as numbers people read: 0.1, 10, 10k, 1M.
type logTicks struct{}

func (logTicks) Ticks(lo, hi float64) (ticks []plot.Tick) {
	if lo <= 0 {
		return nil
	}
	first, last := int(math.Floor(math.Log10(lo))), int(math.Ceil(math.Log10(hi)))
	few := last-first <= 2
	for e := first; e <= last; e++ {
		for m := 1; m < 10; m++ {
			v := float64(m) * math.Pow10(e)
			label := ""
			if m == 1 || few && (m == 2 || m == 5) {
				label = short(v)
			}
			ticks = append(ticks, plot.Tick{Value: v, Label: label})
		}
	}
	return ticks
}

func short(v float64) string {
	for _, u := range []struct {
		size float64
		name string
	}{{1e9, "G"}, {1e6, "M"}, {1e3, "k"}} {
		if v >= u.size {
			return strconv.FormatFloat(v/u.size, 'g', 6, 64) + u.name
		}
	}
	return strconv.FormatFloat(v, 'g', 6, 64)
}
