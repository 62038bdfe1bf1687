// Package figure is a picture as data: what a cell hands to the course's
// program, which draws it. So no cell links a plotting library.
package figure

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"fastergo/internal/cell"
)

// A Figure is a plot of lines over common axes.
type Figure struct {
	Title string `json:"title"`
	X     string `json:"x"` // axis labels
	Y     string `json:"y"`
	LogX  bool   `json:"log_x"` // values must be positive
	LogY  bool   `json:"log_y"`
	Lines []Line `json:"lines"`
}

// A Line is a named series of points (X[i], Y[i]).
type Line struct {
	Name string    `json:"name"`
	X    []float64 `json:"x"`
	Y    []float64 `json:"y"`
}

// Check returns an error if f cannot be drawn: it has no lines, a line has no
// points or X and Y of different lengths, or a value is not finite or has no
// place on a logarithmic axis.
func (f Figure) Check() error {
	if len(f.Lines) == 0 {
		return errors.New("the figure has no lines")
	}
	for _, l := range f.Lines {
		if len(l.X) != len(l.Y) {
			return fmt.Errorf("line %q has %d x values and %d y values", l.Name, len(l.X), len(l.Y))
		}
		if len(l.X) == 0 {
			return fmt.Errorf("line %q has no points", l.Name)
		}
		for i, x := range l.X {
			y := l.Y[i]
			if math.IsNaN(x+y) || math.IsInf(x, 0) || math.IsInf(y, 0) {
				return fmt.Errorf("line %q: point %d, (%g, %g), is not finite", l.Name, i, x, y)
			}
			if f.LogX && x <= 0 || f.LogY && y <= 0 {
				return fmt.Errorf("line %q: point %d, (%g, %g), has no place on a logarithmic axis", l.Name, i, x, y)
			}
		}
	}
	return nil
}

// AppendJSON appends f, whose values are finite, as encoding/json writes it.
func (f Figure) AppendJSON(b []byte) []byte {
	b = cell.AppendString(append(b, `{"title":`...), f.Title)
	b = cell.AppendString(append(b, `,"x":`...), f.X)
	b = cell.AppendString(append(b, `,"y":`...), f.Y)
	b = strconv.AppendBool(append(b, `,"log_x":`...), f.LogX)
	b = strconv.AppendBool(append(b, `,"log_y":`...), f.LogY)
	b = append(b, `,"lines":[`...)
	for i, l := range f.Lines {
		if i > 0 {
			b = append(b, ',')
		}
		b = cell.AppendString(append(b, `{"name":`...), l.Name)
		b = cell.AppendNumbers(append(b, `,"x":`...), l.X)
		b = cell.AppendNumbers(append(b, `,"y":`...), l.Y)
		b = append(b, '}')
	}
	return append(b, "]}"...)
}
