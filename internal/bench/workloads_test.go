package bench

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// The two sides of every row: Go has it, inputs.py makes its inputs from the
// same arguments, and some peer computes it under the same name.
func TestSidesAgree(t *testing.T) {
	inputs := pythonFunctions(peerFile("inputs.py"))
	bodies, names := map[string]bool{}, map[string]bool{}
	for _, w := range Workloads() {
		if names[w.Name] {
			t.Errorf("two rows are called %s", w.Name)
		}
		names[w.Name], bodies[w.Body] = true, true
		params, ok := inputs[w.Body]
		if !ok {
			t.Errorf("%s: inputs.py has no %s", w.Name, w.Body)
		}
		if got, want := slices.Sorted(maps.Keys(w.Args)), slices.Sorted(slices.Values(params)); !slices.Equal(got, want) {
			t.Errorf("%s: arguments %v, but inputs.py has %s(%v)", w.Name, got, w.Body, want)
		}
	}
	computed := map[string]bool{}
	for _, p := range Peers {
		for name := range pythonFunctions(peerFile(p.Name + ".py")) {
			if name == "bind" {
				continue
			}
			computed[name] = true
			if !bodies[name] {
				t.Errorf("%s.py has %s, which is no workload", p.Name, name)
			}
		}
	}
	for name := range bodies {
		if !computed[name] {
			t.Errorf("no peer computes %s", name)
		}
	}
	helpers := []string{"draws", "normals", "tenths"}
	for name := range inputs {
		if !bodies[name] && !slices.Contains(helpers, name) {
			t.Errorf("inputs.py has %s, which is no workload", name)
		}
	}
}

func TestPythonFunctions(t *testing.T) {
	got := pythonFunctions("import numpy\n\ndef f(x, y):\n    def inner(z):\n        return z\n\ndef g():\n    pass\n")
	if len(got) != 2 || !slices.Equal(got["f"], []string{"x", "y"}) || got["g"] != nil {
		t.Errorf("%v", got)
	}
}

// Every pin has a hash, and nothing says where to download.
func TestRequirements(t *testing.T) {
	for _, p := range Peers {
		text := peerFile(p.Name + ".txt")
		if strings.Contains(text, "//") || strings.Contains(text, "--index") {
			t.Errorf("%s.txt names an index", p.Name)
		}
		pins := 0
		for line := range strings.Lines(text) {
			if unicode.IsLetter(rune(line[0])) {
				pins++
				if !strings.Contains(line, "==") || !strings.HasSuffix(line, "\\\n") {
					t.Errorf("%s.txt: %q is not pinned by hashes", p.Name, line)
				}
			}
		}
		if pins == 0 {
			t.Errorf("%s.txt pins nothing", p.Name)
		}
	}
}

// smallWorkloads are all of them at sizes that take no time.
func smallWorkloads() []Workload {
	small := []Workload{
		addConst[float32](3, 4), addConst[float64](3, 4), addConstInto[float32](3, 4), madhavaPi(30), sumF32(8), fusedF32(8),
		detectorSignal(2, 5), normalize(4, 3), kmeansAssign(20, 3, 2), kmeansUpdate(20, 3, 2), kmeansIterations(20, 3, 2, 4), kmeansTrain(20, 3, 2, 4),
		matmul[float32](2, 3, 4), matmul[float64](2, 3, 4), einsumBatches(2, 3, 4, 5), sumAxis(4, -1), sumAxis(4, 0), sumAxis(4, 1),
		argminAxis1(4), transposeCopy(4), addStrided(4), sorted(8), take(8), boolmask(8), cumsum(8), bincount(8, 3),
		normal[float32](1000), normal[float64](1000), mixture(1000, 3, 2),
	}
	for _, f := range elementaries {
		small = append(small, elementary(f.name, f.f32, 8), elementary(f.name, f.f64, 8))
	}
	return small
}

func TestWorkloadsRun(t *testing.T) {
	small := smallWorkloads()
	bodies := map[string]bool{}
	for _, w := range small {
		bodies[w.Body] = true
		call := w.Setup()
		if d := digestOf(call()); !(d.Mean > 0) {
			t.Errorf("%s: %+v", w.Name, d)
		}
		if why := digestOf(call()).differs(digestOf(call()), true); !w.Random && why != "" {
			t.Errorf("%s is not the same again: %s", w.Name, why)
		}
		if w.Gonum != nil {
			if why := digestOf(call()).differs(digestOf(w.Gonum()()), false); why != "" {
				t.Errorf("%s: gonum: %s", w.Name, why)
			}
		}
	}
	for _, w := range Workloads() {
		if !bodies[w.Body] {
			t.Errorf("no small %s is tried", w.Body)
		}
		if w.Read < 0 || w.Written < 0 || w.Flops < 0 {
			t.Errorf("%s: %+v", w.Name, w)
		}
	}
}

func TestMadhavaPi(t *testing.T) {
	if got := digestOf(madhavaPi(30).Setup()()).Mean; got < 3.14159265 || got > 3.14159266 {
		t.Errorf("π = %v", got)
	}
}

func TestGrowths(t *testing.T) {
	for _, g := range Growths() {
		if got, err := GrowthNamed(g.Name); err != nil || got.Name != g.Name {
			t.Errorf("%s: %+v, %v", g.Name, got, err)
		}
		if !slices.IsSorted(g.Sizes) || len(g.Sizes) < 5 {
			t.Errorf("%s: sizes %v", g.Name, g.Sizes)
		}
		for _, n := range []int{g.Sizes[0], g.Sizes[3]} {
			w := g.At(n)
			if w.Random { // a few have another mean
				n = 1 << 12
				w = g.At(n)
			}
			want, got := digestOf(w.Setup()()), digestOf(w.Loop()())
			if why := want.differs(got, w.Random); why != "" {
				t.Errorf("%s of %d: the loop is wrong: %s", g.Name, n, why)
			}
		}
	}
	if _, err := GrowthNamed("sort"); err == nil || !strings.Contains(err.Error(), "only add, sum, fused") {
		t.Errorf("error %v", err)
	}
}
