//go:build unix

package batch

import (
	"os"
	"syscall"
)

// locks: what holds a lock can be told from what is dead.
const locks = true

// lock holds a lock on f until it is closed; the error says that another process does.
func lock(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }
