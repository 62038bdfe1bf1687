//go:build linux && amd64 && !noasm

package emit

import (
	"runtime"
	"syscall"
	"unsafe"

	"fastergo/arraylib/internal/kernel"
)

// Code is machine code for a program.
type Code struct {
	Tier  kernel.Tier // that it is for
	entry unsafe.Pointer
	shift uint8 // log2 of an element's bytes
}

// Compile returns machine code for p and the tier in use, or nil if there is none: the tier is portable, p needs too many registers, or the
// system maps no memory for code.
func Compile(p *Program) *Code {
	tier := kernel.Current()
	if tier == kernel.Portable {
		return nil
	}
	a := assembler{Program: p, wide: tier == kernel.AVX512}
	if !a.assemble() {
		return nil
	}
	mem, err := syscall.Mmap(-1, 0, len(a.text), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return nil
	}
	copy(mem, a.text)
	if syscall.Mprotect(mem, syscall.PROT_READ|syscall.PROT_EXEC) != nil {
		_ = syscall.Munmap(mem)
		return nil
	}
	c := &Code{Tier: tier, entry: unsafe.Pointer(&mem[0]), shift: a.shift()}
	runtime.AddCleanup(c, func(mem []byte) { _ = syscall.Munmap(mem) }, mem)
	return c
}

// Run computes n elements. The first of operands is where the result begins, the others where the inputs begin. The result may lie where an
// input does, element on element, but not overlap it otherwise. The caller keeps the operands alive.
func (c *Code) Run(operands []unsafe.Pointer, n int) {
	call(c.entry, &operands[0], n<<c.shift)
	runtime.KeepAlive(c)
}

// call runs code on so many bytes of each operand.
//
//go:noescape
func call(code unsafe.Pointer, operands *unsafe.Pointer, bytes int)
