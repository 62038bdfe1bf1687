// Package timing lays measurements out as a table: for the cell, which shows it
// at once, and for the course's program, which keeps tables that grow.
package timing

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A Row is what is known of one way to compute something.
type Row struct {
	Label string
	Min   float64 // seconds a call in the fastest run
	Std   float64 // standard deviation of the runs, in seconds a call
	Runs  int     // 1: Std is not known

	Bytes  int // memory a call takes, all in all
	Allocs int // in so many pieces
	Peak   int // the most of it that is in use at one time; -1 if not known

	Columns  []Column
	Outdated string // why these figures no longer hold; "" if they do
}

// A Column is one more thing said of a row.
type Column struct{ Name, Value string }

// Short writes seconds to three significant digits.
func Short(seconds float64) string {
	for _, u := range []struct {
		size float64
		name string
	}{{1, "s"}, {1e-3, "ms"}, {1e-6, "us"}} {
		if seconds >= u.size*0.9995 {
			return Digits(seconds/u.size) + " " + u.name
		}
	}
	return Digits(seconds*1e9) + " ns"
}

// Bytes writes an amount of memory to three significant digits.
func Bytes(n int) string {
	for _, u := range []struct {
		size float64
		name string
	}{{1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}} {
		if float64(n) >= u.size*0.9995 {
			return Digits(float64(n)/u.size) + " " + u.name
		}
	}
	return strconv.Itoa(n) + " B"
}

// Digits writes x to three significant digits, but all of those before the point.
func Digits(x float64) string {
	if x >= 999.5 {
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}

// Ratio compares a time with the first one; "" if that was too short to measure.
func Ratio(seconds, first float64) string {
	if first <= 0 {
		return ""
	}
	r, word := first/max(seconds, 1e-9), "faster"
	if r < 1 {
		r, word = 1/r, "slower"
	}
	if r < 1.05 {
		return "about the same"
	}
	if r >= 1000 { // no ratio of two timings is known to more than three digits
		unit := math.Pow(10, math.Floor(math.Log10(r))-2)
		r = math.Round(r/unit) * unit
	}
	return Digits(r) + " times " + word
}

// A column of the table: what stands in it for each row.
type column struct {
	name  string
	left  bool // set flush left
	note  bool // why rows are outdated
	cells []string
	bars  []float64 // per cent of the width, below each cell, in HTML alone
}

// longestLabel is how many characters of a label are shown.
const longestLabel = 60

// layout returns the columns that have something to say.
func layout(rows []Row) []column {
	var label, time, ratio, memory, peak, allocs, notes column
	label.left, ratio.left, notes.left, notes.note = true, true, true, true
	time.name, ratio.name, memory.name, peak.name, allocs.name = "time a call", "beside the first", "memory", "at once", "allocations"
	longest, less := 0.0, false
	for _, r := range rows {
		longest = max(longest, r.Min)
		less = less || r.Peak >= 0 && float64(r.Peak) < 0.9*float64(r.Bytes)
	}
	extra := map[string]int{}
	var extras []column
	for i, r := range rows {
		name := []rune(r.Label)
		if len(name) > longestLabel {
			name = append(name[:longestLabel:longestLabel], []rune("...")...)
		}
		label.cells = append(label.cells, string(name))
		t := Short(r.Min)
		if r.Runs > 1 {
			t += " +- " + Short(r.Std)
		}
		time.cells = append(time.cells, t)
		label.bars = append(label.bars, max(1, 100*r.Min/max(longest, 1e-9)))
		compared := ""
		if i > 0 {
			compared = Ratio(r.Min, rows[0].Min)
		}
		ratio.cells = append(ratio.cells, compared)
		memory.cells = append(memory.cells, Bytes(r.Bytes))
		allocs.cells = append(allocs.cells, strconv.Itoa(r.Allocs))
		p := ""
		if r.Peak >= 0 {
			p = Bytes(r.Peak)
		}
		peak.cells = append(peak.cells, p)
		notes.cells = append(notes.cells, r.Outdated)
		for _, c := range r.Columns {
			k, known := extra[c.Name]
			if !known {
				k = len(extras)
				extra[c.Name] = k
				number := c.Value != "" && strings.Contains("0123456789", c.Value[:1])
				extras = append(extras, column{name: c.Name, left: !number, cells: make([]string, len(rows))})
			}
			extras[k].cells[i] = c.Value
		}
	}
	all := []column{label, time, ratio, memory}
	if less {
		all = append(all, peak)
	}
	all = append(append(append(all, allocs), extras...), notes)
	said := all[:0]
	for _, c := range all {
		if strings.Join(c.cells, "") != "" {
			said = append(said, c)
		}
	}
	return said
}

// Text is the table for those who read text.
func Text(rows []Row) string {
	columns := layout(rows)
	lines := make([]string, len(rows)+1)
	for _, c := range columns {
		width := len([]rune(c.name))
		for _, s := range c.cells {
			width = max(width, len([]rune(s)))
		}
		for i := range lines {
			s := c.name
			if i > 0 {
				s = c.cells[i-1]
			}
			if lines[i] != "" || i == 0 && c.name != "" {
				lines[i] += "  "
			}
			if i == 0 && c.name == "" {
				s = "" // the label's
			}
			if c.left {
				lines[i] += fmt.Sprintf("%-*s", width, s)
			} else {
				lines[i] += fmt.Sprintf("%*s", width, s)
			}
		}
	}
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// HTML is the table for a notebook. Text takes the page's own colour, and what
// is outdated stands back and says why.
func HTML(rows []Row) string {
	columns := layout(rows)
	columns = slices.DeleteFunc(columns, func(c column) bool { return c.note }) // stands below the label
	var b strings.Builder
	b.WriteString(`<div style="overflow-x:auto"><table class="fg-times" style="width:auto;margin:4px 0;border-collapse:collapse"><thead><tr>`)
	for _, c := range columns {
		fmt.Fprintf(&b, `<th style="%s;border-bottom:1px solid rgba(128,140,155,0.5)">%s</th>`, place(c), html.EscapeString(c.name))
	}
	b.WriteString(`</tr></thead><tbody>`)
	for i, r := range rows {
		faint, ink := "", "#2f81d6"
		if r.Outdated != "" {
			faint, ink = ` style="opacity:0.65"`, "#7d8691"
		}
		fmt.Fprintf(&b, `<tr%s>`, faint)
		for k, c := range columns {
			s := html.EscapeString(c.cells[i])
			if c.bars != nil {
				s += fmt.Sprintf(`<div style="background-color:%s;height:4px;border-radius:2px;margin-top:2px;width:%.1f%%"></div>`, ink, c.bars[i])
			}
			if k == 0 && r.Outdated != "" {
				s += `<div style="max-width:24em"><i>` + html.EscapeString(r.Outdated) + `</i></div>`
			} else if c.name != "" {
				s = strings.NewReplacer("&nbsp;us", "&nbsp;µs", "+- ", "±&nbsp;").Replace(unbroken(s))
			}
			fmt.Fprintf(&b, `<td style="%s">%s</td>`, place(c), s)
		}
		b.WriteString(`</tr>`)
	}
	b.WriteString(`</tbody></table></div>`)
	return b.String()
}

// unbroken keeps a number and its unit on one line where the table is narrow.
func unbroken(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words[:len(words)-1] {
		gap := " "
		if w != "" && strings.Contains("0123456789", w[len(w)-1:]) {
			gap = "&nbsp;"
		}
		words[i] += gap
	}
	return strings.Join(words, "")
}

func place(c column) string {
	side := "right"
	if c.left {
		side = "left"
	}
	style := "text-align:" + side + ";padding:3px 9px 3px 0;vertical-align:middle;white-space:normal"
	if c.bars != nil {
		style += ";min-width:7em;max-width:20em;overflow-wrap:break-word"
	}
	return style
}
