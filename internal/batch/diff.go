package batch

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"fastergo/checks"
)

// A Change is an exercise whose verdict is another.
type Change struct {
	Student, Lesson, Exercise string
	Attempt                   int
	Was, Is                   checks.Outcome // "" for one that is not there
	PointsWere, PointsAre     float64
	Message                   string // of the verdict now
	Anew                      bool   // it was handed in anew: the verdict is on other work
}

// A Rows is results.jsonl, read into memory: points and outcomes alone.
type Rows map[rowKey]rowValue

type rowKey struct {
	Student, Lesson, Exercise string
	Attempt                   int
}

type rowValue struct {
	outcome  checks.Outcome
	points   float64
	message  string
	sha256   string  // of what was handed in
	measured float64 // of the points, by criteria that may come out otherwise another time
}

// ReadRows reads the results in a directory.
func ReadRows(out string) (Rows, error) {
	f, err := os.Open(filepath.Join(out, "results.jsonl"))
	if err != nil {
		return nil, fmt.Errorf("%s has no results yet: %w", out, err)
	}
	defer f.Close()
	rows := Rows{}
	for d := json.NewDecoder(bufio.NewReader(f)); ; {
		var r Row
		err := d.Decode(&r)
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		rows[rowKey{r.Student, r.Lesson, r.Exercise, r.Attempt}] = rowValue{r.Outcome, r.Points + r.Bonus, r.Message, r.SHA256, measured(r.Criteria)}
	}
}

// Changes returns what is another in now than in rows, by student.
func (rows Rows) Changes(now Rows) (all []Change) {
	keys := map[rowKey]bool{}
	for _, rs := range []Rows{rows, now} {
		for k := range rs {
			keys[k] = true
		}
	}
	for k := range keys {
		was, is := rows[k], now[k]
		if was.outcome == is.outcome && was.points == is.points {
			continue
		}
		anew := was.outcome != "" && is.outcome != "" && was.sha256 != is.sha256
		all = append(all, Change{k.Student, k.Lesson, k.Exercise, k.Attempt, was.outcome, is.outcome, was.points, is.points, is.message, anew})
	}
	slices.SortFunc(all, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Student, b.Student), cmp.Compare(a.Lesson, b.Lesson), cmp.Compare(a.Attempt, b.Attempt), cmp.Compare(a.Exercise, b.Exercise))
	})
	return all
}
