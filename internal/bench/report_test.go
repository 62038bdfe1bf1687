package bench

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fastergo/arraylib/roofline"
)

func some(v float64) *float64 { return &v }

var fixedRows = []Row{
	{Workload: "sum_f32_2^20", OursS: 40e-6, Peers: map[string]float64{"numpy": 258e-6, "torch": 44e-6}, BestPeer: "torch", Ratio: some(40. / 44), RatioMedian: some(0.97), Limit: some(35e-6)},
	{Workload: "einsum_bij,bjk->bik_64x128x64x96_f64", OursS: 2.38, Peers: map[string]float64{"jax": 1.2}, BestPeer: "jax", Ratio: some(2.38 / 1.2), RatioMedian: some(2)},
	{Workload: "add_strided_2000x1000_f64", OursS: 1.543e-3, Peers: map[string]float64{}, Limit: some(1e-5), Notes: []string{"numpy is left out: no answer within 2m0s"}},
	{Workload: "sum", N: 1 << 10, OursS: 950e-9, Peers: map[string]float64{"numpy": 1.2e-6}, BestPeer: "numpy", Ratio: some(0.95 / 1.2), RatioMedian: some(0.8), Limit: some(5e-9)},
}

var fixedLimits = &roofline.Limits{
	Threads: 2,
	Levels: []roofline.Level{
		{Name: "L1", Size: 32 << 10, Bytes: 16 << 10, Read: roofline.Rates{One: 100e9, All: 200e9}, Write: roofline.Rates{One: 80e9, All: 160e9}, Copy: roofline.Rates{One: 150e9, All: 300e9}},
		{Name: "L2", Size: 1 << 20, Bytes: 512 << 10, Read: roofline.Rates{One: 60e9, All: 120e9}, Write: roofline.Rates{One: 40e9, All: 80e9}, Copy: roofline.Rates{One: 80e9, All: 160e9}},
		{Name: "memory", Size: 0, Bytes: 64 << 20, Read: roofline.Rates{One: 10e9, All: 20e9}, Write: roofline.Rates{One: 8e9, All: 16e9}, Copy: roofline.Rates{One: 9e9, All: 18e9}},
	},
	FMA32: roofline.Rates{One: 100e9, All: 200e9},
}

func TestTable(t *testing.T) {
	var b bytes.Buffer
	table := Table{W: &b}
	table.Header("A processor, 2 threads, linux/amd64, go1.26.0", []string{"numpy 2.4.6", "gonum v0.17.0"}, fixedLimits, Options{})
	for _, r := range fixedRows {
		table.Row(r)
	}
	table.Footer()
	golden := filepath.Join("testdata", "table.golden")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the table reads (UPDATE=1 accepts it)\n%s", b.String())
	}
}

func TestTableColours(t *testing.T) {
	var b bytes.Buffer
	table := Table{W: &b, Colour: true}
	table.Row(fixedRows[0])
	table.Row(fixedRows[1])
	if s := b.String(); !strings.Contains(s, "\x1b[32m   0.91\x1b[0m") || !strings.Contains(s, "\x1b[31m   1.98\x1b[0m") {
		t.Errorf("%q", s)
	}
}

func TestTableWithoutPeers(t *testing.T) {
	var b bytes.Buffer
	table := Table{W: &b}
	table.Row(fixedRows[2])
	table.Footer()
	if !strings.Contains(b.String(), "No row has a peer") {
		t.Error(b.String())
	}
}

// Scripts rely on these keys.
func TestRowJSON(t *testing.T) {
	got, err := json.Marshal(fixedRows[:3])
	if err != nil {
		t.Fatal(err)
	}
	const want = `[{"workload":"sum_f32_2^20","ours_s":0.00004,"peers":{"numpy":0.000258,"torch":0.000044},"best_peer":"torch","ratio":0.9090909090909091,"limit":0.000035,"ratio_median":0.97},` +
		`{"workload":"einsum_bij,bjk-\u003ebik_64x128x64x96_f64","ours_s":2.38,"peers":{"jax":1.2},"best_peer":"jax","ratio":1.9833333333333334,"limit":null,"ratio_median":2},` +
		`{"workload":"add_strided_2000x1000_f64","ours_s":0.001543,"peers":{},"best_peer":"","ratio":null,"limit":0.00001,"ratio_median":null,"notes":["numpy is left out: no answer within 2m0s"]}]`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNumbers(t *testing.T) {
	for s, want := range map[float64]string{0.9996: "1.00 s", 0.0123: "12.3 ms", 999.6e-6: "1.00 ms", 5e-6: "5.00 µs", 123.4e-9: "123 ns"} {
		if got := duration(s); got != want {
			t.Errorf("duration(%g) = %s, want %s", s, got, want)
		}
	}
	for part, want := range map[float64]string{0.87: "87 %", 0.0512: "5.1 %", 0.00031: "0.03 %", 1.2: "120 %"} {
		if got := percent(part); got != want {
			t.Errorf("percent(%g) = %s, want %s", part, got, want)
		}
	}
}

func TestJudge(t *testing.T) {
	r := Row{OursS: 2, Peers: map[string]float64{"b": 4, "a": 4, "c": 5}}
	r.judge(map[string]float64{"ours": 3, "a": 12, "b": 6, "c": 7})
	if r.BestPeer != "a" || *r.Ratio != 0.5 || *r.RatioMedian != 0.5 {
		t.Errorf("%+v: %g, %g", r, *r.Ratio, *r.RatioMedian)
	}
}

func TestBars(t *testing.T) {
	svg := string(Bars(fixedRows))
	if strings.Count(svg, "<rect") != 3 || !strings.Contains(svg, "bij,bjk-&gt;bik") || !strings.Contains(svg, "0.91 × torch") {
		t.Error(svg)
	}
	if svg := Bars(nil); !bytes.HasSuffix(svg, []byte("</svg>\n")) {
		t.Errorf("%s", svg)
	}
}

func peerNames() (names []string) {
	for _, p := range Peers {
		names = append(names, p.Name)
	}
	return names
}

func TestCurves(t *testing.T) {
	svg := string(Curves("sum", []Row{
		{N: 1, OursS: 1e-7, Peers: map[string]float64{"numpy": 1e-6, "jax": 1e-5}},
		{N: 4, OursS: 2e-7, Peers: map[string]float64{"numpy": 2e-6}},
	}))
	if strings.Count(svg, "<polyline") != 3 || !strings.Contains(svg, ">100 ns<") || !strings.Contains(svg, ">10 µs<") || !strings.Contains(svg, ">ours<") {
		t.Error(svg)
	}
	for _, name := range append(peerNames(), "ours", "gonum", "loop") {
		if !slices.ContainsFunc(looks, func(l struct{ name, colour, dashes string }) bool { return l.name == name }) {
			t.Errorf("%s has no look", name)
		}
	}
	if svg := Curves("sum", nil); !bytes.HasSuffix(svg, []byte("</svg>\n")) {
		t.Errorf("%s", svg)
	}
}
