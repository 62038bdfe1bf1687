package npy

import (
	"math"
	"sync"

	np "fastergo/arraylib"
)

// Mapping is the memory behind an array that [MapFile] returned.
type Mapping struct {
	once  sync.Once
	err   error
	bytes []byte
}

// MapFile returns the array of a .npy file without reading it: the operating system brings in what is looked at, and drops it again when
// memory is short. Where there is no such system call, on Windows for one, the file is read.
//
// The array is read-only: writing to it ends the program, and recover does not help. After Close of the mapping neither the array nor
// any view of it may be used: that ends the program as well, or finds whatever lies there by then. So does a file that someone else
// makes shorter meanwhile ([Save] does not). Without Close the mapping stays until the program ends. np.Copy makes an array that is
// free of all that.
//
// MapFile returns the errors of [Load], and a *[FormatError] for what only Load can read: elements in the other byte order, or not aligned
// to their size, and bools other than 0 and 1 (for which it looks at the whole file, if it holds bools).
func MapFile[T np.Elem](path string) (*np.Array[T], *Mapping, error) {
	a := new(np.Array[T])
	m, err := mapped(a, path)
	if err != nil {
		return nil, nil, err
	}
	return a, m, nil
}

//go:noinline
func mapped(a np.Operand, path string) (*Mapping, error) {
	f, size, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if size < 0 {
		return nil, in(path, "", fault(-1, "is no regular file and cannot be mapped"))
	}
	h, err := readHeader(f)
	if err == nil {
		err = h.check(np.DTypeOf(a), size)
	}
	if err == nil {
		err = h.checkMap()
	}
	if err != nil {
		return nil, in(path, "", err)
	}
	if size > math.MaxInt {
		return nil, in(path, "", fault(-1, "is larger than the address space"))
	}
	b, err := mapFile(f, int(size))
	if err != nil {
		return nil, in(path, "", readFault(-1, err))
	}
	m := &Mapping{bytes: b}
	if err := m.give(a, h); err != nil {
		m.Close()
		return nil, in(path, "", err)
	}
	return m, nil
}

func (h *Header) checkMap() error {
	if h.BigEndian != nativeBig && h.DType.Size() > 1 {
		return fault(-1, "has its bytes in the other order and cannot be mapped; Load reads it")
	}
	if align := int64(min(h.DType.Size(), 8)); h.Offset%align != 0 {
		return fault(h.Offset, "elements are not aligned to %d bytes and cannot be mapped; Load reads them", align)
	}
	return nil
}

func (m *Mapping) give(a np.Operand, h *Header) error {
	data := m.bytes[h.Offset:]
	if h.DType == np.Bool {
		for i, b := range data {
			if b > 1 {
				return fault(h.Offset+int64(i), "holds %d as a bool and cannot be mapped; Load reads it", b)
			}
		}
	}
	return h.attach(a, data)
}

// Close takes the memory back. Nobody may look at the array any more, nor at any view of it. Further calls do nothing.
func (m *Mapping) Close() error {
	m.once.Do(func() { m.err = unmap(m.bytes); m.bytes = nil })
	return m.err
}
