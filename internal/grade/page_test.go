package grade

import (
	"fmt"
	"strings"
	"testing"

	"fastergo/checks"
)

// A page shows the answer and what there is to know of it, escaped, and not where the
// grader keeps it.
func TestPage(t *testing.T) {
	r := &Result{Student: "ada", Lesson: "01_fasterer", Attempt: 1, Path: "/home/prof/pile/ada/x.ipynb", File: "x.ipynb", Exercises: []Verdict{
		{Report: &checks.Report{Exercise: "fasterer/assign", Outcome: checks.Passed, Points: 1, MaxPoints: 1},
			Notes: []string{"Assign is taken from <b>"}, Answer: "func Assign() {} // </pre><script>\x1b"},
		{Report: &checks.Report{Exercise: "fasterer/train", Outcome: checks.NotAttempted, MaxPoints: 1}},
	}}
	page := string(r.Page(""))
	for _, want := range []string{"Assign is taken from &lt;b&gt;", "// &lt;/pre&gt;&lt;script&gt;\uFFFD", "x.ipynb"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "/home/prof") || strings.Count(page, "<details>") != 1 {
		t.Errorf("a path of ours, or an answer that is not there:\n%s", page)
	}
	card := strings.Index(page, `id="fasterer/assign"`)
	if note, next := strings.Index(page, "Assign is taken"), strings.Index(page, `id="fasterer/train"`); note < card || note > next {
		t.Error("the note is not with its exercise")
	}
}

func TestShown(t *testing.T) {
	var lines []string
	for i := range 2000 {
		lines = append(lines, fmt.Sprintf("line %d", i))
	}
	long := shown(strings.Join(lines, "\n"))
	text, rest, _ := strings.Cut(long, "\n(and ")
	if left := 2000 - strings.Count(text, "\n") - 1; len(text) > mostShown || rest != fmt.Sprintf("%d lines more, which are not shown)", left) {
		t.Errorf("%d bytes, then %q; %d lines are left", len(text), rest, left)
	}
	if got := shown("\n\na\n\nb\n\n"); got != "a\n\nb" {
		t.Errorf("%q", got)
	}
	if got := shown(strings.Repeat("x", 9<<10)); got != "(a line of 9 KB, which is not shown)" {
		t.Errorf("%q", got)
	}
}
