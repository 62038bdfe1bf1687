package arraylib

import (
	"slices"
	"strings"
	"testing"
)

// Whatever the text, S returns a view inside its array or panics with a SliceError whose column lies in the text.
func FuzzSliceText(f *testing.F) {
	for _, text := range []string{"1:, ::-2, None, ..., -1", "...", "0", "-1::-1", ":,:,:", "%d:%d", " 1 , None ,", "1:2:0", "::", "٣", "9223372036854775807:", "::-9223372036854775808"} {
		f.Add(text, 1)
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		a := Arange[int](24).Reshape(2, 3, 4)
		defer func() {
			if r := recover(); r != nil {
				e, ok := r.(*SliceError)
				if !ok {
					panic(r)
				}
				if e.Text != text || e.Column < 0 || e.Column > len(text) || e.Why == "" || e.Error() == "" {
					t.Errorf("error %#v", e)
				}
			}
		}()
		v := a.S(text, slices.Repeat([]int{n}, strings.Count(text, "%d"))...)
		l := LayoutOf(v)
		var again Array[int]
		if err := Attach(&again, l); err != nil {
			t.Errorf("%q: %v: %+v", text, err, l)
		}
		for _, x := range v.All() {
			if x < 0 || x >= 24 {
				t.Errorf("%q: element %d", text, x)
			}
		}
	})
}
