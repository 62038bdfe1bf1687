// Package pile makes submissions like those of honest students, to measure and to
// try the grader with: solved, half solved, with slips, not compiling, untouched.
package pile

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"fastergo/internal/author"
	"fastergo/internal/notebook"
)

// A Kind is how far a student has come.
type Kind string

// The kinds, which Make deals out in turn.
const (
	Solved       Kind = "solved"
	Half         Kind = "half solved"
	Slips        Kind = "with slips"
	NotCompiling Kind = "not compiling"
	Untouched    Kind = "untouched"
)

// Kinds are dealt out by these shares of 20.
var kinds = []struct {
	kind  Kind
	share int
}{{Solved, 8}, {Half, 5}, {Slips, 4}, {NotCompiling, 2}, {Untouched, 1}}

// KindOf returns the kind of student i.
func KindOf(i int) Kind {
	at := i % 20
	for _, k := range kinds {
		if at -= k.share; at < 0 {
			return k.kind
		}
	}
	return Untouched
}

// Make writes n notebooks of a lesson of the course below root into dir, one for
// each student, as "student-0001/01_fasterer.ipynb". The same seed makes the same
// notebooks; no two students' are alike.
func Make(root, lesson, dir string, n int, seed uint64) error {
	path := filepath.Join(root, "notebooks", lesson+".ipynb")
	released, err := notebook.ReadFile(path)
	if err != nil {
		return err
	}
	solved, err := notebook.ReadFile(path)
	if err != nil {
		return err
	}
	if err := author.Solve(solved, root); err != nil {
		return err
	}
	for i := range n {
		r := rand.New(rand.NewPCG(seed, uint64(i)))
		own := *released
		own.Cells = slices.Clone(released.Cells)
		for k := range own.Cells {
			if _, role := own.Cells[k].Exercise(); role == notebook.Answer {
				own.Cells[k].Source = change(r, KindOf(i), own.Cells[k].Source, solved.Cells[k].Source, i)
			}
		}
		text, err := own.Bytes()
		if err != nil {
			return err
		}
		path := filepath.Join(dir, fmt.Sprintf("student-%04d", i+1), lesson+".ipynb")
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// change returns what a student of a kind has in an answer cell.
func change(r *rand.Rand, k Kind, stub, reference string, student int) string {
	own := strings.Replace(reference, "{\n", fmt.Sprintf("{\n\t// student %d\n", student), 1)
	switch k {
	case Solved:
		return own
	case Half:
		if r.IntN(2) == 0 {
			return stub
		}
		return own
	case Slips:
		if r.IntN(3) == 0 {
			return slip(r, own)
		}
		return own
	case NotCompiling:
		if r.IntN(3) == 0 {
			return strings.Replace(own, "(", "((", 1+r.IntN(2))
		}
		return own
	}
	return stub
}

var slips = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`np\.Sum\(`), "np.Mean("},
	{regexp.MustCompile(`np\.Axis\(1\)`), "np.Axis(0)"},
	{regexp.MustCompile(` \+ `), " - "},
	{regexp.MustCompile(`np\.Sqrt\(`), "np.Square("},
	{regexp.MustCompile(`return (\w+)\n`), "_ = $1\n\treturn nil\n"},
	{regexp.MustCompile(`\b1\b`), "2"},
	{regexp.MustCompile(` < `), " <= "},
}

// slip makes one mistake, if there is one to make.
func slip(r *rand.Rand, answer string) string {
	for _, at := range r.Perm(len(slips)) {
		s := slips[at]
		if loc := s.from.FindStringIndex(answer); loc != nil {
			return answer[:loc[0]] + s.from.ReplaceAllString(answer[loc[0]:loc[1]], s.to) + answer[loc[1]:]
		}
	}
	return answer
}
