package notebook

import (
	"bytes"
	"fmt"
	"maps"
)

// Merge brings a student's notebook, mine, up to date with a lesson's new
// edition; base is the edition that mine was made from, or nil when nobody
// knows. Cells are matched by id.
//
//   - A cell the student left as base has it becomes the lesson's new one, or
//     goes if the lesson dropped it. Outputs stay where the source stays.
//   - A code cell the student changed keeps the student's source.
//   - A Markdown cell that both changed becomes the lesson's, and the
//     student's stands below it as a cell of its own. Without base nobody
//     knows who changed it, and it just becomes the lesson's.
//   - Cells the student added stay behind the cell they stood behind; cells
//     the student deleted stay away unless the lesson changed them since.
//
// With base, every line of a cell that the student changed or added is in the
// result. Merging again changes nothing. The notes say in words, for the
// student, what happened; there are none if nothing did. No argument is
// changed; the result shares metadata and outputs with them.
func Merge(mine, base, latest *Notebook) (merged *Notebook, notes []string) {
	m := merger{mine: index(mine), latest: index(latest), hasBase: base != nil}
	if base != nil {
		m.base = index(base)
	}
	m.lessonCells(latest)
	m.studentCells(mine)
	merged = &Notebook{
		Cells:    m.inOrder(mine, latest),
		Metadata: mergeMetadata(mine.Metadata, nil, latest.Metadata),
	}
	for _, count := range []struct {
		n    int
		what string
	}{{m.updated, "updated"}, {m.added, "new"}, {m.removed, "removed"}} {
		if count.n > 0 {
			m.note("%s %s", plural(count.n, "cell"), count.what)
		}
	}
	return merged, m.notes
}

type merger struct {
	mine, base, latest map[string]*Cell
	hasBase            bool

	lesson map[string]Cell // what becomes of the lesson's cells
	copies map[string]Cell // id of a lesson's cell → the student's version of it, to stand below
	kept   map[string]Cell // the student's cells that the lesson does not have

	updated, added, removed int
	notes                   []string
}

func (m *merger) note(format string, args ...any) {
	m.notes = append(m.notes, fmt.Sprintf(format, args...))
}

func index(n *Notebook) map[string]*Cell {
	cells := make(map[string]*Cell, len(n.Cells))
	for i := range n.Cells {
		cells[n.Cells[i].ID] = &n.Cells[i]
	}
	return cells
}

// lessonCells decides about each cell of the new edition.
func (m *merger) lessonCells(latest *Notebook) {
	m.lesson, m.copies = map[string]Cell{}, map[string]Cell{}
	for i := range latest.Cells {
		next := &latest.Cells[i]
		mine, base := m.mine[next.ID], m.base[next.ID]
		switch {
		case mine == nil && same(base, next):
			// The student deleted it and the lesson says nothing new.
		case mine == nil:
			m.lesson[next.ID] = *next
			if base == nil {
				m.added++
			} else {
				m.note("%s is back: the lesson has changed it since you deleted it", name(next))
			}
		case same(mine, next):
			m.lesson[next.ID] = update(mine, base, next)
		case same(mine, base), !m.hasBase && mine.Type != Code && next.Type != Code:
			m.lesson[next.ID] = update(mine, base, next)
			m.updated++
		case same(base, next): // only the student changed it
			m.lesson[next.ID] = keep(mine, base, next)
		case mine.Type == Code:
			m.lesson[next.ID] = keep(mine, base, next)
			if !m.hasBase {
				m.note("%s kept as it is", name(mine, next))
			} else if _, role := next.Exercise(); role == Answer {
				m.note("%s kept; the lesson starts it differently now, so compare the signature with the statement", name(mine, next))
			} else {
				m.note("%s kept as you changed it; the lesson's new version of it is in the course's notebooks/", name(mine, next))
			}
		default:
			m.lesson[next.ID] = update(mine, base, next)
			if id, isThere := m.copyID(mine); !isThere {
				m.copies[next.ID] = Cell{ID: id, Type: mine.Type, Source: mine.Source, Attachments: mine.Attachments, Metadata: map[string]any{}}
			}
			m.note("%s is new; what you had written there stands below it", name(next))
		}
		if exercise, role := next.Exercise(); role == Statement && mine != nil && !same(mine, next) {
			if answer := m.mine[AnswerID(exercise)]; answer != nil && !same(answer, m.base[answer.ID]) {
				m.note("answer to %s kept; its statement is new", exercise)
			}
		}
	}
}

// studentCells decides about each of the student's cells that the new edition
// does not have.
func (m *merger) studentCells(mine *Notebook) {
	m.kept = map[string]Cell{}
	for i := range mine.Cells {
		c := &mine.Cells[i]
		base := m.base[c.ID]
		switch {
		case m.latest[c.ID] != nil:
		case base == nil:
			m.kept[c.ID] = *c
		case same(c, base):
			m.removed++
		default:
			m.kept[c.ID] = *c
			m.note("%s is no longer part of the lesson; kept because you changed it", name(c))
		}
	}
}

// inOrder returns the cells in the lesson's order, each of the student's
// behind the cell it stood behind.
func (m *merger) inOrder(mine, latest *Notebook) []Cell {
	behind := map[string][]Cell{} // id, or "" for the top → cells that follow it
	anchor := ""
	for i := range mine.Cells {
		id := mine.Cells[i].ID
		if c, ok := m.kept[id]; ok {
			behind[anchor] = append(behind[anchor], c)
		} else if _, ok := m.lesson[id]; ok {
			anchor = id
		}
	}
	cells := append([]Cell{}, behind[""]...)
	for i := range latest.Cells {
		id := latest.Cells[i].ID
		if c, ok := m.lesson[id]; ok {
			cells = append(cells, c)
		}
		if c, ok := m.copies[id]; ok {
			cells = append(cells, c)
		}
		cells = append(cells, behind[id]...)
	}
	return cells
}

// copyID returns a free id for a copy of c; isThere says that such a copy
// exists already.
func (m *merger) copyID(c *Cell) (id string, isThere bool) {
	stem := c.ID[:min(len(c.ID), 56)]
	for n := 1; ; n++ {
		if id = stem + "-mine"; n > 1 {
			id = fmt.Sprintf("%s-%d", id, n)
		}
		if there := m.mine[id]; there != nil && there.Type == c.Type && there.Source == c.Source {
			return id, true
		}
		if m.mine[id] == nil && m.base[id] == nil && m.latest[id] == nil && !m.copied(id) {
			return id, false
		}
	}
}

func (m *merger) copied(id string) bool {
	for _, c := range m.copies {
		if c.ID == id {
			return true
		}
	}
	return false
}

// same reports whether two cells say the same. A missing cell says nothing.
func same(a, b *Cell) bool {
	return a != nil && b != nil && a.Type == b.Type && a.Source == b.Source && equalJSON(a.Attachments, b.Attachments)
}

// update returns the lesson's cell with what the student's has beside the source.
func update(mine, base, next *Cell) Cell {
	c := *next
	c.Metadata = mergeMetadata(mine.Metadata, metadataOf(base), next.Metadata)
	if mine.Type == Code && next.Type == Code && mine.Source == next.Source {
		c.Outputs, c.ExecutionCount = mine.Outputs, mine.ExecutionCount
	}
	return c
}

// keep returns the student's cell with the lesson's metadata.
func keep(mine, base, next *Cell) Cell {
	c := *mine
	c.Metadata = mergeMetadata(mine.Metadata, metadataOf(base), next.Metadata)
	return c
}

func metadataOf(c *Cell) map[string]any {
	if c == nil {
		return nil
	}
	return c.Metadata
}

// mergeMetadata returns next with the keys that only mine has. A key that was
// in base and is gone from next goes.
func mergeMetadata(mine, base, next map[string]any) map[string]any {
	merged := maps.Clone(next)
	if merged == nil {
		merged = map[string]any{}
	}
	for key, v := range mine {
		_, inBase := base[key]
		if _, inNext := next[key]; !inNext && !inBase {
			merged[key] = v
		}
	}
	return merged
}

func equalJSON(a, b map[string]any) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	var x, y encoder
	x.value(a, 0)
	y.value(b, 0)
	return bytes.Equal(x.Bytes(), y.Bytes())
}

// name says which cell is meant: the answer to an exercise, or an id. The first
// of the cells that belongs to an exercise decides.
func name(cells ...*Cell) string {
	for _, c := range cells {
		if exercise, role := c.Exercise(); role != "" {
			if role == Answer {
				return "answer to " + exercise
			}
			return "statement of " + exercise
		}
	}
	return fmt.Sprintf("cell %q", cells[0].ID)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
