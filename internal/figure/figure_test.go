package figure

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
)

func line(xs ...float64) Line { return Line{Name: "l", X: xs, Y: xs} }

func TestAppendJSONReadsBack(t *testing.T) {
	for _, f := range []Figure{
		{},
		{Title: "a \"quote\", a \\ and\na line, é <b>", X: "\x01\x1f", Y: "ns", LogY: true, Lines: []Line{line(1, -2.5e-300, 1e21), {Name: "", Faint: true}}},
		{XLim: [2]float64{-1, 2}, YLim: [2]float64{0, 3}, Points: []Points{
			{Name: "p", X: []float64{1, 2}, Y: []float64{3, 4}, Group: []int{0, 3}, Alpha: []float64{0.5}, Size: []float64{1, 2}, Marker: "cross"},
			{X: []float64{1}, Y: []float64{3}, Value: []float64{7}},
		}},
		{Bars: []Bars{{Name: "b", Edges: []float64{0, 1, 2}, Heights: []float64{3, 4}}, {}}},
		{Heat: Heat{Z: [][]float64{{1, 2}, {3, 4}}, X: [2]float64{0, 1}, Y: [2]float64{1, 0}, Lim: [2]float64{0, 4}, Label: "z", Map: "grey"}},
	} {
		var got Figure
		text := f.AppendJSON(nil)
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		if !reflect.DeepEqual(got, f) {
			t.Errorf("got %+v\nwant %+v", got, f)
		}
	}
}

func TestCheck(t *testing.T) {
	two := []float64{1, 2}
	points := func(change func(*Points)) Figure {
		p := Points{Name: "p", X: two, Y: two}
		change(&p)
		return Figure{Points: []Points{p}}
	}
	bars := func(edges ...float64) Figure {
		return Figure{Bars: []Bars{{Name: "b", Edges: edges, Heights: two}}}
	}
	for want, f := range map[string]Figure{
		"the figure is empty":                              {},
		`line "l" has 2 x values and 1 y values`:           {Lines: []Line{{Name: "l", X: two, Y: []float64{1}}}},
		`line "l": point 1, (0, 0), has no place`:          {LogY: true, Lines: []Line{line(1, 0)}},
		`line "l": point 1, (-1, -1), has no place`:        {LogX: true, Lines: []Line{line(1, -1)}},
		`line "l": point 1, (+Inf, +Inf), is not finite`:   {Lines: []Line{line(1, math.Inf(1))}},
		`line "l": point 0, (NaN, NaN), is not finite`:     {Lines: []Line{line(math.NaN())}},
		`line "l": point 1, (1e+308, 1e+308), is too`:      {Lines: []Line{line(-1e307, 1e308)}},
		"element (0, 1), -1.5e+308, is too large":          {Heat: Heat{Z: [][]float64{{1, -1.5e308}}}},
		`bars "b": edge 1, 1e+308, is too large`:           bars(0, 1e308, 1.5e308),
		`line "l" has no points`:                           {Lines: []Line{{Name: "l"}}},
		`points "p" has no points`:                         {Points: []Points{{Name: "p"}}},
		`points "p" has 2 points and 1 groups`:             points(func(p *Points) { p.Group = []int{1} }),
		`points "p" has 2 points and 3 sizes`:              points(func(p *Points) { p.Size = []float64{1, 2, 3} }),
		`points "p": point 1 is of group -1`:               points(func(p *Points) { p.Group = []int{1, -1} }),
		`points "p": value 1, NaN, is not finite`:          points(func(p *Points) { p.Value = []float64{1, math.NaN()} }),
		`points "p" has groups and values`:                 points(func(p *Points) { p.Value, p.Group = two, []int{0, 0} }),
		`points "p": alpha 0 is 2: opacity`:                points(func(p *Points) { p.Alpha = []float64{2} }),
		`points "p": size 0 is -1`:                         points(func(p *Points) { p.Size = []float64{-1} }),
		`no marker is called "star": there are circle, sq`: points(func(p *Points) { p.Marker = "star" }),
		`bars "b" has 2 heights and 2 edges`:               bars(0, 1),
		`bars "b": edge 2, 1, is not greater`:              bars(0, 1, 1),
		`bars "b" has no place on a logarithmic axis`:      {LogY: true, Bars: bars(1, 2, 3).Bars},
		`bars "b": height 0, +Inf, is not finite`:          {Bars: []Bars{{Name: "b", Edges: two, Heights: []float64{math.Inf(1)}}}},
		"row 1 has 1 elements, row 0 has 2":                {Heat: Heat{Z: [][]float64{{1, 2}, {3}}}},
		"element (0, 1), NaN, is not finite":               {Heat: Heat{Z: [][]float64{{1, math.NaN()}}}},
		"the heat map has no columns":                      {Heat: Heat{Z: [][]float64{{}}}},
		"Lim is from 2 to 1":                               {Heat: Heat{Z: [][]float64{{1}}, Lim: [2]float64{2, 1}}},
		`no colour map is called "jet": there are viridis`: {Heat: Heat{Z: [][]float64{{1}}, Map: "jet"}},
		"a heat map has no place on a logarithmic axis":    {LogX: true, Heat: Heat{Z: [][]float64{{1}}}},
		"XLim is from 2 to 1":                              {XLim: [2]float64{2, 1}, Lines: []Line{line(1)}},
		"YLim begins at 0, which has no place":             {LogY: true, YLim: [2]float64{0, 1}, Lines: []Line{line(1)}},
	} {
		if err := f.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got error %v, want %q in it", err, want)
		}
	}
	for name, f := range map[string]Figure{
		"line":         {LogX: true, Lines: []Line{line(1, 2)}},
		"many of each": {Lines: []Line{line(1)}, Points: points(func(p *Points) { p.Alpha, p.Size = []float64{0.5}, two }).Points, Bars: bars(0, 1, 2).Bars, Heat: Heat{Z: [][]float64{{1}}}},
	} {
		if err := f.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestText(t *testing.T) {
	two := []float64{1, 2}
	for _, test := range []struct {
		f         Figure
		text, alt string
	}{
		{
			Figure{Title: "squares", X: "n", Y: "n*n", Lines: []Line{{Name: "a", X: []float64{1, 2, 3}, Y: []float64{1, 9, 4}}}},
			"Figure: squares (n*n over n)\n  a: 3 points, n = 1 to 3, n*n from 1 to 9",
			"squares: plot of a line: n*n over n; a.",
		},
		{
			Figure{Points: []Points{{X: two, Y: two, Group: []int{4, 0}}, {Name: "v", X: two, Y: two, Value: two}}, Lines: []Line{line(1), line(1)}},
			"Figure (y over x)\n  l: 1 point, x = 1 to 1, y from 1 to 1\n  l: 1 point, x = 1 to 1, y from 1 to 1\n  points: 2 points, x from 1 to 2, y from 1 to 2\n    group 0: 1 point\n    group 4: 1 point\n  v: 2 points, x from 1 to 2, y from 1 to 2, values from 1 to 2",
			"Plot of lines and points: y over x; l, l and v.",
		},
		{
			Figure{Bars: []Bars{{Edges: []float64{0, 1, 2}, Heights: two}}},
			"Figure (y over x)\n  bars: 2 bars, x = 0 to 2, heights from 1 to 2",
			"Plot of bars: y over x.",
		},
		{
			Figure{Title: "T", Heat: Heat{Z: [][]float64{{1, 2}, {3, 4}, {5, 6}}}},
			"Figure: T\n  heat map: 3 rows by 2 columns, from 1 to 6",
			"T: plot of a heat map: rows over columns.",
		},
	} {
		if got := test.f.Text(); got != test.text {
			t.Errorf("got text\n%s\nwant\n%s", got, test.text)
		}
		if got := test.f.Alt(); got != test.alt {
			t.Errorf("got alt %q\nwant %q", got, test.alt)
		}
	}
}

func TestThinKeepsWhatIsSeen(t *testing.T) {
	const n = 300_000
	l := Line{Name: "l", X: make([]float64, n), Y: make([]float64, n)}
	for i := range n {
		l.X[i], l.Y[i] = float64(i+1), math.Sin(float64(i))
	}
	l.Y[123_456], l.Y[234_567] = 7, -7
	for _, log := range []bool{false, true} {
		thin := l.thin(log)
		if len(thin.X) > 10_000 || len(thin.X) < 2_000 {
			t.Errorf("log %t: %d points left", log, len(thin.X))
		}
		if lo, hi := extremes(thin.Y); lo != -7 || hi != 7 {
			t.Errorf("log %t: from %g to %g", log, lo, hi)
		}
		if thin.X[0] != 1 || thin.X[len(thin.X)-1] != n {
			t.Errorf("log %t: ends at %g and %g", log, thin.X[0], thin.X[len(thin.X)-1])
		}
	}
	if back := (Line{X: append([]float64{n}, l.X...), Y: append([]float64{0}, l.Y...)}); len(back.thin(false).X) != n+1 {
		t.Error("a line that turns back was thinned")
	}
	if same := (Line{X: make([]float64, n), Y: l.Y}); len(same.thin(false).X) > 4 {
		t.Error("a line of one x was not thinned")
	}
}
