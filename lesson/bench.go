package lesson

import (
	"fmt"
	"math"
	"reflect"
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"

	"fastergo/internal/peak"
	"fastergo/internal/timing"
)

// A Measurement is what one call costs, from several runs of many calls.
type Measurement struct {
	Min   float64 // seconds a call in the fastest run, the least disturbed
	Std   float64 // standard deviation of seconds a call over the runs
	Loops int     // calls in a run

	// Bytes is the memory that a call takes, all in all, and Allocs in how many
	// pieces. Memory that arraylib uses again counts as if it were new.
	Bytes, Allocs int
	// Peak is the most of Bytes that is in use at one time, results included, to
	// about a twentieth of Bytes. Where a call takes less than a megabyte it is
	// not looked for, and is Bytes.
	Peak int

	code place // of what was measured
}

// String writes the minimum, the deviation and how they were found.
func (m Measurement) String() string {
	calls := "calls"
	if m.Loops == 1 {
		calls = "call"
	}
	return fmt.Sprintf("%s, standard deviation %s (best of %d runs of %d %s)", timing.Short(m.Min), timing.Short(m.Std), runs, m.Loops, calls)
}

func (m Measurement) row(label string) timing.Row {
	return timing.Row{Label: label, Min: m.Min, Std: m.Std, Runs: runs, Bytes: m.Bytes, Allocs: m.Allocs, Peak: m.Peak}
}

// A place is where a function begins in its source.
type place struct {
	file string
	line int
}

//go:noinline
func placeOf(who string, f any) place {
	need(who, !reflect.ValueOf(f).IsNil())
	fn := runtime.FuncForPC(reflect.ValueOf(f).Pointer())
	file, line := fn.FileLine(fn.Entry())
	return place{file, line}
}

const (
	runs    = 7
	runTime = 5 * time.Millisecond
)

// BenchOne measures a call of f, which it makes many times: once to warm up,
// then in seven runs of about 5 ms each, and some more to see what memory it
// takes. It returns when f does; work that f starts on other goroutines is
// measured only if f waits for it. What f computes is computed even if nobody
// looks at it, if it ends in [Keep].
//
// It panics if it is called while another function is measured.
func BenchOne(f func()) Measurement {
	code := placeOf("BenchOne", f)
	if !measuring.CompareAndSwap(false, true) {
		panic("lesson.BenchOne: another function is being measured: measure one at a time, not one inside another")
	}
	defer measuring.Store(false)
	m := bench(f)
	m.Bytes, m.Allocs, m.Peak = peak.Measure(f)
	m.code = code
	return m
}

var measuring atomic.Bool

// bench measures time alone.
func bench(f func()) Measurement {
	f()
	loops := 1
	d := timeLoops(f, loops)
	for d < runTime && loops < 1<<30 {
		grow := min(100, 1.2*float64(runTime)/float64(max(d, 1)))
		loops = max(loops+1, int(float64(loops)*grow))
		d = timeLoops(f, loops)
	}
	fastest, sum, squares := math.Inf(1), 0.0, 0.0
	for range runs {
		x := timeLoops(f, loops).Seconds() / float64(loops)
		fastest = min(fastest, x)
		sum += x
		squares += x * x
	}
	mean := sum / runs
	return Measurement{Min: fastest, Std: math.Sqrt(max(0, squares/runs-mean*mean)), Loops: loops}
}

func timeLoops(f func(), loops int) time.Duration {
	start := time.Now()
	for range loops {
		f()
	}
	return time.Since(start)
}

// Keep makes sure that v is computed. Of a result that nobody uses the compiler
// may leave out the computing:
//
//	lesson.Bench("sum", func() { lesson.Keep(sum(xs)) })
//
// It allocates nothing.
//
//go:noinline
func Keep(v any) {}

// Pointer returns the address of a's element 0, 0, …: arrays with the same
// address see the same memory. It panics if a has no elements. The address says
// where the element is now; it does not keep it there.
func Pointer[T any, A interface {
	Shape() []int
	Data() []T
	S(text string, args ...int) A
}](a A) uintptr {
	first := "..." // the whole, where there are no axes
	for range a.Shape() {
		first += ", 0"
	}
	return address(a.S(first).Data())
}

func address[T any](s []T) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(s))) }
