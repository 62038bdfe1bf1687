//go:build !(linux && amd64) || noasm

package emit

import (
	"unsafe"

	"fastergo/arraylib/internal/kernel"
)

// Code is machine code: there is none for this system.
type Code struct{ Tier kernel.Tier }

// Compile returns nil: there is no machine code for this system.
func Compile(*Program) *Code { return nil }

// Run is never called.
func (c *Code) Run(operands []unsafe.Pointer, n int) { panic("emit: no machine code") }
