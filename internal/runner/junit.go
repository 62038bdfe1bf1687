package runner

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The elements of JUnit's XML that its readers agree on.
type (
	junitSuites struct {
		XMLName xml.Name `xml:"testsuites"`
		junitCounts
		Suites []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name string `xml:"name,attr"`
		junitCounts
		Cases []junitCase `xml:"testcase"`
	}
	junitCounts struct {
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Time     string `xml:"time,attr"`
		seconds  float64
	}
	junitCase struct {
		Class   string      `xml:"classname,attr"`
		Name    string      `xml:"name,attr"`
		File    string      `xml:"file,attr"`
		Line    int         `xml:"line,attr,omitempty"`
		Time    string      `xml:"time,attr"`
		Failure *junitProse `xml:"failure"`
		Error   *junitProse `xml:"error"`
		Skipped *junitProse `xml:"skipped"`
	}
	junitProse struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// JUnit returns results as JUnit XML: a suite for each notebook, a case for
// each code cell. A cell that failed is a failure; one that is empty, was not
// run, or whose exercises are all not attempted is skipped. What a notebook
// failed of as a whole is an error in a case called notebook.
func JUnit(results []Result) ([]byte, error) {
	var all junitSuites
	for _, r := range results {
		suite := junitSuite{Name: Plain(r.Notebook)}
		if r.Failure != "" {
			suite.add(junitCase{Name: "notebook", Error: &junitProse{Message: r.Failure, Type: "notebook"}}, 0)
		}
		for _, c := range r.Cells {
			suite.add(junitFor(c), c.Seconds)
		}
		suite.Time = seconds(r.Seconds)
		all.Suites = append(all.Suites, suite)
		all.Tests += suite.Tests
		all.Failures += suite.Failures
		all.Errors += suite.Errors
		all.Skipped += suite.Skipped
		all.seconds += r.Seconds
	}
	all.Time = seconds(all.seconds)
	text, err := xml.MarshalIndent(all, "", "  ")
	return append([]byte(xml.Header), append(text, '\n')...), err
}

// add appends a case and counts it. Names are unique: cells are numbered.
func (s *junitSuite) add(c junitCase, took float64) {
	c.Class, c.File, c.Time = s.Name, s.Name, seconds(took)
	s.Cases = append(s.Cases, c)
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
}

func junitFor(c Cell) junitCase {
	t := junitCase{Name: fmt.Sprintf("cell %d (%s)", c.Number, c.ID)}
	switch c.Status {
	case Failed:
		t.Line = c.Failure.Line
		text := []string{c.Place() + ": " + c.Failure.Message}
		for _, more := range []string{c.Failure.Source, c.Failure.Detail, criteria(c.Verdicts)} {
			if more != "" {
				text = append(text, more)
			}
		}
		t.Failure = &junitProse{Message: text[0], Type: "cell", Text: strings.Join(text, "\n\n")}
	case Empty, NotRun:
		t.Skipped = &junitProse{Message: string(c.Status)}
	case OK:
		attempted := len(c.Verdicts) == 0
		for _, v := range c.Verdicts {
			attempted = attempted || v.Outcome != "not attempted"
		}
		if !attempted {
			t.Skipped = &junitProse{Message: "exercise " + Plain(c.Verdicts[0].Exercise) + ": not attempted"}
		}
	}
	return t
}

// criteria lists what checks found, a line each.
func criteria(verdicts []Verdict) string {
	var lines []string
	for _, v := range verdicts {
		lines = append(lines, fmt.Sprintf("exercise %s: %s, %g of %g points", v.Exercise, v.Outcome, v.Points, v.MaxPoints))
		for _, c := range v.Criteria {
			lines = append(lines, strings.TrimSuffix(fmt.Sprintf("  %s: %s: %s", c.Name, c.Outcome, c.Message), ": "))
		}
	}
	return Plain(strings.Join(lines, "\n"))
}

func seconds(s float64) string { return fmt.Sprintf("%.3f", s) }

// WriteJUnit writes results to a file, whole or not at all.
func WriteJUnit(file string, results []Result) error {
	text, err := JUnit(results)
	if err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	_, err = part.Write(text)
	if err == nil {
		err = part.Chmod(0o644)
	}
	if closed := part.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(part.Name(), file)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", file, err)
	}
	return nil
}
