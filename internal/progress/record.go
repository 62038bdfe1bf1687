package progress

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
	"time"

	"fastergo/checks"
	"fastergo/internal/cell"
	"fastergo/internal/lock"
)

// A Record is what is remembered of one exercise. The zero Record is that of an
// exercise nobody has begun.
type Record struct {
	Exercise   string         `json:"exercise"`
	Outcome    checks.Outcome `json:"outcome,omitempty"`    // of the last judging
	Points     float64        `json:"points"`               // the best
	Attempts   int            `json:"attempts"`             // judgings up to the first pass, stubs not counted
	PassedAt   time.Time      `json:"passed_at,omitzero"`   // first
	Source     string         `json:"source,omitempty"`     // of the last answer that passed
	Statements int            `json:"statements,omitempty"` // of it; 0 if they were not counted
	Hints      int            `json:"hints"`                // how many were seen
	Asked      bool           `json:"asked,omitempty"`      // for the solution, before a pass
}

// Passed reports whether an answer has ever passed.
func (r *Record) Passed() bool { return !r.PassedAt.IsZero() }

// Begun reports whether an answer was ever judged.
func (r *Record) Begun() bool { return r.Attempts > 0 }

func (r *Record) add(report *checks.Report, now time.Time) {
	r.Outcome = report.Outcome
	if report.Outcome == checks.NotAttempted {
		return
	}
	r.Points = max(r.Points, report.Points)
	if !r.Passed() {
		r.Attempts++
	}
	if report.Outcome == checks.Passed {
		if !r.Passed() {
			r.PassedAt = now.UTC().Truncate(time.Second)
		}
		if report.Source != "" {
			r.Source, r.Statements = report.Source, report.Statements
		}
	}
}

// A Store holds the records below a state directory.
type Store struct {
	state string
	now   func() time.Time
}

// Open returns the store of a state directory, which need not exist.
func Open(state string) *Store { return &Store{state: state, now: time.Now} }

// Exercises have ids like these; whatever else a cell says is no path to write to.
var exerciseID = regexp.MustCompile(`^[a-z][a-z0-9_]*/[a-z][a-z0-9_]*$`)

func checkID(id string) error {
	if !exerciseID.MatchString(id) {
		return fmt.Errorf("%q is no exercise's id, such as fasterer/make_matrix", id)
	}
	return nil
}

func (s *Store) path(id string) string {
	return filepath.Join(s.state, "progress", filepath.FromSlash(id)+".json")
}

// read returns the record of an exercise. What cannot be understood is put
// aside, and note says so.
func (s *Store) read(id string) (r Record, note string, err error) {
	if err := checkID(id); err != nil {
		return r, "", err
	}
	path := s.path(id)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Record{Exercise: id}, "", nil
	}
	if errors.Is(err, syscall.ENOTDIR) {
		err = s.inTheWay(path)
	}
	if err != nil {
		return Record{Exercise: id}, "", err
	}
	if json.Unmarshal(data, &r) == nil && r.Exercise == id {
		return r, "", nil
	}
	note = fmt.Sprintf("what was recorded of %s could not be read; it is now in %s.corrupt, and the exercise begins anew", id, path)
	if err := os.Rename(path, path+".corrupt"); err != nil {
		note = fmt.Sprintf("what was recorded of %s cannot be read: %s", id, path)
	}
	return Record{Exercise: id}, note, nil
}

// inTheWay is the error of a path that leads through a file.
func (s *Store) inTheWay(path string) error {
	for dir := filepath.Dir(path); dir != filepath.Dir(s.state) && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && !info.IsDir() {
			return fmt.Errorf("%s is a file where a directory should be, so nothing can be remembered there: move it away", dir)
		}
	}
	return syscall.ENOTDIR
}

// Read returns what is remembered of an exercise, and a note for the reader if
// a file had to be put aside.
func (s *Store) Read(id string) (r Record, note string) {
	r, note, err := s.read(id)
	if err != nil {
		note = err.Error()
	}
	return r, note
}

// Update changes the record of an exercise. If it cannot be written, the record
// returned is changed all the same.
func (s *Store) Update(id string, change func(*Record)) (r Record, note string, err error) {
	if err := checkID(id); err != nil {
		return r, "", err
	}
	defer lock.File(s.path(id))()
	r, note, err = s.read(id)
	before, _ := json.Marshal(r)
	change(&r)
	if err != nil {
		return r, note, err
	}
	after, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return r, note, err
	}
	var compact bytes.Buffer
	if json.Compact(&compact, after); bytes.Equal(before, compact.Bytes()) {
		return r, note, nil
	}
	return r, note, cell.WriteFile(s.path(id), append(after, '\n'))
}

// Add records a verdict. That a stub is still a stub leaves no trace.
func (s *Store) Add(report *checks.Report) (Record, string, error) {
	if report.Outcome == checks.NotAttempted {
		if r, note, err := s.read(report.Exercise); !r.Begun() {
			return r, note, err
		}
	}
	return s.Update(report.Exercise, func(r *Record) { r.add(report, s.now()) })
}

// Hint returns which of an exercise's hints to show, from 1, and remembers
// that it was seen: hint n or, if n is 0, the first that was not seen yet; the
// last if all were.
func (s *Store) Hint(id string, n, of int) (int, error) {
	_, _, err := s.Update(id, func(r *Record) {
		if n == 0 {
			n = min(r.Hints+1, of)
		}
		r.Hints = max(r.Hints, n)
	})
	return n, err
}
