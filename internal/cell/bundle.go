package cell

import (
	"errors"
	"strconv"
	"strings"
)

// Encode writes a bundle's text and HTML as [RunShow] reads them: the length of
// the text on a line of its own, the text, the HTML.
func (b Bundle) Encode() []byte {
	return []byte(strconv.Itoa(len(b[Text])) + "\n" + b[Text] + b[HTML])
}

// RunShow is [Run] for commands that print an output in its forms.
func RunShow(input []byte, args ...string) (Bundle, error) {
	out, err := Run(input, args...)
	if err != nil {
		return nil, err
	}
	length, rest, _ := strings.Cut(string(out), "\n")
	n, err := strconv.Atoi(length)
	if err != nil || n < 0 || n > len(rest) {
		return nil, errors.New("the fastergo program is of another version: run fastergo setup")
	}
	return Bundle{Text: rest[:n], HTML: rest[n:]}, nil
}
