package author

import (
	"strings"
	"testing"
)

func TestParseSolutionErrors(t *testing.T) {
	const doc = "package p\n\n// F is asked for.\n"
	for _, test := range []struct{ name, src, want string }{
		{"no end", doc + "func F() {\n\t// BEGIN SOLUTION\n}\n", "f.go:5: // BEGIN SOLUTION without an end"},
		{"no beginning", doc + "func F() {\n\t// END SOLUTION\n}\n", "f.go:5: // END SOLUTION without a beginning"},
		{"nested", doc + "func F() {\n\t// BEGIN SOLUTION\n\t// BEGIN SOLUTION\n\t// END SOLUTION\n}\n", "f.go:6: a second // BEGIN SOLUTION before the first one's end"},
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
