package answer

import (
	"go/ast"
	"go/parser"
	"go/token"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// What any candidate must be, whatever it was made from.
func sound(t *testing.T, c *Candidate) {
	t.Helper()
	if bad := directives(c.Source); bad != "" {
		t.Errorf("%q in\n%s", bad, c.Source)
	}
	tree, err := parser.ParseFile(token.NewFileSet(), "", c.Source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("%v in\n%s", err, c.Source)
	}
	if tree.Name.Name != "answer" {
		t.Errorf("package %s", tree.Name.Name)
	}
	for _, spec := range tree.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		if packages[path] == "" || spec.Name != nil && (spec.Name.Name == "_" || spec.Name.Name == ".") {
			t.Errorf("import of %s", path)
		}
	}
	found := 0
	for _, d := range tree.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
			switch f.Name.Name {
			case c.Func:
				found++
			case "init", "main":
				t.Errorf("func %s in\n%s", f.Name.Name, c.Source)
			}
		}
	}
	if found != 1 {
		t.Errorf("%s is declared %d times in\n%s", c.Func, found, c.Source)
	}
	if n := strings.Count(string(c.Source), "\n"); n != len(c.Lines) {
		t.Errorf("%d lines, %d places", n, len(c.Lines))
	}
}

func directives(source []byte) (bad string) {
	scan(source, func(_ int, tok token.Token, lit string) bool {
		if tok == token.COMMENT && directive(lit) {
			bad = lit
		}
		return true
	})
	return bad
}

// Small files that make a type checker, a formatter or a stack grow without end
// cost what their size costs.
func TestBombs(t *testing.T) {
	const most = mostSource - 1000
	fill := func(s string) string { return strings.Repeat(s, most/len(s)) }
	var double strings.Builder
	double.WriteString("type t0 struct{}\n")
	for i := range 40 {
		n, m := strconv.Itoa(i+1), strconv.Itoa(i)
		double.WriteString("type t" + n + " = func(t" + m + ", t" + m + ") [1 << 40]t" + m + "\n")
	}
	for name, source := range map[string]string{
		"parentheses":                  "var x = " + fill("("),
		"closures of 38 KB":            "var x = " + strings.Repeat("func(){", 3000) + strings.Repeat("}", 3000),
		"closures, called":             assignHead + strings.Repeat("func(){x:=", 900) + "1" + strings.Repeat("}()", 900) + "\n}",
		"types that double":            double.String() + "func Assign(data, centroids t40) t40 {\n\treturn nil\n}",
		"types that double, in a body": double.String() + assignHead + "var x t40\n\t_ = x\n\treturn nil\n}",
		"types of themselves":          "type a = b\ntype b = a\nfunc Assign(data, centroids a) b {\n\treturn nil\n}",
		"generics":                     "type g[T any] struct{ x g[g[T]] }\n" + assignHead + "var x g[int]\n\t_ = x\n\treturn nil\n}",
		"constants":                    "const big = 1 << 1000000000 << 1000000000\n" + assignHead + "_ = big\n\treturn nil\n}",
		"not":                          "var x = " + fill("!") + "a",
		"sum":                          "var x = 1" + fill("+1"),
		"dots":                         "var x = a" + fill(".b"),
		"calls":                        "var x = a" + fill("()"),
		"slices":                       "var x " + fill("[]") + "int",
		"functions":                    "var x " + fill("func()"),
		"literals":                     "var x = T" + fill("{"),
		"closing first":                fill(")")[:most/2] + fill("(")[:most/2],
		"else":                         assignHead + "if a {} " + strings.Repeat("else if a {}", 20_000) + "\n}",
		"labels":                       assignHead + fill("a:")[:most-200] + "\n}",
		"locals":                       assignHead + strings.Repeat("a:=a;", 45_000) + "return nil\n}",
		"statements":                   assignHead + fill("x;")[:most-200] + "\n}",
		"declarations":                 fill("var a,b,c,d,e int;"),
		"comments":                     fill("/*line a:1*/"),
		"directives":                   fill("//go:x\n"),
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		w, err := Notebook("x.ipynb", notebookOf(own("assign", source)), small)
		if err != nil {
			t.Fatal(err)
		}
		c, _ := w.Answer("small/assign", nil)
		runtime.ReadMemStats(&after)
		if c != nil {
			sound(t, c)
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 64 {
			t.Errorf("%s: %d MB allocated", name, mb)
		}
		if mb := (int64(after.StackSys) - int64(before.StackSys)) >> 20; mb > 64 {
			t.Errorf("%s: %d MB of stack", name, mb)
		}
	}
}

// All cells together are parsed up to a limit, the exercises' own first.
func TestMostGo(t *testing.T) {
	var cells []written
	for range 10 {
		cells = append(cells, code("", "var x = `"+strings.Repeat("x", 250<<10)+"`"))
	}
	w, err := Notebook("x.ipynb", notebookOf(append(cells, own("assign", "/*"+strings.Repeat("x", 100<<10)+"*/"+assignDone))...), small)
	if err != nil {
		t.Fatal(err)
	}
	if c, _ := w.Answer("small/assign", nil); c == nil {
		t.Error("no candidate")
	}
	if log := logOf(w); len(log) != 7 || !strings.HasPrefix(log[0], "cell 4, line 1: it is larger than") {
		t.Errorf("%q", log)
	}
}

// A log of what a student wrote has an end, and nothing in it is more than a line.
func TestLogIsShort(t *testing.T) {
	var cells []written
	for range 10_000 {
		cells = append(cells, code("a\x1b[2J\n", "func init() {}; \x1b[31m"))
	}
	w, err := Notebook("x.ipynb", notebookOf(cells...), small)
	if err != nil {
		t.Fatal(err)
	}
	log := w.Log()
	if len(log) != mostLog+1 || strings.ContainsAny(strings.Join(log, ""), "\n\x1b") {
		t.Errorf("%d lines, the first %q", len(log), log[0])
	}
}

func FuzzSource(f *testing.F) {
	for _, e := range small {
		f.Add(string(e.Stub), string(e.Reference), "")
	}
	f.Add(imports, assignDone, trainDone)
	f.Add("const (\n\ta = iota\n\tb\n)\ntype s[T any] struct{ x T }\nfunc (s[T]) m() {}", assignHead+"var x s[int]\nx.m()\nreturn np.New([]int{b: 1})\n}", "!ls \\\n%%\n")
	f.Add("//line x:1\n/*line y:1:2*/ var x = `//go:`", assignHead+"_ = x\nl: for { break l }\n}", "import . \"fmt\"\nimport \"C\"\nfunc init() {}")
	f.Add("type a = b; type b = a", "func Assign(x, y a) (z b) { switch x := any(x).(type) { case int: _ = x }; select { case x := <-y: x() }; return }", "")
	f.Fuzz(func(t *testing.T, first, second, third string) {
		works := []*Work{}
		w, err := Notebook("x.ipynb", notebookOf(code("a", first), own("assign", second), own("train", third)), small)
		if err != nil {
			t.Fatal(err)
		}
		works = append(works, w)
		if w, err = Files(map[string][]byte{"small/a.go": []byte(first), "small/assign.go": []byte(second), "small/train.go": []byte(third)}, small); err != nil {
			t.Fatal(err)
		}
		works = append(works, w)
		for _, w := range works {
			for _, e := range small {
				for _, references := range []bool{false, true} {
					c, problem := w.Answer(e.ID, func(string) bool { return references })
					if c != nil {
						sound(t, c)
					}
					if problem != nil && (c != nil || problem.Message == "" || problem.At.Line < 0 || strings.ContainsAny(problem.Message, "\n\x1b")) {
						t.Errorf("problem %v: %q", problem.At, problem.Message)
					}
				}
			}
		}
	})
}
