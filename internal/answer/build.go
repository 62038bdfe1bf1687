package answer

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// A builder makes a candidate.
type builder struct {
	work      *Work
	exercise  *exercise
	reference func(id string) bool

	items []*item
	of    map[*decl]*item
	used  []string // IDs

	// What was found before: names may stand in long lists, and be used often.
	found    map[nameAt]target
	imported map[nameAt]imported // the zero one if there is none
}

// A nameAt is a name in a unit.
type nameAt struct {
	name string
	unit *unit
}

// A target is what a name stands for.
type target struct {
	*decl     // nil if it is no declaration
	reference bool
}

// An item is a declaration that goes into the candidate.
type item struct {
	*decl
	reference bool
	means     map[*ast.Ident]*decl  // uses of the package's names
	packages  map[*ast.Ident]string // uses of packages: their paths
	uses      []use                 // those in means or packages
	edits     []edit
}

// An edit puts a new name in the place of one.
type edit struct {
	at  *ast.Ident
	new string
}

func (b *builder) build() (*Candidate, *Problem) {
	b.of, b.found, b.imported = map[*decl]*item{}, map[nameAt]target{}, map[nameAt]imported{}
	b.add(b.exercise.answer, false)
	for i := 0; i < len(b.items); i++ { // grows
		if problem := b.reach(b.items[i]); problem != nil {
			return nil, problem
		}
	}
	slices.SortFunc(b.items, func(x, y *item) int {
		switch {
		case x.reference != y.reference:
			if x.reference {
				return 1
			}
			return -1
		case x.unit.order != y.unit.order:
			return x.unit.order - y.unit.order
		}
		return x.from - y.from
	})
	names := b.rename()
	imports := b.imports(names)
	c := &Candidate{Exercise: b.exercise.ID, Func: b.exercise.Func, At: b.exercise.answer.at(), Text: b.exercise.answer.text(), Uses: b.used}
	c.items, c.imports, c.answer = b.items, imports, b.exercise.answer
	for _, it := range b.items {
		if !it.reference {
			c.Written = fmt.Appendf(c.Written, "%s%s\n\n", it.head, it.text())
		}
	}
	var begins []int
	c.Source, c.Lines, begins = source(imports, b.items)
	c.start = begins[slices.Index(b.items, b.of[c.answer])] + 1
	if len(c.Source) > mostSource {
		return nil, &Problem{At: b.exercise.answer.at(), Rejected: true,
			Message: fmt.Sprintf("%s and what it uses are larger than %d KB", c.Func, mostSource>>10)}
	}
	return c, nil
}

func (b *builder) add(d *decl, reference bool) {
	if b.of[d] == nil {
		it := &item{decl: d, reference: reference, means: map[*ast.Ident]*decl{}, packages: map[*ast.Ident]string{}}
		b.of[d] = it
		b.items = append(b.items, it)
	}
}

// reach finds out what the names in a declaration stand for, and adds it.
func (b *builder) reach(it *item) *Problem {
	d := it.decl
	if d.unit.barred != nil {
		return d.unit.barred
	}
	if d.kind == token.TYPE {
		for _, m := range d.pool.methodsOf(d.names[0].Name, b.seenFrom(it)) {
			b.add(m, it.reference)
		}
	}
	for _, u := range d.uses() {
		if u.key && b.isStruct(it, u.of) {
			continue
		}
		name := u.id.Name
		to := b.find(it, name)
		_, here := d.unit.imports[name]
		if u.sel != nil && (to.decl == nil || here && to.unit != d.unit) {
			path := b.importOf(d, name).path
			if path == "" {
				path = guessed(name, u.sel.Name)
			}
			if path == "" {
				continue // for the compiler to tell
			}
			if why := refusal(path); why != "" && !it.reference {
				return &Problem{At: d.unit.at(d.unit.offset(u.id.Pos())), Rejected: true,
					Message: fmt.Sprintf("%s.%s is of package %q: %s", plain(name, 40), plain(u.sel.Name, 40), plain(path, 80), why)}
			}
			it.packages[u.id] = path
			it.uses = append(it.uses, u)
		} else if to.decl != nil {
			it.means[u.id] = to.decl
			it.uses = append(it.uses, u)
			b.add(to.decl, to.reference)
		}
	}
	return nil
}

// seenFrom is the unit from which an item's names are looked up: the answer's, for
// all that a student wrote.
func (b *builder) seenFrom(it *item) *unit {
	if it.reference {
		return it.unit
	}
	return b.exercise.answer.unit
}

// find returns what a name stands for in an item.
func (b *builder) find(it *item, name string) target {
	key := nameAt{name, b.seenFrom(it)}
	to, ok := b.found[key]
	if !ok {
		to = b.look(it, name)
		b.found[key] = to
	}
	return to
}

func (b *builder) look(it *item, name string) target {
	if it.reference {
		return target{it.pool.find(name, it.unit), true}
	}
	at := b.exercise.answer.unit
	for _, e := range b.work.exercises {
		if e.Func != name || e == b.exercise || !it.pool.ordered && e.Package != b.exercise.Package {
			continue
		}
		b.used = append(b.used, e.ID)
		if b.reference(e.ID) {
			if d := b.work.references()[e.Package].find(name, at); d != nil {
				return target{d, true}
			}
		}
		break
	}
	return target{it.pool.find(name, at), false}
}

// importOf returns what a name is imported as where d stands.
func (b *builder) importOf(d *decl, name string) imported {
	key := nameAt{name, d.unit}
	i, ok := b.imported[key]
	if !ok {
		i, _ = d.pool.imported(name, d.unit)
		b.imported[key] = i
	}
	return i
}

// isStruct reports whether a literal's type t is a struct that the package
// declares: its keys are fields.
func (b *builder) isStruct(it *item, t ast.Expr) bool {
	if t == nil {
		return false
	}
	id := receiver(t)
	if id == nil {
		return false
	}
	named := b.find(it, id.Name).decl
	if named == nil {
		return false
	}
	spec, ok := named.node.(*ast.TypeSpec)
	if !ok {
		return false
	}
	_, ok = spec.Type.(*ast.StructType)
	return ok
}

// rename gives those declarations of references other names that have one of
// the student's, and returns all names of the package.
func (b *builder) rename() map[string]bool {
	names := map[string]bool{}
	for _, it := range b.items {
		if !it.reference && it.recv == "" {
			for _, n := range it.names {
				names[n.Name] = true
			}
		}
	}
	var all map[string]bool
	renamed := map[*decl]map[string]string{}
	for _, it := range b.items {
		if !it.reference || it.recv != "" {
			continue
		}
		for _, n := range it.names {
			if names[n.Name] {
				if all == nil {
					all = b.identifiers()
				}
				if renamed[it.decl] == nil {
					renamed[it.decl] = map[string]string{}
				}
				new := unused(n.Name+"Reference", all)
				renamed[it.decl][n.Name] = new
				it.edits = append(it.edits, edit{n, new})
			}
			names[n.Name] = true
		}
	}
	for _, to := range renamed {
		for _, new := range to {
			names[new] = true
		}
	}
	for _, it := range b.items {
		for _, u := range it.uses {
			if new := renamed[it.means[u.id]][u.id.Name]; new != "" {
				it.edits = append(it.edits, edit{u.id, new})
			}
		}
	}
	return names
}

// identifiers returns all names that stand anywhere in the items.
func (b *builder) identifiers() map[string]bool {
	all := map[string]bool{}
	for _, it := range b.items {
		ast.Inspect(it.node, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				all[id.Name] = true
			}
			return true
		})
	}
	return all
}

// unused returns a name like name that is not in all, and adds it.
func unused(name string, all map[string]bool) string {
	free := name
	for i := 2; all[free] || token.IsKeyword(free); i++ {
		free = name + strconv.Itoa(i)
	}
	all[free] = true
	return free
}

// importLine is an import of the candidate.
type importLine struct {
	name, path string
	at         Position
}

// imports returns what the items import. A name that stands for two packages, or that
// the package declares, is replaced where it would be misunderstood.
func (b *builder) imports(names map[string]bool) (lines []importLine) {
	byLocal := map[string]string{}
	others := map[[2]string]string{} // name and path → the other name
	var all map[string]bool
	for _, it := range b.items {
		for _, u := range it.uses {
			path := it.packages[u.id]
			if path == "" {
				continue
			}
			name := u.id.Name
			if other := others[[2]string{name, path}]; other != "" {
				it.edits = append(it.edits, edit{u.id, other})
				continue
			}
			if byLocal[name] == path {
				continue
			}
			if byLocal[name] != "" || names[name] {
				if all == nil {
					all = b.identifiers()
				}
				other := unused(name+"Package", all)
				others[[2]string{name, path}] = other
				it.edits = append(it.edits, edit{u.id, other})
				name = other
			}
			byLocal[name] = path
			lines = append(lines, importLine{name, path, b.importOf(it.decl, u.id.Name).at})
		}
	}
	sortImports(lines)
	return lines
}

func sortImports(lines []importLine) {
	slices.SortFunc(lines, func(x, y importLine) int {
		return cmp.Or(cmp.Compare(x.path, y.path), cmp.Compare(x.name, y.name))
	})
}

// source returns the file of some items, where each of its lines was written, and
// the index of each item's first line.
func source(imports []importLine, items []*item) (text []byte, lines []Position, begins []int) {
	var out bytes.Buffer
	line := func(at Position, text string) {
		out.WriteString(text)
		out.WriteByte('\n')
		lines = append(lines, at)
	}
	line(Position{}, "package answer")
	line(Position{}, "")
	for _, i := range imports {
		text := "import " + strconv.Quote(i.path)
		if packages[i.path] != i.name {
			text = "import " + i.name + " " + strconv.Quote(i.path)
		}
		line(i.at, text)
	}
	for _, it := range items {
		line(Position{}, "")
		begins = append(begins, len(lines))
		at := it.at()
		for text := range strings.SplitSeq(it.head+it.edited(), "\n") {
			line(at, text)
			at.Line++
		}
	}
	return out.Bytes(), lines, begins
}

// edited returns an item's text with its edits.
func (it *item) edited() string {
	if len(it.edits) == 0 {
		return string(it.text())
	}
	slices.SortFunc(it.edits, func(x, y edit) int { return int(x.at.Pos() - y.at.Pos()) })
	var out strings.Builder
	at := it.from
	for _, e := range it.edits {
		out.Write(it.unit.text[at:it.unit.offset(e.at.Pos())])
		out.WriteString(e.new)
		at = it.unit.offset(e.at.End())
	}
	out.Write(it.unit.text[at:it.to])
	return out.String()
}
