package batch

import (
	"context"
	"fmt"
	"math"
	"slices"

	"fastergo/checks"
	"fastergo/internal/grade"
	"fastergo/internal/submission"
)

// Verify derives the results that receipts are of again, and tells of each in what it
// differs, from the receipt or from rows, the results that reports show (nil: these are
// not compared). It returns how many do, and writes nothing.
func Verify(ctx context.Context, g *grade.Grader, paths []string, receipts []grade.Receipt, rows Rows, tell func(grade.Receipt, []string)) (bad int, err error) {
	all, _, err := submission.Collect(ctx, paths, g.Course.Names())
	if err != nil {
		return 0, err
	}
	dir, done, err := Scratch()
	if err != nil {
		return 0, err
	}
	defer done()
	w, err := g.Worker(0, dir)
	if err != nil {
		return 0, err
	}
	defer w.Close()
	for _, r := range receipts {
		at := slices.IndexFunc(all, func(s submission.Submission) bool {
			return s.Student == r.Student && s.Lesson == r.Lesson && s.Attempt == r.Attempt
		})
		problems := []string{"it was not handed in here"}
		if at >= 0 {
			result, err := w.Grade(ctx, all[at])
			if err != nil {
				return bad, err
			}
			problems = append(r.Differs(g.Receipt(result)), rows.differ(result)...)
		}
		if len(problems) > 0 {
			bad++
		}
		tell(r, problems)
	}
	return bad, nil
}

// differ says in what points differ from those of a result that was derived now. Points
// that a clock or a meter gave are recorded, and taken as they are.
func (rows Rows) differ(r *grade.Result) (all []string) {
	if rows == nil {
		return nil
	}
	for _, v := range r.Exercises {
		there := rows[rowKey{r.Student, r.Lesson, v.Exercise, r.Attempt}] // nothing if it is not there
		derived := v.Points + v.Bonus - measured(v.Criteria) + there.measured
		if math.Abs(there.points-derived) > 1e-6 {
			all = append(all, fmt.Sprintf("%s: %s points in results.jsonl, %s derived", v.Exercise, grade.Number(there.points), grade.Number(derived)))
		}
	}
	return all
}

func measured(criteria []checks.Result) (points float64) {
	for _, c := range criteria {
		if c.Measured {
			points += c.Points
		}
	}
	return points
}
