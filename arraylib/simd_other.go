//go:build !amd64 || noasm

package arraylib

type (
	singles = portable[float32]
	doubles = portable[float64]
)
