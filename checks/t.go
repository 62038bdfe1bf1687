package checks

import (
	"fmt"
	"math"
	"reflect"
	"strings"

	np "fastergo/arraylib"
)

// T is what a criterion's check works with. Its methods end the check when they
// fail.
type T struct {
	run any // *running, hidden: types that mention reflect.Value cost each cell
}

type running struct {
	judging *judging
	random  uint64
	call    string
}

func (t *T) state() *running { return t.run.(*running) }

// Call says which call of the answer comes next, as its reader would write it:
// "MakeMatrix(7)". It stands before the message if the check fails.
func (t *T) Call(format string, args ...any) { t.state().call = fmt.Sprintf(format, args...) }

// Failf fails the criterion: what was got and what was expected, in words.
func (t *T) Failf(format string, args ...any) {
	panic(stop{outcome: Failed, message: fmt.Sprintf(format, args...)})
}

// Equal fails unless got is want, arrays by shape, dtype and each value, all
// else by ==. NaN equals NaN.
func (t *T) Equal(got, want any) { t.compare(got, want, 0) }

// Close is Equal for floating-point values that may differ by tol·|want|, or
// by tol where |want| < 1.
func (t *T) Close(got, want any, tol float64) { t.compare(got, want, tol) }

func (t *T) compare(got, want any, tol float64) {
	w, ok := want.(np.Operand)
	if !ok {
		if !sameValue(got, want, tol) {
			panic(stop{outcome: Failed, message: fmt.Sprintf("got %v, want %v", got, want), print: hash(fmt.Append(nil, got))})
		}
		return
	}
	g, _ := got.(np.Operand)
	if isNil(g) {
		t.Failf("got nil, want an array of shape %v: did you forget to return it?", shapeText(np.LayoutOf(w).Shape))
	}
	if d := diffArrays(g, w, tol); d != nil {
		panic(stop{outcome: Failed, message: d.String(), diff: d, print: printOf(g)})
	}
}

func isNil(a np.Operand) bool { return a == nil || reflect.ValueOf(a).IsNil() }

func sameValue(got, want any, tol float64) bool {
	g, gok := got.(float64)
	w, wok := want.(float64)
	if gok && wok {
		return closeFloat(g, w, tol)
	}
	return reflect.DeepEqual(got, want)
}

func closeFloat(g, w, tol float64) bool {
	return g == w || g != g && w != w || math.Abs(g-w) <= tol*max(1, math.Abs(w))
}

// Uniform returns an array of values uniform in [-1, 1), the same at each run
// of the criterion with the same seed.
func (t *T) Uniform(shape ...int) *np.Array[float64] {
	a := np.Empty[float64](shape...)
	data := a.Data()
	for i := range data {
		data[i] = float64(int64(t.next())>>11) / (1 << 52)
	}
	return a
}

// next is SplitMix64 (Steele, Lea, Flood 2014).
func (t *T) next() uint64 {
	s := t.state()
	s.random += 0x9e3779b97f4a7c15
	z := s.random
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Unchanged runs f and fails if that changed an element of args. It puts the
// old values back, so that what follows is judged on sound inputs.
func (t *T) Unchanged(f func(), args ...np.Operand) {
	before := make([]string, len(args))
	for i, a := range args {
		before[i] = string(np.LayoutOf(a).Data)
	}
	f()
	for i, a := range args {
		data := np.LayoutOf(a).Data
		if string(data) == before[i] {
			continue
		}
		at := 0
		for data[at] == before[i][at] {
			at++
		}
		el := at / np.LayoutOf(a).DType.Size()
		after := string(data)
		copy(data, before[i])
		where := "your input changed too"
		if len(args) > 1 {
			where = fmt.Sprintf("argument %d changed too", i+1)
		}
		panic(stop{outcome: Failed, message: fmt.Sprintf("%s (element %d of its storage): return a new array", where, el), print: hash([]byte(after))})
	}
}

// Fresh fails if result shares memory with one of args.
func (t *T) Fresh(result np.Operand, args ...np.Operand) {
	if isNil(result) {
		t.Failf("got nil, want a new array")
	}
	for i, a := range args {
		if np.SharesMemory(result, a) {
			t.Failf("the result is argument %d itself or a view of it: a later change to one would change the other", i+1)
		}
	}
}

// NoLoop fails if the answer, or a function of the reader's that it uses, has a
// loop: for, goto, or recursion.
func (t *T) NoLoop() {
	if loops := t.source().Loops; len(loops) > 0 {
		t.Failf("no loop is wanted here, found: %s", strings.Join(loops, "; "))
	}
}

// HasLoop fails unless the answer, or a function of the reader's that it uses,
// has a loop.
func (t *T) HasLoop() {
	if len(t.source().Loops) == 0 {
		t.Failf("a loop is wanted here, and there is none")
	}
}

func (t *T) source() Source {
	src, err := t.state().judging.source()
	if err != nil {
		panic(stop{outcome: Error, message: err.Error()})
	}
	return src
}
