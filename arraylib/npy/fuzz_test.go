package npy

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	np "fastergo/arraylib"
)

func addFiles(f *testing.F, pattern string) {
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		f.Fatal(pattern, err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
}

// Whatever the text of a header, it is refused as a FormatError or means what its own writing means.
func FuzzHeader(f *testing.F) {
	for _, c := range faults {
		if len(c.file) > 10 {
			f.Add(c.file[10:], byte(1))
		}
	}
	f.Add([]byte("{'descr': '>c16', 'fortran_order': True, 'shape': (2, 3L), }   \n"), byte(2))
	f.Fuzz(func(t *testing.T, text []byte, version byte) {
		version = version%3 + 1
		if len(text) > 1<<16-1 {
			return
		}
		h, err := readHeader(bytes.NewReader(file(version, string(text), "")))
		if err != nil {
			checkError(t, err)
			return
		}
		again, err := readHeader(bytes.NewReader(h.appendTo(nil)))
		if err != nil {
			t.Fatal(err)
		}
		again.Offset = h.Offset
		if !reflect.DeepEqual(h, again) {
			t.Errorf("%q means %+v, and written %+v", text, h, again)
		}
	})
}

// Whatever the file, it is refused or makes an array that can be written and read; the memory it costs is in proportion.
func FuzzFile(f *testing.F) {
	addFiles(f, "testdata/*.npy")
	for _, c := range faults {
		f.Add(c.file)
	}
	path := filepath.Join(f.TempDir(), "x.npy")
	f.Fuzz(func(t *testing.T, data []byte) {
		dt := np.Float64
		if h, err := readHeader(bytes.NewReader(data)); err == nil {
			dt = h.DType
		} else {
			checkError(t, err)
		}
		a, b, c := fresh(dt), fresh(dt), fresh(dt)
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		var err, errLoad, errMap error
		var m *Mapping
		if n := allocated(func() {
			err = read(a, bytes.NewReader(data))
			errLoad = load(b, path)
			m, errMap = mapped(c, path)
		}); n > uint64(1<<20+16*len(data)) {
			t.Errorf("%d bytes allocated for %d", n, len(data))
		}
		if err != nil {
			checkError(t, err)
		}
		if errLoad == nil && (err != nil || !sameBits(a, b)) || errMap == nil && (errLoad != nil || !sameBits(a, c)) {
			t.Errorf("read: %v; loaded: %v; mapped: %v", err, errLoad, errMap)
		}
		if m != nil {
			m.Close()
		}
		if err != nil {
			return
		}
		var w bytes.Buffer
		if err := Write(&w, a); err != nil {
			t.Fatal(err)
		}
		again := fresh(dt)
		if err := read(again, &w); err != nil || !sameBits(a, again) {
			t.Errorf("read again: %v", err)
		}
	})
}

// Whatever the archive, each array in it is read or refused, for memory in proportion to what deflate can do.
func FuzzArchive(f *testing.F) {
	addFiles(f, "testdata/*.npz")
	good := file(1, head("(1,)"), "12345678")
	f.Add(archive(f, stored("x.npy", good, func(h *zip.FileHeader) { h.UncompressedSize64 = 1e9; h.Method = zip.Deflate })))
	f.Add(archive(f, stored("x.npy", good, func(*zip.FileHeader) {}), stored("../y.npy", good, func(h *zip.FileHeader) { h.CRC32 = 1 })))
	f.Fuzz(func(t *testing.T, data []byte) {
		if n := allocated(func() {
			z, err := newNpz(bytes.NewReader(data), int64(len(data)))
			if err != nil {
				checkError(t, err)
				return
			}
			for i, name := range z.Names() {
				h, err := z.Stat(name)
				if err != nil {
					checkError(t, err)
					continue
				}
				if err := z.get(fresh(h.DType), name); err != nil {
					checkError(t, err)
				}
				if i == 9 {
					break
				}
			}
		}); n > uint64(16<<20+40*deflateRatio*len(data)) {
			t.Errorf("%d bytes allocated for %d", n, len(data))
		}
	})
}

// Whatever the text, it is refused or makes an array that reads back from its own text.
func FuzzText(f *testing.F) {
	addFiles(f, "testdata/*.csv")
	addFiles(f, "testdata/*.txt")
	f.Fuzz(func(t *testing.T, data []byte) {
		for dt := np.Bool; dt <= np.Complex128; dt++ {
			a, b := fresh(dt), fresh(dt)
			if err := readText(a, bytes.NewReader(data), CSV); err != nil {
				checkError(t, err)
				continue
			}
			var w bytes.Buffer
			if err := writeText(&w, a, CSV); err != nil {
				t.Fatal(err)
			}
			if err := readText(b, &w, CSV); err != nil || len(numbers(a)) != len(numbers(b)) {
				t.Errorf("%s: %v", dt, err)
			}
		}
	})
}

// checkError wants a fault of the format, told in one line.
func checkError(t *testing.T, err error) {
	switch err.(type) {
	case *FormatError, *DTypeError:
	default:
		t.Errorf("error %T: %v", err, err)
	}
	if text := err.Error(); len(text) > 400 || bytes.ContainsAny([]byte(text), "\n\r\x00\x1b") {
		t.Errorf("error %q", text)
	}
}
