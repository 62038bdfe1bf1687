package remote_test

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fastergo/checks"
	"fastergo/internal/course"
	"fastergo/internal/sandbox"
	"fastergo/internal/wire/remote"
)

type scale = func(x []float64) []float64

// work computes y = x + 1, a number of times.
func work(y, x []float64, times int) {
	for range times {
		for i, v := range x {
			y[i] = v + 1
		}
	}
}

func scaleBy(times int) scale {
	return func(x []float64) []float64 {
		y := make([]float64, len(x))
		work(y, x, times)
		return y
	}
}

const honest, slow = 50, 500

// race asks for work in three times the baseline's time.
var race = &checks.Exercise[scale]{
	Info:      checks.Info{ID: "test/race", Func: "Scale", Title: "Scale"},
	Reference: scaleBy(1), Baseline: scaleBy(honest),
	Criteria: func(scale) []checks.Criterion {
		return []checks.Criterion{{Name: "speed", Points: 1, Check: func(t *checks.T) {
			t.Faster(3, 0, func() []any { return []any{t.Uniform(1000).Data()} })
		}}}
	},
}

var (
	calls    int
	remember = map[float64][]float64{}
)

// racers are answers of race, by name, and how each has to end.
var racers = []struct {
	name    string
	answer  scale
	outcome checks.Outcome
	says    string // of its message, or of another one's
	or      string
}{
	{"as fast", scaleBy(honest), checks.Passed, "", ""},
	{"slow", scaleBy(slow), checks.Failed, "the baseline's time", ""},
	{"remembers by its first element", func(x []float64) []float64 {
		y, ok := remember[x[0]]
		if !ok {
			y = scaleBy(slow)(x)
			remember[x[0]] = y
		}
		return y
	}, checks.Failed, "the baseline's time", ""},
	{"takes what is asked often for the same", func(x []float64) []float64 {
		if calls++; calls > 2 {
			return remember[0]
		}
		remember[0] = scaleBy(slow)(x)
		return remember[0]
	}, checks.Failed, "This was a call that was timed", ""},
	{"returns rubbish once it is timed", func(x []float64) []float64 {
		if calls++; calls > 1 {
			return make([]float64, len(x))
		}
		return scaleBy(slow)(x)
	}, checks.Failed, "This was a call that was timed", ""},
	{"puts its work off", func(x []float64) []float64 {
		y := make([]float64, len(x))
		go work(y, x, slow)
		return y
	}, checks.Failed, "the baseline's time", "This was a call that was timed"},
	{"computes on and on", func(x []float64) []float64 {
		if calls++; calls == 1 {
			go func() {
				for i := 0; ; i++ {
				}
			}()
		}
		return scaleBy(honest)(x)
	}, checks.Error, "it goes on computing after it has returned", ""},
}

// served are the functions of processes, by what their argument names.
func served() map[string]any {
	all := map[string]any{"baseline of " + race.ID: race.Baseline}
	for _, r := range racers {
		all[r.name] = r.answer
	}
	for _, l := range course.Lessons {
		for _, e := range l.Exercises {
			if checks.BaselineOf(e) == nil {
				continue
			}
			id := checks.InfoOf(e).ID
			all["baseline of "+id], all["reference of "+id] = checks.BaselineOf(e), checks.ReferenceOf(e)
			for _, w := range checks.WrongOf(e) {
				all[w.Name+" of "+id] = w.Answer
			}
		}
	}
	return all
}

// racing starts what is served by that name in a process, and e's baseline when it is
// to be timed.
func racing(t testing.TB, e checks.Any, name string) *remote.Answer {
	start := func(name string) (remote.Config, func()) {
		exe, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		box, err := sandbox.New(sandbox.None, "", 0)
		if err != nil {
			t.Fatal(err)
		}
		p, err := box.Start(exe, sandbox.Limits{Wall: time.Minute}, name)
		if err != nil {
			t.Fatal(err)
		}
		return remote.Config{In: p.In, Out: p.Out, Type: reflect.TypeOf(checks.ReferenceOf(e)), Process: p}, func() { p.Kill(); p.Wait() }
	}
	c, end := start(name)
	t.Cleanup(end)
	c.Source = func() (checks.Source, error) { return checks.Source{}, nil }
	c.Baseline = func() (*remote.Answer, func(), error) {
		b, end := start("baseline of " + checks.InfoOf(e).ID)
		return remote.New(b), end, nil
	}
	return remote.New(c)
}

func TestRace(t *testing.T) {
	for _, r := range racers {
		t.Run(r.name, func(t *testing.T) {
			got := checks.Judge(race, racing(t, race, r.name), 1, 2, 3).Criteria[0]
			if strings.Contains(got.Note, "not judged here") {
				t.Skip(got.Note)
			}
			if got.Outcome != r.outcome || !strings.Contains(got.Message, r.says) && (r.or == "" || !strings.Contains(got.Message, r.or)) {
				t.Errorf("%s: %s%s", got.Outcome, got.Message, got.Note)
			}
		})
	}
}

// The course's references meet what is asked of their speed, and its planted slow
// answers miss it.
func TestRaceOfCourse(t *testing.T) {
	if testing.Short() {
		t.Skip("times many answers")
	}
	timed := 0
	for _, l := range course.Lessons {
		for _, e := range l.Exercises {
			if reflect.ValueOf(checks.BaselineOf(e)).IsNil() {
				continue
			}
			timed++
			id := checks.InfoOf(e).ID
			report := checks.Judge(e, racing(t, e, "reference of "+id), 1, 2, 3)
			if report.Outcome != checks.Passed {
				t.Errorf("the reference of %s: %+v", id, report.Criteria)
			}
			for _, w := range checks.WrongOf(e) {
				report := checks.Judge(e, racing(t, e, w.Name+" of "+id), 1, 2, 3)
				at := slices.IndexFunc(report.Criteria, func(c checks.Result) bool { return c.Name == w.Fails })
				c := report.Criteria[at]
				if c.Measured && c.Outcome != checks.Failed && c.Outcome != checks.Error && !strings.Contains(c.Note, "not judged here") {
					t.Errorf("%s of %s: %s: %s %s%s", w.Name, id, c.Name, c.Outcome, c.Message, c.Note)
				}
			}
		}
	}
	if timed != 3 {
		t.Errorf("%d exercises with a baseline, want 3", timed)
	}
}
