package submission

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var lessons = []string{"01_fasterer", "02_arrays"}

// a notebook of a lesson, or of none.
func book(lesson string) string {
	return fmt.Sprintf(`{"cells":[],"metadata":{"fastergo":{"lesson":%q}},"nbformat":4,"nbformat_minor":5}`, lesson)
}

const foreign = `{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}`

// zipped returns a zip of files: names and contents in turn.
func zipped(t *testing.T, files ...string) string {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(files[i+1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

// write makes a tree: names and contents in turn.
func write(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		name := filepath.Join(dir, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// found collects in dir and tells each submission and what is unmatched in a line.
func found(t *testing.T, dir string, paths ...string) (lines []string) {
	t.Helper()
	if paths == nil {
		paths = []string{""}
	}
	for i := range paths {
		paths[i] = filepath.Join(dir, paths[i])
	}
	all, unmatched, err := Collect(t.Context(), paths, lessons)
	if err != nil {
		t.Fatal(err)
	}
	short := func(path string) string { return strings.TrimPrefix(filepath.ToSlash(path), filepath.ToSlash(dir)+"/") }
	for _, s := range all {
		line := fmt.Sprintf("%s %s %d:", s.Student, s.Lesson, s.Attempt)
		for _, f := range s.Files {
			if _, err := f.Read(); err != nil {
				t.Errorf("%s: %v", f.Path, err)
			}
			line += " " + f.Name
		}
		for _, note := range s.Notes {
			line += ": " + note
		}
		lines = append(lines, line)
	}
	for _, u := range unmatched {
		who := ""
		if u.Student != "" {
			who = "(" + u.Student
			if u.Lesson != "" {
				who += fmt.Sprintf(" %s %d", u.Lesson, u.Attempt)
			}
			who += "): "
		}
		lines = append(lines, "? "+who+short(u.Path)+": "+strings.ReplaceAll(u.Reason, filepath.ToSlash(dir)+"/", ""))
	}
	return lines
}

func nobodys(path, perhaps string) string {
	return "? " + path + ": whose is it? Call it STUDENT_01_fasterer.ipynb, or name the folder that the students' folders lie in" + perhaps
}

func pile(path, folder string) string {
	return "? " + path + ": is " + folder + " a student, or do several have work in it? If so, name " + folder
}

func doubtful(path, folder, lesson, names string) string {
	return "? (" + folder + " " + lesson + " 1): " + path + ": is all in " + folder + " one student's? There is " + names + ": call folders attempt-1, attempt-2 and files by their lesson alone"
}

func TestCollect(t *testing.T) {
	one := book("01_fasterer")
	for _, test := range []struct {
		name  string
		files []string
		want  []string
	}{
		{"a directory for each student", []string{"ada/01_fasterer.ipynb", one, "bob/work/my notebook.ipynb", one, "bob/notes.txt", "x"}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb", "bob 01_fasterer 1: 01_fasterer.ipynb",
		}},
		{"nbgrader's tree", []string{"submitted/ada/ps1/01_fasterer.ipynb", one, "submitted/bob/ps1/02_arrays.ipynb", book("02_arrays"), "submitted/bob/ps1/timestamp.txt", "x"}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb", "bob 02_arrays 1: 02_arrays.ipynb",
		}},
		{"all in one directory", []string{"ada_01_fasterer.ipynb", one, "Grace Hopper.ipynb", one, "01_fasterer.ipynb", one, "hers_ada.ipynb", one, "01_fasterer_bob.ipynb", one}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb",
			nobodys("01_fasterer.ipynb", ""), nobodys("01_fasterer_bob.ipynb", ""), nobodys("Grace Hopper.ipynb", ""), nobodys("hers_ada.ipynb", "; perhaps ada's"),
		}},
		{"the same wrapped", []string{"all/ada_01_fasterer.ipynb", one, "all/bob_01_fasterer.ipynb", one}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb", "bob 01_fasterer 1: 01_fasterer.ipynb",
		}},
		{"one wrapped could be either's", []string{"all/ada_01_fasterer.ipynb", one}, []string{
			"? all/ada_01_fasterer.ipynb: is it all's or ada's? Name the folder that the students' files lie in",
		}},
		{"later attempts by name", []string{"ada_01_fasterer.ipynb", one, "ada_01_fasterer-1.ipynb", one, "ada_01_fasterer (2).ipynb", one, "bob_01_fasterer_late.ipynb", one, "cy/01_fasterer (1).ipynb", one}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb", "ada 01_fasterer 2: 01_fasterer.ipynb", "ada 01_fasterer 3: 01_fasterer.ipynb",
			"bob 01_fasterer 2: 01_fasterer.ipynb", "cy 01_fasterer 2: 01_fasterer.ipynb",
		}},
		{"Canvas", []string{"doejane_123456_7890123_01_fasterer-1.ipynb", one, "roe_3_LATE_77_7890124_02_arrays.ipynb", book("02_arrays"), "poe_12_7890125_homework.ipynb", one, "lee_1_23456_99_78901_hm.ipynb", one, "moe_5_7890126_hw.zip", zipped(t, "week/01_fasterer.ipynb", one)}, []string{
			"doejane_123456 01_fasterer 2: 01_fasterer.ipynb", "moe_5 01_fasterer 1: 01_fasterer.ipynb", "poe_12 01_fasterer 1: 01_fasterer.ipynb", "roe_3_77 02_arrays 1: 02_arrays.ipynb",
			nobodys("lee_1_23456_99_78901_hm.ipynb", ""),
		}},
		{"Moodle", []string{"Ada L_1_assignsubmission_file_/01_fasterer.ipynb", one, "Bob M_2_assignsubmission_file_/old/my_01_fasterer.ipynb", one}, []string{
			"Ada L_1 01_fasterer 1: 01_fasterer.ipynb", "Bob M_2 01_fasterer 1: 01_fasterer.ipynb",
		}},
		{"wrapping folders", []string{"export/2026/kim/01_fasterer.ipynb", one, "export/2026/mia/attempt-2/01_fasterer.ipynb", one, "export/2026/lee/work/hers.ipynb", one}, []string{
			"kim 01_fasterer 1: 01_fasterer.ipynb", "lee 01_fasterer 1: 01_fasterer.ipynb", "mia 01_fasterer 2: 01_fasterer.ipynb",
		}},
		{"folders of lessons and attempts", []string{"01_fasterer/kim/01_fasterer.ipynb", one, "02_arrays/kim/attempt-2/02_arrays.ipynb", book("02_arrays"), "kim/attempt 3/notebooks/02_arrays.ipynb", book("02_arrays")}, []string{
			"kim 01_fasterer 1: 01_fasterer.ipynb", "kim 02_arrays 2: 02_arrays.ipynb", "kim 02_arrays 3: 02_arrays.ipynb",
		}},
		{"one student far below", []string{"export/kim/01_fasterer.ipynb", one}, []string{
			"? export/kim/01_fasterer.ipynb: is it export's or kim's? Name the folder that the students' folders lie in",
		}},
		{"two classes", []string{"A/kim/01_fasterer.ipynb", one, "A/mia/01_fasterer.ipynb", one, "B/lee/01_fasterer.ipynb", one}, []string{
			pile("A/kim/01_fasterer.ipynb", "A"),
			pile("A/mia/01_fasterer.ipynb", "A"),
			pile("B/lee/01_fasterer.ipynb", "B"),
		}},
		{"a class beside students", []string{"kim/01_fasterer.ipynb", one, "A/mia/01_fasterer.ipynb", one, "A/lee/02_arrays.ipynb", book("02_arrays"), "B/mia_01_fasterer.ipynb", one, "B/lee_02_arrays.ipynb", book("02_arrays")}, []string{
			"kim 01_fasterer 1: 01_fasterer.ipynb",
			doubtful("A/lee/02_arrays.ipynb", "A", "02_arrays", "work in lee, work in mia"), doubtful("A/mia/01_fasterer.ipynb", "A", "01_fasterer", "work in lee, work in mia"),
			doubtful("B/lee_02_arrays.ipynb", "B", "02_arrays", "lee, mia"), doubtful("B/mia_01_fasterer.ipynb", "B", "01_fasterer", "lee, mia"),
		}},
		{"a class beside piles", []string{"flat/ada_01_fasterer.ipynb", one, "flat/bob_01_fasterer.ipynb", one, "flat/01_fasterer (1).ipynb", one, "one.zip", zipped(t, "ada/02_arrays.ipynb", book("02_arrays"))}, []string{
			pile("flat/01_fasterer (1).ipynb", "flat"), pile("flat/ada_01_fasterer.ipynb", "flat"), pile("flat/bob_01_fasterer.ipynb", "flat"), pile("one.zip!ada/02_arrays.ipynb", "one"),
		}},
		{"wrapped twice", []string{"kim/01_fasterer.ipynb", one, "x/submitted/mia/01_fasterer.ipynb", one, "x/submitted/lee/02_arrays.ipynb", book("02_arrays")}, []string{
			"kim 01_fasterer 1: 01_fasterer.ipynb",
			doubtful("x/submitted/lee/02_arrays.ipynb", "x", "02_arrays", "work in submitted/lee, work in submitted/mia"), doubtful("x/submitted/mia/01_fasterer.ipynb", "x", "01_fasterer", "work in submitted/lee, work in submitted/mia"),
		}},
		{"other files", []string{"ada/01_fasterer.ipynb", one, "ada/hw.pdf", "x", "ivan/hw.pdf", "x", "mia_01_fasterer.RAR", "x", "notes.txt", "x", ".DS_Store", "x", "~$notes.txt", "x"}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb",
			"? notes.txt: it is no notebook: those end in .ipynb",
			"? (ivan): ivan/hw.pdf: it is no notebook: those end in .ipynb",
			"? (mia 01_fasterer 1): mia_01_fasterer.RAR: of archives only zips are opened",
		}},
		{"another lesson's name", []string{"ada_01_fasterer.ipynb", book("02_arrays")}, []string{
			"ada 02_arrays 1: 02_arrays.ipynb: its name says 01_fasterer and the notebook itself 02_arrays: judged as 02_arrays",
		}},
		{"the name tells where metadata do not", []string{"ada/old_02_arrays.ipynb", foreign, "bob/thesis.ipynb", foreign, "cy/01_fasterer.ipynb", "{torn"}, []string{
			"ada 02_arrays 1: 02_arrays.ipynb", "cy 01_fasterer 1: 01_fasterer.ipynb",
			"? (bob): bob/thesis.ipynb: it names no lesson of this course, neither in its metadata nor in its name",
		}},
		{"attempts", []string{"ada/attempt-1/01_fasterer.ipynb", one, "ada/attempt-2/01_fasterer.ipynb", one}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb", "ada 01_fasterer 2: 01_fasterer.ipynb",
		}},
		{"the same twice", []string{"ada/1/a.ipynb", one, "ada/1/b.ipynb", one, "bob/01_fasterer.ipynb", one}, []string{
			"bob 01_fasterer 1: 01_fasterer.ipynb",
			"? (ada 01_fasterer 1): ada/1/a.ipynb: attempt 1 at 01_fasterer is also ada/1/b.ipynb: leave one, or put them in attempt-1 and attempt-2",
			"? (ada 01_fasterer 1): ada/1/b.ipynb: attempt 1 at 01_fasterer is also ada/1/a.ipynb: leave one, or put them in attempt-1 and attempt-2",
		}},
		{"exercises", []string{"ada/exercises/fasterer/assign.go", "package fasterer", "ada/exercises/fasterer/train.go", "package fasterer", "ada/exercises/music/tune.go", "package music", "ada/main.go", "package main"}, []string{
			"ada 01_fasterer 1: fasterer/assign.go fasterer/train.go",
			"? (ada): ada/exercises/music/tune.go: the course has no lesson music",
		}},
		{"what programs leave behind", []string{"ada/.ipynb_checkpoints/01_fasterer-checkpoint.ipynb", one, "ada/01_fasterer.ipynb", one, "__MACOSX/ada/._01_fasterer.ipynb", "x"}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb",
		}},
		{"a zip for each student", []string{"ada.zip", zipped(t, "01_fasterer.ipynb", one, "02_arrays.ipynb", book("02_arrays")), "bob.zip", zipped(t, "exercises/fasterer/assign.go", "package fasterer")}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb", "ada 02_arrays 1: 02_arrays.ipynb", "bob 01_fasterer 1: fasterer/assign.go",
		}},
		{"a student's directory with a zip", []string{"ada/homework.zip", zipped(t, "stuff/01_fasterer.ipynb", one), "bob/01_fasterer.ipynb", one}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb", "bob 01_fasterer 1: 01_fasterer.ipynb",
		}},
		{"a zip of all students", []string{"class.zip", zipped(t, "ada/01_fasterer.ipynb", one, "bob/01_fasterer.ipynb", one, "cy.zip", zipped(t, "01_fasterer.ipynb", one))}, []string{
			"ada 01_fasterer 1: 01_fasterer.ipynb", "bob 01_fasterer 1: 01_fasterer.ipynb", "cy 01_fasterer 1: 01_fasterer.ipynb",
		}},
		{"names", []string{"Zoë 🙂 Ng, Jr./01_fasterer.ipynb", one, "=1+2/01_fasterer.ipynb", one}, []string{
			"=1+2 01_fasterer 1: 01_fasterer.ipynb", "Zoë 🙂 Ng, Jr. 01_fasterer 1: 01_fasterer.ipynb",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := found(t, write(t, test.files...)); !slices.Equal(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

func TestCollectOnePath(t *testing.T) {
	one := book("01_fasterer")
	inZip := func(files ...string) string { return zipped(t, files...) }
	for _, test := range []struct {
		name  string
		files []string
		want  []string
	}{
		{"cy_01_fasterer.ipynb", []string{"cy_01_fasterer.ipynb", one}, []string{"cy 01_fasterer 1: 01_fasterer.ipynb"}},
		{"ada/exercises", []string{"ada/exercises/fasterer/assign.go", "x"}, []string{"? ada/exercises/fasterer/assign.go: whose is it? Put exercises/ in a folder with the student's name, and name the one above"}},
		{"ada", []string{"ada/01_fasterer.ipynb", one}, []string{nobodys("ada/01_fasterer.ipynb", "")}},
		{"submitted", []string{"submitted/ada/ps1/01_fasterer.ipynb", one}, []string{"ada 01_fasterer 1: 01_fasterer.ipynb"}},
		{"one.zip", []string{"one.zip", inZip("ada/01_fasterer.ipynb", one)}, []string{"ada 01_fasterer 1: 01_fasterer.ipynb"}},
		{"tree.zip", []string{"tree.zip", inZip("Export/kim/01_fasterer.ipynb", one, "Export/kim/02_arrays.ipynb", book("02_arrays"), "Export/lee/attempt-2/01_fasterer.ipynb", one)}, []string{
			"kim 01_fasterer 1: 01_fasterer.ipynb", "kim 02_arrays 1: 02_arrays.ipynb", "lee 01_fasterer 2: 01_fasterer.ipynb",
		}},
		{"ada.zip", []string{"ada.zip", inZip("01_fasterer.ipynb", one)}, []string{nobodys("ada.zip!01_fasterer.ipynb", "")}},
		{"x.rar", []string{"x.rar", "x"}, []string{"? x.rar: of archives only zips are opened"}},
	} {
		if got := found(t, write(t, test.files...), test.name); !slices.Equal(got, test.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
	dir := t.TempDir()
	if _, _, err := Collect(t.Context(), []string{filepath.Join(dir, "nobody")}, lessons); err == nil {
		t.Error("a path that does not exist was collected")
	}
}

func TestZipsAreRefused(t *testing.T) {
	link := func() string {
		var buf bytes.Buffer
		w := zip.NewWriter(&buf)
		h := &zip.FileHeader{Name: "ada/01_fasterer.ipynb"}
		h.SetMode(os.ModeSymlink | 0o777)
		f, _ := w.CreateHeader(h)
		f.Write([]byte("/etc/passwd"))
		w.Close()
		return buf.String()
	}()
	big := strings.Repeat(" ", MostBytes+1)
	deep := zipped(t, "01_fasterer.ipynb", book("01_fasterer"))
	for range 3 {
		deep = zipped(t, "in.zip", deep)
	}
	for _, test := range []struct{ name, zip, want string }{
		{"slip", zipped(t, "../ada/01_fasterer.ipynb", "x"), "its name points outside the zip"},
		{"absolute", zipped(t, "/ada/01_fasterer.ipynb", "x"), "its name points outside the zip"},
		{"backslash", zipped(t, `ada\..\01_fasterer.ipynb`, "x"), "its name has a backslash or a zero byte"},
		{"link", link, "it is no regular file: links are not followed"},
		{"bomb", zipped(t, "ada/01_fasterer.ipynb", big), "it is larger than 16 MB"},
		{"nested", deep, "zips in zips in zips are not opened"},
		{"torn", zipped(t, "ada/01_fasterer.ipynb", "x")[:40], "it is no zip that can be read: zip: not a valid zip file"},
		{"latin", zipped(t, "ad\xe4/01_fasterer.ipynb", "x"), "its name is not UTF-8"},
	} {
		got := found(t, write(t, "class/hand.zip", test.zip))
		if len(got) != 1 || !strings.HasSuffix(got[0], ": "+test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	dir := write(t, "ada/01_fasterer.ipynb", book("01_fasterer"))
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "ada", "02_arrays.ipynb")); err != nil {
		t.Skip(err)
	}
	want := []string{"ada 01_fasterer 1: 01_fasterer.ipynb", "? (ada 02_arrays 1): ada/02_arrays.ipynb: it is no regular file: links and devices are not followed"}
	if got := found(t, dir); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func FuzzZip(f *testing.F) {
	var t testing.T
	f.Add([]byte(zipped(&t, "ada/01_fasterer.ipynb", book("01_fasterer"))))
	f.Add([]byte(zipped(&t, "a.zip", zipped(&t, "01_fasterer.ipynb", "x"))))
	f.Fuzz(func(t *testing.T, data []byte) {
		name := filepath.Join(t.TempDir(), "class.zip")
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, _, err := Collect(t.Context(), []string{name}, lessons); err != nil {
			t.Error(err)
		}
	})
}

// The table in GRADING.md says what Collect does.
func TestTheTable(t *testing.T) {
	text, err := os.ReadFile("../../GRADING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "| in the pile |")
	table, _, _ = strings.Cut(table, "\n\n")
	rows := 0
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) != 4 || !strings.Contains(cells[1], "`") {
			continue
		}
		rows++
		var files []string
		for i, name := range strings.Split(cells[1], "`") {
			if content := book("01_fasterer"); i%2 == 1 {
				if strings.HasSuffix(name, ".zip") {
					content = zipped(t, "01_fasterer.ipynb", content)
				}
				files = append(files, name, content)
			}
		}
		whose, _, _ := strings.Cut(cells[2], ":")
		var want, got []string
		for student := range strings.SplitSeq(strings.TrimSpace(whose), ", ") {
			if !strings.HasSuffix(student, ")") {
				student += " (1)"
			}
			want = append(want, student)
		}
		all, unmatched, err := Collect(t.Context(), []string{write(t, files...)}, lessons)
		if err != nil || len(unmatched) > 0 {
			t.Errorf("%v, %v", unmatched, err)
		}
		for _, s := range all {
			got = append(got, fmt.Sprintf("%s (%d)", s.Student, s.Attempt))
		}
		slices.Sort(want)
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", cells[1], got, want)
		}
	}
	if rows != 6 {
		t.Errorf("%d rows", rows)
	}
}

// What is no file is refused before it is opened: opening a pipe waits for its other end.
func TestIrregular(t *testing.T) {
	dir := write(t, "ada/02_arrays.ipynb", book("02_arrays"))
	pipe := filepath.Join(dir, "ada", "01_fasterer.ipynb")
	if err := exec.Command("mkfifo", pipe).Run(); err != nil {
		t.Skip("no pipes here")
	}
	if got := found(t, dir); len(got) != 2 || !strings.Contains(got[1], "no regular file") {
		t.Errorf("%q", got)
	}
	if _, _, err := Collect(t.Context(), []string{pipe}, lessons); err == nil || !strings.Contains(err.Error(), "no file or directory") {
		t.Errorf("named: %v", err)
	}
	if _, err := readFile(pipe); err != errIrregular {
		t.Errorf("read: %v", err)
	}
}

// A zip is taken apart once for all its files, one in another zip too, and few are kept.
func TestArchives(t *testing.T) {
	var inner, outer []string
	for i := range 20 {
		inner = append(inner, fmt.Sprintf("s%02d/01_fasterer.ipynb", i), book("01_fasterer"))
	}
	for i := range 2 * mostOpen {
		outer = append(outer, fmt.Sprintf("week-%d.zip", i), zipped(t, inner...))
	}
	name := filepath.Join(write(t, "all.zip", zipped(t, outer...)), "all.zip")
	loads := 0
	var open opened
	top := &archive{path: name, open: &open}
	z, err := top.list()
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range z.File {
		read := top.entry(i, f.Name)
		a := &archive{open: &open, read: func() ([]byte, error) { loads++; return read() }}
		in, err := a.list()
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range in.File {
			if data, err := a.entry(i, f.Name)(); err != nil || string(data) != book("01_fasterer") {
				t.Fatalf("%s: %s, %v", f.Name, data, err)
			}
		}
		if _, err := a.entry(0, "another")(); err == nil {
			t.Error("another entry's name is taken")
		}
	}
	if loads != 2*mostOpen {
		t.Errorf("%d zips were taken apart %d times", 2*mostOpen, loads)
	}
	if len(open.last) != mostOpen {
		t.Errorf("%d zips are kept, want %d", len(open.last), mostOpen)
	}
}

// Who interrupts it need not wait until all is read.
func TestCollectStops(t *testing.T) {
	dir := write(t, "ada/01_fasterer.ipynb", book("01_fasterer"), "all.zip", zipped(t, "bob/01_fasterer.ipynb", book("01_fasterer")))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, p := range []string{dir, filepath.Join(dir, "all.zip")} {
		if all, _, err := Collect(ctx, []string{p}, lessons); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %d submissions, %v", p, len(all), err)
		}
	}
	c := &collector{ctx: ctx, lessons: lessons}
	c.zip(source{nil, File{Path: filepath.Join(dir, "all.zip")}, 0})
	if len(c.pieces) > 0 {
		t.Error("a zip is read to its end")
	}
}

// Students whose names can be taken for each other's are told apart by whoever named them.
func TestTellApart(t *testing.T) {
	for _, other := range []string{"zo\u00eb", "Zoe\u0308", "zoe\u0308 ", "zoe\u0308."} {
		dir := write(t, "zoe\u0308/01_fasterer.ipynb", book("01_fasterer"), other+"/01_fasterer.ipynb", book("01_fasterer"), "zo/01_fasterer.ipynb", book("01_fasterer"))
		got := found(t, dir)
		if len(got) != 3 || got[0] != "zo 01_fasterer 1: 01_fasterer.ipynb" || !strings.Contains(got[1], `"zoe\u0308"`) || !strings.Contains(got[2], strconv.QuoteToASCII(other)) {
			t.Errorf("%q", got)
		}
	}
}
