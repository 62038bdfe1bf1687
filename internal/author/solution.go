package author

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/scanner"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fastergo/internal/house"
)

// The marks around what a stub leaves out, and around what it has instead.
const (
	beginMark     = "// BEGIN SOLUTION"
	endMark       = "// END SOLUTION"
	beginStubMark = "// BEGIN STUB"
	endStubMark   = "// END STUB"
)

// A Solution is a file of solutions/. Within a function, the lines from BEGIN SOLUTION to END
// SOLUTION become panic(lesson.TODO) in the stub; elsewhere they vanish. The
// lines from BEGIN STUB to END STUB, which are comments, stand in the stub alone,
// without their slashes; a function that has some gets no panic. What stands
// outside the marks is in stub and solution alike.
type Solution struct {
	Package string
	Func    string // the graded function: the exported one with marks in its body
	Doc     string // its doc comment, the statement

	reference, stub decls
}

// decls are the declarations of a file behind its imports.
type decls struct {
	imports []importSpec
	used    map[string]bool // what stands before a dot
	text    string          // formatted
}

type importSpec struct{ name, path string }

func (i importSpec) String() string {
	if i.name == "" {
		return strconv.Quote(i.path)
	}
	return i.name + " " + strconv.Quote(i.path)
}

// local is the name by which a file uses the import. Without a name of its own
// that is a guess by Go's custom, the last element that is no version.
func (i importSpec) local() string {
	if i.name != "" {
		return i.name
	}
	base := path.Base(i.path)
	if versionElement.MatchString(base) {
		base = path.Base(path.Dir(i.path))
	}
	return base
}

// localIsSure reports whether local is no guess: packages of this module and of
// the standard library are named by that custom.
func (i importSpec) localIsSure() bool {
	return i.name != "" || isStd(i.path) || strings.HasPrefix(i.path, house.Module()+"/")
}

var versionElement = regexp.MustCompile(`^v[0-9]+$`)

// parseSolution reads a solution's source; file is its name in errors. Lesson
// is the import path of package lesson, which stubs need.
func parseSolution(file string, src []byte, lesson string) (*Solution, error) {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, file, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, firstError(err)
	}
	s := &Solution{Package: tree.Name.Name}
	regions, err := findRegions(fset, tree, src)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", file, err)
	}
	if s.Func, s.Doc, err = graded(tree, regions); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if s.reference, err = declsOf(cut(src, regions, false)); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if s.stub, err = declsOf(cut(src, regions, true)); err != nil {
		return nil, fmt.Errorf("%s: without its solution: %w", file, err)
	}
	if s.stub.used["lesson"] && !slices.ContainsFunc(s.stub.imports, func(i importSpec) bool { return i.path == lesson }) {
		s.stub.imports = append(s.stub.imports, importSpec{path: lesson})
	}
	return s, nil
}

func firstError(err error) error {
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return list[0]
	}
	text, _, _ := strings.Cut(err.Error(), "\n")
	return errors.New(text)
}

// A region is the lines between a pair of marks, the marks included.
type region struct {
	start, end int           // offsets of line starts
	in         *ast.FuncDecl // nil at top level
	stub       bool          // what the stub has, not the solution
	first      bool          // the first one in its function, where that has nothing for the stub
}

// findRegions pairs the marks. Errors begin with the line.
func findRegions(fset *token.FileSet, tree *ast.File, src []byte) (regions []region, err error) {
	var open token.Pos
	var opened string
	for _, group := range tree.Comments {
		for _, c := range group.List {
			line := fset.Position(c.Pos()).Line
			switch c.Text {
			case beginMark, beginStubMark:
				if open.IsValid() {
					return nil, fmt.Errorf("%d: %s before the end of %s", line, c.Text, opened)
				}
				open, opened = c.Pos(), c.Text
			case endMark, endStubMark:
				if begin := strings.Replace(c.Text, "END", "BEGIN", 1); !open.IsValid() || opened != begin {
					return nil, fmt.Errorf("%d: %s without a beginning", line, c.Text)
				}
				r := region{start: lineStart(src, fset.Position(open).Offset), end: lineEnd(src, fset.Position(c.End()).Offset), stub: c.Text == endStubMark}
				for _, d := range tree.Decls {
					f, ok := d.(*ast.FuncDecl)
					starts, ends := d.Pos() < open && open < d.End(), d.Pos() < c.Pos() && c.Pos() < d.End()
					if starts != ends || starts && !ok {
						return nil, fmt.Errorf("%d: the marks must stand in one function, or both between declarations", line)
					}
					if starts {
						r.in = f
					}
				}
				r.first = r.in != nil && !r.stub && !slices.ContainsFunc(regions, func(o region) bool { return o.in == r.in })
				for i := range regions {
					regions[i].first = regions[i].first && !(r.stub && regions[i].in == r.in)
				}
				regions = append(regions, r)
				open = token.NoPos
			}
		}
	}
	if open.IsValid() {
		return nil, fmt.Errorf("%d: %s without an end", fset.Position(open).Line, opened)
	}
	return regions, nil
}

func lineStart(src []byte, at int) int { return bytes.LastIndexByte(src[:at], '\n') + 1 }

func lineEnd(src []byte, at int) int {
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}

// graded returns the name and doc comment of the one exported function with
// marks in its body.
func graded(tree *ast.File, regions []region) (name, doc string, err error) {
	for _, r := range regions {
		if r.stub || r.in == nil || r.in.Recv != nil || !r.in.Name.IsExported() || r.in.Name.Name == name {
			continue
		}
		if name != "" {
			return "", "", fmt.Errorf("both %s and %s have %s in them: an exercise asks for one function", name, r.in.Name.Name, beginMark)
		}
		name, doc = r.in.Name.Name, r.in.Doc.Text()
	}
	switch {
	case name == "":
		return "", "", fmt.Errorf("no exported function has %s … %s in its body", beginMark, endMark)
	case strings.TrimSpace(doc) == "":
		return "", "", fmt.Errorf("%s has no doc comment: it is the exercise's statement", name)
	}
	return name, doc, nil
}

// cut returns src without its marks, and as a stub without what is between them.
func cut(src []byte, regions []region, stub bool) []byte {
	var out bytes.Buffer
	at := 0
	for _, r := range regions {
		out.Write(src[at:r.start])
		at = r.end
		inner := src[lineEnd(src, r.start):lineStart(src, r.end-1)]
		switch {
		case r.stub && stub:
			for line := range bytes.Lines(inner) {
				line = bytes.TrimPrefix(bytes.TrimLeft(line, " \t"), []byte("//"))
				out.Write(bytes.TrimPrefix(line, []byte(" ")))
			}
		case r.stub:
		case !stub:
			out.Write(inner)
		case r.first:
			out.WriteString("\tpanic(lesson.TODO)\n")
		}
	}
	out.Write(src[at:])
	return out.Bytes()
}

// declsOf splits a file into the imports it uses and its declarations.
func declsOf(src []byte) (decls, error) {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, "", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return decls{}, firstError(err)
	}
	d := decls{used: qualifiers(tree)}
	for _, spec := range tree.Imports {
		i := importSpec{}
		if i.path, err = strconv.Unquote(spec.Path.Value); err != nil {
			return decls{}, err
		}
		if spec.Name != nil {
			i.name = spec.Name.Name
		}
		if i.name == "." || i.name == "_" {
			return decls{}, fmt.Errorf("import %s %q: exercises import by name only", i.name, i.path)
		}
		if d.used[i.local()] {
			d.imports = append(d.imports, i)
		}
	}
	start := tree.Name.End()
	for _, decl := range tree.Decls {
		if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			start = g.End()
		}
	}
	text, err := format.Source(bytes.TrimSpace(src[fset.Position(start).Offset:]))
	d.text = string(bytes.TrimSpace(text))
	return d, err
}

// qualifiers returns the names that stand before a dot.
func qualifiers(tree *ast.File) map[string]bool {
	used := map[string]bool{}
	ast.Inspect(tree, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok {
				used[x.Name] = true
			}
		}
		return true
	})
	return used
}

// file returns a Go file of the declarations.
func (d decls) file(header, pkg string) ([]byte, error) {
	return format.Source(fmt.Appendf(nil, "%s\n\npackage %s\n\n%s\n%s\n", header, pkg, importBlock(d.imports), d.text))
}

// importBlock imports the standard library first, as goimports does.
func importBlock(imports []importSpec) string {
	if len(imports) == 0 {
		return ""
	}
	if len(imports) == 1 {
		return "import " + imports[0].String() + "\n"
	}
	var std, others []string
	for _, i := range slices.SortedFunc(slices.Values(imports), func(a, b importSpec) int { return strings.Compare(a.path, b.path) }) {
		if isStd(i.path) {
			std = append(std, "\t"+i.String()+"\n")
		} else {
			others = append(others, "\t"+i.String()+"\n")
		}
	}
	gap := ""
	if len(std) > 0 && len(others) > 0 {
		gap = "\n"
	}
	return "import (\n" + strings.Join(std, "") + gap + strings.Join(others, "") + ")\n"
}

// isStd reports whether an import path is the standard library's, which, unlike
// modules on the net, has no dot in its first element.
func isStd(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".") && !strings.HasPrefix(importPath, house.Module()+"/")
}

// cell returns the source of an answer cell: what it imports beyond known, the
// declarations without the statement, and the line that checks them.
func (s *Solution) cell(d decls, known []string, check string) string {
	extra := slices.DeleteFunc(slices.Clone(d.imports), func(i importSpec) bool { return slices.Contains(known, i.path) })
	block := importBlock(extra)
	if block != "" {
		block += "\n"
	}
	return block + withoutDoc(d.text, s.Func) + "\n\n%%\n" + check
}

// withoutDoc removes the doc comment of a function.
func withoutDoc(text, name string) string {
	const head = "package p\n"
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, "", head+text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return text // never: text was formatted a moment ago
	}
	for _, d := range tree.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == name && f.Doc != nil {
			from, to := fset.Position(f.Doc.Pos()).Offset-len(head), fset.Position(f.Type.Pos()).Offset-len(head)
			return text[:from] + text[to:]
		}
	}
	return text
}
