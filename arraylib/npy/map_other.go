//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package npy

import (
	"io"
	"os"
)

// mapFile reads the file. The mapping's bytes are the same, so are all faults that can be found before they are used.
func mapFile(f *os.File, size int) ([]byte, error) {
	b := alignedBytes(size)
	_, err := io.ReadFull(io.NewSectionReader(f, 0, int64(size)), b)
	return b, err
}

func unmap([]byte) error { return nil }
