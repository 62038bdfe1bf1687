package bench

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strings"
)

// Bars is an SVG of the rows' ratios: a bar to the left of the line in the
// middle, where we are as fast as the best peer, is a row where we are ahead. A
// length is the logarithm, so that twice as fast is as long as half as fast.
//
// It has no background and no text colour of its own, so that it fits light and
// dark pages.
func Bars(rows []Row) []byte {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return r.Ratio == nil })
	const (
		height = 16  // of a row
		names  = 270 // width of the names
		half   = 200 // width of a side
		top    = 34
	)
	reach := math.Log2(4)
	for _, r := range rows {
		reach = max(reach, math.Abs(math.Log2(*r.Ratio)))
	}
	reach = math.Ceil(reach)
	middle := names + half
	x := func(ratio float64) float64 { return float64(middle) + half*math.Log2(ratio)/reach }
	var b strings.Builder
	width, depth := names+2*half+130, top+height*len(rows)+14
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" style="width:100%%;max-width:%dpx;height:auto" role="img" font-family="'Liberation Sans',Arial,Helvetica,sans-serif" font-size="11" fill="currentColor">`+"\n", width, depth, width)
	fmt.Fprintf(&b, `<text x="%d" y="12" text-anchor="middle">← ahead of the best peer · time as a multiple of its · behind →</text>`+"\n", middle)
	step := math.Ceil(reach / 4)
	for e := -step * math.Floor(reach/step); e <= reach; e += step {
		at := x(math.Exp2(e))
		label := fmt.Sprintf("×%g", math.Exp2(e))
		if e < 0 {
			label = fmt.Sprintf("×1/%g", math.Exp2(-e))
		}
		fmt.Fprintf(&b, `<line x1="%.1f" x2="%.1f" y1="%d" y2="%d" stroke="#808c9b" stroke-width="0.5"/><text x="%.1f" y="%d" text-anchor="middle" font-size="9">%s</text>`+"\n",
			at, at, top-4, depth-10, at, top-8, label)
	}
	for i, r := range rows {
		y := top + height*i
		colour, from := "#1f926b", x(*r.Ratio)
		if *r.Ratio >= 1 {
			colour, from = "#d06a1c", float64(middle)
		}
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end">%s</text>`, names-8, y+11, html.EscapeString(r.Workload))
		fmt.Fprintf(&b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`, from, y+2, math.Abs(x(*r.Ratio)-float64(middle)), height-5, colour)
		fmt.Fprintf(&b, `<text x="%d" y="%d">%s × %s</text>`+"\n", names+2*half+10, y+11, threeDigits(*r.Ratio), html.EscapeString(r.BestPeer))
	}
	fmt.Fprintf(&b, `<line x1="%d" x2="%d" y1="%d" y2="%d" stroke="currentColor"/>`+"\n</svg>\n", middle, middle, top-4, depth-10)
	return []byte(b.String())
}

// looks are how each system is drawn in every picture: a colour that stands out
// from white and from black by 3:1, and a pattern of dashes.
var looks = []struct{ name, colour, dashes string }{
	{"ours", "#2f81d6", "none"},
	{"numpy", "#d06a1c", "7 3"},
	{"scipy", "#9a7b1e", "7 3 2 3"},
	{"sklearn", "#b0703f", "2 3"},
	{"numba", "#1f926b", "4 2"},
	{"jax", "#b85fc4", "9 3"},
	{"torch", "#d2494f", "5 2 1 2"},
	{"gonum", "#1b8fa6", "3 3"},
	{"loop", "#7d8691", "1 2"},
}

// Curves is an SVG of the rows of one Growth: seconds over n, both as
// logarithms, a line for each system. Like Bars it fits light and dark pages.
func Curves(name string, rows []Row) []byte {
	const (
		width, height            = 640, 380
		left, right, top, bottom = 64, 530, 36, 330
	)
	lowest, highest, most := math.Inf(1), 0.0, 1
	seconds := func(r Row, who string) (float64, bool) {
		if who == "ours" {
			return r.OursS, true
		}
		s, ok := r.Peers[who]
		return s, ok
	}
	for _, r := range rows {
		most = max(most, r.N)
		for _, l := range looks {
			if s, ok := seconds(r, l.name); ok && s > 0 {
				lowest, highest = min(lowest, s), max(highest, s)
			}
		}
	}
	first, last, right10 := math.Floor(math.Log10(lowest)), math.Ceil(math.Log10(highest)), math.Log10(float64(max(most, 10)))
	x := func(n int) float64 { return left + (right-left)*math.Log10(float64(n))/right10 }
	y := func(s float64) float64 { return bottom - (bottom-top)*(math.Log10(s)-first)/max(1, last-first) }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" style="width:100%%;max-width:%dpx;height:auto" role="img" font-family="'Liberation Sans',Arial,Helvetica,sans-serif" font-size="13" fill="currentColor">`+"\n", width, height, width)
	fmt.Fprintf(&b, `<title>Time of a call of %s as n grows</title><text x="%d" y="20" text-anchor="middle" font-size="15">%[1]s: time of a call as n grows</text>`+"\n", html.EscapeString(name), (left+right)/2)
	for e := first; e <= last && len(rows) > 0; e++ {
		at := y(math.Pow(10, e))
		fmt.Fprintf(&b, `<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#808c9b" stroke-width="0.5"/><text x="%d" y="%.1f" text-anchor="end">%s</text>`+"\n",
			left, right, at, at, left-8, at+4, roundTime(int(e)))
	}
	for e, n := 0, 1; n <= most; e, n = e+1, n*10 {
		label := fmt.Sprintf("%d%s", []int{1, 10, 100}[e%3], []string{"", "k", "M", "G"}[min(e/3, 3)])
		fmt.Fprintf(&b, `<line x1="%.1f" x2="%.1f" y1="%d" y2="%d" stroke="#808c9b" stroke-width="0.5"/><text x="%.1f" y="%d" text-anchor="middle">%s</text>`+"\n",
			x(n), x(n), top, bottom, x(n), bottom+18, label)
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle">n</text>`+"\n", (left+right)/2, height-12)
	for i, line := len(looks)-1, 0; i >= 0; i-- { // ours above the others
		l := looks[i]
		var points []string
		for _, r := range rows {
			if s, ok := seconds(r, l.name); ok && s > 0 {
				points = append(points, fmt.Sprintf("%.1f,%.1f", x(r.N), y(s)))
			}
		}
		if points == nil {
			continue
		}
		thick := 1.6
		if l.name == "ours" {
			thick = 2.8
		}
		style := fmt.Sprintf(`fill="none" stroke="%s" stroke-width="%g" stroke-dasharray="%s"`, l.colour, thick, l.dashes)
		fmt.Fprintf(&b, `<polyline points="%s" %s/>`+"\n", strings.Join(points, " "), style)
		at := bottom - 8 - 22*line
		fmt.Fprintf(&b, `<line x1="%d" x2="%d" y1="%d" y2="%d" %s/><text x="%d" y="%d">%s</text>`+"\n", right+14, right+44, at, at, style, right+50, at+4, l.name)
		line++
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// roundTime writes 10^e seconds as people do: 100 ns.
func roundTime(e int) string {
	if e > 0 {
		return fmt.Sprintf("%g s", math.Pow10(e))
	}
	unit := (-e + 2) / 3
	return fmt.Sprintf("%g %s", math.Pow10(e+3*unit), []string{"s", "ms", "µs", "ns", "ps", "fs"}[min(unit, 5)])
}
