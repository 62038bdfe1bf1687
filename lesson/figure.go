package lesson

import (
	"encoding/base64"
	"html"
	"strings"

	"fastergo/internal/cell"
	"fastergo/internal/figure"
)

// What a [Figure] is made of.
type (
	Line   = figure.Line
	Points = figure.Points
	Bars   = figure.Bars
	Heat   = figure.Heat
)

// A Figure is lines, points, bars and a heat map over common axes, of which it
// needs one. [Figure.Show] draws it.
//
// An axis whose label holds the word seconds shows times: 100 ns, 10 µs.
type Figure figure.Figure

// Show draws the figure as the cell's output. Without the course's program it
// says why there is no drawing, in one line, and shows the figure's text.
//
// It panics if the figure is empty, a series has no points or X and Y of
// different lengths, or a value is not finite or has no place on a logarithmic
// axis.
func (f Figure) Show() {
	data := figure.Figure(f)
	if err := data.Check(); err != nil {
		panic(err)
	}
	text := data.Text()
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
			`<img class="fg-still" style="width:100%;max-width:645px;box-sizing:border-box;padding:12px;background-color:#ffffff;border-radius:6px" alt="` + html.EscapeString(data.Alt()) + `" src="data:image/svg+xml;base64,` + base64.StdEncoding.EncodeToString([]byte(still)) + `"></div>`,
		cell.Text: text,
	})
}

func failure(text string, err error) cell.Bundle {
	note := "The figure was not drawn: " + err.Error()
	return cell.Bundle{cell.HTML: `<pre>` + html.EscapeString(note+"\n"+text) + `</pre>`, cell.Text: note + "\n" + text}
}
