package npy

import (
	"errors"
	"io"
	"io/fs"
	"math/bits"
	"slices"
	"unsafe"

	np "fastergo/arraylib"
)

// Read reads one array from a stream and leaves what follows it unread. Without knowing how long the stream is, it allocates as data
// arrives.
//
// It returns a *[DTypeError] if the elements are not of type T, and a *[FormatError] if the stream does not hold a whole array.
func Read[T np.Elem](r io.Reader) (*np.Array[T], error) {
	a := new(np.Array[T])
	return give(a, read(a, r))
}

// give keeps an array that was not made from getting out.
func give[T np.Elem](a *np.Array[T], err error) (*np.Array[T], error) {
	if err != nil {
		return nil, err
	}
	return a, nil
}

//go:noinline
func read(a np.Operand, r io.Reader) error { return in("", "", readArray(a, r, -1, false)) }

// readArray reads into a, which takes the storage that it makes. The input has have bytes in all, or an unknown number if that is
// negative. Where these are the bytes of a file, they justify allocating as many; otherwise storage grows as data comes.
func readArray(a np.Operand, r io.Reader, have int64, isFile bool) error {
	h, err := readHeader(r)
	if err != nil {
		return err
	}
	if err := h.check(np.DTypeOf(a), have); err != nil {
		return err
	}
	var data []byte
	if n := int(h.bytes()); isFile {
		data = alignedBytes(n)
		got, err := io.ReadFull(r, data)
		if err != nil {
			return h.dataFault(got, err)
		}
	} else if data, err = readGrowing(r, n); err != nil {
		return h.dataFault(len(data), err)
	}
	if h.DType == np.Bool {
		for i, b := range data {
			if b > 1 {
				data[i] = 1 // in Go a bool of 2 would be neither
			}
		}
	}
	if h.BigEndian != nativeBig {
		h.swap(data)
	}
	return h.attach(a, data)
}

// check compares the header with what was asked for and with the size of the input, if that is known.
func (h *Header) check(want np.DType, have int64) error {
	if want != h.DType {
		return &DTypeError{Has: h.DType, Want: want, Shape: h.Shape}
	}
	return h.checkSize(have)
}

func (h *Header) checkSize(have int64) error {
	if have < 0 {
		return nil
	}
	switch need, got := h.bytes(), have-h.Offset; {
	case got < need:
		return fault(have, "ends after %d of the %d bytes of %s, shape %s", got, need, h.DType, shapeText(h.Shape))
	case got > need:
		return fault(h.Offset+need, "goes on for %d bytes after the array; Read reads arrays that follow each other", got-need)
	}
	return nil
}

// dataFault says why reading stopped after got bytes of data.
func (h *Header) dataFault(got int, err error) error {
	at := h.Offset + int64(got)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return fault(at, "ends after %d of the %d bytes of %s, shape %s", got, h.bytes(), h.DType, shapeText(h.Shape))
	}
	return readFault(at, err)
}

func isSystem(err error) bool {
	_, ok := errors.AsType[*fs.PathError](err)
	return ok
}

// attach makes a the array whose elements are data.
func (h *Header) attach(a np.Operand, data []byte) error {
	strides := cStrides(h.Shape)
	if h.FortranOrder {
		back := slices.Clone(h.Shape)
		slices.Reverse(back)
		strides = cStrides(back)
		slices.Reverse(strides)
	}
	if err := np.Attach(a, np.Layout{DType: h.DType, Data: data, Shape: h.Shape, Strides: strides}); err != nil {
		return &FormatError{Offset: -1, Why: err.Error(), Err: err}
	}
	return nil
}

func cStrides(shape []int) []int {
	strides, n := make([]int, len(shape)), 1
	for d := len(shape) - 1; d >= 0; d-- {
		strides[d] = n
		n *= max(shape[d], 1)
	}
	return strides
}

// swap reverses the bytes of every number; a complex one is two.
func (h *Header) swap(data []byte) {
	size := h.DType.Size()
	if h.DType >= np.Complex64 {
		size /= 2
	}
	switch size {
	case 2:
		for i, x := range view[uint16](data) {
			view[uint16](data)[i] = bits.ReverseBytes16(x)
		}
	case 4:
		for i, x := range view[uint32](data) {
			view[uint32](data)[i] = bits.ReverseBytes32(x)
		}
	case 8:
		for i, x := range view[uint64](data) {
			view[uint64](data)[i] = bits.ReverseBytes64(x)
		}
	}
}

// view returns aligned bytes as numbers of their size.
func view[U uint8 | uint16 | uint32 | uint64 | [2]uint64](b []byte) []U {
	return unsafe.Slice((*U)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/int(unsafe.Sizeof(*new(U))))
}

// alignedBytes makes n zero bytes that can be elements of any type; never nil, so that they can be the storage of empty arrays.
func alignedBytes(n int) []byte {
	words := make([]uint64, n/8+1)
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(words))), n)
}

// grow returns b with room for n bytes: twice what it had, or what is needed if that is more, but never more than most.
func grow(b []byte, n, most int) []byte {
	if n <= cap(b) {
		return b
	}
	if cap(b) <= most/2 {
		most = max(n, 2*cap(b))
	}
	bigger := alignedBytes(most)[:len(b)]
	copy(bigger, b)
	return bigger
}

// firstChunk is how many bytes are allocated on a header's word alone.
const firstChunk = 64 << 10

// readGrowing reads n bytes. What it allocates in all is at most four times what has arrived, and firstChunk.
func readGrowing(r io.Reader, n int) ([]byte, error) {
	b := alignedBytes(min(n, firstChunk))[:0]
	for len(b) < n {
		b = grow(b, len(b)+1, n)
		got, err := io.ReadFull(r, b[len(b):cap(b)])
		if b = b[:len(b)+got]; err != nil {
			return b, err
		}
	}
	return b, nil
}
