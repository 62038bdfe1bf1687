package matmul

import (
	"fmt"

	"fastergo/lesson"
)

// Matrix is a matrix of numbers, one row after the other in a single slice:
// element (i, j) is data[i*columns + j].
type Matrix struct {
	rows, columns int
	data          []float32
}

// BEGIN SOLUTION

// At returns the element in row i and column j.
func (m Matrix) At(i, j int) float32 {
	if i < 0 || i >= m.rows || j < 0 || j >= m.columns {
		panic(fmt.Sprintf("(%d, %d) lies outside a matrix of shape (%d, %d)", i, j, m.rows, m.columns))
	}
	return m.data[i*m.columns+j]
}

// Shape returns the number of rows and of columns.
func (m Matrix) Shape() (rows, columns int) { return m.rows, m.columns }

// END SOLUTION

// NewMatrix returns a copy of the given rows as a Matrix. It panics if they
// differ in length.
//
// Write it, and the two methods that make Matrix a [lesson.Grid]:
//
//	func (m Matrix) At(i, j int) float32
//	func (m Matrix) Shape() (rows, columns int)
//
// At panics if the matrix has no element (i, j): without a check of its own,
// At(0, columns) would quietly read the next row.
func NewMatrix(rows [][]float32) lesson.Grid {
	// BEGIN SOLUTION
	m := Matrix{rows: len(rows)}
	for i, row := range rows {
		if i == 0 {
			m.columns = len(row)
		}
		if len(row) != m.columns {
			panic(fmt.Sprintf("row %d has %d numbers, row 0 has %d", i, len(row), m.columns))
		}
		m.data = append(m.data, row...)
	}
	return m
	// END SOLUTION
}
