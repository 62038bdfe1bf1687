//go:build !amd64 || noasm

package kernel

// FMA returns 0: there is no kernel.
func FMA(double bool, n int) (flops float64) { return 0 }
