package remote_test

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"reflect"
	"runtime"
	"testing"

	np "fastergo/arraylib"
	"fastergo/arraylib/random"
	"fastergo/internal/wire"
	"fastergo/internal/wire/codec"
	"fastergo/internal/wire/remote"
	"fastergo/lesson"
)

// everything has all that goes over the wire.
type everything = func(x *np.Array[float64], rng *random.Generator, f func(*np.Array[bool], []float32) []int) (
	*np.Array[bool], []bool, [][]float32, []string, random.Key, *random.Generator, iter.Seq[*np.Array[int]], lesson.Grid, complex64, error)

var small = remote.Limits{Frame: 1 << 16, Bytes: 1 << 16, Elements: 1 << 16, Callbacks: 100, Pending: 10}

// seeds are what a good candidate writes, its nonces left out.
func seeds(add func([]byte)) {
	requests, in := io.Pipe()
	out, replies := io.Pipe()
	f := everything(func(x *np.Array[float64], rng *random.Generator, f func(*np.Array[bool], []float32) []int) (
		*np.Array[bool], []bool, [][]float32, []string, random.Key, *random.Generator, iter.Seq[*np.Array[int]], lesson.Grid, complex64, error) {
		m := np.GreaterScalar(x, 0)
		f(m, []float32{1, 2})
		x.Set(rng.Random().Item(), 0, 0)
		return m.T(), m.Data(), [][]float32{{1}, nil, {2, 3}}, []string{"a", ""}, random.NewKey(3), rng,
			func(yield func(*np.Array[int]) bool) { yield(np.Arange[int](3)) }, matrix{{1}}, 2i, io.EOF
	})
	go wire.ServeOn(requests, replies, f)
	defer in.Close()
	copied := new(bytes.Buffer)
	a := remote.New(remote.Config{In: in, Out: io.TeeReader(out, copied), Type: reflect.TypeOf(f), Where: quote})
	function[everything](a)(np.Ones[float64](2, 3), random.New(1), func(*np.Array[bool], []float32) []int { return []int{4} })
	for {
		b, err := codec.Read(copied, 1<<20)
		if err != nil {
			return
		}
		add(append(b[:1:1], b[9:]...)) // its kind and what it has
	}
}

// Nothing that a candidate sends makes its judge panic, wait, or take much memory.
func FuzzReply(f *testing.F) {
	seeds(func(b []byte) { f.Add(b, []byte{}) })
	f.Add([]byte{codec.Call, 1, 1}, []byte{codec.Reply, 0})
	f.Fuzz(func(t *testing.T, one, two []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		a, _ := evil(t, everything(nil), small, func(n uint64, w io.Writer) {
			for _, b := range [][]byte{one, two} {
				if len(b) > 0 {
					w.Write(frame(b[0], n, b[1:]))
				}
			}
			w.(io.Closer).Close()
		})
		args := []reflect.Value{
			reflect.ValueOf(np.Ones[float64](2, 3)), reflect.ValueOf(random.New(1)),
			reflect.ValueOf(func(*np.Array[bool], []float32) []int { return nil }),
		}
		out, err := a.Call(args)
		if err == nil {
			if len(out) != 10 {
				t.Fatalf("%d results", len(out))
			}
			for _, v := range out[:2] {
				_ = fmt.Sprint(v.Interface())
			}
		}
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > 32<<20 {
			t.Errorf("%d bytes", took)
		}
	})
}

// Nothing that is sent to a candidate makes it panic.
func FuzzRequest(f *testing.F) {
	f.Add(frame(codec.Hello, 1, 1<<20))
	f.Add(frame(codec.Call, 2, 1, 0, codec.Plain, newStore, 0, byte(8), 8, make([]byte, 8), noMore, reflect.Pointer, 1, np.Float64, 1, 0, 8, 0, 0, reflect.Pointer, 0, reflect.Func, 1, 1))
	f.Add(append(frame(codec.Prepare, 3, 1, 0, codec.Plain, noMore, reflect.Pointer, 0, reflect.Pointer, 0, reflect.Func, 0), frame(codec.Fetch, 4, 1)...))
	f.Fuzz(func(t *testing.T, b []byte) {
		wire.ServeOn(bytes.NewReader(b), io.Discard, func(x *np.Array[float64], rng *random.Generator, f func(*np.Array[bool], []float32) []int) iter.Seq[int] {
			return nil
		})
	})
}
