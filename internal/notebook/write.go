package notebook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bytes returns the notebook as nbformat 4.5, byte for byte as Python's
// nbformat writes it: keys sorted, one space a level, text as a list of lines,
// a newline at the end. A repeated or malformed id, an unknown type of cell or
// output, or a value that JSON cannot hold is an error.
func (n *Notebook) Bytes() ([]byte, error) {
	if err := checkIDs(n.Cells); err != nil {
		return nil, err
	}
	cells := make([]any, len(n.Cells))
	for i, c := range n.Cells {
		tree, err := c.tree()
		if err != nil {
			return nil, fmt.Errorf("cell %d (%s): %w", i+1, c.ID, err)
		}
		cells[i] = tree
	}
	e := encoder{}
	e.value(map[string]any{
		"cells":          cells,
		"metadata":       without(n.Metadata, transient...),
		"nbformat":       4,
		"nbformat_minor": 5,
	}, 0)
	e.WriteByte('\n')
	return e.Bytes(), e.err
}

// WriteFile writes the notebook to path. Whoever reads path meanwhile, or
// after a crash, sees the old file or the new one, never a part.
func WriteFile(path string, n *Notebook) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("writing %s: %w", path, err)
		}
	}()
	data, err := n.Bytes()
	if err != nil {
		return err
	}
	mode := os.FileMode(0o644)
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // or the link would be replaced, not the file
		if info, err := os.Stat(path); err == nil {
			mode = info.Mode().Perm()
		}
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".*.ipynb")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // fails, harmlessly, after the rename
	_, err = temp.Write(data)
	for _, step := range []func() error{
		func() error { return temp.Chmod(mode) }, temp.Sync, temp.Close,
	} {
		if e := step(); err == nil {
			err = e
		}
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

func (c *Cell) tree() (map[string]any, error) {
	tree := map[string]any{
		"cell_type": string(c.Type),
		"id":        c.ID,
		"metadata":  without(c.Metadata, "trusted"),
		"source":    splitLines(c.Source),
	}
	switch c.Type {
	case Code:
		outputs := make([]any, len(c.Outputs))
		for i, o := range c.Outputs {
			var err error
			if outputs[i], err = o.tree(); err != nil {
				return nil, err
			}
		}
		tree["outputs"] = outputs
		tree["execution_count"] = countValue(c.ExecutionCount)
	case Markdown, Raw:
		if c.Attachments != nil {
			attachments := map[string]any{}
			for name, v := range c.Attachments {
				bundle, ok := v.(map[string]any)
				if !ok {
					return nil, fmt.Errorf("attachment %q is not a map of media types", name)
				}
				attachments[name] = splitBundle(bundle)
			}
			tree["attachments"] = attachments
		}
	default:
		return nil, fmt.Errorf("unknown cell type %q", c.Type)
	}
	return tree, nil
}

func (o *Output) tree() (map[string]any, error) {
	tree := map[string]any{"output_type": o.Type}
	switch o.Type {
	case Stream:
		tree["name"], tree["text"] = o.Name, splitLines(o.Text)
	case DisplayData, ExecuteResult:
		tree["data"], tree["metadata"] = splitBundle(o.Data), without(o.Metadata)
		if o.Type == ExecuteResult {
			tree["execution_count"] = countValue(o.ExecutionCount)
		}
	case Error:
		tree["ename"], tree["evalue"] = o.EName, o.EValue
		tree["traceback"] = o.Traceback
	default:
		return nil, fmt.Errorf("unknown output type %q", o.Type)
	}
	return tree, nil
}

func countValue(count *int) any {
	if count == nil {
		return nil
	}
	return *count
}

// without returns a map without keys; m itself where it has none of them.
func without(m map[string]any, keys ...string) map[string]any {
	copied := false
	for _, key := range keys {
		if _, ok := m[key]; !ok {
			continue
		}
		if !copied {
			m, copied = copyMap(m), true
		}
		delete(m, key)
	}
	return m
}

func copyMap(m map[string]any) map[string]any {
	c := make(map[string]any, len(m))
	for k, v := range m {
		c[k] = v
	}
	return c
}

// splitBundle splits the text of a media bundle into lines, as nbformat does:
// text/…, JavaScript and SVG, nothing else.
func splitBundle(bundle map[string]any) map[string]any {
	split := make(map[string]any, len(bundle))
	for media, v := range bundle {
		s, ok := v.(string)
		if ok && (strings.HasPrefix(media, "text/") || media == "application/javascript" || media == "image/svg+xml") {
			split[media] = splitLines(s)
		} else {
			split[media] = v
		}
	}
	return split
}

// splitLines is Python's s.splitlines(keepends=True), which knows more line
// ends than \n.
func splitLines(s string) []string {
	lines := []string{}
	start := 0
	for i, r := range s {
		switch r {
		case '\r':
			if strings.HasPrefix(s[i+1:], "\n") {
				continue
			}
		case '\n', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		default:
			continue
		}
		end := i + utf8.RuneLen(r)
		lines = append(lines, s[start:end])
		start = end
	}
	if start < len(s) {
		lines = append(lines, s[start:])
	}
	return lines
}

// encoder writes JSON as Python's json.dumps(indent=1, sort_keys=True,
// ensure_ascii=False) does, and keeps the first error.
type encoder struct {
	bytes.Buffer
	err error
}

func (e *encoder) value(v any, depth int) {
	switch v := v.(type) {
	case nil:
		e.WriteString("null")
	case bool:
		e.WriteString(strconv.FormatBool(v))
	case string:
		e.string(v)
	case int:
		e.WriteString(strconv.Itoa(v))
	case float64:
		e.float(v)
	case json.Number:
		e.number(string(v))
	case []any:
		e.sequence('[', ']', len(v), depth, func(i int) { e.value(v[i], depth+1) })
	case []string:
		e.sequence('[', ']', len(v), depth, func(i int) { e.string(v[i]) })
	case map[string]any:
		keys := make([]string, 0, len(v))
		for key := range v {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		e.sequence('{', '}', len(keys), depth, func(i int) {
			e.string(keys[i])
			e.WriteString(": ")
			e.value(v[keys[i]], depth+1)
		})
	default:
		e.fail("a %T is no JSON value", v)
	}
}

func (e *encoder) fail(format string, args ...any) {
	if e.err == nil {
		e.err = fmt.Errorf(format, args...)
	}
}

func (e *encoder) sequence(open, shut byte, n, depth int, item func(i int)) {
	if depth > maxDepth {
		e.fail("metadata nested deeper than %d levels", maxDepth)
		return
	}
	e.WriteByte(open)
	for i := range n {
		if i > 0 {
			e.WriteByte(',')
		}
		e.newline(depth + 1)
		item(i)
	}
	if n > 0 {
		e.newline(depth)
	}
	e.WriteByte(shut)
}

func (e *encoder) newline(depth int) {
	e.WriteByte('\n')
	for range depth {
		e.WriteByte(' ')
	}
}

func (e *encoder) string(s string) {
	const escapes = `"\` + "\b\f\n\r\t"
	const letters = `"\bfnrt`
	e.WriteByte('"')
	for _, r := range s { // a byte that is no UTF-8 arrives as U+FFFD
		if i := strings.IndexRune(escapes, r); i >= 0 && r < 0x80 {
			e.WriteByte('\\')
			e.WriteByte(letters[i])
		} else if r < 0x20 {
			fmt.Fprintf(e, `\u%04x`, r)
		} else {
			e.WriteRune(r)
		}
	}
	e.WriteByte('"')
}

// number writes a number that was read: whole ones digit by digit, others as
// Python prints the float.
func (e *encoder) number(s string) {
	if !strings.ContainsAny(s, ".eE") {
		if s == "-0" {
			s = "0"
		}
		e.WriteString(s)
		return
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		e.fail("the number %.40s does not fit a float", s)
		return
	}
	e.float(f)
}

// float writes f as Python's repr: the shortest digits that give f again, with
// an exponent below 1e-4 and from 1e16 up.
func (e *encoder) float(f float64) {
	switch abs := math.Abs(f); {
	case math.IsNaN(f) || math.IsInf(f, 0):
		e.fail("%v is no JSON value", f)
	case abs != 0 && (abs < 1e-4 || abs >= 1e16):
		e.WriteString(strconv.FormatFloat(f, 'e', -1, 64))
	default:
		s := strconv.FormatFloat(f, 'f', -1, 64)
		if !strings.Contains(s, ".") {
			s += ".0"
		}
		e.WriteString(s)
	}
}
