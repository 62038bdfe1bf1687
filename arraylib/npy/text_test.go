package npy

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	np "fastergo/arraylib"
)

// forever is a text of one line without an end.
type forever struct{}

func (forever) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '1'
	}
	return len(p), nil
}

// A line without an end is refused once it is too long, also one that is skipped, and costs no more than a few times that length.
func TestTextLineIsBounded(t *testing.T) {
	defer func(n int) { maxLine = n }(maxLine)
	maxLine = 1 << 20
	for _, skip := range []int{0, 5} {
		for _, line := range []string{"", "1\n", "# "} {
			var err error
			a := new(np.Array[float64])
			if n := allocated(func() {
				err = readText(a, io.MultiReader(strings.NewReader(line), forever{}), Text{SkipRows: skip})
			}); n > 10<<20 {
				t.Errorf("%d bytes allocated", n)
			}
			f, ok := errors.AsType[*FormatError](err)
			if !ok || f.Line != 1+strings.Count(line, "\n") || f.Why != "is longer than 1048576 bytes" {
				t.Errorf("error %v", err)
			}
		}
	}
	maxLine = 8
	a := new(np.Array[int])
	if err := readText(a, strings.NewReader("1234567\n8\n"), Text{}); err != nil || !np.ArrayEqual(a, np.New([]int{1234567, 8}, 2, 1)) {
		t.Error(a, err)
	}
	if err := readText(a, strings.NewReader("12345678\n"), Text{}); err == nil {
		t.Error("a line that is too long was read")
	}
}

// A million columns are read, for memory in proportion.
func TestTextWithManyColumns(t *testing.T) {
	const columns = 1_000_000
	text := bytes.Repeat([]byte("7,"), columns)
	text[len(text)-1] = '\n'
	text = append(text, text...)
	a := new(np.Array[uint8])
	if n := allocated(func() {
		if err := readText(a, bytes.NewReader(text), CSV); err != nil {
			t.Fatal(err)
		}
	}); n > 10*uint64(len(text)) {
		t.Errorf("%d bytes allocated for %d", n, len(text))
	}
	if shape := a.Shape(); shape[0] != 2 || shape[1] != columns || !np.All(np.EqualScalar(a, 7)).Item() {
		t.Error(shape)
	}
	if err := readText(a, io.MultiReader(bytes.NewReader(text), strings.NewReader("7,7\n")), CSV); err == nil || !strings.Contains(err.Error(), "has 2 columns, the rows before 1000000") {
		t.Error(err)
	}
}

// Where nothing stands is NaN, if it is asked for, as for np.genfromtxt.
func TestEmptyIsNaN(t *testing.T) {
	gaps := Text{Delimiter: ",", SkipRows: 1, EmptyIsNaN: true}
	a, err := LoadText[float64]("testdata/gaps.csv", gaps)
	if err != nil {
		t.Fatal(err)
	}
	want, err := LoadText[float64]("testdata/gaps.txt", Text{})
	if err != nil {
		t.Fatal(err)
	}
	if a.String() != want.String() {
		t.Errorf("%v, NumPy has %v", a, want)
	}
	tabs := new(np.Array[float32])
	if err := readText(tabs, strings.NewReader("\t1\t\r\n\t\t\n  \n2\t3\t4"), Text{Delimiter: "\t", EmptyIsNaN: true}); err != nil || tabs.String() != "[[nan  1. nan]\n [nan nan nan]\n [ 2.  3.  4.]]" {
		t.Error(tabs, err)
	}
	if err := readText(tabs, strings.NewReader("1 2\n 3  4 \n"), Text{EmptyIsNaN: true}); err != nil || tabs.String() != "[[1. 2.]\n [3. 4.]]" {
		t.Error(tabs, err)
	}
	gaps.EmptyIsNaN = false
	if _, err := LoadText[float64]("testdata/gaps.csv", gaps); err == nil || err.Error() != `testdata/gaps.csv: line 2: column 2: "" is no float64: EmptyIsNaN makes it NaN` {
		t.Error(err)
	}
	gaps.EmptyIsNaN = true
	if _, err := LoadText[int]("testdata/gaps.csv", gaps); err == nil || !strings.Contains(err.Error(), `"1.5" is no int`) {
		t.Error(err)
	}
	if err := readText(new(np.Array[int8]), strings.NewReader("1,,2"), gaps); err != nil { // the only row is skipped
		t.Error(err)
	}
	if err := readText(new(np.Array[int8]), strings.NewReader("1,,2"), Text{Delimiter: ",", EmptyIsNaN: true}); err == nil || err.Error() != `npy: line 1: column 2: "" is no int8` {
		t.Error(err)
	}
}

// Programs for spreadsheets begin a text with a byte order mark, and end rows with empty cells.
func TestTextOfSpreadsheets(t *testing.T) {
	const mark = "\ufeff"
	a := new(np.Array[float64])
	for _, text := range []string{mark + "1,2\r\n3,4\r\n", mark + "# heading\n1,2\n3,4", mark + "\n1,2\n3,4"} {
		if err := readText(a, strings.NewReader(text), CSV); err != nil || !np.ArrayEqual(a, np.New([]float64{1, 2, 3, 4}, 2, 2)) {
			t.Error(a, err)
		}
	}
	if err := readText(a, strings.NewReader(mark+"x\ty\n1\t2\n"), Text{Delimiter: "\t", SkipRows: 1}); err != nil || !np.ArrayEqual(a, np.New([]float64{1, 2}, 1, 2)) {
		t.Error(a, err)
	}
	if err := readText(a, strings.NewReader("1,2\n"+mark+"3,4\n"), CSV); err == nil {
		t.Error("a mark in the midst is no number")
	}
	if err := readText(a, strings.NewReader("1\t2\t\n"), Text{Delimiter: "\t"}); err == nil || err.Error() != `npy: line 1: column 3: "" is no float64: EmptyIsNaN makes it NaN` {
		t.Error(a, err)
	}
}
