package syntax

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"io"
	"slices"
	"strings"
)

// Uses condenses what a result of the function that starts in a line of a file
// depends on, by name: what the file declares and the function leads to, and
// under "" the function itself with what its surroundings assign to the
// variables it uses. When nothing of it has changed but comments and layout,
// neither have the values.
//
// Names are taken as they stand, whatever scope they are from: too much may be
// among them, but nothing is missing.
func Uses(text []byte, line int) (map[string]string, error) {
	d, err := declarations(text)
	if err != nil {
		return nil, err
	}
	var root, around ast.Node
	for _, decl := range d.tree.Decls {
		ast.Inspect(decl, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.FuncDecl, *ast.FuncLit:
				if root == nil && d.fset.Position(n.Pos()).Line == line {
					root, around = n, decl
				}
			}
			return root == nil
		})
	}
	if root == nil {
		return nil, fmt.Errorf("there is no function at line %d", line)
	}
	given := assignments(around)
	used := map[string]string{}
	own := sha256.New()
	var visit func(n ast.Node, inside bool)
	visit = func(n ast.Node, inside bool) {
		ast.Inspect(n, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			if inside {
				values := given[id.Name]
				delete(given, id.Name)
				for _, value := range values {
					d.write(own, value)
					visit(value, true)
				}
			}
			for _, name := range d.named[id.Name] {
				if used[name] == "" && name != "main" {
					used[name] = d.hash(name)
					for _, node := range d.nodes[name] {
						visit(node, false)
					}
				}
			}
			return true
		})
	}
	d.write(own, root)
	visit(root, true)
	used[""] = short(own.Sum(nil))
	return used, nil
}

// Declared condenses what a file declares, by name, as [Uses] does.
func Declared(text []byte) (map[string]string, error) {
	d, err := declarations(text)
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	for name := range d.nodes {
		all[name] = d.hash(name)
	}
	return all, nil
}

// declared is what a file declares: functions, types, variables and constants by
// their names, methods as Type.Method.
type declared struct {
	text  []byte
	fset  *token.FileSet
	tree  *ast.File
	nodes map[string][]ast.Node
	named map[string][]string // what may be meant by a name: methods stand under theirs alone
}

func declarations(text []byte) (*declared, error) {
	d := &declared{text: text, fset: token.NewFileSet(), nodes: map[string][]ast.Node{}, named: map[string][]string{}}
	var err error
	if d.tree, err = parser.ParseFile(d.fset, "", text, parser.SkipObjectResolution); err != nil {
		return nil, errors.New("the source does not parse: " + err.Error())
	}
	add := func(as, name string, n ast.Node) {
		d.nodes[name] = append(d.nodes[name], n)
		if !slices.Contains(d.named[as], name) {
			d.named[as] = append(d.named[as], name)
		}
	}
	for _, decl := range d.tree.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			name := decl.Name.Name
			if decl.Recv != nil && len(decl.Recv.List) > 0 {
				name = string(d.between(decl.Recv.List[0].Type)) + "." + name
			}
			add(decl.Name.Name, strings.TrimPrefix(name, "*"), decl)
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					add(spec.Name.Name, spec.Name.Name, spec)
				case *ast.ValueSpec:
					for _, id := range spec.Names {
						if decl.Tok == token.CONST { // its value may come from its place
							add(id.Name, id.Name, decl)
						} else {
							add(id.Name, id.Name, spec)
						}
					}
				}
			}
		}
	}
	return d, nil
}

// assignments returns what is assigned to each name in n.
func assignments(n ast.Node) map[string][]ast.Node {
	given := map[string][]ast.Node{}
	add := func(to ast.Expr, value ast.Node) {
		if id, ok := to.(*ast.Ident); ok && id.Name != "_" {
			given[id.Name] = append(given[id.Name], value)
		}
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, to := range n.Lhs {
				add(to, n.Rhs[min(i, len(n.Rhs)-1)])
			}
		case *ast.ValueSpec:
			for _, id := range n.Names {
				add(id, n)
			}
		case *ast.RangeStmt:
			add(n.Key, n.X)
			add(n.Value, n.X)
		}
		return true
	})
	return given
}

// write writes the tokens of n.
func (d *declared) write(w io.Writer, n ast.Node) {
	var sc scanner.Scanner
	text := d.between(n)
	sc.Init(token.NewFileSet().AddFile("", -1, len(text)), text, nil, 0)
	for {
		_, tok, lit := sc.Scan()
		switch {
		case tok == token.EOF:
			return
		case tok == token.SEMICOLON: // or the end of a line
		default:
			fmt.Fprintf(w, "%s %s\x00", tok, lit)
		}
	}
}

func (d *declared) between(n ast.Node) []byte {
	f := d.fset.File(n.Pos())
	return d.text[f.Offset(n.Pos()):f.Offset(n.End())]
}

func (d *declared) hash(name string) string {
	h := sha256.New()
	for _, n := range d.nodes[name] {
		d.write(h, n)
	}
	return short(h.Sum(nil))
}

func short(sum []byte) string { return fmt.Sprintf("%x", sum[:8]) }
