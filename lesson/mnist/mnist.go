// Package mnist loads handwritten digits: a sample that is part of the course,
// or all 70,000 of MNIST, which the course's program downloads once.
//
// # Decisions
//
// It is a package of its own because it brings a third of a megabyte and
// compress/gzip into the cells that import it.
package mnist

import (
	"compress/gzip"
	"embed"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	np "fastergo/arraylib"
	"fastergo/internal/cell"
)

// Digits are images with what they show.
type Digits struct {
	Images *np.Array[uint8] // shape (n, 28, 28): 0 is paper, 255 is ink
	Labels *np.Array[uint8] // shape (n,): 0 to 9
}

//go:embed sample/*.gz
var sample embed.FS

// Sample returns 2,000 digits to train with, 200 of each, and 500 to test with,
// 50 of each. They are new arrays at each call.
func Sample() (train, test Digits) {
	load := func(name string) *np.Array[uint8] {
		f, err := sample.Open("sample/" + name + "-ubyte.gz")
		if err != nil {
			panic(err)
		}
		a, err := readIDX(f)
		if err != nil {
			panic(fmt.Errorf("%s: %w", name, err))
		}
		return a
	}
	return Digits{load("train-images-idx3"), load("train-labels-idx1")}, Digits{load("test-images-idx3"), load("test-labels-idx1")}
}

// Full returns the 60,000 digits of MNIST to train with and the 10,000 to test
// with. The first call downloads them, 11 MB; later ones find them on disk. The
// error says what is missing if there is no internet.
func Full() (train, test Digits, err error) {
	out, err := cell.Run(nil, "data", "mnist", "--quiet")
	if err != nil {
		return train, test, err
	}
	dir := strings.TrimSpace(string(out))
	for name, to := range map[string]**np.Array[uint8]{
		"train-images-idx3": &train.Images, "train-labels-idx1": &train.Labels,
		"t10k-images-idx3": &test.Images, "t10k-labels-idx1": &test.Labels,
	} {
		path := filepath.Join(dir, name+"-ubyte.gz")
		f, err := os.Open(path)
		if err != nil {
			return train, test, err
		}
		*to, err = readIDX(f)
		f.Close()
		if err != nil {
			return train, test, fmt.Errorf("%s: %w", path, err)
		}
	}
	return train, test, nil
}

// readIDX reads a gzipped array of bytes in the format of MNIST: two zero bytes,
// the type of the elements (8: bytes), the number of axes, the length of each
// (four bytes, the highest first), and the elements in C order.
func readIDX(r io.Reader) (*np.Array[uint8], error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	var head [4]byte
	if _, err := io.ReadFull(z, head[:]); err != nil {
		return nil, err
	}
	if head[0] != 0 || head[1] != 0 || head[2] != 8 || head[3] == 0 || head[3] > 4 {
		return nil, fmt.Errorf("not an IDX file of bytes: it begins with % x", head)
	}
	shape, size := make([]int, head[3]), 1
	for i := range shape {
		if _, err := io.ReadFull(z, head[:]); err != nil {
			return nil, err
		}
		shape[i] = int(binary.BigEndian.Uint32(head[:]))
		const most = 1 << 30
		if size *= shape[i]; shape[i] > most || size > most {
			return nil, fmt.Errorf("a shape of %v is too large", shape[:i+1])
		}
	}
	values, err := io.ReadAll(io.LimitReader(z, int64(size)+1))
	if err != nil {
		return nil, err
	}
	if len(values) != size {
		return nil, fmt.Errorf("its shape is %v, but it holds %d bytes", shape, len(values))
	}
	return np.AsArray(values, shape...), nil
}
