package arraylib

import (
	"math"
	"math/bits"
	"slices"
	"sync"
	"unsafe"

	"fastergo/arraylib/internal/parallel"
)

// Numbers are sorted by keys: signed whole numbers of their size that have their order. A number becomes its key, and a key its number, by
// the same change of bits. Where there are kernels, keys are divided again and again, as in C. A. R. Hoare's quicksort (1961), until they
// fit into registers; otherwise they are sorted digit by digit from the lowest one.

type key interface{ int32 | int64 }

// keyKind is in which bits a number differs from its key.
type keyKind int

const (
	sameKey     keyKind = iota
	unsignedKey         // the highest one
	floatKey            // all but the highest one, where that is 1
)

func keyKindOf[T Real]() keyKind {
	var zero T
	switch one := zero + 1; {
	case one/2 != 0:
		return floatKey
	case zero-1 > 0:
		return unsignedKey
	}
	return sameKey
}

// keySorter are the kernels for AVX-512.
type keySorter[K key] struct {
	ready     func() bool
	few       int                                   // how many sortFew takes
	sortFew   func(x []K)                           // sorts x
	partition func(x, more []K, pivot K) (less int) // moves those less than pivot to the front of x, the others to more, which has moreRoom
	flip      func(x []K) bool                      // makes floats keys, or keys floats, if there is a kernel
	rooms     sync.Pool                             // of *[nearKeys + moreRoom]K
}

// moreRoom is how much longer than what is divided the room for the upper part must be.
const moreRoom = 16

// fewForDigits is from how many numbers on digits are faster than comparisons.
const fewForDigits = 400

// nearKeys is how many keys are in a second-level cache, with as many beside them.
const nearKeys = 1 << 15

// change makes numbers keys, or keys numbers.
func (by *keySorter[K]) change(kind keyKind, x []K) {
	const low = 1 << 14 // so many at once
	if len(x) > 4*low {
		parallel.For(len(x), low, func(lo, hi int) { by.change(kind, x[lo:hi]) })
		return
	}
	var top K
	top = 1 << (8*unsafe.Sizeof(top) - 1)
	switch {
	case kind == unsignedKey:
		for i := range x {
			x[i] ^= top
		}
	case kind == floatKey && (len(x) == 0 || !by.flip(x)):
		for i, v := range x {
			x[i] = v ^ v>>(8*unsafe.Sizeof(v)-1)&^top
		}
	}
}

// sort sorts numbers, of which none is NaN.
func (by *keySorter[K]) sort(kind keyKind, x []K) {
	by.change(kind, x)
	switch {
	case !by.ready():
		more, free := by.room(len(x))
		sortDigits(x, more, 0)
		free()
		by.change(kind, x)
	case len(x) <= by.few:
		by.sortFew(x)
		by.change(kind, x)
	default:
		more, free := by.room(moreFor(len(x)))
		by.divideAll(kind, x, more, 2*bits.Len(uint(len(x)))+8)
		free()
	}
}

// room returns memory for n keys, and what gives it back.
func (by *keySorter[K]) room(n int) (keys []K, free func()) {
	if n > nearKeys+moreRoom {
		return unsafe.Slice((*K)(room(n*int(unsafe.Sizeof(keys[0])))), n), func() {}
	}
	r, _ := by.rooms.Get().(*[nearKeys + moreRoom]K)
	if r == nil {
		r = new([nearKeys + moreRoom]K)
	}
	return r[:n], func() { by.rooms.Put(r) }
}

// moreFor is how much room divideAll needs beside n keys: enough for each of two parts that are more than half of nearKeys.
func moreFor(n int) int {
	if n <= nearKeys {
		return n + moreRoom
	}
	return n + moreRoom*(2*(n/(nearKeys/2))-1)
}

// divideAll sorts keys and makes them numbers. turns bounds the divisions, of which bad guesses may need too many.
func (by *keySorter[K]) divideAll(kind keyKind, x, more []K, turns int) {
	for len(x) > nearKeys && turns > 0 {
		turns--
		lo, hi := by.divide(x, more)
		by.change(kind, x[lo:hi])
		if min(lo, len(x)-hi) > nearKeys/2 {
			parts, from := [2][]K{x[:lo], x[hi:]}, moreFor(lo)
			rooms := [2][]K{more[:from], more[from:]}
			parallel.For(2, 1, func(i, _ int) { by.divideAll(kind, parts[i], rooms[i], turns) })
			return
		}
		small, large := x[:lo], x[hi:]
		if len(small) > len(large) {
			small, large = large, small
		}
		by.divideNear(small, more, turns)
		by.change(kind, small)
		x = large
	}
	by.divideNear(x, more, turns)
	by.change(kind, x)
}

func (by *keySorter[K]) divideNear(x, more []K, turns int) {
	for ; len(x) > by.few; turns-- {
		if turns <= 0 {
			slices.Sort(x)
			return
		}
		lo, hi := by.divide(x, more)
		if lo > len(x)-hi {
			by.divideNear(x[hi:], more, turns-1)
			x = x[:lo]
		} else {
			by.divideNear(x[:lo], more, turns-1)
			x = x[hi:]
		}
	}
	if len(x) > 1 {
		by.sortFew(x)
	}
}

// divide brings x into an order in which what is before lo is less than what is not, and what is from lo to hi is the least of that. Few
// distinct numbers are many times the least: they are sorted then.
func (by *keySorter[K]) divide(x, more []K) (lo, hi int) {
	sample := more[:8]
	switch {
	case len(x) > 1<<15:
		sample = more[:128]
	case len(x) > 1<<10:
		sample = more[:32]
	}
	for i := range sample {
		sample[i] = x[(2*i+1)*len(x)/(2*len(sample))]
	}
	by.sortFew(sample)
	pivot := sample[len(sample)/2]
	lo = by.partition(x, more, pivot)
	copy(x[lo:], more)
	if lo > 0 {
		return lo, lo
	}
	if pivot+1 < pivot { // it is the greatest number that there is
		return 0, len(x)
	}
	hi = by.partition(x, more, pivot+1)
	copy(x[hi:], more)
	return 0, hi
}

// sortNumbers sorts numbers of 4 or 8 bytes, of which none is NaN.
func sortNumbers[T Real](x []T) {
	switch s := (span{unsafe.Pointer(unsafe.SliceData(x)), len(x)}); {
	case inOrder(x):
	case unsafe.Sizeof(x[0]) == 8 && (sorter8.ready() || len(x) >= fewForDigits):
		sorter8.sort(keyKindOf[T](), of[int64](s))
	case unsafe.Sizeof(x[0]) == 4 && (sorter4.ready() || len(x) >= fewForDigits):
		sorter4.sort(keyKindOf[T](), of[int32](s))
	default:
		slices.Sort(x)
	}
}

// inOrder reports whether x is sorted. What is sorted the other way round it reverses.
func inOrder[T Real](x []T) bool {
	i := 1
	for i < len(x) && x[i-1] <= x[i] {
		i++
	}
	if i >= len(x) {
		return true
	}
	for i = 1; i < len(x) && x[i-1] >= x[i]; i++ {
	}
	if i == len(x) {
		slices.Reverse(x)
	}
	return i == len(x)
}

// sortBytes counts, for there are but 256 numbers.
func sortBytes[T Real](x []T) {
	var counts [256]int
	bytes := of[uint8](span{unsafe.Pointer(unsafe.SliceData(x)), len(x)})
	top := uint8(0)
	if keyKindOf[T]() == sameKey {
		top = 0x80
	}
	for _, v := range bytes {
		counts[v^top]++
	}
	for v, n := range counts {
		if n > 0 {
			repeat(bytes[:n], uint8(v)^top)
			bytes = bytes[n:]
		}
	}
}

const digitBits = 11

// sortDigits sorts x by all bits but the lowest ones; those whose other bits are equal stay in their order. more is as long as x.
func sortDigits[K key](x, more []K, lowest int) {
	size := 8 * int(unsafe.Sizeof(x[0]))
	top, ones := K(1)<<(size-1), ^uint64(0)>>(64-size)
	counts := make([][1 << digitBits]int, (size-lowest+digitBits-1)/digitBits)
	for _, v := range x {
		u := uint64(v^top) & ones >> lowest
		for i := range counts {
			counts[i][u&(1<<digitBits-1)]++
			u >>= digitBits
		}
	}
	from, to := x, more
	for i := range counts {
		at, shift := &counts[i], lowest+i*digitBits
		if at[uint64(x[0]^top)&ones>>shift&(1<<digitBits-1)] == len(x) {
			continue
		}
		next := 0
		for digit, n := range at {
			at[digit] = next
			next += n
		}
		for _, v := range from {
			place := &at[uint64(v^top)&ones>>shift&(1<<digitBits-1)]
			to[*place] = v
			*place++
		}
		from, to = to, from
	}
	if &from[0] != &x[0] {
		copy(x, from)
	}
}

// sortPlaces sorts places by the elements of x at them; those of equal elements stay in their order. Their keys' highest bits, which tell
// most of them apart, and their numbers are sorted as one.
func sortPlaces[T Real](places []int, x []T) {
	n := len(places)
	if n < 2 {
		return
	}
	packed, free := sorter8.room(n)
	defer free()
	kind := keyKindOf[T]()
	least, greatest := uint64(math.MaxUint64), uint64(0)
	inPlace := true
	for i, k := range places {
		inPlace = inPlace && k == i
		u := unsignedKeyOf(kind, x[k])
		least, greatest = min(least, u), max(greatest, u)
		packed[i] = int64(u)
	}
	const top = math.MinInt64
	low := bits.Len(uint(n - 1))
	lost := max(0, bits.Len64(greatest-least)+low-64)
	for i, u := range packed {
		packed[i] = int64((uint64(u)-least)>>lost<<low|uint64(i)) ^ top
	}
	if sorter8.ready() {
		sorter8.sort(sameKey, packed)
	} else {
		more, free := sorter8.room(n)
		sortDigits(packed, more, low)
		free()
	}
	old := places
	if !inPlace {
		old = slices.Clone(places)
	}
	mask := 1<<low - 1
	for i, p := range packed {
		if k := int(p) & mask; inPlace {
			places[i] = k
		} else {
			places[i] = old[k]
		}
	}
	if lost == 0 {
		return
	}
	for i := 1; i < n; i++ {
		if packed[i]>>low != packed[i-1]>>low {
			continue
		}
		first := i - 1
		for i++; i < n && packed[i]>>low == packed[first]>>low; i++ {
		}
		sortAlike(places[first:i], x)
	}
}

// sortAlike sorts places of elements whose keys have the same highest bits.
func sortAlike[T Real](places []int, x []T) {
	i := 1
	for i < len(places) && !before(x[places[i]], x[places[i-1]]) {
		i++
	}
	switch {
	case i == len(places):
	case len(places) <= 32:
		for ; i < len(places); i++ {
			for k := i; k > 0 && before(x[places[k]], x[places[k-1]]); k-- {
				places[k], places[k-1] = places[k-1], places[k]
			}
		}
	default:
		sortPlaces(places, x)
	}
}

// unsignedKeyOf is v as a whole number that has its order: zeros are equal, and NaN is the greatest.
func unsignedKeyOf[T Real](kind keyKind, v T) uint64 {
	switch kind {
	case unsignedKey:
		return uint64(v)
	case sameKey:
		return uint64(v) ^ 1<<63
	}
	f := float64(v) + 0
	if f != f {
		return math.MaxUint64
	}
	u := math.Float64bits(f)
	return u ^ (uint64(int64(u)>>63) | 1<<63)
}
