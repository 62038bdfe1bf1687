package random

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The numbers are the same on every machine if no product is fused with a sum, as compilers for arm64 and others do it where no conversion
// stands between, and if no function is called that is another one elsewhere. The machine code for arm64 tells, on any machine.
func TestNothingDependsOnTheMachine(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles for another machine")
	}
	archive := filepath.Join(t.TempDir(), "random.a")
	compile := exec.Command("go", "build", "-o", archive, ".")
	compile.Env = append(os.Environ(), "GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0")
	if out, err := compile.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	code, err := exec.Command("go", "tool", "objdump", archive).Output()
	if err != nil {
		t.Fatal(err)
	}
	libm, err := os.ReadFile("libm.go")
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := bytes.Cut(libm, []byte("func fma("))
	fma := fmt.Sprintf("libm.go:%d", bytes.Count(before, []byte("\n"))+1)
	exact := map[string]bool{"ldexp": true, "nextafter": true, "nextafter32": true, "pow": true} // pow as power calls it
	instruction := regexp.MustCompile(`^\s+(\S+\.go:\d+)\s.*\t(FN?M(?:ADD|SUB)[SD] |CALL .*:math\.(\w+))`)
	fused := 0
	for line := range strings.Lines(string(code)) {
		m := instruction.FindStringSubmatch(line)
		switch {
		case m == nil || exact[strings.ToLower(m[3])]:
		case m[1] == fma:
			fused++
		default:
			t.Errorf("%s: %s", m[1], m[2])
		}
	}
	if fused == 0 {
		t.Error("not even fma is fused: is the pattern right?")
	}
}
