// Package machine knows the machine that cells run on: what it is called, and
// what it can do at best, which it measures once and keeps.
package machine

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"time"

	np "fastergo/arraylib"
	"fastergo/arraylib/roofline"
	"fastergo/internal/cell"
	"fastergo/internal/house"
	"fastergo/internal/lock"
	"fastergo/internal/timing"
)

// Name tells this machine, as programs see it, from others.
func Name() string { return roofline.Machine() + ", kernels: " + np.Using().String() }

// Kept are limits and what there is to know of their measuring: the file's content.
type Kept struct {
	Machine string
	Date    time.Time
	Limits  *roofline.Limits
}

// Limits returns what this machine can do at best: measured, which takes some
// seconds, or as it was measured before and kept. With again it is measured in
// any case.
func Limits(again bool) Kept {
	// All workspaces are on one machine, so the user's cache is the place. Where
	// nothing can be written there, it is the state of the cells.
	state := filepath.Join(cell.StateDir(), "machine.json")
	places := []string{state}
	if home, err := house.Home(); err == nil {
		places = []string{filepath.Join(home, "machine.json"), state}
	}
	defer lock.File(places[0])() // two at once would measure each other
	var newest Kept
	for _, path := range places {
		var k Kept
		data, err := os.ReadFile(path)
		if err == nil && json.Unmarshal(data, &k) == nil && k.Machine == Name() && k.Limits != nil && len(k.Limits.Levels) > 0 && k.Date.After(newest.Date) {
			newest = k
		}
	}
	if newest.Limits != nil && !again {
		return newest
	}
	k := Kept{Name(), time.Now(), measure()}
	data, err := json.Marshal(k)
	for i := 0; err == nil && i < len(places); i++ {
		if cell.WriteFile(places[i], data) == nil {
			break
		}
	}
	return k
}

// measure is what tests replace.
var measure = roofline.Measure

// Encode writes the limits that a cell asks for, a line for each, its name and its
// rate: the ceiling of operations a second with numbers of so many bits, then
// the bytes a second that can be copied in the second cache and in memory.
func Encode(l *roofline.Limits, bits int) []byte {
	fma := l.FMA64
	if bits == 32 {
		fma = l.FMA32
	}
	b := fmt.Appendf(nil, "ceiling %g\n", fma.Best())
	for _, level := range l.Levels {
		if level.Name == "L2" || level.Name == "memory" {
			b = fmt.Appendf(b, "%s %g\n", level.Name, level.Copy.Best())
		}
	}
	return b
}

// Card shows the machine and its limits.
func Card(k Kept) cell.Bundle {
	l := k.Limits
	name, _, _ := strings.Cut(roofline.Machine(), ",")
	tiers := tiers()
	what := []string{
		plural(l.Threads, "thread") + ", " + rest(roofline.Machine()),
		"kernels of arraylib: " + np.Using().String() + " (" + strings.Join(tiers, ", ") + " can be had)",
	}
	head := []string{"", "size", "read", "write", "copy"}
	var lines [][]string
	for _, level := range l.Levels {
		size := ""
		if level.Size > 0 {
			size = binary(level.Size)
		}
		lines = append(lines, []string{level.Name, size, both(level.Read), both(level.Write), both(level.Copy)})
	}
	flops := ""
	if l.FMA32.Best() > 0 {
		flops = fmt.Sprintf("Multiply-adds, GFLOP/s: float32 %s, float64 %s", both(l.FMA32), both(l.FMA64))
	}
	note := "GB/s and GFLOP/s of one thread / of all. A copy counts twice, read and written."
	measured := "Measured on " + k.Date.Format("2 January 2006") + ". To measure again, when nothing else runs: a cell with"
	const command = "!fastergo machine --again"
	var t, h strings.Builder
	fmt.Fprintf(&t, "%s\n%s\n%-8s %9s %15s %15s %15s\n", name, strings.Join(what, "\n"), "GB/s", head[1], head[2], head[3], head[4])
	for _, c := range lines {
		fmt.Fprintf(&t, "%-8s %9s %15s %15s %15s\n", c[0], c[1], c[2], c[3], c[4])
	}
	if flops != "" {
		fmt.Fprintln(&t, flops)
	}
	fmt.Fprintf(&t, "%s\n%s\n  %s\n", note, measured, command)
	fmt.Fprintf(&h, `<div class="fg-machine" style="border:1px solid rgba(128,140,155,0.35);border-left:4px solid #2f81d6;border-radius:6px;padding:10px 14px;margin:4px 0;max-width:46em"><div><b>%s</b></div>`, html.EscapeString(name))
	for _, w := range what {
		fmt.Fprintf(&h, `<div>%s</div>`, html.EscapeString(w))
	}
	h.WriteString(`<table style="width:auto;margin:8px 0;border-collapse:collapse"><thead><tr>`)
	most := 0.0
	for _, level := range l.Levels {
		most = max(most, level.Read.Best())
	}
	for i, c := range append(head, "") {
		if i >= 2 && c != "" {
			c += ", GB/s"
		}
		fmt.Fprintf(&h, `<th style="%s;border-bottom:1px solid rgba(128,140,155,0.5)">%s</th>`, place(i), c)
	}
	h.WriteString(`</tr></thead><tbody>`)
	for k, line := range lines {
		h.WriteString(`<tr>`)
		for i, c := range line {
			fmt.Fprintf(&h, `<td style="%s">%s</td>`, place(i), c)
		}
		fmt.Fprintf(&h, `<td style="%s"><div style="background-color:#2f81d6;height:10px;border-radius:2px;width:%.0fpx"></div></td></tr>`, place(0), max(1, 110*l.Levels[k].Read.Best()/most))
	}
	h.WriteString(`</tbody></table>`)
	if flops != "" {
		fmt.Fprintf(&h, `<div>%s</div>`, flops)
	}
	fmt.Fprintf(&h, `<div><i>%s Bars: reading.</i></div><div><i>%s</i> <code>%s</code></div></div>`, note, measured, command)
	return cell.Bundle{cell.Text: t.String(), cell.HTML: h.String()}
}

func place(i int) string {
	side := "right"
	if i == 0 {
		side = "left"
	}
	return "text-align:" + side + ";padding:2px 14px 2px 0;white-space:nowrap"
}

// tiers are those of this machine.
func tiers() (names []string) {
	for _, t := range []np.Tier{np.Portable, np.AVX2, np.AVX512} {
		restore := np.Use(t)
		if np.Using() == t {
			names = append(names, t.String())
		}
		restore()
	}
	return names
}

func rest(machine string) string {
	parts := strings.SplitN(machine, ", ", 3)
	return parts[len(parts)-1]
}

func both(r roofline.Rates) string {
	return timing.Digits(r.One/1e9) + " / " + timing.Digits(r.All/1e9)
}

func binary(n int) string {
	if n >= 1<<20 {
		return timing.Digits(float64(n)/(1<<20)) + " MiB"
	}
	return timing.Digits(float64(n)/(1<<10)) + " KiB"
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
