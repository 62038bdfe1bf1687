package checks

import (
	"fmt"
	"html"
	"strings"
)

// Colours stand as literals and text takes the page's own colour, so that a
// card reads in light and dark themes, in a notebook that is not trusted (whose
// outputs lose style sheets and CSS variables), and in exported pages.
var (
	inks   = map[Outcome]string{Passed: "#1a7f37", Failed: "#c93c37", Error: "#a65b00", NotAttempted: "#57606a"}
	tints  = map[Outcome]string{Passed: "rgba(46,160,67,0.10)", Failed: "rgba(248,81,73,0.10)", Error: "rgba(210,153,34,0.12)", NotAttempted: "rgba(128,140,155,0.10)"}
	words  = map[Outcome]string{Passed: "Passed", Failed: "Failed", Error: "Error", NotAttempted: "Not attempted"}
	met    = map[Outcome]string{Passed: "met", Failed: "not met", Error: "error", NotAttempted: "open"} // of a criterion
	glyphs = map[Outcome]string{Passed: "✓", Failed: "✗", Error: "!", NotAttempted: "○"}
)

// HTML is the verdict as a card for a notebook cell.
func (r *Report) HTML() string {
	var b strings.Builder
	ink := inks[r.Outcome]
	fmt.Fprintf(&b, `<div class="fg-verdict" data-outcome="%s" style="border:1px solid rgba(128,140,155,0.35);border-left:4px solid %s;border-radius:6px;background-color:%s;padding:10px 14px;margin:4px 0;max-width:46em">`, r.Outcome, ink, tints[r.Outcome])
	fmt.Fprintf(&b, `<div style="padding:0"><span style="background-color:%s;color:#ffffff;border-radius:10px;padding:2px 10px;font-weight:bold">%s %s</span> &nbsp;<b>%s</b> &nbsp;%s</div>`,
		ink, glyphs[r.Outcome], words[r.Outcome], html.EscapeString(r.Title), r.pointsText())
	if r.Outcome == NotAttempted {
		invitation := strings.Replace(r.Invitation, "panic(lesson.TODO)", "`panic(lesson.TODO)`", 1)
		fmt.Fprintf(&b, `<div style="padding:6px 0 0 0">%s</div></div>`, code(invitation))
		return b.String()
	}
	for _, c := range r.Criteria {
		remark := ""
		if c.Outcome == NotAttempted {
			remark = ` &nbsp;<i>` + c.Message + `</i>`
		}
		fmt.Fprintf(&b, `<div style="padding:6px 0 0 0"><span style="display:inline-block;min-width:5em;text-align:center;background-color:%s;color:#ffffff;border-radius:4px;padding:0 4px">%s %s</span> %s &nbsp;%s%s</div>`,
			inks[c.mark()], glyphs[c.mark()], met[c.mark()], html.EscapeString(c.Name), c.pointsText(), remark)
		if c.Outcome == NotAttempted {
			continue
		}
		messageHTML(&b, c.Message+c.Note)
		if c.Diff != nil {
			c.Diff.html(&b)
		}
	}
	if s := r.parText(); s != "" {
		fmt.Fprintf(&b, `<div style="padding:6px 0 0 0">%s</div>`, s)
	}
	b.WriteString("</div>")
	return b.String()
}

// messageHTML writes a message's lines; one with a caret below it keeps its columns.
func messageHTML(b *strings.Builder, message string) {
	lines := strings.Split(message, "\n")
	for i := 0; i < len(lines); i++ {
		if i+1 < len(lines) && strings.TrimSpace(lines[i+1]) == "^" {
			fmt.Fprintf(b, `<pre style="margin:2px 0 0 6em;color:inherit;background-color:transparent">%s</pre>`, html.EscapeString(lines[i]+"\n"+lines[i+1]))
			i++
		} else if lines[i] != "" {
			fmt.Fprintf(b, `<div style="padding:2px 0 0 6em">%s</div>`, code(lines[i]))
		}
	}
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

// html draws the neighbourhood of the first difference, got beside want.
func (d *Diff) html(b *strings.Builder) {
	if len(d.Window.Got) == 0 {
		return
	}
	b.WriteString(`<div style="padding:4px 0 0 6em;overflow-x:auto">`)
	for i, name := range []string{"yours (bold differs)", "wanted"} {
		cells := [][][]string{d.Window.Got, d.Window.Want}[i]
		fmt.Fprintf(b, `<div style="display:inline-block;vertical-align:top;margin:2px 18px 2px 0">%s<table style="width:auto;margin:2px 0"><tbody>`, name)
		b.WriteString(`<tr><td></td>`)
		for c := range cells[0] {
			fmt.Fprintf(b, `<td style="padding:0 6px;text-align:right;font-size:85%%;opacity:0.8">%d</td>`, d.Window.Col+c)
		}
		b.WriteString(`</tr>`)
		for r, row := range cells {
			b.WriteString(`<tr><td style="padding:0 6px;text-align:right;font-size:85%;opacity:0.8">`)
			if len(d.WantShape) > 1 {
				fmt.Fprint(b, d.Window.Row+r)
			}
			b.WriteString(`</td>`)
			for c, v := range row {
				mark := ""
				if d.Window.Differs[r][c] {
					mark = []string{";font-weight:bold;border-bottom:2px solid #d9534f;background-color:rgba(248,81,73,0.25)", ";border-bottom:2px solid #2ea043;background-color:rgba(46,160,67,0.25)"}[i]
				}
				fmt.Fprintf(b, `<td style="padding:1px 6px;text-align:right;font-family:monospace;font-size:12px%s">%s</td>`, mark, html.EscapeString(v))
			}
			b.WriteString(`</tr>`)
		}
		b.WriteString(`</tbody></table></div>`)
	}
	if part := d.Window.part(d.WantShape); part != "" {
		fmt.Fprintf(b, `<div><i>%s</i></div>`, part)
	}
	if d.mapped() {
		d.Map.html(b)
	}
	b.WriteString(`</div>`)
}

// html draws a map: a block that differs is a filled square, the fuller the more of
// it does, and one that does not a dot.
func (m *Map) html(b *strings.Builder) {
	const w, h = 7, 12
	rows, cols := len(m.Share), len(m.Share[0])
	var svg strings.Builder
	fmt.Fprintf(&svg, `<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'>`, cols*w+2, rows*h+2)
	fmt.Fprintf(&svg, `<rect x='.5' y='.5' width='%d' height='%d' fill='none' stroke='%%238c96a0'/>`, cols*w+1, rows*h+1)
	blocks := 0
	for r, row := range m.Share {
		for c, share := range row {
			if share == 0 {
				fmt.Fprintf(&svg, `<path d='M%d %dh1' stroke='%%238c96a0'/>`, 1+c*w+w/2, 1+r*h+h/2)
				continue
			}
			blocks++
			fmt.Fprintf(&svg, `<rect x='%d' y='%d' width='%d' height='%d' fill='%%23d9534f' fill-opacity='%.2f'/>`, 1+c*w, 1+r*h, w, h, 0.4+0.6*min(share, 1))
		}
	}
	svg.WriteString("</svg>")
	alt := fmt.Sprintf("Map of the array in %d × %d blocks: %d of them differ. %s.", rows, cols, blocks, m.caption())
	src := "data:image/svg+xml," + strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20").Replace(svg.String())
	fmt.Fprintf(b, `<div style="display:inline-block;vertical-align:top;margin:4px 0">the whole, differences filled<br><img alt="%s" src="%s" style="margin:4px 0 0 0"></div><div>%s.</div>`, alt, src, m.caption())
}

// part says which part of an array of the given shape the window shows, if it
// is not the whole.
func (w Window) part(shape []int) string {
	rows, cols, nd := len(w.Got), len(w.Got[0]), len(shape)
	if cols == shape[nd-1] && (nd == 1 || nd == 2 && rows == shape[0]) {
		return ""
	}
	text := fmt.Sprintf("columns %d to %d", w.Col, w.Col+cols-1)
	if nd > 1 {
		text = fmt.Sprintf("rows %d to %d, %s", w.Row, w.Row+rows-1, text)
	} else {
		text = fmt.Sprintf("elements %d to %d", w.Col, w.Col+cols-1)
	}
	return fmt.Sprintf("%s, of shape %s", text, shapeText(shape))
}
