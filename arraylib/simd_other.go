//go:build !amd64 || noasm

package arraylib

import "unsafe"

type (
	singles = portable[float32]
	doubles = portable[float64]

	move4 = move[uint32]
	move8 = move[uint64]
)

func takesOne(op string, dt DType) bool { return false }

func streams() bool { return false }

func copyPast(d, s unsafe.Pointer, n int) {}

func streamEnd() {}
