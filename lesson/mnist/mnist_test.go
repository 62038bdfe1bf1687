package mnist

import (
	"bytes"
	"compress/gzip"
	"slices"
	"strings"
	"testing"

	np "fastergo/arraylib"
)

func TestSample(t *testing.T) {
	train, test := Sample()
	for _, d := range []struct {
		name   string
		digits Digits
		each   int
	}{{"train", train, 200}, {"test", test, 50}} {
		if got, want := d.digits.Images.Shape(), []int{10 * d.each, 28, 28}; !slices.Equal(got, want) {
			t.Errorf("%s: images of shape %v, want %v", d.name, got, want)
		}
		count := np.BinCount(d.digits.Labels, 10)
		if !np.ArrayEqual(count, np.Full(d.each, 10)) {
			t.Errorf("%s: %v of each digit, want %d", d.name, count, d.each)
		}
		if ink := np.Max(d.digits.Images).Item(); ink != 255 {
			t.Errorf("%s: the darkest pixel is %d", d.name, ink)
		}
	}
}

func zipped(b ...byte) []byte {
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	z.Write(b)
	z.Close()
	return buf.Bytes()
}

func TestReadIDX(t *testing.T) {
	a, err := readIDX(bytes.NewReader(zipped(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 7, 9)))
	if err != nil || !np.ArrayEqual(a, np.AsArray([]uint8{7, 9}, 2, 1)) {
		t.Errorf("%v, %v", a, err)
	}
	for want, data := range map[string][]byte{
		"gzip":                      []byte("plain text, long enough"),
		"EOF":                       zipped(0, 0, 8),
		"begins with 00 00 0d 01":   zipped(0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0),
		"[4294967295] is too large": zipped(0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255),
		"holds 1 bytes":             zipped(0, 0, 8, 1, 0, 0, 0, 2, 5),
		"holds 3 bytes":             zipped(0, 0, 8, 1, 0, 0, 0, 2, 5, 6, 7, 8, 9),
	} {
		if _, err := readIDX(bytes.NewReader(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
