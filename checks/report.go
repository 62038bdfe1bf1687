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
	Bonus      float64  `json:"bonus"`      // points on top, which Points are without
	MaxBonus   float64  `json:"max_bonus"`  // those there are
	Invitation string   `json:"invitation"` // what a reader who has not attempted it is asked to do
	Seconds    float64  `json:"seconds"`
	Statements int      `json:"statements"` // the reader's, if they could be counted
	Par        int      `json:"par"`        // the course's
	Criteria   []Result `json:"criteria"`
	Source     string   `json:"source,omitempty"` // of the answer's function, if it passed and could be read
}

// A Result is the verdict on one criterion.
type Result struct {
	Name      string  `json:"name"`
	Outcome   Outcome `json:"outcome"`
	Points    float64 `json:"points"`
	MaxPoints float64 `json:"max_points"`
	Bonus     bool    `json:"bonus"`   // the points are on top of the exercise's
	Message   string  `json:"message"` // lines: why it is not passed
	Note      string  `json:"note"`    // lines: what is worth knowing though it is passed
	Diff      *Diff   `json:"-"`       // set if arrays were compared and differ
	// Advisory says that the verdict rests on what was seen inside the answer's own
	// process: shared memory, changed arguments, memory taken. An answer that means to
	// could lie about it; what it returns, it cannot.
	Advisory bool `json:"advisory"`
	// Measured says that the verdict rests on a clock or on memory taken, and may come
	// out otherwise another time.
	Measured bool `json:"measured"`
}

// Untouched is the report on an answer that nobody has begun.
func Untouched(e Any) *Report {
	p := e.plain()
	r := &Report{Exercise: p.info.ID, Title: p.info.Title, Func: p.info.Func, Outcome: NotAttempted, Invitation: invitation}
	all := p.criteria(p.reference)
	r.MaxPoints, r.MaxBonus = points(all)
	for _, c := range all {
		if c.question != nil {
			r.Invitation = blanks
		}
		r.Criteria = append(r.Criteria, Result{Name: c.Name, Outcome: NotAttempted, MaxPoints: c.Points, Bonus: c.Bonus, Message: later})
	}
	return r
}

// Unjudged is the report on an answer that cannot be run: what it does not do, as
// "compiles", and why.
func Unjudged(e Any, what, why string) *Report {
	r := Untouched(e)
	r.Outcome = Error
	for i := range r.Criteria {
		r.Criteria[i].Message = unreached
	}
	r.Criteria = append([]Result{{Name: what, Outcome: Error, Message: plainText(why)}}, r.Criteria...)
	return r
}

// outcomeOf is the outcome of the whole: an error before a failure before a pass,
// bonuses apart. An answer that earned something is attempted.
func outcomeOf(rs []Result) Outcome {
	has := func(o Outcome) bool {
		return slices.ContainsFunc(rs, func(r Result) bool { return r.Outcome == o && !r.Bonus })
	}
	for _, o := range []Outcome{Error, Failed} {
		if has(o) {
			return o
		}
	}
	switch {
	case !has(NotAttempted):
		return Passed
	case has(Passed):
		return Failed
	}
	return NotAttempted
}

// marks stand before a criterion in plain text; ASCII, because a notebook's
// text streams may break other characters apart.
var marks = map[Outcome]string{Passed: "[x]", Failed: "[-]", Error: "[!]", NotAttempted: "[ ]"}

// Text is the verdict for a terminal.
func (r *Report) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s (%s), %s", strings.ToUpper(string(r.Outcome)), r.Title, r.Exercise, r.pointsText())
	if r.Outcome == NotAttempted {
		fmt.Fprintf(&b, "\n  %s", r.Invitation)
		return b.String()
	}
	width := 0
	for _, c := range r.Criteria {
		width = max(width, len(c.Name))
	}
	for _, c := range r.Criteria {
		b.WriteString(strings.TrimRight(fmt.Sprintf("\n  %s %-*s  %s", marks[c.mark()], width, c.Name, c.pointsText()), " "))
		if c.Outcome == NotAttempted {
			b.WriteString("  " + c.Message)
			continue
		}
		for line := range strings.Lines(c.Message + c.Note) {
			fmt.Fprintf(&b, "\n      %s", strings.TrimSuffix(line, "\n"))
		}
		if c.Diff != nil {
			c.Diff.text(&b)
		}
	}
	if s := r.parText(); s != "" {
		fmt.Fprintf(&b, "\n  %s", s)
	}
	return b.String()
}

// text draws what html does.
func (d *Diff) text(b *strings.Builder) {
	if d.Size < 2 || len(d.Window.Got) == 0 {
		return
	}
	width := 1
	for i := range d.Window.Got {
		for c := range d.Window.Got[i] {
			width = max(width, len(d.Window.Got[i][c]), len(d.Window.Want[i][c]))
		}
	}
	for i, name := range []string{"yours (* differs)", "wanted"} {
		fmt.Fprintf(b, "\n      %s", name)
		if part := d.Window.part(d.WantShape); i == 0 && part != "" {
			b.WriteString(", " + part)
		}
		cells := [][][]string{d.Window.Got, d.Window.Want}[i]
		for r, row := range cells {
			line := "       "
			for c, v := range row {
				mark := " "
				if i == 0 && d.Window.Differs[r][c] {
					mark = "*"
				}
				line += fmt.Sprintf(" %*s%s", width, v, mark)
			}
			b.WriteString("\n" + strings.TrimRight(line, " "))
		}
	}
	if !d.mapped() {
		return
	}
	fmt.Fprintf(b, "\n      %s (. equal, + some, # all)", d.Map.caption())
	for _, row := range d.Map.Share {
		b.WriteString("\n        ")
		for _, share := range row {
			b.WriteByte(mapMark(share))
		}
	}
}

// mapMark is a block of a map as a character.
func mapMark(share float64) byte {
	switch {
	case share == 0:
		return '.'
	case share < 0.999:
		return '+'
	}
	return '#'
}

// caption says where the differences are.
func (m *Map) caption() string {
	span := func(what string, from, to int) string {
		if from == to {
			return fmt.Sprintf("%s %d", what, from)
		}
		return fmt.Sprintf("%ss %d to %d", what, from, to)
	}
	if m.Rows == 1 {
		return "Values differ in " + span("element", m.Left, m.End)
	}
	return "Values differ in " + span("row", m.Top, m.Bottom) + ", " + span("column", m.Left, m.End)
}

// What stands beside a criterion that was not judged.
const (
	later     = "judged once the first is met"
	blank     = "still blank"
	unreached = "not reached"
)

// What readers are asked to do who have not begun.
const (
	invitation = "Put your answer in place of panic(lesson.TODO), then run the cell again."
	blanks     = "Fill in the blanks, then run the cell again."
)

// pointsText says "3 of 4 points", and what came on top.
func (r *Report) pointsText() string {
	s := number(r.Points) + " of " + plural(r.MaxPoints, "point")
	if r.Bonus > 0 {
		s += ", +" + number(r.Bonus) + " bonus"
	}
	return s
}

func (c *Result) pointsText() string {
	if c.MaxPoints == 0 { // what comes before all criteria: "compiles"
		return ""
	}
	s := number(c.Points) + "/" + number(c.MaxPoints)
	if c.Bonus {
		s = "bonus +" + s
	}
	return s
}

// mark is the outcome that a criterion is marked by: a bonus that was missed is
// no failure.
func (c *Result) mark() Outcome {
	if c.Bonus && c.Outcome == Failed {
		return NotAttempted
	}
	return c.Outcome
}

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
	b = cell.AppendNumber(append(b, `,"bonus":`...), r.Bonus)
	b = cell.AppendNumber(append(b, `,"max_bonus":`...), r.MaxBonus)
	b = cell.AppendString(append(b, `,"invitation":`...), r.Invitation)
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
		b = strconv.AppendBool(append(b, `,"bonus":`...), c.Bonus)
		b = cell.AppendString(append(b, `,"message":`...), c.Message)
		b = cell.AppendString(append(b, `,"note":`...), c.Note)
		b = strconv.AppendBool(append(b, `,"advisory":`...), c.Advisory)
		b = strconv.AppendBool(append(b, `,"measured":`...), c.Measured)
		b = append(b, '}')
	}
	b = append(b, ']')
	if r.Source != "" {
		b = cell.AppendString(append(b, `,"source":`...), r.Source)
	}
	return append(b, '}')
}
