package lesson

import (
	"fmt"
	"html"
	"iter"
	"strings"
	"time"

	"fastergo/internal/cell"
	"fastergo/internal/timing"
)

// Track ranges over 0 to n-1 and shows how far the loop is, how fast it goes
// and when it will be done:
//
//	for i := range lesson.Track(100, "training") {
//
// A loop that is left early, by break, return or a panic, says where. Outside a
// notebook there is one line, at the end. It panics if n is negative.
func Track(n int, label string) iter.Seq[int] {
	if n < 0 {
		panic(fmt.Sprintf("Track: there cannot be %d steps", n))
	}
	return func(yield func(int) bool) {
		t := tracked{label: label, n: n}
		id, start := cell.NewID(), time.Now()
		var shown time.Duration
		show := func() {
			shown = t.elapsed
			cell.Update(id, cell.Bundle{cell.HTML: t.html(), cell.Text: t.text()})
		}
		if cell.InNotebook() {
			show()
		}
		defer func() {
			t.elapsed, t.over = time.Since(start), true
			show()
		}()
		for i := range n {
			if !yield(i) {
				return
			}
			t.done++
			t.elapsed = time.Since(start)
			if t.elapsed-shown >= trackEvery && t.done < n && cell.InNotebook() {
				show()
			}
		}
	}
}

// trackEvery is the least time between two drawings of a bar.
const trackEvery = 100 * time.Millisecond

// tracked is the state of a loop.
type tracked struct {
	label   string
	done, n int
	elapsed time.Duration
	over    bool // the loop has ended
}

// remark says how fast the loop goes and how long it has to go.
func (t tracked) remark() string {
	seconds := t.elapsed.Seconds()
	if t.over {
		if t.done < t.n {
			return "stopped after " + timing.Short(seconds)
		}
		return "in " + timing.Short(seconds)
	}
	if t.done == 0 {
		return "started"
	}
	rate := float64(t.done) / max(seconds, 1e-9)
	return fmt.Sprintf("%.3g a second, %s left", rate, remaining(float64(t.n-t.done)/rate))
}

// remaining writes seconds as people wait for them.
func remaining(seconds float64) string {
	switch s := int(seconds + 0.5); {
	case s < 1:
		return "less than a second"
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s < 3600:
		return fmt.Sprintf("%d min %02d s", s/60, s%60)
	default:
		return fmt.Sprintf("%d h %02d min", s/3600, s%3600/60)
	}
}

func (t tracked) text() string {
	return fmt.Sprintf("%s: %d of %d, %s", t.label, t.done, t.n, t.remark())
}

func (t tracked) html() string {
	part, ink, note := 1.0, "#2f81d6", ""
	if t.n > 0 {
		part = float64(t.done) / float64(t.n)
	}
	switch {
	case t.over && t.done < t.n:
		ink, note = "#d06a1c", " ✗"
	case t.over:
		ink, note = "#1f926b", " ✓"
	}
	return fmt.Sprintf(`<table class="fg-track" style="width:auto;margin:4px 0;border:none"><tbody><tr style="background:none"><td style="text-align:left;padding:3px 14px 3px 0">%s</td>`+
		`<td style="padding:3px 14px 3px 0"><div style="width:240px;height:10px;border-radius:5px;background-color:rgba(128,140,155,0.30)"><div style="width:%.1fpx;height:10px;border-radius:5px;background-color:%s"></div></div></td>`+
		`<td style="text-align:right;padding:3px 14px 3px 0;font-family:monospace;white-space:nowrap">%d of %d%s</td><td style="text-align:left;padding:3px 0">%s</td></tr></tbody></table>`,
		html.EscapeString(t.label), 240*part, ink, t.done, t.n, note, strings.Replace(t.remark(), " us", " µs", 1))
}
