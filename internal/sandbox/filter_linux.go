package sandbox

import (
	"encoding/binary"
	"slices"

	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/sys/unix"

	"fastergo/internal/sandbox/plan"
)

// A rule says what becomes of a system call: refused when it is so marked, otherwise
// allowed where one of the lists of conditions holds, or where there is none.
// Everything else, and a call without a rule, is forbidden: its caller is killed.
type rule struct {
	call   string
	when   []when
	refuse bool // rather than forbid: a Go program tries it and does without
}

// when is a list of conditions, all of which must hold.
type when []condition

// A condition is about an argument: those of its bits that are in the mask are
// the value, or it is larger than the value.
type condition struct {
	argument int
	mask     uint64
	value    uint64
	larger   bool
}

func (c condition) holds(args [6]uint64) bool {
	if c.larger {
		return args[c.argument] > c.value
	}
	return args[c.argument]&c.mask == c.value
}

func equal(argument int, value uint64) condition {
	return condition{argument: argument, mask: ^uint64(0), value: value}
}

// only: none but these bits is set.
func only(argument int, bits uint64) condition {
	return condition{argument: argument, mask: ^bits}
}

func with(argument int, bits uint64) condition {
	return condition{argument: argument, mask: bits, value: bits}
}

func without(argument int, bits uint64) condition {
	return condition{argument: argument, mask: bits}
}

func above(argument int, value uint64) condition {
	return condition{argument: argument, value: value, larger: true}
}

// holds reports whether one of the lists of conditions holds of the arguments.
func holds(lists []when, args [6]uint64) bool {
	return slices.ContainsFunc(lists, func(list when) bool {
		return !slices.ContainsFunc(list, func(c condition) bool { return !c.holds(args) })
	})
}

// rules are those of a job that will have this process id.
func rules(j *job, pid int) []rule {
	all := []rule{
		// What a Go program needs, whatever it does.
		{call: "read"}, {call: "write"}, {call: "close"},
		{call: "munmap"}, {call: "mincore"},
		{call: "madvise", when: []when{
			{equal(2, unix.MADV_DONTNEED)}, {equal(2, unix.MADV_FREE)},
			{equal(2, unix.MADV_HUGEPAGE)}, {equal(2, unix.MADV_NOHUGEPAGE)}, {equal(2, unix.MADV_COLLAPSE)},
		}},
		{call: "mmap", when: mappings(j)},
		{call: "futex"}, {call: "nanosleep"}, {call: "clock_nanosleep"}, {call: "sched_yield"},
		{call: "clock_gettime"}, {call: "gettimeofday"}, {call: "getrandom"},
		{call: "rt_sigaction"}, {call: "rt_sigprocmask"}, {call: "rt_sigreturn"}, {call: "sigaltstack"},
		{call: "getpid"}, {call: "gettid"}, {call: "exit"}, {call: "exit_group"}, {call: "restart_syscall"},
		{call: "epoll_create1"}, {call: "epoll_ctl"}, {call: "epoll_pwait"}, {call: "eventfd2"},
		{call: "sched_getaffinity", when: []when{{equal(0, 0)}}},
		{call: "arch_prctl", when: []when{{equal(0, archSetFS)}}},
		{call: "clone", when: []when{{equal(0, threadFlags)}}},

		// The end of the init program. Later there is nothing at these descriptors
		// that could be executed or sent over.
		{call: "execveat", when: []when{{equal(0, plan.Target), equal(4, unix.AT_EMPTY_PATH)}}},
		{call: "sendmsg", when: []when{{equal(0, plan.Control)}}},

		// A signal to itself, as the scheduler's, does no harm.
		{call: "tgkill", when: []when{{equal(0, uint64(pid))}}, refuse: true},
		{call: "prlimit64", when: []when{{equal(0, 0), equal(2, 0)}}, refuse: true}, // its own, to read
		{call: "prctl", when: []when{}, refuse: true},
		{call: "mprotect", when: []when{}, refuse: true}, // as of memory for code: formulas run without
		{call: "kill", when: []when{}, refuse: true},
		{call: "fcntl", when: []when{
			{equal(1, unix.F_GETFL)}, {equal(1, unix.F_GETFD)},
			{equal(1, unix.F_SETFL), only(2, unix.O_NONBLOCK|unix.O_ACCMODE|0x8000)}, // 0x8000 is O_LARGEFILE
		}},
	}
	if j.candidate {
		for _, call := range []string{"openat", "newfstatat", "fstat", "readlinkat", "uname", "lseek"} {
			all = append(all, rule{call: call, when: []when{}, refuse: true})
		}
		return all
	}
	// What a tool needs to work on the files that Landlock leaves it.
	for _, call := range []string{
		"openat", "newfstatat", "fstat", "statx", "lseek", "pread64", "pwrite64",
		"readlinkat", "getdents64", "getcwd", "faccessat", "faccessat2",
		"ftruncate", "fallocate", "fsync", "mkdirat", "unlinkat", "renameat", "renameat2",
		"msync", "uname", "getuid", "geteuid", "getgid", "getegid",
	} {
		all = append(all, rule{call: call})
	}
	fcntl := &all[slices.IndexFunc(all, func(r rule) bool { return r.call == "fcntl" })]
	fcntl.when = append(fcntl.when, when{equal(1, unix.F_SETFD)}, when{equal(1, unix.F_DUPFD_CLOEXEC)})
	return all
}

const (
	mapLength  = 1 // arguments of mmap
	mapAccess  = 2
	mapSharing = 3

	archSetFS = 0x1002
)

// mappings are the memory that a job may ask for. What Limits.Memory does not count
// (shared without a file, growing down) is not to be had, nor is memory for code.
func mappings(j *job) []when {
	const (
		readWrite = unix.PROT_READ | unix.PROT_WRITE
		anonymous = unix.MAP_PRIVATE | unix.MAP_ANONYMOUS
		placement = unix.MAP_FIXED | unix.MAP_FIXED_NOREPLACE | unix.MAP_NORESERVE
	)
	lists := []when{
		{only(mapAccess, readWrite), with(mapSharing, anonymous), only(mapSharing, anonymous|placement)},
		{only(mapAccess, readWrite), equal(mapSharing, unix.MAP_DROPPABLE|unix.MAP_ANONYMOUS)}, // of getrandom
	}
	if !j.candidate {
		lists = append(lists, when{
			only(mapAccess, readWrite), without(mapSharing, unix.MAP_ANONYMOUS),
			only(mapSharing, unix.MAP_SHARED|unix.MAP_PRIVATE|placement|unix.MAP_POPULATE),
		})
	}
	return lists
}

// filter assembles the filter of a job: what the rules say, and a report to us
// before each call that tells of what the process ends: of its exit, and of asking
// for much memory. Where there is nobody to report to, it kills.
func (b *Box) filter(j *job, pid int) ([]byte, error) {
	table, err := arch.GetInfo("")
	if err != nil {
		return nil, err
	}
	forbid := uint32(unix.SECCOMP_RET_USER_NOTIF)
	if b.deaf {
		forbid = unix.SECCOMP_RET_KILL_PROCESS
	}
	const (
		number, architecture = 0, 4 // where they are in struct seccomp_data
		refuse               = unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)
	)
	var a assembler
	a.add(unix.BPF_LD|unix.BPF_W|unix.BPF_ABS, architecture)
	a.jump(unix.BPF_JEQ, uint32(table.ID), 1, 0)
	a.add(unix.BPF_RET, forbid)
	// The numbers of the x32 interface have a bit that no rule's number has.
	a.add(unix.BPF_LD|unix.BPF_W|unix.BPF_ABS, number)
	all := rules(j, pid)
	for _, call := range b.loose {
		all = slices.DeleteFunc(all, func(r rule) bool { return r.call == call })
		all = append(all, rule{call: call})
	}
	for _, r := range all {
		n, ok := table.SyscallNames[r.call]
		if !ok {
			continue // of another architecture
		}
		report := []when{}
		if r.call == "mmap" {
			report = []when{{above(mapLength, uint64(addresses(j.limits)))}, {above(mapLength, uint64(j.limits.Memory/2)), with(mapAccess, unix.PROT_WRITE)}}
		}
		if r.call == "exit_group" {
			report = nil // always
		}
		otherwise := forbid
		if r.refuse {
			otherwise = refuse
		}
		var verdicts assembler // on a call with this number
		if !b.deaf {
			verdicts.verdict(report, unix.SECCOMP_RET_USER_NOTIF)
		}
		verdicts.verdict(r.when, unix.SECCOMP_RET_ALLOW)
		verdicts.add(unix.BPF_RET, otherwise)
		a.jump(unix.BPF_JEQ, uint32(n), 0, uint8(len(verdicts)))
		a = append(a, verdicts...)
	}
	a.add(unix.BPF_RET, forbid)
	return a.encode(), nil
}

// An assembler collects the instructions of a filter. They are in the order in which
// they run: all jumps go forward, and each part ends in a verdict or with what it
// found in the accumulator.
type assembler []unix.SockFilter

func (a *assembler) add(code uint16, k uint32) { *a = append(*a, unix.SockFilter{Code: code, K: k}) }

// jump compares the accumulator and skips so many instructions.
func (a *assembler) jump(comparison uint16, k uint32, skipIfTrue, skipIfFalse uint8) {
	*a = append(*a, unix.SockFilter{Code: unix.BPF_JMP | comparison | unix.BPF_K, Jt: skipIfTrue, Jf: skipIfFalse, K: k})
}

// verdict ends with the action where one of the lists holds; nil always does.
func (a *assembler) verdict(lists []when, action uint32) {
	if lists == nil {
		a.add(unix.BPF_RET, action)
	}
	for _, list := range lists {
		var parts []assembler
		rest := 1 // instructions from behind a condition to behind the verdict
		for _, c := range slices.Backward(list) {
			parts = append(parts, c.assemble(rest))
			rest += len(parts[len(parts)-1])
		}
		for _, part := range slices.Backward(parts) {
			*a = append(*a, part...)
		}
		a.add(unix.BPF_RET, action)
	}
}

// assemble returns instructions that skip the rest, that many, where the condition
// does not hold. Arguments have 64 bits and the accumulator 32.
func (c condition) assemble(rest int) assembler {
	const load = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
	low, high := uint32(16+8*c.argument), uint32(20+8*c.argument)
	skip := uint8(rest)
	var a assembler
	if c.larger {
		a.add(load, high)
		a.jump(unix.BPF_JGT, uint32(c.value>>32), 3, 0)
		a.jump(unix.BPF_JEQ, uint32(c.value>>32), 0, skip+2)
		a.add(load, low)
		a.jump(unix.BPF_JGT, uint32(c.value), 0, skip)
		return a
	}
	a.add(load, high)
	a.add(unix.BPF_ALU|unix.BPF_AND|unix.BPF_K, uint32(c.mask>>32))
	a.jump(unix.BPF_JEQ, uint32(c.value>>32), 0, skip+3)
	a.add(load, low)
	a.add(unix.BPF_ALU|unix.BPF_AND|unix.BPF_K, uint32(c.mask))
	a.jump(unix.BPF_JEQ, uint32(c.value), 0, skip)
	return a
}

func (a assembler) encode() []byte {
	var code []byte
	for _, i := range a {
		code = binary.NativeEndian.AppendUint16(code, i.Code)
		code = append(code, i.Jt, i.Jf)
		code = binary.NativeEndian.AppendUint32(code, i.K)
	}
	return code
}

// restrictCalls loads the filter of system calls. Who makes a forbidden one waits in
// it while we hear of it, who kill: it is never made.
func (b *Box) restrictCalls(s *plan.Builder, j *job, pid int) error {
	code, err := b.filter(j, pid)
	if err != nil {
		return err
	}
	load := s.Words(plan.Num(len(code)/8), s.Bytes(code))
	const what = "load the filter of system calls"
	if b.deaf {
		s.Call(what, unix.SYS_SECCOMP, plan.Num(unix.SECCOMP_SET_MODE_FILTER), plan.Num(0), load)
		return nil
	}
	// The listener comes to us as a control message: its length, level and type, a descriptor.
	control := s.Words(plan.Num(unix.CmsgLen(4)), plan.Num(unix.SOL_SOCKET|unix.SCM_RIGHTS<<32), plan.Num(0))
	s.Keep(control.Cell(2), what, unix.SYS_SECCOMP, plan.Num(unix.SECCOMP_SET_MODE_FILTER), plan.Num(unix.SECCOMP_FILTER_FLAG_NEW_LISTENER), load)
	content := s.Words(s.Text("."), plan.Num(1))
	message := s.Words(plan.Num(0), plan.Num(0), content, plan.Num(1), control, plan.Num(unix.CmsgSpace(4)), plan.Num(0))
	s.Call("send the listener", unix.SYS_SENDMSG, plan.Num(plan.Control), message, plan.Num(0))
	return nil
}
