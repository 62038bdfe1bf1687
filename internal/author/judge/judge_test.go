package judge

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"fastergo/checks"
	"fastergo/internal/cell"
)

type double = func(x int) int

func reference(x int) int { return 2 * x }

// sound is an exercise without a fault; each test plants one.
func sound() *checks.Exercise[double] {
	return &checks.Exercise[double]{
		Info:      checks.Info{ID: "test/double", Func: "Double", Title: "Double it", Hints: []string{"Add.", "x + x"}, Par: 1},
		Reference: reference,
		Criteria: func(answer double) []checks.Criterion {
			return []checks.Criterion{
				{Name: "positive", Points: 1, Check: func(t *checks.T) { t.Equal(answer(5), 10) }},
				{Name: "negative", Points: 1, Check: func(t *checks.T) { t.Equal(answer(-5), -10) }},
			}
		},
		Wrong: []checks.Wrong[double]{
			{Name: "nothing", Fails: "positive", Says: "That is x.", Answer: func(x int) int { return x }},
			{Name: "thrice", Fails: "positive", Says: "That is 3·x.", Answer: func(x int) int { return 3 * x }},
			{Name: "panics", Fails: "positive", Answer: func(x int) int { panic("no") }},
			{Name: "absolute", Fails: "negative", Answer: func(x int) int { return max(2*x, -2*x) }},
		},
	}
}

func stub(int) int { panic(cell.TODO) }

func TestFaults(t *testing.T) {
	for _, test := range []struct {
		name  string
		plant func(e *checks.Exercise[double])
		stub  any
		want  string
	}{
		{"sound", func(e *checks.Exercise[double]) {}, stub, ""},
		{"no stub to prove", func(e *checks.Exercise[double]) {}, nil, ""},
		{"stub is attempted", func(e *checks.Exercise[double]) {}, func(x int) int { return 0 }, "its stub is failed, not not attempted: positive: "},
		{"stub of another type", func(e *checks.Exercise[double]) {}, func(x float64) float64 { return x }, "its stub is error, not not attempted: signature: Double is a func(float64) float64; the exercise asks for a func(int) int"},
		{"no title", func(e *checks.Exercise[double]) { e.Title = "" }, stub, "it has no title"},
		{"one hint", func(e *checks.Exercise[double]) { e.Hints = e.Hints[:1] }, stub, "it has 1 of at least 2 hints"},
		{"empty hint", func(e *checks.Exercise[double]) { e.Hints[1] = " " }, stub, "hint 2 is empty"},
		{"reference fails", func(e *checks.Exercise[double]) { e.Reference = func(int) int { return 10 } }, stub, "its reference is failed with seed 1: negative: "},
		{"reference is a stub", func(e *checks.Exercise[double]) { e.Reference = stub }, stub, "its reference is not attempted with seed 1"},
		{"three wrong answers", func(e *checks.Exercise[double]) { e.Wrong = e.Wrong[1:] }, stub, "it has 3 of at least 4 planted wrong answers"},
		{"wrong answer passes", func(e *checks.Exercise[double]) { e.Wrong[1].Answer = reference }, stub, `wrong answer "thrice" passes "positive", which it should fail`},
		{"wrong answer passes its own and fails a later one", func(e *checks.Exercise[double]) { e.Wrong[1].Answer = e.Wrong[3].Answer }, stub, `wrong answer "thrice" passes "positive", which it should fail`},
		{"wrong answer fails earlier", func(e *checks.Exercise[double]) { e.Wrong[3].Answer = e.Wrong[0].Answer }, stub, `wrong answer "absolute" should fail "negative" but is failed earlier, by "positive": `},
		{"wrong answer fails an unknown criterion", func(e *checks.Exercise[double]) { e.Wrong[3].Fails = "negativ" }, stub, `wrong answer "absolute" should fail "negativ", which is none of the criteria`},
		{"wrong answer is not attempted", func(e *checks.Exercise[double]) { e.Wrong[2].Answer = stub }, stub, `wrong answer "panics" is not attempted`},
		{"two wrong answers that cannot be told apart", func(e *checks.Exercise[double]) { e.Wrong[1].Answer = e.Wrong[0].Answer }, stub, `wrong answer "thrice" fails "positive" without saying "That is 3·x."; it says: got 5, want 10; That is x.`},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := sound()
			test.plant(e)
			got := strings.Join(faults(e, test.stub), "\n")
			if test.want == "" && got != "" || !strings.HasPrefix(got, test.want) || strings.Contains(got, "\n") {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestRun(t *testing.T) {
	exercises := []checks.Any{sound()}
	events := func(answers map[string]any, args ...string) (all []Event) {
		run(args, exercises, answers, func(e Event) { all = append(all, e) })
		return all
	}
	t.Run("describe", func(t *testing.T) {
		got := events(nil, Describe)
		want := Info{ID: "test/double", Func: "Double", Title: "Double it", Points: 2, Par: 1, Wrong: 4, Hints: []string{"Add.", "x + x"}}
		if len(got) != 1 || !reflect.DeepEqual(*got[0].Info, want) {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("judge", func(t *testing.T) {
		got := events(map[string]any{"test/double": func(x int) int { return 2 * x }}, Judge, "test/double")
		if len(got) != 2 || got[0].Start.ID != "test/double" || got[1].Report.Outcome != checks.Passed {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("judge without an answer", func(t *testing.T) {
		r := events(nil, Judge, "test/double")[1].Report
		if r.Outcome != checks.Error || r.MaxPoints != 2 || !strings.Contains(r.Criteria[0].Message, "exercises/test/double.go has no func Double") {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("judge a broken answer", func(t *testing.T) {
		r := events(map[string]any{"test/double": Broken("a.go:3: no")}, Judge, "test/double")[1].Report
		if r.Outcome != checks.Error || r.MaxPoints != 2 || r.Criteria[0].Name != "builds" || r.Criteria[0].Message != "a.go:3: no" {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("prove", func(t *testing.T) {
		got := events(map[string]any{"test/double": stub}, Prove, "test/double")
		if len(got) != 2 || got[1].Faults.Exercise != "test/double" || !slices.Equal(got[1].Faults.Faults, nil) {
			t.Errorf("got %+v", got[1].Faults)
		}
	})
}

func TestOneLine(t *testing.T) {
	for message, want := range map[string]string{
		"":                                 "",
		"got 1":                            "got 1",
		"got 5, want 10\nThat is x.":       "got 5, want 10; That is x.",
		"[[1 2]\n [3 4]]\n\nwant":          "[[1 2]; [3 4]]; want",
		"panic: S: no\n\t1:x\n\t  ^\nat a": "panic: S: no\n\t1:x\n\t  ^\nat a",
		"f(2): 2^3\nis 8":                  "f(2): 2^3; is 8",
	} {
		if got := oneLine(message); got != want {
			t.Errorf("%q: got %q, want %q", message, got, want)
		}
	}
}
