package sandbox

import (
	"encoding/binary"
	"unsafe"

	"golang.org/x/sys/unix"

	"fastergo/internal/sandbox/plan"
)

// plan lists what the init program does before it becomes the job's program.
func (b *Box) plan(j *job, paths []place, pid int) (*plan.Builder, error) {
	s := new(plan.Builder)
	num := func(n int) plan.Arg { return plan.Num(n) }
	inside := b.tier == A && j.candidate
	if inside {
		b.emptyRoot(s)
		pid = 1
	} else if j.scratch != "" {
		s.Call("enter the scratch directory", unix.SYS_CHDIR, s.Text(j.scratch))
	}
	s.Call("set the mode of new files", unix.SYS_UMASK, num(0o022))
	b.dropPower(s, j)
	s.Call("end with the grader", unix.SYS_PRCTL, num(unix.PR_SET_PDEATHSIG), num(int(unix.SIGKILL)))
	// From here on our end takes it along. If that was before, there is nobody
	// to write to, which is an error.
	s.Call("greet the grader", unix.SYS_SENDTO, num(plan.Control), s.Text("."), num(1), num(unix.MSG_NOSIGNAL), num(0), num(0))
	b.limit(s, j)
	s.Call("give up new privileges", unix.SYS_PRCTL, num(unix.PR_SET_NO_NEW_PRIVS), num(1), num(0), num(0), num(0))
	if !inside {
		b.restrictFiles(s, paths, j)
	}
	s.Call("close what is open", unix.SYS_CLOSE_RANGE, num(plan.Control), num(1<<32-1), num(unix.CLOSE_RANGE_CLOEXEC))
	if err := b.restrictCalls(s, j, pid); err != nil {
		return nil, err
	}
	s.Call("start "+j.exe, unix.SYS_EXECVEAT, num(plan.Target), s.Text(""), s.Strings(j.args), s.Strings(j.env), num(unix.AT_EMPTY_PATH))
	return s, nil
}

// emptyRoot leaves the process an empty directory for a root.
func (b *Box) emptyRoot(s *plan.Builder) {
	num := func(n int) plan.Arg { return plan.Num(n) }
	const flags = unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC
	empty, here, tmpfs := s.Text(""), s.Text("."), s.Text("tmpfs")
	cover := s.Text(b.cover)
	s.Call("keep mounts to itself", unix.SYS_MOUNT, empty, s.Text("/"), empty, num(unix.MS_REC|unix.MS_PRIVATE), num(0))
	s.Call("mount an empty root", unix.SYS_MOUNT, tmpfs, cover, tmpfs, num(flags), s.Text("size=4k,nr_inodes=4,mode=555"))
	s.Call("enter the empty root", unix.SYS_CHDIR, cover)
	s.Call("make it the root", unix.SYS_PIVOT_ROOT, here, here)
	s.Call("let go of the old root", unix.SYS_UMOUNT2, here, num(unix.MNT_DETACH))
	s.Call("enter the root", unix.SYS_CHDIR, s.Text("/"))
	s.Call("make the root read-only", unix.SYS_MOUNT, empty, s.Text("/"), empty, num(unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY|flags), num(0))
	s.Call("forget the host's name", unix.SYS_SETHOSTNAME, s.Text("candidate"), num(9))
}

// dropPower takes all capabilities away, and the ways to get them back; and from a
// candidate outside a namespace the user who started it, where that can be.
func (b *Box) dropPower(s *plan.Builder, j *job) {
	num := func(n int) plan.Arg { return plan.Num(n) }
	// One that is not held cannot be dropped, and needs not be.
	for c := range b.lastCap + 1 {
		s.Try("drop a capability for good", unix.SYS_PRCTL, num(unix.PR_CAPBSET_DROP), num(c), num(0), num(0), num(0))
	}
	const noRoot = 1<<0 | 1<<1 | 1<<2 | 1<<3 | 1<<5 // NOROOT, NO_SETUID_FIXUP, both locked, KEEP_CAPS locked
	s.Try("make root a user like others", unix.SYS_PRCTL, num(unix.PR_SET_SECUREBITS), num(noRoot), num(0), num(0), num(0))
	s.Try("clear ambient capabilities", unix.SYS_PRCTL, num(unix.PR_CAP_AMBIENT), num(unix.PR_CAP_AMBIENT_CLEAR_ALL), num(0), num(0), num(0))
	if b.tier == B && b.id >= 0 && j.candidate {
		s.Call("leave all groups", unix.SYS_SETGROUPS, num(0), num(0))
		s.Call("become another group", unix.SYS_SETRESGID, num(b.id), num(b.id), num(b.id))
		s.Call("become another user", unix.SYS_SETRESUID, num(b.id), num(b.id), num(b.id))
	}
	head := make([]byte, 8)
	binary.NativeEndian.PutUint32(head, unix.LINUX_CAPABILITY_VERSION_3)
	s.Call("drop all capabilities", unix.SYS_CAPSET, s.Bytes(head), s.Bytes(make([]byte, 24)))
}

// limit sets the limits of the process. What is mapped without being data, as page
// tables for empty mappings are paid by nobody, is bounded by a limit on addresses;
// a Go program sets 600 MB of them aside.
//
// A tool shares its user with us, whose threads count against the same limit; it has none.
func (b *Box) limit(s *plan.Builder, j *job) {
	l := j.limits
	threads := int64(l.Processes)
	switch {
	case !j.candidate:
		threads = -1
	case b.tier == B && b.id < 0:
		const others = 512 // that may come in the meantime
		threads += int64(b.crowd.count()) + others
	}
	file, descriptors := l.File, int64(256)
	if j.candidate {
		file, descriptors = 0, 16
	}
	for _, r := range []struct {
		what  string
		which int
		value int64
	}{
		{"core files", unix.RLIMIT_CORE, 0},
		{"file size", unix.RLIMIT_FSIZE, file},
		{"descriptors", unix.RLIMIT_NOFILE, descriptors},
		{"processor time", unix.RLIMIT_CPU, int64(seconds(l.CPU).Seconds())},
		{"stack", unix.RLIMIT_STACK, 8 << 20},
		{"locked memory", unix.RLIMIT_MEMLOCK, 0},
		{"message queues", unix.RLIMIT_MSGQUEUE, 0},
		{"threads", unix.RLIMIT_NPROC, threads},
		{"memory", unix.RLIMIT_DATA, l.Memory},
		{"addresses", unix.RLIMIT_AS, addresses(l)},
	} {
		if r.value < 0 {
			continue
		}
		most := uint64(r.value)
		var ours unix.Rlimit
		if unix.Getrlimit(r.which, &ours) == nil {
			most = min(most, ours.Max) // above which nobody without power can go
		}
		value := make([]byte, 16)
		binary.NativeEndian.PutUint64(value, most)
		binary.NativeEndian.PutUint64(value[8:], most)
		s.Call("limit "+r.what, unix.SYS_PRLIMIT64, plan.Num(0), plan.Num(r.which), s.Bytes(value), plan.Num(0))
	}
}

func addresses(l Limits) int64 { return l.Memory + 2<<30 }

// landlockVersion is the version of the kernel's interface, 0 without one.
func landlockVersion() int {
	v, _, e := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if e != 0 {
		return 0
	}
	return int(v)
}

const (
	read = unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_EXECUTE
	list = unix.LANDLOCK_ACCESS_FS_READ_DIR

	// Files and directories, but no devices, sockets, pipes and links.
	write = read | list | unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_TRUNCATE |
		unix.LANDLOCK_ACCESS_FS_REMOVE_DIR | unix.LANDLOCK_ACCESS_FS_REMOVE_FILE |
		unix.LANDLOCK_ACCESS_FS_MAKE_DIR | unix.LANDLOCK_ACCESS_FS_MAKE_REG
	ofFile = read | unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_TRUNCATE
)

// restrictFiles leaves a tool its paths, and a candidate nothing but the executable
// that it becomes; and it takes what else Landlock knows of: ports, and from
// version 6 the signals and abstract sockets of others.
func (b *Box) restrictFiles(s *plan.Builder, paths []place, j *job) {
	files := uint64(1)<<13 - 1
	size := 8
	attr := unix.LandlockRulesetAttr{}
	if b.landlock >= 2 {
		files |= unix.LANDLOCK_ACCESS_FS_REFER
	}
	if b.landlock >= 3 {
		files |= unix.LANDLOCK_ACCESS_FS_TRUNCATE
	}
	if b.landlock >= 4 {
		attr.Handled_access_net = unix.LANDLOCK_ACCESS_NET_BIND_TCP | unix.LANDLOCK_ACCESS_NET_CONNECT_TCP
		size = 16
	}
	if b.landlock >= 5 {
		files |= unix.LANDLOCK_ACCESS_FS_IOCTL_DEV
	}
	if b.landlock >= 6 {
		attr.Scoped = unix.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | unix.LANDLOCK_SCOPE_SIGNAL
		size = 24
	}
	attr.Handled_access_fs = files
	encoded := unsafe.Slice((*byte)(unsafe.Pointer(&attr)), size)
	rules := s.Words(plan.Num(0)).Cell(0)
	s.Keep(rules, "make Landlock rules", unix.SYS_LANDLOCK_CREATE_RULESET, s.Bytes(encoded), plan.Num(size), plan.Num(0))
	allow := func(name string, fd int, access uint64) {
		rule := make([]byte, 16)
		binary.NativeEndian.PutUint64(rule, access&files)
		binary.NativeEndian.PutUint32(rule[8:], uint32(fd))
		s.Call("make a Landlock rule for "+name, unix.SYS_LANDLOCK_ADD_RULE, rules.Value(), plan.Num(unix.LANDLOCK_RULE_PATH_BENEATH), s.Bytes(rule), plan.Num(0))
	}
	allow("the executable", plan.Target, read)
	for i, p := range paths {
		access := uint64(read | list)
		if p.write {
			access = write
		}
		if !p.dir {
			access &= ofFile
		}
		allow(p.name, plan.Target+1+i, access)
	}
	s.Call("enforce the Landlock rules", unix.SYS_LANDLOCK_RESTRICT_SELF, rules.Value(), plan.Num(0))
}
