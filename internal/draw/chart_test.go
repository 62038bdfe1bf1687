package draw

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"fastergo/internal/figure"
)

func TestChartOptions(t *testing.T) {
	for name, figs := range gallery() {
		if name == "subplots" || name == "many" {
			continue
		}
		data, err := json.MarshalIndent(option(figs[0]), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, filepath.Join("testdata", name+".json"), append(data, '\n'))
	}
}

// A chart's page is whole whatever the figure says, and asks nobody but
// JupyterLab.
func TestChartIsPartOfThePage(t *testing.T) {
	f := figure.Figure{Title: "</script><b>", X: "n", Y: "seconds", Lines: []figure.Line{line1(1, 2)}}
	html, err := Chart(f)
	if err != nil {
		t.Fatal(err)
	}
	s := string(html)
	if strings.Count(s, "</script>") != 1 || strings.Contains(s, "<b>") {
		t.Error("a title ends the script")
	}
	if strings.Contains(s, "://") && !strings.Contains(s, "path://") {
		t.Error("an address of somebody else")
	}
	for _, want := range []string{`aria-label="&lt;/script&gt;`, "display:none", `"timeX":false`, `"timeY":true`} {
		if !strings.Contains(s, want) {
			t.Errorf("no %q", want)
		}
	}
	if _, err := Chart(figure.Figure{}); err == nil {
		t.Error("made a chart of an empty figure")
	}
}
