package author

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// answers are the files in exercises/ of the lessons that some exercises belong
// to. Those that keep the others from being judged are left out, one after the
// other, and stubs stand in their place.
type answers struct {
	exercises []*Exercise
	files     []*answerFile
}

type answerFile struct {
	path     string // relative to the root, with slashes
	text     []byte
	lesson   *Lesson
	exercise *Exercise // nil for a file of the reader's own
	left     string    // why it is left out, in a compiler's lines; "" if it takes part
}

// suspect reports whether somebody wrote the file, and it takes part.
func (f *answerFile) suspect() bool {
	return f.left == "" && (f.exercise == nil || !untouched(f.text))
}

// answersTo reads the files that exercises are answered in.
func (c *Course) answersTo(exercises []*Exercise) (*answers, error) {
	a := &answers{exercises: exercises}
	seen := map[*Lesson]bool{}
	for _, e := range exercises {
		l := e.lesson
		if seen[l] {
			continue
		}
		seen[l] = true
		dir := filepath.Join(c.Root, "exercises", l.Package)
		paths, _ := filepath.Glob(filepath.Join(dir, "*.go")) // sorted
		for _, p := range paths {
			name := filepath.Base(p)
			if compiled, err := build.Default.MatchFile(dir, name); err == nil && !compiled || strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := os.ReadFile(p)
			if err != nil {
				return nil, err
			}
			f := &answerFile{path: "exercises/" + l.Package + "/" + name, text: text, lesson: l}
			id := l.Package + "/" + strings.TrimSuffix(name, ".go")
			if i := slices.IndexFunc(l.Exercises, func(e *Exercise) bool { return e.ID == id }); i >= 0 {
				f.exercise = l.Exercises[i]
			}
			a.files = append(a.files, f)
		}
	}
	for _, f := range a.files {
		f.left = a.misfit(f)
	}
	return a, nil
}

// misfit returns what is wrong with a file that compiles by itself and yet would
// keep the others from it.
func (a *answers) misfit(f *answerFile) string {
	fset := token.NewFileSet()
	tree, _ := parser.ParseFile(fset, f.path, f.text, parser.SkipObjectResolution)
	if tree == nil || tree.Name == nil {
		return ""
	}
	if tree.Name.Name == "" {
		return fmt.Sprintf("%s:1:1: no package line: a file here begins with package %s", f.path, f.lesson.Package)
	}
	if name := tree.Name.Name; name != "_" && name != f.lesson.Package {
		return fmt.Sprintf("%s: package %s: the files beside it are package %s", fset.Position(tree.Name.Pos()), name, f.lesson.Package)
	}
	for _, d := range tree.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Recv != nil {
			continue
		}
		i := slices.IndexFunc(f.lesson.Exercises, func(e *Exercise) bool { return e.Solution.Func == fn.Name.Name })
		if i < 0 {
			continue
		}
		asks, where := f.lesson.Exercises[i], fset.Position(fn.Name.Pos())
		if fn.Type.TypeParams != nil {
			return fmt.Sprintf("%s: %s has type parameters: the exercise asks for a function without", where, fn.Name.Name)
		}
		if f.exercise != asks && slices.ContainsFunc(a.files, func(f *answerFile) bool { return f.exercise == asks }) {
			return fmt.Sprintf("%s: a second %s: it is asked for in exercises/%s.go", where, fn.Name.Name, asks.ID)
		}
	}
	return ""
}

// overlay returns what the compiler sees of exercises/ in place of what is on disk.
func (a *answers) overlay() (files []File, err error) {
	for _, f := range a.files {
		var text []byte // a file that is left out and no exercise's is not there at all
		switch {
		case f.suspect():
			text = f.text
			if f.exercise != nil {
				text = withoutUnusedImports(text)
			}
		case f.exercise != nil:
			if text, err = f.exercise.Stub(); err != nil {
				return nil, err
			}
		}
		if text == nil || !bytes.Equal(text, f.text) {
			files = append(files, File{f.path, text})
		}
	}
	return files, nil
}

// split returns those of the exercises whose function is there, so that a
// deleted one does not keep the others from compiling; and those whose file is
// left out, with the reason.
func (a *answers) split() (answered []*Exercise, broken map[string]string) {
	functions := map[*Lesson]map[string]bool{}
	broken = map[string]string{}
	for _, f := range a.files {
		if f.left != "" {
			if f.exercise != nil {
				broken[f.exercise.ID] = f.left
			}
			continue
		}
		tree, _ := parser.ParseFile(token.NewFileSet(), f.path, f.text, parser.SkipObjectResolution)
		if tree == nil {
			continue
		}
		if functions[f.lesson] == nil {
			functions[f.lesson] = map[string]bool{}
		}
		for _, d := range tree.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil {
				functions[f.lesson][fn.Name.Name] = true
			}
		}
	}
	for _, e := range a.exercises {
		if broken[e.ID] == "" && functions[e.lesson][e.Solution.Func] {
			answered = append(answered, e)
		}
	}
	return answered, broken
}

// A file of exercises/, where a compiler names it.
var namedFile = regexp.MustCompile(`exercises/[^\s:/]+/[^\s:/]+\.go\b`)

// mostProblems is how many of a file's problems a reader is told.
const mostProblems = 10

// leaveOut leaves out the files that a build failed for, and returns them; none
// if the compiler's text names none that could be.
func (a *answers) leaveOut(text string) (out []*answerFile) {
	var remarks []string // on what was left out before
	for _, f := range a.files {
		if f.left != "" {
			line, _, _ := strings.Cut(f.left, "\n")
			remarks = append(remarks, "left out, which may be why: "+line)
		}
	}
	problems := map[*answerFile][]string{}
	for _, problem := range splitProblems(text) {
		for _, f := range a.culprits(problem) {
			if problems[f] == nil {
				out = append(out, f)
			}
			problems[f] = append(problems[f], problem)
		}
	}
	for _, f := range out {
		lines := problems[f]
		if more := len(lines) - mostProblems; more > 0 {
			lines = append(lines[:mostProblems], fmt.Sprintf("and %s more", plural(float64(more), "problem")))
		}
		dir := "exercises/" + f.lesson.Package + "/"
		for _, r := range remarks {
			if strings.Contains(r, dir) {
				lines = append(lines, r)
			}
		}
		f.left = strings.Join(lines, "\n")
	}
	return out
}

// culprits returns the files to leave out for a problem: the first it names that
// somebody wrote. If it names stubs only, any other of the lesson may be at fault.
func (a *answers) culprits(problem string) []*answerFile {
	var lesson *Lesson
	for _, path := range namedFile.FindAllString(problem, -1) {
		i := slices.IndexFunc(a.files, func(f *answerFile) bool { return f.path == path })
		if i < 0 {
			continue
		}
		if a.files[i].suspect() {
			return a.files[i : i+1]
		}
		lesson = a.files[i].lesson
	}
	return a.suspects(lesson)
}

// suspects returns the files of a lesson that somebody wrote and that take part.
func (a *answers) suspects(l *Lesson) (fs []*answerFile) {
	for _, f := range a.files {
		if f.lesson == l && f.suspect() {
			fs = append(fs, f)
		}
	}
	return fs
}

// tellStrays tells of the files left out that are no exercise's, which get no verdict.
func tellStrays(files []*answerFile, output io.Writer) {
	for _, f := range files {
		if f.exercise == nil && f.left != "" {
			fmt.Fprintln(output, f.left)
		}
	}
}

// splitProblems splits a compiler's text: a problem is a line and those below
// it that are indented.
func splitProblems(text string) (problems []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if n := len(problems); n > 0 && strings.HasPrefix(line, "\t") {
			problems[n-1] += "\n" + line
		} else if line != "too many errors" {
			problems = append(problems, line)
		}
	}
	return problems
}

// withoutUnusedImports returns a file as goimports would leave it, but for
// imports that are missing. Imports that the file does not use turn into spaces: all
// else keeps its line and column. A file that does not parse stays as it is.
func withoutUnusedImports(src []byte) []byte {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution)
	if err != nil {
		return src
	}
	used := qualifiers(tree)
	out := bytes.Clone(src)
	for _, d := range tree.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.IMPORT {
			continue
		}
		for _, s := range g.Specs {
			spec := s.(*ast.ImportSpec)
			i := importSpec{}
			if spec.Name != nil {
				i.name = spec.Name.Name
			}
			if i.path, err = strconv.Unquote(spec.Path.Value); err != nil {
				continue
			}
			if i.name == "_" || i.name == "." || !i.localIsSure() || used[i.local()] {
				continue
			}
			start := spec.Pos()
			if !g.Lparen.IsValid() {
				start = g.Pos()
			}
			from, to := fset.Position(start).Offset, fset.Position(spec.Path.End()).Offset
			if rest := bytes.TrimLeft(out[to:], " \t"); bytes.HasPrefix(rest, []byte(";")) {
				to = len(out) - len(rest) + 1
			}
			for k := from; k < to; k++ {
				if out[k] != '\n' {
					out[k] = ' '
				}
			}
		}
	}
	return out
}
