package figure

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Text is f, which passes its Check, for those who read text: what it shows,
// and for each series its ends and extremes.
func (f Figure) Text() string {
	var b strings.Builder
	x, y := f.axes()
	b.WriteString(strings.TrimSuffix("Figure: "+f.Title, ": "))
	if len(f.Heat.Z) == 0 || f.X != "" || f.Y != "" {
		fmt.Fprintf(&b, " (%s over %s)", y, x)
	}
	for _, l := range f.Lines {
		lo, hi := extremes(l.Y)
		fmt.Fprintf(&b, "\n  %s: %s, %s = %.3g to %.3g, %s from %.3g to %.3g", cmp.Or(l.Name, "line"), count(len(l.X), "point"), x, l.X[0], l.X[len(l.X)-1], y, lo, hi)
	}
	for _, p := range f.Points {
		xlo, xhi := extremes(p.X)
		ylo, yhi := extremes(p.Y)
		fmt.Fprintf(&b, "\n  %s: %s, %s from %.3g to %.3g, %s from %.3g to %.3g", cmp.Or(p.Name, "points"), count(len(p.X), "point"), x, xlo, xhi, y, ylo, yhi)
		if len(p.Value) > 0 {
			lo, hi := extremes(p.Value)
			fmt.Fprintf(&b, ", values from %.3g to %.3g", lo, hi)
		}
		for _, g := range p.Groups() {
			fmt.Fprintf(&b, "\n    group %d: %s", g.ID, count(len(g.Members), "point"))
		}
	}
	for _, bars := range f.Bars {
		lo, hi := extremes(bars.Heights)
		fmt.Fprintf(&b, "\n  %s: %s, %s = %.3g to %.3g, heights from %.3g to %.3g", cmp.Or(bars.Name, "bars"), count(len(bars.Heights), "bar"), x, bars.Edges[0], bars.Edges[len(bars.Edges)-1], lo, hi)
	}
	if h := f.Heat; len(h.Z) > 0 {
		lo, hi := h.Extremes()
		fmt.Fprintf(&b, "\n  %s: %s by %s, from %.3g to %.3g", cmp.Or(h.Label, "heat map"), count(len(h.Z), "row"), count(len(h.Z[0]), "column"), lo, hi)
	}
	return b.String()
}

// Alt is f, which passes its Check, in one sentence, for those who do not see
// the picture.
func (f Figure) Alt() string {
	var kinds, names []string
	add := func(n int, kind string, name func(int) string) {
		if n == 0 {
			return
		}
		kinds = append(kinds, kind)
		for i := range n {
			if s := name(i); s != "" {
				names = append(names, s)
			}
		}
	}
	add(min(len(f.Heat.Z), 1), "a heat map", func(int) string { return f.Heat.Label })
	add(len(f.Bars), "bars", func(i int) string { return f.Bars[i].Name })
	add(len(f.Lines), "lines", func(i int) string { return f.Lines[i].Name })
	add(len(f.Points), "points", func(i int) string { return f.Points[i].Name })
	if len(f.Lines) == 1 {
		kinds[slices.Index(kinds, "lines")] = "a line"
	}
	x, y := f.axes()
	s := "Plot of " + list(kinds) + ": " + y + " over " + x
	if f.Title != "" {
		s = f.Title + ": " + strings.ToLower(s[:1]) + s[1:]
	}
	if len(names) > 0 {
		s += "; " + list(names)
	}
	return s + "."
}

func (f Figure) axes() (x, y string) {
	if len(f.Heat.Z) > 0 {
		return cmp.Or(f.X, "columns"), cmp.Or(f.Y, "rows")
	}
	return cmp.Or(f.X, "x"), cmp.Or(f.Y, "y")
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

func extremes(xs []float64) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, x := range xs {
		lo, hi = min(lo, x), max(hi, x)
	}
	return lo, hi
}

// Extremes returns the least and the greatest element.
func (h Heat) Extremes() (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, row := range h.Z {
		l, h := extremes(row)
		lo, hi = min(lo, l), max(hi, h)
	}
	return lo, hi
}

// A Group is what points have in common that look alike.
type Group struct {
	ID      int
	Members []int // indices of the points
}

// Groups returns the groups of p in the order of their numbers; none if p has
// none.
func (p Points) Groups() (gs []Group) {
	order := make([]int, len(p.Group))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p.Group[i], p.Group[j]) })
	for _, i := range order {
		if len(gs) == 0 || gs[len(gs)-1].ID != p.Group[i] {
			gs = append(gs, Group{ID: p.Group[i]})
		}
		g := &gs[len(gs)-1]
		g.Members = append(g.Members, i)
	}
	return gs
}
