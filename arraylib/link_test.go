package arraylib

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A program that adds links the kernels of addition and no others.
func TestLinkerDropsKernels(t *testing.T) {
	program := filepath.Join(t.TempDir(), "link")
	for _, command := range [][]string{{"go", "build", "-o", program, "./testdata/link"}, {"go", "tool", "nm", program}} {
		out, err := exec.Command(command[0], command[1:]...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", command, err, out)
		}
		if command[1] == "build" {
			continue
		}
		text := map[string]bool{} // functions of this package, by their last name
		for line := range strings.Lines(string(out)) {
			f := strings.Fields(line)
			if len(f) == 3 && strings.HasPrefix(f[2], "fastergo/arraylib/internal/emit.") {
				t.Errorf("%s is linked, which formulas alone need", f[2])
			}
			if len(f) == 3 && strings.EqualFold(f[1], "t") && strings.HasPrefix(f[2], "fastergo/arraylib.") {
				text[f[2][strings.LastIndexAny(f[2], ".)")+1:]] = true
			}
		}
		for _, name := range []string{"add", "spread", "binary"} {
			if !text[name] {
				t.Errorf("%s is not linked: has it another name now?", name)
			}
		}
		for _, name := range []string{"subtract", "multiply", "prod", "maximum", "argMin", "divide", "sqrt", "power", "equal", "slope", "to", "reduce", "slice", "acos", "clip", "floor", "leftShift", "both", "chooserOf", "pick", "put", "count", "conj",
			"deviation", "runningSum", "sort", "order", "take", "concat", "compile", "compute", "whole"} {
			if text[name] {
				t.Errorf("%s is linked", name)
			}
		}
	}
}
