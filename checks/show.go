package checks

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"fastergo/internal/cell"
)

// The course's program remembers what became of each exercise, so it knows what
// to show around a verdict. What is done here is done without it too.

//go:noinline
func show(r *Report, i *Info) {
	verdict := string(r.AppendJSON(nil))
	html, text := r.HTML(), r.Text()
	around, aroundText, err := askProgram(verdict, "record")
	if err != nil {
		if r.Outcome == Failed || r.Outcome == Error {
			aroundText = fmt.Sprintf("  Stuck? There are %d hints: `%s.Hint()`\n", len(i.Hints), varName(i))
		}
		aroundText += "  Not recorded: " + err.Error()
		around = note(strings.ReplaceAll(code(aroundText), "\n", "<br>"))
	}
	if aroundText != "" {
		html, text = html+around, text+"\n"+aroundText
	}
	cell.Update(verdictID, cell.Bundle{cell.HTML: html, cell.Text: text, cell.Verdict: verdict})
}

// askProgram returns what the course's program wants shown, as HTML and text.
func askProgram(input string, args ...string) (html, text string, err error) {
	out, err := cell.Run([]byte(input), args...)
	html, text, _ = strings.Cut(string(out), "\x00")
	return html, text, err
}

//go:noinline
func hint(i *Info, n []int) {
	k, all := 0, len(i.Hints)
	if len(n) > 0 {
		k = n[0]
	}
	if all == 0 || len(n) > 0 && (k < 1 || k > all) {
		text := fmt.Sprintf("%s has %d hints: ask for .Hint(1) to .Hint(%d).", i.Func, all, all)
		cell.Show(cell.Bundle{cell.HTML: note(code(text)), cell.Text: text})
		return
	}
	next := fmt.Sprintf("Another hint: run this again, or `%s.Hint(%%d)`", varName(i))
	out, err := cell.Run(nil, "record", "hint", i.ID, strconv.Itoa(k), strconv.Itoa(all))
	if got, bad := strconv.Atoi(strings.TrimSpace(string(out))); err == nil && bad == nil && got >= 1 && got <= all {
		k = got
	} else {
		k = max(k, 1)
	}
	if err != nil || len(n) > 0 {
		next = fmt.Sprintf("Another hint: `%s.Hint(%%d)`", varName(i))
	}
	if k < all {
		next = fmt.Sprintf(next, k+1)
	} else {
		next = fmt.Sprintf("That is the last hint. `%s.Solution()` shows an answer.", varName(i))
	}
	title := fmt.Sprintf("Hint %d of %d", k, all)
	cell.Show(cell.Bundle{
		cell.HTML: note("<b>" + title + "</b> &nbsp;" + code(i.Hints[k-1]) + `<div style="padding:4px 0 0 0">` + code(next) + "</div>"),
		cell.Text: title + ": " + i.Hints[k-1] + "\n" + next,
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
	around, text, err := askProgram(src.Text, "record", "solution", i.ID)
	if err != nil {
		around, text = note("<b>One answer</b><pre>"+html.EscapeString(src.Text)+"</pre>"), src.Text
	}
	cell.Show(cell.Bundle{cell.HTML: around, cell.Text: text})
}

// note sets body apart as a remark.
func note(body string) string {
	return `<div class="fg-note" style="border-left:4px solid #57606a;background-color:rgba(128,140,155,0.10);border-radius:6px;padding:8px 14px;margin:4px 0;max-width:46em">` + body + `</div>`
}
