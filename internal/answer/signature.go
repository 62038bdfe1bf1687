package answer

import (
	"go/ast"
	"go/token"
	"strings"
)

// Limits of what a signature's aliases may expand to.
const (
	mostSignature = 10_000 // bytes
	mostAliases   = 20     // one within the other
)

// signature returns a function's signature in a form that is the same for equal ones:
// without names of parameters, packages by their paths, aliases replaced.
func (d *decl) signature() string {
	s := &signer{decl: d}
	t := d.node.(*ast.FuncDecl).Type
	if t.TypeParams != nil {
		return "generic"
	}
	s.function(t, 0)
	return s.String()
}

type signer struct {
	strings.Builder
	decl *decl
}

func (s *signer) function(t *ast.FuncType, aliases int) {
	s.list(t.Params, aliases)
	s.list(t.Results, aliases)
}

func (s *signer) list(l *ast.FieldList, aliases int) {
	s.WriteByte('(')
	if l != nil {
		for _, f := range l.List {
			for range max(1, len(f.Names)) {
				s.expr(f.Type, aliases)
				s.WriteByte(',')
				if s.Len() > mostSignature {
					return
				}
			}
		}
	}
	s.WriteByte(')')
}

var sameType = map[string]string{"byte": "uint8", "rune": "int32", "any": "interface{}"}

func (s *signer) expr(e ast.Expr, aliases int) {
	if s.Len() > mostSignature {
		return
	}
	switch e := e.(type) {
	case *ast.Ident:
		d := s.typeOf(e.Name)
		if d != nil && d.node.(*ast.TypeSpec).Assign.IsValid() && aliases < mostAliases {
			was := s.decl
			s.decl = d
			s.expr(d.node.(*ast.TypeSpec).Type, aliases+1)
			s.decl = was
		} else if d != nil {
			s.WriteString("answer." + e.Name)
		} else if same := sameType[e.Name]; same != "" {
			s.WriteString(same)
		} else {
			s.WriteString(e.Name)
		}
	case *ast.ParenExpr:
		s.expr(e.X, aliases)
	case *ast.StarExpr:
		s.WriteByte('*')
		s.expr(e.X, aliases)
	case *ast.ArrayType:
		s.WriteByte('[')
		if e.Len != nil {
			s.expr(e.Len, aliases)
		}
		s.WriteByte(']')
		s.expr(e.Elt, aliases)
	case *ast.Ellipsis:
		s.WriteString("...")
		s.expr(e.Elt, aliases)
	case *ast.MapType:
		s.WriteString("map[")
		s.expr(e.Key, aliases)
		s.WriteByte(']')
		s.expr(e.Value, aliases)
	case *ast.FuncType:
		s.WriteString("func")
		s.function(e, aliases)
	case *ast.IndexExpr:
		s.instance(e.X, []ast.Expr{e.Index}, aliases)
	case *ast.IndexListExpr:
		s.instance(e.X, e.Indices, aliases)
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			s.WriteString(s.path(x.Name, e.Sel.Name))
		}
		s.WriteString("." + e.Sel.Name)
	case *ast.InterfaceType:
		if e.Methods == nil || len(e.Methods.List) == 0 {
			s.WriteString("interface{}")
			return
		}
		s.verbatim(e)
	default:
		s.verbatim(e)
	}
}

func (s *signer) instance(x ast.Expr, arguments []ast.Expr, aliases int) {
	s.expr(x, aliases)
	s.WriteByte('[')
	for _, a := range arguments {
		s.expr(a, aliases)
		s.WriteByte(',')
	}
	s.WriteByte(']')
}

func (s *signer) verbatim(e ast.Expr) {
	u := s.decl.unit
	if e != nil {
		s.WriteString(strings.Join(tokens(u.text[u.offset(e.Pos()):u.offset(e.End())]), " "))
	}
}

// path returns the path of a package by its name.
func (s *signer) path(name, sel string) string {
	i, ok := s.decl.unit.imports[name]
	if s.decl.pool != nil && !ok {
		i, ok = s.decl.pool.imported(name, s.decl.unit)
	}
	if ok {
		return i.path
	}
	return guessed(name, sel)
}

// typeOf returns the type that a name stands for, nil if it is predeclared.
func (s *signer) typeOf(name string) *decl {
	if s.decl.pool == nil {
		return nil
	}
	d := s.decl.pool.find(name, s.decl.unit)
	if d == nil || d.kind != token.TYPE {
		return nil
	}
	return d
}
