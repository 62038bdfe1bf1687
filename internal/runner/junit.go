package runner

import (
	"crypto/rand"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"fastergo/internal/junit"
)

// JUnit returns results as JUnit XML: a suite for each notebook, a case for
// each code cell. A cell that failed is a failure; one that is empty, was not
// run, or whose exercises are all not attempted is skipped. What a notebook
// failed of as a whole is an error in a case called notebook.
func JUnit(results []Result) ([]byte, error) {
	var all junit.Suites
	total := 0.0
	for _, r := range results {
		suite := &junit.Suite{Name: Name(r.Notebook)}
		add := func(c junit.Case, took float64) {
			c.Class, c.File, c.Time = suite.Name, suite.Name, junit.Seconds(took)
			suite.Add(c)
		}
		if r.Failure != "" {
			add(junit.Case{Name: "notebook", Error: &junit.Prose{Message: r.Failure, Type: "notebook"}}, 0)
		}
		for _, c := range r.Cells {
			add(junitFor(c), c.Seconds) // named by their numbers, each another
		}
		suite.Time = junit.Seconds(r.Seconds)
		total += r.Seconds
		all.Add(suite)
	}
	all.Time = junit.Seconds(total)
	text, err := xml.MarshalIndent(all, "", "  ")
	return append([]byte(xml.Header), append(text, '\n')...), err
}

func junitFor(c Cell) junit.Case {
	t := junit.Case{Name: fmt.Sprintf("cell %d (%s)", c.Number, c.ID)}
	switch c.Status {
	case Failed:
		t.Line = c.Failure.Line
		text := []string{c.Place() + ": " + c.Failure.Message}
		for _, more := range []string{c.Failure.Source, c.Failure.Detail, criteria(c.Verdicts)} {
			if more != "" {
				text = append(text, more)
			}
		}
		t.Failure = &junit.Prose{Message: text[0], Type: "cell", Text: strings.Join(text, "\n\n")}
	case Empty, NotRun:
		t.Skipped = &junit.Prose{Message: string(c.Status)}
	case OK:
		attempted := len(c.Verdicts) == 0
		for _, v := range c.Verdicts {
			attempted = attempted || v.Outcome != "not attempted"
		}
		if !attempted {
			t.Skipped = &junit.Prose{Message: "exercise " + Plain(c.Verdicts[0].Exercise) + ": not attempted"}
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

// A JUnitFile is where a report goes.
type JUnitFile struct {
	name string      // as given
	path string      // the regular file to make or replace, links followed
	mode fs.FileMode // of the one there is, else 0
	open *os.File    // or what is there and no regular file: a pipe, a device
}

// OpenJUnit makes sure that a report can be written to a file, and the file's
// directory if need be. The file itself stays as it is until Write; a pipe must
// have a reader by now. Errors name the file.
func OpenJUnit(name string) (*JUnitFile, error) {
	j := &JUnitFile{name: name, path: name}
	if err := j.prepare(); err != nil {
		return nil, fmt.Errorf("%s: %w", Name(name), bare(err))
	}
	return j, nil
}

func (j *JUnitFile) prepare() error {
	if err := os.MkdirAll(filepath.Dir(j.name), 0o777); err != nil {
		return err
	}
	// Waiting for a pipe's reader might be for ever.
	there, err := os.OpenFile(j.name, os.O_WRONLY|syscall.O_NONBLOCK, 0)
	switch {
	case err == nil:
		info, err := there.Stat()
		if err != nil {
			there.Close()
			return err
		}
		if !info.Mode().IsRegular() {
			j.open = there
			return syscall.SetNonblock(int(there.Fd()), false)
		}
		there.Close()
		j.mode = info.Mode().Perm()
	case errors.Is(err, syscall.ENXIO):
		return errors.New("nothing reads from this pipe")
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	for range 40 { // as many links as systems follow
		to, err := os.Readlink(j.path)
		if err != nil {
			break // it is no link
		}
		if !filepath.IsAbs(to) {
			dir, _ := filepath.Split(j.path)
			to = dir + to
		}
		j.path = to
	}
	part, err := j.part()
	if err != nil {
		return err
	}
	part.Close()
	return os.Remove(part.Name())
}

// part makes an empty file beside the one to write, with the permissions that
// this will have.
func (j *JUnitFile) part() (*os.File, error) {
	dir, _ := filepath.Split(j.path)
	part, err := os.OpenFile(dir+".fastergo-"+rand.Text()+".xml", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err == nil && j.mode != 0 {
		err = part.Chmod(j.mode)
		if err != nil {
			part.Close()
			os.Remove(part.Name())
		}
	}
	return part, err
}

// Write writes results, once. A regular file gets them whole or not at all.
func (j *JUnitFile) Write(results []Result) error {
	text, err := JUnit(results)
	if err == nil {
		err = j.write(text)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", Name(j.name), bare(err))
	}
	return nil
}

func (j *JUnitFile) write(text []byte) error {
	to := j.open
	if to == nil {
		part, err := j.part()
		if err != nil {
			return err
		}
		defer os.Remove(part.Name()) // fails, harmlessly, after the rename
		to = part
	}
	_, err := to.Write(text)
	if closed := to.Close(); err == nil {
		err = closed
	}
	if err == nil && j.open == nil {
		err = os.Rename(to.Name(), j.path)
	}
	return err
}

// bare returns an error without the names of files.
func bare(err error) error {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return path.Err
	}
	if link := (*os.LinkError)(nil); errors.As(err, &link) {
		return link.Err
	}
	return err
}
