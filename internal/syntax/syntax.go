// Package syntax reads the source of one function: its text, its loops, its
// statements. It runs in the course's program, never in a cell: go/parser alone
// would add a third to what a check cell waits for.
//
// # Decisions
//
// Names are resolved by go/types, so that a local variable is not taken for a
// function of the same name. Imports are not loaded: what they declare is
// unknown, never the reader's own, and their loops do not count.
package syntax

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"

	"fastergo/internal/cell"
)

// Read returns what there is to know of the function that starts in the given
// line of a file. The functions in answers are the reader's answers to exercises,
// this one's and others': their statements are not this function's.
func Read(text []byte, line int, answers ...string) (cell.Source, error) {
	f, err := parse(text, line)
	if err != nil {
		return cell.Source{}, err
	}
	return cell.Source{Text: f.rootText(), Loops: f.loops(), Statements: f.statements(answers), Names: f.names()}, nil
}

// A file is a parsed file, with one function in it that is asked about.
type file struct {
	text []byte
	fset *token.FileSet
	info *types.Info
	root ast.Node // *ast.FuncDecl or *ast.FuncLit
	// code is what a name stands for: functions and methods, the
	// functions that a variable is given, what package variables start from.
	code map[types.Object][]ast.Node
}

func parse(text []byte, line int) (*file, error) {
	f := &file{
		text: text,
		fset: token.NewFileSet(),
		info: &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}},
		code: map[types.Object][]ast.Node{},
	}
	tree, err := parser.ParseFile(f.fset, "", text, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return nil, fmt.Errorf("the answer's source does not parse: %w", err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if f.root == nil && f.fset.Position(n.Pos()).Line == line {
				f.root = n
			}
		}
		return f.root == nil
	})
	if f.root == nil {
		return nil, fmt.Errorf("the answer's source has no function at line %d", line)
	}
	conf := types.Config{Importer: noImports{}, Error: func(error) {}}
	_, _ = conf.Check("answer", f.fset, []*ast.File{tree}, f.info) // errors: what imports declare is unknown
	f.collect(tree)
	return f, nil
}

type noImports struct{}

func (noImports) Import(string) (*types.Package, error) { return nil, errors.New("not loaded") }

// collect fills in code.
func (f *file) collect(tree *ast.File) {
	add := func(id *ast.Ident, n ast.Node) {
		if obj := f.object(id); obj != nil && n != nil {
			f.code[obj] = append(f.code[obj], n)
		}
	}
	for _, d := range tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Body != nil {
				add(d.Name, d)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok && d.Tok == token.VAR {
					for i, name := range v.Names {
						if len(v.Values) > 0 {
							add(name, v.Values[min(i, len(v.Values)-1)])
						}
					}
				}
			}
		}
	}
	given := func(to, value ast.Expr) {
		id, isName := to.(*ast.Ident)
		if lit, ok := value.(*ast.FuncLit); ok && isName {
			if obj := f.object(id); obj == nil || !slices.Contains(f.code[obj], ast.Node(lit)) {
				add(id, lit)
			}
		}
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i := range min(len(n.Lhs), len(n.Rhs)) {
				given(n.Lhs[i], n.Rhs[i])
			}
		case *ast.ValueSpec:
			for i := range min(len(n.Names), len(n.Values)) {
				given(n.Names[i], n.Values[i])
			}
		}
		return true
	})
}

// object returns what id names; of a generic function's instance, the function.
func (f *file) object(id *ast.Ident) types.Object {
	obj := f.info.Defs[id]
	if obj == nil {
		obj = f.info.Uses[id]
	}
	if fn, ok := obj.(*types.Func); ok {
		return fn.Origin()
	}
	return obj
}

// mentions returns the names with code that n mentions.
func (f *file) mentions(n ast.Node) (found []types.Object) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj := f.info.Uses[id]; obj != nil {
				if obj = f.object(id); f.code[obj] != nil {
					found = append(found, obj)
				}
			}
		}
		return true
	})
	return found
}

// reach returns the names that n leads to, each once, in the order they are met,
// but for those in without and what they alone lead to.
func (f *file) reach(n ast.Node, without ...types.Object) (all []types.Object) {
	seen := map[types.Object]bool{}
	for _, obj := range without {
		seen[obj] = true
	}
	visit := func(n ast.Node) {
		for _, obj := range f.mentions(n) {
			if !seen[obj] {
				seen[obj] = true
				all = append(all, obj)
			}
		}
	}
	visit(n)
	for i := 0; i < len(all); i++ {
		for _, n := range f.code[all[i]] {
			visit(n)
		}
	}
	return all
}

// inspect calls visit for each node of the function and of all code of the file
// that it leads to, each once. As in reach, names can be left out.
func (f *file) inspect(visit func(ast.Node), without ...types.Object) {
	seen := map[ast.Node]bool{}
	walk := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if n == nil || seen[n] {
				return false
			}
			seen[n] = true
			visit(n)
			return true
		})
	}
	walk(f.body())
	for _, obj := range f.reach(f.body(), without...) {
		for _, n := range f.code[obj] {
			walk(n)
		}
	}
}

func (f *file) body() *ast.BlockStmt {
	switch n := f.root.(type) {
	case *ast.FuncDecl:
		if n.Body != nil {
			return n.Body
		}
	case *ast.FuncLit:
		return n.Body
	}
	return &ast.BlockStmt{}
}

// rootText returns the function's text, without its doc comment, the marks
// around a reference, and what is a stub's alone.
func (f *file) rootText() string {
	var b strings.Builder
	stub := false
	for line := range strings.Lines(f.between(f.root.Pos(), f.root.End())) {
		switch strings.TrimSpace(line) {
		case "// BEGIN SOLUTION", "// END SOLUTION":
		case "// BEGIN STUB":
			stub = true
		case "// END STUB":
			stub = false
		default:
			if !stub {
				b.WriteString(line)
			}
		}
	}
	return b.String()
}

// loops returns, as the reader wrote them, the loops in the function and in the
// code of its file that it leads to: for and range, goto, recursion.
func (f *file) loops() (loops []string) {
	f.inspect(func(n ast.Node) {
		switch n := n.(type) {
		case *ast.ForStmt:
			loops = append(loops, f.quote(n.Pos(), n.Body.Lbrace))
		case *ast.RangeStmt:
			loops = append(loops, f.quote(n.Pos(), n.Body.Lbrace))
		case *ast.BranchStmt:
			if n.Tok == token.GOTO {
				loops = append(loops, f.quote(n.Pos(), n.End()))
			}
		}
	})
	names := f.reach(f.body())
	if d, ok := f.root.(*ast.FuncDecl); ok {
		if self := f.object(d.Name); self != nil {
			names = append([]types.Object{self}, slices.DeleteFunc(names, func(o types.Object) bool { return o == self })...)
		}
	}
	for _, obj := range names {
		for _, n := range f.code[obj] {
			if slices.Contains(f.reach(n), obj) {
				loops = append(loops, obj.Name()+" calls itself")
				break
			}
		}
	}
	return loops
}

// statements counts the statements of the function and of the code of its file
// that it leads to, nested ones included, blocks not. What it leads to by way of
// an answer to an exercise is that exercise's.
func (f *file) statements(answers []string) (count int) {
	var others []types.Object
	for obj := range f.code {
		if _, ok := obj.(*types.Func); ok && obj.Parent() == obj.Pkg().Scope() && slices.Contains(answers, obj.Name()) {
			others = append(others, obj)
		}
	}
	f.inspect(func(n ast.Node) {
		switch n.(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.EmptyStmt, *ast.LabeledStmt:
		case ast.Stmt:
			count++
		}
	}, others...)
	return count
}

// names returns the names that the function and the code of its file that it
// leads to use and that the file does not declare: see [cell.Source].
func (f *file) names() (names []string) {
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	f.inspect(func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Ident:
			obj := f.object(n)
			if pkg, ok := obj.(*types.PkgName); ok {
				add(pkg.Name())
				add(path.Base(pkg.Imported().Path()))
			} else if (obj == nil || obj.Pkg() == nil) && n.Name != "_" {
				add(n.Name)
			}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok {
				if pkg, ok := f.object(x).(*types.PkgName); ok {
					add(pkg.Name() + "." + n.Sel.Name)
					add(path.Base(pkg.Imported().Path()) + "." + n.Sel.Name)
				}
			}
		}
	})
	return names
}

func (f *file) between(from, to token.Pos) string {
	return string(f.text[f.fset.Position(from).Offset:f.fset.Position(to).Offset])
}

// quote returns what stands between two places as one short line.
func (f *file) quote(from, to token.Pos) string {
	text := strings.Join(strings.Fields(f.between(from, to)), " ")
	if r := []rune(text); len(r) > 60 {
		text = string(r[:60]) + "…"
	}
	return text
}
