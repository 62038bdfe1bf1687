package arraylib

import (
	"math"
	"math/bits"
	"math/cmplx"
	"strings"
	"unsafe"
)

// Kernels are the innermost loops. Those of one family of element types are the methods of one generic type, and a table holds the
// instance in use for each dtype, so that an override of a few methods is struct{ number[float32] } with those methods. They are
// reached through interfaces, because the linker then drops every method that no function of the program calls. Their receivers are
// pointers: methods of values have two more wrappers each in the archive, all of which the linker reads for every cell.

// span is n ≥ 1 elements that lie one after the other.
type span struct {
	p unsafe.Pointer
	n int
}

func of[T any](s span) []T { return unsafe.Slice((*T)(s.p), s.n) }

// kernel is a loop that computes d from a and b, all of the same length; where it takes one operand it ignores b. d may be a or b.
type kernel func(d, a, b span)

// zip and each are the loops of element-wise kernels. They take slices so that they, and f with them, are inlined into a kernel.
func zip[T, R any](d []R, a, b []T, f func(x, y T) R) {
	a, b = a[:len(d)], b[:len(d)]
	for i := range d {
		d[i] = f(a[i], b[i])
	}
}

func each[T, R any](d []R, a []T, f func(x T) R) {
	a = a[:len(d)]
	for i := range d {
		d[i] = f(a[i])
	}
}

// moveOps copy elements without regard to what they mean, so only their size matters.
type moveOps interface {
	fill(c *core, off, stride, n int, v word)               // n elements of c from off on
	gather(d span, c *core, off, stride int)                // into d
	scatter(c *core, off, stride int, s span)               // from s
	gatherRows(d span, c *core, off, row, stride, next int) // rows of row elements, which begin next apart, into d
	spread(d span, v word)                                  // one value into d
	repeat(d span, p unsafe.Pointer)                        // the element at p into d
	pick(d span, c *core, offs []int)                       // elements of c into d
	put(c *core, offs []int, s span)                        // from s
	transpose(d, a plane, rows, cols int)                   // d has so many rows and columns; its rows, and a's columns, are spans
	compress(d, a span, mask []bool)                        // those of a where mask is true, of which there are d.n
	take(d span, from list, places []int64) bool            // of from; whether all places, negative ones counted from its end, are inside
}

var moves = [...]moveOps{&move[uint8]{}, &move[uint16]{}, &move4{}, &move8{}, &move[word]{}}

// list is n elements, or rows of width bytes, that lie step bytes apart.
type list struct {
	p              unsafe.Pointer
	n, step, width int
}

// plane is where the elements of a matrix lie whose rows or columns are spans: the first one, and how many bytes apart those are.
type plane struct {
	p   unsafe.Pointer
	row int
}

func (c *core) moves() moveOps { return moves[dtypes[c.dtype].shift] }

type move[T any] struct{}

func storage[T any](c *core) []T { return unsafe.Slice((*T)(c.base), c.len) }

func (k *move[T]) fill(c *core, off, stride, n int, v word) {
	if stride == 1 {
		k.spread(span{c.pointer(off), n}, v)
		return
	}
	x, d := *(*T)(unsafe.Pointer(&v)), storage[T](c)
	for range n {
		d[off] = x
		off += stride
	}
}

func (k *move[T]) gather(d span, c *core, off, stride int) {
	s := storage[T](c)
	switch stride {
	case 1:
		copy(of[T](d), s[off:])
	case 0:
		repeat(of[T](d), s[off])
	default:
		p, step := unsafe.Pointer(&s[off]), uintptr(stride)*unsafe.Sizeof(s[0])
		for i := range of[T](d) {
			of[T](d)[i] = *(*T)(unsafe.Add(p, uintptr(i)*step))
		}
	}
}

func (*move[T]) scatter(c *core, off, stride int, s span) {
	d := storage[T](c)
	if stride == 1 {
		copy(d[off:], of[T](s))
		return
	}
	for _, x := range of[T](s) {
		d[off] = x
		off += stride
	}
}

func (*move[T]) gatherRows(d span, c *core, off, row, stride, next int) {
	const fewColumns, most = 8, 512
	s, r := storage[T](c), of[T](d)
	all := r
	if next == 0 { // one row again and again
		r = r[:row]
	}
	if row <= fewColumns && len(r) > row { // a loop of its own for a few elements costs more than they do
		for j := range row {
			at := off + j*stride
			for i := j; i < len(r); i += row {
				r[i] = s[at]
				at += next
			}
		}
		return
	}
	for ; len(r) > 0; r = r[row:] {
		at := off
		for i := range r[:row] {
			r[i] = s[at]
			at += stride
		}
		off += next
	}
	if next == 0 {
		for n := row; n < len(all); {
			n += copy(all[n:], all[:min(n, most*row)])
		}
	}
}

func (*move[T]) spread(d span, v word)           { repeat(of[T](d), *(*T)(unsafe.Pointer(&v))) }
func (*move[T]) repeat(d span, p unsafe.Pointer) { repeat(of[T](d), *(*T)(p)) }

// repeat sets all of d to x: a few elements by a loop, the rest by copies of those before.
func repeat[T any](d []T, x T) {
	const most = 512
	n := min(len(d), 32)
	for i := range d[:n] {
		d[i] = x
	}
	for n < len(d) {
		n += copy(d[n:], d[:min(n, most)])
	}
}

func (*move[T]) transpose(d, a plane, rows, cols int) {
	const side = 16
	var x T
	size := int(unsafe.Sizeof(x))
	for top := 0; top < rows; top += side {
		for left := 0; left < cols; left += side {
			right := min(left+side, cols)
			for i := top; i < min(top+side, rows); i++ {
				to := unsafe.Slice((*T)(unsafe.Add(d.p, i*d.row)), cols)
				from := unsafe.Add(a.p, i*size)
				for j := left; j < right; j++ {
					to[j] = *(*T)(unsafe.Add(from, j*a.row))
				}
			}
		}
	}
}

func (*move[T]) pick(d span, c *core, offs []int) {
	s := storage[T](c)
	for i, off := range offs {
		of[T](d)[i] = s[off]
	}
}

func (*move[T]) put(c *core, offs []int, s span) {
	d := storage[T](c)
	for i, off := range offs {
		d[off] = of[T](s)[i]
	}
}

// compress writes every element, and goes on only from those that are wanted: to foresee which would cost more.
func (*move[T]) compress(d, a span, mask []bool) {
	to, from := of[T](d), of[T](a)
	k := 0
	for i, wanted := range mask {
		if k == len(to) {
			return
		}
		to[k] = from[i]
		k += toInt(wanted)
	}
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (*move[T]) take(d span, from list, places []int64) bool {
	to := of[T](d)[:len(places)]
	for i, k := range places {
		k += int64(from.n) & (k >> 63)
		if uint64(k) >= uint64(from.n) {
			return false
		}
		to[i] = *(*T)(unsafe.Add(from.p, int(k)*from.step))
	}
	return true
}

// elemOps are for every element type.
type elemOps interface {
	equal(d, a, b span)    // d bool
	notEqual(d, a, b span) // d bool
	nonzero(d, a, _ span)  // d bool
	both(d, a, b span)     // d bool: neither is 0
	either(d, a, b span)   // d bool: one is not 0
	oneOf(d, a, b span)    // d bool: one is 0
	zero(d, a, _ span)     // d bool
	count(d, a, _ span)    // d int: 1 for what is not 0
}

var elems = [numDTypes]elemOps{
	Bool: &elem[bool]{},
	Int8: &elem[int8]{}, Int16: &elem[int16]{}, Int32: &int32s{}, Int64: &int64s{},
	Uint8: &uint8s{}, Uint16: &elem[uint16]{}, Uint32: &uint32s{}, Uint64: &uint64s{},
	Float32: &singles{}, Float64: &doubles{},
	Complex64: &elem[complex64]{}, Complex128: &elem[complex128]{},
}

type elem[T Elem] struct{}

func (*elem[T]) equal(d, a, b span) {
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x == y })
}

func (*elem[T]) notEqual(d, a, b span) {
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x != y })
}

func (*elem[T]) nonzero(d, a, _ span) {
	var zero T
	each(of[bool](d), of[T](a), func(x T) bool { return x != zero })
}

func (*elem[T]) both(d, a, b span) {
	var zero T
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x != zero && y != zero })
}

func (*elem[T]) either(d, a, b span) {
	var zero T
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x != zero || y != zero })
}

func (*elem[T]) oneOf(d, a, b span) {
	var zero T
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return (x != zero) != (y != zero) })
}

func (*elem[T]) zero(d, a, _ span) {
	var zero T
	each(of[bool](d), of[T](a), func(x T) bool { return x == zero })
}

func (*elem[T]) count(d, a, _ span) {
	var zero T
	each(of[int](d), of[T](a), func(x T) int {
		if x != zero {
			return 1
		}
		return 0
	})
}

// bools join truth values.
type bools struct{}

func (*bools) or(d, a, b span) {
	zip(of[bool](d), of[bool](a), of[bool](b), func(x, y bool) bool { return x || y })
}

func (*bools) and(d, a, b span) {
	zip(of[bool](d), of[bool](a), of[bool](b), func(x, y bool) bool { return x && y })
}

func (*bools) xor(d, a, b span) {
	zip(of[bool](d), of[bool](a), of[bool](b), func(x, y bool) bool { return x != y })
}

func (*bools) invert(d, a, _ span) { each(of[bool](d), of[bool](a), func(x bool) bool { return !x }) }

func (*bools) never(d, _, _ span) { clear(of[bool](d)) }

func (*bools) any(d, a, _ span) { of[bool](d)[0] = holds(a, 1) }
func (*bools) all(d, a, _ span) { of[bool](d)[0] = !holds(a, 0) }

// holds reports whether one of the bools is stored as v.
func holds(a span, v byte) bool {
	return strings.IndexByte(unsafe.String((*byte)(a.p), a.n), v) >= 0
}

// numberOps are for all numbers.
type numberOps interface {
	add(d, a, b span)
	subtract(d, a, b span)
	multiply(d, a, b span)
	negative(d, a, _ span)
	square(d, a, _ span)
	isNaN(d, a, _ span)                      // d bool
	isFinite(d, a, _ span)                   // d bool
	addRows(d span, places []int, rows span) // adds row after row to the one of d, as long, that begins at the row's place
	sum(d, a, _ span)                        // d[0] of all of a, pairwise
	sumRows(d, a, _ span)                    // of sumRows rows of d.n elements, a.n bytes apart
	prod(d, a, _ span)                       // d[0] of all of a
	runningSum(d, a, last span)              // d[i] of last[0] and a[:i+1], one after the other; last[0] becomes the last
	runningProd(d, a, last span)             // likewise
}

var numbers = [numDTypes]numberOps{
	Int8: &number[int8]{}, Int16: &number[int16]{}, Int32: &int32s{}, Int64: &int64s{},
	Uint8: &uint8s{}, Uint16: &number[uint16]{}, Uint32: &uint32s{}, Uint64: &uint64s{},
	Float32: &singles{}, Float64: &doubles{},
	Complex64: &number[complex64]{}, Complex128: &number[complex128]{},
}

// portable are the kernels of floats in Go; singles and doubles are those in use.
type portable[T Float] struct {
	elem[T]
	number[T]
	float[T]
}

// whole are the kernels of whole numbers in Go; int32s and its like are those in use.
type whole[T Integer] struct {
	elem[T]
	number[T]
	integer[T]
}

type number[T Number] struct{}

func (*number[T]) add(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x + y })
}

func (*number[T]) subtract(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x - y })
}

func (*number[T]) multiply(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x * y })
}

func (*number[T]) negative(d, a, _ span) { each(of[T](d), of[T](a), func(x T) T { return -x }) }
func (*number[T]) square(d, a, _ span)   { each(of[T](d), of[T](a), func(x T) T { return x * x }) }
func (*number[T]) isNaN(d, a, _ span)    { each(of[bool](d), of[T](a), func(x T) bool { return x != x }) }
func (*number[T]) sum(d, a, _ span)      { of[T](d)[0] = pairwise(of[T](a)) }

func (*number[T]) isFinite(d, a, _ span) {
	each(of[bool](d), of[T](a), func(x T) bool { x -= x; return x == x }) // infinities and NaN leave NaN
}

func (*number[T]) addRows(d span, places []int, rows span) {
	to, from := of[T](d), of[T](rows)
	n := rows.n / len(places)
	if n == 1 {
		for i, k := range places {
			to[k] += from[i]
		}
		return
	}
	for i, k := range places {
		row := to[k:][:n]
		for j, x := range from[i*n:][:n] {
			row[j] += x
		}
	}
}

func (*number[T]) prod(d, a, _ span) {
	p := T(1)
	for _, x := range of[T](a) {
		p *= x
	}
	of[T](d)[0] = p
}

// runningSum adds the sums inside of eight elements, which do not wait for each other, to that of all before. They are those of two halves,
// of which the upper one's are added to the last one of the lower: so they do not fall where no element is negative.
func (*number[T]) runningSum(d, a, last span) {
	s := of[T](last)[0]
	to, x := of[T](d), of[T](a)
	for len(x) >= 8 && len(to) >= 8 {
		a1, a3 := x[0]+x[1], x[2]+x[3]
		a2 := a1 + x[2]
		a3 = a1 + a3
		b1, b3 := x[4]+x[5], x[6]+x[7]
		b2 := b1 + x[6]
		b3 = b1 + b3
		to[0], to[1], to[2], to[3], to[4] = s+x[0], s+a1, s+a2, s+a3, s+(a3+x[4])
		to[5], to[6], to[7] = s+(a3+b1), s+(a3+b2), s+(a3+b3)
		s = to[7]
		x, to = x[8:], to[8:]
	}
	var part [8]T
	sum := part[:copy(part[:], x)]
	for half := 1; half < len(sum); half *= 2 {
		for i := range sum {
			if i&half != 0 {
				sum[i] += sum[i&^half|(half-1)]
			}
		}
	}
	for i, v := range sum {
		to[i] = s + v
	}
	if len(sum) > 0 {
		s = to[len(sum)-1]
	}
	of[T](last)[0] = s
}

func (*number[T]) runningProd(d, a, last span) {
	p := of[T](last)[0]
	for i, x := range of[T](a) {
		p *= x
		of[T](d)[i] = p
	}
	of[T](last)[0] = p
}

// sumRows is how many rows are added at once.
const sumRows = 8

func (*number[T]) sumRows(d, a, _ span) {
	var r [sumRows][]T
	for i := range r {
		r[i] = of[T](span{unsafe.Add(a.p, i*a.n), d.n})
	}
	for i := range of[T](d) {
		of[T](d)[i] = ((r[0][i] + r[1][i]) + (r[2][i] + r[3][i])) + ((r[4][i] + r[5][i]) + (r[6][i] + r[7][i]))
	}
}

// pairwise adds halves, and blocks of 128 in eight running sums: its rounding error grows with the logarithm of the length.
func pairwise[T Number](x []T) T {
	if len(x) > 128 {
		half := len(x) / 2 &^ 7
		return pairwise(x[:half]) + pairwise(x[half:])
	}
	if len(x) < 8 {
		s := x[0] // not 0: the sum of -0 is -0, as along an axis whose rows are added
		for _, v := range x[1:] {
			s += v
		}
		return s
	}
	s := [8]T(x)
	for x = x[8:]; len(x) >= 8; x = x[8:] {
		for i := range s {
			s[i] += x[i]
		}
	}
	sum := ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
	for _, v := range x {
		sum += v
	}
	return sum
}

// realOps are for numbers with an order. NaN spreads: it is the least and the greatest of whatever holds it.
type realOps interface {
	less(d, a, b span)         // d bool
	lessEqual(d, a, b span)    // d bool
	greater(d, a, b span)      // d bool
	greaterEqual(d, a, b span) // d bool
	maximum(d, a, b span)
	minimum(d, a, b span)
	absolute(d, a, _ span)
	floorDivide(d, a, b span)
	remainder(d, a, b span)
	power(d, a, b span)
	sign(d, a, _ span)
	clip(d, a span, low, high word)
	max(d, a, _ span)        // d[0] of all of a
	min(d, a, _ span)        // d[0] of all of a
	argMax(best, a span) int // where a first beats best[0], raising best[0] until none does; -1 if nowhere
	argMin(best, a span) int
	argMaxes(d, a, _ span)            // d int: where the greatest is in each of d.n lines, which make up a
	argMins(d, a, _ span)             // likewise
	raise(d, best, a span, place int) // d int: place where a beats best, which becomes a there
	lower(d, best, a span, place int)
	ramp(d span, start, step int64)    // start + i·step
	slope(d span, start, next float64) // start + i·(next-start)
}

var reals = [numDTypes]realOps{
	Int8: &integer[int8]{}, Int16: &integer[int16]{}, Int32: &int32s{}, Int64: &int64s{},
	Uint8: &uint8s{}, Uint16: &integer[uint16]{}, Uint32: &uint32s{}, Uint64: &uint64s{},
	Float32: &singles{}, Float64: &doubles{},
}

type ordered[T Real] struct{}

func (*ordered[T]) less(d, a, b span) {
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x < y })
}

func (*ordered[T]) lessEqual(d, a, b span) {
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x <= y })
}

func (*ordered[T]) greater(d, a, b span) {
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x > y })
}

func (*ordered[T]) greaterEqual(d, a, b span) {
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x >= y })
}

func (*ordered[T]) maximum(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return max(x, y) })
}

func (*ordered[T]) minimum(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return min(x, y) })
}

func (*ordered[T]) clip(d, a span, low, high word) {
	lo, hi := *(*T)(unsafe.Pointer(&low)), *(*T)(unsafe.Pointer(&high))
	each(of[T](d), of[T](a), func(x T) T { return min(max(x, lo), hi) })
}

func (*ordered[T]) sign(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T {
		switch {
		case x > 0:
			return 1
		case x < 0:
			var zero T
			return zero - 1
		case x == 0:
			return 0
		}
		return x // NaN
	})
}

func (*ordered[T]) max(d, a, _ span) {
	m := of[T](a)[0]
	for _, x := range of[T](a) {
		m = max(m, x)
	}
	of[T](d)[0] = m
}

func (*ordered[T]) min(d, a, _ span) {
	m := of[T](a)[0]
	for _, x := range of[T](a) {
		m = min(m, x)
	}
	of[T](d)[0] = m
}

func (*ordered[T]) ramp(d span, start, step int64) {
	for i := range of[T](d) {
		of[T](d)[i] = T(start + int64(i)*step)
	}
}

func (*ordered[T]) argMax(best, a span) int {
	return search(&of[T](best)[0], of[T](a), func(x, m T) bool { return x > m })
}
func (*ordered[T]) argMin(best, a span) int {
	return search(&of[T](best)[0], of[T](a), func(x, m T) bool { return x < m })
}

func (*ordered[T]) argMaxes(d, a, _ span) {
	searchLines(of[int](d), of[T](a), func(best *T, a []T) int { return search(best, a, func(x, m T) bool { return x > m }) })
}
func (*ordered[T]) argMins(d, a, _ span) {
	searchLines(of[int](d), of[T](a), func(best *T, a []T) int { return search(best, a, func(x, m T) bool { return x < m }) })
}

func (*ordered[T]) raise(d, best, a span, place int) {
	searchAcross(of[int](d), of[T](best), of[T](a), place, func(x, m T) bool { return x > m })
}
func (*ordered[T]) lower(d, best, a span, place int) {
	searchAcross(of[int](d), of[T](best), of[T](a), place, func(x, m T) bool { return x < m })
}

func searchLines[T Real](d []int, a []T, search func(best *T, a []T) int) {
	n := len(a) / len(d)
	for i := range d {
		line := a[i*n:][:n]
		best := line[0]
		d[i] = 1 + search(&best, line[1:])
	}
}

func searchAcross[T Real](d []int, best, a []T, place int, beats func(x, m T) bool) {
	best, a = best[:len(d)], a[:len(d)]
	for i, x := range a {
		if m := best[i]; beats(x, m) || x != x && m == m {
			d[i], best[i] = place, x
		}
	}
}

func search[T Real](best *T, a []T, beats func(x, m T) bool) int {
	m, at := *best, -1
	for i, x := range a {
		if beats(x, m) || x != x && m == m {
			m, at = x, i
		}
	}
	*best = m
	return at
}

// integer divides as NumPy does: rounding down, and by zero to 0.
type integer[T Integer] struct{ ordered[T] }

func (*integer[T]) absolute(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T {
		if x < 0 {
			return -x
		}
		return x
	})
}

func (*integer[T]) floorDivide(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T {
		if y == 0 {
			return 0
		}
		q := x / y
		if r := x % y; r != 0 && (r < 0) != (y < 0) {
			q--
		}
		return q
	})
}

func (*integer[T]) remainder(d, a, b span) {
	if y := of[T](b); len(y) >= 32 && y[0] != 0 && allSame(y) {
		remaindersBy(of[T](d), of[T](a), y[0])
		return
	}
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T {
		if y == 0 {
			return 0
		}
		r := x % y
		if r != 0 && (r < 0) != (y < 0) {
			r += y
		}
		return r
	})
}

// allSame reports whether all of x are the same.
func allSame[T Integer](x []T) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}

// remaindersBy multiplies by 2⁶⁴/|y|, rounded down, instead of dividing by y: the upper half of the product is the quotient or one less. A
// negative x has the remainder of which |y|-1 less is that of -x-1, which is x with its bits turned.
func remaindersBy[T Integer](d, a []T, y T) {
	k, signs := uint64(y), uint64(0)
	if y < 0 {
		k = -k
	}
	if T(0)-1 < 0 {
		signs = math.MaxUint64
	}
	m := math.MaxUint64 / k
	d = d[:len(a)]
	for i, x := range a {
		s := uint64(int64(x)>>63) & signs
		u := uint64(x) ^ s
		q, _ := bits.Mul64(u, m)
		r := u - q*k
		if r >= k {
			r -= k
		}
		r = (r ^ s) + k&s
		if y < 0 && r != 0 {
			r -= k
		}
		d[i] = T(r)
	}
}

func (*integer[T]) power(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), wholePower[T])
}

// wholePower multiplies squares of x. Of a negative y it is 1 / x^-y without its fraction.
func wholePower[T Integer](x, y T) T {
	if y < 0 {
		switch odd := y&1 != 0; {
		case x == 1 || x+1 == 0 && !odd:
			return 1
		case x+1 == 0:
			return x
		}
		return 0
	}
	p := T(1)
	for ; y > 0; y >>= 1 {
		if y&1 != 0 {
			p *= x
		}
		x *= x
	}
	return p
}

func (*integer[T]) slope(d span, start, next float64) {
	for i := range of[T](d) {
		of[T](d)[i] = T(start + float64(float64(i)*(next-start)))
	}
}

// inexactOps are for floats and complex numbers.
type inexactOps interface {
	divide(d, a, b span)
	power(d, a, b span)
	sqrt(d, a, _ span)
	reciprocal(d, a, _ span)
	sign(d, a, _ span)
	round(d, a, _ span)                        // half to even
	isInf(d, a, _ span)                        // d bool
	over(d span, n float64)                    // divides d by n
	deviation(d, a, m span)                    // |a-m|², of the parts' type
	close(d, a, b span, relative, abs float64) // d bool: |a-b| ≤ abs + relative·|b|, or equal
}

var inexacts = [numDTypes]inexactOps{
	Float32: &singles{}, Float64: &doubles{},
	Complex64: &complexes[complex64, float32]{}, Complex128: &complexes[complex128, float64]{},
}

// floatOps are for floats alone.
type floatOps interface {
	floor(d, a, _ span)
	ceil(d, a, _ span)
	trunc(d, a, _ span)
	signbit(d, a, _ span) // d bool
	copysign(d, a, b span)
	nextafter(d, a, b span)
	hypot(d, a, b span)
	atan2(d, a, b span)
	logAddExp(d, a, b span)
	linspace(d span, start, step float64) // start + i·step in double precision
}

var floats = [numDTypes]floatOps{Float32: &singles{}, Float64: &doubles{}}

type float[T Float] struct{ ordered[T] }

func (*float[T]) absolute(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.Abs(float64(x))) })
}

func (*float[T]) floorDivide(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { q, _ := floorMod(x, y); return q })
}

func (*float[T]) remainder(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { _, r := floorMod(x, y); return r })
}

// floorMod returns the quotient rounded down and the remainder with the sign of y, as Python's divmod defines them.
func floorMod[T Float](x, y T) (q, r T) {
	r = T(math.Mod(float64(x), float64(y)))
	if y == 0 {
		return x / y, r
	}
	q = (x - r) / y
	if r == 0 {
		r = T(math.Copysign(0, float64(y)))
	} else if (r < 0) != (y < 0) {
		r += y
		q--
	}
	if q == 0 {
		return T(math.Copysign(0, float64(x/y))), r
	}
	whole := T(math.Floor(float64(q)))
	if q-whole > 0.5 {
		whole++
	}
	return whole, r
}

func (*float[T]) divide(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x / y })
}

func (*float[T]) sqrt(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.Sqrt(float64(x))) })
}

func (*float[T]) power(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return T(powFloat(float64(x), float64(y))) })
}

func (*float[T]) reciprocal(d, a, _ span) { each(of[T](d), of[T](a), func(x T) T { return 1 / x }) }

func (*float[T]) round(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.RoundToEven(float64(x))) })
}

func (*float[T]) floor(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.Floor(float64(x))) })
}

func (*float[T]) ceil(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.Ceil(float64(x))) })
}

func (*float[T]) trunc(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.Trunc(float64(x))) })
}

func (*float[T]) isInf(d, a, _ span) {
	each(of[bool](d), of[T](a), func(x T) bool { return math.IsInf(float64(x), 0) })
}

func (*float[T]) signbit(d, a, _ span) {
	each(of[bool](d), of[T](a), func(x T) bool { return math.Signbit(float64(x)) })
}

func (*float[T]) copysign(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return T(math.Copysign(float64(x), float64(y))) })
}

func (*float[T]) nextafter(d, a, b span) {
	if unsafe.Sizeof(T(0)) == 4 {
		zip(of[float32](d), of[float32](a), of[float32](b), func(x, y float32) float32 {
			if x == y { // zeros of either sign
				return y
			}
			return math.Nextafter32(x, y)
		})
		return
	}
	zip(of[float64](d), of[float64](a), of[float64](b), func(x, y float64) float64 {
		if x == y {
			return y
		}
		return math.Nextafter(x, y)
	})
}

func (*float[T]) slope(d span, start, next float64) {
	first := T(start)
	step := T(next) - first
	for i := range of[T](d) {
		of[T](d)[i] = first + T(T(i)*step) // the conversion keeps the product and the sum apart on every platform
	}
}

func (*float[T]) linspace(d span, start, step float64) {
	for i := range of[T](d) {
		of[T](d)[i] = T(start + float64(float64(i)*step))
	}
}

func (*float[T]) deviation(d, a, m span) {
	zip(of[T](d), of[T](a), of[T](m), func(x, y T) T { x -= y; return x * x })
}

func (*float[T]) over(d span, n float64) {
	each(of[T](d), of[T](d), func(x T) T { return x / T(n) })
}

func (*float[T]) close(d, a, b span, relative, abs float64) {
	x, y := of[T](a), of[T](b)
	for i := range of[bool](d) {
		of[bool](d)[i] = x[i] == y[i] || isClose(math.Abs(float64(x[i])-float64(y[i])), math.Abs(float64(y[i])), relative, abs)
	}
}

func isClose(gap, size, relative, abs float64) bool {
	return gap <= abs+float64(relative*size) && !math.IsInf(size, 0)
}

// complexOps are for complex numbers alone.
type complexOps interface {
	conj(d, a, _ span)
	absolute(d, a, _ span) // d of the parts' type
	real(d, a, _ span)     // likewise
	imag(d, a, _ span)
}

var complexNumbers = [numDTypes]complexOps{Complex64: &complexes[complex64, float32]{}, Complex128: &complexes[complex128, float64]{}}

// complexes are of T, whose parts are of F.
type complexes[T Complex, F Float] struct{}

func (*complexes[T, F]) conj(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(cmplx.Conj(complex128(x))) })
}

func (*complexes[T, F]) absolute(d, a, _ span) {
	each(of[F](d), of[T](a), func(x T) F { return F(cmplx.Abs(complex128(x))) })
}

func (*complexes[T, F]) real(d, a, _ span) { everySecond(of[F](d), unsafe.Slice((*F)(a.p), 2*a.n)) }
func (*complexes[T, F]) imag(d, a, _ span) {
	everySecond(of[F](d), unsafe.Slice((*F)(a.p), 2*a.n)[1:])
}

func everySecond[T any](d, a []T) {
	for i := range d {
		d[i] = a[2*i]
	}
}

func (*complexes[T, F]) divide(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x / y })
}

func (*complexes[T, F]) sqrt(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(complexSqrt(complex128(x))) })
}

func (*complexes[T, F]) power(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return T(complexPower(complex128(x), complex128(y))) })
}

func (*complexes[T, F]) reciprocal(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return 1 / x })
}

func (*complexes[T, F]) sign(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T {
		return T(complexSign(complex128(x)))
	})
}

func (*complexes[T, F]) round(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T {
		z := complex128(x)
		return T(complex(math.RoundToEven(real(z)), math.RoundToEven(imag(z))))
	})
}

func (*complexes[T, F]) isInf(d, a, _ span) {
	each(of[bool](d), of[T](a), func(x T) bool { return cmplx.IsInf(complex128(x)) })
}

func (*complexes[T, F]) deviation(d, a, m span) {
	zip(of[F](d), of[T](a), of[T](m), func(x, y T) F {
		z := complex128(x - y)
		return F(float64(real(z)*real(z)) + float64(imag(z)*imag(z)))
	})
}

func (*complexes[T, F]) over(d span, n float64) {
	each(of[T](d), of[T](d), func(x T) T { return x / T(complex(n, 0)) })
}

func (*complexes[T, F]) close(d, a, b span, relative, abs float64) {
	x, y := of[T](a), of[T](b)
	for i := range of[bool](d) {
		p, q := complex128(x[i]), complex128(y[i])
		of[bool](d)[i] = p == q || isClose(cmplx.Abs(p-q), cmplx.Abs(q), relative, abs)
	}
}
