package batch

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fastergo/checks"
	"fastergo/internal/grade"
	"fastergo/internal/junit"
	"fastergo/internal/legible"
	"fastergo/internal/submission"
)

// A Row is a line of results.jsonl: what became of one exercise.
type Row struct {
	Student   string          `json:"student"`
	Lesson    string          `json:"lesson"`
	Attempt   int             `json:"attempt"`
	Notebook  string          `json:"notebook"` // where it was found
	SHA256    string          `json:"sha256"`   // of what was handed in
	Exercise  string          `json:"exercise"`
	Outcome   checks.Outcome  `json:"outcome"`
	Points    float64         `json:"points"`
	MaxPoints float64         `json:"max_points"`
	Bonus     float64         `json:"bonus"`
	Seconds   float64         `json:"seconds"`
	Message   string          `json:"message"` // the first that is not met says why
	With      []string        `json:"with,omitempty"`
	Criteria  []checks.Result `json:"criteria"`
}

// report writes everything else from the journal. Each file is whole or not there.
func (r *run) report(all []submission.Submission) error {
	g := newGrades(columns(r.g.Course, all))
	index := index{Title: r.g.Assignment}
	err := inPlaceOf(filepath.Join(r.o.Out, "results.jsonl"), func(results io.Writer) error {
		return inPlaceOf(filepath.Join(r.o.Out, "junit.xml"), func(suites io.Writer) error {
			return inPlaceOf(filepath.Join(r.o.Out, "receipts.jsonl"), func(receipts io.Writer) error {
				return r.each(json.NewEncoder(results), json.NewEncoder(receipts), suites, g, &index)
			})
		})
	})
	if err != nil {
		return err
	}
	if err := inPlaceOf(filepath.Join(r.o.Out, "grades.csv"), g.write); err != nil {
		return err
	}
	r.summary.Class = g.class()
	index.Summary = &r.summary
	if err := inPlaceOf(filepath.Join(r.o.Out, "index.html"), index.write); err != nil {
		return err
	}
	return inPlaceOf(filepath.Join(r.o.Out, "summary.json"), func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(r.summary)
	})
}

// each hands every result, by student, to all reports.
func (r *run) each(results, receipts *json.Encoder, suites io.Writer, g *grades, index *index) error {
	xml, err := junit.NewWriter(suites)
	if err != nil {
		return err
	}
	for _, key := range r.keys {
		if key == "" {
			continue
		}
		e, err := r.journal.get(key)
		if err != nil {
			return err
		}
		for _, v := range e.Result.Exercises {
			if err := results.Encode(row(e.Result, v)); err != nil {
				return err
			}
		}
		if err := receipts.Encode(e.Receipt); err != nil {
			return err
		}
		if err := xml.Write(suite(e.Result)); err != nil {
			return err
		}
		if err := writePage(r.o.Out, e.Result, r.g.Assignment); err != nil {
			return err
		}
		g.add(e.Result)
		index.add(e.Result)
	}
	for _, u := range r.summary.Unmatched {
		if u.Student == "" {
			continue
		}
		if err := xml.Write(undecided(u)); err != nil {
			return err
		}
		g.undecided(u)
		index.undecided(u)
	}
	return xml.Close()
}

func row(r *grade.Result, v grade.Verdict) Row {
	return Row{
		Student: r.Student, Lesson: r.Lesson, Attempt: r.Attempt, Notebook: r.Path, SHA256: r.SHA256, Exercise: v.Exercise,
		Outcome: v.Outcome, Points: v.Points, MaxPoints: v.MaxPoints, Bonus: v.Bonus, Seconds: v.Seconds,
		Message: message(v), With: v.With, Criteria: v.Criteria,
	}
}

// message is what the first criterion says that is not met.
func message(v grade.Verdict) string {
	for _, c := range v.Criteria {
		if c.Outcome == checks.Failed || c.Outcome == checks.Error {
			return c.Name + ": " + c.Message
		}
	}
	return ""
}

func suite(r *grade.Result) *junit.Suite {
	name := r.Student + "/" + r.Lesson
	if r.Attempt > 1 {
		name += fmt.Sprintf("/attempt-%d", r.Attempt)
	}
	s := &junit.Suite{Name: legible.Line(name)}
	total := 0.0
	for _, v := range r.Exercises {
		c := junit.Case{Class: s.Name, Name: v.Exercise, File: legible.Text(r.Path), Time: junit.Seconds(v.Seconds)}
		why := &junit.Prose{Message: legible.Text(message(v)), Type: string(v.Outcome)}
		switch v.Outcome {
		case checks.Failed:
			c.Failure = why
		case checks.Error:
			c.Error = why
		case checks.NotAttempted:
			c.Skipped = &junit.Prose{Message: "not attempted"}
		}
		s.Add(c)
		total += v.Seconds
	}
	s.Time = junit.Seconds(total)
	return s
}

// undecided is a suite for a student's file that is not judged.
func undecided(u submission.Unmatched) *junit.Suite {
	s := &junit.Suite{Name: legible.Text(u.Student + "/" + cmp.Or(u.Lesson, "unknown") + " (not judged): " + u.Path), Counts: junit.Counts{Time: junit.Seconds(0)}}
	s.Add(junit.Case{Class: s.Name, Name: "handed in", File: legible.Text(u.Path), Time: junit.Seconds(0), Error: &junit.Prose{Message: legible.Text(u.Reason), Type: "not judged"}})
	return s
}

// grades is grades.csv: a line for each student, a column for each exercise of the
// lessons that were handed in. Of several attempts at a lesson the last counts. A
// student of whom a lesson's last attempt could not be read or told has no score.
type grades struct {
	columns []string // exercises
	rows    map[string]*gradeRow
	most    map[string]float64 // points of an exercise
	lesson  map[string]string  // of an exercise
}

type gradeRow struct {
	attempt map[string]int     // by lesson
	points  map[string]float64 // by exercise
	open    map[string]string  // by lesson: why the last attempt has no points
	notes   []string
	outcome map[string]checks.Outcome
}

// columns returns the exercises of all lessons that somebody handed in.
func columns(c *grade.Course, all []submission.Submission) (ids []string) {
	for _, l := range c.Lessons {
		if slices.ContainsFunc(all, func(s submission.Submission) bool { return s.Lesson == l.Name }) {
			for _, e := range l.Exercises {
				ids = append(ids, e.ID)
			}
		}
	}
	return ids
}

func newGrades(columns []string) *grades {
	return &grades{columns, map[string]*gradeRow{}, map[string]float64{}, map[string]string{}}
}

func (g *grades) row(student string) *gradeRow {
	row := g.rows[student]
	if row == nil {
		row = &gradeRow{attempt: map[string]int{}, points: map[string]float64{}, open: map[string]string{}, outcome: map[string]checks.Outcome{}}
		g.rows[student] = row
	}
	return row
}

// add takes in a result; a student's come by attempt.
func (g *grades) add(r *grade.Result) {
	row := g.row(r.Student)
	row.attempt[r.Lesson] = r.Attempt
	delete(row.open, r.Lesson)
	if r.Error != "" {
		row.open[r.Lesson] = r.Error
	}
	for _, v := range r.Exercises {
		g.most[v.Exercise], g.lesson[v.Exercise] = v.MaxPoints, r.Lesson
		if delete(row.points, v.Exercise); r.Error == "" {
			row.points[v.Exercise] = v.Points + v.Bonus
			row.outcome[v.Exercise] = v.Outcome
		}
	}
}

// undecided takes in a file that is not judged, after all results.
func (g *grades) undecided(u submission.Unmatched) {
	row := g.row(u.Student)
	if u.Lesson == "" {
		row.notes = append(row.notes, u.Path+": "+u.Reason)
	} else if u.Attempt >= row.attempt[u.Lesson] {
		maps.DeleteFunc(row.points, func(id string, _ float64) bool { return g.lesson[id] == u.Lesson })
		row.open[u.Lesson] = u.Path + ": " + u.Reason
	}
}

// class adds up how all did who have a score.
func (g *grades) class() (c Class) {
	sum := 0.0
	for _, id := range g.columns {
		c.Most += g.most[id]
	}
	for _, row := range g.rows {
		if len(row.points) == 0 || len(row.open) > 0 {
			continue
		}
		c.Students++
		for id, points := range row.points {
			sum += points
			switch row.outcome[id] {
			case checks.Passed:
				c.Passed++
			case checks.Failed:
				c.Failed++
			case checks.Error:
				c.Error++
			case checks.NotAttempted:
				c.NotAttempted++
			}
		}
	}
	c.Mean, c.Most = grade.Round(sum/float64(max(c.Students, 1))), grade.Round(c.Most)
	return c
}

func (g *grades) write(w io.Writer) error {
	out := csv.NewWriter(w)
	_ = out.Write(append([]string{"student", "score", "max_score", "note"}, g.columns...)) // its error is Flush's
	most := 0.0
	for _, id := range g.columns {
		most += g.most[id]
	}
	for _, student := range slices.Sorted(maps.Keys(g.rows)) {
		row := g.rows[student]
		notes := row.notes
		for _, lesson := range slices.Sorted(maps.Keys(row.open)) {
			notes = append(notes, lesson+" does not count: "+row.open[lesson])
		}
		score := 0.0
		var points []string
		for _, id := range g.columns {
			p, handedIn := row.points[id]
			score += p
			text := ""
			if handedIn {
				text = grade.Number(p)
			}
			points = append(points, text)
		}
		total := grade.Number(score)
		if len(row.open) > 0 || len(row.attempt) == 0 {
			total = "" // a part of it would pass for the whole
		}
		_ = out.Write(append([]string{noFormula(legible.Line(student)), total, grade.Number(most), noFormula(legible.Line(strings.Join(notes, "; ")))}, points...))
	}
	out.Flush()
	return out.Error()
}

// noFormula returns text as a spreadsheet shows it and does not compute it: one that
// would begin a formula gets an apostrophe before it.
func noFormula(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// writePage writes a submission's page, unless it is there.
func writePage(out string, r *grade.Result, assignment string) error {
	path := filepath.Join(out, filepath.FromSlash(pagePath(r)))
	page := r.Page(assignment)
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, page) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return inPlaceOf(path, func(w io.Writer) error {
		_, err := w.Write(page)
		return err
	})
}

// pagePath is where a submission's page is, below the output directory.
func pagePath(r *grade.Result) string {
	name := r.Lesson
	if r.Attempt > 1 {
		name += fmt.Sprintf("-attempt-%d", r.Attempt)
	}
	return "students/" + fileName(r.Student) + "/" + name + ".html"
}

// pageURL is pagePath as a page beside students/ links to it.
func pageURL(r *grade.Result) string {
	parts := strings.Split(pagePath(r), "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

// fileName returns a file's name that no two students share, whatever they are called.
func fileName(student string) string {
	name := url.PathEscape(student)
	if strings.Trim(name, ".") == "" { // ".." is no name
		name = strings.ReplaceAll(name, ".", "%2E")
	}
	if len(name) > 120 {
		name = name[:100] + "-" + fmt.Sprintf("%x", sha256.Sum256([]byte(student)))[:16]
	}
	return name
}

// inPlaceOf writes a file whole or not at all.
func inPlaceOf(path string, write func(io.Writer) error) error {
	// One name: what a run that was killed has left is written over.
	f, err := os.Create(filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".part"))
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails, harmlessly, after the rename
	out := bufio.NewWriter(f)
	err = write(out)
	for _, step := range []func() error{out.Flush, func() error { return f.Chmod(0o644) }, f.Sync, f.Close} {
		if e := step(); err == nil {
			err = e
		}
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	return err // it names the file
}
