package grade

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"fastergo/checks"
	"fastergo/internal/answer"
	"fastergo/internal/kit"
)

// A program is an executable with the answers of a bundle.
type program struct {
	exe    string
	bundle *answer.Bundle
	source func(function string) (checks.Source, error)
}

// build builds a bundle in a directory of its own below the worker's. It returns the
// compiler's errors if there is no program.
func (w *Worker) build(ctx context.Context, dir string, b *answer.Bundle, lesson *Lesson, times *Times) (*program, []kit.Error, error) {
	src := kit.Source{Go: b.Source, Scratch: filepath.Join(w.scratch, dir), Where: func(line int) string {
		if line < 1 || line > len(b.Lines) {
			return "the program around it"
		}
		return b.Lines[line-1].String()
	}}
	for _, c := range b.Candidates {
		src.Funcs = append(src.Funcs, c.Func)
	}
	if err := os.MkdirAll(src.Scratch, 0o711); err != nil {
		return nil, nil, err
	}
	exe, problems, took, err := w.Kit.Build(ctx, w.box, src)
	times.Compile += (took.Compile + took.Glue).Seconds()
	times.Link += took.Link.Seconds()
	if err != nil || len(problems) > 0 {
		return nil, problems, err
	}
	read := sync.OnceValues(func() ([]checks.Source, error) {
		start := time.Now()
		defer func() { times.Read += time.Since(start).Seconds() }()
		return w.Kit.Read(ctx, w.box, src, lesson.functions(), b.Starts)
	})
	return &program{exe, b, func(function string) (checks.Source, error) {
		all, err := read()
		if err != nil {
			return checks.Source{}, err
		}
		return all[slices.Index(src.Funcs, function)], nil
	}}, nil, nil
}

// together builds all answers of a submission that can share a program, which takes
// hardly longer than one. Each still runs in a process of its own. What has errors, or
// code that would run before another answer is served, is left for a program of its own.
func (j *judging) together(ctx context.Context) error {
	j.w.lane.RLock()
	defer j.w.lane.RUnlock()
	untouched := map[string]bool{}
	for _, e := range j.lesson.Exercises {
		if c, _ := j.work.Answer(e.ID, nil); c == nil {
			untouched[e.ID] = true
		}
	}
	var all []*answer.Candidate
	for _, e := range j.lesson.Exercises {
		if c, _ := j.work.Answer(e.ID, func(id string) bool { return untouched[id] }); c != nil {
			all = append(all, c)
		}
	}
	for range 4 { // again without what has errors
		bundles := answer.Join(all)
		if len(bundles) == 0 || len(bundles[0].Candidates) < 2 {
			return nil
		}
		b := bundles[0]
		p, problems, err := j.w.build(ctx, "shared", b, j.lesson, j.times)
		if err != nil {
			return err
		}
		if p != nil {
			j.shared = p
			return nil
		}
		for _, problem := range problems {
			for _, c := range b.At(problem.Line) {
				all = slices.DeleteFunc(all, func(d *answer.Candidate) bool { return d == c })
			}
		}
	}
	return nil
}

// programFor returns a program that serves a candidate.
func (j *judging) programFor(ctx context.Context, c *answer.Candidate) (*program, []kit.Error, error) {
	if j.shared != nil {
		for _, d := range j.shared.bundle.Candidates {
			if d.Exercise == c.Exercise && string(d.Source) == string(c.Source) {
				return j.shared, nil, nil
			}
		}
	}
	return j.w.build(ctx, "alone", answer.Alone(c), j.lesson, j.times)
}
