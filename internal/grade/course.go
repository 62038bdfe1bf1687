package grade

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"fastergo/checks"
	"fastergo/internal/answer"
	"fastergo/internal/author"
	"fastergo/internal/course"
	"fastergo/internal/notebook"
)

// A Course is what answers are judged by.
type Course struct {
	Lessons []*Lesson // with exercises, in the course's order
	Hash    string    // of statements, stubs and references
	byID    map[string]*Exercise
}

// A Lesson is one notebook's exercises.
type Lesson struct {
	Name      string // "01_fasterer"
	Exercises []*Exercise
	sources   []answer.Exercise
}

// An Exercise is one function that is asked for.
type Exercise struct {
	checks.Info
	Points float64
	check  checks.Any
	typ    reflect.Type // of its function
	on     []string     // IDs of the exercises that its reference builds on
}

// Load reads the course's sources below root. What judges them is linked into the
// program, so that both have to be of one tree; the error says so if they are not.
func Load(root string) (*Course, error) {
	written, faults := author.Load(root)
	if len(faults) > 0 {
		return nil, faults
	}
	sources := map[string]answer.Exercise{}
	hash := sha256.New()
	for _, e := range written.Exercises() {
		stub, err := e.Stub()
		if err != nil {
			return nil, err
		}
		reference, err := e.Reference()
		if err != nil {
			return nil, err
		}
		pkg, _, _ := strings.Cut(e.ID, "/")
		sources[e.ID] = answer.Exercise{
			ID: e.ID, Func: e.Solution.Func, Package: pkg, Cell: notebook.AnswerID(e.ID),
			Stub: stub, Reference: reference,
		}
		fmt.Fprintf(hash, "%s %d %d\n%s%s", e.ID, len(stub), len(reference), stub, reference)
	}
	c := &Course{byID: map[string]*Exercise{}}
	for _, l := range course.Lessons {
		if len(l.Exercises) == 0 {
			continue
		}
		lesson := &Lesson{Name: l.Name}
		for _, check := range l.Exercises {
			e := &Exercise{Info: checks.InfoOf(check), Points: checks.PointsOf(check), check: check, typ: reflect.TypeOf(checks.ReferenceOf(check))}
			source, ok := sources[e.ID]
			if !ok {
				return nil, fmt.Errorf("%s is in this program and not in %s: build it again, from that tree", e.ID, root)
			}
			lesson.Exercises = append(lesson.Exercises, e)
			lesson.sources = append(lesson.sources, source)
			c.byID[e.ID] = e
		}
		if err := lesson.buildsOn(); err != nil {
			return nil, err
		}
		c.Lessons = append(c.Lessons, lesson)
	}
	c.Hash = hex.EncodeToString(hash.Sum(nil))
	return c, nil
}

// buildsOn finds out which exercises each of the lesson's is made of: those that its
// reference calls.
func (l *Lesson) buildsOn() error {
	files := map[string][]byte{}
	for _, s := range l.sources {
		files[s.ID+".go"] = s.Reference
	}
	work, err := answer.Files(files, l.sources)
	if err != nil {
		return fmt.Errorf("the references of %s: %w", l.Name, err)
	}
	for _, e := range l.Exercises {
		c, problem := work.Answer(e.ID, nil)
		if c == nil {
			return fmt.Errorf("the reference of %s cannot be read as an answer: %v", e.ID, problem)
		}
		e.on = c.Uses
	}
	return nil
}

// functions returns the names of the lesson's functions.
func (l *Lesson) functions() (names []string) {
	for _, e := range l.Exercises {
		names = append(names, e.Func)
	}
	return names
}

// Names returns the lessons' names.
func (c *Course) Names() (names []string) {
	for _, l := range c.Lessons {
		names = append(names, l.Name)
	}
	return names
}

func (c *Course) lesson(name string) *Lesson {
	for _, l := range c.Lessons {
		if l.Name == name {
			return l
		}
	}
	return nil
}

// Has reports whether a lesson has an exercise.
func (c *Course) Has(lesson, exercise string) bool {
	l := c.lesson(lesson)
	return l != nil && slices.ContainsFunc(l.Exercises, func(e *Exercise) bool { return e.ID == exercise })
}
