package runner_test

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fastergo/internal/jupyter"
	"fastergo/internal/jupyter/kerneltest"
	"fastergo/internal/notebook"
	"fastergo/internal/runner"
)

func TestMain(m *testing.M) {
	kerneltest.Main()
	os.Exit(m.Run())
}

// book writes a notebook with a heading and these code cells, called a, b, …;
// a source that starts with "raises!" gets the tag raises-exception, one that
// starts with "answer!" is the answer to an exercise.
func book(t *testing.T, sources ...string) string {
	t.Helper()
	n := &notebook.Notebook{
		Cells:    []notebook.Cell{{ID: "heading", Type: notebook.Markdown, Source: "# A lesson"}},
		Metadata: map[string]any{"kernelspec": map[string]any{"name": "gonb", "display_name": "Go", "language": "go"}},
	}
	for i, source := range sources {
		c := notebook.Cell{ID: string(rune('a' + i)), Type: notebook.Code}
		source, raises := strings.CutPrefix(source, "raises!")
		c.Source = source
		if raises {
			c.Metadata = map[string]any{"tags": []any{"raises-exception"}}
		}
		if answer, ok := strings.CutPrefix(source, "answer!"); ok {
			c.Source = answer
			c.Metadata = map[string]any{"fastergo": map[string]any{"exercise": "fasterer/assign", "role": notebook.Answer}}
		}
		c.Outputs = []notebook.Output{{Type: notebook.Stream, Name: "stdout", Text: "stale"}}
		n.Cells = append(n.Cells, c)
	}
	path := filepath.Join(t.TempDir(), "lesson.ipynb")
	if err := notebook.WriteFile(path, n); err != nil {
		t.Fatal(err)
	}
	return path
}

func options(t *testing.T, spec jupyter.Spec) runner.Options {
	return runner.Options{Spec: spec, CellTime: time.Minute, TotalTime: 5 * time.Minute, Out: t.TempDir()}
}

func run(t *testing.T, path string, opts runner.Options) (runner.Result, *notebook.Notebook) {
	t.Helper()
	result := runner.Run(t.Context(), path, opts, func(runner.Event) {})
	executed, err := notebook.ReadFile(filepath.Join(opts.Out, filepath.Base(path)))
	if err != nil && len(result.Cells) > 0 {
		t.Fatalf("the executed notebook: %v", err)
	}
	return result, executed
}

// sketch tells a result in a few words a cell.
func sketch(result runner.Result) string {
	var all []string
	if result.Failure != "" {
		all = append(all, "notebook: "+result.Failure)
	}
	for _, c := range result.Cells {
		s := fmt.Sprintf("%s %s", c.ID, c.Status)
		if c.Failure != nil {
			s += fmt.Sprintf(" line %d: %s", c.Failure.Line, c.Failure.Message)
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}

func verdict(outcome string) string {
	return `json application/vnd.fastergo.verdict+json {"exercise":"fasterer/assign","outcome":"` + outcome +
		`","points":1,"max_points":2,"criteria":[{"name":"values","outcome":"` + outcome + `","message":"[0] is 1, want 2"}]}`
}

func TestRun(t *testing.T) {
	for _, tt := range []struct {
		name   string
		cells  []string
		kernel string
		change func(*runner.Options)
		want   string
		ok     bool
	}{
		{name: "good", cells: []string{"print a", " \n\t", "print b"}, want: "a ok; b empty; c ok", ok: true},
		{name: "no cells", want: "", ok: true},
		{name: "stops at the first failure", cells: []string{"print a", "fail Name oh no", "print b"},
			want: "a ok; b failed line 0: Name: oh no; c not run"},
		{name: "keeps going", cells: []string{"fail Name oh", "print b", "fail X y"},
			change: func(o *runner.Options) { o.KeepGoing = true },
			want:   "a failed line 0: Name: oh; b ok; c failed line 0: X: y"},
		{name: "may fail", cells: []string{"raises!fail Name oh", "raises!print b"}, want: "a ok; b ok", ok: true},
		{name: "may fail, not exceed limits", cells: []string{"raises!sleep"},
			change: func(o *runner.Options) { o.CellTime = 4 * time.Second },
			want:   "a failed line 0: took longer than 4s: interrupted"},
		{name: "a cell too long, then on", cells: []string{"print a\nsleep", "print b"},
			change: func(o *runner.Options) { o.CellTime, o.KeepGoing = 4*time.Second, true },
			want:   "a failed line 0: took longer than 4s: interrupted; b ok"},
		{name: "a notebook too long", cells: []string{"sleep", "print b"},
			change: func(o *runner.Options) { o.TotalTime, o.KeepGoing = 4*time.Second, true },
			want:   "notebook: the notebook's time of 4s is over; a failed line 0: the notebook's time of 4s is over: interrupted; b not run"},
		{name: "dies", cells: []string{"print a\ndie", "print b"}, change: func(o *runner.Options) { o.KeepGoing = true },
			want: "a failed line 0: the kernel died (exit status 3); it printed: panic: the flux is gone; b not run"},
		{name: "floods", cells: []string{"flood 80"},
			want: "a failed line 0: put out more than 64 MB of text: interrupted"},
		{name: "waits for input", cells: []string{"sleep on os.Stdin"}, change: func(o *runner.Options) { o.CellTime = 4 * time.Second },
			want: "a failed line 0: took longer than 4s: interrupted (cells cannot read standard input)"},
		{name: "asks", cells: []string{"ask"}, want: "a failed line 0: asks for input, which nobody can give here: interrupted"},
		{name: "dies at once", kernel: "dies", cells: []string{"print a"},
			want: "notebook: kernel scripted did not start: the kernel died (exit status 3); it printed: Error: the flux is missing; a not run"},
		{name: "never answers", kernel: "mute", cells: []string{"print a"}, change: func(o *runner.Options) { o.CellTime = time.Second },
			want: "notebook: kernel scripted did not start: it gave no answer within 1s; a not run"},
		{name: "verdicts", cells: []string{verdict("passed"), verdict("failed"), verdict("error"), verdict("not attempted")},
			want: "a ok; b failed line 0: exercise fasterer/assign: failed: values: [0] is 1, want 2; c failed line 0: exercise fasterer/assign: error: values: [0] is 1, want 2; d ok"},
		{name: "verdicts that may be bad", cells: []string{"raises!" + verdict("failed"), "raises!" + verdict("error"), "raises!" + verdict("superb")},
			want: "a ok; b ok; c failed line 0: a check's verdict cannot be read: it names no exercise, or no outcome that exists"},
		{name: "answers without a verdict", cells: []string{
			"answer!print x\nfasterer.Assign.Check(Assign)", "answer!print check is removed", "answer!print x\n  // fasterer.Assign.Check(Assign)",
			"answer!/*\nfasterer.Assign.Check(Assign)\n*/", "print x\nfasterer.Assign.Check(Assign)",
			"answer!fasterer.Assign.Check(Assign)\n" + verdict("not attempted"), "answer!fail E x\nfasterer.Assign.Check(Assign)"},
			want: "a failed line 0: the check of fasterer/assign gave no verdict: does the answer end the program?; b ok; c ok; d ok; e ok; f ok; g failed line 0: E: x"},
		{name: "unreadable verdict", cells: []string{verdict("superb")},
			want: "a failed line 0: a check's verdict cannot be read: it names no exercise, or no outcome that exists"},
		{name: "escape sequences", cells: []string{"fail E \x1b[31mred\x1b[0m\x07\u202e"}, want: "a failed line 0: E: red"},
		{name: "another language", kernel: "python", cells: []string{"print a"},
			want: "notebook: notebook is Go; this course's kernel runs Python (--kernel NAME runs another)"},
		{name: "any language", kernel: "python", cells: []string{"print a"}, change: func(o *runner.Options) { o.AnyLang = true }, want: "a ok", ok: true},
		{name: "prepared", cells: []string{"fail A b"},
			change: func(o *runner.Options) {
				o.Prepare = func(n *notebook.Notebook) error { n.Cells[1].Source = "print fine"; return nil }
			}, want: "a ok", ok: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			behaviour, lang := tt.kernel, "go"
			switch behaviour {
			case "":
				behaviour = "ok"
			case "python":
				behaviour, lang = "ok", "python"
			}
			opts := options(t, kerneltest.Scripted(t, behaviour))
			opts.Spec.Language = lang
			if tt.change != nil {
				tt.change(&opts)
			}
			result, executed := run(t, book(t, tt.cells...), opts)
			if got := sketch(result); got != tt.want || result.OK() != tt.ok {
				t.Errorf("OK %v\n got %s\nwant %s", result.OK(), got, tt.want)
			}
			if executed != nil {
				text, err := executed.Bytes()
				if err != nil || strings.Contains(string(text), "stale") {
					t.Errorf("the executed notebook is not valid or has old outputs: %v", err)
				}
			}
		})
	}
}

func TestOutputs(t *testing.T) {
	path := book(t,
		"print one\nprint two\ncomplain three\nprint four",
		"display d old\nprint x\nresult r",
		"update d new\ndisplay d2 y",
		"print gone\nclear\nprint stays",
		"print stays\nclear-later",
		"display d2 gone\nclear-later\nprint instead",
		"update d2 z\njson application/json {\"a\":1.0}",
		"fail Name value",
	)
	opts := options(t, kerneltest.Scripted(t, "ok"))
	_, executed := run(t, path, opts)
	var got []string
	for _, c := range executed.Cells[1:] {
		s := fmt.Sprintf("[%d]", *c.ExecutionCount)
		for _, o := range c.Outputs {
			switch o.Type {
			case notebook.Stream:
				s += fmt.Sprintf(" %s=%s", o.Name, o.Text)
			case notebook.Error:
				s += fmt.Sprintf(" error=%s,%s,%d", o.EName, o.EValue, len(o.Traceback))
			default:
				s += fmt.Sprintf(" %s=%v", o.Type, o.Data)
			}
		}
		got = append(got, s)
	}
	want := []string{
		"[1] stdout=onetwo stderr=three stdout=four",
		"[2] display_data=map[text/plain:new] stdout=x execute_result=map[text/plain:r]",
		"[3] display_data=map[text/plain:z]",
		"[4] stdout=stays",
		"[5] stdout=stays",
		"[6] stdout=instead",
		"[7] display_data=map[application/json:map[a:1.0]]",
		"[8] error=Name,value,1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestMuchTextIsCut(t *testing.T) {
	opts := options(t, kerneltest.Scripted(t, "ok"))
	result, executed := run(t, book(t, "flood 3"), opts)
	if !result.OK() {
		t.Fatal(sketch(result))
	}
	outputs := executed.Cells[1].Outputs
	kept, note := len(outputs[0].Text), outputs[len(outputs)-1].Text
	var dropped int
	if _, err := fmt.Sscanf(strings.TrimSpace(note), "… %d bytes more dropped", &dropped); err != nil {
		t.Fatalf("no note of what was dropped: %.80q", note)
	}
	const sent = 3 * 16 * ((1 << 16) / 21) * 21
	if kept > 1<<20 || kept < 1<<20-1000 || kept+dropped != sent {
		t.Errorf("kept %d, dropped %d, sent %d", kept, dropped, sent)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	opts := options(t, kerneltest.Scripted(t, "ok"))
	first, second := book(t, "print a", "print b\nsleep", "print c"), book(t, "print a")
	results := runner.RunAll(ctx, []string{first, second}, 1, opts, func(e runner.Event) {
		if e.Cell != nil && e.Cell.ID == "a" {
			time.AfterFunc(300*time.Millisecond, cancel)
		}
	})
	got := sketch(results[0]) + " / " + sketch(results[1])
	if want := "a ok; b failed line 0: interrupted; c not run / notebook: interrupted; a not run"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	executed, err := notebook.ReadFile(filepath.Join(opts.Out, "lesson.ipynb"))
	if err != nil || len(executed.Cells) == 0 {
		t.Errorf("what ran was not kept: %v", err)
	}
}

func TestBadNotebooks(t *testing.T) {
	good, err := os.ReadFile(book(t, "print a"))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ text, want string }{
		"truncated": {string(good[:len(good)/2]), "truncated"},
		"not JSON":  {"# a lesson", "not JSON"},
		"empty":     {"", "empty"},
		"old":       {`{"nbformat":3,"nbformat_minor":0,"metadata":{},"worksheets":[]}`, "nbformat 3"},
		"python":    {strings.Replace(string(good), `"language": "go"`, `"language": "python"`, 1), "notebook is Python; this course's kernel runs Go"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bad.ipynb")
			if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			result, _ := run(t, path, options(t, kerneltest.Scripted(t, "ok")))
			if result.OK() || !strings.Contains(result.Failure, tt.want) || strings.Contains(result.Failure, "\n") {
				t.Errorf("failure %q, want %q", result.Failure, tt.want)
			}
		})
	}
}

func TestEvents(t *testing.T) {
	var got []string
	path := book(t, "print a", "fail X y")
	runner.Run(t.Context(), path, options(t, kerneltest.Scripted(t, "ok")), func(e runner.Event) {
		s := fmt.Sprintf("%d/%d", e.Done, e.Total)
		if e.Cell != nil {
			s += " " + e.Cell.Place()
		}
		if e.Result != nil {
			s += fmt.Sprint(" ", e.Result.OK())
		}
		got = append(got, s)
	})
	want := []string{"0/2", "1/2 cell 2 (id a)", "2/2 cell 3 (id b)", "2/2 false"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCheckOut(t *testing.T) {
	a, b := book(t, "x"), book(t, "y")
	out := filepath.Join(t.TempDir(), "new", "dir")
	link := filepath.Join(t.TempDir(), "link")
	linked := filepath.Join(t.TempDir(), "lesson.ipynb") // leads to a
	for from, to := range map[string]string{link: filepath.Dir(a), linked: a} {
		if err := os.Symlink(to, from); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name, out string
		paths     []string
		want      string
	}{
		{"new directory", out, []string{a}, ""},
		{"same names", out, []string{a, b}, "have the same name"},
		{"its own directory", filepath.Dir(a), []string{a}, "would be overwritten"},
		{"by a link", link, []string{a}, "would be overwritten"},
		{"a notebook by a link", filepath.Dir(a), []string{linked}, "would be overwritten"},
		{"a link to a notebook", filepath.Dir(linked), []string{a}, "would be overwritten"},
		{"a name of two lines", "a\nb", []string{a, b}, `--out "a\nb" has room`},
		{"a file", a, []string{b}, "not a directory"},
	} {
		err := runner.CheckOut(tt.out, tt.paths)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestJUnit(t *testing.T) {
	path := book(t, "print a", "", verdict("failed"), verdict("not attempted"), "fail X <&\x1b[1m>\x00\ufffe", "print z")
	result, _ := run(t, path, options(t, kerneltest.Scripted(t, "ok")))
	lost := runner.Result{Notebook: "lost\x1b[0m.ipynb", Failure: "an empty file, not a notebook"}
	file := filepath.Join(t.TempDir(), "junit.xml")
	report, err := runner.OpenJUnit(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := report.Write([]runner.Result{result, lost}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var read struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Skipped  int `xml:"skipped,attr"`
		Suites   []struct {
			Cases []struct {
				Class   string `xml:"classname,attr"`
				Name    string `xml:"name,attr"`
				File    string `xml:"file,attr"`
				Time    string `xml:"time,attr"`
				Failure *struct {
					Message string `xml:"message,attr"`
					Text    string `xml:",chardata"`
				} `xml:"failure"`
				Error   *struct{} `xml:"error"`
				Skipped *struct {
					Message string `xml:"message,attr"`
				} `xml:"skipped"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(text, &read); err != nil {
		t.Fatalf("not XML: %v\n%s", err, text)
	}
	if read.Tests != 7 || read.Failures != 2 || read.Errors != 1 || read.Skipped != 3 {
		t.Errorf("counts: %d tests, %d failures, %d errors, %d skipped", read.Tests, read.Failures, read.Errors, read.Skipped)
	}
	var got []string
	names := map[string]bool{}
	for _, suite := range read.Suites {
		for _, c := range suite.Cases {
			s := c.Name
			if c.Failure != nil {
				s += " failed: " + c.Failure.Message
			}
			if c.Error != nil {
				s += " error"
			}
			if c.Skipped != nil {
				s += " skipped: " + c.Skipped.Message
			}
			got = append(got, s)
			if names[c.Class+c.Name] {
				t.Errorf("%s stands twice", c.Name)
			}
			names[c.Class+c.Name] = true
			if c.File == "" || c.Time == "" {
				t.Errorf("%s has no file or no time", c.Name)
			}
		}
	}
	want := []string{
		"cell 2 (a)",
		"cell 3 (b) skipped: empty",
		"cell 4 (c) failed: cell 4 (id c): exercise fasterer/assign: failed: values: [0] is 1, want 2",
		"cell 5 (d) skipped: exercise fasterer/assign: not attempted",
		"cell 6 (e) failed: cell 6 (id e): X: <&>",
		"cell 7 (f) skipped: not run",
		"notebook error",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	// Every rune must be one that XML 1.0 allows: Go's reader is lenient.
	for decoder := xml.NewDecoder(strings.NewReader(string(text))); ; {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range fmt.Sprint(token) {
			if r < 0x20 && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff {
				t.Errorf("the report has %U", r)
			}
		}
	}
}
