package draw

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"fastergo/internal/figure"
)

func line(xs ...float64) figure.Line { return figure.Line{Name: "l", X: xs, Y: xs} }

func TestSVGIsPartOfThePage(t *testing.T) {
	f := figure.Figure{Title: "time & <space>", X: "n", Y: "ns", LogX: true, LogY: true, Lines: []figure.Line{line(1, 10, 1e6), line(2, 3)}}
	svg, err := SVG(f)
	if err != nil {
		t.Fatal(err)
	}
	s := string(svg)
	if !strings.HasPrefix(s, "<svg ") {
		t.Errorf("starts with %.40q", s)
	}
	for _, want := range []string{"currentColor", "time &amp; &lt;space&gt;", "viewBox", ">1M<"} {
		if !strings.Contains(s, want) {
			t.Errorf("no %q in the drawing", want)
		}
	}
	if strings.Contains(s, "#010203") || strings.Contains(s, "#-") {
		t.Error("a colour that stands for another was left in the drawing")
	}
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("not XML: %v", err)
		}
	}
}

func TestSVGOfUnusualData(t *testing.T) {
	for name, f := range map[string]figure.Figure{
		"one point":      {Lines: []figure.Line{line(1)}},
		"constant":       {LogX: true, LogY: true, Lines: []figure.Line{{X: []float64{1, 2}, Y: []float64{3, 3}}}},
		"no title":       {Lines: []figure.Line{line(-1, 1)}},
		"many lines":     {Lines: []figure.Line{line(1, 2), line(1, 2), line(1, 2), line(1, 2), line(1, 2), line(1, 2), line(1, 2)}},
		"under a decade": {LogX: true, LogY: true, Lines: []figure.Line{line(2, 3)}},
	} {
		if _, err := SVG(f); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSVGRefusesWhatCannotBeDrawn(t *testing.T) {
	if _, err := SVG(figure.Figure{}); err == nil {
		t.Error("drew a figure without lines")
	}
}
