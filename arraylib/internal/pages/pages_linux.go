// Package pages asks for memory in large pages.
package pages

import (
	"syscall"
	"unsafe"
)

// Large is the size of a large page, and of what is worth one.
const Large = 2 << 20

// Advise asks for large pages for n bytes from p, where nothing has been written yet: then a processor looks few of them up, and the system
// maps and zeroes few of them. Without large pages it does nothing.
//
// Pages that lie in part within these bytes are asked for too. The garbage collector gives memory back in smaller pieces all the same.
func Advise(p unsafe.Pointer, n int) {
	first, end := uintptr(p)&^(Large-1), (uintptr(p)+uintptr(n)+Large-1)&^(Large-1)
	syscall.Syscall(syscall.SYS_MADVISE, first, end-first, syscall.MADV_HUGEPAGE)
}
