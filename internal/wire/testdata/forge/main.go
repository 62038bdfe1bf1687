//go:build linux

// Forge is what an answer is that has taken over its process, as by a data race: it makes
// system calls of its own, and writes replies that no function returned.
package main

import (
	"encoding/binary"
	"os"
	"reflect"
	"syscall"
	"unsafe"

	"fastergo/internal/wire/codec"
)

func main() {
	requests := os.NewFile(3, "requests")
	for {
		b, err := codec.Read(requests, codec.Unlimited.Frame)
		if err != nil {
			return
		}
		switch _, kind, nonce := codec.NewDecoder(b); kind {
		case codec.Hello:
			send(codec.AppendText(codec.Start(codec.Hello, nonce), "func(int) int"))
		case codec.Call: // the number 0, how it ended, no updates, and the error of an attack for a result
			reply := append(codec.Start(codec.Reply, nonce), 0, codec.Returned, 0, byte(reflect.Int))
			send(binary.AppendVarint(reply, int64(open("/etc/passwd"))))
		}
	}
}

func open(path string) syscall.Errno {
	name, _ := syscall.BytePtrFromString(path)
	const here = ^uintptr(99) // AT_FDCWD
	_, _, e := syscall.RawSyscall6(syscall.SYS_OPENAT, here, uintptr(unsafe.Pointer(name)), syscall.O_RDONLY, 0, 0, 0)
	return e
}

func send(frame []byte) {
	binary.LittleEndian.PutUint32(frame, uint32(len(frame)-4))
	syscall.RawSyscall(syscall.SYS_WRITE, 4, uintptr(unsafe.Pointer(&frame[0])), uintptr(len(frame)))
}
