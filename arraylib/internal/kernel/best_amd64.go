//go:build amd64 && !noasm

package kernel

import "golang.org/x/sys/cpu"

// best returns the highest tier that this machine and its operating system have.
func best() Tier {
	switch x := &cpu.X86; {
	case x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasBMI2 && x.HasFMA:
		return AVX512
	case x.HasAVX2 && x.HasFMA && x.HasBMI2:
		return AVX2
	}
	return Portable
}
