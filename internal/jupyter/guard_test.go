package jupyter

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
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

// The guard ends a process group that it knows, though nothing in the group's
// environment names the directory.
func TestGuardEndsAGroup(t *testing.T) {
	group := exec.Command("sleep", "1004")
	group.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := group.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- group.Wait() }()
	dir := filepath.Join(t.TempDir(), "fastergo-kernel-test")
	guard := exec.CommandContext(t.Context(), "/bin/sh", "-c", guardScript, "fastergo-guard", dir)
	guard.Stdin = strings.NewReader(fmt.Sprintln(group.Process.Pid))
	if err := guard.Run(); err != nil {
		t.Errorf("the guard: %v", err)
	}
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		group.Process.Kill()
		t.Error("the guard is gone, and the group it was told of is not")
	}
}
