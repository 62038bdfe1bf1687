package lesson

import (
	"html"
	"strings"

	"fastergo/internal/cell"
)

// Progress shows, lesson by lesson, how many exercises are solved and begun,
// the points, and which exercise is next. It is "fastergo progress" in a cell.
func Progress() {
	out, err := cell.Run(nil, "progress", "--cell")
	card, text, _ := strings.Cut(string(out), "\x00")
	if err != nil {
		text = "Your progress cannot be told: " + err.Error()
		card = `<pre>` + html.EscapeString(text) + `</pre>`
	}
	cell.Show(cell.Bundle{cell.HTML: card, cell.Text: text})
}
