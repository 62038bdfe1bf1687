package author

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
)

// answered returns those of the exercises whose function is there in
// exercises/, so that a deleted one does not keep the others from compiling.
func (c *Course) answered(exercises []*Exercise) (answered []*Exercise) {
	functions := map[*Lesson]map[string]bool{}
	for _, e := range exercises {
		if functions[e.lesson] == nil {
			functions[e.lesson] = topFunctions(filepath.Join(c.Root, "exercises", e.lesson.Package))
		}
		if functions[e.lesson][e.Solution.Func] {
			answered = append(answered, e)
		}
	}
	return answered
}

// topFunctions returns the functions that the Go files of a directory declare,
// as far as they parse.
func topFunctions(dir string) map[string]bool {
	found := map[string]bool{}
	paths, _ := filepath.Glob(filepath.Join(dir, "*.go"))
	for _, p := range paths {
		tree, _ := parser.ParseFile(token.NewFileSet(), p, nil, parser.SkipObjectResolution)
		if tree == nil {
			continue
		}
		for _, d := range tree.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
				found[f.Name.Name] = true
			}
		}
	}
	return found
}
