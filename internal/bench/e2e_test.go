//go:build e2e

package bench

import (
	"os/exec"
	"testing"

	"fastergo/internal/house"
)

// The pinned NumPy and SciPy install, and compute what we compute.
func TestPeersEndToEnd(t *testing.T) {
	t.Setenv(house.HomeEnv, t.TempDir())
	c := NewComparison(quick, nil)
	defer c.Close()
	for _, p := range Peers[:2] {
		python, err := p.Install(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddPeer(t.Context(), p, python); err != nil {
			t.Fatal(err)
		}
	}
	rows := 0
	for _, w := range smallWorkloads() {
		r, err := c.Run(t.Context(), w)
		if err != nil || len(r.Notes) > 0 {
			t.Errorf("%s: %v, error %v", w.Name, r.Notes, err)
		}
		rows += len(r.Peers)
	}
	if rows < 35 {
		t.Errorf("only %d results", rows)
	}
}

// What the other peers are told to do is Python, at least.
func TestPeersCompile(t *testing.T) {
	if out, err := exec.Command("python3", "-c", "import ast, glob\nfor f in glob.glob('peers/*.py'): ast.parse(open(f).read(), f)").CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
