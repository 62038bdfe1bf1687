package sandbox

import (
	"strings"
	"testing"
)

func TestProbe(t *testing.T) {
	r := Probe(initPath)
	t.Log(r.Text())
	for _, f := range r.Findings {
		if !f.Holds && f.Advice == "" {
			t.Errorf("%s does not hold, and nothing is advised", f.Wall)
		}
		if !f.Holds && !strings.HasPrefix(f.Wall, "tier ") {
			t.Errorf("%s: %s", f.Wall, f.Detail)
		}
	}
	if r.Tier == None {
		t.Skip("no tier can be had here")
	}
	if _, err := New(r.Tier, initPath, 0); err != nil {
		t.Error(err)
	}
	// Without walls it finds that they are missing.
	b := box(t, r.Tier)
	b.loose = []string{"socket", "prlimit64"}
	if b.tier == A {
		for _, f := range b.try() {
			if f.Wall == "the network cannot be reached" && f.Holds {
				t.Error("a socket was made, and Probe says that it cannot be")
			}
		}
	}
}
