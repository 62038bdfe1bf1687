package lesson

import (
	"strings"
	"testing"
	"time"
)

func TestTimingsCompareWithTheFirst(t *testing.T) {
	ts := []timing{{"loop", 3 * time.Millisecond}, {"one <line>", 500 * time.Microsecond}, {"slow", 4500 * time.Millisecond}}
	want := `loop            3 ms
one <line>    500 us  6 times faster
slow           4.5 s  1500 times slower`
	if got := timingsText(ts); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	html := timingsHTML(ts)
	for _, want := range []string{"one &lt;line&gt;", "500 µs", "6 times faster", "width:180.0px"} {
		if !strings.Contains(html, want) {
			t.Errorf("no %q in %s", want, html)
		}
	}
}

func TestShort(t *testing.T) {
	for want, s := range map[string]float64{"0 ns": 0, "12.3 ns": 12.34e-9, "1 us": 1e-6, "999 us": 999e-6, "1.5 ms": 0.0015, "12 s": 12} {
		if got := short(s); got != want {
			t.Errorf("short(%g) = %q, want %q", s, got, want)
		}
	}
}

func TestBenchOneCallsAsOftenAsItSays(t *testing.T) {
	calls := 0
	m := BenchOne(func() {
		calls++
		time.Sleep(time.Millisecond)
	})
	if calls < runs*m.Loops+1 {
		t.Errorf("%d calls for %d runs of %d", calls, runs, m.Loops)
	}
	if m.Min < 1e-3 {
		t.Errorf("a call that sleeps 1 ms took %g s", m.Min)
	}
}

func TestShowPanicsOnMisuse(t *testing.T) {
	defer func() {
		if err, ok := recover().(error); !ok || !strings.Contains(err.Error(), "3 x values and 2 y values") {
			t.Errorf("panic %v", err)
		}
	}()
	Figure{Lines: []Line{{Name: "a", X: []float64{1, 2, 3}, Y: []float64{1, 2}}}}.Show()
}

// Outside a notebook a figure is its text, with the reason why it was not drawn.
func ExampleFigure_Show() {
	Figure{Title: "squares", X: "n", Y: "n*n", Lines: []Line{{Name: "a", X: []float64{1, 2}, Y: []float64{1, 4}}}}.Show()
	// Output:
	// The figure was not drawn: $FASTERGO does not name the fastergo program: start the notebook with fastergo lab or fastergo run
	// Figure: squares (n*n over n)
	//   a: 2 points, n = 1 to 2, n*n from 1 to 4
}
