package grade

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"runtime"

	np "fastergo/arraylib"
	"fastergo/checks"
)

// A Receipt says what a result was derived from, so that it can be derived again. It
// names the secret, and does not tell it.
type Receipt struct {
	Version    int       `json:"version"`
	Assignment string    `json:"assignment"`
	Student    string    `json:"student"`
	Lesson     string    `json:"lesson"`
	Attempt    int       `json:"attempt"`
	Submission string    `json:"submission"` // SHA-256 of what was handed in
	Course     string    `json:"course"`     // SHA-256 of statements, stubs and references
	Grader     string    `json:"grader"`     // SHA-256 of the program that judged, checks included
	Kit        string    `json:"kit"`        // of the archives that answers are linked with
	Toolchain  string    `json:"toolchain"`
	CPU        string    `json:"cpu"`      // what kernels of arraylib ran
	Tier       string    `json:"tier"`     // of the sandbox
	Seed       string    `json:"seed"`     // id of the secret
	Verdicts   []Derived `json:"verdicts"` // what is derived again
}

// Receipt returns the receipt of a result.
func (g *Grader) Receipt(r *Result) *Receipt {
	return &Receipt{
		Version: 1, Assignment: g.Assignment, Student: r.Student, Lesson: r.Lesson, Attempt: r.Attempt,
		Submission: r.SHA256, Course: g.Course.Hash, Grader: g.Program, Kit: g.Kit.Hash(),
		Toolchain: fmt.Sprintf("%s %s/%s", g.Kit.Toolchain(), runtime.GOOS, runtime.GOARCH),
		CPU:       fmt.Sprint(np.Using()), Tier: string(g.Tier), Seed: g.Secret.ID(), Verdicts: Derive(r),
	}
}

// Key returns what a result depends on, as one name: equal keys, equal results but
// for times.
func (g *Grader) Key(student, lesson string, attempt int, submission string) string {
	h := sha256.New()
	for _, p := range []string{g.Assignment, student, lesson, fmt.Sprint(attempt), submission, g.Course.Hash, g.Program, g.Kit.Hash(), string(g.Tier), g.Secret.ID()} {
		fmt.Fprintf(h, "%d %s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// A Derived is what of a verdict is derived again: that on all criteria but those judged
// by a clock or by what the answer's process says of its memory. These are recorded
// and may come out otherwise another time.
type Derived struct {
	Exercise string         `json:"exercise"`
	Outcome  checks.Outcome `json:"outcome"`
	Points   float64        `json:"points"`
	SHA256   string         `json:"sha256"` // of the criteria's outcomes, points and messages
}

// Derive returns what of a result's verdicts is derived again.
func Derive(r *Result) (all []Derived) {
	type criterion struct {
		Name, Outcome, Message string
		Points                 float64
	}
	for _, v := range r.Exercises {
		d := Derived{Exercise: v.Exercise, Outcome: checks.Passed}
		var criteria []criterion
		for _, c := range v.Criteria {
			if c.Measured {
				continue
			}
			criteria = append(criteria, criterion{c.Name, string(c.Outcome), c.Message, c.Points})
			d.Points = Round(d.Points + c.Points)
			if d.Outcome == checks.Passed && !c.Bonus { // the first that is not met says what it is
				d.Outcome = c.Outcome
			}
		}
		text, _ := json.Marshal(criteria) // strings and finite numbers
		sum := sha256.Sum256(text)
		d.SHA256 = hex.EncodeToString(sum[:])
		all = append(all, d)
	}
	return all
}

// Differs says in words, a line each, in what another receipt of the same submission is
// another.
func (r *Receipt) Differs(now *Receipt) (all []string) {
	for _, f := range []struct{ what, was, is string }{
		{"what was handed in: SHA-256", r.Submission, now.Submission},
		{"the secret: id", r.Seed, now.Seed},
		{"the assignment's name:", r.Assignment, now.Assignment},
		{"the course: SHA-256", r.Course, now.Course},
	} {
		if f.was != f.is {
			all = append(all, fmt.Sprintf("%s %q in the receipt, %q here", f.what, f.was, f.is))
		}
	}
	verdicts := len(all)
	was, is := r.byExercise(), now.byExercise()
	for _, d := range r.Verdicts {
		if _, ok := is[d.Exercise]; !ok {
			all = append(all, d.Exercise+": in the receipt, and not in this course")
		}
	}
	for _, d := range now.Verdicts {
		old, ok := was[d.Exercise]
		switch {
		case !ok:
			all = append(all, d.Exercise+": not in the receipt")
		case old.Outcome != d.Outcome || old.Points != d.Points:
			all = append(all, fmt.Sprintf("%s: %s with %s in the receipt, %s with %s here", d.Exercise, old.Outcome, Number(old.Points), d.Outcome, Number(d.Points)))
		case old.SHA256 != d.SHA256:
			all = append(all, fmt.Sprintf("%s: %s with %s both times, but by other criteria or with other messages: SHA-256 %q in the receipt, %q here", d.Exercise, d.Outcome, Number(d.Points), old.SHA256, d.SHA256))
		}
	}
	if len(all) == verdicts {
		return all
	}
	for _, f := range []struct{ what, was, is string }{
		{"grader", r.Grader, now.Grader}, {"library", r.Kit, now.Kit}, {"toolchain", r.Toolchain, now.Toolchain},
		{"processor's tier", r.CPU, now.CPU}, {"walls", r.Tier, now.Tier},
	} {
		if f.was != f.is {
			all = append(all, "and the "+f.what+" is another")
		}
	}
	return all
}

func (r *Receipt) byExercise() map[string]Derived {
	all := map[string]Derived{}
	for _, d := range r.Verdicts {
		all[d.Exercise] = d
	}
	return all
}
