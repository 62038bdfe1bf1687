package prose

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fastergo/internal/house"
	"fastergo/internal/notebook"
)

// A document is a Markdown file or a notebook.
type document struct {
	path  string // from the root, with slashes
	parts []part
	ids   []string // a notebook's cells
}

// A part is a whole Markdown file, or a Markdown cell.
type part struct {
	where string // "README.md", "notebooks/01_fasterer.ipynb, cell intro"
	lines []line
}

// A line is one line of Markdown.
type line struct {
	number int
	text   string
	code   bool // in a fenced block, fences included
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := house.Root()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// documents returns all documents of the tree, notebooks as students get them.
func documents(t *testing.T) (all []*document) {
	t.Helper()
	top := root(t)
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if path != top && (strings.HasPrefix(name, ".") || slices.Contains([]string{"workspace", "out", "testdata"}, name)) {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(top, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		inNotebooks := strings.HasPrefix(rel, "notebooks/")
		switch {
		case strings.HasSuffix(name, ".ipynb") && inNotebooks:
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			doc, err := readNotebook(rel, data)
			if err != nil {
				return err
			}
			all = append(all, doc)
		case strings.HasSuffix(name, ".md") && !inNotebooks:
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			all = append(all, readMarkdown(rel, string(data)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 8 {
		t.Fatalf("%d documents: where are the others?", len(all))
	}
	return all
}

func readMarkdown(path, text string) *document {
	return &document{path: path, parts: []part{{path, split(text)}}}
}

func readNotebook(path string, data []byte) (*document, error) {
	n, err := notebook.Parse(data)
	if err != nil {
		return nil, err
	}
	doc := &document{path: path}
	for _, c := range n.Cells {
		doc.ids = append(doc.ids, c.ID)
		if c.Type == notebook.Markdown {
			doc.parts = append(doc.parts, part{path + ", cell " + c.ID, split(c.Source)})
		}
	}
	return doc, nil
}

var fence = regexp.MustCompile("^ *(```+|~~~+)(.*)$")

// split cuts Markdown into lines and finds fenced blocks. A block ends with a
// fence like the one that began it.
func split(text string) (lines []line) {
	open := ""
	for i, s := range strings.Split(text, "\n") {
		l := line{i + 1, s, open != ""}
		if m := fence.FindStringSubmatch(s); m != nil {
			switch {
			case open == "":
				open, l.code = m[1], true
			case strings.HasPrefix(m[1], open) && strings.TrimSpace(m[2]) == "":
				open = ""
			}
		}
		lines = append(lines, l)
	}
	if open != "" {
		lines[len(lines)-1].text = "\x00unclosed"
	}
	return lines
}

// unclosed reports whether a fenced block of the part does not end.
func (p part) unclosed() bool {
	return p.lines[len(p.lines)-1].text == "\x00unclosed"
}

// prose returns the lines outside of fenced blocks.
func (p part) prose() (lines []line) {
	for _, l := range p.lines {
		if !l.code {
			lines = append(lines, l)
		}
	}
	return lines
}

// A heading is "## Text".
type heading struct {
	level int
	text  string
	where string
	line  int
}

var headingLine = regexp.MustCompile(`^(#{1,6})\s+(.*?)\s*#*$`)

func (d *document) headings() (all []heading) {
	for _, p := range d.parts {
		for _, l := range p.prose() {
			if m := headingLine.FindStringSubmatch(l.text); m != nil {
				all = append(all, heading{len(m[1]), m[2], p.where, l.number})
			}
		}
	}
	return all
}

var codeSpan = regexp.MustCompile("(`+).+?(`+)")

// withoutCode returns a line with its code spans blanked.
func withoutCode(s string) string {
	return codeSpan.ReplaceAllStringFunc(s, func(code string) string { return strings.Repeat("x", len(code)) })
}
