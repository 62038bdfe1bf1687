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
	// Output gets what the answers print, and a line for each file beside them
	// that does not compile.
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

// Hints returns the exercise's hints, as its checks have them now.
func (c *Course) Hints(ctx context.Context, e *Exercise) ([]string, error) {
	infos, err := c.describe(ctx, c.lists())
	if err != nil {
		return nil, err
	}
	if infos[e.ID] == nil {
		return nil, Faults{faultf("checks/"+e.ID+".go", "it defines no exercise with the ID %q", e.ID)}
	}
	return infos[e.ID].Hints, nil
}

// Check judges the answers in exercises/ to these exercises. An answer that
// runs longer than limit, crashes, exits or does not compile costs itself only. To
// judge the others, its file is left out of the build, which is then tried
// again: at most as often as there are files that somebody wrote.
func (c *Course) Check(ctx context.Context, exercises []*Exercise, limit time.Duration, to Audience) error {
	a, err := c.answersTo(exercises)
	if err != nil {
		return err
	}
	tellStrays(a.files, to.Output)
	lists := c.lists()
	for {
		err := c.judge(ctx, lists, a, limit, to)
		var failed *buildError
		if !errors.As(err, &failed) {
			return err
		}
		out := a.leaveOut(failed.text)
		tellStrays(out, to.Output)
		if len(out) > 0 {
			continue
		}
		// No file is named. Perhaps it is not the answers' fault; if it is, look
		// for the lesson, and then nobody can say more.
		if _, err := c.describe(ctx, lists); err != nil {
			return err
		}
		for _, l := range c.Lessons {
			own := slices.DeleteFunc(slices.Clone(a.exercises), func(e *Exercise) bool { return e.lesson != l })
			switch {
			case len(own) == 0:
			case len(own) < len(a.exercises):
				if err := c.Check(ctx, own, limit, to); err != nil {
					return err
				}
			default:
				out = a.suspects(l)
				for _, f := range out {
					f.left = failed.text
				}
				if len(out) == 0 {
					return Faults{faultf("exercises/"+l.Package, "its stubs do not compile:\n%s", indent(failed.text))}
				}
			}
		}
		if len(out) == 0 {
			return nil // each lesson had its turn
		}
	}
}

// judge builds and runs the judge on answers and takes those off the list that
// have their verdict. If they do not compile, or end the program before it
// starts, the error is a buildError.
func (c *Course) judge(ctx context.Context, lists []File, a *answers, limit time.Duration, to Audience) error {
	overlay, err := a.overlay()
	if err != nil {
		return err
	}
	answered, broken := a.split()
	p, err := c.build(ctx, append(overlay, lists...), answered, broken)
	if err != nil {
		return err
	}
	defer p.remove()
	tell := func(r *checks.Report) {
		a.exercises = slices.DeleteFunc(slices.Clone(a.exercises), func(e *Exercise) bool { return e.ID == r.Exercise })
		to.Report(r)
	}
	return p.run(ctx, judge.Judge, ids(a.exercises), limit, to.Output,
		func(e judge.Event) { tell(e.Report) },
		func(a accident) { tell(judge.Failure(a.exercise, "runs", a.message)) })
}

func ids(exercises []*Exercise) []string {
	ids := make([]string, len(exercises))
	for i, e := range exercises {
		ids[i] = e.ID
	}
	return ids
}
