package reference

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestCurves(t *testing.T) {
	var all struct{ Curves []Curve }
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for _, want := range all.Curves {
		c, err := Find(want.Workload, want.System)
		if err != nil {
			t.Fatal(err)
		}
		if c.Name == "" || !strings.Contains(c.Provenance, c.What) || len(c.N) < 10 || len(c.N) != len(c.Seconds) {
			t.Errorf("%s of %s: %+v", want.Workload, want.System, c)
		}
		for i := range c.N {
			if c.Seconds[i] <= 0 || i > 0 && c.N[i] <= c.N[i-1] {
				t.Errorf("%s of %s: point %d is (%d, %g)", want.Workload, want.System, i, c.N[i], c.Seconds[i])
			}
		}
	}
	if _, err := Find("sum", "abacus"); err == nil || !strings.Contains(err.Error(), "sum of numpy") {
		t.Errorf("a system that is not there: %v", err)
	}
}
