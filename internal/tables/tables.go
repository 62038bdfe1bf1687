// Package tables keeps comparisons that several cells add rows to. It runs in
// the course's program; cells hand it their rows.
//
// # Decisions
//
// A table is one JSON file. It is read, changed and written under its lock, so
// that two notebooks lose no rows. A file that cannot be read is set aside: it
// may be of use to somebody, and the table goes on without it.
//
// A row remembers what it was measured of: the machine, the array library, and
// each function of the reader's that led to it. Where one of these is another
// now, the row is outdated: it stays, and says why. Functions that the running
// notebook has not (yet) are no reason.
package tables

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fastergo/arraylib/roofline"
	"fastergo/internal/cell"
	"fastergo/internal/house"
	"fastergo/internal/lock"
	"fastergo/internal/machine"
	"fastergo/internal/syntax"
	"fastergo/internal/timing"
)

// A Request is what a cell says: add these rows to the table of that name, and
// show it.
type Request struct {
	Table string `json:"table"`
	File  string `json:"file"` // the cell's source
	Rows  []Row  `json:"rows"`
}

// A Row is a measurement with what else is said of it.
type Row struct {
	Label   string          `json:"label"`
	Min     float64         `json:"min"`
	Std     float64         `json:"std"`
	Runs    int             `json:"runs"`
	Bytes   int             `json:"bytes"`
	Allocs  int             `json:"allocs"`
	Peak    int             `json:"peak"`
	Columns []timing.Column `json:"columns,omitempty"`
	Flops   float64         `json:"flops,omitempty"` // of a call
	Bits    int             `json:"bits,omitempty"`  // of the numbers: 32 or 64
	File    string          `json:"file,omitempty"`  // where the function that was measured begins
	Line    int             `json:"line,omitempty"`

	Machine string            `json:"machine,omitempty"`
	Library string            `json:"library,omitempty"`
	Uses    map[string]string `json:"uses,omitempty"`
}

// A Store is a directory of tables.
type Store struct {
	Dir     string // of the cells' state
	Machine string // this one's name
	Library string // the array library's, condensed
	Limits  func() *roofline.Limits
}

// Open returns the store in a directory of state.
func Open(dir string) *Store {
	return &Store{Dir: dir, Machine: machine.Name(), Library: library(), Limits: func() *roofline.Limits { return machine.Limits(false).Limits }}
}

// Show adds rows and returns the table to show. A row takes the place of one
// with the same label. When the table cannot be kept, it is shown all the same,
// with the reason.
func (s *Store) Show(q Request) cell.Bundle {
	path := filepath.Join(s.Dir, "tables", fileName(q.Table))
	defer lock.File(path)()
	rows, notes := s.read(path)
	source, _ := os.ReadFile(q.File)
	for _, r := range q.Rows {
		r.Machine, r.Library = s.Machine, s.Library
		if r.File == q.File {
			if uses, err := syntax.Uses(source, r.Line); err == nil {
				delete(uses, "") // the cell replaces its row itself
				r.Uses = uses
			}
		}
		r.File, r.Line = "", 0
		same := func(old Row) bool { return old.Label == r.Label }
		if i := slices.IndexFunc(rows, same); i >= 0 {
			rows[i] = r
		} else {
			rows = append(rows, r)
		}
	}
	if len(q.Rows) > 0 {
		data, err := json.MarshalIndent(rows, "", " ")
		if err == nil {
			err = cell.WriteFile(path, append(data, '\n'))
		}
		if err != nil {
			notes = append(notes, "The rows are shown but not kept: "+err.Error()+".")
		}
	}
	return s.show(q.Table, rows, source, notes)
}

// read returns the rows that are kept. What cannot be read is set aside.
func (s *Store) read(path string) (rows []Row, notes []string) {
	data, err := os.ReadFile(path)
	if err == nil {
		if err = json.Unmarshal(data, &rows); err == nil {
			return rows, nil
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	aside := path + ".unreadable"
	if err2 := os.Rename(path, aside); err2 != nil {
		return nil, []string{fmt.Sprintf("Earlier rows cannot be read: %v.", err)}
	}
	return nil, []string{fmt.Sprintf("Earlier rows could not be read (%v); they are in %s now.", err, aside)}
}

func (s *Store) show(name string, rows []Row, source []byte, notes []string) cell.Bundle {
	declared, _ := syntax.Declared(source)
	shown := make([]timing.Row, len(rows))
	for i, r := range rows {
		shown[i] = timing.Row{Label: r.Label, Min: r.Min, Std: r.Std, Runs: r.Runs, Bytes: r.Bytes, Allocs: r.Allocs, Peak: r.Peak}
		shown[i].Outdated = s.outdated(r, declared)
		if r.Flops > 0 && r.Min > 0 {
			rate := r.Flops / r.Min
			shown[i].Columns = append(shown[i].Columns, timing.Column{Name: "GFLOP/s", Value: timing.Digits(rate / 1e9)})
			if ceiling := s.ceiling(r); ceiling > 0 {
				shown[i].Columns = append(shown[i].Columns, timing.Column{Name: "of the ceiling", Value: timing.Digits(100*rate/ceiling) + " %"})
			}
		}
		shown[i].Columns = append(shown[i].Columns, r.Columns...)
	}
	text, page := timing.Text(shown), timing.HTML(shown)
	if len(shown) == 0 {
		text, page = "(no rows yet)", `<div>(no rows yet)</div>`
	}
	text = name + "\n" + text
	page = `<div><b>` + html.EscapeString(name) + `</b></div>` + page
	for _, n := range notes {
		text += "\n" + n
		page += `<div>` + html.EscapeString(n) + `</div>`
	}
	return cell.Bundle{cell.Text: text, cell.HTML: page}
}

// ceiling returns the flops a second that nothing on this machine exceeds; of a
// row from elsewhere it is not known.
func (s *Store) ceiling(r Row) float64 {
	if r.Machine != s.Machine {
		return 0
	}
	if r.Bits == 32 {
		return s.Limits().FMA32.Best()
	}
	return s.Limits().FMA64.Best()
}

// outdated says why a row no longer holds, or "".
func (s *Store) outdated(r Row, declared map[string]string) string {
	switch {
	case r.Machine != s.Machine:
		return "outdated: measured on " + cmp.Or(r.Machine, "another machine")
	case r.Library != s.Library:
		return "outdated: the array library has changed"
	}
	for _, name := range slices.Sorted(maps.Keys(r.Uses)) {
		if now := declared[name]; now != "" && now != r.Uses[name] {
			return "outdated: " + name + " has changed"
		}
	}
	return ""
}

// fileName makes a file's name of a table's.
func fileName(table string) string {
	plain := strings.Map(func(r rune) rune {
		if r < 0x80 && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_') {
			return r
		}
		return '-'
	}, table)
	sum := sha256.Sum256([]byte(table))
	return fmt.Sprintf("%s-%x.json", plain[:min(len(plain), 60)], sum[:4])
}

// library condenses the array library's source, or returns "" where there is
// none.
func library() string {
	root, err := house.Root()
	if err != nil {
		return ""
	}
	h := sha256.New()
	_ = filepath.WalkDir(filepath.Join(root, "arraylib"), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		ext := filepath.Ext(path)
		if d.IsDir() || ext != ".go" && ext != ".s" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		data, _ := os.ReadFile(path)
		fmt.Fprintf(h, "%s %d\n", filepath.Base(path), len(data))
		h.Write(data)
		return nil
	})
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}
