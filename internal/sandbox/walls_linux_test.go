package sandbox

import (
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/sys/unix"
)

// An assault is an attack and what must come of it.
type assault struct {
	name   string // of the wall, if the attack alone does not tell
	attack string
	loose  string // system calls that are allowed for once, so that the wall behind the filter is tried
	reply  string // a pattern; "" for none
	cause  Cause
	detail string // a pattern
	code   int
	tiers  string // "" for both
	limits Limits
}

const (
	either = 1000 // exit code: it ends by itself, or we are faster

	denied = `^denied: operation not permitted$`
	access = `^denied: permission denied$`
)

func forbidden(attack string) assault {
	name := strings.Fields(strings.TrimPrefix(attack, "call "))[0]
	return assault{attack: attack, cause: Forbidden, detail: "^the system call " + name + "$", code: -1}
}

func assaults(dir string, port int) []assault {
	second := Limits{CPU: time.Second}
	brief := Limits{Wall: 200 * time.Millisecond}
	me := fmt.Sprint(os.Getpid())
	list := []assault{
		// What is refused, and answered.
		{attack: "open /etc/passwd", reply: denied},
		{attack: "open /proc/self/maps", reply: denied},
		{attack: "open /proc/1/environ", reply: denied},
		{attack: "open " + attackPath, reply: denied},
		{attack: "create " + dir + "/file", reply: denied},
		{attack: "list /", reply: "^denied: open /: operation not permitted$"},
		{attack: "kill " + me, reply: denied},
		{attack: "kill -1", reply: denied},
		{attack: "call tgkill " + me + " " + me + " 9", reply: denied},
		{attack: "signal itself", reply: "^done: 0$"},
		{attack: "raise", reply: denied},
		{attack: "call prctl 4 1", reply: denied},                           // PR_SET_DUMPABLE
		{attack: "call mprotect 0 4096 7", reply: denied},                   // memory for code
		{attack: "call prctl 1 0", reply: denied},                           // PR_SET_PDEATHSIG
		{attack: "call execveat 6 '' 0 0 0x1000", reply: "^denied: "},       // what was the executable's
		{attack: "call sendmsg 5 0 0", reply: "^denied: (bad file|socket)"}, // what was the socket's
		{attack: "environment", reply: "^GOMAXPROCS=[0-9]+ GOMEMLIMIT=[0-9]+$"},
		{attack: "descriptors", reply: "^0 1 2 3 4$"},

		// What is forbidden.
		forbidden("call socket 2 1 0"), forbidden("call socket 1 1 0"), forbidden("call socketpair 1 1 0 0"),
		forbidden("call execve '/bin/sh' 0 0"), forbidden("call fork"), forbidden("call vfork"),
		forbidden("call clone 0x11 0"), forbidden("call clone 0x10000011 0"), forbidden("call clone3 0 0"),
		forbidden("call ptrace 16 1"), forbidden("call process_vm_readv 1 0 0 0 0 0"), forbidden("call pidfd_open 1 0"),
		forbidden("call pidfd_getfd 3 0 0"), forbidden("call unshare 0x10000000"), forbidden("call setns 3 0"),
		forbidden("call mount 'none' '/' 'tmpfs' 0 0"), forbidden("call umount2 '/' 0"), forbidden("call pivot_root '/' '/'"),
		forbidden("call chroot '/'"), forbidden("call chdir '/'"), forbidden("call memfd_create 'x' 0"),
		forbidden("call io_uring_setup 4 0"), forbidden("call bpf 0 0 0"), forbidden("call keyctl 0 0"),
		forbidden("call add_key 'user' 'x' 0 0"), forbidden("call perf_event_open 0 0 -1 -1 0"), forbidden("call userfaultfd 0"),
		forbidden("call seccomp 0 0 0"), forbidden("call setrlimit 2 0"),
		forbidden("call mmap 0 4096 7 0x22 -1 0"),    // with code in it
		forbidden("call mmap 0 4096 4 0x22 -1 0"),    // the same
		forbidden("call mmap 0 4096 3 0x21 -1 0"),    // shared: not counted
		forbidden("call mmap 0 4096 3 0x122 -1 0"),   // growing down: not counted
		forbidden("call mmap 0 4096 3 0x40022 -1 0"), // of huge pages
		forbidden("call mmap 0 4096 3 1 3 0"),        // of a file
		forbidden("call mremap 0 4096 8192 0"), forbidden("call mlock 0 4096"), forbidden("call madvise 0 4096 12"),
		forbidden("call fcntl 4 1031 0x100000"), forbidden("call fcntl 3 8 1"), forbidden("call fcntl 3 1030 0"), forbidden("call fcntl 3 4 0x2000"),
		forbidden("call ioctl 0 0x5412 0"), forbidden("call pipe2 0 0"), forbidden("call dup 1"), forbidden("call sched_setaffinity 0 0 0"),
		forbidden("call setpriority 0 0 -10"), forbidden("call setsid"), forbidden("call setuid 0"), forbidden("call getppid"),
		forbidden("call shmget 0 4096 0x3b6"), forbidden("call msgget 0 0x3b6"), forbidden("call mq_open 'x' 0x42 0 0"), forbidden("call vmsplice 1 0 0 0"),
		forbidden("call open_tree -100 '/' 0"), forbidden("call name_to_handle_at -100 '/' 0 0 0"), forbidden("call symlink '/' '/x'"),
		forbidden("call timer_create 0 0 0"), forbidden("call personality 0"), forbidden("call arch_prctl 0x1001 0"), forbidden("call sched_getaffinity 1 8 0"),
		{attack: "call 0x40000027", cause: Forbidden, detail: "number 1073741863", code: -1}, // getpid of the x32 interface
		{attack: "call 100000", cause: Forbidden, detail: "number 100000", code: -1},

		// Resources.
		{attack: "spin", cause: Time, detail: "processor", code: -1, limits: second},
		{attack: "spin deaf", cause: Time, detail: "processor", code: -1, limits: second},
		{attack: "sleep", cause: Time, detail: "not done after 200ms", code: -1, limits: brief},
		{attack: "deadlock", code: 2},
		{attack: "flood 1", cause: Output, code: -1}, {attack: "flood 2", cause: Output, code: -1},
		{attack: "huge", cause: Memory, code: -1}, {attack: "halves", cause: Memory, code: -1},
		{attack: "leak", cause: Memory, code: 2, limits: Limits{Memory: 128 << 20}},
		{attack: "goroutines", cause: Memory, code: either, limits: Limits{Memory: 128 << 20}},
		{attack: "recursion", cause: Memory, code: either},
		{attack: "pagetables", reply: "^denied: cannot allocate memory$"},
		{attack: "call mmap 0 0x10000000000 0 0x22 -1 0", cause: Memory, code: -1},
		{attack: "garbage", reply: "^done$", limits: Limits{Memory: 256 << 20}},
		{attack: "threads", cause: Processes, code: either, limits: Limits{Processes: 32}},

		// The walls behind the filter.
		{name: "empty root", attack: "list /", loose: "openat getdents64", reply: `^done: \[\]$`, tiers: "A"},
		{name: "empty root", attack: "open /etc/passwd", loose: "openat", reply: "^denied: no such file or directory$", tiers: "A"},
		{name: "empty root", attack: "open ../../../../etc/passwd", loose: "openat", reply: "^denied: no such file or directory$", tiers: "A"},
		{name: "empty root is read-only", attack: "create /file", loose: "openat", reply: "^denied: read-only file system$", tiers: "A"},
		{name: "own users", attack: "identity", loose: "getuid getppid", reply: "^0 1 0$", tiers: "A"},
		{name: "own processes", attack: "kill " + me, loose: "kill", reply: "^denied: no such process$", tiers: "A"},
		{name: "own network", attack: fmt.Sprint("connect ", port), loose: "socket connect", reply: "^denied: network is unreachable$", tiers: "A"},
		{name: "own unix sockets", attack: "connectunix @" + filepath.Base(dir), loose: "socket connect", reply: "^denied: connection refused$", tiers: "A"},
		{name: "unix sockets in files", attack: "connectunix " + dir + "/socket", loose: "socket connect", reply: "^denied: no such file or directory$", tiers: "A"},
		{name: "no capabilities", attack: "capabilities", loose: "capget", reply: `^\[{0 0 0} {0 0 0}\]$`},
		{name: "no capabilities", attack: "mount", loose: "mount", reply: denied},
		{name: "no new root", attack: "call unshare 0x20000", loose: "unshare", reply: denied},
		{name: "no new privileges", attack: "call prctl 39 0 0 0 0", loose: "prctl", reply: "^done: 1$"},
		{name: "limit on raising limits", attack: "raise", loose: "prlimit64", reply: denied},
		{name: "Landlock on files", attack: "open /etc/passwd", loose: "openat", reply: access, tiers: "B"},
		{name: "Landlock on directories", attack: "list /", loose: "openat getdents64", reply: "permission denied", tiers: "B"},
		{name: "Landlock on new files", attack: "create " + dir + "/file", loose: "openat", reply: access, tiers: "B"},
		{name: "Landlock on ports", attack: fmt.Sprint("connect ", port), loose: "socket connect", reply: access, tiers: "B"},
	}
	if os.Geteuid() == 0 {
		list = append(list,
			assault{name: "another user", attack: "identity", loose: "getuid getppid", reply: "^100003 ", tiers: "B"},
			assault{name: "another user", attack: "kill " + me, loose: "kill", reply: denied, tiers: "B"},
			assault{name: "another user", attack: "connectunix " + dir + "/socket", loose: "socket connect", reply: access, tiers: "B"})
	}
	if landlockVersion() >= 6 {
		list = append(list,
			assault{name: "Landlock on signals", attack: "kill " + me, loose: "kill", reply: denied, tiers: "B"},
			assault{name: "Landlock on abstract sockets", attack: "connectunix @" + filepath.Base(dir), loose: "socket connect", reply: denied, tiers: "B"})
	}
	return list
}

// compare tells what came of an attack from what must.
func (a assault) compare(t *testing.T, reply string, e Ending) {
	t.Helper()
	if a.cause == Forbidden && e.Cause == Exited && regexp.MustCompile("^denied: (operation not permitted|function not implemented)").MatchString(reply) && confined() {
		return // a wall further out refused it first
	}
	if a.reply == "" && reply != "" || !regexp.MustCompile(a.reply).MatchString(reply) {
		t.Errorf("replied %q; expected %q", reply, a.reply)
	}
	if e.Cause != a.cause || a.code != either && e.Code != a.code || !regexp.MustCompile(a.detail).MatchString(e.Detail) {
		t.Errorf("ended with %v (cause %q, code %d); expected cause %q, code %d, detail %q\n%.300s",
			e, e.Cause, e.Code, a.cause, a.code, a.detail, e.Stderr)
	}
}

// confined reports whether these tests run within a filter themselves, as in a container.
func confined() bool {
	status, _ := os.ReadFile("/proc/self/status")
	return strings.Contains(string(status), "Seccomp:\t2")
}

// number replaces the name of a system call by its number, where there is one.
func number(t *testing.T, attack string) string {
	words := strings.Fields(attack)
	if words[0] != "call" {
		return attack
	}
	table, err := arch.GetInfo("")
	if err != nil {
		t.Fatal(err)
	}
	if n, ok := table.SyscallNames[words[1]]; ok {
		words[1] = fmt.Sprint(n)
	} else if strings.Trim(words[1], "0123456789abcdefx") != "" {
		t.Skip("this processor's Linux has no " + words[1])
	}
	return strings.Join(words, " ")
}

// Each wall of each tier, tried by walking through it.
func TestWalls(t *testing.T) {
	dir := t.TempDir()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	for _, name := range []string{dir + "/socket", "@" + filepath.Base(dir)} {
		unixListener, err := net.Listen("unix", name)
		if err != nil {
			t.Fatal(err)
		}
		defer unixListener.Close()
	}
	t.Setenv("SECRET", "of the grader")
	left, err := unix.Open("/etc/passwd", unix.O_RDONLY, 0) // without CLOEXEC
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(left)
	port := listener.Addr().(*net.TCPAddr).Port

	for _, tier := range []Tier{A, B} {
		t.Run(string(tier), func(t *testing.T) {
			for _, a := range assaults(dir, port) {
				if a.tiers != "" && a.tiers != string(tier) {
					continue
				}
				name := a.attack
				if a.name != "" {
					name = a.name + ": " + name
				}
				t.Run(name, func(t *testing.T) {
					b := box(t, tier)
					b.loose = strings.Fields(a.loose)
					before := state(t, dir)
					reply, e := attempt(t, b, a.limits, number(t, a.attack))
					if after := state(t, dir); !slices.Equal(after, before) {
						t.Errorf("something was left behind:\nbefore %v\nafter  %v", before, after)
					}
					a.compare(t, reply, e)
				})
			}
		})
	}
}

// state is what a candidate could leave behind: processes, mounts, files, open
// descriptors of ours.
func state(t *testing.T, dir string) (all []string) {
	t.Helper()
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, fmt.Sprint(strings.Count(string(mounts), "\n"), " mounts"))
	processes, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range processes {
		text, _ := os.ReadFile(path)
		_, rest, _ := strings.Cut(string(text), ") ")
		fields := strings.Fields(rest)
		if len(fields) > 1 && fields[1] == fmt.Sprint(os.Getpid()) {
			all = append(all, "process "+path)
		}
		if info, err := os.Stat(path); err == nil && info.Sys().(*syscall.Stat_t).Uid == 100003 {
			all = append(all, "process of the candidate's user "+path)
		}
	}
	for _, d := range []string{dir, "/"} {
		entries, _ := os.ReadDir(d)
		all = append(all, fmt.Sprint(len(entries), " entries in ", d))
	}
	descriptors, _ := os.ReadDir("/proc/self/fd")
	return append(all, fmt.Sprint(len(descriptors), " descriptors"))
}

// A candidate that fills the pipe of its answers waits until somebody reads them.
func TestFloodOfAnswers(t *testing.T) {
	p, err := box(t, B).Start(attackPath, Limits{Wall: 300 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(p.In, "flood 4")
	if e := p.Wait(); e.Cause != Time {
		t.Error(e)
	}
}
