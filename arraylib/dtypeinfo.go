package arraylib

import (
	"math"
	"unsafe"
)

// FloatInfo is what [FInfo] tells of a float type.
type FloatInfo[T Float] struct {
	Bits              int // of one number
	Eps               T   // from 1 to the next greater number
	Max, Min          T   // the greatest and the least finite number
	SmallestNormal    T   // the least positive number with all its digits
	SmallestSubnormal T   // the least positive number
}

// FInfo returns the limits of a float type: FInfo[float32]().Eps is np.finfo(np.float32).eps. Those of a complex type are those of its parts.
func FInfo[T Float]() FloatInfo[T] { return *(*FloatInfo[T])(floatInfo(dtypeOf[T]())) }

// floatInfo returns the FloatInfo of a type.
//
//go:noinline
func floatInfo(dt DType) unsafe.Pointer {
	if dt == Float32 {
		return unsafe.Pointer(&FloatInfo[float32]{32, 0x1p-23, math.MaxFloat32, -math.MaxFloat32, 0x1p-126, math.SmallestNonzeroFloat32})
	}
	return unsafe.Pointer(&FloatInfo[float64]{64, 0x1p-52, math.MaxFloat64, -math.MaxFloat64, 0x1p-1022, math.SmallestNonzeroFloat64})
}

// IntInfo is what [IInfo] tells of an integer type.
type IntInfo[T Integer] struct {
	Bits     int
	Max, Min T
}

// IInfo returns the limits of an integer type: IInfo[int8]().Max is np.iinfo(np.int8).max.
func IInfo[T Integer]() IntInfo[T] { return *(*IntInfo[T])(intInfo(dtypeOf[T]())) }

// intInfo returns the IntInfo of a type.
//
//go:noinline
func intInfo(dt DType) unsafe.Pointer {
	switch dt {
	case Int8:
		return unsafe.Pointer(&IntInfo[int8]{8, math.MaxInt8, math.MinInt8})
	case Int16:
		return unsafe.Pointer(&IntInfo[int16]{16, math.MaxInt16, math.MinInt16})
	case Int32:
		return unsafe.Pointer(&IntInfo[int32]{32, math.MaxInt32, math.MinInt32})
	case Int64:
		return unsafe.Pointer(&IntInfo[int64]{64, math.MaxInt64, math.MinInt64})
	case Uint8:
		return unsafe.Pointer(&IntInfo[uint8]{8, math.MaxUint8, 0})
	case Uint16:
		return unsafe.Pointer(&IntInfo[uint16]{16, math.MaxUint16, 0})
	case Uint32:
		return unsafe.Pointer(&IntInfo[uint32]{32, math.MaxUint32, 0})
	}
	return unsafe.Pointer(&IntInfo[uint64]{64, math.MaxUint64, 0})
}

// Kind is a set of kinds of element types, for [IsDType]: KindBool | KindInteger.
type Kind uint8

// The kinds, under the names of the families of element types.
const (
	KindBool Kind = 1 << iota
	KindSigned
	KindUnsigned
	KindFloat
	KindComplex

	KindInteger = KindSigned | KindUnsigned
	KindReal    = KindInteger | KindFloat
	KindInexact = KindFloat | KindComplex
	KindNumber  = KindReal | KindComplex
)

// IsDType reports whether a type is of one of some kinds: IsDType(d, KindInteger) is np.isdtype(d, "integral").
func IsDType(d DType, kinds Kind) bool { return d.kind()&kinds != 0 }

// kind returns the one kind that d is of, or 0 if it is no type.
func (d DType) kind() Kind {
	switch {
	case d == Invalid || d >= numDTypes:
		return 0
	case d == Bool:
		return KindBool
	case d <= Int64:
		return KindSigned
	case d <= Uint64:
		return KindUnsigned
	case d <= Float64:
		return KindFloat
	}
	return KindComplex
}

// CanCast reports whether NumPy converts from one type to another on its own, which keeps every value, but for integers of 64 bits as
// floats: those are rounded.
func CanCast(from, to DType) bool {
	f, t := from.kind(), to.kind()
	if f == 0 || t == 0 {
		return false
	}
	bits, room := 8*from.Size(), 8*to.Size() // of the parts, if they are complex
	if f == KindComplex {
		bits /= 2
	}
	if t == KindComplex {
		room /= 2
	}
	switch {
	case from == to || f == KindBool:
		return true
	case t == KindSigned:
		return f == KindSigned && bits <= room || f == KindUnsigned && bits < room
	case t == KindUnsigned:
		return f == KindUnsigned && bits <= room
	case t == KindFloat && f == KindComplex || t == KindBool:
		return false
	case f&KindInteger != 0:
		return bits <= 16 || room == 64 // float32 has the digits for 24 bits
	}
	return bits <= room
}

// ResultType returns the smallest type that all the given ones convert to by [CanCast]: what NumPy's operations make of operands of
// different types. Here operands have one type, so they are converted by [AsType] before. Of what is no type it is Invalid.
func ResultType(d DType, more ...DType) DType {
	for _, to := range [...]DType{Bool, Uint8, Int8, Uint16, Int16, Uint32, Int32, Uint64, Int64, Float32, Float64, Complex64, Complex128} {
		fits := CanCast(d, to)
		for _, m := range more {
			fits = fits && CanCast(m, to)
		}
		if fits {
			return to
		}
	}
	return Invalid
}
