// Package lesson is what a notebook cell uses to measure and show.
//
// [Time] and [Bench] put the cost of functions beside each other, time and
// memory, in one table a cell; [BenchOne] measures without showing; [Keep] keeps
// the compiler from leaving out what is measured. A [Table] grows from cell to
// cell, and [BenchMany] plots time over size. [Pointer] says where an array lies,
// [Machine] what this machine can do; [Ceiling] and [Roof] are the same for
// figures. [Cached] keeps results of long work.
//
// [Plot], [Scatter], [Hist] and [HeatMap] draw the plain case in one call. A
// [Figure] has titles, several series and logarithmic axes: [Figure.Show] draws
// it, [Figure.Chart] makes it interactive, [Subplots] puts several side by side,
// [Animate] one after another. [SVG] and [Page] show what gonum/plot and
// go-echarts make in a cell.
//
// [Show] and [ImShow] show arrays, [Digits] a grid of images, [Layout] where
// arrays lie in memory, [Broadcast] how shapes meet. [Track] says how far a loop
// is, [Progress] what is solved and what is next. [LaunchKernel] calls a function
// for each point of a grid.
//
// # Decisions
//
// The package is linked into nearly every cell while the reader waits, so it
// imports next to nothing. A figure is handed as data to the course's program,
// which draws it with gonum/plot: 20 ms instead of 150 ms of linking. Whoever
// wants gonum/plot or go-echarts itself in a cell imports it. What is drawn
// without axes is SVG, HTML or PNG written here. An image is bytes in a stored
// stream, which takes forty lines; image/png would be linked.
//
// A plain call draws at once; whoever wants a title writes a Figure. So there is
// one place for each option.
//
// Drawings stand in the page twice: as SVG in the page's colours, and as an
// image, which is what a notebook that is not trusted keeps.
//
// Every output has a plain text twin, for terminals, logs and readers of text.
package lesson

import "fastergo/internal/cell"

// TODO is what an unanswered exercise panics with. Put your answer in place of
// panic(lesson.TODO).
var TODO = cell.TODO
