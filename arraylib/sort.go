package arraylib

import "unsafe"

// Sort returns a copy of a in rising order along an axis, NaN last. Without an axis it is the last. Flip of it has falling order.
//
// It panics with *[AxisError] if a does not have the axis, or has none.
func Sort[T Real](a *Array[T], opts ...Option) *Array[T] { return as[T](sortAlong(&a.c, opts)) }

//go:noinline
func sortAlong(a *core, opts []Option) *core {
	axis := axisOption("Sort", opts, a.shape, Axis(-1))
	d := a.copy("Sort")
	if d.len == 0 {
		return d
	}
	lines, n, stride := d.lines(axis)
	buf := newCore("Sort", d.dtype, []int{n})
	for k := range lines.size {
		off := lines.offset(k)
		if stride == 1 {
			sorts[d.dtype].sort(span{d.pointer(off), n})
			continue
		}
		s := span{buf.base, n}
		d.moves().gather(s, d, off, stride)
		sorts[d.dtype].sort(s)
		d.moves().scatter(d, off, stride, s)
	}
	return d
}

// lines returns the way through the beginnings of c's lines along an axis, and their length and stride.
func (c *core) lines(axis int) (way axes, n, stride int) {
	others := c.pickAxis(axis, 0)
	return newAxes(others.shape, others.strides), c.shape[axis], c.strides[axis]
}

// ArgSort returns the indices along an axis that put a into rising order, NaN last; equal elements stay in their order. [TakeAlongAxis] of
// them is [Sort]. Without an axis it is the last.
//
// It panics as Sort does.
func ArgSort[T Real](a *Array[T], opts ...Option) *Array[int] { return as[int](argSort(&a.c, opts)) }

//go:noinline
func argSort(a *core, opts []Option) *core {
	axis := axisOption("ArgSort", opts, a.shape, Axis(-1))
	d := newCore("ArgSort", dtypeOf[int](), a.shape)
	if d.len == 0 {
		return d
	}
	from, n, step := a.lines(axis)
	to, _, stride := d.lines(axis)
	buf, order := newCore("ArgSort", a.dtype, []int{n}), make([]int, n)
	for k := range from.size {
		s := span{buf.base, n}
		a.moves().gather(s, a, a.off+from.offset(k), step)
		for i := range order {
			order[i] = i
		}
		sorts[a.dtype].order(order, s)
		d.moves().scatter(d, to.offset(k), stride, span{unsafe.Pointer(&order[0]), n})
	}
	return d
}

// SearchSorted returns how many elements of a, which has one axis and is sorted, are less than each of v: where to insert it, before its
// equals.
//
// It panics with *[ShapeError] if a does not have one axis.
func SearchSorted[T Real](a, v *Array[T]) *Array[int] {
	return as[int](searchSorted("SearchSorted", &a.c, &v.c, false))
}

// SearchSortedRight returns how many elements of a are not greater than each of v: where to insert it, after its equals. It is
// np.searchsorted(a, v, side="right").
func SearchSortedRight[T Real](a, v *Array[T]) *Array[int] {
	return as[int](searchSorted("SearchSortedRight", &a.c, &v.c, true))
}

//go:noinline
func searchSorted(op string, a, v *core, right bool) *core {
	if len(a.shape) != 1 {
		panic(&ShapeError{Op: op, A: a.shape, Why: "is of no list: one axis is needed"})
	}
	d := newCore(op, dtypeOf[int](), v.shape)
	if d.len > 0 && a.size() > 0 {
		sorts[a.dtype].place(storage[int](d), a.whole(op), v.whole(op), right)
	}
	return d
}

// whole returns the elements of c, of which there is one at least, in C order.
func (c *core) whole(op string) span {
	if !c.contiguous() {
		c = c.copy(op)
	}
	return span{c.pointer(c.off), c.size()}
}

// IsIn returns where an element of a is among values. NaN never is.
func IsIn[T Real](a, values *Array[T]) *Array[bool] { return as[bool](isIn(&a.c, &values.c)) }

//go:noinline
func isIn(a, values *core) *core {
	d := newCore("IsIn", Bool, a.shape)
	if d.len > 0 && values.size() > 0 {
		list := sortAlong(values.reshape([]int{-1}), nil)
		sorts[a.dtype].contained(storage[bool](d), list.whole("IsIn"), a.whole("IsIn"))
	}
	return d
}

// UniqueValues returns the distinct elements in rising order. As the array API standard has it, and np.unique not, each NaN is distinct.
func UniqueValues[T Real](a *Array[T]) *Array[T] { return as[T](unique(&a.c)[0]) }

// UniqueCounts returns the distinct elements in rising order, and how often each comes in a.
func UniqueCounts[T Real](a *Array[T]) (values *Array[T], counts *Array[int]) {
	return asUnique[T](unique(&a.c), 3)
}

// UniqueInverse returns the distinct elements in rising order, and, in a's shape, which of them each element is.
func UniqueInverse[T Real](a *Array[T]) (values *Array[T], inverse *Array[int]) {
	return asUnique[T](unique(&a.c), 2)
}

// UniqueIndices returns the distinct elements in rising order, and where each comes first in a, counted in C order.
func UniqueIndices[T Real](a *Array[T]) (values *Array[T], indices *Array[int]) {
	return asUnique[T](unique(&a.c), 1)
}

func asUnique[T Elem](u [4]*core, i int) (*Array[T], *Array[int]) { return as[T](u[0]), as[int](u[i]) }

// unique returns the distinct values, where they come first, which of them each element is, and how often each comes.
//
//go:noinline
func unique(a *core) [4]*core {
	flat := a.reshape([]int{-1})
	order := storage[int](argSort(flat, nil))
	first := make([]bool, len(order))
	if len(order) > 0 {
		sorts[a.dtype].distinct(first, order, flat.whole("Unique"))
	}
	var indices, counts []int
	inverse := newCore("Unique", dtypeOf[int](), a.shape)
	for i, k := range order {
		if first[i] {
			indices, counts = append(indices, k), append(counts, 0)
		}
		last := len(counts) - 1
		counts[last]++
		storage[int](inverse)[k] = last
	}
	list := func(v []int) *core {
		return asArray("Unique", dtypeOf[int](), unsafe.Pointer(unsafe.SliceData(v)), len(v), nil)
	}
	values := flat.takePlaces("Unique", indices, []int{len(indices)}, 0)
	return [4]*core{values, list(indices), inverse, list(counts)}
}
