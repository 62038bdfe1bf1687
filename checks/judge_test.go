package checks

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	np "fastergo/arraylib"
	"fastergo/internal/cell"
)

type addTwo = func(m *np.Array[float64]) *np.Array[float64]

func plusTwo(m *np.Array[float64]) *np.Array[float64] { return np.AddScalar(m, 2) }

// exercise asks for m + 2.
var exercise = &Exercise[addTwo]{
	Info:      Info{ID: "test/add_two", Func: "AddTwo", Title: "Add two", Hints: []string{"a `nudge`", "an answer"}, Par: 1},
	Reference: plusTwo,
	Criteria: func(answer addTwo) []Criterion {
		return []Criterion{
			{Name: "values", Points: 2, Check: func(t *T) {
				m := t.Uniform(3, 4)
				want := plusTwo(m)
				t.Call("AddTwo(m)")
				t.Equal(answer(m), want)
			}},
			{Name: "m unchanged", Points: 1, Check: func(t *T) {
				m := t.Uniform(2, 2)
				t.Unchanged(func() { answer(m) }, m)
			}},
			{Name: "new memory", Points: 1, Check: func(t *T) {
				m := t.Uniform(2, 2)
				t.Fresh(answer(m), m)
			}},
			{Name: "no loop", Points: 1, Check: (*T).NoLoop},
		}
	},
	Wrong: []Wrong[addTwo]{
		{Name: "adds three", Fails: "values", Says: "three is not two", Answer: func(m *np.Array[float64]) *np.Array[float64] { return np.AddScalar(m, 3) }},
		{Name: "transposes", Fails: "values", Says: "you turned it round", Answer: func(m *np.Array[float64]) *np.Array[float64] { return plusTwo(m.T()) }},
		{Name: "does not fit", Fails: "values", Says: "two is one number, not five", Answer: func(m *np.Array[float64]) *np.Array[float64] { return np.Add(m, np.Zeros[float64](5)) }},
	},
}

func TestJudge(t *testing.T) {
	for _, tc := range []struct {
		name     string
		answer   addTwo
		outcome  Outcome
		points   float64
		outcomes []Outcome // of the criteria; one for all
		says     []string  // in the messages
	}{
		{"the reference", plusTwo, Passed, 5, []Outcome{Passed}, nil},
		{"a stub", func(*np.Array[float64]) *np.Array[float64] { panic(cell.TODO) }, NotAttempted, 0, []Outcome{NotAttempted}, nil},
		{
			"the rest waits for the values",
			func(m *np.Array[float64]) *np.Array[float64] { return np.AddScalar(m, 2.5) },
			Failed, 0,
			[]Outcome{Failed, NotAttempted, NotAttempted, NotAttempted},
			[]string{"AddTwo(m): 12 of 12 values differ, first at [0, 0]", "largest error 0.5"},
		},
		{
			"a known mistake is named",
			func(m *np.Array[float64]) *np.Array[float64] { return np.AddScalar(np.AddScalar(m, 2), 1) },
			Failed, 0,
			[]Outcome{Failed, NotAttempted, NotAttempted, NotAttempted},
			[]string{"three is not two"},
		},
		{
			"a shape",
			func(m *np.Array[float64]) *np.Array[float64] { return plusTwo(m.Reshape(4, 3)) },
			Failed, 0, nil,
			[]string{"got shape (4, 3), want shape (3, 4)"},
		},
		{
			"nil",
			func(m *np.Array[float64]) *np.Array[float64] { return nil },
			Failed, 0, nil,
			[]string{"got nil", "did you forget to return it?"},
		},
		{
			"in place",
			func(m *np.Array[float64]) *np.Array[float64] { np.AddScalarInto(m, m, 2); return m },
			Failed, 3,
			[]Outcome{Passed, Failed, Failed, Passed},
			[]string{"your input changed too", "a later change to one would change the other"},
		},
		{
			"a loop",
			func(m *np.Array[float64]) *np.Array[float64] {
				r := np.Copy(m)
				for i := range 3 {
					for j := range r.Shape()[1] {
						if i < r.Shape()[0] {
							r.Set(r.At(i, j)+2, i, j)
						}
					}
				}
				return r
			},
			Failed, 4,
			[]Outcome{Passed, Passed, Passed, Failed},
			[]string{"found: for i := range 3; for j := range r.Shape()[1]"},
		},
		{
			"a panic",
			func(m *np.Array[float64]) *np.Array[float64] {
				var xs []int
				xs[3] = 1 // the culprit
				return m
			},
			Error, 0, nil,
			[]string{"it panics: index 3 of something that is empty", "Go's words: index out of range [3] with length 0", "judge_test.go:", "xs[3] = 1 // the culprit"},
		},
		{
			"a known panic",
			func(m *np.Array[float64]) *np.Array[float64] { return np.Add(m, np.Full(2.0, 5)) },
			Error, 0, nil,
			[]string{"it panics: Add: shapes (3, 4) and (5,) do not broadcast", "two is one number, not five"},
		},
		{
			"a panic of control characters and great length",
			func(m *np.Array[float64]) *np.Array[float64] {
				panic("\x1b[31mred\x07\tand \xff " + strings.Repeat("x", 1<<20))
			},
			Error, 0, nil,
			[]string{"\ufffd[31mred\ufffd and \ufffd xxx", "xxx …"},
		},
		{"no function", nil, Error, 0, nil, []string{"there is no function here"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := Judge(exercise, Local(tc.answer), 7)
			if r.Outcome != tc.outcome || r.Points != tc.points || r.MaxPoints != 5 {
				t.Errorf("%s with %g of %g points, want %s with %g of 5\n%s", r.Outcome, r.Points, r.MaxPoints, tc.outcome, tc.points, r.Text())
			}
			if len(r.Criteria) != 4 {
				t.Fatalf("%d criteria in the report, want 4", len(r.Criteria))
			}
			for i, c := range r.Criteria {
				if tc.outcomes != nil && c.Outcome != tc.outcomes[min(i, len(tc.outcomes)-1)] {
					t.Errorf("%s: %s (%s), want %s", c.Name, c.Outcome, c.Message, tc.outcomes[min(i, len(tc.outcomes)-1)])
				}
			}
			for _, s := range tc.says {
				if !strings.Contains(r.Text(), s) {
					t.Errorf("no %q in\n%s", s, r.Text())
				}
			}
			if text := r.Text(); len(text) > 5000 || strings.ContainsAny(text, "\x1b\x07\x00") {
				t.Errorf("%d bytes: %.200q", len(text), text)
			}
			again := Judge(exercise, Local(tc.answer), 7)
			r.Seconds, again.Seconds = 0, 0
			if !reflect.DeepEqual(r, again) {
				t.Errorf("the same answer got two verdicts:\n%s\n%s", r.Text(), again.Text())
			}
		})
	}
}

type adder struct{}

func (adder) add(m *np.Array[float64]) *np.Array[float64] { return np.AddScalar(m, 2) }

func TestMethodValueHasNoSource(t *testing.T) {
	r := Judge(exercise, Local(adder{}.add), 1)
	if c := r.Criteria[3]; c.Outcome != Error || !strings.Contains(c.Message, "pass a function of yours by its name") {
		t.Error(r.Text())
	}
}

func TestUnchangedPutsTheInputBack(t *testing.T) {
	e := &Exercise[func(*np.Array[float64])]{
		Info:      Info{ID: "test/keep", Func: "Keep"},
		Reference: func(*np.Array[float64]) {},
		Criteria: func(answer func(*np.Array[float64])) []Criterion {
			m := np.Zeros[float64](2)
			return []Criterion{
				{Name: "values", Check: func(t *T) {}},
				{Name: "first", Check: func(t *T) { t.Unchanged(func() { answer(m) }, m) }},
				{Name: "second", Check: func(t *T) { t.Equal(m, np.Zeros[float64](2)) }},
			}
		},
	}
	r := Judge(e, Local(func(m *np.Array[float64]) { m.Fill(1) }), 1)
	if r.Criteria[1].Outcome != Failed || r.Criteria[2].Outcome != Passed {
		t.Error(r.Text())
	}
}

// New memory is zeros by chance.
func TestMemoryThatIsNotWritten(t *testing.T) {
	e := &Exercise[func() *np.Array[float64]]{
		Info:      Info{ID: "test/zeros", Func: "Zeros"},
		Reference: func() *np.Array[float64] { return np.Zeros[float64](5) },
		Criteria: func(answer func() *np.Array[float64]) []Criterion {
			return []Criterion{{Name: "values", Check: func(t *T) { t.Equal(answer(), np.Zeros[float64](5)) }}}
		},
	}
	r := Judge(e, Local(func() *np.Array[float64] { return np.Empty[float64](5) }), 1)
	if r.Outcome != Failed || !strings.Contains(r.Text(), "NaN") {
		t.Error(r.Text())
	}
}

// A planted wrong answer that never ends is not waited for.
func TestEndlessPlantedAnswer(t *testing.T) {
	defer func(d time.Duration) { plantedLimit = d }(plantedLimit)
	plantedLimit = 10 * time.Millisecond
	e := *exercise
	e.Wrong = append(e.Wrong[:1:1], Wrong[addTwo]{Name: "never ends", Fails: "values", Says: "it never ends", Answer: func(*np.Array[float64]) *np.Array[float64] { select {} }})
	for x, says := range map[float64]string{1: "three is not two", 5: "Each value is off by the same number, 5"} {
		r := Judge(&e, Local(func(m *np.Array[float64]) *np.Array[float64] { return np.AddScalar(np.AddScalar(m, 2), x) }), 7)
		if !strings.Contains(r.Criteria[0].Message, says) {
			t.Error(r.Text())
		}
	}
}

func TestInWords(t *testing.T) {
	xs, m := []int{1, 2, 3}, map[string]int(nil)
	n, zero := 5, 0
	for _, tc := range []struct {
		f    func()
		want string
	}{
		{func() { _ = xs[n] }, "index 5 is too far: there are 3 elements, from 0 to 2"},
		{func() { _ = xs[n-2] }, "index 3 is one too far: there are 3 elements, from 0 to 2"},
		{func() { _ = xs[:1:1][n] }, "index 5 of something with one element: its index is 0"},
		{func() { _ = xs[:0][n] }, "index 5 of something that is empty"},
		{func() { _ = xs[zero-1] }, "index -1 is negative: in Go indices begin at 0, and the last one is len-1"},
		{func() { _ = xs[:n] }, "a slice up to 5 of something that has 3: min(…, len(…)) stops in time"},
		{func() { _ = xs[zero-1:] }, "a slice's bound is negative: in Go there is no counting from the end"},
		{func() { _ = xs[n-2 : n-4] }, "a slice from 3 to 1: its end lies before its beginning"},
		{func() { _ = xs[n:] }, "a slice from 5 to 3: its end lies before its beginning"},
		{func() { m["a"] = 1 }, "the map is nil, so nothing can be put into it: make it first, with `make`"},
		{func() { _ = n / zero }, "a division of integers by 0"},
		{func() { _ = make([]int, zero-1) }, "`make` is asked for a length that is negative or larger than any memory"},
		{func() { panic("so") }, ""},
	} {
		func() {
			defer func() {
				what := fmt.Sprint(recover())
				if got := inWords(strings.TrimPrefix(what, "runtime error: ")); got != tc.want {
					t.Errorf("%s: got %q, want %q", what, got, tc.want)
				}
			}()
			tc.f()
		}()
	}
}

func TestOrFallsBackToTheReference(t *testing.T) {
	for whose, answer := range map[string]addTwo{
		"the reference AddTwo": func(*np.Array[float64]) *np.Array[float64] { panic(cell.TODO) },
		"your AddTwo":          func(m *np.Array[float64]) *np.Array[float64] { return np.AddScalar(m, 2) },
	} {
		f, got := exercise.Or(answer)
		if got != whose {
			t.Errorf("got %q, want %q", got, whose)
		}
		if x := f(np.Zeros[float64](1)).At(0); x != 2 {
			t.Errorf("%s: 0 + 2 = %g", whose, x)
		}
	}
}

func TestUniform(t *testing.T) {
	draw := func(seed uint64) *np.Array[float64] {
		tt := &T{&running{random: seed}}
		return tt.Uniform(50, 40)
	}
	a := draw(1)
	if diffLayouts(np.LayoutOf(a), np.LayoutOf(draw(1)), 0) != nil {
		t.Error("the same seed gave other values")
	}
	if diffLayouts(np.LayoutOf(a), np.LayoutOf(draw(2)), 0) == nil {
		t.Error("another seed gave the same values")
	}
	lo, hi, mean := 1.0, -1.0, 0.0
	for _, x := range a.All() {
		lo, hi, mean = min(lo, x), max(hi, x), mean+x/2000
	}
	if lo < -1 || hi >= 1 || lo > -0.99 || hi < 0.99 || mean*mean > 0.01 {
		t.Errorf("from %g to %g, mean %g: not uniform in [-1, 1)", lo, hi, mean)
	}
}

func TestReportText(t *testing.T) {
	r := Judge(exercise, Local(plusTwo), 1)
	want := `PASSED: Add two (test/add_two), 5 of 5 points
  [x] values       2/2
  [x] m unchanged  1/1
  [x] new memory   1/1
  [x] no loop      1/1
  Your answer has 1 statement; par is 1.`
	if got := r.Text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	stub := Judge(exercise, Local(func(*np.Array[float64]) *np.Array[float64] { panic(cell.TODO) }), 1)
	want = `NOT ATTEMPTED: Add two (test/add_two), 0 of 5 points
  Put your answer in place of panic(lesson.TODO), then run the cell again.`
	if got := stub.Text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestReportHTML(t *testing.T) {
	bad := Judge(exercise, Local(func(m *np.Array[float64]) *np.Array[float64] { panic("<script>alert(1)</script>") }), 1)
	if h := bad.HTML(); strings.Contains(h, "<script") || !strings.Contains(h, "&lt;script&gt;") || !strings.Contains(h, `data-outcome="error"`) {
		t.Errorf("a panic's text was not escaped, or the outcome is missing: %s", h)
	}
	off := Judge(exercise, Local(func(m *np.Array[float64]) *np.Array[float64] { return np.AddScalar(m, 2.5) }), 1).HTML()
	for _, want := range []string{`data-outcome="failed"`, "yours", "wanted", "rgba(248,81,73,0.25)"} {
		if !strings.Contains(off, want) {
			t.Errorf("no %q in %s", want, off)
		}
	}
}

func TestReportJSON(t *testing.T) {
	r := Judge(exercise, Local(func(m *np.Array[float64]) *np.Array[float64] { panic("a \"b\"\n\tc\\ \x00\xff é") }), 1)
	r.Criteria[0].Points, r.Source = 0.25, "func F() {\n}"
	want, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var got, wanted any
	if err := json.Unmarshal(r.AppendJSON(nil), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(want, &wanted); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, wanted) {
		t.Errorf("got %v\nwant %v", got, wanted)
	}
}

// What stays in the cell of an answer that ends the program is an error.
func TestAnnouncement(t *testing.T) {
	var r Report
	b := newJudge(exercise.plain(), Local(exercise.Reference), cellSeed).announcement()
	if err := json.Unmarshal([]byte(b[cell.Verdict]), &r); err != nil {
		t.Fatal(err)
	}
	if r.Exercise != exercise.ID || r.Outcome != Error || r.Points != 0 || r.MaxPoints != PointsOf(exercise) || len(r.Criteria) != 1 {
		t.Errorf("got %+v", r)
	}
}

// A mistake is known by its values as exactly as the criterion compares, and
// arguments by their numbers in the answer's call.
func TestWhatIsToldOfAFailure(t *testing.T) {
	type scale = func(k float64, m *np.Array[float64]) *np.Array[float64]
	twice := func(k float64, m *np.Array[float64]) *np.Array[float64] { return np.MultiplyScalar(m, 2*k) }
	e := &Exercise[scale]{
		Info:      Info{ID: "test/scale", Func: "Scale"},
		Reference: func(k float64, m *np.Array[float64]) *np.Array[float64] { return np.MultiplyScalar(m, k) },
		Criteria: func(answer scale) []Criterion {
			return []Criterion{
				{Name: "close", Points: 1, Check: func(t *T) {
					m := t.Uniform(3, 4)
					want := np.MultiplyScalar(m, 3)
					t.Call("Scale(3, m)")
					t.Close(answer(3, m), want, 1e-9)
				}},
				{Name: "new", Points: 1, Check: func(t *T) {
					m := t.Uniform(3, 4)
					t.Fresh(answer(3, m), m)
				}},
				{Name: "unchanged", Points: 1, Check: func(t *T) {
					m, n := t.Uniform(3, 4), t.Uniform(2)
					t.Unchanged(func() { answer(3, m) }, m, n)
				}},
			}
		},
		Wrong: []Wrong[scale]{{Name: "twice", Fails: "close", Says: "twice too much", Answer: twice}},
	}
	for _, tc := range []struct {
		name   string
		answer scale
		says   string
		not    string
	}{
		{"rounded otherwise", func(k float64, m *np.Array[float64]) *np.Array[float64] {
			return np.AddScalar(twice(k, m), 1e-12)
		}, "twice too much", ""},
		{"another mistake", func(k float64, m *np.Array[float64]) *np.Array[float64] {
			return np.AddScalar(twice(k, m), 1e-6)
		}, "largest error", "twice too much"},
		{"in place", func(k float64, m *np.Array[float64]) *np.Array[float64] {
			np.MultiplyScalarInto(m, m, k)
			return m
		}, "the result is argument 2 itself", "argument 1"},
		{"changes its argument", func(k float64, m *np.Array[float64]) *np.Array[float64] {
			np.MultiplyScalarInto(m, m, k)
			return np.Copy(m)
		}, "argument 2 changed too", "argument 1"},
	} {
		text := Judge(e, Local(tc.answer), 1).Text()
		if !strings.Contains(text, tc.says) || tc.not != "" && strings.Contains(text, tc.not) {
			t.Errorf("%s:\n%s\nwant %q, and not %q", tc.name, text, tc.says, tc.not)
		}
	}
}

func TestWithoutType(t *testing.T) {
	if p := PointsOf(exercise); p != 5 {
		t.Errorf("%g points, want 5", p)
	}
	if i := InfoOf(exercise); i.ID != "test/add_two" {
		t.Errorf("ID %q", i.ID)
	}
	wrong := WrongOf(exercise)
	if len(wrong) != 3 || wrong[1].Name != "transposes" {
		t.Errorf("wrong answers: %v", wrong)
	}
	for _, w := range wrong {
		r := Judge(exercise, Local(w.Answer), 3)
		if r.Outcome == Passed || !strings.Contains(r.Criteria[0].Message, w.Says) {
			t.Errorf("%s: %s", w.Name, r.Text())
		}
	}
}

func ExampleExercise_Check() {
	exercise.Check(func(m *np.Array[float64]) *np.Array[float64] { panic(cell.TODO) })
	exercise.Hint()
	exercise.Hint(2)
	exercise.Hint(3)
	exercise.Solution()
	// Output:
	// NOT ATTEMPTED: Add two (test/add_two), 0 of 5 points
	//   Put your answer in place of panic(lesson.TODO), then run the cell again.
	//   recorded: not attempted
	// Hint 1 of 2: a `nudge`
	// Another hint: run this again, or `test.AddTwo.Hint(2)`
	// Hint 2 of 2: an answer
	// That is the last hint. `test.AddTwo.Solution()` shows an answer.
	// AddTwo has 2 hints: ask for .Hint(1) to .Hint(2).
	// One answer to test/add_two:
	// func plusTwo(m *np.Array[float64]) *np.Array[float64] { return np.AddScalar(m, 2) }
}

// A cell goes on without the program.
func ExampleExercise_Check_alone() {
	program := os.Getenv(cell.ProgramEnv)
	os.Unsetenv(cell.ProgramEnv)
	defer os.Setenv(cell.ProgramEnv, program)
	exercise.Check(func(m *np.Array[float64]) *np.Array[float64] { return nil })
	exercise.Hint()
	// Output:
	// FAILED: Add two (test/add_two), 0 of 5 points
	//   [-] values       0/2
	//       AddTwo(m): got nil, want an array of shape (3, 4): did you forget to return it?
	//   [ ] m unchanged  0/1  judged once the first is met
	//   [ ] new memory   0/1  judged once the first is met
	//   [ ] no loop      0/1  judged once the first is met
	//   Stuck? There are 2 hints: `test.AddTwo.Hint()`
	//   Not recorded: $FASTERGO does not name the fastergo program: start the notebook with fastergo lab or fastergo run
	// Hint 1 of 2: a `nudge`
	// Another hint: `test.AddTwo.Hint(2)`
}

func TestPoints(t *testing.T) {
	met := func(points float64) Criterion { return Criterion{Name: "met", Points: points, Check: func(*T) {}} }
	e := &Exercise[func()]{Info: Info{ID: "test/thirds"}, Reference: func() {}, Criteria: func(func()) []Criterion {
		return []Criterion{met(0.1), met(0.2), met(0.3)} // 0.6000000000000001
	}}
	r := Judge(e, Local(func() {}), 1)
	if r.Points != 0.6 || r.MaxPoints != 0.6 || PointsOf(e) != 0.6 {
		t.Errorf("%g of %g points, of %g", r.Points, r.MaxPoints, PointsOf(e))
	}
	r = Unjudged(e, "compiles", "no")
	if text := r.Text(); r.Criteria[0].pointsText() != "" || !strings.Contains(text, "compiles\n") {
		t.Errorf("what earns nothing has points, or blanks behind it: %s", text)
	}
}
