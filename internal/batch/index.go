package batch

import (
	"cmp"
	_ "embed"
	"html/template"
	"io"
	"slices"

	"fastergo/checks"
	"fastergo/internal/grade"
	"fastergo/internal/legible"
	"fastergo/internal/submission"
)

//go:embed index.html
var indexText string

var indexPage = template.Must(template.New("index").Funcs(template.FuncMap{"number": grade.Number, "plain": legible.Text}).Parse(indexText))

// index is index.html: everybody's pages, and what belongs to nobody.
type index struct {
	Title   string
	Rows    []indexRow
	Summary *Summary
}

// Nobodys are the files that belong to nobody.
func (x *index) Nobodys() (all []submission.Unmatched) {
	for _, u := range x.Summary.Unmatched {
		if u.Student == "" {
			all = append(all, u)
		}
	}
	return all
}

type indexRow struct {
	Student, Lesson, Page, Error string
	Attempt                      int
	Got, Most                    float64
	Passed, Begun, All           int
	Noted                        int  // answers with a note on where they were found
	Old, Last                    bool // a later attempt counts, or this one of several
}

func (x *index) add(r *grade.Result) {
	row := indexRow{Student: r.Student, Lesson: r.Lesson, Page: pageURL(r), Error: r.Error, Attempt: r.Attempt, All: len(r.Exercises)}
	row.Got, row.Most = r.Points()
	for _, v := range r.Exercises {
		if v.Outcome == checks.Passed {
			row.Passed++
		}
		if len(v.Notes) > 0 {
			row.Noted++
		}
		if v.Outcome != checks.NotAttempted && r.Error == "" {
			row.Begun++
		}
	}
	if n := len(x.Rows); n > 0 && x.Rows[n-1].Student == r.Student && x.Rows[n-1].Lesson == r.Lesson {
		x.Rows[n-1].Old, x.Rows[n-1].Last, row.Last = true, false, true
	}
	x.Rows = append(x.Rows, row)
}

// undecided adds a file of a student's that is not judged.
func (x *index) undecided(u submission.Unmatched) {
	x.Rows = append(x.Rows, indexRow{Student: u.Student, Lesson: u.Lesson, Attempt: u.Attempt, Error: u.Path + ": " + u.Reason})
}

func (x *index) write(w io.Writer) error {
	slices.SortStableFunc(x.Rows, func(a, b indexRow) int { return cmp.Compare(a.Student, b.Student) })
	return indexPage.Execute(w, x)
}
