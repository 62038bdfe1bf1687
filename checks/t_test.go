package checks

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	np "fastergo/arraylib"
	"fastergo/internal/cell"
)

// verdictOn judges answer by one check; an exercise of func() values is as good as any.
func verdictOn(check func(t *T, answer func(x *np.Array[float64]) *np.Array[float64]), answer func(x *np.Array[float64]) *np.Array[float64]) Result {
	type f = func(x *np.Array[float64]) *np.Array[float64]
	e := &Exercise[f]{
		Info:      Info{ID: "test/one", Func: "One"},
		Reference: func(x *np.Array[float64]) *np.Array[float64] { np.AddScalarInto(x, x, 1); return x },
		Criteria: func(answer f) []Criterion {
			return []Criterion{{Name: "it", Points: 1, Check: func(t *T) { check(t, answer) }}}
		},
	}
	return Judge(e, Local(answer), 1).Criteria[0]
}

var sink any

func TestAssertions(t *testing.T) {
	type f = func(x *np.Array[float64]) *np.Array[float64]
	x := np.Arange[float64](1 << 14) // 128 KB
	view := func(t *T, answer f) { t.View(answer(x), x) }
	panics := func(words ...string) func(*T, f) {
		return func(t *T, answer f) { t.Panics(func() { answer(x) }, words...) }
	}
	peak := func(t *T, answer f) { t.MaxBytes(1<<17+1<<14, func() { answer(x) }) }
	allocs := func(t *T, answer f) { t.NoAllocs(func() { answer(x) }) }
	below := func(value float64) func(*T, f) {
		return func(t *T, answer f) { t.Below("the mean's z", value, 6) }
	}
	for _, tc := range []struct {
		name    string
		check   func(*T, f)
		answer  f
		outcome Outcome
		says    string
	}{
		{"a view", view, func(x *np.Array[float64]) *np.Array[float64] { return x.S("::2") }, Passed, ""},
		{"a view of nothing", view, func(x *np.Array[float64]) *np.Array[float64] { return np.Zeros[float64](0) }, Passed, ""},
		{"a copy", view, func(x *np.Array[float64]) *np.Array[float64] { return np.Copy(x) }, Failed, "the result is a copy"},
		{"no view", view, func(x *np.Array[float64]) *np.Array[float64] { return nil }, Failed, "got nil"},

		{"a panic", panics("(2,", "(16384,)"), func(x *np.Array[float64]) *np.Array[float64] { return np.Add(x, np.Zeros[float64](2)) }, Passed, ""},
		{"any panic", panics(), func(x *np.Array[float64]) *np.Array[float64] { panic("so") }, Passed, ""},
		{"a panic that says something else", panics("shape"), func(x *np.Array[float64]) *np.Array[float64] { panic("so") }, Failed, `it panics, as it should, but the message "so" does not say "shape"`},
		{"no panic", panics("a", "b"), func(x *np.Array[float64]) *np.Array[float64] { return x }, Failed, `a panic was wanted, with "a" and "b" in its message`},
		{"a stub does not panic", panics(), func(x *np.Array[float64]) *np.Array[float64] { panic(cell.TODO) }, NotAttempted, ""},
		{"no function does not panic", panics(), nil, Error, "no function"},

		{"one result", peak, func(x *np.Array[float64]) *np.Array[float64] { return np.AddScalar(x, 1) }, Passed, ""},
		{"a temporary", peak, func(x *np.Array[float64]) *np.Array[float64] { return np.AddScalar(np.AddScalar(x, 1), 1) }, Failed, "KB at its peak; 147 KB are enough"},
		{"a slice", peak, func(x *np.Array[float64]) *np.Array[float64] { sink = make([]float64, 1<<15); return x }, Failed, "262 KB at its peak"},

		{"in place", allocs, func(x *np.Array[float64]) *np.Array[float64] { np.AddScalarInto(x, x, 1); return x }, Passed, ""},
		{"a result", allocs, func(x *np.Array[float64]) *np.Array[float64] { return np.AddScalar(x, 1) }, Failed, "it allocates memory: "},

		{"below", below(-5.9), nil, Passed, ""},
		{"not below", below(-6.1), nil, Failed, "the mean's z is 6.1 in size; that of a right answer stays below 6"},
		{"not a number", below(math.NaN()), nil, Failed, "the mean's z is NaN"},

		{"two loops", func(t *T, _ f) { t.MaxLoops(2) }, twoLoops, Passed, ""},
		{"a loop too many", func(t *T, _ f) { t.MaxLoops(1) }, twoLoops, Failed, "at most 1 loop wanted here, found 2: for range 1; for i := range 2"},
		{"names it does not have", func(t *T, _ f) { t.Avoids("Sqrt", "float32", "slices") }, twoLoops, Passed, ""},
		{"a name it has", func(t *T, _ f) { t.Avoids("Sqrt", "np.AddScalar") }, twoLoops, Failed, "np.AddScalar is used"},

		{"a stub on the way", func(t *T, answer f) { answer(x) }, usesStub, Error, "it calls stillStub, which is still a stub"},
	} {
		r := verdictOn(tc.check, tc.answer)
		if r.Outcome != tc.outcome || !strings.Contains(r.Message, tc.says) || tc.outcome == Passed && r.Message != "" {
			t.Errorf("%s: %s, %q; want %s, %q", tc.name, r.Outcome, r.Message, tc.outcome, tc.says)
		}
	}
}

func twoLoops(x *np.Array[float64]) *np.Array[float64] {
	for range 1 {
		for i := range 2 {
			x = np.AddScalar(x, float64(i))
		}
	}
	return x
}

func usesStub(x *np.Array[float64]) *np.Array[float64] { return np.AddScalar(stillStub(x), 1) }

//go:noinline
func stillStub(*np.Array[float64]) *np.Array[float64] { panic(cell.TODO) }

func TestSeed(t *testing.T) {
	draw := func(seed uint64, criterion string) [2]uint64 {
		j := &judging{}
		var got [2]uint64
		j.run(Criterion{Name: criterion, Check: func(t *T) { got = [2]uint64{t.Seed(), t.Seed()} }}, seed)
		return got
	}
	a := draw(1, "a")
	if a != draw(1, "a") || a == draw(2, "a") || a == draw(1, "b") || a[0] == a[1] {
		t.Error("seeds differ by seed and criterion, and are the same otherwise")
	}
}

// fake is work that takes these times, one call after the other.
func fake(took ...time.Duration) timed {
	i := 0
	return func(n int) (sum time.Duration) {
		for range n {
			sum += took[i%len(took)]
			i++
		}
		return sum
	}
}

func TestJudgeSpeed(t *testing.T) {
	const us, ms = time.Microsecond, time.Millisecond
	for _, tc := range []struct {
		name    string
		a, b    []time.Duration
		ratio   float64
		verdict verdict
		median  float64
	}{
		{"equal", []time.Duration{100 * us}, []time.Duration{100 * us}, 1.5, inTime, 1},
		{"on the mark", []time.Duration{200 * us}, []time.Duration{100 * us}, 2, inTime, 2},
		{"twice as slow", []time.Duration{3 * ms}, []time.Duration{1500 * us}, 1.5, tooSlow, 2},
		{"faster", []time.Duration{us}, []time.Duration{3 * ms}, 0.65, inTime, 1. / 3000},
		{"no time at all", []time.Duration{0}, []time.Duration{ms}, 1, inTime, 0},
		{"disturbed now and then", []time.Duration{3 * ms, 3 * ms, 3 * ms, 90 * ms, 3 * ms}, []time.Duration{3 * ms}, 1.5, inTime, 1},
		{"disturbed so often that nobody can tell", []time.Duration{3 * ms, 9 * ms, 9 * ms}, []time.Duration{3 * ms}, 1.5, inDoubt, 3},
	} {
		v := judgeSpeed(tc.ratio, fake(tc.a...), fake(tc.b...))
		if v.verdict != tc.verdict || math.Abs(v.median-tc.median) > 0.01 {
			t.Errorf("%s: %+v, want verdict %d and median %g", tc.name, v, tc.verdict, tc.median)
		}
	}
}

func TestTurns(t *testing.T) {
	var order strings.Builder
	writes := func(name byte, took time.Duration) timed {
		return func(n int) time.Duration { order.WriteByte(name); return time.Duration(n) * took }
	}
	const ms = time.Millisecond
	if n := len(compare(1, writes('a', 2*ms), writes('b', 2*ms))); n != pairs {
		t.Errorf("%d pairs, want %d", n, pairs)
	}
	if got := order.String(); !strings.HasPrefix(got, "ab"+"abbaabba") || len(got) != 2+2*pairs {
		t.Errorf("order %s", got)
	}
	if n := len(compare(1, fake(time.Second), fake(time.Second))); n != fewPairs {
		t.Errorf("%d pairs of slow functions, want %d", n, fewPairs)
	}
	if n := len(compare(1, fake(2*ms), fake(5*ms))); n != fewPairs {
		t.Errorf("%d pairs of what is beyond doubt, want %d", n, fewPairs)
	}
}

func TestFaster(t *testing.T) {
	type f = func(x []float64, by int) float64
	add := func(x []float64, by int) (sum float64) {
		for i := range x {
			x[i] += float64(by)
			sum += x[i]
		}
		return sum
	}
	judge := func(ratio float64, answer f) Result {
		return Judge(&Exercise[f]{
			Info: Info{ID: "test/faster", Func: "F", Title: "F"}, Reference: add, Baseline: add,
			Criteria: func(f) []Criterion {
				return []Criterion{{Name: "speed", Points: 1, Check: func(t *T) {
					t.Call("F(x, 2)")
					t.Faster(ratio, 1e-12, func() []any { return []any{t.Uniform(1000).Data(), 2} })
				}}}
			},
		}, Local(answer), 1).Criteria[0]
	}
	calls := 0
	var last float64
	for _, tc := range []struct {
		name    string
		ratio   float64
		answer  f
		outcome Outcome
		says    string
	}{
		{"in time", 1000, add, Passed, "× the baseline's time; up to 1000× counts"},
		{"too slow", 0.001, add, Failed, "F(x, 2): it takes "},
		{"a stub", 1000, func(x []float64, by int) float64 { panic(cell.TODO) }, NotAttempted, ""},
		{"a panic", 1000, func(x []float64, by int) float64 { return x[1000] }, Error, "index out of range"},
		{"remembers", 1000, func(x []float64, by int) float64 {
			if calls++; calls > 1 {
				return last
			}
			last = add(x, by)
			return last
		}, Failed, "This was a call that was timed: it has to be right too."},
		{"leaves its argument", 1000, func(x []float64, by int) float64 { return add(slices.Clone(x), by) }, Failed, "This was a call that was timed"},
	} {
		if r := judge(tc.ratio, tc.answer); r.Outcome != tc.outcome || !strings.Contains(r.Message+r.Note, tc.says) {
			t.Errorf("%s: %+v", tc.name, r)
		}
	}
}

func TestBonus(t *testing.T) {
	type f = func() int
	e := &Exercise[f]{
		Info: Info{ID: "test/bonus", Func: "B", Title: "B"}, Reference: func() int { return 3 },
		Criteria: func(answer f) []Criterion {
			return []Criterion{
				{Name: "values", Points: 4, Check: func(t *T) {
					if answer() < 1 {
						t.Failf("less than 1")
					}
				}},
				{Name: "any rank", Points: 1, Bonus: true, Check: func(t *T) { t.Equal(answer(), 3) }},
			}
		},
	}
	for x, want := range map[int]struct {
		outcome Outcome
		text    string
	}{
		3: {Passed, "PASSED: B (test/bonus), 4 of 4 points, +1 bonus\n  [x] values    4/4\n  [x] any rank  bonus +1/1"},
		2: {Passed, "PASSED: B (test/bonus), 4 of 4 points\n  [x] values    4/4\n  [ ] any rank  bonus +0/1\n      got 2, want 3"},
		0: {Failed, "FAILED: B (test/bonus), 0 of 4 points\n  [-] values    0/4\n      less than 1\n  [ ] any rank  bonus +0/1  judged once the first is met"},
	} {
		r := Judge(e, Local(func() int { return x }), 1)
		if r.Outcome != want.outcome || r.Text() != want.text || r.MaxPoints != 4 || r.MaxBonus != 1 {
			t.Errorf("%d: %s\n%s\nwant\n%s", x, r.Outcome, r.Text(), want.text)
		}
	}
	if p := PointsOf(e); p != 4 {
		t.Errorf("%g points, want 4", p)
	}
}

var quiz = &Exercise[func() []string]{
	Info:      Info{ID: "test/shapes", Func: "Shapes", Title: "Shapes", Hints: []string{"a", "b"}},
	Reference: func() []string { return []string{"(7, 4)", "no", "12"} },
	Criteria: func(answer func() []string) []Criterion {
		return Ask(answer,
			Question{Name: "first", Ask: "(7, 1) and (7, 4)", Points: 1, Accept: []string{"(7, 4)"}, Wrong: map[string]string{"(7, 7)": "Align from the right.", "no": "A 1 stretches."}},
			Question{Name: "second", Ask: "(3, 3) and (2, 3)", Points: 1, Accept: []string{"no"}, Wrong: map[string]string{"(3, 3)": "3 and 2 differ, and neither is 1."}},
			Question{Name: "elements", Ask: "elements", Points: 2, Right: func(a string) bool { return a == "12" }, Wrong: map[string]string{"7": "A sum."}},
		)
	},
}

func TestQuiz(t *testing.T) {
	for _, tc := range []struct {
		answers  []string
		outcome  Outcome
		points   float64
		outcomes []Outcome
		says     string
	}{
		{[]string{"7,4", " No ", "12"}, Passed, 4, []Outcome{Passed, Passed, Passed}, ""},
		{[]string{"7 4", "NO", "12"}, Passed, 4, []Outcome{Passed, Passed, Passed}, ""},
		{[]string{"7 X\t4", "no", "12"}, Passed, 4, []Outcome{Passed, Passed, Passed}, ""},
		{[]string{"(7,7)", "no", ""}, Failed, 1, []Outcome{Failed, Passed, NotAttempted}, "(7, 1) and (7, 4): \"(7,7)\" is not right\n      Align from the right."},
		{[]string{"(7, 7)", "no", "12"}, Failed, 3, []Outcome{Failed, Passed, Passed}, "is not right\n      Align from the right.\n  ["}, // said once
		{[]string{"74", "maybe"}, Failed, 0, []Outcome{Failed, Failed, NotAttempted}, `"maybe" is not right`},
		{[]string{"", "", "7"}, Failed, 0, []Outcome{NotAttempted, NotAttempted, Failed}, "elements  0/2\n      \"7\" is not right\n      A sum."},
		{[]string{"", " ", ""}, NotAttempted, 0, []Outcome{NotAttempted, NotAttempted, NotAttempted}, "Fill in the blanks, then run the cell again."},
		{nil, NotAttempted, 0, []Outcome{NotAttempted, NotAttempted, NotAttempted}, ""},
		{[]string{"", "", "", ""}, Failed, 0, []Outcome{Failed, Failed, Failed}, "4 answers to 3 questions"},
	} {
		r := Judge(quiz, Local(func() []string { return tc.answers }), 1)
		var outcomes []Outcome
		for _, c := range r.Criteria {
			outcomes = append(outcomes, c.Outcome)
		}
		if r.Outcome != tc.outcome || r.Points != tc.points || !slices.Equal(outcomes, tc.outcomes) || !strings.Contains(r.Text(), tc.says) {
			t.Errorf("%q: %s\n%s", tc.answers, r.Outcome, r.Text())
		}
	}
}

func TestDistractorsAreWrongAnswers(t *testing.T) {
	wrong := WrongOf(quiz)
	if len(wrong) != 4 {
		t.Fatalf("%d wrong answers, want 4", len(wrong))
	}
	for i, want := range []struct{ fails, answers string }{{"first", "(7, 7)|no|12"}, {"first", "no|no|12"}, {"second", "(7, 4)|(3, 3)|12"}, {"elements", "(7, 4)|no|7"}} {
		w := wrong[i]
		got := strings.Join(w.Answer.(func() []string)(), "|")
		if w.Fails != want.fails || got != want.answers || w.Says == "" {
			t.Errorf("%s fails %s with %s, want %s with %s", w.Name, w.Fails, got, want.fails, want.answers)
		}
	}
}
