package checks

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
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
	right   string // the last call with a result that was compared and right
	note    string // what is worth knowing if the criterion is met

	chance   bool // the answer draws numbers, or a clock was asked
	advisory bool // what the answer's process says of itself was believed
	measured bool // by a clock, or memory taken
}

func (t *T) state() *running { return t.run.(*running) }

// Call says which call of the answer comes next, as its reader would write it:
// "MakeMatrix(7)". It stands before the message if the check fails.
func (t *T) Call(format string, args ...any) {
	s := t.state()
	s.call = fmt.Sprintf(format, args...)
	if s.judging != nil {
		call := s.call
		s.judging.now.Store(&call)
	}
}

// Failf fails the criterion: what was got and what was expected, in words.
func (t *T) Failf(format string, args ...any) {
	panic(stop{outcome: Failed, message: fmt.Sprintf(format, args...)})
}

// Equal fails unless got is want, arrays by shape, dtype and each value, all
// else by ==. NaN equals NaN. Want is made before the answer is called: an answer
// may change its arguments.
func (t *T) Equal(got, want any) { t.compare(got, want, 0) }

// Close is Equal for floating-point values that may differ by tol·|want|, or
// by tol where |want| < 1.
func (t *T) Close(got, want any, tol float64) { t.compare(got, want, tol) }

func (t *T) compare(got, want any, tol float64) {
	w, ok := want.(np.Operand)
	if !ok {
		if !sameValue(got, want, tol) {
			s := stop{outcome: Failed, message: fmt.Sprintf("got %v, want %v", got, want), cause: scalarCause(got, want), print: hash(fmt.Append(nil, got))}
			if x, ok := got.(float64); ok {
				s.got, s.tol = x, tol
			}
			panic(s)
		}
	} else {
		g, _ := got.(np.Operand)
		if isNil(g) {
			t.Failf("got nil, want an array of shape %v: did you forget to return it?", shapeText(np.LayoutOf(w).Shape))
		}
		have, wanted := np.LayoutOf(g), np.LayoutOf(w)
		if d := diffLayouts(have, wanted, tol); d != nil {
			cause := causeOf(have, wanted, t.reducible())
			have.Data = slices.Clone(have.Data) // which a planted answer may write to
			panic(stop{outcome: Failed, message: d.String(), cause: cause, diff: d, got: have, tol: tol})
		}
	}
	s := t.state()
	s.right = s.call
}

// argument returns the number of an array among the arguments of the answer's
// last call, from 1; i if it is not one of them.
func (t *T) argument(a np.Operand, i int) int {
	for k, arg := range t.arrays() {
		if arg == a {
			return k + 1
		}
	}
	return i
}

// reducible returns the lengths of the axes of the answer's arguments that have
// more than one.
func (t *T) reducible() (lengths []int) {
	for _, a := range t.arrays() {
		if !isNil(a) {
			if shape := np.LayoutOf(a).Shape; len(shape) > 1 {
				lengths = append(lengths, shape...)
			}
		}
	}
	return lengths
}

// arrays returns the arguments of the answer's last call; nil for what is no array.
func (t *T) arrays() (arrays []np.Operand) {
	j := t.state().judging
	if j == nil || j.args.Load() == nil {
		return nil
	}
	for _, arg := range *j.args.Load() {
		a, _ := arg.Interface().(np.Operand)
		arrays = append(arrays, a)
	}
	return arrays
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

// Seed returns a seed for a generator, as in random.New(t.Seed()): another one
// at each call, the same ones at each run of the criterion with the same seed.
func (t *T) Seed() uint64 {
	t.state().chance = true
	return t.next()
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
	t.state().advisory = true
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
		after := string(data)
		change := changeText(a, before[i])
		copy(data, before[i])
		which := "your input"
		if len(args) > 1 {
			which = fmt.Sprintf("argument %d", t.argument(a, i+1))
		}
		panic(stop{outcome: Failed, message: fmt.Sprintf("%s changed too%s: return a new array", which, change), print: hash([]byte(after))})
	}
}

// changeText says which element of a is another than in what its storage held before.
func changeText(a np.Operand, before string) string {
	now := np.LayoutOf(a)
	then := now
	then.Data = []byte(before)
	ix := make([]int, len(now.Shape))
	for inside(ix, now.Shape) {
		x, y := elementAt(now, ix), elementAt(then, ix)
		if !x.close(y, 0) {
			is, was := pair(x, y, 5)
			return fmt.Sprintf(" (%s was %s and is %s)", indexText(ix), was, is)
		}
		if !advance(ix, now.Shape) {
			break
		}
	}
	return " (outside of the view that was passed)"
}

// Fresh fails if result shares memory with one of args.
func (t *T) Fresh(result np.Operand, args ...np.Operand) {
	t.state().advisory = true
	if isNil(result) {
		t.Failf("got nil, want a new array")
	}
	for i, a := range args {
		if np.SharesMemory(result, a) {
			t.Failf("the result is argument %d itself or a view of it: a later change to one would change the other", t.argument(a, i+1))
		}
	}
}

// View fails unless result is a view of arg: unless both share memory. An array
// without elements shares none, and passes.
func (t *T) View(result, arg np.Operand) {
	t.state().advisory = true
	if isNil(result) {
		t.Failf("got nil, want a view")
	}
	if !slices.Contains(np.LayoutOf(result).Shape, 0) && !np.SharesMemory(result, arg) {
		t.Failf("the result is a copy: what is written into it does not arrive in the argument. A view is wanted, which moves nothing")
	}
}

// Panics fails unless call panics with a message that has each of the words in
// it. A stub is not attempted, as elsewhere.
func (t *T) Panics(call func(), words ...string) {
	s := t.outcome(call)
	switch {
	case s == nil && len(words) == 0:
		t.Failf("it returned; a panic was wanted")
	case s == nil:
		t.Failf("it returned; a panic was wanted, with %s in its message", quoted(words))
	case !s.panicked:
		panic(*s)
	}
	for _, w := range words {
		if !strings.Contains(s.panics, w) {
			t.Failf("it panics, as it should, but the message %q does not say %q", s.panics, w)
		}
	}
}

// outcome calls f and returns how it was stopped, nil if it was not.
func (t *T) outcome(f func()) (s *stop) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case stop:
			s = &p
		default:
			panic(p)
		}
	}()
	f()
	return nil
}

func quoted(words []string) string {
	q := make([]string, len(words))
	for i, w := range words {
		q[i] = strconv.Quote(w)
	}
	return strings.Join(q, " and ")
}

// Below fails unless |value| < limit, where what names a statistic and limit is
// one that no right answer reaches.
func (t *T) Below(what string, value, limit float64) {
	if !(math.Abs(value) < limit) {
		t.Failf("%s is %.3g in size; that of a right answer stays below %g", what, math.Abs(value), limit)
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

// MaxLoops fails if the answer, and the functions of the reader's that it uses,
// have more than n loops.
func (t *T) MaxLoops(n int) {
	if loops := t.source().Loops; len(loops) > n {
		t.Failf("at most %s wanted here, found %d: %s", plural(float64(n), "loop"), len(loops), strings.Join(loops, "; "))
	}
}

// Avoids fails if the answer, or a function of the reader's that it uses, has one
// of these names in it: "float64", "Sqrt" of whatever package, "slices.Chunk",
// or "math" for all of a package. Names that the reader declares are others.
func (t *T) Avoids(names ...string) {
	used := t.source().Names
	for _, name := range names {
		if slices.Contains(used, name) {
			t.Failf("%s is used, and this is to be done without it", name)
		}
	}
}

func (t *T) source() Source {
	src, err := t.state().judging.source()
	if err != nil {
		panic(stop{outcome: Error, message: err.Error()})
	}
	return src
}
