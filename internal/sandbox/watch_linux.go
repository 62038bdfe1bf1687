package sandbox

import (
	"fmt"
	"os"
	"syscall"
	"time"
	"unsafe"

	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/sys/unix"
)

// A watch hears of the system calls that a process may not make, and of a few whose
// arguments tell how it will end.
type watch struct {
	listener *os.File
	stopped  chan struct{} // where there is no listener
	over     chan struct{}
	mappings []when
}

func (w *watch) start(p *Process, fd int) {
	unix.SetNonblock(fd, true) // so that Go waits for it without a thread
	w.listener, w.over = os.NewFile(uintptr(fd), "seccomp"), make(chan struct{})
	go func() {
		defer close(w.over)
		raw, err := w.listener.SyscallConn()
		if err != nil {
			p.kill(Killed, err.Error())
			return
		}
		raw.Read(func(fd uintptr) (done bool) { return p.hear(int(fd)) })
	}()
}

func (w *watch) stop() {
	if w.listener != nil {
		w.listener.Close()
	}
	if w.stopped != nil {
		close(w.stopped)
	}
	if w.over != nil {
		<-w.over
	}
}

// startDeaf looks at the process now and then, where nothing is reported.
func (w *watch) startDeaf(p *Process) {
	w.stopped, w.over = make(chan struct{}), make(chan struct{})
	go func() {
		defer close(w.over)
		for tick := time.Tick(20 * time.Millisecond); ; {
			p.alive(p.look)
			select {
			case <-tick:
			case <-w.stopped:
				return
			}
		}
	}()
}

// A notification is the kernel's struct seccomp_notif.
type notification struct {
	id         uint64
	pid, flags uint32
	call       int32
	arch       uint32
	ip         uint64
	args       [6]uint64
}

// A response is the kernel's struct seccomp_notif_resp.
type response struct {
	id    uint64
	value int64
	error int32
	flags uint32
}

// hear takes all notifications that wait. It reports whether there can be no more.
func (p *Process) hear(fd int) (done bool) {
	for {
		poll := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
		n, err := unix.Poll(poll, 0)
		switch {
		case err == unix.EINTR:
			continue
		case err != nil:
			return true
		case n == 0:
			return false
		case poll[0].Revents&unix.POLLIN == 0:
			return true
		}
		var call notification
		if e := ioctl(fd, unix.SECCOMP_IOCTL_NOTIF_RECV, unsafe.Pointer(&call)); e != 0 {
			continue // it was interrupted in the call; it may come again
		}
		if p.allow(call) {
			answer := response{id: call.id, flags: unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE}
			ioctl(fd, unix.SECCOMP_IOCTL_NOTIF_SEND, unsafe.Pointer(&answer))
		}
	}
}

// allow judges a call that the filter reports: the process goes on, or is killed.
// What goes on has no pointers among its arguments, so that they cannot change
// after they were judged.
func (p *Process) allow(call notification) bool {
	table, err := arch.GetInfo("")
	if err != nil || call.arch != uint32(table.ID) {
		p.kill(Forbidden, "a system call of another architecture")
		return false
	}
	name, ok := table.SyscallNumbers[int(call.call)]
	if !ok {
		name = fmt.Sprint("number ", call.call)
	}
	switch {
	case name == "exit_group":
		p.alive(p.look)
		return true
	case name == "mmap" && holds(p.watch.mappings, call.args):
		var data int64
		p.alive(func() {
			p.look()
			data = p.last.data
		})
		if data+int64(call.args[mapLength]) <= p.limits.Memory {
			return true
		}
		p.kill(Memory, memoryDetail(p.limits))
		return false
	}
	p.kill(Forbidden, "the system call "+name)
	return false
}

func ioctl(fd int, request uintptr, arg unsafe.Pointer) syscall.Errno {
	_, _, e := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), request, uintptr(arg))
	return e
}
