package linalg

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"testing"
)

// A program compiles the generic functions that it uses again for each of its element types, so those that are exported are one statement.
func TestSkinIsThin(t *testing.T) {
	pkg, err := build.ImportDir(".", 0)
	if err != nil {
		t.Fatal(err)
	}
	seen, set := 0, token.NewFileSet()
	for _, name := range pkg.GoFiles {
		file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !f.Name.IsExported() || f.Type.TypeParams == nil {
				continue
			}
			seen++
			if _, ok := f.Body.List[0].(*ast.ReturnStmt); !ok || len(f.Body.List) != 1 {
				t.Errorf("%s has more to it than one return", f.Name.Name)
			}
			if f.Doc == nil {
				t.Errorf("%s has no documentation", f.Name.Name)
			}
		}
	}
	if seen < 30 {
		t.Errorf("only %d functions were found", seen)
	}
}
