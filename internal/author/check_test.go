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
			if c.Message != "" && c.Outcome != checks.NotAttempted {
				s += "; " + c.Name + ": " + c.Message
			}
		}
		lines = append(lines, s)
	}
	var out strings.Builder
	before := tree(t, root)
	err = course.Check(context.Background(), exercises, limit, Audience{
		Report: line,
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
		words = "exercises/first/total.go"
		other = "exercises/first/mine.go"
		total = "first/total not attempted 0/1"
		join  = "second/join not attempted 0/1"
		todo  = "panic(lesson.TODO)"
	)
	// The import of package lesson stays in the file, unused.
	answer := func(body string) [][3]string { return [][3]string{{twice, todo, body}} }
	counted := [3]string{words, todo, "sum += len(word)"}
	for _, test := range []struct {
		name  string
		edits [][3]string
		want  []string // a line each; … at the end leaves the rest open
	}{
		{"nothing begun", nil, []string{"first/twice not attempted 0/1.5", total, join}},
		{"passed", answer("return 2 * x"), []string{"first/twice passed 1.5/1.5", total, join}},
		{"failed", answer("return 3 * x"), []string{"first/twice failed 0/1.5; positive: got 15, want 10\nThat is 3·x.", total, join}},
		{"half", answer("return max(2*x, -2*x)"), []string{"first/twice failed 1/1.5; negative: got 8, want -8", total, join}},
		{"panic", answer("return x / (x - x)"), []string{"first/twice error 0/1.5; positive: it panics: a division of integers by 0\nGo's words: integer divide by zero\nin the line `twice.go:18: return x / (x - x)`", total, join}},
		{"crash in a goroutine", answer("go func() { panic(\"away\") }()\n\tselect {}"), []string{"first/twice error 0/1.5; runs: panic: away\nat exercises/first/twice.go:18", total, join}},
		{"endless recursion", answer("return Twice(x) + 1"), []string{"first/twice error 0/1.5; runs: fatal error: stack overflow\nat exercises/first/twice.go:1…", total, join}},
		{"exit", [][3]string{{twice, todo, "os.Exit(0)\n\treturn 0"}, {twice, `import "fastergo/lesson"`, `import "os"`}}, []string{"first/twice error 0/1.5; runs: the program ended in the middle of it: does it call os.Exit?", total, join}},
		{"other signature", [][3]string{{twice, "(x int) int", "(x float64) float64"}}, []string{"first/twice error 0/1.5; signature: Twice is a func(float64) float64; the exercise asks for a func(int) int", total, join}},
		{"type parameters", [][3]string{{twice, "Twice(x int) int", "Twice[T int](x T) T"}}, []string{"first/twice error 0/1.5; builds: exercises/first/twice.go:17:6: Twice has type parameters: the exercise asks for a function without", total, join}},
		{"renamed", [][3]string{{twice, "func Twice", "func Double"}}, []string{"first/twice error 0/1.5; function: exercises/first/twice.go has no func Twice: bring it back…", total, join}},
		{"deleted", [][3]string{{twice}}, []string{"first/twice error 0/1.5; function: exercises/first/twice.go has no func Twice: bring it back…", total, join}},
		{"does not compile", append(answer("return y"), counted), []string{
			"first/twice error 0/1.5; builds: exercises/first/twice.go:18:9: undefined: y", "first/total passed 1/1", join,
		}},
		{"does not parse", append(answer("return ("), counted), []string{
			"first/twice error 0/1.5; builds: exercises/first/twice.go:19:1: syntax error: unexpected }, expected expression…", "first/total passed 1/1", join,
		}},
		{"two files do not compile, nor does the second lesson", append(answer("return y\n}\n\nfunc more() {\n\tz++"), [3]string{words, todo, "sum += word"}, [3]string{"exercises/second/join.go", todo, "return 7"}), []string{
			"first/twice error 0/1.5; builds: exercises/first/twice.go:18:9: undefined: y\nexercises/first/twice.go:22:2: undefined: z",
			"first/total error 0/1; builds: exercises/first/total.go:20:3: invalid operation: sum += word (mismatched types int and string)",
			"second/join error 0/1; builds: exercises/second/join.go:11:9: cannot use 7 (untyped int constant) as string value in return statement",
		}},
		{"one helper in two files", append(answer("return 2 * x\n}\n\nfunc help() {"), counted, [3]string{words, "// Each calls", "func help() {}\n\n// Each calls"}), []string{
			"first/twice error 0/1.5; builds: exercises/first/twice.go:21:6: help redeclared in this block\n\texercises/first/total.go:25:6: other declaration of help",
			"first/total passed 1/1", join,
		}},
		{"an exercise's function in another exercise's file", append(answer("return 2 * x"), [3]string{words, "// Each calls", "func Twice() {}\n\n// Each calls"}), []string{
			"first/twice passed 1.5/1.5", "first/total error 0/1; builds: exercises/first/total.go:25:6: a second Twice: it is asked for in exercises/first/twice.go", join,
		}},
		{"an old answer kept beside", append(answer("return 2 * x"), [3]string{other, "", "package first\n\nfunc Twice(x int) int { return x }\n"}), []string{
			"first/twice passed 1.5/1.5", total, join, "printed exercises/first/mine.go:3:6: a second Twice: it is asked for in exercises/first/twice.go",
		}},
		{"a stub's type in another file", [][3]string{counted, {twice, "func Twice", "type Words int\n\nfunc Twice"}, {twice, todo, "return 2 * x"}}, []string{
			"first/twice error 0/1.5; builds: exercises/first/twice.go:17:6: Words redeclared in this block\n\texercises/first/total.go:14:6: other declaration of Words", "first/total passed 1/1", join,
		}},
		{"an untouched stub's type in another file", [][3]string{{other, "", "package first\n\ntype Words int\n"}}, []string{
			"first/twice not attempted 0/1.5", total, join, "printed exercises/first/total.go:14:6: Words redeclared in this block\n\texercises/first/mine.go:3:6: other declaration of Words…",
		}},
		{"a stub spoiled by any other file", append([][3]string{counted}, [3]string{other, "", "package first\n\nfunc panic(any) {}\n"}), []string{
			"first/twice not attempted 0/1.5", "first/total error 0/1; builds: exercises/first/twice.go:19:1: missing return", join, "printed exercises/first/twice.go:19:1: missing return",
		}},
		{"a stub's type taken away", [][3]string{{twice, todo, "return 2 * x"}, {words, "type Words []string", "type Other []string"}, {words, todo, "sum++"}}, []string{
			"first/twice passed 1.5/1.5", "first/total error 0/1; builds: exercises/first/total.go:19:2: undefined: Words\n…", join,
		}},
		{"a helper in a file that does not compile", append(answer("return help(x)"), [3]string{words, todo, "sum += y"}, [3]string{words, "// Each calls", "func help(x int) int { return 2 * x }\n\n// Each calls"}), []string{
			"first/twice error 0/1.5; builds: exercises/first/twice.go:18:9: undefined: help\nleft out, which may be why: exercises/first/total.go:20:10: undefined: y",
			"first/total error 0/1; builds: exercises/first/total.go:20:10: undefined: y", join,
		}},
		{"the reader's own file", append(answer("return help(x)"), counted, [3]string{other, "", "package first\n\nfunc help(x int) int { return 2 * x }\n"}), []string{
			"first/twice passed 1.5/1.5", "first/total passed 1/1", join,
		}},
		{"the reader's own file does not compile", append(answer("return help(x)"), counted, [3]string{other, "", "package first\n\nfunc help(x int) int { return y }\n"}), []string{
			"first/twice error 0/1.5; builds: exercises/first/twice.go:18:9: undefined: help\nleft out, which may be why: exercises/first/mine.go:3:31: undefined: y",
			"first/total passed 1/1", join, "printed exercises/first/mine.go:3:31: undefined: y",
		}},
		{"more problems than a reader wants", answer("return y\n}\n\nfunc more() {\n" + strings.Repeat("\tz++\n", 11)), []string{
			"first/twice error 0/1.5; builds: exercises/first/twice.go:18:9: undefined: y\n…", total, join,
		}},
		{"other package", append(answer("return 2 * x"), [3]string{twice, "package first", "package main"}), []string{
			"first/twice error 0/1.5; builds: exercises/first/twice.go:5:9: package main: the files beside it are package first", total, join,
		}},
		{"empty file", [][3]string{{twice, "", "\n"}}, []string{
			"first/twice error 0/1.5; builds: exercises/first/twice.go:1:1: no package line: a file here begins with package first", total, join,
		}},
		{"no such import", append(answer("return nothing.Twice(x)"), [3]string{twice, `"fastergo/lesson"`, `"fastergo/nothing"`}), []string{
			"first/twice error 0/1.5; builds: exercises/first/twice.go:7:8: package fastergo/nothing is not in std…", total, join,
		}},
		{"imports itself", append(answer("return first.Twice(x)"), [3]string{twice, `"fastergo/lesson"`, `"fastergo/exercises/first"`}), []string{
			"first/twice error 0/1.5; builds: package fastergo/internal/zz_judge\n\timports fastergo/exercises/first…", total, join,
		}},
		{"crashes before it begins", [][3]string{{twice, "func Twice", "func init() { panic(\"early\") }\n\nfunc Twice"}, counted}, []string{
			"first/twice error 0/1.5; builds: exercises/first/twice.go:17: the program ends before anything is judged: panic: early", "first/total passed 1/1", join,
		}},
		{"exits before it begins", [][3]string{{twice, "func Twice", "func init() { os.Exit(1) }\n\nfunc Twice"}, {twice, `"fastergo/lesson"`, `"os"`}, {twice, todo, "return 1"}}, []string{
			"first/twice error 0/1.5; builds: the program ends before anything is judged: the program ended in the middle of it: does it call os.Exit?…", total, join,
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := released(t)
			for _, e := range test.edits {
				edit(t, root, e)
			}
			got, printed := check(t, root, time.Minute)
			if printed != "" {
				got = append(got, "printed "+strings.TrimSpace(printed))
			}
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
	want := []string{"first/twice error 0/1.5; runs: did not end within 1 s: is there an endless loop?", "second/join not attempted 0/1"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestCheckPrints(t *testing.T) {
	root := released(t)
	edit(t, root, [3]string{"exercises/second/join.go", "panic(lesson.TODO)", "fmt.Println(\"on stdout\")\n\tprintln(\"on stderr\")\n\treturn a + \" \" + b"})
	edit(t, root, [3]string{"exercises/second/join.go", `import "fastergo/lesson"`, "import (\n\t\"fmt\"\n\t\"os\"\n)"})
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

func TestCheckIsStopped(t *testing.T) {
	root := released(t)
	edit(t, root, [3]string{"exercises/first/twice.go", "panic(lesson.TODO)", "os.Stdout.WriteString(\"begun\")\n\tfor {\n\t}"})
	edit(t, root, [3]string{"exercises/first/twice.go", `"fastergo/lesson"`, `"os"`})
	course, _ := Load(root)
	ctx, cancel := context.WithCancel(context.Background())
	err := course.Check(ctx, course.Exercises(), time.Minute, Audience{Output: canceller(cancel), Report: func(*checks.Report) {}})
	if !errors.Is(err, context.Canceled) || err.Error() != "stopped while first/twice was judged" {
		t.Errorf("judging: got %v", err)
	}
	err = course.Check(ctx, course.Exercises(), time.Minute, Audience{})
	if !errors.Is(err, context.Canceled) || err.Error() != "stopped while the judge was built" {
		t.Errorf("building: got %v", err)
	}
}

// A canceller cancels when something is written to it.
type canceller context.CancelFunc

func (c canceller) Write(p []byte) (int, error) {
	c()
	return len(p), nil
}

func TestHints(t *testing.T) {
	course, _ := Load(newCourse(t))
	hints, err := course.Hints(context.Background(), course.Exercises()[0])
	if want := []string{"Add.", "`x + x`"}; err != nil || !slices.Equal(hints, want) {
		t.Errorf("got %q, %v", hints, err)
	}
}

func TestWithoutUnusedImports(t *testing.T) {
	const body = "\n\nfunc f() { fmt.Print(y.X) }\n"
	for _, test := range []struct{ name, imports, want string }{
		{"alone", `import "fastergo/lesson"`, `                        `},
		{"alone and used", `import "fmt"`, `import "fmt"`},
		{"in a block", "import (\n\t\"fmt\"\n\n\t\"fastergo/lesson\" // TODO\n)", "import (\n\t\"fmt\"\n\n\t                  // TODO\n)"},
		{"all of a block", "import (\n\t\"os\"\n)", "import (\n\t    \n)"},
		{"by another name", "import (\n\ty \"os\"\n\tfmt2 \"fmt\"\n)", "import (\n\ty \"os\"\n\t          \n)"},
		{"used by its last element alone", "import (\n\t\"math/rand/v2\"\n\t\"a/fmt/v2\"\n)", "import (\n\t              \n\t\"a/fmt/v2\"\n)"},
		{"for what it does", "import (\n\t_ \"embed\"\n\t. \"math\"\n)", "import (\n\t_ \"embed\"\n\t. \"math\"\n)"},
		{"from elsewhere, whose name nobody knows", `import "example.com/go-y"`, `import "example.com/go-y"`},
		{"from elsewhere with a name", `import z "example.com/go-y"`, `                          ` + " "},
		{"on one line", `import "os"; import ("io"; "fmt")`, `             ` + `import (      "fmt")`},
		{"on two lines", "import\n\t\"os\"", "      \n     "},
		{"does not parse", `import "os" x`, `import "os" x`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := string(withoutUnusedImports([]byte("package p\n\n" + test.imports + body)))
			if want := "package p\n\n" + test.want + body; got != want {
				t.Errorf("got\n%q\nwant\n%q", got, want)
			}
		})
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
