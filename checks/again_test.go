package checks

import (
	"reflect"
	"strings"
	"testing"

	np "fastergo/arraylib"
)

// chancy asks for a number that the answer draws, and for one that it does not.
var chancy = &Exercise[func(seed uint64) uint64]{
	Info:      Info{ID: "test/chancy", Func: "Chancy"},
	Reference: func(seed uint64) uint64 { return seed },
	Criteria: func(answer func(seed uint64) uint64) []Criterion {
		return []Criterion{
			{Name: "drawn", Points: 2, Check: func(t *T) {
				if seed := t.Seed(); answer(seed) != seed {
					t.Failf("it is another")
				}
			}},
			{Name: "fixed", Points: 1, Check: func(t *T) { t.Equal(answer(7), uint64(7)) }},
		}
	},
}

func TestJudgeAgain(t *testing.T) {
	calls := 0
	misses := func(n int) func(uint64) uint64 { // in the first n calls
		calls = 0
		return func(seed uint64) uint64 {
			if calls++; calls <= n {
				return seed + 1
			}
			return seed
		}
	}
	for _, tc := range []struct {
		misses int
		points float64
		note   string
	}{
		{0, 3, ""},
		{1, 3, "met in try 2, with other numbers"},
		{2, 3, "met in try 3, with other numbers"},
		{3, 0, ""},
	} {
		r := Judge(chancy, Local(misses(tc.misses)), 1, 2, 3)
		if r.Points != tc.points || r.Criteria[0].Note != tc.note {
			t.Errorf("%d misses: %g points, note %q; want %g, %q", tc.misses, r.Points, r.Criteria[0].Note, tc.points, tc.note)
		}
	}
	// What does not depend on chance is not tried again.
	fixed := func(seed uint64) uint64 {
		if seed == 7 {
			calls++
			return 8
		}
		return seed
	}
	calls = 0
	if r := Judge(chancy, Local(fixed), 1, 2, 3); r.Points != 2 || calls != 1 {
		t.Errorf("%g points after %d calls; want 2 after 1", r.Points, calls)
	}
}

// lost is an answer whose process ends in call n.
type lost struct {
	Answer
	n int
}

func (l *lost) Call(args []reflect.Value) ([]reflect.Value, error) {
	if l.n--; l.n <= 0 {
		return nil, Gone{"the process ended: exit status 3"}
	}
	return l.Answer.Call(args)
}

func TestJudgeGone(t *testing.T) {
	r := Judge(exercise, &lost{Local(plusTwo), 2}, 1)
	want := []Outcome{Passed, Error, NotAttempted, NotAttempted}
	for i, c := range r.Criteria {
		if c.Outcome != want[i] {
			t.Errorf("%s: %s, want %s", c.Name, c.Outcome, want[i])
		}
	}
	if m := r.Criteria[1].Message; !strings.HasSuffix(m, "the process ended: exit status 3") || r.Criteria[2].Message != unreached {
		t.Errorf("messages %q, %q", m, r.Criteria[2].Message)
	}
}

func TestAdvisory(t *testing.T) {
	r := Judge(exercise, Local(func(m *np.Array[float64]) *np.Array[float64] { return plusTwo(m) }), 1)
	for i, want := range []bool{false, true, true, false} {
		if r.Criteria[i].Advisory != want {
			t.Errorf("%s: advisory %v", r.Criteria[i].Name, r.Criteria[i].Advisory)
		}
	}
}
