//go:build !amd64 || noasm

package kernel

import "unsafe"

// FMA returns 0: there is no kernel.
func FMA(double bool, n int) (flops float64) { return 0 }

// Stream returns false: there is no kernel.
func Stream(d, s unsafe.Pointer, n int) (ok bool) { return false }
