// Package course lists the lessons and their exercises. zz_course.go is
// generated from notebooks/ and checks/ by fastergo generate.
package course

import "fastergo/checks"

// A Lesson is one notebook and the exercises it places, in its order.
type Lesson struct {
	Name      string // its notebook's, without ending: "01_fasterer"
	Exercises []checks.Any
}

// Exercises returns the exercises of all lessons, in order.
func Exercises() (all []checks.Any) {
	for _, l := range Lessons {
		all = append(all, l.Exercises...)
	}
	return all
}
