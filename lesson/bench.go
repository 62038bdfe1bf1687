package lesson

import (
	"fmt"
	"math"
	"time"
)

// A Measurement is the running time of one call, from several runs.
type Measurement struct {
	Min   float64 // seconds a call in the fastest run, the least disturbed
	Std   float64 // standard deviation of seconds a call over the runs
	Loops int     // calls in a run
}

// String writes the minimum, the deviation and how they were found.
func (m Measurement) String() string {
	return fmt.Sprintf("%s, standard deviation %s (best of %d runs of %d calls)", short(m.Min), short(m.Std), runs, m.Loops)
}

const (
	runs    = 7
	runTime = 5 * time.Millisecond
)

// BenchOne measures a call of f, which it makes many times: once to warm up,
// then in seven runs of about 5 ms each.
func BenchOne(f func()) Measurement {
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
