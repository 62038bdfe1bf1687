package lesson

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strings"

	np "fastergo/arraylib"
	"fastergo/internal/cell"
	"fastergo/internal/figure"
)

// A colorMap gives numbers colours: at even steps from the lowest value to the
// highest, red, green and blue.
type colorMap [][3]uint8

// color returns the colour of x, 0 to 1.
func (m colorMap) color(x float64) (c [3]byte) {
	x *= float64(len(m) - 1)
	i := min(int(x), len(m)-2)
	for k := range c {
		a, b := float64(m[i][k]), float64(m[i+1][k])
		c[k] = byte(a + (b-a)*(x-float64(i)) + 0.5)
	}
	return c
}

// ImShow shows an array of shape (h, w) as an image, its values as colours of a
// map: "viridis" if none is named, "grey", or "diverging", which has 0 in its
// middle. One of shape (h, w, 3) has its own red, green and blue: integers from
// 0 to 255, floats from 0 to 1. Small images tell an element's index and value
// under the pointer; of large ones every second, third, … pixel is shown. What
// is not finite is left blank.
//
// It panics if the array has another shape, has no elements or is complex, or
// if there is no such map.
func ImShow(a np.Operand, colors ...string) { imShow(a, colors) }

//go:noinline
func imShow(a np.Operand, colors []string) {
	im := newImage("ImShow", layoutOf("ImShow", a), colors)
	cell.Show(cell.Bundle{cell.HTML: im.html(), cell.Text: im.text()})
}

// Sizes of images, in pixels.
const (
	imageMost   = 512  // of an array's rows or columns that are shown
	imageCells  = 1024 // up to here each element is a cell with its value
	imageWidth  = 360  // small images grow to this
	imageCell   = 24   // but their elements not beyond this
	imageLetter = 48   // columns of the text twin
)

// An image is an array of pixels to be seen.
type image struct {
	l       np.Layout
	h, w    int
	rgb     bool
	colors  colorMap
	lo, hi  float64 // the range of the colour map
	finite  bool    // there is a value
	missing int     // elements that are not finite
}

func newImage(name string, l np.Layout, colors []string) *image {
	im := &image{l: l, colors: figure.Colors["viridis"], lo: math.Inf(1), hi: math.Inf(-1)}
	nd := len(l.Shape)
	switch {
	case nd != 2 && !(nd == 3 && l.Shape[2] == 3) || size(l.Shape) == 0:
		panic(fmt.Sprintf("%s: an array of shape %s is no image: it takes (h, w), or (h, w, 3) for red, green and blue", name, tuple(l.Shape)))
	case l.DType == np.Complex64 || l.DType == np.Complex128:
		panic(fmt.Sprintf("%s: %v has no colour: show np.AbsAs of it, or its real part", name, l.DType))
	case len(colors) > 1:
		panic(fmt.Sprintf("%s: %d colour maps for one image", name, len(colors)))
	case len(colors) == 1:
		if im.colors = figure.Colors[colors[0]]; im.colors == nil {
			panic(fmt.Sprintf("%s: there is no colour map %q: there are viridis, grey and diverging", name, colors[0]))
		}
	}
	im.h, im.w, im.rgb = l.Shape[0], l.Shape[1], nd == 3
	for i := range im.h {
		for j := range im.w {
			for k := range im.channels() {
				x := im.at(i, j, k)
				if math.IsNaN(x) || math.IsInf(x, 0) {
					im.missing++
					continue
				}
				im.lo, im.hi, im.finite = min(im.lo, x), max(im.hi, x), true
			}
		}
	}
	if len(colors) == 1 && colors[0] == "diverging" && im.finite {
		im.hi = max(math.Abs(im.lo), math.Abs(im.hi))
		im.lo = -im.hi
	}
	return im
}

func (im *image) channels() int {
	if im.rgb {
		return 3
	}
	return 1
}

func (im *image) place(i, j, k int) int {
	at := im.l.Offset + i*im.l.Strides[0] + j*im.l.Strides[1]
	if im.rgb {
		at += k * im.l.Strides[2]
	}
	return at
}

func (im *image) at(i, j, k int) float64 {
	x, _ := value(im.l, im.place(i, j, k))
	return x
}

// level returns where an element is between the lowest and the highest, 0 to 1;
// NaN if it is not finite.
func (im *image) level(i, j int) float64 {
	x := im.at(i, j, 0)
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return math.NaN()
	case im.hi == im.lo:
		return 0.5
	}
	// Halves, so that the difference of large numbers does not overflow.
	return (x/2 - im.lo/2) / (im.hi/2 - im.lo/2)
}

// color returns the colour of a pixel, and false if it has none.
func (im *image) color(i, j int) (c [3]byte, ok bool) {
	if !im.rgb {
		x := im.level(i, j)
		if math.IsNaN(x) {
			return c, false
		}
		return im.colors.color(x), true
	}
	full := 255.0
	if im.l.DType == np.Float32 || im.l.DType == np.Float64 || im.l.DType == np.Bool {
		full = 1
	}
	for k := range c {
		x := im.at(i, j, k)
		if math.IsNaN(x) {
			return c, false
		}
		c[k] = byte(max(0, min(1, x/full))*255 + 0.5)
	}
	return c, true
}

// describe says what the image shows.
func (im *image) describe() string {
	s := fmt.Sprintf("%v, shape %s", im.l.DType, tuple(im.l.Shape))
	if im.finite {
		lo, hi := im.lo, im.hi
		s += fmt.Sprintf(", colours from %.4g to %.4g", lo, hi)
		if im.rgb {
			s = strings.Replace(s, "colours", "values", 1)
		}
	}
	if im.missing > 0 {
		s += fmt.Sprintf(", %d not finite (blank)", im.missing)
	}
	if k := im.every(imageMost); k > 1 {
		s += fmt.Sprintf(", one pixel of %d by %d shown", k, k)
	}
	return s
}

// every returns the step that leaves at most n rows and columns.
func (im *image) every(n int) int { return (max(im.h, im.w) + n - 1) / n }

func (im *image) html() string {
	var b strings.Builder
	b.WriteString(`<div class="fg-image" style="margin:4px 0"><div style="margin:0 0 6px 0;opacity:0.75">` + im.describe() + `</div>`)
	b.WriteString(`<table style="width:auto;margin:0;border:none;border-collapse:collapse"><tbody><tr style="background:none"><td style="padding:0;border:none;vertical-align:top">`)
	if im.h*im.w <= imageCells && max(im.h, im.w) <= 64 {
		im.cells(&b)
	} else {
		step := im.every(imageMost)
		width := im.w / step
		b.WriteString(im.img(step, width*max(1, imageWidth/max(width, im.h/step)), im.alt()))
	}
	b.WriteString(`</td>`)
	if !im.rgb && im.finite {
		b.WriteString(`<td style="padding:0 0 0 16px;border:none;vertical-align:top">` + im.bar() + `</td>`)
	}
	b.WriteString(`</tr></tbody></table></div>`)
	return b.String()
}

func (im *image) alt() string { return "image: " + im.describe() }

// cells draws each element as a cell of a table that tells its value.
func (im *image) cells(b *strings.Builder) {
	side := max(4, min(imageCell, imageWidth/max(im.h, im.w)))
	fmt.Fprintf(b, `<table style="width:auto;margin:0;border:none;border-collapse:collapse;table-layout:fixed" role="img" aria-label="%s"><tbody>`, html.EscapeString(im.alt()))
	for i := range im.h {
		b.WriteString(`<tr style="background:none">`)
		for j := range im.w {
			value := valueText(im.l, im.place(i, j, 0))
			if im.rgb {
				value = fmt.Sprintf("(%s, %s, %s)", value, valueText(im.l, im.place(i, j, 1)), valueText(im.l, im.place(i, j, 2)))
			}
			paint := ""
			if c, ok := im.color(i, j); ok {
				paint = fmt.Sprintf(";background-color:#%x", c)
			}
			fmt.Fprintf(b, `<td title="[%d, %d] = %s" style="padding:0;border:none;width:%dpx;min-width:%dpx;height:%dpx%s"></td>`, i, j, value, side, side, side, paint)
		}
		b.WriteString(`</tr>`)
	}
	b.WriteString(`</tbody></table>`)
}

// img draws every step-th pixel.
func (im *image) img(step, width int, alt string) string {
	p := pixmap{w: (im.w + step - 1) / step, h: (im.h + step - 1) / step}
	if !im.rgb {
		for i := range 255 {
			p.palette = append(p.palette, im.colors.color(float64(i)/254))
		}
		p.palette, p.clear = append(p.palette, [3]byte{}), true
	}
	for i := 0; i < im.h; i += step {
		for j := 0; j < im.w; j += step {
			if im.rgb {
				c, _ := im.color(i, j)
				p.pixels = append(p.pixels, c[:]...)
				continue
			}
			index := byte(255)
			if x := im.level(i, j); !math.IsNaN(x) {
				index = byte(x*254 + 0.5)
			}
			p.pixels = append(p.pixels, index)
		}
	}
	return fmt.Sprintf(`<img alt="%s" src="%s" style="width:%dpx;max-width:100%%;image-rendering:pixelated;display:block">`, html.EscapeString(alt), p.url(), width)
}

// bar is the colours of the map with the values at its ends and between.
func (im *image) bar() string {
	const steps = 32
	labels := map[int]struct {
		rows  int
		at    string
		value float64
	}{0: {8, "top", im.hi}, 8: {16, "middle", im.lo/2 + im.hi/2}, 24: {8, "bottom", im.lo}}
	var b strings.Builder
	b.WriteString(`<table style="width:auto;margin:0;border:none;border-collapse:collapse"><tbody>`)
	for i := range steps {
		x := 1 - float64(i)/(steps-1)
		fmt.Fprintf(&b, `<tr style="background:none"><td style="padding:0;border:none;width:14px;min-width:14px;height:5px;line-height:5px;background-color:#%x"></td>`, im.colors.color(x))
		if l, ok := labels[i]; ok {
			fmt.Fprintf(&b, `<td rowspan="%d" style="padding:0 0 0 6px;border:none;text-align:left;font-family:monospace;font-size:11px;line-height:11px;vertical-align:%s">%.4g</td>`, l.rows, l.at, l.value)
		}
		b.WriteString(`</tr>`)
	}
	b.WriteString(`</tbody></table>`)
	return b.String()
}

// text draws the image with letters, in half as many rows: letters are high.
func (im *image) text() string {
	var b strings.Builder
	b.WriteString("Image: " + im.describe())
	if im.rgb {
		return b.String()
	}
	const ramp = " .:-=+*#%@"
	step := im.every(imageLetter)
	for i := 0; i < im.h; i += 2 * step {
		row := make([]byte, 0, imageLetter)
		for j := 0; j < im.w; j += step {
			letter := byte('?')
			if x := im.level(i, j); !math.IsNaN(x) {
				letter = ramp[int(x*float64(len(ramp)-1)+0.5)]
			}
			row = append(row, letter)
		}
		b.WriteString("\n  " + strings.TrimRight(string(row), " "))
	}
	return b.String()
}

// digitsMost is how many digits are shown.
const digitsMost = 100

// Digits shows images of shape (n, h, w), or of shape (n, h*h) with square ones
// flattened, as a grid, black to white. One array of n labels is written below
// them. With a second, what the first should be, those that differ are marked:
// "9, not 4". Of many images the first hundred are shown.
//
// It panics if images has another shape, or labels are not one for each image.
func Digits(images np.Operand, labels ...np.Operand) { digits(images, labels) }

//go:noinline
func digits(images np.Operand, labels []np.Operand) {
	page, text := digitsForms(layoutOf("Digits", images), labels)
	cell.Show(cell.Bundle{cell.HTML: page, cell.Text: text})
}

func digitsForms(l np.Layout, labels []np.Operand) (page, text string) {
	shape := l.Shape
	if len(shape) == 2 {
		if side := int(math.Sqrt(float64(shape[1])) + 0.5); side*side == shape[1] {
			l.Shape = []int{shape[0], side, side}
			l.Strides = []int{l.Strides[0], side * l.Strides[1], l.Strides[1]}
		}
	}
	if len(l.Shape) != 3 {
		panic(fmt.Sprintf("Digits: an array of shape %s is not many images: it takes (n, h, w), or (n, h*h)", tuple(shape)))
	}
	if len(labels) > 2 {
		panic(fmt.Sprintf("Digits: %d arrays of labels: it takes the labels, and what they should be", len(labels)))
	}
	var names []np.Layout
	for _, a := range labels {
		names = append(names, layoutOf("Digits", a))
		if s := names[len(names)-1].Shape; !slices.Equal(s, shape[:1]) {
			panic(fmt.Sprintf("Digits: labels of shape %s for %s", tuple(s), plural(shape[0], "image")))
		}
	}
	n := min(shape[0], digitsMost)
	caption := func(i int) (string, bool) {
		var s []string
		for _, m := range names {
			s = append(s, valueText(m, m.Offset+i*m.Strides[0]))
		}
		if len(s) == 2 {
			if s[0] != s[1] {
				return s[0] + ", not " + s[1], true
			}
			s = s[:1]
		}
		return strings.Join(s, ""), false
	}
	head := fmt.Sprintf("%s of %d by %d", plural(shape[0], "image"), l.Shape[1], l.Shape[2])
	if n < shape[0] {
		head += fmt.Sprintf(", the first %d shown", n)
	}
	var captions []string
	var b strings.Builder
	b.WriteString(`<div class="fg-digits" style="margin:4px 0;max-width:720px"><div style="margin:0 0 6px 0;opacity:0.75">` + head + `</div>`)
	for i := range n {
		name, wrong := caption(i)
		captions = append(captions, name)
		edge, ink := "rgba(128,140,155,0.35)", "inherit"
		if wrong {
			edge, ink = "#c93c37", "#ffffff;background-color:#c93c37;border-radius:3px"
		}
		one := l
		one.Offset, one.Shape, one.Strides = l.Offset+i*l.Strides[0], l.Shape[1:], l.Strides[1:]
		im := newImage("Digits", one, []string{"grey"})
		img := im.img(im.every(imageLetter), 56, strings.TrimSpace(fmt.Sprintf("image %d %s", i, name)))
		fmt.Fprintf(&b, `<div style="display:inline-block;margin:0 8px 8px 0;text-align:center;vertical-align:top"><div title="image %d" style="width:56px;margin:0 auto;border:2px solid %s;border-radius:4px;overflow:hidden">%s</div>`, i, edge, img)
		if name != "" {
			fmt.Fprintf(&b, `<span style="font-family:monospace;font-size:12px;padding:0 4px;color:%s">%s</span>`, ink, html.EscapeString(name))
		}
		b.WriteString(`</div>`)
	}
	b.WriteString(`</div>`)
	text = head
	if len(names) > 0 {
		text += ": " + strings.Join(captions, "; ")
	}
	return b.String(), text
}
