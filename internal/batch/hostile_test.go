package batch

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"fastergo/internal/grade"
	"fastergo/internal/notebook"
)

// A fixture is an answer that means no good, with the verdict that it must get.
type fixture struct {
	name     string
	exercise string // "fasterer/add_constant"
	outcome  string
	points   float64
	says     []string // words that its messages must have
	not      []string // and must not have
	cell     string
}

// fixtures reads testdata/hostile.txtar. Each file of it is a fixture: lines "key: value"
// (says and not may stand more than once), an empty line, and the text of the answer's
// cell, a template with «repeat N TEXT» for what is long.
func fixtures(t *testing.T) (all []fixture) {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", "hostile.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range a.Files {
		f := fixture{name: file.Name}
		head, cell, ok := strings.Cut(string(file.Data), "\n\n")
		if !ok {
			t.Fatalf("%s has no empty line below its head", f.name)
		}
		for line := range strings.SplitSeq(head, "\n") {
			key, value, _ := strings.Cut(line, ": ")
			switch key {
			case "exercise":
				f.exercise = value
			case "outcome":
				f.outcome = value
			case "points":
				if f.points, err = strconv.ParseFloat(value, 64); err != nil {
					t.Fatal(err)
				}
			case "says":
				f.says = append(f.says, value)
			case "not":
				f.not = append(f.not, value)
			default:
				t.Fatalf("%s: %q is no line of a head", f.name, line)
			}
		}
		var text strings.Builder
		words := template.FuncMap{"repeat": func(n int, s string) string { return strings.Repeat(s, n) }}
		tmpl, err := template.New(f.name).Delims("«", "»").Funcs(words).Parse(cell)
		if err == nil {
			err = tmpl.Execute(&text, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		f.cell = text.String()
		all = append(all, f)
	}
	return all
}

// handIn writes a notebook with one answer.
func handIn(t *testing.T, dir string, c *grade.Course, f fixture) {
	t.Helper()
	i := slices.IndexFunc(c.Lessons, func(l *grade.Lesson) bool { return c.Has(l.Name, f.exercise) })
	if i < 0 {
		t.Fatalf("%s: the course has no exercise %s", f.name, f.exercise)
	}
	text, err := json.Marshal(map[string]any{
		"nbformat": 4, "nbformat_minor": 5, "metadata": map[string]any{},
		"cells": []any{map[string]any{
			"cell_type": "code", "id": notebook.AnswerID(f.exercise), "metadata": map[string]any{},
			"source": f.cell, "outputs": []any{}, "execution_count": nil,
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, f.name, c.Lessons[i].Name+".ipynb"), text)
}

func put(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// Answers that mean no good get the verdict that they must get, and change nothing: not
// what an honest student beside them gets, not the machine, not the reports.
func TestHostileAnswers(t *testing.T) {
	g := theGrader(t)
	all := fixtures(t)
	honest := theHonest(t, g)
	dir := t.TempDir()
	byName := map[string]fixture{}
	for _, f := range all {
		handIn(t, dir, g.Course, f)
		byName[f.name] = f
	}
	put(t, filepath.Join(dir, honest.result.Student, honest.result.Lesson+".ipynb"), honest.notebook)
	before := look(t)
	out, results, summary := judgeAll(t, g, dir)
	before.compare(t, look(t))
	if len(summary.Unmatched) > 0 || len(summary.Failures) > 0 || summary.Judged != len(all)+1 {
		t.Errorf("of %d submissions: %+v", len(all)+1, summary)
	}
	honest.compare(t, results)
	reportsAreSound(t, out)
	for _, r := range results {
		if f, ok := byName[r.Student]; ok {
			t.Run(f.name, func(t *testing.T) { f.compare(t, g, r) })
		}
	}
}

func (f fixture) compare(t *testing.T, g *grade.Grader, r *grade.Result) {
	var text strings.Builder
	for _, v := range r.Exercises {
		if v.Exercise != f.exercise {
			if v.Outcome != "not attempted" || v.Points != 0 || v.Bonus != 0 {
				t.Errorf("%s, which was not handed in, is %s with %g points", v.Exercise, v.Outcome, v.Points)
			}
			continue
		}
		for _, c := range v.Criteria {
			if c.Message != "" && c.Outcome != "not attempted" {
				fmt.Fprintf(&text, "%s: %s\n", c.Name, c.Message)
			}
		}
		for _, line := range slices.Concat(r.Log, v.Notes) {
			text.WriteString(line + "\n")
		}
		if string(v.Outcome) != f.outcome || v.Points+v.Bonus != f.points {
			t.Errorf("it is %s with %g points, want %s with %g", v.Outcome, v.Points+v.Bonus, f.outcome, f.points)
		}
		if most := g.Limits.Exercise.Wall.Seconds() + 10; v.Seconds > most {
			t.Errorf("it was judged for %.1f s", v.Seconds)
		}
	}
	got := text.String()
	t.Logf("parse %.2f compile %.2f link %.2f run %.2f", r.Times.Parse, r.Times.Compile, r.Times.Link, r.Times.Run)
	for _, words := range f.says {
		if !strings.Contains(got, words) {
			t.Errorf("nothing says %q", words)
		}
	}
	// What no message may have: places of this machine, stacks, and others' words.
	for _, words := range append(f.not, os.TempDir(), "/root", "/proc", "[running]", "0x", "fastergo/checks.", "SIGSEGV") {
		if strings.Contains(got, words) {
			t.Errorf("a message says %q", words)
		}
	}
	if len(got) > 20_000 || !utf8.ValidString(got) || strings.ContainsFunc(got, func(c rune) bool { return unicode.IsControl(c) && c != '\n' }) {
		t.Errorf("%d bytes of messages, or characters that are no text", len(got))
	}
	if t.Failed() || testing.Verbose() {
		t.Logf("messages:\n%.2000s", got)
	}
}

// reportsAreSound requires that reports can be read by what reads them, whatever stands in them.
func reportsAreSound(t *testing.T, out string) {
	t.Helper()
	for name, check := range map[string]func([]byte) error{
		"junit.xml":     wellFormed,
		"grades.csv":    noFormulas,
		"results.jsonl": jsonLines,
		"journal.jsonl": jsonLines,
		"index.html":    noScript,
	} {
		text, err := os.ReadFile(filepath.Join(out, name))
		if err == nil {
			err = check(text)
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	pages, _ := filepath.Glob(filepath.Join(out, "students", "*", "*.html"))
	for _, p := range pages {
		text, err := os.ReadFile(p)
		if err == nil {
			err = noScript(text)
		}
		if err != nil {
			t.Errorf("%s: %v", p, err)
		}
		if len(text) > 1<<20 {
			t.Errorf("%s has %d bytes", p, len(text))
		}
	}
	if left, _ := filepath.Glob(filepath.Join(out, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func jsonLines(text []byte) error {
	for line := range bytes.Lines(text) {
		if !json.Valid(line) {
			return fmt.Errorf("%.200q is no JSON", line)
		}
	}
	return nil
}
