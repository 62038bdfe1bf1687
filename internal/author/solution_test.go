package author

import (
	"strings"
	"testing"

	"fastergo/internal/notebook"
)

func TestParseSolutionErrors(t *testing.T) {
	const doc = "package p\n\n// F is asked for.\n"
	for _, test := range []struct{ name, src, want string }{
		{"no end", doc + "func F() {\n\t// BEGIN SOLUTION\n}\n", "f.go:5: // BEGIN SOLUTION without an end"},
		{"no beginning", doc + "func F() {\n\t// END SOLUTION\n}\n", "f.go:5: // END SOLUTION without a beginning"},
		{"nested", doc + "func F() {\n\t// BEGIN SOLUTION\n\t// BEGIN SOLUTION\n\t// END SOLUTION\n}\n", "f.go:6: // BEGIN SOLUTION before the end of // BEGIN SOLUTION"},
		{"ends another", doc + "func F() {\n\t// BEGIN STUB\n\t// END SOLUTION\n}\n", "f.go:6: // END SOLUTION without a beginning"},
		{"a stub alone", doc + "func F() {\n\t// BEGIN STUB\n\t// END STUB\n}\n", "f.go: no exported function has"},
		{"across functions", doc + "func F() {\n\t// BEGIN SOLUTION\n}\n\nfunc g() {\n\t// END SOLUTION\n}\n", "f.go:9: the marks must stand in one function, or both between declarations"},
		{"around half a function", doc + "// BEGIN SOLUTION\n\nfunc F() {\n\t// END SOLUTION\n}\n", "f.go:7: the marks must stand in one function"},
		{"in a type", doc + "type F struct {\n\t// BEGIN SOLUTION\n\tx int\n\t// END SOLUTION\n}\n", "f.go:7: the marks must stand in one function"},
		{"two functions", doc + "func F() {\n\t// BEGIN SOLUTION\n\t// END SOLUTION\n}\n\nfunc G() {\n\t// BEGIN SOLUTION\n\t// END SOLUTION\n}\n", "f.go: both F and G have // BEGIN SOLUTION in them"},
		{"unexported", "package p\n\n// f is not.\nfunc f() {\n\t// BEGIN SOLUTION\n\t// END SOLUTION\n}\n", "f.go: no exported function has"},
		{"method", "package p\n\ntype T int\n\n// F is not.\nfunc (T) F() {\n\t// BEGIN SOLUTION\n\t// END SOLUTION\n}\n", "f.go: no exported function has"},
		{"dot import", "package p\n\nimport . \"fmt\"\n\n// F is asked for.\nfunc F() {\n\t// BEGIN SOLUTION\n\tPrintln()\n\t// END SOLUTION\n}\n", `f.go: import . "fmt": exercises import by name only`},
		{"syntax", "package p\n\nfunc F( {\n}\n", "f.go:3:9: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := parseSolution("f.go", []byte(test.src), "fastergo/lesson")
			if err == nil || !strings.HasPrefix(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestStatement(t *testing.T) {
	for _, test := range []struct{ name, doc, want string }{
		{"name in front", "Fill returns `x`.\n", "`Fill` returns `x`."},
		{"no name in front", "Write it.\n", "Write it."},
		{"doc links", "Use [np.Full], [strings.Repeat], [Fill], [np.Array.At]; x[i], [N] and [k] are no links.\n", "Use `np.Full`, `strings.Repeat`, `Fill`, `np.Array.At`; x[i], [N] and [k] are no links."},
		{"links", "See [the paper] or https://example.org/x.\n\n[the paper]: https://example.org/p\n", "See [the paper](https://example.org/p) or <https://example.org/x>."},
		{"code and heading", "One.\n\n# Two\n\nFor example:\n\n\ta\n\t b\n", "One.\n\n#### Two\n\nFor example:\n\n```text\na\n b\n```"},
		{"lists", "Try\n  - one\n    and more\n  - two\n\nor\n\n 1. a\n\n 2. b\n", "Try\n\n- one\n  and more\n- two\n\nor\n\n1. a\n\n2. b"},
		{"mathematics", "The mean is $\\frac{1}{n} \\sum_i x_i$ and *not* more.\n", "The mean is $\\frac{1}{n} \\sum_i x_i$ and *not* more."},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &Solution{Func: "Fill", Doc: test.doc, reference: decls{imports: []importSpec{{path: "strings"}}}}
			if got := s.statement(); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestImportNames(t *testing.T) {
	for _, test := range []struct {
		spec importSpec
		want string
	}{
		{importSpec{"np", "fastergo/arraylib"}, "np"},
		{importSpec{"", "strings"}, "strings"},
		{importSpec{"", "math/rand/v2"}, "rand"},
	} {
		if got := test.spec.local(); got != test.want {
			t.Errorf("%v: got %s, want %s", test.spec, got, test.want)
		}
	}
}

func TestStubOfBlanks(t *testing.T) {
	s, err := parseSolution("f.go", []byte(`package p

import "strings"

// F asks.
func F() []string {
	// BEGIN SOLUTION
	return []string{strings.Repeat("a", 2), "b"}
	// END SOLUTION
	// BEGIN STUB
	// return []string{
	// 	"", // (7,1) and (7,4)
	// 	"", // the next
	// }
	// END STUB
}
`), "fastergo/lesson")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := s.stub.text, "// F asks.\nfunc F() []string {\n\treturn []string{\n\t\t\"\", // (7,1) and (7,4)\n\t\t\"\", // the next\n\t}\n}"; got != want {
		t.Errorf("stub\n%s\nwant\n%s", got, want)
	}
	if got, want := s.reference.text, "// F asks.\nfunc F() []string {\n\treturn []string{strings.Repeat(\"a\", 2), \"b\"}\n}"; got != want {
		t.Errorf("reference\n%s\nwant\n%s", got, want)
	}
	if len(s.stub.imports) != 0 || len(s.reference.imports) != 1 {
		t.Errorf("the stub imports %v, the reference %v", s.stub.imports, s.reference.imports)
	}
}

// A notebook's blanks are known by the hash beside them.
func TestBlanksAreNoAnswer(t *testing.T) {
	s := &Solution{Func: "F", stub: decls{text: "func F() []string {\n\treturn []string{\"\"}\n}"}}
	e := &Exercise{ID: "p/f", Var: "F", Solution: s, lesson: &Lesson{Package: "p"}}
	n := &notebook.Notebook{Cells: []notebook.Cell{e.markBlanks(exerciseCell(notebook.Code, notebook.AnswerID(e.ID), e.ID, notebook.Answer, e.stubCell()))}}
	for source, want := range map[string]bool{n.Cells[0].Source: false, strings.Replace(n.Cells[0].Source, `""`, `"7"`, 1): true} {
		n.Cells[0].Source = source
		text, err := n.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if answered(text) != want {
			t.Errorf("answered: %v, want %v:\n%s", !want, want, source)
		}
	}
}
