package batch

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"fastergo/checks"
	"fastergo/internal/grade"
	"fastergo/internal/submission"
)

// Options say what is judged and where the results go.
type Options struct {
	Paths    []string
	Out      string // a directory, made if need be
	SeedFile string // where the grader's secret is from, for who grades again
	Workers  int    // 0 for one a processor
	// Found is told who is who before anything is judged, and what is not judged.
	Found func([]submission.Submission, []submission.Unmatched) error
	// Tell is told that the run begins, and then is handed each result, one at a time,
	// those of an earlier run included.
	Tell func(Progress)
}

// Progress is how far a run is.
type Progress struct {
	Done, All int
	Result    *grade.Result // the one that came last, nil as the run begins
	Resumed   bool          // it was in the journal
}

// A Summary is what became of a run.
type Summary struct {
	Submissions int                    `json:"submissions"`
	Judged      int                    `json:"judged"`  // now
	Resumed     int                    `json:"resumed"` // before
	Unread      []submission.Unmatched `json:"unread"`  // could not be read, when they were to be judged
	Unmatched   []submission.Unmatched `json:"unmatched"`
	Failures    []string               `json:"failures"` // of this machine: not judged, and none of the student's fault
	LeftOut     []string               `json:"left_out"` // lessons that are in exercises/ only, and that nobody has begun
	Class       Class                  `json:"class"`
	Times       grade.Times            `json:"times"`
	Seconds     float64                `json:"seconds"`
}

// Class is how all did, by the attempts that count, without those who have no score.
type Class struct {
	Students     int     `json:"students"`
	Mean         float64 `json:"mean_score"`
	Most         float64 `json:"max_score"`
	Passed       int     `json:"passed"` // answers
	Failed       int     `json:"failed"`
	Error        int     `json:"error"`
	NotAttempted int     `json:"not_attempted"`
}

// Run judges what is found in Options.Paths and writes the reports. A run that ends
// early, by whatever, goes on where it was when it is started again. A failure of
// this machine costs the submission it happens in, which the next run judges again.
// Where there is no submission nothing is written.
func Run(ctx context.Context, g *grade.Grader, o Options) (*Summary, error) {
	start := time.Now()
	all, unmatched, err := submission.Collect(ctx, o.Paths, g.Course.Names())
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return &Summary{Unmatched: unmatched}, nil
	}
	if err := os.MkdirAll(o.Out, 0o755); err != nil {
		return nil, err
	}
	j, err := openJournal(filepath.Join(o.Out, JournalFile))
	if err != nil {
		return nil, err
	}
	defer j.close()
	if err := saveSetup(g, o); err != nil {
		return nil, err
	}
	if o.Found != nil {
		if err := o.Found(all, unmatched); err != nil {
			return nil, err
		}
	}
	r := &run{g: g, o: o, journal: j, keys: make([]string, len(all)), begun: map[string]bool{},
		summary: Summary{Unread: []submission.Unmatched{}, Unmatched: append([]submission.Unmatched{}, unmatched...), Failures: []string{}, LeftOut: []string{}}}
	if err := r.judge(ctx, all); err != nil {
		return nil, err
	}
	slices.SortFunc(r.summary.Unread, func(a, b submission.Unmatched) int { return cmp.Compare(a.Path, b.Path) })
	slices.Sort(r.summary.Failures)
	r.summary.Seconds = time.Since(start).Seconds()
	all = r.leaveOut(all)
	r.summary.Submissions = len(all)
	if err := r.report(all); err != nil {
		return nil, err
	}
	return &r.summary, nil
}

type run struct {
	g       *grade.Grader
	o       Options
	journal *journal
	keys    []string // of submissions, "" for one that failed

	mu      sync.Mutex
	done    int
	begun   map[string]bool // lessons
	summary Summary
}

// judge judges all submissions.
func (r *run) judge(ctx context.Context, all []submission.Submission) error {
	n := r.o.Workers
	if n == 0 {
		n = runtime.GOMAXPROCS(0)
	}
	dir, done, err := Scratch()
	if err != nil {
		return err
	}
	defer done()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if r.o.Tell != nil {
		r.o.Tell(Progress{All: len(all)})
	}
	next := make(chan int)
	var workers sync.WaitGroup
	for i := range max(1, min(n, len(all))) {
		w, err := r.g.Worker(i, dir)
		if err != nil {
			cancel(err)
			break
		}
		workers.Go(func() {
			defer w.Close()
			for k := range next {
				if err := r.one(ctx, w, k, all[k]); err != nil {
					cancel(err)
				}
			}
		})
	}
	for k := range all {
		select {
		case next <- k:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	workers.Wait()
	return context.Cause(ctx)
}

// one judges a submission that the journal does not have. The error ends the run.
func (r *run) one(ctx context.Context, w *grade.Worker, k int, s submission.Submission) error {
	_, sum, _ := grade.Read(s) // what cannot be read is a result too
	key := r.g.Key(s.Student, s.Lesson, s.Attempt, sum)
	if e, err := r.journal.get(key); err != nil {
		return err
	} else if e != nil {
		r.tell(k, s, key, e.Result, true)
		return nil
	}
	result, err := w.Grade(ctx, s)
	switch {
	case ctx.Err() != nil:
		return nil
	case err != nil:
		r.fail(s, fmt.Sprintf("%s: %v", s.Files[0].Path, err))
		return nil
	}
	key = r.g.Key(s.Student, s.Lesson, s.Attempt, result.SHA256) // of what was judged, should it have changed meanwhile
	if err := r.journal.add(entry{key, result, r.g.Receipt(result)}); err != nil {
		return err
	}
	r.tell(k, s, key, result, false)
	return nil
}

func (r *run) tell(k int, s submission.Submission, key string, result *grade.Result, resumed bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.keys[k] = key
	r.done++
	if s.Notebook() || slices.ContainsFunc(result.Exercises, func(v grade.Verdict) bool { return v.Outcome != checks.NotAttempted }) {
		r.begun[s.Lesson] = true
	}
	if resumed {
		r.summary.Resumed++
	} else {
		r.summary.Judged++
		r.summary.Times.Add(result.Times)
	}
	if result.Error != "" {
		r.summary.Unread = append(r.summary.Unread, submission.Unmatched{Path: result.Path, Reason: result.Error, Student: result.Student, Lesson: result.Lesson, Attempt: result.Attempt})
	}
	if r.o.Tell != nil {
		r.o.Tell(Progress{r.done, len(r.keys), result, resumed})
	}
}

func (r *run) fail(s submission.Submission, why string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	r.begun[s.Lesson] = true
	r.summary.Failures = append(r.summary.Failures, why)
}

// leaveOut returns the submissions of lessons that count: exercises/ has the stubs of
// all lessons, so that one of which nobody handed in a notebook, and in which nobody
// has begun an exercise, was not asked for. If none was begun, all count.
func (r *run) leaveOut(all []submission.Submission) (counts []submission.Submission) {
	if len(r.begun) == 0 {
		return all
	}
	var keys []string
	for k, s := range all {
		if r.begun[s.Lesson] {
			counts, keys = append(counts, s), append(keys, r.keys[k])
		} else if !slices.Contains(r.summary.LeftOut, s.Lesson) {
			r.summary.LeftOut = append(r.summary.LeftOut, s.Lesson)
		}
	}
	r.keys = keys
	slices.Sort(r.summary.LeftOut)
	return counts
}
