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

// A DirError says why a directory cannot be the workspace.
type DirError struct{ Dir, Why string }

func (d *DirError) Error() string { return d.Dir + " " + d.Why }

// Workspace returns the student's directory: dir, or the clone's own if dir is
// empty. It refuses, with a *DirError, what is no directory or where notebooks
// would lie among other things: the top of the file system, the user's home,
// the clone outside of its workspace.
func (e *Env) Workspace(dir string) (string, error) {
	own := filepath.Join(e.Root, "workspace")
	if dir == "" {
		dir = own
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	const another = ": name a directory of its own for the course"
	at := existing(dir)
	if info, err := os.Stat(at); err == nil && !info.IsDir() {
		return "", &DirError{at, "is a file: name a directory"}
	}
	// Links are followed; what does not exist yet has none.
	place, root := dir, e.Root
	if path, err := filepath.EvalSymlinks(at); err == nil {
		place = filepath.Join(path, strings.TrimPrefix(dir, at))
	}
	if path, err := filepath.EvalSymlinks(root); err == nil {
		root = path
	}
	home, err := os.UserHomeDir()
	switch {
	case filepath.Dir(place) == place:
		return "", &DirError{dir, "is the top of the file system" + another}
	case err == nil && same(place, home):
		return "", &DirError{dir, "is your home directory" + another}
	case within(place, root) && !within(place, filepath.Join(root, "workspace")):
		return "", &DirError{dir, "is in the course's clone: name a directory outside of it, or none for " + own}
	}
	if info, err := os.Stat(filepath.Join(dir, stateDir)); err == nil && !info.IsDir() {
		return "", fmt.Errorf("%s is a file where the course keeps its own: move it away", filepath.Join(dir, stateDir))
	}
	return dir, nil
}

// within reports whether path is top or below it.
func within(path, top string) bool {
	for !same(path, top) {
		if path == filepath.Dir(path) {
			return false
		}
		path = filepath.Dir(path)
	}
	return true
}

// same reports whether two paths lead to the same, which on some file systems
// several names do.
func same(a, b string) bool {
	ia, erra := os.Stat(a)
	ib, errb := os.Stat(b)
	return a == b || erra == nil && errb == nil && os.SameFile(ia, ib)
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

// upToDate reports whether an update would change nothing.
func (w workspace) upToDate() bool {
	if _, err := os.Stat(filepath.Join(w.dir, stateDir)); err != nil {
		return false
	}
	for _, name := range w.editions() {
		latest, err := os.ReadFile(w.latest(name))
		if err != nil {
			return false
		}
		if _, err := os.Lstat(w.mine(name)); err != nil {
			return false
		}
		if _, _, err := readNotebook(w.mine(name)); err != nil {
			if _, err := os.Lstat(w.mine(beside(name, latest))); err != nil {
				return false
			}
		} else if !holds(w.base(name), string(latest)) {
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
	next, err := notebook.Parse(latest)
	if err != nil {
		return nil, fmt.Errorf("the lesson's edition cannot be read: %w", err)
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
	mine, my, err := readNotebook(w.mine(name))
	if err != nil {
		return w.putBeside(name, latest, err)
	}
	switch {
	case hasBase && bytes.Equal(base, latest):
		return nil, nil
	case bytes.Equal(mine, latest):
	case hasBase && bytes.Equal(mine, base): // untouched
		if err := writeFile(w.mine(name), latest); err != nil {
			return nil, err
		}
		notes = append(notes, "updated")
	default:
		from, err := notebook.Parse(base)
		if err != nil {
			from = nil // a base that cannot be read is none
		}
		merged, said := notebook.Merge(my, from, next)
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

// readNotebook reads a student's notebook, as it is on disk and as it is
// understood. It reads no pipe or device, which might never end.
func readNotebook(path string) ([]byte, *notebook.Notebook, error) {
	if info, err := os.Stat(path); err != nil {
		return nil, nil, err
	} else if !info.Mode().IsRegular() {
		return nil, nil, errors.New("it is not a file")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	n, err := notebook.Parse(data)
	return data, n, err
}

// beside is the name under which an edition is put beside a notebook that
// cannot be read: another for each.
func beside(name string, edition []byte) string {
	return strings.TrimSuffix(name, ".ipynb") + "-new-" + key(string(edition))[:6] + ".ipynb"
}

// putBeside leaves a notebook that cannot be read alone and puts the lesson's
// edition beside it. Once it is there, there is nothing more to do or to say.
func (w workspace) putBeside(name string, edition []byte, why error) ([]string, error) {
	path := w.mine(beside(name, edition))
	if _, err := os.Lstat(path); err == nil {
		return nil, nil
	}
	note := fmt.Sprintf("cannot be read (%v) and was left alone; the lesson's current edition is in %s", why, filepath.Base(path))
	return []string{note}, writeFile(path, edition)
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

// startPage is the notebook that says how to use the others.
const startPage = "00_start.ipynb"

// start returns the notebook to open: the one worked on last, else the start
// page, else the first.
func (w workspace) start() string {
	names := w.editions()
	if len(names) == 0 {
		return ""
	}
	start, newest := names[0], time.Time{}
	if slices.Contains(names, startPage) {
		start = startPage
	}
	for _, name := range names {
		info, err := os.Stat(w.mine(name))
		if err == nil && info.ModTime().After(newest) && !sameContent(w.mine(name), w.base(name)) {
			start, newest = name, info.ModTime()
		}
	}
	return start
}
