package checks

import (
	"fmt"
	"html"
	"strings"

	"fastergo/internal/cell"
)

//go:noinline
func show(r *Report, i *Info) {
	html, text := r.HTML(), r.Text()
	if r.Outcome == Failed || r.Outcome == Error {
		stuck := fmt.Sprintf("Stuck? There are %d hints: `%s.Hint()`", len(i.Hints), varName(i))
		html += note(code(stuck))
		text += "\n  " + stuck
	}
	cell.Show(cell.Bundle{cell.HTML: html, cell.Text: text, cell.Verdict: string(r.AppendJSON(nil))})
}

//go:noinline
func hint(i *Info, n []int) {
	k := 1
	if len(n) > 0 {
		k = n[0]
	}
	if k < 1 || k > len(i.Hints) {
		text := fmt.Sprintf("%s has %d hints: ask for .Hint(1) to .Hint(%d).", i.Func, len(i.Hints), len(i.Hints))
		cell.Show(cell.Bundle{cell.HTML: note(code(text)), cell.Text: text})
		return
	}
	title := fmt.Sprintf("Hint %d of %d", k, len(i.Hints))
	more := ""
	if k < len(i.Hints) {
		more = fmt.Sprintf("Another hint: %s.Hint(%d)", varName(i), k+1)
	}
	cell.Show(cell.Bundle{
		cell.HTML: note("<b>" + title + "</b> &nbsp;" + code(i.Hints[k-1]) + ` &nbsp;<span style="opacity:0.75">` + code(more) + "</span>"),
		cell.Text: strings.TrimSpace(title + ": " + i.Hints[k-1] + "\n" + more),
	})
}

// varName is how a cell names the exercise: package and variable.
func varName(i *Info) string {
	lesson, _, _ := strings.Cut(i.ID, "/")
	return lesson + "." + i.Func
}

//go:noinline
func solution(i *Info, reference any) {
	src, err := Local(reference).Source()
	if err != nil {
		text := "The solution of " + i.Func + " is not here: " + err.Error()
		cell.Show(cell.Bundle{cell.HTML: note(code(text)), cell.Text: text})
		return
	}
	cell.Show(cell.Bundle{
		cell.HTML: note("<b>One answer</b><pre>" + html.EscapeString(src.Text) + "</pre>"),
		cell.Text: src.Text,
	})
}

// note sets body apart as a remark.
func note(body string) string {
	return `<div class="fg-note" style="border-left:4px solid #57606a;background-color:rgba(128,140,155,0.10);border-radius:6px;padding:8px 14px;margin:4px 0;max-width:46em">` + body + `</div>`
}
