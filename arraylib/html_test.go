package arraylib

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

func htmlSamples() map[string]Operand {
	return map[string]Operand{
		"scalar":  Scalar(2.5),
		"list":    New([]bool{true, false}),
		"long":    Arange[int](1000),
		"matrix":  MultiplyScalar(Arange[float64](12).Reshape(3, 4), 0.25),
		"large":   Arange[float32](1000, 4000).Reshape(50, 60).S("::-1"),
		"stack":   Arange[int](24).Reshape(2, 3, 4),
		"deep":    Arange[int16](2*5*3*4).Reshape(2, 5, 3, 4),
		"complex": New([]complex128{1 + 2i, -0.5i}, 2, 1),
		"empty":   Zeros[float64](0, 3),
		"none":    new(Array[int]),
	}
}

// cellsOf reads HTML as XML, which its markup must be, and returns the text of each cell of a kind.
func cellsOf(t *testing.T, html, kind string) (cells []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(html))
	inside, open := false, 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err, html)
		}
		switch token := token.(type) {
		case xml.StartElement:
			open++
			switch token.Name.Local {
			case "div", "table", "thead", "tbody", "tr", "th", "td", "span":
			default:
				t.Errorf("element %s", token.Name.Local)
			}
			for _, a := range token.Attr {
				if a.Name.Local != "style" && a.Name.Local != "scope" {
					t.Errorf("attribute %s", a.Name.Local)
				}
			}
			if token.Name.Local == kind {
				inside, cells = true, append(cells, "")
			}
		case xml.EndElement:
			open--
			inside = inside && token.Name.Local != kind
		case xml.CharData:
			if inside {
				cells[len(cells)-1] += strings.TrimSpace(string(token))
			}
		}
	}
	return cells
}

func TestHTML(t *testing.T) {
	for name, want := range map[string]struct{ cells, heads string }{
		"scalar":  {"2.5", ""},
		"list":    {"True False", "0 1"},
		"long":    {"0 1 2 3 4 … 995 996 997 998 999", "0 1 2 3 4 … 995 996 997 998 999"},
		"matrix":  {" 0. 0.25 0.5 0.75 1. 1.25 1.5 1.75 2. 2.25 2.5 2.75", "0 1 2 3 0 1 2"},
		"stack":   {" 0 1 2 3 4 5 6 7 8 9 10 11  12 13 14 15 16 17 18 19 20 21 22 23", "0 1 2 3 0 1 2 0 1 2 3 0 1 2"},
		"complex": {" 1.+2.j 0.-0.5j", "0 0 1"},
		"empty":   {"", ""},
		"none":    {"", ""},
	} {
		html := HTML(htmlSamples()[name])
		if got := strings.Join(cellsOf(t, html, "td"), " "); got != want.cells {
			t.Errorf("%s: cells %q, want %q", name, got, want.cells)
		}
		if got := strings.Join(cellsOf(t, html, "th"), " "); got != want.heads {
			t.Errorf("%s: heads %q, want %q", name, got, want.heads)
		}
	}
	large := HTML(htmlSamples()["large"])
	cells := cellsOf(t, large, "td")
	if len(cells) != 1+11*11 || cells[1] != "3940." || cells[6] != "…" || cells[1+5*11] != "⋮" || cells[11*11] != "1059." {
		t.Errorf("%q", cells)
	}
	if !strings.Contains(large, "float32, shape (50, 60), strides (-60, 1), a view of 3000 elements") {
		t.Error(large)
	}
	deep := HTML(htmlSamples()["deep"])
	for _, label := range []string{"[0, 0, :, :]", "[0, 2, :, :]", "⋮", "[1, 2, :, :]", "[1, 4, :, :]"} {
		if !strings.Contains(deep, label) {
			t.Errorf("%s is missing", label)
		}
	}
	if strings.Contains(deep, "[0, 3, :, :]") || strings.Count(deep, "<table") != 6 {
		t.Error("all tables are shown")
	}
	// Whatever the number of axes, what is shown is bounded.
	wide := HTML(BroadcastTo(Scalar(1.5), 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2))
	if len(wide) > 20000 {
		t.Errorf("%d bytes", len(wide))
	}
}
