package arraylib

import (
	"strconv"
	"strings"
)

// ShapeError is the panic of an operation whose arrays or shapes do not fit.
type ShapeError struct {
	Op   string // the function, as NumPy names it: "Add"
	A, B []int  // the shapes; B is nil where only one shape takes part, and A where none does
	Why  string // completes the sentence: "do not broadcast"
}

func (e *ShapeError) Error() string {
	switch {
	case e.A == nil:
		return e.Op + ": " + e.Why
	case e.B == nil:
		return e.Op + ": shape " + shapeText(e.A) + " " + e.Why
	}
	return e.Op + ": shapes " + shapeText(e.A) + " and " + shapeText(e.B) + " " + e.Why
}

// AxisError is the panic of an operation given an axis that the array does not have, or has been given already.
type AxisError struct {
	Op    string
	Axis  int   // as it was given
	Shape []int // of the array, if one was at hand
	Why   string
}

func (e *AxisError) Error() string {
	text := e.Op + ": axis " + strconv.Itoa(e.Axis) + " " + e.Why
	if e.Shape != nil {
		text += ", shape " + shapeText(e.Shape)
	}
	return text
}

// IndexError is the panic of At and Set given an index outside the array, and of functions given an array of indices, one of which is.
type IndexError struct {
	Index, Shape []int
	Op           string // the function given an array of indices, of which Index has the first that is outside; otherwise empty
	Axis         int    // that Op is along, or -1 if the indices count elements
	text         string // the index as it was given, where it is none that an int holds: Index has the nearest one
}

func (e *IndexError) Error() string {
	given := e.text
	if given == "" && e.Op != "" {
		given = strconv.Itoa(e.Index[0])
	}
	switch {
	case e.Op != "" && e.Axis < 0:
		return e.Op + ": index " + given + " is outside an array of shape " + shapeText(e.Shape)
	case e.Op != "":
		return e.Op + ": " + outside(given, e.Axis, e.Shape[e.Axis]) + ", shape " + shapeText(e.Shape)
	}
	text := "index " + shapeText(e.Index) + " of shape " + shapeText(e.Shape)
	if len(e.Index) != len(e.Shape) {
		return text + ": " + plural(len(e.Index), "number") + " for " + plural(len(e.Shape), "axis")
	}
	for d, i := range e.Index {
		if n := e.Shape[d]; i < -n || i >= n {
			return text + ": " + outside(strconv.Itoa(i), d, n)
		}
	}
	return text
}

// SliceError is the panic of S given a text that is not an index, or not one of this array.
type SliceError struct {
	Text   string
	Column int // of the fault, in bytes from 0
	Shape  []int
	Why    string
}

// Error is three lines: what is wrong, the text, and a caret under the column.
func (e *SliceError) Error() string {
	return "S: " + e.Why + ", shape " + shapeText(e.Shape) + "\n\t" + e.Text + "\n\t" + strings.Repeat(" ", columns(e.Text[:e.Column])) + "^"
}

// columns counts the characters of s, tabs as one, so that a caret stands where the eye sees the fault.
func columns(s string) int { return len([]rune(s)) }

func outside(index string, axis, n int) string {
	return "index " + index + " is outside axis " + strconv.Itoa(axis) + ", which has length " + strconv.Itoa(n)
}

// shapeText writes a shape as NumPy does: (), (3,), (2, 3).
func shapeText(shape []int) string {
	var b strings.Builder
	b.WriteByte('(')
	for i, n := range shape {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strconv.Itoa(n))
	}
	if len(shape) == 1 {
		b.WriteByte(',')
	}
	b.WriteByte(')')
	return b.String()
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if noun == "axis" {
		return strconv.Itoa(n) + " axes"
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// Must returns v, and panics with err if there is one: np.MatMul(np.Must(linalg.Inv(m)), y).
func Must[T any](v T, err error) T { return must(v, err).(T) }

//go:noinline
func must(v any, err error) any {
	if err != nil {
		panic(err)
	}
	return v
}
