package checks

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"fastergo/internal/poison"
)

// Faster fails if answer takes more than ratio times as long as baseline. Both
// get one thread and no garbage collections, and take turns: see compare. The
// verdict needs three tries against the answer; if even then some of them are in
// doubt, the criterion is met and says that it could not be judged here.
func (t *T) Faster(ratio float64, answer, baseline func()) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	defer poison.Use(poison.Nothing)()
	start := time.Now()
	s := stopwatch{now: func() time.Duration { return time.Since(start) }, rest: runtime.GC}
	switch v := s.judge(ratio, answer, baseline); v.verdict {
	case inTime:
		t.state().note = fmt.Sprintf("%s the baseline's time; up to %s counts", times(v.median), times(ratio))
	case inDoubt:
		t.state().note = "not judged here, the points are yours: this machine is too busy to tell"
	case tooSlow:
		t.Failf("it takes %s the baseline's time; up to %s counts", times(v.median), times(ratio))
	}
}

func times(ratio float64) string { return number(rounded(ratio)) + "×" }

// A stopwatch compares two functions by a clock.
type stopwatch struct {
	now  func() time.Duration
	rest func() // before each pair, outside of what is timed
}

// Of each function at least turn is timed at a time, in this many pairs; fewer
// if that would take longer than patience.
const (
	turn      = 2 * time.Millisecond
	pairs     = 15
	fewPairs  = 5
	patience  = time.Second
	mostTries = 3
)

type verdict int

const (
	inTime verdict = iota
	inDoubt
	tooSlow
)

type speed struct {
	verdict verdict
	median  float64 // of a's time to b's
}

// judge says whether a takes at most ratio times as long as b. It is too slow if
// in each of three tries it is so in three pairs of four.
func (s stopwatch) judge(ratio float64, a, b func()) speed {
	doubt := false
	best := speed{verdict: tooSlow}
	for try := range mostTries {
		ratios := s.compare(a, b)
		median := ratios[len(ratios)/2]
		if median <= ratio {
			return speed{inTime, median}
		}
		doubt = doubt || ratios[len(ratios)/4] <= ratio
		if try == 0 || median < best.median {
			best.median = median
		}
	}
	if doubt {
		best.verdict = inDoubt
	}
	return best
}

// compare times a and b in pairs, a b b a, and returns the ratios of their times,
// sorted. Pairs, because what disturbs one of them disturbs the other.
func (s stopwatch) compare(a, b func()) (ratios []float64) {
	s.rest()
	na, nb := s.calls(a), s.calls(b)
	begin := s.now()
	for i := range pairs {
		if i >= fewPairs && s.now()-begin > patience {
			break
		}
		s.rest()
		var ta, tb float64
		if i%2 == 0 {
			ta = s.time(na, a)
			tb = s.time(nb, b)
		} else {
			tb = s.time(nb, b)
			ta = s.time(na, a)
		}
		ratios = append(ratios, ta/tb)
	}
	slices.Sort(ratios)
	return ratios
}

// calls returns how many calls of f take turn, and warms it up.
func (s stopwatch) calls(f func()) (n int) {
	for n = 1; ; n *= 2 {
		start := s.now()
		for range n {
			f()
		}
		switch took := s.now() - start; {
		case took >= turn/2:
			return int(math.Ceil(float64(n) * float64(turn) / float64(took)))
		case n >= 1<<20:
			return n
		}
	}
}

// time returns the nanoseconds that a call of f takes, of n.
func (s stopwatch) time(n int, f func()) float64 {
	start := s.now()
	for range n {
		f()
	}
	return float64(max(s.now()-start, 1)) / float64(n)
}
