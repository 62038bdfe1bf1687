package random

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A program that draws normals links PCG64 and the normal distribution, and no other.
func TestLinkerDropsTheRest(t *testing.T) {
	program := filepath.Join(t.TempDir(), "link")
	if out, err := exec.Command("go", "build", "-o", program, "./testdata/link").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := exec.Command("go", "tool", "nm", program).Output()
	if err != nil {
		t.Fatal(err)
	}
	linked := map[string]bool{} // the last names of this package's symbols
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		if name := f[len(f)-1]; strings.HasPrefix(name, "fastergo/arraylib/random.") {
			linked[name[strings.LastIndexAny(name, ".)")+1:]] = true
		}
	}
	for _, name := range []string{"normal", "wiDouble", "pcg64From"} {
		if !linked[name] {
			t.Errorf("%s is not linked: has it another name now?", name)
		}
	}
	for _, name := range []string{
		"exponential", "weDouble", "normal32", "wiFloat", "fillIntegers", "MarshalBinary", "UnmarshalBinary", "Spawn",
		"NewPhilox", "philoxFrom", "sfc64From", "mt19937From", "pcg64DXSMFrom", "gamma", "beta", "power", "poissonRejection", "btpe",
	} {
		if linked[name] {
			t.Errorf("%s is linked", name)
		}
	}
}
