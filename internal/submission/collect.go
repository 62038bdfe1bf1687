package submission

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"fastergo/internal/notebook"
)

// Collect finds the submissions in files, directories and zips. lessons are the
// names of the course's. Submissions are sorted by student, lesson and attempt. An
// error means that one of the paths could not be read at all.
func Collect(ctx context.Context, paths []string, lessons []string) (all []Submission, unmatched []Unmatched, err error) {
	c := &collector{ctx: ctx, lessons: lessons}
	var found []*piece
	for _, p := range paths {
		c.pieces = nil
		if err := cmp.Or(c.walk(p), ctx.Err()); err != nil {
			return nil, nil, err
		}
		place(c.pieces, nil)
		found = append(found, c.pieces...)
	}
	all, unmatched = settle(found)
	return all, unmatched, nil
}

type collector struct {
	ctx     context.Context // looked at between files
	lessons []string
	open    opened
	pieces  []*piece // of one pile
}

// A source is where the bytes of a file are.
type source struct {
	folders []string // from the pile down; a zip counts as one
	file    File     // its Name is the file's own
	zips    int      // around it
}

func (c *collector) walk(p string) error {
	info, err := os.Stat(p)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%s: it is no file or directory", p)
		}
		read := func() ([]byte, error) { return readFile(p) }
		if isZip(p) {
			c.zip(source{nil, File{p, filepath.Base(p), read}, 0})
		} else {
			c.file(source{nil, File{p, filepath.Base(p), read}, 0})
		}
		return nil
	}
	var top []string
	if abs, err := filepath.Abs(p); err == nil {
		if base := filepath.Base(abs); base == nbgraders || base == exercisesDir {
			top = []string{base}
		}
	}
	return filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
		if c.ctx.Err() != nil {
			return c.ctx.Err()
		}
		if err != nil && name == p {
			return err
		}
		rel, relErr := filepath.Rel(p, filepath.Dir(name))
		if relErr != nil {
			return relErr
		}
		at := source{slices.Concat(top, split(filepath.ToSlash(rel))), File{name, d.Name(), func() ([]byte, error) { return readFile(name) }}, 0}
		switch {
		case err != nil:
			c.bad(at, "it cannot be read: %v", plain(err))
		case d.IsDir() && name != p && skipped(d.Name()):
			return fs.SkipDir
		case d.IsDir() || debris(d.Name()):
		case !d.Type().IsRegular():
			c.bad(at, "%v", errIrregular)
		case isZip(name):
			at.folders = append(at.folders, stem(d.Name()))
			c.zip(at)
		default:
			c.file(at)
		}
		return nil
	})
}

// plain is an error without the path that is told beside it.
func plain(err error) error {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err
	}
	return err
}

func split(dir string) []string {
	if dir == "." || dir == "" {
		return nil
	}
	return strings.Split(dir, "/")
}

// skipped names directories that programs leave behind.
func skipped(dir string) bool {
	switch dir {
	case ".ipynb_checkpoints", "__MACOSX", "__pycache__", ".git", ".fastergo":
		return true
	}
	return false
}

// debris names files that programs leave behind.
func debris(name string) bool {
	switch strings.ToLower(name) {
	case ".ds_store", "thumbs.db", "desktop.ini", "timestamp.txt":
		return true
	}
	return strings.HasPrefix(name, "._") || strings.HasPrefix(name, ".~") || strings.HasPrefix(name, "~$")
}

func isZip(name string) bool { return strings.EqualFold(path.Ext(name), ".zip") }

func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// zip takes in what a zip holds.
func (c *collector) zip(at source) {
	if at.zips == mostNesting {
		c.bad(at, "zips in zips in zips are not opened")
		return
	}
	a := &archive{path: at.file.Path, open: &c.open}
	if at.zips > 0 {
		a.read = at.file.read
	}
	z, err := a.list()
	if err != nil {
		c.bad(at, "it is no zip that can be read: %v", err)
		return
	}
	if len(z.File) > MostEntries {
		c.bad(at, "it holds %d entries; %d are the most", len(z.File), MostEntries)
		return
	}
	for i, f := range z.File {
		if c.ctx.Err() != nil {
			return
		}
		dir, base := path.Split(f.Name)
		folders := split(strings.TrimSuffix(dir, "/"))
		if base == "" || debris(base) || slices.ContainsFunc(folders, skipped) {
			continue
		}
		in := source{at.folders, File{at.file.Path + "!" + f.Name, base, a.entry(i, f.Name)}, at.zips + 1}
		if reason := unsafeEntry(f); reason != "" {
			c.bad(in, "%s", reason)
			continue
		}
		in.folders = slices.Concat(at.folders, folders)
		if isZip(base) {
			in.folders = append(in.folders, stem(base))
			c.zip(in)
		} else {
			c.file(in)
		}
	}
}

// unsafeEntry says why an entry of a zip is refused, or nothing.
func unsafeEntry(f *zip.File) string {
	switch {
	case !utf8.ValidString(f.Name):
		return "its name is not UTF-8"
	case strings.ContainsAny(f.Name, "\\\x00"):
		return "its name has a backslash or a zero byte"
	case strings.HasPrefix(f.Name, "/"), slices.Contains(strings.Split(f.Name, "/"), ".."):
		return "its name points outside the zip"
	case !f.Mode().IsRegular():
		return "it is no regular file: links are not followed"
	case f.Flags&1 != 0:
		return "it is encrypted"
	case f.UncompressedSize64 > MostBytes:
		return fmt.Sprintf("it is larger than %d MB", MostBytes>>20)
	}
	return ""
}

// file takes in a file that is no zip.
func (c *collector) file(at source) {
	p := c.piece(at)
	switch i := slices.Index(at.folders, exercisesDir); {
	case strings.EqualFold(path.Ext(p.file.Name), ".ipynb"):
		c.notebook(p)
	case i >= 0 && i+2 == len(at.folders) && strings.EqualFold(path.Ext(p.file.Name), ".go"):
		c.exercise(p, at.folders[i+1])
	case i >= 0:
		return // a go.mod, a picture
	default:
		p.kind = kindOther
		p.why = notWork(p.file.Name)
	}
	c.pieces = append(c.pieces, p)
}

// bad takes in a file that cannot be read, or is not.
func (c *collector) bad(at source, format string, args ...any) {
	p := c.piece(at)
	p.kind, p.why = kindBroken, fmt.Sprintf(format, args...)
	c.pieces = append(c.pieces, p)
}

// notWork says why a file is left out.
func notWork(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz":
		return "of archives only zips are opened"
	case ".go":
		return "Go files count in exercises/LESSON/ alone"
	}
	return "it is no notebook: those end in .ipynb"
}

func (c *collector) notebook(p *piece) {
	p.kind = kindNotebook
	data, err := p.file.read()
	if err != nil {
		p.kind, p.why = kindBroken, err.Error()
		return
	}
	if lesson := c.lessonOf(data); lesson != "" && lesson != p.lesson {
		if p.lesson != "" {
			p.notes = append(p.notes, fmt.Sprintf("its name says %s and the notebook itself %s: judged as %s", p.lesson, lesson, lesson))
		}
		p.lesson = lesson
	}
	if p.lesson == "" {
		p.kind, p.why = kindBroken, "it names no lesson of this course, neither in its metadata nor in its name"
	}
}

// lessonOf returns the lesson that a notebook's metadata name, if it is one of
// the course's.
func (c *collector) lessonOf(data []byte) string {
	n, err := notebook.Parse(data)
	if err != nil {
		return "" // whoever grades it says what is wrong
	}
	mark, _ := n.Metadata["fastergo"].(map[string]any)
	lesson, _ := mark["lesson"].(string)
	if slices.Contains(c.lessons, lesson) {
		return lesson
	}
	return ""
}

// exercise takes in a Go file of exercises/pkg.
func (c *collector) exercise(p *piece, pkg string) {
	p.kind, p.name = kindExercise, name{attempt: p.attempt}
	p.file.Name = pkg + "/" + p.file.Name
	l := slices.IndexFunc(c.lessons, func(l string) bool { return strings.HasSuffix(l, "_"+pkg) })
	if l < 0 {
		p.kind, p.why = kindBroken, "the course has no lesson "+pkg
		return
	}
	p.lesson = c.lessons[l]
}
