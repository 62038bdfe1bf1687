package grade

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"fastergo/checks"
	"fastergo/internal/answer"
	"fastergo/internal/kit"
	"fastergo/internal/poison"
	"fastergo/internal/sandbox"
	"fastergo/internal/submission"
	"fastergo/internal/wire/remote"
)

// A Grader judges submissions. Its workers may run at the same time.
type Grader struct {
	Course     *Course
	Kit        *kit.Kit
	Tier       sandbox.Tier
	Secret     Secret
	Assignment string // what hidden cases differ by, beside the student and the exercise
	Limits     Limits
	Executable string // the grader's program, whose main calls ServeBaseline
	Program    string // its SHA-256

	lane sync.RWMutex // held for reading by who works, for writing by who times
}

// Limits bound what judging costs.
type Limits struct {
	Exercise   sandbox.Limits // of an answer's process
	Submission time.Duration  // for all exercises of one; what is not judged by then is an error
}

// DefaultLimits are what an honest answer stays far below.
var DefaultLimits = Limits{
	Exercise: sandbox.Limits{
		Memory: 512 << 20, Output: 64 << 10, CPU: 20 * time.Second, Wall: 30 * time.Second, Processes: 64,
	},
	Submission: 10 * time.Minute,
}

// A Result is what became of one submission.
type Result struct {
	Student   string    `json:"student"`
	Lesson    string    `json:"lesson"`
	Attempt   int       `json:"attempt"`
	Path      string    `json:"path"`
	File      string    `json:"file"`   // its name within what was handed in
	SHA256    string    `json:"sha256"` // of what was handed in
	Error     string    `json:"error,omitempty"`
	Exercises []Verdict `json:"exercises"`
	Log       []string  `json:"log,omitempty"` // what was not as expected
	Times     Times     `json:"times"`
}

// A Verdict is what became of one exercise.
type Verdict struct {
	*checks.Report
	Where  string   `json:"where,omitempty"`  // the answer was found
	Notes  []string `json:"notes,omitempty"`  // why there, if that is not where it belongs
	Answer string   `json:"answer,omitempty"` // what was judged, as handed in, not all of it if it is long
	With   []string `json:"with,omitempty"`   // exercises whose reference stood in
	Ended  string   `json:"ended,omitempty"`  // why the answer's process did
	Card   string   `json:"card"`             // HTML
}

// Times says where the time went, in seconds.
type Times struct {
	Parse   float64 `json:"parse_seconds"`
	Compile float64 `json:"compile_seconds"`
	Link    float64 `json:"link_seconds"`
	Read    float64 `json:"read_seconds"` // of sources, for criteria that look at them
	Run     float64 `json:"run_seconds"`  // start, calls and judging
}

// Add adds the times of another submission.
func (t *Times) Add(u Times) {
	t.Parse += u.Parse
	t.Compile += u.Compile
	t.Link += u.Link
	t.Read += u.Read
	t.Run += u.Run
}

// Points returns the points of all exercises, and how many there are.
func (r *Result) Points() (got, most float64) {
	for _, v := range r.Exercises {
		got += v.Points + v.Bonus
		most += v.MaxPoints
	}
	return Round(got), Round(most)
}

// Round takes the noise of binary sums off points.
func Round(points float64) float64 { return math.Round(points*1e9) / 1e9 }

// A Worker judges one submission after the other.
type Worker struct {
	*Grader
	box     *sandbox.Box
	scratch string
}

// Worker returns worker n, from 0. Its files are below dir, in a directory that
// Close removes.
func (g *Grader) Worker(n int, dir string) (*Worker, error) {
	// Judges of this process would each turn it on, and off under others.
	poison.Use(poison.Empty)
	box, err := sandbox.New(g.Tier, g.Kit.Init(), n)
	if err != nil {
		return nil, err
	}
	scratch := filepath.Join(dir, fmt.Sprintf("worker-%d", n))
	if err := os.MkdirAll(scratch, 0o711); err != nil {
		return nil, err
	}
	return &Worker{g, box, scratch}, nil
}

// Close removes what the worker wrote.
func (w *Worker) Close() error { return os.RemoveAll(w.scratch) }

// Grade judges a submission. The error is of the machine or the context, never of the
// submission, whose faults are in the result.
func (w *Worker) Grade(ctx context.Context, s submission.Submission) (*Result, error) {
	r := &Result{Student: s.Student, Lesson: s.Lesson, Attempt: s.Attempt, Path: s.Files[0].Path, File: s.Files[0].Name, Log: s.Notes}
	if !s.Notebook() {
		r.File = "exercises/" + path.Dir(r.File)
	}
	lesson := w.Course.lesson(s.Lesson)
	if lesson == nil {
		return nil, fmt.Errorf("%s: there is no lesson %s in this course", r.Path, s.Lesson)
	}
	start := time.Now()
	files, sum, err := Read(s)
	r.SHA256 = sum
	var work *answer.Work
	if err == nil {
		work, err = open(s, files, lesson)
	}
	if err != nil {
		r.Error = err.Error()
		for _, e := range lesson.Exercises {
			r.Exercises = append(r.Exercises, verdict(checks.Unjudged(e.check, "read", r.Error)))
		}
		return r, nil
	}
	r.Log = slices.Concat(s.Notes, work.Log())
	r.Times.Parse = time.Since(start).Seconds()
	end := start.Add(w.Limits.Submission)
	limited, cancel := context.WithDeadline(ctx, end)
	defer cancel()
	j := &judging{w: w, lesson: lesson, work: work, student: s.Student, times: &r.Times, done: map[string]*Verdict{}}
	if err := j.together(limited); err != nil && limited.Err() == nil {
		return nil, fmt.Errorf("%s: %w", r.Path, err)
	}
	for _, e := range lesson.Exercises {
		v, err := j.exercise(limited, e)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case limited.Err() != nil:
			late := verdict(checks.Unjudged(e.check, "time", fmt.Sprintf("not judged: all that was handed in took more than %v", w.Limits.Submission)))
			v = &late
		case err != nil:
			return nil, fmt.Errorf("%s of %s: %w", e.ID, r.Path, err)
		}
		r.Exercises = append(r.Exercises, *v)
	}
	return r, nil
}

// Read reads a submission's files and says what they hash to; if one cannot be read,
// what the reason does.
func Read(s submission.Submission) (files map[string][]byte, sum string, err error) {
	hash := sha256.New()
	files = map[string][]byte{}
	for _, f := range s.Files {
		content, err := f.Read()
		if err != nil {
			fmt.Fprintf(hash, "unread %v", err)
			return nil, hex.EncodeToString(hash.Sum(nil)), err
		}
		fmt.Fprintf(hash, "%s %d\n", f.Name, len(content))
		hash.Write(content)
		files[f.Name] = content
	}
	return files, hex.EncodeToString(hash.Sum(nil)), nil
}

func open(s submission.Submission, files map[string][]byte, lesson *Lesson) (*answer.Work, error) {
	if s.Notebook() {
		return answer.Notebook(s.Files[0].Name, files[s.Files[0].Name], lesson.sources)
	}
	return answer.Files(files, lesson.sources)
}

// judging is one submission under judgement.
type judging struct {
	w       *Worker
	lesson  *Lesson
	work    *answer.Work
	shared  *program // nil if there is none
	student string
	times   *Times
	done    map[string]*Verdict // nil for one that is being judged
}

// exercise judges one exercise, once, and before that those it builds on.
func (j *judging) exercise(ctx context.Context, e *Exercise) (*Verdict, error) {
	if v := j.done[e.ID]; v != nil {
		return v, nil
	}
	j.done[e.ID] = nil
	var failed error
	var with []string
	reference := func(id string) bool {
		if !slices.Contains(e.on, id) { // what it calls has to be the student's, or nobody's work earned points
			return false
		}
		v, seen := j.done[id]
		if v == nil {
			other := j.w.Course.byID[id]
			if other == nil || seen { // each uses the other: each is judged with what the student has
				return false
			}
			var err error
			if v, err = j.exercise(ctx, other); err != nil {
				failed = cmp.Or(failed, err)
				return false
			}
		}
		if v.Outcome == checks.Passed {
			return false
		}
		with = append(with, id)
		return true
	}
	start := time.Now()
	c, problem := j.work.Answer(e.ID, reference)
	if failed != nil {
		return nil, failed
	}
	if len(with) == 0 { // else other exercises' work is in it
		j.times.Parse += time.Since(start).Seconds()
	}
	var v Verdict
	switch {
	case problem != nil:
		v = verdict(checks.Unjudged(e.check, "reads", problemText(problem)))
		v.Where = problem.At.String()
		v.Answer = shown(j.work.TextAt(problem.At))
	case c == nil:
		v = verdict(checks.Untouched(e.check))
	default:
		var err error
		if v, err = j.judge(ctx, e, c); err != nil {
			return nil, err
		}
		v.With = with
		v.Answer = shown(string(c.Written))
	}
	v.Notes = j.work.Notes(e.ID)
	j.done[e.ID] = &v
	return &v, nil
}

// mostShown is how many bytes of an answer its page shows.
const mostShown = 8 << 10

// shown returns the lines of a text that fit on a page, and says how many do not.
func shown(text string) string {
	text = strings.Trim(text, "\n")
	if len(text) <= mostShown {
		return text
	}
	end := strings.LastIndexByte(text[:mostShown], '\n')
	if end < 0 {
		return fmt.Sprintf("(a line of %d KB, which is not shown)", len(text)>>10)
	}
	return fmt.Sprintf("%s\n(and %d lines more, which are not shown)", text[:end], strings.Count(text[end:], "\n"))
}

// judged is checks.Judge, and outlives a check that panics over what an answer
// returned: that costs its exercise, and nothing of anybody else's.
func judged(e checks.Any, a checks.Answer, seeds [tries]uint64) (r *checks.Report) {
	defer func() {
		if p := recover(); p != nil {
			r = checks.Unjudged(e, "can be judged", fmt.Sprintf("the check stumbled over what came back, and panicked: %v", p))
		}
	}()
	return checks.Judge(e, a, seeds[0], seeds[1:]...)
}

// verdict draws a report's card for somebody who has no cell before them, with a mark
// at what was seen inside.
func verdict(r *checks.Report) Verdict {
	if r.Outcome == checks.NotAttempted {
		r.Invitation = "No answer was handed in: the stub is as it was, or its cell is not there."
	}
	shown := *r
	shown.Criteria = slices.Clone(r.Criteria)
	for i, c := range shown.Criteria {
		if c.Advisory {
			shown.Criteria[i].Name += " (seen inside)"
		}
	}
	return Verdict{Report: r, Card: shown.HTML()}
}

// judge builds an answer, runs it behind walls and judges what it returns.
func (j *judging) judge(ctx context.Context, e *Exercise, c *answer.Candidate) (Verdict, error) {
	w := j.w
	w.lane.RLock()
	defer w.lane.RUnlock()
	program, problems, err := j.programFor(ctx, c)
	if err != nil {
		return Verdict{}, err
	}
	if len(problems) > 0 {
		v := verdict(checks.Unjudged(e.check, "compiles", compileText(c, problems)))
		if at := problems[0].Line - 1; at >= 0 && at < len(c.Lines) {
			v.Where = c.Lines[at].String()
		}
		return v, nil
	}
	start := time.Now()
	read := j.times.Read
	defer func() { j.times.Run += time.Since(start).Seconds() - (j.times.Read - read) }()
	p, err := w.box.Start(program.exe, w.Limits.Exercise, e.Func)
	if err != nil {
		return Verdict{}, err
	}
	defer context.AfterFunc(ctx, p.Kill)()
	var end sandbox.Ending
	wait := sync.OnceFunc(func() { end = p.Wait() })
	var baselineLost error
	a := remote.New(remote.Config{
		In: p.In, Out: p.Out, Type: e.typ,
		Source: func() (checks.Source, error) { return program.source(e.Func) },
		Where:  quote(program.bundle.Source),
		Ended:  func() error { wait(); return checks.Gone{Why: endText(end, w.Limits.Exercise)} },

		Process: p,
		Baseline: func() (b *remote.Answer, end func(), err error) {
			if b, end, err = w.baseline(ctx, e, &baselineLost); err != nil {
				baselineLost = err
			}
			return b, end, err
		},
	})
	report := judged(e.check, a, w.Secret.seeds(w.Assignment, j.student, e.ID))
	lost := a.Lost() != nil
	p.Kill()
	wait()
	switch {
	case ctx.Err() != nil:
		return Verdict{}, ctx.Err()
	case baselineLost != nil: // no fault of the answer's
		return Verdict{}, fmt.Errorf("the baseline that it is timed beside: %w", baselineLost)
	}
	v := verdict(report)
	v.Where = c.At.String()
	if lost {
		v.Ended = end.String()
	}
	return v, nil
}
