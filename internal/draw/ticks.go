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

// linearTicks are at multiples of 1, 2 or 5 times a power of ten.
type linearTicks struct {
	name func(float64) string
	n    int
}

func (t linearTicks) Ticks(lo, hi float64) (ticks []plot.Tick) {
	for n := t.n; len(ticks) < 2 && n <= 2*t.n+2; n++ { // one tick is no scale
		ticks = t.cut(lo, hi, n)
	}
	return ticks
}

// cut returns ticks that cut an axis into no more than n steps.
func (t linearTicks) cut(lo, hi float64, n int) (ticks []plot.Tick) {
	step := niceStep(hi-lo, n)
	if !(step > 0) {
		return nil
	}
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi+step*1e-9 && len(ticks) < 100; i++ {
		// Through decimal text, so that 3 * 0.1 is 0.3.
		v, _ := strconv.ParseFloat(strconv.FormatFloat(i*step, 'g', 12, 64), 64)
		if v == 0 {
			v = 0 // not -0
		}
		ticks = append(ticks, plot.Tick{Value: v, Label: t.name(v)})
	}
	return ticks
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
	name func(float64) string
	n    int
}

func (t logTicks) Ticks(lo, hi float64) (ticks []plot.Tick) {
	if lo <= 0 {
		return nil
	}
	first, last := int(math.Floor(math.Log10(lo))), int(math.Ceil(math.Log10(hi)))
	decades := math.Log10(hi / lo)
	every := max(1, int(math.Ceil(decades/float64(t.n))))
	for e := first; e <= last; e++ {
		for m := 1; m < 10; m++ {
			v := float64(m) * math.Pow10(e)
			label := ""
			switch {
			case m == 1 && e%every == 0,
				(m == 2 || m == 5) && decades <= 2,
				decades < 0.7:
				label = t.name(v)
			}
			if m > 1 && every > 1 {
				continue
			}
			ticks = append(ticks, plot.Tick{Value: v, Label: label})
		}
	}
	return ticks
}

// short writes a number as people read it on an axis: 0.1, 10, 10k, 1M, 1e15.
func short(v float64) string {
	if a := math.Abs(v); a >= 1e3 && a < 1e15 {
		for _, u := range []struct {
			size float64
			name string
		}{{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}} {
			if a >= u.size {
				return strconv.FormatFloat(v/u.size, 'g', 6, 64) + u.name
			}
		}
	}
	s := strconv.FormatFloat(v, 'g', 6, 64)
	if mantissa, exponent, ok := strings.Cut(s, "e"); ok {
		n, _ := strconv.Atoi(exponent)
		return mantissa + "e" + strconv.Itoa(n)
	}
	return s
}

// plain is short, but writes years as years.
func plain(v float64) string {
	if a := math.Abs(v); a >= 1e3 && a < 1e4 {
		return strconv.FormatFloat(v, 'g', 6, 64)
	}
	return short(v)
}

// seconds writes a time: 100 ns, 10 µs.
func seconds(v float64) string {
	a := math.Abs(v)
	if a == 0 {
		return "0"
	}
	for _, u := range []struct {
		size float64
		name string
	}{{1, " s"}, {1e-3, " ms"}, {1e-6, " µs"}} {
		if a >= u.size*(1-1e-9) {
			return strconv.FormatFloat(v/u.size, 'g', 6, 64) + u.name
		}
	}
	return strconv.FormatFloat(v*1e9, 'g', 6, 64) + " ns"
}
