//go:build !linux

// Package pages asks for memory in large pages.
package pages

import "unsafe"

// Large is the size of a large page, and of what is worth one.
const Large = 2 << 20

// Advise does nothing.
func Advise(p unsafe.Pointer, n int) {}
