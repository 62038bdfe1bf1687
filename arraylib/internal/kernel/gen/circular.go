package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

var (
	// to π/4
	sin32 = []float64{-0x1.555552p-3, 0x1.110bc6p-7, -0x1.9a9f7p-13}
	sin64 = []float64{-0x1.5555555555555p-3, 0x1.1111111111023p-7, -0x1.a01a019fea7c6p-13, 0x1.71de3a1436b1dp-19, -0x1.ae63ff121bba9p-26,
		0x1.60eb713014f8p-33, -0x1.90a6ba81f2d7bp-41}
	cos32 = []float64{0x1.555554p-5, -0x1.6c1284p-10, 0x1.9bb6cp-16}
	cos64 = []float64{0x1.5555555555555p-5, -0x1.6c16c16c1689fp-10, 0x1.a01a019f2c15dp-16, -0x1.27e4f9f21f329p-22, 0x1.1eeb45d1ed9d4p-29,
		-0x1.906658e45d223p-37}
	// to π/2
	sinHalf32 = []float64{-0x1.555556p-3, 0x1.11114ap-7, -0x1.a02e22p-13, 0x1.746b6p-19, -0x1.de6c6ep-26}
)

// circular writes a function of an angle. That is reduced by multiples of π or π/2 in three parts, which is exact enough up to a limit: at the
// first vector with a larger element, or one that is no number, the function returns how many elements are left.
func (t target) circular(op, name string, f func(d, x Op)) {
	p := t.function(op, "sets d to the "+name+" of a, of n ≥ 1 elements each, and returns how many it left out at the end: it stops before an element that is not finite or above 10⁵, for float64 10⁸, in size", "d a", "n int", "left int")
	d, a, n := p[0], p[1], p[2]
	stop := label("stop")
	t.loopOver(n, []reg.GPVirtual{d, a}, t.bytes(), func() tail { return t.tail(n) }, func(by *tail) {
		x, r := t.reg(), t.reg()
		t.read(x, Mem{Base: a}, by)
		t.jumpIfAny(t.compare(notLess, t.size(x), t.one(1e5, 1e8)), stop)
		f(r, x)
		t.write(Mem{Base: d}, r, by)
		if by != nil {
			XORQ(n, n)
		}
	}, func() {
		Label(stop)
		Store(n, ReturnIndex(0))
	})
}

// The parts of a multiple of π are all positive, which keeps the sign of a zero from which they are subtracted.
func parts(multiple float64) []float64 {
	const a, b, c = 0x1.921fb4p1, 0x1.4442d0p-23, 0x1.8469898cc5170p-47
	return []float64{a * multiple, b * multiple, float64(float32(c * multiple))}
}

// byHalfTurns is the sine of x if shift is 0, the cosine if it is 1/2: (-1)ⁿ·sin r, where x = (n - shift)·π + r.
func (t target) byHalfTurns(d, x Op, shift float64) {
	k := t.copied(x)
	if shift != 0 {
		t.load(k, t.all(shift))
		t.fma(k, x, t.all(0x1.45f306p-2)) // 1/π
		t.add(k, k, t.all(t.magic()))
	} else {
		t.load(k, t.all(t.magic()))
		t.fma(k, x, t.all(0x1.45f306p-2))
	}
	n := t.minus(k, t.all(t.magic()))
	if shift != 0 {
		t.sub(n, n, t.all(shift))
	}
	r := t.copied(x)
	for _, p := range parts(1) {
		t.fnma(r, n, t.all(p))
	}
	z := t.times(r, r)
	s := t.poly(z, sinHalf32, nil)
	t.mul(s, s, z)
	t.mad(s, r, r)
	t.clampToOne(s)
	t.shiftLeft(k, k, t.signBit())
	t.xor(s, s, k)
	if shift == 0 { // sin -0 is -0
		zero := t.reg()
		t.zero(zero)
		t.choose(d, t.compare(equal, x, zero), x, s)
		return
	}
	t.move(d, s)
}

// clampToOne makes ±1 of d where its size is above that by some rounding error.
func (t target) clampToOne(d Op) {
	if t.wide {
		pick(t, VRANGEPS, VRANGEPD)(Imm(0b0010), t.copied(t.all(1)), d, d) // of the lesser size, with the sign of d
		return
	}
	t.min(d, d, t.all(1))
	t.max(d, d, t.all(-1))
}

// quarter is k, whose last bits are those of the number of quarter turns nearest to x, and x less these as r + low.
func (t target) quarter(x Op) (k reg.VecVirtual, r pair) {
	k = t.fused(x, t.one(0x1.45f306p-1, 0x1.45f306dc9c883p-1), t.all(t.magic())) // 2/π
	n := t.minus(k, t.all(t.magic()))
	if !t.double {
		r.hi = t.copied(x)
		for _, p := range parts(0.5) {
			t.fnma(r.hi, n, t.all(p))
		}
		return k, r
	}
	first := t.left(x, n, t.all(0x1.921fb54442d18p0)) // exact
	w := t.times(n, t.all(0x1.1a62633145c07p-54))
	r.hi = t.minus(first, w)
	r.lo = t.minus(first, r.hi)
	t.sub(r.lo, r.lo, w)
	t.fnma(w, n, t.all(0x1.1a62633145c07p-54)) // its rounding error
	t.add(r.lo, r.lo, w)
	t.fnma(r.lo, n, t.all(-0x1.f1976b7ed8fbcp-110))
	return k, r
}

// sine is r + low less what is in the second part: r + (z·r·p + low·(1 - z/2)) with z = r².
func (t target) sine(r pair, z Op) (hi, lo reg.VecVirtual) {
	s := t.poly(z, sin32, sin64)
	t.mul(s, s, z)
	t.mul(s, s, r.hi)
	if t.double {
		half := t.times(z, t.all(0.5))
		t.fnma(s, half, r.lo)
		t.add(s, s, r.lo)
	}
	return r.hi, s
}

// cosine is w + (1 - w - r²/2 + (z²·p - r·low)) with w = 1 - r²/2, rounded.
func (t target) cosine(r pair, z Op) (hi, lo reg.VecVirtual) {
	half := t.times(r.hi, t.all(0.5))
	one := t.copied(t.all(1))
	w := t.left(one, half, r.hi)
	rest := t.minus(one, w)
	t.fnma(rest, half, r.hi)
	c := t.poly(z, cos32, cos64)
	t.mul(c, c, z)
	t.mad(c, z, rest)
	if t.double {
		t.fnma(c, r.hi, r.lo)
	}
	return w, c
}

func (t target) byQuarters(d, x Op, quarters float64) {
	k, r := t.quarter(x)
	z := t.times(r.hi, r.hi)
	sh, sl := t.sine(r, z)
	ch, cl := t.cosine(r, z)
	if quarters == 1 {
		t.intAdd(k, k, t.allBits(1))
	}
	odd := t.lowestBit(k)
	t.choose(sh, odd, ch, sh)
	t.choose(sl, odd, cl, sl)
	t.add(sh, sh, sl)
	t.and(k, k, t.allBits(2))
	t.shiftLeft(k, k, t.signBit()-1)
	t.xor(sh, sh, k)
	if quarters == 0 { // sin -0 is -0
		zero := t.reg()
		t.zero(zero)
		t.choose(d, t.compare(equal, x, zero), x, sh)
		return
	}
	t.move(d, sh)
}

func (t target) sin(d, x Op) {
	if t.double {
		t.byQuarters(d, x, 0)
		return
	}
	t.byHalfTurns(d, x, 0)
}

func (t target) cos(d, x Op) {
	if t.double {
		t.byQuarters(d, x, 1)
		return
	}
	t.byHalfTurns(d, x, 0.5)
}

func (t target) tan(d, x Op) {
	k, r := t.quarter(x)
	z := t.times(r.hi, r.hi)
	s, c := t.normal(t.sine(r, z)), t.normal(t.cosine(r, z))
	odd := t.lowestBit(k)
	y := t.quotient(pair{t.chosen(odd, c.hi, s.hi), t.chosen(odd, c.lo, s.lo)}, pair{t.chosen(odd, s.hi, c.hi), t.chosen(odd, s.lo, c.lo)})
	t.add(y.hi, y.hi, y.lo)
	t.shiftLeft(k, k, t.signBit())
	t.xor(y.hi, y.hi, k)
	zero := t.reg()
	t.zero(zero)
	t.choose(d, t.compare(equal, x, zero), x, y.hi)
}

var (
	// to 1/2
	asin32 = []float64{0x1.55555ep-3, 0x1.332638p-4, 0x1.70ce26p-5, 0x1.b1164ap-6, 0x1.39fbbcp-5}
	asin64 = []float64{0x1.5555555555556p-3, 0x1.3333333332da2p-4, 0x1.6db6db6e48603p-5, 0x1.f1c71c11deeap-6, 0x1.6e8bb37521acap-6,
		0x1.1c4d112ced71bp-6, 0x1.c9d30ac3ce817p-7, 0x1.78010220106fp-7, 0x1.532a91490f8afp-7, 0x1.5e2915df0d638p-8, 0x1.220541f4ab3acp-6,
		-0x1.f58c57c572f98p-7, 0x1.dc181d65cb50ap-6}
	// to tan π/8
	atan32 = []float64{-0x1.555554p-2, 0x1.9996f8p-3, -0x1.241a04p-3, 0x1.b794d4p-4, -0x1.06bafap-4}
	atan64 = []float64{-0x1.5555555555555p-2, 0x1.9999999999383p-3, -0x1.249249243303cp-3, 0x1.c71c718198e95p-4, -0x1.745d0a6c96d3bp-4,
		0x1.3b124f8e3840ep-4, -0x1.10f94d6e9357dp-4, 0x1.dfd0d5fee77b8p-5, -0x1.a0248855dd18ap-5, 0x1.4005b222ab816p-5, -0x1.36c5f29a52c34p-6}
)

// arcsine is asin |x| = s + rest where |x| ≤ 1/2, and elsewhere, where large holds, s + rest with asin |x| = π/2 - 2·(s + rest).
func (t target) arcsine(size Op) (large cond, s, rest reg.VecVirtual) {
	large = t.compare(greater, size, t.all(0.5))
	far := t.copied(t.all(0.5))
	t.fnma(far, size, t.all(0.5))
	z := t.chosen(large, far, t.times(size, size))
	root := t.reg()
	t.sqrt(root, z)
	s = t.chosen(large, root, size)
	rest = t.poly(z, asin32, asin64)
	t.mul(rest, rest, z)
	t.mul(rest, rest, s)
	if t.double { // what the root has lost
		e := t.left(z, root, root)
		t.add(root, root, root)
		t.max(root, root, t.all(math.Ldexp(1, -500)))
		t.div(e, e, root)
		zero := t.reg()
		t.zero(zero)
		t.add(rest, rest, t.chosen(large, e, zero))
	}
	return
}

// addAngle is m·π/4 + hi + lo, where m is a whole number and |hi| is not above m·π/4 unless that is 0.
func (t target) addAngle(m, hi, lo Op) reg.VecVirtual {
	quarter, low := t.one(0x1.921fb6p-1, 0x1.921fb54442d18p-1), t.one(-0x1.777a5cp-26, 0x1.1a62633145c07p-55)
	base := t.times(m, quarter)
	lost := t.copied(base)
	t.fnma(lost, m, quarter)
	t.fnma(lost, m, low)
	y := t.normal(base, hi)
	t.sub(y.lo, y.lo, lost)
	t.add(y.lo, y.lo, lo)
	t.add(y.hi, y.hi, y.lo)
	return y.hi
}

func (t target) asin(d, x Op) {
	large, s, rest := t.arcsine(t.size(x))
	factor := t.chosen(large, t.copied(t.all(-2)), t.copied(t.all(1)))
	zero := t.reg()
	t.zero(zero)
	m := t.chosen(large, t.copied(t.all(2)), zero)
	t.mul(s, s, factor)
	t.mul(rest, rest, factor)
	t.signed(d, t.addAngle(m, s, rest), x)
}

func (t target) acos(d, x Op) {
	large, s, rest := t.arcsine(t.size(x))
	sign, zero := t.reg(), t.reg()
	t.zero(zero)
	t.and(sign, x, t.allBits(t.sign()))
	// where large, 2·(s + rest) or π less that; elsewhere π/2 - (s + rest) with x's sign
	factor := t.chosen(large, t.copied(t.all(2)), t.copied(t.all(-1)))
	t.xor(factor, factor, sign)
	m := t.chosen(t.compare(less, x, zero), t.copied(t.all(4)), zero)
	m = t.chosen(large, m, t.copied(t.all(2)))
	t.mul(s, s, factor)
	t.mul(rest, rest, factor)
	t.move(d, t.addAngle(m, s, rest))
}

// angle is atan(low / high) where 0 ≤ low ≤ high, as m·π/4 + the pair, m being 0 or 1.
func (t target) angle(low, high Op) (m reg.VecVirtual, r pair) {
	// If that is above tan π/8, by (low - high) / (low + high).
	zero, one := t.reg(), t.copied(t.all(1))
	t.zero(zero)
	far := t.compare(greater, low, t.times(high, t.all(math.Sqrt2-1)))
	m = t.chosen(far, one, zero)
	minus := t.chosen(far, high, zero)
	plus := t.chosen(far, low, zero)
	a := pair{hi: t.minus(low, minus)}
	b := pair{hi: t.plus(high, plus)}
	if t.double {
		a.lo = t.plus(a.hi, minus)
		t.sub(a.lo, low, a.lo)
		b.lo = t.minus(b.hi, high)
		t.sub(b.lo, plus, b.lo)
		r = t.quotient(a, b)
	} else {
		r.hi = t.reg()
		t.div(r.hi, a.hi, b.hi)
	}
	z := t.times(r.hi, r.hi)
	p := t.poly(z, atan32, atan64)
	t.mul(p, p, z)
	if t.double {
		t.mad(p, r.hi, r.lo)
	} else {
		t.mul(p, p, r.hi)
	}
	r.lo = p
	return m, r
}

// turned is to - m where c holds, and the pair negative there.
func (t target) turned(c cond, to float64, m Op, r pair) (reg.VecVirtual, pair) {
	sign := t.reg()
	zero := t.reg()
	t.zero(zero)
	sign = t.chosen(c, t.copied(t.allBits(t.sign())), zero)
	t.xor(r.hi, r.hi, sign)
	t.xor(r.lo, r.lo, sign)
	other := t.copied(t.all(to))
	t.sub(other, other, m)
	return t.chosen(c, other, m), r
}

func (t target) atan(d, x Op) {
	one := t.copied(t.all(1))
	size := t.atMost(t.size(x), t.all(0x1p60))
	low, high := t.reg(), t.reg()
	t.min(low, one, size)
	t.max(high, one, size)
	m, r := t.angle(low, high)
	m, r = t.turned(t.compare(greater, size, one), 2, m, r)
	t.signed(d, t.addAngle(m, r.hi, r.lo), x)
}

// limits are of numbers, by the type, and powers of 2 by which those beyond are multiplied.
type limits struct{ above, down, below, up float64 }

// scaledPair is low and high, both times the same power of 2, if high is beyond its limits. back is 1 over that power.
func (t target) scaledPair(low, high Op, single, double limits) (l, h, back reg.VecVirtual) {
	by := pick(t, single, double)
	one := t.copied(t.all(1))
	large, small := t.compare(greater, high, t.all(by.above)), t.compare(less, high, t.all(by.below))
	scale := t.chosen(large, t.copied(t.all(by.down)), one)
	scale = t.chosen(small, t.copied(t.all(by.up)), scale)
	back = t.chosen(large, t.copied(t.all(1/by.down)), one)
	back = t.chosen(small, t.copied(t.all(1/by.up)), back)
	return t.times(low, scale), t.times(high, scale), back
}

func (t target) atan2(d, y, x Op) {
	ys, xs := t.size(y), t.size(x)
	low, high := t.reg(), t.reg()
	t.min(low, ys, xs)
	t.max(high, ys, xs)
	steep := t.compare(greater, ys, xs)

	// Of infinity the quotient with itself is 1, with others 0; of 0 and 0 it is 0.
	zero, one := t.reg(), t.copied(t.all(1))
	t.zero(zero)
	infinity := t.all(math.Inf(1))
	l := t.chosen(t.compare(equal, low, infinity), one, zero)
	infinite := t.compare(equal, high, infinity)
	// Sums and inverses are to be normal numbers.
	l, h, _ := t.scaledPair(t.chosen(infinite, l, low), t.chosen(infinite, one, high),
		limits{0x1p120, 0x1p-10, 0x1p-100, 0x1p40}, limits{0x1p1000, 0x1p-30, 0x1p-900, 0x1p100})
	h = t.chosen(t.compare(equal, h, zero), one, h)

	m, r := t.angle(l, h)
	m, r = t.turned(steep, 2, m, r)
	sign := t.reg() // of x, also if it is -0
	t.and(sign, x, t.allBits(t.sign()))
	t.or(sign, sign, one)
	m, r = t.turned(t.compare(less, sign, zero), 4, m, r)
	a := t.reg()
	t.signed(a, t.addAngle(m, r.hi, r.lo), y)
	t.choose(d, t.compare(unordered, x, y), t.plus(x, y), a)
}

func (t target) hypot(d, x, y Op) {
	xs, ys := t.size(x), t.size(y)
	low, high := t.reg(), t.reg()
	t.min(low, xs, ys)
	t.max(high, xs, ys)
	// Squares are to be normal numbers, but for those that do not matter.
	l, h, back := t.scaledPair(low, high, limits{0x1p60, 0x1p-70, 0x1p-60, 0x1p70}, limits{0x1p500, 0x1p-600, 0x1p-500, 0x1p600})
	s := t.times(l, l)
	t.fma(s, h, h)
	t.sqrt(s, s)
	t.mul(s, s, back)
	// Infinity is longer than NaN.
	s = t.chosen(t.compare(unordered, x, y), t.plus(xs, ys), s)
	infinity := t.all(math.Inf(1))
	c := t.either(t.compare(equal, xs, infinity), t.compare(equal, ys, infinity))
	t.choose(d, c, t.copied(infinity), s)
}
