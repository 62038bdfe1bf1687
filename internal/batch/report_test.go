package batch

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fastergo/checks"
	"fastergo/internal/grade"
	"fastergo/internal/house"
	"fastergo/internal/junit"
	"fastergo/internal/pile"
	"fastergo/internal/submission"
)

// A pile's reports agree with each other, a second run judges nothing again, and
// receipts can be derived again.
func TestReports(t *testing.T) {
	g := theGrader(t)
	root, err := house.Root()
	if err != nil {
		t.Fatal(err)
	}
	dir, out := t.TempDir(), t.TempDir()
	if err := pile.Make(root, "01_fasterer", dir, 20, 1); err != nil {
		t.Fatal(err)
	}
	for i := range 20 { // three are enough: half solved, with slips, untouched
		if i != 9 && i != 14 && i != 19 {
			os.RemoveAll(filepath.Join(dir, pileName(i)))
		}
	}
	o := Options{Paths: []string{dir}, Out: out}
	s, err := Run(t.Context(), g, o)
	if err != nil || s.Judged != 3 || len(s.Failures) > 0 {
		t.Fatalf("%+v, %v", s, err)
	}

	// results.jsonl and grades.csv
	scores := map[string]float64{}
	rows := 0
	for line := range strings.Lines(read(t, out, "results.jsonl")) {
		var r Row
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		rows++
		scores[r.Student] += r.Points + r.Bonus
		if (r.Message != "") != (r.Outcome == checks.Failed || r.Outcome == checks.Error) {
			t.Errorf("%s %s: %s says %q", r.Student, r.Exercise, r.Outcome, r.Message)
		}
	}
	if rows != 45 {
		t.Errorf("%d rows, want 3 × 15", rows)
	}
	table, err := csv.NewReader(strings.NewReader(read(t, out, "grades.csv"))).ReadAll()
	if err != nil || len(table) != 4 || len(table[0]) != 19 || !slices.Equal(table[0][:4], []string{"student", "score", "max_score", "note"}) {
		t.Fatalf("grades.csv: %v, %v", table, err)
	}
	for _, line := range table[1:] {
		if line[1] != grade.Number(scores[line[0]]) || line[2] != table[1][2] {
			t.Errorf("%s has %s of %s in grades.csv and %g in results.jsonl", line[0], line[1], line[2], scores[line[0]])
		}
	}
	if scores[pileName(19)] != 0 || scores[pileName(9)] == 0 {
		t.Errorf("scores %v", scores)
	}

	// junit.xml
	var suites junit.Suites
	if err := xml.Unmarshal([]byte(read(t, out, "junit.xml")), &suites); err != nil {
		t.Fatal(err)
	}
	cases := 0
	for _, s := range suites.Suites {
		cases += len(s.Cases)
		if s.Tests != len(s.Cases) {
			t.Errorf("%s counts %d of %d cases", s.Name, s.Tests, len(s.Cases))
		}
	}
	if cases != rows {
		t.Errorf("%d cases for %d rows", cases, rows)
	}

	// pages
	index := read(t, out, "index.html")
	for student := range scores {
		page := "students/" + student + "/01_fasterer.html"
		if !strings.Contains(index, page) || strings.Count(read(t, out, page), "fg-verdict") != 15 {
			t.Errorf("%s is not linked, or has not all verdicts", page)
		}
	}

	// again
	before, err := ReadRows(out)
	if err != nil {
		t.Fatal(err)
	}
	page := "students/" + pileName(9) + "/01_fasterer.html"
	text := read(t, out, page)
	if err := os.RemoveAll(filepath.Join(out, "students")); err != nil {
		t.Fatal(err)
	}
	if s, err = Run(t.Context(), g, o); err != nil || s.Judged != 0 || s.Resumed != 3 {
		t.Errorf("a second run judges %d and resumes %d: %v", s.Judged, s.Resumed, err)
	}
	if read(t, out, page) != text {
		t.Error("a page that was lost is made otherwise")
	}
	now, err := ReadRows(out)
	if err != nil || len(before.Changes(now)) > 0 {
		t.Errorf("a second run changes %v, %v", before.Changes(now), err)
	}
	key := rowKey{pileName(9), "01_fasterer", "fasterer/make_matrix", 1}
	now[key] = rowValue{checks.Failed, 0.5, "values: otherwise", before[key].sha256, 0}
	if c := before.Changes(now); len(c) != 1 || c[0].Exercise != key.Exercise || c[0].PointsAre != 0.5 || c[0].Anew {
		t.Errorf("changes %+v", c)
	}
	now[key] = rowValue{checks.Failed, 0.5, "values: otherwise", "other work", 0}
	if c := before.Changes(now); len(c) != 1 || !c[0].Anew {
		t.Errorf("changes of what was handed in anew %+v", c)
	}

	// receipts
	now[key] = before[key]
	var receipts []grade.Receipt
	for line := range strings.Lines(read(t, out, "receipts.jsonl")) {
		var r grade.Receipt
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		receipts = append(receipts, r)
	}
	if text := read(t, out, "receipts.jsonl"); len(receipts) != 3 || !strings.Contains(text, g.Secret.ID()) {
		t.Errorf("receipts %s", text)
	}
	forged := receipts[1].Verdicts
	forged[0].Points++
	forged[1].SHA256 = "other messages"
	receipts = append(receipts, grade.Receipt{Student: "nobody", Lesson: "01_fasterer", Attempt: 1})
	rowForged := rowKey{receipts[0].Student, "01_fasterer", "fasterer/make_matrix", 1}
	now[rowForged] = rowValue{points: now[rowForged].points + 0.5}
	told := map[string]string{}
	bad, err := Verify(t.Context(), g, []string{dir}, receipts, now, func(r grade.Receipt, problems []string) {
		told[r.Student] = strings.Join(problems, "; ")
	})
	if err != nil || bad != 3 || !strings.Contains(told[receipts[0].Student], rowForged.Exercise) || !strings.Contains(told[receipts[0].Student], "points in results.jsonl") || !saysOf(told[receipts[1].Student], forged) || told["nobody"] != "it was not handed in here" {
		t.Errorf("%d receipts differ: %v, %v", bad, told, err)
	}
}

// What could not be read or told apart has no score in any report, and says why.
func TestUndecided(t *testing.T) {
	result := func(student, lesson string, attempt int, why string) *grade.Result {
		return &grade.Result{Student: student, Lesson: lesson, Attempt: attempt, Error: why, Exercises: []grade.Verdict{{Report: &checks.Report{Exercise: lesson + "/x", Points: 1, MaxPoints: 2}}}}
	}
	g := newGrades([]string{"01/x", "02/x"})
	for _, r := range []*grade.Result{
		result("ada", "01", 1, ""), result("ada", "02", 1, ""),
		result("bob", "01", 1, ""), result("bob", "01", 2, "torn"), result("bob", "02", 1, ""),
		result("cy", "01", 1, "torn"), result("cy", "01", 2, ""),
		result("di", "01", 1, ""), result("eve", "01", 2, ""),
	} {
		g.add(r)
	}
	for _, u := range []submission.Unmatched{
		{Path: "a.zip", Reason: "torn", Student: "ada"},
		{Path: "d", Reason: "two", Student: "di", Lesson: "01", Attempt: 2},
		{Path: "e", Reason: "two", Student: "eve", Lesson: "01", Attempt: 1},
		{Path: "f.pdf", Reason: "a pdf", Student: "flo"},
	} {
		g.undecided(u)
	}
	var got strings.Builder
	if err := g.write(&got); err != nil {
		t.Fatal(err)
	}
	const want = `student,score,max_score,note,01/x,02/x
ada,2,4,a.zip: torn,1,1
bob,,4,01 does not count: torn,,1
cy,1,4,,1,
di,,4,01 does not count: d: two,,
eve,1,4,,1,
flo,,4,f.pdf: a pdf,,
`
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", &got, want)
	}

	s := undecided(submission.Unmatched{Path: "d", Reason: "two", Student: "di", Lesson: "01", Attempt: 2})
	if s.Tests != 1 || s.Errors != 1 || !strings.HasPrefix(s.Name, "di/01") || s.Cases[0].Error.Message != "two" {
		t.Errorf("%+v", s)
	}
}

// Where nothing was handed in nothing is written: results of before stay.
func TestNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	in := t.TempDir()
	put(t, filepath.Join(in, "ada.pdf"), []byte("x"))
	s, err := Run(t.Context(), &grade.Grader{Course: &grade.Course{}}, Options{Paths: []string{in}, Out: out})
	if err != nil || s.Submissions != 0 || len(s.Unmatched) != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("something was written")
	}
}

// saysOf reports whether what is told of a forged receipt is what was forged.
func saysOf(told string, forged []grade.Derived) bool {
	points, messages, ok := strings.Cut(told, "; ")
	return ok && strings.HasPrefix(points, forged[0].Exercise+": ") && strings.Contains(points, "with "+grade.Number(forged[0].Points)+" in the receipt") &&
		strings.HasPrefix(messages, forged[1].Exercise+": ") && strings.Contains(messages, `SHA-256 "other messages" in the receipt`) && !strings.Contains(messages, ";")
}

func pileName(i int) string { return fmt.Sprintf("student-%04d", i+1) }

func read(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A lesson that is in exercises/ only counts once somebody has begun it.
func TestLeaveOut(t *testing.T) {
	in := func(student, lesson, file string) submission.Submission {
		return submission.Submission{Student: student, Lesson: lesson, Attempt: 1, Files: []submission.File{{Name: file}}}
	}
	all := []submission.Submission{in("ada", "01", "a/x.go"), in("ada", "02", "b/x.go"), in("bob", "01", "01.ipynb"), in("cy", "03", "c/x.go")}
	of := func(begun ...int) (lessons, left string) {
		r := &run{keys: []string{"0", "1", "2", "3"}, begun: map[string]bool{}}
		for k, s := range all {
			v := grade.Verdict{Report: &checks.Report{Outcome: checks.NotAttempted}}
			if slices.Contains(begun, k) {
				v.Outcome = checks.Failed
			}
			r.tell(k, s, r.keys[k], &grade.Result{Exercises: []grade.Verdict{v}}, true)
		}
		for i, s := range r.leaveOut(all) {
			lessons += s.Lesson + ":" + r.keys[i] + " "
		}
		return lessons, strings.Join(r.summary.LeftOut, " ")
	}
	if lessons, left := of(); lessons != "01:0 01:2 " || left != "02 03" {
		t.Errorf("a notebook alone: %q count, %q are left out", lessons, left)
	}
	if lessons, left := of(1); lessons != "01:0 02:1 01:2 " || left != "03" {
		t.Errorf("lesson 2 begun: %q count, %q are left out", lessons, left)
	}
	all = all[:2]
	if lessons, left := of(); lessons != "01:0 02:1 " || left != "" {
		t.Errorf("nothing begun: %q count, %q are left out", lessons, left)
	}
}

func TestClass(t *testing.T) {
	g := newGrades([]string{"a", "b"})
	result := func(student string, attempt int, why string, a, b checks.Outcome, points float64) *grade.Result {
		return &grade.Result{Student: student, Lesson: "01", Attempt: attempt, Error: why, Exercises: []grade.Verdict{
			{Report: &checks.Report{Exercise: "a", Outcome: a, Points: points, MaxPoints: 2}},
			{Report: &checks.Report{Exercise: "b", Outcome: b, MaxPoints: 1}},
		}}
	}
	g.add(result("ada", 1, "", checks.Failed, checks.Failed, 0))
	g.add(result("ada", 2, "", checks.Passed, checks.NotAttempted, 2))
	g.add(result("bob", 1, "", checks.Failed, checks.Error, 1))
	g.add(result("cy", 1, "torn", checks.Error, checks.Error, 0))
	if c, want := g.class(), (Class{Students: 2, Mean: 1.5, Most: 3, Passed: 1, Failed: 1, Error: 1, NotAttempted: 1}); c != want {
		t.Errorf("%+v, want %+v", c, want)
	}
}
