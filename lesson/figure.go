package lesson

import (
	"cmp"
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

// Show draws the figure as the cell's output. Without the course's program it
// says why there is no drawing, in one line, and shows the figure's text.
//
// It panics if the figure has no lines, a line no points or X and Y of
// different lengths, or a value that is not finite or has no place on a
// logarithmic axis.
func (f Figure) Show() {
	data := figure.Figure(f)
	if err := data.Check(); err != nil {
		panic(err)
	}
	text := f.text()
	svg, err := cell.Run(data.AppendJSON(nil), "draw")
	if err != nil {
		cell.Show(failure(text, err))
		return
	}
	// A notebook that is not trusted loses the drawing and the style sheet, but
	// keeps what is hidden hidden, and shows the image, which brings its own
	// paper.
	still := strings.Replace(string(svg), `style="`, `style="color:#1f2328;`, 1)
	cell.Show(cell.Bundle{
		cell.HTML: `<div class="fg-figure"><style>.fg-live{display:block!important}.fg-still{display:none}</style>` +
			`<div class="fg-live" style="display:none">` + string(svg) + `</div>` +
			`<img class="fg-still" style="width:100%;max-width:645px;box-sizing:border-box;padding:12px;background-color:#ffffff;border-radius:6px" alt="` + html.EscapeString(f.Title) + `" src="data:image/svg+xml;base64,` + base64.StdEncoding.EncodeToString([]byte(still)) + `"></div>`,
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
	x, y := cmp.Or(f.X, "x"), cmp.Or(f.Y, "y")
	fmt.Fprintf(&b, "Figure: %s (%s over %s)", f.Title, y, x)
	for _, l := range f.Lines {
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, v := range l.Y {
			lo, hi = min(lo, v), max(hi, v)
		}
		fmt.Fprintf(&b, "\n  %s: %d points, %s = %.3g to %.3g, %s from %.3g to %.3g", l.Name, len(l.X), x, l.X[0], l.X[len(l.X)-1], y, lo, hi)
	}
	return b.String()
}
