package lesson

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"fastergo/internal/cell"
	"fastergo/internal/timing"
)

// A Contender is one way to compute something of any size. Setup makes what a
// call needs, which is not measured, and returns the call.
type Contender struct {
	Name  string
	Setup func(n int) func()

	reference []string // workload and system, of a curve measured elsewhere
}

// Reference is a contender that was measured elsewhere, once: how long the
// systems "numpy", "numba", "jax" and "torch" took for the workloads "add",
// "sum", "fused" (2xy+3y+1), "exp", "matmul" and "kmeans". The plot names it a
// reference; which versions and machine it is of stands below.
func Reference(workload, system string) Contender {
	return Contender{Name: system, reference: []string{workload, system}}
}

// BenchMany measures each contender at each size, in rising order, as [BenchOne] does, and plots
// the time of a call over the size, with both axes logarithmic. It returns the
// plot's figure.
//
// It panics if there are no sizes or no contenders, if a size is not positive,
// or if a contender has no Setup or that returns nil.
func BenchMany(title string, sizes []int, contenders ...Contender) Figure {
	if len(sizes) == 0 || len(contenders) == 0 {
		panic(fmt.Sprintf("lesson.BenchMany: %d sizes and %d contenders", len(sizes), len(contenders)))
	}
	sizes = slices.Compact(slices.Sorted(slices.Values(sizes)))
	lo, hi := sizes[0], sizes[len(sizes)-1]
	if lo < 1 {
		panic(fmt.Sprintf("lesson.BenchMany: size %d has no place on a logarithmic axis", lo))
	}
	fig := Figure{Title: title, X: "n", Y: "seconds a call", LogX: true, LogY: true}
	var notes []string
	var own []int // the contenders' lines; -1 for none
	for _, c := range contenders {
		line := Line{Name: c.Name}
		if c.reference != nil {
			var note string
			line, note = c.curve(lo, hi)
			notes = append(notes, note)
		} else if c.Setup == nil {
			panic("lesson.BenchMany: contender " + strconv.Quote(c.Name) + " has no Setup")
		}
		if c.reference != nil && line.X == nil {
			own = append(own, -1)
			continue
		}
		own = append(own, len(fig.Lines))
		fig.Lines = append(fig.Lines, line)
	}
	for _, n := range sizes {
		for i, c := range contenders {
			if c.reference == nil {
				l := &fig.Lines[own[i]]
				l.X = append(l.X, float64(n))
				call := c.Setup(n)
				if call == nil {
					panic("lesson.BenchMany: Setup(" + strconv.Itoa(n) + ") of contender " + strconv.Quote(c.Name) + " returned nil: it returns the call to measure")
				}
				l.Y = append(l.Y, max(bench(call).Min, 1e-12))
			}
		}
	}
	if len(fig.Lines) > 0 {
		fig.Show()
	}
	cell.Show(caption(fig.Lines, notes))
	return fig
}

// curve returns the line of a reference from lo to hi, and where it comes from.
func (c Contender) curve(lo, hi int) (line Line, note string) {
	out, err := cell.Run(nil, append([]string{"reference"}, c.reference...)...)
	if err != nil {
		return line, "No reference: " + err.Error()
	}
	name, rest, _ := strings.Cut(string(out), "\n")
	note, points, _ := strings.Cut(rest, "\n")
	line.Name, line.Faint = name+" (reference)", true
	for p := range strings.Lines(points) {
		n, seconds, _ := strings.Cut(strings.TrimSpace(p), " ")
		x, _ := strconv.ParseFloat(n, 64)
		y, _ := strconv.ParseFloat(seconds, 64)
		if x >= float64(lo) && x <= float64(hi) && y > 0 {
			line.X, line.Y = append(line.X, x), append(line.Y, y)
		}
	}
	if line.X == nil {
		return line, "No reference: " + name + " was not measured from " + strconv.Itoa(lo) + " to " + strconv.Itoa(hi)
	}
	return line, "Reference: " + note + "."
}

// caption is a table of the lines at some of the points of the first that was
// measured here, and notes.
func caption(lines []Line, notes []string) cell.Bundle {
	if len(lines) == 0 {
		return cell.Bundle{cell.Text: strings.Join(notes, "\n"), cell.HTML: notesHTML(notes)}
	}
	all := lines[max(0, slices.IndexFunc(lines, func(l Line) bool { return !l.Faint }))].X
	var xs []float64
	const most = 5
	for k := range min(most, len(all)) {
		xs = append(xs, all[k*(len(all)-1)/max(min(most, len(all))-1, 1)])
	}
	head := []string{"n"}
	for _, x := range xs {
		head = append(head, strconv.FormatFloat(x, 'f', -1, 64))
	}
	grid := [][]string{head}
	for _, l := range lines {
		row := []string{l.Name}
		for _, x := range xs {
			s := ""
			for i := range l.X {
				if l.X[i] == x {
					s = timing.Short(l.Y[i])
				}
			}
			row = append(row, s)
		}
		if strings.Join(row[1:], "") != "" { // a reference may know other sizes only
			grid = append(grid, row)
		}
	}
	return cell.Bundle{cell.Text: gridText(grid, notes), cell.HTML: gridHTML(grid, notes)}
}

func gridText(grid [][]string, notes []string) string {
	widths := make([]int, len(grid[0]))
	for _, row := range grid {
		for i, s := range row {
			widths[i] = max(widths[i], len([]rune(s)))
		}
	}
	var lines []string
	for _, row := range grid {
		line := fmt.Sprintf("%-*s", widths[0], row[0])
		for i, s := range row[1:] {
			line += fmt.Sprintf("  %*s", widths[i+1], s)
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.Join(append(lines, notes...), "\n")
}

func gridHTML(grid [][]string, notes []string) string {
	var b strings.Builder
	b.WriteString(`<div style="overflow-x:auto"><table style="width:auto;margin:4px 0;border-collapse:collapse"><tbody>`)
	for r, row := range grid {
		b.WriteString("<tr>")
		for i, s := range row {
			style := "padding:2px 14px 2px 0;white-space:nowrap;text-align:right"
			if i == 0 {
				style = "padding:2px 14px 2px 0;white-space:nowrap;text-align:left"
			}
			if r == 0 {
				style += ";font-weight:bold;border-bottom:1px solid rgba(128,140,155,0.5)"
			} else if i > 0 {
				s = strings.Replace(s, " us", " µs", 1)
			}
			fmt.Fprintf(&b, `<td style="%s">%s</td>`, style, html.EscapeString(s))
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</tbody></table></div>")
	return b.String() + notesHTML(notes)
}

func notesHTML(notes []string) (page string) {
	for _, n := range notes {
		page += `<div><i>` + html.EscapeString(n) + `</i></div>`
	}
	return page
}
