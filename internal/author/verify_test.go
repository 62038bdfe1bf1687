package author

import (
	"context"
	"slices"
	"testing"
	"time"
)

func verify(root string) (string, error) {
	return Verify(context.Background(), root, 10*time.Second)
}

func TestVerify(t *testing.T) {
	root := released(t)
	before := tree(t, root)
	summary, err := verify(root)
	if err != nil {
		t.Fatal(err)
	}
	want := "the course is sound: 2 lessons, 3 exercises, 12 planted wrong answers, 8 generated files fresh"
	if summary != want {
		t.Errorf("got %q\nwant %q", summary, want)
	}
	if !slices.Equal(tree(t, root), before) {
		t.Error("verify left files behind")
	}
}

// Sources that do not fit together.
func TestLoadFaults(t *testing.T) {
	const (
		twice  = "solutions/first/twice.go"
		check  = "checks/first/twice.go"
		first  = "notebooks/01_first.md"
		second = "notebooks/02_second.md"
	)
	for _, test := range []struct {
		name string
		edit [3]string
		want string // all faults
	}{
		{"solution does not parse", [3]string{twice, "return x", "retur n x"}, "solutions/first/twice.go:13:8: expected ';', found n"},
		{"solution not formatted", [3]string{twice, "\treturn", "  return"}, "solutions/first/twice.go: not formatted: run gofmt -w solutions/first/twice.go"},
		{"solution without marks", [3]string{twice, "\t// BEGIN SOLUTION\n\treturn x + x\n\t// END SOLUTION", "\treturn 2 * x"}, "solutions/first/twice.go: no exported function has // BEGIN SOLUTION … // END SOLUTION in its body"},
		{"solution of another package", [3]string{twice, "package first", "package second"}, "solutions/first/twice.go: package second in the directory of first"},
		{"no statement", [3]string{"solutions/second/join.go", "// Join returns a and b, with a space between them.\n", ""}, "solutions/second/join.go: Join has no doc comment: it is the exercise's statement"},
		{"no checks", [3]string{check}, "solutions/first/twice.go: it has no checks: checks/first/twice.go is missing"},
		{"no solution", [3]string{twice}, "checks/first/twice.go: Twice has no solution: solutions/first/twice.go is missing"},
		{"no exercise in checks", [3]string{check, "", "package first\n"}, "checks/first/twice.go: it defines no var … = &checks.Exercise[…]{…}"},
		{"checks do not parse", [3]string{check, "var Twice", "vra Twice"}, "checks/first/twice.go:9:1: expected declaration, found vra"},
		{"two exercises in a file", [3]string{check, "// Twice asks", "var Other = &checks.Exercise[int]{}\n\n// Twice asks"}, "checks/first/twice.go: Other and Twice: a file holds one exercise"},
		{"not placed", [3]string{first, "```{exercise} first/twice\n```", ""}, "notebooks/01_first.md: exercise first/twice is placed nowhere"},
		{"placed twice", [3]string{first, "Then", "```{exercise} first/twice\n```\nThen"}, `notebooks/01_first.md:21: id "first-twice-statement" is already taken in line 18`},
		{"placed in another lesson", [3]string{second, "# Second", "```{exercise} first/twice\n```"}, "notebooks/02_second.md:7: first/twice belongs to another lesson: this one's exercises are named second/…"},
		{"unknown exercise", [3]string{first, "Then", "```{exercise} first/twise\n```\nThen"}, "notebooks/01_first.md:21: there is no exercise first/twise; did you mean first/twice?"},
		{"no lesson", [3]string{second}, "solutions/second/join.go: there is no lesson notebooks/NN_second.md to place it"},
		{"lesson's name", [3]string{"notebooks/3_third.md", "", "x"}, "notebooks/3_third.md: a lesson's name is like 01_fasterer.md"},
		{"lesson twice", [3]string{"notebooks/03_first.md", "", "---\n---\n"}, "notebooks/03_first.md: 01_first is the lesson of package first already"},
		{"lesson's Markdown", [3]string{first, ":id: imports\n", ""}, "notebooks/01_first.md:9: a code cell without an id: write :id: some-name in its first line"},
		{"cell id twice", [3]string{first, ":id: imports", ":id: intro"}, `notebooks/01_first.md:9: id "intro" is already taken in line 7`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, faults := Load(newCourse(t, test.edit))
			if err := faults.err(); err == nil || err.Error() != test.want {
				t.Errorf("got\n%v\nwant\n%s", err, test.want)
			}
		})
	}
}

// What only the compiler and the judge can find. Faults of an exercise itself
// are planted in package judge.
func TestVerifyFaults(t *testing.T) {
	const (
		twice = "solutions/first/twice.go"
		check = "checks/first/twice.go"
	)
	for _, test := range []struct {
		name          string
		before, after [][3]string // edits before and after generate
		want          string      // all faults
	}{
		{
			name:  "checks do not compile",
			after: [][3]string{{check, "solutions.Twice", "solutions.Thrice"}},
			want:  "checks: they do not compile:\n  checks/first/twice.go:14:23: undefined: solutions.Thrice",
		},
		{
			name:  "other ID",
			after: [][3]string{{check, `"first/twice"`, `"first/total"`}},
			want:  `checks/first/twice.go: Twice is not the exercise "first/twice": its ID differs`,
		},
		{
			name:  "other Func",
			after: [][3]string{{check, `Func: "Twice"`, `Func: "Total"`}},
			want:  `checks/first/twice.go: Func is "Total", the solution's function is Twice`,
		},
		{
			name: "generated files",
			after: [][3]string{
				{twice, "Twice returns", "Twice gives"},
				{"exercises/first/total.go", "panic(lesson.TODO)", "sum++"},
				{"exercises/second/join.go"},
				{"checks/first/zz_all.go", "\tTwice,\n", ""},
				{"notebooks/02_second.ipynb", "panic(lesson.TODO)", "return a"},
			},
			want: "checks/first/zz_all.go: out of date: run go generate ./...\n" +
				"exercises/first/total.go: solved stub: a course is released unsolved; delete the file and run go generate ./...\n" +
				"exercises/first/twice.go: out of date: run go generate ./...\n" +
				"exercises/second/join.go: missing: run go generate ./...\n" +
				"notebooks/01_first.ipynb: out of date: run go generate ./...\n" +
				"notebooks/02_second.ipynb: solved stub: a course is released unsolved; delete the file and run go generate ./...",
		},
		{
			name: "stub does not compile; other lessons are proved all the same",
			before: [][3]string{
				{twice, "\t// BEGIN", "\tunused := x\n\t// BEGIN"},
				{twice, "x + x", "x + unused"},
				{"checks/first/total.go", "return len(words)", "return 7"},
				{"checks/second/join.go", "return a + b }", "return a + \" \" + b }"},
			},
			want: `checks/first/total.go: wrong answer "words" passes "values", which it should fail` + "\n" +
				`checks/second/join.go: wrong answer "no space" passes "values", which it should fail` + "\n" +
				"exercises/first: its stubs do not compile:\n  exercises/first/twice.go:18:2: declared and not used: unused",
		},
		{
			name: "stub is attempted; other signature",
			before: [][3]string{
				{twice, "\t// BEGIN", "\tif x > 0 {\n\t\treturn 0\n\t}\n\t// BEGIN"},
				{twice, "x + x", "x"},
				{check, "solutions.Twice", "func(x int) int { _ = solutions.Twice; return 2 * x }"},
				{"solutions/second/join.go", "(a, b string)", "(a, b string, _ ...int)"},
				{"checks/second/join.go", "solutions.Join", "func(a, b string) string { return solutions.Join(a, b) }"},
			},
			want: "checks/first/twice.go: its stub is failed, not not attempted: positive: got 0, want 10\n" +
				"checks/second/join.go: its stub is error, not not attempted: signature: Join is a func(string, string, ...int) string; the exercise asks for a func(string, string) string",
		},
		{
			name:   "reference crashes",
			before: [][3]string{{twice, "return x + x", "return Twice(x)"}},
			want:   "checks/first/twice.go: proving it went wrong: fatal error: stack overflow",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := released(t)
			if test.before != nil {
				for _, e := range test.before {
					edit(t, root, e)
				}
				generate(t, root)
			}
			for _, e := range test.after {
				edit(t, root, e)
			}
			_, err := verify(root)
			if err == nil || err.Error() != test.want {
				t.Errorf("got\n%v\nwant\n%s", err, test.want)
			}
		})
	}
}
