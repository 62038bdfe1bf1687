package batch

import (
	"html"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fastergo/checks"
	"fastergo/internal/grade"
	"fastergo/internal/submission"
)

func TestIndex(t *testing.T) {
	verdicts := func(outcomes ...checks.Outcome) (all []grade.Verdict) {
		for _, o := range outcomes {
			all = append(all, grade.Verdict{Report: &checks.Report{Outcome: o, MaxPoints: 1}})
		}
		return all
	}
	x := index{Summary: &Summary{}}
	x.add(&grade.Result{Student: "ada", Lesson: "01", Attempt: 1, Exercises: verdicts(checks.Passed, checks.Failed, checks.Error, checks.NotAttempted)})
	x.add(&grade.Result{Student: "ada", Lesson: "01", Attempt: 2, Exercises: verdicts(checks.Passed)})
	x.add(&grade.Result{Student: "ada", Lesson: "02", Attempt: 1, Exercises: verdicts(checks.Passed)})
	x.add(&grade.Result{Student: "bob", Lesson: "02", Attempt: 1, Error: "truncated", Exercises: verdicts(checks.Error, checks.Error)})
	for i, want := range []struct {
		passed, begun, all int
		old                bool
	}{{1, 3, 4, true}, {1, 1, 1, false}, {1, 1, 1, false}, {0, 0, 2, false}} {
		if r := x.Rows[i]; r.Passed != want.passed || r.Begun != want.begun || r.All != want.all || r.Old != want.old {
			t.Errorf("row %d: %+v, want %+v", i, r, want)
		}
	}
	if rows := x.Rows; rows[0].Last || !rows[1].Last || rows[2].Last {
		t.Errorf("of two attempts the last counts: %+v", rows)
	}
	x.undecided(submission.Unmatched{Path: "b.zip", Reason: "torn", Student: "ada"})
	x.Summary.Unmatched = []submission.Unmatched{{Path: "b.zip", Reason: "torn", Student: "ada"}, {Path: "c.pdf", Reason: "a pdf"}}
	var page strings.Builder
	if err := x.write(&page); err != nil || strings.Count(page.String(), "a later attempt counts") != 1 || !strings.Contains(page.String(), "truncated") || strings.Count(page.String(), "–") != 2 || strings.Count(page.String(), "b.zip: torn") != 1 || strings.Count(page.String(), "c.pdf: a pdf") != 1 {
		t.Errorf("%v\n%s", err, &page)
	}
}

// A browser finds each page that the index links to, whatever the student is called.
func TestIndexLinks(t *testing.T) {
	students := []string{"ada", "Müller, Jörg", "a b [1] (2)", "50%", "a%2Fb", "../x", "?#&", `"<'`, "=1+1", strings.Repeat("ü", 90)}
	out := t.TempDir()
	x := index{Summary: &Summary{}}
	for i, student := range students {
		r := &grade.Result{Student: student, Lesson: "01_fasterer", Attempt: 1 + i%2}
		if err := writePage(out, r, ""); err != nil {
			t.Fatal(err)
		}
		x.add(r)
	}
	var page strings.Builder
	if err := x.write(&page); err != nil {
		t.Fatal(err)
	}
	base := &url.URL{Scheme: "file", Path: filepath.ToSlash(out) + "/index.html"}
	links := regexp.MustCompile(`<tr><td><a href="([^"]*)">`).FindAllStringSubmatch(page.String(), -1)
	if len(links) != len(students) {
		t.Fatalf("%d links for %d students\n%s", len(links), len(students), &page)
	}
	for i, link := range links {
		u, err := base.Parse(html.UnescapeString(link[1]))
		if err != nil {
			t.Errorf("%s: %v", link[1], err)
			continue
		}
		text, err := os.ReadFile(filepath.FromSlash(u.Path))
		if err != nil || u.RawQuery != "" || u.Fragment != "" || !strings.Contains(html.UnescapeString(string(text)), "<h1>"+x.Rows[i].Student+"</h1>") {
			t.Errorf("%q is linked as %s: %v", x.Rows[i].Student, link[1], err)
		}
	}
}
