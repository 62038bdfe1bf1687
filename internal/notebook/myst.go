package notebook

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
)

// A Directive is a place in a lesson where an exercise goes.
type Directive struct {
	Exercise string // "fasterer/make_matrix"
	At       int    // how many of the notebook's cells stand before it
	Line     int    // in the source, from 1
}

// AnswerID and StatementID return the ids of an exercise's two cells.
func AnswerID(exercise string) string    { return strings.ReplaceAll(exercise, "/", "-") }
func StatementID(exercise string) string { return AnswerID(exercise) + "-statement" }

// ReadMyST reads a lesson's source, a MyST Markdown notebook as jupytext's
// md:myst knows it:
//
//	---
//	kernelspec: …            metadata, YAML
//	---
//	Markdown text
//
//	```{code-cell} go
//	:id: load-data           every code cell has an id
//	:tags: [slow]            other options become metadata
//
//	x := 5
//	```
//
//	+++ {"id": "more"}       starts another Markdown cell; the JSON is optional
//
//	```{exercise} fasterer/make_matrix
//	```
//
// A Markdown cell without an id is called after the named cell or exercise above it,
// after-load-data, after-load-data-2; above all of them, intro: its
// id outlives any change of its text. Exercises are no cells yet, see
// [Directive]. Errors begin with path:line; path is used for nothing else.
func ReadMyST(path string, src []byte) (*Notebook, []Directive, error) {
	r := mystReader{
		path:  path,
		lines: strings.Split(strings.ReplaceAll(string(src), "\r\n", "\n"), "\n"),
		ids:   map[string]int{},
	}
	if at := invalidUTF8(src); at >= 0 {
		return nil, nil, r.fail(lineAt(src, at), "a byte that is not UTF-8")
	}
	if err := r.read(); err != nil {
		return nil, nil, err
	}
	return &r.notebook, r.directives, nil
}

type mystReader struct {
	path       string
	lines      []string
	notebook   Notebook
	directives []Directive

	ids  map[string]int // id → line of its cell
	last string         // the id given last in the source, "" before the first
}

func (r *mystReader) fail(line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.path, line, fmt.Sprintf(format, args...))
}

var (
	fenceStart = regexp.MustCompile("^ {0,3}(```+|~~~+)[ \t]*([^`]*)$")
	exerciseID = regexp.MustCompile(`^[a-z][a-z0-9_]*/[a-z][a-z0-9_]*$`)
)

func (r *mystReader) read() error {
	at, err := r.frontMatter()
	if err != nil {
		return err
	}
	start, metadata, breakLine := at, map[string]any(nil), 0 // of the Markdown cell being read
	for at < len(r.lines) {
		line := r.lines[at]
		if strings.HasPrefix(line, "+++") {
			if err := r.markdown(start, at, metadata, breakLine); err != nil {
				return err
			}
			if metadata, err = r.breakMetadata(at); err != nil {
				return err
			}
			at++
			start, breakLine = at, at
			continue
		}
		fence := fenceStart.FindStringSubmatch(line)
		if fence == nil {
			at++
			continue
		}
		end := at + 1
		for end < len(r.lines) && !closes(r.lines[end], fence[1]) {
			end++
		}
		info := strings.TrimSpace(fence[2])
		if !strings.HasPrefix(info, "{") {
			at = end + 1
			continue
		}
		if end == len(r.lines) {
			return r.fail(at+1, "this %s never ends: a closing %s is missing", info, fence[1])
		}
		if err := r.markdown(start, at, metadata, breakLine); err != nil {
			return err
		}
		if err := r.directive(info, at, end); err != nil {
			return err
		}
		at = end + 1
		start, metadata, breakLine = at, nil, 0
	}
	return r.markdown(start, len(r.lines), metadata, breakLine)
}

// closes reports whether line ends the block that fence began.
func closes(line, fence string) bool {
	trimmed := strings.TrimRight(line, " \t")
	indent := len(trimmed) - len(strings.TrimLeft(trimmed, " "))
	trimmed = trimmed[indent:]
	return indent <= 3 && len(trimmed) >= len(fence) && strings.Trim(trimmed, fence[:1]) == ""
}

// frontMatter reads the notebook's metadata and returns the line after it.
func (r *mystReader) frontMatter() (next int, err error) {
	r.notebook.Metadata = map[string]any{}
	if strings.TrimRight(r.lines[0], " ") != "---" {
		return 0, r.fail(1, "no front matter: a lesson begins with ---, its metadata in YAML, and ---")
	}
	for i, line := range r.lines[1:] {
		if strings.TrimRight(line, " ") == "---" {
			r.notebook.Metadata, err = r.yaml(r.lines[1:i+1], 1)
			return i + 2, err
		}
	}
	return 0, r.fail(1, "front matter never ends: a second --- is missing")
}

// yaml decodes lines, the first of which is r.lines[offset].
func (r *mystReader) yaml(lines []string, offset int) (map[string]any, error) {
	m := map[string]any{}
	if err := yaml.Unmarshal([]byte(strings.Join(lines, "\n")), &m); err != nil {
		line, text := offset+1, err.Error()
		if e, ok := err.(yaml.Error); ok {
			text = e.GetMessage()
			if token := e.GetToken(); token != nil {
				line = offset + token.Position.Line
			}
		}
		text, _, _ = strings.Cut(text, "\n")
		return nil, r.fail(line, "not YAML: %s", text)
	}
	v, err := jsonValue(m)
	if err != nil {
		return nil, r.fail(offset+1, "%v", err)
	}
	return v.(map[string]any), nil
}

// jsonValue turns what YAML decodes to into the values a Cell's metadata may hold.
func jsonValue(v any) (any, error) {
	var err error
	switch v := v.(type) {
	case nil, bool, string, float64, int:
		return v, nil
	case uint64:
		if v > math.MaxInt {
			return json.Number(fmt.Sprint(v)), nil
		}
		return int(v), nil
	case int64:
		return int(v), nil
	case []any:
		for i := range v {
			if v[i], err = jsonValue(v[i]); err != nil {
				return nil, err
			}
		}
		return v, nil
	case map[string]any:
		for key := range v {
			if v[key], err = jsonValue(v[key]); err != nil {
				return nil, err
			}
		}
		return v, nil
	}
	return nil, fmt.Errorf("metadata holds a %T, which JSON has no place for", v)
}

// breakMetadata reads the optional JSON after +++.
func (r *mystReader) breakMetadata(at int) (map[string]any, error) {
	text := strings.TrimSpace(strings.TrimLeft(r.lines[at], "+"))
	if text == "" {
		return nil, nil
	}
	v, err := parseJSON([]byte(text))
	m, ok := v.(map[string]any)
	if err != nil || !ok {
		return nil, r.fail(at+1, `after +++ stands nothing or JSON such as {"id": "more"}, not %s`, text)
	}
	return m, nil
}

// markdown adds the Markdown cell in lines from start to end, unless they are blank.
// breakLine is the line of the +++ above it, 0 for none.
func (r *mystReader) markdown(start, end int, metadata map[string]any, breakLine int) error {
	source := strings.Trim(strings.Join(r.lines[start:end], "\n"), "\n")
	source = strings.TrimRight(source, " \t\n")
	if strings.TrimSpace(source) == "" {
		if len(metadata) > 0 {
			return r.fail(breakLine, "no text follows this +++")
		}
		return nil
	}
	for strings.TrimSpace(r.lines[start]) == "" {
		start++
	}
	id, line := "intro", start+1
	if r.last != "" {
		id = "after-" + r.last
	}
	if given, ok := metadata["id"]; ok {
		if id, ok = given.(string); !ok {
			return r.fail(breakLine, "the id is not a name in quotes")
		}
		metadata = without(metadata, "id")
		r.last, line = id, breakLine
	} else {
		first := id
		for n := 2; r.ids[id] != 0; n++ {
			id = fmt.Sprintf("%s-%d", first, n)
		}
	}
	return r.add(Cell{ID: id, Type: Markdown, Source: source, Metadata: metadata}, line)
}

func (r *mystReader) add(c Cell, line int) error {
	if c.Metadata == nil {
		c.Metadata = map[string]any{}
	}
	r.notebook.Cells = append(r.notebook.Cells, c)
	return r.claim(c.ID, line)
}

// claim takes an id for the cell at line.
func (r *mystReader) claim(id string, line int) error {
	if !idPattern.MatchString(id) {
		return r.fail(line, "id %.80q is not 1 to 64 letters, digits, - and _", id)
	}
	if first := r.ids[id]; first != 0 {
		return r.fail(line, "id %q is already taken in line %d", id, first)
	}
	r.ids[id] = line
	return nil
}

// directive reads the block whose fences are the lines at and end.
func (r *mystReader) directive(info string, at, end int) error {
	name, arg, _ := strings.Cut(info, "}")
	arg = strings.TrimSpace(arg)
	body := r.lines[at+1 : end]
	switch name {
	case "{code-cell":
		if arg != "go" {
			return r.fail(at+1, "code cells begin with ```{code-cell} go, not %q", info)
		}
		return r.code(body, at)
	case "{exercise":
		if !exerciseID.MatchString(arg) {
			return r.fail(at+1, "an exercise is named like fasterer/make_matrix, not %q", arg)
		}
		if strings.TrimSpace(strings.Join(body, "")) != "" {
			return r.fail(at+2, "an exercise's block is empty: its statement stands in solutions/%s.go", arg)
		}
		for _, id := range []string{StatementID(arg), AnswerID(arg)} {
			if err := r.claim(id, at+1); err != nil {
				return err
			}
		}
		r.last = AnswerID(arg)
		r.directives = append(r.directives, Directive{Exercise: arg, At: len(r.notebook.Cells), Line: at + 1})
		return nil
	}
	return r.fail(at+1, "unknown directive %s}: code-cell and exercise are known", name)
}

// code adds the code cell with this body; its opening fence is r.lines[at].
func (r *mystReader) code(body []string, at int) error {
	var options []string
	offset := at + 1
	if len(body) > 0 && strings.HasPrefix(body[0], "---") {
		shut := 1
		for shut < len(body) && !strings.HasPrefix(body[shut], "---") {
			shut++
		}
		if shut == len(body) {
			return r.fail(at+2, "the options never end: a second --- is missing")
		}
		options, body, offset = body[1:shut], body[shut+1:], offset+1
	} else {
		for len(body) > 0 && strings.HasPrefix(body[0], ":") {
			options, body = append(options, body[0][1:]), body[1:]
		}
	}
	metadata, err := r.yaml(options, offset)
	if err != nil {
		return err
	}
	id, ok := metadata["id"].(string)
	if !ok {
		return r.fail(at+1, "a code cell without an id: write :id: some-name in its first line")
	}
	delete(metadata, "id")
	if len(body) > 0 && strings.TrimSpace(body[0]) == "" {
		body = body[1:]
	}
	r.last = id
	return r.add(Cell{ID: id, Type: Code, Source: strings.Join(body, "\n"), Metadata: metadata}, at+1)
}
