package lesson

import (
	"go/ast"
	"go/parser"
	"go/token"
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
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range tree.Decls {
				f, ok := d.(*ast.FuncDecl)
				if !ok || !f.Name.IsExported() || f.Name.Name == "String" {
					continue
				}
				call := tree.Name.Name + "." + f.Name.Name + "("
				if f.Recv != nil {
					call = "." + f.Name.Name + "("
				}
				all++
				if !strings.Contains(gallery, call) {
					t.Errorf("%s: the gallery does not show %s…)", file, call)
				}
			}
		}
	}
	if all < 30 {
		t.Errorf("only %d functions found", all)
	}
}
