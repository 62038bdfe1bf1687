package npy

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	np "fastergo/arraylib"
)

// FormatError is what is wrong with a file's contents.
type FormatError struct {
	File   string // as it was given; empty for a stream
	Member string // of an archive
	Offset int64  // in bytes, of the fault, from the start of the file or member; -1 if it has no one place
	Line   int    // of a text, from 1
	Why    string
	Err    error // what Why was made of, if it was an error
}

func (e *FormatError) Error() string {
	text := place(e.File, e.Member)
	if e.Line > 0 {
		text += "line " + strconv.Itoa(e.Line) + ": "
	} else if e.Offset >= 0 {
		text += "byte " + strconv.FormatInt(e.Offset, 10) + ": "
	}
	return text + e.Why
}

func (e *FormatError) Unwrap() error { return e.Err }

// DTypeError is a file that holds other elements than were asked for.
type DTypeError struct {
	File, Member string
	Has, Want    np.DType
	Shape        []int // of the array in the file
}

func (e *DTypeError) Error() string {
	return place(e.File, e.Member) + "holds " + e.Has.String() + " of shape " + shapeText(e.Shape) + ", not " + e.Want.String()
}

func place(file, member string) string {
	if file == "" {
		file = "npy"
	}
	if member != "" {
		return file + ": member " + quote(member) + ": "
	}
	return file + ": "
}

// in completes an error from reading with where that was; errors of the operating system name their file already.
func in(file, member string, err error) error {
	if e, ok := errors.AsType[*FormatError](err); ok {
		e.File, e.Member = file, member
	}
	if e, ok := errors.AsType[*DTypeError](err); ok {
		e.File, e.Member = file, member
	}
	return err
}

func fault(offset int64, format string, args ...any) *FormatError {
	return &FormatError{Offset: offset, Why: fmt.Sprintf(format, args...)}
}

// quote shows text from a file: on one line, and not at any length.
func quote(s string) string {
	if len(s) > 60 {
		s = s[:57] + "..."
	}
	return strconv.Quote(s)
}

// shapeText writes a shape as Python writes a tuple.
func shapeText(shape []int) string {
	text := make([]string, len(shape))
	for i, n := range shape {
		text[i] = strconv.Itoa(n)
	}
	if len(text) == 1 {
		return "(" + text[0] + ",)"
	}
	return "(" + strings.Join(text, ", ") + ")"
}
