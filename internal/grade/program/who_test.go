package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"fastergo/internal/submission"
)

func TestWhoIsWho(t *testing.T) {
	sub := func(student string, attempt int, paths ...string) submission.Submission {
		s := submission.Submission{Student: student, Lesson: "01_fasterer", Attempt: attempt}
		for _, p := range paths {
			s.Files = append(s.Files, submission.File{Path: p})
		}
		return s
	}
	few := []submission.Submission{sub("ada\n", 1, "a/1"), sub("ada\n", 2, "a/2"), sub("bob", 1, "b/x.go", "b/y.go")}
	few[1].Notes = []string{"odd"}
	left := []submission.Unmatched{{Path: "n.txt", Reason: "it is no notebook"}, {Path: "c", Reason: "c: two", Student: "cy", Lesson: "01_fasterer", Attempt: 1}}
	const table = `ada   01_fasterer             a/1
      01_fasterer, attempt 2  a/2: odd
bob   01_fasterer             b/x.go and 1 more
`
	const rest = "\nNot judged:\nnobody's: n.txt: it is no notebook\nnot judged: cy, 01_fasterer: c: two\n"
	var many []submission.Submission
	for i := range mostStudents + 1 {
		many = append(many, sub(fmt.Sprintf("s%03d", i), 1, "x"))
	}
	f := flags{out: t.TempDir()}
	file := filepath.Join(f.out, "students.txt")
	for _, tc := range []struct {
		all         []submission.Submission
		said, write string
	}{
		{few, table + "\n", table + rest},
		{many, "who is who, 31 students: " + file + "\n", "s030  01_fasterer  x\n" + rest},
	} {
		var out strings.Builder
		cmd := &cobra.Command{}
		cmd.SetOut(&out)
		if err := f.tellWho(cmd, tc.all, left); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(file)
		if err != nil || out.String() != tc.said || !strings.HasSuffix(string(text), tc.write) {
			t.Errorf("%v: said\n%s\nand wrote\n%s", err, &out, text)
		}
	}

	var out strings.Builder
	cmd := &cobra.Command{}
	cmd.SetOut(&out)
	tellLeft(cmd, make([]submission.Unmatched, 25))
	if lines := strings.Split(strings.TrimSpace(out.String()), "\n"); len(lines) != 21 || lines[20] != "and 5 more" {
		t.Errorf("%d lines: %q", len(lines), lines)
	}
}
