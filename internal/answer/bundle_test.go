package answer

import (
	"strconv"
	"strings"
	"testing"
)

func joinOf(t *testing.T, answers ...string) []*Bundle {
	t.Helper()
	var exercises []Exercise
	for _, name := range []string{"One", "Two", "Three"} {
		head := "func " + name + "(n int) int { "
		exercises = append(exercises, exerciseOf(strings.ToLower(name), name, head+"panic(0) }", head+"return 0 }"))
	}
	var cells []written
	for i, a := range answers {
		cells = append(cells, code("c"+strconv.Itoa(i), a))
	}
	w, err := Notebook("n.ipynb", notebookOf(cells...), exercises)
	if err != nil {
		t.Fatal(err)
	}
	var all []*Candidate
	for _, e := range exercises {
		c, problem := w.Answer(e.ID, nil)
		if c == nil {
			t.Fatalf("%s: %v", e.ID, problem)
		}
		all = append(all, c)
	}
	return Join(all)
}

func TestJoin(t *testing.T) {
	const two, three = "func Two(n int) int { return 2 }", "func Three(n int) int { return 3 }"
	for _, tc := range []struct {
		name    string
		answers []string
		want    []string // functions of each bundle
	}{
		{"nothing shared", []string{"func One(n int) int { return 1 }", two, three}, []string{"One Two Three"}},
		{"a helper, once", []string{"func help() int { return 1 }", "func One(n int) int { return help() }", "func Two(n int) int { return help() }", three}, []string{"One Two Three"}},
		{"a helper that is another one later", []string{
			"func help() int { return 1 }", "func One(n int) int { return help() }",
			"func help() int { return 2 }", "func Two(n int) int { return help() }", three,
		}, []string{"One Three", "Two"}},
		{"a variable that is computed", []string{"var x = sum()\nfunc sum() int { return 1 }\nfunc One(n int) int { return x }", two, three}, []string{"Two Three", "One"}},
		{"a variable that may panic", []string{"var a = []int{}\nvar x = a[1]\nfunc One(n int) int { return x }", two, three}, []string{"Two Three", "One"}},
		{"a variable that is written down", []string{"var x = []int{1, 2}\nfunc One(n int) int { return x[0] }", two, three}, []string{"One Two Three"}},
		{"one in a string", []string{"const s = `\nfunc One(n string)`\nfunc One(n int) int { return len(s) }", two, three}, []string{"One Two Three"}},
		{"one in a string, alone", []string{"var s = string(`\nfunc One(n string)`)\nfunc One(n int) int { return len(s) }", two, three}, []string{"Two Three", "One"}},
		{"a name for two packages", []string{"import m \"math\"\nfunc One(n int) int { return int(m.Sqrt(4)) }", "import m \"math/bits\"\nfunc Two(n int) int { return m.Len(4) }", three}, []string{"One Three", "Two"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, b := range joinOf(t, tc.answers...) {
				var names []string
				lines := strings.Split(string(b.Source), "\n")
				for i, c := range b.Candidates {
					names = append(names, c.Func)
					if at := b.Starts[i] - 1; !strings.HasPrefix(lines[at], "func "+c.Func+"(n int)") || b.Lines[at] != c.At {
						t.Errorf("%s, written at %v, is said to begin at %q, of %v", c.Func, c.At, lines[at], b.Lines[at])
					}
				}
				got = append(got, strings.Join(names, " "))
				if len(b.Lines) != strings.Count(string(b.Source), "\n") {
					t.Errorf("%d lines for a source of %d", len(b.Lines), strings.Count(string(b.Source), "\n"))
				}
			}
			if strings.Join(got, "; ") != strings.Join(tc.want, "; ") {
				t.Errorf("bundles %q, want %q", got, tc.want)
			}
		})
	}
}

// A line says whose it is.
func TestBundleAt(t *testing.T) {
	b := joinOf(t, "func help() int { return 1 }", "func One(n int) int { return help() }", "func Two(n int) int { return help() }", "func Three(n int) int { return 3 }")[0]
	for text, want := range map[string]string{"func help": "One Two", "func Three": "Three", "package answer": "One Two Three"} {
		head, _, _ := strings.Cut(string(b.Source), text)
		var names []string
		for _, c := range b.At(strings.Count(head, "\n") + 1) {
			names = append(names, c.Func)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%q is of %q, want %q", text, got, want)
		}
	}
}
