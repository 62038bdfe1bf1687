package progress

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fastergo/checks"
	"fastergo/internal/course"
)

var update = flag.Bool("update", false, "rewrite golden files")

const addEnv = "FASTERGO_TEST_ADD"

// With addEnv the test's program adds verdicts to the store it names.
func TestMain(m *testing.M) {
	if state := os.Getenv(addEnv); state != "" {
		for range 50 {
			if _, _, err := Open(state).Add(report("first/one", checks.Failed, 0)); err != nil {
				fmt.Println(err)
				os.Exit(1)
			}
		}
		os.Exit(0)
	}
	time.Local = time.UTC
	os.Exit(m.Run())
}

func report(id string, o checks.Outcome, points float64) *checks.Report {
	r := &checks.Report{Exercise: id, Outcome: o, Points: points, MaxPoints: 1}
	if o == checks.Passed {
		r.Source, r.Statements = "func One() int { return 1 }", 1
	}
	return r
}

// store is a new store, at work on a certain day.
func store(t *testing.T) *Store {
	s := Open(t.TempDir())
	s.now = func() time.Time { return time.Date(2026, 3, 14, 15, 9, 26, 535, time.UTC) }
	return s
}

func TestRecord(t *testing.T) {
	s := store(t)
	type step struct {
		outcome checks.Outcome
		points  float64
	}
	for _, test := range []struct {
		step
		want Record
	}{
		{step{checks.NotAttempted, 0}, Record{}}, // it leaves no trace
		{step{checks.Failed, 0.5}, Record{Outcome: checks.Failed, Points: 0.5, Attempts: 1}},
		{step{checks.Error, 0}, Record{Outcome: checks.Error, Points: 0.5, Attempts: 2}},
		{step{checks.Passed, 1}, Record{Outcome: checks.Passed, Points: 1, Attempts: 3, PassedAt: s.now().Truncate(time.Second), Source: "func One() int { return 1 }", Statements: 1}},
		{step{checks.Failed, 0}, Record{Outcome: checks.Failed, Points: 1, Attempts: 3, PassedAt: s.now().Truncate(time.Second), Source: "func One() int { return 1 }", Statements: 1}},
	} {
		test.want.Exercise = "first/one"
		got, note, err := s.Add(report("first/one", test.outcome, test.points))
		if err != nil || note != "" || got != test.want {
			t.Errorf("%s: %+v, %q, %v; want %+v", test.outcome, got, note, err, test.want)
		}
		if back, _ := s.Read("first/one"); back != test.want {
			t.Errorf("%s: read back %+v, want %+v", test.outcome, back, test.want)
		}
	}
}

func TestHints(t *testing.T) {
	s := store(t)
	for i, test := range []struct{ ask, want, seen int }{
		{0, 1, 1}, {0, 2, 2}, {1, 1, 2}, {0, 3, 3}, {0, 3, 3},
	} {
		got, err := s.Hint("first/one", test.ask, 3)
		if r, _ := s.Read("first/one"); err != nil || got != test.want || r.Hints != test.seen {
			t.Errorf("%d: hint %d, %d seen (%v); want %d, %d", i, got, r.Hints, err, test.want, test.seen)
		}
	}
}

func TestTwoProcesses(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	state := t.TempDir()
	var cmds []*exec.Cmd
	for range 3 {
		cmd := exec.Command(program)
		cmd.Env = append(os.Environ(), addEnv+"="+state)
		cmd.Stdout = os.Stdout
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		cmds = append(cmds, cmd)
	}
	for _, cmd := range cmds {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	if r, note := Open(state).Read("first/one"); r.Attempts != 150 || note != "" {
		t.Errorf("%d of 150 verdicts recorded; %s", r.Attempts, note)
	}
}

func TestCorruptFile(t *testing.T) {
	for _, text := range []string{"", "{", `{"exercise":"first/two"}`, "[]", `{"exercise":"first/one","attempts":"many"}`} {
		s := store(t)
		path := s.path("first/one")
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		r, note, err := s.Add(report("first/one", checks.Passed, 1))
		if err != nil || !r.Passed() || r.Attempts != 1 || !strings.Contains(note, ".json.corrupt") {
			t.Errorf("%q: %+v, %q, %v", text, r, note, err)
		}
		if kept, err := os.ReadFile(path + ".corrupt"); err != nil || string(kept) != text {
			t.Errorf("%q: %q is kept (%v)", text, kept, err)
		}
		if _, note := s.Read("first/one"); note != "" {
			t.Errorf("%q: said twice: %s", text, note)
		}
	}
}

// Whatever keeps a record from being written, the verdict is shown, and why it is
// not recorded, once.
func TestNoPlaceToWrite(t *testing.T) {
	s := store(t)
	file := filepath.Join(s.state, "progress")
	if err := os.WriteFile(file, nil, 0o600); err != nil { // where a directory is wanted
		t.Fatal(err)
	}
	r, _, err := s.Add(report("l1/a", checks.Passed, 1))
	if err == nil || !r.Passed() {
		t.Fatalf("%+v, %v", r, err)
	}
	course := courseOf([]string{"A", "B", "C"})
	n := s.Overview(course).After(report("l1/a", checks.Passed, 1), r, err)
	if lines := strings.Split(n.Text, "\n"); !strings.Contains(lines[len(lines)-1], "Not recorded: "+file+" is a file") ||
		strings.Contains(n.Text, "solved") || strings.Count(n.Text, file) != 1 {
		t.Error(n.Text)
	}
	if text := s.Overview(course).Card().Text; strings.Count(text, "is a file") != 1 || !strings.Contains(text, "0 of 3 solved") {
		t.Error(text)
	}
	if n := s.Answer(&Overview{}, "first/one", "func One() int"); !strings.Contains(n.Text, "func One() int") {
		t.Errorf("the solution waits for what cannot be remembered: %s", n.Text)
	}
}

func TestIDsAreNoPaths(t *testing.T) {
	s := store(t)
	for _, id := range []string{"", "one", "../../one", "a/../../b", "/etc/passwd", "a/b/c", "a/B", "a/b\x00"} {
		for _, o := range []checks.Outcome{checks.Passed, checks.NotAttempted} {
			if _, _, err := s.Add(report(id, o, 1)); err == nil {
				t.Errorf("%q was recorded", id)
			}
		}
	}
}

// courseOf is a course of exercises a reader has never heard of.
func courseOf(lessons ...[]string) (c []course.Lesson) {
	for i, names := range lessons {
		l := course.Lesson{Name: fmt.Sprintf("%02d_l%d", i+1, i+1)}
		for _, name := range names {
			l.Exercises = append(l.Exercises, &checks.Exercise[func()]{
				Info: checks.Info{ID: fmt.Sprintf("l%d/%s", i+1, strings.ToLower(name)), Func: name, Title: "The " + name + " <one>",
					Hints: []string{"a", "b"}, Par: 2, Minutes: 23, Optional: name == "Extra"},
				Criteria: func(func()) []checks.Criterion { return []checks.Criterion{{Name: "values", Points: 1.5}} },
			})
		}
		c = append(c, l)
	}
	return c
}

func TestNext(t *testing.T) {
	s := store(t)
	c := courseOf([]string{"A", "B", "C"}, nil, []string{"D", "Extra"})
	for _, id := range []string{"l1/b", "l3/d"} {
		s.Add(report(id, checks.Passed, 1))
	}
	for after, want := range map[string]string{"": "l1/a", "l1/a": "l1/c", "l1/b": "l1/c", "l1/c": "l3/extra", "l3/d": "l3/extra", "l3/extra": "l1/a"} {
		if next := s.Overview(c).Next(after); next == nil || next.ID != want {
			t.Errorf("after %q comes %v, want %s", after, next, want)
		}
	}
	for _, id := range []string{"l1/a", "l1/c", "l3/extra"} {
		s.Add(report(id, checks.Passed, 1))
	}
	if next := s.Overview(c).Next("l1/a"); next != nil {
		t.Errorf("all are solved, and %s is next", next.ID)
	}
}

// TestCards compares what cells show with testdata/cards.txt.
func TestCards(t *testing.T) {
	s := store(t)
	c := courseOf([]string{"A", "B"}, []string{"C", "Extra"})
	var b strings.Builder
	after := func(what, id string, o checks.Outcome) {
		rep := report(id, o, 0.5)
		r, _, err := s.Add(rep)
		n := s.Overview(c).After(rep, r, err)
		fmt.Fprintf(&b, "== %s\n%s\n%s\n", what, n.Text, n.HTML)
	}
	card := func(what string) {
		n := s.Overview(c).Card()
		fmt.Fprintf(&b, "== %s\n%s\n%s\n", what, n.Text, n.HTML)
	}
	answer := func(what, id string) {
		n := s.Answer(s.Overview(c), id, "func A() {\n\tx<y\n}")
		fmt.Fprintf(&b, "== %s\n%s\n%s\n", what, n.Text, n.HTML)
	}
	card("nothing begun")
	after("a stub", "l1/a", checks.NotAttempted)
	after("failed", "l1/a", checks.Failed)
	s.Hint("l1/a", 0, 2)
	after("failed, a hint seen", "l1/a", checks.Failed)
	answer("a solution before a pass", "l1/a")
	s.Hint("l1/a", 0, 2)
	after("failed, all hints seen", "l1/a", checks.Error)
	answer("a solution before a pass, again", "l1/a")
	after("passed", "l1/a", checks.Passed)
	after("failed after a pass", "l1/a", checks.Failed)
	after("a stub after a pass", "l1/a", checks.NotAttempted)
	answer("a solution after a pass", "l1/a")
	after("the next is in another lesson", "l1/b", checks.Passed)
	after("begun", "l2/extra", checks.Failed)
	after("the next is a challenge", "l2/c", checks.Passed)
	card("one left")
	after("the last", "l2/extra", checks.Passed)
	after("not of this course", "l9/x", checks.Failed)
	card("all solved")
	golden(t, "cards.txt", b.String())
}

func golden(t *testing.T, name, got string) {
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if w := string(want); got != w {
		i := 0
		for i < min(len(got), len(w)) && got[i] == w[i] {
			i++
		}
		t.Errorf("%s differs at byte %d: got %s, want %s (-update rewrites it)", path, i, strconv.Quote(got[i:min(i+80, len(got))]), strconv.Quote(w[i:min(i+80, len(w))]))
	}
}
