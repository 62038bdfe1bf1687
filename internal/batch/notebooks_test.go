package batch

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fastergo/internal/submission"
)

const (
	right = "func AddConstant(m *np.Array[float64], c float64) *np.Array[float64] {\n\treturn np.AddScalar(m, c)\n}\n"
	wrong = "func AddConstant(m *np.Array[float64], c float64) *np.Array[float64] {\n\treturn np.Copy(m)\n}\n"
	own   = "fasterer-add_constant" // the id of the answer's cell
)

// book returns a notebook of cells, each with fields of its own over those of a code cell.
func book(cells ...map[string]any) []byte {
	all := []any{}
	for _, c := range cells {
		cell := map[string]any{"cell_type": "code", "metadata": map[string]any{}, "outputs": []any{}, "execution_count": nil}
		for k, v := range c {
			cell[k] = v
		}
		all = append(all, cell)
	}
	text, _ := json.Marshal(map[string]any{"cells": all, "metadata": map[string]any{}, "nbformat": 4, "nbformat_minor": 5})
	return text
}

func answerCell(source string) map[string]any { return map[string]any{"id": own, "source": source} }

// Notebooks that are none, or that claim what is not so, cost their own points at most.
func TestHostileNotebooks(t *testing.T) {
	g := theGrader(t)
	honest := theHonest(t, g)
	var many []map[string]any
	for i := range 10_000 {
		many = append(many, map[string]any{"id": fmt.Sprint("c", i), "source": fmt.Sprintf("var v%d = %d\nfunc init() { panic(%d) }", i, i, i)})
	}
	const passed = `<div style="color:green">Passed 1 of 1</div>`
	for _, tc := range []struct {
		name   string
		text   []byte
		points float64  // of fasterer/add_constant
		says   []string // the result's error, log or message
	}{
		{"empty file", nil, 0, []string{"an empty file"}},
		{"empty notebook", book(), 0, nil},
		{"no JSON", []byte("AddConstant"), 0, []string{"not JSON"}},
		{"truncated", book(answerCell(right))[:80], 0, []string{"truncated"}},
		{"not UTF-8", bytes.Replace(book(answerCell(right)), []byte("return"), []byte("ret\xffrn"), 1), 0, []string{"not UTF-8"}},
		{"a null byte", append([]byte{0}, book(answerCell(right))...), 0, []string{"not JSON"}},
		{"deep JSON", []byte(`{"nbformat":4,"metadata":` + strings.Repeat("[", 1<<20) + strings.Repeat("]", 1<<20) + `,"cells":[]}`), 0, []string{"nested deeper"}},
		{"deep JSON without an end", []byte(strings.Repeat(`{"cells":[`, 1<<20)), 0, []string{"nested deeper"}},
		{"source twice", bytes.Replace(book(answerCell(wrong)), []byte(`"source":`), append(append([]byte(`"source":`), quoteJSON(right)...), `,"source":`...), 1), 0, []string{`has the key "source" twice`}},
		{"SOURCE beside source", bytes.Replace(book(answerCell(wrong)), []byte(`"source":`), append(append([]byte(`"SOURCE":`), quoteJSON(right)...), `,"source":`...), 1), 0, []string{"values"}},
		{"cells twice", append(bytes.TrimSuffix(book(answerCell(wrong)), []byte("}")), `,"cells":[]}`...), 0, []string{`has the key "cells" twice`}},
		{"an id twice, the last is wrong", book(answerCell(right), answerCell(wrong)), 0, []string{"the one at", "counts"}},
		{"an id twice, the last is right", book(answerCell(wrong), answerCell(right)), 1, []string{"the one at", "counts"}},
		{"an id of control characters", book(map[string]any{"id": "\x1b[2J\n" + own, "source": right}), 1, []string{"known by its name and signature"}},
		{"outputs that claim", book(map[string]any{"id": own, "source": wrong, "execution_count": 1, "outputs": []any{map[string]any{"output_type": "display_data", "data": map[string]any{"text/html": passed}, "metadata": map[string]any{}}}}), 0, []string{"values"}},
		{"metadata that claim", book(map[string]any{"id": own, "source": wrong, "metadata": map[string]any{"nbgrader": map[string]any{"points": 100}, "fastergo": map[string]any{"exercise": "fasterer/add_constant", "role": "answer", "outcome": "passed", "points": 1}}}), 0, []string{"values"}},
		{"claims to be another's answer", book(map[string]any{"id": "x", "source": right, "metadata": map[string]any{"fastergo": map[string]any{"exercise": "fasterer/add_constant", "role": "reference"}}}), 1, nil},
		{"magics", book(answerCell("!rm -rf / --no-preserve-root\n%%writefile /etc/passwd\n!*go get example.org/x\n%env PATH=/tmp\n" + right)), 1, nil},
		{"a cell that is a shell script", book(answerCell("%%bash\nrm -rf /\n"), map[string]any{"id": "x", "source": right}), 1, nil},
		{"a cell that writes a file", book(map[string]any{"id": "x", "source": "%%writefile checks.go\npackage checks\n"}, answerCell(right)), 1, nil},
		{"statements", book(answerCell(right + "\n%%\nfor { AddConstant(nil, 1) }")), 1, nil},
		{"10,000 cells", book(append(many, answerCell(right))...), 1, []string{"and more of that kind"}},
		{"more cells than are read", book(slices.Repeat([]map[string]any{{"source": ""}}, 30_000)...), 0, []string{"more than 20000 cells"}},
		{"a source that is a number", book(map[string]any{"id": own, "source": 7}), 0, []string{"neither a string nor a list"}},
		{"a source in pieces", book(map[string]any{"id": own, "source": strings.SplitAfter(right, "")}), 1, nil},
		{"nbformat 3", bytes.Replace(book(answerCell(right)), []byte(`"nbformat":4`), []byte(`"nbformat":3`), 1), 0, []string{"nbformat 3"}},
		{"behind its end", append(book(answerCell(right)), book()...), 0, []string{"after top-level value"}},
		{"another course's", book(map[string]any{"id": "q1", "source": "import pandas as pd\npd.DataFrame()"}), 0, nil},
		{"all cells of one MB", book(slices.Repeat([]map[string]any{{"source": "// " + strings.Repeat("x", 1<<20)}}, 8)...), 0, []string{"larger than 256 KB"}},
		{"15 MB of outputs", book(map[string]any{"id": own, "source": right, "outputs": []any{map[string]any{"output_type": "stream", "name": "stdout", "text": strings.Repeat("x", 15<<20)}}}), 1, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, filepath.Join(dir, "x", "01_fasterer.ipynb"), tc.text)
			out, results, summary := judgeAll(t, g, dir)
			reportsAreSound(t, out)
			if len(results) != 1 || len(summary.Failures) > 0 {
				t.Fatalf("%+v", summary)
			}
			text := results[0].Error + "\n" + strings.Join(results[0].Log, "\n")
			for _, v := range results[0].Exercises {
				text += "\n" + strings.Join(v.Notes, "\n")
				switch got := v.Points + v.Bonus; {
				case v.Exercise == "fasterer/add_constant":
					text += "\n" + message(v)
					if got != tc.points {
						t.Errorf("%g points, want %g", got, tc.points)
					}
				case got != 0:
					t.Errorf("%s has %g points", v.Exercise, got)
				}
			}
			for _, words := range tc.says {
				if !strings.Contains(text, words) {
					t.Errorf("nothing says %q", words)
				}
			}
			if t.Failed() || testing.Verbose() {
				t.Logf("it says %.1500s", text)
			}
		})
	}

	// Piles: names that mean no good, zips that are none.
	before := look(t)
	dir := t.TempDir()
	put(t, filepath.Join(dir, "honest-student", "01_fasterer.ipynb"), honest.notebook)
	names := []string{"=HYPERLINK(\"http:x\")", "+1", "@x", "-1", "new\nline", "😀", "..x", "<script>alert(1)</script>", "a'; DROP TABLE", "\x1b[31mred", "%2e%2e", "\u202egnp", strings.Repeat("long", 60)}
	for _, name := range names {
		put(t, filepath.Join(dir, name, "01_fasterer.ipynb"), book(answerCell(wrong)))
	}
	put(t, filepath.Join(dir, "big", "01_fasterer.ipynb"), bytes.Repeat([]byte(" "), submission.MostBytes+1))
	put(t, filepath.Join(dir, "other", "thesis.ipynb"), book(map[string]any{"source": "1"}))
	put(t, filepath.Join(dir, "zipped", "slip.zip"), archive(t, "../../../../../../tmp/fastergo-slip/01_fasterer.ipynb", book(answerCell(right)), 0))
	put(t, filepath.Join(dir, "linked", "link.zip"), archive(t, "01_fasterer.ipynb", []byte("/etc/passwd"), os.ModeSymlink))
	put(t, filepath.Join(dir, "bombed", "bomb.zip"), archive(t, "01_fasterer.ipynb", bytes.Repeat([]byte(" "), 200<<20), 0))
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "honest-student", "02_arrays.ipynb")); err != nil {
		t.Fatal(err)
	}
	out, results, summary := judgeAll(t, g, dir)
	before.compare(t, look(t))
	honest.compare(t, results)
	reportsAreSound(t, out)
	if len(results) != len(names)+1 || len(summary.Failures) > 0 {
		t.Errorf("%d results of %d names: %+v", len(results), len(names)+1, summary.Failures)
	}
	if len(summary.Unmatched) != 6 { // big, thesis, slip, link, bomb, symbolic link
		t.Errorf("not judged: %+v", summary.Unmatched)
	}
	for _, r := range results {
		if got, _ := r.Points(); r.Student != honest.result.Student && got != 0 {
			t.Errorf("%q has %g points", r.Student, got)
		}
	}
	if _, err := os.Stat("/tmp/fastergo-slip"); err == nil {
		t.Error("a zip wrote outside")
	}
	filepath.WalkDir(out, func(path string, d os.DirEntry, err error) error {
		if rel, _ := filepath.Rel(out, path); err != nil || strings.ContainsAny(rel, "\n\x1b<") {
			t.Errorf("%q: %v", rel, err)
		}
		return nil
	})
}

func quoteJSON(s string) []byte {
	text, _ := json.Marshal(s)
	return text
}

// archive returns a zip with one entry.
func archive(t *testing.T, name string, content []byte, mode os.FileMode) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: name, Method: zip.Deflate}
	h.SetMode(mode | 0o644)
	f, err := w.CreateHeader(h)
	if err == nil {
		_, err = f.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
