package draw

import (
	"image"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fastergo/internal/figure"
)

// A scale turns values into colours. It stands beside the plot as a bar.
type scale struct {
	lo, hi  float64
	colours [][3]uint8
	label   string
}

// scaleOf returns the scale of f's heat map, or of the values of its points;
// nil if there are neither.
func scaleOf(f figure.Figure) *scale {
	if len(f.Heat.Z) > 0 {
		return heatScale(f.Heat)
	}
	s := &scale{lo: math.Inf(1), hi: math.Inf(-1), colours: figure.Colors["viridis"]}
	for _, p := range f.Points {
		if len(p.Value) > 0 {
			s.lo, s.hi = min(s.lo, slices.Min(p.Value)), max(s.hi, slices.Max(p.Value))
		}
	}
	if s.lo > s.hi {
		return nil
	}
	return s
}

func heatScale(h figure.Heat) *scale {
	s := &scale{colours: figure.Colors[nonempty(h.Map, "viridis")], label: h.Label}
	s.lo, s.hi = h.Extremes()
	if h.Map == "diverging" {
		s.hi = max(math.Abs(s.lo), math.Abs(s.hi))
		s.lo = -s.hi
	}
	if h.Lim[0] < h.Lim[1] {
		s.lo, s.hi = h.Lim[0], h.Lim[1]
	}
	return s
}

func (s *scale) colour(v float64) color.RGBA {
	if s.lo == s.hi {
		return shade(s.colours, 0.5)
	}
	return shade(s.colours, (v-s.lo)/(s.hi-s.lo))
}

// ends are the values at the bar's ends.
func (s *scale) ends() (lo, hi float64) {
	if s.lo == s.hi {
		r := [2]float64{s.lo, s.hi}
		widen(&r, false)
		return r[0], r[1]
	}
	return s.lo, s.hi
}

func (s *scale) ticks() linearTicks {
	name := plain
	if isTime(s.label) {
		name = seconds
	}
	return linearTicks{name, 6}
}

// width is the room that the bar takes with its ticks and its label.
func (s *scale) width() vg.Length {
	sty := style(tickSize, draw.XLeft, draw.YCenter)
	w := vg.Length(0)
	for _, t := range s.ticks().Ticks(s.ends()) {
		w = max(w, sty.Width(t.Label))
	}
	if s.label != "" {
		w += labelSize * 1.5
	}
	return 12 + 10 + 8 + w
}

// draw draws the bar into c, and ticks and label to the right of it.
func (s *scale) draw(c draw.Canvas) {
	const steps = 128
	lo, hi := s.ends()
	img := image.NewRGBA(image.Rect(0, 0, 1, steps))
	for i := range steps {
		img.SetRGBA(0, i, s.colour(hi-(hi-lo)*(float64(i)+0.5)/steps))
	}
	c.DrawImage(c.Rectangle, img)
	sty := style(tickSize, draw.XLeft, draw.YCenter)
	edge := c.Max.X
	tick := draw.LineStyle{Color: page, Width: 0.7}
	for _, t := range s.ticks().Ticks(lo, hi) {
		y := c.Min.Y + c.Size().Y*vg.Length((t.Value-lo)/(hi-lo))
		c.StrokeLine2(tick, c.Max.X, y, c.Max.X+3, y)
		c.FillText(sty, vg.Point{X: c.Max.X + 5, Y: y}, t.Label)
		edge = max(edge, c.Max.X+5+sty.Width(t.Label))
	}
	if s.label != "" {
		l := style(labelSize, draw.XCenter, draw.YTop)
		l.Rotation = math.Pi / 2
		c.FillText(l, vg.Point{X: edge + 3, Y: c.Center().Y}, shorten(l, s.label, c.Size().Y))
	}
}
