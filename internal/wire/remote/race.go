package remote

import (
	"errors"
	"reflect"
	"time"

	"fastergo/checks"
)

// A Process is what a candidate runs in.
type Process interface {
	Pause()             // stops it where it is
	Resume()            // lets it go on
	CPU() time.Duration // that it has used so far
	Runnable() bool     // a thread of it computes, or would if it had a processor
}

// still is a process that cannot be held.
type still struct{}

func (still) Pause()             {}
func (still) Resume()            {}
func (still) CPU() time.Duration { return 0 }
func (still) Runnable() bool     { return false }

// Race implements [checks.Racer]. The baseline is in a process of its own too, behind
// the same wire, and each of the two is paused while it is the other's turn.
func (a *Answer) Race(_ any, race func(answer, baseline checks.Runner)) error {
	if a.cfg.Baseline == nil {
		return errors.New("there is nothing here to time it beside")
	}
	if err := a.greet(); err != nil {
		return err
	}
	a.cfg.Process.Pause()
	defer a.cfg.Process.Resume()
	b, end, err := a.cfg.Baseline()
	if err != nil {
		return err
	}
	defer end()
	if err := b.greet(); err != nil {
		return err
	}
	b.cfg.Process.Pause()
	race(runner{a}, runner{b})
	return nil
}

type runner struct{ *Answer }

// Run implements [checks.Runner]. What is timed begins when the arguments are in the
// candidate, and ends before the results leave it. It is the processor time that the
// system says the candidate took, all threads together: neighbours do not add to it. What
// is computed after the candidate said that it was done counts as well, so nothing is
// won by putting work off. Where the system does not say, it is the judge's clock.
func (r runner) Run(calls [][]reflect.Value) (took time.Duration, results [][]reflect.Value, err error) {
	r.cfg.Process.Resume()
	defer r.cfg.Process.Pause()
	p, err := r.Prepare(calls...)
	if err != nil {
		return 0, nil, err
	}
	if err := r.Rest(); err != nil {
		return 0, nil, err
	}
	before := r.cfg.Process.CPU()
	if took, err = p.Go(0, len(calls)); err != nil {
		return 0, nil, err
	}
	after, err := r.settle()
	if err != nil {
		return 0, nil, err
	}
	if after > before {
		took = after - before
	}
	for i := range calls {
		out, err := p.Fetch(i)
		if err != nil {
			return 0, nil, err
		}
		results = append(results, out)
	}
	return took, results, nil
}

// A candidate of which nothing is asked is at rest if it computes less than a tenth
// of a window, and no more is to come. It has so much time to come to rest, by its
// own account and by ours.
const (
	window   = 500 * time.Microsecond
	mostUsed = 20 * time.Millisecond
	mostTime = time.Second
)

var errRestless = errors.New("it goes on computing after it has returned: all of its work has to be done by then")

// settle waits until the candidate is at rest, and returns the processor time that it
// has used by then.
func (a *Answer) settle() (time.Duration, error) {
	start, begin := a.cfg.Process.CPU(), time.Now()
	for last := start; last-start < mostUsed && time.Since(begin) < mostTime; {
		time.Sleep(window)
		now := a.cfg.Process.CPU()
		if now-last < window/10 && !a.cfg.Process.Runnable() {
			return now, nil
		}
		last = now
	}
	return 0, errRestless
}
