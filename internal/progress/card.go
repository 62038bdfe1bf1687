package progress

import (
	"fmt"
	"html"
	"math"
	"strings"

	"fastergo/checks"
)

// A Note is what a cell shows, for those who see and for those who read text.
// Encode and the cell's strings.Cut are the whole of their protocol.
type Note struct{ HTML, Text string }

// Encode writes the note as cells read it: HTML, a zero byte, text.
func (n Note) Encode() []byte { return []byte(n.HTML + "\x00" + n.Text) }

// Colours are literals and text takes the page's own, as in package checks.
const (
	solved = "#1a7f37"
	begun  = "#a65b00"
	track  = "rgba(128,140,155,0.30)"
)

// lines collects lines in both forms.
type lines struct{ html, text []string }

// add adds a line of Markdown's kind: what stands between backquotes is code.
func (l *lines) add(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	l.both(code(s), s)
}

func (l *lines) both(html, text string) {
	l.html, l.text = append(l.html, html), append(l.text, text)
}

func (l *lines) note() Note {
	if len(l.html) == 0 {
		return Note{}
	}
	return Note{
		HTML: `<div class="fg-progress" style="padding:0 14px 4px 18px;max-width:46em"><div style="padding:3px 0">` +
			strings.Join(l.html, `</div><div style="padding:3px 0">`) + `</div></div>`,
		Text: "  " + strings.Join(l.text, "\n  "),
	}
}

// After is what stands below a verdict: how to go on, and how far the reader
// is. problem says why the verdict is not recorded.
func (o *Overview) After(report *checks.Report, r Record, problem error) Note {
	var l lines
	e, lesson := o.Find(report.Exercise)
	lessonName, _, _ := strings.Cut(report.Exercise, "/")
	name := lessonName + "." + report.Func // also of an exercise that the course does not have
	hints := 0
	if e != nil {
		name, hints = e.Var(), len(e.Hints)
		e.Record = r // also if it could not be written
	}
	switch report.Outcome {
	case checks.Passed:
		if e != nil {
			if problem == nil {
				o.bar(&l, lesson)
			}
			o.next(&l, e)
			l.add("Compare: `%s.Solution()` shows your answer beside the course's.", name)
		}
	case checks.Failed, checks.Error:
		if r.Passed() {
			l.add("You passed this on %s, and that stays: `%s.Solution()` shows the answer that did.", day(r), name)
			break
		}
		switch {
		case e == nil:
		case r.Hints == 0:
			l.add("Stuck? There are %d hints: `%s.Hint()`", hints, name)
		case r.Hints < hints:
			l.add("Still stuck? Hint %d of %d: `%s.Hint()`", r.Hints+1, hints, name)
		default:
			l.add("You have seen every hint. `%s.Solution()` shows an answer.", name)
		}
	case checks.NotAttempted:
		if r.Passed() {
			l.add("You passed this on %s, and that stays: `%s.Solution()` shows the answer that did.", day(r), name)
		}
	}
	for _, n := range o.Notes {
		if problem == nil || n != problem.Error() {
			l.add("%s.", capital(n))
		}
	}
	if problem != nil {
		l.add("Not recorded: %v", problem)
	}
	return l.note()
}

// bar tells how far the lesson and the course are.
func (o *Overview) bar(l *lines, lesson Lesson) {
	in, all := lesson.Count(), o.Count()
	text := fmt.Sprintf("%d of %d solved in this lesson, %d of %d in the course", in.Solved, in.Exercises, all.Solved, all.Exercises)
	if len(o.Lessons) == 1 {
		text = fmt.Sprintf("%d of %d solved", all.Solved, all.Exercises)
	}
	in.Begun = 0 // the text does not tell
	l.both(barHTML(in, 160)+" &nbsp;"+text, text+".")
}

// next names the exercise to go on with.
func (o *Overview) next(l *lines, e *Exercise) {
	next := o.Next(e.ID)
	if next == nil {
		l.add("That was the last one: the whole course is solved.")
		return
	}
	place := next.Place(e.Lesson)
	if next.Optional {
		place += " (a challenge)"
	}
	l.both(`Next: <a href="`+next.Link()+`">`+html.EscapeString(place)+`</a>`, "Next: "+place+".")
}

// barHTML is a slim bar, width pixels wide: solved, begun, the rest.
func barHTML(c Count, width int) string {
	part := func(n int, colour string) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf(`<span style="display:inline-block;height:8px;width:%dpx;background-color:%s"></span>`, width*n/max(c.Exercises, 1), colour)
	}
	return fmt.Sprintf(`<span style="display:inline-block;vertical-align:middle;height:8px;line-height:0;width:%dpx;background-color:%s">%s%s</span>`,
		width, track, part(c.Solved, solved), part(c.Begun, begun))
}

// Card is the whole course, for lesson.Progress and, as text, a terminal.
func (o *Overview) Card() Note {
	var h, t strings.Builder
	all := o.Count()
	title := fmt.Sprintf("%d of %d solved", all.Solved, all.Exercises)
	points := fmt.Sprintf("%s of %s points", number(all.Points), number(all.MaxPoints))
	if all.Minutes > 0 {
		points += ", " + about(all.Minutes)
	}
	fmt.Fprintf(&h, `<div class="fg-progress" style="border:1px solid rgba(128,140,155,0.35);border-left:4px solid %s;border-radius:6px;padding:10px 14px;margin:4px 0;max-width:46em;overflow-x:auto"><div><b>%s</b> &nbsp;%s</div>`,
		solved, title, points)
	h.WriteString(`<table style="width:auto;margin:6px 0"><tbody>`)
	width := len("in all")
	for _, l := range o.Lessons {
		width = max(width, len(l.Name))
	}
	for _, l := range o.Lessons {
		c := l.Count()
		if c.Exercises == 0 {
			continue
		}
		also := ""
		if c.Begun > 0 {
			also = fmt.Sprintf("%d more begun", c.Begun)
		}
		fmt.Fprintf(&h, `<tr><td style="text-align:left;padding:3px 14px 3px 0"><a href="%s.ipynb">%s</a></td><td style="text-align:left;padding:3px 14px 3px 0">%s</td>`, l.Name, html.EscapeString(l.Name), barHTML(c, 140))
		for _, text := range []string{fmt.Sprintf("%d of %d solved", c.Solved, c.Exercises), also, fmt.Sprintf("%s of %s points", number(c.Points), number(c.MaxPoints)), about(c.Minutes)} {
			fmt.Fprintf(&h, `<td style="text-align:left;padding:3px 14px 3px 0">%s</td>`, text)
		}
		h.WriteString(`</tr>`)
		textRow(&t, width, l.Name, c)
	}
	h.WriteString(`</tbody></table>`)
	if len(o.Lessons) > 1 {
		textRow(&t, width, "in all", all)
	}
	switch next := o.Next(""); {
	case next != nil:
		fmt.Fprintf(&h, `<div>Next: <a href="%s">%s</a></div>`, next.Link(), html.EscapeString(next.Place("")))
		fmt.Fprintf(&t, "Next: %s (%s)\n", next.Title, next.ID)
	case all.Exercises > 0:
		h.WriteString(`<div>The whole course is solved.</div>`)
		t.WriteString("The whole course is solved.\n")
	}
	for _, n := range o.Notes {
		fmt.Fprintf(&h, `<div>%s.</div>`, html.EscapeString(capital(n)))
		fmt.Fprintf(&t, "%s.\n", capital(n))
	}
	h.WriteString(`</div>`)
	return Note{h.String(), strings.TrimSuffix(t.String(), "\n")}
}

// textRow is one line of a table for those who read text.
func textRow(b *strings.Builder, width int, name string, c Count) {
	const cells = 20
	row := fmt.Sprintf("%-*s  %s  %8s solved  %s of %s points", width, name, barText(c, cells), fmt.Sprintf("%d of %d", c.Solved, c.Exercises), number(c.Points), number(c.MaxPoints))
	if c.Minutes > 0 {
		row += ", " + about(c.Minutes)
	}
	if c.Begun > 0 {
		row += fmt.Sprintf(", %d more begun", c.Begun)
	}
	b.WriteString(row + "\n")
}

// about is a reader's time, which nobody knows to the minute; "" if it is not known.
func about(minutes int) string {
	switch {
	case minutes == 0:
		return ""
	case minutes < 90:
		return fmt.Sprintf("about %d min", max((minutes+2)/5*5, 5))
	}
	return "about " + number(math.Round(float64(minutes)/30)/2) + " h"
}

// Line is the count in one line of ASCII.
func (c Count) Line() string {
	return fmt.Sprintf("%s  %d of %d solved", barText(c, 20), c.Solved, c.Exercises)
}

// barText is the bar in ASCII: # solved, + begun.
func barText(c Count, cells int) string {
	n := max(c.Exercises, 1)
	full, half := cells*c.Solved/n, cells*c.Begun/n
	return "[" + strings.Repeat("#", full) + strings.Repeat("+", half) + strings.Repeat(".", cells-full-half) + "]"
}

// Answer is what Solution shows: the reference, beside the reader's answer if
// one passed; before a pass, the first time, only the question whether to.
func (s *Store) Answer(o *Overview, id, reference string) Note {
	e, _ := o.Find(id)
	asked := false
	r, _, err := s.Update(id, func(r *Record) {
		asked = r.Asked
		r.Asked = r.Asked || !r.Passed()
	})
	if err == nil && !r.Passed() && !asked {
		text := "You have not passed this yet."
		if e != nil && r.Hints < len(e.Hints) {
			text += fmt.Sprintf(" Hint %d of %d may be all you need: `%s.Hint()`.", r.Hints+1, len(e.Hints), e.Var())
		}
		text += " Run this cell again to see an answer."
		return Note{aside(narrow, code(text)), text}
	}
	title := "One answer"
	if e != nil && e.Par > 0 {
		title += ", par " + plural(e.Par, "statement")
	}
	if r.Source == "" {
		return Note{aside(narrow, "<b>"+title+"</b>"+pre(reference)), title + ":\n\n" + reference}
	}
	mine := "Your answer"
	if r.Statements > 0 {
		mine += ", " + plural(r.Statements, "statement")
	}
	const column = `<div style="display:inline-block;vertical-align:top;max-width:100%;overflow-x:auto;padding:0 24px 4px 0"><b>`
	return Note{
		HTML: aside("", column+mine+"</b>"+pre(r.Source)+"</div>"+column+title+"</b>"+pre(reference)+"</div>"),
		Text: mine + ":\n\n" + r.Source + "\n\n" + title + ":\n\n" + reference,
	}
}

func pre(source string) string {
	return `<pre style="margin:4px 0;tab-size:4">` + html.EscapeString(source) + `</pre>`
}

// narrow is the width of a card; two columns take what there is.
const narrow = "max-width:46em"

// aside sets body apart as a remark, as package checks does.
func aside(style, body string) string {
	return `<div class="fg-note" style="border-left:4px solid #57606a;background-color:rgba(128,140,155,0.10);border-radius:6px;padding:8px 14px;margin:4px 0;` + style + `">` + body + `</div>`
}

// code escapes s and sets what stands between backquotes as code.
func code(s string) string {
	parts := strings.Split(html.EscapeString(s), "`")
	for i := range parts {
		if i%2 == 1 && i < len(parts)-1 {
			parts[i] = "<code>" + parts[i] + "</code>"
		}
	}
	return strings.Join(parts, "")
}

func day(r Record) string { return r.PassedAt.Local().Format("2 January 2006") }

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
