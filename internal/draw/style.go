package draw

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

var (
	// page stands for the page's text colour; SVG replaces it by currentColor.
	page = color.RGBA{R: 1, G: 2, B: 3, A: 255}
	grid = color.RGBA{R: 128, G: 140, B: 155, A: 255}
	// palette keeps at least 3:1 against white and against JupyterLab's dark
	// background, and tells its neighbours apart for colour-blind readers.
	palette = []color.RGBA{
		{R: 0x2f, G: 0x81, B: 0xd6, A: 255}, // blue
		{R: 0xd0, G: 0x6a, B: 0x1c, A: 255}, // orange
		{R: 0x1f, G: 0x92, B: 0x6b, A: 255}, // green
		{R: 0xb8, G: 0x5f, B: 0xc4, A: 255}, // purple
		{R: 0xc7, G: 0x4b, B: 0x50, A: 255}, // red
		{R: 0x7d, G: 0x86, B: 0x91, A: 255}, // grey
	}
	dashes = [][]vg.Length{nil, {6, 3}, {2, 2}}
)

// paint is colour i of the palette with an opacity.
func paint(i int, alpha float64) color.NRGBA { return fade(palette[i%len(palette)], alpha) }

func fade(c color.RGBA, alpha float64) color.NRGBA {
	return color.NRGBA{R: c.R, G: c.G, B: c.B, A: uint8(math.Round(255 * alpha))}
}

// opacity lets n sets of bars be seen through each other.
func opacity(n int) float64 {
	if n > 1 {
		return 0.55
	}
	return 0.85
}

// lineStyle is that of line i; a faint one is thin, dashed and has the page's
// colour.
func lineStyle(i int, faint bool) draw.LineStyle {
	if faint {
		return draw.LineStyle{Color: grid, Width: 0.9, Dashes: []vg.Length{4, 3}}
	}
	return draw.LineStyle{Color: palette[i%len(palette)], Width: 1.6, Dashes: dashes[i/len(palette)%len(dashes)]}
}

// shade is the colour at t, from 0 to 1, of a map.
func shade(colours [][3]uint8, t float64) color.RGBA {
	at := min(max(t, 0), 1) * float64(len(colours)-1)
	i := min(int(at), len(colours)-2)
	a, b, t := colours[i], colours[i+1], at-float64(i)
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + t*(float64(b)-float64(a)))) }
	return color.RGBA{R: mix(a[0], b[0]), G: mix(a[1], b[1]), B: mix(a[2], b[2]), A: 255}
}
