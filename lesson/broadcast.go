package lesson

import (
	"fmt"
	"strconv"
	"strings"

	"fastergo/internal/cell"
)

// Broadcast draws how shapes broadcast: aligned at their last axes, axes of
// length 1 stretched to fit the others, and the shape of the result, or the axis
// on which they do not fit. Small arrays are drawn too, with what is repeated
// dashed.
//
// It panics if there are no shapes or a length is negative.
func Broadcast(shapes ...[]int) { broadcast(shapes) }

//go:noinline
func broadcast(shapes [][]int) {
	p := planBroadcast(shapes)
	drawing := p.svg()
	cell.Show(picture(drawing, drawing, true, p.text(), p.text()))
}

// A broadcastPlan is what becomes of each axis.
type broadcastPlan struct {
	shapes [][]int
	result []int
	fails  int // the axis of result, from the first, that does not fit; -1 for none
}

func planBroadcast(shapes [][]int) broadcastPlan {
	if len(shapes) == 0 {
		panic("Broadcast: no shapes")
	}
	p := broadcastPlan{shapes: shapes, fails: -1}
	nd := 0
	for _, s := range shapes {
		nd = max(nd, len(s))
		for _, n := range s {
			if n < 0 {
				panic(fmt.Sprintf("Broadcast: shape %s has a negative length", tuple(s)))
			}
		}
	}
	p.result = make([]int, nd)
	for d := nd - 1; d >= 0; d-- {
		p.result[d] = 1
		for k := range shapes {
			n, ok := p.length(k, d)
			switch {
			case !ok || n == 1 || n == p.result[d]:
			case p.result[d] == 1:
				p.result[d] = n
			case p.fails < 0:
				p.fails = d
			}
		}
	}
	return p
}

// length returns the length of shape k on axis d of the result, and false if it
// has no such axis.
func (p broadcastPlan) length(k, d int) (int, bool) {
	d -= len(p.result) - len(p.shapes[k])
	if d < 0 {
		return 1, false
	}
	return p.shapes[k][d], true
}

// verdict is the result in one line.
func (p broadcastPlan) verdict() string {
	if p.fails < 0 {
		return "result: shape " + tuple(p.result)
	}
	var lengths []string
	for k := range p.shapes {
		if n, ok := p.length(k, p.fails); ok && n != 1 {
			lengths = append(lengths, strconv.Itoa(n))
		}
	}
	return fmt.Sprintf("does not fit: axis %d has lengths %s, which differ and are not 1", p.fails-len(p.result), strings.Join(lengths, " and "))
}

func (p broadcastPlan) text() string {
	var b strings.Builder
	for k, s := range p.shapes {
		fmt.Fprintf(&b, "shape %d ", k+1)
		for d := range p.result {
			text := ""
			if n, ok := p.length(k, d); ok {
				text = strconv.Itoa(n)
			}
			fmt.Fprintf(&b, "%6s", text)
		}
		fmt.Fprintf(&b, "   %s\n", tuple(s))
	}
	for d := len(p.result) - 1; d >= 0; d-- {
		fmt.Fprintf(&b, "axis %d: %s\n", d-len(p.result), p.axis(d))
	}
	return b.String() + p.verdict()
}

// axis says what happens to axis d.
func (p broadcastPlan) axis(d int) string {
	if p.fails == d {
		return "the lengths differ and are not 1"
	}
	var what []string
	for k := range p.shapes {
		switch n, ok := p.length(k, d); {
		case !ok:
			what = append(what, fmt.Sprintf("shape %d has none, so it counts as 1 and is repeated %d times", k+1, p.result[d]))
		case n == 1 && p.result[d] != 1:
			what = append(what, fmt.Sprintf("shape %d is 1 and is repeated %d times", k+1, p.result[d]))
		}
	}
	if len(what) == 0 {
		return fmt.Sprintf("all are %d", p.result[d])
	}
	return strings.Join(what, "; ")
}

// Sizes of the drawing, in pixels.
const (
	shapeLeft  = 150
	shapeBox   = 64
	shapeRow   = 38
	miniCell   = 20
	miniMost   = 12 // rows or columns of an array that is drawn
	broadcasts = `<style>@keyframes fg-stretch{0%,15%{opacity:0}45%,90%{opacity:1}100%{opacity:0}}.fg-stretch{animation:fg-stretch 5s ease-in-out infinite}@media(prefers-reduced-motion:reduce){.fg-stretch{animation:none}}</style>`
)

func (p broadcastPlan) svg() string {
	var b strings.Builder
	nd := len(p.result)
	width := max(640, shapeLeft+nd*shapeBox+200)
	b.WriteString(broadcasts)
	y := 4
	for d := range p.result {
		svgText(&b, shapeLeft+d*shapeBox+26, y+12, 11, `text-anchor="middle" opacity="0.85"`, fmt.Sprintf("axis %d", d-nd))
	}
	y += 20
	for k, s := range p.shapes {
		svgText(&b, 0, y+21, 13, `font-family="monospace"`, tuple(s))
		for d := range p.result {
			p.box(&b, k, d, shapeLeft+d*shapeBox, y)
		}
		y += shapeRow
	}
	fmt.Fprintf(&b, `<line x1="0" y1="%d" x2="%d" y2="%d" stroke="currentColor" stroke-width="1"/>`, y, shapeLeft+nd*shapeBox, y)
	y += 6
	if p.fails < 0 {
		svgText(&b, 0, y+21, 13, `font-family="monospace" font-weight="bold"`, tuple(p.result))
		for d, n := range p.result {
			shapeRect(&b, shapeLeft+d*shapeBox, y, `fill="rgba(31,146,107,0.25)" stroke="#1f926b"`, strconv.Itoa(n), "")
		}
		y += shapeRow
	}
	svgText(&b, 0, y+16, 13, `font-weight="bold"`, p.verdict())
	y += 30
	if p.fails < 0 {
		y = p.arrays(&b, y, width)
	}
	return svgOpen(width, y) + b.String() + "</svg>"
}

// box draws axis d of shape k: its length, or what it is stretched to.
func (p broadcastPlan) box(b *strings.Builder, k, d, x, y int) {
	n, ok := p.length(k, d)
	switch to := p.result[d]; {
	case p.fails == d && ok && n != 1:
		shapeRect(b, x, y, `fill="rgba(248,81,73,0.15)" stroke="#c93c37" stroke-width="2"`, strconv.Itoa(n)+" ✗", "")
	case p.fails < 0 && n == 1 && (to != 1 || !ok):
		if ok {
			shapeRect(b, x, y, `fill="none" stroke="#2f81d6"`, "", "")
			svgText(b, x+13, y+21, 14, `text-anchor="middle" font-family="monospace"`, "1")
		}
		b.WriteString(`<g class="fg-stretch">`)
		more := ""
		if ok {
			more = "→ "
		}
		shapeRect(b, x, y, `fill="rgba(47,129,214,0.16)" stroke="#2f81d6" stroke-dasharray="4 3"`, "", "")
		svgText(b, x+33, y+21, 14, `text-anchor="middle" font-family="monospace"`, more+strconv.Itoa(to))
		b.WriteString(`</g>`)
	case ok:
		shapeRect(b, x, y, `fill="rgba(47,129,214,0.25)" stroke="#2f81d6"`, strconv.Itoa(n), "")
	}
}

func shapeRect(b *strings.Builder, x, y int, paint, text, more string) {
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="52" height="30" rx="4" %s/>`, x, y, paint)
	svgText(b, x+26, y+21, 14, `text-anchor="middle" font-family="monospace"`+more, text)
}

// arrays draws the arrays themselves, if they are small and have two axes at
// most, and returns where the drawing ends.
func (p broadcastPlan) arrays(b *strings.Builder, y, width int) int {
	nd := len(p.result)
	if nd == 0 || nd > 2 || size(p.result) == 0 || max(p.result[0], p.result[nd-1]) > miniMost {
		return y
	}
	rows, columns := 1, p.result[nd-1]
	if nd == 2 {
		rows = p.result[0]
	}
	x := 0
	for k := range p.shapes {
		h, w := 1, 1
		w, _ = p.length(k, nd-1)
		if nd == 2 {
			h, _ = p.length(k, 0)
		}
		if x > 0 && x+columns*miniCell > width {
			x, y = 0, y+rows*miniCell+40
		}
		svgText(b, x, y+12, 11, `font-family="monospace"`, tuple(p.shapes[k]))
		for i := range rows {
			for j := range columns {
				paint := `fill="rgba(47,129,214,0.40)" stroke="#2f81d6"`
				if i >= h || j >= w {
					paint = `class="fg-stretch" fill="rgba(47,129,214,0.10)" stroke="#2f81d6" stroke-dasharray="3 3"`
				}
				fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" %s/>`, x+1+j*miniCell, y+20+i*miniCell, miniCell-2, miniCell-2, paint)
			}
		}
		x += max(columns*miniCell, 70) + 36
	}
	return y + 20 + rows*miniCell + 8
}
