// Package junit has the elements of JUnit's XML that its readers agree on.
package junit

import (
	"encoding/xml"
	"fmt"
	"io"
)

type (
	// Suites are a whole report.
	Suites struct {
		XMLName xml.Name `xml:"testsuites"`
		Counts
		Suites []*Suite `xml:"testsuite"`
	}
	// A Suite is a list of cases, with names that are unique in it.
	Suite struct {
		XMLName xml.Name `xml:"testsuite"`
		Name    string   `xml:"name,attr"`
		Counts
		Cases []Case `xml:"testcase"`
	}
	// Counts are kept by Add.
	Counts struct {
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Time     string `xml:"time,attr"` // by Seconds
	}
	// A Case has at most one of Failure, Error and Skipped.
	Case struct {
		Class   string `xml:"classname,attr"`
		Name    string `xml:"name,attr"`
		File    string `xml:"file,attr"`
		Line    int    `xml:"line,attr,omitempty"`
		Time    string `xml:"time,attr"`
		Failure *Prose `xml:"failure"`
		Error   *Prose `xml:"error"`
		Skipped *Prose `xml:"skipped"`
	}
	// Prose says why.
	Prose struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// Seconds writes a time as readers take it.
func Seconds(s float64) string { return fmt.Sprintf("%.3f", s) }

// Add appends a case and counts it.
func (s *Suite) Add(c Case) {
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

// Add appends a suite and counts its cases.
func (all *Suites) Add(s *Suite) {
	all.Suites = append(all.Suites, s)
	all.Tests += s.Tests
	all.Failures += s.Failures
	all.Errors += s.Errors
	all.Skipped += s.Skipped
}

// A Writer writes suites one after the other, so that none has to stay in memory.
// What it writes has no counts of the whole.
type Writer struct {
	out io.Writer
	enc *xml.Encoder
}

// NewWriter begins a report.
func NewWriter(out io.Writer) (*Writer, error) {
	_, err := io.WriteString(out, xml.Header+"<testsuites>\n")
	enc := xml.NewEncoder(out)
	enc.Indent("  ", "  ")
	return &Writer{out, enc}, err
}

// Write writes a suite.
func (w *Writer) Write(s *Suite) error {
	if err := w.enc.Encode(s); err != nil {
		return err
	}
	_, err := io.WriteString(w.out, "\n")
	return err
}

// Close ends the report; the file is the caller's to close.
func (w *Writer) Close() error {
	_, err := io.WriteString(w.out, "</testsuites>\n")
	return err
}
