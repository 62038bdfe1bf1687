package lesson

import "encoding/base64"

// A pixmap is an image: of len(palette) colours, one byte a pixel, or without a
// palette of three bytes a pixel.
type pixmap struct {
	w, h    int
	palette [][3]byte
	clear   bool // the palette's last colour is transparent
	pixels  []byte
}

// url returns the image as a data URL. The PNG is written here, uncompressed:
// image/png would cost each cell some 30 ms of linking.
func (p pixmap) url() string {
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(p.png())
}

func (p pixmap) png() []byte {
	kind, width := byte(2), 3*p.w // true colour
	if p.palette != nil {
		kind, width = 3, p.w
	}
	var rows []byte
	for y := range p.h {
		rows = append(rows, 0) // no filter
		rows = append(rows, p.pixels[y*width:(y+1)*width]...)
	}
	head := append(big(nil, uint32(p.w)), big(nil, uint32(p.h))...)
	b := chunk([]byte("\x89PNG\r\n\x1a\n"), "IHDR", append(head, 8, kind, 0, 0, 0))
	if p.palette != nil {
		var colours []byte
		for _, c := range p.palette {
			colours = append(colours, c[:]...)
		}
		b = chunk(b, "PLTE", colours)
		if p.clear {
			alpha := make([]byte, len(p.palette))
			for i := range len(alpha) - 1 {
				alpha[i] = 255
			}
			b = chunk(b, "tRNS", alpha)
		}
	}
	return chunk(chunk(b, "IDAT", stored(rows)), "IEND", nil)
}

// stored is a zlib stream that holds data as it is (RFC 1950 and 1951).
func stored(data []byte) []byte {
	b := []byte{0x78, 0x01}
	lo, hi := uint32(1), uint32(0) // Adler-32
	for _, c := range data {
		lo = (lo + uint32(c)) % 65521
		hi = (hi + lo) % 65521
	}
	for last := false; !last; {
		n := min(len(data), 65535)
		final := byte(0)
		if last = n == len(data); last {
			final = 1
		}
		b = append(b, final, byte(n), byte(n>>8), ^byte(n), ^byte(n>>8))
		b = append(b, data[:n]...)
		data = data[n:]
	}
	return big(b, hi<<16|lo)
}

func chunk(b []byte, name string, data []byte) []byte {
	b = big(b, uint32(len(data)))
	start := len(b)
	b = append(append(b, name...), data...)
	crc := ^uint32(0) // CRC-32 of name and data
	for _, c := range b[start:] {
		crc ^= uint32(c)
		for range 8 {
			crc = crc>>1 ^ 0xedb88320&-(crc&1)
		}
	}
	return big(b, ^crc)
}

func big(b []byte, x uint32) []byte {
	return append(b, byte(x>>24), byte(x>>16), byte(x>>8), byte(x))
}
