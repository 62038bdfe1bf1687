package arraylib

import (
	"slices"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
)

// Sort returns a copy of a in rising order along an axis, NaN last, or with [Descending] in falling order, NaN first. Without an axis it is
// the last. false is less than true; complex numbers are in order of their real parts, those of equal ones of their imaginary parts, and
// those with a NaN come last, the ones whose real part is a number first.
//
// It panics with *[AxisError] if a does not have the axis, or has none.
func Sort[T Elem](a *Array[T], opts ...Option) *Array[T] { return as[T](sortAlong(&a.c, opts)) }

//go:noinline
func sortAlong(a *core, opts []Option) *core {
	down, opts := choice(opts, descending, descending)
	axis := axisOption("Sort", opts, a.shape, lastAxis)
	d := a.copy("Sort")
	d.eachLine("Sort", axis, down != 0, sorts[d.dtype].sort)
	return d
}

// eachLine calls f with the elements of each line along an axis, to be changed in place; several goroutines call it. Those that lie apart
// are gathered first, and put back; backwards puts them back in reverse order.
func (c *core) eachLine(op string, axis int, backwards bool, f func(line span)) {
	if c.size() == 0 {
		return
	}
	lines, n, stride := c.lines(axis)
	parallel.For(lines.size, max(1, grainKeys/n), func(lo, hi int) {
		var buf *core
		if stride != 1 || backwards {
			buf = newResult(op, c.dtype, []int{n})
		}
		for k := lo; k < hi; k++ {
			off := c.off + lines.offset(k)
			if buf == nil {
				f(span{c.pointer(off), n})
				continue
			}
			s := span{buf.base, n}
			c.moves().gather(s, c, off, stride)
			f(s)
			if backwards {
				c.moves().scatter(c, off+(n-1)*stride, -stride, s)
			} else {
				c.moves().scatter(c, off, stride, s)
			}
		}
	})
}

// grainKeys is how many elements a goroutine sorts or searches at once.
const grainKeys = 1 << 12

// lines returns the way through the beginnings of c's lines along an axis, and their length and stride.
func (c *core) lines(axis int) (way axes, n, stride int) {
	others := c.pickAxis(axis, 0)
	return newAxes(others.shape, others.strides), c.shape[axis], c.strides[axis]
}

// ArgSort returns the indices along an axis that put a into rising order, NaN last, or with [Descending] into falling order, NaN first.
// Equal elements stay in their order either way. [TakeAlongAxis] of them is [Sort]. Without an axis it is the last.
//
// It panics as Sort does.
func ArgSort[T Elem](a *Array[T], opts ...Option) *Array[int] { return as[int](argSort(&a.c, opts)) }

//go:noinline
func argSort(a *core, opts []Option) *core {
	down, opts := choice(opts, descending, descending)
	axis := axisOption("ArgSort", opts, a.shape, lastAxis)
	return a.placesAlong("ArgSort", axis, a.shape[axis], func(places []int, line span) {
		orderBy(places, line, a.dtype, down != 0)
	})
}

// orderBy sorts places by the elements of line, keeping the order of equal ones.
func orderBy(places []int, line span, dt DType, down bool) {
	if !down {
		sorts[dt].order(places, line)
		return
	}
	slices.Reverse(places)
	sorts[dt].order(places, line)
	slices.Reverse(places)
}

// placesAlong returns the first m places of those along an axis, in the order that f brings them into: it gets all of them in rising order,
// and the elements of the line. Several goroutines call it.
func (c *core) placesAlong(op string, axis, m int, f func(places []int, line span)) *core {
	shape := slices.Clone(c.shape)
	shape[axis] = m
	d := newResult(op, dtypeOf[int](), shape)
	if d.len == 0 {
		return d
	}
	from, n, step := c.lines(axis)
	to, _, stride := d.lines(axis)
	parallel.For(from.size, max(1, grainKeys/n), func(lo, hi int) {
		buf, places := newResult(op, c.dtype, []int{n}), []int(nil)
		there := stride == 1 && m == n // they can be made where they stay
		if !there {
			places = make([]int, n)
		}
		for k := lo; k < hi; k++ {
			s := span{buf.base, n}
			c.moves().gather(s, c, c.off+from.offset(k), step)
			if there {
				places = of[int](span{d.pointer(to.offset(k)), n})
			}
			for i := range places {
				places[i] = i
			}
			if f(places, s); !there {
				d.moves().scatter(d, to.offset(k), stride, span{unsafe.Pointer(&places[0]), m})
			}
		}
	})
	return d
}

// LexSort returns the indices along the last axis that sort by several keys of one shape and any types: the last key counts most, and
// where its elements are equal the one before it. What is equal in all keys stays in its order.
//
// It panics with *[ShapeError] if there is no key, or the shapes differ, and with *[AxisError] if they have no axis.
func LexSort(keys ...Operand) *Array[int] { return as[int](lexSort(keys)) }

func lexSort(keys []Operand) *core {
	if len(keys) == 0 {
		panic(&ShapeError{Op: "LexSort", Why: "one key at least is needed"})
	}
	first, _ := keys[0].operand()
	axis := axisOption("LexSort", nil, first.shape, lastAxis)
	d := newResult("LexSort", dtypeOf[int](), first.shape)
	if d.len == 0 {
		return d
	}
	n := first.shape[axis]
	for i := range d.len {
		storage[int](d)[i] = i % n
	}
	for _, key := range keys {
		c, _ := key.operand()
		if !slices.Equal(c.shape, first.shape) {
			panic(&ShapeError{"LexSort", first.shape, slices.Clone(c.shape), "differ"})
		}
		s := c.whole("LexSort")
		for k := 0; k < d.len; k += n {
			sorts[c.dtype].order(storage[int](d)[k:k+n], span{unsafe.Add(s.p, k<<dtypes[c.dtype].shift), n})
		}
	}
	return d
}

// SearchSorted returns how many elements of a, which has one axis and is sorted, are less than each of v: where to insert it, before its
// equals.
//
// It panics with *[ShapeError] if a does not have one axis.
func SearchSorted[T Elem](a, v *Array[T]) *Array[int] {
	return as[int](searchSorted("SearchSorted", &a.c, &v.c, false))
}

// SearchSortedRight returns how many elements of a are not greater than each of v: where to insert it, after its equals. It is
// np.searchsorted(a, v, side="right").
func SearchSortedRight[T Elem](a, v *Array[T]) *Array[int] {
	return as[int](searchSorted("SearchSortedRight", &a.c, &v.c, true))
}

//go:noinline
func searchSorted(op string, a, v *core, right bool) *core {
	if len(a.shape) != 1 {
		panic(&ShapeError{Op: op, A: a.shape, Why: "is of no list: one axis is needed"})
	}
	d := newCore(op, dtypeOf[int](), v.shape)
	if d.len > 0 && a.size() > 0 {
		list, wanted := a.whole(op), v.whole(op)
		parallel.For(d.len, grainKeys, func(lo, hi int) {
			part := span{unsafe.Add(wanted.p, lo<<dtypes[a.dtype].shift), hi - lo}
			sorts[a.dtype].place(storage[int](d)[lo:hi], list, part, right)
		})
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
func IsIn[T Elem](a, values *Array[T]) *Array[bool] { return as[bool](isIn(&a.c, &values.c)) }

//go:noinline
func isIn(a, values *core) *core {
	d := newCore("IsIn", Bool, a.shape)
	if d.len > 0 && values.size() > 0 {
		list := sortAlong(values.reshape([]int{-1}), nil)
		sorts[a.dtype].contained(storage[bool](d), list.whole("IsIn"), a.whole("IsIn"))
	}
	return d
}

// UniqueAll returns the distinct elements in the order of [Sort], where each comes first in a, counted in C order, which of them each
// element is, in a's shape, and how often each comes. As the array API standard has it, and np.unique not, each NaN is distinct.
func UniqueAll[T Elem](a *Array[T]) (values *Array[T], indices, inverse, counts *Array[int]) {
	return asUnique[T](unique(&a.c))
}

func asUnique[T Elem](u [4]*core) (values *Array[T], indices, inverse, counts *Array[int]) {
	return as[T](u[0]), as[int](u[1]), as[int](u[2]), as[int](u[3])
}

// asPair gives two cores their types back.
func asPair[A, B Elem](a, b *core) (*Array[A], *Array[B]) { return as[A](a), as[B](b) }

// UniqueValues returns the distinct elements; see [UniqueAll].
func UniqueValues[T Elem](a *Array[T]) *Array[T] { return as[T](uniqueValues(&a.c)) }

// UniqueCounts returns the distinct elements, and how often each comes in a; see [UniqueAll].
func UniqueCounts[T Elem](a *Array[T]) (values *Array[T], counts *Array[int]) {
	return asPair[T, int](uniqueAnd(&a.c, 3))
}

// UniqueInverse returns the distinct elements, and, in a's shape, which of them each element is; see [UniqueAll].
func UniqueInverse[T Elem](a *Array[T]) (values *Array[T], inverse *Array[int]) {
	return asPair[T, int](uniqueAnd(&a.c, 2))
}

// UniqueIndices returns the distinct elements, and where each comes first in a: np.unique(a, return_index=True). See [UniqueAll].
func UniqueIndices[T Elem](a *Array[T]) (values *Array[T], indices *Array[int]) {
	return asPair[T, int](uniqueAnd(&a.c, 1))
}

//go:noinline
func uniqueAnd(a *core, i int) (values, other *core) { u := unique(a); return u[0], u[i] }

// uniqueValues returns the distinct values alone, which takes no permutation.
//
//go:noinline
func uniqueValues(a *core) *core {
	d := sortAlong(a.reshape([]int{-1}), nil)
	if d.len > 0 {
		d = d.cut(0, 0, sorts[d.dtype].compact(span{d.base, d.len})).copy("UniqueValues")
	}
	return d
}

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
	inverse := newResult("Unique", dtypeOf[int](), a.shape)
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

// Union1d returns the distinct elements of a and b together, in the order of [Sort]. As in [UniqueValues] each NaN is distinct.
func Union1d[T Elem](a, b *Array[T]) *Array[T] { return as[T](union(&a.c, &b.c)) }

//go:noinline
func union(a, b *core) *core {
	return uniqueValues(concat(0, []*core{a.reshape([]int{-1}), b.reshape([]int{-1})}))
}

// Intersect1d returns the distinct elements of a that are in b, in the order of [Sort]. NaN is never in b.
func Intersect1d[T Elem](a, b *Array[T]) *Array[T] { return as[T](distinctIn(&a.c, &b.c, true)) }

// SetDiff1d returns the distinct elements of a that are not in b, in the order of [Sort]. NaN never is.
func SetDiff1d[T Elem](a, b *Array[T]) *Array[T] { return as[T](distinctIn(&a.c, &b.c, false)) }

//go:noinline
func distinctIn(a, b *core, in bool) *core {
	u := uniqueValues(a)
	found := isIn(u, b)
	if !in {
		logicalNot(found, found)
	}
	return u.mask(found)
}

// SetXor1d returns the distinct elements that are in one of a and b alone, in the order of [Sort].
func SetXor1d[T Elem](a, b *Array[T]) *Array[T] { return as[T](setXor(&a.c, &b.c)) }

//go:noinline
func setXor(a, b *core) *core { return union(distinctIn(a, b, false), distinctIn(b, a, false)) }
