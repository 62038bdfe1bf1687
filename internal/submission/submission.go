package submission

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
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
	Lesson  string // "01_fasterer"
	Attempt int    // from 1
	Files   []File // one notebook, or the Go files of exercises/, by name
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
		return nil, fmt.Errorf("%s: %w", f.Path, err)
	}
	return data, nil
}

// Notebook reports whether s is a notebook, not exercises solved in an editor.
func (s Submission) Notebook() bool { return strings.HasSuffix(s.Files[0].Name, ".ipynb") }

// An Unmatched file was found and belongs to nobody, or to nothing.
type Unmatched struct {
	Path   string
	Reason string
}

// key tells submissions apart.
type key struct {
	student, lesson string
	attempt         int
}

func (s Submission) key() key { return key{s.Student, s.Lesson, s.Attempt} }

// settle sorts what was found and takes out what is there twice.
func settle(all []Submission, unmatched []Unmatched) ([]Submission, []Unmatched) {
	first := map[key]int{}
	twice := map[key]bool{}
	for i, s := range all {
		if j, ok := first[s.key()]; ok {
			if !twice[s.key()] {
				unmatched = append(unmatched, same(all[j], s))
			}
			twice[s.key()] = true
			unmatched = append(unmatched, same(s, all[j]))
			continue
		}
		first[s.key()] = i
	}
	all = slices.DeleteFunc(all, func(s Submission) bool { return twice[s.key()] })
	slices.SortFunc(all, func(a, b Submission) int {
		return cmp.Or(cmp.Compare(a.Student, b.Student), cmp.Compare(a.Lesson, b.Lesson), cmp.Compare(a.Attempt, b.Attempt))
	})
	slices.SortFunc(unmatched, func(a, b Unmatched) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Reason, b.Reason))
	})
	return all, unmatched
}

func same(s, other Submission) Unmatched {
	return Unmatched{s.Files[0].Path, fmt.Sprintf("%s's attempt %d at %s is also %s: put them in attempt-1 and attempt-2", s.Student, s.Attempt, s.Lesson, other.Files[0].Path)}
}
