package sandbox

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"fastergo/internal/sandbox/plan"
)

// Probe tries which walls stand here, by running into them. init is the path of the
// init program.
func Probe(init string) Report {
	r := Report{Tier: None}
	for _, t := range []Tier{A, B} {
		b, err := New(t, init, 0)
		f := Finding{Wall: "tier " + string(t), Tiers: string(t), Holds: err == nil}
		if err != nil {
			f.Detail, f.Advice = err.Error(), advice(t, err)
			r.Findings = append(r.Findings, f)
			continue
		}
		if r.Tier == None {
			r.Tier = t
		}
		r.Findings = append(r.Findings, f)
		r.Findings = append(r.Findings, b.try()...)
	}
	return r
}

// try has the init program, as a candidate, run into the box's walls.
func (b *Box) try() (findings []Finding) {
	num := func(n int) plan.Arg { return plan.Num(n) }
	const here = unix.AT_FDCWD
	for _, w := range []struct {
		wall string
		add  func(*plan.Builder)
	}{
		{"files cannot be read", func(s *plan.Builder) {
			s.Call("", unix.SYS_OPENAT, num(here), s.Text("/etc/passwd"), num(unix.O_RDONLY))
		}},
		{"files cannot be written", func(s *plan.Builder) {
			s.Call("", unix.SYS_OPENAT, num(here), s.Text("/tmp/fastergo-probe"), num(unix.O_CREAT|unix.O_WRONLY), num(0o600))
		}},
		{"the network cannot be reached", func(s *plan.Builder) {
			s.Call("", unix.SYS_SOCKET, num(unix.AF_INET), num(unix.SOCK_STREAM), num(0))
		}},
		{"programs cannot be started", func(s *plan.Builder) {
			s.Call("", unix.SYS_EXECVE, s.Text("/bin/sh"), num(0), num(0))
		}},
		{"processes cannot be made", func(s *plan.Builder) { s.Call("", unix.SYS_CLONE, num(int(syscall.SIGCHLD)), num(0)) }},
		{"processes cannot be signalled", func(s *plan.Builder) { s.Call("", unix.SYS_KILL, num(os.Getpid()), num(0)) }},
		{"processes cannot be looked into", func(s *plan.Builder) { s.Call("", unix.SYS_PTRACE, num(unix.PTRACE_ATTACH), num(os.Getpid())) }},
		{"limits cannot be raised", func(s *plan.Builder) {
			s.Call("", unix.SYS_PRLIMIT64, num(0), num(unix.RLIMIT_DATA), s.Words(num(1<<40), num(1<<40)), num(0))
		}},
		{"memory is limited", func(s *plan.Builder) {
			s.Call("", unix.SYS_MMAP, num(0), num(1<<30), num(unix.PROT_READ|unix.PROT_WRITE), num(unix.MAP_PRIVATE|unix.MAP_ANONYMOUS), num(-1), num(0))
		}},
		{"machine code cannot be made", func(s *plan.Builder) {
			s.Call("", unix.SYS_MMAP, num(0), num(4096), num(unix.PROT_EXEC), num(unix.MAP_PRIVATE|unix.MAP_ANONYMOUS), num(-1), num(0))
		}},
	} {
		f := Finding{Wall: w.wall, Tiers: string(b.tier)}
		f.Holds, f.Detail = b.runInto(w.add)
		if !f.Holds {
			f.Advice = "this should not be: please report it, with the kernel's version"
		}
		findings = append(findings, f)
	}
	return findings
}

// runInto has a candidate make a system call. The wall holds when the call is
// answered with an error, or never.
func (b *Box) runInto(add func(*plan.Builder)) (holds bool, detail string) {
	s := new(plan.Builder)
	add(s)
	encoded, err := s.Encode()
	if err != nil {
		return false, err.Error()
	}
	p, err := b.Start(b.init, Limits{})
	if err != nil {
		return false, err.Error()
	}
	p.In.Write(encoded)
	reply, _ := io.ReadAll(io.LimitReader(p.Out, 16))
	e := p.Wait()
	switch {
	case e.Cause == Forbidden, e.Cause == Memory:
		return true, "killed: " + e.Detail
	case len(reply) == 16 && [8]byte(reply[8:]) != [8]byte{}:
		return true, "refused"
	case len(reply) == 16:
		return false, "it could be done"
	}
	return false, "the probe ended with " + e.String()
}

// advice says what to do so that a tier can be had.
func advice(t Tier, err error) string {
	setting := func(name string) string {
		text, _ := os.ReadFile("/proc/sys/" + name)
		return strings.TrimSpace(string(text))
	}
	_, docker := os.Stat("/.dockerenv")
	switch {
	case landlockVersion() == 0:
		return "use a kernel of version 5.13 or newer, with landlock in the list that its option lsm= gives"
	case t == B:
		return "allow the system call seccomp, and Landlock's three, in the profile of the container"
	case setting("kernel/unprivileged_userns_clone") == "0":
		return "sysctl kernel.unprivileged_userns_clone=1"
	case setting("user/max_user_namespaces") == "0":
		return "sysctl user.max_user_namespaces=10000"
	case setting("kernel/apparmor_restrict_unprivileged_userns") == "1" && os.Geteuid() != 0:
		return "sysctl kernel.apparmor_restrict_unprivileged_userns=0, or run as root"
	case docker == nil, errors.Is(err, syscall.EPERM):
		return "a container forbids namespaces, and tier B does without them; for tier A start it with --security-opt seccomp=deploy/seccomp.json --security-opt apparmor=unconfined (GRADING.md, In a container)"
	}
	return fmt.Sprintf("see what the kernel says: dmesg | tail; %v", err)
}
