package arraylib

import asm "fastergo/arraylib/internal/kernel"

// Tier is a set of instructions that the loops over arrays are written for. When a program starts it takes the best one of its machine, or
// the one that the environment variable FASTERGO_SIMD names, if that is lower: portable, avx2 or avx512. Results differ in their last
// digits at most.
type Tier = asm.Tier

// The tiers, each with more instructions than the one before. Machines other than amd64, and programs built with the tag noasm, have the first alone.
const (
	Portable = asm.Portable // loops in Go
	AVX2     = asm.AVX2     // vectors of 32 bytes, with FMA and BMI2
	AVX512   = asm.AVX512   // vectors of 64 bytes: AVX-512 F, BW, DQ and VL
)

// Use takes tier t for the whole program, or the best one of this machine if that is lower, and returns a function that takes the one from
// before again. No other goroutine may work with arrays while the tier changes: what one kernel begins, one of another tier cannot go on with.
//
//	defer np.Use(np.Portable)()
func Use(t Tier) (restore func()) { return asm.Use(t) }

// Using returns the tier in use.
func Using() Tier { return asm.Current() }
