package answer

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// The exercises of these tests: little ones, in a lesson "small".
var small = []Exercise{
	exerciseOf("assign", "Assign", `import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// Assign says which centroid is nearest.
func Assign(data, centroids *np.Array[float64]) *np.Array[int] {
	panic(lesson.TODO)
}`, `import np "fastergo/arraylib"

// Assign says which centroid is nearest.
func Assign(data, centroids *np.Array[float64]) *np.Array[int] {
	return np.ArgMin(distances(data, centroids), np.Axis(1))
}

func distances(data, centroids *np.Array[float64]) *np.Array[float64] {
	return np.Sum(np.Square(np.Subtract(data.S(":, None"), centroids)), np.Axis(2))
}`),
	exerciseOf("train", "Train", `import (
	np "fastergo/arraylib"
	"fastergo/lesson"
)

// Train calls Assign.
func Train(data, centroids *np.Array[float64], steps int) []int {
	panic(lesson.TODO)
}`, `import np "fastergo/arraylib"

// Train calls Assign.
func Train(data, centroids *np.Array[float64], steps int) []int {
	for range steps - 1 {
		Assign(data, centroids)
	}
	return Assign(data, centroids).Data()
}`),
	exerciseOf("shapes", "Shapes", `func Shapes() []string {
	return []string{
		"", // 1. (7, 1) and (7, 4)
		"", // 2. (7,) and (4, 7)
	}
}`, `func Shapes() []string {
	return []string{
		"7, 4", // 1. (7, 1) and (7, 4)
		"4, 7", // 2. (7,) and (4, 7)
	}
}`),
	exerciseOf("matrix", "NewMatrix", `import "fastergo/lesson"

type Matrix struct {
	columns int
	data    []float32
}

func NewMatrix(rows [][]float32) lesson.Grid {
	panic(lesson.TODO)
}`, `import (

	"fastergo/lesson"
)

type Matrix struct {
	columns int
	data    []float32
}

func (m Matrix) At(i, j int) float32 {
	if j >= m.columns {
		panic(fmt.Sprint("no column ", j))
	}
	return m.data[i*m.columns+j]
}

func (m Matrix) Shape() (int, int) { return len(m.data) / m.columns, m.columns }

func NewMatrix(rows [][]float32) lesson.Grid {
	m := Matrix{columns: len(rows[0])}
	for _, row := range rows {
		m.data = append(m.data, row...)
	}
	return m
}`),
}

func exerciseOf(name, function, stub, reference string) Exercise {
	const head = "package small\n\n"
	return Exercise{ID: "small/" + name, Func: function, Package: "small", Cell: "small-" + name,
		Stub: []byte(head + stub + "\n"), Reference: []byte(head + reference + "\n")}
}

// A written cell of a notebook that a test makes.
type written struct {
	kind, id, exercise string
	source             any // string or []string
}

func own(name, source string) written {
	return written{"code", "small-" + name, "small/" + name, source}
}
func code(id, source string) written { return written{"code", id, "", source} }

func notebookOf(cells ...written) []byte {
	list := []any{}
	for _, c := range cells {
		cell := map[string]any{"cell_type": c.kind, "source": c.source, "metadata": map[string]any{}}
		if c.id != "" {
			cell["id"] = c.id
		}
		if c.exercise != "" {
			cell["metadata"] = map[string]any{"fastergo": map[string]any{"exercise": c.exercise, "role": "answer"}}
		}
		if c.kind == "code" {
			cell["outputs"], cell["execution_count"] = []any{}, nil
		}
		list = append(list, cell)
	}
	text, err := json.MarshalIndent(map[string]any{"nbformat": 4, "nbformat_minor": 5, "metadata": map[string]any{}, "cells": list}, "", " ")
	if err != nil {
		panic(err)
	}
	return text
}

const (
	imports = "import (\n\t\"fmt\"\n\t\"math\"\n\t\"runtime\"\n\n\tnp \"fastergo/arraylib\"\n\t\"fastergo/checks/fasterer\"\n\t\"fastergo/lesson\"\n)"

	assignHead = "func Assign(data, centroids *np.Array[float64]) *np.Array[int] {\n\t"
	assignCall = "\n}\n\n%%\nfasterer.Assign.Check(Assign)\n// fasterer.Assign.Hint()"
	assignStub = assignHead + "panic(lesson.TODO)" + assignCall
	assignDone = assignHead + "return np.Zeros[int](np.Len(data))" + assignCall

	trainHead = "func Train(data, centroids *np.Array[float64], steps int) []int {\n\t"
	trainDone = trainHead + "return Assign(data, centroids).Data()\n}"
)

// A want is what one answer of a notebook or of files should become.
type want struct {
	exercise string // "assign" if empty
	reject   bool
	problem  string // place and message begin so
	none     bool   // nothing was handed in
	has, not []string
	uses     []string
	log      []string // each part of a line, in order
	// references to be used
	references []string
	// the compiler says this; nothing if empty
	compiler string
}

func TestNotebooks(t *testing.T) {
	tests := []struct {
		name  string
		cells []written
		want
	}{
		{"solved", []written{code("imports", imports), own("assign", assignDone)}, want{
			has: []string{"package answer\n\nimport np \"fastergo/arraylib\"\n\nfunc Assign("}, not: []string{"fasterer", "math", "%%"}}},
		{"untouched", []written{code("imports", imports), own("assign", assignStub)}, want{none: true}},
		{"empty cell", []written{own("assign", "")}, want{none: true}},
		{"only a comment left", []written{own("assign", "// later\n\n%%\n")}, want{none: true}},
		{"no cells", nil, want{none: true, log: []string{"no cell is one of the exercises'"}}},
		{"another course", []written{code("x", "func Other() {}")}, want{none: true, log: []string{"no cell is one of the exercises'"}}},
		{"stub spaced and commented", []written{own("shapes", "func Shapes() []string {\n\treturn []string{\"\", // what?\n\t\t\"\",\n\t}\n}")},
			want{exercise: "shapes", none: true}},
		{"quiz filled in", []written{own("shapes", "func Shapes() []string {\n\treturn []string{\n\t\t\"7, 4\", // 1. (7, 1) and (7, 4)\n\t\t\"\", // 2.\n\t}\n}")},
			want{exercise: "shapes", has: []string{`"7, 4"`}}},
		{"source as lines", []written{{"code", "small-assign", "", []string{assignHead, "return nil", "\n}"}}}, want{has: []string{"return nil"}}},

		// Recovered.
		{"id lost", []written{{"code", "", "small/assign", assignDone}}, want{
			log: []string{"small/assign: cell 1, line 1 is the exercise's own cell by its metadata"}}},
		{"metadata lost", []written{code("small-assign", assignDone)}, want{has: []string{"func Assign"}}},
		{"both lost", []written{code("a", "%%\nfmt.Println()"), code("b", "\n"+assignDone)}, want{
			log: []string{"small/assign: Assign is taken from cell 2 (b), line 2, known by its name and signature: the exercise's own cell has no answer"}}},
		{"malformed id", []written{code("a\x1b[31m", assignDone)}, want{log: []string{"taken from cell 1, line 1,"}}},
		{"answered elsewhere", []written{own("assign", assignStub), code("mine", assignDone)}, want{
			has: []string{"np.Zeros"}, log: []string{"taken from cell 2 (mine), line 1"}}},
		{"answered elsewhere above", []written{code("mine", assignDone), own("assign", assignStub)}, want{
			has: []string{"np.Zeros"}, log: []string{"taken from cell 1 (mine), line 1"}}},
		{"own cell counts", []written{own("assign", assignDone), code("mine", assignHead+"return nil\n}")}, want{
			has: []string{"np.Zeros"}, log: []string{"small/assign: Assign is also at cell 2 (mine), line 1; the one at cell 1 (small-assign), line 1 counts"}}},
		{"own cell twice, the later counts", []written{own("assign", assignDone), own("assign", assignHead+"return nil\n}")}, want{
			has: []string{"return nil"}, log: []string{"is also at cell 1 (small-assign), line 1; the one at cell 2"}}},
		{"own cell twice, the stub does not", []written{own("assign", assignDone), own("assign", assignStub)}, want{has: []string{"np.Zeros"}}},
		{"elsewhere twice, the later counts", []written{code("a", assignDone), code("b", assignHead+"return nil\n}")}, want{
			has: []string{"return nil"}, log: []string{"taken from cell 2 (b)", "is also at cell 1 (a)"}}},
		{"twice in one cell", []written{own("assign", assignHead+"return nil\n}\n"+assignDone)}, want{
			has: []string{"np.Zeros"}, not: []string{"return nil"}, log: []string{"also at cell 1 (small-assign), line 1; the one at cell 1 (small-assign), line 4 counts"}}},
		{"does not parse, answered elsewhere", []written{own("assign", assignHead+"return ("), code("b", assignDone)}, want{
			has: []string{"np.Zeros"}, log: []string{"cell 1 (small-assign), line 2: it does not parse", "taken from cell 2 (b)"}}},
		{"reordered", []written{own("train", trainDone), own("assign", assignDone), code("imports", imports)}, want{
			exercise: "train", has: []string{"func Train", "func Assign"}, uses: []string{"small/assign"}}},

		// Problems.
		{"does not parse", []written{own("assign", assignHead+"x = = 1\n\treturn nil\n}")}, want{
			problem: "cell 1 (small-assign), line 2: it does not parse: expected operand, found '='", log: []string{"what it declares is left out"}}},
		{"does not parse, elsewhere", []written{own("assign", assignStub), code("b", "\n"+assignHead+"return (\n}")}, want{
			problem: "cell 2 (b), line 4: it does not parse: expected operand", log: []string{"cell 2"}}},
		{"statement without %%", []written{own("assign", "x := 5\n"+assignDone)}, want{
			problem: "cell 1 (small-assign), line 1: it does not parse: expected declaration, found x (statements stand below a line %%)", log: []string{"cell 1"}}},
		{"another cell does not parse", []written{code("a", "func ("), own("assign", assignDone)}, want{
			has: []string{"np.Zeros"}, log: []string{"cell 1 (a), line 1: it does not parse: expected ')', found 'EOF'"}}},
		{"not declared", []written{own("assign", "func Asign() {}")}, want{
			problem: "cell 1 (small-assign): func Assign is asked for here, and not declared"}},
		{"a variable", []written{own("assign", "// x\nvar a, Assign = 1, func() {}")}, want{
			problem: "cell 1 (small-assign), line 2: Assign is declared by var: write it as func Assign(…)"}},
		{"below %%", []written{own("assign", "%%\n"+assignDone)}, want{
			problem: "cell 1 (small-assign), line 2: func Assign stands below %%: declare it above"}},
		{"signature", []written{code("imports", imports), own("assign", "// x\nfunc Assign(data *np.Array[float64]) *np.Array[int] {\n\treturn nil\n}")}, want{
			problem: "cell 2 (small-assign), line 2: it has another signature: it is func Assign(data *np.Array[float64]) *np.Array[int]; the exercise asks for func Assign(data, centroids *np.Array[float64]) *np.Array[int]"}},
		{"signature, with a control character", []written{own("assign", "func Assign( /*\x1b[2J*/ ) {}")}, want{
			problem: "cell 1 (small-assign), line 1: it has another signature: it is func Assign( /*\ufffd[2J*/ );"}},
		{"signature, generic", []written{own("assign", "func Assign[T any](data, centroids *np.Array[T]) *np.Array[int] { return nil }")}, want{
			problem: "cell 1 (small-assign), line 1: it has another signature"}},
		{"signature, a type of the same name", []written{code("a", "type float64 int"), own("assign", assignDone)}, want{
			problem: "cell 2 (small-assign), line 1: it has another signature"}},
		{"signature, another package of the same name", []written{code("a", `import np "fmt"`), own("assign", assignDone)}, want{
			problem: "cell 2 (small-assign), line 1: it has another signature"}},

		// The same signature, written differently.
		{"names of parameters", []written{own("assign", "func Assign(x *np.Array[float64], c *np.Array[float64]) (labels *np.Array[int]) {\n\treturn\n}")}, want{}},
		{"another alias", []written{code("a", `import arr "fastergo/arraylib"`), own("assign", "func Assign(x, c *arr.Array[float64]) *arr.Array[int] {\n\treturn arr.Zeros[int](3)\n}")}, want{
			has: []string{`import arr "fastergo/arraylib"`}}},
		{"an alias of a type", []written{code("a", "type matrix = *np.Array[float64]"), own("assign", "func Assign(x, c matrix) (*np.Array[int]) {\n\treturn nil\n}")}, want{
			has: []string{"type matrix = *np.Array[float64]"}}},

		// What GoNB makes of a cell.
		{"magics", []written{own("assign", "!ls \\\n -l\n%noautoget\n//gonb:%cd /\npackage main\n"+assignHead+"return nil\n}\n//gonb:%%\nx := 1")}, want{has: []string{"return nil"}}},
		{"%main", []written{own("assign", assignHead+"return nil\n}\n%main\n)))")}, want{has: []string{"return nil"}}},
		{"carriage returns", []written{own("assign", strings.ReplaceAll(assignDone, "\n", "\r\n"))}, want{has: []string{"np.Zeros"}}},
		{"%%writefile", []written{own("assign", assignStub), code("a", "%%writefile assign.go\n"+assignHead+"return nil\n}")}, want{none: true}},
		{"%%script", []written{own("assign", "%%script bash\n"+assignHead+"return nil\n}")}, want{none: true}},
		{"Markdown and raw", []written{{"markdown", "small-assign", "", assignDone}, {"raw", "r", "small/assign", assignDone}}, want{none: true, log: []string{"no cell is"}}},

		// Reach.
		{"helpers, types, constants", []written{
			code("a", "type pair struct{ a, b int }\n\nfunc (p pair) sum() int { return p.a + p.b + offset }\n\nconst offset = 3\n\nvar unused = os.Args\n\nfunc alsoUnused() {}"),
			own("assign", assignHead+"return np.Full(pair{a: 1, b: 2}.sum(), np.Len(data))"+assignCall)}, want{
			has: []string{"type pair struct", "func (p pair) sum", "const offset = 3"}, not: []string{"nused"}}},
		{"iota stays whole", []written{own("assign", "const (\n\tred = iota\n\tgreen\n)\n\nconst (\n\tx = 1\n\ty = 2\n)\n\n"+assignHead+"return np.Full(green+y, 3)"+assignCall)}, want{
			has: []string{"red = iota\n\tgreen\n", "const y = 2"}, not: []string{"x = 1"}}},
		{"iota on every line stays whole", []written{own("assign", "const (\n\tred   = iota\n\tgreen = iota\n)\n\n"+assignHead+"return np.Full(green, 3)"+assignCall)}, want{
			has: []string{"red   = iota\n\tgreen = iota\n"}}},
		{"a constant that repeats stays", []written{own("assign", "const (\n\tred = 5\n\tgreen\n)\n\n"+assignHead+"return np.Full(green, 3)"+assignCall)}, want{
			has: []string{"red = 5\n\tgreen\n"}}},
		{"variables", []written{own("assign", "var (\n\ta, b = two()\n\tc    = 3\n)\n\nfunc two() (int, int) { return 1, d }\n\nvar d int\nvar _ = two\n\n"+assignHead+"return np.Full(a, 3)"+assignCall)}, want{
			has: []string{"var a, b = two()", "func two", "var d int"}, not: []string{"= 3", "_ ="}}},
		{"a local name is no use", []written{code("a", "func dist() { os.Exit(0) }\nvar data = dist\ntype point struct{ dist int }"),
			own("assign", assignHead+"dist := 1\n\tfor data := range 3 {\n\t\tdist += data\n\t}\n\t_ = point{dist: 3}\n\treturn np.Full(dist, 3)"+assignCall)}, want{
			has: []string{"type point"}, not: []string{"os.Exit", "var data"}}},
		{"fields and receivers are no uses", []written{code("a", "var size = os.Args\nvar p = size\n\ntype point struct{ size int }\n\nfunc (p point) twice() int { return 2 * p.size }"),
			own("assign", assignHead+"return np.Full(point{size: 3}.twice(), 3)"+assignCall)}, want{
			has: []string{"type point", "func (p point)"}, not: []string{"os.Args", "var p"}}},
		{"keys of maps and arrays are uses", []written{code("a", "const size, other = 1, 2\n\ntype table map[int]int"),
			own("assign", assignHead+"_ = map[int]string{size: \"\"}\n\t_ = [...]int{other: 1}\n\t_ = table{size: 3}\n\treturn nil"+assignCall)}, want{
			has: []string{"const size, other"}}},
		{"a local name ends with its block", []written{code("a", "var outer = 1"),
			own("assign", assignHead+"if outer := 2; outer > 1 {\n\t\t_ = outer\n\t}\n\treturn np.Full(outer, 3)"+assignCall)}, want{has: []string{"var outer = 1"}}},
		{"init and main are left out", []written{code("a", "func init() { panic(1) }\n\nfunc main() {}\nvar x = 1"), own("assign", assignHead+"return np.Full(x, 3)"+assignCall)}, want{
			has: []string{"var x"}, not: []string{"init", "main"}, log: []string{"cell 1 (a), line 1: func init is no part of an answer and is left out", "cell 1 (a), line 3: func main"}}},
		{"a helper defined twice is the one above", []written{code("a", "func f() int { return 1 }"), own("assign", assignHead+"return np.Full(f(), 3)"+assignCall), code("b", "func f(x int) string { return \"\" }")}, want{
			has: []string{"return 1"}, not: []string{"string"}}},
		{"a helper defined twice is the last one above", []written{code("a", "func f() string { return \"\" }"), code("b", "func f() int { return 2 }"), own("assign", assignHead+"return np.Full(f(), 3)"+assignCall)}, want{
			has: []string{"return 2"}}},
		{"a helper below", []written{own("assign", assignHead+"return np.Full(f(), 3)"+assignCall), code("b", "func f() int { return 3 }"), code("c", "func f() string { return \"\" }")}, want{
			has: []string{"return 3"}}},
		{"generic helpers", []written{own("assign", "type stack[T any] struct{ all []T }\n\nfunc (s *stack[T]) push(x T) { s.all = append(s.all, x) }\n\nfunc first[A, B any](a A, _ B) A { return a }\n\n"+
			assignHead+"var s stack[int]\n\ts.push(first(1, data))\n\treturn np.New(s.all)"+assignCall)}, want{has: []string{"push", "first[A, B any]"}}},
		{"labels, methods, closures", []written{own("assign", assignHead+"f := func(x int) (y int) { y = x; return }\nloop:\n\tfor {\n\t\tswitch z := any(f).(type) {\n\t\tcase int:\n\t\t\t_ = z\n\t\tdefault:\n\t\t\tbreak loop\n\t\t}\n\t}\n\treturn nil"+assignCall)}, want{}},
		{"recursion", []written{own("assign", assignHead+"if np.Len(data) == 0 {\n\t\treturn nil\n\t}\n\treturn Assign(data, centroids)"+assignCall)}, want{}},
		{"const true = false", []written{code("a", "const true = false"), own("assign", assignHead+"if true {\n\t\tpanic(1)\n\t}\n\treturn nil"+assignCall)}, want{has: []string{"const true = false"}}},

		// Other exercises.
		{"a stub is reached", []written{own("assign", assignStub), own("train", trainDone)}, want{
			exercise: "train", has: []string{"panic(lesson.TODO)", `import "fastergo/lesson"`}, uses: []string{"small/assign"}}},
		{"another exercise's function by reference", []written{own("assign", assignDone), own("train", trainDone)}, want{
			exercise: "train", references: []string{"small/assign"}, uses: []string{"small/assign"},
			has: []string{"func distances", "np.ArgMin"}, not: []string{"np.Zeros"}}},
		{"a reference's helper has a name of the student's", []written{own("train", "func distances() int { return 7 }\n\n"+trainHead+"distances()\n\treturn Assign(data, centroids).Data()\n}")}, want{
			exercise: "train", references: []string{"small/assign"}, uses: []string{"small/assign"},
			has: []string{"func distancesReference(data", "np.ArgMin(distancesReference(", "return 7"}}},
		{"a reference's package has a name of the student's", []written{own("assign", "import np2 \"fastergo/arraylib\"\n\nfunc np() int { return 7 }\n\nfunc Assign(data, centroids *np2.Array[float64]) *np2.Array[int] {\n\tTrain(data, centroids, np())\n\treturn nil\n}")}, want{
			references: []string{"small/train"}, uses: []string{"small/train"}, has: []string{"npPackage.Array"}}},
		{"a reference calls the function that is graded", []written{own("assign", assignHead+"Train(data, centroids, 1)\n\treturn nil"+assignCall)}, want{
			references: []string{"small/train"}, uses: []string{"small/train"}, has: []string{"func AssignReference", "return AssignReference(data, centroids).Data()"}}},
		{"a reference with a type and methods", []written{own("assign", "type Matrix int\n\n"+assignHead+"var m Matrix\n\tNewMatrix(nil)\n\treturn np.Full(int(m), 3)"+assignCall)}, want{
			references: []string{"small/matrix"}, uses: []string{"small/matrix"}, has: []string{"func (m MatrixReference) At(", "m := MatrixReference{columns:", "type Matrix int"}}},
		{"methods make the interface", []written{own("matrix", strings.SplitN(string(small[3].Reference), "\n)\n", 2)[1])}, want{exercise: "matrix", has: []string{"Shape()", `import "fmt"`}}},

		// Imports.
		{"added as goimports would", []written{own("assign", assignHead+"_ = fmt.Sprint(math.Pi, rand.IntN(3), strings.ToUpper(\"x\"))\n\tvar wait sync.WaitGroup\n\twait.Wait()\n\treturn nil"+assignCall)}, want{
			has: []string{`import "math/rand/v2"`, `import "sync"`}}},
		{"the first rand", []written{own("assign", assignHead+"_ = rand.Intn(3)\n\treturn nil"+assignCall)}, want{has: []string{"import \"math/rand\"\n"}}},
		{"the last import of a name", []written{code("a", `import "math/rand/v2"`), code("b", `import "math/rand"`), own("assign", assignHead+"_ = rand.Intn(3)\n\treturn nil"+assignCall)}, want{has: []string{"import \"math/rand\"\n"}}},
		{"two packages of one name", []written{own("assign", "import \"math/rand/v2\"\n\n"+assignHead+"_ = rand.IntN(3)\n\treturn Train(data, centroids)"+assignCall),
			code("a", "import \"math/rand\"\n\nfunc Train(x, y any) *np.Array[int] { _ = rand.Intn(3); return nil }")}, want{uses: []string{"small/train"},
			has: []string{"randPackage"}}},
		{"a local name before a dot", []written{own("assign", assignHead+"os := struct{ Args int }{3}\n\treturn np.Full(os.Args, 3)"+assignCall)}, want{}},
		{"unused ones are dropped", []written{own("assign", "import (\n\t\"os\"\n\t_ \"net/http/pprof\"\n)\n\n"+assignDone)}, want{not: []string{`"os"`, "pprof"}}},
		{"os", []written{code("a", `import "os"`), own("assign", assignHead+"\n\tos.Exit(0)\n\treturn nil"+assignCall)}, want{
			reject: true, problem: `cell 2 (small-assign), line 3: os.Exit is of package "os": an answer may import`}},
		{"os, not imported", []written{own("assign", assignHead+"os.Exit(0)\n\treturn nil"+assignCall)}, want{reject: true, problem: `cell 1 (small-assign), line 2: os.Exit is of package "os"`}},
		{"os by another name, in a helper", []written{code("a", "import fmt \"os\"\n\nfunc help() { fmt.Exit(0) }"), own("assign", assignHead+"help()\n\treturn nil"+assignCall)}, want{
			reject: true, problem: `cell 1 (a), line 3: fmt.Exit is of package "os"`}},
		{"the checks", []written{code("imports", imports), own("assign", assignHead+"return fasterer.Assign.Reference(data, centroids)"+assignCall)}, want{
			reject: true, problem: `cell 2 (small-assign), line 2: fasterer.Assign is of package "fastergo/checks/fasterer": an answer may not use the course's checks`}},
		{"the solutions", []written{own("assign", "import s \"fastergo/solutions/fasterer\"\n\n"+assignHead+"return s.Assign(data, centroids)"+assignCall)}, want{
			reject: true, problem: `cell 1 (small-assign), line 4: s.Assign is of package "fastergo/solutions/fasterer": an answer may not use the course's solutions`}},
		{"import C", []written{own("assign", "// #include <stdlib.h>\nimport \"C\"\n\n"+assignDone)}, want{reject: true, problem: `cell 1 (small-assign), line 2: import "C": no answer may use cgo`}},
		{"import .", []written{own("assign", "import . \"fmt\"\n\n"+assignDone)}, want{reject: true, problem: `cell 1 (small-assign), line 1: import . "fmt": import it by a name`}},

		// Directives.
		{"go:noinline", []written{own("assign", "//go:noinline\n"+assignDone)}, want{reject: true, problem: `cell 1 (small-assign), line 1: the comment "//go:noinline" is a directive`}},
		{"go:linkname in a helper's cell", []written{code("a", "var x = 1\n\n//go:linkname x runtime.x"), own("assign", assignHead+"return np.Full(x, 3)"+assignCall)}, want{
			reject: true, problem: `cell 1 (a), line 3: the comment "//go:linkname x runtime.x"`}},
		{"a directive in a cell that is not used", []written{code("a", "//go:embed x\nvar x string"), own("assign", assignDone)}, want{}},
		{"a directive in a string", []written{own("assign", assignHead+"_ = `\n//go:noinline\n//line x.go:1\n`\n\treturn nil"+assignCall)}, want{has: []string{"//go:noinline"}}},
		{"//line", []written{own("assign", assignHead+"\n//line other.go:700\n\tx = = 1\n\treturn nil"+assignCall)}, want{
			problem: "cell 1 (small-assign), line 4: it does not parse", log: []string{"line 4"}}},
		{"//line, and it parses", []written{own("assign", assignHead+"\n//line other.go:700\n\treturn nil"+assignCall)}, want{
			reject: true, problem: `cell 1 (small-assign), line 3: the comment "//line other.go:700"`}},
		{"/*line", []written{own("assign", assignHead+"/*line :3:4*/ return nil"+assignCall)}, want{reject: true, problem: `cell 1 (small-assign), line 2: the comment "/*line :3:4*/"`}},
		{"a remark that begins with line", []written{own("assign", assignHead+"\n//line by line\n\treturn nil"+assignCall)}, want{has: []string{"//line by line"}}},
		{"build constraints", []written{own("assign", "// +build ignore\n\n"+assignDone)}, want{reject: true, problem: `cell 1 (small-assign), line 1: the comment "// +build ignore"`}},

		// Size.
		{"a large cell", []written{own("assign", assignDone+strings.Repeat(" ", mostSource))}, want{}}, // below %%
		{"a large answer", []written{own("assign", assignHead+"_ = `"+strings.Repeat("x", mostSource)+"`\n\treturn nil"+assignCall)}, want{
			reject: true, problem: "cell 1 (small-assign), line 1: it is larger than 256 KB", log: []string{"larger"}}},
		{"a large answer in pieces", []written{code("a", "var a = `"+strings.Repeat("x", 200<<10)+"`"), code("b", "var b = `"+strings.Repeat("x", 200<<10)+"`"), own("assign", assignHead+"_ = a + b\n\treturn nil"+assignCall)}, want{
			reject: true, problem: "cell 3 (small-assign), line 1: Assign and what it uses are larger than 256 KB"}},
		{"a large cell elsewhere", []written{code("a", "var a = `"+strings.Repeat("x", 300<<10)+"`"), own("assign", assignDone)}, want{log: []string{"cell 1 (a), line 1: it is larger than 256 KB"}}},

		// What the compiler finds stands where it was written.
		{"a compile error", []written{code("a", "\n\n\nvar size int = \"x\""), own("assign", "\n"+assignHead+"x := size\n\treturn undefined"+assignCall)}, want{
			compiler: "cell 1 (a), line 4|cell 2 (small-assign), line 3|cell 2 (small-assign), line 4"}},
	}
	candidates := map[string]*Candidate{}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			content := notebookOf(test.cells...)
			w, err := Notebook("ada.ipynb", content, small)
			if err != nil {
				t.Fatal(err)
			}
			written := map[Position]string{}
			number := 0
			for _, c := range test.cells {
				if c.kind != "code" {
					continue
				}
				number++
				source, ok := c.source.(string)
				if !ok {
					source = strings.Join(c.source.([]string), "")
				}
				if !idPattern.MatchString(c.id) {
					c.id = ""
				}
				for i, line := range strings.Split(source, "\n") {
					written[Position{"ada.ipynb", number, c.id, i + 1}] = line
				}
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

// logOf returns all that is told of work, the notes on exercises last.
func logOf(w *Work) []string {
	log := w.Log()
	for _, e := range w.exercises {
		for _, note := range w.Notes(e.ID) {
			log = append(log, e.ID+": "+note)
		}
	}
	return log
}

// check compares an answer with what it should be, and returns the candidate.
func (want want) check(t *testing.T, w *Work, written map[Position]string) *Candidate {
	t.Helper()
	if want.exercise == "" {
		want.exercise = "assign"
	}
	c, problem := w.Answer("small/"+want.exercise, func(id string) bool { return slices.Contains(want.references, id) })
	log := logOf(w)
	if len(log) != len(want.log) {
		t.Errorf("log %q, want %q", log, want.log)
	}
	for i := range min(len(log), len(want.log)) {
		if !strings.Contains(log[i], want.log[i]) {
			t.Errorf("log line %q, want %q in it", log[i], want.log[i])
		}
	}
	switch {
	case want.problem != "":
		if c != nil || problem == nil {
			t.Fatalf("no problem, want %q", want.problem)
		}
		if got := problem.At.String() + ": " + problem.Message; !strings.HasPrefix(got, want.problem) || problem.Rejected != want.reject || strings.Contains(got, "\n") {
			t.Errorf("problem %q, rejected %t; want %q, %t", got, problem.Rejected, want.problem, want.reject)
		}
		return nil
	case problem != nil:
		t.Fatalf("problem: %v: %s", problem.At, problem.Message)
	case want.none:
		if c != nil {
			t.Errorf("a candidate: %s", c.Source)
		}
		return nil
	case c == nil:
		t.Fatal("no candidate")
	}
	source := string(c.Source)
	for _, part := range want.has {
		if !strings.Contains(source, part) {
			t.Errorf("%q is not in\n%s", part, source)
		}
	}
	for _, part := range want.not {
		if strings.Contains(source, part) {
			t.Errorf("%q is in\n%s", part, source)
		}
	}
	if !slices.Equal(c.Uses, want.uses) {
		t.Errorf("uses %q, want %q", c.Uses, want.uses)
	}
	if !strings.Contains(source, string(c.Text)) || !strings.HasPrefix(string(c.Text), "func ") {
		t.Errorf("Text is %q", c.Text)
	}
	lines := strings.Split(strings.TrimSuffix(source, "\n"), "\n")
	if len(lines) != len(c.Lines) {
		t.Fatalf("%d lines and %d places", len(lines), len(c.Lines))
	}
	for i, at := range c.Lines {
		if at.Cell == 0 && strings.HasPrefix(at.File, "solutions/") || at == (Position{}) {
			continue
		}
		was, there := written[at]
		line := strings.TrimSpace(lines[i])
		for _, head := range []string{"var ", "const ", "type ", "import "} {
			line = strings.TrimPrefix(line, head)
		}
		if written != nil && (!there || !strings.Contains(was, line)) && !strings.Contains(line, "Package") {
			t.Errorf("line %d, %q, stands for %v, %q", i+1, lines[i], at, was)
		}
	}
	return c
}

// What is shown as the student's holds helpers as they were written, and nothing of the
// course's.
func TestWritten(t *testing.T) {
	const helper = "func near(x *np.Array[float64]) *np.Array[float64] { return x }"
	train := strings.Replace(trainDone, "{\n", "{\n\tnear(data)\n", 1)
	w, err := Notebook("x.ipynb", notebookOf(code("h", helper), own("train", "!ls\n"+train), code("b", "func broken( {")), small)
	if err != nil {
		t.Fatal(err)
	}
	c, problem := w.Answer("small/train", func(string) bool { return true })
	if c == nil {
		t.Fatal(problem)
	}
	if got, want := string(c.Written), helper+"\n\n"+train+"\n\n"; got != want || !strings.Contains(string(c.Source), "func Assign") {
		t.Errorf("written:\n%s\nwant\n%s\nof\n%s", got, want, c.Source)
	}
	if got := w.TextAt(c.At); got != "\n"+train+"\n" {
		t.Errorf("the cell: %q", got)
	}
}
