package draw

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fastergo/internal/figure"
)

var update = flag.Bool("update", false, "write the golden files")

func line1(xs ...float64) figure.Line { return figure.Line{Name: "l", X: xs, Y: xs} }

func curve(name string, n int, lo, hi float64, f func(float64) float64) figure.Line {
	l := figure.Line{Name: name}
	for i := range n {
		x := lo + (hi-lo)*float64(i)/float64(n-1)
		l.X, l.Y = append(l.X, x), append(l.Y, f(x))
	}
	return l
}

// scattered are n points around k centres, in groups.
func scattered(n, k int) (p figure.Points) {
	s := uint32(1)
	next := func() float64 {
		s = s*1664525 + 1013904223
		return float64(s>>8) / (1 << 24)
	}
	for i := range n {
		g := i % k
		a, r := 2*math.Pi*next(), next()*next()
		p.X = append(p.X, 3*math.Cos(2*float64(g))+1.6*r*math.Cos(a))
		p.Y = append(p.Y, 2*math.Sin(2*float64(g))+1.6*r*math.Sin(a))
		p.Group = append(p.Group, g)
	}
	return p
}

// gallery holds a figure of each kind.
func gallery() map[string][]figure.Figure {
	cost := func(name string, fixed, each float64) (l figure.Line) {
		l.Name = name
		for n := 16.0; n <= 1<<22; n *= 4 {
			l.X, l.Y = append(l.X, n), append(l.Y, fixed+each*n)
		}
		return l
	}
	clusters := scattered(60, 3)
	clusters.Alpha = []float64{0.8}
	centres := figure.Points{Name: "centre", X: []float64{3, -1.2, -1.9}, Y: []float64{0, 1.8, -1.5}, Group: []int{0, 1, 2}, Marker: "cross", Size: []float64{3}}
	values := scattered(50, 2)
	values.Group, values.Value, values.Size = nil, values.X, []float64{1.5}
	many := scattered(20000, 4)
	many.Alpha = []float64{0.5}
	heat := figure.Heat{Label: "distance"}
	for i := range 12 {
		var row []float64
		for j := range 18 {
			row = append(row, math.Hypot(float64(i)-4, float64(j)-9))
		}
		heat.Z = append(heat.Z, row)
	}
	signed := figure.Heat{Map: "diverging", X: [2]float64{0, 2e-3}, Y: [2]float64{0, 50}}
	for i := range 5 {
		signed.Z = append(signed.Z, []float64{float64(i) - 3, 1, -1})
	}
	lines := figure.Figure{Title: "Two waves", X: "x", Y: "y", Lines: []figure.Line{curve("sin x", 60, 0, 7, math.Sin), curve("cos x", 60, 0, 7, math.Cos)}}
	hist := figure.Figure{Title: "Histogram", X: "value", Y: "count", Bars: []figure.Bars{
		{Name: "first", Edges: []float64{-2, -1, 0, 1, 2}, Heights: []float64{3, 14, 12, 5}},
		{Name: "second", Edges: []float64{-1, 0, 1, 2, 3}, Heights: []float64{2, 9, 16, 4}},
	}}
	faint := cost("10 GB/s", 1e-9, 8e-10)
	faint.Faint = true
	scatter := figure.Figure{Title: "Clusters and their centres", X: "first feature", Y: "second feature", Points: []figure.Points{clusters, centres}}
	heats := figure.Figure{Title: "Heat map", X: "column", Y: "row", Heat: heat}
	return map[string][]figure.Figure{
		"lines":    {lines},
		"log-log":  {{Title: "Adding a constant: time of a call", X: "elements", Y: "seconds a call", LogX: true, LogY: true, Lines: []figure.Line{cost("yours: At and Set", 5e-8, 4e-9), cost("np.AddScalar: a new array", 4e-7, 6e-10), cost("np.AddScalarInto", 1e-7, 2e-10), faint}}},
		"scatter":  {scatter},
		"values":   {{Title: "A colour for each value", X: "x", Y: "y", Points: []figure.Points{values}}},
		"many":     {{Title: "Twenty thousand points", X: "x", Y: "y", Points: []figure.Points{many}}},
		"hist":     {hist},
		"heat":     {heats},
		"signed":   {{Title: "About zero", X: "seconds", Y: "position", Heat: signed}},
		"subplots": {lines, scatter, hist, heats},
		"plain":    {{Lines: []figure.Line{curve("", 200, 0, 100000, math.Sqrt)}}},
	}
}

func TestGolden(t *testing.T) {
	for name, figs := range gallery() {
		t.Run(name, func(t *testing.T) {
			svg, err := Subplots(2, figs...)
			if err != nil {
				t.Fatal(err)
			}
			checkXML(t, string(svg))
			if len(svg) > 500_000 {
				t.Errorf("%d bytes for a notebook to carry", len(svg))
			}
			if dir := os.Getenv("FASTERGO_SCREENSHOTS"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, name+".svg"), svg, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			golden(t, filepath.Join("testdata", name+".svg"), svg)
		})
	}
}

// pixels are an image's, which Go's releases may compress differently.
var pixels = regexp.MustCompile(`base64,[^"]*`)

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	got = pixels.ReplaceAll(got, []byte("base64,"))
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is another picture: look at it, then run go test -update", path)
	}
}

func checkXML(t *testing.T, s string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("not XML: %v", err)
		}
		if start, ok := tok.(xml.StartElement); ok {
			for _, a := range start.Attr {
				if a.Name.Space != "" {
					t.Errorf("attribute %s of a name space that the page does not declare", a.Name)
				}
			}
		}
	}
}

func TestSVGIsPartOfThePage(t *testing.T) {
	f := figure.Figure{Title: "time & <space>", X: "n", Y: "ns", LogX: true, LogY: true, Lines: []figure.Line{line1(1, 10, 1e6), line1(2, 3)}}
	svg, err := SVG(f)
	if err != nil {
		t.Fatal(err)
	}
	s := string(svg)
	if !strings.HasPrefix(s, "<svg ") {
		t.Errorf("starts with %.40q", s)
	}
	for _, want := range []string{"currentColor", "time &amp; &lt;space&gt;", "viewBox", ">1M<", `aria-label="time &amp; &lt;space&gt;: plot of lines: ns over n; l and l."`} {
		if !strings.Contains(s, want) {
			t.Errorf("no %q in the drawing", want)
		}
	}
	if strings.Contains(s, "#010203") || strings.Contains(s, "#-") {
		t.Error("a colour that stands for another was left in the drawing")
	}
	checkXML(t, s)
}

func TestSVGOfUnusualData(t *testing.T) {
	same := []float64{3, 3}
	for name, f := range map[string]figure.Figure{
		"one point":      {Lines: []figure.Line{line1(1)}},
		"constant":       {LogX: true, LogY: true, Lines: []figure.Line{{X: []float64{1, 2}, Y: same}}},
		"no title":       {Lines: []figure.Line{line1(-1, 1)}},
		"many lines":     {Lines: []figure.Line{line1(1, 2), line1(1, 2), line1(1, 2), line1(1, 2), line1(1, 2), line1(1, 2), line1(1, 2)}},
		"under a decade": {LogX: true, LogY: true, Lines: []figure.Line{line1(2, 3)}},
		"huge":           {Lines: []figure.Line{line1(-1e300, 1e300)}},
		"largest":        {Lines: []figure.Line{line1(-4e307, 4e307)}, Heat: figure.Heat{Z: [][]float64{{-4e307, 4e307}}, Map: "diverging"}},
		"all magnitudes": {LogX: true, LogY: true, Lines: []figure.Line{line1(5e-324, 1, 4e307)}},
		"tiny":           {Lines: []figure.Line{line1(1, math.Nextafter(1, 2))}},
		"one value":      {Points: []figure.Points{{X: same, Y: same, Value: same}}},
		"one cell":       {Heat: figure.Heat{Z: [][]float64{{7}}}},
		"one bar":        {Bars: []figure.Bars{{Edges: []float64{0, 1}, Heights: []float64{0}}}},
		"below zero":     {Bars: []figure.Bars{{Edges: []float64{0, 1, 2}, Heights: []float64{-2, -1}}}},
		"outside":        {XLim: [2]float64{5, 6}, YLim: [2]float64{5, 6}, Lines: []figure.Line{line1(1, 2)}, Points: []figure.Points{{X: same, Y: same}}},
		"long names":     {Title: strings.Repeat("long ", 60), Lines: []figure.Line{{Name: strings.Repeat("name ", 60), X: same, Y: same}}},
	} {
		svg, err := SVG(f)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(string(svg), "NaN") || strings.Contains(string(svg), "Inf") {
			t.Errorf("%s: a coordinate is not finite", name)
		}
	}
}

func TestNameOfAFaintPoint(t *testing.T) {
	names := func(x float64) int {
		svg, err := SVG(figure.Figure{
			Lines: []figure.Line{{Name: "elsewhere", X: []float64{x}, Y: []float64{2}, Faint: true}},
			XLim:  [2]float64{0, 3}, YLim: [2]float64{0, 3},
		})
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(string(svg), "elsewhere")
	}
	if in, out := names(1), names(5); in <= out {
		t.Errorf("its name is there %d times, %d times of one outside", in, out)
	}
}

func TestRefusesWhatCannotBeDrawn(t *testing.T) {
	if _, err := SVG(figure.Figure{}); err == nil {
		t.Error("drew an empty figure")
	}
	if _, err := Subplots(2); err == nil {
		t.Error("drew no figures")
	}
	if _, err := Subplots(0, figure.Figure{Lines: []figure.Line{line1(1)}}); err == nil {
		t.Error("drew in no columns")
	}
}

// What is too long for its place ends in an ellipsis, and no text is wider in
// another font.
func TestLongText(t *testing.T) {
	long := strings.Repeat("so very long ", 30)
	l := line1(1, 2, 3)
	l.Name = long + "line"
	faint := l
	faint.Faint, faint.Name = true, long+"faint"
	svg, err := SVG(figure.Figure{Title: strings.Repeat("title", 50), X: long + "x", Y: long + "y", Lines: []figure.Line{l, faint}, Heat: figure.Heat{}})
	if err != nil {
		t.Fatal(err)
	}
	long1 := regexp.MustCompile(`<text [^>]*textLength="([0-9.]+)" lengthAdjust="spacingAndGlyphs">([^<]*)</text>`).FindAllStringSubmatch(string(svg), -1)
	ends := 0
	for _, m := range long1 {
		if strings.HasSuffix(m[2], "…") {
			ends++
		}
		if w, _ := strconv.ParseFloat(m[1], 64); w < 5 || w > width.Points() {
			t.Errorf("%q is %s wide", m[2], m[1])
		}
	}
	if ends != 5 {
		t.Errorf("%d texts are shortened, want title, two axes and two lines: %q", ends, long1)
	}
}

func TestTicks(t *testing.T) {
	for _, test := range []struct {
		log    bool
		label  string
		n      int
		lo, hi float64
		want   string
	}{
		{false, "x", 5, 0, 1, "0 0.2 0.4 0.6 0.8 1"},
		{false, "x", 5, -0.3, 0.3, "-0.2 0 0.2"},
		{false, "year", 5, 1990, 2020, "1990 2000 2010 2020"},
		{false, "x", 4, 0, 100000, "0 50k 100k"},
		{false, "seconds", 4, 0, 3e-6, "0 1 µs 2 µs 3 µs"},
		{false, "x", 5, 0, 3e-9, "0 1e-9 2e-9 3e-9"},
		{true, "n", 5, 0.1, 1e4, "0.1 1 10 100 1k 10k"},
		{true, "seconds a call", 5, 1e-7, 1e-4, "100 ns 1 µs 10 µs 100 µs"},
		{true, "n", 4, 1, 1e16, "1 10k 100M 1T 1e16"},
		{true, "n", 4, 1, 100, "1 2 5 10 20 50 100"},
		{true, "n", 4, 3.1, 3.9, "3.2 3.4 3.6 3.8"},
		{false, "x", 4, 1e15 - 0.25, 1e15 + 2.25, "1000000000000000 1000000000000001 1000000000000002"},
		{false, "x", 4, 1e16, 1e16 + 2, "10000000000000000 10000000000000002"},
		{false, "x", 4, 0, 5e-324, "0 4.94066e-324"},
		{false, "x", 4, 123456.701, 123456.702, "123.456701k 123.4567015k 123.456702k"},
	} {
		_, ticker := axis(test.log, test.label, test.n)
		var got []string
		for _, tick := range ticker.Ticks(test.lo, test.hi) {
			if tick.Label != "" && tick.Value >= test.lo*(1-1e-9)-1e-300 && tick.Value <= test.hi*(1+1e-9) {
				got = append(got, tick.Label)
			}
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s from %g to %g: ticks %s, want %s", test.label, test.lo, test.hi, s, test.want)
		}
	}
}

// A marker stamped into an image covers about as much as one drawn.
func TestMarkersCover(t *testing.T) {
	for _, marker := range figure.Markers {
		covered := 0.0
		const r = 30.0
		for y := -45.5; y < 46; y++ {
			for x := -45.5; x < 46; x++ {
				covered += cover(marker, x/r, y/r, r)
			}
		}
		share := covered / (math.Pi * r * r)
		if lines := marker == "plus" || marker == "cross"; lines && (share < 0.2 || share > 0.6) || !lines && (share < 0.7 || share > 1.1) {
			t.Errorf("%s covers %.2f of a circle", marker, share)
		}
	}
}
