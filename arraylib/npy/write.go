package npy

import (
	"io"
	"slices"

	np "fastergo/arraylib"
)

// Write writes an array to a stream in version 1.0 of the format, which holds every array there is here: the bytes that np.save
// writes. Arrays in Fortran order are written so, all other views in C order.
func Write(w io.Writer, a np.Operand) error { return WriteVersion(w, a, 1) }

// WriteVersion is Write in version 1, 2 or 3 of the format, for readers that insist on one.
//
// It panics if there is no such version.
func WriteVersion(w io.Writer, a np.Operand, version int) error {
	if version < 1 || version > 3 {
		panic("npy: WriteVersion: the format has versions 1, 2 and 3")
	}
	l := np.LayoutOf(a)
	h := Header{Version: version, DType: l.DType, Shape: slices.Clone(l.Shape), BigEndian: nativeBig && l.DType.Size() > 1}
	if !contiguous(l) {
		slices.Reverse(l.Shape)
		slices.Reverse(l.Strides)
		if h.FortranOrder = contiguous(l); !h.FortranOrder {
			slices.Reverse(l.Shape)
			slices.Reverse(l.Strides)
		}
	}
	if _, err := w.Write(h.appendTo(nil)); err != nil {
		return err
	}
	return elements(l, func(b []byte) error { _, err := w.Write(b); return err })
}

// contiguous reports whether the elements lie one after the other in C order.
func contiguous(l np.Layout) bool {
	if slices.Contains(l.Shape, 0) {
		return true
	}
	n := 1
	for d := len(l.Shape) - 1; d >= 0; d-- {
		if l.Shape[d] != 1 && l.Strides[d] != n {
			return false
		}
		n *= l.Shape[d]
	}
	return true
}

// block is how many bytes of scattered elements are gathered before they are passed on.
const block = 64 << 10

// elements passes the elements on as bytes in C order, in blocks of whole elements.
func elements(l np.Layout, pass func([]byte) error) error {
	size, n := l.DType.Size(), 1
	for _, m := range l.Shape {
		n *= m
	}
	if n == 0 {
		return nil
	}
	if contiguous(l) {
		return pass(l.Data[l.Offset*size:][:n*size])
	}
	pick := map[int]func(dst, src []byte, at, stride int){1: pick[uint8], 2: pick[uint16], 4: pick[uint32], 8: pick[uint64], 16: pick[[2]uint64]}[size]
	buffer, used := alignedBytes(block), 0
	last := len(l.Shape) - 1
	index, off := make([]int, last), l.Offset
	for {
		for done := 0; done < l.Shape[last]; {
			if used == block {
				if err := pass(buffer); err != nil {
					return err
				}
				used = 0
			}
			m := min(l.Shape[last]-done, (block-used)/size)
			pick(buffer[used:][:m*size], l.Data, off+done*l.Strides[last], l.Strides[last])
			used, done = used+m*size, done+m
		}
		d := last - 1
		for ; d >= 0; d-- {
			off += l.Strides[d]
			if index[d]++; index[d] < l.Shape[d] {
				break
			}
			off -= l.Shape[d] * l.Strides[d]
			index[d] = 0
		}
		if d < 0 {
			return pass(buffer[:used])
		}
	}
}

// pick gathers the elements of src that begin at element at and lie stride apart.
func pick[U uint8 | uint16 | uint32 | uint64 | [2]uint64](dst, src []byte, at, stride int) {
	s := view[U](src)
	for i := range view[U](dst) {
		view[U](dst)[i] = s[at+i*stride]
	}
}
