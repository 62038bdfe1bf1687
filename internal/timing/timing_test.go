package timing

import (
	"strings"
	"testing"
)

var some = []Row{
	{Label: "loop", Min: 3e-3, Runs: 1, Peak: -1},
	{Label: "one <line>", Min: 500e-6, Std: 12e-6, Runs: 7, Bytes: 54080000, Allocs: 12, Peak: 1048576, Columns: []Column{{"complexity", "O(n d)"}}},
	{Label: "slow", Min: 4.5, Std: 1e-9, Runs: 7, Bytes: 80, Allocs: 2, Peak: 80, Outdated: "outdated: Slow has changed"},
	{Label: "again", Min: 2.95e-3, Runs: 1, Peak: -1},
}

func TestText(t *testing.T) {
	want := `                time a call  beside the first    memory  at once  allocations  complexity
loop                   3 ms                         0 B                     0
one <line>  500 us +- 12 us  6 times faster     54.1 MB  1.05 MB           12  O(n d)
slow          4.5 s +- 1 ns  1500 times slower     80 B     80 B            2              outdated: Slow has changed
again               2.95 ms  about the same         0 B                     0`
	if got := Text(some); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := Text(some[:1]); strings.Contains(got, "beside") || strings.Contains(got, "at once") {
		t.Errorf("columns with nothing in them:\n%s", got)
	}
}

func TestLongLabel(t *testing.T) {
	rows := []Row{{Label: strings.Repeat("long ", 100), Min: 1}}
	for _, got := range []string{Text(rows), HTML(rows)} {
		if !strings.Contains(got, strings.Repeat("long ", 12)+"...") || strings.Contains(got, strings.Repeat("long ", 13)) {
			t.Error(got)
		}
	}
}

func TestHTML(t *testing.T) {
	got := HTML(some)
	for _, want := range []string{"one &lt;line&gt;", "500&nbsp;µs ±&nbsp;12&nbsp;µs", "6&nbsp;times faster", "width:100.0%", `<tr style="opacity:0.65">`, "outdated: Slow has changed"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
}

func TestShort(t *testing.T) {
	for want, s := range map[string]float64{"0 ns": 0, "12.3 ns": 12.34e-9, "1 us": 1e-6, "999 us": 999e-6, "1 ms": 999.9e-6, "1.5 ms": 0.0015, "12 s": 12, "1234 s": 1234} {
		if got := Short(s); got != want {
			t.Errorf("Short(%g) = %q, want %q", s, got, want)
		}
	}
	for want, n := range map[string]int{"0 B": 0, "999 B": 999, "1 kB": 1000, "1 MB": 999_999, "54.1 MB": 54080000, "8.59 GB": 1 << 33} {
		if got := Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestRatio(t *testing.T) {
	for _, c := range []struct {
		seconds, first float64
		want           string
	}{
		{1, 3, "3 times faster"},
		{1, 1.04, "about the same"},
		{1, 999.6, "1000 times faster"},
		{67_771, 1, "67800 times slower"},
		{1, 0, ""},
	} {
		if got := Ratio(c.seconds, c.first); got != c.want {
			t.Errorf("%v beside %v: %q, want %q", c.seconds, c.first, got, c.want)
		}
	}
}
