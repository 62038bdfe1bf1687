package sandbox

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"fastergo/internal/sandbox/plan"
)

// walls is what a box has found out about its system.
type walls struct {
	landlock int      // version of the interface, 0: there is none
	id       int      // the user and group that its candidates are on this system, or −1
	cover    string   // a directory over which a candidate's root is mounted
	lastCap  int      // the highest capability
	crowd    crowd    // how many threads our own user has
	deaf     bool     // the kernel does not tell us of forbidden calls; it kills all the same
	loose    []string // system calls that a test allows, to try the walls behind the filter
}

// raise prepares the walls, and tries them once.
func (b *Box) raise() error {
	b.landlock = landlockVersion()
	b.id = otherUser(b.worker)
	b.lastCap = 63
	if text, err := os.ReadFile("/proc/sys/kernel/cap_last_cap"); err == nil {
		if n, err := strconv.Atoi(strings.TrimSpace(string(text))); err == nil {
			b.lastCap = n
		}
	}
	for _, dir := range []string{"/tmp", "/proc", "/dev", "/sys", "/usr"} {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			b.cover = dir
			break
		}
	}
	if b.landlock == 0 {
		return errors.New("the kernel has no Landlock (it needs 5.13 or newer, with landlock among its security modules)")
	}
	p, err := b.Start(b.init, Limits{})
	if errors.Is(err, syscall.EBUSY) {
		// Someone further out listens already, and there can be one only.
		b.deaf = true
		p, err = b.Start(b.init, Limits{})
	}
	if err != nil {
		return err
	}
	p.In.Close()
	if e := p.Wait(); e.Code != probeEmpty {
		return fmt.Errorf("the init program ended with %v", e)
	}
	return nil
}

// probeEmpty is the exit code of an init program that runs as a candidate and is
// given no plan.
const probeEmpty = 124

// otherUser is the user that a worker's candidates are where we are root and may
// choose: limits on the number of processes do not bind root. It returns −1 where
// we cannot choose.
func otherUser(worker int) int {
	if os.Geteuid() != 0 {
		return -1
	}
	text, err := os.ReadFile("/proc/self/uid_map")
	if err != nil {
		return -1
	}
	groups, _ := os.ReadFile("/proc/self/gid_map")
	// In a container of an ordinary user few users exist.
	for _, id := range []int{100000 + worker, 50000 + worker} {
		if hasID(string(text), id) && hasID(string(groups), id) {
			return id
		}
	}
	return -1
}

func hasID(table string, id int) bool {
	for line := range strings.Lines(table) {
		var inside, outside, n int
		if _, err := fmt.Sscan(line, &inside, &outside, &n); err == nil && id >= inside && id < inside+n {
			return true
		}
	}
	return false
}

// launch starts the job within the box's walls, or says which could not be raised.
func (b *Box) launch(j *job, p *Process, files []*os.File) error {
	exe, err := os.Open(j.exe)
	if err != nil {
		return fmt.Errorf("open the executable: %w", err)
	}
	defer exe.Close()
	if b.tier == None {
		p.process, err = startProcess(j.exe, j.args, &os.ProcAttr{
			Dir: j.scratch, Env: j.env, Files: files,
			Sys: &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL},
		})
		return err
	}
	if info, err := exe.Stat(); err != nil {
		return err
	} else if info.Mode()&0o001 == 0 && j.candidate && os.Geteuid() == 0 {
		return fmt.Errorf("%s has mode %v: a candidate runs as another user, so everyone must be able to execute it", j.exe, info.Mode())
	}
	init, err := os.Open(b.init)
	if err != nil {
		return fmt.Errorf("open the init program: %w", err)
	}
	defer init.Close()

	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	ours, theirs := os.NewFile(uintptr(pair[0]), "control"), os.NewFile(uintptr(pair[1]), "control")
	defer ours.Close()
	defer theirs.Close()

	files = slices.Clone(files)
	for len(files) < plan.Control {
		files = append(files, nil) // a tool has no 3 and 4
	}
	files = append(files, theirs, exe)
	paths, err := openPaths(j)
	defer func() {
		for _, p := range paths {
			p.file.Close()
		}
	}()
	if err != nil {
		return err
	}
	for _, p := range paths {
		files = append(files, p.file)
	}
	// By its descriptor, because the user it runs as may not search the
	// directories above it.
	path := fmt.Sprintf("/proc/self/fd/%d", len(files))
	files = append(files, init)

	attr := &os.ProcAttr{
		Files: files,
		Env:   []string{"GOMAXPROCS=1", "GOGC=off"},
		Sys:   &syscall.SysProcAttr{Setsid: true}, // the plan has the death signal
	}
	if b.tier == A && j.candidate {
		b.namespaces(attr.Sys)
	}
	p.process, err = startProcess(path, []string{"init"}, attr)
	if err != nil {
		return err
	}
	theirs.Close()
	p.watch.mappings = mappings(j)
	steps, err := b.plan(j, paths, p.process.Pid)
	if err == nil {
		err = p.control(ours, steps, exe.Name())
	}
	if err != nil {
		p.process.Kill()
		p.process.Wait()
		p.watch.stop()
		return err
	}
	return nil
}

// namespaces gives the process its own users, processes, network, mounts, messages
// and host name. Inside it is user 0 without power outside.
func (b *Box) namespaces(sys *syscall.SysProcAttr) {
	sys.Cloneflags = unix.CLONE_NEWUSER | unix.CLONE_NEWPID | unix.CLONE_NEWNET |
		unix.CLONE_NEWNS | unix.CLONE_NEWIPC | unix.CLONE_NEWUTS
	user, group := os.Geteuid(), os.Getegid()
	if b.id >= 0 {
		user, group = b.id, b.id
	}
	sys.UidMappings = []syscall.SysProcIDMap{{HostID: user, Size: 1}}
	sys.GidMappings = []syscall.SysProcIDMap{{HostID: group, Size: 1}}
	if os.Geteuid() == 0 {
		sys.GidMappingsEnableSetgroups = true
		sys.Credential = &syscall.Credential{}
	}
}

// control gives the init program its plan and listens to it until it has become
// the program.
func (p *Process) control(socket *os.File, steps *plan.Builder, exe string) error {
	encoded, err := steps.Encode()
	if err != nil {
		return err
	}
	// A hang here would be our own mistake; it ends nevertheless.
	timer := time.AfterFunc(10*time.Second, func() { p.process.Kill() })
	defer timer.Stop()
	fd := int(socket.Fd())
	if err := unix.Sendto(fd, encoded, unix.MSG_NOSIGNAL, nil); err != nil {
		return fmt.Errorf("give the init program its plan: %w", err)
	}
	message, rights := make([]byte, 16), make([]byte, unix.CmsgSpace(4))
	for {
		n, nrights, _, _, err := unix.Recvmsg(fd, message, rights, unix.MSG_CMSG_CLOEXEC)
		switch {
		case err == unix.EINTR:
		case err != nil:
			return fmt.Errorf("listen to the init program: %w", err)
		case n == 0:
			if p.watch.listener == nil {
				p.watch.startDeaf(p)
			}
			return nil // the socket closed when it became the program
		case n == 16:
			i, e := binary.NativeEndian.Uint64(message), binary.NativeEndian.Uint64(message[8:])
			return fmt.Errorf("%s: %w", steps.Name(int(i)), syscall.Errno(e))
		case nrights > 0:
			controls, err := unix.ParseSocketControlMessage(rights[:nrights])
			if err != nil || len(controls) != 1 {
				return fmt.Errorf("a message of the init program cannot be read: %v", err)
			}
			fds, err := unix.ParseUnixRights(&controls[0])
			if err != nil || len(fds) != 1 {
				return fmt.Errorf("a message of the init program cannot be read: %v", err)
			}
			p.watch.start(p, fds[0])
		}
	}
}

// A place is a path that a process may reach, opened.
type place struct {
	file  *os.File
	name  string
	dir   bool
	write bool
}

func openPaths(j *job) (paths []place, err error) {
	if j.candidate {
		return nil, nil
	}
	names := append(slices.Clone(j.readOnly), j.scratch)
	for i, name := range names {
		fd, err := unix.Open(name, unix.O_PATH|unix.O_CLOEXEC, 0)
		if err != nil {
			return paths, fmt.Errorf("open %s for a tool: %w", name, err)
		}
		file := os.NewFile(uintptr(fd), name)
		paths = append(paths, place{file: file, name: name, write: i == len(names)-1})
		info, err := file.Stat()
		if err != nil {
			return paths, err
		}
		paths[i].dir = info.IsDir()
	}
	return paths, nil
}

// Pause stops all threads of the process, and its wall clock.
func (p *Process) Pause() {
	p.process.Signal(syscall.SIGSTOP)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.timer.Stop() {
		p.left = max(time.Until(p.end), 1)
	}
}

// Resume lets a paused process go on.
func (p *Process) Resume() {
	p.mu.Lock()
	if p.left > 0 {
		p.end = time.Now().Add(p.left)
		p.timer.Reset(p.left)
		p.left = 0
	}
	p.mu.Unlock()
	p.process.Signal(syscall.SIGCONT)
}

// CPU is the processor time that the process has used so far; 0 after its end.
func (p *Process) CPU() time.Duration {
	const everyThread = 2 // CPUCLOCK_SCHED of the whole process
	var t unix.Timespec
	p.alive(func() { unix.ClockGettime(int32(^p.process.Pid<<3|everyThread), &t) })
	return time.Duration(t.Nano())
}

// Runnable reports whether a thread of the process computes, or waits for a processor to
// do so.
func (p *Process) Runnable() bool {
	dir := fmt.Sprintf("/proc/%d/task", p.process.Pid)
	threads, _ := os.ReadDir(dir)
	return slices.ContainsFunc(threads, func(e os.DirEntry) bool {
		text, _ := os.ReadFile(dir + "/" + e.Name() + "/stat")
		// The state follows the name, which stands in brackets and may hold any.
		_, state, _ := strings.Cut(string(text[bytes.LastIndexByte(text, ')')+1:]), " ")
		return strings.HasPrefix(state, "R")
	})
}

func (p *Process) destroy() {
	p.process.Kill()
	if p.tier == None {
		syscall.Kill(-p.process.Pid, syscall.SIGKILL)
	}
}

// look notes what can be seen of the process while it lives. The caller holds p.mu.
func (p *Process) look() {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.process.Pid))
	if err != nil {
		return
	}
	var v vitals
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(line, ":")
		n, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		switch name {
		case "VmHWM":
			v.resident = n << 10
		case "VmData", "VmStk":
			v.data += n << 10
		case "Threads":
			v.threads = int(n)
		}
	}
	if v.resident == 0 {
		return // it is a zombie
	}
	p.last = v
}

// judge tells why a process ended that we did not kill. Larger allocations than half
// the limit are judged when they are asked for; a smaller one that fails leaves at
// least the other half in use.
func (p *Process) judge(e Ending) (Cause, string) {
	switch {
	case e.Signal == syscall.SIGSYS:
		return Forbidden, "a system call that is not allowed"
	case e.Signal == syscall.SIGXCPU,
		e.Signal == syscall.SIGKILL && e.CPU >= seconds(p.limits.CPU)/2:
		// The limit is counted in ticks, which on a busy machine are a fifth more than
		// what was used in the end.
		return Time, fmt.Sprintf("more than %v of processor time", seconds(p.limits.CPU))
	case e.Signal != 0:
		return Signalled, e.Signal.String()
	case e.Code == crash && p.last.threads >= p.limits.Processes:
		return Processes, fmt.Sprintf("%d threads, as many as it may have", p.last.threads)
	case e.Code == crash && p.last.data >= p.limits.Memory/2:
		return Memory, memoryDetail(p.limits)
	}
	return Exited, ""
}

// seconds is what a limit on the processor's time comes to: the kernel counts
// whole seconds.
func seconds(d time.Duration) time.Duration {
	return (d + time.Second - 1).Truncate(time.Second)
}

// A crowd is how many threads a user has, who is also us: the limit on threads is
// the user's, and holds for all of them.
type crowd struct {
	mu      sync.Mutex
	counted time.Time
	threads int
}

func (c *crowd) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.counted) < time.Second {
		return c.threads
	}
	c.counted, c.threads = time.Now(), 0
	processes, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range processes {
		info, err := os.Stat(dir)
		if err != nil || int(info.Sys().(*syscall.Stat_t).Uid) != os.Getuid() {
			continue
		}
		if tasks, err := os.Stat(dir + "/task"); err == nil {
			c.threads += int(tasks.Sys().(*syscall.Stat_t).Nlink) - 2
		}
	}
	return c.threads
}
