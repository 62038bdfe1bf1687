package lesson

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"unsafe"

	np "fastergo/arraylib"
)

// value returns the element in place at of l's storage, as a real and an
// imaginary part.
func value(l np.Layout, at int) (re, im float64) {
	p := unsafe.Pointer(&l.Data[at*l.DType.Size()])
	switch l.DType {
	case np.Bool:
		if *(*bool)(p) {
			re = 1
		}
	case np.Int8:
		re = float64(*(*int8)(p))
	case np.Int16:
		re = float64(*(*int16)(p))
	case np.Int32:
		re = float64(*(*int32)(p))
	case np.Int64:
		re = float64(*(*int64)(p))
	case np.Uint8:
		re = float64(*(*uint8)(p))
	case np.Uint16:
		re = float64(*(*uint16)(p))
	case np.Uint32:
		re = float64(*(*uint32)(p))
	case np.Uint64:
		re = float64(*(*uint64)(p))
	case np.Float32:
		re = float64(*(*float32)(p))
	case np.Float64:
		re = *(*float64)(p)
	case np.Complex64:
		z := *(*complex64)(p)
		re, im = float64(real(z)), float64(imag(z))
	case np.Complex128:
		z := *(*complex128)(p)
		re, im = real(z), imag(z)
	}
	return re, im
}

// valueText writes that element in few characters.
func valueText(l np.Layout, at int) string {
	re, im := value(l, at)
	switch l.DType {
	case np.Bool:
		return strconv.FormatBool(re != 0)
	case np.Complex64, np.Complex128:
		return fmt.Sprintf("%.2g%+.2gi", re, im)
	case np.Float32, np.Float64:
		if math.Abs(re) >= 1e4 {
			return strings.Replace(fmt.Sprintf("%.1e", re), "e+0", "e", 1)
		}
		return fmt.Sprintf("%.3g", re)
	}
	return strconv.FormatFloat(re, 'f', -1, 64)
}

// size returns the number of elements of an array of a shape.
func size(shape []int) int {
	n := 1
	for _, m := range shape {
		n *= m
	}
	return n
}

// layoutOf returns the layout of an array that was made.
func layoutOf(who string, a np.Operand) np.Layout {
	if missing(a) {
		panic("lesson." + who + ": the array is nil: it was declared, or returned, and never made")
	}
	return np.LayoutOf(a)
}

// missing reports whether there is no array behind a.
func missing(a np.Operand) bool { return a == nil || reflect.ValueOf(a).IsNil() }

// need panics if a function that is to be called is not there.
func need(who string, there bool) {
	if !there {
		panic("lesson." + who + ": the function is nil: there is nothing to call")
	}
}

// none reports whether l is of an array that was never made.
func none(l np.Layout) bool { return len(l.Shape) == 0 && len(l.Data) == 0 }

// inCOrder reports whether l's elements lie one after the other in C order.
func inCOrder(l np.Layout) bool {
	if size(l.Shape) == 0 {
		return true
	}
	n := 1
	for d := len(l.Shape) - 1; d >= 0; d-- {
		if l.Shape[d] > 1 && l.Strides[d] != n {
			return false
		}
		n *= l.Shape[d]
	}
	return true
}

// tuple writes numbers as NumPy writes a shape: (), (3,) and (3, 4).
func tuple(xs []int) string {
	s := make([]string, len(xs))
	for i, x := range xs {
		s[i] = strconv.Itoa(x)
	}
	if len(s) == 1 {
		s[0] += ","
	}
	return "(" + strings.Join(s, ", ") + ")"
}

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}
