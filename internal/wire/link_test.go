package wire

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A candidate links neither what judges nor what takes long to link, and not each
// method of each type, as it would if it called some by name.
func TestWhatCandidatesLink(t *testing.T) {
	program := filepath.Join(t.TempDir(), "link")
	if out, err := exec.Command("go", "build", "-o", program, "./testdata/link").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := exec.Command("go", "tool", "nm", program).Output()
	if err != nil {
		t.Fatal(err)
	}
	serves := false
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		if len(f) < 3 || !strings.EqualFold(f[1], "t") {
			continue
		}
		name := f[2]
		serves = serves || name == "fastergo/internal/wire.Serve"
		for _, p := range []string{"fmt.", "encoding/json.", "fastergo/checks", "fastergo/solutions", "fastergo/lesson", "fastergo/arraylib.(*Array[go.shape.float64]).Reshape"} {
			if strings.HasPrefix(name, p) {
				t.Errorf("%s is linked", name)
			}
		}
	}
	if !serves {
		t.Error("Serve is not linked: has it another name now?")
	}
}
