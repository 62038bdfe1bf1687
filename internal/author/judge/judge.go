// Package judge is the inside of the program that package author builds to
// judge answers: a generated main hands [Main] the exercises and the answers, and
// Main tells its parent what it finds, one JSON [Event] a line. It runs in a
// process of its own because an answer may crash, exit or never return.
package judge

import (
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"reflect"
	"runtime/debug"
	"strings"
	"syscall"

	"fastergo/checks"
)

// Seed is what answers are judged with, as in a notebook's cell.
const Seed = 1

// The work that Main does, its first argument. The others are exercises.
const (
	Describe = "describe" // events with Info, for every exercise of the course
	Judge    = "judge"    // events with Start and then Report
	Prove    = "prove"    // events with Start and then Faults
)

// An Event is one line of what Main tells.
type Event struct {
	Start  *Info          `json:"start,omitempty"` // an exercise whose turn it is
	Report *checks.Report `json:"report,omitempty"`
	Faults *Faults        `json:"faults,omitempty"`
	Info   *Info          `json:"info,omitempty"`
}

// Faults are what is wrong with an exercise, or nothing.
type Faults struct {
	Exercise string   `json:"exercise"`
	Faults   []string `json:"faults"`
}

// Info describes an exercise as its checks define it.
type Info struct {
	ID       string  `json:"id"`
	Func     string  `json:"func"`
	Title    string  `json:"title"`
	Points   float64 `json:"points"`
	Par      int     `json:"par"`
	Minutes  int     `json:"minutes"`
	Optional bool    `json:"optional"`
	Wrong    int     `json:"wrong"` // planted wrong answers

	Hints []string `json:"hints"`
}

// Broken is, in place of an answer's function, why there is none: a compiler's lines.
type Broken string

// Main does the work named in os.Args. It tells events on file descriptor 3:
// standard output belongs to the answers. An answer is a function, or Broken.
func Main(exercises []checks.Any, answers map[string]any) {
	debug.SetMaxStack(64 << 20) // endless recursion ends in a moment
	syscall.CloseOnExec(3)      // or an answer's own child would hold it open
	signal.Ignore(os.Interrupt) // Ctrl-C is for the parent, which says what was judged
	encoder := json.NewEncoder(os.NewFile(3, "events"))
	run(os.Args[1:], exercises, answers, func(e Event) {
		if err := encoder.Encode(e); err != nil {
			fmt.Fprintln(os.Stderr, "the judge's parent is gone:", err)
			os.Exit(1)
		}
	})
}

func run(args []string, exercises []checks.Any, answers map[string]any, tell func(Event)) {
	all := map[string]checks.Any{}
	for _, e := range exercises {
		all[checks.InfoOf(e).ID] = e
		if args[0] == Describe {
			tell(Event{Info: describe(e)})
		}
	}
	for _, id := range args[1:] {
		e := all[id]
		tell(Event{Start: describe(e)})
		switch args[0] {
		case Judge:
			tell(Event{Report: report(e, answers[id])})
		case Prove:
			tell(Event{Faults: &Faults{id, faults(e, answers[id])}})
		}
	}
}

func describe(e checks.Any) *Info {
	i := checks.InfoOf(e)
	return &Info{
		ID: i.ID, Func: i.Func, Title: i.Title, Points: checks.PointsOf(e),
		Par: i.Par, Minutes: i.Minutes, Optional: i.Optional, Wrong: len(checks.WrongOf(e)),
		Hints: i.Hints,
	}
}

// report judges answer, a function of whatever type, nil if there is none.
func report(e checks.Any, answer any) *checks.Report {
	if answer == nil {
		i := describe(e)
		return Failure(i, "function", fmt.Sprintf("exercises/%s.go has no func %s: bring it back, or delete the file and run fastergo generate", i.ID, i.Func))
	}
	if broken, ok := answer.(Broken); ok {
		return Failure(describe(e), "builds", string(broken))
	}
	got, want := reflect.TypeOf(answer), reflect.TypeOf(checks.ReferenceOf(e))
	if !got.AssignableTo(want) {
		return Failure(describe(e), "signature", fmt.Sprintf("%s is a %v; the exercise asks for a %v", checks.InfoOf(e).Func, got, want))
	}
	return checks.Judge(e, checks.Local(answer), Seed)
}

// Failure is the report on an answer that could not be judged: what it lacks,
// and how that shows.
func Failure(i *Info, what, message string) *checks.Report {
	return &checks.Report{
		Exercise: i.ID, Title: i.Title, Func: i.Func, Outcome: checks.Error, MaxPoints: i.Points,
		Criteria: []checks.Result{{Name: what, Outcome: checks.Error, MaxPoints: i.Points, Message: message}},
	}
}

// Least is how many hints and planted wrong answers an exercise has at least.
const (
	LeastHints = 2
	LeastWrong = 4
)

// faults proves an exercise: its stub, if there is one, is not attempted, its
// reference passes, its wrong answers fail for their reasons, there are enough hints.
func faults(e checks.Any, stub any) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	info := checks.InfoOf(e)
	if info.Title == "" {
		fault("it has no title")
	}
	if n := len(info.Hints); n < LeastHints {
		fault("it has %d of at least %d hints", n, LeastHints)
	}
	for i, h := range info.Hints {
		if strings.TrimSpace(h) == "" {
			fault("hint %d is empty", i+1)
		}
	}
	if stub != nil {
		if r := report(e, stub); r.Outcome != checks.NotAttempted {
			fault("its stub is %s, not %s%s", r.Outcome, checks.NotAttempted, firstMessage(r))
		}
	}
	for seed := uint64(Seed); seed < Seed+3; seed++ {
		r := checks.Judge(e, checks.Local(checks.ReferenceOf(e)), seed)
		if r.Outcome != checks.Passed || r.Points != r.MaxPoints || r.Bonus != r.MaxBonus {
			fault("its reference is %s with seed %d%s", r.Outcome, seed, firstMessage(r))
			break
		}
	}
	wrong := checks.WrongOf(e)
	if n := len(wrong); n < LeastWrong {
		fault("it has %d of at least %d planted wrong answers", n, LeastWrong)
	}
	for _, w := range wrong {
		if reason := wrongFault(e, w); reason != "" {
			fault("wrong answer %q %s", w.Name, reason)
		}
	}
	return faults
}

// wrongFault returns why w is no proof of the criterion it names, "" if it is.
func wrongFault(e checks.Any, w checks.WrongAnswer) string {
	r := checks.Judge(e, checks.Local(w.Answer), Seed)
	named := false
	for _, c := range r.Criteria {
		named = named || c.Name == w.Fails
	}
	if !named {
		return fmt.Sprintf("should fail %q, which is none of the criteria", w.Fails)
	}
	for _, c := range r.Criteria {
		switch {
		case c.Outcome == checks.Passed:
			if c.Name == w.Fails {
				return fmt.Sprintf("passes %q, which it should fail", w.Fails)
			}
		case c.Name != w.Fails:
			return fmt.Sprintf("should fail %q but is %s earlier, by %q: %s", w.Fails, c.Outcome, c.Name, oneLine(c.Message))
		case c.Outcome == checks.NotAttempted:
			return "is not attempted"
		case !strings.Contains(c.Message, w.Says):
			return fmt.Sprintf("fails %q without saying %q; it says: %s", w.Fails, w.Says, oneLine(c.Message))
		default:
			return ""
		}
	}
	return ""
}

// firstMessage is the first criterion that did not pass, for a fault's end.
func firstMessage(r *checks.Report) string {
	for _, c := range r.Criteria {
		if c.Outcome != checks.Passed && c.Message != "" {
			return fmt.Sprintf(": %s: %s", c.Name, oneLine(c.Message))
		}
	}
	return ""
}

// oneLine joins a message's lines, all but a snippet and the caret below it.
func oneLine(s string) string {
	var b strings.Builder
	gap := ""
	lines := strings.Split(strings.TrimSpace(s), "\n")
	isCaret := func(i int) bool { return i < len(lines) && strings.TrimSpace(lines[i]) == "^" }
	for i, line := range lines {
		text := strings.TrimSpace(line)
		switch {
		case isCaret(i), isCaret(i + 1):
			b.WriteString("\n" + line)
			gap = "\n"
		case text != "":
			b.WriteString(gap + text)
			gap = "; "
		}
	}
	return b.String()
}
