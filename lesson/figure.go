package lesson

import (
	"encoding/base64"
	"fmt"
	"html"
	"math"
	"strings"

	"fastergo/internal/cell"
	"fastergo/internal/figure"
)

// A Line is a named series of points of a [Figure].
type Line = figure.Line

// A Figure is a plot of lines over common axes. [Figure.Show] draws it.
type Figure figure.Figure

// Show draws the figure as the cell's output. If it cannot be drawn it says
// why, in one line, and shows the figure's text.
func (f Figure) Show() {
	text := f.text()
	data := figure.Figure(f)
	err := data.Check()
	var svg []byte
	if err == nil {
		svg, err = cell.Run(data.AppendJSON(nil), "draw")
	}
	if err != nil {
		cell.Show(failure(text, err))
		return
	}
	// A notebook that is not trusted loses the drawing and the style sheet, but
	// keeps what is hidden hidden, and shows the image, which brings its own
	// paper.
	still := strings.Replace(string(svg), `style="`, `style="color:#1f2328;background:#ffffff;border-radius:6px;`, 1)
	cell.Show(cell.Bundle{
		cell.HTML: `<div class="fg-figure"><style>.fg-live{display:block!important}.fg-still{display:none}</style>` +
			`<div class="fg-live" style="display:none">` + string(svg) + `</div>` +
			`<img class="fg-still" style="width:100%;max-width:645px" alt="` + html.EscapeString(f.Title) + `" src="data:image/svg+xml;base64,` + base64.StdEncoding.EncodeToString([]byte(still)) + `"></div>`,
		cell.Text: text,
	})
}

func failure(text string, err error) cell.Bundle {
	note := "The figure was not drawn: " + err.Error()
	return cell.Bundle{cell.HTML: `<pre>` + html.EscapeString(note+"\n"+text) + `</pre>`, cell.Text: note + "\n" + text}
}

// text is the figure for those who read text: each line's ends and extremes.
func (f Figure) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Figure: %s (%s over %s)", f.Title, f.Y, f.X)
	for _, l := range f.Lines {
		if len(l.X) == 0 || len(l.X) != len(l.Y) {
			continue
		}
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, y := range l.Y {
			lo, hi = min(lo, y), max(hi, y)
		}
		fmt.Fprintf(&b, "\n  %s: %d points, %s = %.3g to %.3g, %s from %.3g to %.3g", l.Name, len(l.X), f.X, l.X[0], l.X[len(l.X)-1], f.Y, lo, hi)
	}
	return b.String()
}
