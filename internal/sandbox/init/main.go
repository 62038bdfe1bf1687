//go:build linux

// Command init is what the sandbox starts in a candidate's or a tool's place: it
// makes the system calls of a plan, which raise the walls and end in becoming the
// program, and reports the first that fails.
//
// Started as a candidate itself it is the probe: it makes the calls of a plan that
// comes on descriptor 3 and writes what each returned to descriptor 4.
package main

import (
	"runtime"
	"syscall"
	"unsafe"

	"fastergo/internal/sandbox/plan"
)

var words [plan.MaxSize / 8]uint64

func main() {
	runtime.LockOSThread() // credentials, filters and the death signal are a thread's
	buffer := unsafe.Slice((*byte)(unsafe.Pointer(&words)), plan.MaxSize)
	if _, _, e := syscall.RawSyscall(syscall.SYS_FCNTL, plan.Control, syscall.F_GETFD, 0); e == 0 {
		n, _, err := syscall.Recvfrom(plan.Control, buffer, 0)
		if err != nil || n == 0 {
			syscall.Exit(125) // who started us is gone
		}
		i, e := plan.Run(words[:], nil)
		report(plan.Control, uint64(i), uint64(e))
		syscall.Exit(126)
	}
	if n, err := syscall.Read(3, buffer); n <= 0 || err != nil {
		syscall.Exit(124)
	}
	plan.Run(words[:], func(i int, result uintptr, e syscall.Errno) {
		report(4, uint64(result), uint64(e))
	})
}

func report(fd int, a, b uint64) {
	out := [2]uint64{a, b}
	syscall.Write(fd, unsafe.Slice((*byte)(unsafe.Pointer(&out)), unsafe.Sizeof(out)))
}
