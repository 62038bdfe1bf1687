package main

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"fastergo/internal/cell"
	"fastergo/internal/house"
)

// TestWatchTerminal plays the reader at a terminal.
func TestWatchTerminal(t *testing.T) {
	ours, theirs := openTerminal(t)
	root, err := house.Root()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	before, err := unix.IoctlGetTermios(int(theirs.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "check", "--watch", "fasterer/make_matrix")
	cmd.Args[0] = "fastergo" // which this test's program then is
	cmd.Env = append(os.Environ(), house.RootEnv+"="+root, cell.StateEnv+"="+t.TempDir())
	cmd.Stdin, cmd.Stdout, cmd.Stderr = theirs, theirs, theirs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var seen strings.Builder
	ours.SetReadDeadline(time.Now().Add(time.Minute))
	for _, step := range []struct{ sight, key string }{
		{"q quit", "h"}, {"Hint 1 of 3: ", "l"}, {"> [ ] fasterer/make_matrix", "\x03"},
	} {
		b := make([]byte, 4096)
		for !strings.Contains(seen.String(), step.sight) {
			n, err := ours.Read(b)
			seen.Write(b[:n])
			if err != nil {
				cmd.Process.Kill()
				t.Fatalf("no sight of %q in %q: %v", step.sight, seen.String(), err)
			}
		}
		if _, err := ours.WriteString(step.key); err != nil {
			t.Fatal(err)
		}
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		cmd.Process.Kill()
		t.Fatal("Ctrl-C does not end it")
	}
	after, err := unix.IoctlGetTermios(int(theirs.Fd()), unix.TCGETS)
	if err != nil || *after != *before {
		t.Errorf("the terminal is not as it was: %v, %v", after, err)
	}
}

// openTerminal returns the two ends of a terminal.
func openTerminal(t *testing.T) (ours, theirs *os.File) {
	ours, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { ours.Close() })
	control, err := ours.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	number := 0
	control.Control(func(fd uintptr) {
		if err = unix.IoctlSetPointerInt(int(fd), unix.TIOCSPTLCK, 0); err == nil {
			number, err = unix.IoctlGetInt(int(fd), unix.TIOCGPTN)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	theirs, err = os.OpenFile("/dev/pts/"+strconv.Itoa(number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { theirs.Close() })
	return ours, theirs
}
