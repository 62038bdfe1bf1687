package arraylib

// bitOps are for bools and integers.
type bitOps interface {
	and(d, a, b span)
	or(d, a, b span)
	xor(d, a, b span)
	invert(d, a, _ span)
}

var bitsOf = [numDTypes]bitOps{
	Bool: &bools{},
	Int8: &bitwise[int8]{}, Int16: &bitwise[int16]{}, Int32: &bitwise[int32]{}, Int64: &bitwise[int64]{},
	Uint8: &bitwise[uint8]{}, Uint16: &bitwise[uint16]{}, Uint32: &bitwise[uint32]{}, Uint64: &bitwise[uint64]{},
}

// shiftOps are for integers alone.
type shiftOps interface {
	leftShift(d, a, b span)
	rightShift(d, a, b span)
}

var integers = [numDTypes]shiftOps{
	Int8: &bitwise[int8]{}, Int16: &bitwise[int16]{}, Int32: &bitwise[int32]{}, Int64: &bitwise[int64]{},
	Uint8: &bitwise[uint8]{}, Uint16: &bitwise[uint16]{}, Uint32: &bitwise[uint32]{}, Uint64: &bitwise[uint64]{},
}

type bitwise[T Integer] struct{}

func (*bitwise[T]) and(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x & y })
}

func (*bitwise[T]) or(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x | y })
}

func (*bitwise[T]) xor(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x ^ y })
}

func (*bitwise[T]) invert(d, a, _ span) { each(of[T](d), of[T](a), func(x T) T { return ^x }) }

// A negative count is a huge one to uint64, and Go shifts by any number of bits.
func (*bitwise[T]) leftShift(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x << uint64(y) })
}

func (*bitwise[T]) rightShift(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x >> uint64(y) })
}
