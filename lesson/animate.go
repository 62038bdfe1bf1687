package lesson

import (
	"errors"
	"fmt"
	"strings"

	"fastergo/internal/cell"
	"fastergo/internal/figure"
)

// Animate shows figures one after another, a second each, over and over: the
// steps of an algorithm. Readers who want no motion, and notebooks that are not
// trusted, have some of the frames side by side. Give all frames
// the same XLim and YLim, so that their axes stand still. Of more than 60 frames
// so many are shown, at even steps, and each says which it is.
//
// It panics if there are no frames, or as [Figure.Show] does.
func Animate(frames ...Figure) { animate(frames) }

//go:noinline
func animate(frames []Figure) {
	if len(frames) == 0 {
		panic("Animate: no frames")
	}
	for i, f := range frames {
		if err := figure.Figure(f).Check(); err != nil {
			panic(fmt.Errorf("Animate: frame %d: %w", i+1, err))
		}
	}
	steps := spread(len(frames), framesMost)
	var input []byte
	for _, i := range steps {
		input = append(figure.Figure(frames[i]).AppendJSON(input), '\n')
	}
	text := framesText(frames)
	out, err := cell.Run(input, "draw")
	svgs := strings.Split(string(out), "\x00")
	if err == nil && len(svgs) != len(steps) {
		err = errors.New("the fastergo program is of another version; run fastergo setup")
	}
	if err != nil {
		cell.Show(failure(text, err))
		return
	}
	cell.Show(picture(moving(svgs, steps, len(frames)), sheet(svgs, steps, len(frames)), true, frames[0].Title+", "+plural(len(frames), "frame"), text))
}

// framesMost is how many frames a notebook is made to hold.
const framesMost = 60

// spread returns at most k of the numbers below n, at even steps from first to last.
func spread(n, k int) (at []int) {
	k = min(n, k)
	for i := range k {
		at = append(at, i*(n-1)/max(k-1, 1))
	}
	return at
}

func framesText(frames []Figure) string {
	var b strings.Builder
	some := ""
	if len(frames) > framesMost {
		some = fmt.Sprintf(", %d of them shown", framesMost)
	}
	fmt.Fprintf(&b, "Animation of %s%s; the first and the last:", plural(len(frames), "frame"), some)
	for i, f := range frames {
		if i == 0 || i == len(frames)-1 {
			fmt.Fprintf(&b, "\nstep %d: %s", i+1, figure.Figure(f).Text())
		}
	}
	return b.String()
}

// moving is one drawing in which the frames, steps of so many, take turns. The frames' own
// coordinates are those of the first.
func moving(svgs []string, steps []int, of int) string {
	n := len(svgs)
	var b strings.Builder
	w, h := extent(svgs[0])
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" ` + fmt.Sprintf(`viewBox="0 0 %g %g" style="width:100%%;max-width:%gpx;height:auto" role="img">`, w, h+20, w*1.4))
	// Keyframes are the page's, so their name tells how many frames they serve.
	fmt.Fprintf(&b, `<style>@keyframes fg-turn-%d{0%%,%.4f%%{opacity:1}%.4f%%,100%%{opacity:0}}</style>`, n, 100/float64(n)-0.001, 100/float64(n))
	for i, svg := range svgs {
		turn := ""
		if n > 1 {
			turn = fmt.Sprintf(` style="opacity:0;animation:fg-turn-%d %ds linear %ds infinite"`, n, n, i-n)
		}
		fmt.Fprintf(&b, `<g%s>%s`, turn, frame(svg, 0, 0, w, h))
		label(&b, steps[i], of, w/2, h+14)
		b.WriteString(`</g>`)
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// sheet is at most four of the frames side by side, in one drawing.
func sheet(svgs []string, steps []int, of int) string {
	shown := spread(len(svgs), 4)
	w, h := extent(svgs[0])
	columns, rows := min(len(shown), 2), (len(shown)+1)/2
	var b strings.Builder
	width, height := w*float64(columns), (h+24)*float64(rows)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" width="%g" style="max-width:100%%;height:auto" role="img">`, width, height, width)
	for k, i := range shown {
		x, y := w*float64(k%2), (h+24)*float64(k/2)
		b.WriteString(frame(svgs[i], x, y, w, h))
		label(&b, steps[i], of, x+w/2, y+h+14)
	}
	b.WriteString(`</svg>`)
	return b.String()
}

func label(b *strings.Builder, i, n int, x, y float64) {
	fmt.Fprintf(b, `<text x="%g" y="%g" text-anchor="middle" font-family="Arial,Helvetica,sans-serif" font-size="11" fill="currentColor">step %d of %d</text>`, x, y, i+1, n)
}

// frame is a drawing as part of another, at x and y.
func frame(svg string, x, y, w, h float64) string {
	head, body, _ := strings.Cut(svg, ">")
	_, box, _ := strings.Cut(head, `viewBox="`)
	box, _, _ = strings.Cut(box, `"`)
	return fmt.Sprintf(`<svg x="%g" y="%g" width="%g" height="%g" viewBox="%s">`, x, y, w, h, box) + body
}

// extent returns width and height of a drawing by its viewBox.
func extent(svg string) (w, h float64) {
	_, box, _ := strings.Cut(svg, `viewBox="`)
	var x, y float64
	fmt.Sscanf(box, "%g %g %g %g", &x, &y, &w, &h)
	return w, h
}
