package answer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"fastergo/internal/submission"
)

// Limits of what is read of a notebook.
const (
	mostDepth = 200    // of its JSON; real ones stay below 20
	mostCells = 20_000 // of any kind
)

// A cell is a code cell.
type cell struct {
	number   int // among the code cells, from 1
	id       string
	exercise string // the exercise that its metadata says it answers
	stub     string // the hash of its stub, if the metadata have it
	source   string
}

// readNotebook returns the code cells of an nbformat 4 notebook. An error says
// in one line what is wrong.
//
// encoding/json only says whether the text is JSON; what it says is read here,
// in one pass: keys by their exact case, and none twice in an object that
// counts. What does not matter to answers, outputs above all, is passed over and may
// be anything.
func readNotebook(content []byte) ([]cell, error) {
	if len(content) > submission.MostBytes {
		return nil, fmt.Errorf("larger than %d MB: clear its outputs", submission.MostBytes>>20)
	}
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	if len(bytes.TrimSpace(content)) == 0 {
		return nil, errors.New("an empty file, not a notebook")
	}
	if at := invalid(content); at >= 0 {
		return nil, fmt.Errorf("not UTF-8: line %d has a byte that is no text", lineAt(content, at))
	}
	if !json.Valid(content) {
		return nil, invalidJSON(content)
	}
	r := &reader{text: content}
	cells, err := r.notebook()
	if err != nil {
		return nil, fmt.Errorf("%w (line %d)", err, lineAt(content, r.at))
	}
	return cells, nil
}

// invalid returns where text is not UTF-8, -1 if it is.
func invalid(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; ; {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
}

func lineAt(text []byte, offset int) int {
	return 1 + bytes.Count(text[:min(max(offset, 0), len(text))], []byte("\n"))
}

// invalidJSON says why content is no JSON.
func invalidJSON(content []byte) error {
	var whole json.RawMessage
	err := json.Unmarshal(content, &whole)
	var syntax *json.SyntaxError
	switch {
	case !errors.As(err, &syntax):
		return errors.New("not JSON")
	case strings.HasPrefix(syntax.Error(), "unexpected end"):
		return fmt.Errorf("truncated: the JSON stops unfinished at line %d", lineAt(content, len(bytes.TrimSpace(content))))
	case strings.Contains(syntax.Error(), "max depth"):
		return errDepth
	}
	return fmt.Errorf("not JSON: line %d: %s", lineAt(content, int(syntax.Offset)-1), plain(syntax.Error(), 80))
}

var errDepth = fmt.Errorf("nested deeper than %d levels: not a notebook", mostDepth)

// A reader walks over valid JSON.
type reader struct {
	text  []byte
	at    int // the beginning of a value, but for space
	depth int
	cells int // of any kind
}

// next returns the first byte of what comes, behind any space.
func (r *reader) next() byte {
	for {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\r', '\n':
			r.at++
		default:
			return c
		}
	}
}

// raw passes over a string and returns what stands between its quotes.
func (r *reader) raw() []byte {
	start := r.at + 1
	for i := start; ; i++ {
		switch r.text[i] {
		case '\\':
			i++
		case '"':
			r.at = i + 1
			return r.text[start:i]
		}
	}
}

// skip passes over a value.
func (r *reader) skip() error {
	for depth := r.depth; ; {
		switch c := r.next(); c {
		case '"':
			r.raw()
		case '{', '[':
			if depth++; depth > mostDepth {
				return errDepth
			}
			r.at++
		case '}', ']':
			depth--
			r.at++
		case ',', ':':
			r.at++
			continue // a value must follow
		default: // a number or a name
			for r.at < len(r.text) && strings.IndexByte(" \t\r\n,]}", r.text[r.at]) < 0 {
				r.at++
			}
		}
		if depth == r.depth {
			return nil
		}
	}
}

// str returns a string, and whether it is one; another value is passed over.
func (r *reader) str() (string, bool, error) {
	if r.next() != '"' {
		return "", false, r.skip()
	}
	return unquote(r.raw()), true, nil
}

// list calls element at each element of a list.
func (r *reader) list(element func() error) error {
	return r.nested(func() error {
		for r.next() != ']' {
			if err := element(); err != nil {
				return err
			}
			if r.next() == ',' {
				r.at++
			}
		}
		return nil
	})
}

// object calls the functions in fields at the values of their keys, and passes over the
// others. what names the object in errors.
func (r *reader) object(what string, fields map[string]func() error) error {
	if r.next() != '{' {
		return fmt.Errorf("%s is not an object", what)
	}
	seen := map[string]bool{}
	return r.nested(func() error {
		for r.next() != '}' {
			key := unquote(r.raw())
			r.next()
			r.at++ // the colon
			read := fields[key]
			switch {
			case read == nil:
				read = r.skip
			case seen[key]:
				return fmt.Errorf("%s has the key %q twice", what, key)
			default:
				seen[key] = true
			}
			if err := read(); err != nil {
				return err
			}
			if r.next() == ',' {
				r.at++
			}
		}
		return nil
	})
}

// nested reads the inside of a list or an object.
func (r *reader) nested(inside func() error) error {
	if r.depth++; r.depth > mostDepth {
		return errDepth
	}
	r.at++
	if err := inside(); err != nil {
		return err
	}
	r.at++
	r.depth--
	return nil
}

func (r *reader) notebook() (cells []cell, err error) {
	major, list := "", false
	err = r.object("the notebook", map[string]func() error{
		"nbformat": func() error {
			r.next()
			from := r.at
			err := r.skip()
			major = plain(string(r.text[from:r.at]), 20)
			return err
		},
		"cells": func() error {
			if r.next() != '[' {
				return errors.New("cells is not a list")
			}
			list = true
			return r.list(func() error {
				c, err := r.cell()
				if c != nil {
					c.number = len(cells) + 1
					cells = append(cells, *c)
				}
				return err
			})
		},
	})
	switch {
	case err != nil:
		return nil, err
	case major == "":
		return nil, errors.New("not a notebook: nbformat is missing")
	case major != "4":
		return nil, fmt.Errorf("nbformat %s: save it as nbformat 4", major)
	case !list:
		return nil, errors.New("not a notebook: cells is missing")
	}
	return cells, nil
}

var idPattern = regexp.MustCompile(`^[a-zA-Z0-9-_]{1,64}$`)

// cell returns a code cell, nil for one of another kind.
func (r *reader) cell() (*cell, error) {
	if r.cells++; r.cells > mostCells {
		return nil, fmt.Errorf("more than %d cells", mostCells)
	}
	what := "cell " + strconv.Itoa(r.cells) + " of the notebook"
	c, sourced, kind, role := cell{}, false, "", ""
	to := func(s *string) func() error {
		return func() (err error) {
			*s, _, err = r.str()
			return err
		}
	}
	err := r.object(what, map[string]func() error{
		"cell_type": to(&kind),
		"id":        to(&c.id),
		"source": func() (err error) {
			sourced = true
			c.source, err = r.source(what)
			return err
		},
		"metadata": func() error {
			if r.next() != '{' {
				return r.skip() // lost
			}
			return r.object("the metadata of "+what, map[string]func() error{
				"fastergo": func() error {
					if r.next() != '{' {
						return r.skip()
					}
					return r.object("the metadata of "+what, map[string]func() error{
						"exercise": to(&c.exercise), "role": to(&role), "stub": to(&c.stub),
					})
				},
			})
		},
	})
	switch {
	case err != nil:
		return nil, err
	case !sourced:
		return nil, fmt.Errorf("%s has no source", what)
	case kind != "code":
		return nil, nil
	}
	if role != "answer" {
		c.exercise, c.stub = "", ""
	}
	if !idPattern.MatchString(c.id) {
		c.id = ""
	}
	return &c, nil
}

// source reads a string, or a list of strings that are to be joined.
func (r *reader) source(what string) (string, error) {
	wrong := fmt.Errorf("the source of %s is neither a string nor a list of strings", what)
	if r.next() != '[' {
		s, ok, err := r.str()
		if err == nil && !ok {
			err = wrong
		}
		return s, err
	}
	var b strings.Builder
	err := r.list(func() error {
		s, ok, err := r.str()
		if err == nil && !ok {
			err = wrong
		}
		b.WriteString(s)
		return err
	})
	return b.String(), err
}

// unquote returns the text of a valid JSON string, without its quotes, as
// encoding/json does: half a surrogate pair becomes U+FFFD.
func unquote(raw []byte) string {
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw)
	}
	out := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		if raw[0] != '\\' {
			n := bytes.IndexByte(raw, '\\')
			if n < 0 {
				n = len(raw)
			}
			out, raw = append(out, raw[:n]...), raw[n:]
			continue
		}
		escape := raw[1]
		raw = raw[2:]
		switch escape {
		case 'n':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'r':
			out = append(out, '\r')
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'u':
			c := hex(raw)
			raw = raw[4:]
			if utf16.IsSurrogate(c) {
				pair := rune(utf8.RuneError)
				if len(raw) >= 6 && raw[0] == '\\' && raw[1] == 'u' {
					pair = utf16.DecodeRune(c, hex(raw[2:]))
				}
				if c = pair; c != utf8.RuneError {
					raw = raw[6:]
				}
			}
			out = utf8.AppendRune(out, c)
		default:
			out = append(out, escape) // " \ /
		}
	}
	return string(out)
}

func hex(four []byte) rune {
	n, _ := strconv.ParseUint(string(four[:4]), 16, 16)
	return rune(n)
}
