package arraylib

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

func sources(t *testing.T) (files []*ast.File) {
	t.Helper()
	pkg, err := build.ImportDir(".", 0)
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	for _, name := range pkg.GoFiles {
		f, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// isArrayMethod reports whether f's receiver is Array[T] or *Array[T].
func isArrayMethod(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return false
	}
	typ := f.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	index, ok := typ.(*ast.IndexExpr)
	if !ok {
		return false
	}
	name, ok := index.X.(*ast.Ident)
	return ok && name.Name == "Array"
}

func TestArrayHasFewMethods(t *testing.T) {
	const most = 12
	var methods []string
	for _, file := range sources(t) {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && isArrayMethod(f) {
				methods = append(methods, f.Name.Name)
			}
		}
	}
	if len(methods) == 0 || len(methods) > most {
		t.Errorf("Array has %d methods, at most %d are affordable: %v", len(methods), most, methods)
	}
}

// The skin is what a program that uses the package compiles again for each of its element types.
func TestSkinIsThin(t *testing.T) {
	seen := 0
	for _, file := range sources(t) {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !isArrayMethod(f) && (f.Recv != nil || f.Type.TypeParams == nil || !f.Name.IsExported()) {
				continue
			}
			seen++
			if len(f.Body.List) != 1 {
				t.Errorf("%s has %d statements, a function of the skin has one", f.Name.Name, len(f.Body.List))
			}
			ast.Inspect(f.Body, func(n ast.Node) bool {
				switch n.(type) {
				case *ast.ForStmt, *ast.RangeStmt, *ast.IfStmt, *ast.SwitchStmt:
					t.Errorf("%s decides or loops; that belongs into the core", f.Name.Name)
				}
				return true
			})
			if f.Name.IsExported() && f.Doc == nil {
				t.Errorf("%s has no documentation", f.Name.Name)
			}
		}
	}
	if seen < 80 {
		t.Errorf("only %d functions were found", seen)
	}
}

// What the skin calls must not be inlined into it, and must not need type parameters.
func TestSkinCallsWhatIsCompiledOnce(t *testing.T) {
	noinline := map[string]bool{}
	for _, file := range sources(t) {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Doc != nil && strings.Contains(f.Doc.List[len(f.Doc.List)-1].Text, "go:noinline") {
				noinline[f.Name.Name] = true
			}
		}
	}
	glue := map[string]bool{"as": true, "dtypeOf": true, "toWord": true, "typed": true, "cores": true, "asUnique": true, "arrays": true,
		"untyped": true, "untypedRows": true, "eachOf": true, "zipOf": true,
		"T": true, "R": true, "float64": true, "len": true, "yield": true, "f": true, "SliceData": true, "Pointer": true}
	for _, file := range sources(t) {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !isArrayMethod(f) && (f.Recv != nil || f.Type.TypeParams == nil || !f.Name.IsExported()) {
				continue
			}
			ast.Inspect(f.Body, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				name := ""
				fun := call.Fun
				if index, ok := fun.(*ast.IndexExpr); ok {
					fun = index.X
				}
				switch fun := fun.(type) {
				case *ast.Ident:
					name = fun.Name
				case *ast.SelectorExpr:
					name = fun.Sel.Name
				default: // a conversion to a pointer type
					return true
				}
				if !glue[name] && !noinline[name] {
					t.Errorf("%s calls %s, which is neither noinline nor known glue", f.Name.Name, name)
				}
				return true
			})
		}
	}
}

func TestImportsAreLight(t *testing.T) {
	allowed := map[string]bool{"errors": true, "iter": true, "math": true, "math/bits": true, "math/cmplx": true, "slices": true,
		"fastergo/arraylib/internal/emit": true, "fastergo/arraylib/internal/kernel": true, "fastergo/arraylib/internal/pages": true, "fastergo/arraylib/internal/parallel": true, "fastergo/internal/peak": true, "fastergo/internal/poison": true, "runtime": true, "strconv": true, "strings": true, "sync": true, "sync/atomic": true, "time": true, "unsafe": true}
	for _, file := range sources(t) {
		for _, im := range file.Imports {
			if path := strings.Trim(im.Path.Value, `"`); !allowed[path] {
				t.Errorf("%s is imported: every cell would link it", path)
			}
		}
	}
}
