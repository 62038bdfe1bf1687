package kernel

import (
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
)

// Tier is a set of kernels.
type Tier int32

// The tiers, each a superset of the instructions of the one before.
const (
	Portable Tier = iota
	AVX2          // with FMA and BMI2
	AVX512        // F, BW, DQ and VL
)

var tierNames = [...]string{"portable", "avx2", "avx512"}

// String returns the tier's name, as in FASTERGO_SIMD.
func (t Tier) String() string {
	if t < Portable || int(t) >= len(tierNames) {
		return "Tier(" + strconv.Itoa(int(t)) + ")"
	}
	return tierNames[t]
}

// tier is the one in use.
var tier atomic.Int32

func init() {
	t := best()
	if name, ok := syscall.Getenv("FASTERGO_SIMD"); ok && name != "" {
		lower := slices.Index(tierNames[:], strings.ToLower(name))
		if lower < 0 {
			println("fastergo: FASTERGO_SIMD=" + name + " is none of portable, avx2, avx512")
		} else {
			t = min(t, Tier(lower))
		}
	}
	tier.Store(int32(t))
}

// Current returns the tier in use: the best one of this machine, or a lower one that the environment variable FASTERGO_SIMD names, in any case.
func Current() Tier { return Tier(tier.Load()) }

// Use changes the tier, at most to the best one of this machine, and returns a function that changes it back. It holds for the whole
// program. Nobody may compute meanwhile: what consists of several kernels reckons with one tier.
func Use(t Tier) (restore func()) {
	old := tier.Swap(int32(max(Portable, min(t, best()))))
	return func() { tier.Store(old) }
}
