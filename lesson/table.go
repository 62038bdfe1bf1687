package lesson

import (
	"fmt"
	"html"
	"math"
	"runtime"
	"strconv"
	"strings"

	"fastergo/internal/cell"
	"fastergo/internal/timing"
)

// A Comparison is a table that several cells add rows to. It is kept with the
// workspace, beyond the kernel's end.
type Comparison struct {
	name string
	file string // the cell's source
	rows []kept
}

type kept struct {
	label   string
	m       Measurement
	columns []Column
}

// A Column is one more thing said of a row: see [Col] and [Flops].
type Column struct {
	name, value string
	flops       float64
	bits        int
}

// Col is a column of that name, as Col("complexity", "O(n d k)").
func Col(name, value string) Column { return Column{name: name, value: value} }

// Flops is two columns: how many of these floating-point operations, of which
// each call makes count, are done in a second, and what share that is of the
// most this machine can do with fused multiply-adds on numbers of 32 or 64
// bits. The first use measures the machine, which takes two seconds.
//
// It panics if bits is neither.
func Flops(count float64, bits int) Column {
	if bits != 32 && bits != 64 {
		panic("lesson.Flops: numbers of " + strconv.Itoa(bits) + " bits; 32 or 64 is known")
	}
	return Column{flops: count, bits: bits}
}

// Table returns the comparison of that name, whichever cell began it.
//
//	lesson.Table("kmeans").Add("loops", lesson.BenchOne(loops), lesson.Col("complexity", "O(n d k)")).Show()
func Table(name string) *Comparison {
	_, file, _, _ := runtime.Caller(1)
	return &Comparison{name: name, file: file}
}

// Add adds a row, or replaces the one with this label, when the table is shown.
// It panics if a number of m is negative or no number.
func (c *Comparison) Add(label string, m Measurement, columns ...Column) *Comparison {
	if !(m.Min >= 0 && m.Min <= math.MaxFloat64 && m.Std >= 0 && m.Std <= math.MaxFloat64) || min(m.Bytes, m.Allocs, m.Peak) < 0 {
		panic("lesson.Table: row " + strconv.Quote(label) + " has a measurement that cannot be: " + fmt.Sprintf("%g s +- %g s, %d bytes in %d pieces, %d at once", m.Min, m.Std, m.Bytes, m.Allocs, m.Peak))
	}
	c.rows = append(c.rows, kept{label, m, columns})
	return c
}

// Show keeps the rows that were added and shows all there are, compared with
// the first. Rows that no longer hold stand back and say why: the machine, the
// array library or a function that they measured is another now.
//
// Without the course's program it shows the rows of this cell alone, and says
// why.
func (c *Comparison) Show() {
	b, err := cell.RunShow(c.appendJSON(nil), "table")
	if err != nil {
		var rows []timing.Row
		for _, k := range c.rows {
			rows = append(rows, k.m.row(k.label))
		}
		note := "The table was not kept: " + err.Error()
		b = cell.Bundle{cell.Text: c.name + "\n" + timing.Text(rows) + "\n" + note, cell.HTML: timing.HTML(rows) + "<div>" + html.EscapeString(note) + "</div>"}
	}
	c.rows = nil
	cell.Show(b)
}

func (c *Comparison) appendJSON(b []byte) []byte {
	b = cell.AppendString(append(b, `{"table":`...), c.name)
	b = cell.AppendString(append(b, `,"file":`...), c.file)
	b = append(b, `,"rows":[`...)
	for i, k := range c.rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = cell.AppendString(append(b, `{"label":`...), k.label)
		number := func(name string, x float64) {
			b = append(append(append(b, `,"`...), name...), `":`...)
			b = cell.AppendNumber(b, x)
		}
		number("min", k.m.Min)
		number("std", k.m.Std)
		number("runs", runs)
		number("bytes", float64(k.m.Bytes))
		number("allocs", float64(k.m.Allocs))
		number("peak", float64(k.m.Peak))
		number("line", float64(k.m.code.line))
		b = cell.AppendString(append(b, `,"file":`...), k.m.code.file)
		var said []Column
		for _, col := range k.columns {
			if col.bits != 0 {
				number("flops", col.flops)
				number("bits", float64(col.bits))
			} else {
				said = append(said, col)
			}
		}
		b = append(b, `,"columns":[`...)
		for i, col := range said {
			if i > 0 {
				b = append(b, ',')
			}
			b = cell.AppendString(append(b, `{"Name":`...), col.name)
			b = cell.AppendString(append(b, `,"Value":`...), col.value)
			b = append(b, '}')
		}
		b = append(b, "]}"...)
	}
	return append(b, "]}"...)
}

// Machine shows a card of this machine: the processor, its caches and the rates
// at which they and memory can be read, written and copied, its ceiling of
// multiply-adds, and the instructions that arraylib uses here. The first time
// it measures for some seconds; then it is known, in all workspaces. A cell with
// "!fastergo machine --again" measures again.
func Machine() {
	b, err := cell.RunShow(nil, "machine", "--cell")
	if err != nil {
		text := "The machine is not known: " + err.Error()
		b = cell.Bundle{cell.Text: text, cell.HTML: "<div>" + html.EscapeString(strings.TrimSpace(text)) + "</div>"}
	}
	cell.Show(b)
}
