package lab

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// edition returns a lesson's notebook: its text, and an exercise to answer.
func edition(text string) string { return book(text, "panic(lesson.TODO)") }

// book returns a notebook with this text and this answer.
func book(text, answer string, more ...string) string {
	cells := []map[string]any{
		{"cell_type": "markdown", "id": "text", "metadata": map[string]any{}, "source": text},
		{"cell_type": "code", "id": "x-answer", "metadata": map[string]any{}, "source": answer, "outputs": []any{}, "execution_count": nil},
	}
	for i, source := range more {
		cells = append(cells, map[string]any{"cell_type": "markdown", "id": fmt.Sprint("more-", i), "metadata": map[string]any{}, "source": source})
	}
	out, err := json.Marshal(map[string]any{"cells": cells, "metadata": map[string]any{}, "nbformat": 4, "nbformat_minor": 5})
	if err != nil {
		panic(err)
	}
	return string(out)
}

const lesson1 = "01_one.ipynb"

type testSpace struct {
	workspace
	t     *testing.T
	notes []string
}

func newSpace(t *testing.T) *testSpace {
	dir := t.TempDir()
	clock := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	s := &testSpace{t: t, workspace: workspace{
		dir: filepath.Join(dir, "space"), lessons: filepath.Join(dir, "notebooks"),
		now: func() time.Time { clock = clock.Add(time.Second); return clock },
	}}
	s.release(edition("first edition"))
	return s
}

func (s *testSpace) release(text string) { write(s.t, s.latest(lesson1), text) }

func (s *testSpace) sync() error {
	s.notes = nil
	return s.update(func(note string) { s.notes = append(s.notes, note) })
}

func (s *testSpace) mustSync() {
	s.t.Helper()
	if err := s.sync(); err != nil {
		s.t.Fatal(err)
	}
	if !s.upToDate() {
		s.t.Error("not up to date after an update")
	}
}

// has checks that the student's notebook holds these and not those texts.
func (s *testSpace) has(want ...string) {
	s.t.Helper()
	text := read(s.t, s.mine(lesson1))
	for _, w := range want {
		w, not := strings.CutPrefix(w, "not ")
		if strings.Contains(text, w) == not {
			s.t.Errorf("%q in the notebook: %v\n%s", w, !not, text)
		}
	}
}

func (s *testSpace) backups() (texts []string) {
	paths, _ := filepath.Glob(filepath.Join(s.dir, stateDir, "backups", "01_one", "*.ipynb"))
	for _, path := range paths {
		texts = append(texts, read(s.t, path))
	}
	return texts
}

func TestWorkspaceFirst(t *testing.T) {
	s := newSpace(t)
	if s.upToDate() {
		t.Error("up to date before there is anything")
	}
	s.mustSync()
	s.has("first edition")
}

func TestWorkspaceUpdate(t *testing.T) {
	s := newSpace(t)
	s.mustSync()
	solved := book("first edition", "return 42", "a note of mine")
	write(t, s.mine(lesson1), solved)
	s.release(edition("second edition"))
	s.mustSync()
	s.has("second edition", "not first edition", "return 42", "not TODO", "a note of mine")
	if got := s.backups(); !slices.Equal(got, []string{solved}) {
		t.Errorf("backups %q, want the notebook as it was", got)
	}
	if len(s.notes) == 0 || !strings.Contains(s.notes[len(s.notes)-1], filepath.Join(stateDir, "backups")) {
		t.Errorf("notes %q do not say where the backup is", s.notes)
	}
}

func TestWorkspaceUntouched(t *testing.T) {
	s := newSpace(t)
	s.mustSync()
	s.release(edition("second edition"))
	s.mustSync()
	s.has("second edition")
	if got := s.backups(); len(got) > 0 {
		t.Errorf("a notebook nobody touched was backed up: %q", got)
	}
}

func TestWorkspaceLeavesFilesAlone(t *testing.T) {
	s := newSpace(t)
	s.mustSync()
	write(t, s.mine(lesson1), book("first edition", "return 42"))
	old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(s.mine(lesson1), old, old); err != nil {
		t.Fatal(err)
	}
	s.mustSync()
	info, err := os.Stat(s.mine(lesson1))
	if err != nil || !info.ModTime().Equal(old) || len(s.notes) > 0 {
		t.Errorf("without a new edition: %v, modified %v, notes %q", err, info.ModTime(), s.notes)
	}
}

func TestWorkspaceDeleted(t *testing.T) {
	s := newSpace(t)
	s.mustSync()
	os.Remove(s.mine(lesson1))
	if s.upToDate() {
		t.Error("up to date without the notebook")
	}
	s.mustSync()
	s.has("first edition")
}

// An update can be cut short after each of its writes. Each case is what is
// there then; the answer has to survive what comes next.
func TestWorkspaceCutShort(t *testing.T) {
	first, second := edition("first edition"), edition("second edition")
	solved, merged := book("first edition", "return 42"), book("second edition", "return 42")
	tests := []struct {
		name         string
		mine, base   string // "" is absent
		backup       string
		want         []string
		wantTouching bool
	}{
		{"copied, no base yet", first, "", "", []string{"second edition", "TODO"}, true},
		{"copied and then solved, no base yet", solved, "", "", []string{"second edition", "return 42"}, true},
		{"backed up only", solved, first, solved, []string{"second edition", "return 42"}, true},
		{"merged, base still old", merged, first, solved, []string{"second edition", "return 42"}, true},
		{"merged, no base at all", merged, "", solved, []string{"second edition", "return 42"}, true},
		{"base there, notebook not", "", first, "", []string{"second edition"}, true},
		{"base damaged", solved, "{", "", []string{"second edition", "return 42"}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newSpace(t)
			s.release(second)
			if test.mine != "" {
				write(t, s.mine(lesson1), test.mine)
			}
			if test.base != "" {
				write(t, s.base(lesson1), test.base)
			}
			if test.backup != "" {
				write(t, filepath.Join(s.dir, stateDir, "backups/01_one/20260101T000000.000000000Z.ipynb"), test.backup)
			}
			// Files an interrupted write leaves behind.
			write(t, filepath.Join(s.dir, "."+lesson1+".part-1"), "{")
			s.mustSync()
			s.has(test.want...)
			if test.backup != "" && !slices.Contains(s.backups(), test.backup) {
				t.Error("the backup is gone")
			}
			text := read(t, s.mine(lesson1))
			s.mustSync()
			if again := read(t, s.mine(lesson1)); again != text || len(s.notes) > 0 {
				t.Errorf("a second update changed something: %q", s.notes)
			}
		})
	}
}

func TestWorkspaceUnreadable(t *testing.T) {
	tests := []struct{ name, mine string }{
		{"truncated", edition("first edition")[:40]},
		{"empty", ""},
		{"not JSON", "my notes"},
		{"nbformat 3", `{"nbformat": 3, "worksheets": []}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newSpace(t)
			write(t, s.latest("02_two.ipynb"), edition("another lesson"))
			s.mustSync()
			write(t, s.mine(lesson1), test.mine)
			s.release(edition("second edition"))
			for i := range 2 { // the second time, nothing happens
				if err := s.sync(); err != nil {
					t.Fatal(err)
				}
				if got := read(t, s.mine(lesson1)); got != test.mine {
					t.Errorf("the notebook was changed to %q", got)
				}
				beside, _ := filepath.Glob(filepath.Join(s.dir, "01_one-new-*.ipynb"))
				if len(beside) != 1 || read(t, beside[0]) != edition("second edition") {
					t.Errorf("beside it: %v", beside)
				}
				if !s.upToDate() {
					t.Error("not up to date although there is no more to do")
				}
				if i == 0 && (len(s.notes) != 1 || !strings.Contains(s.notes[0], "left alone")) || i > 0 && len(s.notes) > 0 {
					t.Errorf("notes %q in round %d", s.notes, i)
				}
			}
			// What was begun in the new edition is the student's, too.
			beside, _ := filepath.Glob(filepath.Join(s.dir, "01_one-new-*.ipynb"))
			write(t, beside[0], book("second edition", "return 43"))
			if err := s.sync(); err != nil || !strings.Contains(read(t, beside[0]), "return 43") {
				t.Errorf("error %v, notebook beside overwritten", err)
			}
		})
	}
}

// A notebook that broke is found without a new edition.
func TestWorkspaceBroke(t *testing.T) {
	s := newSpace(t)
	s.mustSync()
	write(t, s.mine(lesson1), "\x00garbage")
	if s.upToDate() {
		t.Fatal("up to date with a notebook that cannot be read")
	}
	s.mustSync()
	beside, _ := filepath.Glob(filepath.Join(s.dir, "01_one-new-*.ipynb"))
	if len(beside) != 1 || read(t, beside[0]) != edition("first edition") || len(s.notes) != 1 || !strings.Contains(s.notes[0], filepath.Base(beside[0])) {
		t.Errorf("beside it %v, notes %q", beside, s.notes)
	}
	s.has("garbage")
	s.mustSync()
	if len(s.notes) > 0 {
		t.Errorf("said again: %q", s.notes)
	}
	write(t, s.mine(lesson1), book("first edition", "return 42"))
	s.mustSync()
	s.has("return 42")
	if len(s.notes) > 0 {
		t.Errorf("mended, and still: %q", s.notes)
	}
}

func TestWorkspaceRefused(t *testing.T) {
	dir := fake(t, "go")
	root, home := filepath.Join(dir, "root"), filepath.Join(dir, "user")
	t.Setenv("HOME", home)
	write(t, filepath.Join(home, "notes.txt"), "")
	write(t, filepath.Join(root, "workspace", "x"), "")
	write(t, filepath.Join(dir, "taken", stateDir), "")
	os.Symlink(root, filepath.Join(dir, "link"))
	os.Symlink(filepath.Join(root, "lesson"), filepath.Join(dir, "inside"))
	e := locate(t)
	tests := []struct{ wd, dir, want string }{
		{root, "/", "/ is the top of the file system: "},
		{root, home, home + " is your home directory: "},
		{home, ".", home + " is your home directory: "},
		{root, ".", root + " is in the course's clone: "},
		{root, "notebooks", root + "/notebooks is in the course's clone: "},
		{root, "no/such/yet", root + "/no/such/yet is in the course's clone: "},
		{root, "workspace2", root + "/workspace2 is in the course's clone: "},
		{dir, "link", dir + "/link is in the course's clone: "},
		{dir, "link/lesson", dir + "/link/lesson is in the course's clone: "},
		{dir, "inside", dir + "/inside is in the course's clone: "},
		{home, "notes.txt", home + "/notes.txt is a file: name a directory"},
		{home, "notes.txt/below", home + "/notes.txt is a file: name a directory"},
		{dir, "taken", dir + "/taken/.fastergo is a file where the course keeps its own: move it away"},
		{root, "", ""},
		{root, "workspace", ""},
		{root, "workspace/mine", ""},
		{dir, "link/workspace", ""},
		{home, "course", ""},
		{dir, "root2", ""},
		{root, "..", ""},
	}
	for _, test := range tests {
		t.Chdir(test.wd)
		got, err := e.Workspace(test.dir)
		switch {
		case test.want == "" && (err != nil || !filepath.IsAbs(got)):
			t.Errorf("%q in %s: %q, %v", test.dir, test.wd, got, err)
		case test.want != "" && (err == nil || !strings.HasPrefix(err.Error(), test.want) || strings.Contains(err.Error(), "\n")):
			t.Errorf("%q in %s: %v, want %s", test.dir, test.wd, err, test.want)
		}
	}
}

func TestWorkspaceDirectoryInTheWay(t *testing.T) {
	s := newSpace(t)
	write(t, s.latest("02_two.ipynb"), edition("another lesson"))
	if err := os.MkdirAll(filepath.Join(s.mine(lesson1), "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := s.sync(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(s.mine("02_two.ipynb")); err != nil || len(s.notes) != 1 {
		t.Errorf("the other lesson: %v; notes %q", err, s.notes)
	}
}

func TestWorkspaceBadEdition(t *testing.T) {
	s := newSpace(t)
	write(t, s.latest("02_two.ipynb"), edition("another lesson"))
	s.mustSync()
	solved := book("first edition", "return 42")
	write(t, s.mine(lesson1), solved)
	s.release("{")
	write(t, s.latest("02_two.ipynb"), edition("another lesson, revised"))
	if err := s.sync(); err == nil || !strings.Contains(err.Error(), "1 of 2 notebooks") {
		t.Errorf("error %v", err)
	}
	if got := read(t, s.mine(lesson1)); got != solved {
		t.Errorf("changed to %s", got)
	}
	if got := read(t, s.mine("02_two.ipynb")); !strings.Contains(got, "revised") {
		t.Error("the other lesson was not updated")
	}
}

func TestWorkspaceKeepsSomeBackups(t *testing.T) {
	s := newSpace(t)
	s.mustSync()
	for i := range keptBackups + 5 {
		write(t, s.mine(lesson1), book("edition", fmt.Sprint("return ", i)))
		s.release(edition(fmt.Sprint("edition ", i)))
		s.mustSync()
	}
	got := s.backups()
	if len(got) != keptBackups || !strings.Contains(got[len(got)-1], fmt.Sprint("return ", keptBackups+4)) {
		t.Errorf("%d backups", len(got))
	}
}

func TestWorkspaceStart(t *testing.T) {
	s := newSpace(t)
	if got := s.start(); got != lesson1 {
		t.Errorf("before the first update it starts at %q", got)
	}
	write(t, s.latest("02_two.ipynb"), edition("another lesson"))
	s.mustSync()
	if got := s.start(); got != lesson1 {
		t.Errorf("at first it starts at %q", got)
	}
	write(t, s.latest("00_gallery.ipynb"), edition("a gallery"))
	write(t, s.latest(startPage), edition("how to start"))
	s.mustSync()
	if got := s.start(); got != startPage {
		t.Errorf("with a start page it starts at %q", got)
	}
	write(t, s.mine("02_two.ipynb"), book("another lesson", "return 1"))
	if got := s.start(); got != "02_two.ipynb" {
		t.Errorf("then it starts at %q", got)
	}
}
