package author

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"fastergo/checks"
	"fastergo/internal/author/judge"
)

// An Audience is told how a [Course.Check] goes.
type Audience struct {
	// Report is told each verdict.
	Report func(*checks.Report)
	// Broken is told once of each lesson whose answers cannot be judged: its
	// directory, what the compiler says, and the verdicts that are errors for it.
	Broken func(dir, compiler string, reports []*checks.Report)
	// Output gets what the answers print.
	Output io.Writer
}

// Find returns the exercises with these ids, in this order, or all without ids.
// An error names an unknown id and those nearest to it.
func (c *Course) Find(ids []string) ([]*Exercise, error) {
	all := c.Exercises()
	if len(ids) == 0 {
		return all, nil
	}
	var found []*Exercise
	for _, id := range ids {
		i := slices.IndexFunc(all, func(e *Exercise) bool { return e.ID == id })
		if i < 0 {
			names := make([]string, len(all))
			for i, e := range all {
				names[i] = e.ID
			}
			return nil, errors.New("there is no exercise " + id + didYouMean(id, names))
		}
		if !slices.Contains(found, all[i]) {
			found = append(found, all[i])
		}
	}
	return found, nil
}

// Check judges the answers in exercises/ to these exercises. One that runs
// longer than limit, crashes or exits costs itself only; a lesson that
// does not compile costs its own exercises only.
func (c *Course) Check(ctx context.Context, exercises []*Exercise, limit time.Duration, to Audience) error {
	lists := c.lists()
	err := c.judge(ctx, lists, exercises, limit, to)
	var failed *buildError
	if !errors.As(err, &failed) {
		return err
	}
	// Some lesson keeps the others from being judged: each for itself.
	infos, err := c.describe(ctx, lists)
	if err != nil {
		return err
	}
	for _, l := range c.Lessons {
		own := slices.DeleteFunc(slices.Clone(exercises), func(e *Exercise) bool { return e.lesson != l })
		if len(own) == 0 {
			continue
		}
		err := c.judge(ctx, lists, own, limit, to)
		if errors.As(err, &failed) {
			var reports []*checks.Report
			for _, e := range own {
				reports = append(reports, judge.Failure(infos[e.ID], "builds", failed.text))
			}
			to.Broken("exercises/"+l.Package, failed.text, reports)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// judge builds and runs the judge on exercises. If they do not compile, or end
// the program before it starts, the error is a buildError.
func (c *Course) judge(ctx context.Context, files []File, exercises []*Exercise, limit time.Duration, to Audience) error {
	p, err := c.build(ctx, files, c.answered(exercises))
	if err != nil {
		return err
	}
	defer p.remove()
	return p.run(ctx, judge.Judge, ids(exercises), limit, to.Output,
		func(e judge.Event) { to.Report(e.Report) },
		func(a accident) { to.Report(judge.Failure(a.exercise, "runs", a.message)) })
}

func ids(exercises []*Exercise) []string {
	ids := make([]string, len(exercises))
	for i, e := range exercises {
		ids[i] = e.ID
	}
	return ids
}
