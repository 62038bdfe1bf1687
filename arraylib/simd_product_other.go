//go:build !amd64 || noasm

package arraylib

type (
	singleProducts = product[float32]
	doubleProducts = product[float64]
)
