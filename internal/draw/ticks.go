package draw

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
)

// axis returns the scale and the ticks of an axis with a label, about n of them.
func axis(log bool, label string, n int) (plot.Normalizer, plot.Ticker) {
	switch {
	case log && isTime(label):
		return plot.LogScale{}, logTicks{seconds, n}
	case log:
		return plot.LogScale{}, logTicks{short, n}
	case isTime(label):
		return plot.LinearScale{}, linearTicks{seconds, n}
	default:
		return plot.LinearScale{}, linearTicks{plain, n}
	}
}

// isTime reports whether an axis shows seconds.
func isTime(label string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(label), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if w == "seconds" {
			return true
		}
	}
	return false
}

// usual is how many digits numbers on an axis have, unless it takes more to tell
// them apart.
const usual = 6

// linearTicks are at multiples of 1, 2 or 5 times a power of ten, or at the ends
// if these are neighbours among floating-point numbers.
type linearTicks struct {
	name func(v float64, digits int) string
	n    int
}

func (t linearTicks) Ticks(lo, hi float64) (ticks []plot.Tick) {
	var at []float64
	for n := t.n; len(at) < 2 && n <= 2*t.n+2; n++ { // one tick is no scale
		at = cut(lo, hi, n)
	}
	if len(at) < 2 {
		at = []float64{lo, hi}
	}
	for digits := usual; digits <= 17; digits++ {
		ticks = nil
		same := false
		for i, v := range at {
			ticks = append(ticks, plot.Tick{Value: v, Label: t.name(v, digits)})
			same = same || i > 0 && ticks[i].Label == ticks[i-1].Label
		}
		if !same {
			break
		}
	}
	return ticks
}

// cut returns values that cut an axis into no more than n steps.
func cut(lo, hi float64, n int) (at []float64) {
	step := niceStep(hi-lo, n)
	if !(step > 0) {
		return nil
	}
	// Through decimal text, so that 3 * 0.1 is 0.3, and as exact as steps are wide.
	digits := max(12, min(17, 2+int(math.Ceil(math.Log10(max(-lo, hi)/step)))))
	first := math.Ceil(lo/step - 1e-9)
	for k := range 100 {
		i := first + float64(k)
		if i*step > hi+step*1e-9 {
			break
		}
		v, _ := strconv.ParseFloat(strconv.FormatFloat(i*step, 'g', digits, 64), 64)
		if v == 0 {
			v = 0 // not -0
		}
		if v >= lo-step*1e-9 && v <= hi+step*1e-9 && (len(at) == 0 || v != at[len(at)-1]) {
			at = append(at, v)
		}
	}
	return at
}

// niceStep is the least of 1, 2 and 5 times a power of ten that cuts width into
// no more than n steps.
func niceStep(width float64, n int) float64 {
	if !(width > 0) || math.IsInf(width, 0) {
		return 0
	}
	raw := width / float64(n)
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= raw*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// logTicks labels the decades, some of them if there are many, and the parts of
// decades if there are few.
type logTicks struct {
	name func(v float64, digits int) string
	n    int
}

func (t logTicks) Ticks(lo, hi float64) (ticks []plot.Tick) {
	if lo <= 0 {
		return nil
	}
	labels := 0
	first, last := int(math.Floor(math.Log10(lo))), int(math.Ceil(math.Log10(hi)))
	decades := math.Log10(hi) - math.Log10(lo) // hi/lo may be no finite number
	every := max(1, int(math.Ceil(decades/float64(t.n))))
	for e := first; e <= last; e++ {
		for m := 1; m < 10; m++ {
			v := float64(m) * math.Pow10(e)
			label := ""
			switch {
			case m == 1 && e%every == 0,
				(m == 2 || m == 5) && decades <= 2,
				decades < 0.7:
				label = t.name(v, usual)
			}
			if m > 1 && every > 1 {
				continue
			}
			ticks = append(ticks, plot.Tick{Value: v, Label: label})
			if label != "" && v >= lo && v <= hi {
				labels++
			}
		}
	}
	if labels < 2 { // one is no scale
		return linearTicks(t).Ticks(lo, hi)
	}
	return ticks
}

// short writes a number as people read it on an axis: 0.1, 10, 10k, 1M, 1e15.
func short(v float64, digits int) string {
	if a := math.Abs(v); a >= 1e3 && a < 1e15 {
		for _, u := range []struct {
			size float64
			name string
		}{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}} {
			if a >= u.size {
				return strconv.FormatFloat(v/u.size, 'g', digits, 64) + u.name
			}
		}
	}
	s := strconv.FormatFloat(v, 'g', digits, 64)
	if mantissa, exponent, ok := strings.Cut(s, "e"); ok {
		n, _ := strconv.Atoi(exponent)
		return mantissa + "e" + strconv.Itoa(n)
	}
	return s
}

// plain is short, but writes years as years.
func plain(v float64, digits int) string {
	if a := math.Abs(v); a >= 1e3 && a < 1e4 {
		return strconv.FormatFloat(v, 'g', digits, 64)
	}
	return short(v, digits)
}

// seconds writes a time: 100 ns, 10 µs.
func seconds(v float64, digits int) string {
	a := math.Abs(v)
	if a == 0 {
		return "0"
	}
	for _, u := range []struct {
		size float64
		name string
	}{{1, " s"}, {1e-3, " ms"}, {1e-6, " µs"}} {
		if a >= u.size*(1-1e-9) {
			return strconv.FormatFloat(v/u.size, 'g', digits, 64) + u.name
		}
	}
	return strconv.FormatFloat(v*1e9, 'g', digits, 64) + " ns"
}
