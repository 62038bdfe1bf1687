package arraylib

import "slices"

// sortOps are for numbers with an order, in which NaN comes last.
type sortOps interface {
	sort(a span)
	order(places []int, a span)                   // a permutation that sorts a, equal elements in their order
	place(d []int, sorted, v span, right bool)    // how many of sorted are less than each of v; not greater, if right
	contained(d []bool, sorted, v span)           // whether each of v is in sorted
	distinct(first []bool, places []int, of span) // whether of[places[i]] differs from the one before
}

var sorts = [numDTypes]sortOps{
	Int8: sorted[int8]{}, Int16: sorted[int16]{}, Int32: sorted[int32]{}, Int64: sorted[int64]{},
	Uint8: sorted[uint8]{}, Uint16: sorted[uint16]{}, Uint32: sorted[uint32]{}, Uint64: sorted[uint64]{},
	Float32: sorted[float32]{}, Float64: sorted[float64]{},
}

type sorted[T Real] struct{}

func (sorted[T]) sort(a span) {
	x := of[T](a)
	n := len(x)
	for i := 0; i < n; { // NaN to the end
		if x[i] == x[i] {
			i++
			continue
		}
		n--
		x[i], x[n] = x[n], x[i]
	}
	slices.Sort(x[:n])
}

// before reports whether x comes before y.
func before[T Real](x, y T) bool { return x < y || y != y && x == x }

func (sorted[T]) order(places []int, a span) {
	x := of[T](a)
	slices.SortStableFunc(places, func(i, j int) int {
		switch {
		case before(x[i], x[j]):
			return -1
		case before(x[j], x[i]):
			return 1
		}
		return 0
	})
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

func (sorted[T]) place(d []int, s, v span, right bool) {
	for i, x := range of[T](v) {
		if right {
			d[i] = upperBound(of[T](s), x)
		} else {
			d[i] = lowerBound(of[T](s), x)
		}
	}
}

func (sorted[T]) contained(d []bool, s, v span) {
	for i, x := range of[T](v) {
		k := lowerBound(of[T](s), x)
		d[i] = k < s.n && of[T](s)[k] == x
	}
}

func (sorted[T]) distinct(first []bool, places []int, a span) {
	x := of[T](a)
	for i, k := range places {
		first[i] = i == 0 || x[k] != x[places[i-1]]
	}
}
