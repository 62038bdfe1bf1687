package jupyter

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// A client that is killed while its guard makes the directory never hears of
// it: the guard removes the directory all the same.
func TestGuardWithoutAClient(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "fastergo-kernel-test")
	heard, said, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	heard.Close() // whoever writes to said is told that nobody reads
	defer said.Close()
	cmd := exec.CommandContext(t.Context(), "/bin/sh", "-c", guardScript, "fastergo-guard", dir) // its input is at its end
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Run(); err != nil {
		t.Errorf("the guard: %v", err)
	}
	if exists(dir) {
		t.Errorf("%s is left", dir)
	}
}
