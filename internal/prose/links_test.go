package prose

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestLinks(t *testing.T) {
	all := documents(t)
	for _, doc := range all {
		for _, fault := range linkFaults(root(t), doc, all) {
			t.Error(fault)
		}
	}
}

var (
	inlineLink = regexp.MustCompile(`\]\(<?([^)\s>]*)>?(?:\s+"[^"]*")?\)`)
	defined    = regexp.MustCompile(`^\s*\[[^\]]+\]:\s*(\S+)`)
	attribute  = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	bare       = regexp.MustCompile(`https?://[^\s<>()"'\]]+`)
)

// linkFaults returns which links of a document lead nowhere. The documents that
// links may lead into are among all.
func linkFaults(top string, doc *document, all []*document) (faults []string) {
	for _, p := range doc.parts {
		for _, l := range p.prose() {
			text := withoutCode(l.text)
			seen := map[string]bool{}
			for _, pattern := range []*regexp.Regexp{inlineLink, defined, attribute, bare} {
				for _, m := range pattern.FindAllStringSubmatch(text, -1) {
					link := strings.TrimRight(m[len(m)-1], ".,;:")
					if seen[link] {
						continue
					}
					seen[link] = true
					if why := linkFault(top, doc, all, link); why != "" {
						faults = append(faults, fmt.Sprintf("%s:%d: link %q: %s", p.where, l.number, link, why))
					}
				}
			}
		}
	}
	return faults
}

// linkFault says why a link of a document leads nowhere, "" if it leads somewhere.
func linkFault(top string, doc *document, all []*document, link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return err.Error()
	}
	if u.Scheme != "" || u.Host != "" {
		if u.Scheme != "https" || !strings.Contains(u.Hostname(), ".") {
			return "a link to the world is like https://go.dev"
		}
		return ""
	}
	target := doc.path
	if u.Path != "" {
		target = path.Join(path.Dir(doc.path), u.Path)
	}
	inNotebooks := strings.HasSuffix(doc.path, ".ipynb")
	if inNotebooks && !(path.Dir(target) == "notebooks" && strings.HasSuffix(target, ".ipynb")) {
		return "a student's workspace has notebooks only"
	}
	if _, err := os.Stat(filepath.Join(top, filepath.FromSlash(target))); err != nil {
		return "there is no " + target
	}
	if u.Fragment == "" {
		return ""
	}
	at := slices.IndexFunc(all, func(d *document) bool { return d.path == target })
	if at < 0 {
		return target + " has no headings"
	}
	if id, ok := strings.CutPrefix(u.Fragment, "cell-id="); ok {
		if !slices.Contains(all[at].ids, id) {
			return target + " has no cell " + id
		}
		return ""
	}
	if anchors := all[at].anchors(); !slices.Contains(anchors, u.Fragment) {
		return fmt.Sprintf("%s has no such heading, only %s", target, strings.Join(anchors, ", "))
	}
	return ""
}

// anchors returns the document's anchors, as GitHub makes them of a file's
// headings and JupyterLab of a notebook's.
func (d *document) anchors() (anchors []string) {
	count := map[string]int{}
	for _, h := range d.headings() {
		text := strings.ReplaceAll(h.text, "`", "")
		if strings.HasSuffix(d.path, ".ipynb") {
			anchors = append(anchors, strings.ReplaceAll(text, " ", "-"))
			continue
		}
		anchor := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, text)
		if n := count[anchor]; n > 0 {
			anchors = append(anchors, fmt.Sprintf("%s-%d", anchor, n))
		} else {
			anchors = append(anchors, anchor)
		}
		count[anchor]++
	}
	return anchors
}

func TestLinkFaults(t *testing.T) {
	const book = `{"cells":[{"cell_type":"markdown","id":"intro","metadata":{},"source":"# How to start\n\n%s"}],"metadata":{},"nbformat":4,"nbformat_minor":5}`
	top := t.TempDir()
	for _, name := range []string{"README.md", "notebooks/01_one.ipynb"} {
		file := filepath.Join(top, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ path, text, want string }{
		{"README.md", "[a](notebooks/01_one.ipynb#How-to-start) [b](#how-to-start) <https://go.dev> `[c](nowhere)`", ""},
		{"README.md", "[a](notebooks/01_one.ipynb#cell-id=intro)", ""},
		{"README.md", "[a](nowhere.md)", "there is no nowhere.md"},
		{"README.md", "![a](nowhere.png)", "there is no nowhere.png"},
		{"README.md", `<img src=\"nowhere.svg\">`, "there is no nowhere.svg"},
		{"README.md", "[a]: nowhere.md", "there is no nowhere.md"},
		{"README.md", "[a](#what)", "no such heading"},
		{"README.md", "[a](notebooks/01_one.ipynb#cell-id=outro)", "no cell outro"},
		{"README.md", "[a](http://go.dev)", "https"},
		{"README.md", "see http://go.dev.", "https"},
		{"README.md", "[a](https://go)", "https"},
		{"notebooks/01_one.ipynb", "[a](01_one.ipynb#How-to-start)", ""},
		{"notebooks/01_one.ipynb", "[a](02_two.ipynb)", "there is no notebooks/02_two.ipynb"},
		{"notebooks/01_one.ipynb", "[a](../README.md)", "notebooks only"},
	} {
		readme := readMarkdown("README.md", "# How to start\n\n"+strings.ReplaceAll(test.text, `\"`, `"`))
		one, err := readNotebook("notebooks/01_one.ipynb", fmt.Appendf(nil, book, test.text))
		if err != nil {
			t.Fatal(err)
		}
		doc := readme
		if test.path != readme.path {
			doc = one
		}
		got := strings.Join(linkFaults(top, doc, []*document{readme, one}), "\n")
		if test.want == "" && got != "" || !strings.Contains(got, test.want) {
			t.Errorf("%s, %s: %q, want %q", test.path, test.text, got, test.want)
		}
	}
}
