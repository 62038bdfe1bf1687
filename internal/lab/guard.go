package lab

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

//go:embed guard.sh
var guardSh string

// A guard is a small shell that outlives this process, if need be, to see that
// nothing of a server stays: no kernel, no language server, no temporary file.
type guard struct {
	dir  string   // TMPDIR of all that the server starts
	pipe *os.File // its end is the guard's signal
	cmd  *exec.Cmd
}

func newGuard() (*guard, error) {
	dir, err := os.MkdirTemp("", "fastergo-lab-")
	if err != nil {
		return nil, fmt.Errorf("no temporary directory: %w", err)
	}
	read, write, err := os.Pipe()
	if err != nil {
		os.Remove(dir)
		return nil, err
	}
	defer read.Close()
	cmd := exec.Command("/bin/sh", "-c", guardSh, "fastergo-guard", dir)
	cmd.Stdin = read
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // out of reach of Ctrl-C and hang-ups
	if err := cmd.Start(); err != nil {
		write.Close()
		os.Remove(dir)
		return nil, fmt.Errorf("starting the server's guard: %w", err)
	}
	return &guard{dir: dir, pipe: write, cmd: cmd}, nil
}

// watch tells the guard which server it guards.
func (g *guard) watch(pid int) { fmt.Fprintln(g.pipe, pid) }

// end lets the guard clean up, once the server has ended, and waits for it.
func (g *guard) end() {
	g.pipe.Close()
	done := make(chan struct{})
	go func() { g.cmd.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(stopTimeout): // it goes on by itself
	}
}
