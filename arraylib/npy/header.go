package npy

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"math/bits"
	"strconv"
	"strings"

	np "fastergo/arraylib"
)

// Header is what a .npy file says about its array.
type Header struct {
	Version      int // of the format: 1, 2 or 3
	DType        np.DType
	Shape        []int
	FortranOrder bool  // the first index varies fastest
	BigEndian    bool  // always false where elements are single bytes
	Offset       int64 // of the first element, in bytes
}

const (
	magic = "\x93NUMPY"
	// maxHeader is also NumPy's limit. Arrays need less than 1 KB; only structured types need more.
	maxHeader = 10000
	// What arraylib can hold: axes, and bytes that can be addressed.
	maxDims  = 31
	maxBytes = min(1<<46, math.MaxInt)
)

// size returns the number of elements.
func (h *Header) size() int {
	n := 1
	for _, m := range h.Shape {
		n *= m
	}
	return n
}

// bytes returns how many bytes the elements take, which checkShape has found to be countable.
func (h *Header) bytes() int64 { return int64(h.size()) * int64(h.DType.Size()) }

// readHeader reads a header and no byte more.
func readHeader(r io.Reader) (*Header, error) {
	var start [12]byte
	if err := readPart(r, start[:8], 0); err != nil {
		if bytes.HasPrefix(start[:], []byte("PK\x03\x04")) {
			return nil, fault(0, "is an npz archive, not an npy file: LoadNpz reads it")
		}
		return nil, err
	}
	switch {
	case bytes.HasPrefix(start[:], []byte("PK\x03\x04")), bytes.HasPrefix(start[:], []byte("PK\x05\x06")):
		return nil, fault(0, "is an npz archive, not an npy file: LoadNpz reads it")
	case string(start[:6]) != magic:
		return nil, fault(0, "is no npy file: it begins with %s", quote(string(start[:6])))
	}
	h := &Header{Version: int(start[6])}
	if h.Version < 1 || h.Version > 3 || start[7] != 0 {
		return nil, fault(6, "has version %d.%d of the format; 1.0, 2.0 and 3.0 can be read", start[6], start[7])
	}
	var length uint32
	if h.Version == 1 {
		if err := readPart(r, start[8:10], 8); err != nil {
			return nil, err
		}
		length, h.Offset = uint32(binary.LittleEndian.Uint16(start[8:])), 10
	} else {
		if err := readPart(r, start[8:12], 8); err != nil {
			return nil, err
		}
		length, h.Offset = binary.LittleEndian.Uint32(start[8:]), 12
	}
	if length > maxHeader {
		return nil, fault(8, "has a header of %d bytes; %d are the most that can be read", length, maxHeader)
	}
	text := make([]byte, length)
	if err := readPart(r, text, h.Offset); err != nil {
		return nil, err
	}
	d := dict{text: string(text), base: h.Offset, header: h}
	if err := d.parse(); err != nil {
		return nil, err
	}
	h.Offset += int64(length)
	return h, nil
}

// readPart fills p, which lies at an offset of the header.
func readPart(r io.Reader, p []byte, offset int64) error {
	n, err := io.ReadFull(r, p)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return fault(offset+int64(n), "ends in the header")
	}
	return readFault(offset+int64(n), err)
}

// readFault tells a fault of the data, such as a bad checksum, from one of the system, which knows its file itself.
func readFault(offset int64, err error) error {
	if err == nil || isSystem(err) {
		return err
	}
	return &FormatError{Offset: offset, Why: "cannot be read: " + err.Error(), Err: err}
}

// dict parses the Python dict of a header: {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }.
type dict struct {
	text   string
	i      int
	base   int64 // offset of text in the file
	header *Header
}

func (d *dict) fail(format string, args ...any) error {
	return fault(d.base+int64(d.i), "header: "+format, args...)
}

func (d *dict) space() {
	for d.i < len(d.text) && strings.IndexByte(" \t\r\n", d.text[d.i]) >= 0 {
		d.i++
	}
}

// accept skips white space, and c if it follows.
func (d *dict) accept(c byte) bool {
	d.space()
	if d.i < len(d.text) && d.text[d.i] == c {
		d.i++
		return true
	}
	return false
}

func (d *dict) expect(c byte) error {
	if !d.accept(c) {
		return d.fail("has %s where %q is expected", d.next(), c)
	}
	return nil
}

// next shows what follows.
func (d *dict) next() string {
	if d.i == len(d.text) {
		return "its end"
	}
	return quote(d.text[d.i:min(len(d.text), d.i+10)])
}

func (d *dict) parse() error {
	if err := d.expect('{'); err != nil {
		return err
	}
	seen := map[string]bool{}
	for !d.accept('}') {
		d.space()
		at := d.i
		key, err := d.str()
		if err != nil {
			return err
		}
		if seen[key] {
			d.i = at
			return d.fail("has the key %s twice", quote(key))
		}
		seen[key] = true
		if key != "descr" && key != "fortran_order" && key != "shape" {
			d.i = at
			return d.fail("has the unknown key %s", quote(key))
		}
		if err := d.expect(':'); err != nil {
			return err
		}
		d.space()
		switch key {
		case "descr":
			err = d.descr()
		case "fortran_order":
			d.header.FortranOrder, err = d.boolean()
		default:
			d.header.Shape, err = d.shape()
		}
		if err != nil {
			return err
		}
		if !d.accept(',') {
			if err := d.expect('}'); err != nil {
				return err
			}
			break
		}
	}
	if d.space(); d.i < len(d.text) {
		return d.fail("goes on with %s after its dict", d.next())
	}
	for _, key := range []string{"descr", "fortran_order", "shape"} {
		if !seen[key] {
			return d.fail("lacks the key '%s'", key)
		}
	}
	return d.checkShape()
}

// str parses a string, which has no escapes.
func (d *dict) str() (string, error) {
	if d.i == len(d.text) || d.text[d.i] != '\'' && d.text[d.i] != '"' {
		return "", d.fail("has %s where a string is expected", d.next())
	}
	n := strings.IndexByte(d.text[d.i+1:], d.text[d.i])
	if n < 0 {
		return "", d.fail("has a string without an end")
	}
	s := d.text[d.i+1:][:n]
	if strings.ContainsAny(s, "\\\n") {
		return "", d.fail("has a backslash or a line break in a string")
	}
	d.i += n + 2
	return s, nil
}

func (d *dict) boolean() (bool, error) {
	for _, word := range []string{"True", "False"} {
		if strings.HasPrefix(d.text[d.i:], word) {
			d.i += len(word)
			return word == "True", nil
		}
	}
	return false, d.fail("has %s where True or False is expected", d.next())
}

func (d *dict) shape() ([]int, error) {
	if err := d.expect('('); err != nil {
		return nil, err
	}
	shape := []int{}
	for !d.accept(')') {
		d.space()
		if len(shape) == maxDims {
			return nil, d.fail("has a shape of more than %d axes", maxDims)
		}
		n, err := d.length()
		if err != nil {
			return nil, err
		}
		shape = append(shape, n)
		if !d.accept(',') {
			if err := d.expect(')'); err != nil {
				return nil, err
			}
			if len(shape) == 1 {
				return nil, d.fail("has a shape without a comma, which is no tuple")
			}
			break
		}
	}
	return shape, nil
}

func (d *dict) length() (int, error) {
	rest := d.text[d.i:]
	n := 0
	for n < len(rest) && '0' <= rest[n] && rest[n] <= '9' {
		n++
	}
	switch {
	case n == 0 && strings.HasPrefix(rest, "-"):
		return 0, d.fail("has a negative length in its shape")
	case n == 0:
		return 0, d.fail("has %s where a length is expected", d.next())
	case n > 1 && rest[0] == '0':
		return 0, d.fail("has a length with a leading 0")
	}
	m, err := strconv.Atoi(rest[:n])
	if err != nil {
		return 0, d.fail("has a length that no int can hold")
	}
	d.i += n
	if d.header.Version < 3 && strings.HasPrefix(rest[n:], "L") {
		d.i++ // a long of Python 2
	}
	return m, nil
}

// checkShape finds shapes that cannot be. Axes of length 0 count as 1, so that strides never overflow either.
func (d *dict) checkShape() error {
	total := uint64(d.header.DType.Size())
	for _, n := range d.header.Shape {
		hi, lo := bits.Mul64(total, uint64(max(n, 1)))
		if hi != 0 || lo > maxBytes {
			return fault(d.base, "header: shape %s of %s has more bytes than can be addressed", shapeText(d.header.Shape), d.header.DType)
		}
		total = lo
	}
	return nil
}

// letters are NumPy's kinds of types, with why no array here can hold them.
var letters = map[byte]string{
	'f': "floats of this size have no type in Go",
	'c': "complex numbers of this size have no type in Go",
	'S': "strings cannot be read", 'a': "strings cannot be read", 'U': "strings cannot be read", 'T': "strings cannot be read",
	'O': "Python objects cannot be read",
	'V': "raw and structured elements cannot be read",
	'M': "dates cannot be read", 'm': "time spans cannot be read",
}

var kinds = map[string]np.DType{
	"b1": np.Bool, "i1": np.Int8, "i2": np.Int16, "i4": np.Int32, "i8": np.Int64,
	"u1": np.Uint8, "u2": np.Uint16, "u4": np.Uint32, "u8": np.Uint64,
	"f4": np.Float32, "f8": np.Float64, "c8": np.Complex64, "c16": np.Complex128,
}

// descr parses the type of the elements.
func (d *dict) descr() error {
	at := d.i
	if d.i < len(d.text) && (d.text[d.i] == '[' || d.text[d.i] == '(') {
		return d.fail("elements are structured, which cannot be read")
	}
	s, err := d.str()
	if err != nil {
		return err
	}
	next := d.i
	d.i = at // where faults are
	if s == "" {
		return d.fail("the type of the elements is empty")
	}
	order, kind := s[0], s
	if strings.IndexByte("<>|=", order) >= 0 {
		kind = s[1:]
	}
	dt, ok := kinds[kind]
	switch {
	case ok && dt.Size() == 1:
	case ok && (order == '<' || order == '>'):
		d.header.BigEndian = order == '>'
	case ok:
		return d.fail("type %s has no byte order, < or >", quote(s))
	case kind == "f2":
		return d.fail("elements are %s: half floats have no type in Go", quote(s))
	default:
		why := "is unknown"
		if kind != "" && letters[kind[0]] != "" {
			why = "has no place here: " + letters[kind[0]]
		}
		return d.fail("type %s %s", quote(s), why)
	}
	d.header.DType, d.i = dt, next
	return nil
}

// nativeBig reports whether this machine stores the highest byte first.
var nativeBig = binary.NativeEndian.Uint16([]byte{1, 0}) != 1

// appendTo appends the header as NumPy writes it.
func (h *Header) appendTo(b []byte) []byte {
	descr := "|"
	if h.DType.Size() > 1 {
		descr = "<"
		if h.BigEndian {
			descr = ">"
		}
	}
	for kind, dt := range kinds {
		if dt == h.DType {
			descr += kind
		}
	}
	order := "False"
	if h.FortranOrder {
		order = "True"
	}
	text := "{'descr': '" + descr + "', 'fortran_order': " + order + ", 'shape': " + shapeText(h.Shape) + ", }"
	if nd := len(h.Shape); nd > 0 {
		// Room for the axis along which data can be appended to grow to 21 digits.
		grows := h.Shape[0]
		if h.FortranOrder {
			grows = h.Shape[nd-1]
		}
		text += strings.Repeat(" ", 21-len(strconv.Itoa(grows)))
	}
	prefix := 10
	if h.Version > 1 {
		prefix = 12
	}
	pad := 64 - (prefix+len(text)+1)%64 // 64 and not 0, as NumPy has it
	b = append(b, magic...)
	b = append(b, byte(h.Version), 0)
	if length := len(text) + pad + 1; h.Version == 1 {
		b = binary.LittleEndian.AppendUint16(b, uint16(length))
	} else {
		b = binary.LittleEndian.AppendUint32(b, uint32(length))
	}
	b = append(b, text...)
	b = append(b, strings.Repeat(" ", pad)...)
	return append(b, '\n')
}
