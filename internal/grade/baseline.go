package grade

import (
	"context"
	"fmt"
	"os"
	"sync"

	"fastergo/checks"
	"fastergo/internal/course"
	"fastergo/internal/wire"
	"fastergo/internal/wire/remote"
)

// BaselineName is what a grader's program is called, by its first argument, when it
// is to call [ServeBaseline] and nothing else.
const BaselineName = "candidate"

// ServeBaseline serves the baseline of the exercise that [wire.Name] names, as a
// candidate serves its answer: this program, started again within the same walls, is
// what answers are timed beside.
func ServeBaseline() {
	for _, l := range course.Lessons {
		for _, e := range l.Exercises {
			if checks.InfoOf(e).ID == wire.Name() {
				wire.Serve(checks.BaselineOf(e))
				return
			}
		}
	}
	os.Exit(1)
}

// baseline starts the baseline of an exercise when no other worker computes, and
// keeps it so until end. What becomes of it before is in lost.
func (w *Worker) baseline(ctx context.Context, e *Exercise, lost *error) (b *remote.Answer, end func(), err error) {
	w.lane.RUnlock()
	w.lane.Lock()
	free := func() {
		w.lane.Unlock()
		w.lane.RLock()
	}
	p, err := w.box.Start(w.Executable, w.Limits.Exercise, e.ID)
	if err != nil {
		free()
		return nil, nil, err
	}
	stop := context.AfterFunc(ctx, p.Kill)
	wait := sync.OnceValue(p.Wait)
	b = remote.New(remote.Config{
		In: p.In, Out: p.Out, Type: e.typ, Process: p,
		Source: func() (checks.Source, error) { return checks.Source{}, nil },
		Where:  func(file string, line int) string { return fmt.Sprintf("%s:%d", file, line) },
		Ended:  func() error { return fmt.Errorf("%v\n%s", wait(), wait().Stderr) },
	})
	return b, func() {
		*lost = b.Lost()
		p.Kill()
		wait()
		stop()
		free()
	}, nil
}
