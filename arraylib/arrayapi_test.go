package arraylib

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// exported returns what a package declares for others: functions, types, constants, variables as name.X, and methods as T.X.
func exported(t *testing.T, name, dir string, into map[string]bool) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if isArrayMethod(d) {
					into["Array."+d.Name.Name] = true
				} else if d.Recv == nil {
					into[name+"."+d.Name.Name] = true
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						into[name+"."+s.Name.Name] = true
					case *ast.ValueSpec:
						for _, id := range s.Names {
							into[name+"."+id.Name] = true
						}
					}
				}
			}
		}
	}
}

// ARRAYAPI.md names every function, constant and attribute of the standard, and identifiers that exist, except those that are to come.
func TestArrayAPI(t *testing.T) {
	list, err := os.ReadFile("testdata/arrayapi.txt")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("ARRAYAPI.md")
	if err != nil {
		t.Fatal(err)
	}
	here := map[string]bool{}
	exported(t, "np", ".", here)
	exported(t, "linalg", "linalg", here)
	exported(t, "fft", "fft", here)

	sections := strings.Split(string(page), "\n## ")[1:]
	identifier := regexp.MustCompile("`((?:np|linalg|fft|Array)\\.\\w+)`")
	total := 0
	for line := range strings.Lines(string(list)) {
		module, names, found := strings.Cut(line, ": ")
		if strings.HasPrefix(line, "#") || !found {
			continue
		}
		if len(sections) == 0 {
			t.Fatalf("the page has no section for %s", module)
		}
		rows := strings.Split(strings.TrimSpace(sections[0]), "\n")[4:]
		sections = sections[1:]
		for _, name := range strings.Fields(names) {
			if len(rows) == 0 || !strings.HasPrefix(rows[0], "| `"+name+"` | ") {
				t.Fatalf("%s: the page does not have %s, or not in the order of the standard", module, name)
			}
			cell := strings.TrimSuffix(strings.TrimPrefix(rows[0], "| `"+name+"` | "), " |")
			rows = rows[1:]
			total++
			found := identifier.FindAllStringSubmatch(cell, -1)
			soon := strings.HasPrefix(cell, "soon ")
			if len(found) == 0 && (soon || !strings.HasPrefix(cell, "no: ")) {
				t.Errorf("%s: %s: neither an identifier nor a reason why not: %q", module, name, cell)
			}
			for _, id := range found {
				switch {
				case soon && here[id[1]]:
					t.Errorf("%s: %s: %s is here: take the word soon away", module, name, id[1])
				case !soon && !here[id[1]]:
					t.Errorf("%s: %s: %s does not exist", module, name, id[1])
				}
			}
		}
		if len(rows) > 0 {
			t.Errorf("%s: the page has %s, the standard has not", module, rows[0])
		}
	}
	if total < 200 || len(sections) > 0 {
		t.Errorf("%d names, and %d sections too many", total, len(sections))
	}
}
