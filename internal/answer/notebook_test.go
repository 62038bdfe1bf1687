package answer

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"fastergo/internal/notebook"
	"fastergo/internal/submission"
)

func TestReadNotebook(t *testing.T) {
	const head, tail = `{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[`, `]}`
	cell := func(fields string) string { return head + `{"cell_type":"code",` + fields + `}` + tail }
	many := strings.Repeat(`{"cell_type":"code","source":""},`, 9_999) + `{"cell_type":"code","id":"last","source":"x"}`
	for _, test := range []struct{ name, text, want string }{
		{"a string", cell(`"source":"a\nb\u0041\ud83d\ude00\"\/\\"`), `1:"a\nbA😀\"/\\"`},
		{"lines", cell(`"source":["a\n","b"]`), `1:"a\nb"`},
		{"half a pair", cell(`"source":"\ud83dx\ud83d\u0041\udc00"`), `1:"�x�A�"`},
		{"id and metadata", cell(`"id":"x-1_Y","source":"","metadata":{"fastergo":{"exercise":"small/a","role":"answer","stub":"12"},"tags":[1,{}]}`), `1 x-1_Y small/a 12:""`},
		{"the role of a statement", cell(`"source":"","metadata":{"fastergo":{"exercise":"small/a","role":"statement"}}`), `1:""`},
		{"metadata null", cell(`"source":"","metadata":null`), `1:""`},
		{"metadata of another kind", cell(`"source":"","metadata":[{"fastergo":1}],"id":7`), `1:""`},
		{"fastergo of another kind", cell(`"source":"","metadata":{"fastergo":"x"}`), `1:""`},
		{"numbers count code cells", head + `{"cell_type":"markdown","source":"a"},{"cell_type":"raw","source":[]},{"cell_type":"code","source":"b"},{"cell_type":"code","source":"c"}` + tail, `1:"b" 2:"c"`},
		{"keys by their case", cell(`"SOURCE":"no","source":"yes","Source":"no"`), `1:"yes"`},
		{"a key by its escapes", cell(`"\u0073ource":"yes"`), `1:"yes"`},
		{"the same id twice", head + `{"cell_type":"code","id":"a","source":"1"},{"cell_type":"code","id":"a","source":"2"}` + tail, `1 a:"1" 2 a:"2"`},
		{"outputs are passed over", cell(`"outputs":[{"a":"]}\\\"","a":[[{}],-1.5e+3,true,null]},{}],"source":"x"`), `1:"x"`},
		{"a mark of byte order", "\xef\xbb\xbf" + cell(`"source":"x"`), `1:"x"`},
		{"space", " \r\n{ \"nbformat\" : 4 ,\t\"cells\" : [ { \"source\" : [ ] , \"cell_type\" : \"code\" } ] , \"x\" : { } } \n", `1:""`},
		{"format last", `{"cells":[{"cell_type":"code","source":"x"}],"nbformat":4}`, `1:"x"`},
		{"no cells", head + tail, ``},
		{"10,000 cells", head + many + tail, "10000 cells"},

		{"nothing", "", "an empty file, not a notebook"},
		{"space only", " \n ", "an empty file, not a notebook"},
		{"truncated", cell(`"source":"x"`)[:80], "truncated: the JSON stops unfinished at line 1"},
		{"truncated, further down", "{\n\"cells\": [\n\n", "truncated: the JSON stops unfinished at line 2"},
		{"not JSON", "{\n}\n<html>", "not JSON: line 3: invalid character '<' after top-level value"},
		{"a zip", "PK\x03\x04", "not JSON: line 1: invalid character 'P' looking for beginning of value"},
		{"a control character", "{\"\x1b[31m\":1}", `not JSON: line 1: invalid character '\x1b' in string literal`},
		{"not UTF-8", "{\n\"a\xff\":1}", "not UTF-8: line 2 has a byte that is no text"},
		{"two values", head + tail + "{}", "not JSON: line 1: invalid character '{' after top-level value"},
		{"a list", "[1]", "the notebook is not an object (line 1)"},
		{"nbformat 3", `{"nbformat":3,"worksheets":[]}`, "nbformat 3: save it as nbformat 4 (line 1)"},
		{"nbformat missing", `{"cells":[]}`, "not a notebook: nbformat is missing (line 1)"},
		{"nbformat of another kind", `{"nbformat":"4","cells":[]}`, `nbformat "4": save it as nbformat 4 (line 1)`},
		{"cells missing", `{"nbformat":4}`, "not a notebook: cells is missing (line 1)"},
		{"cells no list", `{"nbformat":4,"cells":{}}`, "cells is not a list (line 1)"},
		{"a cell no object", head + "\n3" + tail, "cell 1 of the notebook is not an object (line 2)"},
		{"source missing", head + `{"cell_type":"code"}` + tail, "cell 1 of the notebook has no source (line 1)"},
		{"source a number", cell("\n\"source\":3"), "the source of cell 1 of the notebook is neither a string nor a list of strings (line 2)"},
		{"source a list of lists", cell(`"source":["a",["b"]]`), "the source of cell 1 of the notebook is neither a string nor a list of strings (line 1)"},
		{"source twice", cell(`"source":"a","source":"b"`), `cell 1 of the notebook has the key "source" twice (line 1)`},
		{"source twice, once by its escapes", cell(`"source":"a","sour\u0063e":"b"`), `cell 1 of the notebook has the key "source" twice (line 1)`},
		{"cells twice", `{"nbformat":4,"cells":[],"cells":[]}`, `the notebook has the key "cells" twice (line 1)`},
		{"exercise twice", cell(`"source":"","metadata":{"fastergo":{"exercise":"a","exercise":"b"}}`), `the metadata of cell 1 of the notebook has the key "exercise" twice (line 1)`},
		{"deep outputs", cell(`"outputs":` + strings.Repeat("[", 300) + strings.Repeat("]", 300) + `,"source":""`), "nested deeper than 200 levels: not a notebook (line 1)"},
		{"very deep", strings.Repeat("[", 1_000_000), "nested deeper than 200 levels: not a notebook"},
		{"very deep objects", strings.Repeat(`{"a":`, 1_000_000), "nested deeper than 200 levels: not a notebook"},
		{"too many cells", head + many + "," + many + "," + many + tail, "more than 20000 cells (line 1)"},
		{"too large", strings.Repeat(" ", submission.MostBytes+1), "larger than 16 MB: clear its outputs"},
	} {
		cells, err := readNotebook([]byte(test.text))
		var all []string
		for _, c := range cells {
			text := fmt.Sprint(c.number)
			for _, s := range []string{c.id, c.exercise, c.stub} {
				if s != "" {
					text += " " + s
				}
			}
			all = append(all, fmt.Sprintf("%s:%q", text, c.source))
		}
		got := strings.Join(all, " ")
		switch {
		case err != nil:
			got = err.Error()
		case len(cells) > 100:
			got = fmt.Sprint(len(cells), " cells")
		}
		if got != test.want {
			t.Errorf("%s: %.300s, want %s", test.name, got, test.want)
		}
	}
}

// Whatever encoding/json and the course's own reader read, this one reads alike.
func FuzzNotebook(f *testing.F) {
	for _, cells := range [][]written{nil, {own("assign", assignDone)}, {code("imports", imports), own("shapes", ""), {"markdown", "", "", []string{"a", "b"}}}} {
		f.Add(notebookOf(cells...))
	}
	f.Add([]byte(`{"nbformat":4,"cells":[{"cell_type":"code","source":"\ud83d\u0041","metadata":{"x":[1,{"a":null}]},"outputs":[{}]}],"metadata":{"a":-1e5}}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		cells, err := readNotebook(content)
		if err != nil {
			if cells != nil || strings.ContainsAny(err.Error(), "\n\x1b") {
				t.Errorf("%d cells and %q", len(cells), err)
			}
		} else {
			var doc struct {
				Cells []map[string]json.RawMessage `json:"cells"`
			}
			if err := json.Unmarshal(content, &doc); err != nil {
				t.Skip() // a field that encoding/json takes for cells
			}
		}
		n, theirs := notebook.Parse(content)
		if theirs != nil {
			return
		}
		if err != nil {
			if strings.Contains(err.Error(), "not JSON") || strings.Contains(err.Error(), "truncated") {
				t.Errorf("%v; the course's reader reads it", err)
			}
			return
		}
		i := 0
		for _, c := range n.Cells {
			if c.Type != notebook.Code {
				continue
			}
			if i >= len(cells) || cells[i].source != c.Source {
				t.Fatalf("code cell %d: %q is not there", i+1, c.Source)
			}
			if id, role := c.Exercise(); role == notebook.Answer && id != cells[i].exercise {
				t.Errorf("code cell %d is of %q, want %q", i+1, cells[i].exercise, id)
			}
			i++
		}
		if i != len(cells) {
			t.Errorf("%d code cells, want %d", len(cells), i)
		}
	})
}
