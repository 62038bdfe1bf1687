package npy

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unsafe"

	np "fastergo/arraylib"
)

// Text says how a text holds numbers: a row on each line, empty lines apart. What follows a # is a comment.
type Text struct {
	Delimiter  string // between the numbers of a row; empty means white space: any on reading, one blank on writing
	SkipRows   int    // LoadText: lines that are not read at all, such as a heading
	EmptyIsNaN bool   // LoadText: where nothing stands between delimiters is NaN; it is for float types
	Header     string // SaveText: a comment before the first row
}

// CSV is text with commas. Numbers are never quoted.
var CSV = Text{Delimiter: ","}

// LoadText reads an array of two axes, rows and columns. Numbers are written as in Go, or as NumPy writes them; a number that T cannot
// hold is a fault, and so is a row with more or fewer numbers than the first. A text without any number has shape (0, 0). A byte order mark
// at the beginning is passed over.
//
// It returns a *[FormatError] that names the line; so it does if one is longer than 256 MiB.
func LoadText[T np.Elem](path string, format Text) (*np.Array[T], error) {
	a := new(np.Array[T])
	return give(a, loadText(a, path, format))
}

//go:noinline
func loadText(a np.Operand, path string, format Text) error {
	f, _, err := open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return in(path, "", readText(a, f, format))
}

func readText(a np.Operand, r io.Reader, format Text) error {
	lines := bufio.NewReaderSize(r, block)
	dt := np.DTypeOf(a)
	size, rows, columns := dt.Size(), 0, 0
	data := alignedBytes(block)[:0]
	var text []byte
	for n := 1; ; n++ {
		var end error
		text, end = readLine(lines, text[:0])
		if len(text) > maxLine {
			return &FormatError{Line: n, Why: "is longer than " + strconv.Itoa(maxLine) + " bytes"}
		}
		if end != nil && end != io.EOF {
			return readFault(-1, end)
		}
		if n == 1 {
			text = bytes.TrimPrefix(text, []byte("\ufeff")) // the byte order mark that some programs begin a text with
		}
		line := ""
		if n > format.SkipRows {
			line, _, _ = strings.Cut(string(text), "#")
		}
		if format.Delimiter != "" && strings.Contains(line, format.Delimiter) {
			line = strings.TrimRight(line, "\r\n") // a delimiter at an end may be white space itself
		} else {
			line = strings.TrimSpace(line)
		}
		if line != "" {
			count := 0
			for word := range words(line, format.Delimiter) {
				data = grow(data, len(data)+size, math.MaxInt)[:len(data)+size]
				if why := format.parse(dt, unsafe.Pointer(&data[len(data)-size]), word); why != "" {
					if rows == 0 && isName(word) {
						why += "; if the line is a heading: SkipRows: " + strconv.Itoa(n)
					}
					return &FormatError{Line: n, Why: "column " + strconv.Itoa(count+1) + ": " + quote(word) + " " + why}
				}
				count++
			}
			if rows > 0 && count != columns {
				return &FormatError{Line: n, Why: "has " + columnsText(count) + ", the rows before " + strconv.Itoa(columns)}
			}
			rows, columns = rows+1, count
		}
		if end == io.EOF {
			break
		}
	}
	h := Header{DType: dt, Shape: []int{rows, columns}}
	return h.attach(a, data)
}

func columnsText(n int) string {
	if n == 1 {
		return "1 column"
	}
	return strconv.Itoa(n) + " columns"
}

// isName reports whether a word begins with a letter, as a heading's do.
func isName(word string) bool {
	for _, r := range strings.TrimLeft(word, `"'`) {
		return unicode.IsLetter(r)
	}
	return false
}

// maxLine is the longest line that is read, in bytes: millions of numbers, but not a file that has no lines.
var maxLine = 1 << 28

// readLine appends the next line to text, or as much of it as shows that it is too long.
func readLine(r *bufio.Reader, text []byte) ([]byte, error) {
	for {
		part, err := r.ReadSlice('\n')
		text = append(text, part...)
		if err != bufio.ErrBufferFull || len(text) > maxLine {
			return text, err
		}
	}
}

// words yields the fields of a line.
func words(line, delimiter string) func(func(string) bool) {
	if delimiter == "" {
		return strings.FieldsSeq(line)
	}
	return func(yield func(string) bool) {
		for word := range strings.SplitSeq(line, delimiter) {
			if !yield(strings.TrimSpace(word)) {
				return
			}
		}
	}
}

// parse is the function parse but for words that are empty.
func (format *Text) parse(dt np.DType, p unsafe.Pointer, word string) string {
	float := dt == np.Float32 || dt == np.Float64
	switch {
	case word != "":
	case format.EmptyIsNaN && float:
		word = "nan"
	case float:
		return "is no " + dt.String() + ": EmptyIsNaN makes it NaN"
	}
	return parse(dt, p, word)
}

// parse stores at p what a word says, or returns why it says nothing.
func parse(dt np.DType, p unsafe.Pointer, word string) string {
	bits := 8 * dt.Size()
	var err error
	switch dt {
	case np.Bool:
		*(*bool)(p), err = strconv.ParseBool(word)
	case np.Int8, np.Int16, np.Int32, np.Int64:
		var x int64
		x, err = strconv.ParseInt(word, 10, bits)
		switch bits {
		case 8:
			*(*int8)(p) = int8(x)
		case 16:
			*(*int16)(p) = int16(x)
		case 32:
			*(*int32)(p) = int32(x)
		default:
			*(*int64)(p) = x
		}
	case np.Uint8, np.Uint16, np.Uint32, np.Uint64:
		var x uint64
		x, err = strconv.ParseUint(word, 10, bits)
		switch bits {
		case 8:
			*(*uint8)(p) = uint8(x)
		case 16:
			*(*uint16)(p) = uint16(x)
		case 32:
			*(*uint32)(p) = uint32(x)
		default:
			*(*uint64)(p) = x
		}
	case np.Float32, np.Float64:
		var x float64
		x, err = strconv.ParseFloat(word, bits)
		if dt == np.Float32 {
			*(*float32)(p) = float32(x)
		} else {
			*(*float64)(p) = x
		}
	default:
		var x complex128
		x, err = strconv.ParseComplex(strings.Replace(word, "j", "i", 1), bits) // Python's imaginary unit is j
		if dt == np.Complex64 {
			*(*complex64)(p) = complex64(x)
		} else {
			*(*complex128)(p) = x
		}
	}
	switch {
	case err == nil:
		return ""
	case errors.Is(err, strconv.ErrRange):
		return "is outside the range of " + dt.String()
	}
	return "is no " + dt.String()
}

// SaveText writes an array of one or two axes, a row on each line; of one axis, each element is a row. An array without
// elements leaves the header alone. SaveText replaces a file as [Save] does.
//
// It panics with *np.ShapeError if the array has another number of axes.
func SaveText(path string, a np.Operand, format Text) error {
	return replace(path, func(w io.Writer) error { return writeText(w, a, format) })
}

func writeText(w io.Writer, a np.Operand, format Text) error {
	l := np.LayoutOf(a)
	columns := 1
	switch len(l.Shape) {
	case 1:
	case 2:
		columns = l.Shape[1]
	default:
		panic(&np.ShapeError{Op: "SaveText", A: l.Shape, Why: "is neither a column of numbers nor rows and columns"})
	}
	delimiter := format.Delimiter
	if delimiter == "" {
		delimiter = " "
	}
	var line []byte
	if format.Header != "" {
		line = append(line, "# "+strings.ReplaceAll(format.Header, "\n", "\n# ")+"\n"...)
	}
	column, size := 0, l.DType.Size()
	err := elements(l, func(b []byte) error {
		for ; len(b) > 0; b = b[size:] {
			line = appendNumber(line, l.DType, unsafe.Pointer(&b[0]))
			if column++; column < columns {
				line = append(line, delimiter...)
				continue
			}
			line, column = append(line, '\n'), 0
			if _, err := w.Write(line); err != nil {
				return err
			}
			line = line[:0]
		}
		return nil
	})
	if err == nil {
		_, err = w.Write(line)
	}
	return err
}

// appendNumber appends the shortest text that reads back as the element at p.
func appendNumber(b []byte, dt np.DType, p unsafe.Pointer) []byte {
	switch dt {
	case np.Int8:
		return strconv.AppendInt(b, int64(*(*int8)(p)), 10)
	case np.Int16:
		return strconv.AppendInt(b, int64(*(*int16)(p)), 10)
	case np.Int32:
		return strconv.AppendInt(b, int64(*(*int32)(p)), 10)
	case np.Int64:
		return strconv.AppendInt(b, *(*int64)(p), 10)
	case np.Bool, np.Uint8:
		return strconv.AppendUint(b, uint64(*(*uint8)(p)), 10)
	case np.Uint16:
		return strconv.AppendUint(b, uint64(*(*uint16)(p)), 10)
	case np.Uint32:
		return strconv.AppendUint(b, uint64(*(*uint32)(p)), 10)
	case np.Uint64:
		return strconv.AppendUint(b, *(*uint64)(p), 10)
	case np.Float32:
		return appendFloat(b, float64(*(*float32)(p)), 32)
	case np.Float64:
		return appendFloat(b, *(*float64)(p), 64)
	case np.Complex64:
		x := *(*complex64)(p)
		return appendComplex(b, complex128(x), 32)
	}
	return appendComplex(b, *(*complex128)(p), 64)
}

// appendFloat writes what is not finite as NumPy does.
func appendFloat(b []byte, x float64, bits int) []byte {
	switch {
	case x != x:
		return append(b, "nan"...)
	case x-x != 0 && x > 0:
		return append(b, "inf"...)
	case x-x != 0:
		return append(b, "-inf"...)
	}
	return strconv.AppendFloat(b, x, 'g', -1, bits)
}

func appendComplex(b []byte, x complex128, bits int) []byte {
	b = appendFloat(append(b, '('), real(x), bits)
	n := len(b)
	if b = appendFloat(b, imag(x), bits); b[n] != '-' {
		b = append(b[:n], '+')
		b = appendFloat(b, imag(x), bits)
	}
	return append(b, "j)"...)
}
