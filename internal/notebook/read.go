package notebook

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxSize is the size in bytes of the largest notebook that is read.
const MaxSize = 100 << 20

// maxDepth is how deep the JSON of a notebook may nest; real ones stay below 20.
const maxDepth = 200

// ReadFile reads the notebook at path. Errors are one line and begin with path.
func ReadFile(path string) (*Notebook, error) {
	data, err := readRegular(path)
	if err != nil {
		return nil, err
	}
	n, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return n, nil
}

// readRegular reads a regular file, at most a byte more than MaxSize of it.
func readRegular(path string) ([]byte, error) {
	info, err := os.Stat(path) // before Open, which waits for a pipe's other end
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxSize+1))
}

// Parse reads a notebook of nbformat 4.0 to 4.5. An error says in one line what
// is wrong and where.
func Parse(data []byte) (*Notebook, error) {
	if len(data) > MaxSize {
		return nil, fmt.Errorf("larger than %d MB: clear its outputs first", MaxSize>>20)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, errors.New("an empty file, not a notebook")
	}
	if at := invalidUTF8(data); at >= 0 {
		return nil, fmt.Errorf("not UTF-8: line %d has a byte that is no text", lineAt(data, at))
	}
	tree, err := parseJSON(data)
	if err != nil {
		return nil, err
	}
	return fromTree(tree)
}

func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

func lineAt(data []byte, offset int) int {
	return 1 + bytes.Count(data[:min(max(offset, 0), len(data))], []byte("\n"))
}

// parseJSON returns the JSON value in data, numbers as json.Number. Unlike
// encoding/json it refuses an object with a key twice.
func parseJSON(data []byte) (any, error) {
	var whole json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil {
		at := len(data)
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			at = int(syntax.Offset) - 1
		}
		switch text := err.Error(); {
		case strings.HasPrefix(text, "unexpected end"):
			return nil, fmt.Errorf("truncated: the JSON stops unfinished at line %d", lineAt(data, len(bytes.TrimSpace(data))))
		case strings.Contains(text, "max depth"):
			return nil, errDepth
		default:
			return nil, fmt.Errorf("not JSON: line %d: %s", lineAt(data, at), text)
		}
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	v, err := parseValue(d, 0)
	var twice *keyTwice
	if errors.As(err, &twice) {
		return nil, fmt.Errorf("line %d: the key %.80q stands twice in one object", lineAt(data, int(d.InputOffset())), twice.key)
	}
	return v, err
}

var errDepth = fmt.Errorf("nested deeper than %d levels: not a notebook", maxDepth)

type keyTwice struct{ key string }

func (e *keyTwice) Error() string { return "key twice: " + e.key }

func parseValue(d *json.Decoder, depth int) (any, error) {
	if depth > maxDepth {
		return nil, errDepth
	}
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		object := map[string]any{}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			name := key.(string)
			if _, ok := object[name]; ok {
				return nil, &keyTwice{name}
			}
			if object[name], err = parseValue(d, depth+1); err != nil {
				return nil, err
			}
		}
		_, err = d.Token()
		return object, err
	case json.Delim('['):
		list := []any{}
		for d.More() {
			v, err := parseValue(d, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err = d.Token()
		return list, err
	}
	return token, nil
}

func fromTree(tree any) (*Notebook, error) {
	root, ok := tree.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("not a notebook: the JSON is %s, not an object", kind(tree))
	}
	f := fields{object: root}
	major, minor := f.count("nbformat"), f.count("nbformat_minor")
	switch {
	case f.err != nil:
		return nil, f.err
	case major == nil:
		return nil, errors.New(`not a notebook: "nbformat" is missing`)
	case *major < 4:
		return nil, fmt.Errorf("nbformat %d is too old: open it in JupyterLab and save it, or run jupyter nbconvert --to notebook --inplace", *major)
	case *major > 4 || minor != nil && *minor > 5:
		m := 0
		if minor != nil {
			m = *minor
		}
		return nil, fmt.Errorf("nbformat %d.%d is newer than 4.5, the newest read here", *major, m)
	}
	cells, ok := root["cells"]
	if !ok {
		return nil, errors.New(`not a notebook: "cells" is missing`)
	}
	list, ok := cells.([]any)
	if !ok {
		return nil, fmt.Errorf(`"cells" is %s, not a list`, kind(cells))
	}
	n := &Notebook{Cells: make([]Cell, len(list)), Metadata: f.dict("metadata")}
	if f.err != nil {
		return nil, f.err
	}
	for _, key := range transient {
		delete(n.Metadata, key)
	}
	for i, v := range list {
		cell, err := cellFrom(v)
		if err != nil {
			return nil, fmt.Errorf("cell %d: %w", i+1, err)
		}
		n.Cells[i] = cell
	}
	giveIDs(n.Cells)
	return n, checkIDs(n.Cells)
}

// transient are the keys of a notebook's metadata that are never kept.
var transient = []string{"orig_nbformat", "orig_nbformat_minor", "signature"}

func cellFrom(v any) (Cell, error) {
	object, ok := v.(map[string]any)
	if !ok {
		return Cell{}, fmt.Errorf("it is %s, not an object", kind(v))
	}
	f := fields{object: object}
	c := Cell{
		Type:     CellType(f.str("cell_type")),
		Source:   f.text("source"),
		Metadata: f.dict("metadata"),
	}
	delete(c.Metadata, "trusted")
	if id, ok := object["id"]; ok {
		if c.ID, ok = id.(string); !ok || c.ID == "" {
			f.fail(`"id" is %s, not a name`, kind(id))
		}
	}
	switch c.Type {
	case Code:
		c.ExecutionCount = f.count("execution_count")
		if outputs, ok := object["outputs"]; ok {
			list, ok := outputs.([]any)
			if !ok {
				f.fail(`"outputs" is %s, not a list`, kind(outputs))
			}
			for i, v := range list {
				o, err := outputFrom(v)
				if err != nil {
					f.fail("output %d: %w", i+1, err)
				}
				c.Outputs = append(c.Outputs, o)
			}
		}
	case Markdown, Raw:
		if _, ok := object["attachments"]; ok {
			c.Attachments = f.dict("attachments")
			for name, bundle := range c.Attachments {
				m, ok := bundle.(map[string]any)
				if !ok {
					f.fail("attachment %.80q is %s, not an object", name, kind(bundle))
				}
				f.joinBundle(m)
			}
		}
	default:
		f.fail("cell_type %.80q is none of code, markdown, raw", c.Type)
	}
	return c, f.err
}

func outputFrom(v any) (Output, error) {
	object, ok := v.(map[string]any)
	if !ok {
		return Output{}, fmt.Errorf("it is %s, not an object", kind(v))
	}
	f := fields{object: object}
	o := Output{Type: f.str("output_type")}
	switch o.Type {
	case Stream:
		o.Name, o.Text = f.str("name"), f.text("text")
	case DisplayData, ExecuteResult:
		o.Data, o.Metadata = f.dict("data"), f.dict("metadata")
		f.joinBundle(o.Data)
		if o.Type == ExecuteResult {
			o.ExecutionCount = f.count("execution_count")
		}
	case Error:
		o.EName, o.EValue = f.str("ename"), f.str("evalue")
		lines, ok := stringList(object["traceback"])
		if !ok {
			f.fail(`"traceback" is not a list of strings`)
		}
		o.Traceback = lines
	default:
		f.fail("output_type %.80q is none of stream, display_data, execute_result, error", o.Type)
	}
	return o, f.err
}

// fields reads the fields of one JSON object and keeps the first error.
type fields struct {
	object map[string]any
	err    error
}

func (f *fields) fail(format string, args ...any) {
	if f.err == nil {
		f.err = fmt.Errorf(format, args...)
	}
}

// str returns a field that must be a string.
func (f *fields) str(key string) string {
	v, ok := f.object[key]
	if !ok {
		f.fail("%q is missing", key)
		return ""
	}
	s, ok := v.(string)
	if !ok {
		f.fail("%q is %s, not a string", key, kind(v))
	}
	return s
}

// text returns a field that must be a string or a list of strings.
func (f *fields) text(key string) string {
	v, ok := f.object[key]
	if !ok {
		f.fail("%q is missing", key)
		return ""
	}
	if s, ok := v.(string); ok {
		return s
	}
	lines, ok := stringList(v)
	if !ok {
		f.fail("%q is %s, neither a string nor a list of strings", key, kind(v))
	}
	return strings.Join(lines, "")
}

// dict returns a field that must be an object; an absent one is empty.
func (f *fields) dict(key string) map[string]any {
	v, ok := f.object[key]
	if !ok {
		return map[string]any{}
	}
	m, ok := v.(map[string]any)
	if !ok {
		f.fail("%q is %s, not an object", key, kind(v))
	}
	return m
}

// count returns a field that must be null, absent, or a number from 0 up.
func (f *fields) count(key string) *int {
	v := f.object[key]
	if v == nil {
		return nil
	}
	number, ok := v.(json.Number)
	i, err := strconv.Atoi(string(number))
	if !ok || err != nil || i < 0 {
		f.fail("%q is %s, not a whole number from 0 up", key, kind(v))
	}
	return &i
}

// joinBundle joins lists of lines in a media bundle, in place.
func (f *fields) joinBundle(bundle map[string]any) {
	for media, v := range bundle {
		if isJSONMedia(media) {
			continue
		}
		if _, ok := v.(string); ok {
			continue
		}
		lines, ok := stringList(v)
		if !ok {
			f.fail("data of type %.80q is %s, not text", media, kind(v))
		}
		bundle[media] = strings.Join(lines, "")
	}
}

func isJSONMedia(media string) bool {
	return media == "application/json" ||
		strings.HasPrefix(media, "application/") && strings.HasSuffix(media, "+json")
}

func stringList(v any) ([]string, bool) {
	list, ok := v.([]any)
	lines := make([]string, 0, len(list))
	for _, line := range list {
		s, isString := line.(string)
		ok = ok && isString
		lines = append(lines, s)
	}
	return lines, ok
}

// kind names the JSON type of v, for messages.
func kind(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case bool:
		return strconv.FormatBool(v)
	case string:
		return "a string"
	case json.Number:
		return fmt.Sprintf("the number %.20s", v)
	case []any:
		return "a list"
	default:
		return "an object"
	}
}

// giveIDs gives each cell without an id one that depends on the cell's text
// and on how many cells above it say the same.
func giveIDs(cells []Cell) {
	taken := make(map[string]bool, len(cells))
	for _, c := range cells {
		taken[c.ID] = true
	}
	type text struct {
		typ    CellType
		source string
	}
	copies := map[text]int{} // so that thousands of equal cells do not ask each other
	for i := range cells {
		for t := (text{cells[i].Type, cells[i].Source}); cells[i].ID == ""; copies[t]++ {
			sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%d\n%s", t.typ, copies[t], t.source))
			if id := fmt.Sprintf("%x", sum[:4]); !taken[id] {
				taken[id] = true
				cells[i].ID = id
			}
		}
	}
}
