package arraylib

import "slices"

// Partition returns a copy of a in which element kth along an axis is the one that would be there if a were sorted; those before it are not
// greater and those after it not less, in no particular order. NaN counts as greatest. A negative kth counts from the end. Without an axis
// it is the last. It takes time in proportion to the elements.
//
// It panics with *[IndexError] if kth is outside the axis, and with *[AxisError] as [Sort] does.
func Partition[T Real](a *Array[T], kth int, opts ...Option) *Array[T] {
	return as[T](partition(&a.c, kth, opts))
}

//go:noinline
func partition(a *core, kth int, opts []Option) *core {
	axis, kth := kthAlong("Partition", a, kth, opts)
	d := a.copy("Partition")
	k := selects[a.dtype]
	d.eachLine("Partition", axis, false, func(line span) {
		if line.n = k.numbers(line); kth < line.n {
			k.partition(line, kth)
		}
	})
	return d
}

// kthAlong returns the axis that opts name, and the place kth along it counted from its beginning.
func kthAlong(op string, a *core, kth int, opts []Option) (axis, place int) {
	axis = axisOption(op, opts, a.shape, lastAxis)
	place = kth
	if place < 0 {
		place += a.shape[axis]
	}
	if place < 0 || place >= a.shape[axis] {
		panic(&IndexError{Index: []int{kth}, Shape: a.shape, Op: op, Axis: axis})
	}
	return axis, place
}

// ArgPartition returns the indices along an axis that partition a as [Partition] does. Those of lesser elements are in their order, and
// so are those of elements equal to the one at kth, and those of greater ones.
//
// It panics as Partition does.
func ArgPartition[T Real](a *Array[T], kth int, opts ...Option) *Array[int] {
	return as[int](argPartition(&a.c, kth, opts))
}

//go:noinline
func argPartition(a *core, kth int, opts []Option) *core {
	axis, kth := kthAlong("ArgPartition", a, kth, opts)
	return a.placesAlong("ArgPartition", axis, a.shape[axis], func(places []int, line span) {
		selects[a.dtype].around(places, line, kth)
	})
}

// TopK returns the k greatest elements along an axis, in falling order, and where they are along it: np.sort(a)[::-1][:k] and the
// indices. NaN counts as greatest; of equal elements the first come first. Without an axis it is the last. It sorts no more than the k elements.
//
// It panics with *[ShapeError] if k is negative or greater than the axis is long, and with *[AxisError] as [Sort] does.
func TopK[T Real](a *Array[T], k int, opts ...Option) (values *Array[T], indices *Array[int]) {
	return asPair[T, int](topK(&a.c, k, opts))
}

//go:noinline
func topK(a *core, k int, opts []Option) (values, indices *core) {
	axis := axisOption("TopK", opts, a.shape, lastAxis)
	n := a.shape[axis]
	if k < 0 || k > n {
		panic(&ShapeError{Op: "TopK", A: a.shape, Why: "does not have " + plural(k, "element") + " along the axis"})
	}
	indices = a.placesAlong("TopK", axis, k, func(places []int, line span) {
		less, equal := selects[a.dtype].around(places, line, n-k)
		// Of the equals of the least that is taken, which come before those greater than it, the first make up the number.
		greater := n - less - equal
		top := append(slices.Clone(places[less+equal:]), places[less:less+k-greater]...)
		orderBy(top, line, a.dtype, true)
		copy(places, top)
	})
	return a.takeAlongAxis(indices, []Option{Axis(axis)}), indices
}
