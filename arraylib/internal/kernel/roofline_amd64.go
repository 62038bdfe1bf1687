//go:build amd64 && !noasm

package kernel

import "unsafe"

// FMA does n ≥ 1 rounds of independent multiplications and additions in registers, of float64 if double, else float32, and returns how many
// operations these are, two for each multiplication and addition: what no product of matrices is faster than, on one processor. It returns
// 0 if there is no kernel.
func FMA(double bool, n int) (flops float64) {
	var x [8]byte
	lanes := map[Tier]int{AVX2: 8, AVX512: 16}[Current()]
	if double {
		MultiplyAddsF64(unsafe.Pointer(&x), n)
		lanes /= 2
	} else {
		MultiplyAddsF32(unsafe.Pointer(&x), n)
	}
	return 2 * 12 * float64(lanes) * float64(n)
}
