// Package syntax reads the source of one function: its text, its loops, its
// statements. It runs in the course's program, never in a cell: go/parser
// would add a third to what a check cell waits for.
package syntax

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"

	"fastergo/internal/cell"
)

// Read returns what there is to know of the function that starts in the given
// line of a file.
func Read(text []byte, line int) (cell.Source, error) {
	fn, err := parse(text, line)
	if err != nil {
		return cell.Source{}, err
	}
	return cell.Source{Text: fn.text(), Loops: fn.loops(), Statements: fn.statements()}, nil
}

// A function is one function of a file, and the file's others for those it
// uses.
type function struct {
	file  []byte
	fset  *token.FileSet
	funcs map[string]*ast.FuncDecl // by name; methods by "T.name"
	root  ast.Node                 // *ast.FuncDecl or *ast.FuncLit
}

func parse(text []byte, line int) (*function, error) {
	fn := &function{file: text, fset: token.NewFileSet(), funcs: map[string]*ast.FuncDecl{}}
	file, err := parser.ParseFile(fn.fset, "", text, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return nil, fmt.Errorf("the answer's source does not parse: %w", err)
	}
	for _, d := range file.Decls {
		if d, ok := d.(*ast.FuncDecl); ok {
			fn.funcs[funcName(d)] = d
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if fn.root == nil && fn.fset.Position(n.Pos()).Line == line {
				fn.root = n
			}
		}
		return fn.root == nil
	})
	if fn.root == nil {
		return nil, fmt.Errorf("the answer's source has no function at line %d", line)
	}
	return fn, nil
}

func funcName(f *ast.FuncDecl) string {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return f.Name.Name
	}
	recv := f.Recv.List[0].Type
	for {
		switch r := recv.(type) {
		case *ast.StarExpr:
			recv = r.X
		case *ast.IndexExpr:
			recv = r.X
		case *ast.IndexListExpr:
			recv = r.X
		case *ast.Ident:
			return r.Name + "." + f.Name.Name
		default:
			return "." + f.Name.Name
		}
	}
}

// text returns the function's text, without its doc comment and without the
// marks around a reference.
func (fn *function) text() string {
	start := fn.fset.Position(fn.root.Pos()).Offset
	end := fn.fset.Position(fn.root.End()).Offset
	var b strings.Builder
	for line := range strings.Lines(string(fn.file[start:end])) {
		switch strings.TrimSpace(line) {
		case "// BEGIN SOLUTION", "// END SOLUTION":
		default:
			b.WriteString(line)
		}
	}
	return b.String()
}

// uses returns the function and all functions of its file that it uses, each
// once, in the order they are met.
func (fn *function) uses() []ast.Node {
	seen := map[ast.Node]bool{fn.root: true}
	all := []ast.Node{fn.root}
	for i := 0; i < len(all); i++ {
		for _, f := range fn.calls(all[i]) {
			if !seen[f] {
				seen[f] = true
				all = append(all, f)
			}
		}
	}
	return all
}

// calls returns the file's functions and methods that are mentioned in n. A
// method is known by its name alone, for want of types.
func (fn *function) calls(n ast.Node) (found []ast.Node) {
	ast.Inspect(body(n), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			for name, f := range fn.funcs {
				if f.Recv != nil && strings.HasSuffix(name, "."+n.Sel.Name) {
					found = append(found, f)
				}
			}
			ast.Inspect(n.X, func(x ast.Node) bool {
				if id, ok := x.(*ast.Ident); ok && fn.funcs[id.Name] != nil {
					found = append(found, fn.funcs[id.Name])
				}
				return true
			})
			return false
		case *ast.Ident:
			if f := fn.funcs[n.Name]; f != nil {
				found = append(found, f)
			}
		}
		return true
	})
	return found
}

func body(n ast.Node) ast.Node {
	switch f := n.(type) {
	case *ast.FuncDecl:
		if f.Body != nil {
			return f.Body
		}
	case *ast.FuncLit:
		return f.Body
	}
	return &ast.BlockStmt{}
}

// loops returns, as the reader wrote them, the loops in the function and in the
// functions of its file that it uses: for and range, goto, recursion.
func (fn *function) loops() (loops []string) {
	uses := fn.uses()
	for _, f := range uses {
		ast.Inspect(body(f), func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ForStmt:
				loops = append(loops, fn.line(n.Pos()))
			case *ast.RangeStmt:
				loops = append(loops, fn.line(n.Pos()))
			case *ast.BranchStmt:
				if n.Tok == token.GOTO {
					loops = append(loops, fn.line(n.Pos()))
				}
			}
			return true
		})
	}
	for _, f := range uses {
		if d, ok := f.(*ast.FuncDecl); ok && fn.reaches(f, f) {
			loops = append(loops, d.Name.Name+" calls itself")
		}
	}
	return loops
}

// reaches reports whether a use of from leads to a use of to.
func (fn *function) reaches(from, to ast.Node) bool {
	seen := map[ast.Node]bool{}
	todo := fn.calls(from)
	for len(todo) > 0 {
		f := todo[0]
		todo = todo[1:]
		if f == to {
			return true
		}
		if !seen[f] {
			seen[f] = true
			todo = append(todo, fn.calls(f)...)
		}
	}
	return false
}

// line quotes the line at pos.
func (fn *function) line(pos token.Pos) string {
	p := fn.fset.Position(pos)
	text, _, _ := strings.Cut(string(fn.file[p.Offset-p.Column+1:]), "\n")
	return strings.TrimSuffix(strings.TrimSpace(text), " {")
}

// statements counts the statements of the function and of the functions of its
// file that it uses, nested ones included, blocks not.
func (fn *function) statements() (count int) {
	for _, f := range fn.uses() {
		ast.Inspect(body(f), func(n ast.Node) bool {
			switch n.(type) {
			case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.EmptyStmt, *ast.LabeledStmt:
			case ast.Stmt:
				count++
			}
			return true
		})
	}
	return count
}
