package notebook

import (
	"fmt"
	"strings"
	"testing"
)

const lesson = "---\n" +
	"kernelspec:\n  name: gonb\n  display_name: Go (gonb)\n" +
	"fastergo:\n  lesson: fasterer\n  number: 1\n" +
	"---\n\n" +
	"# Title\n\nText with code:\n\n```go\n+++ no break here\n```\n\n" +
	"```{code-cell} go\n:id: imports\n:tags: [slow, \"a:b\"]\n\nimport \"fmt\"\n\n%%\nfmt.Println(`:x`)\n```\n\n" +
	"After the imports.\n\n+++\n\nMore after.\n\n" +
	"+++ {\"id\": \"named\", \"tags\": [\"x\"]}\n\nNamed.\n+++\nAfter named.\n" +
	"```{exercise} fasterer/make_matrix\n```\n" +
	"After the exercise.\n" +
	"````{code-cell} go\n---\nid: deep\nx: {a: 1.5, b: [true, null]}\n---\n// ```\n````\n"

func TestReadMyST(t *testing.T) {
	n, directives, err := ReadMyST("01.md", []byte(lesson))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, c := range n.Cells {
		fmt.Fprintf(&got, "%s %s %v %q\n", c.ID, c.Type, c.Metadata, c.Source)
	}
	want := "" +
		"intro markdown map[] \"# Title\\n\\nText with code:\\n\\n```go\\n+++ no break here\\n```\"\n" +
		"imports code map[tags:[slow a:b]] \"import \\\"fmt\\\"\\n\\n%%\\nfmt.Println(`:x`)\"\n" +
		"after-imports markdown map[] \"After the imports.\"\n" +
		"after-imports-2 markdown map[] \"More after.\"\n" +
		"named markdown map[tags:[x]] \"Named.\"\n" +
		"after-named markdown map[] \"After named.\"\n" +
		"after-fasterer-make_matrix markdown map[] \"After the exercise.\"\n" +
		"deep code map[x:map[a:1.5 b:[true <nil>]]] \"// ```\"\n"
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	if len(directives) != 1 || directives[0] != (Directive{Exercise: "fasterer/make_matrix", At: 6, Line: 39}) {
		t.Errorf("directives %+v", directives)
	}
	if lines := strings.Split(lesson, "\n"); lines[38] != "```{exercise} fasterer/make_matrix" {
		t.Errorf("line 39 is %q", lines[39])
	}
	if n.Metadata["fastergo"].(map[string]any)["number"] != 1 {
		t.Errorf("metadata %v", n.Metadata)
	}
	if _, err := n.Bytes(); err != nil {
		t.Error(err)
	}
}

func TestReadMySTErrors(t *testing.T) {
	const front = "---\na: 1\n---\n" // three lines
	for _, test := range []struct{ name, in, want string }{
		{"no front matter", "# Title\n", "l.md:1: no front matter"},
		{"empty", "", "l.md:1: no front matter"},
		{"front matter open", "---\na: 1\n", "l.md:1: front matter never ends"},
		{"bad YAML", "---\na: 1\nb: [\n---\n", "l.md:3: not YAML"},
		{"YAML list", "---\n- a\n---\n", "l.md:2: not YAML"},
		{"not UTF-8", front + "\xff", "l.md:4: a byte that is not UTF-8"},
		{"open cell", front + "```{code-cell} go\n:id: a\n", "l.md:4: this {code-cell} go never ends"},
		{"no id", front + "\n```{code-cell} go\nx\n```\n", "l.md:5: a code cell without an id"},
		{"language", front + "```{code-cell} python\n:id: a\n```\n", "l.md:4: code cells begin with"},
		{"bad id", front + "```{code-cell} go\n:id: a b\n```\n", `l.md:4: id "a b" is not`},
		{"bad option", front + "```{code-cell} go\n:id: a\n:tags: [\n```\n", "l.md:6: not YAML"},
		{"open options", front + "```{code-cell} go\n---\nid: a\n```\n", "l.md:5: the options never end"},
		{"id twice", front + "```{code-cell} go\n:id: a\n```\n```{code-cell} go\n:id: a\n```\n", `l.md:7: id "a" is already taken in line 4`},
		{"id taken by text", front + "Text\n\n```{code-cell} go\n:id: intro\n```\n", `l.md:6: id "intro" is already taken in line 4`},
		{"exercise twice", front + "```{exercise} a/b\n```\n```{exercise} a/b\n```\n", `l.md:6: id "a-b-statement" is already taken in line 4`},
		{"exercise name", front + "```{exercise} make_matrix\n```\n", "l.md:4: an exercise is named like"},
		{"exercise body", front + "```{exercise} a/b\ntext\n```\n", "l.md:5: an exercise's block is empty"},
		{"typo", front + "```{exercize} a/b\n```\n", "l.md:4: unknown directive {exercize}"},
		{"break", front + "+++ {id: x}\ntext\n", "l.md:4: after +++ stands nothing or JSON"},
		{"break id", front + "+++ {\"id\": 3}\ntext\n", "l.md:4: the id is not a name"},
		{"break without text", front + "+++ {\"id\": \"x\"}\n\n", "l.md:4: no text follows this +++"},
		{"long id", front + "```{code-cell} go\n:id: " + strings.Repeat("x", 60) + "\n```\ntext\n", "l.md:7: id \"after-x"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := ReadMyST("l.md", []byte(test.in))
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("got %v, want %s …", err, test.want)
			} else if strings.Contains(err.Error(), "\n") {
				t.Errorf("not one line: %q", err)
			}
		})
	}
}

func FuzzReadMyST(f *testing.F) {
	f.Add([]byte(lesson))
	f.Fuzz(func(t *testing.T, src []byte) {
		n, _, err := ReadMyST("l.md", src)
		if err != nil {
			return
		}
		if _, err := n.Bytes(); err != nil {
			t.Errorf("read but not written: %v", err)
		}
	})
}
