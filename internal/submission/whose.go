package submission

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Folders that say something, and never whose the work is.
const (
	nbgraders    = "submitted"
	exercisesDir = "exercises"
	notebooksDir = "notebooks"
)

var attemptDir = regexp.MustCompile(`(?i)^attempt[-_ ]?([0-9]{1,4})$`)

// A piece is a file of a pile. All of a pile are looked at before it is said whose
// each is.
type piece struct {
	name
	kind    kind
	folders []string // from the pile down, but those that never say whose it is
	file    File
	student string // "" for nobody
	why     string // for nobody, or it does not count
	notes   []string
}

type kind int

const (
	kindNotebook kind = iota
	kindExercise      // a Go file of exercises/
	kindBroken        // might have been work
	kindOther         // is none
)

func (p *piece) work() bool { return p.kind == kindNotebook || p.kind == kindExercise }

// piece reads what a path says.
func (c *collector) piece(at source) *piece {
	p := &piece{file: at.file, name: c.read(stem(at.file.Name))}
	for _, dir := range at.folders {
		m := attemptDir.FindStringSubmatch(dir)
		switch {
		case dir == exercisesDir:
			return p
		case m != nil:
			p.attempt, _ = strconv.Atoi(m[1])
		case dir == notebooksDir || slices.Contains(c.lessons, dir):
		default:
			p.folders = append(p.folders, dir)
		}
	}
	return p
}

// A name is what a file's name says.
type name struct {
	lesson  string
	attempt int    // from 1
	owner   string // whose it is, if it is written as it should be
	words   string // all but the lesson and the attempt: "" says nothing of whose it is
}

var (
	attemptEnd  = regexp.MustCompile(`(?i)^(?:-(\d{1,3})| ?\((\d{1,3})\)|[-_ ]late)?$`)
	canvasWhole = regexp.MustCompile(`^(.+?)(?:_LATE)?_(\d+)_\d{4,}$`)
	canvasFirst = regexp.MustCompile(`^(.+?)(?:_LATE)?_(\d+)_\d{4,}_`)
	canvasLast  = regexp.MustCompile(`^(.+)_\d+_\d{4,}_`)
	moodleDir   = regexp.MustCompile(`^(.+_\d+)_assignsubmission_file_?$`)
)

// read reads a file's name without what it ends in.
func (c *collector) read(stem string) name {
	n := name{attempt: 1, owner: canvas(stem), words: stem}
	for _, l := range c.lessons {
		i := strings.LastIndex(stem, l)
		if i < 0 {
			continue
		}
		before, after := stem[:i], stem[i+len(l):]
		const between = "_- ."
		if before != "" && !strings.ContainsAny(before[len(before)-1:], between) || after != "" && !strings.ContainsAny(after[:1], between+"(") {
			continue
		}
		before = strings.TrimRight(before, between)
		n.lesson, n.words = l, before
		m := attemptEnd.FindStringSubmatch(after)
		switch {
		case m == nil: // "frank", "final": it could be either
			n.words = strings.TrimLeft(before+after, between)
			return n
		case m[1]+m[2] != "":
			again, _ := strconv.Atoi(m[1] + m[2])
			n.attempt = 1 + again
		case after != "":
			n.attempt = 2
		}
		if m := canvasWhole.FindStringSubmatch(before); m != nil {
			n.owner = m[1] + "_" + m[2]
		} else if n.owner == "" {
			n.owner = before
		}
		return n
	}
	return n
}

// canvas returns the student in front of a file's name, as Canvas writes it:
// name[_LATE]_userid_attachmentid_file. What can be read in two ways says nothing.
func canvas(stem string) string {
	first, last := canvasFirst.FindStringSubmatch(stem+"_"), canvasLast.FindStringSubmatch(stem+"_")
	if first == nil || last == nil || strings.TrimSuffix(last[1], "_LATE") != first[1] {
		return ""
	}
	return first[1] + "_" + first[2]
}

// stated returns the student that a folder's name states as Moodle's downloads and
// Canvas's zips do, or nothing.
func stated(folder string) string {
	if m := moodleDir.FindStringSubmatch(folder); m != nil {
		return m[1]
	}
	return canvas(folder)
}

// place says whose the pieces of a pile are. around are the folders in it that hold
// nothing but the one folder that the pieces' folders begin in.
func place(pieces []*piece, around []string) {
	in := map[string][]*piece{}
	var direct []*piece
	for _, p := range pieces {
		switch {
		case len(p.folders) > 1 && p.folders[0] == nbgraders:
			if p.student = stated(p.folders[1]); p.student == "" {
				p.student = p.folders[1]
			}
		case len(p.folders) > 0 && p.folders[0] != nbgraders:
			in[p.folders[0]] = append(in[p.folders[0]], p)
		default:
			direct = append(direct, p)
		}
	}
	var students, rest []string
	told := false // that the folders side by side are students'
	for folder, pieces := range in {
		if !slices.ContainsFunc(pieces, (*piece).work) {
			rest = append(rest, folder)
			continue
		}
		students = append(students, folder)
		told = told || stated(folder) != "" || several(folder, pieces) == "" && slices.ContainsFunc(pieces, func(p *piece) bool {
			return p.work() && len(p.folders) == 1 && (p.words == "" || alike(p.words, folder))
		})
	}
	byName(direct, around, len(in) == 0)
	switch {
	case !told && len(students) == 1:
		for _, p := range in[students[0]] {
			p.folders = p.folders[1:]
		}
		place(in[students[0]], append(around, students[0]))
	case !told:
		for _, folder := range students {
			refuse(in[folder], "is %s a student, or do several have work in it? If so, name %s", folder, folder)
		}
	case len(students) == 1 && len(around) > 0 && len(direct) == 0 && stated(students[0]) == "":
		refuse(in[students[0]], "is it %s's or %s's? Name the folder that the students' folders lie in", around[len(around)-1], students[0])
	default:
		for _, folder := range slices.Concat(students, rest) {
			ofStudent(folder, in[folder])
		}
	}
}

func refuse(pieces []*piece, format string, args ...any) {
	for _, p := range pieces {
		if p.work() {
			p.kind, p.why = kindBroken, fmt.Sprintf(format, args...)
		}
	}
}

// byName gives files to those whom their names name. alone says that there is
// nothing beside them.
func byName(pieces []*piece, around []string, alone bool) {
	owners := map[string]bool{}
	for _, p := range pieces {
		if p.work() && p.owner != "" {
			owners[p.owner] = true
		}
	}
	if alone && len(around) > 0 && len(owners) == 1 {
		for owner := range owners {
			refuse(pieces, "is it %s's or %s's? Name the folder that the students' files lie in", around[len(around)-1], owner)
		}
		return
	}
	for _, p := range pieces {
		p.student = p.owner
		switch {
		case p.owner != "" || !p.work():
		case p.kind == kindExercise:
			p.kind, p.why = kindBroken, "whose is it? Put exercises/ in a folder with the student's name, and name the one above"
		default:
			p.kind, p.why = kindBroken, fmt.Sprintf("whose is it? Call it STUDENT_%s.ipynb, or name the folder that the students' folders lie in", p.lesson)
		}
	}
}

// ofStudent gives a folder to its student, but what may be several students'.
func ofStudent(folder string, pieces []*piece) {
	student := stated(folder)
	if student == "" {
		student = folder
		if names := several(folder, pieces); names != "" {
			refuse(pieces, "is all in %s one student's? There is %s: call folders attempt-1, attempt-2 and files by their lesson alone", folder, names)
		}
	}
	for _, p := range pieces {
		p.student = student
	}
}

// several names the places and names of work in a folder that may not be one
// student's.
func several(folder string, pieces []*piece) string {
	places, names := map[string]bool{}, map[string]bool{}
	for _, p := range pieces {
		switch below := strings.Join(p.folders[1:], "/"); {
		case !p.work():
		case below != "":
			places["work in "+below] = true
		default:
			places["work in itself"] = true
			if p.words != "" && !alike(p.words, folder) {
				names[p.words] = true
			}
		}
	}
	switch {
	case len(places) > 1:
		return list(places)
	case len(names) > 1:
		return list(names)
	}
	return ""
}

// alike says that two names differ in their case and separators at most.
func alike(a, b string) bool { return letters(a) == letters(b) }

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
