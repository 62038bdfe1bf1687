package prose

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestMarkdown(t *testing.T) {
	for _, doc := range documents(t) {
		for _, fault := range markdownFaults(doc) {
			t.Error(fault)
		}
	}
}

// markdownFaults returns what is wrong with a document's form.
func markdownFaults(doc *document) (faults []string) {
	fault := func(where string, line int, format string, args ...any) {
		faults = append(faults, fmt.Sprintf("%s:%d: ", where, line)+fmt.Sprintf(format, args...))
	}
	for _, p := range doc.parts {
		if p.unclosed() {
			fault(p.where, len(p.lines), "a fenced block does not end")
		}
		tableFaults(p, fault)
	}
	hs := doc.headings()
	if len(hs) == 0 || hs[0].level != 1 {
		fault(doc.path, 1, "it does not begin with a heading of level 1")
	}
	for i, h := range hs {
		switch {
		case i > 0 && h.level == 1:
			fault(h.where, h.line, "%q is a second heading of level 1", h.text)
		case i > 0 && h.level > hs[i-1].level+1:
			fault(h.where, h.line, "%q has level %d, below a heading of level %d", h.text, h.level, hs[i-1].level)
		}
	}
	return faults
}

var ruler = regexp.MustCompile(`^:?-+:?$`)

// tableFaults finds tables whose rows have not as many cells as their head.
func tableFaults(p part, fault func(where string, line int, format string, args ...any)) {
	columns, row := 0, 0
	for _, l := range p.lines {
		text := strings.TrimSpace(l.text)
		if l.code || !strings.HasPrefix(text, "|") {
			if row == 1 {
				fault(p.where, l.number-1, "a table of one line")
			}
			row = 0
			continue
		}
		cells := cellsOf(text)
		row++
		switch {
		case row == 1:
			columns = len(cells)
		case len(cells) != columns:
			fault(p.where, l.number, "%d cells in a table of %d columns", len(cells), columns)
		case row == 2 && slices.ContainsFunc(cells, func(c string) bool { return !ruler.MatchString(c) }):
			fault(p.where, l.number, "no |---| below the head of a table")
		}
	}
}

// cellsOf returns the cells of a table's row. A bar that belongs to a cell is
// written \|, in code too.
func cellsOf(row string) []string {
	cells := strings.Split(strings.ReplaceAll(row, `\|`, "\x00"), "|")
	if cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(strings.TrimSpace(c), "\x00", "|")
	}
	return cells[1:]
}

func TestMarkdownFaults(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"# A\n\n## B\n\n| a | b |\n|---|:-:|\n| `x\\|y` | 2 |\n\n```go\n# no heading\n```", ""},
		{"## A", "level 1"},
		{"no heading", "level 1"},
		{"# A\n\n# B", "x.md:3: \"B\" is a second"},
		{"# A\n\n### B", "x.md:3: \"B\" has level 3"},
		{"# A\n```go\nx\n", "does not end"},
		{"# A\n````\n```\n", "does not end"},
		{"# A\n| a | b |\n|---|---|\n| 1 |", "x.md:4: 1 cells in a table of 2"},
		{"# A\n| a | b |\n|---|---|\n| 1 | 2 | 3 |", "x.md:4: 3 cells in a table of 2"},
		{"# A\n| a | b |\n| 1 | 2 |", "x.md:3: no |---|"},
		{"# A\n| a | b |\n\ntext", "x.md:2: a table of one line"},
	} {
		got := strings.Join(markdownFaults(readMarkdown("x.md", test.text)), "\n")
		if test.want == "" && got != "" || !strings.Contains(got, test.want) {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}
