package lesson

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The gallery is the reader's reference: it shows each exported function.
func TestGalleryShowsAll(t *testing.T) {
	data, err := os.ReadFile("../notebooks/00_gallery.md")
	if err != nil {
		t.Fatal(err)
	}
	gallery := string(data)
	all := 0
	for _, dir := range []string{".", "profile", "mnist"} {
		pkgs, err := parser.ParseDir(token.NewFileSet(), dir, func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for name, pkg := range pkgs {
			for file, tree := range pkg.Files {
				for _, d := range tree.Decls {
					f, ok := d.(*ast.FuncDecl)
					if !ok || !f.Name.IsExported() || f.Name.Name == "String" {
						continue
					}
					call := name + "." + f.Name.Name + "("
					if f.Recv != nil {
						call = "." + f.Name.Name + "("
					}
					all++
					if !strings.Contains(gallery, call) {
						t.Errorf("%s: the gallery does not show %s…)", filepath.Base(file), call)
					}
				}
			}
		}
	}
	if all < 30 {
		t.Errorf("only %d functions found", all)
	}
}
