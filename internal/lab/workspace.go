package lab

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fastergo/internal/notebook"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// stateDir is where a workspace keeps what belongs to no student: the editions
// its notebooks were made from (base/), the students' notebooks as they were
// before an update (backups/), the running server's address and log.
const stateDir = ".fastergo"

// keptBackups is how many backups of one notebook stay; the oldest go first.
const keptBackups = 20

// A workspace is a directory of notebooks that a student works in.
type workspace struct {
	dir     string
	lessons string // directory of the editions that notebooks come from
	now     func() time.Time
}

// Workspace returns the student's directory: dir, or the clone's own if dir is
// empty.
func (e *Env) Workspace(dir string) (string, error) {
	if dir == "" {
		return filepath.Join(e.Root, "workspace"), nil
	}
	return filepath.Abs(dir)
}

func workspaceStep(dir string, note func(string)) step {
	at := func(e *Env) workspace {
		return workspace{dir: dir, lessons: filepath.Join(e.Root, "notebooks"), now: time.Now}
	}
	return step{
		name: "workspace", title: "workspace " + dir,
		ready: func(e *Env) bool { return at(e).upToDate() },
		do: func(_ context.Context, e *Env, _ func(int, int, string)) error {
			return at(e).update(note)
		},
	}
}

// editions returns the file names of the lessons' notebooks, in order.
func (w workspace) editions() []string {
	paths, _ := filepath.Glob(filepath.Join(w.lessons, "*.ipynb"))
	names := make([]string, len(paths))
	for i, path := range paths {
		names[i] = filepath.Base(path)
	}
	slices.Sort(names)
	return names
}

func (w workspace) mine(name string) string   { return filepath.Join(w.dir, name) }
func (w workspace) latest(name string) string { return filepath.Join(w.lessons, name) }
func (w workspace) base(name string) string   { return filepath.Join(w.dir, stateDir, "base", name) }

// upToDate reports whether an update would change nothing. It reads nothing of
// the student's.
func (w workspace) upToDate() bool {
	if _, err := os.Stat(filepath.Join(w.dir, stateDir)); err != nil {
		return false
	}
	for _, name := range w.editions() {
		if _, err := os.Lstat(w.mine(name)); err != nil || !sameContent(w.base(name), w.latest(name)) {
			return false
		}
	}
	return true
}

// update brings the workspace up to date with the lessons and calls note with
// what the student should know. A notebook that cannot be updated is left as it
// is and does not stop the others; the error then counts them.
func (w workspace) update(note func(string)) error {
	state := filepath.Join(w.dir, stateDir)
	if err := os.MkdirAll(state, 0o755); err != nil {
		return fmt.Errorf("%w: name a directory that you may write to", err)
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(state, "lock")).Lock()
	if err != nil {
		return err
	}
	defer unlock()
	names := w.editions()
	if len(names) == 0 {
		note("there are no notebooks in " + w.lessons + " yet: go generate ./... makes them")
	}
	failed := 0
	for _, name := range names {
		said, err := w.updateOne(name)
		if err != nil {
			failed++
			said = append(said, err.Error())
		}
		for _, s := range said {
			note(name + ": " + s)
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d notebooks could not be updated; nothing of yours was changed in them", failed, len(names))
	}
	return nil
}

// updateOne brings one notebook up to date. The student's file is written
// before the base: when only the first happened, the next update merges once
// more, which changes nothing.
func (w workspace) updateOne(name string) (notes []string, err error) {
	latest, err := os.ReadFile(w.latest(name))
	if err != nil {
		return nil, err
	}
	base, err := os.ReadFile(w.base(name))
	hasBase := err == nil
	if _, err := os.Lstat(w.mine(name)); errors.Is(err, fs.ErrNotExist) {
		if err := writeFile(w.mine(name), latest); err != nil {
			return nil, err
		}
		if hasBase {
			notes = append(notes, "was gone; here it is again, fresh")
		}
		return notes, writeFile(w.base(name), latest)
	}
	if hasBase && bytes.Equal(base, latest) {
		return nil, nil
	}
	mine, err := readRegular(w.mine(name))
	if err != nil {
		return w.putBeside(name, latest, err)
	}
	switch {
	case bytes.Equal(mine, latest):
	case hasBase && bytes.Equal(mine, base): // untouched
		if err := writeFile(w.mine(name), latest); err != nil {
			return nil, err
		}
		notes = append(notes, "updated")
	default:
		my, err := notebook.Parse(mine)
		if err != nil {
			return w.putBeside(name, latest, err)
		}
		merged, said, err := merge(my, base, latest)
		if err != nil {
			return nil, err
		}
		backup, err := w.backUp(name, mine)
		if err != nil {
			return nil, fmt.Errorf("no backup could be made, so it was not updated: %w", err)
		}
		if err := notebook.WriteFile(w.mine(name), merged); err != nil {
			return nil, err
		}
		notes = append(notes, said...)
		notes = append(notes, "as it was before: "+backup)
	}
	return notes, writeFile(w.base(name), latest)
}

// readRegular reads a file, and no pipe or device, which might never end.
func readRegular(path string) ([]byte, error) {
	if info, err := os.Stat(path); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, errors.New("it is not a file")
	}
	return os.ReadFile(path)
}

// merge merges the new edition into the student's notebook. A base that cannot
// be read is none.
func merge(mine *notebook.Notebook, base, latest []byte) (*notebook.Notebook, []string, error) {
	next, err := notebook.Parse(latest)
	if err != nil {
		return nil, nil, fmt.Errorf("the lesson's new edition cannot be read: %w", err)
	}
	from, err := notebook.Parse(base)
	if err != nil {
		from = nil
	}
	merged, notes := notebook.Merge(mine, from, next)
	return merged, notes, nil
}

// putBeside leaves a notebook that cannot be read alone and puts the new
// edition beside it, once, under a name made from its content.
func (w workspace) putBeside(name string, latest []byte, why error) ([]string, error) {
	beside := strings.TrimSuffix(name, ".ipynb") + "-new-" + key(string(latest))[:6] + ".ipynb"
	note := fmt.Sprintf("cannot be read (%v) and was left alone; the lesson's new edition is in %s", why, beside)
	if _, err := os.Lstat(w.mine(beside)); err == nil {
		return []string{note}, nil
	}
	return []string{note}, writeFile(w.mine(beside), latest)
}

// backUp keeps a copy of a student's notebook and returns its path.
func (w workspace) backUp(name string, mine []byte) (string, error) {
	dir := filepath.Join(w.dir, stateDir, "backups", strings.TrimSuffix(name, ".ipynb"))
	old, _ := filepath.Glob(filepath.Join(dir, "*.ipynb")) // oldest first
	if n := len(old); n > 0 {
		if last, err := os.ReadFile(old[n-1]); err == nil && bytes.Equal(last, mine) {
			return old[n-1], nil
		}
	}
	path := filepath.Join(dir, w.now().UTC().Format("20060102T150405.000000000Z")+".ipynb")
	if err := writeFile(path, mine); err != nil {
		return "", err
	}
	for len(old) >= keptBackups {
		os.Remove(old[0])
		old = old[1:]
	}
	return path, nil
}

// start returns the notebook to open: the one worked on last, else the first.
func (w workspace) start() string {
	names := w.editions()
	if len(names) == 0 {
		return ""
	}
	start, newest := names[0], time.Time{}
	for _, name := range names {
		info, err := os.Stat(w.mine(name))
		if err == nil && info.ModTime().After(newest) && !sameContent(w.mine(name), w.base(name)) {
			start, newest = name, info.ModTime()
		}
	}
	return start
}
