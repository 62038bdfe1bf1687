package answer

import (
	"go/ast"
	"go/token"
	"slices"
)

// A Bundle is what some candidates have, as one file of package answer: each
// declaration once. It compiles in the time of one candidate.
type Bundle struct {
	Candidates []*Candidate
	Source     []byte
	Lines      []Position // as a candidate's
	Starts     []int      // in which line of Source, from 1, each candidate's function begins

	begins []int   // the index of each item's first line
	owners [][]int // the indexes of the candidates that have each item
}

// Alone returns the bundle that has one candidate only.
func Alone(c *Candidate) *Bundle {
	return &Bundle{Candidates: []*Candidate{c}, Source: c.Source, Lines: c.Lines, Starts: []int{c.start}}
}

// Join puts candidates of one Work into as few bundles as their meaning allows. The
// first bundle holds those that mean the same by every name, and whose variables
// begin as values that are written down: nothing of one runs when another is served.
// Each of the others has a bundle of its own.
func Join(all []*Candidate) (bundles []*Bundle) {
	shared := &joined{names: map[string]*decl{}, methods: map[[2]string]*decl{}, imports: map[string]importLine{}, at: map[*decl]int{}}
	first := &Bundle{}
	for _, c := range all {
		if !c.plain() || !shared.add(c, len(first.Candidates)) {
			bundles = append(bundles, Alone(c))
			continue
		}
		first.Candidates = append(first.Candidates, c)
	}
	if len(first.Candidates) > 0 {
		shared.write(first)
		bundles = slices.Insert(bundles, 0, first)
	}
	return bundles
}

// At returns the bundle's candidates that have a line, from 1; all of them if none does.
func (b *Bundle) At(line int) []*Candidate {
	item, _ := slices.BinarySearch(b.begins, line) // how many begin above it or in it
	if item == 0 {
		return b.Candidates
	}
	var cs []*Candidate
	for _, i := range b.owners[item-1] {
		cs = append(cs, b.Candidates[i])
	}
	return cs
}

// joined is what candidates have together.
type joined struct {
	names   map[string]*decl    // by what they are called
	methods map[[2]string]*decl // by type and name
	imports map[string]importLine
	items   []*item
	owners  [][]int
	at      map[*decl]int // in items
}

// add adds what a candidate has, and reports whether it fits; if not, nothing changes.
func (j *joined) add(c *Candidate, index int) bool {
	for _, i := range c.imports {
		if other, ok := j.imports[i.name]; ok && other.path != i.path || j.names[i.name] != nil {
			return false
		}
	}
	for _, it := range c.items {
		for _, n := range it.names {
			if it.recv != "" {
				if d := j.methods[[2]string{it.recv, n.Name}]; d != nil && d != it.decl {
					return false
				}
				continue
			}
			if _, imported := j.imports[n.Name]; imported {
				return false
			}
			if d := j.names[n.Name]; d != nil && d != it.decl {
				return false
			}
		}
	}
	for _, i := range c.imports {
		if _, ok := j.imports[i.name]; !ok {
			j.imports[i.name] = i
		}
	}
	for _, it := range c.items {
		at, ok := j.at[it.decl]
		if !ok {
			at = len(j.items)
			j.at[it.decl] = at
			j.items, j.owners = append(j.items, it), append(j.owners, nil)
		}
		j.owners[at] = append(j.owners[at], index)
		for _, n := range it.names {
			if it.recv != "" {
				j.methods[[2]string{it.recv, n.Name}] = it.decl
			} else {
				j.names[n.Name] = it.decl
			}
		}
	}
	return true
}

func (j *joined) write(b *Bundle) {
	var imports []importLine
	for _, i := range j.imports {
		imports = append(imports, i)
	}
	sortImports(imports)
	b.Source, b.Lines, b.begins = source(imports, j.items)
	b.owners = j.owners
	for _, c := range b.Candidates {
		b.Starts = append(b.Starts, b.begins[j.at[c.answer]]+1)
	}
}

// plain reports whether nothing was renamed in the candidate and no code of it runs
// before it is served.
func (c *Candidate) plain() bool {
	for _, it := range c.items {
		if len(it.edits) > 0 || it.kind == token.VAR && runs(it.node) {
			return false
		}
	}
	return true
}

// runs reports whether a variable's declaration has more than values that are written
// down: calls, and what may panic.
func runs(n ast.Node) (yes bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // it runs when it is called
		case *ast.CallExpr, *ast.IndexExpr, *ast.IndexListExpr, *ast.SliceExpr, *ast.StarExpr, *ast.TypeAssertExpr, *ast.SelectorExpr:
			yes = true
		case *ast.UnaryExpr:
			yes = yes || n.Op == token.ARROW
		case *ast.BinaryExpr:
			yes = yes || n.Op == token.QUO || n.Op == token.REM || n.Op == token.SHL || n.Op == token.SHR
		}
		return !yes
	})
	return yes
}
