package npy

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	np "fastergo/arraylib"
)

// NpzFile is an open .npz archive: named arrays, which are read when they are asked for. Its methods and [Get] may be called from
// several goroutines.
type NpzFile struct {
	path    string
	size    int64
	closer  io.Closer
	names   []string
	members map[string]*zip.File
}

// LoadNpz opens an archive. What in it does not end in .npy is not an array and is left out.
//
// It returns a *[FormatError] if the file is no archive, or if two arrays have the same name.
func LoadNpz(path string) (*NpzFile, error) {
	f, size, err := open(path)
	if err != nil {
		return nil, err
	}
	z, err := newNpz(f, size)
	if err != nil {
		f.Close()
		return nil, in(path, "", err)
	}
	z.path, z.closer = path, f
	return z, nil
}

func newNpz(r io.ReaderAt, size int64) (*NpzFile, error) {
	if size < 0 {
		return nil, fault(-1, "is no regular file, as an archive must be")
	}
	// Members are never files here, so ErrInsecurePath, a name such as ../x, says nothing.
	archive, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		var start [len(magic)]byte
		if _, err := r.ReadAt(start[:], 0); err == nil && string(start[:]) == magic {
			return nil, fault(0, "is an npy file, not an npz archive: Load reads it")
		}
		return nil, readFault(-1, err)
	}
	z := &NpzFile{size: size, members: map[string]*zip.File{}}
	for _, f := range archive.File {
		name, ok := strings.CutSuffix(f.Name, ".npy")
		if !ok {
			continue
		}
		if z.members[name] != nil {
			return nil, fault(-1, "has two members %s", quote(f.Name))
		}
		z.members[name] = f
		z.names = append(z.names, name)
	}
	return z, nil
}

// Names returns the names of the arrays in the order of the archive.
func (z *NpzFile) Names() []string { return slices.Clone(z.names) }

// Close closes the file. Arrays that were read from it stay.
func (z *NpzFile) Close() error { return z.closer.Close() }

// Stat reads the header of one array, as the function [Stat] does.
func (z *NpzFile) Stat(name string) (h *Header, err error) {
	err = z.with(name, func(r io.Reader, f *zip.File) error {
		if h, err = readHeader(r); err != nil {
			return err
		}
		return h.checkSize(int64(f.UncompressedSize64))
	})
	if err != nil {
		return nil, err
	}
	return h, nil
}

// Get reads one array of an archive.
//
// It returns the errors of [Load], and a *[FormatError] if the archive has no such array.
func Get[T np.Elem](z *NpzFile, name string) (*np.Array[T], error) {
	a := new(np.Array[T])
	return give(a, z.get(a, name))
}

//go:noinline
func (z *NpzFile) get(a np.Operand, name string) error {
	return z.with(name, func(r io.Reader, f *zip.File) error {
		if err := readArray(a, r, int64(f.UncompressedSize64), f.Method == zip.Store); err != nil {
			return err
		}
		// The checksum is compared at the end of the data, so that must be reached.
		n, err := io.ReadFull(r, make([]byte, 1))
		if n > 0 {
			return fault(int64(f.UncompressedSize64), "goes on after the array")
		}
		if err != io.EOF {
			return readFault(-1, err)
		}
		return nil
	})
}

// deflateRatio is the most that deflate can compress: 258 bytes take two bits.
const deflateRatio = 1032

// with calls do with the contents of a member whose sizes are credible.
func (z *NpzFile) with(name string, do func(io.Reader, *zip.File) error) error {
	f := z.members[name]
	if f == nil {
		return in(z.path, "", fault(-1, "has no array %s", quote(name)))
	}
	why := ""
	switch packed, full := f.CompressedSize64, f.UncompressedSize64; {
	case f.Flags&1 != 0:
		why = "is encrypted"
	case f.Method != zip.Store && f.Method != zip.Deflate:
		why = "is neither stored nor deflated"
	case packed > uint64(z.size):
		why = "claims to be larger than the archive"
	case f.Method == zip.Store && full != packed:
		why = "is stored, and yet has two sizes"
	case full/deflateRatio > packed:
		why = "claims to be deflated to less than is possible"
	}
	if why != "" {
		return in(z.path, f.Name, fault(-1, "%s", why))
	}
	r, err := f.Open()
	if err != nil {
		return in(z.path, f.Name, readFault(-1, err))
	}
	defer r.Close()
	return in(z.path, f.Name, do(r, f))
}

// SaveNpz writes an archive of named arrays, not compressed; it replaces a file as [Save] does.
//
// It returns an error if a name cannot be a member's: not UTF-8, or longer than 65531 bytes.
func SaveNpz(path string, arrays map[string]np.Operand) error {
	return saveNpz(path, arrays, zip.Store)
}

// SaveNpzCompressed is SaveNpz with deflated members.
func SaveNpzCompressed(path string, arrays map[string]np.Operand) error {
	return saveNpz(path, arrays, zip.Deflate)
}

func saveNpz(path string, arrays map[string]np.Operand, method uint16) error {
	names := slices.Sorted(maps.Keys(arrays))
	for _, name := range names {
		if !utf8.ValidString(name) || strings.Contains(name, "\x00") {
			return in(path, "", fault(-1, "name %s is not UTF-8 without zeros", quote(name)))
		}
	}
	return replace(path, func(w io.Writer) error {
		archive := zip.NewWriter(w)
		archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 6) })
		for _, name := range names {
			// The first time that an archive can hold: no time.
			header := &zip.FileHeader{Name: name + ".npy", Method: method, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
			member, err := archive.CreateHeader(header)
			if err != nil {
				return &os.PathError{Op: "write member " + quote(name), Path: path, Err: err}
			}
			if err := Write(member, arrays[name]); err != nil {
				return err
			}
		}
		return archive.Close()
	})
}
