package checks

import (
	"errors"
	"fmt"
	"hash/fnv"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	np "fastergo/arraylib"
	"fastergo/internal/cell"
	"fastergo/internal/culprit"
	"fastergo/internal/legible"
	"fastergo/internal/poison"
)

// cellSeed is the seed of every check in a cell.
const cellSeed = 1

// Judge runs every criterion of e on a. The same seeds and answer give the same
// report, but for Seconds, and for Note where speed is judged. A criterion that
// depends on chance, on numbers that the answer draws or on a clock, and that is not
// met, is tried again with each seed of again until it is.
//
// It waits for the answer as long as that takes: where answers may not end, they
// belong into a process of their own.
func Judge(e Any, a Answer, seed uint64, again ...uint64) *Report {
	j := newJudge(e.plain(), a, seed)
	j.again = again
	r, _ := j.report(0)
	return r
}

//go:noinline
func check(p plain, answer any) {
	j := newJudge(p, Local(answer), cellSeed)
	debug.SetMaxStack(maxStack)
	if cell.InNotebook() {
		verdictID = cell.NewID()
		cell.Update(verdictID, j.announcement())
	}
	r, ended := j.report(timeLimit)
	if !ended {
		end(r, p.info)
	}
	show(r, p.info)
}

//go:noinline
func passesFirst(p plain, answer any) bool {
	debug.SetMaxStack(maxStack)
	j := newJudge(p, Local(answer), cellSeed)
	all := j.criteria
	j.criteria = all[:1]
	r, ended := j.report(timeLimit)
	if !ended {
		r.MaxPoints, r.MaxBonus = points(all)
		end(r, p.info)
	}
	return r.Criteria[0].Outcome == Passed
}

// A judging is one answer under judgement.
type judging struct {
	plain    plain
	answer   Answer
	seed     uint64
	again    []uint64 // of more tries, where chance may be to blame
	criteria []Criterion
	source   func() (Source, error)          // of the answer, read once
	now      atomic.Pointer[string]          // the call on its way, if the check said
	args     atomic.Pointer[[]reflect.Value] // of the last call
}

func newJudge(p plain, a Answer, seed uint64) *judging {
	j := &judging{plain: p, answer: a, seed: seed}
	j.criteria = p.criteria(j.bind(reflect.TypeOf(p.nilF).Elem()))
	j.source = sync.OnceValues(a.Source)
	return j
}

// report judges by all criteria, within a time limit if it is not 0. Ended is
// false if the answer still runs.
func (j *judging) report(limit time.Duration) (r *Report, ended bool) {
	// What an answer forgets to write would now and then hold what the reference wrote before.
	defer poison.Use(poison.Empty)()
	start := time.Now()
	p := j.plain
	r = &Report{Exercise: p.info.ID, Title: p.info.Title, Func: p.info.Func, Invitation: invitation}
	r.MaxPoints, r.MaxBonus = points(j.criteria)
	ended = true
	// The values come first: without them the rest says nothing, for an
	// untouched stub has "no loop" too.
	for i, c := range j.criteria {
		if !ended {
			r.Criteria = append(r.Criteria, Result{Name: c.Name, Outcome: NotAttempted, MaxPoints: c.Points, Bonus: c.Bonus, Message: unreached})
			continue
		}
		if i > 0 && r.Criteria[0].Outcome != Passed && c.question == nil {
			r.Criteria = append(r.Criteria, Result{Name: c.Name, Outcome: NotAttempted, MaxPoints: c.Points, Bonus: c.Bonus, Message: later})
			continue
		}
		if c.question != nil {
			r.Invitation = blanks
		}
		s := stop{outcome: Error, message: ErrGoexit.Error()}
		if limit == 0 {
			s = j.try(c)
			ended = !s.gone
		} else if got := make(chan stop, 1); within(limit-time.Since(start), func() { got <- j.run(c, j.seed) }) {
			select {
			case s = <-got:
			default:
			}
		} else {
			ended = false
			s.message = j.late(limit)
		}
		res := j.result(c, s)
		r.Criteria = append(r.Criteria, res)
		if c.Bonus {
			r.Bonus += res.Points
		} else {
			r.Points += res.Points
		}
	}
	r.Points, r.Bonus = round(r.Points), round(r.Bonus)
	r.Outcome = outcomeOf(r.Criteria)
	if r.Outcome == Passed {
		if src, err := j.source(); err == nil {
			r.Source = src.Text
			if p.info.Par > 0 {
				r.Statements, r.Par = src.Statements, p.info.Par
			}
		}
	}
	r.Seconds = time.Since(start).Seconds()
	return r, ended
}

// late is the message about an answer that does not end.
func (j *judging) late(limit time.Duration) string {
	call := j.plain.info.Func
	if now := j.now.Load(); now != nil && *now != "" {
		call = *now
	}
	return fmt.Sprintf("%s did not end within %g s: an endless loop, or a wait for what never comes?\nThe answer was stopped, and with it the rest of this cell.", call, limit.Seconds())
}

func (j *judging) result(c Criterion, s stop) Result {
	res := Result{Name: c.Name, Outcome: s.outcome, MaxPoints: c.Points, Bonus: c.Bonus, Message: s.message, Note: s.note, Diff: s.diff, Advisory: s.advisory, Measured: s.measured}
	switch s.outcome {
	case Passed:
		res.Points = c.Points
	case Failed:
		res.Message = j.diagnose(c, s)
	case Error:
		if s.panicked {
			res.Message = j.diagnose(c, s)
		}
	case NotAttempted:
		if res.Message == "" {
			res.Message = "panic(lesson.TODO) is still in the way"
		}
	}
	return res
}

// stop ends a criterion's check: it is panicked by T and by the bound answer.
type stop struct {
	outcome Outcome
	message string
	diff    *Diff
	got     any     // what was compared with what is wanted: a float64, or an array's np.Layout
	tol     float64 // with which it was
	print   uint64  // of what failed otherwise: equal prints, equal mistakes
	note    string
	cause   string // what is likely to be wrong, shown unless a planted wrong answer says it better

	gone     bool // the answer's process is no more
	chance   bool // another seed may say otherwise
	advisory bool // it rests on what the answer's process says of itself
	measured bool // it rests on a clock or on memory taken
	panicked bool // the answer did
	panics   string
	call     string // in which it did
}

// like reports whether two answers went wrong in the same way.
func (s stop) like(t stop) bool {
	if s.panicked && t.panicked {
		return s.panics == t.panics && s.call == t.call
	}
	switch x := s.got.(type) {
	case float64:
		y, ok := t.got.(float64)
		return ok && s.call == t.call && closeFloat(x, y, s.tol)
	case np.Layout:
		y, ok := t.got.(np.Layout)
		return ok && s.call == t.call && diffLayouts(x, y, s.tol) == nil
	}
	return s.outcome == Failed && t.outcome == Failed && s.message == t.message && s.print == t.print
}

// try runs one criterion, and again where chance may be to blame. What is told is
// how it went the first time.
func (j *judging) try(c Criterion) stop {
	first := j.run(c, j.seed)
	if first.outcome != Failed || !first.chance {
		return first
	}
	for i, seed := range j.again {
		if s := j.run(c, seed); s.outcome == Passed {
			s.note = strings.TrimSuffix(fmt.Sprintf("met in try %d, with other numbers\n%s", i+2, s.note), "\n")
			return s
		}
	}
	return first
}

// run runs one criterion with a seed.
func (j *judging) run(c Criterion, seed uint64) (s stop) {
	s.outcome = Passed
	j.now.Store(nil)
	j.args.Store(nil)
	state := &running{judging: j, random: seed ^ hash([]byte(c.Name))}
	defer func() {
		p := recover()
		if late, ok := j.later(p); ok {
			p = late
		}
		switch p := p.(type) {
		case nil:
			s.note = state.note
			if a, ok := j.answer.(mortal); ok && a.Lost() != nil {
				s = stopOf(a.Lost()) // in a call whose panic the check took for the answer's
			}
		case stop:
			s = p
			s.call = state.call
			if state.call != "" && s.message != "" {
				s.message = state.call + ": " + s.message
				if s.outcome == Failed && state.right != "" && state.right != state.call {
					s.message += "\nIt was right for " + state.right + "."
				}
			}
			s.message = plainText(s.message)
		default:
			panic(p) // a mistake in the check itself
		}
		s.chance, s.advisory, s.measured = state.chance, state.advisory, state.measured
	}()
	c.Check(&T{state})
	return s
}

// later returns, while the panic p unwinds, how a criterion stops if p is of what
// the answer returned, a sequence or a method, when the check called that.
func (j *judging) later(p any) (stop, bool) {
	if thrown, ok := p.(Thrown); ok {
		return stopOf(thrown.Err), true
	}
	l, ok := j.answer.(*local)
	if _, is := p.(stop); p == nil || is || !ok {
		return stop{}, false
	}
	where := l.culprit()
	if where == "" {
		return stop{}, false
	}
	if err, ok := p.(error); ok && errors.Is(err, cell.TODO) {
		return stop{outcome: NotAttempted}, true
	}
	return stopOf(Panic{culprit.What(p), where}), true
}

// plainText makes what an answer said fit to be shown: about 2 KB at most.
func plainText(s string) string {
	const most = 2000
	if len(s) > most {
		s = s[:most] + " …"
	}
	return legible.Text(strings.ReplaceAll(s, "\t", " "))
}

// diagnose returns the message of a criterion that failed, or in which the answer
// panicked, and what is wrong if a planted wrong answer does so in the same way.
func (j *judging) diagnose(c Criterion, failed stop) string {
	if c.question != nil { // which has said it
		return failed.message
	}
	start := time.Now()
	for i := 0; ; i++ {
		w, ok := j.plain.wrong(i)
		if !ok {
			return strings.TrimSuffix(failed.message+"\n"+failed.cause, "\n")
		}
		if w.Fails != c.Name || w.Says == "" {
			continue
		}
		planted := newJudge(j.plain, Local(w.Answer), j.seed)
		at := slices.IndexFunc(planted.criteria, func(pc Criterion) bool { return pc.Name == c.Name })
		if at < 0 {
			continue
		}
		same := make(chan bool, 1)
		if within(plantedLimit-time.Since(start), func() {
			same <- failed.like(planted.run(planted.criteria[at], planted.seed))
		}) && len(same) > 0 && <-same {
			return failed.message + "\n" + w.Says
		}
	}
}

func hash(b []byte) uint64 {
	h := fnv.New64a()
	h.Write(b)
	return h.Sum64()
}
