package answer

import (
	"go/ast"
	"go/token"
)

// A use is a name in a declaration that no scope within the declaration
// declares: of the package, imported, or predeclared.
type use struct {
	id  *ast.Ident
	sel *ast.Ident // what stands behind the dot, nil if there is none
	// key is set where the name may as well be a struct's field: a key in a literal,
	// of the type of, which may be nil.
	key bool
	of  ast.Expr
}

// uses returns the uses in a declaration.
func (d *decl) uses() []use {
	w := &walker{local: map[string]int{}}
	switch n := d.node.(type) {
	case *ast.FuncDecl:
		w.function(n.Recv, n.Type, n.Body)
	case *ast.TypeSpec:
		w.typeSpec(n)
	case *ast.ValueSpec:
		w.walk(n.Type)
		w.exprs(n.Values)
	case *ast.GenDecl:
		for _, spec := range n.Specs {
			v := spec.(*ast.ValueSpec)
			w.walk(v.Type)
			w.exprs(v.Values)
		}
	}
	return w.uses
}

// A walker finds uses. It keeps the names that are declared around where it is.
type walker struct {
	uses   []use
	local  map[string]int // how many scopes declare a name
	scopes [][]string
}

func (w *walker) open() { w.scopes = append(w.scopes, nil) }

func (w *walker) close() {
	last := len(w.scopes) - 1
	for _, name := range w.scopes[last] {
		w.local[name]--
	}
	w.scopes = w.scopes[:last]
}

func (w *walker) declare(ids ...*ast.Ident) {
	last := len(w.scopes) - 1
	for _, id := range ids {
		w.local[id.Name]++
		w.scopes[last] = append(w.scopes[last], id.Name)
	}
}

func (w *walker) use(u use) {
	if w.local[u.id.Name] == 0 && u.id.Name != "_" {
		w.uses = append(w.uses, u)
	}
}

// walk visits a node that may be nil, also as a nil pointer.
func (w *walker) walk(n ast.Node) {
	switch n := n.(type) {
	case nil:
		return
	case *ast.BlockStmt:
		if n == nil {
			return
		}
	}
	ast.Walk(w, n)
}

func (w *walker) exprs(all []ast.Expr) {
	for _, e := range all {
		w.walk(e)
	}
}

func (w *walker) stmts(all []ast.Stmt) {
	for _, s := range all {
		w.walk(s)
	}
}

// types visits the types of fields, of which there may be none.
func (w *walker) types(list *ast.FieldList) {
	if list != nil {
		for _, f := range list.List {
			w.walk(f.Type)
		}
	}
}

func (w *walker) fields(list *ast.FieldList) {
	if list != nil {
		for _, f := range list.List {
			w.declare(f.Names...)
		}
	}
}

func (w *walker) function(recv *ast.FieldList, t *ast.FuncType, body *ast.BlockStmt) {
	w.open()
	if recv != nil {
		for _, f := range recv.List {
			w.receiver(f.Type)
		}
	}
	w.fields(t.TypeParams)
	w.types(t.TypeParams)
	w.types(t.Params)
	w.types(t.Results)
	w.fields(recv)
	w.fields(t.Params)
	w.fields(t.Results)
	if body != nil {
		w.stmts(body.List)
	}
	w.close()
}

// receiver visits a receiver's type, whose arguments are declarations.
func (w *walker) receiver(t ast.Expr) {
	if base := receiver(t); base != nil {
		w.use(use{id: base})
	}
	ast.Inspect(t, func(n ast.Node) bool {
		var arguments []ast.Expr
		switch n := n.(type) {
		case *ast.IndexExpr:
			arguments = []ast.Expr{n.Index}
		case *ast.IndexListExpr:
			arguments = n.Indices
		}
		for _, a := range arguments {
			if id, ok := a.(*ast.Ident); ok {
				w.declare(id)
			}
		}
		return true
	})
}

func (w *walker) typeSpec(n *ast.TypeSpec) {
	w.open()
	w.fields(n.TypeParams)
	w.types(n.TypeParams)
	w.walk(n.Type)
	w.close()
}

// Visit is for ast.Walk: nodes that declare or that hold names which are no
// uses are visited here, the others' children by ast.Walk.
func (w *walker) Visit(n ast.Node) ast.Visitor {
	switch n := n.(type) {
	case *ast.Ident:
		w.use(use{id: n})
	case *ast.SelectorExpr:
		if x, ok := n.X.(*ast.Ident); ok {
			w.use(use{id: x, sel: n.Sel})
		} else {
			w.walk(n.X)
		}
	case *ast.CompositeLit:
		w.walk(n.Type)
		for _, e := range n.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				if key, ok := kv.Key.(*ast.Ident); ok {
					w.use(use{id: key, key: true, of: n.Type})
				} else {
					w.walk(kv.Key)
				}
				w.walk(kv.Value)
			} else {
				w.walk(e)
			}
		}
	case *ast.FuncLit:
		w.function(nil, n.Type, n.Body)
	case *ast.FuncType:
		w.open()
		w.fields(n.TypeParams)
		w.types(n.TypeParams)
		w.types(n.Params)
		w.types(n.Results)
		w.close()
	case *ast.StructType:
		w.types(n.Fields)
	case *ast.InterfaceType:
		w.types(n.Methods)
	case *ast.DeclStmt:
		w.declaration(n.Decl)
	case *ast.AssignStmt:
		w.exprs(n.Rhs)
		w.assigned(n.Tok, n.Lhs...)
	case *ast.LabeledStmt:
		w.walk(n.Stmt)
	case *ast.BranchStmt:
	case *ast.RangeStmt:
		w.open()
		w.walk(n.X)
		w.assigned(n.Tok, n.Key, n.Value)
		w.walk(n.Body)
		w.close()
	case *ast.BlockStmt, *ast.IfStmt, *ast.ForStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.CaseClause, *ast.CommClause:
		w.open()
		return closing{w}
	default:
		return w
	}
	return nil
}

// closing visits the children of a node that opened a scope, and closes it.
type closing struct{ *walker }

func (c closing) Visit(n ast.Node) ast.Visitor {
	if n == nil {
		c.close()
		return nil
	}
	return c.walker.Visit(n)
}

// assigned visits what stands left of an assignment.
func (w *walker) assigned(tok token.Token, left ...ast.Expr) {
	for _, e := range left {
		if id, ok := e.(*ast.Ident); ok && tok == token.DEFINE {
			w.declare(id)
		} else {
			w.walk(e)
		}
	}
}

// declaration visits a declaration in a function.
func (w *walker) declaration(d ast.Decl) {
	g, ok := d.(*ast.GenDecl)
	if !ok {
		return
	}
	for _, spec := range g.Specs {
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			w.walk(spec.Type)
			w.exprs(spec.Values)
			w.declare(spec.Names...)
		case *ast.TypeSpec:
			w.declare(spec.Name)
			w.typeSpec(spec)
		}
	}
}
