package checks

import (
	"math"
	"runtime"
	"runtime/debug"
	"strconv"

	"fastergo/internal/peak"
)

// MaxBytes fails if call, which calls the answer, has more than limit bytes in use
// at one time, beyond what was there before: temporaries and results. What is
// below 4 KB may not count.
func (t *T) MaxBytes(limit int, call func()) {
	if got := peak.Of(call); got > limit {
		t.Failf("it takes %s at its peak; %s are enough, results included", bytesText(got), bytesText(limit))
	}
}

// NoAllocs fails if call, which calls the answer, allocates memory more often than
// with the reference in the answer's place.
func (t *T) NoAllocs(call func()) {
	got := allocations(call)
	j := t.state().judging
	defer func(a Answer) { j.answer = a }(j.answer)
	j.answer = Local(j.plain.reference)
	if least := allocations(call); got > least {
		t.Failf("it allocates memory: %s a call, and none is needed", plural(float64(got-least), "time"))
	}
}

// allocations returns how often f allocates: the least of some runs after a first
// one, for others allocate too.
func allocations(f func()) int {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	f()
	least := uint64(1 << 62)
	var before, after runtime.MemStats
	for range 5 {
		runtime.ReadMemStats(&before)
		f()
		runtime.ReadMemStats(&after)
		least = min(least, after.Mallocs-before.Mallocs)
	}
	return int(least)
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
