//go:build linux

// Command attack is a candidate, and a tool, that tries to get through the walls. A
// candidate is told on descriptor 3 which one and says on 4 how it went; a tool is
// told by its arguments and says so on standard output.
package main

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

var (
	sink []byte
	kept [][]byte
)

func main() {
	out, words := 4, os.Args[1:]
	if len(words) == 0 {
		buffer := make([]byte, 4096)
		n, err := syscall.Read(3, buffer)
		if err != nil {
			fmt.Println("descriptor 3:", err)
			os.Exit(1)
		}
		words = strings.Fields(string(buffer[:n]))
	} else {
		out = 1
	}
	attack, ok := attacks[words[0]]
	if two, both := attacks[strings.Join(words, " ")]; both {
		attack, ok = two, true
	}
	if !ok {
		fmt.Println("no such attack:", words[0])
		os.Exit(1)
	}
	syscall.Write(out, []byte(attack(words[1:])))
}

// try makes a system call and says how it went.
func try(call uintptr, args ...uintptr) string {
	var a [6]uintptr
	copy(a[:], args)
	r, _, e := syscall.RawSyscall6(call, a[0], a[1], a[2], a[3], a[4], a[5])
	if e != 0 {
		return "denied: " + e.Error()
	}
	return fmt.Sprint("done: ", int(r))
}

func text(s string) uintptr {
	p, _ := syscall.BytePtrFromString(s)
	return uintptr(unsafe.Pointer(p))
}

const here = ^uintptr(99) // AT_FDCWD

func said(what any, err error) string {
	if err != nil {
		return "denied: " + err.Error()
	}
	return fmt.Sprint("done: ", what)
}

var attacks = map[string]func(args []string) string{
	// Honest work.
	"nothing": func([]string) string { return "done" },
	"work":    func([]string) string { return work() },
	"exit":    func([]string) string { os.Exit(7); return "" },
	"panic":   func([]string) string { panic("at the disco") },
	"crash":   func([]string) string { debug.SetTraceback("crash"); panic("crash") },
	"print": func([]string) string {
		fmt.Println("to stdout")
		fmt.Fprintln(os.Stderr, "to stderr")
		return "done"
	},
	"environment": func([]string) string { return strings.Join(os.Environ(), " ") },
	"descriptors": func([]string) string {
		var open []string
		for fd := range uintptr(4096) {
			if _, _, e := syscall.RawSyscall(syscall.SYS_FCNTL, fd, unix.F_GETFD, 0); e == 0 {
				open = append(open, fmt.Sprint(fd))
			}
		}
		return strings.Join(open, " ")
	},

	// Files.
	"open": func(args []string) string { return try(syscall.SYS_OPENAT, here, text(args[0]), syscall.O_RDONLY) },
	"create": func(args []string) string {
		return try(syscall.SYS_OPENAT, here, text(args[0]), syscall.O_CREAT|syscall.O_WRONLY, 0o644)
	},
	"list":     func(args []string) string { return said(os.ReadDir(args[0])) },
	"openfile": func(args []string) string { return said(os.ReadFile(args[0])) },

	"descend": func(args []string) string { return said("", os.Symlink(args[0], args[1])) },
	"chmod":   func([]string) string { return try(syscall.SYS_FCHMODAT, here, text("/etc/passwd"), 0o666) },
	"chown":   func([]string) string { return try(syscall.SYS_FCHOWNAT, here, text("/etc/passwd"), 1, 1, 0) },
	"grow": func(args []string) string {
		f, err := os.Create(args[0])
		for err == nil {
			_, err = f.Write(make([]byte, 1<<20))
		}
		return said("", err)
	},

	// System calls: a number, then arguments, which may be text in quotes.
	"call": func(args []string) string {
		var n [7]uintptr
		for i, arg := range args {
			if strings.HasPrefix(arg, "'") {
				n[i] = text(strings.Trim(arg, "'"))
				continue
			}
			v, err := strconv.ParseInt(arg, 0, 64)
			if err != nil {
				panic(err)
			}
			n[i] = uintptr(v)
		}
		return try(n[0], n[1:]...)
	},
	"raise": func([]string) string {
		most := &syscall.Rlimit{Cur: 1 << 40, Max: 1 << 40}
		return try(unix.SYS_PRLIMIT64, 0, unix.RLIMIT_DATA, uintptr(unsafe.Pointer(most)), 0)
	},
	"signal itself": func([]string) string {
		return try(syscall.SYS_TGKILL, uintptr(syscall.Getpid()), uintptr(syscall.Gettid()), uintptr(syscall.SIGURG))
	},
	"capabilities": func([]string) string {
		head := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
		var data [2]unix.CapUserData
		if err := unix.Capget(&head, &data[0]); err != nil {
			return said("", err)
		}
		return fmt.Sprint(data)
	},
	"identity": func([]string) string {
		return fmt.Sprint(syscall.Getuid(), " ", syscall.Getpid(), " ", syscall.Getppid())
	},
	"connect": func(args []string) string {
		fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
		if err != nil {
			return said("", err)
		}
		port, _ := strconv.Atoi(args[0])
		return said("", syscall.Connect(fd, &syscall.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}}))
	},
	"connectunix": func(args []string) string {
		fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
		if err != nil {
			return said("", err)
		}
		return said("", syscall.Connect(fd, &syscall.SockaddrUnix{Name: args[0]}))
	},
	"kill": func(args []string) string {
		pid, _ := strconv.Atoi(args[0])
		return said("", syscall.Kill(pid, syscall.Signal(0)))
	},
	"mount": func([]string) string { return said("", syscall.Mount("none", "/", "tmpfs", 0, "")) },

	// Resources.
	"spin": func([]string) string {
		for {
		}
	},
	"spin deaf": func([]string) string {
		set := ^uint64(0)
		syscall.RawSyscall6(syscall.SYS_RT_SIGPROCMASK, 0, uintptr(unsafe.Pointer(&set)), 0, 8, 0, 0)
		for {
		}
	},
	"deadlock":  func([]string) string { select {} },
	"sleep":     func([]string) string { time.Sleep(time.Hour); return "awake" },
	"recursion": func([]string) string { return fmt.Sprint(recurse(0)) },
	"huge":      func([]string) string { sink = make([]byte, 100<<30); sink[1<<30] = 1; return "done" },
	"halves": func([]string) string { // neither is more than the limit
		for range 3 {
			kept = append(kept, make([]byte, 300<<20))
		}
		return "done"
	},
	"leak": func([]string) string {
		for {
			kept = append(kept, touched(1<<20))
			time.Sleep(100 * time.Microsecond)
		}
	},
	"garbage": func([]string) string { // 6 GB in all, 32 MB at a time
		for range 200 {
			kept = [][]byte{touched(32 << 20)}
		}
		return "done"
	},
	"pagetables": func([]string) string { // memory that no data limit counts
		for mapped := 0; ; mapped += 1 << 30 {
			p, _, e := syscall.RawSyscall6(syscall.SYS_MMAP, 0, 1<<30, syscall.PROT_READ, syscall.MAP_PRIVATE|syscall.MAP_ANON, ^uintptr(0), 0)
			if e != 0 {
				return said("", e)
			}
			if mapped > 16<<30 {
				return "done"
			}
			_ = p
		}
	},
	"goroutines": func([]string) string {
		for {
			go func() { select {} }()
		}
	},
	"threads": func([]string) string {
		for {
			go func() {
				runtime.LockOSThread()
				syscall.Syscall(syscall.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&syscall.Timespec{Sec: 1000})), 0, 0)
			}()
			time.Sleep(time.Millisecond)
		}
	},
	"flood": func(args []string) string {
		fd, _ := strconv.Atoi(args[0])
		for zeros := make([]byte, 1<<16); ; {
			if _, err := syscall.Write(fd, zeros); err != nil {
				return err.Error()
			}
		}
	},
}

func recurse(n int) int {
	var frame [64]int
	frame[n%64] = n
	return recurse(n+1) + frame[(n+1)%64]
}

func touched(n int) []byte {
	b := make([]byte, n)
	for i := 0; i < n; i += 4096 {
		b[i] = 1
	}
	return b
}

// work does what an honest answer may do: threads, garbage, timers, a nil pointer.
func work() string {
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() {
			var list [][]byte
			sum := 0.0
			for i := range 200 {
				list = append(list, make([]byte, 4096))
				sum += math.Sqrt(float64(i))
				if i%50 == 0 {
					time.Sleep(time.Millisecond)
					runtime.Gosched()
				}
			}
			runtime.KeepAlive(list)
		})
	}
	all.Wait()
	runtime.GC()
	func() {
		defer func() { recover() }()
		var p *int
		*p = 1
	}()
	<-time.After(3 * time.Millisecond)
	return "done"
}
