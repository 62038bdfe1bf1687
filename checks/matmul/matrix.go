package matmul

import (
	"fmt"

	"fastergo/checks"
	"fastergo/lesson"
	solutions "fastergo/solutions/matmul"
)

type newMatrix = func(rows [][]float32) lesson.Grid

// NewMatrix asks for a type that stands for a matrix.
var NewMatrix = &checks.Exercise[func(rows [][]float32) lesson.Grid]{
	Info: checks.Info{
		ID:    "matmul/matrix",
		Func:  "NewMatrix",
		Title: "A type of your own",
		Hints: []string{
			"NewMatrix appends row after row to `data`. The first row tells how many columns there are.",
			"Element (i, j) is `m.data[i*m.columns+j]`: i whole rows lie before it.",
			"At(0, m.columns) would be the first element of row 1. So look first: `if i < 0 || i >= m.rows || j < 0 || j >= m.columns { panic(…) }`.",
		},
		Minutes: 12,
	},
	Reference: solutions.NewMatrix,
	Criteria: func(answer newMatrix) []checks.Criterion {
		return []checks.Criterion{
			{Name: "values", Points: 2, Check: func(t *checks.T) {
				for _, s := range [][2]int{{2, 3}, {3, 2}, {3, 3}, {1, 4}, {28, 28}} {
					rows := grid(s[0], s[1])
					t.Call("NewMatrix(rows), %d rows of %d", s[0], s[1])
					m := answer(rows)
					if m == nil {
						t.Failf("got nil, want a matrix: did you forget to return it?")
					}
					if r, c := m.Shape(); r != s[0] || c != s[1] {
						t.Failf("Shape() is (%d, %d), want (%d, %d)", r, c, s[0], s[1])
					}
					for i, row := range rows {
						for j, want := range row {
							if got := m.At(i, j); got != want {
								t.Failf("At(%d, %d) is %g, want %g", i, j, got, want)
							}
						}
					}
				}
			}},
			{Name: "refuses what is outside", Points: 0.5, Check: func(t *checks.T) {
				m := answer(grid(2, 3))
				for _, at := range [][2]int{{0, 3}, {2, 0}, {1, -1}, {-1, 2}} {
					t.Call("NewMatrix(rows).At(%d, %d), 2 rows of 3", at[0], at[1])
					if got, panicked := look(m, at[0], at[1]); !panicked {
						t.Failf("that is no element, and %g came back: check both numbers, or it is quietly an element of another row", got)
					}
				}
			}},
			{Name: "refuses rows of different lengths", Points: 0.5, Check: func(t *checks.T) {
				t.Call("NewMatrix(rows), rows of 3, 2 and 4 numbers")
				t.Panics(func() { answer([][]float32{{1, 2, 3}, {4, 5}, {6, 7, 8, 9}}) })
			}},
		}
	},
	Wrong: []checks.Wrong[newMatrix]{
		{
			Name:  "swaps rows and columns",
			Fails: "values",
			Says:  "Rows and columns have changed places: At(i, j) is in row i.",
			Answer: func(rows [][]float32) lesson.Grid {
				return flat{len(rows), len(rows[0]), join(rows), func(i, j int) int { return j*len(rows[0]) + i }, true}
			},
		},
		{
			Name:  "skips rows by the number of rows",
			Fails: "values",
			Says:  "Before row i lie i rows, each as long as there are columns: i*columns + j.",
			Answer: func(rows [][]float32) lesson.Grid {
				return flat{len(rows), len(rows[0]), join(rows), func(i, j int) int { return i*len(rows) + j }, true}
			},
		},
		{
			Name:  "reads on into the next row",
			Fails: "refuses what is outside",
			Answer: func(rows [][]float32) lesson.Grid {
				return flat{len(rows), len(rows[0]), join(rows), func(i, j int) int { return i*len(rows[0]) + j }, false}
			},
		},
		{
			Name:  "takes rows as they come",
			Fails: "refuses rows of different lengths",
			Answer: func(rows [][]float32) lesson.Grid {
				return flat{len(rows), len(rows[0]), join(rows), func(i, j int) int { return i*len(rows[0]) + j }, true}
			},
		},
		{
			Name:  "tells the shape the wrong way round",
			Fails: "values",
			Answer: func(rows [][]float32) lesson.Grid {
				return turned{solutions.NewMatrix(rows)}
			},
		},
	},
}

// grid returns rows of different numbers.
func grid(rows, columns int) [][]float32 {
	g := make([][]float32, rows)
	for i := range g {
		for j := range columns {
			g[i] = append(g[i], float32(10*i+j))
		}
	}
	return g
}

func join(rows [][]float32) (all []float32) {
	for _, row := range rows {
		all = append(all, row...)
	}
	return all
}

// look returns m.At(i, j) and whether that panicked.
func look(m lesson.Grid, i, j int) (x float32, panicked bool) {
	defer func() { panicked = recover() != nil }()
	return m.At(i, j), false
}

// flat is a matrix that may look in the wrong place.
type flat struct {
	rows, columns int
	data          []float32
	place         func(i, j int) int
	checked       bool
}

func (f flat) Shape() (rows, columns int) { return f.rows, f.columns }

func (f flat) At(i, j int) float32 {
	if f.checked && (i < 0 || i >= f.rows || j < 0 || j >= f.columns) {
		panic(fmt.Sprintf("(%d, %d)", i, j))
	}
	return f.data[f.place(i, j)%len(f.data)]
}

type turned struct{ lesson.Grid }

func (m turned) Shape() (rows, columns int) {
	columns, rows = m.Grid.Shape()
	return rows, columns
}
