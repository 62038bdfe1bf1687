package arraylib

import (
	"math"
	"math/cmplx"
	"unsafe"
)

// Kernels are the innermost loops. Those of one family of element types are the methods of one generic type, and a table holds the
// instance in use for each dtype, so that an override of a few methods is struct{ number[float32] } with those methods. They are
// reached through interfaces, because the linker then drops every method that no function of the program calls.

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
	fill(c *core, off, stride, n int, v word) // n elements of c from off on
	gather(d span, c *core, off, stride int)  // into d
	scatter(c *core, off, stride int, s span) // from s
	spread(d span, v word)                    // one value into d
}

var moves = [...]moveOps{move[uint8]{}, move[uint16]{}, move[uint32]{}, move[uint64]{}, move[word]{}}

func (c *core) moves() moveOps { return moves[dtypes[c.dtype].shift] }

type move[T any] struct{}

func storage[T any](c *core) []T { return unsafe.Slice((*T)(c.base), c.len) }

func (move[T]) fill(c *core, off, stride, n int, v word) {
	x, d := *(*T)(unsafe.Pointer(&v)), storage[T](c)
	for range n {
		d[off] = x
		off += stride
	}
}

func (move[T]) gather(d span, c *core, off, stride int) {
	s := storage[T](c)
	if stride == 1 {
		copy(of[T](d), s[off:])
		return
	}
	for i := range of[T](d) {
		of[T](d)[i] = s[off]
		off += stride
	}
}

func (move[T]) scatter(c *core, off, stride int, s span) {
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

func (move[T]) spread(d span, v word) {
	x := *(*T)(unsafe.Pointer(&v))
	for i := range of[T](d) {
		of[T](d)[i] = x
	}
}

// elemOps are for every element type.
type elemOps interface {
	equal(d, a, b span)    // d bool
	notEqual(d, a, b span) // d bool
	nonzero(d, a, _ span)  // d bool
}

var elems = [numDTypes]elemOps{
	Bool: elem[bool]{},
	Int8: elem[int8]{}, Int16: elem[int16]{}, Int32: elem[int32]{}, Int64: elem[int64]{},
	Uint8: elem[uint8]{}, Uint16: elem[uint16]{}, Uint32: elem[uint32]{}, Uint64: elem[uint64]{},
	Float32: elem[float32]{}, Float64: elem[float64]{},
	Complex64: elem[complex64]{}, Complex128: elem[complex128]{},
}

type elem[T Elem] struct{}

func (elem[T]) equal(d, a, b span) {
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x == y })
}

func (elem[T]) notEqual(d, a, b span) {
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x != y })
}

func (elem[T]) nonzero(d, a, _ span) {
	var zero T
	each(of[bool](d), of[T](a), func(x T) bool { return x != zero })
}

// bools join truth values.
type bools struct{}

func (bools) or(d, a, b span) {
	zip(of[bool](d), of[bool](a), of[bool](b), func(x, y bool) bool { return x || y })
}

func (bools) and(d, a, b span) {
	zip(of[bool](d), of[bool](a), of[bool](b), func(x, y bool) bool { return x && y })
}

func (bools) any(d, a, _ span) { of[bool](d)[0] = holds(of[bool](a), true) }
func (bools) all(d, a, _ span) { of[bool](d)[0] = !holds(of[bool](a), false) }

func holds(s []bool, v bool) bool {
	for _, x := range s {
		if x == v {
			return true
		}
	}
	return false
}

// numberOps are for all numbers.
type numberOps interface {
	add(d, a, b span)
	subtract(d, a, b span)
	multiply(d, a, b span)
	negative(d, a, _ span)
	square(d, a, _ span)
	sum(d, a, _ span)  // d[0] of all of a, pairwise
	prod(d, a, _ span) // d[0] of all of a
}

var numbers = [numDTypes]numberOps{
	Int8: number[int8]{}, Int16: number[int16]{}, Int32: number[int32]{}, Int64: number[int64]{},
	Uint8: number[uint8]{}, Uint16: number[uint16]{}, Uint32: number[uint32]{}, Uint64: number[uint64]{},
	Float32: number[float32]{}, Float64: number[float64]{},
	Complex64: number[complex64]{}, Complex128: number[complex128]{},
}

type number[T Number] struct{}

func (number[T]) add(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x + y })
}

func (number[T]) subtract(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x - y })
}

func (number[T]) multiply(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x * y })
}

func (number[T]) negative(d, a, _ span) { each(of[T](d), of[T](a), func(x T) T { return -x }) }
func (number[T]) square(d, a, _ span)   { each(of[T](d), of[T](a), func(x T) T { return x * x }) }
func (number[T]) sum(d, a, _ span)      { of[T](d)[0] = pairwise(of[T](a)) }

func (number[T]) prod(d, a, _ span) {
	p := T(1)
	for _, x := range of[T](a) {
		p *= x
	}
	of[T](d)[0] = p
}

// pairwise adds halves, and blocks of 128 in eight running sums: its rounding error grows with the logarithm of the length.
func pairwise[T Number](x []T) T {
	if len(x) > 128 {
		half := len(x) / 2 &^ 7
		return pairwise(x[:half]) + pairwise(x[half:])
	}
	if len(x) < 8 {
		s := x[0] // not 0: the sum of -0 is -0
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
	max(d, a, _ span)        // d[0] of all of a
	min(d, a, _ span)        // d[0] of all of a
	argMax(best, a span) int // where a first beats best[0], raising best[0] until none does; -1 if nowhere
	argMin(best, a span) int
	ramp(d span, start, step int64)    // start + i·step
	slope(d span, start, next float64) // start + i·(next-start)
}

var reals = [numDTypes]realOps{
	Int8: integer[int8]{}, Int16: integer[int16]{}, Int32: integer[int32]{}, Int64: integer[int64]{},
	Uint8: integer[uint8]{}, Uint16: integer[uint16]{}, Uint32: integer[uint32]{}, Uint64: integer[uint64]{},
	Float32: float[float32]{}, Float64: float[float64]{},
}

type ordered[T Real] struct{}

func (ordered[T]) less(d, a, b span) {
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x < y })
}

func (ordered[T]) lessEqual(d, a, b span) {
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x <= y })
}

func (ordered[T]) greater(d, a, b span) {
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x > y })
}

func (ordered[T]) greaterEqual(d, a, b span) {
	zip(of[bool](d), of[T](a), of[T](b), func(x, y T) bool { return x >= y })
}

func (ordered[T]) maximum(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return max(x, y) })
}

func (ordered[T]) minimum(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return min(x, y) })
}

func (ordered[T]) max(d, a, _ span) {
	m := of[T](a)[0]
	for _, x := range of[T](a) {
		m = max(m, x)
	}
	of[T](d)[0] = m
}

func (ordered[T]) min(d, a, _ span) {
	m := of[T](a)[0]
	for _, x := range of[T](a) {
		m = min(m, x)
	}
	of[T](d)[0] = m
}

func (ordered[T]) ramp(d span, start, step int64) {
	for i := range of[T](d) {
		of[T](d)[i] = T(start + int64(i)*step)
	}
}

func (ordered[T]) argMax(best, a span) int {
	return search(&of[T](best)[0], of[T](a), func(x, m T) bool { return x > m })
}
func (ordered[T]) argMin(best, a span) int {
	return search(&of[T](best)[0], of[T](a), func(x, m T) bool { return x < m })
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

func (integer[T]) absolute(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T {
		if x < 0 {
			return -x
		}
		return x
	})
}

func (integer[T]) floorDivide(d, a, b span) {
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

func (integer[T]) remainder(d, a, b span) {
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

func (integer[T]) slope(d span, start, next float64) {
	for i := range of[T](d) {
		of[T](d)[i] = T(start + float64(float64(i)*(next-start)))
	}
}

// inexactOps are for floats and complex numbers.
type inexactOps interface {
	divide(d, a, b span)
	sqrt(d, a, _ span)
	over(d span, n int)                        // divides d by n
	close(d, a, b span, relative, abs float64) // d bool: |a-b| ≤ abs + relative·|b|, or equal
}

var inexacts = [numDTypes]inexactOps{
	Float32: float[float32]{}, Float64: float[float64]{},
	Complex64: complexes[complex64]{}, Complex128: complexes[complex128]{},
}

// floatOps are for floats alone.
type floatOps interface {
	power(d, a, b span)
	linspace(d span, start, step float64) // start + i·step in double precision
}

var floats = [numDTypes]floatOps{Float32: float[float32]{}, Float64: float[float64]{}}

type float[T Float] struct{ ordered[T] }

func (float[T]) absolute(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.Abs(float64(x))) })
}

func (float[T]) floorDivide(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { q, _ := floorMod(x, y); return q })
}

func (float[T]) remainder(d, a, b span) {
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

func (float[T]) divide(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x / y })
}

func (float[T]) sqrt(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(math.Sqrt(float64(x))) })
}

func (float[T]) power(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return T(math.Pow(float64(x), float64(y))) })
}

func (float[T]) slope(d span, start, next float64) {
	first := T(start)
	step := T(next) - first
	for i := range of[T](d) {
		of[T](d)[i] = first + T(T(i)*step) // the conversion keeps the product and the sum apart on every platform
	}
}

func (float[T]) linspace(d span, start, step float64) {
	for i := range of[T](d) {
		of[T](d)[i] = T(start + float64(float64(i)*step))
	}
}

func (float[T]) over(d span, n int) {
	each(of[T](d), of[T](d), func(x T) T { return x / T(n) })
}

func (float[T]) close(d, a, b span, relative, abs float64) {
	x, y := of[T](a), of[T](b)
	for i := range of[bool](d) {
		of[bool](d)[i] = x[i] == y[i] || isClose(math.Abs(float64(x[i])-float64(y[i])), math.Abs(float64(y[i])), relative, abs)
	}
}

func isClose(gap, size, relative, abs float64) bool {
	return gap <= abs+relative*size && !math.IsInf(size, 0)
}

type complexes[T Complex] struct{}

func (complexes[T]) divide(d, a, b span) {
	zip(of[T](d), of[T](a), of[T](b), func(x, y T) T { return x / y })
}

func (complexes[T]) sqrt(d, a, _ span) {
	each(of[T](d), of[T](a), func(x T) T { return T(cmplx.Sqrt(complex128(x))) })
}

func (complexes[T]) over(d span, n int) {
	each(of[T](d), of[T](d), func(x T) T { return x / T(complex(float64(n), 0)) })
}

func (complexes[T]) close(d, a, b span, relative, abs float64) {
	x, y := of[T](a), of[T](b)
	for i := range of[bool](d) {
		p, q := complex128(x[i]), complex128(y[i])
		of[bool](d)[i] = p == q || isClose(cmplx.Abs(p-q), cmplx.Abs(q), relative, abs)
	}
}
