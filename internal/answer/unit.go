package answer

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what is parsed.
const (
	mostSource  = 256 << 10 // of a cell or file, and of an answer
	mostGo      = 1 << 20   // of all cells, of all files
	mostNesting = 1000      // of brackets, of a declaration's syntax tree

	smallSource   = 8 << 10 // cannot nest too deep for the parser
	mostStatement = 5000    // tokens, as far as the next comma or block
)

// A unit is the Go of a cell or a file.
type unit struct {
	place    Position
	exercise string // by a cell's metadata
	order    int    // in its pool

	text    []byte
	before  int // lines of text before the first one that was written
	file    *token.File
	decls   []*decl
	imports map[string]imported // by name
	left    []*decl             // init and main
	program string              // what stands below a cell's %%
	broken  *Problem            // why it declares nothing
	barred  *Problem            // why an answer that takes something of it is rejected

	// untouched: it is as it was handed out, by this edition of the course or another
	untouched bool
}

// A decl is one declaration: a function or method, a type, the variables of one
// line of a var, the constants of one line or, where they count on, of a block.
type decl struct {
	unit     *unit
	pool     *pool
	kind     token.Token // FUNC, TYPE, VAR, CONST
	names    []*ast.Ident
	recv     string // the type that a method belongs to
	node     ast.Node
	from, to int    // offsets in the unit's text
	head     string // what goes before the text, which is part of a block
}

// An imported package, as a unit has it.
type imported struct {
	path string
	at   Position
}

// parseCell makes a unit of a code cell as GoNB sees it: magics are no Go, and what stands behind %% is
// the cell's program, not part of any answer.
func parseCell(file string, c cell, left *int) *unit {
	u := &unit{place: Position{File: file, Cell: c.number, CellID: c.id}, exercise: c.exercise, before: 1}
	u.untouched = c.stub != "" && c.stub == stubHash(c.source)
	var text strings.Builder
	text.Grow(len(c.source) + 16)
	text.WriteString("package answer\n")
	magic := false // the line before ends in \, and was one
	lines := strings.Split(c.source, "\n")
	for i, line := range lines {
		bare := strings.TrimSuffix(strings.TrimPrefix(line, "//gonb:"), "\r")
		first, _, _ := strings.Cut(bare, " ")
		if i == 0 && slices.Contains([]string{"%%writefile", "%%script", "%%bash", "%%sh", "%%gx"}, first) {
			break
		}
		if !magic && (bare == "%%" || strings.HasPrefix(bare, "%% ") || strings.HasPrefix(bare, "%%\t") || strings.HasPrefix(bare, "%main")) {
			u.program = strings.Join(lines[i:], "\n")
			break
		}
		if magic = magic || len(bare) > 1 && (bare[0] == '%' || bare[0] == '!'); magic {
			magic = strings.HasSuffix(bare, `\`)
			line = ""
		} else if strings.HasPrefix(line, "package") {
			line = "" // as GoNB
		}
		text.WriteString(line)
		text.WriteByte('\n')
	}
	u.text = []byte(text.String())
	u.parse(left)
	return u
}

// parseFile makes a unit of a Go file.
func parseFile(name string, content []byte, left *int) *unit {
	u := &unit{place: Position{File: name}, text: bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))}
	unix := strings.ReplaceAll(string(content), "\r\n", "\n")
	if text, hash, ok := strings.Cut(unix, "\n//fastergo:stub "); ok {
		u.untouched = strings.TrimSuffix(hash, "\n") == stubHash(text)
	}
	u.parse(left)
	return u
}

// stubHash is the hash of a stub that the course writes beside it.
func stubHash(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:16] }

// at returns the place of an offset in the text.
func (u *unit) at(offset int) Position {
	p := u.place
	p.Line = bytes.Count(u.text[:min(offset, len(u.text))], []byte("\n")) + 1 - u.before
	return p
}

func (u *unit) offset(pos token.Pos) int { return u.file.Offset(pos) }

// parse fills in u. left is how many bytes may still be parsed.
func (u *unit) parse(left *int) {
	fail := func(offset int, format string, args ...any) {
		// What is missing at the end is missing behind the last thing written.
		offset = min(offset, len(bytes.TrimSpace(u.text)))
		u.broken = &Problem{At: u.at(offset), Message: fmt.Sprintf(format, args...)}
		u.broken.At.Line = max(u.broken.At.Line, 1)
	}
	if len(u.text) > mostSource || len(u.text) > *left {
		fail(0, "it is larger than %d KB, or all that is handed in than %d", mostSource>>10, mostGo>>10)
		u.broken.Rejected = true
		return
	}
	*left -= len(u.text)
	if !utf8.Valid(u.text) {
		fail(invalid(u.text), "it is not UTF-8")
		return
	}
	if at := tangled(u.text); at >= 0 {
		fail(at, "it nests deeper, or is longer without a comma, than Go that somebody wrote")
		u.broken.Rejected = true
		return
	}
	u.bar()
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, "", u.text, parser.SkipObjectResolution)
	if err != nil {
		var list scanner.ErrorList
		if errors.As(err, &list) && len(list) > 0 {
			// The offset, since //line can make anything of the line.
			fail(list[0].Pos.Offset, "it does not parse: %s%s", plain(list[0].Msg, 200), hint(list[0].Msg, u))
		} else {
			fail(0, "it does not parse: %s", plain(err.Error(), 200))
		}
		return
	}
	u.file = fset.File(tree.FileStart)
	for _, d := range tree.Decls {
		if deep := tooDeep(d); deep.IsValid() {
			u.decls, u.imports, u.left = nil, nil, nil
			fail(u.offset(deep), "it nests deeper than %d levels", mostNesting)
			u.broken.Rejected = true
			return
		}
		u.declare(d)
	}
}

// hint says what a beginner in notebooks may have overlooked.
func hint(message string, u *unit) string {
	if u.place.Cell > 0 && strings.HasPrefix(message, "expected declaration") {
		return " (statements stand below a line %%)"
	}
	return ""
}

// A directive to the compiler, in a comment.
func directive(comment string) bool {
	if rest, ok := strings.CutPrefix(comment, "//"); ok && strings.HasPrefix(strings.TrimLeft(rest, " \t"), "+build") {
		return true
	}
	// Without a colon the compiler takes it for a remark.
	line := strings.HasPrefix(comment, "//line ") || strings.HasPrefix(comment, "/*line ")
	return strings.HasPrefix(comment, "//go:") || line && strings.Contains(comment, ":")
}

// bar looks for compiler directives.
func (u *unit) bar() {
	if !bytes.Contains(u.text, []byte("//go:")) && !bytes.Contains(u.text, []byte("+build")) &&
		!bytes.Contains(u.text, []byte("//line ")) && !bytes.Contains(u.text, []byte("/*line ")) {
		return
	}
	scan(u.text, func(at int, tok token.Token, lit string) bool {
		if tok == token.COMMENT && directive(lit) {
			u.barred = &Problem{At: u.at(at), Rejected: true,
				Message: fmt.Sprintf("the comment %q is a directive to the compiler, which no answer may have", plain(lit, 60))}
		}
		return u.barred == nil
	})
}

// scan calls f with the tokens of text and their offsets, while it returns true.
// Errors are for the parser to find.
func scan(text []byte, f func(at int, tok token.Token, lit string) bool) {
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(text))
	s.Init(file, text, nil, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF || !f(file.Offset(pos), tok, lit) {
			return
		}
	}
}

// tangled returns an offset where text nests deeper, or has a longer statement without
// comma or block, than anybody writes; -1 if there is none. It keeps the parser
// from using a stack of hundreds of megabytes, for which it takes kilobytes.
func tangled(text []byte) int {
	if len(text) < smallSource {
		return -1
	}
	level, long, found := 0, 0, -1
	scan(text, func(at int, tok token.Token, _ string) bool {
		long++
		switch tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			level++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			level = max(0, level-1)
		}
		switch tok {
		case token.SEMICOLON, token.COMMA, token.LBRACE, token.RBRACE, token.COMMENT:
			long = 0
		}
		if level > mostNesting || long > mostStatement {
			found = at
		}
		return found < 0
	})
	return found
}

// tooDeep returns where a tree nests too deep, if it does.
func tooDeep(n ast.Node) (deep token.Pos) {
	ast.Walk(depth{0, &deep}, n)
	return deep
}

type depth struct {
	level int
	deep  *token.Pos
}

func (d depth) Visit(n ast.Node) ast.Visitor {
	if n == nil || d.deep.IsValid() {
		return nil
	}
	if d.level > mostNesting {
		*d.deep = n.Pos()
		return nil
	}
	return depth{d.level + 1, d.deep}
}

func (u *unit) declare(node ast.Decl) {
	switch node := node.(type) {
	case *ast.FuncDecl:
		d := u.newDecl(token.FUNC, node, "", node.Name)
		if node.Recv != nil {
			if len(node.Recv.List) > 0 {
				if base := receiver(node.Recv.List[0].Type); base != nil {
					d.recv = base.Name
				}
			}
			if d.recv == "" {
				return // no type to belong to: nothing reaches it
			}
		} else if name := node.Name.Name; name == "init" || name == "main" {
			u.left = append(u.left, d)
			return
		}
		u.decls = append(u.decls, d)
	case *ast.GenDecl:
		if node.Tok == token.IMPORT {
			for _, spec := range node.Specs {
				u.use(spec.(*ast.ImportSpec))
			}
			return
		}
		if node.Tok == token.CONST && countsOn(node) {
			var names []*ast.Ident
			for _, spec := range node.Specs {
				names = append(names, spec.(*ast.ValueSpec).Names...)
			}
			u.decls = append(u.decls, u.newDecl(node.Tok, node, "", names...))
			return
		}
		for _, spec := range node.Specs {
			var names []*ast.Ident
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names = []*ast.Ident{spec.Name}
			case *ast.ValueSpec:
				names = spec.Names
			default:
				continue
			}
			u.decls = append(u.decls, u.newDecl(node.Tok, spec, node.Tok.String()+" ", names...))
		}
	}
}

func (u *unit) newDecl(kind token.Token, node ast.Node, head string, names ...*ast.Ident) *decl {
	from := node.Pos()
	if f, ok := node.(*ast.FuncDecl); ok {
		from = f.Type.Pos() // behind the doc comment
	}
	return &decl{unit: u, kind: kind, names: names, node: node, head: head, from: u.offset(from), to: u.offset(node.End())}
}

// countsOn reports whether the lines of a const block depend on each other.
func countsOn(d *ast.GenDecl) (yes bool) {
	for _, spec := range d.Specs {
		if len(spec.(*ast.ValueSpec).Values) == 0 {
			return true
		}
	}
	ast.Inspect(d, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		yes = yes || ok && id.Name == "iota"
		return !yes
	})
	return yes
}

// receiver returns the name of a receiver's type.
func receiver(t ast.Expr) *ast.Ident {
	for {
		switch e := t.(type) {
		case *ast.Ident:
			return e
		case *ast.StarExpr:
			t = e.X
		case *ast.ParenExpr:
			t = e.X
		case *ast.IndexExpr:
			t = e.X
		case *ast.IndexListExpr:
			t = e.X
		default:
			return nil
		}
	}
}

var versionElement = regexp.MustCompile(`^v[0-9]+$`)

// use takes in an import.
func (u *unit) use(spec *ast.ImportSpec) {
	at := u.offset(spec.Pos())
	p, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return // never: it was parsed
	}
	name := packages[p]
	if name == "" {
		if name = path.Base(p); versionElement.MatchString(name) {
			name = path.Base(path.Dir(p))
		}
	}
	if spec.Name != nil {
		name = spec.Name.Name
	}
	if u.barred == nil && p == "C" {
		u.barred = &Problem{At: u.at(at), Message: `import "C": no answer may use cgo`, Rejected: true}
	}
	if u.barred == nil && name == "." {
		u.barred = &Problem{At: u.at(at), Message: fmt.Sprintf("import . %q: import it by a name", plain(p, 80)), Rejected: true}
	}
	if name != "_" && name != "." {
		if u.imports == nil {
			u.imports = map[string]imported{}
		}
		u.imports[name] = imported{p, u.at(at)}
	}
}

// function returns the unit's function of that name, nil if it has none.
func (u *unit) function(name string) *decl {
	for _, d := range u.decls {
		if d.kind == token.FUNC && d.recv == "" && d.names[0].Name == name {
			return d
		}
	}
	return nil
}

// missing says that a unit meant for a function does not declare it; nil if it
// declares nothing at all.
func (u *unit) missing(name string) *Problem {
	if above, _, ok := strings.Cut(u.program, "func "+name+"("); ok {
		at := u.place
		at.Line = bytes.Count(u.text, []byte("\n")) + 1 - u.before + strings.Count(above, "\n")
		return &Problem{At: at, Message: fmt.Sprintf("func %s stands below %%%%: declare it above", name)}
	}
	for _, d := range u.decls {
		if d.recv == "" && slices.ContainsFunc(d.names, func(n *ast.Ident) bool { return n.Name == name }) {
			return &Problem{At: d.at(), Message: fmt.Sprintf("%s is declared by %s: write it as func %s(…)", name, d.kind, name)}
		}
	}
	if len(u.decls) == 0 {
		return nil
	}
	return &Problem{At: u.place, Message: fmt.Sprintf("func %s is asked for here, and not declared", name)}
}

// mentions reports whether the text has "func name(", whatever stands around it.
func (u *unit) mentions(name string) bool {
	return bytes.Contains(u.text, []byte("func "+name+"("))
}

func (d *decl) at() Position { return d.unit.at(d.from) }

func (d *decl) text() []byte { return d.unit.text[d.from:d.to] }

// heading is a function's name and signature, as written, in one short line.
func (d *decl) heading() string {
	f := d.node.(*ast.FuncDecl)
	return plain(string(d.unit.text[d.from:d.unit.offset(f.Type.End())]), 300)
}

// isStub reports whether a function is as it was handed out: it is
// panic(lesson.TODO) and nothing else, or differs from stub in space and comments only, or its
// cell or file has the hash of a stub.
func (d *decl) isStub(stub *decl) bool {
	return d.unit.untouched || d.isTODO() || !stub.isTODO() && slices.Equal(tokens(d.text()), tokens(stub.text()))
}

func (d *decl) isTODO() bool {
	f := d.node.(*ast.FuncDecl)
	if f.Body == nil || len(f.Body.List) != 1 {
		return false
	}
	statement, ok := f.Body.List[0].(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := statement.X.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return false
	}
	fun, _ := call.Fun.(*ast.Ident)
	sel, _ := call.Args[0].(*ast.SelectorExpr)
	if fun == nil || fun.Name != "panic" || sel == nil || sel.Sel.Name != "TODO" {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == "lesson"
}

// tokens returns the tokens of a text, without comments.
func tokens(text []byte) (all []string) {
	scan(text, func(_ int, tok token.Token, lit string) bool {
		switch {
		case tok == token.COMMENT:
			return true
		case !tok.IsLiteral():
			lit = tok.String()
		}
		all = append(all, lit)
		return true
	})
	return all
}

// plain returns text as one line of at most n characters, without control
// characters, which may be another's.
func plain(text string, n int) string {
	var b strings.Builder
	count, space := 0, false
	for _, r := range text {
		if unicode.IsSpace(r) {
			space = count > 0
			continue
		}
		if !unicode.IsPrint(r) {
			r = '\uFFFD'
		}
		if space {
			b.WriteByte(' ')
			count++
			space = false
		}
		if count++; count > n {
			return b.String() + "…"
		}
		b.WriteRune(r)
	}
	return b.String()
}
