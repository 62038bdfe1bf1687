package author

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"fastergo/internal/author/judge"
)

// Verify proves the course below root and returns its size in a sentence. An
// error that is Faults lists all that is wrong: sources that do not fit
// together, generated files that are not fresh, stubs that do not compile or
// are attempted, references that do not pass, and planted wrong answers that
// do not fail for their reason. Limit is for one exercise.
func Verify(ctx context.Context, root string, limit time.Duration) (summary string, _ error) {
	course, faults := Load(root)
	if len(faults) > 0 {
		return "", faults.err()
	}
	plan, err := course.Plan(ctx)
	if err != nil {
		return "", err
	}
	faults = append(faults, course.staleness(plan)...)
	unproven, err := course.prove(ctx, plan, course.Exercises(), limit)
	if err != nil {
		return "", err
	}
	if err := append(faults, unproven...).err(); err != nil {
		return "", err
	}
	wrong := 0
	for _, info := range plan.Infos {
		wrong += info.Wrong
	}
	return fmt.Sprintf("the course is sound: %s, %s, %s, %s fresh",
		plural(float64(len(course.Lessons)), "lesson"), plural(float64(len(plan.Infos)), "exercise"),
		plural(float64(wrong), "planted wrong answer"), plural(float64(len(plan.Files)), "generated file")), nil
}

// staleness compares the plan with what is on disk.
func (c *Course) staleness(plan *Plan) (faults Faults) {
	for _, f := range plan.Files {
		switch state := c.State(f); state {
		case Fresh:
		case Solved:
			faults = append(faults, faultf(f.Path, "solved stub: a course is released unsolved; delete the file and run go generate ./..."))
		default:
			faults = append(faults, faultf(f.Path, "%s: run go generate ./...", state))
		}
	}
	for _, path := range c.orphans(plan) {
		faults = append(faults, faultf(path, "its exercise is no more: run go generate ./..."))
	}
	return faults
}

// prove builds the planned stubs and proves the exercises. Lessons are built
// together, and one by one if that fails.
func (c *Course) prove(ctx context.Context, plan *Plan, exercises []*Exercise, limit time.Duration) (faults Faults, err error) {
	faults, err = c.proveTogether(ctx, plan, exercises, exercises, limit)
	var failed *buildError
	if !errors.As(err, &failed) {
		return faults, err
	}
	for _, l := range c.Lessons {
		own := slices.DeleteFunc(slices.Clone(exercises), func(e *Exercise) bool { return e.lesson != l })
		more, err := c.proveTogether(ctx, plan, own, own, limit)
		if errors.As(err, &failed) {
			faults = append(faults, faultf("exercises/"+l.Package, "its stubs do not compile:\n%s", indent(failed.text)))
			more, err = c.proveTogether(ctx, plan, own, nil, limit)
		}
		if err != nil {
			return nil, err
		}
		faults = append(faults, more...)
	}
	return faults, nil
}

// proveTogether proves exercises in one program, with the stubs of some.
func (c *Course) proveTogether(ctx context.Context, plan *Plan, exercises, stubs []*Exercise, limit time.Duration) (faults Faults, err error) {
	p, err := c.build(ctx, plan.Files, stubs, nil)
	if err != nil {
		return nil, err
	}
	defer p.remove()
	err = p.run(ctx, judge.Prove, ids(exercises), limit, io.Discard,
		func(e judge.Event) {
			for _, reason := range e.Faults.Faults {
				faults = append(faults, faultf("checks/"+e.Faults.Exercise+".go", "%s", reason))
			}
		},
		func(a accident) {
			faults = append(faults, faultf("checks/"+a.exercise.ID+".go", "proving it went wrong: %s", a.message))
		})
	return faults, err
}
