package prose

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fastergo/checks"
	"fastergo/internal/course"
)

// coverage is the file that says where the course has what it is made after.
const coverage = "COVERAGE.md"

func TestCoverage(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root(t), coverage))
	if err != nil {
		t.Fatal(err)
	}
	lessons := map[string]*place{}
	for _, doc := range documents(t) {
		if name, ok := strings.CutSuffix(strings.TrimPrefix(doc.path, "notebooks/"), ".ipynb"); ok {
			lessons[name] = placeOf(name, doc)
		}
	}
	for _, fault := range coverageFaults(readMarkdown(coverage, string(text)), lessons) {
		t.Error(fault)
	}
}

// A place is a lesson, as a row can name its parts.
type place struct {
	cells     []string
	exercises []string // without the lesson's own name: "make_matrix"
	text      string   // all Markdown, a space between words
}

func placeOf(name string, doc *document) *place {
	p := &place{cells: doc.ids}
	for _, l := range course.Lessons {
		if l.Name == name {
			for _, e := range l.Exercises {
				_, exercise, _ := strings.Cut(checks.InfoOf(e).ID, "/")
				p.exercises = append(p.exercises, exercise)
			}
		}
	}
	for _, part := range doc.parts {
		for _, l := range part.lines {
			p.text += " " + l.text
		}
	}
	p.text = plain(p.text)
	return p
}

var (
	named  = regexp.MustCompile("`([0-9]{2}_[a-z]+)`")
	id     = regexp.MustCompile("`([a-z][a-z0-9_-]*)`")
	quoted = regexp.MustCompile(`"([^"]+)"`)
)

// coverageFaults returns the rows that name what is not there. The tables under
// a heading "01_fasterer" mean that lesson.
func coverageFaults(doc *document, lessons map[string]*place) (faults []string) {
	lesson, row := "", 0
	for _, l := range doc.parts[0].prose() {
		if m := headingLine.FindStringSubmatch(l.text); m != nil {
			lesson = m[2]
			if lessons[lesson] == nil && len(m[1]) > 1 {
				faults = append(faults, fmt.Sprintf("%s:%d: there is no lesson %s", doc.path, l.number, lesson))
			}
		}
		if !strings.HasPrefix(l.text, "|") {
			row = 0
			continue
		}
		if row++; row <= 2 || lessons[lesson] == nil {
			continue // a table's head; the table of the documents
		}
		fault := func(format string, args ...any) {
			faults = append(faults, fmt.Sprintf("%s:%d: ", doc.path, l.number)+fmt.Sprintf(format, args...))
		}
		cells := cellsOf(l.text)
		if len(cells) != 2 {
			continue // a fault of its Markdown
		}
		where := []*place{lessons[lesson]}
		for _, m := range named.FindAllStringSubmatch(cells[1], -1) {
			if lessons[m[1]] == nil {
				fault("there is no lesson %s", m[1])
				continue
			}
			where = append(where, lessons[m[1]])
		}
		in := func(has func(*place) bool) bool { return slices.ContainsFunc(where, has) }
		targets := 0
		for _, m := range id.FindAllStringSubmatch(cells[1], -1) {
			targets++
			if !in(func(p *place) bool { return slices.Contains(p.cells, m[1]) || slices.Contains(p.exercises, m[1]) }) {
				fault("%s is neither a cell nor an exercise there", m[1])
			}
		}
		for _, m := range quoted.FindAllStringSubmatch(codeSpan.ReplaceAllString(cells[1], ""), -1) {
			targets++
			if !in(func(p *place) bool { return strings.Contains(p.text, plain(m[1])) }) {
				fault("nothing there says %q", m[1])
			}
		}
		if targets == 0 {
			fault("it names no place")
		}
	}
	return faults
}

// plain is text without Markdown's marks, in lower case, with single spaces.
func plain(text string) string {
	text = strings.NewReplacer("*", "", "`", "").Replace(text)
	return strings.ToLower(strings.Join(strings.Fields(text), " "))
}

func TestCoverageFaults(t *testing.T) {
	lessons := map[string]*place{
		"01_one": {cells: []string{"intro", "a-cell"}, exercises: []string{"do_it"}, text: "how to *start* now"},
		"02_two": {cells: []string{"outro"}},
	}
	lessons["01_one"].text = plain(lessons["01_one"].text)
	for _, test := range []struct{ row, want string }{
		{"| x | cell `a-cell`, exercise `do_it`, `np.Sum`, \"How to start\" |", ""},
		{"| x | `02_two`, cell `outro` |", ""},
		{"| x | cell `b-cell` |", "COVERAGE.md:7: b-cell is neither"},
		{"| x | cell `outro` |", "outro is neither"},
		{"| x | \"How to stop\" |", "nothing there says"},
		{"| x | `03_three`, cell `intro` |", "no lesson 03_three"},
		{"| x | somewhere |", "it names no place"},
	} {
		doc := readMarkdown(coverage, "# Title\n\n## 01_one\n\n| a | b |\n|---|---|\n"+test.row)
		got := strings.Join(coverageFaults(doc, lessons), "\n")
		if test.want == "" && got != "" || !strings.Contains(got, test.want) {
			t.Errorf("%s: %q, want %q", test.row, got, test.want)
		}
	}
	if got := coverageFaults(readMarkdown(coverage, "# T\n\n## 04_four"), lessons); len(got) != 1 {
		t.Errorf("an unknown lesson: %q", got)
	}
}
