package progress

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fastergo/checks"
	"fastergo/internal/course"
	"fastergo/internal/notebook"
)

// An Overview is a whole course with what is remembered of it.
type Overview struct {
	Lessons []Lesson
	Notes   []string // on files that could not be read
}

// A Lesson is a notebook's exercises, in its order.
type Lesson struct {
	Name      string // "01_fasterer"
	Exercises []*Exercise
}

// An Exercise is one of a lesson, with what is remembered of it.
type Exercise struct {
	checks.Info
	Lesson    string
	MaxPoints float64
	Record    Record
}

// Overview returns what is remembered of a course.
func (s *Store) Overview(lessons []course.Lesson) *Overview {
	o := &Overview{}
	for _, l := range lessons {
		lesson := Lesson{Name: l.Name}
		for _, any := range l.Exercises {
			e := &Exercise{Info: checks.InfoOf(any), Lesson: l.Name, MaxPoints: checks.PointsOf(any)}
			var note string
			if e.Record, note = s.Read(e.ID); note != "" && !slices.Contains(o.Notes, note) {
				o.Notes = append(o.Notes, note)
			}
			lesson.Exercises = append(lesson.Exercises, e)
		}
		o.Lessons = append(o.Lessons, lesson)
	}
	return o
}

// A Count is how far some exercises are.
type Count struct {
	Exercises, Solved int
	Begun             int // and not solved
	Points, MaxPoints float64
	Minutes           int // of a reader's time, solved or not
}

// Share is the part that is solved, from 0 to 1.
func (c Count) Share() float64 { return float64(c.Solved) / float64(max(c.Exercises, 1)) }

func (c *Count) add(d Count) {
	c.Exercises += d.Exercises
	c.Solved += d.Solved
	c.Begun += d.Begun
	c.Points += d.Points
	c.MaxPoints += d.MaxPoints
	c.Minutes += d.Minutes
}

// Count counts a lesson's exercises.
func (l Lesson) Count() (c Count) {
	for _, e := range l.Exercises {
		one := Count{Exercises: 1, Points: e.Record.Points, MaxPoints: e.MaxPoints, Minutes: e.Minutes}
		switch {
		case e.Record.Passed():
			one.Solved = 1
		case e.Record.Begun():
			one.Begun = 1
		}
		c.add(one)
	}
	return c
}

// Count counts the course's exercises.
func (o *Overview) Count() (c Count) {
	for _, l := range o.Lessons {
		c.add(l.Count())
	}
	return c
}

// Find returns an exercise and its lesson, nil if the course does not have it.
func (o *Overview) Find(id string) (*Exercise, Lesson) {
	for _, l := range o.Lessons {
		for _, e := range l.Exercises {
			if e.ID == id {
				return e, l
			}
		}
	}
	return nil, Lesson{}
}

// Next returns the first unsolved exercise after the given one or, if there is
// none, from the course's start; nil if all but that one are solved. After ""
// the whole course is looked at.
func (o *Overview) Next(after string) *Exercise {
	var first *Exercise // unsolved, before after
	seen := after == ""
	for _, l := range o.Lessons {
		for _, e := range l.Exercises {
			switch {
			case e.ID == after:
				seen = true
			case e.Record.Passed():
			case seen:
				return e
			case first == nil:
				first = e
			}
		}
	}
	return first
}

// Link is where JupyterLab finds the exercise's statement, seen from any
// notebook of the workspace.
func (e *Exercise) Link() string {
	return e.Lesson + ".ipynb#cell-id=" + notebook.StatementID(e.ID)
}

// Place is where a reader finds the exercise.
func (e *Exercise) Place(from string) string {
	if e.Lesson == from {
		return e.Title
	}
	return e.Title + ", in " + e.Lesson
}

// Var is how a cell names the exercise.
func (e *Exercise) Var() string {
	lesson, _, _ := strings.Cut(e.ID, "/")
	return lesson + "." + e.Func
}

func number(x float64) string {
	return strconv.FormatFloat(float64(int64(x*100+0.5))/100, 'g', -1, 64)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
