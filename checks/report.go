package checks

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fastergo/internal/cell"
)

// Outcome is what became of an answer or of one criterion.
type Outcome string

// The four outcomes.
const (
	Passed       Outcome = "passed"
	Failed       Outcome = "failed"
	Error        Outcome = "error" // it could not be judged: it panicked, or its source is missing
	NotAttempted Outcome = "not attempted"
)

// A Report is the verdict on one answer.
type Report struct {
	Exercise   string   `json:"exercise"`
	Title      string   `json:"title"`
	Func       string   `json:"func"`
	Outcome    Outcome  `json:"outcome"`
	Points     float64  `json:"points"`
	MaxPoints  float64  `json:"max_points"`
	Seconds    float64  `json:"seconds"`
	Statements int      `json:"statements"` // the reader's, if they could be counted
	Par        int      `json:"par"`        // the course's
	Criteria   []Result `json:"criteria"`
}

// A Result is the verdict on one criterion.
type Result struct {
	Name      string  `json:"name"`
	Outcome   Outcome `json:"outcome"`
	Points    float64 `json:"points"`
	MaxPoints float64 `json:"max_points"`
	Message   string  `json:"message"` // lines; empty if passed
	Diff      *Diff   `json:"-"`       // set if arrays were compared and differ
}

func (r *Report) notAttempted(cs []Criterion) {
	r.Points, r.Criteria = 0, nil
	for _, c := range cs {
		r.Criteria = append(r.Criteria, Result{Name: c.Name, Outcome: NotAttempted, MaxPoints: c.Points})
	}
}

// worst is the outcome of the whole: an error before a failure before a pass.
func worst(rs []Result) Outcome {
	has := func(o Outcome) bool { return slices.ContainsFunc(rs, func(r Result) bool { return r.Outcome == o }) }
	for _, o := range []Outcome{Error, Failed, NotAttempted} {
		if has(o) {
			return o
		}
	}
	return Passed
}

// marks stand before a criterion in plain text; ASCII, because a notebook's
// text streams may break other characters apart.
var marks = map[Outcome]string{Passed: "[x]", Failed: "[-]", Error: "[!]", NotAttempted: "[ ]"}

// Text is the verdict for a terminal.
func (r *Report) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s (%s), %s of %s", strings.ToUpper(string(r.Outcome)), r.Title, r.Exercise, number(r.Points), plural(r.MaxPoints, "point"))
	if r.Outcome == NotAttempted {
		fmt.Fprintf(&b, "\n  %s", invitation)
		return b.String()
	}
	width := 0
	for _, c := range r.Criteria {
		width = max(width, len(c.Name))
	}
	for _, c := range r.Criteria {
		fmt.Fprintf(&b, "\n  %s %-*s  %s/%s", marks[c.Outcome], width, c.Name, number(c.Points), number(c.MaxPoints))
		if c.Outcome == NotAttempted {
			b.WriteString("  " + later)
		}
		for line := range strings.Lines(c.Message) {
			fmt.Fprintf(&b, "\n      %s", strings.TrimSuffix(line, "\n"))
		}
	}
	if s := r.parText(); s != "" {
		fmt.Fprintf(&b, "\n  %s", s)
	}
	return b.String()
}

// later stands beside a criterion that was not judged.
const later = "judged once the first is met"

const invitation = "Put your answer in place of panic(lesson.TODO), then run the cell again."

// parText compares the reader's statements with par, once the answer is right.
func (r *Report) parText() string {
	if r.Outcome != Passed || r.Par == 0 || r.Statements == 0 {
		return ""
	}
	return fmt.Sprintf("Your answer has %s; par is %d.", plural(float64(r.Statements), "statement"), r.Par)
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func plural(x float64, noun string) string {
	if x == 1 {
		return "1 " + noun
	}
	return number(x) + " " + noun + "s"
}

// AppendJSON appends r as encoding/json writes it.
func (r *Report) AppendJSON(b []byte) []byte {
	b = cell.AppendString(append(b, `{"exercise":`...), r.Exercise)
	b = cell.AppendString(append(b, `,"title":`...), r.Title)
	b = cell.AppendString(append(b, `,"func":`...), r.Func)
	b = cell.AppendString(append(b, `,"outcome":`...), string(r.Outcome))
	b = cell.AppendNumber(append(b, `,"points":`...), r.Points)
	b = cell.AppendNumber(append(b, `,"max_points":`...), r.MaxPoints)
	b = cell.AppendNumber(append(b, `,"seconds":`...), r.Seconds)
	b = cell.AppendNumber(append(b, `,"statements":`...), float64(r.Statements))
	b = cell.AppendNumber(append(b, `,"par":`...), float64(r.Par))
	b = append(b, `,"criteria":[`...)
	for i, c := range r.Criteria {
		if i > 0 {
			b = append(b, ',')
		}
		b = cell.AppendString(append(b, `{"name":`...), c.Name)
		b = cell.AppendString(append(b, `,"outcome":`...), string(c.Outcome))
		b = cell.AppendNumber(append(b, `,"points":`...), c.Points)
		b = cell.AppendNumber(append(b, `,"max_points":`...), c.MaxPoints)
		b = cell.AppendString(append(b, `,"message":`...), c.Message)
		b = append(b, '}')
	}
	return append(b, "]}"...)
}
