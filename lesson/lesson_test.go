package lesson

import (
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	np "fastergo/arraylib"
	"fastergo/internal/cell"
	"fastergo/internal/timing"
)

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

func TestTableOfACell(t *testing.T) {
	defer func() { rows, rowID = nil, "" }()
	if d := Time("sleep", func() { time.Sleep(2 * time.Millisecond) }); d < 2*time.Millisecond {
		t.Errorf("2 ms took %v", d)
	}
	var xs []byte
	m := Bench("room", func() { xs = make([]byte, 1<<20) })
	Keep(xs)
	if m.Bytes < 1<<20 || m.Bytes > 1<<20+1<<16 || m.Allocs < 1 || m.Peak < 1<<20 || m.Peak > m.Bytes {
		t.Errorf("a call that makes room for 1 MiB: %+v", m)
	}
	if text := timing.Text(rows); !strings.Contains(text, "sleep") || !strings.Contains(text, "times faster") || !strings.Contains(text, "1.05 MB") {
		t.Errorf("table:\n%s", text)
	}
}

func TestKeepAllocatesNothing(t *testing.T) {
	xs := []float64{1, 2}
	if n := testing.AllocsPerRun(100, func() { Keep(xs[0] + xs[1]) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestPointer(t *testing.T) {
	data := make([]float64, 12)
	at := uintptr(unsafe.Pointer(&data[0]))
	a := np.AsArray(data, 3, 4)
	for _, tc := range []struct {
		name  string
		a     *np.Array[float64]
		steps uintptr
	}{{"whole", a, 0}, {"row", a.S("1"), 4}, {"transpose", a.T(), 0}, {"backwards", a.S("::-1, ::-1"), 11}, {"an element", a.S("1, 2"), 6}} {
		if got := Pointer(tc.a); got != at+8*tc.steps {
			t.Errorf("%s: %d, not %d", tc.name, got, at+8*tc.steps)
		}
	}
}

// Without the course's program a table is not kept, and says so.
func ExampleTable() {
	m := Measurement{Min: 0.038, Std: 0.001, Loops: 1}
	Table("kmeans").Add("loops", m, Col("complexity", "O(n k d)"), Flops(1e8, 64)).Show()
	// Output:
	// kmeans
	//          time a call  memory  allocations
	// loops  38 ms +- 1 ms     0 B            0
	// The table was not kept: $FASTERGO does not name the fastergo program: start the notebook with fastergo lab or fastergo run
}

func TestBenchMany(t *testing.T) {
	setups := 0
	fig := BenchMany("sums", []int{10, 1000}, Contender{Name: "loop", Setup: func(n int) func() {
		setups++
		xs := make([]float64, n)
		return func() {
			sum := 0.0
			for _, x := range xs {
				sum += x
			}
			Keep(sum)
		}
	}}, Reference("sum", "numpy"))
	if setups != 2 || len(fig.Lines) != 1 || len(fig.Lines[0].X) != 2 || fig.Lines[0].Y[1] < 10*fig.Lines[0].Y[0] {
		t.Errorf("%d setups, lines %+v", setups, fig.Lines)
	}
	reference := Line{Name: "reference", X: []float64{8, 16}, Y: []float64{1, 2}, Faint: true}
	own := Line{Name: "own", X: []float64{10, 16}, Y: []float64{3, 4}}
	if got, want := caption([]Line{reference, own}, nil)[cell.Text], "n           10   16\nreference       2 s\nown        3 s  4 s"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	reference.X[1] = 15
	if got, want := caption([]Line{own, reference}, nil)[cell.Text], "n     10   16\nown  3 s  4 s"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := caption(nil, []string{"none"}); got[cell.Text] != "none" || strings.Contains(got[cell.HTML], "table") {
		t.Errorf("got %q", got)
	}
	unsorted := BenchMany("", []int{3, 1, 3, 2}, Contender{Name: "c", Setup: func(int) func() { return func() {} }})
	if got := unsorted.Lines[0].X; !slices.Equal(got, []float64{1, 2, 3}) {
		t.Errorf("sizes %v", got)
	}
	for name, call := range map[string]func(){
		"0 contenders": func() { BenchMany("", []int{1}) },
		"0 sizes":      func() { BenchMany("", nil, Contender{}) },
		"size 0":       func() { BenchMany("", []int{0}, Contender{}) },
		"no Setup":     func() { BenchMany("", []int{1}, Contender{}) },
	} {
		func() {
			defer func() {
				if s, _ := recover().(string); !strings.Contains(s, name) {
					t.Errorf("%s: panic %q", name, s)
				}
			}()
			call()
		}()
	}
}

func TestCached(t *testing.T) {
	t.Setenv(cell.StateEnv, t.TempDir())
	calls := 0
	get := func(depends ...any) []float64 {
		return Cached("a sweep", func() []float64 { calls++; return []float64{1.5, math.Inf(-1), float64(calls)} }, depends...)
	}
	files := func() []string {
		found, _ := filepath.Glob(filepath.Join(cell.StateDir(), "cached", "*[^k]"))
		return found
	}
	for i, want := range []float64{1, 1, 2, 2, 3} {
		if i >= 2 { // another value to depend on
			get = func(depends ...any) []float64 {
				return Cached("a sweep", func() []float64 { calls++; return []float64{1.5, math.Inf(-1), float64(calls)} }, 7)
			}
		}
		if i == 4 { // a kept value that cannot be read
			if err := os.WriteFile(files()[0], []byte("torn"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got := get(); len(got) != 3 || got[0] != 1.5 || !math.IsInf(got[1], -1) || got[2] != want {
			t.Errorf("call %d: %v, not of computation %g", i, got, want)
		}
	}
	if n := len(files()); n != 1 {
		t.Errorf("%d files kept", n)
	}
}

func TestCodec(t *testing.T) {
	m := Measurement{Min: 1e-9, Std: 2, Loops: 3, Bytes: 4, Allocs: 5, Peak: 6, code: place{"a\n\"b", 7}}
	lines := []Line{{Name: "a\nb", X: []float64{1}, Y: []float64{math.Copysign(0, -1)}, Faint: true}, {X: []float64{}, Y: []float64{}}}
	for _, v := range []any{1.5, []float64{1, 2}, [][]float64{{1}, {}}, []int{-1, 2}, "text\n", lines, m, []Measurement{m, {}}} {
		text, to := encode(v), reflect.New(reflect.TypeOf(v))
		if !decode(text, to.Interface()) || !reflect.DeepEqual(to.Elem().Interface(), v) {
			t.Errorf("%#v came back as %#v", v, to.Elem())
		}
		for cut := range len(text) {
			if decode(text[:cut], reflect.New(reflect.TypeOf(v)).Interface()) {
				t.Errorf("%#v: %q was read", v, text[:cut])
			}
		}
	}
}

func TestBenchOneIsNotForItself(t *testing.T) {
	defer func() {
		if s, _ := recover().(string); !strings.Contains(s, "measure one at a time") {
			t.Errorf("panic %q", s)
		}
		BenchOne(func() {}) // the next one is measured again
	}()
	BenchOne(func() { BenchOne(func() {}) })
}
