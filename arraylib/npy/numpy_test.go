package npy

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	np "fastergo/arraylib"
)

// described is what testdata/make_files.py says about an array in a file.
type described struct {
	File, Member, DType string
	Shape               []int
	Big, Fortran        bool
	Data                string // hexadecimal, in C order, little endian
}

func describedFiles(t *testing.T) (list []described) {
	text, err := os.ReadFile("testdata/files.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) < 50 {
		t.Fatalf("only %d files", len(list))
	}
	return list
}

// fresh returns a new array of a type known at run time.
func fresh(dt np.DType) np.Operand {
	return map[np.DType]np.Operand{
		np.Bool: new(np.Array[bool]), np.Int8: new(np.Array[int8]), np.Int16: new(np.Array[int16]), np.Int32: new(np.Array[int32]),
		np.Int64: new(np.Array[int64]), np.Uint8: new(np.Array[uint8]), np.Uint16: new(np.Array[uint16]), np.Uint32: new(np.Array[uint32]),
		np.Uint64: new(np.Array[uint64]), np.Float32: new(np.Array[float32]), np.Float64: new(np.Array[float64]),
		np.Complex64: new(np.Array[complex64]), np.Complex128: new(np.Array[complex128]),
	}[dt]
}

func named(t *testing.T, name string) np.DType {
	for dt := np.Bool; dt <= np.Complex128; dt++ {
		if dt.String() == name {
			return dt
		}
	}
	t.Fatalf("no type %s", name)
	return np.Invalid
}

// littleBytes returns the elements in C order as little-endian bytes, one index at a time.
func littleBytes(a np.Operand) (b []byte) {
	l := np.LayoutOf(a)
	number := l.DType.Size()
	if l.DType >= np.Complex64 {
		number /= 2
	}
	index := make([]int, len(l.Shape))
	n := np.Size(a)
	for range n {
		off := l.Offset
		for d, i := range index {
			off += i * l.Strides[d]
		}
		element := slices.Clone(l.Data[off*l.DType.Size():][:l.DType.Size()])
		for part := range slices.Chunk(element, number) {
			if nativeBig {
				slices.Reverse(part)
			}
			b = append(b, part...)
		}
		for d := len(index) - 1; d >= 0; d-- {
			if index[d]++; index[d] < l.Shape[d] {
				break
			}
			index[d] = 0
		}
	}
	return b
}

func (d described) compare(t *testing.T, a np.Operand) {
	t.Helper()
	if l := np.LayoutOf(a); l.DType.String() != d.DType || !slices.Equal(l.Shape, d.Shape) || hex.EncodeToString(littleBytes(a)) != d.Data {
		t.Errorf("%s %s: read %v %v %x, want %s %v %s", d.File, d.Member, l.DType, l.Shape, littleBytes(a), d.DType, d.Shape, d.Data)
	}
}

func (d described) compareHeader(t *testing.T, h *Header) {
	t.Helper()
	if h.DType.String() != d.DType || !slices.Equal(h.Shape, d.Shape) || h.FortranOrder != d.Fortran || h.BigEndian != d.Big {
		t.Errorf("%s %s: header %+v, want %+v", d.File, d.Member, h, d)
	}
}

// What NumPy wrote is read bit for bit, from a path, a stream and a mapping, and written again byte for byte.
func TestReadsNumPysFiles(t *testing.T) {
	for _, d := range describedFiles(t) {
		path, dt := filepath.Join("testdata", d.File), named(t, d.DType)
		if d.Member != "" || strings.HasSuffix(d.File, ".npz") {
			z, err := LoadNpz(path)
			if err != nil {
				t.Fatal(err)
			}
			h, err := z.Stat(d.Member)
			if err != nil {
				t.Fatal(err)
			}
			d.compareHeader(t, h)
			a := fresh(dt)
			if err := z.get(a, d.Member); err != nil {
				t.Fatal(err)
			}
			if err := z.Close(); err != nil {
				t.Error(err)
			}
			d.compare(t, a)
			continue
		}
		h, err := Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		d.compareHeader(t, h)
		a := fresh(dt)
		if err := load(a, path); err != nil {
			t.Fatal(err)
		}
		d.compare(t, a)

		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b := fresh(dt)
		two := bytes.NewReader(slices.Concat(file, file))
		for range 2 {
			if err := read(b, two); err != nil {
				t.Fatal(err)
			}
			d.compare(t, b)
		}

		m, err := mapped(fresh(dt), path)
		if d.Big != nativeBig && dt.Size() > 1 {
			if err == nil || !strings.Contains(err.Error(), "other order") {
				t.Errorf("%s: mapped: %v", path, err)
			}
		} else {
			if err != nil {
				t.Fatal(err)
			}
			m.Close()
			c := fresh(dt)
			if m, err = mapped(c, path); err != nil {
				t.Fatal(err)
			}
			d.compare(t, c)
			if err := m.Close(); err != nil {
				t.Error(err)
			}
			if err := m.Close(); err != nil {
				t.Error(err)
			}
		}

		if d.Big == nativeBig || dt.Size() == 1 {
			var w bytes.Buffer
			if err := WriteVersion(&w, a, h.Version); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(w.Bytes(), file) {
				t.Errorf("%s: wrote %q, NumPy wrote %q", path, w.Bytes(), file)
			}
		}
	}
}

// Views are written as NumPy writes the same views.
func TestWritesViewsAsNumPy(t *testing.T) {
	base := np.Arange[int16](24).Reshape(2, 3, 4)
	long := make([]int, 31)
	for i := range long {
		long[i] = 1
	}
	for name, view := range map[string]np.Operand{
		"view":                  base,
		"view_scalar":           base.S("1, 2, 3"),
		"view_row":              base.S("1, :, 2"),
		"view_steps":            base.S("::-1, ::2, 1::2"),
		"view_transposed":       base.T(),
		"view_column":           base.S(":, :1, None, 3"),
		"view_empty":            base.S(":, 3:"),
		"view_empty_transposed": np.Zeros[int16](0, 3).T(),
		"view_wide":             np.Copy(np.Arange[int16](2000).Reshape(2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1000).T()).T(),
		"view_stretched":        np.BroadcastTo(base.S("1, 2, 3"), 2, 2),
		"view_long":             base.S("0, 0, 0").Reshape(long...),
	} {
		want, err := os.ReadFile("testdata/" + name + ".npy")
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "x.npy")
		if err := Save(path, view); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !nativeBig && !bytes.Equal(got, want) {
			t.Errorf("%s: wrote %q, NumPy wrote %q", name, got, want)
		}
	}
}

// Types without a place here are refused in a line that names the file and the type.
func TestRefusesOtherTypes(t *testing.T) {
	for name, why := range map[string]string{
		"half":       `byte 20: header: elements are "<f2": half floats have no type in Go`,
		"longdouble": `byte 20: header: type "<f16" has no place here: floats of this size have no type in Go`,
		"structured": `byte 20: header: elements are structured, which cannot be read`,
		"object":     `byte 20: header: type "|O" has no place here: Python objects cannot be read`,
		"string":     `byte 20: header: type "<U2" has no place here: strings cannot be read`,
		"bytes":      `byte 20: header: type "|S2" has no place here: strings cannot be read`,
		"raw":        `byte 20: header: type "|V3" has no place here: raw and structured elements cannot be read`,
		"date":       `byte 20: header: type "<M8[D]" has no place here: dates cannot be read`,
		"span":       `byte 20: header: type "<m8[s]" has no place here: time spans cannot be read`,
	} {
		path := "testdata/refused_" + name + ".npy"
		_, err := Load[float64](path)
		if want := path + ": " + why; err == nil || err.Error() != want {
			t.Errorf("%s: %v\nwant %s", name, err, want)
		}
	}
}

func TestReadsNumPysTexts(t *testing.T) {
	f, err := LoadText[float64]("testdata/float64.csv", CSV)
	if err != nil || f.At(0, 0) != 1.5 || f.At(0, 1) != -2e300 || f.At(1, 0) == f.At(1, 0) || f.At(1, 1) != math.Inf(1) {
		t.Errorf("%v, %v", f, err)
	}
	i, err := LoadText[int64]("testdata/int64.txt", Text{})
	if err != nil || !np.ArrayEqual(i, np.New([]int64{1, 2, 3, 4, 5, 6}, 2, 3)) {
		t.Errorf("%v, %v", i, err)
	}
	c, err := LoadText[complex128]("testdata/complex128.txt", Text{})
	if err != nil || !np.ArrayEqual(c, np.New([]complex128{1 + 2i, -1 - 2i}, 2, 1)) {
		t.Errorf("%v, %v", c, err)
	}
	path := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(path, []byte("re im\n 1+-2j (infj) # older NumPy\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	c, err = LoadText[complex128](path, Text{SkipRows: 1})
	if err != nil || !np.ArrayEqual(c, np.New([]complex128{1 - 2i, complex(0, math.Inf(1))}, 1, 2)) {
		t.Errorf("%v, %v", c, err)
	}
}

// What is not finite is written as NumPy writes it.
func TestWritesTexts(t *testing.T) {
	var w bytes.Buffer
	inf, nan := math.Inf(1), math.NaN()
	if err := writeText(&w, np.New([]complex128{complex(1, -2), complex(-inf, nan), complex(nan, inf), complex(0.1, -inf)}, 2, 2), Text{Header: "z"}); err != nil {
		t.Fatal(err)
	}
	if err := writeText(&w, np.New([]float32{0.1, float32(inf)}), CSV); err != nil {
		t.Fatal(err)
	}
	if want := "# z\n(1-2j) (-inf+nanj)\n(nan+infj) (0.1-infj)\n0.1\ninf\n"; w.String() != want {
		t.Errorf("wrote %q, want %q", w.String(), want)
	}
}
