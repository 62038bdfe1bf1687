package lesson

import (
	"fmt"
	"math"
	"strings"
	"testing"

	np "fastergo/arraylib"
)

func panicOf(f func()) (text string) {
	defer func() { text = fmt.Sprint(recover()) }()
	f()
	return ""
}

func TestPlainCasesPanicOnMisuse(t *testing.T) {
	m := np.Zeros[float64](2, 3)
	for want, f := range map[string]func(){
		"lesson.Plot takes y, or x and y: it got 0":                            func() { Plot() },
		"lesson.Plot takes arrays with one axis: this has shape (2, 3)":        func() { Plot(m) },
		"lesson.Plot takes slices and arrays of real numbers, not string":      func() { Plot("y") },
		"lesson.Plot takes slices and arrays of real numbers, not *arraylib.A": func() { Plot(np.Zeros[complex128](3)) },
		`line "" has 2 x values and 1 y values`:                                func() { Plot([]int{1, 2}, []float64{1}) },
		`points "" has no points`:                                              func() { Scatter([]int{}, []int{}) },
		"lesson.Hist: there are no values":                                     func() { Hist([]float64{}) },
		"lesson.Hist: the values reach from NaN":                               func() { Hist([]float64{1, math.NaN()}) },
		"lesson.HeatMap takes a matrix: this has shape (3,)":                   func() { HeatMap([]float64{1, 2, 3}) },
		"lesson.HeatMap: the matrix is empty":                                  func() { HeatMap(np.Zeros[float64](0, 3)) },
		"lesson.Subplots: 0 figures in 2 columns":                              func() { Subplots(2) },
	} {
		if got := panicOf(f); !strings.HasPrefix(got, want) {
			t.Errorf("panic %q, want %q", got, want)
		}
	}
}

// What is nil, or missing, is named in one sentence.
func TestNil(t *testing.T) {
	var a *np.Array[float64]
	for want, f := range map[string]func(){
		"lesson.Plot: the array is nil":         func() { Plot(a) },
		"lesson.Scatter: the array is nil":      func() { Scatter([]int{1}, a) },
		"lesson.Hist: the array is nil":         func() { Hist(a) },
		"lesson.HeatMap: the array is nil":      func() { HeatMap(a) },
		"lesson.ImShow: the array is nil":       func() { ImShow(a) },
		"lesson.Layout: the array is nil":       func() { Layout(np.Zeros[int](2), nil) },
		"lesson.Digits: the array is nil":       func() { Digits(np.Zeros[int](2, 4), a) },
		"lesson.Show: nothing to show":          func() { Show() },
		"Layout: no arrays":                     func() { Layout() },
		"lesson.Time: the function is nil":      func() { Time("", nil) },
		"lesson.BenchOne: the function is nil":  func() { Bench("", nil) },
		"lesson.LaunchKernel: the function is ": func() { LaunchKernel(Dim{1, 1}, Dim{1, 1}, nil) },
		"lesson.Cached: the function is nil":    func() { Cached[float64]("", nil) },
		`lesson.BenchMany: Setup(3) of contender "c" returned nil`: func() {
			BenchMany("", []int{3}, Contender{Name: "c", Setup: func(int) func() { return nil }})
		},
		`lesson.Table: row "r" has a measurement that cannot be`: func() { Table("t").Add("r", Measurement{Bytes: -5}) },
		`line "l" has 2 y values and no x values`:                func() { Figure{Lines: []Line{{Name: "l", Y: []float64{1, 2}}}}.Show() },
	} {
		if got := panicOf(f); !strings.HasPrefix(got, want) {
			t.Errorf("panic %q, want %q", got, want)
		}
	}
	if got, want := valuesText([]any{a, 7}), "nil, no array: a *arraylib.Array[float64] that was never made\n7"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := valuesHTML([]any{a}); !strings.Contains(got, "nil, no array") {
		t.Error(got)
	}
}

func TestNumbersOfEveryKind(t *testing.T) {
	view := np.Arange[float64](12).Reshape(3, 4).S(":, 1")
	for _, a := range []any{
		[]float64{1, 5, 9}, []float32{1, 5, 9}, []int{1, 5, 9}, []int8{1, 5, 9}, []int16{1, 5, 9}, []int32{1, 5, 9}, []int64{1, 5, 9},
		[]uint{1, 5, 9}, []uint8{1, 5, 9}, []uint16{1, 5, 9}, []uint32{1, 5, 9}, []uint64{1, 5, 9}, view,
		np.AsType[float32](view), np.AsType[int](view), np.AsType[int8](view), np.AsType[int16](view), np.AsType[int32](view), np.AsType[int64](view),
		np.AsType[uint](view), np.AsType[uint8](view), np.AsType[uint16](view), np.AsType[uint32](view), np.AsType[uint64](view),
	} {
		if got := fmt.Sprint(numbers("Plot", a)); got != "[1 5 9]" {
			t.Errorf("%T: %s", a, got)
		}
	}
}

func TestHistogramCountsAll(t *testing.T) {
	for _, v := range [][]float64{{3}, {2, 2, 2}, {0, 1}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 1000}} {
		edges, counts := histogram(v)
		sum := 0.0
		for _, c := range counts {
			sum += c
		}
		if int(sum) != len(v) || len(edges) != len(counts)+1 {
			t.Errorf("%v: counts %v between %v", v, counts, edges)
		}
	}
}

func TestBlockMeans(t *testing.T) {
	got := fmt.Sprint(blockMeans([][]float64{{1, 3, 5}, {1, 3, 7}, {8, 10, 2}}, 2))
	if want := "[[2 6] [9 2]]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
