package checks

import (
	"fmt"
	"math"
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	np "fastergo/arraylib"
	"fastergo/internal/poison"
)

// A Racer is an Answer that is timed where its function runs.
type Racer interface {
	// Race calls race with runners of the answer's function and of baseline, the
	// exercise's. Only one of them computes at a time, and nothing else does that
	// the judge could keep from it. The error says why there is no race.
	Race(baseline any, race func(answer, baseline Runner)) error
}

// A Runner makes calls that are timed.
type Runner interface {
	// Run makes a call with each of these arguments, one after the other, and returns
	// how long they took together and what each returned. Arguments are read before
	// and written after what is timed.
	Run(calls [][]reflect.Value) (took time.Duration, results [][]reflect.Value, err error)
}

// Faster fails if the answer takes more than ratio times as long as the exercise's
// baseline. Both get one thread and no garbage collections, and take turns: see
// compare. The verdict needs three tries against the answer; if even then some of
// them are in doubt, the criterion is met and says that it could not be judged here.
//
// Each call has arguments of its own, which input makes by t, so that nothing
// remembered from an earlier call is of use. It fails too if what a timed call
// returns, or leaves in its arguments, is not what the reference does, as by
// [T.Close]. A call should take some microseconds, at the least.
func (t *T) Faster(ratio, tol float64, input func() []any) {
	s := t.state()
	s.chance, s.measured = true, true
	racer, ok := s.judging.answer.(Racer)
	if !ok {
		panic("checks: speed is to be judged, of an answer that is no Racer")
	}
	var v speed
	err := racer.Race(s.judging.plain.baseline, func(answer, baseline Runner) {
		v = judgeSpeed(ratio, t.timed(answer, tol, input), t.timed(baseline, tol, input))
	})
	if err != nil {
		panic(stopOf(err))
	}
	switch v.verdict {
	case inTime:
		s.note = fmt.Sprintf("%s the baseline's time; up to %s counts", times(v.median), times(ratio))
	case inDoubt:
		s.note = "not judged here, the points are yours: this machine is too busy to tell"
	case tooSlow:
		t.Failf("it takes %s the baseline's time; up to %s counts", times(v.median), times(ratio))
	}
}

// timed returns what makes n calls by r, with inputs of their own, checks what they
// return, and returns how long they took.
func (t *T) timed(r Runner, tol float64, input func() []any) timed {
	s := t.state()
	reference := Local(s.judging.plain.reference)
	return func(n int) time.Duration {
		calls := make([][]reflect.Value, n)
		start := s.random
		for i := range calls {
			calls[i] = valuesOf(input())
		}
		took, results, err := r.Run(calls)
		if err != nil {
			panic(stopOf(err))
		}
		s.random = start
		for i, got := range calls {
			want := valuesOf(input())
			out, err := reference.Call(want)
			if err != nil {
				panic(fmt.Sprintf("checks: the reference, in a call that is timed: %v", err))
			}
			for k := range out {
				t.timedRight(results[i][k], out[k], tol)
			}
			for k := range want {
				t.timedRight(got[k], want[k], tol)
			}
		}
		return took
	}
}

func valuesOf(args []any) []reflect.Value {
	vs := make([]reflect.Value, len(args))
	for i, a := range args {
		vs[i] = reflect.ValueOf(a)
	}
	return vs
}

// timedRight fails unless got, of a call that was timed, is want.
func (t *T) timedRight(got, want reflect.Value, tol float64) {
	if s := t.outcome(func() { t.compare(comparable(got), comparable(want), tol) }); s != nil {
		s.message += "\nThis was a call that was timed: it has to be right too."
		panic(*s)
	}
}

// comparable returns v, a slice of floats as an array.
func comparable(v reflect.Value) any {
	switch x := v.Interface().(type) {
	case []float32:
		return np.AsArray(x, len(x))
	case []float64:
		return np.AsArray(x, len(x))
	default:
		return x
	}
}

// Race implements [Racer].
func (l *local) Race(baseline any, race func(answer, baseline Runner)) error {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	defer poison.Use(poison.Nothing)()
	race(l, &local{f: reflect.ValueOf(baseline)})
	return nil
}

// Run implements [Runner].
func (l *local) Run(calls [][]reflect.Value) (took time.Duration, results [][]reflect.Value, err error) {
	results = make([][]reflect.Value, len(calls))
	runtime.GC()
	start := time.Now()
	for i, args := range calls {
		if results[i], err = l.Call(args); err != nil {
			return 0, nil, err
		}
	}
	return time.Since(start), results, nil
}

func times(ratio float64) string { return number(rounded(ratio)) + "×" }

// timed makes n calls and returns how long they took.
type timed func(n int) time.Duration

// Of each function at least turn is timed at a time, in this many pairs; fewer
// if that would take longer than patience, or if there is no doubt.
const (
	turn      = 2 * time.Millisecond
	pairs     = 15
	fewPairs  = 5
	patience  = time.Second
	mostTries = 3
	mostCalls = 1 << 10 // in a turn
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

// judgeSpeed says whether a takes at most ratio times as long as b. It is too slow if
// in each of three tries it is so in three pairs of four.
func judgeSpeed(ratio float64, a, b timed) speed {
	doubt := false
	best := speed{verdict: tooSlow}
	for try := range mostTries {
		ratios := compare(ratio, a, b)
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
// sorted. Pairs, because what disturbs one of them disturbs the other. The first
// few are enough if all of them are below half of ratio, or above one and a half.
func compare(ratio float64, a, b timed) (ratios []float64) {
	na, nb := a.calls(), b.calls()
	var spent time.Duration
	for i := range pairs {
		if i >= fewPairs && (spent > patience || slices.Max(ratios) < ratio/2 || slices.Min(ratios) > 1.5*ratio) {
			break
		}
		var ta, tb time.Duration
		if i%2 == 0 {
			ta = a(na)
			tb = b(nb)
		} else {
			tb = b(nb)
			ta = a(na)
		}
		spent += ta + tb
		ratios = append(ratios, float64(max(ta, 1))/float64(na)/(float64(max(tb, 1))/float64(nb)))
	}
	slices.Sort(ratios)
	return ratios
}

// calls returns how many calls take turn, and warms up.
func (f timed) calls() (n int) {
	for n = 1; ; n *= 2 {
		switch took := f(n); {
		case took >= turn/2:
			return int(math.Ceil(float64(n) * float64(turn) / float64(took)))
		case n >= mostCalls:
			return n
		}
	}
}
