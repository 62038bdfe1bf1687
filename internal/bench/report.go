package bench

import (
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	np "fastergo/arraylib"
	"fastergo/arraylib/roofline"
)

// A Table writes the comparison for people, row by row as it goes.
type Table struct {
	W      io.Writer
	Colour bool

	shown []Row
	tiers []string // that have columns
}

const (
	bold  = "1"
	dim   = "2"
	red   = "31"
	green = "32"
)

func (t *Table) paint(code, s string) string {
	if !t.Colour || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// Header says what was measured where, and begins the table.
func (t *Table) Header(machine string, versions []string, limits *roofline.Limits, o Options) {
	o = o.withDefaults()
	fmt.Fprintln(t.W, t.paint(bold, machine))
	fmt.Fprintln(t.W, strings.Join(versions, " · "))
	fmt.Fprintf(t.W, "Best of %d batches of %v; everybody takes turns. Ratio: ours / best peer, below 1 we are ahead.\n\n", o.Rounds, o.Batch)
	if limits != nil {
		t.limits(limits)
	}
	head := fmt.Sprintf("%-42s %9s %9s  %-8s %7s %8s %7s", "workload", "ours", "best peer", "", "ratio", "(median)", "limit")
	if o.Tiers {
		for tier := np.Using(); tier > np.Portable; tier-- {
			t.tiers = append(t.tiers, (tier - 1).String())
			head += pad(t.tiers[len(t.tiers)-1], 10)
		}
	}
	fmt.Fprintln(t.W, t.paint(bold, head))
}

func (t *Table) limits(l *roofline.Limits) {
	fmt.Fprintln(t.W, t.paint(bold, fmt.Sprintf("%-18s %8s %8s   %8s %8s   %8s %8s", "limits, GB/s", "read ×1", "all", "write ×1", "all", "copy ×1", "all")))
	for _, v := range l.Levels {
		name := v.Name
		if v.Size > 0 {
			name += " " + size(v.Size)
		}
		fmt.Fprintf(t.W, "%-18s", name)
		gap := " "
		for _, r := range []roofline.Rates{v.Read, v.Write, v.Copy} {
			fmt.Fprintf(t.W, "%s%8.1f %8.1f", gap, r.One/1e9, r.All/1e9)
			gap = "   "
		}
		fmt.Fprintln(t.W)
	}
	ceiling := func(r roofline.Rates) string {
		if r.Best() == 0 {
			return "unknown"
		}
		return fmt.Sprintf("%.0f ×1, %.0f all", r.One/1e9, r.All/1e9)
	}
	fmt.Fprintf(t.W, "FMA ceiling, GFLOP/s: f32 %s; f64 %s\n\n", ceiling(l.FMA32), ceiling(l.FMA64))
}

// Row writes one row and its notes.
func (t *Table) Row(r Row) {
	t.shown = append(t.shown, r)
	peer, ratio, median, limit := "–", "–", "", "–"
	colour := dim
	if r.Ratio != nil {
		peer = duration(r.Peers[r.BestPeer])
		ratio, median = threeDigits(*r.Ratio), "("+threeDigits(*r.RatioMedian)+")"
		colour = green
		if *r.Ratio >= 1 {
			colour = red
		}
	}
	if r.Limit != nil {
		limit = percent(*r.Limit / r.OursS)
	}
	name := r.Workload
	if r.N > 0 {
		name = fmt.Sprintf("%s, n = %s", name, power(r.N))
	}
	tiers := ""
	for _, tier := range t.tiers {
		tiers += pad(duration(r.Tiers[tier]), 10)
	}
	fmt.Fprintf(t.W, "%s %s %s  %-8s %s %s %s%s\n", pad(name, -42), pad(duration(r.OursS), 9), pad(peer, 9), r.BestPeer,
		t.paint(colour, pad(ratio, 7)), t.paint(dim, pad(median, 8)), pad(limit, 7), tiers)
	for _, note := range r.Notes {
		fmt.Fprintln(t.W, t.paint(dim, "  "+note))
	}
}

// Footer ends the table with the geometric means.
func (t *Table) Footer() {
	peer, beyond := "peer", false
	for _, r := range t.shown {
		if _, ok := r.Peers["loop"]; ok {
			peer = "of peers and plain Go loop"
		}
		beyond = beyond || r.Limit != nil && *r.Limit > r.OursS
	}
	if beyond {
		fmt.Fprintln(t.W, "\nA limit above 100 %: the row ran in a nearer cache than its bytes would suggest.")
	}
	ahead, compared := 0, 0
	sum, sumMedian := 0.0, 0.0
	for _, r := range t.shown {
		if r.Ratio == nil {
			continue
		}
		compared++
		if *r.Ratio < 1 {
			ahead++
		}
		sum += math.Log(*r.Ratio)
		sumMedian += math.Log(*r.RatioMedian)
	}
	if compared == 0 {
		fmt.Fprintln(t.W, "\nNo row has a peer to compare with.")
		return
	}
	mean, meanMedian := math.Exp(sum/float64(compared)), math.Exp(sumMedian/float64(compared))
	fmt.Fprintln(t.W, t.paint(bold, fmt.Sprintf("%-42s %9s %9s  %-8s %7s %8s", "geometric mean", "", "", "", threeDigits(mean), "("+threeDigits(meanMedian)+")")))
	fmt.Fprintf(t.W, "\nAhead of the best %s in %d of %d rows.\n", peer, ahead, compared)
}

// pad makes s at least |width| wide, to the left if width is negative.
func pad(s string, width int) string {
	fill := strings.Repeat(" ", max(0, max(width, -width)-utf8.RuneCountInString(s)))
	if width < 0 {
		return s + fill
	}
	return fill + s
}

// duration writes seconds with three digits.
func duration(s float64) string {
	for _, u := range []struct {
		size float64
		name string
	}{{1, "s"}, {1e-3, "ms"}, {1e-6, "µs"}} {
		if s >= u.size*0.9995 {
			return threeDigits(s/u.size) + " " + u.name
		}
	}
	return threeDigits(s*1e9) + " ns"
}

func threeDigits(v float64) string {
	switch {
	case v >= 99.95:
		return fmt.Sprintf("%.0f", v)
	case v >= 9.995:
		return fmt.Sprintf("%.1f", v)
	default:
		return fmt.Sprintf("%.2f", v)
	}
}

func percent(part float64) string {
	digits := 0
	switch {
	case part < 0.00995:
		digits = 2
	case part < 0.0995:
		digits = 1
	}
	return fmt.Sprintf("%.*f %%", digits, 100*part)
}

func size(bytes int) string {
	if bytes >= 1<<20 {
		return fmt.Sprintf("%d MiB", bytes>>20)
	}
	return fmt.Sprintf("%d KiB", bytes>>10)
}
