package notebook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func write(t testing.TB, n *Notebook) []byte {
	t.Helper()
	data, err := n.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// every.ipynb is what Python's nbformat.write made of every.in.ipynb, which
// holds each kind of cell, output, line end, escape and number.
func TestBytesAreNbformats(t *testing.T) {
	want := read(t, "testdata/every.ipynb")
	for _, name := range []string{"every.in.ipynb", "every.ipynb"} {
		n, err := ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if got := write(t, n); !bytes.Equal(got, want) {
			t.Errorf("%s written again:\n%s\nwant\n%s", name, got, want)
		}
	}
}

func TestNewNotebook(t *testing.T) {
	n := &Notebook{
		Cells: []Cell{
			{ID: "a", Type: Markdown, Source: "# A"},
			{ID: "b", Type: Code, Source: "x\ny", Metadata: map[string]any{"tags": []string{"t"}, "n": 1, "f": 2.0}},
		},
	}
	got := string(write(t, n))
	want := `{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "a",
   "metadata": {},
   "source": [
    "# A"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "id": "b",
   "metadata": {
    "f": 2.0,
    "n": 1,
    "tags": [
     "t"
    ]
   },
   "outputs": [],
   "source": [
    "x\n",
    "y"
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMissingIDsAreStable(t *testing.T) {
	first, err := ReadFile("testdata/v42.ipynb")
	if err != nil {
		t.Fatal(err)
	}
	second, _ := ReadFile("testdata/v42.ipynb")
	if !reflect.DeepEqual(first, second) {
		t.Error("two readings differ")
	}
	c := first.Cells
	if c[0].ID == c[1].ID || c[1].ID == c[2].ID {
		t.Errorf("equal cells have equal ids: %q %q %q", c[0].ID, c[1].ID, c[2].ID)
	}
}

func TestParseErrors(t *testing.T) {
	doc := func(cells string) string {
		return `{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [` + cells + `]}`
	}
	md := func(id string) string {
		return fmt.Sprintf(`{"cell_type": "markdown", "id": %q, "metadata": {}, "source": ""}`, id)
	}
	code := func(outputs string) string {
		return doc(`{"cell_type": "code", "id": "a", "metadata": {}, "source": "", "execution_count": null, "outputs": ` + outputs + `}`)
	}
	for _, test := range []struct{ name, in, want string }{
		{"empty", " \n", "an empty file"},
		{"truncated", "{\n\"cells\": [\n", "truncated: the JSON stops unfinished at line 2"},
		{"cut string", `{"cells": "ab`, "truncated"},
		{"not JSON", "{\n<<<<<<< HEAD\n}", "not JSON: line 2: invalid character '<'"},
		{"two values", "{}{}", "not JSON"},
		{"not UTF-8", "{\n\"a\": \"\xff\"}", "not UTF-8: line 2"},
		{"UTF-16", "\xff\xfe{\x00}\x00", "not UTF-8: line 1"},
		{"list", "[]", "the JSON is a list"},
		{"other JSON", "{}", `"nbformat" is missing`},
		{"nbformat 3", `{"nbformat": 3, "nbformat_minor": 0, "worksheets": []}`, "nbformat 3 is too old"},
		{"nbformat 5", `{"nbformat": 5, "nbformat_minor": 0, "cells": []}`, "nbformat 5.0 is newer than 4.5"},
		{"nbformat 4.6", `{"nbformat": 4, "nbformat_minor": 6, "cells": []}`, "nbformat 4.6 is newer than 4.5"},
		{"nbformat text", `{"nbformat": "4"}`, `"nbformat" is a string`},
		{"no cells", `{"nbformat": 4, "nbformat_minor": 5}`, `"cells" is missing`},
		{"cells object", `{"nbformat": 4, "nbformat_minor": 5, "cells": {}}`, `"cells" is an object, not a list`},
		{"metadata list", `{"nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": []}`, `"metadata" is a list, not an object`},
		{"case of key", `{"nbformat": 4, "nbformat_minor": 5, "Cells": []}`, `"cells" is missing`},
		{"cell is text", doc(`"x"`), "cell 1: it is a string, not an object"},
		{"cell type", doc(`{"cell_type": "heading", "id": "a", "source": ""}`), `cell 1: cell_type "heading" is none of`},
		{"no source", doc(`{"cell_type": "raw", "id": "a"}`), `cell 1: "source" is missing`},
		{"source number", doc(`{"cell_type": "raw", "id": "a", "source": 1}`), `"source" is the number 1, neither`},
		{"source list of numbers", doc(`{"cell_type": "raw", "id": "a", "source": [1]}`), `"source" is a list, neither`},
		{"duplicate id", doc(md("a") + "," + md("b") + "," + md("a")), `cells 1 and 3 have the same id "a"`},
		{"id with space", doc(md("a b")), `id "a b" is not 1 to 64`},
		{"long id", doc(md(strings.Repeat("x", 65))), "is not 1 to 64"},
		{"id number", doc(`{"cell_type": "raw", "id": 7, "source": ""}`), `"id" is the number 7`},
		{"count", doc(`{"cell_type": "code", "id": "a", "source": "", "execution_count": -1}`), `"execution_count" is the number -1`},
		{"outputs", code(`{}`), `"outputs" is an object, not a list`},
		{"output type", code(`[{"output_type": "pyout"}]`), `cell 1: output 1: output_type "pyout"`},
		{"output text", code(`[{"output_type": "stream", "name": "stdout", "text": {}}]`), `"text" is an object`},
		{"traceback", code(`[{"output_type": "error", "ename": "", "evalue": "", "traceback": "x"}]`), `"traceback" is not a list of strings`},
		{"bundle", code(`[{"output_type": "display_data", "data": {"text/html": 1}, "metadata": {}}]`), `data of type "text/html" is the number 1`},
		{"key twice", "{\"nbformat\": 4, \"nbformat_minor\": 5,\n\"cells\": [], \"cells\": []}", `line 2: the key "cells" stands twice`},
		{"deep", doc(`{"cell_type": "raw", "id": "a", "source": "", "metadata": {"x": ` + strings.Repeat("[", 300) + strings.Repeat("]", 300) + `}}`), "nested deeper than 200"},
		{"very deep", strings.Repeat("[", 1<<20), "nested deeper than 200"},
		{"very large", strings.Repeat(" ", MaxSize+1), "larger than 100 MB"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse([]byte(test.in))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got %v, want … %s …", err, test.want)
			}
			if strings.Contains(err.Error(), "\n") || len(err.Error()) > 300 {
				t.Errorf("not one clear line: %q", err)
			}
		})
	}
}

func TestBytesErrors(t *testing.T) {
	for _, test := range []struct {
		name string
		n    Notebook
		want string
	}{
		{"id", Notebook{Cells: []Cell{{Type: Raw}}}, `cell 1: id "" is not`},
		{"twice", Notebook{Cells: []Cell{{ID: "a", Type: Raw}, {ID: "a", Type: Raw}}}, "same id"},
		{"type", Notebook{Cells: []Cell{{ID: "a"}}}, "cell 1 (a): unknown cell type"},
		{"output", Notebook{Cells: []Cell{{ID: "a", Type: Code, Outputs: []Output{{}}}}}, "unknown output type"},
		{"value", Notebook{Metadata: map[string]any{"x": make(chan int)}}, "no JSON value"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := test.n.Bytes(); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want … %s …", err, test.want)
			}
		})
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.ipynb")
	n := &Notebook{Cells: []Cell{{ID: "a", Type: Code, Source: "é"}}, Metadata: map[string]any{}}
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.ipynb")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(link, n); err != nil {
		t.Fatal(err)
	}
	info, _ := os.Lstat(path)
	if info.Mode() != 0o600 {
		t.Errorf("mode became %v", info.Mode())
	}
	again, err := ReadFile(path)
	if err != nil || again.Cells[0].Source != "é" {
		t.Errorf("read %v, %v", again, err)
	}
	entries, _ := os.ReadDir(dir)
	if len(entries) != 2 {
		t.Errorf("left behind: %v", entries)
	}
	if _, err := ReadFile(dir); err == nil || !strings.Contains(err.Error(), "not a file") {
		t.Errorf("a directory: %v", err)
	}
	if err := WriteFile(filepath.Join(dir, "none", "a.ipynb"), n); err == nil {
		t.Error("no error for a missing directory")
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"every.in.ipynb", "every.ipynb", "v42.ipynb"} {
		f.Add(read(f, filepath.Join("testdata", name)))
	}
	f.Add([]byte(`{"nbformat":4,"cells":[{"cell_type":"raw","source":"\ud800","metadata":{"x":1e999}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := Parse(data)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("error of several lines: %q", err)
			}
			return
		}
		out, err := n.Bytes()
		if err != nil {
			if strings.Contains(err.Error(), "does not fit a float") {
				return // the one value that can be read and not written
			}
			t.Fatalf("read but not written: %v", err)
		}
		if !json.Valid(out) {
			t.Fatalf("wrote no JSON: %s", out)
		}
		again, err := Parse(out)
		if err != nil {
			t.Fatalf("written but not read: %v\n%s", err, out)
		}
		if twice := write(t, again); !bytes.Equal(out, twice) {
			t.Errorf("writing is not stable:\n%s\n%s", out, twice)
		}
	})
}

// Cells that are equal and have no ids take time by their number, not by its square:
// whoever grades opens what anybody hands in.
func TestManyEqualCells(t *testing.T) {
	const n = 100_000
	text := `{"nbformat":4,"nbformat_minor":4,"metadata":{},"cells":[` + strings.Repeat(`{"cell_type":"markdown","metadata":{},"source":""},`, n-1) + `{"cell_type":"markdown","metadata":{},"source":""}]}`
	book, err := Parse([]byte(text))
	if err != nil || len(book.Cells) != n {
		t.Fatal(err)
	}
}
