package lesson

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"flag"
	"image/color"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	np "fastergo/arraylib"
	"fastergo/internal/figure"
)

var update = flag.Bool("update", false, "write golden files")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (see -update); got\n%s", file, got)
	}
}

// wellFormed reads a drawing as XML, which it must be to be an image.
func wellFormed(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("not XML: %v\n%s", err, svg)
		}
	}
}

func panicText(f func()) (text string) {
	defer func() {
		switch r := recover().(type) {
		case string:
			text = r
		case error:
			text = r.Error()
		}
	}()
	f()
	return ""
}

func TestValuesText(t *testing.T) {
	m := np.Arange[float64](12).Reshape(3, 4)
	for want, v := range map[string]any{
		"float64, shape (3, 4), strides (4, 1), C order":                    m,
		"float64, shape (4, 3), strides (1, 4), a view of 12 elements":      m.T(),
		"float64, shape (4,), strides (1,), C order, a view of 12 elements": m.S("1"),
		"float64, shape (3, 2), strides (4, -2), a view of 12 elements":     m.S(":, ::-2"),
		"int64, shape (), strides (), C order\n7":                           np.Scalar(int64(7)),
		"bool, shape (2,), strides (1,), C order\n[ True False]":            np.New([]bool{true, false}),
		"float64, shape (0, 3), strides (3, 1), C order\n[]":                np.Zeros[float64](0, 3),
		"no array": new(np.Array[int]),
		"3.5":      3.5,
	} {
		if got := valuesText([]any{v}); !strings.HasPrefix(got, want) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
	page := valuesHTML([]any{m, "a <b>"})
	for _, want := range []string{"float64, shape (3, 4), strides (4, 1), C order", "a &lt;b&gt;"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in %s", want, page)
		}
	}
}

func TestTrackedText(t *testing.T) {
	for want, s := range map[string]tracked{
		"train: 0 of 10, started":                              {"train", 0, 10, 0, false},
		"train: 2 of 10, 0.5 a second, 16 s left":              {"train", 2, 10, 4 * time.Second, false},
		"train: 1 of 100, 0.01 a second, 2 h 45 min left":      {"train", 1, 100, 100 * time.Second, false},
		"train: 9 of 10, 90 a second, less than a second left": {"train", 9, 10, 100 * time.Millisecond, false},
		"train: 10 of 10, in 4 s":                              {"train", 10, 10, 4 * time.Second, true},
		"train: 3 of 10, stopped after 1.5 s":                  {"train", 3, 10, 1500 * time.Millisecond, true},
		"train: 0 of 0, in 0 ns":                               {"train", 0, 0, 0, true},
	} {
		if got := s.text(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if got := s.html(); !strings.Contains(got, s.remark()) || strings.Contains(got, "NaN") {
			t.Errorf("%q is not in %s", s.remark(), got)
		}
	}
}

func TestTrackRanges(t *testing.T) {
	var got []int
	for i := range Track(5, "steps") {
		if i == 3 {
			break
		}
		got = append(got, i)
	}
	for i := range Track(2, "steps") {
		got = append(got, i)
	}
	if !slices.Equal(got, []int{0, 1, 2, 0, 1}) {
		t.Error(got)
	}
	if got := panicText(func() { Track(-1, "") }); got != "Track: there cannot be -1 steps" {
		t.Errorf("panic %q", got)
	}
}

func TestPNGReadsBack(t *testing.T) {
	// More bytes than a stored block holds.
	p := pixmap{w: 300, h: 301, palette: []([3]byte){{1, 2, 3}, {250, 0, 9}, {}}, clear: true, pixels: make([]byte, 300*301)}
	p.pixels[300*17+5], p.pixels[300*300+299] = 1, 2
	img, err := png.Decode(bytes.NewReader(p.png()))
	if err != nil {
		t.Fatal(err)
	}
	for want, at := range map[color.NRGBA][2]int{{1, 2, 3, 255}: {0, 0}, {250, 0, 9, 255}: {5, 17}, {}: {299, 300}} {
		if got := color.NRGBAModel.Convert(img.At(at[0], at[1])); got != want {
			t.Errorf("%v: %v, want %v", at, got, want)
		}
	}
	rgb := pixmap{w: 2, h: 1, pixels: []byte{9, 8, 7, 6, 5, 4}}
	if img, err = png.Decode(bytes.NewReader(rgb.png())); err != nil || color.NRGBAModel.Convert(img.At(1, 0)) != (color.NRGBA{6, 5, 4, 255}) {
		t.Errorf("%v, %v", img, err)
	}
}

func TestColorMaps(t *testing.T) {
	light := func(c [3]byte) float64 { return 0.2126*float64(c[0]) + 0.7152*float64(c[1]) + 0.0722*float64(c[2]) }
	for _, name := range []string{"viridis", "grey"} {
		for i := range 255 {
			m := colorMap(figure.Colors[name])
			if light(m.color(float64(i)/255)) > light(m.color(float64(i+1)/255))+1 {
				t.Errorf("%s: %d is lighter than %d", name, i, i+1)
			}
		}
	}
	if c := colorMap(figure.Colors["diverging"]).color(0.5); c != [3]byte{242, 242, 240} {
		t.Errorf("the middle is %v", c)
	}
}

func TestImage(t *testing.T) {
	a := np.New([]float64{0, 1, math.NaN(), 0.5}, 2, 2)
	im := newImage("ImShow", np.LayoutOf(a), nil)
	golden(t, "image.html", im.html())
	if got, want := im.text(), "Image: float64, shape (2, 2), colours from 0 to 1, 1 not finite (blank)\n   @"; got != want {
		t.Errorf("got %q", got)
	}
	if got := newImage("ImShow", np.LayoutOf(np.New([]float64{-1, 3}, 1, 2)), []string{"diverging"}); got.lo != -3 || got.hi != 3 {
		t.Errorf("diverging from %g to %g", got.lo, got.hi)
	}
	large := newImage("ImShow", np.LayoutOf(np.Zeros[float64](1030, 40)), nil)
	if s := large.html(); !strings.Contains(s, "one pixel of 3 by 3 shown") || !strings.Contains(s, "data:image/png;base64,iVBOR") {
		t.Errorf("%.300s", s)
	}
	rgb := newImage("ImShow", np.LayoutOf(np.Full(uint8(255), 2, 2, 3)), nil)
	if s := rgb.html(); !strings.Contains(s, `title="[1, 0] = (255, 255, 255)"`) || !strings.Contains(s, "#ffffff") {
		t.Error(s)
	}
	for want, f := range map[string]func(){
		"of shape (3,) is no image":                 func() { ImShow(np.Zeros[float64](3)) },
		"complex128 has no colour":                  func() { ImShow(np.Zeros[complex128](2, 2)) },
		`no colour map "jet": there are viridis`:    func() { ImShow(np.Zeros[float64](2, 2), "jet") },
		"of shape (0, 2) is no image":               func() { ImShow(np.Zeros[float64](0, 2)) },
		"Digits: labels of shape (3,) for 2 images": func() { Digits(np.Zeros[float64](2, 784), np.Zeros[int](3)) },
		"of shape (2, 5) is not many images":        func() { Digits(np.Zeros[float64](2, 5)) },
	} {
		if got := panicText(f); !strings.Contains(got, want) {
			t.Errorf("panic %q, want %q", got, want)
		}
	}
}

func TestDigits(t *testing.T) {
	images := np.Arange[float64](2*16).Reshape(2, 16)
	page, text := digitsForms(np.LayoutOf(images), []np.Operand{np.New([]int{9, 3}), np.New([]int{4, 3})})
	if want := "2 images of 4 by 4: 9, not 4; 3"; text != want {
		t.Errorf("got %q, want %q", text, want)
	}
	if strings.Count(page, "<img ") != 2 || strings.Count(page, "#c93c37") != 2 {
		t.Error(page)
	}
	page, text = digitsForms(np.LayoutOf(np.Zeros[uint8](200, 2, 2)), nil)
	if text != "200 images of 2 by 2, the first 100 shown" || strings.Count(page, "<img ") != 100 {
		t.Error(text)
	}
}

// at gives a storage an address of the test's choice.
func at(ss []*storage, address uintptr) []*storage {
	for _, s := range ss {
		s.address = address
	}
	return ss
}

func TestLayout(t *testing.T) {
	a := np.Arange[float64](12).Reshape(3, 4)
	b := np.Zeros[int32](2)
	ss := storagesOf([]np.Layout{np.LayoutOf(a), np.LayoutOf(a.T()), np.LayoutOf(b), np.LayoutOf(a.S("1, ::-2")), np.LayoutOf(np.BroadcastTo(a.S("0"), 2, 4)), np.LayoutOf(a.S("1, 1"))})
	if len(ss) != 2 || len(ss[0].views) != 5 {
		t.Fatalf("%d storages", len(ss))
	}
	at(ss, 0xc000010020)
	golden(t, "layout.txt", storagesText(ss))
	svg := storagesSVG(ss)
	wellFormed(t, svg)
	golden(t, "layout.svg", svg)
	if n := strings.Count(svg, "stroke-dasharray"); n != 4 {
		t.Errorf("%d ghosts of the broadcast view, want 4", n)
	}
	// Whatever the size, what is drawn is bounded, and said.
	large := at(storagesOf([]np.Layout{np.LayoutOf(np.Zeros[uint8](5, 300, 400)), np.LayoutOf(np.Zeros[float64](0))}), 64)
	svg, text := storagesSVG(large), storagesText(large)
	wellFormed(t, svg)
	if !strings.Contains(text, "only the first matrix, the first 8 rows, the first 8 columns drawn") || len(svg) > 100_000 {
		t.Errorf("%d bytes, %s", len(svg), text)
	}
	if got := panicText(func() { Layout(new(np.Array[int])) }); got != "Layout: array 1 is none" {
		t.Errorf("panic %q", got)
	}
}

func TestBroadcast(t *testing.T) {
	for name, shapes := range map[string][][]int{
		"two":   {{3, 1}, {4}},
		"three": {{8, 1, 6, 1}, {7, 1, 5}, {}},
		"fails": {{2, 3}, {2, 1}, {4}},
		"equal": {{5}, {5}},
	} {
		p := planBroadcast(shapes)
		golden(t, "broadcast_"+name+".txt", p.text()+"\n")
		wellFormed(t, p.svg())
		// np is the judge.
		fails := panicText(func() { np.BroadcastShapes(shapes...) })
		if (p.fails >= 0) != (fails != "") {
			t.Errorf("%s: axis %d fails; np says %q", name, p.fails, fails)
		} else if fails == "" && !slices.Equal(p.result, np.BroadcastShapes(shapes...)) {
			t.Errorf("%s: result %v", name, p.result)
		}
	}
	golden(t, "broadcast_two.svg", planBroadcast([][]int{{3, 1}, {4}}).svg())
	if p := planBroadcast([][]int{{0, 1}, {3}}); !slices.Equal(p.result, []int{0, 3}) {
		t.Errorf("an empty axis: %v", p.result)
	}
	if got := panicText(func() { Broadcast([]int{-1}) }); !strings.Contains(got, "negative length") {
		t.Errorf("panic %q", got)
	}
}

func TestAnimate(t *testing.T) {
	svg := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" style="width:100%"><rect/></svg>`
	frames := []string{svg, svg, svg, svg, svg}
	steps := []int{0, 1, 2, 3, 4}
	live, still := moving(frames, steps, 5), sheet(frames, steps, 5)
	wellFormed(t, live)
	wellFormed(t, still)
	if strings.Count(live, "fg-turn-5 5s linear") != 5 || !strings.Contains(live, "step 5 of 5") {
		t.Error(live)
	}
	if got := regexp.MustCompile(`step \d`).FindAllString(still, -1); !slices.Equal(got, []string{"step 1", "step 2", "step 3", "step 5"}) {
		t.Error(got)
	}
	if got := moving(frames, spread(300, 5), 300); !strings.Contains(got, "step 1 of 300") || !strings.Contains(got, "step 150 of 300") || !strings.Contains(got, "step 300 of 300") {
		t.Error(got)
	}
	var many []Figure
	for range 61 {
		many = append(many, Figure{Lines: []Line{{X: []float64{1}, Y: []float64{2}}}})
	}
	if got := framesText(many); !strings.HasPrefix(got, "Animation of 61 frames, 60 of them shown;") {
		t.Error(got)
	}
	if one := moving(frames[:1], steps, 1); strings.Contains(one, "animation:") {
		t.Error(one)
	}
	if got := panicText(func() { Animate() }); got != "Animate: no frames" {
		t.Errorf("panic %q", got)
	}
	bad := Figure{Lines: []Line{{Name: "a", X: []float64{1}, Y: nil}}}
	if got := panicText(func() { Animate(bad) }); !strings.Contains(got, "frame 1") {
		t.Errorf("panic %q", got)
	}
}

func TestPictureHasTwins(t *testing.T) {
	b := picture(`<svg style="a">live</svg>`, `<svg style="b">still</svg>`, true, "alt & text", "text")
	html := b["text/html"]
	encoded := base64.StdEncoding.EncodeToString([]byte(`<svg style="color:#1f2328;b">still</svg>`))
	for _, want := range []string{"live", encoded, "alt &amp; text", "prefers-reduced-motion"} {
		if !strings.Contains(html, want) {
			t.Errorf("no %q in %s", want, html)
		}
	}
}

func ExampleShow() {
	a := np.Arange[float64](6).Reshape(2, 3)
	Show(a.T(), "the transpose")
	// Output:
	// float64, shape (3, 2), strides (1, 3), a view of 6 elements
	// [[0. 3.]
	//  [1. 4.]
	//  [2. 5.]]
	// the transpose
}

func ExampleBroadcast() {
	Broadcast([]int{3, 1}, []int{4})
	// Output:
	// shape 1      3     1   (3, 1)
	// shape 2            4   (4,)
	// axis -1: shape 1 is 1 and is repeated 4 times
	// axis -2: shape 2 has none, so it counts as 1 and is repeated 3 times
	// result: shape (3, 4)
}

func ExampleImShow() {
	ImShow(np.Eye[float64](4), "grey")
	// Output:
	// Image: float64, shape (4, 4), colours from 0 to 1
	//   @
	//     @
}
