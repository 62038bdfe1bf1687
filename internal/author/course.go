package author

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"fastergo/internal/house"
	"fastergo/internal/notebook"
)

// A Course is what authors wrote, read and matched.
type Course struct {
	Root    string
	Lessons []*Lesson // by name
}

// A Lesson is a notebook's source and the exercises it places.
type Lesson struct {
	Name      string // "01_fasterer", of notebooks/01_fasterer.md
	Package   string // "fasterer", of its directories in solutions, checks and exercises
	Exercises []*Exercise

	notebook   *notebook.Notebook
	directives []notebook.Directive
}

// An Exercise is a solution and its checks.
type Exercise struct {
	ID       string // "fasterer/make_matrix"
	Var      string // of package checks/fasterer
	Solution *Solution
	lesson   *Lesson
}

// module is the import path of dir, a slash-separated path below the root.
func module(dir string) string { return house.Module() + "/" + dir }

var lessonFile = regexp.MustCompile(`^[0-9]{2}_([a-z][a-z0-9]*)\.md$`)

// Load reads the course below root. Faults are what does not fit together; the
// course holds the rest.
func Load(root string) (*Course, Faults) {
	l := loader{course: &Course{Root: root}, solutions: map[string]*Solution{}, vars: map[string]string{}, unread: map[string]bool{}}
	l.lessons()
	for _, dir := range l.packages() {
		l.readSolutions(dir)
		l.readChecks(dir)
	}
	l.match()
	return l.course, l.faults
}

type loader struct {
	course    *Course
	solutions map[string]*Solution // by exercise
	vars      map[string]string    // exercise → its variable in checks
	unread    map[string]bool      // packages whose lesson, exercises whose file could not be read
	faults    Faults
}

func (l *loader) fault(where, format string, args ...any) {
	l.faults = append(l.faults, faultf(where, format, args...))
}

// names returns the names in a directory that match the pattern.
func (l *loader) names(dir, pattern string) []string {
	paths, _ := filepath.Glob(filepath.Join(l.course.Root, filepath.FromSlash(dir), pattern)) // sorted
	for i, p := range paths {
		paths[i] = filepath.Base(p)
	}
	return paths
}

func (l *loader) read(file string) []byte {
	data, err := os.ReadFile(filepath.Join(l.course.Root, filepath.FromSlash(file)))
	if err != nil {
		l.fault(file, "%v", err)
	}
	return data
}

func (l *loader) lessons() {
	for _, name := range l.names("notebooks", "*.md") {
		match := lessonFile.FindStringSubmatch(name)
		if match == nil {
			l.fault("notebooks/"+name, "a lesson's name is like 01_fasterer.md")
			continue
		}
		file := "notebooks/" + name
		n, directives, err := notebook.ReadMyST(file, l.read(file))
		if err != nil {
			where, reason, _ := strings.Cut(err.Error(), ": ")
			l.fault(where, "%s", reason)
			l.unread[match[1]] = true
			continue
		}
		l.course.Lessons = append(l.course.Lessons, &Lesson{
			Name: strings.TrimSuffix(name, ".md"), Package: match[1], notebook: n, directives: directives,
		})
	}
}

// packages returns the names of the directories in solutions and checks.
func (l *loader) packages() []string {
	found := map[string]bool{}
	for _, parent := range []string{"solutions", "checks"} {
		entries, _ := os.ReadDir(filepath.Join(l.course.Root, parent))
		for _, e := range entries {
			if e.IsDir() && e.Name() != "testdata" && e.Name() != "internal" {
				found[e.Name()] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// sources returns the hand-written Go files of a directory that may be exercises'.
func (l *loader) sources(dir string) []string {
	return slices.DeleteFunc(l.names(dir, "*.go"), func(name string) bool {
		return name == "doc.go" || strings.HasPrefix(name, "zz_") || strings.HasSuffix(name, "_test.go")
	})
}

func (l *loader) readSolutions(pkg string) {
	dir := "solutions/" + pkg
	for _, name := range l.sources(dir) {
		file := dir + "/" + name
		src := l.read(file)
		s, err := parseSolution(file, src, module("lesson"))
		if err != nil {
			where, reason, _ := strings.Cut(err.Error(), ": ")
			l.fault(where, "%s", reason)
			continue
		}
		if s.Package != pkg {
			l.fault(file, "package %s in the directory of %s", s.Package, pkg)
		}
		if formatted, err := format.Source(src); err != nil || !bytes.Equal(formatted, src) {
			l.fault(file, "not formatted: run gofmt -w %s", file)
		}
		l.solutions[pkg+"/"+strings.TrimSuffix(name, ".go")] = s
	}
}

func (l *loader) readChecks(pkg string) {
	dir := "checks/" + pkg
	for _, name := range l.sources(dir) {
		file, id := dir+"/"+name, pkg+"/"+strings.TrimSuffix(name, ".go")
		vars, err := exerciseVars(file, l.read(file))
		switch {
		case err != nil:
			where, reason, _ := strings.Cut(err.Error(), ": ")
			l.fault(where, "%s", reason)
			l.unread[id] = true
		case len(vars) > 1:
			l.fault(file, "%s: a file holds one exercise", strings.Join(vars, " and "))
			l.unread[id] = true
		case len(vars) == 1:
			l.vars[id] = vars[0]
		}
	}
}

// exerciseVars returns the variables that a file of checks defines as
// &checks.Exercise[…]{…}.
func exerciseVars(file string, src []byte) (vars []string, err error) {
	tree, err := parser.ParseFile(token.NewFileSet(), file, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, firstError(err)
	}
	for _, d := range tree.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, spec := range g.Specs {
			v := spec.(*ast.ValueSpec)
			for i, value := range v.Values {
				if i < len(v.Names) && isExercise(value) {
					vars = append(vars, v.Names[i].Name)
				}
			}
		}
	}
	return vars, nil
}

func isExercise(e ast.Expr) bool {
	address, ok := e.(*ast.UnaryExpr)
	if !ok || address.Op != token.AND {
		return false
	}
	lit, ok := address.X.(*ast.CompositeLit)
	if !ok {
		return false
	}
	index, ok := lit.Type.(*ast.IndexExpr)
	if !ok {
		return false
	}
	sel, ok := index.X.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Exercise"
}

// match joins lessons, solutions and checks, and finds what has no partner.
func (l *loader) match() {
	byPackage := map[string]*Lesson{}
	for _, lesson := range l.course.Lessons {
		if other := byPackage[lesson.Package]; other != nil {
			l.fault("notebooks/"+lesson.Name+".md", "%s is the lesson of package %s already", other.Name, lesson.Package)
			continue
		}
		byPackage[lesson.Package] = lesson
	}
	ids := map[string]bool{}
	for id := range l.solutions {
		ids[id] = true
	}
	for id := range l.vars {
		ids[id] = true
	}
	sorted := slices.Sorted(maps.Keys(ids))
	placed := map[string]string{}
	for _, lesson := range l.course.Lessons {
		for _, d := range lesson.directives {
			where := fmt.Sprintf("notebooks/%s.md:%d", lesson.Name, d.Line)
			switch {
			case path.Dir(d.Exercise) != lesson.Package:
				l.fault(where, "%s belongs to another lesson: this one's exercises are named %s/…", d.Exercise, lesson.Package)
			case !ids[d.Exercise]:
				l.fault(where, "there is no exercise %s%s", d.Exercise, didYouMean(d.Exercise, sorted))
			}
			placed[d.Exercise] = where
		}
	}
	for _, id := range sorted {
		solution, v := l.solutions[id], l.vars[id]
		switch lesson := byPackage[path.Dir(id)]; {
		case l.unread[id]:
		case solution == nil && l.missing("solutions/"+id+".go"):
			l.fault("checks/"+id+".go", "%s has no solution: solutions/%s.go is missing", v, id)
		case v == "" && l.missing("checks/"+id+".go"):
			l.fault("solutions/"+id+".go", "it has no checks: checks/%s.go is missing", id)
		case v == "":
			l.fault("checks/"+id+".go", "it defines no var … = &checks.Exercise[…]{…}")
		case lesson == nil && l.unread[path.Dir(id)]:
		case lesson == nil:
			l.fault("solutions/"+id+".go", "there is no lesson notebooks/NN_%s.md to place it", path.Dir(id))
		case placed[id] == "":
			l.fault("notebooks/"+lesson.Name+".md", "exercise %s is placed nowhere", id)
		case solution != nil:
			lesson.Exercises = append(lesson.Exercises, &Exercise{ID: id, Var: v, Solution: solution, lesson: lesson})
		}
	}
	for _, lesson := range l.course.Lessons {
		order := func(e *Exercise) int {
			return slices.IndexFunc(lesson.directives, func(d notebook.Directive) bool { return d.Exercise == e.ID })
		}
		slices.SortStableFunc(lesson.Exercises, func(a, b *Exercise) int { return cmp.Compare(order(a), order(b)) })
	}
}

func (l *loader) missing(file string) bool {
	_, err := os.Stat(filepath.Join(l.course.Root, filepath.FromSlash(file)))
	return err != nil
}

// Exercises returns all exercises in the course's order.
func (c *Course) Exercises() (all []*Exercise) {
	for _, l := range c.Lessons {
		all = append(all, l.Exercises...)
	}
	return all
}
