package npy

import (
	"bytes"
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	np "fastergo/arraylib"

	"pgregory.net/rapid"
)

// drawArray draws an array of any type, shape and layout, with any bits in its elements.
func drawArray(t *rapid.T) np.Operand {
	dt := np.DType(rapid.IntRange(int(np.Bool), int(np.Complex128)).Draw(t, "dtype"))
	shape := rapid.SliceOfN(rapid.IntRange(0, 4), 0, 4).Draw(t, "shape")
	storage := rapid.IntRange(1, 3000).Draw(t, "storage")
	l := np.Layout{DType: dt, Data: alignedBytes(storage * dt.Size()), Shape: shape}
	copy(l.Data, rapid.SliceOfN(rapid.Byte(), 0, 100).Draw(t, "data"))
	if dt == np.Bool {
		for i, b := range l.Data {
			l.Data[i] = b & 1
		}
	}
	switch rapid.IntRange(0, 2).Draw(t, "order") {
	case 0:
		l.Strides = cStrides(shape)
	case 1:
		l.Shape = slices.Clone(shape)
		slices.Reverse(l.Shape)
		l.Strides = cStrides(shape)
		slices.Reverse(l.Strides)
	default:
		for range shape {
			l.Strides = append(l.Strides, rapid.IntRange(-20, 300).Draw(t, "stride"))
		}
		l.Offset = rapid.IntRange(0, storage-1).Draw(t, "offset")
	}
	a := fresh(dt)
	if np.Attach(a, l) != nil {
		t.Skip("the layout leaves its storage")
	}
	return a
}

func sameBits(a, b np.Operand) bool {
	return np.DTypeOf(a) == np.DTypeOf(b) && slices.Equal(np.LayoutOf(a).Shape, np.LayoutOf(b).Shape) && bytes.Equal(littleBytes(a), littleBytes(b))
}

// Whatever is written is read again, by every way there is.
func TestRoundTrips(t *testing.T) {
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		a := drawArray(t)
		dt := np.DTypeOf(a)
		version := rapid.IntRange(1, 3).Draw(t, "version")
		var w bytes.Buffer
		if err := WriteVersion(&w, a, version); err != nil {
			t.Fatal(err)
		}
		if w.Len()%64 != (np.Size(a)*dt.Size())%64 {
			t.Fatalf("the elements do not begin at a multiple of 64 bytes")
		}
		want, b := bytes.Clone(w.Bytes()), fresh(dt)
		w.WriteString("more")
		if err := read(b, &w); err != nil || !sameBits(a, b) || w.String() != "more" {
			t.Fatalf("%v: read %v from %q", err, np.LayoutOf(b), want)
		}
		if err := WriteVersion(&w, b, version); err != nil || !bytes.Equal(w.Bytes()[4:], want) {
			t.Fatalf("%v: written again: %q, first %q", err, w.Bytes()[4:], want)
		}

		path := filepath.Join(folder, "x")
		if err := Save(path, a); err != nil {
			t.Fatal(err)
		}
		c, d := fresh(dt), fresh(dt)
		if err := load(c, path); err != nil || !sameBits(a, c) {
			t.Fatalf("%v: loaded %v", err, np.LayoutOf(c))
		}
		m, err := mapped(d, path)
		if err != nil || !sameBits(a, d) {
			t.Fatalf("%v: mapped %v", err, np.LayoutOf(d))
		}
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

// A file in the other byte order is the same array.
func TestOtherByteOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArray(t)
		dt := np.DTypeOf(a)
		var w bytes.Buffer
		if err := Write(&w, a); err != nil {
			t.Fatal(err)
		}
		file := w.Bytes()
		h, err := readHeader(&w)
		if err != nil {
			t.Fatal(err)
		}
		if dt.Size() == 1 {
			return
		}
		i := bytes.IndexAny(file, "<>")
		file[i] ^= '<' ^ '>'
		number := dt.Size()
		if dt >= np.Complex64 {
			number /= 2
		}
		for part := range slices.Chunk(file[h.Offset:], number) {
			slices.Reverse(part)
		}
		b := fresh(dt)
		if err := read(b, bytes.NewReader(file)); err != nil || !sameBits(a, b) {
			t.Fatalf("%v: read %v", err, np.LayoutOf(b))
		}
	})
}

func TestRoundTripsInArchives(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.npz")
	rapid.Check(t, func(t *rapid.T) {
		arrays := map[string]np.Operand{}
		for range rapid.IntRange(0, 3).Draw(t, "arrays") {
			arrays[rapid.StringN(0, 20, -1).Filter(func(s string) bool { return !bytes.ContainsRune([]byte(s), 0) }).Draw(t, "name")] = drawArray(t)
		}
		save := SaveNpz
		if rapid.Bool().Draw(t, "deflated") {
			save = SaveNpzCompressed
		}
		if err := save(path, arrays); err != nil {
			t.Fatal(err)
		}
		first, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		z, err := LoadNpz(path)
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		if len(z.Names()) != len(arrays) || !slices.IsSorted(z.Names()) {
			t.Fatalf("names %q", z.Names())
		}
		for name, a := range arrays {
			b := fresh(np.DTypeOf(a))
			if err := z.get(b, name); err != nil || !sameBits(a, b) {
				t.Fatalf("%q: %v: %v", name, err, np.LayoutOf(b))
			}
		}
		if err := save(path, arrays); err != nil {
			t.Fatal(err)
		}
		if again, err := os.ReadFile(path); err != nil || !bytes.Equal(first, again) {
			t.Fatal("the same arrays made another file")
		}
	})
}

func TestRoundTripsAsText(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.csv")
	rapid.Check(t, func(t *rapid.T) {
		a := drawArray(t)
		l := np.LayoutOf(a)
		if len(l.Shape) == 0 || len(l.Shape) > 2 || np.Size(a) == 0 {
			return
		}
		format := Text{Delimiter: rapid.SampledFrom([]string{"", ",", ";", "\t", " | "}).Draw(t, "delimiter")}
		if rapid.Bool().Draw(t, "header") {
			format.Header = "a, b\n1, 2"
		}
		if err := SaveText(path, a, format); err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "skip") && format.Header != "" {
			format.SkipRows = 2
		}
		b := fresh(l.DType)
		if err := loadText(b, path, format); err != nil {
			t.Fatal(err)
		}
		m := np.LayoutOf(b)
		if m.Shape[0] != l.Shape[0] || len(l.Shape) == 2 && m.Shape[1] != l.Shape[1] || len(l.Shape) == 1 && m.Shape[1] != 1 {
			t.Fatalf("shape %v from %v", m.Shape, l.Shape)
		}
		if x, y := numbers(a), numbers(b); !slices.Equal(x, y) {
			t.Fatalf("read %x, wrote %x", y, x)
		}
	})
}

// numbers returns the bits of the elements' numbers, with one NaN for all.
func numbers(a np.Operand) (bits []uint64) {
	b := littleBytes(a)
	switch dt := np.DTypeOf(a); dt {
	case np.Float32, np.Complex64:
		for x := range slices.Chunk(b, 4) {
			f := math.Float32frombits(binary.LittleEndian.Uint32(x))
			if f != f {
				f = float32(math.NaN())
			}
			bits = append(bits, uint64(math.Float32bits(f)))
		}
	case np.Float64, np.Complex128:
		for x := range slices.Chunk(b, 8) {
			f := math.Float64frombits(binary.LittleEndian.Uint64(x))
			if f != f {
				f = math.NaN()
			}
			bits = append(bits, math.Float64bits(f))
		}
	default:
		for _, x := range b {
			bits = append(bits, uint64(x))
		}
	}
	return bits
}

// Scattered elements that fill more than one block are written as a copy of them is.
func TestWritesBlocks(t *testing.T) {
	base := np.Arange[float64](3*block).Reshape(-1, 3)
	for _, v := range []*np.Array[float64]{base.S(":, 1"), base.S("::-1, ::2"), base.S(":, None, :2").T()} {
		var x, y bytes.Buffer
		if err := Write(&x, v.S("..., ::-1")); err != nil {
			t.Fatal(err)
		}
		if err := Write(&y, np.Copy(v.S("..., ::-1"))); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(x.Bytes(), y.Bytes()) || x.Len() < 2*block {
			t.Errorf("shape %v is written otherwise than its copy", v.Shape())
		}
	}
	// A stream of that size is read in several steps.
	var w bytes.Buffer
	if err := Write(&w, base); err != nil {
		t.Fatal(err)
	}
	if a, err := Read[float64](&w); err != nil || !np.ArrayEqual(a, base) {
		t.Error(err)
	}
}

// Arrays of one archive can be read at the same time.
func TestArchiveServesGoroutines(t *testing.T) {
	z, err := LoadNpz("testdata/deflated.npz")
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var group sync.WaitGroup
	for range 4 {
		for _, name := range []string{"x", ""} {
			group.Go(func() {
				if a, err := Get[float64](z, name); err != nil || a.S("..., 1").Data()[0] != 1 {
					t.Errorf("%q: %v", name, err)
				}
			})
		}
	}
	group.Wait()
}
