package author

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fastergo/checks"
)

// check judges exercises and returns what its audience is told, a line each.
func check(t *testing.T, root string, limit time.Duration, names ...string) (lines []string, printed string) {
	t.Helper()
	course, faults := Load(root)
	if err := faults.err(); err != nil {
		t.Fatal(err)
	}
	exercises, err := course.Find(names)
	if err != nil {
		t.Fatal(err)
	}
	line := func(r *checks.Report) {
		s := fmt.Sprintf("%s %s %g/%g", r.Exercise, r.Outcome, r.Points, r.MaxPoints)
		for _, c := range r.Criteria {
			if c.Message != "" {
				s += "; " + c.Name + ": " + c.Message
			}
		}
		lines = append(lines, s)
	}
	var out strings.Builder
	before := tree(t, root)
	err = course.Check(context.Background(), exercises, limit, Audience{
		Report: line,
		Broken: func(dir, compiler string, reports []*checks.Report) {
			lines = append(lines, dir+" broken: "+compiler)
			for _, r := range reports {
				line(r)
			}
		},
		Output: &out,
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(tree(t, root), before) {
		t.Error("check left files behind")
	}
	return lines, out.String()
}

func TestCheck(t *testing.T) {
	const (
		twice = "exercises/first/twice.go"
		total = "first/total not attempted 0/1"
		join  = "second/join not attempted 0/1"
		todo  = "panic(lesson.TODO)"
	)
	// An answer that does not use package lesson: the import goes too.
	answer := func(body string) [][3]string {
		return [][3]string{{twice, todo, body}, {twice, `import "fastergo/lesson"`, ""}}
	}
	with := func(body, imports string) [][3]string {
		return [][3]string{{twice, todo, body}, {twice, `import "fastergo/lesson"`, imports}}
	}
	for _, test := range []struct {
		name  string
		edits [][3]string
		want  []string // a line each; … at the end leaves the rest open
	}{
		{"nothing begun", nil, []string{"first/twice not attempted 0/1.5", total, join}},
		{"passed", answer("return 2 * x"), []string{"first/twice passed 1.5/1.5", total, join}},
		{"failed", answer("return 3 * x"), []string{"first/twice failed 0/1.5; positive: got 15, want 10\nThat is 3·x.", total, join}},
		{"half", answer("return max(2*x, -2*x)"), []string{"first/twice failed 1/1.5; negative: got 8, want -8", total, join}},
		{"panic", answer("return x / (x - x)"), []string{"first/twice error 0/1.5; positive: panic: integer divide by zero\nat twice.go:…", total, join}},
		{"crash in a goroutine", answer("go func() { panic(\"away\") }()\n\tselect {}"), []string{"first/twice error 0/1.5; runs: panic: away\nat exercises/first/twice.go:18", total, join}},
		{"endless recursion", answer("return Twice(x) + 1"), []string{"first/twice error 0/1.5; runs: fatal error: stack overflow\nat exercises/first/twice.go:1…", total, join}},
		{"exit", with("os.Exit(0)\n\treturn 0", `import "os"`), []string{"first/twice error 0/1.5; runs: the program ended in the middle of it: does it call os.Exit?", total, join}},
		{"other signature", [][3]string{{twice, "(x int) int", "(x float64) float64"}}, []string{"first/twice error 0/1.5; signature: Twice is a func(float64) float64; the exercise asks for a func(int) int", total, join}},
		{"renamed", [][3]string{{twice, "func Twice", "func Double"}}, []string{"first/twice error 0/1.5; function: exercises/first/twice.go has no func Twice: bring it back…", total, join}},
		{"deleted", [][3]string{{twice}}, []string{"first/twice error 0/1.5; function: exercises/first/twice.go has no func Twice: bring it back…", total, join}},
		{"does not compile", answer("return y"), []string{
			"exercises/first broken: exercises/first/twice.go:18:9: undefined: y",
			"first/twice error 0/1.5; builds: exercises/first/twice.go:18:9: undefined: y",
			"first/total error 0/1; builds: exercises/first/twice.go:18:9: undefined: y",
			join,
		}},
		{"does not parse", answer("return ("), []string{"exercises/first broken: exercises/first/twice.go:1…", "first/twice error 0/1.5…", "first/total error 0/1…", join}},
		{"crashes before it begins", [][3]string{{twice, "func Twice", "func init() { panic(\"early\") }\n\nfunc Twice"}}, []string{
			"exercises/first broken: it ends before anything is judged: panic: early\nat exercises/first/twice.go:17",
			"first/twice error 0/1.5; builds: it ends…", "first/total error 0/1…", join,
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := released(t)
			for _, e := range test.edits {
				edit(t, root, e)
			}
			got, _ := check(t, root, time.Minute)
			same := slices.EqualFunc(got, test.want, func(got, want string) bool {
				start, open := strings.CutSuffix(want, "…")
				return got == want || open && strings.HasPrefix(got, start)
			})
			if !same {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

func TestCheckTimeLimit(t *testing.T) {
	root := released(t)
	edit(t, root, [3]string{"exercises/first/twice.go", "panic(lesson.TODO)", "println(\"a\")\n\tfor lesson.TODO != nil {\n\t}\n\treturn x"})
	got, _ := check(t, root, time.Second, "first/twice", "second/join")
	want := []string{"first/twice error 0/1.5; runs: no verdict after 1s: does a loop never end?", "second/join not attempted 0/1"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestCheckPrints(t *testing.T) {
	root := released(t)
	edit(t, root, [3]string{"exercises/second/join.go", "panic(lesson.TODO)", "fmt.Println(\"on stdout\")\n\tprintln(\"on stderr\")\n\treturn a + \" \" + b"})
	edit(t, root, [3]string{"exercises/second/join.go", `import "fastergo/lesson"`, `import "fmt"`})
	got, printed := check(t, root, time.Minute, "second/join")
	if !slices.Equal(got, []string{"second/join passed 1/1"}) || printed != "on stdout\non stderr\n" {
		t.Errorf("got %q, printed %q", got, printed)
	}
}

func TestCheckIsCancelled(t *testing.T) {
	root := released(t)
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	course, _ := Load(root)
	ctx, cancel := context.WithCancel(context.Background())
	err := course.Check(ctx, course.Exercises(), time.Minute, Audience{Report: func(*checks.Report) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(temp, "fastergo-*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestNoGo(t *testing.T) {
	root := newCourse(t)
	t.Setenv("PATH", t.TempDir())
	_, err := verify(root)
	if err == nil || !strings.HasPrefix(err.Error(), "the go command is not on PATH") {
		t.Errorf("got %v", err)
	}
}

func TestFind(t *testing.T) {
	course, _ := Load(newCourse(t))
	all, err := course.Find(nil)
	if err != nil || !slices.Equal(ids(all), []string{"first/twice", "first/total", "second/join"}) {
		t.Errorf("all: %v, %v", ids(all), err)
	}
	some, err := course.Find([]string{"second/join", "first/twice", "second/join"})
	if err != nil || !slices.Equal(ids(some), []string{"second/join", "first/twice"}) {
		t.Errorf("some: %v, %v", ids(some), err)
	}
	for name, want := range map[string]string{
		"first/twise": "there is no exercise first/twise; did you mean first/twice?",
		"total":       "there is no exercise total; did you mean first/total?",
		"first":       "there is no exercise first; did you mean first/twice or first/total?",
		"nothing":     "there is no exercise nothing",
	} {
		if _, err := course.Find([]string{name}); err == nil || err.Error() != want {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
