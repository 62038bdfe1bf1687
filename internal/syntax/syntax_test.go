package syntax

import (
	"slices"
	"strings"
	"testing"
)

const source = `package main

func Plain(x int) int {
	// for is only a word here
	return x + 1
}

func Ranges(xs []int) (s int) {
	for _, x := range xs {
		s += x
	}
	return s
}

func Deep(xs []int) int {
	y := Plain(1)
	return helper(xs) + y
}

func helper(xs []int) int { return Ranges(xs) }

func Again(n int) int {
	if n == 0 {
		return 0
	}
	return Again(n-1) + 1
}

func Ping(n int) int { return Pong(n) }

func Pong(n int) int { return Ping(n) }

func Jumps(n int) int {
top:
	n--
	if n > 0 {
		goto top
	}
	return n
}

type T struct{}

func (t *T) sum(xs []int) int { return Ranges(xs) }

func Method(t *T, xs []int) int { return t.sum(xs) }

func Passes(f func(func([]int) int)) { f(Ranges) }

type U struct{}

// Fill has a name that imported types have too.
func (U) Fill(n int) {
	for range n {
	}
}

func Shadows() int {
	Ranges := 3
	Ping := func() int { return Ranges }
	return Ping()
}

func Library(m *np.Array[float64]) { np.Diagonal(m).Fill(1); np.Plain(Ranges2) }

func Variable(xs []int) int { return built(xs) }

var built = func(xs []int) (s int) { for i := range xs { s += i }; return s }

func Closure(n int) int {
	var f func(int) int
	f = func(i int) int {
		if i == 0 {
			return 0
		}
		return f(i - 1)
	}
	return f(n)
}

func Generic[T any](x T) T { return again(x) }

func again[T any](x T) T { return again(x) }

var literal = func(n int) int {
	for n > 0 {
		n--
	}
	return n
}
`

func lineOf(t *testing.T, start string) int {
	t.Helper()
	for i, line := range strings.Split(source, "\n") {
		if strings.HasPrefix(line, start) {
			return i + 1
		}
	}
	t.Fatalf("no line %q", start)
	return 0
}

func TestLoops(t *testing.T) {
	const ranges = "for _, x := range xs"
	for _, tc := range []struct {
		start      string
		loops      []string
		statements int
	}{
		{"func Plain", nil, 1},
		{"func Ranges", []string{ranges}, 3},
		{"func Deep", []string{ranges}, 7},
		{"func Again", []string{"Again calls itself"}, 3},
		{"func Ping", []string{"Ping calls itself", "Pong calls itself"}, 2},
		{"func Jumps", []string{"goto top"}, 4},
		{"func Method", []string{ranges}, 5},
		{"func Passes", []string{ranges}, 4},
		{"func Shadows", nil, 4},
		{"func Library", nil, 2},
		{"func Variable", []string{"for i := range xs"}, 4},
		{"func Closure", []string{"f calls itself"}, 6},
		{"func Generic", []string{"again calls itself"}, 2},
		{"var literal", []string{"for n > 0"}, 3},
	} {
		src, err := Read([]byte(source), lineOf(t, tc.start))
		if err != nil {
			t.Errorf("%s: %v", tc.start, err)
			continue
		}
		if got := src.Loops; !slices.Equal(got, tc.loops) {
			t.Errorf("%s: loops %q, want %q", tc.start, got, tc.loops)
		}
		if got := src.Statements; got != tc.statements {
			t.Errorf("%s: %d statements, want %d", tc.start, got, tc.statements)
		}
	}
}

func TestStatementsOfOtherAnswers(t *testing.T) {
	for _, tc := range []struct {
		start   string
		answers []string
		want    int
	}{
		{"func Deep", []string{"Deep", "Ranges"}, 4},
		{"func Deep", []string{"Deep", "Plain", "helper"}, 2},
		{"func Deep", []string{"Elsewhere"}, 7},
		{"func Again", []string{"Again"}, 3},
		{"func Ping", []string{"Pong"}, 1},
		{"func Method", []string{"sum"}, 5},     // a method of that name is no answer
		{"func Shadows", []string{"Ping"}, 4},   // nor is a local variable,
		{"func Variable", []string{"built"}, 4}, // nor one of the package
	} {
		src, err := Read([]byte(source), lineOf(t, tc.start), tc.answers...)
		if err != nil {
			t.Fatal(err)
		}
		if src.Statements != tc.want {
			t.Errorf("%s, with the answers %v: %d statements, want %d", tc.start, tc.answers, src.Statements, tc.want)
		}
	}
	src, err := Read([]byte(source), lineOf(t, "func Deep"), "Ranges")
	if err != nil {
		t.Fatal(err)
	}
	if len(src.Loops) != 1 {
		t.Errorf("loops %q: one in another answer is a loop all the same", src.Loops)
	}
}

func TestReadRefuses(t *testing.T) {
	for want, line := range map[string]int{"no function at line 2": 2, "no function at line 9999": 9999} {
		if _, err := Read([]byte(source), line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("line %d: %v", line, err)
		}
	}
	if _, err := Read([]byte("package p\nfunc {"), 2); err == nil || !strings.Contains(err.Error(), "does not parse") {
		t.Errorf("broken source: %v", err)
	}
}

func TestSolutionMarksAreLeftOut(t *testing.T) {
	src, err := Read([]byte("package p\n\n// F is.\nfunc F() int {\n\t// BEGIN SOLUTION\n\treturn 1\n\t// END SOLUTION\n\t// BEGIN STUB\n\t// return 0\n\t// END STUB\n}\n"), 4)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := src.Text, "func F() int {\n\treturn 1\n}"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNames(t *testing.T) {
	const source = `package main

import (
	"math"
	s "slices"

	np "fastergo/arraylib"
)

type A = *np.Array[float64]

func F(x float32) int {
	y := math.Sqrt(2)
	for c := range s.Chunk([]int{1}, 1) {
		_ = len(c)
	}
	return helper(int(y)).Norm
}

func helper(n int16) T { return T{np.Dot} }

type T struct{ Norm int }

func Sqrt() float64 { return 0 }

func Own() { Sqrt() }
`
	for start, want := range map[string][]string{
		"func F": {"math", "math.Sqrt", "Sqrt", "s", "slices", "s.Chunk", "slices.Chunk", "Chunk", "int", "len",
			"int16", "np", "arraylib", "np.Dot", "arraylib.Dot", "Dot"},
		"func Own": {"float64"},
	} {
		line := 1 + strings.Count(source[:strings.Index(source, start)], "\n")
		src, err := Read([]byte(source), line)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(want)
		if slices.Sort(src.Names); !slices.Equal(src.Names, want) {
			t.Errorf("%s: names %q, want %q", start, src.Names, want)
		}
	}
}
