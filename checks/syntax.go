package checks

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// Source is the source of an answer: the function itself, and the file it
// stands in for the functions it uses.
type Source struct {
	text  []byte
	fset  *token.FileSet
	funcs map[string]*ast.FuncDecl // the file's functions by name; methods by "T.name"
	root  ast.Node                 // *ast.FuncDecl or *ast.FuncLit
}

// parseSource returns the function that starts in the given line of a file.
func parseSource(text []byte, line int) (*Source, error) {
	s := &Source{text: text, fset: token.NewFileSet(), funcs: map[string]*ast.FuncDecl{}}
	file, err := parser.ParseFile(s.fset, "", text, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return nil, fmt.Errorf("the answer's source does not parse: %w", err)
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			s.funcs[funcName(f)] = f
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if s.root == nil && s.fset.Position(n.Pos()).Line == line {
				s.root = n
			}
		}
		return s.root == nil
	})
	if s.root == nil {
		return nil, fmt.Errorf("the answer's source has no function at line %d", line)
	}
	return s, nil
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

// String returns the function's text, without its doc comment and without the
// marks around a reference.
func (s *Source) String() string {
	start := s.fset.Position(s.root.Pos()).Offset
	end := s.fset.Position(s.root.End()).Offset
	var b strings.Builder
	for line := range strings.Lines(string(s.text[start:end])) {
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
func (s *Source) uses() []ast.Node {
	seen := map[ast.Node]bool{s.root: true}
	all := []ast.Node{s.root}
	for i := 0; i < len(all); i++ {
		for _, f := range s.calls(all[i]) {
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
func (s *Source) calls(n ast.Node) (found []ast.Node) {
	ast.Inspect(body(n), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			for name, f := range s.funcs {
				if f.Recv != nil && strings.HasSuffix(name, "."+n.Sel.Name) {
					found = append(found, f)
				}
			}
			ast.Inspect(n.X, func(x ast.Node) bool {
				if id, ok := x.(*ast.Ident); ok && s.funcs[id.Name] != nil {
					found = append(found, s.funcs[id.Name])
				}
				return true
			})
			return false
		case *ast.Ident:
			if f := s.funcs[n.Name]; f != nil {
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

// Loops returns, as the reader wrote them, the loops in the function and in the
// functions of its file that it uses: for and range, goto, recursion.
func (s *Source) Loops() (loops []string) {
	uses := s.uses()
	for _, f := range uses {
		ast.Inspect(body(f), func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ForStmt:
				loops = append(loops, s.line(n.Pos()))
			case *ast.RangeStmt:
				loops = append(loops, s.line(n.Pos()))
			case *ast.BranchStmt:
				if n.Tok == token.GOTO {
					loops = append(loops, s.line(n.Pos()))
				}
			}
			return true
		})
	}
	for _, f := range uses {
		if d, ok := f.(*ast.FuncDecl); ok && s.reaches(f, f) {
			loops = append(loops, d.Name.Name+" calls itself")
		}
	}
	return loops
}

// reaches reports whether a use of from leads to a use of to.
func (s *Source) reaches(from, to ast.Node) bool {
	seen := map[ast.Node]bool{}
	todo := s.calls(from)
	for len(todo) > 0 {
		f := todo[0]
		todo = todo[1:]
		if f == to {
			return true
		}
		if !seen[f] {
			seen[f] = true
			todo = append(todo, s.calls(f)...)
		}
	}
	return false
}

// line quotes the line at pos.
func (s *Source) line(pos token.Pos) string {
	p := s.fset.Position(pos)
	text, _, _ := strings.Cut(string(s.text[p.Offset-p.Column+1:]), "\n")
	return strings.TrimSuffix(strings.TrimSpace(text), " {")
}

// Statements counts the statements of the function and of the functions of its
// file that it uses, nested ones included, blocks not.
func (s *Source) Statements() (count int) {
	for _, f := range s.uses() {
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
