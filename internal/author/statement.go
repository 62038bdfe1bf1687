package author

import (
	"fmt"
	"go/doc/comment"
	"slices"
	"strings"
)

// statement turns the exercise's doc comment into Markdown. Paragraphs stay as
// they are, so Markdown in them works; [np.Full] becomes code, for there is
// nothing to link to.
func (s *Solution) statement() string {
	p := comment.Parser{
		LookupPackage: func(name string) (string, bool) {
			return name, name == "np" || slices.ContainsFunc(s.reference.imports, func(i importSpec) bool { return i.local() == name })
		},
		LookupSym: func(_, name string) bool { return len(name) > 1 }, // [N] is a shape
	}
	blocks := markdownBlocks(p.Parse(s.Doc).Content)
	if rest, ok := strings.CutPrefix(blocks, s.Func+" "); ok {
		blocks = "`" + s.Func + "` " + rest
	}
	return blocks
}

func markdownBlocks(blocks []comment.Block) string {
	var parts []string
	for _, b := range blocks {
		switch b := b.(type) {
		case *comment.Paragraph:
			parts = append(parts, markdownText(b.Text))
		case *comment.Heading:
			parts = append(parts, "#### "+markdownText(b.Text))
		case *comment.Code:
			parts = append(parts, "```text\n"+strings.TrimSuffix(b.Text, "\n")+"\n```")
		case *comment.List:
			parts = append(parts, markdownList(b))
		}
	}
	return strings.Join(parts, "\n\n")
}

func markdownList(l *comment.List) string {
	gap := "\n"
	if l.BlankBetween() {
		gap = "\n\n"
	}
	items := make([]string, len(l.Items))
	for i, item := range l.Items {
		mark := "- "
		if item.Number != "" {
			mark = item.Number + ". "
		}
		indent := "\n" + strings.Repeat(" ", len(mark))
		items[i] = mark + strings.ReplaceAll(markdownBlocks(item.Content), "\n", indent)
	}
	return strings.Join(items, gap)
}

func markdownText(texts []comment.Text) string {
	var b strings.Builder
	for _, t := range texts {
		switch t := t.(type) {
		case comment.Plain:
			b.WriteString(string(t))
		case comment.Italic:
			b.WriteString(string(t))
		case *comment.Link:
			if t.Auto {
				fmt.Fprintf(&b, "<%s>", t.URL)
			} else {
				fmt.Fprintf(&b, "[%s](%s)", markdownText(t.Text), t.URL)
			}
		case *comment.DocLink:
			b.WriteString("`" + markdownText(t.Text) + "`")
		}
	}
	return b.String()
}
