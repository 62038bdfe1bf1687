package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// A step puts one thing into place. What it leaves appears at once and whole,
// by a rename or a marker written last, so that a step cut short is a step not
// done.
type step struct {
	name, title string
	optional    bool            // the course works without: see Incomplete
	ready       func(*Env) bool // cheap, and right without the lock
	do          func(context.Context, *Env, func(done, total int, detail string)) error
}

// Incomplete is the error of a set-up that did all that the course cannot do
// without, and failed at some of the rest.
type Incomplete struct {
	Failed []error
}

func (i *Incomplete) Error() string {
	said := i.Failed[0].Error()
	if n := len(i.Failed) - 1; n > 0 {
		said += fmt.Sprintf(" (and %d more)", n)
	}
	return said
}

// runSteps does the steps that are not done, in order, one process at a time.
// With tellReady, it also tells of those that are.
func runSteps(ctx context.Context, e *Env, p Progress, steps []step, tellReady bool) error {
	var incomplete Incomplete
	var unlock func()
	defer func() {
		if unlock != nil {
			unlock()
		}
	}()
	for _, s := range steps {
		news := Event{Step: s.name, Title: s.title, State: Ready}
		ready := s.ready(e)
		if !ready && unlock == nil {
			var err error
			if unlock, err = lock(ctx, e.Home, func() {
				p.tell(Event{Step: s.name, Title: s.title, State: Note, Detail: "waiting for another set-up to end"})
			}); err != nil {
				return interrupted(ctx, err)
			}
			ready = s.ready(e)
		}
		if ready {
			if tellReady {
				p.tell(news)
			}
			continue
		}
		news.State = Started
		p.tell(news)
		news.State = Working
		err := withTmp(e, func(e *Env) error {
			return s.do(ctx, e, func(done, total int, detail string) {
				news.Done, news.Total, news.Detail = done, total, detail
				p.tell(news)
			})
		})
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			news.State, news.Detail = Failed, err.Error()
			p.tell(news)
			err = fmt.Errorf("%s: %w", s.title, interrupted(ctx, err))
			if !s.optional || ctx.Err() != nil {
				return err
			}
			incomplete.Failed = append(incomplete.Failed, err)
			continue
		}
		news.State, news.Done, news.Detail = Finished, news.Total, ""
		p.tell(news)
	}
	if len(incomplete.Failed) > 0 {
		return &incomplete
	}
	return nil
}

// withTmp calls do with an Env that has a temporary directory, and removes that
// and those of set-ups that were killed. The caller holds the lock.
func withTmp(e *Env, do func(*Env) error) error {
	const prefix = "tmp-"
	left, _ := filepath.Glob(filepath.Join(e.Home, prefix+"*"))
	for _, dir := range left {
		os.RemoveAll(dir)
	}
	tmp, err := os.MkdirTemp(e.Home, prefix)
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	with := *e
	with.tmp = tmp
	return do(&with)
}

// interrupted says what to do after an interruption, if err is one.
func interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return errors.New("interrupted; run it again and it goes on from here")
	}
	return err
}

// lock takes the home's lock, which ends with the process that holds it, and
// calls waiting when another process has it.
func lock(ctx context.Context, home string, waiting func()) (unlock func(), err error) {
	if err := os.MkdirAll(home, 0o755); err != nil {
		return nil, fmt.Errorf("%w: set FASTERGO_HOME to a directory that can be written", err)
	}
	type result struct {
		unlock func()
		err    error
	}
	got := make(chan result, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(filepath.Join(home, "lock")).Lock()
		got <- result{unlock, err}
	}()
	select {
	case r := <-got:
		return r.unlock, r.err
	case <-time.After(waitBeforeTelling):
		waiting()
	}
	select {
	case r := <-got:
		return r.unlock, r.err
	case <-ctx.Done():
		go func() { // the lock may still come: give it back
			if r := <-got; r.unlock != nil {
				r.unlock()
			}
		}()
		return nil, ctx.Err()
	}
}
