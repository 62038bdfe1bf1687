package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fastergo/internal/batch"
	"fastergo/internal/command"
	"fastergo/internal/grade"
	"fastergo/internal/house"
	"fastergo/internal/kit"
	"fastergo/internal/legible"
	"fastergo/internal/sandbox"
	"fastergo/internal/submission"
)

// flags are the command line.
type flags struct {
	out, seedFile, assignment string
	student, exercise         string
	workers                   int
	trusted, doctor, asJSON   bool
	verify                    string
}

func gradeCommand() *cobra.Command {
	var f flags
	cmd := &cobra.Command{
		Use:   "grade SUBMISSIONS...",
		Short: "Grade a pile of submissions",
		Long: `Grade judges what students handed in: notebooks, folders of exercises/, folders
and zips of those, in any sensible layout. Which student, lesson and attempt a
file is, it says by stated rules; what it cannot tell it lists, and never guesses.

Each answer is built and run alone, behind walls, and sees nothing but its
inputs; what it returns is judged outside. Inputs are made from a secret, other
ones for each student. Kill it whenever you like: started again it goes on where
it was.

In DIR it leaves results.jsonl (a line for each student and exercise), grades.csv,
junit.xml, receipts.jsonl, index.html and a page for each submission. It exits 0
when all was graded, whatever the grades, and 1 when something was not or nothing
was handed in.`,
		Example: `  fastergo grade submitted/ --out grades             # all there is
  fastergo grade canvas.zip --out grades --assignment week-3 --seed-file week-3.secret
  fastergo grade submitted/ --out grades --student ada --exercise fasterer/assign  # one again, shown
  fastergo grade submitted/ --out grades --verify grades/receipts.jsonl
  fastergo grade --doctor                            # which walls hold on this machine`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.doctor {
				return doctor(cmd)
			}
			if len(args) == 0 {
				return command.UsageErrorf("name what is to be graded: fastergo grade submitted/ (see fastergo grade --help)")
			}
			return f.grade(cmd, args)
		},
	}
	cmd.Flags().StringVar(&f.out, "out", "grades", "directory `DIR` for the results")
	cmd.Flags().StringVar(&f.seedFile, "seed-file", "", "`FILE` with the secret of the hidden cases, made if it is not there (default: as in DIR before, or DIR/secret)")
	cmd.Flags().StringVar(&f.assignment, "assignment", "", "`NAME` of the assignment: hidden cases differ by it (default: as in DIR before)")
	cmd.Flags().StringVar(&f.student, "student", "", "show the verdicts of the student `NAME`, judged again, and write nothing")
	cmd.Flags().StringVar(&f.exercise, "exercise", "", "with --student: the verdict on the exercise `ID` alone")
	cmd.Flags().IntVar(&f.workers, "workers", 0, "how many at a time (default: one for each processor)")
	cmd.Flags().BoolVar(&f.trusted, "trusted", false, "run answers without walls: for systems that have none, and answers of your own")
	cmd.Flags().BoolVar(&f.doctor, "doctor", false, "say which walls hold on this machine, and how to get more")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "one event a line, as JSON")
	cmd.Flags().StringVar(&f.verify, "verify", "", "derive again what the receipts in `FILE` say, compare with them and with the results beside them, and write nothing")
	return cmd
}

// doctor says which walls hold.
func doctor(cmd *cobra.Command) error {
	k, err := prepare(cmd.Context())
	if err != nil {
		return err
	}
	report := sandbox.Probe(k.Init())
	fmt.Fprintf(cmd.OutOrStdout(), "answers run %s\n%s", walls(report.Tier), report.Text())
	if report.Tier == sandbox.None {
		return command.ErrTold
	}
	return nil
}

// prepare makes sure that there is what answers are built with.
func prepare(ctx context.Context) (*kit.Kit, error) {
	root, err := house.Root()
	if err != nil {
		return nil, err
	}
	home, err := house.Home()
	if err != nil {
		return nil, err
	}
	return kit.Prepare(ctx, root, filepath.Join(home, "kits"))
}

// grader makes the grader that the flags ask for.
func (f *flags) grader(ctx context.Context) (*grade.Grader, error) {
	k, err := prepare(ctx)
	if err != nil {
		return nil, err
	}
	root, err := house.Root()
	if err != nil {
		return nil, err
	}
	course, err := grade.Load(root)
	if err != nil {
		return nil, err
	}
	tier := sandbox.None
	if !f.trusted {
		report := sandbox.Probe(k.Init())
		if tier = report.Tier; tier == sandbox.None {
			return nil, fmt.Errorf("no walls hold on this machine, and an answer could do what you can: fastergo grade --doctor says what is missing. For answers of your own there is --trusted")
		}
	}
	secret, err := grade.ReadSecret(f.seedFile)
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	program, err := hashOf(self)
	if err != nil {
		return nil, err
	}
	return &grade.Grader{Course: course, Kit: k, Tier: tier, Secret: secret, Assignment: f.assignment, Limits: grade.DefaultLimits, Executable: self, Program: program}, nil
}

// hashOf returns the SHA-256 of a file.
func hashOf(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	h := sha256.New()
	_, err = io.Copy(h, file)
	return hex.EncodeToString(h.Sum(nil)), err
}

func (f *flags) grade(cmd *cobra.Command, paths []string) error {
	switch {
	case f.exercise != "" && f.student == "":
		return command.UsageErrorf("--exercise goes with --student: whose answer is to be shown?")
	case f.verify != "" && f.student != "":
		return command.UsageErrorf("--verify and --student are two things: one of them")
	case f.workers < 0:
		return command.UsageErrorf("--workers %d: 1 or more", f.workers)
	}
	for _, p := range paths {
		if _, err := os.Stat(p); errors.Is(err, fs.ErrNotExist) {
			return command.UsageErrorf("%s: there is no such file or directory", p)
		} else if err != nil {
			return command.UsageError{Err: err}
		}
	}
	f.seedFile = cmp.Or(f.seedFile, filepath.Join(f.out, "secret"))
	before, err := batch.ReadSetup(f.out)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err == nil { // what is not said is as it was
		if !cmd.Flags().Changed("assignment") {
			f.assignment = before.Assignment
		}
		if !cmd.Flags().Changed("seed-file") {
			f.seedFile = before.SeedFile
		}
	}
	if f.verify == "" && f.student == "" {
		if err := before.Continues(paths); err != nil {
			return command.UsageErrorf("%s: %v", f.out, err)
		}
		if err := os.MkdirAll(f.out, 0o755); err != nil {
			return err
		}
		if err := grade.MakeSecret(f.seedFile); err != nil {
			return err
		}
	}
	g, err := f.grader(cmd.Context())
	switch {
	case err != nil:
		return err
	case f.verify != "":
		return f.verifyReceipts(cmd, g, paths)
	case f.student != "":
		return f.show(cmd, g, paths)
	}
	s, err := f.run(cmd, g, paths, func(all []submission.Submission, left []submission.Unmatched) error {
		return f.tellWho(cmd, all, left)
	})
	switch {
	case err == nil:
		return f.tellSummary(cmd, g, s)
	case cmd.Context().Err() != nil:
		return fmt.Errorf("stopped: what is judged is kept in %s; the same command goes on", f.out)
	}
	return err
}

// run judges all there is and writes the results.
func (f *flags) run(cmd *cobra.Command, g *grade.Grader, paths []string, found func([]submission.Submission, []submission.Unmatched) error) (*batch.Summary, error) {
	tell, end := f.progress(cmd)
	s, err := batch.Run(cmd.Context(), g, batch.Options{Paths: paths, Out: f.out, SeedFile: f.seedFile, Workers: f.workers, Found: found, Tell: tell})
	end()
	if err == nil && s.Submissions == 0 {
		if !f.asJSON {
			tellLeft(cmd, s.Unmatched)
		}
		return nil, fmt.Errorf("nothing to grade: there is no notebook or exercises/ of a student's in %s", strings.Join(paths, " "))
	}
	return s, err
}

func (f *flags) tellSummary(cmd *cobra.Command, g *grade.Grader, s *batch.Summary) error {
	out := cmd.OutOrStdout()
	if f.asJSON {
		if err := json.NewEncoder(out).Encode(map[string]any{"summary": s}); err != nil {
			return err
		}
	} else {
		tellLeft(cmd, slices.Concat(s.Unread, s.Unmatched))
		for _, why := range s.Failures {
			fmt.Fprintf(out, "not judged: %s\n", legible.Text(why))
		}
		fmt.Fprintln(out, sentence(g, s))
		fmt.Fprintf(out, "grades: %s\npages:  %s\n", filepath.Join(f.out, "grades.csv"), filepath.Join(f.out, "index.html"))
	}
	if len(s.Failures) > 0 {
		return command.ErrTold
	}
	return nil
}

// sentence says what became of a run.
func sentence(g *grade.Grader, s *batch.Summary) string {
	var parts []string
	add := func(n int, one, many string) {
		switch {
		case n == 1:
			parts = append(parts, "1 "+one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, many))
		}
	}
	add(s.Judged, "submission judged", "submissions judged")
	add(s.Resumed, "was judged before", "were judged before")
	add(len(s.Unread), "could not be read", "could not be read")
	add(len(s.Unmatched), "file is not judged", "files are not judged")
	add(len(s.Failures), "was not judged", "were not judged")
	text := strings.Join(parts, ", ") + fmt.Sprintf(", in %.1f s, %s", s.Seconds, walls(g.Tier))
	if len(s.LeftOut) > 0 {
		text += "\nleft out, for they are in exercises/ only and nobody has begun them: " + strings.Join(s.LeftOut, " ")
	}
	if c := s.Class; c.Students > 0 {
		text += fmt.Sprintf("\nstudents: %d, with %.1f of %s points on average\nanswers: %d passed, %d failed, %d errors, %d not attempted", c.Students, c.Mean, grade.Number(c.Most), c.Passed, c.Failed, c.Error, c.NotAttempted)
	}
	if n := float64(s.Judged); n > 0 {
		t := s.Times
		text += fmt.Sprintf("\na submission took, in milliseconds on average: %.0f to parse, %.0f to compile, %.0f to link, %.0f to read sources, %.0f to run and judge", 1e3*t.Parse/n, 1e3*t.Compile/n, 1e3*t.Link/n, 1e3*t.Read/n, 1e3*t.Run/n)
	}
	return text
}

// walls says in words what stands around answers.
func walls(t sandbox.Tier) string {
	switch t {
	case sandbox.A:
		return "behind tier A, the stronger walls"
	case sandbox.B:
		return "behind tier B of walls (tier A is stronger: see --doctor)"
	}
	return "without walls"
}

// show judges what a student handed in and prints the verdicts.
func (f *flags) show(cmd *cobra.Command, g *grade.Grader, paths []string) error {
	asked := func(lesson string) bool { return f.exercise == "" || g.Course.Has(lesson, f.exercise) }
	if !slices.ContainsFunc(g.Course.Names(), asked) {
		return command.UsageErrorf("there is no exercise %s", f.exercise)
	}
	all, _, err := submission.Collect(cmd.Context(), paths, g.Course.Names())
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(s submission.Submission) bool { return s.Student != f.student || !asked(s.Lesson) })
	if len(all) == 0 {
		return fmt.Errorf("%s handed in nothing of that: students are called as in grades.csv", f.student)
	}
	dir, done, err := batch.Scratch()
	if err != nil {
		return err
	}
	defer done()
	w, err := g.Worker(0, dir)
	if err != nil {
		return err
	}
	defer w.Close()
	out := cmd.OutOrStdout()
	for _, s := range all {
		r, err := w.Grade(cmd.Context(), s)
		if err != nil {
			return err
		}
		fmt.Fprintln(out, legible.Text(r.Path))
		for _, v := range r.Exercises {
			if f.exercise == "" || v.Exercise == f.exercise {
				fmt.Fprintf(out, "\n%s\n", legible.Text(v.Text()))
			}
		}
		if f.exercise == "" {
			got, most := r.Points()
			fmt.Fprintf(out, "\n%s of %s points\n", grade.Number(got), grade.Number(most))
		}
	}
	return nil
}

// verifyReceipts derives again what receipts say.
func (f *flags) verifyReceipts(cmd *cobra.Command, g *grade.Grader, paths []string) error {
	text, err := os.ReadFile(f.verify)
	if err != nil {
		return err
	}
	var receipts []grade.Receipt
	for d := json.NewDecoder(strings.NewReader(string(text))); d.More(); {
		var r grade.Receipt
		if err := d.Decode(&r); err != nil {
			return fmt.Errorf("%s is no file of receipts: %w", f.verify, err)
		}
		if r.Student == "" || r.Lesson == "" || r.Attempt < 1 {
			return fmt.Errorf("%s: receipt %d names no student, lesson or attempt: name the receipts.jsonl that a run has left", f.verify, len(receipts)+1)
		}
		receipts = append(receipts, r)
	}
	if len(receipts) == 0 {
		return fmt.Errorf("%s has no receipts", f.verify)
	}
	rows, err := batch.ReadRows(filepath.Dir(f.verify))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	out := cmd.OutOrStdout()
	bad, err := batch.Verify(cmd.Context(), g, paths, receipts, rows, func(r grade.Receipt, problems []string) {
		who := legible.Text(r.Student) + ", " + legible.Text(r.Lesson)
		if r.Attempt > 1 {
			who += fmt.Sprintf(", attempt %d", r.Attempt)
		}
		if len(problems) == 0 {
			fmt.Fprintf(out, "%s: the same\n", who)
			return
		}
		fmt.Fprintf(out, "%s:\n", who)
		for _, p := range problems {
			fmt.Fprintf(out, "  %s\n", legible.Text(p))
		}
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "of %d receipts %d come out the same, %d otherwise\n", len(receipts), len(receipts)-bad, bad)
	if bad > 0 {
		return command.ErrTold
	}
	return nil
}
