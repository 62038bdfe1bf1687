package remote_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"

	np "fastergo/arraylib"
	"fastergo/checks"
	"fastergo/internal/wire/codec"
	"fastergo/internal/wire/remote"
)

// frame returns a frame with bytes, numbers and texts in it.
func frame(kind byte, nonce uint64, parts ...any) []byte {
	b := codec.Start(kind, nonce)
	for _, p := range parts {
		switch p := p.(type) {
		case reflect.Kind:
			b = append(b, byte(p))
		case np.DType:
			b = append(b, byte(p))
		case byte:
			b = append(b, p)
		case int:
			b = codec.AppendUint(b, uint64(p))
		case []byte:
			b = append(b, p...)
		case string:
			b = codec.AppendText(b, p)
		}
	}
	binary.LittleEndian.PutUint32(b, uint32(len(b)-4))
	return b
}

// returned begins a reply that says that the function returned.
func returned(nonce uint64, parts ...any) []byte {
	return frame(codec.Reply, nonce, append([]any{0, codec.Returned}, parts...)...)
}

// evil returns an answer whose candidate answers a call by what reply writes.
func evil(t testing.TB, f any, limits remote.Limits, reply func(nonce uint64, w io.Writer)) (*remote.Answer, reflect.Type) {
	requests, in := io.Pipe()
	out, w := io.Pipe()
	typ := reflect.TypeOf(f)
	go func() {
		defer w.Close()
		for {
			b, err := codec.Read(requests, 1<<30)
			if err != nil {
				return
			}
			switch _, kind, nonce := codec.NewDecoder(b); kind {
			case codec.Hello:
				w.Write(frame(codec.Hello, nonce, typ.String()))
			case codec.Call:
				go reply(nonce, w)
			}
		}
	}()
	t.Cleanup(func() { in.Close() })
	return remote.New(remote.Config{In: in, Out: out, Type: typ, Where: quote, Limits: limits}), typ
}

const (
	newStore byte = 1 + iota
	patched
	stateOf
	noMore byte = 0
)

func TestHostileReplies(t *testing.T) {
	zeros := make([]byte, 24)
	pointer, slice, text, function := reflect.Pointer, reflect.Slice, reflect.String, reflect.Func
	// A storage of 24 bytes, and an array in it.
	store := []any{newStore, 1, byte(8), 24, zeros, noMore}
	array := func(parts ...any) []any {
		return append(append(store[:len(store):len(store)], pointer, 1, np.Float64), parts...)
	}
	neg := func(x int64) []byte { return binary.AppendVarint(nil, x) }
	for _, tc := range []struct {
		name  string
		f     any // of the type that it should be
		reply func(nonce uint64) [][]byte
		says  string
		gone  bool // no call after it
	}{
		{"a shape that lies", func() *np.Array[float64] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, array(2, 0, 24, 0, 1, 4, neg(1))...)}
		}, "an array whose layout leaves its data", false},
		{"a stride out of range", func() *np.Array[float64] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, array(2, 0, 24, 0, 1, 3, neg(-1))...)}
		}, "an array whose layout leaves its data", false},
		{"a stride beyond all", func() *np.Array[float64] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, array(2, 0, 24, 0, 1, 3, neg(-1<<63))...)}
		}, "an array whose layout leaves its data", false},
		{"an offset out of range", func() *np.Array[float64] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, array(2, 0, 24, 3, 0)...)}
		}, "an array whose layout leaves its data", false},
		{"a view out of its storage", func() *np.Array[float64] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, array(2, 8, 24, 0, 0)...)}
		}, "a view that leaves its storage", false},
		{"a view between elements", func() *np.Array[float64] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, array(2, 3, 16, 0, 0)...)}
		}, "an array whose layout's data is not aligned", false},
		{"a storage of nobody's", func() *np.Array[float64] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, array(4, 0, 24, 0, 0)...)}
		}, "a storage that nobody has told of", false},
		{"more elements than an int counts", func() *np.Array[float64] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, array(2, 0, 24, 0, 2, 1<<62, neg(0), 1<<62, neg(0))...)}
		}, "more than 33554432 elements", false},
		{"a bomb of stride 0", func() *np.Array[float64] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, array(2, 0, 24, 0, 2, 1<<20, neg(0), 1<<20, neg(0))...)}
		}, "more than 33554432 elements", false},
		{"too many axes", func() *np.Array[float64] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, array(2, 0, 24, 0, 1<<40)...)}
		}, "a length of 1099511627776", false},
		{"40 axes", func() *np.Array[float64] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, array(2, 0, 24, 0, 40, bytes.Repeat([]byte{1, 0}, 40))...)}
		}, "more than 31 dimensions", false},
		{"another dtype", func() *np.Array[float64] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, noMore, pointer, 1, np.Int64, 0, 0, 1, 0, neg(1))}
		}, "an array of int64 where one of float64 is due", false},
		{"a dtype that there is not", func() *np.Array[float64] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, noMore, pointer, 1, byte(200), 0, 0, 0)}
		}, "an array of DType(200)", false},
		{"another kind", func() float64 { return 0 }, func(n uint64) [][]byte { return [][]byte{returned(n, noMore, text, "1.5")} }, "a string where a float64 is due", false},
		{"a bool of 2", func() *np.Array[bool] { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, newStore, 1, byte(1), 2, []byte{1, 2}, noMore, pointer, 1, np.Bool, 2, 0, 2, 0, 1, 2, neg(1))}
		}, "a bool that is neither 0 nor 1", false},
		{"a bool of 2, later", func() ([]bool, []bool) { return nil, nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, newStore, 1, byte(1), 2, []byte{1, 2}, noMore, slice, 1, 2, 0, 1, 1, slice, 1, 2, 1, 1, 1)}
		}, "a bool that is neither 0 nor 1", false},
		{"an int8 of 300", func() int8 { return 0 }, func(n uint64) [][]byte { return [][]byte{returned(n, noMore, reflect.Int8, neg(300))} }, "300 is no int8", false},
		{"a slice longer than its memory", func() []float64 { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, newStore, 1, byte(8), 24, zeros, noMore, slice, 1, 2, 0, 3, 2)}
		}, "a slice that is longer than its memory", false},
		{"a slice with room it has not", func() []float64 { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, newStore, 1, byte(8), 24, zeros, noMore, slice, 1, 2, 8, 1, 3)}
		}, "a view that leaves its storage", false},
		{"a slice between elements", func() []float64 { return nil }, func(n uint64) [][]byte {
			return [][]byte{returned(n, newStore, 1, byte(8), 24, zeros, noMore, slice, 1, 2, 4, 1, 1)}
		}, "a slice that is not aligned", false},
		{"endless texts", func() []string { return nil }, func(n uint64) [][]byte { return [][]byte{returned(n, noMore, slice, 1, 1<<50)} }, "a length of 1125899906842624", false},
		{"a text that is not there", func() string { return "" }, func(n uint64) [][]byte { return [][]byte{returned(n, noMore, text, 1<<40, []byte("x"))} }, "a length of 1099511627776", false},
		{"a storage that is not there", func() {}, func(n uint64) [][]byte { return [][]byte{returned(n, newStore, 1, byte(8), 1<<40)} }, "a length of 1099511627776", false},
		{"a storage of half an element", func() {}, func(n uint64) [][]byte { return [][]byte{returned(n, newStore, 1, byte(8), 4, zeros[:4], noMore)} }, "no whole number of elements", false},
		{"a storage of elements of 0 bytes", func() {}, func(n uint64) [][]byte { return [][]byte{returned(n, newStore, 1, byte(0), 4, zeros[:4], noMore)} }, "no whole number of elements", false},
		{"a storage out of turn", func() {}, func(n uint64) [][]byte { return [][]byte{returned(n, newStore, 3, byte(8), 8, zeros[:8], noMore)} }, "a storage with a number out of turn", false},
		{"a storage of the judge's", func() {}, func(n uint64) [][]byte { return [][]byte{returned(n, newStore, 0, byte(8), 8, zeros[:8], noMore)} }, "a storage with a number out of turn", false},
		{"a change of nothing", func() {}, func(n uint64) [][]byte { return [][]byte{returned(n, patched, 0, 1, 0, zeros[:8], 0, noMore)} }, "a storage that nobody has told of", false},
		{"a change outside", func() {}, func(n uint64) [][]byte {
			return [][]byte{returned(n, newStore, 1, byte(8), 24, zeros, patched, 1, 2, 2, zeros[:16], 0, noMore)}
		}, "a change outside of its storage", false},
		{"a change far outside", func() {}, func(n uint64) [][]byte {
			return [][]byte{returned(n, newStore, 1, byte(8), 24, zeros, patched, 1, 1, 1<<62, zeros[:8], 0, noMore)}
		}, "a change outside of its storage", false},
		{"an update of no kind", func() {}, func(n uint64) [][]byte { return [][]byte{returned(n, byte(9), 1, noMore)} }, "an update of no kind that there is", false},
		{"a state of nothing", func() {}, func(n uint64) [][]byte { return [][]byte{returned(n, stateOf, 0, "state", noMore)} }, "the state of an object that nobody has told of", false},
		{"a function", func() func() { return nil }, func(n uint64) [][]byte { return [][]byte{returned(n, noMore, function, 1, 0)} }, "a function without a number", false},
		{"too few values", func() (int, int) { return 0, 0 }, func(n uint64) [][]byte { return [][]byte{returned(n, noMore, reflect.Int, neg(1))} }, "number 2: ", false},
		{"too many values", func() int { return 0 }, func(n uint64) [][]byte {
			return [][]byte{returned(n, noMore, reflect.Int, neg(1), reflect.Int, neg(1))}
		}, "the frame goes on for 2 bytes", false},
		{"an end that there is not", func() {}, func(n uint64) [][]byte { return [][]byte{frame(codec.Reply, n, 0, byte(77), "", "", 0, 0, noMore)} }, "a call that ended in no way", false},
		{"a panic in line 2³⁰", func() {}, func(n uint64) [][]byte {
			return [][]byte{frame(codec.Reply, n, 0, codec.Panicked, "so", "file", 1<<31, 0, noMore)}
		}, "a length of 2147483648", false},

		{"another nonce", func() {}, func(n uint64) [][]byte { return [][]byte{returned(n+1, noMore)} }, "a reply that nobody asked for", true},
		{"two replies", func(func()) {}, func(n uint64) [][]byte {
			return [][]byte{frame(codec.Call, n, 1, 1, noMore), returned(n, noMore), returned(n, noMore)}
		}, "", true},
		{"a reply of another kind", func() {}, func(n uint64) [][]byte { return [][]byte{frame(codec.Go, n)} }, "a reply that nobody asked for", true},
		{"a frame of no kind", func() {}, func(n uint64) [][]byte { return [][]byte{frame(99, n)} }, "a reply that nobody asked for", true},
		{"a frame of nothing", func() {}, func(n uint64) [][]byte { return [][]byte{{0, 0, 0, 0}} }, "a reply that nobody asked for", true},
		{"an abort", func() {}, func(n uint64) [][]byte { return [][]byte{frame(codec.Reply, n, 0, codec.Abort, "", "", 0, 0, noMore)} }, "a reply that nobody asked for", true},
		{"a huge frame", func() {}, func(n uint64) [][]byte { return [][]byte{{255, 255, 255, 255, 1, 2, 3}} }, "a frame is larger than the limit of 67108864 bytes", true},
		{"a call of nothing", func() {}, func(n uint64) [][]byte { return [][]byte{frame(codec.Call, n, 1, 1, noMore)} }, "a call of a function that it was not given", true},
		{"a call without its arguments", func(func(int)) {}, func(n uint64) [][]byte { return [][]byte{frame(codec.Call, n, 1, 1, noMore)} }, "arguments for a function that it was given: the frame is cut off", true},
		{"an end in a frame", func() {}, func(n uint64) [][]byte { return [][]byte{returned(n, noMore)[:7], nil} }, "ended in the middle of a reply", true},
		{"an end", func() {}, func(n uint64) [][]byte { return [][]byte{nil} }, "the answer's process ended", true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a, typ := evil(t, tc.f, remote.Limits{}, func(n uint64, w io.Writer) {
				for _, b := range tc.reply(n) {
					if b == nil {
						w.(io.Closer).Close()
						return
					}
					w.Write(b)
				}
			})
			var args []reflect.Value
			for i := range typ.NumIn() {
				args = append(args, reflect.MakeFunc(typ.In(i), func([]reflect.Value) []reflect.Value { return nil }))
			}
			_, err := a.Call(args)
			if tc.says != "" {
				wantError(t, err, tc.says)
				if strings.Contains(err.Error(), "\n") {
					t.Errorf("more than one line: %q", err)
				}
			}
			var gone checks.Gone
			for range 2 {
				_, err = a.Call(args)
			}
			if errors.As(err, &gone) != tc.gone {
				t.Errorf("and then: %v", err)
			}
		})
	}
}

// What comes before it is asked for ends all, whatever it says.
func TestRepliesBeforeTheirRequests(t *testing.T) {
	requests, in := io.Pipe()
	out, w := io.Pipe()
	go io.Copy(io.Discard, requests)
	a := remote.New(remote.Config{In: in, Out: out, Type: reflect.TypeFor[func()](), Ended: func() error { return errors.New("not asked") }})
	w.Write(frame(codec.Hello, 0, "func()"))
	_, err := a.Call(nil)
	wantError(t, err, "the answer's process sent what it should not: a reply that nobody asked for")
}

func TestEndlessCallbacks(t *testing.T) {
	limits := remote.Limits{Callbacks: 1000, Pending: 10}
	stop := make(chan bool)
	defer close(stop)
	a, _ := evil(t, func(func()) {}, limits, func(n uint64, w io.Writer) {
		for i := range 1 << 20 {
			if _, err := w.Write(frame(codec.Call, n, i, 1, noMore)); err != nil {
				return
			}
		}
	})
	_, err := a.Call([]reflect.Value{reflect.ValueOf(func() { <-stop })})
	wantError(t, err, "more than 10 calls at a time of what it was given")

	limits.Pending = 1 << 12
	a, _ = evil(t, func(func()) {}, limits, func(n uint64, w io.Writer) {
		for i := range 1 << 20 {
			if _, err := w.Write(frame(codec.Call, n, i, 1, noMore)); err != nil {
				return
			}
		}
	})
	_, err = a.Call([]reflect.Value{reflect.ValueOf(func() {})})
	wantError(t, err, "more than 1000 calls of what it was given")
}

// A frame that announces much takes no memory before it is there, and what many
// replies bring is counted.
func TestMemoryOfHostileReplies(t *testing.T) {
	const size = 1 << 20
	a, _ := evil(t, func(func(*np.Array[float64])) {}, remote.Limits{Bytes: 10 * size}, func(n uint64, w io.Writer) {
		for i := range 1000 {
			if _, err := w.Write(frame(codec.Call, n, i, 1, newStore, 2*i+1, byte(8), size, make([]byte, size), noMore, reflect.Pointer, 0)); err != nil {
				return
			}
		}
	})
	_, err := a.Call([]reflect.Value{reflect.ValueOf(func(*np.Array[float64]) {})})
	wantError(t, err, "more than 10485760 bytes for one call")

	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := codec.Read(strings.NewReader("\x00\x00\x00\x03abc"), 64<<20); err == nil {
		t.Error("half a frame was read")
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 8<<20 { // others allocate too
		t.Errorf("%d bytes for a frame of three", took)
	}
}

// The reason that the owner of the process gives is what a call says, and every call
// that waits says it.
func TestEnded(t *testing.T) {
	requests, in := io.Pipe()
	out, w := io.Pipe()
	go io.Copy(io.Discard, requests)
	a := remote.New(remote.Config{In: in, Out: out, Type: reflect.TypeFor[func()](), Ended: func() error { return errors.New("it took more than 2 s") }})
	errs := make(chan error)
	go func() {
		_, err := a.Call(nil)
		errs <- err
	}()
	w.Close()
	err := <-errs
	var gone checks.Gone
	if !errors.As(err, &gone) || gone.Why != "it took more than 2 s" {
		t.Error(err)
	}
}

// A check that takes a dead process for an answer's panic has not passed.
func TestDeathIsNoPanic(t *testing.T) {
	type answer = func() func()
	e := &checks.Exercise[answer]{
		Reference: func() func() { return nil },
		Criteria: func(a answer) []checks.Criterion {
			return []checks.Criterion{{Name: "panics", Points: 1, Check: func(t *checks.T) {
				f := a()
				defer func() { recover() }()
				f()
			}}}
		},
	}
	calls := 0
	a, _ := evil(t, answer(nil), remote.Limits{}, func(n uint64, w io.Writer) {
		if calls++; calls == 2 {
			w.(io.Closer).Close()
			return
		}
		w.Write(returned(n, noMore, reflect.Func, 1, 1))
	})
	if r := checks.Judge(e, a, 1); r.Outcome != checks.Error || !strings.Contains(r.Text(), "the answer's process ended") {
		t.Error(r.Text())
	}
}
