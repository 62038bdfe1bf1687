package checks

import (
	"math"
	"strconv"
)

// A Meter is an Answer that measures what its function takes of memory where that
// runs. Both methods call call, which calls the answer; what call does beside that
// may not count.
type Meter interface {
	// Peak returns the most bytes in use at one time, beyond what was there before.
	Peak(call func()) (bytes int, err error)
	// Allocations returns how often a call of the function allocates: the least of
	// some calls, which all get the same arguments.
	Allocations(call func()) (times int, err error)
}

// MaxBytes fails if call, which calls the answer, has more than limit bytes in use
// at one time, beyond what was there before: temporaries and results. What is
// below 4 KB may not count.
func (t *T) MaxBytes(limit int, call func()) {
	if got := t.measure(Meter.Peak, call); got > limit {
		t.Failf("it takes %s at its peak; %s are enough, results included", bytesText(got), bytesText(limit))
	}
}

// NoAllocs fails if call, which calls the answer, allocates memory more often than
// with the reference in the answer's place.
func (t *T) NoAllocs(call func()) {
	got := t.measure(Meter.Allocations, call)
	j := t.state().judging
	defer func(a Answer) { j.answer = a }(j.answer)
	j.answer = Local(j.plain.reference)
	if least := t.measure(Meter.Allocations, call); got > least {
		t.Failf("it allocates memory: %s a call, and none is needed", plural(float64(got-least), "time"))
	}
}

func (t *T) measure(how func(Meter, func()) (int, error), call func()) int {
	s := t.state()
	s.advisory, s.measured = true, true
	m, ok := s.judging.answer.(Meter)
	if !ok {
		panic("checks: memory is to be judged, of an answer that is no Meter")
	}
	n, err := how(m, call)
	if err != nil {
		panic(stopOf(err))
	}
	return n
}

// bytesText writes n bytes in the unit that suits.
func bytesText(n int) string {
	units := []string{"bytes", "KB", "MB", "GB"}
	x := float64(n)
	for len(units) > 1 && x >= 1000 {
		x /= 1000
		units = units[1:]
	}
	return number(rounded(x)) + " " + units[0]
}

// rounded rounds to three figures, or to a whole number.
func rounded(x float64) float64 {
	if x >= 100 {
		return math.Round(x)
	}
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 3, 64), 64)
	return x
}
