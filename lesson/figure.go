package lesson

import (
	"fmt"
	"html"
	"strconv"
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
func (f Figure) Show() { showFigures([]Figure{f}, "draw") }

// Chart shows the figure as [Figure.Show] does, and in JupyterLab as an
// interactive chart: point at data to read them, zoom into an area (or turn the
// wheel while you hold Ctrl), click on a name to hide a series, save it as a
// picture. The script for that comes
// from JupyterLab, not from the internet. Wherever scripts do not run, such as
// in a notebook that is not trusted, in an export or in a headless run, the
// picture stays.
//
// It panics as Show does.
func (f Figure) Chart() { showFigures([]Figure{f}, "draw", "--chart") }

// Subplots draws figures side by side in rows of so many columns, as one
// picture. It panics as [Figure.Show] does, and if there are no figures or no
// columns.
func Subplots(columns int, figs ...Figure) {
	if columns < 1 || len(figs) == 0 {
		panic(fmt.Sprintf("lesson.Subplots: %d figures in %d columns", len(figs), columns))
	}
	showFigures(figs, "draw", "--columns="+strconv.Itoa(columns))
}

// showFigures shows what the course's program makes of figures: an SVG, and after it
// perhaps more HTML.
func showFigures(figs []Figure, args ...string) {
	var in []byte
	var texts, alts []string
	for _, f := range figs {
		data := figure.Figure(f)
		if err := data.Check(); err != nil {
			panic(err)
		}
		in = data.AppendJSON(in)
		texts, alts = append(texts, data.Text()), append(alts, data.Alt())
	}
	text := strings.Join(texts, "\n")
	out, err := cell.Run(in, args...)
	if err != nil {
		cell.Show(failure(text, err))
		return
	}
	svg, more, _ := strings.Cut(string(out), "</svg>")
	svg += "</svg>"
	_, width, _ := strings.Cut(svg, "max-width:")
	width, _, _ = strings.Cut(width, ";")
	cell.Show(cell.Bundle{
		cell.HTML: `<div class="fg-figure">` + twins(svg, svg, "width:100%;max-width:"+width, "", strings.Join(alts, " ")) + more + `</div>`,
		cell.Text: text,
	})
}

func failure(text string, err error) cell.Bundle {
	note := "The figure was not drawn: " + err.Error()
	return cell.Bundle{cell.HTML: `<pre>` + html.EscapeString(note+"\n"+text) + `</pre>`, cell.Text: note + "\n" + text}
}
