// Package cellimports lists, by importing them, the packages of others that a
// notebook's cell may import. They stay in the course's go.mod for it, and
// set-up downloads and compiles them, so that such a cell works offline and
// does not wait. Nothing links this package.
//
// What is not listed here but belongs to the same modules works offline too
// and is compiled when a cell first asks for it.
package cellimports

import (
	_ "github.com/go-echarts/go-echarts/v2/charts"
	_ "github.com/go-echarts/go-echarts/v2/components"
	_ "github.com/go-echarts/go-echarts/v2/opts"
	_ "github.com/go-echarts/go-echarts/v2/types"
	_ "gonum.org/v1/gonum/dsp/fourier"
	_ "gonum.org/v1/gonum/floats"
	_ "gonum.org/v1/gonum/integrate"
	_ "gonum.org/v1/gonum/interp"
	_ "gonum.org/v1/gonum/mat"
	_ "gonum.org/v1/gonum/optimize"
	_ "gonum.org/v1/gonum/stat"
	_ "gonum.org/v1/gonum/stat/distuv"
	_ "gonum.org/v1/plot"
	_ "gonum.org/v1/plot/plotter"
	_ "gonum.org/v1/plot/plotutil"
	_ "gonum.org/v1/plot/vg"
	_ "gonum.org/v1/plot/vg/draw"
	_ "gonum.org/v1/plot/vg/vgimg"
	_ "gonum.org/v1/plot/vg/vgsvg"
)
