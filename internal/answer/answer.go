package answer

import (
	"cmp"
	"fmt"
	"go/token"
	"path"
	"slices"
	"strings"
	"sync"
)

// An Exercise is what there is to know of one to find its answer.
type Exercise struct {
	ID        string // "fasterer/assign"
	Func      string // the graded function
	Package   string // "fasterer", the directory of its files
	Cell      string // id of its answer cell
	Stub      []byte // its file in exercises/, as students get it
	Reference []byte // its file in solutions/
}

// A Position is where a student wrote something: in a cell, or in a file.
type Position struct {
	File   string
	Cell   int // among the code cells, from 1; 0 in a Go file
	CellID string
	Line   int // in the cell or file, from 1; 0 for all of it
}

// String returns "cell 12 (fasterer-assign), line 3" or "fasterer/assign.go:3".
func (p Position) String() string {
	if p.Cell == 0 {
		if p.Line == 0 {
			return p.File
		}
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	text := fmt.Sprintf("cell %d", p.Cell)
	if p.CellID != "" {
		text += " (" + p.CellID + ")"
	}
	if p.Line > 0 {
		text += fmt.Sprintf(", line %d", p.Line)
	}
	return text
}

// A Candidate is an answer that can be compiled.
type Candidate struct {
	Exercise, Func string
	Source         []byte     // one file of package answer
	Lines          []Position // Lines[i] is where line i+1 of Source was written; zero if nobody wrote it
	At             Position   // of the answer's function
	Text           []byte     // the answer's function alone, as written
	Written        []byte     // all of Source that the student wrote, as written
	Uses           []string   // IDs of the other exercises whose functions the answer calls

	items   []*item
	answer  *decl
	start   int // the line of Source, from 1, in which the function begins
	imports []importLine
}

// A Problem is why there is no candidate, in one line.
type Problem struct {
	At       Position
	Message  string
	Rejected bool // the answer has what no answer may have
}

// Work is what a student handed in.
type Work struct {
	exercises []*exercise
	pools     map[string]*pool // by package; a notebook has one, ""
	log       []string
	ours      bool // there is something of the exercises in it

	references func() map[string]*pool // the course's, by package
}

// exercise is an exercise with what was found for it.
type exercise struct {
	Exercise
	stub    *decl    // the function as students get it
	answer  *decl    // the one that counts; nil if there is none
	problem *Problem // why there is none, though something was written
	notes   []string // why this one counts, where that is not plain
}

// A pool is the declarations that may reach each other.
type pool struct {
	ordered bool // by cells: a later one replaces an earlier one
	units   []*unit
	names   map[string][]*decl // functions, types, variables, constants
	methods map[string][]*decl // by type
	chosen  map[string]*decl   // the graded functions
}

func newPool(ordered bool) *pool {
	return &pool{ordered: ordered, names: map[string][]*decl{}, methods: map[string][]*decl{}, chosen: map[string]*decl{}}
}

func (p *pool) add(u *unit) {
	u.order = len(p.units)
	p.units = append(p.units, u)
	for _, d := range u.decls {
		d.pool = p
		if d.recv != "" {
			p.methods[d.recv] = append(p.methods[d.recv], d)
			continue
		}
		for _, name := range d.names {
			p.names[name.Name] = append(p.names[name.Name], d)
		}
	}
}

// find returns what name stands for in an answer in the unit at.
func (p *pool) find(name string, at *unit) *decl {
	if d := p.chosen[name]; d != nil {
		return d
	}
	return p.pick(p.names[name], at)
}

// pick chooses among declarations of one name, which are in order: of cells the
// last one down to at, else the first below; of files the one in at, else the first.
func (p *pool) pick(all []*decl, at *unit) (best *decl) {
	for _, d := range all {
		switch {
		case best == nil,
			d.unit == at,
			p.ordered && d.unit.order <= at.order:
			best = d
		}
	}
	return best
}

// methodsOf returns the methods of a type as an answer in at sees them.
func (p *pool) methodsOf(typ string, at *unit) (found []*decl) {
	byName := map[string][]*decl{}
	var names []string
	for _, d := range p.methods[typ] {
		name := d.names[0].Name
		if byName[name] == nil {
			names = append(names, name)
		}
		byName[name] = append(byName[name], d)
	}
	for _, name := range names {
		found = append(found, p.pick(byName[name], at))
	}
	return found
}

// How many lines are told.
const (
	mostLog   = 100
	mostNotes = 5 // of an exercise
)

func (w *Work) logf(format string, args ...any) {
	w.log = addLine(w.log, mostLog, fmt.Sprintf(format, args...))
}

func (e *exercise) notef(format string, args ...any) {
	e.notes = addLine(e.notes, mostNotes, fmt.Sprintf(format, args...))
}

func addLine(lines []string, most int, line string) []string {
	switch {
	case len(lines) < most:
		return append(lines, line)
	case len(lines) == most:
		return append(lines, "and more of that kind")
	}
	return lines
}

// Log returns what was left out, a line each.
func (w *Work) Log() []string { return slices.Clone(w.log) }

// Notes returns where an exercise's answer was found, a line each, if that is not where
// it belongs or not there alone.
func (w *Work) Notes(id string) []string {
	if e := w.exercise(id); e != nil {
		return slices.Clone(e.notes)
	}
	return nil
}

// exercise returns the exercise that has an ID, nil if there is none.
func (w *Work) exercise(id string) *exercise {
	if i := slices.IndexFunc(w.exercises, func(e *exercise) bool { return e.ID == id }); i >= 0 {
		return w.exercises[i]
	}
	return nil
}

// TextAt returns the Go of the cell or file that p is in, as handed in but for magics.
func (w *Work) TextAt(p Position) string {
	p.Line = 0
	for _, pool := range w.pools {
		for _, u := range pool.units {
			if u.place == p {
				lines := strings.SplitN(string(u.text), "\n", u.before+1)
				return lines[len(lines)-1]
			}
		}
	}
	return ""
}

func newWork(exercises []Exercise) (*Work, error) {
	w := &Work{pools: map[string]*pool{}}
	for _, e := range exercises {
		left := mostSource
		u := parseFile("exercises/"+e.ID+".go", e.Stub, &left)
		if u.broken != nil {
			return nil, fmt.Errorf("%s: the course's stub does not parse: %s", u.place.File, u.broken.Message)
		}
		x := &exercise{Exercise: e, stub: u.function(e.Func)}
		if x.stub == nil {
			return nil, fmt.Errorf("%s: the course's stub has no function %s", u.place.File, e.Func)
		}
		w.exercises = append(w.exercises, x)
	}
	w.references = sync.OnceValue(func() map[string]*pool {
		pools := map[string]*pool{}
		for _, e := range exercises {
			if pools[e.Package] == nil {
				pools[e.Package] = newPool(false)
			}
			left := mostSource
			pools[e.Package].add(parseFile("solutions/"+e.ID+".go", e.Reference, &left))
		}
		return pools
	})
	return w, nil
}

// Notebook finds the answers to exercises in a notebook. An error is one line:
// nothing can be read of it.
func Notebook(path string, content []byte, exercises []Exercise) (*Work, error) {
	w, err := newWork(exercises)
	if err != nil {
		return nil, err
	}
	cells, err := readNotebook(content)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", plain(path, 200), err)
	}
	ids, known := map[string]bool{}, map[string]bool{}
	for _, e := range w.exercises {
		ids[e.Cell], known[e.ID] = e.Cell != "", true
	}
	// The exercises' own cells first: what is left of the limit is for the others.
	units, left := make([]*unit, len(cells)), mostGo
	for _, turn := range []bool{true, false} {
		for i, c := range cells {
			if own := ids[c.id] || known[c.exercise]; own == turn {
				units[i] = parseCell(path, c, &left)
			}
		}
	}
	p := newPool(true)
	w.pools[""] = p
	for _, u := range units {
		p.add(u)
		w.remark(u)
	}
	for _, e := range w.exercises {
		w.choose(e, p, func(u *unit) bool {
			return u.place.CellID != "" && u.place.CellID == e.Cell || u.exercise == e.ID
		})
	}
	if !w.ours {
		w.logf("no cell is one of the exercises', by its id, its metadata or the function it declares")
	}
	return w, nil
}

// Files finds the answers to exercises in files of exercises/: the key of
// one is like "fasterer/assign.go".
func Files(files map[string][]byte, exercises []Exercise) (*Work, error) {
	w, err := newWork(exercises)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	left := mostGo
	for _, name := range names {
		pkg, base := path.Split(name)
		pkg = strings.TrimSuffix(pkg, "/")
		if strings.HasSuffix(base, "_test.go") || strings.HasPrefix(base, "_") || strings.HasPrefix(base, ".") || !strings.HasSuffix(base, ".go") {
			w.logf("%s is left out: tests and files that Go does not build are no part of an answer", plain(name, 80))
			continue
		}
		if w.pools[pkg] == nil {
			w.pools[pkg] = newPool(false)
		}
		u := parseFile(plain(name, 80), files[name], &left)
		w.pools[pkg].add(u)
		w.remark(u)
	}
	for _, e := range w.exercises {
		if p := w.pools[e.Package]; p != nil {
			w.choose(e, p, func(u *unit) bool { return u.place.File == e.ID+".go" })
		}
	}
	return w, nil
}

// remark logs what of a unit is no part of any answer.
func (w *Work) remark(u *unit) {
	if u.broken != nil {
		w.logf("%v: %s; what it declares is left out", u.broken.At, u.broken.Message)
	}
	for _, d := range u.left[:min(len(u.left), mostLog)] {
		w.logf("%v: func %s is no part of an answer and is left out", u.at(d.from), d.names[0].Name)
	}
}

// choose finds the answer to e in p. own tells the units that are meant for it.
func (w *Work) choose(e *exercise, p *pool, own func(*unit) bool) {
	var problem, missing *Problem // the last of a unit of its own, else the last of another
	problemIsOwn, untouched := false, false
	fail := func(mine bool, q *Problem) {
		if mine || !problemIsOwn {
			problem, problemIsOwn = q, mine
		}
	}
	var found []*decl
	for _, u := range p.units {
		mine := own(u)
		w.ours = w.ours || mine
		if u.broken != nil {
			if mine || u.mentions(e.Func) {
				fail(mine, u.broken)
			}
			continue
		}
		there := false
		for _, d := range u.decls {
			if d.kind != token.FUNC || d.recv != "" || d.names[0].Name != e.Func {
				continue
			}
			there, w.ours = true, true
			switch {
			case d.isStub(e.stub):
				untouched = true
			case d.signature() != e.stub.signature():
				fail(mine, &Problem{At: d.at(), Message: fmt.Sprintf("it has another signature: it is %s; the exercise asks for %s", d.heading(), e.stub.heading())})
			default:
				found = append(found, d)
			}
		}
		if mine && !there {
			missing = cmp.Or(u.missing(e.Func), missing)
		}
	}
	for _, d := range found {
		switch {
		case e.answer == nil, own(d.unit) && !own(e.answer.unit):
			e.answer = d
		case own(e.answer.unit) && !own(d.unit):
		case p.ordered || d.unit == e.answer.unit:
			e.answer = d
		}
	}
	switch {
	case e.answer != nil:
		p.chosen[e.Func] = e.answer
		e.explain(p, found, own(e.answer.unit))
	case problem != nil:
		e.problem = problem
	case !untouched:
		e.problem = missing
	}
}

// explain notes why an answer was chosen, where that is not plain.
func (e *exercise) explain(p *pool, found []*decl, own bool) {
	at := e.answer.at()
	switch {
	case !own && p.ordered:
		e.notef("%s is taken from %v, known by its name and signature: the exercise's own cell has no answer", e.Func, at)
	case !own:
		e.notef("%s is taken from %v, known by its name and signature: the exercise's own file has no answer", e.Func, at)
	case p.ordered && at.CellID != e.Cell:
		e.notef("%v is the exercise's own cell by its metadata, with another id", at)
	}
	for _, d := range found {
		if d != e.answer {
			e.notef("%s is also at %v; the one at %v counts", e.Func, d.at(), at)
		}
	}
}

// Answer returns the candidate for an exercise, or why there is none; neither
// if nothing was handed in for it: no cell, or an untouched stub. Where the
// answer calls the function of another exercise and reference says so, the
// course's stands in its place; a nil reference says no. It may be called by
// several goroutines at once.
func (w *Work) Answer(id string, reference func(id string) bool) (*Candidate, *Problem) {
	e := w.exercise(id)
	if e == nil {
		return nil, nil
	}
	if e.answer == nil {
		return nil, e.problem
	}
	if reference == nil {
		reference = func(string) bool { return false }
	}
	b := &builder{work: w, exercise: e, reference: reference}
	return b.build()
}
