//go:build !amd64 || noasm

package arraylib

type (
	singles = portable[float32]
	doubles = portable[float64]
)

func gemmFast(m, n, k int, a, b, c matrix) bool { return false }
