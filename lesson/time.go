package lesson

import (
	"fmt"
	"html"
	"strings"
	"time"

	"fastergo/internal/cell"
)

// Time runs f once and returns how long that took, as Python's %time does. All
// calls of a cell share one table, which compares them with the first.
func Time(label string, f func()) time.Duration {
	start := time.Now()
	f()
	d := time.Since(start)
	timings = append(timings, timing{label, d})
	if timingsID == "" {
		timingsID = cell.NewID()
	}
	cell.Update(timingsID, cell.Bundle{cell.HTML: timingsHTML(timings), cell.Text: timingsText(timings)})
	return d
}

type timing struct {
	label string
	d     time.Duration
}

var (
	timings   []timing
	timingsID string
)

// short writes seconds to three significant digits.
func short(seconds float64) string {
	for _, u := range []struct {
		size float64
		name string
	}{{1, "s"}, {1e-3, "ms"}, {1e-6, "us"}} {
		if seconds >= u.size {
			return fmt.Sprintf("%.3g %s", seconds/u.size, u.name)
		}
	}
	return fmt.Sprintf("%.3g ns", seconds*1e9)
}

// ratio compares d with the first timing.
func ratio(d, first time.Duration) string {
	r, word := float64(first)/float64(max(d, 1)), "faster"
	if r < 1 {
		r, word = 1/r, "slower"
	}
	if r >= 1000 {
		return fmt.Sprintf("%.0f times %s", r, word)
	}
	return fmt.Sprintf("%.3g times %s", r, word)
}

func timingsText(ts []timing) string {
	width := 0
	for _, t := range ts {
		width = max(width, len(t.label))
	}
	var b strings.Builder
	for i, t := range ts {
		fmt.Fprintf(&b, "%-*s  %8s", width, t.label, short(t.d.Seconds()))
		if i > 0 {
			fmt.Fprintf(&b, "  %s", ratio(t.d, ts[0].d))
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func timingsHTML(ts []timing) string {
	longest := time.Duration(1)
	for _, t := range ts {
		longest = max(longest, t.d)
	}
	var b strings.Builder
	b.WriteString(`<table class="fg-times" style="width:auto;margin:4px 0"><tbody>`)
	for i, t := range ts {
		note := ""
		if i > 0 {
			note = ratio(t.d, ts[0].d)
		}
		fmt.Fprintf(&b, `<tr><td style="text-align:left;padding:3px 14px 3px 0">%s</td><td style="text-align:right;padding:3px 14px 3px 0;font-family:monospace">%s</td><td style="padding:3px 14px 3px 0;text-align:left"><div style="background-color:#2f81d6;height:10px;border-radius:2px;width:%.1fpx"></div></td><td style="text-align:left;padding:3px 0">%s</td></tr>`,
			html.EscapeString(t.label), strings.Replace(short(t.d.Seconds()), " us", " µs", 1), max(1, 180*float64(t.d)/float64(longest)), note)
	}
	b.WriteString("</tbody></table>")
	return b.String()
}
