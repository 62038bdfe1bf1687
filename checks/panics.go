package checks

import (
	"strconv"
	"strings"
)

// A Panic is a panic of the answer, with the line it came from.
type Panic struct{ What, Where string }

func (p Panic) Error() string {
	s := "it panics: " + p.What
	if words := inWords(p.What); words != "" {
		s = "it panics: " + words + "\nGo's words: " + p.What
	}
	if p.Where != "" {
		s += "\nin the line `" + p.Where + "`"
	}
	return s
}

// inWords explains a panic of Go's own; "" if it explains itself.
func inWords(what string) string {
	if rest, ok := strings.CutPrefix(what, "index out of range ["); ok {
		return indexInWords(rest)
	}
	if rest, ok := strings.CutPrefix(what, "slice bounds out of range ["); ok {
		return boundsInWords(rest)
	}
	for begin, words := range map[string]string{
		"invalid memory address or nil pointer dereference": "something is nil here, and used as if it were there: an array, a pointer, a function or an iterator that nobody has set",
		"assignment to entry in nil map":                    "the map is nil, so nothing can be put into it: make it first, with `make`",
		"integer divide by zero":                            "a division of integers by 0",
		"makeslice:":                                        "`make` is asked for a length that is negative or larger than any memory",
		"cannot convert slice with length":                  "a slice is turned into an array that is longer than it",
	} {
		if strings.HasPrefix(what, begin) {
			return words
		}
	}
	return ""
}

// indexInWords explains what follows "index out of range [".
func indexInWords(rest string) string {
	index, rest, _ := strings.Cut(rest, "]")
	if strings.HasPrefix(index, "-") {
		return "index " + index + " is negative: in Go indices begin at 0, and the last one is len-1"
	}
	n, err := strconv.Atoi(strings.TrimPrefix(rest, " with length "))
	switch {
	case err != nil:
		return ""
	case n == 0:
		return "index " + index + " of something that is empty"
	case n == 1:
		return "index " + index + " of something with one element: its index is 0"
	case index == strconv.Itoa(n):
		return "index " + index + " is one too far: there are " + strconv.Itoa(n) + " elements, from 0 to " + strconv.Itoa(n-1)
	}
	return "index " + index + " is too far: there are " + strconv.Itoa(n) + " elements, from 0 to " + strconv.Itoa(n-1)
}

// boundsInWords explains what follows "slice bounds out of range [".
func boundsInWords(rest string) string {
	bounds, rest, _ := strings.Cut(rest, "]")
	lo, hi, _ := strings.Cut(bounds, ":")
	_, n, ok := strings.Cut(rest, " with ")
	_, n, _ = strings.Cut(n, " ")
	switch {
	case strings.HasPrefix(lo, "-") || strings.HasPrefix(hi, "-"):
		return "a slice's bound is negative: in Go there is no counting from the end"
	case ok:
		return "a slice up to " + strings.Trim(hi, ":") + " of something that has " + n + ": min(…, len(…)) stops in time"
	case lo != "" && hi != "":
		return "a slice from " + lo + " to " + hi + ": its end lies before its beginning"
	}
	return ""
}
