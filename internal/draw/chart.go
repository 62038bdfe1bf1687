package draw

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"image/color"
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"fastergo/internal/figure"
)

//go:embed chart.js
var chartJS string

// Chart returns HTML that follows f's picture and puts an interactive chart in
// its place where JupyterLab brings echarts with it. It returns an error if f
// fails its Check.
func Chart(f figure.Figure) ([]byte, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	chart := map[string]any{
		"option": option(f), "timeX": isTime(f.X), "timeY": isTime(f.Y), "short": f.LogX || f.LogY,
	}
	data, err := json.Marshal(chart) // which writes < as \u003c: nothing ends the script early
	if err != nil {
		return nil, err
	}
	chart["id"] = fmt.Sprintf("%x", sha256.Sum256(data))[:12]
	if data, err = json.Marshal(chart); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<div class="fg-chart" data-chart="%s" role="img" aria-label="%s" style="display:none;width:100%%;max-width:%gpx;height:%gpx"></div>`,
		chart["id"], html.EscapeString(f.Alt()), math.Round(width.Points()*zoom), math.Round(height.Points()*zoom)+20)
	fmt.Fprintf(&b, "<script>{\nconst CHART = %s;\n%s}</script>", data, chartJS)
	return b.Bytes(), nil
}

// option is what echarts calls all that a chart is made of. Colours of text and
// axes are the page's: chart.js knows them.
func option(f figure.Figure) map[string]any {
	c := charts.NewLine()
	heat := len(f.Heat.Z) > 0
	trigger := "axis"
	if heat || len(f.Points) > 0 {
		trigger = "item"
	}
	c.SetGlobalOptions(
		charts.WithTitleOpts(opts.Title{Title: f.Title, Left: "center"}),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: trigger}),
		charts.WithAnimation(false),
	)
	series := func(s charts.SingleSeries) { c.MultiSeries = append(c.MultiSeries, s) }
	next := 0
	for _, ps := range f.Points {
		if len(ps.Group) > 0 {
			next = max(next, slices.Max(ps.Group)+1)
		}
	}
	for _, b := range f.Bars {
		data := make([][2]float64, 0, len(b.Edges))
		for i, h := range b.Heights {
			data = append(data, [2]float64{b.Edges[i], h})
		}
		data = append(data, [2]float64{b.Edges[len(b.Edges)-1], b.Heights[len(b.Heights)-1]})
		series(charts.SingleSeries{Name: b.Name, Type: types.ChartLine, Step: "end", ShowSymbol: opts.Bool(false), Data: data,
			LineStyle: &opts.LineStyle{Color: css(palette[next%len(palette)]), Width: 1.2}, ItemStyle: &opts.ItemStyle{Color: css(palette[next%len(palette)])},
			AreaStyle: &opts.AreaStyle{Color: css(palette[next%len(palette)]), Opacity: opts.Float(float32(opacity(len(f.Bars))))}})
		next++
	}
	for _, l := range f.Lines {
		s := charts.SingleSeries{Name: l.Name, Type: types.ChartLine, Data: pairs(l.X, l.Y), ShowSymbol: opts.Bool(len(l.X) <= fewPoints && !l.Faint), Symbol: "circle"}
		if l.Faint {
			s.LineStyle, s.ItemStyle = &opts.LineStyle{Color: css(grid), Width: 1.2, Type: "dashed"}, &opts.ItemStyle{Color: css(grid)}
		} else {
			dash := []string{"solid", "dashed", "dotted"}[next/len(palette)%3]
			s.LineStyle, s.ItemStyle = &opts.LineStyle{Color: css(palette[next%len(palette)]), Width: 2, Type: dash}, &opts.ItemStyle{Color: css(palette[next%len(palette)])}
			next++
		}
		series(s)
	}
	sc := scaleOf(f)
	valued := []int{}
	for _, p := range f.Points {
		ps := points{p, next, sc}
		groups := p.Groups()
		if len(groups) == 0 {
			all := make([]int, len(p.X))
			for i := range all {
				all[i] = i
			}
			groups = []figure.Group{{ID: -1, Members: all}}
		}
		for _, g := range groups {
			look := ps.glyph(g.Members[0])
			s := charts.SingleSeries{Name: p.Name, Type: types.ChartScatter, Symbol: symbols[look.marker], SymbolSize: math.Round(20*float64(look.radius)*zoom) / 10}
			if g.ID >= 0 && p.Marker == "" {
				s.Name = fmt.Sprintf("%s %d", nonempty(p.Name, "group"), g.ID)
			}
			s.ItemStyle = &opts.ItemStyle{Color: css(look.colour), Opacity: opts.Float(float32(look.colour.A) / 255)}
			if len(p.Value) > 0 {
				s.ItemStyle.Color = ""
				valued = append(valued, len(c.MultiSeries))
			}
			s.Data = pointData(ps, g.Members)
			series(s)
		}
		if len(p.Group) == 0 && len(p.Value) == 0 {
			next++
		}
	}
	if heat {
		var data [][3]float64
		for i, row := range f.Heat.Z {
			for j, v := range row {
				data = append(data, [3]float64{float64(j), float64(i), v})
			}
		}
		c.MultiSeries = slices.Insert(c.MultiSeries, 0, charts.SingleSeries{Name: f.Heat.Label, Type: types.ChartHeatMap, Data: data})
		valued = []int{0}
	}
	o := c.JSON()
	x, y := ranges(f)
	o["xAxis"] = []map[string]any{axisOption(f.X, f.LogX, x, 28)}
	o["yAxis"] = []map[string]any{axisOption(f.Y, f.LogY, y, 54)}
	if heat {
		x, y = heatMap{f.Heat}.spans()
		o["xAxis"] = []map[string]any{cells(f.X, len(f.Heat.Z[0]), x, 28, false)}
		o["yAxis"] = []map[string]any{cells(f.Y, len(f.Heat.Z), y, 54, true)}
	}
	grid := map[string]any{"left": 76, "right": 24, "top": 64, "bottom": 46}
	if sc != nil {
		lo, hi := sc.ends()
		var stops []string
		for _, k := range sc.colours {
			stops = append(stops, css(color.RGBA{R: k[0], G: k[1], B: k[2], A: 255}))
		}
		o["visualMap"] = map[string]any{"type": "continuous", "min": lo, "max": hi, "calculable": true, "seriesIndex": valued, "dimension": 2,
			"inRange": map[string]any{"color": stops}, "right": 0, "top": "middle", "precision": 3}
		grid["right"] = 92
	}
	o["grid"] = grid
	// Plain maps where go-echarts has no field for what is needed here.
	names := []string{}
	for _, s := range c.MultiSeries {
		if s.Name != "" && s.Type != types.ChartHeatMap && !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	o["legend"] = map[string]any{"type": "scroll", "top": 28, "left": 10, "right": 130, "data": names}
	o["toolbox"] = map[string]any{"right": 8, "top": 24, "feature": map[string]any{
		"dataZoom":    map[string]any{"title": map[string]string{"zoom": "Zoom into an area", "back": "Undo zoom"}},
		"restore":     map[string]any{"title": "Show all"},
		"saveAsImage": map[string]any{"title": "Save as SVG", "type": "svg", "name": nonempty(f.Title, "figure")},
	}}
	// The wheel alone scrolls the page.
	o["dataZoom"] = []map[string]any{{"type": "inside", "xAxisIndex": 0, "filterMode": "none", "zoomOnMouseWheel": "ctrl"}}
	return o
}

// axisOption is an axis with the ends that the picture has. They are no ticks
// unless one is 0.
func axisOption(name string, log bool, ends [2]float64, gap int) map[string]any {
	o := map[string]any{"type": "value", "name": name, "nameLocation": "middle", "nameGap": gap, "min": ends[0], "max": ends[1],
		"axisLabel": map[string]any{"showMinLabel": ends[0] == 0, "showMaxLabel": ends[1] == 0}}
	if log {
		o["type"] = "log"
	}
	return o
}

// cells is the axis of n columns or rows of a heat map: their numbers, or the
// middles of what they span.
func cells(name string, n int, span [2]float64, gap int, inverse bool) map[string]any {
	labels := make([]string, n)
	for i := range labels {
		labels[i] = fmt.Sprintf("%.4g", span[0]+(span[1]-span[0])*(float64(i)+0.5)/float64(n))
	}
	return map[string]any{"type": "category", "data": labels, "name": name, "nameLocation": "middle", "nameGap": gap, "inverse": inverse}
}

// symbols are the markers as echarts knows them.
var symbols = map[string]string{
	"circle": "circle", "square": "rect", "triangle": "triangle",
	"plus":  "path://M4,0h2v4h4v2h-4v4h-2v-4h-4v-2h4z",
	"cross": "path://M1.5,0L5,3.5L8.5,0L10,1.5L6.5,5L10,8.5L8.5,10L5,6.5L1.5,10L0,8.5L3.5,5L0,1.5Z",
}

func pairs(xs, ys []float64) [][2]float64 {
	p := make([][2]float64, len(xs))
	for i := range p {
		p[i] = [2]float64{xs[i], ys[i]}
	}
	return p
}

// pointData are points as a series has them: plain numbers, unless each looks
// different.
func pointData(p points, members []int) any {
	plain, own := make([][]float64, len(members)), make([]map[string]any, len(members))
	for k, i := range members {
		plain[k] = []float64{p.X[i], p.Y[i]}
		if len(p.Value) > 0 {
			plain[k] = append(plain[k], p.Value[i])
		}
		g := p.glyph(i)
		own[k] = map[string]any{"value": plain[k], "symbolSize": math.Round(20*float64(g.radius)*zoom) / 10, "itemStyle": map[string]any{"opacity": float64(g.colour.A) / 255}}
	}
	if len(p.Alpha) > 1 || len(p.Size) > 1 {
		return own
	}
	return plain
}

func css(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
}
