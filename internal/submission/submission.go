package submission

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"fastergo/internal/legible"
)

// Limits of what is read.
const (
	MostBytes   = 16 << 20 // of one file
	MostEntries = 200_000  // of one zip
	mostNesting = 2        // zips in zips
)

// A Submission is one student's attempt at one lesson.
type Submission struct {
	Student string
	Lesson  string   // "01_fasterer"
	Attempt int      // from 1
	Files   []File   // one notebook, or the Go files of exercises/, by name
	Notes   []string // what is odd about it
}

// A File is one file of a submission.
type File struct {
	Path string // for people: the zip's path, "!" and the name inside, if it is in one
	Name string // "01_fasterer.ipynb", "fasterer/assign.go"
	read func() ([]byte, error)
}

// Read returns the file's content. The error says if it is larger than MostBytes.
func (f File) Read() ([]byte, error) {
	data, err := f.read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err) // for the student too, whom our paths do not concern
	}
	return data, nil
}

// Notebook reports whether s is a notebook, not exercises solved in an editor.
func (s Submission) Notebook() bool { return strings.HasSuffix(s.Files[0].Name, ".ipynb") }

// An Unmatched file was found and is not judged: it belongs to nobody, or its
// student's work cannot be told or read.
type Unmatched struct {
	Path    string `json:"path"`
	Reason  string `json:"reason"`
	Student string `json:"student,omitempty"`
	Lesson  string `json:"lesson,omitempty"`
	Attempt int    `json:"attempt,omitempty"` // with a Lesson
}

// key tells submissions apart.
type key struct {
	student, lesson string
	attempt         int
}

// settle makes submissions of pieces that belong together, and takes out those that
// are there twice. Other files than work are left out in silence where their student
// has some.
func settle(pieces []*piece) (all []Submission, unmatched []Unmatched) {
	tellApart(pieces)
	byKey := map[key][]*piece{}
	known := map[string]bool{} // students
	hasWork := map[string]bool{}
	for _, p := range pieces {
		known[p.student] = true
		if p.work() {
			hasWork[p.student] = true
			k := key{p.student, p.lesson, p.attempt}
			byKey[k] = append(byKey[k], p)
		}
	}
	delete(known, "")
	for _, p := range pieces {
		if p.work() || p.kind == kindOther && hasWork[p.student] {
			continue
		}
		u := Unmatched{Path: p.file.Path, Reason: p.why, Student: p.student}
		if p.student == "" {
			u.Reason += perhaps(p, known)
		} else if u.Lesson = p.lesson; p.lesson != "" {
			u.Attempt = p.attempt
		}
		unmatched = append(unmatched, u)
	}
	for k, ps := range byKey {
		slices.SortFunc(ps, func(a, b *piece) int { return cmp.Compare(a.file.Path, b.file.Path) })
		if clash(ps) {
			for i, p := range ps {
				unmatched = append(unmatched, Unmatched{p.file.Path, fmt.Sprintf("attempt %d at %s is also %s: leave one, or put them in attempt-1 and attempt-2", k.attempt, k.lesson, ps[max(1-i, 0)].file.Path), k.student, k.lesson, k.attempt})
			}
			continue
		}
		s := Submission{Student: k.student, Lesson: k.lesson, Attempt: k.attempt}
		for _, p := range ps {
			if p.kind == kindNotebook {
				p.file.Name = k.lesson + ".ipynb"
			}
			s.Files = append(s.Files, p.file)
			s.Notes = append(s.Notes, p.notes...)
		}
		slices.SortFunc(s.Files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Submission) int {
		return cmp.Or(cmp.Compare(a.Student, b.Student), cmp.Compare(a.Lesson, b.Lesson), cmp.Compare(a.Attempt, b.Attempt))
	})
	slices.SortFunc(unmatched, func(a, b Unmatched) int {
		return cmp.Or(cmp.Compare(a.Student, b.Student), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Reason, b.Reason))
	})
	return all, unmatched
}

// tellApart takes out the work of students whose names are one for who reads them, or
// for another file system: they differ in case, in how accents are encoded, in blanks
// or dots at their ends, or in what cannot be shown.
func tellApart(pieces []*piece) {
	names := map[string]map[string]bool{}
	for _, p := range pieces {
		if p.work() {
			like := looks(p.student)
			if names[like] == nil {
				names[like] = map[string]bool{}
			}
			names[like][p.student] = true
		}
	}
	for _, p := range pieces {
		if same := names[looks(p.student)]; p.work() && len(same) > 1 {
			p.kind = kindBroken
			var quoted []string
			for _, name := range slices.Sorted(maps.Keys(same)) {
				quoted = append(quoted, strconv.QuoteToASCII(name))
			}
			p.why = fmt.Sprintf("are %s one student or several? Give each a name that nobody can take for another's", strings.Join(quoted, " and "))
		}
	}
}

func looks(name string) string {
	return strings.Trim(norm.NFC.String(strings.ToLower(legible.Line(name))), " .")
}

// clash says that pieces cannot all be one attempt: a notebook and anything else, or
// the same exercise twice.
func clash(ps []*piece) bool {
	names := map[string]bool{}
	for _, p := range ps {
		if p.kind == kindNotebook && len(ps) > 1 || names[p.file.Name] {
			return true
		}
		names[p.file.Name] = true
	}
	return false
}

// perhaps names the known students whose names are in a nobody's file name.
func perhaps(p *piece, known map[string]bool) string {
	var near []string
	words := letters(p.file.Name)
	for student := range known {
		if l := letters(student); len(l) > 2 && strings.Contains(words, l) {
			near = append(near, student)
		}
	}
	if len(near) == 0 || len(near) > 3 {
		return ""
	}
	slices.Sort(near)
	return "; perhaps " + strings.Join(near, "'s or ") + "'s"
}

// list names what is in a set, three at most.
func list(set map[string]bool) string {
	names := slices.Sorted(maps.Keys(set))
	if n := len(names); n > 3 {
		names = append(names[:3], fmt.Sprintf("%d more", n-3))
	}
	return strings.Join(names, ", ")
}
