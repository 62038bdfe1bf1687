package arraylib

import (
	"errors"
	"math"
	"slices"
	"unsafe"
)

// Layout is an array taken apart, for those that draw, compare or transport arrays of any type.
//
// Element (i, j, …) is the DType.Size() bytes of Data at (Offset + i·Strides[0] + j·Strides[1] + …)·DType.Size().
type Layout struct {
	DType          DType
	Data           []byte // the whole storage, not a copy
	Offset         int    // in elements
	Shape, Strides []int  // Strides in elements
}

// LayoutOf takes a apart. Writing to Data writes to a.
func LayoutOf(a Operand) Layout {
	c, dt := a.operand()
	return Layout{dt, unsafe.Slice((*byte)(c.base), c.len<<dtypes[dt].shift), c.off, slices.Clone(c.shape), slices.Clone(c.strides)}
}

// Attach makes a, which may be a zero Array, the view of l.Data that l describes. It is for layouts from elsewhere, so a layout
// that is not one of a's type, or leaves its data, is an error and changes nothing. It does not read the data: that bytes of bools are 0
// or 1, without which answers are wrong, is for the caller to see to, as package npy does.
func Attach(a Operand, l Layout) error {
	c, dt := a.operand()
	if l.DType != dt {
		return errors.New("layout is of " + l.DType.String() + ", the array of " + dt.String())
	}
	size := dt.Size()
	if len(l.Data)%size != 0 {
		return errors.New("layout's data is no whole number of elements")
	}
	p := unsafe.Pointer(unsafe.SliceData(l.Data))
	if uintptr(p)%uintptr(min(size, 8)) != 0 {
		return errors.New("layout's data is not aligned for its elements")
	}
	n, why := countElements(l.Shape)
	if why != "" {
		return errors.New("layout's shape " + shapeText(l.Shape) + " " + why)
	}
	if len(l.Strides) != len(l.Shape) {
		return errors.New("layout has " + plural(len(l.Strides), "stride") + " for " + plural(len(l.Shape), "axis"))
	}
	v := core{p, len(l.Data) / size, l.Offset, slices.Clone(l.Shape), slices.Clone(l.Strides), dt}
	if l.Offset < 0 || l.Offset > v.len || n > 0 && !v.inside() {
		return errors.New("layout leaves its data")
	}
	if v.shape == nil {
		v.shape, v.strides = []int{}, []int{}
	}
	*c = v
	return nil
}

// inside reports whether all elements of c, of which there is one, lie in its storage; no stride is so large that this overflows.
func (c *core) inside() bool {
	lo, hi := c.off, c.off
	for d, n := range c.shape {
		s := c.strides[d]
		if n == 1 || s == 0 {
			continue
		}
		if s == math.MinInt || max(s, -s) > c.len/(n-1) {
			return false
		}
		if s *= n - 1; s < 0 {
			lo += s
		} else {
			hi += s
		}
		if lo < 0 || hi >= c.len {
			return false
		}
	}
	return lo >= 0 && hi < c.len
}

// DTypeOf returns the type of a's elements, a.dtype, which even a nil *Array has.
func DTypeOf(a Operand) DType { _, dt := a.operand(); return dt }

// NDim returns the number of axes: a.ndim.
func NDim(a Operand) int { c, _ := a.operand(); return len(c.shape) }

// Len returns the length of the first axis, as Python's len does.
//
// It panics with *[ShapeError] if there is no axis.
func Len(a Operand) int {
	c, _ := a.operand()
	if len(c.shape) == 0 {
		panic(&ShapeError{Op: "Len", A: c.shape, Why: "has no axis"})
	}
	return c.shape[0]
}

// Size returns the number of elements.
func Size(a Operand) int { c, _ := a.operand(); return c.size() }

// Strides returns how many elements of storage lie between neighbours along each axis: negative where the view runs backwards, 0
// where it repeats elements. The slice is the caller's.
func Strides(a Operand) []int { c, _ := a.operand(); return slices.Clone(c.strides) }

// SharesMemory reports whether writing to one array can change the other. It compares the ranges of memory and the steps in them,
// which tells even columns from odd ones; for more involved patterns it may answer true where no element is shared.
func SharesMemory(a, b Operand) bool {
	x, _ := a.operand()
	y, _ := b.operand()
	return overlap(x, y)
}

func overlap(a, b *core) bool {
	alo, ahi := a.memory()
	blo, bhi := b.memory()
	if alo == ahi || blo == bhi || alo >= bhi || blo >= ahi {
		return false
	}
	if a.dtype != b.dtype {
		return true
	}
	// Distances between elements of a and b are the distance of their first ones and multiples of the strides' common divisor.
	step := 0
	for _, c := range []*core{a, b} {
		for d, n := range c.shape {
			if n > 1 {
				step = gcd(step, c.strides[d])
			}
		}
	}
	between := (int(uintptr(a.pointer(a.off))) - int(uintptr(b.pointer(b.off)))) >> dtypes[a.dtype].shift
	return step == 0 || between%step == 0
}

// memory returns the addresses of the first byte of c and of the one after the last; they are equal if c has no element.
func (c *core) memory() (lo, hi uintptr) {
	first, end := c.extent()
	shift := dtypes[c.dtype].shift
	return uintptr(c.base) + uintptr(first)<<shift, uintptr(c.base) + uintptr(end)<<shift
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}
