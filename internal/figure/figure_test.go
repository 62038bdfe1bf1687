package figure

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
)

func line(xs ...float64) Line { return Line{Name: "l", X: xs, Y: xs} }

func TestAppendJSONReadsBack(t *testing.T) {
	f := Figure{Title: "a \"quote\", a \\ and\na line, é <b>", X: "\x01\x1f", Y: "ns", LogY: true, Lines: []Line{line(1, -2.5e-300, 1e21), {Name: "", X: []float64{}, Y: []float64{}}}}
	var got Figure
	if err := json.Unmarshal(f.AppendJSON(nil), &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, f) {
		t.Errorf("got %+v, want %+v", got, f)
	}
}

func TestCheck(t *testing.T) {
	for want, f := range map[string]Figure{
		"the figure has no lines":                        {},
		`line "l" has 2 x values and 1 y values`:         {Lines: []Line{{Name: "l", X: []float64{1, 2}, Y: []float64{1}}}},
		`line "l": point 1, (0, 0), has no place`:        {LogY: true, Lines: []Line{line(1, 0)}},
		`line "l": point 1, (-1, -1), has no place`:      {LogX: true, Lines: []Line{line(1, -1)}},
		`line "l": point 1, (+Inf, +Inf), is not finite`: {Lines: []Line{line(1, math.Inf(1))}},
		`line "l": point 0, (NaN, NaN), is not finite`:   {Lines: []Line{line(math.NaN())}},
		`line "l" has no points`:                         {Lines: []Line{{Name: "l"}}},
	} {
		if err := f.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got error %v, want %q in it", err, want)
		}
	}
	if err := (Figure{LogX: true, Lines: []Line{line(1, 2)}}).Check(); err != nil {
		t.Error(err)
	}
}
