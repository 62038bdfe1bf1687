package bench

import (
	"fmt"
	"html"
	"maps"
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

func sortedNames(peers map[string]float64) []string { return slices.Sorted(maps.Keys(peers)) }
