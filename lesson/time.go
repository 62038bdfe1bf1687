package lesson

import (
	"runtime"
	"time"

	"fastergo/internal/cell"
	"fastergo/internal/timing"
)

// Time runs f once and returns how long that took, as Python's %time does. All
// calls of [Time] and [Bench] in a cell share one table, which compares them
// with the first and says what memory each took: what was allocated, in use to
// the end or not, and in how many pieces. Memory of earlier results that
// arraylib used again is not in it: nothing was taken.
func Time(label string, f func()) time.Duration {
	need("Time", f != nil)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	f()
	d := time.Since(start)
	runtime.ReadMemStats(&after)
	show(timing.Row{
		Label: label, Min: d.Seconds(), Runs: 1,
		Bytes: int(after.TotalAlloc - before.TotalAlloc), Allocs: int(after.Mallocs - before.Mallocs), Peak: -1,
	})
	return d
}

// Bench is [BenchOne] as a row of the cell's table.
func Bench(label string, f func()) Measurement {
	m := BenchOne(f)
	show(m.row(label))
	return m
}

// The cell's table.
var (
	rows  []timing.Row
	rowID string
)

func show(r timing.Row) {
	rows = append(rows, r)
	if rowID == "" {
		rowID = cell.NewID()
	}
	cell.Update(rowID, cell.Bundle{cell.HTML: timing.HTML(rows), cell.Text: timing.Text(rows)})
}
