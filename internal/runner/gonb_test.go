package runner_test

import (
	"fmt"
	"strings"
	"testing"

	"fastergo/internal/jupyter/kerneltest"
	"fastergo/internal/notebook"
)

// What GoNB says about each kind of failure, in terms of the notebook. Cell
// numbers and GoNB's own counter differ: the blank cell is not counted by it.
func TestGoNBFailures(t *testing.T) {
	cells := []struct{ source, want, line string }{
		{"", "empty", ""},
		{"import \"fmt\"\n\nfunc At(i int) int {\n\tvar a []int\n\treturn a[i]\n}\n%%\nfmt.Println(\"fine\")", "ok", ""},
		{"func Sub(a, b int) int {\n\tx := 3\n\treturn a - c\n}", "failed 2: declared and not used: x (and 1 more)", "x := 3"},
		{"y := 5", "failed 1: expected declaration, found y", "y := 5"},
		{"%%\nfmt.Println(\"one\")\n\nnowhere()", "failed 4: undefined: nowhere", "nowhere()"},
		{"%%\nfmt.Println(\"one\")\npanic(\"two\")", "failed 3: panic: two", `panic("two")`},
		{"%%\n\nAt(3)", "failed 3: panic: runtime error: index out of range [3] with length 0 (from cell 3, line 5)", "At(3)"},
		{"import \"os\"\n%%\nfmt.Fprintln(os.Stderr, \"bad luck\")\nos.Exit(4)", "failed 0: exit status 4: bad luck", ""},
		{"import \"no/such/package\"\n%%\npackage_.X()", "", ""}, // what a parser says of it is GoNB's business
		{"import \"fastergo/nosuch\"\n%%\nnosuch.X()", "failed 1: fastergo/nosuch: package fastergo/nosuch is not in std", `import "fastergo/nosuch"`},
		{"!echo here; exit 3", "failed 1: the command failed: exit status 3", "!echo here; exit 3"},
		{"!false || true", "ok", ""},
		{"!true\n!false", "failed 0: the command failed: exit status 1", ""},
		{"%%bash\necho here\nfalse", "failed 1: the script failed: exit status 1", "%%bash"},
		{"%%\nprintln(\"exit status 1\")", "ok", ""},
		{"// first\n%nosuch magic", "failed 2: GoNB does not know %nosuch", "%nosuch magic"},
		{"%test\nimport \"testing\"\nfunc TestX(t *testing.T) { t.Fatal(\"no\") }", "failed 3: --- FAIL: TestX (0.00s)", `func TestX(t *testing.T) { t.Fatal("no") }`},
		{"%%\nfmt.Println(1)\nx := \n\n", "failed 3: expected operand, found '}'", "x :="},
		{"%%\nif true {\n", "failed 2: expected '}', found 'EOF'", "if true {"},
		{"func Open() {\n\tif true {\n}\n%%\nOpen()", "failed 4: a } is missing above the %%: expected '(', found main (and 1 more errors)", "%%"},
		{"%%\nselect {}", "failed 2: fatal error: all goroutines are asleep - deadlock!", "select {}"},
	}
	var sources []string
	for _, c := range cells {
		sources = append(sources, c.source)
	}
	opts := options(t, kerneltest.GoNB(t))
	opts.KeepGoing = true
	result, executed := run(t, book(t, sources...), opts)
	if result.Failure != "" {
		t.Fatal(result.Failure)
	}
	for i, c := range result.Cells {
		got, line := string(c.Status), ""
		if c.Failure != nil {
			message, _, _ := strings.Cut(c.Failure.Message, " (/") // where std is
			got, line = fmt.Sprintf("%s %d: %s", c.Status, c.Failure.Line, message), c.Failure.Source
			for _, s := range []string{c.Failure.Message, c.Failure.Detail} {
				if strings.Contains(s, "gonb_") || strings.Contains(s, "main.go") || strings.Contains(s, "\x1b") || strings.Contains(s, "Cell[") {
					t.Errorf("cell %d: the failure speaks of what is GoNB's:\n%s", c.Number, s)
				}
			}
		}
		if cells[i].want == "" {
			continue
		}
		if got != cells[i].want || line != cells[i].line {
			t.Errorf("cell %d %q:\n got %s | %s\nwant %s | %s", c.Number, cells[i].source, got, line, cells[i].want, cells[i].line)
		}
	}
	if out := executed.Cells[2].Outputs; len(out) != 1 || out[0].Text != "fine\n" || *executed.Cells[2].ExecutionCount != 1 {
		t.Errorf("output of the good cell: %+v", out)
	}
	if out := executed.Cells[5].Outputs; len(out) == 0 || out[len(out)-1].Type != notebook.Error {
		t.Errorf("output of a cell that does not compile: %+v", out)
	}
}
