package cell

import (
	"errors"
	"strconv"
	"strings"
)

// Source is what there is to know of the source of one function, the functions
// of its file that it uses included.
type Source struct {
	Text       string   // the function alone
	Loops      []string // for, range, goto and recursion, each as its line reads
	Statements int      // nested ones included
	// Names are those in use that the file does not declare itself, each once:
	// "float64", and of np.Sqrt both "Sqrt" and "np.Sqrt". A package that is imported
	// under another name stands under both.
	Names []string
}

// ReadSource has the course's program read the function that starts in the
// given line of a Go file.
func ReadSource(file []byte, line int) (Source, error) {
	out, err := Run(file, "syntax", strconv.Itoa(line))
	if err != nil {
		return Source{}, err
	}
	return DecodeSource(out)
}

// Encode writes s as ReadSource reads it: the number of statements, the number
// of loops, each loop and all names on lines of their own, then the text.
func (s Source) Encode() []byte {
	lines := []string{strconv.Itoa(s.Statements), strconv.Itoa(len(s.Loops))}
	lines = append(append(lines, s.Loops...), namesMark+strings.Join(s.Names, " "), s.Text)
	return []byte(strings.Join(lines, "\n"))
}

const namesMark = "names "

// DecodeSource reads what Encode has written.
func DecodeSource(encoded []byte) (s Source, err error) {
	foreign := errors.New("the answer's source cannot be read: the fastergo program is of another version; run fastergo setup")
	statements, text, _ := strings.Cut(string(encoded), "\n")
	loops, text, _ := strings.Cut(text, "\n")
	s.Statements, _ = strconv.Atoi(statements)
	n, _ := strconv.Atoi(loops)
	if n > strings.Count(text, "\n") {
		return Source{}, foreign
	}
	for range n {
		var loop string
		loop, text, _ = strings.Cut(text, "\n")
		s.Loops = append(s.Loops, loop)
	}
	names, text, _ := strings.Cut(text, "\n")
	names, ok := strings.CutPrefix(names, namesMark)
	if !ok {
		return Source{}, foreign
	}
	if names != "" {
		s.Names = strings.Split(names, " ")
	}
	s.Text = text
	return s, nil
}
