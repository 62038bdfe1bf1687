package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The polynomials are minimax approximations by Sollya's fpminimax. Reductions are Cody and Waite's. Where one rounding is not to add to
// another, a value is the sum of two numbers, of which the second is what the first has lost.
func elementary() {
	for _, t := range targets {
		t.map1("exp", "sets d to eᵃ", t.exp)
		t.map1("expm1", "sets d to eᵃ - 1", t.expm1)
		t.map1("sinh", "sets d to the hyperbolic sine of a", t.sinh)
		t.map1("cosh", "sets d to the hyperbolic cosine of a", t.cosh)
		t.map1("tanh", "sets d to the hyperbolic tangent of a", t.tanh)
		t.map1("log", "sets d to the natural logarithm of a", t.log)
		t.map1("log1p", "sets d to the natural logarithm of 1 + a", t.log1p)
		t.map1("log2", "sets d to the logarithm of a to base 2", func(d, x Op) { t.logTo(d, x, 2) })
		t.map1("log10", "sets d to the logarithm of a to base 10", func(d, x Op) { t.logTo(d, x, 10) })
		t.circular("sin", "sine", t.sin)
		t.circular("cos", "cosine", t.cos)
		t.circular("tan", "tangent", t.tan)
		t.map1("asin", "sets d to the angle between -π/2 and π/2 whose sine is a", t.asin)
		t.map1("acos", "sets d to the angle between 0 and π whose cosine is a", t.acos)
		t.map1("atan", "sets d to the angle between -π/2 and π/2 whose tangent is a", t.atan)
		t.map2("atan2", "sets d to the angle of the point (b, a)", t.atan2)
		t.map2("hypot", "sets d to √(a² + b²)", t.hypot)
		t.power2()
	}
}

// map1 writes an elementary function of one operand.
func (t target) map1(op, doc string, f func(d, x Op)) {
	p := t.function(op, doc+", of n ≥ 1 elements each", "d a", "n int")
	d, a, n := p[0], p[1], p[2]
	t.loopHolding(n, []reg.GPVirtual{d, a}, func(by *tail) {
		x, r := t.reg(), t.reg()
		t.read(x, Mem{Base: a}, by)
		f(r, x)
		t.write(Mem{Base: d}, r, by)
	})
}

// map2 writes one of two operands.
func (t target) map2(op, doc string, f func(d, x, y Op)) {
	p := t.function(op, doc+", of n ≥ 1 elements each", "d a b", "n int")
	d, a, b, n := p[0], p[1], p[2], p[3]
	t.loopHolding(n, []reg.GPVirtual{d, a, b}, func(by *tail) {
		x, y, r := t.reg(), t.reg(), t.reg()
		t.read(x, Mem{Base: a}, by)
		t.read(y, Mem{Base: b}, by)
		f(r, x, y)
		t.write(Mem{Base: d}, r, by)
	})
}

// loopHolding emits body for one vector at a time, as the processor overlaps them by itself, then for what is left, and returns. It moves
// the pointers on, and counts n down. The first constants that body uses stay in registers, as many as are free: to read all of them from
// memory takes the processor as long as the arithmetic.
func (t target) loopHolding(n reg.GPVirtual, pointers []reg.GPVirtual, body func(by *tail)) {
	t.loopOver(n, pointers, t.bytes(), func() tail { return t.tail(n) }, body, func() {})
}

// loopOver is loopHolding with the bytes between vectors, another way to a mask, and end before it returns.
func (t target) loopOver(n reg.GPVirtual, pointers []reg.GPVirtual, step int, mask func() tail, body func(by *tail), end func()) {
	whole, last, start, done := label("whole"), label("last"), label("loop"), label("end")
	lanes := U32(uint32(t.lanes()))
	CMPQ(n, lanes)
	JGE(LabelRef(whole))
	Label(last)
	TESTQ(n, n)
	JZ(LabelRef(done))
	m := mask()
	recorded = nil
	body(&m)
	Label(done)
	end()
	VZEROUPPER()
	RET()

	Label(whole)
	for _, key := range recorded {
		if held[key] == nil {
			r := t.reg()
			t.load(r, pool[key])
			held[key] = r
			holding[function] = append(holding[function], constant{r, pool[key]})
		}
	}
	Label(start)
	body(nil)
	for _, p := range pointers {
		ADDQ(U32(uint32(step)), p)
	}
	SUBQ(lanes, n)
	CMPQ(n, lanes)
	JGE(LabelRef(start))
	clear(held)
	JMP(LabelRef(last))
}

// Numbers that differ between the types.
func (t target) one(single, double float64) Op {
	if t.double {
		return t.all(double)
	}
	return t.all(single)
}

func (t target) mantissa() uint64 {
	if t.double {
		return 52
	}
	return 23
}

func (t target) bias() uint64 {
	if t.double {
		return 1023
	}
	return 127
}

// bitsOf is v's representation.
func (t target) bitsOf(v float64) uint64 {
	if t.double {
		return math.Float64bits(v)
	}
	return uint64(math.Float32bits(float32(v)))
}

// magic is the number whose last bit counts ones: x + magic has x, rounded, in its last bits.
func (t target) magic() float64 { return 1.5 * math.Ldexp(1, int(t.mantissa())) }

// poly returns the polynomial of x with coefficients from the constant term on.
func (t target) poly(x Op, single, double []float64) reg.VecVirtual {
	c := single
	if t.double {
		c = double
	}
	d := t.copied(t.all(c[len(c)-1]))
	for i := len(c) - 2; i >= 0; i-- {
		t.mad(d, x, t.all(c[i]))
	}
	return d
}

// size is |x|.
func (t target) size(x Op) reg.VecVirtual {
	r := t.reg()
	t.and(r, x, t.allBits(t.sign()-1))
	return r
}

// signed sets d to y, which is not negative, with the sign of x.
func (t target) signed(d, y, x Op) {
	s := t.reg()
	t.and(s, x, t.allBits(t.sign()))
	t.or(d, y, s)
}

// between is x, or low or high if it is beyond them. NaN stays.
func (t target) between(low, x, high Op) reg.VecVirtual {
	r := t.copied(low)
	t.max(r, r, x)
	h := t.copied(high)
	t.min(r, h, r)
	return r
}

// atMost is x, or high if it is above. NaN stays.
func (t target) atMost(x, high Op) reg.VecVirtual {
	r := t.copied(high)
	t.min(r, r, x)
	return r
}

// pair is a number as a sum.
type pair struct{ hi, lo reg.VecVirtual }

// normal is hi + lo with the first part rounded from both, where lo is smaller than hi.
func (t target) normal(hi, lo Op) pair {
	s := t.plus(hi, lo)
	l := t.minus(hi, s)
	t.add(l, l, lo)
	return pair{s, l}
}

// quotient is a / b.
func (t target) quotient(a, b pair) pair {
	y := t.copied(t.all(1))
	t.div(y, y, b.hi)
	q := t.times(a.hi, y)
	rest := t.left(a.hi, q, b.hi)
	if a.lo != nil {
		t.add(rest, rest, a.lo)
	}
	t.fnma(rest, q, b.lo)
	t.mul(rest, rest, y)
	return pair{q, rest}
}

var (
	exp32 = []float64{0x1p-1, 0x1.5554d8p-3, 0x1.5554e4p-5, 0x1.12108p-7, 0x1.6d542p-10}
	exp64 = []float64{0x1p-1, 0x1.5555555555557p-3, 0x1.5555555555557p-5, 0x1.111111110ffc9p-7, 0x1.6c16c16c15649p-10, 0x1.a01a01ac86ef8p-13,
		0x1.a01a01abd27eap-16, 0x1.71de002c5e399p-19, 0x1.27e4cef93110ap-22, 0x1.af522b06f68d9p-26, 0x1.1f8859f8fbe8ep-29}
)

// nearestPower is the whole number n for which 2ⁿ is nearest to eˣ.
func (t target) nearestPower(x Op) reg.VecVirtual {
	n := t.fused(x, t.one(0x1.715476p0, 0x1.71547652b82fep0), t.all(t.magic())) // 1 / ln 2
	t.sub(n, n, t.all(t.magic()))
	return n
}

// scale returns 2ⁿ, which must be a normal number.
func (t target) scale(n Op) reg.VecVirtual {
	r := t.plus(n, t.all(t.magic()+float64(t.bias())))
	t.shiftLeft(r, r, t.mantissa())
	return r
}

// scaled sets d to p·2ⁿ. n is not beyond twice the range of exponents.
func (t target) scaled(d, p, n Op) {
	if t.wide {
		pick(t, VSCALEFPS, VSCALEFPD)(n, p, d)
		return
	}
	// In two factors, for the result may be subnormal.
	half := t.times(n, t.all(0.5))
	t.round(half, half, 1)
	r := t.times(p, t.scale(half))
	t.mul(d, r, t.scale(t.minus(n, half)))
}

func (t target) exp(d, x Op) {
	c := t.between(t.one(-104, -746), x, t.one(89, 710))
	n := t.nearestPower(c)
	r := c
	t.fnma(r, n, t.one(0x1.62e43p-1, 0x1.62e42fefa39efp-1)) // ln 2
	t.fnma(r, n, t.one(-0x1.05c61p-29, 0x1.abc9e3b39803fp-56))
	p := t.poly(r, exp32, exp64)
	t.mad(p, t.times(r, r), r)
	t.add(p, p, t.all(1))
	t.scaled(d, p, n)
}

var (
	sinh32 = []float64{0x1.555556p-3, 0x1.110f8ep-7, 0x1.a3504cp-13}
	sinh64 = []float64{0x1.5555555555556p-3, 0x1.11111111106bp-7, 0x1.a01a01a956a82p-13, 0x1.71de08e0b494ep-19, 0x1.af4258c2d4113p-26}
	cosh32 = []float64{0x1p-1, 0x1.5554fep-5, 0x1.6d345ap-10}
	cosh64 = []float64{0x1p-1, 0x1.5555555555556p-5, 0x1.6c16c16c15f8bp-10, 0x1.a01a01a864f9ep-16, 0x1.27e4d71651d2cp-22, 0x1.1f7b0255c6a91p-29}
)

// hyperbolic is n, r, r² and sinh r - r, where x = n·ln 2 + r and |r| ≤ ln 2 / 2. For float64 what r has lost is in the last.
func (t target) hyperbolic(x Op) (n, r, z, s reg.VecVirtual) {
	n = t.nearestPower(x)
	var low reg.VecVirtual
	if t.double {
		first := t.left(x, n, t.all(0x1.62e42fefa38p-1)) // ln 2, short enough for an exact product
		r = t.left(first, n, t.all(0x1.ef35793c7673p-45))
		low = t.minus(first, r)
		t.fnma(low, n, t.all(0x1.ef35793c7673p-45))
	} else {
		r = t.left(x, n, t.all(0x1.62e43p-1))
		t.fnma(r, n, t.all(-0x1.05c61p-29))
	}
	z = t.times(r, r)
	s = t.poly(z, sinh32, sinh64)
	t.mul(s, s, z)
	if t.double {
		t.mad(s, r, low)
	} else {
		t.mul(s, s, r)
	}
	return
}

// coshLess1 is cosh r - 1, of z = r².
func (t target) coshLess1(z Op) reg.VecVirtual {
	c := t.poly(z, cosh32, cosh64)
	t.mul(c, c, z)
	return c
}

// expm1 is 2ⁿ - 1 + 2ⁿ·(eʳ - 1), by halves.
func (t target) expm1(d, x Op) {
	c := t.between(t.one(-20, -40), x, t.one(89, 710))
	n, r, z, s := t.hyperbolic(c)
	p := t.scale(t.minus(n, t.all(1)))
	a := t.minus(p, t.all(0.5))
	y := t.normal(a, t.times(p, r))
	if t.double {
		// Of cosh r - 1 the first term, r²/2, is added by itself, and what that has lost.
		first, half := t.times(z, t.all(0.5)), t.times(r, t.all(0.5))
		lost := t.left(first, half, r)
		c := t.poly(z, nil, cosh64[1:])
		t.mul(c, c, z)
		t.mul(c, c, z)
		t.sub(c, c, lost)
		t.add(s, s, c)
		sum := t.normal(y.hi, t.times(p, first))
		t.add(y.lo, y.lo, sum.lo)
		y.hi = sum.hi
	} else {
		t.add(s, s, t.coshLess1(z))
	}
	t.fma(y.lo, p, s)
	t.add(y.hi, y.hi, y.lo)
	t.add(y.hi, y.hi, y.hi)
	t.choose(d, t.compare(less, t.size(x), t.all(t.tiny())), x, y.hi)
}

// tiny is where expm1 and sinh are x, and their way to it would lose bits of subnormal numbers.
func (t target) tiny() float64 { return math.Ldexp(1, -2-int(t.mantissa())) }

// byAddition is u + u·(cosh r - 1) + v·sinh r, which is u·cosh r + v·sinh r: by theorems of addition, a hyperbolic function of n·ln 2 + r if
// u and v are those of n·ln 2.
func (t target) byAddition(u, v, r, s, c Op) pair {
	hi := t.fused(v, r, u)
	lo := t.minus(u, hi)
	t.fma(lo, v, r)
	rest := t.times(v, s)
	t.fma(rest, u, c)
	t.add(lo, lo, rest)
	return pair{hi, lo}
}

// sinhCosh is sinh or cosh of x, which is not negative, by quarters.
func (t target) sinhCosh(x Op, cosh bool) reg.VecVirtual {
	n, r, z, s := t.hyperbolic(t.atMost(x, t.one(89.5, 710.6)))
	c := t.coshLess1(z)
	p := t.scale(t.minus(n, t.all(2)))
	m := t.atMost(n, t.all(64))
	back := t.copied(t.all(-2))
	t.sub(back, back, m)
	q := t.scale(back)
	even, odd := t.plus(p, q), t.minus(p, q)
	if !cosh {
		even, odd = odd, even
	}
	y := t.byAddition(even, odd, r, s, c)
	t.add(y.hi, y.hi, y.lo)
	t.add(y.hi, y.hi, y.hi)
	return y.hi
}

func (t target) sinh(d, x Op) {
	size := t.size(x)
	y := t.sinhCosh(size, false)
	t.choose(y, t.compare(less, size, t.all(t.tiny())), size, y)
	t.signed(d, y, x)
}

func (t target) cosh(d, x Op) { t.move(d, t.sinhCosh(t.size(x), true)) }

func (t target) tanh(d, x Op) {
	if !t.double {
		t.tanhSingle(d, x)
		return
	}
	n, r, z, s := t.hyperbolic(t.atMost(t.size(x), t.all(20)))
	c := t.coshLess1(z)
	zero := t.reg()
	t.zero(zero)
	p, q := t.scale(n), t.scale(t.minus(zero, n))
	even, odd := t.plus(p, q), t.minus(p, q)
	sinh, cosh := t.byAddition(odd, even, r, s, c), t.byAddition(even, odd, r, s, c)
	// what the sum and the difference have lost
	lostEven, lostOdd := t.minus(p, even), t.minus(p, odd)
	t.add(lostEven, lostEven, q)
	t.sub(lostOdd, lostOdd, q)
	t.add(sinh.lo, sinh.lo, t.fused(lostEven, r, lostOdd))
	t.add(cosh.lo, cosh.lo, t.fused(lostOdd, r, lostEven))
	y := t.quotient(t.normal(sinh.hi, sinh.lo), t.normal(cosh.hi, cosh.lo))
	t.add(y.hi, y.hi, y.lo)
	t.signed(d, y.hi, x)
}

var tanh32 = []float64{-0x1.555556p-2, 0x1.11113ap-3, -0x1.ba1b1ep-5, 0x1.65821ap-6, -0x1.15c6bep-7, 0x1.3cd7b2p-9}

// tanhSingle is a polynomial where |x| < 0.625, else 1 - 2 / (e^2|x| + 1) with x's sign.
func (t target) tanhSingle(d, x Op) {
	size := t.size(x)
	z := t.times(x, x)
	small := t.poly(z, tanh32, nil)
	t.mul(z, z, size)
	t.mad(small, z, size)

	c := t.atMost(size, t.all(10))
	t.add(c, c, c)
	n := t.nearestPower(c)
	r := c
	t.fnma(r, n, t.all(0x1.62e43p-1))
	t.fnma(r, n, t.all(-0x1.05c61p-29))
	p := t.poly(r, exp32, nil)
	t.mad(p, t.times(r, r), r)
	one := t.copied(t.all(1))
	t.add(p, p, one)
	t.mad(p, t.scale(n), one)
	two := t.copied(t.all(2))
	t.div(p, two, p)
	t.sub(p, one, p)
	t.choose(p, t.compare(less, size, t.all(0.625)), small, p)
	t.signed(d, p, x)
}
