//go:build !amd64 || noasm

package arraylib

type (
	singleProducts = product[float32]
	doubleProducts = product[float64]

	singleDistances = distances[float32]
	doubleDistances = distances[float64]
)
