// Package profile shows where the time of a function goes, as a flame graph. It
// stands apart from package lesson because runtime/pprof makes a cell slower to
// build.
package profile

import (
	"bytes"
	"html"
	"runtime/pprof"
	"sync/atomic"
	"time"

	"fastergo/internal/cell"
)

// Show calls f again and again for about a second, profiles that, and shows a
// flame graph: each function under the one that called it, as wide as the time
// that passed in it and in what it called. Hold the pointer on a box for its
// numbers. As text it is a list of the functions with the most time of their
// own.
//
// The processor is looked at a hundred times a second, so that shares below a
// few percent are by chance.
//
// Without the course's program it says why there is no graph. It panics if it is
// called while another function is profiled.
func Show(f func()) {
	if f == nil {
		panic("profile.Show: the function is nil: there is nothing to call")
	}
	if !profiling.CompareAndSwap(false, true) {
		panic("profile.Show: another function is being profiled: profile one at a time, not one inside another")
	}
	defer profiling.Store(false)
	var data bytes.Buffer
	err := pprof.StartCPUProfile(&data)
	if err == nil {
		func() {
			defer pprof.StopCPUProfile() // a panic of f goes on
			profiled(f)
		}()
		var b cell.Bundle
		if b, err = cell.RunShow(data.Bytes(), "flame"); err == nil {
			cell.Show(b)
			return
		}
	}
	text := "No profile: " + err.Error()
	cell.Show(cell.Bundle{cell.Text: text, cell.HTML: "<div>" + html.EscapeString(text) + "</div>"})
}

var profiling atomic.Bool

// profiled has the name that package flame looks for.
//
//go:noinline
func profiled(f func()) {
	for start := time.Now(); time.Since(start) < time.Second; {
		f()
	}
}
