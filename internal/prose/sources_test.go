package prose

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sources is where the documents lie that the course is made after, seen from
// the root. They are not part of it.
const sources = "../shared/seeds"

// TestNothingCopied compares what the course says and does with those documents.
func TestNothingCopied(t *testing.T) {
	top := root(t)
	paths, _ := filepath.Glob(filepath.Join(top, sources, "*.txt"))
	if len(paths) == 0 {
		t.Skipf("no documents in %s", sources)
	}
	var theirs strings.Builder
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		theirs.Write(text)
		theirs.WriteString("\n\n")
	}
	source := newSource(theirs.String())
	files := 0
	for _, dir := range []string{".", "notebooks", "solutions", "checks", "lesson"} {
		err := filepath.WalkDir(filepath.Join(top, dir), func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && dir == "." && path != filepath.Join(top, dir):
				return filepath.SkipDir
			case !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".md"):
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			files++
			rel, err := filepath.Rel(top, path)
			for _, copied := range source.copied(string(text)) {
				t.Errorf("%s:%s", rel, copied)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 20 {
		t.Errorf("only %d files compared", files)
	}
}

const (
	run  = 8  // words in a row that make a sentence ours or theirs
	long = 25 // characters of a line of code
)

// A source is a text, by its runs of words and by its lines of code.
type source struct {
	runs, lines map[string]bool
}

func newSource(text string) source {
	s := source{map[string]bool{}, map[string]bool{}}
	words, _ := wordsOf(text)
	for i := range len(words) - run + 1 {
		s.runs[strings.Join(words[i:i+run], " ")] = true
	}
	for line := range strings.Lines(text) {
		s.lines[codeOf(line)] = true
	}
	return s
}

// copied returns what the text shares with the source.
func (s source) copied(text string) (faults []string) {
	words, at := wordsOf(text)
	for i := 0; i+run <= len(words); i++ {
		if same := strings.Join(words[i:i+run], " "); s.runs[same] {
			faults = append(faults, fmt.Sprintf("%d: these words are theirs: %s", at[i], same))
			i += run - 1
		}
	}
	number := 0
	for line := range strings.Lines(text) {
		number++
		if code := codeOf(line); len(code) >= long && !ordinary.MatchString(code) && s.lines[code] {
			faults = append(faults, fmt.Sprintf("%d: this line is theirs: %s", number, strings.TrimSpace(line)))
		}
	}
	return faults
}

// ordinary lines belong to nobody: imports, and what only looks like code.
var ordinary = regexp.MustCompile(`^(import|from|package)\b|^[^a-zA-Z]*$`)

// codeOf is a line without its comment's mark and without spaces.
func codeOf(line string) string {
	line = strings.TrimLeft(strings.TrimSpace(line), "/# ")
	return strings.Join(strings.Fields(line), "")
}

var word = regexp.MustCompile(`[\pL'][\pL']+`)

// wordsOf returns the words of a text in lower case, numbers, single letters and
// marks left out, and the line of each.
func wordsOf(text string) (words []string, at []int) {
	number := 0
	for line := range strings.Lines(text) {
		number++
		for _, w := range word.FindAllString(line, -1) {
			words, at = append(words, strings.ToLower(w)), append(at, number)
		}
	}
	return words, at
}

func TestCopied(t *testing.T) {
	s := newSource("The quick brown fox jumps over the lazy dog, every single day.\n    distance = sqrt(sum(square(a - b)))\n")
	for _, test := range []struct{ text, want string }{
		{"A quick brown fox jumps over a lazy dog.", ""},
		{"x\n\nSee how the quick *brown* fox\njumps over the lazy cat.", "3: these words are theirs: the quick brown fox jumps over the lazy"},
		{"x\n\tdistance=sqrt( sum(square(a - b)) )", "2: this line is theirs: distance=sqrt( sum(square(a - b)) )"},
		{"x\n\td = sqrt(sum(square(a - b)))", ""},
	} {
		if got := strings.Join(s.copied(test.text), "\n"); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}
