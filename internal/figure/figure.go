// Package figure is a picture as data: what a cell hands to the course's
// program, which draws it. So no cell links a plotting library.
package figure

// A Figure is a plot of lines over common axes.
type Figure struct {
	Title string `json:"title"`
	X     string `json:"x"` // axis labels
	Y     string `json:"y"`
	LogX  bool   `json:"log_x,omitempty"` // values must be positive
	LogY  bool   `json:"log_y,omitempty"`
	Lines []Line `json:"lines"`
}

// A Line is a named series of points (X[i], Y[i]).
type Line struct {
	Name string    `json:"name"`
	X    []float64 `json:"x"`
	Y    []float64 `json:"y"`
}
