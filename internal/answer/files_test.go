package answer

import (
	"strings"
	"testing"
)

func TestFiles(t *testing.T) {
	file := func(body string) string {
		body, _, _ = strings.Cut(body, "\n\n%%")
		return "package small\n\nimport np \"fastergo/arraylib\"\n\n" + body + "\n"
	}
	hashed := func(body string) string { return body + "\n//fastergo:stub " + stubHash(body) + "\n" }
	tests := []struct {
		name  string
		files []string // names and contents in turn
		want
	}{
		{"solved", []string{"small/assign.go", file(assignDone)}, want{has: []string{"np.Zeros"}}},
		{"untouched", []string{"small/assign.go", string(small[0].Stub)}, want{none: true}},
		{"untouched, of Windows", []string{"small/shapes.go", strings.ReplaceAll(string(small[2].Stub), "\n", "\r\n")}, want{exercise: "shapes", none: true}},
		{"untouched, of another edition", []string{"small/shapes.go", hashed("package small\n\nfunc Shapes() []string {\n\treturn []string{\"\", \"\", \"\"}\n}\n")}, want{exercise: "shapes", none: true}},
		{"of another edition, filled in", []string{"small/shapes.go", strings.Replace(hashed("package small\n\nfunc Shapes() []string {\n\treturn []string{\"\", \"\", \"\"}\n}\n"), `""`, `"3"`, 1)}, want{
			exercise: "shapes", has: []string{`"3", ""`}}},
		{"none", nil, want{none: true}},
		{"emptied", []string{"small/assign.go", "package small\n"}, want{none: true}},
		{"no text at all", []string{"small/assign.go", ""}, want{
			problem: "small/assign.go:1: it does not parse: expected 'package'", log: []string{"small/assign.go:1"}}},
		{"a helper in another file", []string{"small/assign.go", file(assignHead + "return np.Full(f(), 3)\n}"), "small/util.go", "package small\n\nimport \"math\"\n\nfunc f() int { return int(math.Sqrt(4)) }\n"}, want{
			has: []string{"func f()", `import "math"`}}},
		{"a helper in another lesson", []string{"small/assign.go", file(assignHead + "return np.Full(f(), 3)\n}"), "other/util.go", "package other\n\nfunc f() int { return 1 }\n"}, want{
			not: []string{"func f()"}, compiler: "small/assign.go:6"}},
		{"another exercise", []string{"small/assign.go", file(assignDone), "small/train.go", file(trainDone)}, want{
			exercise: "train", uses: []string{"small/assign"}, has: []string{"func Assign"}}},
		{"another exercise, by reference", []string{"small/assign.go", file("func ("), "small/train.go", file(trainDone)}, want{
			exercise: "train", uses: []string{"small/assign"}, references: []string{"small/assign"}, has: []string{"func distances"}, log: []string{"small/assign.go:5: it does not parse"}}},
		{"does not parse", []string{"small/assign.go", file("func ("), "small/train.go", file(trainHead + "return nil\n}")}, want{
			problem: "small/assign.go:5: it does not parse", log: []string{"small/assign.go:5"}}},
		{"another file does not parse", []string{"small/assign.go", file(assignDone), "small/train.go", file("func (")}, want{
			has: []string{"np.Zeros"}, log: []string{"small/train.go:5"}}},
		{"in another file", []string{"small/assign.go", string(small[0].Stub), "small/mine.go", file(assignDone)}, want{
			has: []string{"np.Zeros"}, log: []string{"small/assign: Assign is taken from small/mine.go:5, known by its name and signature: the exercise's own file has no answer"}}},
		{"twice", []string{"small/assign.go", file(assignDone), "small/mine.go", file(assignHead + "return nil\n}"), "small/z.go", file(assignHead + "return nil\n}")}, want{
			has: []string{"np.Zeros"}, log: []string{"also at small/mine.go:5; the one at small/assign.go:5 counts", "also at small/z.go:5"}}},
		{"twice, the own file second", []string{"small/a.go", file(assignHead + "return nil\n}"), "small/assign.go", file(assignDone)}, want{
			has: []string{"np.Zeros"}, log: []string{"also at small/a.go:5; the one at small/assign.go:5 counts"}}},
		{"signature", []string{"small/assign.go", file("func Assign() {}")}, want{problem: "small/assign.go:5: it has another signature: it is func Assign(); the exercise asks for func Assign(data"}},
		{"a missing import", []string{"small/assign.go", file(assignHead + "_ = math.Pi\n\treturn nil\n}")}, want{has: []string{`import "math"`}}},
		{"each file has its own imports", []string{"small/assign.go", file(assignHead + "return rnd.Full(f(), 3)\n}"), "small/util.go", "package small\n\nimport rnd \"math/rand\"\n\nfunc f() int { return rnd.Intn(3) }\n"}, want{
			compiler: "small/assign.go:6"}},
		{"a build constraint", []string{"small/assign.go", "//go:build ignore\n\n" + file(assignDone)}, want{reject: true, problem: `small/assign.go:1: the comment "//go:build ignore"`}},
		{"tests and hidden files", []string{"small/assign_test.go", file(assignDone), "small/_x.go", file(assignDone), "small/.y.go", file(assignDone)}, want{none: true, log: []string{"small/.y.go is left out", "small/_x.go", "small/assign_test.go is left out"}}},
		{"a byte order mark", []string{"small/assign.go", "\xef\xbb\xbf" + file(assignDone)}, want{}},
		{"not UTF-8", []string{"small/assign.go", file("// \xff\n" + assignDone)}, want{problem: "small/assign.go:5: it is not UTF-8", log: []string{"small/assign.go:5"}}},
		{"package main", []string{"small/assign.go", strings.Replace(file(assignDone), "small", "main", 1)}, want{}},
	}
	candidates := map[string]*Candidate{}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files, written := map[string][]byte{}, map[Position]string{}
			for i := 0; i < len(test.files); i += 2 {
				files[test.files[i]] = []byte(test.files[i+1])
				for k, line := range strings.Split(strings.TrimPrefix(test.files[i+1], "\xef\xbb\xbf"), "\n") {
					written[Position{File: test.files[i], Line: k + 1}] = line
				}
			}
			w, err := Files(files, small)
			if err != nil {
				t.Fatal(err)
			}
			if c := test.check(t, w, written); c != nil {
				candidates[test.name] = c
			}
		})
	}
	if testing.Short() {
		return
	}
	places := compilePlaces(t, candidates)
	for _, test := range tests {
		if got := places[test.name]; got != test.compiler {
			t.Errorf("%s: compile errors at %q, want %q", test.name, got, test.compiler)
		}
	}
}
