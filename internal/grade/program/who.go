package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"fastergo/internal/legible"
	"fastergo/internal/submission"
)

// How many are named on the terminal.
const (
	mostStudents = 30
	mostLeft     = 20
)

// whoFile has who is who, beside the results.
const whoFile = "students.txt"

// tellWho says who is who before anything is judged: in a file, and on the terminal if
// they are few.
func (f *flags) tellWho(cmd *cobra.Command, all []submission.Submission, left []submission.Unmatched) error {
	var text strings.Builder
	students := who(&text, all)
	if !f.asJSON {
		if students <= mostStudents {
			fmt.Fprint(cmd.OutOrStdout(), &text, "\n")
		} else {
			fmt.Fprintf(cmd.OutOrStdout(), "who is who, %d students: %s\n", students, filepath.Join(f.out, whoFile))
		}
	}
	if len(left) > 0 {
		fmt.Fprintf(&text, "\nNot judged:\n")
		for _, u := range left {
			fmt.Fprintln(&text, leftLine(u))
		}
	}
	return os.WriteFile(filepath.Join(f.out, whoFile), []byte(text.String()), 0o644)
}

// who writes a line for each submission and returns how many students there are.
func who(w io.Writer, all []submission.Submission) (students int) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	last := ""
	for i, s := range all {
		name := ""
		if i == 0 || s.Student != last {
			students++
			name, last = inLine(s.Student), s.Student
		}
		lesson := s.Lesson
		if s.Attempt > 1 {
			lesson += fmt.Sprintf(", attempt %d", s.Attempt)
		}
		files := inLine(s.Files[0].Path)
		if n := len(s.Files); n > 1 {
			files += fmt.Sprintf(" and %d more", n-1)
		}
		for _, note := range s.Notes {
			files += ": " + inLine(note)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", name, lesson, files)
	}
	table.Flush()
	return students
}

// tellLeft says what is not judged, and why.
func tellLeft(cmd *cobra.Command, left []submission.Unmatched) {
	for i, u := range left {
		if i == mostLeft {
			fmt.Fprintf(cmd.OutOrStdout(), "and %d more\n", len(left)-i)
			return
		}
		fmt.Fprintln(cmd.OutOrStdout(), leftLine(u))
	}
}

func leftLine(u submission.Unmatched) string {
	whose := "nobody's"
	if u.Student != "" {
		whose = "not judged: " + u.Student
		if u.Lesson != "" {
			whose += ", " + u.Lesson
		}
	}
	reason := strings.TrimPrefix(u.Reason, u.Path+": ")
	return inLine(fmt.Sprintf("%s: %s: %s", whose, u.Path, reason))
}

func inLine(s string) string { return strings.ReplaceAll(legible.Text(s), "\n", " ") }
