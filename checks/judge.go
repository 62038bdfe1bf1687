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

	"fastergo/internal/cell"
	"fastergo/internal/poison"
)

// cellSeed is the seed of every check in a cell.
const cellSeed = 1

// Judge runs every criterion of e on a. The same seed and answer give the same
// report, but for Seconds, and for Note where speed is judged.
//
// It waits for the answer as long as that takes: where answers may not end, it
// belongs into a process of its own.
func Judge(e Any, a Answer, seed uint64) *Report {
	r, _ := newJudge(e.plain(), a, seed).report(0)
	return r
}

//go:noinline
func check(p plain, answer any) {
	announce(p.info)
	r, ended := newJudge(p, Local(answer), cellSeed).report(timeLimit)
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
	criteria []Criterion
	source   func() (Source, error) // of the answer, read once
	now      atomic.Pointer[string] // the call on its way, if the check said
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
		s := stop{outcome: Error, message: "the answer ended its goroutine: it never returned"}
		if limit == 0 {
			s = j.run(c)
		} else if got := make(chan stop, 1); within(limit-time.Since(start), func() { got <- j.run(c) }) {
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
	res := Result{Name: c.Name, Outcome: s.outcome, MaxPoints: c.Points, Bonus: c.Bonus, Message: s.message, Note: s.note, Diff: s.diff}
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
	print   uint64 // of the values that failed: equal prints, equal mistakes
	note    string
	cause   string // what is likely to be wrong, shown unless a planted wrong answer says it better

	panicked bool // the answer did
	panics   string
	call     string // in which it did
}

// like reports whether two answers went wrong in the same way.
func (s stop) like(t stop) bool {
	if s.panicked && t.panicked {
		return s.panics == t.panics && s.call == t.call
	}
	return s.outcome == Failed && t.outcome == Failed && s.message == t.message && s.print == t.print
}

// run runs one criterion.
func (j *judging) run(c Criterion) (s stop) {
	s.outcome = Passed
	j.now.Store(nil)
	state := &running{judging: j, random: j.seed ^ hash([]byte(c.Name))}
	defer func() {
		p := recover()
		if late, ok := j.later(p); ok {
			p = late
		}
		switch p := p.(type) {
		case nil:
			s.note = state.note
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
	}()
	c.Check(&T{state})
	return s
}

// later returns, while the panic p unwinds, how a criterion stops if p is of what
// the answer returned, a sequence or a method, when the check called that.
func (j *judging) later(p any) (stop, bool) {
	l, ok := j.answer.(local)
	if _, is := p.(stop); p == nil || is || !ok {
		return stop{}, false
	}
	where := l.culprit()
	if where == "" {
		return stop{}, false
	}
	what := fmt.Sprint(p)
	if err, ok := p.(error); ok {
		if errors.Is(err, cell.TODO) {
			return stop{outcome: NotAttempted}, true
		}
		what = whatOf(err)
	}
	return stop{outcome: Error, message: Panic{what, where}.Error(), panicked: true, panics: what}, true
}

// plainText makes what an answer said fit to be shown: no control characters,
// about 2 KB at most.
func plainText(s string) string {
	const most = 2000
	if len(s) > most {
		s = s[:most] + " …"
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return '\uFFFD'
		}
		return r
	}, strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\t", " "))
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
			same <- failed.like(planted.run(planted.criteria[at]))
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
