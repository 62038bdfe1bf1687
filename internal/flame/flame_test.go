package flame

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/pprof/profile"

	"fastergo/internal/cell"
)

// encoded makes a profile of stacks, innermost first, with milliseconds each.
func encoded(t *testing.T, samples map[string]int64) []byte {
	t.Helper()
	p := &profile.Profile{SampleType: []*profile.ValueType{{Type: "samples", Unit: "count"}, {Type: "cpu", Unit: "nanoseconds"}}}
	locations := map[string]*profile.Location{}
	for stack, ms := range samples {
		s := &profile.Sample{Value: []int64{1, ms * 1e6}}
		for _, name := range strings.Split(stack, " ") {
			l := locations[name]
			if l == nil {
				id := uint64(len(locations) + 1)
				f := &profile.Function{ID: id, Name: name}
				l = &profile.Location{ID: id, Line: []profile.Line{{Function: f}}}
				locations[name] = l
				p.Function, p.Location = append(p.Function, f), append(p.Location, l)
			}
			s.Location = append(s.Location, l)
		}
		p.Sample = append(p.Sample, s)
	}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestShow(t *testing.T) {
	const cellStack = " main.main.func1 fastergo/lesson/profile.profiled fastergo/lesson/profile.Show main.main runtime.main"
	b, err := Show(encoded(t, map[string]int64{
		"fastergo/arraylib.(*core).sum fastergo/arraylib.Sum[go.shape.float64]" + cellStack: 600,
		"main.slow<x>" + cellStack: 300,
		"runtime.gcDrain":          100,
	}))
	if err != nil {
		t.Fatal(err)
	}
	want := "CPU profile of 1.00 s, by each function's own share:\n  60.0 %  arraylib.core.sum\n  30.0 %  main.slow<x>\n  10.0 %  runtime.gcDrain"
	if got := b[cell.Text]; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	page := b[cell.HTML]
	for _, want := range []string{"<title>arraylib.Sum: 60.0 %, 600 ms</title>", "<title>main.main.func1: 90.0 %, 900 ms</title>", `width="575.2"`, "main.slow&lt;x&gt;", `viewBox="0 0 960 80"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in %s", want, page)
		}
	}
	if strings.Contains(page, "profiled") || strings.Contains(page, "runtime.main") {
		t.Errorf("what is around the cell's function is drawn: %s", page)
	}
}

func TestShowRefuses(t *testing.T) {
	if _, err := Show([]byte("no profile")); err == nil {
		t.Error("text was drawn")
	}
	if _, err := Show(encoded(t, nil)); err == nil || !strings.Contains(err.Error(), "no samples") {
		t.Errorf("an empty profile: %v", err)
	}
}
