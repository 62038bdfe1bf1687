package cell

import (
	"io"
	"maps"
	"slices"
)

// The gob stream that GoNB reads holds values of this type
// (gonbui/protocol.DisplayData):
//
//	struct { Data map[MIMEType]any; Metadata map[string]any; DisplayID string }
//
// These are the definitions that must precede its first value.
const displayDataTypes = "\x3e\x7f\x03\x01\x01\vDisplayData\x01\xff\x80\x00\x01\x03\x01\x04Data\x01\xff\x82\x00\x01\bMetadata\x01\xff\x84\x00\x01\tDisplayID\x01\f\x00\x00\x00" +
	"\x32\xff\x81\x04\x01\x01\"map[protocol.MIMEType]interface {}\x01\xff\x82\x00\x01\f\x01\x10\x00\x00" +
	"\x27\xff\x83\x04\x01\x01\x17map[string]interface {}\x01\xff\x84\x00\x01\f\x01\x10\x00\x00"

// A request to acknowledge: a DisplayData that holds a protocol.CommValue
// {Address: "#gonbui/sync", Value: 0}. The first one defines CommValue.
const (
	commValueType = "\xff\x85\x03\x01\x01\tCommValue\x01\xff\x86\x00\x01\x03\x01\aAddress\x01\f\x00\x01\aRequest\x01\x02\x00\x01\x05Value\x01\x10\x00\x00\x00"
	syncHead      = "\xff\x80\x01\x01\x0fgonb/comm_value4github.com/janpfeifer/gonb/gonbui/protocol.CommValue"
	syncValue     = "\xff\x86\x18\x01\f#gonbui/sync\x02\x03int\x04\x02\x00\x00\x00\x00"
)

// gobUint appends x as gob writes unsigned integers: one byte below 128, else
// the negated byte count and the bytes, big end first.
func gobUint(b []byte, x int) []byte {
	if x < 128 {
		return append(b, byte(x))
	}
	n := 0
	for y := x; y > 0; y >>= 8 {
		n++
	}
	b = append(b, byte(-n))
	for i := n - 1; i >= 0; i-- {
		b = append(b, byte(x>>(8*i)))
	}
	return b
}

func gobString(b []byte, s string) []byte { return append(gobUint(b, len(s)), s...) }

// gobDisplay is the message for an output in the forms of data, to be put in
// place of the earlier output named id, if id is not empty.
func gobDisplay(data map[string]string, id string) []byte {
	m := []byte("\xff\x80\x01") // type DisplayData, field Data
	m = gobUint(m, len(data))
	for _, mime := range slices.Sorted(maps.Keys(data)) {
		m = gobString(m, mime)
		m = gobString(m, "string") // the value's type by name, by number, its length
		m = append(m, '\f')
		text := gobString([]byte{0}, data[mime])
		m = gobUint(m, len(text))
		m = append(m, text...)
	}
	if id != "" {
		m = append(m, 2) // two fields on: DisplayID
		m = gobString(m, id)
	}
	m = append(m, 0)
	return append(gobUint(nil, len(m)), m...)
}

// gobSync is a request to acknowledge: the first of a stream, or a later one.
func gobSync(first bool) []byte {
	if first {
		b := append(gobUint(nil, len(syncHead)+len(commValueType)), syncHead+commValueType...)
		return append(gobUint(b, len(syncValue)), syncValue...)
	}
	return append(gobUint(nil, len(syncHead)+len(syncValue)), syncHead+syncValue...)
}

// gobSkipValue reads messages up to and including the next that is a value,
// not a type definition.
func gobSkipValue(r io.ByteReader) error {
	for {
		n, _, err := readGobUint(r)
		if err != nil {
			return err
		}
		id, size, err := readGobUint(r)
		if err != nil {
			return err
		}
		for range n - size {
			if _, err := r.ReadByte(); err != nil {
				return err
			}
		}
		if id&1 == 0 { // a positive signed integer
			return nil
		}
	}
}

// readGobUint returns an unsigned integer and the number of bytes it took.
func readGobUint(r io.ByteReader) (x, size int, err error) {
	c, err := r.ReadByte()
	if err != nil || c < 128 {
		return int(c), 1, err
	}
	n := -int(int8(c))
	for range n {
		if c, err = r.ReadByte(); err != nil {
			return 0, 0, err
		}
		x = x<<8 | int(c)
	}
	return x, 1 + n, nil
}
