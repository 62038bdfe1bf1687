package remote_test

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/checks"
	"fastergo/internal/wire"
	"fastergo/internal/wire/remote"
	"fastergo/lesson"
)

// over returns f as it looks from behind the wire. It panics with the error of a call.
func over[F any](t testing.TB, f F) F {
	a := behind(t, f, reflect.TypeFor[F]())
	return function[F](a)
}

func function[F any](a checks.Answer) F {
	return reflect.MakeFunc(reflect.TypeFor[F](), func(args []reflect.Value) []reflect.Value {
		out, err := a.Call(args)
		if err != nil {
			panic(err)
		}
		return out
	}).Interface().(F)
}

// thrown returns the error that call panics with.
func thrown(call func()) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case checks.Thrown:
			err = p.Err
		case error:
			err = p
		default:
			panic(p)
		}
	}()
	call()
	return nil
}

func wantError(t *testing.T, err error, words ...string) {
	t.Helper()
	for _, w := range words {
		if err == nil || !strings.Contains(err.Error(), w) {
			t.Errorf("error %v, want %q in it", err, w)
		}
	}
}

func TestDTypes(t *testing.T) {
	each[bool](t, true, false)
	each[int8](t, -128, 127)
	each[int16](t, -1<<15, 5)
	each[int32](t, -1<<31, 5)
	each[int64](t, math.MinInt64, math.MaxInt64)
	each[int](t, math.MinInt, math.MaxInt)
	each[uint8](t, 255, 1)
	each[uint16](t, 1<<16-1, 1)
	each[uint32](t, 1<<32-1, 1)
	each[uint64](t, 1<<64-1, 1)
	each[uint](t, math.MaxUint, 1)
	each[float32](t, float32(math.Inf(1)), -0.5)
	each[float64](t, math.Inf(-1), math.Copysign(0, -1))
	each[complex64](t, complex(1, float32(math.Inf(1))), -2i)
	each[complex128](t, complex(1, math.Inf(-1)), 3)
}

// each has arrays, slices and numbers of a type there and back.
func each[T np.Elem](t *testing.T, x, y T) {
	t.Helper()
	twist := over(t, func(a *np.Array[T], s []T, v T) (*np.Array[T], []T, T, *np.Array[T]) {
		a.Set(v, 0, 0)
		s[1] = v
		return a.T(), s[1:2], s[0], np.Copy(a)
	})
	a := np.Full(x, 2, 3)
	s := []T{x, x, x}
	v, part, first, copied := twist(a, s, y)
	if a.At(0, 0) != y || a.At(0, 1) != x || s[1] != y || first != x {
		t.Errorf("%T: %v and %v came back, %v", x, a, s, first)
	}
	if !np.SharesMemory(v, a) || !slices.Equal(v.Shape(), []int{3, 2}) || !slices.Equal(np.Strides(v), []int{1, 3}) {
		t.Errorf("%T: the transpose is no view: %v", x, np.LayoutOf(v))
	}
	if &part[0] != &s[1] || cap(part) != 2 {
		t.Errorf("%T: the part is no part: capacity %d", x, cap(part))
	}
	if np.SharesMemory(copied, a) || !np.ArrayEqual(copied, a) {
		t.Errorf("%T: the copy is %v", x, copied)
	}
}

func TestViews(t *testing.T) {
	type layouts = func(a *np.Array[int]) (same *np.Array[int], offset int, shape, strides []int)
	f := over(t, func(a *np.Array[int]) (*np.Array[int], int, []int, []int) {
		l := np.LayoutOf(a)
		return a, l.Offset, l.Shape, l.Strides
	})
	m := np.Arange[int](24).Reshape(4, 6)
	for _, a := range []*np.Array[int]{
		m, m.T(), m.S("2"), m.S(":, 5"), m.S("1::2, ::3"), m.S("::-1, ::-2"), m.S("2, 5"), np.BroadcastTo(m.S("3"), 2, 6), np.BroadcastTo(np.Scalar(7), 3, 3),
		m.S("4:"), np.Zeros[int](0), np.Zeros[int](3, 0, 2), np.Scalar(5), np.Diagonal(m, 1),
	} {
		same, offset, shape, strides := f(a)
		l, s := np.LayoutOf(a), np.LayoutOf(same)
		if len(l.Data) > 0 && (&l.Data[0] != &s.Data[0] || len(l.Data) != len(s.Data)) {
			t.Errorf("%v: other memory came back", l.Shape)
		}
		if offset != l.Offset || s.Offset != l.Offset || !slices.Equal(shape, l.Shape) || !slices.Equal(s.Shape, l.Shape) || !slices.Equal(strides, l.Strides) || !slices.Equal(s.Strides, l.Strides) {
			t.Errorf("%+v came back as %+v", l, s)
		}
	}
	if got, _, _, _ := over(t, func(*np.Array[int]) (*np.Array[int], int, []int, []int) { return nil, 0, nil, []int{} })(nil); got != nil {
		t.Errorf("nil is %v", got)
	}
	_, _, null, empty := over[layouts](t, func(*np.Array[int]) (*np.Array[int], int, []int, []int) { return nil, 0, nil, make([]int, 0, 9) })(m)
	if null != nil || empty == nil || len(empty) != 0 {
		t.Errorf("nil and an empty slice are %#v and %#v", null, empty)
	}
}

func TestSlicesThatOverlap(t *testing.T) {
	x := []float32{0, 1, 2, 3, 4, 5, 6, 7}
	f := over(t, func(a, b []float32, rows [][]float32) []float32 {
		a[3] = -1 // b[1]
		rows[1][0] = b[1] * 10
		return append(b[:1], 99)
	})
	rows := [][]float32{x[6:7:7], {1}}
	got := f(x[:5:5], x[2:6:6], rows)
	if x[3] != 99 || &got[0] != &x[2] || cap(got) < 2 || rows[1][0] != -10 {
		t.Errorf("%v, %v, %v", x, got, rows)
	}
	joined := over(t, func() ([]int, []int) {
		all := []int{1, 2, 3, 4}
		return all[:3], all[1:]
	})
	a, b := joined()
	if a[1] = 7; b[0] != 7 {
		t.Errorf("what shared memory is in two places: %v %v", a, b)
	}
}

func TestPlainValues(t *testing.T) {
	f := over(t, func(s string, b bool, words []string, keys []random.Key, nested [][]string) (string, bool, []string, []random.Key, [][]string, error, error) {
		return s + "\x00é", !b, append(words, "last"), keys[1:], nested, nil, errors.New("the shapes " + s)
	})
	s, b, words, keys, nested, none, err := f("x\n", true, []string{"", "b"}, []random.Key{{1, 2}, {3, 4}}, [][]string{nil, {}, {"q"}})
	if s != "x\n\x00é" || b || !slices.Equal(words, []string{"", "b", "last"}) || none != nil || err == nil || err.Error() != "the shapes x\n" || !slices.Equal(keys, []random.Key{{3, 4}}) {
		t.Error(s, b, words, none, err, keys)
	}
	if !reflect.DeepEqual(nested, [][]string{nil, {}, {"q"}}) {
		t.Errorf("%#v", nested)
	}
}

func TestGenerators(t *testing.T) {
	f := over(t, func(a, b *random.Generator, key random.Key) (*random.Generator, float64, bool, random.Key) {
		return b, a.Random().Item(), a == b, key
	})
	here, there := random.New(5), random.New(5)
	g, x, same, key := f(there, there, random.Key{1, 1<<32 - 1})
	if g != there || !same || x != here.Random().Item() || key != (random.Key{1, 1<<32 - 1}) {
		t.Error("a generator is another one behind the wire")
	}
	if here.Random().Item() != there.Random().Item() {
		t.Error("a generator stands elsewhere after a call")
	}
	if g, _, same, _ := f(there, random.New(1), key); same || g == there {
		t.Error("two generators are one")
	}
	fresh := over(t, func() *random.Generator { return random.New(9) })()
	if fresh.Random().Item() != random.New(9).Random().Item() {
		t.Error("a generator that was made there draws other numbers")
	}

	draws := over(t, func(rng *random.Generator) iter.Seq[float64] {
		return func(yield func(float64) bool) {
			for yield(rng.Random().Item()) {
			}
		}
	})
	rng, want := random.New(3), random.New(3)
	one, stopOne := iter.Pull(draws(rng))
	two, stopTwo := iter.Pull(draws(rng))
	defer stopTwo()
	for i := range 6 {
		next := one
		if i%2 == 1 {
			next = two
		}
		if x, _ := next(); x != want.Random().Item() {
			t.Errorf("draw %d of two sequences over one generator differs", i)
		}
		if i == 3 { // the judge draws too
			if rng.Random().Item() != want.Random().Item() {
				t.Error("the judge's generator stands elsewhere")
			}
		}
	}
	stopOne()
}

func TestSequences(t *testing.T) {
	begun := 0
	pieces := over(t, func(x []float32, n int) iter.Seq[[]float32] {
		return func(yield func([]float32) bool) {
			begun++
			for i := 0; i < len(x); i += n {
				if !yield(x[i:min(i+n, len(x)):min(i+n, len(x))]) {
					return
				}
			}
		}
	})
	x := []float32{0, 1, 2, 3, 4}
	seq := pieces(x, 2)
	if begun != 0 {
		t.Error("it was ranged over before somebody did")
	}
	for range 2 {
		at := 0
		for p := range seq {
			if &p[0] != &x[at] || cap(p) != len(p) {
				t.Errorf("the piece at %d is not of x", at)
			}
			p[0] = float32(10 * at)
			at += len(p)
		}
	}
	x[4] = -4 // between two loops
	if all := slices.Concat(slices.Collect(seq)...); !slices.Equal(all, []float32{0, 1, 20, 3, -4}) {
		t.Errorf("%v", all)
	}
	one, stopOne := iter.Pull(seq)
	two, stopTwo := iter.Pull(seq)
	for i := range 3 {
		a, _ := one()
		b, ok := two()
		if !ok || &a[0] != &b[0] || &a[0] != &x[2*i] {
			t.Errorf("two at once: %v, %v", a, b)
		}
	}
	if _, ok := one(); ok {
		t.Error("it goes on after its end")
	}
	stopOne()
	stopTwo()

	counts := over(t, func(n int) iter.Seq2[int, string] {
		if n == 0 {
			return nil
		}
		return func(yield func(int, string) bool) {
			for i := range n {
				yield(i, fmt.Sprint(i)) // whatever it says
			}
		}
	})
	if counts(0) != nil {
		t.Error("no sequence is one")
	}
	calls := 0
	counts(4)(func(i int, s string) bool { calls++; return s != fmt.Sprint(i) })
	if calls != 4 {
		t.Errorf("an answer that does not listen was heard %d times", calls)
	}
}

// A batch that is used again is the same memory; what the loop writes into it arrives.
func TestSequenceOfOneArray(t *testing.T) {
	f := over(t, func(start *np.Array[float64]) iter.Seq[*np.Array[float64]] {
		b := np.Copy(start)
		return func(yield func(*np.Array[float64]) bool) {
			for yield(b) {
				np.MultiplyScalarInto(b, b, 2)
				start.Set(b.At(0), 0)
			}
		}
	})
	start := np.Ones[float64](3)
	var first *np.Array[float64]
	n := 0
	for b := range f(start) {
		switch n++; n {
		case 1:
			first = b
			b.Set(5, 0)
		case 2:
			if !np.SharesMemory(first, b) || first.At(0) != 10 || start.At(0) != 10 {
				t.Errorf("%v, %v, %v", first, b, start)
			}
		}
		if n == 2 {
			break
		}
	}
}

func TestSequencesThatPanic(t *testing.T) {
	f := over(t, func(how int) iter.Seq[int] {
		return func(yield func(int) bool) {
			yield(1)
			switch how {
			case 0:
				var xs []int
				xs[3] = 1 // the culprit
			case 1:
				panic(lesson.TODO)
			case 2:
				runtime.Goexit()
			}
		}
	})
	run := func(how int) error {
		return thrown(func() {
			for range f(how) {
			}
		})
	}
	var p checks.Panic
	if err := run(0); !errors.As(err, &p) || p.What != "index out of range [3] with length 0" || !strings.Contains(p.Where, "remote_test.go") || !strings.HasSuffix(p.Where, "xs[3] = 1 // the culprit") {
		t.Errorf("%#v", err)
	}
	if err := run(1); !errors.Is(err, lesson.TODO) {
		t.Error(err)
	}
	if err := run(2); err != checks.ErrGoexit {
		t.Error(err)
	}
	// A panic in the loop goes through the answer, and is the answer's.
	err := thrown(func() {
		for range f(9) {
			panic("in the loop")
		}
	})
	if !errors.As(err, &p) || p.What != "in the loop" || !strings.HasSuffix(p.Where, "yield(1)") {
		t.Errorf("%#v", err)
	}
	if err := run(9); err != nil {
		t.Error(err)
	}
}

// What ends a criterion ends it, whatever the answer does to it.
func TestCriteriaEndInLoops(t *testing.T) {
	type answer = func(f func(int)) iter.Seq[int]
	e := &checks.Exercise[answer]{
		Reference: func(f func(int)) iter.Seq[int] { return func(func(int) bool) {} },
		Criteria: func(a answer) []checks.Criterion {
			return []checks.Criterion{
				{Name: "loop", Points: 1, Check: func(t *checks.T) {
					for range a(func(int) {}) {
						t.Failf("in the loop")
					}
				}},
				{Name: "call", Points: 1, Check: func(t *checks.T) { a(func(int) { t.Failf("in a call") }) }},
			}
		},
	}
	wentOn := false
	r := checks.Judge(e, behind(t, func(f func(int)) iter.Seq[int] {
		return func(yield func(int) bool) {
			func() {
				defer func() { recover() }()
				yield(1)
			}()
			wentOn = true
		}
	}, reflect.TypeFor[answer]()), 1)
	if c := r.Criteria[0]; c.Outcome != checks.Failed || c.Message != "in the loop" || wentOn {
		t.Errorf("%+v, went on: %v", c, wentOn)
	}
	calls := 0
	r = checks.Judge(e, behind(t, func(f func(int)) iter.Seq[int] {
		var wait sync.WaitGroup
		wait.Go(func() {
			defer func() { recover() }()
			f(1)
			calls++
		})
		wait.Wait()
		return func(func(int) bool) {}
	}, reflect.TypeFor[answer]()), 1)
	if c := r.Criteria[1]; c.Outcome != checks.Failed || c.Message != "in a call" || calls != 1 { // one in the first criterion
		t.Errorf("%+v, %d", c, calls)
	}
}

func TestCallbacksAtTheSameTime(t *testing.T) {
	const n = 40
	f := over(t, func(meet func(int) int, n int) (sum int) {
		var wait sync.WaitGroup
		var lock sync.Mutex
		for i := range n {
			wait.Go(func() {
				x := meet(i)
				lock.Lock()
				sum += x
				lock.Unlock()
			})
		}
		wait.Wait()
		return sum
	})
	var here sync.WaitGroup
	here.Add(n)
	if got := f(func(i int) int { here.Done(); here.Wait(); return i }, n); got != n*(n-1)/2 {
		t.Errorf("the sum is %d", got)
	}
}

// Goroutines have their parts of one array written by the judge, at the same time.
func TestCallbacksThatWrite(t *testing.T) {
	const parts, each = 8, 100
	f := over(t, func(fill func(part *np.Array[float64], x float64), out *np.Array[float64]) *np.Array[float64] {
		own := np.Zeros[float64](parts * each)
		var wait sync.WaitGroup
		for i := range parts {
			wait.Go(func() {
				fill(own.S("%d:%d", i*each, (i+1)*each), float64(i))
				np.CopyTo(out.S("%d:%d", i*each, (i+1)*each), own.S("%d:%d", i*each, (i+1)*each))
			})
		}
		wait.Wait()
		return own
	})
	out := np.Zeros[float64](parts * each)
	own := f(func(part *np.Array[float64], x float64) { part.Fill(x) }, out)
	for i := range parts * each {
		if own.At(i) != float64(i/each) || out.At(i) != own.At(i) {
			t.Fatalf("element %d is %g and %g", i, own.At(i), out.At(i))
		}
	}
}

func TestCallbacksThatPanic(t *testing.T) {
	f := over(t, func(g func(int) float64, i int) (x float64) {
		if i == 0 {
			defer func() { x = float64(len(fmt.Sprint(recover()))) }()
		}
		return g(i) // the line
	})
	g := func(i int) float64 { return []float64{}[i] }
	if x := f(g, 0); x != float64(len("index out of range [0] with length 0")) {
		t.Errorf("an answer recovers %g characters", x)
	}
	var p checks.Panic
	if err := thrown(func() { f(g, 1) }); !errors.As(err, &p) || p.What != "index out of range [1] with length 0" || !strings.HasSuffix(p.Where, "return g(i) // the line") {
		t.Errorf("%#v", err)
	}
}

// A goroutine that outlives its call is not heard any more.
func TestCallsThatComeLate(t *testing.T) {
	over := over(t, func(f func(int), again chan int) {})
	if err := thrown(func() { over(nil, nil) }); err == nil {
		t.Error("a channel was carried")
	} else {
		wantError(t, err, "a value of type chan int cannot be carried")
	}

	release := make(chan bool)
	heard := make(chan int, 10)
	f := behind(t, func(f func(int), late bool) {
		if late {
			go func() {
				<-release
				f(2)
				heard <- 3
			}()
			return
		}
		f(1)
	}, reflect.TypeFor[func(func(int), bool)]())
	call := function[func(func(int), bool)](f)
	hear := func(i int) { heard <- i }
	call(hear, true)
	close(release)
	for range 20 {
		call(hear, false)
		if got := <-heard; got != 1 {
			t.Fatalf("a call that is over was heard, or went on: %d", got)
		}
	}
}

func TestGrid(t *testing.T) {
	f := over(t, func(rows [][]float32) lesson.Grid {
		if rows == nil {
			return nil
		}
		return matrix(rows)
	})
	g := f([][]float32{{1, 2, 3}, {4, 5, 6}})
	if r, c := g.Shape(); r != 2 || c != 3 || g.At(1, 2) != 6 {
		t.Errorf("%d by %d, %g", r, c, g.At(1, 2))
	}
	var p checks.Panic
	if err := thrown(func() { g.At(2, 0) }); !errors.As(err, &p) || p.What != "index out of range [2] with length 2" || !strings.HasSuffix(p.Where, "return m[i][j] }") {
		t.Errorf("%#v", err)
	}
	if f(nil) != nil {
		t.Error("no grid is one")
	}
}

type matrix [][]float32

func (m matrix) At(i, j int) float32 { return m[i][j] }
func (m matrix) Shape() (int, int)   { return len(m), len(m[0]) }

func unsolved() int { panic(lesson.TODO) }

type spoken int

func (s spoken) String() string { return fmt.Sprint("spoken ", int(s)) }

// mute is an error that cannot be told.
type mute struct{ why *string }

func (m mute) Error() string { return *m.why }

// Calls that do not return say what checks.Local says.
func TestPanics(t *testing.T) {
	f := func(how int) int {
		switch how {
		case 0:
			panic("a sentence")
		case 1:
			panic(fmt.Errorf("an error of %d", how))
		case 2:
			panic(spoken(2))
		case 3:
			panic(-7)
		case 4:
			panic(1e21)
		case 5:
			panic(true)
		case 6:
			var a *np.Array[float64]
			return a.Shape()[0]
		case 7:
			np.Add(np.Zeros[float64](3), np.Zeros[float64](4))
		case 8:
			unsolved()
		case 9:
			panic(lesson.TODO)
		case 10:
			panic(fmt.Errorf("wrapped: %w", lesson.TODO))
		case 11:
			func() { panic(lesson.TODO) }()
		case 12:
			return 1 / (how - 12)
		case 13:
			panic(mute{})
		case 14:
			panic(matrix{{1}})
		}
		return how
	}
	a := behind(t, f, reflect.TypeOf(f))
	for how := range 16 {
		args := []reflect.Value{reflect.ValueOf(how)}
		_, want := checks.Local(f).Call(args)
		_, got := a.Call(args)
		if fmt.Sprintf("%T %v", got, got) != fmt.Sprintf("%T %v", want, want) && !(errors.Is(got, lesson.TODO) && errors.Is(want, lesson.TODO)) {
			t.Errorf("%d: %T %v, behind the wire %T %v", how, want, want, got, got)
		}
	}
	if err := thrown(func() { over(t, func() { runtime.Goexit() })() }); err != checks.ErrGoexit {
		t.Error(err)
	}
	if err := thrown(over[func()](t, nil)); err != checks.ErrNoFunction {
		t.Error(err)
	}
	other := behind(t, func(x int) {}, reflect.TypeFor[func(float64)]())
	for range 2 {
		_, err := other.Call([]reflect.Value{reflect.ValueOf(1.0)})
		wantError(t, err, "it is a func(int), and a func(float64) is wanted")
	}
	// What an answer changed before it panicked is changed.
	x := np.Zeros[float64](2)
	thrown(func() { over(t, func(x *np.Array[float64]) { x.Fill(3); panic("then") })(x) })
	if x.At(1) != 3 {
		t.Errorf("%v", x)
	}
}

func TestMemory(t *testing.T) {
	const n, size = 1 << 18, 8 << 18
	f := func(x *np.Array[float64], temporaries int) *np.Array[float64] {
		if temporaries == 0 {
			return x
		}
		return np.AddScalar(np.AddScalar(np.AddScalar(x, 1), 1), 1)
	}
	a := behind(t, f, reflect.TypeOf(f))
	call := function[func(*np.Array[float64], int) *np.Array[float64]](a)
	x := np.Arange[float64](n)
	bytes, err := a.Peak(func() { call(x, 1) })
	if err != nil || bytes < 2*size || bytes > 3*size {
		t.Errorf("%d bytes, %v: two arrays are %d", bytes, err, 2*size)
	}
	if bytes, _ := a.Peak(func() { call(x, 0) }); bytes > size/2 {
		t.Errorf("%d bytes for nothing", bytes)
	}
	none, _ := a.Allocations(func() { call(x, 0) })
	some, err := a.Allocations(func() { call(x, 1) })
	if err != nil || some < none+3 || none > 5 {
		t.Errorf("%d and %d allocations, %v", none, some, err)
	}
	if _, err := a.Peak(func() {}); err == nil {
		t.Error("nothing was measured")
	}
	if y := call(x, 1); y.At(1) != 4 {
		t.Error("a call after a measurement went wrong")
	}
}

func TestPrepared(t *testing.T) {
	calls := 0
	f := func(x *np.Array[float64], c float64) *np.Array[float64] {
		calls++
		if c < 0 {
			panic("negative")
		}
		np.AddScalarInto(x, x, c)
		return x.S("1:")
	}
	a := behind(t, f, reflect.TypeOf(f))
	var sets [][]reflect.Value
	var xs []*np.Array[float64]
	for i := range 5 {
		xs = append(xs, np.Full(float64(i), 3))
		sets = append(sets, []reflect.Value{reflect.ValueOf(xs[i]), reflect.ValueOf(float64(i - 1))})
	}
	p, err := a.Prepare(sets...)
	if err != nil || calls != 0 {
		t.Fatal(err, calls)
	}
	if err := a.Rest(); err != nil {
		t.Fatal(err)
	}
	if took, err := p.Go(0, 3); err != nil || took <= 0 || calls != 3 {
		t.Fatal(took, err, calls)
	}
	if xs[2].At(0) != 2 {
		t.Error("arguments changed before they were fetched")
	}
	if _, err := p.Go(3, 5); err != nil || calls != 5 {
		t.Fatal(err, calls)
	}
	for i, x := range xs {
		out, err := p.Fetch(i)
		if i == 0 {
			wantError(t, err, "negative")
			continue
		}
		if err != nil || x.At(2) != float64(2*i-1) || !np.SharesMemory(out[0].Interface().(np.Operand), x) {
			t.Errorf("%d: %v, %v, %v", i, x, out, err)
		}
	}
	if procs := runtime.GOMAXPROCS(0); procs != runtime.NumCPU() && procs == 1 {
		t.Error("it is still quiet")
	}
	_, err = behind(t, func(func()) {}, reflect.TypeFor[func(func())]()).Prepare(nil)
	wantError(t, err, "cannot be prepared")
}

// What is too large is said by name, and the next call is made all the same.
func TestLimits(t *testing.T) {
	f := func(how int, g func()) (*np.Array[float64], []string) {
		switch how {
		case 1:
			return np.Zeros[float64](1 << 18), nil
		case 2:
			return np.BroadcastTo(np.Scalar(1.0), 1<<20, 1<<20), nil
		case 3:
			return new(np.Array[float64]), nil
		case 4:
			return nil, slices.Repeat([]string{strings.Repeat("x", 1<<10)}, 1<<11)
		}
		return np.Zeros[float64](5), nil
	}
	requests, in := io.Pipe()
	out, replies := io.Pipe()
	go wire.ServeOn(requests, replies, f)
	defer in.Close()
	a := remote.New(remote.Config{In: in, Out: out, Type: reflect.TypeOf(f), Where: quote, Limits: remote.Limits{Frame: 1 << 20, Elements: 1 << 20, Bytes: 1 << 20}})
	call := function[func(int, func()) (*np.Array[float64], []string)](a)
	for how, says := range []string{"", "takes 2097", "more than 1048576 elements", "an array that was never made", "up to 1048576 are taken"} {
		err := thrown(func() { call(how, nil) })
		if how == 0 && err != nil {
			t.Error(err)
		}
		if how > 0 {
			wantError(t, err, says)
		}
	}
}
