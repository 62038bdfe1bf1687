package sandbox

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// each tries something in each tier that can be had here.
func each(t *testing.T, try func(t *testing.T, b *Box)) {
	for _, tier := range []Tier{A, B, None} {
		t.Run(string(tier), func(t *testing.T) { try(t, box(t, tier)) })
	}
}

func TestOutputAndExitCode(t *testing.T) {
	each(t, func(t *testing.T, b *Box) {
		reply, e := attempt(t, b, Limits{}, "print")
		if reply != "done" || string(e.Stdout) != "to stdout\n" || string(e.Stderr) != "to stderr\n" || e.String() != "exit code 0" {
			t.Errorf("%q, %v, %q, %q", reply, e, e.Stdout, e.Stderr)
		}
		if _, e := attempt(t, b, Limits{}, "exit"); e.Code != 7 || e.Cause != Exited {
			t.Errorf("%v", e)
		}
		if _, e := attempt(t, b, Limits{}, "panic"); e.Code != 2 || e.Cause != Exited || !strings.HasPrefix(string(e.Stderr), "panic: at the disco") {
			t.Errorf("%v %s", e, e.Stderr)
		}
	})
}

func TestPauseStopsAllThreads(t *testing.T) {
	each(t, func(t *testing.T, b *Box) {
		p, err := b.Start(attackPath, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(p.In, "spin")
		await(t, "it works", func() bool { return p.CPU() > 20*time.Millisecond })
		p.Pause()
		await(t, "it stands", func() bool {
			before := p.CPU()
			time.Sleep(20 * time.Millisecond)
			return p.CPU() == before
		})
		before := p.CPU()
		time.Sleep(100 * time.Millisecond)
		if after := p.CPU(); after != before {
			t.Errorf("paused, it used %v", after-before)
		}
		p.Resume()
		await(t, "it works again", func() bool { return p.CPU() > before+20*time.Millisecond })
		p.Pause()
		p.Kill()
		if e := p.Wait(); e.Cause != Killed || e.Signal != syscall.SIGKILL {
			t.Errorf("%v", e)
		}
		if p.CPU() != 0 {
			t.Error("after its end it has processor time")
		}
		p.Kill() // does nothing
	})
}

func await(t *testing.T, what string, happened func() bool) {
	t.Helper()
	for range 1000 {
		if happened() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("it never happened that %s", what)
}

// A grader that is killed takes its candidates along. This test is the grader.
func TestDeathOfTheGrader(t *testing.T) {
	if tier := os.Getenv("SANDBOX_TEST_GRADER"); tier != "" {
		b, err := New(Tier(tier), os.Getenv("SANDBOX_TEST_INIT"), 3)
		if err != nil {
			t.Fatal(err)
		}
		p, err := b.Start(os.Getenv("SANDBOX_TEST_ATTACK"), Limits{})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(p.In, "spin") // the end of its requests does not end it
		fmt.Println("candidate", p.process.Pid)
		select {}
	}
	each(t, func(t *testing.T, b *Box) {
		grader := exec.Command(os.Args[0], "-test.run=^TestDeathOfTheGrader$")
		grader.Env = append(os.Environ(), "SANDBOX_TEST_GRADER="+string(b.tier), "SANDBOX_TEST_INIT="+initPath, "SANDBOX_TEST_ATTACK="+attackPath)
		out, err := grader.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := grader.Start(); err != nil {
			t.Fatal(err)
		}
		var pid int
		for lines := bufio.NewScanner(out); pid == 0 && lines.Scan(); {
			fmt.Sscanf(lines.Text(), "candidate %d", &pid)
		}
		if pid == 0 || syscall.Kill(pid, 0) != nil {
			t.Fatal("there is no candidate")
		}
		grader.Process.Kill()
		grader.Wait()
		await(t, "the candidate is dead", func() bool {
			stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
			_, state, _ := strings.Cut(string(stat), ") ")
			return err != nil || strings.HasPrefix(state, "Z")
		})
	})
}

// Where another listens to the system calls already, forbidden ones kill without a name.
func TestDeaf(t *testing.T) {
	each(t, func(t *testing.T, b *Box) {
		if b.tier == None {
			t.Skip("it has no filter")
		}
		b.deaf = true
		if reply, e := attempt(t, b, Limits{}, "work"); reply != "done" || e.Code != 0 {
			t.Errorf("%q, %v", reply, e)
		}
		if _, e := attempt(t, b, Limits{}, "call 41"); e.Cause != Forbidden || e.Signal != syscall.SIGSYS {
			t.Errorf("%v", e)
		}
		if _, e := attempt(t, b, Limits{Memory: 128 << 20}, "leak"); e.Cause != Memory {
			t.Errorf("%v", e)
		}
	})
}

func TestCannotStart(t *testing.T) {
	b := box(t, B)
	before := state(t, t.TempDir())
	path := t.TempDir() + "/exe"
	if _, err := b.Start(path, Limits{}); err == nil {
		t.Error("started what is not there")
	}
	if err := os.WriteFile(path, []byte("not a program"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Start(path, Limits{}); err == nil || !strings.Contains(err.Error(), "exec format error") {
		t.Error(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Start(path, Limits{}); err == nil {
		t.Error("started what cannot be executed")
	}
	if after := state(t, t.TempDir()); fmt.Sprint(after[:1], after[len(after)-1]) != fmt.Sprint(before[:1], before[len(before)-1]) {
		t.Errorf("before %v\nafter %v", before, after)
	}
	if _, err := New("C", initPath, 0); err == nil {
		t.Error("there is a tier C")
	}
	if _, err := New(B, "/dev/null", 0); err == nil {
		t.Error("a tier without an init program")
	}
}
