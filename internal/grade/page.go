package grade

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strconv"

	"fastergo/checks"
	"fastergo/internal/legible"
)

//go:embed page.html
var pageText string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"number": Number, "plain": legible.Text, "safe": func(s string) template.HTML { return template.HTML(s) }, // cards, which escape what they are given
}).Parse(pageText))

// Page is a student's verdicts as a page that needs nothing else: the cards that
// cells show, with the answers, and what they add up to.
func (r *Result) Page(assignment string) []byte {
	got, most := r.Points()
	var advisory bool
	for _, v := range r.Exercises {
		for _, c := range v.Criteria {
			advisory = advisory || c.Advisory && c.Outcome != checks.NotAttempted
		}
	}
	var b bytes.Buffer
	err := page.Execute(&b, map[string]any{
		"Result": r, "Assignment": assignment, "Got": got, "Most": most, "Share": fmt.Sprintf("%.1f", 100*got/max(most, 1)), "Advisory": advisory,
	})
	if err != nil {
		panic(err) // a mistake in the template
	}
	return b.Bytes()
}

// Number writes points.
func Number(x float64) string { return strconv.FormatFloat(Round(x), 'f', -1, 64) }
