package arraylib

import (
	"flag"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"testing"
	"time"
	"unsafe"

	"fastergo/internal/poison"
)

// All tests run with poisoned results, so that one which is not written all over fails.
func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("test.bench").Value.String() == "" {
		poison.Use(poison.Results)
	}
	os.Exit(m.Run())
}

func TestPoison(t *testing.T) {
	for _, n := range []int{3, 1000, pooledBytes} {
		if a := Empty[float64](n); !AllOf(IsNaN(a)) {
			t.Errorf("%d floats are not all NaN", n)
		}
		if a := Empty[complex64](n); !AllOf(IsNaN(a)) {
			t.Errorf("%d complex numbers are not all NaN", n)
		}
		if a := Empty[bool](n); !AllOf(a) {
			t.Errorf("%d bools are not all true", n)
		}
		if a := EmptyLike(Zeros[int8](n)); !AllOf(EqualScalar(a, -1)) {
			t.Errorf("%d integers are not all -1", n)
		}
	}
	defer poison.Use(poison.Nothing)()
	if a := Empty[float64](3); AllOf(IsNaN(a)) {
		t.Error("poison where there is to be none")
	}
	poison.Use(poison.Empty)
	if a := EmptyLike(Zeros[float64](3)); !AllOf(IsNaN(a)) {
		t.Error("an empty array that is to be poisoned:", a)
	}
}

func AllOf(a *Array[bool]) bool { return All(a).Item() }

func TestClasses(t *testing.T) {
	for _, words := range []int{5, 8, 9, 8191, 8192, 8193, 10240, 10241, 1 << 19, 1<<19 + 1, maxBytes / 8} {
		if c := classOf(words); classWords(c) < words || c > 0 && classWords(c-1) >= words {
			t.Errorf("%d words are of class %d with %d, after one with %d", words, c, classWords(c), classWords(c-1))
		}
	}
	if c := classOf(min(maxBytes, math.MaxInt) / 8); c >= numClasses {
		t.Errorf("the largest array is of class %d", c)
	}
}

// fresh sets the pool aside for a test.
func fresh(t *testing.T, round int) {
	old := roundBytes
	reset := func(round int) {
		for range 3 {
			settle()
		}
		pool.Lock()
		defer pool.Unlock()
		for c := range pool.classes {
			pool.classes[c] = class{}
		}
		pool.idle, pool.handed, pool.took, roundBytes = 0, 0, 0, round
	}
	reset(round)
	t.Cleanup(func() { reset(old) })
}

// settle collects garbage once, and lets finalizers run.
func settle() {
	done := make(chan bool)
	runtime.SetFinalizer(new([64]int), func(*[64]int) { close(done) })
	runtime.GC()
	<-done
	time.Sleep(time.Millisecond)
}

func address(a *Array[float64]) uintptr { return uintptr(a.c.base) }

const large = pooledBytes / 8

func TestResultsAreUsedAgain(t *testing.T) {
	fresh(t, 64<<20)
	seen := map[uintptr]bool{}
	for range 8 {
		seen[address(Empty[float64](2*large))] = true
	}
	settle()
	again := 0
	for range 8 {
		if seen[address(Empty[float64](2*large-5))] {
			again++
		}
	}
	if again < 4 { // the test's frame may hold some
		t.Errorf("%d of 8 were used again", again)
	}
}

// Whatever holds a part of a result keeps it from being used again.
func TestResultsInUseStay(t *testing.T) {
	fresh(t, 64<<20)
	holders := map[string]func(a *Array[float64]) func() float64{
		"array":     func(a *Array[float64]) func() float64 { return func() float64 { return a.At(large - 1) } },
		"view":      func(a *Array[float64]) func() float64 { v := a.S("::-3"); return func() float64 { return v.At(0) } },
		"Data":      func(a *Array[float64]) func() float64 { d := a.Data(); return func() float64 { return d[large-1] } },
		"its end":   func(a *Array[float64]) func() float64 { d := a.Data()[large-1:]; return func() float64 { return d[0] } },
		"a pointer": func(a *Array[float64]) func() float64 { p := &a.Data()[large-1]; return func() float64 { return *p } },
	}
	for name, hold := range holders {
		var kept []func() float64
		for i := range 16 {
			kept = append(kept, hold(Full(float64(i), large)))
		}
		for range 3 {
			settle()
			for range 16 {
				Full(-1.0, large)
			}
		}
		for i, value := range kept {
			if v := value(); v != float64(i) {
				t.Errorf("%s %d holds %v", name, i, v)
			}
		}
	}
}

// Goroutines fill results with their own number, keep some, and look whether any was written by another.
func TestResultsHaveOneOwner(t *testing.T) {
	fresh(t, 4<<20)
	var all sync.WaitGroup
	for g := range 4 {
		all.Go(func() {
			var kept [8]*Array[float64]
			for i := range 300 {
				n := large + (g*i)%3*large
				mark := float64(g*1000 + i)
				a := Full(mark, n)
				if i%7 == 0 {
					runtime.Gosched()
				}
				for _, x := range a.Data()[:8] {
					if x != mark {
						t.Errorf("%v became %v", mark, x)
						return
					}
				}
				if old := kept[i%8]; old != nil {
					d := old.Data()
					if d[0] != d[len(d)-1] || int(d[0])/1000 != g {
						t.Errorf("goroutine %d holds %v … %v", g, d[0], d[len(d)-1])
						return
					}
				}
				kept[i%8] = a
			}
		})
	}
	all.Wait()
}

func heap() int {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

func TestMemoryIsGivenBack(t *testing.T) {
	fresh(t, 64<<20)
	before := heap()
	for range 100 {
		Empty[float64](1 << 18)
	}
	for range 4 {
		settle()
	}
	pool.Lock()
	idle := pool.idle
	pool.Unlock()
	if after := heap(); idle != 0 || after > before+4<<20 {
		t.Errorf("at rest %d bytes wait, and the heap has grown by %d", idle, after-before)
	}
}

// Even without a collector the heap stays near what goes round.
func TestMemoryIsBounded(t *testing.T) {
	const round = 16 << 20
	for _, percent := range []int{100, -1} {
		fresh(t, round)
		defer debug.SetGCPercent(debug.SetGCPercent(percent))
		before, most := heap(), 0
		for i := range 400 {
			Empty[float64](1 << (17 + i%2))
			pool.Lock()
			pool.took = 0 // however slow this machine is
			pool.Unlock()
			most = max(most, heap()-before)
		}
		if most > 6*round {
			t.Errorf("with GOGC=%d, %d bytes at most", percent, most)
		}
	}
}

// With a collection that takes long none is asked for; with a limit the collector works by itself.
func TestMemoryLimit(t *testing.T) {
	fresh(t, 64<<20)
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(int64(heap()) + 96<<20))
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	pool.Lock()
	pool.took, pool.collected = time.Hour, time.Now()
	pool.Unlock()
	most := 0
	for range 400 {
		Empty[float64](1 << 17)
		most = max(most, heap())
	}
	if limit := int(debug.SetMemoryLimit(-1)); most > limit+32<<20 {
		t.Errorf("%d bytes, above the limit of %d", most, limit)
	}
}

func TestRoundIsBounded(t *testing.T) {
	fresh(t, 1<<20)
	pool.Lock()
	pool.took, pool.collected = time.Hour, time.Now()
	pool.Unlock()
	var all []*Array[float64]
	for range 40 {
		all = append(all, Empty[float64](large))
	}
	all = append(all, Empty[float64](1<<18)) // more than a round
	pool.Lock()
	if pool.handed > 1<<20 {
		t.Errorf("%d bytes were handed out to come back", pool.handed)
	}
	pool.Unlock()
	for range 3 { // more rounds, of which all comes back at once
		settle()
		for range 15 {
			all = append(all, Empty[float64](large))
		}
	}
	runtime.KeepAlive(all)
	all = nil
	settle()
	pool.Lock()
	defer pool.Unlock()
	if pool.idle > 1<<20 {
		t.Errorf("%d bytes wait", pool.idle)
	}
}

func TestSmallArrays(t *testing.T) {
	a, b := Full(1.0, 4, 2), Full(2.0, 4, 2)
	if n := testing.AllocsPerRun(100, func() { Add(a, b) }); n != 1 {
		t.Errorf("%v allocations for 8 elements, want 1", n)
	}
	c := Full(1.0, 400)
	if n := testing.AllocsPerRun(100, func() { Add(c, c) }); n != 2 {
		t.Errorf("%v allocations for 400 elements, want 2", n)
	}
	if n := testing.AllocsPerRun(100, func() { Sum(c) }); n != 1 {
		t.Errorf("%v allocations for a sum, want 1", n)
	}
	if d := Add(a, b).S("1:, ::-1"); !slices.Equal(Ravel(d).Data(), []float64{3, 3, 3, 3, 3, 3}) {
		t.Error(d)
	}
	if unsafe.Sizeof(smallCore{}) > 192 {
		t.Errorf("a small core takes %d bytes", unsafe.Sizeof(smallCore{}))
	}
}
