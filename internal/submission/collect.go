package submission

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fastergo/internal/notebook"
)

// Collect finds the submissions in files, directories and zips. lessons are the
// names of the course's. Submissions are sorted by student, lesson and attempt. An
// error means that one of the paths could not be read at all.
func Collect(paths []string, lessons []string) (all []Submission, unmatched []Unmatched, err error) {
	c := &collector{lessons: lessons, exercises: map[key]*Submission{}}
	for _, p := range paths {
		if err := c.root(p); err != nil {
			return nil, nil, err
		}
	}
	for _, s := range c.exercises {
		slices.SortFunc(s.Files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
		c.found = append(c.found, *s)
	}
	all, unmatched = settle(c.found, c.unmatched)
	return all, unmatched, nil
}

type collector struct {
	lessons   []string
	found     []Submission
	exercises map[key]*Submission
	unmatched []Unmatched
}

func (c *collector) miss(path, format string, args ...any) {
	c.unmatched = append(c.unmatched, Unmatched{path, fmt.Sprintf(format, args...)})
}

// A place is where a file was found: the parts of its path that count.
type place struct {
	parts  []string // of the directories below the root
	within string   // the student that the root stands for, "" if many do
}

func (c *collector) root(p string) error {
	info, err := os.Stat(p)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		c.file(place{}, p, filepath.Base(p), func() ([]byte, error) { return readFile(p) }, 0)
		return nil
	}
	at := place{}
	if abs, err := filepath.Abs(p); err == nil && filepath.Base(abs) == "exercises" {
		at.within = filepath.Base(filepath.Dir(abs))
		at.parts = []string{"exercises"}
	}
	return filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && name == p:
			return err
		case err != nil:
			c.miss(name, "it cannot be read: %v", plain(err))
			return nil
		case d.IsDir() && name != p && skipped(d.Name()):
			return fs.SkipDir
		case d.IsDir() || !interesting(d.Name()):
			return nil
		case !d.Type().IsRegular():
			c.miss(name, "it is no regular file: links and devices are not followed")
			return nil
		}
		rel, err := filepath.Rel(p, filepath.Dir(name))
		if err != nil {
			return err
		}
		here := place{slices.Concat(at.parts, split(filepath.ToSlash(rel))), at.within}
		c.file(here, name, d.Name(), func() ([]byte, error) { return readFile(name) }, 0)
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
	return dir == ".ipynb_checkpoints" || dir == "__MACOSX" || dir == ".git" || dir == ".fastergo"
}

func interesting(name string) bool {
	if strings.HasPrefix(name, "._") {
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".ipynb", ".zip", ".go":
		return true
	}
	return false
}

func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, plain(err)
	}
	defer f.Close()
	return readAll(f)
}

func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MostBytes+1))
	if err == nil && len(data) > MostBytes {
		err = fmt.Errorf("it is larger than %d MB", MostBytes>>20)
	}
	return data, err
}

// file takes in one file. nesting counts the zips around it.
func (c *collector) file(at place, shown, name string, read func() ([]byte, error), nesting int) {
	switch strings.ToLower(path.Ext(name)) {
	case ".zip":
		c.zip(at, shown, name, read, nesting)
	case ".ipynb":
		c.notebook(at, File{shown, name, read})
	case ".go":
		c.exercise(at, File{shown, name, read})
	}
}

func (c *collector) zip(at place, shown, name string, read func() ([]byte, error), nesting int) {
	if nesting == mostNesting {
		c.miss(shown, "zips in zips in zips are not opened")
		return
	}
	// Nothing stays open: a class may hand in thousands of zips.
	open := func() (*zip.Reader, func() error, error) {
		if nesting == 0 {
			f, err := zip.OpenReader(shown)
			if err != nil {
				return nil, nil, plain(err)
			}
			return &f.Reader, f.Close, nil
		}
		data, err := read()
		if err != nil {
			return nil, nil, err
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		return z, func() error { return nil }, err
	}
	archive, done, err := open()
	if err != nil {
		c.miss(shown, "it is no zip that can be read: %v", err)
		return
	}
	defer done()
	if len(archive.File) > MostEntries {
		c.miss(shown, "it holds %d entries; %d are the most", len(archive.File), MostEntries)
		return
	}
	// A zip of one student's files stands for that student.
	inside := place{nil, cmp.Or(at.within, strings.TrimSuffix(name, path.Ext(name)))}
	if len(at.parts) > 0 {
		inside.within = at.parts[0]
	}
	if holdsStudents(archive) {
		inside.within = at.within
		inside.parts = at.parts
	}
	for i, f := range archive.File {
		entry := shown + "!" + f.Name
		if strings.HasSuffix(f.Name, "/") || !interesting(path.Base(f.Name)) || slices.ContainsFunc(split(path.Dir(f.Name)), skipped) {
			continue
		}
		if reason := unsafeEntry(f); reason != "" {
			c.miss(entry, "%s", reason)
			continue
		}
		dir, base := path.Split(f.Name)
		c.file(place{slices.Concat(inside.parts, split(strings.TrimSuffix(dir, "/"))), inside.within}, entry, base, func() ([]byte, error) {
			z, done, err := open()
			if err != nil {
				return nil, err
			}
			defer done()
			if i >= len(z.File) || z.File[i].Name != f.Name {
				return nil, errors.New("the zip has changed since it was listed")
			}
			r, err := z.File[i].Open()
			if err != nil {
				return nil, err
			}
			defer r.Close()
			return readAll(r)
		}, nesting+1)
	}
}

// holdsStudents reports whether a zip's notebooks lie in more than one
// directory of its top, in one named submitted, or, all in one directory, under
// names that differ in more than the lesson.
func holdsStudents(z *zip.Reader) bool {
	tops, flat := map[string]bool{}, 0
	for _, f := range z.File {
		if ext := strings.ToLower(path.Ext(f.Name)); ext != ".ipynb" && ext != ".zip" {
			continue
		}
		top, _, nested := strings.Cut(f.Name, "/")
		switch {
		case skipped(top) || strings.HasPrefix(path.Base(f.Name), "._"):
		case nested:
			tops[top] = true
		case !startsWithNumber(f.Name):
			flat++
		}
	}
	return len(tops) > 1 || tops["submitted"] || flat > 0
}

func startsWithNumber(name string) bool { return name != "" && name[0] >= '0' && name[0] <= '9' }

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

var attemptDir = regexp.MustCompile(`^attempt[-_ ]?([0-9]{1,4})$`)

// who returns the student and the attempt that a place says, and what stands
// below the student; "" for no student.
func (p place) who() (student string, attempt int, below []string) {
	attempt, below = 1, p.parts
	switch i := slices.Index(p.parts, "submitted"); {
	case i >= 0 && i+1 < len(p.parts):
		student, below = p.parts[i+1], p.parts[i+2:]
	case p.within != "":
		student = p.within
	case len(p.parts) > 0:
		student, below = p.parts[0], p.parts[1:]
	}
	for _, dir := range below {
		if m := attemptDir.FindStringSubmatch(dir); m != nil {
			attempt, _ = strconv.Atoi(m[1])
		}
	}
	return student, attempt, below
}

func (c *collector) notebook(at place, f File) {
	data, err := f.read()
	if err != nil {
		c.miss(f.Path, "%v", err)
		return
	}
	stem := strings.TrimSuffix(f.Name, path.Ext(f.Name))
	named, before := c.lessonIn(stem)
	lesson := c.lessonOf(data)
	if lesson == "" {
		lesson = named
	}
	if lesson == "" {
		c.miss(f.Path, "it names no lesson of this course, neither in its metadata nor in its name")
		return
	}
	student, attempt, _ := at.who()
	if student == "" {
		if student = before; named == "" {
			student = stem
		}
	}
	if student == "" {
		c.miss(f.Path, "it says %s, but not whose it is: put it in a directory with the student's name, or name it STUDENT_%s.ipynb", lesson, lesson)
		return
	}
	f.Name = lesson + ".ipynb"
	c.found = append(c.found, Submission{student, lesson, attempt, []File{f}})
}

// lessonIn returns the lesson that a file's name ends with, and what stands
// before it.
func (c *collector) lessonIn(stem string) (lesson, before string) {
	for _, l := range c.lessons {
		if rest, ok := strings.CutSuffix(stem, l); ok {
			return l, strings.TrimRight(rest, "_- .")
		}
	}
	return "", ""
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

// exercise takes in a Go file, which counts below a directory exercises only.
func (c *collector) exercise(at place, f File) {
	i := slices.Index(at.parts, "exercises")
	if i < 0 || i+2 != len(at.parts) {
		return // not ours: a student's own program
	}
	pkg := at.parts[i+1]
	l := slices.IndexFunc(c.lessons, func(l string) bool { return strings.HasSuffix(l, "_"+pkg) })
	if l < 0 {
		c.miss(f.Path, "the course has no lesson %s", pkg)
		return
	}
	student, attempt, _ := place{at.parts[:i], at.within}.who()
	if student == "" {
		c.miss(f.Path, "it is nobody's: put exercises/ in a directory with the student's name")
		return
	}
	k := key{student, c.lessons[l], attempt}
	s := c.exercises[k]
	if s == nil {
		s = &Submission{Student: student, Lesson: c.lessons[l], Attempt: attempt}
		c.exercises[k] = s
	}
	f.Name = pkg + "/" + f.Name
	s.Files = append(s.Files, f)
}
