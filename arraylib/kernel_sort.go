package arraylib

import (
	"math/bits"
	"slices"
	"unsafe"
)

// sortOps are for elements with an order, in which NaN comes last.
type sortOps interface {
	sort(a span)
	order(places []int, a span)                   // so that a's elements at them are sorted, equal ones in their order
	place(d []int, sorted, v span, right bool)    // how many of sorted are less than each of v; not greater, if right
	contained(d []bool, sorted, v span)           // whether each of v is in sorted
	distinct(first []bool, places []int, of span) // whether of[places[i]] differs from the one before
	compact(sorted span) int                      // moves those that differ from the one before to the front, and counts them
}

var sorts = [numDTypes]sortOps{
	Bool: &sorted[uint8]{}, // 0 and 1 have the order of false and true
	Int8: &sorted[int8]{}, Int16: &sorted[int16]{}, Int32: &sorted[int32]{}, Int64: &sorted[int64]{},
	Uint8: &sorted[uint8]{}, Uint16: &sorted[uint16]{}, Uint32: &sorted[uint32]{}, Uint64: &sorted[uint64]{},
	Float32: &sorted[float32]{}, Float64: &sorted[float64]{},
	Complex64: &sortedComplex[complex64]{}, Complex128: &sortedComplex[complex128]{},
}

type sorted[T Real] struct{ distincts[T] }

func (*sorted[T]) sort(a span) {
	x := of[T](a)
	if len(x) < 2 {
		return
	}
	if keyKindOf[T]() == floatKey {
		var greatest T
		reals[dtypeOf[T]()].max(span{unsafe.Pointer(&greatest), 1}, a, span{})
		if greatest != greatest {
			x = x[:numbersFirst(x)]
		}
	}
	switch unsafe.Sizeof(x[0]) {
	case 1:
		sortBytes(x)
	case 2:
		sortShort(x)
	default:
		sortNumbers(x)
	}
}

// sortShort sorts numbers of 2 bytes: many as those of 4 that they are.
func sortShort[T Real](x []T) {
	if len(x) < fewForDigits {
		slices.Sort(x)
		return
	}
	wide := make([]int32, len(x))
	for i, v := range x {
		wide[i] = int32(v)
	}
	sortNumbers(wide)
	for i, v := range wide {
		x[i] = T(v)
	}
}

// numbersFirst moves NaN to the end and returns how many other elements there are.
func numbersFirst[T Real](x []T) int {
	n := len(x)
	for i := 0; i < n; {
		if x[i] == x[i] {
			i++
			continue
		}
		n--
		x[i], x[n] = x[n], x[i]
	}
	return n
}

// before reports whether x comes before y.
func before[T Real](x, y T) bool { return x < y || y != y && x == x }

func (*sorted[T]) order(places []int, a span) {
	x := of[T](a)
	if len(places) > 32 {
		sortPlaces(places, x)
		return
	}
	sortAlike(places, x)
}

// lowerBound returns how many elements of x, which is sorted, come before v.
func lowerBound[T Real](x []T, v T) int {
	lo, hi := 0, len(x)
	for lo < hi {
		if mid := int(uint(lo+hi) / 2); before(x[mid], v) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func upperBound[T Real](x []T, v T) int {
	lo, hi := 0, len(x)
	for lo < hi {
		if mid := int(uint(lo+hi) / 2); before(v, x[mid]) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

func (*sorted[T]) place(d []int, s, v span, right bool) {
	for i, x := range of[T](v) {
		if right {
			d[i] = upperBound(of[T](s), x)
		} else {
			d[i] = lowerBound(of[T](s), x)
		}
	}
}

func (*sorted[T]) contained(d []bool, s, v span) {
	for i, x := range of[T](v) {
		k := lowerBound(of[T](s), x)
		d[i] = k < s.n && of[T](s)[k] == x
	}
}

// distincts tell elements from those before, whatever their order.
type distincts[T Number] struct{}

func (*distincts[T]) distinct(first []bool, places []int, a span) {
	x := of[T](a)
	for i, k := range places {
		first[i] = i == 0 || x[k] != x[places[i-1]]
	}
}

func (*distincts[T]) compact(a span) int { return len(slices.Compact(of[T](a))) }

// sortedComplex orders by real parts, then by imaginary parts. Complex numbers are sorted too rarely for loops that inline the comparison.
type sortedComplex[T Complex] struct{ distincts[T] }

// compareComplex compares as NumPy does: what has a NaN for its real part comes after what has one for its imaginary part alone, and that
// after all others.
func compareComplex(x, y complex128) int {
	rank := func(z complex128) int {
		k := 0
		if real(z) != real(z) {
			k = 2
		}
		if imag(z) != imag(z) {
			k++
		}
		return k
	}
	switch i, j := rank(x), rank(y); {
	case i != j:
		return i - j
	case real(x) < real(y):
		return -1
	case real(x) > real(y):
		return 1
	case imag(x) < imag(y):
		return -1
	case imag(x) > imag(y):
		return 1
	}
	return 0
}

func compareAs[T Complex](x, y T) int { return compareComplex(complex128(x), complex128(y)) }

func (*sortedComplex[T]) sort(a span) { slices.SortStableFunc(of[T](a), compareAs[T]) }

func (*sortedComplex[T]) order(places []int, a span) {
	x := of[T](a)
	slices.SortStableFunc(places, func(i, j int) int { return compareAs(x[i], x[j]) })
}

func (*sortedComplex[T]) place(d []int, s, v span, right bool) {
	for i, x := range of[T](v) {
		d[i], _ = slices.BinarySearchFunc(of[T](s), x, func(y, x T) int {
			if k := compareAs(y, x); k != 0 || !right {
				return k
			}
			return -1
		})
	}
}

func (*sortedComplex[T]) contained(d []bool, s, v span) {
	for i, x := range of[T](v) {
		k, found := slices.BinarySearchFunc(of[T](s), x, compareAs[T])
		d[i] = found && of[T](s)[k] == x // NaN is not
	}
}

// selectOps put elements of real types into an order that is not complete.
type selectOps interface {
	numbers(a span) int                                     // moves NaN to the end and returns how many other elements there are
	partition(a span, kth int)                              // puts element kth in its place; what is not greater before it, what is not less after
	around(places []int, a span, kth int) (less, equal int) // those of what is less than a[kth] first, then those of its equals
}

var selects = [numDTypes]selectOps{
	Int8: &selected[int8]{}, Int16: &selected[int16]{}, Int32: &selected[int32]{}, Int64: &selected[int64]{},
	Uint8: &selected[uint8]{}, Uint16: &selected[uint16]{}, Uint32: &selected[uint32]{}, Uint64: &selected[uint64]{},
	Float32: &selected[float32]{}, Float64: &selected[float64]{},
}

type selected[T Real] struct{}

func (*selected[T]) numbers(a span) int { return numbersFirst(of[T](a)) }

func (*selected[T]) partition(a span, kth int) { quickSelect(of[T](a), kth) }

// quickSelect is C. A. R. Hoare's "Find" (1961): x, without NaN, is divided by a guess of the element wanted, and the side that holds it
// again. As in D. R. Musser's introselect (1997), too many bad guesses end in another way that is not quadratic: here in sorting the rest.
func quickSelect[T Real](x []T, k int) {
	for left := 2 * bits.Len(uint(len(x))); len(x) > 12 && left > 0; left-- {
		if k == 0 { // as for the upper of two elements in the middle
			least := 0
			for i, v := range x {
				if v < x[least] {
					least = i
				}
			}
			x[0], x[least] = x[least], x[0]
			return
		}
		first, middle, last := x[0], x[len(x)/2], x[len(x)-1]
		pivot := max(min(first, middle), min(max(first, middle), last))
		i, j := 0, len(x)-1
		for i <= j {
			for x[i] < pivot {
				i++
			}
			for pivot < x[j] {
				j--
			}
			if i <= j {
				x[i], x[j] = x[j], x[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			x = x[:j+1]
		case k >= i:
			x, k = x[i:], k-i
		default: // between the sides, where all is equal to the guess
			return
		}
	}
	slices.Sort(x)
}

func (*selected[T]) around(places []int, a span, kth int) (less, equal int) {
	x := slices.Clone(of[T](a))
	n := numbersFirst(x)
	if kth < n {
		quickSelect(x[:n], kth)
	}
	v := x[kth]
	for _, y := range of[T](a) {
		if before(y, v) {
			less++
		} else if !before(v, y) {
			equal++
		}
	}
	next := [3]int{0, less, less + equal}
	for i, y := range of[T](a) {
		side := 1
		if before(y, v) {
			side = 0
		} else if before(v, y) {
			side = 2
		}
		places[next[side]] = i
		next[side]++
	}
	return less, equal
}
