//go:build !amd64 || noasm

package arraylib

import "unsafe"

type (
	singles = portable[float32]
	doubles = portable[float64]

	int32s  = whole[int32]
	int64s  = whole[int64]
	uint8s  = whole[uint8]
	uint32s = whole[uint32]
	uint64s = whole[uint64]

	move4 = move[uint32]
	move8 = move[uint64]
)

func takesOne(op string, dt DType) bool { return false }

func streams() bool { return false }

func copyPast(d, s unsafe.Pointer, n int) {}

func streamEnd() {}

func fastCast(to, from DType) kernel { return nil }

func choose4(d, mask, a, b span) { chooseFrom[uint32](d, mask, a, b) }

func choose8(d, mask, a, b span) { chooseFrom[uint64](d, mask, a, b) }

var (
	sorter4 = &keySorter[int32]{ready: never, flip: func([]int32) bool { return false }}
	sorter8 = &keySorter[int64]{ready: never, flip: func([]int64) bool { return false }}
)

func never() bool { return false }
