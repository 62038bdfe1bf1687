package npy

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	np "fastergo/arraylib"
)

// file makes a file from a header's text and data.
func file(version byte, header, data string) []byte {
	b := append([]byte(magic), version, 0)
	if version == 1 {
		b = binary.LittleEndian.AppendUint16(b, uint16(len(header)))
	} else {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(header)))
	}
	return append(append(b, header...), data...)
}

func head(shape string) string {
	return "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + "}"
}

// allocated returns the bytes that f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

var faults = []struct {
	name string
	file []byte
	why  string
}{
	{"empty", nil, "byte 0: ends in the header"},
	{"other", []byte("GIF89a, and more"), `byte 0: is no npy file: it begins with "GIF89a"`},
	{"archive", []byte("PK\x03\x04 and more"), "byte 0: is an npz archive, not an npy file: LoadNpz reads it"},
	{"version", file(4, head("(1,)"), "12345678"), "byte 6: has version 4.0 of the format; 1.0, 2.0 and 3.0 can be read"},
	{"no length", file(1, "", "")[:9], "byte 9: ends in the header"},
	{"no length 2", file(2, "", "")[:11], "byte 11: ends in the header"},
	{"header ends", file(1, head("(1,)"), "")[:30], "byte 30: ends in the header"},
	{"header of 4 GB", append([]byte(magic+"\x02\x00"), 255, 255, 255, 255), "byte 8: has a header of 4294967295 bytes; 10000 are the most that can be read"},
	{"header too short", file(1, head("(1,)")[:40], head("(1,)")[40:]+"12345678"), "byte 50: header: has its end where a string is expected"},
	{"string without end", file(1, head("(1,)")[:45], head("(1,)")[45:]+"12345678"), "byte 51: header: has a string without an end"},
	{"header too long", file(1, head("(1,)")+"1234", "5678"), `byte 65: header: goes on with "1234" after its dict`},
	{"no dict", file(1, "[1]", ""), `byte 10: header: has "[1]" where '{' is expected`},
	{"empty dict", file(1, "{}", ""), "byte 12: header: lacks the key 'descr'"},
	{"no shape", file(1, "{'descr': '<f8', 'fortran_order': False}", ""), "byte 50: header: lacks the key 'shape'"},
	{"two shapes", file(1, "{'shape': (), 'shape': ()}", ""), `byte 24: header: has the key "shape" twice`},
	{"other key", file(1, "{'shape': (), 'sha\x00pe': ()}", ""), `byte 24: header: has the unknown key "sha\x00pe"`},
	{"no colon", file(1, "{'shape' ()}", ""), `byte 19: header: has "()}" where ':' is expected`},
	{"no comma", file(1, "{'shape': () 'descr': 1}", ""), `byte 23: header: has "'descr': 1" where '}' is expected`},
	{"number for key", file(1, "{1: 2}", ""), `byte 11: header: has "1: 2}" where a string is expected`},
	{"escape", file(1, `{'sha\x70e': ()}`, ""), "byte 11: header: has a backslash or a line break in a string"},
	{"order", file(1, "{'fortran_order': 1}", ""), `byte 28: header: has "1}" where True or False is expected`},
	{"order ends", file(1, "{'fortran_order': ", ""), "byte 28: header: has its end where True or False is expected"},
	{"list", file(1, head("[1]"), ""), `byte 60: header: has "[1]}" where '(' is expected`},
	{"number", file(1, head("3"), ""), `byte 60: header: has "3}" where '(' is expected`},
	{"parentheses", file(1, head("(3)"), ""), "byte 63: header: has a shape without a comma, which is no tuple"},
	{"negative", file(1, head("(-3,)"), ""), "byte 61: header: has a negative length in its shape"},
	{"word", file(1, head("(True,)"), ""), `byte 61: header: has "True,)}" where a length is expected`},
	{"float", file(1, head("(1.0,)"), ""), `byte 62: header: has ".0,)}" where ')' is expected`},
	{"octal", file(1, head("(010,)"), ""), "byte 61: header: has a length with a leading 0"},
	{"long of Python 2 in 3", file(3, head("(1L,)"), "12345678"), `byte 64: header: has "L,)}" where ')' is expected`},
	{"no int", file(1, head("(99999999999999999999,)"), ""), "byte 61: header: has a length that no int can hold"},
	{"overflow", file(1, head("(65536, 65536, 65536, 65536)"), ""), "byte 10: header: shape (65536, 65536, 65536, 65536) of float64 has more bytes than can be addressed"},
	{"huge overflow", file(1, head("(4398046511104, 1048576)"), ""), "byte 10: header: shape (4398046511104, 1048576) of float64 has more bytes than can be addressed"},
	{"overflow to 0", file(1, head("(0, 2147483647, 2147483647, 16)"), ""), "byte 10: header: shape (0, 2147483647, 2147483647, 16) of float64 has more bytes than can be addressed"},
	{"axes", file(1, head("("+strings.Repeat("1,", 32)+")"), ""), "byte 123: header: has a shape of more than 31 axes"},
	{"deep", file(1, head(strings.Repeat("(", 9000)), ""), `byte 61: header: has "((((((((((" where a length is expected`},
	{"deep type", file(1, "{'descr': "+strings.Repeat("[(", 4000), ""), "byte 20: header: elements are structured, which cannot be read"},
	{"no type", file(1, "{'descr': ''}", ""), "byte 20: header: the type of the elements is empty"},
	{"only an order", file(1, "{'descr': '<'}", ""), `byte 20: header: type "<" is unknown`},
	{"no order", file(1, "{'descr': 'f8'}", ""), `byte 20: header: type "f8" has no byte order, < or >`},
	{"unknown type", file(1, "{'descr': '<"+strings.Repeat("q", 100)+"'}", ""), `byte 20: header: type "<` + strings.Repeat("q", 56) + `..." is unknown`},
	{"number for type", file(1, "{'descr': 8}", ""), `byte 20: header: has "8}" where a string is expected`},
	{"no data", file(1, head("(1,)"), ""), "byte 65: ends after 0 of the 8 bytes of float64, shape (1,)"},
	{"less data", file(1, head("(2,)"), "123456789"), "byte 74: ends after 9 of the 16 bytes of float64, shape (2,)"},
	{"huge", file(1, head("(1000000000,)"), "1234"), "byte 78: ends after 4 of the 8000000000 bytes of float64, shape (1000000000,)"},
	{"more data", file(1, head("()"), "12345678901"), "byte 71: goes on for 3 bytes after the array; Read reads arrays that follow each other"},
}

// Each fault is told in one line, from a path, a mapping and a stream, for next to no memory.
func TestFaults(t *testing.T) {
	for _, c := range faults {
		if ^uint(0)>>32 == 0 && strings.HasPrefix(c.name, "huge") {
			continue // here the numbers themselves are too large
		}
		path := filepath.Join(t.TempDir(), "x.npy")
		if err := os.WriteFile(path, c.file, 0o666); err != nil {
			t.Fatal(err)
		}
		var errs [5]error
		bytes := allocated(func() {
			_, errs[0] = Load[float64](path)
			_, errs[1] = Stat(path)
			_, _, errs[2] = MapFile[float64](path)
			_, errs[3] = Read[float64](strings.NewReader(string(c.file)))
			_, errs[4] = Read[float64](iotest.OneByteReader(strings.NewReader(string(c.file))))
		})
		for i, err := range errs {
			want := path + ": " + c.why
			if i > 2 {
				want = "npy: " + c.why
				if c.name == "more data" {
					want = "<nil>"
				}
			}
			if fmt.Sprint(err) != want {
				t.Errorf("%s: %d: %v\nwant %s", c.name, i, err, want)
			}
			if e, ok := errors.AsType[*FormatError](err); err != nil && !ok {
				t.Errorf("%s: %d: error %T %v", c.name, i, err, e)
			}
		}
		if bytes > 1<<20 {
			t.Errorf("%s: %d bytes allocated", c.name, bytes)
		}
	}
}

// What is odd but legal is read.
func TestOddHeaders(t *testing.T) {
	for _, header := range []string{
		head("(1,)"),
		head("(1L,)"),
		head("( 1 , )") + " \n",
		head("(1, 1,)"),
		head("()"),
		`{"shape":(1,),"descr":"<f8","fortran_order":True,}`,
		"{\n'shape'\t:\r\n(1,) , 'fortran_order': False, 'descr' : '<f8' } ",
	} {
		data := "\x00\x00\x00\x00\x00\x00\xf0\x3f"
		a, err := Read[float64](bytes.NewReader(file(1, header, data)))
		if err != nil || a.Data()[0] != 1 {
			t.Errorf("%q: %v", header, err)
		}
	}
	a, err := Read[bool](bytes.NewReader(file(2, "{'descr': '<b1', 'fortran_order': False, 'shape': (3,)}", "\x00\x01\x80")))
	if err != nil || np.LayoutOf(a).Data[2] != 1 {
		t.Errorf("bools: %v, %v", a, err)
	}
}

func TestOtherType(t *testing.T) {
	_, err := Load[float64]("testdata/float32.npy")
	e, ok := errors.AsType[*DTypeError](err)
	if !ok || e.Has != np.Float32 || e.Want != np.Float64 || err.Error() != "testdata/float32.npy: holds float32 of shape (2, 3), not float64" {
		t.Error(err)
	}
	if _, _, err := MapFile[int32]("testdata/float32.npy"); err == nil || err.Error() != "testdata/float32.npy: holds float32 of shape (2, 3), not int32" {
		t.Error(err)
	}
	z, err := LoadNpz("testdata/stored.npz")
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if _, err := Get[bool](z, "x"); err == nil || err.Error() != `testdata/stored.npz: member "x.npy": holds float64 of shape (2, 3), not bool` {
		t.Error(err)
	}
	if _, err := Get[bool](z, "q"); err == nil || err.Error() != `testdata/stored.npz: has no array "q"` {
		t.Error(err)
	}
}

// Errors of the system are passed on as they are.
func TestSystemErrors(t *testing.T) {
	none := filepath.Join(t.TempDir(), "none", "x")
	_, errLoad := Load[int](none)
	_, errStat := Stat(none)
	_, _, errMap := MapFile[int](none)
	_, errNpz := LoadNpz(none)
	_, errText := LoadText[int](none, CSV)
	for _, err := range []error{errLoad, errStat, errMap, errNpz, errText, Save(none, np.Ones[int](2)), SaveNpz(none, nil), SaveText(none, np.Ones[int](2), CSV)} {
		if !errors.Is(err, fs.ErrNotExist) || strings.Contains(err.Error(), ".tmp") || !strings.Contains(err.Error(), none) {
			t.Error(err)
		}
	}
	if _, _, err := MapFile[int](t.TempDir()); err == nil {
		t.Error("a folder was mapped")
	}
	if err := Save(t.TempDir(), np.Ones[int](2)); err == nil {
		t.Error("a folder was written")
	}
	broken := errors.New("broken")
	if _, err := Read[int](iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Error(err)
	}
	for n := range 200 {
		w := &fullWriter{n}
		if err := Write(w, np.Ones[int64](20, 2).T()); n < 128+320 && err != errFull {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

var errFull = errors.New("full")

type fullWriter struct{ room int }

func (w *fullWriter) Write(p []byte) (int, error) {
	if w.room -= len(p); w.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// A failed Save leaves the old file and nothing else.
func TestSaveReplacesWhole(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "x.npy")
	if err := Save(path, np.Arange[int](5)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	err := replace(path, func(w io.Writer) error {
		Write(w, np.Ones[int](100000))
		return errFull
	})
	if err != errFull {
		t.Error(err)
	}
	func() {
		defer func() { recover() }()
		SaveText(path, np.Ones[int](2, 2, 2), CSV)
		t.Error("SaveText took three axes")
	}()
	a, err := Load[int](path)
	if err != nil || !np.ArrayEqual(a, np.Arange[int](5)) {
		t.Errorf("%v, %v", a, err)
	}
	link := filepath.Join(folder, "link.npy")
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	m, file, err := MapFile[int](path)
	if err != nil {
		t.Fatal(err)
	}
	if err := Save(link, np.Ones[int](3)); err != nil {
		t.Fatal(err)
	}
	if !np.ArrayEqual(m, np.Arange[int](5)) {
		t.Error("the mapped array changed")
	}
	file.Close()
	if a, err := Load[int](path); err != nil || np.Size(a) != 3 {
		t.Errorf("%v, %v", a, err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if list, err := os.ReadDir(folder); err != nil || len(list) != 2 {
		t.Errorf("%v, %v", list, err)
	}
}

// What cannot be mapped is told, and Load reads it.
func TestMapRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		why  string
	}{
		"order":     {file(1, "{'descr': '>i2', 'fortran_order': False, 'shape': ()}", "12"), "has its bytes in the other order and cannot be mapped; Load reads it"},
		"alignment": {file(1, "{'descr': '<i2', 'fortran_order': False, 'shape': ()}", "12"), "byte 63: elements are not aligned to 2 bytes and cannot be mapped; Load reads them"},
	} {
		path := filepath.Join(t.TempDir(), "x.npy")
		if err := os.WriteFile(path, c.file, 0o666); err != nil {
			t.Fatal(err)
		}
		if _, _, err := MapFile[int16](path); err == nil || err.Error() != path+": "+c.why {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := Load[int16](path); err != nil {
			t.Error(err)
		}
	}
	path := filepath.Join(t.TempDir(), "x.npy")
	if err := os.WriteFile(path, file(1, "{'descr': '|b1', 'fortran_order': False, 'shape': (3,)}", "\x01\x00\x02"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, _, err := MapFile[bool](path); err == nil || err.Error() != path+": byte 67: holds 2 as a bool and cannot be mapped; Load reads it" {
		t.Error(err)
	}
}

type member struct {
	header zip.FileHeader
	data   []byte
}

func archive(t testing.TB, members ...member) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		if m.header.CRC32 == 0 {
			m.header.CRC32 = crc32.ChecksumIEEE(m.data)
		}
		f, err := w.CreateRaw(&m.header)
		if err != nil {
			t.Fatal(err)
		}
		f.Write(m.data)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// stored is a member that tells the truth, before tell changes that.
func stored(name string, data []byte, tell func(*zip.FileHeader)) member {
	m := member{zip.FileHeader{Name: name, CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data))}, data}
	tell(&m.header)
	return m
}

func TestFaultsInArchives(t *testing.T) {
	good := file(1, head("(1,)"), "12345678")
	truth := func(*zip.FileHeader) {}
	huge := file(1, head("(100000000,)"), "")
	for name, c := range map[string]struct {
		archive []byte
		why     string
	}{
		"not one":       {[]byte("not one"), "cannot be read: zip: not a valid zip file"},
		"an npy":        {good, "byte 0: is an npy file, not an npz archive: Load reads it"},
		"twice":         {archive(t, stored("x.npy", good, truth), stored("x.npy", good, truth)), `has two members "x.npy"`},
		"no array":      {archive(t, stored("x.txt", good, truth)), `has no array "x"`},
		"encrypted":     {archive(t, stored("x.npy", good, func(h *zip.FileHeader) { h.Flags = 1 })), `member "x.npy": is encrypted`},
		"method":        {archive(t, stored("x.npy", good, func(h *zip.FileHeader) { h.Method = 12 })), `member "x.npy": is neither stored nor deflated`},
		"sum":           {archive(t, stored("x.npy", good, func(h *zip.FileHeader) { h.CRC32 = 1 })), `member "x.npy": cannot be read: zip: checksum error`},
		"larger":        {archive(t, stored("x.npy", huge, func(h *zip.FileHeader) { h.CompressedSize64 = 1e9; h.UncompressedSize64 = 1e9 })), `member "x.npy": claims to be larger than the archive`},
		"two sizes":     {archive(t, stored("x.npy", huge, func(h *zip.FileHeader) { h.UncompressedSize64 = 1e9 })), `member "x.npy": is stored, and yet has two sizes`},
		"bomb":          {archive(t, stored("x.npy", huge, func(h *zip.FileHeader) { h.Method = 8; h.UncompressedSize64 = 1e9 })), `member "x.npy": claims to be deflated to less than is possible`},
		"not deflated":  {archive(t, stored("x.npy", bytes.Repeat([]byte{0xff}, 90), func(h *zip.FileHeader) { h.Method = 8 })), `member "x.npy": byte 0: cannot be read: flate: corrupt input before offset 1`},
		"less":          {archive(t, stored("x.npy", good[:70], truth)), `member "x.npy": byte 70: ends after 5 of the 8 bytes of float64, shape (1,)`},
		"more":          {archive(t, stored("x.npy", append(good[:len(good):len(good)], 1), truth)), `member "x.npy": byte 73: goes on for 1 bytes after the array; Read reads arrays that follow each other`},
		"the last word": {archive(t, stored("x.npy", good, truth)), "<nil>"},
	} {
		path := filepath.Join(t.TempDir(), "x.npz")
		if err := os.WriteFile(path, c.archive, 0o666); err != nil {
			t.Fatal(err)
		}
		var z *NpzFile
		var err error
		if bytes := allocated(func() {
			if z, err = LoadNpz(path); err == nil {
				_, err = Get[float64](z, "x")
				z.Close()
			}
		}); bytes > 1<<20 {
			t.Errorf("%s: %d bytes allocated", name, bytes)
		}
		if got := strings.TrimPrefix(fmt.Sprint(err), path+": "); got != c.why {
			t.Errorf("%s: %s\nwant %s", name, got, c.why)
		}
	}
	if err := SaveNpz(filepath.Join(t.TempDir(), "x.npz"), map[string]np.Operand{"\xff": np.Ones[int](1)}); err == nil {
		t.Error("a name that is no text was written")
	}
	if err := SaveNpz(filepath.Join(t.TempDir(), "x.npz"), map[string]np.Operand{strings.Repeat("x", 1<<16): np.Ones[int](1)}); err == nil {
		t.Error("a name too long was written")
	}
}

// A deflated member that claims a lot and holds little is refused for the memory of the little.
func TestLyingMemberIsCheap(t *testing.T) {
	// 1 MB of noise that is no deflate stream beyond the header justifies a claim of 1 GB, which must not be allocated.
	const claim = 800_000_000
	var b bytes.Buffer
	header := file(1, head(fmt.Sprintf("(%d,)", claim/8)), "")
	b.Write([]byte{0, byte(len(header)), 0, ^byte(len(header)), 0xff}) // a stored block
	b.Write(header)
	b.Write([]byte{0, 8, 0, 0xf7, 0xff, 0, 0, 0, 0, 0, 0, 0, 0}) // another
	b.Write([]byte{1, 8, 0, 0xf7, 0xff, 0, 0, 0, 0, 0, 0, 0, 0}) // the last
	b.Write(make([]byte, 1<<20))
	zipped := archive(t, stored("x.npy", b.Bytes(), func(h *zip.FileHeader) { h.Method = 8; h.UncompressedSize64 = claim + uint64(len(header)) }))
	z, err := newNpz(bytes.NewReader(zipped), int64(len(zipped)))
	if err != nil {
		t.Fatal(err)
	}
	if n := allocated(func() { _, err = Get[float64](z, "x") }); n > 4<<20 {
		t.Errorf("%d bytes allocated", n)
	}
	if err == nil || !strings.Contains(err.Error(), "of the 800000000 bytes of float64") {
		t.Error(err)
	}
}

func TestFaultsInTexts(t *testing.T) {
	for _, c := range []struct{ text, why string }{
		{"1,2\n3\n", "line 2: has 1 column, the rows before 2"},
		{"1\n3,4\n", "line 2: has 2 columns, the rows before 1"},
		{"# a\nlength,width\n3,4\n", `line 2: column 1: "length" is no int8; if the line is a heading: SkipRows: 2`},
		{"1,\"a b\"\n", `line 1: column 2: "\"a b\"" is no int8; if the line is a heading: SkipRows: 1`},
		{"1,2\n3,b\n", `line 2: column 2: "b" is no int8`},
		{"# a\n\n1,x # b\n", `line 3: column 2: "x" is no int8; if the line is a heading: SkipRows: 3`},
		{"1,,2\n", `line 1: column 2: "" is no int8`},
		{"128", `line 1: column 1: "128" is outside the range of int8`},
		{"1.5", `line 1: column 1: "1.5" is no int8`},
	} {
		path := filepath.Join(t.TempDir(), "x.csv")
		if err := os.WriteFile(path, []byte(c.text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadText[int8](path, CSV); err == nil || err.Error() != path+": "+c.why {
			t.Errorf("%q: %v\nwant %s", c.text, err, c.why)
		}
	}
}
