package arraylib

import (
	"strconv"
	"unsafe"
)

// DType says at run time what T says at compile time: the type of an array's elements.
type DType uint8

// The element types. int is Int64 or Int32, uint Uint64 or Uint32, by their size on this platform.
const (
	Invalid DType = iota // of an array that was never made
	Bool
	Int8
	Int16
	Int32
	Int64
	Uint8
	Uint16
	Uint32
	Uint64
	Float32
	Float64
	Complex64
	Complex128
	numDTypes
)

var dtypes = [numDTypes]struct {
	name  string
	shift uint8 // log2 of the size in bytes
}{
	{"invalid", 0},
	{"bool", 0},
	{"int8", 0}, {"int16", 1}, {"int32", 2}, {"int64", 3},
	{"uint8", 0}, {"uint16", 1}, {"uint32", 2}, {"uint64", 3},
	{"float32", 2}, {"float64", 3},
	{"complex64", 3}, {"complex128", 4},
}

// String returns NumPy's name of the type, such as "float64".
func (d DType) String() string {
	if d < numDTypes {
		return dtypes[d].name
	}
	return "DType(" + strconv.Itoa(int(d)) + ")"
}

// Size returns the bytes that one element takes.
func (d DType) Size() int { return 1 << dtypes[d].shift }

// The families of element types that functions ask for.
type (
	Signed interface {
		int | int8 | int16 | int32 | int64
	}
	Unsigned interface {
		uint | uint8 | uint16 | uint32 | uint64
	}
	Integer interface{ Signed | Unsigned }
	Float   interface{ float32 | float64 }
	Complex interface{ complex64 | complex128 }
	Real    interface{ Integer | Float }
	Inexact interface{ Float | Complex }
	Number  interface{ Real | Complex }
	Bits    interface{ bool | Integer }
	Ordered interface{ bool | Real }
	Elem    interface{ bool | Number }
)

func dtypeOf[T Elem]() DType { return dtypeOfAny(*new(T)) }

//go:noinline
func dtypeOfAny(zero any) DType {
	switch zero.(type) {
	case bool:
		return Bool
	case int8:
		return Int8
	case int16:
		return Int16
	case int32:
		return Int32
	case int64:
		return Int64
	case int:
		if strconv.IntSize == 32 {
			return Int32
		}
		return Int64
	case uint8:
		return Uint8
	case uint16:
		return Uint16
	case uint32:
		return Uint32
	case uint64:
		return Uint64
	case uint:
		if strconv.IntSize == 32 {
			return Uint32
		}
		return Uint64
	case float32:
		return Float32
	case float64:
		return Float64
	case complex64:
		return Complex64
	case complex128:
		return Complex128
	}
	return Invalid
}

// word holds one element of any type by value, so that a scalar reaches the core without an allocation.
type word [2]uint64

// intAt returns an element of an integer type; a uint64 keeps its bits.
func intAt(dt DType, p unsafe.Pointer) int64 {
	switch dt {
	case Int8:
		return int64(*(*int8)(p))
	case Int16:
		return int64(*(*int16)(p))
	case Int32:
		return int64(*(*int32)(p))
	case Uint8:
		return int64(*(*uint8)(p))
	case Uint16:
		return int64(*(*uint16)(p))
	case Uint32:
		return int64(*(*uint32)(p))
	}
	return *(*int64)(p)
}

// partsAt returns the real and the imaginary part of an element of a float or complex type.
func partsAt(dt DType, p unsafe.Pointer) (re, im float64) {
	switch dt {
	case Float32:
		return float64(*(*float32)(p)), 0
	case Float64:
		return *(*float64)(p), 0
	case Complex64:
		x := *(*complex64)(p)
		return float64(real(x)), float64(imag(x))
	}
	x := *(*complex128)(p)
	return real(x), imag(x)
}
